"""Where civquiz keeps its files. Computes, never creates."""

import os
from pathlib import Path

from civquiz.errors import CivquizError


def data_folder() -> Path:
    """The one folder of everything: `CIVQUIZ_HOME` if it is set, else the user's data folder of this system."""
    home = os.environ.get("CIVQUIZ_HOME")
    try:
        if home:
            return Path(home).expanduser()
        from platformdirs import user_data_path

        return user_data_path("civquiz", appauthor=False)
    except RuntimeError as error:
        raise CivquizError("there is no home folder here; set CIVQUIZ_HOME to a folder of yours") from error


def scores_path(folder: Path) -> Path:
    """The score file in that data folder."""
    return folder / "scores.json"


def journal_folder(folder: Path) -> Path:
    """The folder of the sessions in progress."""
    return folder / "journal"


def banks_folder(folder: Path) -> Path:
    """The folder of the learner's own banks."""
    return folder / "banks"


def drafts_folder(folder: Path) -> Path:
    """The folder of the questions that are being written."""
    return folder / "drafts"

"""The author's unfinished work: the question that is being written, one for each bank."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from civquiz import files, paths
from civquiz.errors import CivquizError
from civquiz.questions.bank import ID, ID_RULE, quoted

LIMIT_BYTES = files.MEBIBYTE


class Desk:
    """The drafts in one data folder, which need not exist; one that cannot be read is put aside, never written over."""

    def __init__(self, folder: Path) -> None:
        self._folder = paths.drafts_folder(folder)
        self._notices: list[str] = []

    def draft(self, bank_id: str) -> dict[str, Any] | None:
        """What was entered of a question for that bank, as it was given to `keep`.

        Raises CannotWriteError if there is one that can neither be read nor put aside.
        """
        path = self._path(bank_id)
        try:
            return msgspec.json.decode(files.read_limited(path, LIMIT_BYTES, "the draft"), type=dict[str, Any])
        except FileNotFoundError:
            return None
        except (CivquizError, RecursionError, ValueError):  # ValueError: no UTF-8, no JSON, no table
            self._put_aside(path)
            return None

    def keep(self, bank_id: str, values: dict[str, Any]) -> None:
        """Keep what was entered so far, in place of what was kept before. Raises CannotWriteError."""
        path = self._path(bank_id)
        with files.writing(self._folder):
            files.make_folder(self._folder)
        with files.lock(path.with_name(f"{path.name}.lock"), remove=True):
            self.draft(bank_id)  # so that one that is damaged is put aside first
            files.replace(path, msgspec.json.format(msgspec.json.encode(values)), keep_backup=False)

    def drop(self, bank_id: str) -> None:
        """Take the draft away. Raises CannotWriteError."""
        path = self._path(bank_id)
        with files.writing(path), suppress(FileNotFoundError):
            path.unlink()

    def take_notices(self) -> list[str]:
        """What the author has to know, a line each; each is given once."""
        notices, self._notices = self._notices, []
        return notices

    def _path(self, bank_id: str) -> Path:
        if not ID.match(bank_id):
            raise CivquizError(f"{quoted(bank_id)} is no bank's id: it {ID_RULE}")
        return self._folder / f"{bank_id}.json"

    def _put_aside(self, path: Path) -> None:
        aside = files.free_name(path.with_name(f"{path.name}.damaged"))
        with files.writing(path):
            path.replace(aside)
        self._notices.append(f"the draft {path.name} was damaged and is put aside: {files.name_of(aside)}")

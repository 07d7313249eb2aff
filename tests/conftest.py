from collections.abc import Iterator
from pathlib import Path

import pytest

_TERMINAL = ("CIVQUIZ_PLAIN", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR", "TTY_COMPATIBLE")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a test; one that reaches for the learner's own home fails."""
    forbidden = tmp_path / "home-folder"
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "LOCALAPPDATA",
        "APPDATA",
    ):
        monkeypatch.setenv(name, str(forbidden))
    for name in _TERMINAL:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "civquiz-home"
    monkeypatch.setenv("CIVQUIZ_HOME", str(folder))
    yield folder
    assert not forbidden.exists(), f"the test wrote to the home folder: {list(forbidden.rglob('*'))}"

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A machine that does something else at the time is slow to draw examples too.
settings.register_profile("suite", max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=1_000, deadline=None)  # pytest --hypothesis-profile=thorough
settings.load_profile("suite")

# With it each worker compiles the tests anew, and each start of the program all of it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

_HOMES = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA")
_TERMINAL = ("CIVQUIZ_PLAIN", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR", "TTY_COMPATIBLE")

_count = count()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a test, not made yet; a test that reaches for the learner's own home fails."""
    forbidden = homes / "home-folder"
    for name in _HOMES:
        monkeypatch.setenv(name, str(forbidden))
    for name in _TERMINAL:
        monkeypatch.delenv(name, raising=False)
    folder = homes / f"civquiz-{next(_count)}"
    monkeypatch.setenv("CIVQUIZ_HOME", str(folder))
    yield folder
    assert not forbidden.exists(), f"the test wrote to the home folder: {list(forbidden.rglob('*'))}"

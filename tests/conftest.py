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
_FORBIDDEN = "home-folder"
_TERMINAL = ("CIVQUIZ_PLAIN", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR", "TTY_COMPATIBLE")

_count = count()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the data folders lie. The learner's own home leads to a folder that must not come to be."""
    folder = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        for name in _HOMES:
            patch.setenv(name, str(folder / _FORBIDDEN))
        for name in _TERMINAL:
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a test, not made yet; a test that reaches for the learner's own home fails."""
    folder = homes / f"civquiz-{next(_count)}"
    monkeypatch.setenv("CIVQUIZ_HOME", str(folder))
    yield folder
    forbidden = homes / _FORBIDDEN
    assert not forbidden.exists(), f"the test wrote to the home folder: {list(forbidden.rglob('*'))}"

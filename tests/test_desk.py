import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz import paths
from civquiz.desk import LIMIT_BYTES, Desk
from civquiz.errors import CannotWriteError, CivquizError

VALUES = {"type": "matching", "stem": "Ұлт?", "pairs": [["a", "b"]], "topic": "", "distractors": []}


@pytest.fixture
def desk(home: Path) -> Desk:
    return Desk(home)


def path_of(home: Path, bank_id: str = "my-town") -> Path:
    return paths.drafts_folder(home) / f"{bank_id}.json"


def damaged(home: Path, data: bytes) -> Path:
    path = path_of(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_draft_is_kept_for_its_bank_in_its_order(desk: Desk, home: Path) -> None:
    assert desk.draft("my-town") is None
    assert not home.exists(), "reading makes no folder"
    desk.keep("my-town", {"type": "ordering"})
    desk.keep("my-town", VALUES)
    desk.keep("other", {"type": "ordering"})
    again = Desk(home)
    assert again.draft("my-town") == VALUES
    assert list(again.draft("my-town") or []) == list(VALUES)
    assert again.draft("other") == {"type": "ordering"}
    assert again.take_notices() == []


def test_a_dropped_draft_is_gone_and_may_be_gone_already(desk: Desk) -> None:
    desk.keep("my-town", VALUES)
    desk.drop("my-town")
    assert desk.draft("my-town") is None
    desk.drop("my-town")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_draft_is_its_authors_alone(desk: Desk, home: Path) -> None:
    desk.keep("my-town", VALUES)
    assert stat.S_IMODE(path_of(home).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'"x"', b'{"a": \xff}', b"[" * 200_000, b'{"a": "\\ud800"}', b" " * (LIMIT_BYTES + 1)],
    ids=["empty", "cut", "list", "text", "no-utf-8", "deep", "surrogate", "large"],
)
def test_a_damaged_draft_is_put_aside_and_told_once(desk: Desk, home: Path, data: bytes) -> None:
    path = damaged(home, data)
    assert desk.draft("my-town") is None
    aside = path.with_name("my-town.json.damaged")
    assert aside.read_bytes() == data
    [notice] = desk.take_notices()
    assert "my-town.json" in notice
    assert "\n" not in notice
    assert desk.take_notices() == []
    desk.keep("my-town", VALUES)
    assert desk.draft("my-town") == VALUES


def test_keeping_writes_over_no_damaged_draft(desk: Desk, home: Path) -> None:
    for data in (b"first", b"second"):
        damaged(home, data)
        desk.keep("my-town", VALUES)
    asides = sorted(path for path in path_of(home).parent.iterdir() if "damaged" in path.name)
    assert [path.read_bytes() for path in asides] == [b"first", b"second"]
    assert desk.draft("my-town") == VALUES


def test_a_folder_in_its_place_is_put_aside(desk: Desk, home: Path) -> None:
    path_of(home).mkdir(parents=True)
    desk.keep("my-town", VALUES)
    assert desk.draft("my-town") == VALUES


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_draft_that_can_neither_be_read_nor_put_aside_stays(desk: Desk, home: Path) -> None:
    path = damaged(home, b"{")
    path.parent.chmod(0o500)
    try:
        with pytest.raises(CannotWriteError):
            desk.draft("my-town")
        with pytest.raises(CannotWriteError):
            desk.keep("my-town", VALUES)
    finally:
        path.parent.chmod(0o700)
    assert path.read_bytes() == b"{"


def test_what_cannot_be_written_is_said(home: Path) -> None:
    home.write_text("no folder")
    with pytest.raises(CannotWriteError):
        Desk(home).keep("my-town", VALUES)


@pytest.mark.parametrize("bank_id", ["", "../scores", "a/b", "A", "x\n", "." * 3, "a" * 65], ids=repr)
def test_only_a_banks_id_names_a_draft(desk: Desk, home: Path, bank_id: str) -> None:
    for use in (desk.draft, desk.drop, lambda name: desk.keep(name, VALUES)):
        with pytest.raises(CivquizError):
            use(bank_id)
    assert not home.exists()


@given(st.dictionaries(st.text(), st.text() | st.booleans() | st.lists(st.text() | st.lists(st.text()))))
def test_whatever_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]) -> None:
    folder = tmp_path_factory.getbasetemp() / "desk"
    Desk(folder).keep("b", values)
    assert Desk(folder).draft("b") == values

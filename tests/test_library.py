import os
import sys
from pathlib import Path

import pytest

from civquiz.errors import CivquizError
from civquiz.library import DEFAULT_BANK, Library, is_path

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")

TOWN = """\
id = "town"
title = "Town"
[[passages]]
id = "p1"
text = "It has a mayor."
[[questions]]
id = "q1"
type = "true-false"
stem = "It has a mayor."
passage = "p1"
answer = true
"""


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    folder = tmp_path / "banks"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def refusal(library: Library, name_or_path: str | Path) -> CivquizError:
    with pytest.raises(CivquizError) as caught:
        library.load(str(name_or_path))
    assert "\n" not in caught.value.message
    return caught.value


def test_the_built_in_bank_needs_no_folder(tmp_path: Path) -> None:
    library = Library(tmp_path / "missing")
    assert library.load(DEFAULT_BANK).id == DEFAULT_BANK
    assert library.names() == [DEFAULT_BANK]
    assert not (tmp_path / "missing").exists()


def test_every_built_in_bank_holds(library: Library) -> None:
    found, problems = library.load_all()
    assert problems == []
    assert [bank.id for bank in found] == library.names()


def test_an_own_bank_is_loaded_by_name(library: Library, banks: Path) -> None:
    (banks / "town.toml").write_text(TOWN)
    assert library.load("town").title == "Town"
    assert library.names() == [DEFAULT_BANK, "town"]
    assert [bank.id for bank in library.load_all()[0]] == library.names()


def test_a_bank_is_loaded_from_a_path(library: Library, tmp_path: Path) -> None:
    (tmp_path / "some.toml").write_text(TOWN)
    (tmp_path / "some.JSON").write_text('{"id": "town", "title": "Town"}')
    assert library.load(str(tmp_path / "some.toml")).id == "town"
    assert library.load(str(tmp_path / "some.JSON")).questions == ()


def test_a_file_name_alone_is_a_path(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some.toml").write_text(TOWN)
    monkeypatch.chdir(tmp_path)
    assert library.load("some.toml").id == "town"


@pytest.mark.parametrize(
    ("argument", "path"),
    [
        ("town", False),
        ("town.toml", True),
        ("x.json", True),
        (f".{os.sep}town", True),
        ("..", False),
        ("x.gift", False),
    ],
)
def test_what_is_a_path(argument: str, path: bool) -> None:
    assert is_path(argument) == path


def test_an_own_bank_lies_over_the_built_in_one(library: Library, banks: Path) -> None:
    base = library.load(DEFAULT_BANK)
    replaced, passage = base.questions[0].id, base.passages[0].id
    own = (
        TOWN.replace('"town"', f'"{DEFAULT_BANK}"')
        .replace('"q1"', f'"{replaced}"')
        .replace('"p1"\na', f'"{passage}"\na')
    )
    (banks / f"{DEFAULT_BANK}.toml").write_text(own + own[own.index("[[questions]]") :].replace(replaced, "q-new"))
    both = library.load(DEFAULT_BANK)
    assert both.title == "Town"
    assert both.by_id[replaced].stem == "It has a mayor."
    assert [question.id for question in both.questions] == [*base.by_id, "q-new"]
    assert [entry.id for entry in both.passages] == [*(entry.id for entry in base.passages), "p1"]
    assert both.as_of == base.as_of
    assert both.check() == []
    assert both.version != base.version
    assert library.load(str(banks / f"{DEFAULT_BANK}.toml")) == both


@pytest.mark.parametrize("name", ["..", "Town", "town\n", "\x1b[2J", "x.doc", "", "t" * 10_000])
def test_a_name_that_is_none_is_refused(library: Library, name: str) -> None:
    message = refusal(library, name).message
    assert message.startswith("there is no bank “")
    assert message.endswith(f"; there are: {DEFAULT_BANK}")
    assert "\x1b" not in message
    assert len(message) < 200


def test_an_unknown_name_tells_the_nearest(library: Library) -> None:
    name = DEFAULT_BANK.replace("democracy", "demokracy")
    assert f"(did you mean “{DEFAULT_BANK}”?)" in refusal(library, name).message


def test_a_name_never_leaves_the_folder(library: Library, tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_text(TOWN)
    assert refusal(library, "../town").message.startswith("there is no file “../town”")


def test_a_missing_file_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "there is no file" in refusal(library, tmp_path / "no.toml").message
    assert "cannot read" in refusal(library, tmp_path / "file" / "no.toml").message


@pytest.mark.parametrize("name", ["x.gift", "x.csv", "x.txt", "x"])
def test_another_format_is_to_be_imported(library: Library, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    how = f"{path} is no bank: give a .toml or .json file, or bring it in with: civquiz import {path}"
    assert refusal(library, path).message == how
    with pytest.raises(CivquizError) as caught:
        library.file(str(path))
    assert caught.value.message == how


def test_a_name_like_that_of_another_format_is_to_be_imported_too(library: Library) -> None:
    assert refusal(library, "my questions.gift").message.endswith("with: civquiz import 'my questions.gift'")


def test_a_fault_names_file_question_and_field(library: Library, banks: Path) -> None:
    (banks / "town.toml").write_text(TOWN.replace("true\n", '"yes"\n').replace('"q1"', '"q1"\nhitn = "x"'))
    error = refusal(library, "town")
    assert error.message == "town.toml has 2 faults; mend them in the file:"
    assert error.faults == (
        "q1: there is no field “hitn” here (did you mean “hint”?)",
        "q1, answer: must be true or false, not text",
    )


def test_the_id_of_an_own_bank_is_its_files_name(library: Library, banks: Path) -> None:
    (banks / "village.toml").write_text(TOWN)
    error = refusal(library, "village")
    assert error.message == "village.toml has 1 fault; mend it in the file, or rename the file:"
    assert error.faults == ("id: must be “village”, as the file is named, not “town”",)


def test_a_broken_bank_hides_no_other(library: Library, banks: Path) -> None:
    (banks / "town.toml").write_text(TOWN)
    (banks / "broken.toml").write_text("id =")
    (banks / "My Town.toml").write_text(TOWN)
    (banks / "notes.txt").write_text("no bank")
    (banks / f"{DEFAULT_BANK}.toml").write_text("")
    found, problems = library.load_all()
    assert [bank.id for bank in found] == [DEFAULT_BANK, "town"]
    assert len(found[0].questions) > 1
    assert len(problems) == 3
    assert "My Town.toml is not named as a bank" in problems[0].message
    assert problems[1].message.startswith("broken.toml is not valid TOML")
    assert problems[2].message.startswith(f"{DEFAULT_BANK}.toml has 2 faults")


def test_a_folder_that_cannot_be_read_is_no_empty_one(library: Library, tmp_path: Path) -> None:
    (tmp_path / "banks").write_text("")
    assert "cannot read" in refusal(library, DEFAULT_BANK).message
    with pytest.raises(CivquizError, match="cannot read the folder of banks"):
        library.names()
    found, problems = library.load_all()
    assert [bank.id for bank in found] == [DEFAULT_BANK]
    assert problems


@pytest.mark.parametrize(("suffix", "limit"), [(".toml", 32), (".json", 20)])
def test_a_file_that_is_too_large_is_refused_unread(library: Library, tmp_path: Path, suffix: str, limit: int) -> None:
    path = tmp_path / f"large{suffix}"
    with path.open("wb") as file:
        file.truncate((limit << 20) + 1)
    assert f"larger than {limit} MiB" in refusal(library, path).message


@posix
def test_a_pipe_is_refused_unopened(library: Library, banks: Path) -> None:
    os.mkfifo(banks / "pipe.toml")
    assert "must be a regular file" in refusal(library, "pipe").message
    assert "must be a regular file" in refusal(library, banks / "pipe.toml").message


@posix
def test_a_device_is_refused_unopened(library: Library, banks: Path) -> None:
    (banks / "zero.toml").symlink_to("/dev/zero")
    assert "must be a regular file" in refusal(library, "zero").message


def test_a_folder_is_refused(library: Library, banks: Path) -> None:
    (banks / "folder.toml").mkdir()
    assert "must be a regular file" in refusal(library, "folder").message


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 20_000) + " = 1",
        "a = " + "[" * 100_000,
        "a = " + "9" * 100_000,
        "a = '\0'",
        'id = "\\u001b[2J"\ntitle = "\\u001b]0;x\\u0007"',
        'id = "town"\ntitle = "\u202e\u2066"',
    ],
)
def test_a_hostile_bank_is_told_in_a_line_without_what_it_brought(library: Library, banks: Path, text: str) -> None:
    (banks / "town.toml").write_text(text)
    error = refusal(library, "town")
    assert error.exit_code == 1
    assert error.message.startswith("town.toml ")
    assert "\x1b" not in error.message + "".join(error.faults)

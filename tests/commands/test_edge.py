import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from civquiz import __version__
from civquiz.cli import app
from civquiz.library import DEFAULT_BANK
from civquiz.questions import QUESTION_TYPES
from civquiz.storage import Store
from tests.commands import ESCAPE, SEVEN, Ran, asked, civquiz, own_bank, program, right_line

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands if command.callback)
HEAD = 'id = "b"\ntitle = "B"\n'
QUESTION = '[[questions]]\nid = "q{}"\ntype = "true-false"\nstem = "So it is."\nanswer = true\n'


def error_of(ran: Ran) -> str:
    """The one line that the program says on standard error."""
    [line] = ran.err.splitlines()
    assert line.startswith("civquiz: ")
    assert "Traceback" not in line
    return line.removeprefix("civquiz: ")


# Help and mistakes


def test_the_version() -> None:
    assert civquiz("--version").out == f"civquiz {__version__}\n"


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command(flag: str) -> None:
    out = civquiz(flag).out
    for name in COMMANDS:
        assert re.search(rf"\b{name}\b", out), name
    for panel in ("Learn", "Look back", "Write"):
        assert panel in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    out = civquiz(name, "--help").out
    before, _, examples = out.partition("Examples:")
    assert len(before.split()) > 10, "it says what it does"
    assert re.search(rf"^     civquiz {name}\b", examples, re.MULTILINE), "further in than its heading"


@pytest.mark.parametrize(
    "arguments", [["qiuz"], ["quiz", "--nubmer", "3"], ["quiz", "-n", "0"], ["quiz", "-n", "x"], ["resume", "x"]]
)
def test_a_command_called_in_a_way_that_there_is_not_is_a_mistake(arguments: list[str], home: Path) -> None:
    ran = civquiz(*arguments, code=2)
    assert ran.err
    assert ran.out == ""
    assert not home.exists()


@pytest.mark.parametrize("arguments", [["quiz", "kazakstan"], ["banks", "kazakstan"]], ids=" ".join)
def test_a_bank_that_there_is_not(home: Path, arguments: list[str]) -> None:
    own_bank(home)
    said = error_of(civquiz(*arguments, code=1))
    assert said.startswith("there is no bank “kazakstan”")
    assert f"did you mean “{DEFAULT_BANK}”?" in said
    assert said.endswith(f"there are: {DEFAULT_BANK}, seven")


@pytest.mark.parametrize("name", ["no/such.toml", "gone.json", "gone.toml"])
def test_a_file_that_there_is_not(name: str) -> None:
    assert error_of(civquiz("quiz", name, code=1)).startswith(f"there is no file “{name}”")


def test_a_file_that_is_no_bank(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello", "utf-8")
    assert "notes.txt is no bank: " in error_of(civquiz("quiz", str(path), code=1))


def test_a_topic_and_a_type_that_there_are_not(home: Path) -> None:
    own_bank(home)
    assert error_of(civquiz("quiz", "seven", "--topic", "Rihgts", code=1)) == (
        "there is no topic “Rihgts”; there are: Powers, Rights, Rivers"
    )
    assert error_of(civquiz("quiz", "seven", "--type", "essay", code=2)) == (
        f"there is no type “essay”; there are: {', '.join(QUESTION_TYPES)}"
    )


def test_a_choice_that_lets_nothing_through(home: Path) -> None:
    own_bank(home)
    said = error_of(civquiz("quiz", "seven", "--only", "missed", code=1))
    assert re.fullmatch("no question matches; of 7, 7 are unseen(,| and) 0 missed", said)
    own_bank(home, HEAD, "b")
    assert error_of(civquiz("quiz", "b", code=1)).startswith("this bank has no questions")


def test_names_are_cleaned_in_messages() -> None:
    for arguments in (["quiz", "\x1b[2Jx\u202e"], ["quiz", f"{DEFAULT_BANK}", "--topic", "\x1b]0;owned\x07"]):
        said = error_of(civquiz(*arguments, code=1))
        assert not {ESCAPE, "\x07", "\u202e"} & set(said)


# Banks that mean harm


def bank_file(home: Path, text: str | bytes, suffix: str = "toml") -> str:
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"b.{suffix}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


@pytest.mark.parametrize(
    ("text", "suffix", "said"),
    [
        (f"{'a.' * 20_000}b = 1", "toml", "dotted key"),
        (f"a = {'[' * 5_000}{']' * 5_000}", "toml", "nests"),
        (f"a = {'9' * 5_000}", "toml", "number that is too long"),
        ('{"a": ' * 200_000 + "1" + "}" * 200_000, "json", "nests"),
        ("id = ", "toml", "is not valid TOML"),
        ("{", "json", "is not valid JSON"),
        (b"\xff\xfe\x00", "toml", "is not UTF-8"),
        ("[]", "json", "is not a bank"),
        (" " * (32 << 20) + " ", "toml", "is larger than 32 MiB"),
    ],
    ids=["dotted", "nested", "digits", "deep json", "toml", "json", "bytes", "no table", "large"],
)
def test_a_hostile_file_is_refused_in_a_line(home: Path, text: str | bytes, suffix: str, said: str) -> None:
    for command in ("quiz", "banks"):
        assert said in error_of(civquiz(command, bank_file(home, text, suffix), code=1))


@posix
def test_a_file_without_end_is_not_read(home: Path) -> None:
    home.mkdir()
    os.mkfifo(home / "b.toml")
    (home / "folder.toml").mkdir()
    for name in ("b.toml", "folder.toml"):
        assert "must be a regular file" in error_of(civquiz("quiz", str(home / name), code=1))
    (home / "zero.toml").symlink_to("/dev/zero")
    assert "must be a regular file" in error_of(civquiz("quiz", str(home / "zero.toml"), code=1))


@pytest.mark.parametrize(("faults", "last"), [(1, 1), (20, 20), (21, 20), (45, 20)])
def test_a_bank_with_many_faults_tells_twenty_of_them(home: Path, faults: int, last: int) -> None:
    text = HEAD + "".join(QUESTION.format(n).replace("So it is.", "") for n in range(1, faults + 1))
    lines = civquiz("quiz", bank_file(home, text), code=1).err.splitlines()
    assert lines[0].startswith("civquiz: ")
    assert f" {faults} fault" in lines[0]
    assert lines[1 : last + 1] == [f"  q{n}, stem: is empty" for n in range(1, last + 1)]
    assert lines[last + 1 :] == ([f"  and {faults - 20} more"] if faults > 20 else [])


def test_faults_are_cleaned(home: Path) -> None:
    text = HEAD + '[[questions]]\nid = "q"\ntype = "\\u001b[2Jx\\u202e"\n"\\u001b]0;x" = 1\n'
    ran = civquiz("quiz", bank_file(home, text), code=1)
    assert not {ESCAPE, "\u202e"} & set(ran.err)
    assert "there is no type" in ran.err


def test_what_a_bank_says_is_cleaned(home: Path) -> None:
    text = SEVEN.replace("In which year?", "In \\u001b[31mwhich\\u202e year\\u0007?").replace("Powers", "\\u009b2JP")
    own_bank(home, text.replace("Démocratie", "\\u001b]0;owned\\u0007D"))
    lines = [right_line(question, 1) for question in asked(own_bank(home, text), 1)]
    runs = [civquiz("quiz", "seven", "--seed", "1", lines=lines)]
    runs += [civquiz(*each) for each in ([], ["banks"], ["banks", "seven", "--answers"], ["history"], ["history", "1"])]
    for ran in runs:
        assert not {ESCAPE, "\x07", "\x9b", "\u202e"} & set(ran.out + ran.err)
    assert "In [31mwhich year?" in runs[0].lines


# The record


def play(home: Path, code: int = 0) -> Ran:
    """One response in a quiz of one question."""
    bank = own_bank(home, HEAD + QUESTION.format(1), "b")
    return civquiz("quiz", "b", lines=[right_line(question, 1) for question in asked(bank, 1)], code=code)


def scores(home: Path) -> Path:
    return home / "scores.json"


GARBAGE = {
    "bytes": lambda _: os.urandom(64) + b"\x00\xff",
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "other json": lambda _: b'{"format": "something else"}',
    "a list": lambda _: b"[]",
    "deep": lambda _: b"[" * 100_000,
}


@pytest.mark.parametrize("spoil", GARBAGE.values(), ids=GARBAGE)
def test_a_broken_record_is_kept_mended_and_told_once(home: Path, spoil: Callable[[bytes], bytes]) -> None:
    play(home)
    play(home)
    before = Store(home).records()
    assert len(before) == 2
    broken = spoil(scores(home).read_bytes())
    scores(home).write_bytes(broken)
    said = error_of(civquiz("history"))
    [copy] = [path for path in home.iterdir() if path.name.startswith("scores.json.damaged-")]
    assert copy.read_bytes() == broken
    assert copy.name in said
    assert Store(home).records() == before
    ran = civquiz("history")
    assert ran.err == ""
    assert sum(" quiz " in line for line in ran.lines) == 2


def test_a_broken_record_without_a_copy_begins_anew_and_is_kept(home: Path) -> None:
    home.mkdir()
    scores(home).write_bytes(b"\xff\x00 garbage")
    assert "scores.json.damaged-" in play(home).err
    assert len(Store(home).records()) == 1
    assert any(path.read_bytes() == b"\xff\x00 garbage" for path in home.glob("scores.json.damaged-*"))


def test_a_lost_record_is_restored_and_said(home: Path) -> None:
    play(home)
    play(home)
    before = Store(home).records()
    scores(home).unlink()
    assert error_of(civquiz("history"))
    assert Store(home).records() == before


def newer(home: Path) -> bytes:
    play(home)
    document: dict[str, Any] = json.loads(scores(home).read_bytes())
    document |= {"version": 99, "rings": [1]}
    data = json.dumps(document, indent=1).encode()
    scores(home).write_bytes(data)
    return data


def test_a_newer_record_is_read_but_never_written(home: Path) -> None:
    data = newer(home)
    ran = civquiz("history")
    assert "newer" in error_of(ran)
    assert sum(" quiz " in line for line in ran.lines) == 1
    ran = play(home)
    assert "1 of 1 right" in ran.out
    assert "newer" in ran.err
    assert scores(home).read_bytes() == data
    assert len(list((home / "journal").glob("*.jsonl"))) == 1, "it waits"
    assert len(Store(home).sessions()) == 2
    for arguments in (["--clear"], ["--delete", "1"]):
        civquiz("history", *arguments, "--yes", code=1)
        assert scores(home).read_bytes() == data


# Where nothing can be written


def unsaved(ran: Ran) -> dict[str, Any]:
    """The session that was printed since it could not be kept."""
    records = [json.loads(line) for line in ran.err.splitlines() if line.startswith("{")]
    assert len(records) == 1
    assert any("NOT SAVED" in line for line in ran.err.splitlines()[1:])
    record: dict[str, Any] = records[0]
    return record


def check_unsaved(ran: Ran) -> None:
    first = next(at for at, line in enumerate(ran.lines) if line.startswith("Question "))
    assert any(line.startswith("NOT SAVED: ") for line in ran.lines[:first]), "said before the first question"
    assert any(line.startswith("NOT SAVED: ") for line in ran.lines[first:]), "said beside the response"
    assert "Right." in ran.lines
    assert "aved as" not in ran.out
    assert [attempt["response"] for attempt in unsaved(ran)["attempts"]] == [True]


def test_a_folder_that_cannot_be_made_is_told_and_the_answers_are_printed(home: Path) -> None:
    home.mkdir()
    (home / "journal").write_text("in the way", "utf-8")
    check_unsaved(play(home, code=74))
    assert (home / "journal").read_text("utf-8") == "in the way"
    assert not scores(home).exists()


@pytest.mark.parametrize("arguments", [["quiz"], ["history"], ["banks"], ["resume"], []], ids=repr)
def test_a_home_that_is_a_file_is_told_in_a_line(home: Path, arguments: list[str]) -> None:
    home.write_text("in the way", "utf-8")
    assert str(home) in error_of(civquiz(*arguments, code=1))
    assert home.read_text("utf-8") == "in the way"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told_and_the_answers_are_printed(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "b.toml"
    bank.write_text(HEAD + QUESTION.format(1), "utf-8")
    home.mkdir(mode=0o500)
    try:
        check_unsaved(civquiz("quiz", str(bank), lines=["1"], code=74))
        assert "No session yet." in civquiz("history").lines[0]
    finally:
        home.chmod(0o700)


def test_an_unexpected_error_keeps_its_traceback_and_is_cleaned(tmp_path: Path) -> None:
    package = tmp_path / "sitecustomize"
    package.mkdir()
    (package / "sitecustomize.py").write_text(
        "import civquiz.library\n"
        "def load(*_): raise RuntimeError('\\x1b[2Jthe \\u202ebug')\n"
        "civquiz.library.Library.load = load\n",
        "utf-8",
    )
    ran = program("quiz", code=1, PYTHONPATH=str(package))
    assert ran.err.startswith("Traceback")
    assert ran.err.rstrip().endswith("RuntimeError: [2Jthe bug")
    assert ESCAPE not in ran.err


@posix
@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), ("</dev/null 2>&-", 2)])
def test_a_closed_stream_is_no_traceback(closed: str, code: int) -> None:
    command = f'"{sys.executable}" -m civquiz quiz {closed}'
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)


def test_a_bank_whose_id_was_changed_ends_no_session(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    statement = '[[questions]]\nid = "{}"\ntype = "true-false"\nstem = "{} is so."\nanswer = true\n'
    text = 'id = "one"\ntitle = "One"\n' + statement.format("a", "A") + statement.format("b", "B")
    path.write_text(text, "utf-8")
    civquiz("quiz", str(path), lines=["1"])
    path.write_text(text.replace('id = "one"', 'id = "two"'), "utf-8")
    assert "history --delete 1" in civquiz("resume", lines=["1"], code=1).err
    path.write_text(text, "utf-8")
    civquiz("resume", lines=["1"])
    [session] = Store(home).sessions()
    assert (len(session.attempts), bool(session.finished)) == (2, True)

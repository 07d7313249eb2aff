import json
import os
import re
import sys
from pathlib import Path

import pytest

from civquiz.questions.bank import Bank
from civquiz.storage import Store
from tests.commands import ESCAPE, SEVEN, asked, civquiz, own_bank, program, right_line, wrong_line

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
pytestmark = pytest.mark.usefixtures("seven")
SEED = 1
MEBIBYTE = 1024 * 1024


@pytest.fixture
def seven(home: Path) -> Bank:
    return own_bank(home)


def typed(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def quiz(*more: str) -> list[str]:
    return ["quiz", "seven", "--seed", str(SEED), *more]


# Whole quizzes in a process of their own


def test_seven_types_through_a_pipe(seven: Bank, home: Path) -> None:
    lines = [right_line(question, SEED) for question in asked(seven, SEED)]
    ran = program(*quiz(), stdin=typed(lines), TERM="xterm-256color")
    assert [line for line in ran.lines if line.startswith(("Right", "Wrong"))] == ["Right."] * 7
    assert [line for line in ran.lines if line.startswith(">")] == [f"> {line}" for line in lines]
    assert ESCAPE not in ran.out
    assert ran.err == ""
    [session] = Store(home).sessions()
    assert session.finished
    assert [attempt.verdict for attempt in session.attempts] == ["correct"] * 7


def test_an_ascii_output_shows_what_it_can(home: Path) -> None:
    bank = own_bank(home, SEVEN.replace("In which year?", "Қай жылы — in which year?"))
    lines = [wrong_line(question, SEED) for question in asked(bank, SEED)]
    ran = program(*quiz(), stdin=typed(lines), PYTHONIOENCODING="ascii")
    assert ran.out.isascii()
    assert sum(line.startswith("Wrong.") for line in ran.lines) == 7
    assert any(line.endswith("- in which year?") for line in ran.lines)
    shown = program("history", "last", PYTHONIOENCODING="ascii")
    assert shown.out.isascii()
    assert sum(line.split()[1:2] == ["x"] for line in shown.lines) == 7, "the mark of a miss"


@pytest.mark.usefixtures("seven")
def test_an_ascii_output_has_signs_that_come_near_and_whole_json() -> None:
    assert "there is no topic 'Nope'" in program("quiz", "--topic", "Nope", code=1, PYTHONIOENCODING="ascii").err
    asked_for = ["grade", "seven", "rivers", "Ishim, Тобыл", "Ishym, Irtysh"]
    assert "one letter off: Ishym -> Ishim" in program(*asked_for, PYTHONIOENCODING="ascii").out
    ascii_, whole = (program(*asked_for, "--json", PYTHONIOENCODING=each).lines for each in ("ascii", "utf-8"))
    assert "".join(ascii_).isascii()
    assert [json.loads(line) for line in ascii_] == [json.loads(line) for line in whole]


def test_a_pipe_that_ends_saves_and_resume_goes_on(seven: Bank, home: Path) -> None:
    first, second, third = asked(seven, SEED, 3)
    ran = program(*quiz("-n", "3"), stdin=typed([right_line(first, SEED), ":later", wrong_line(third, SEED)]))
    assert ran.err == ""
    assert ran.lines[-1] == f"Saved: 2 of 3 answered. Go on with: {Path(sys.executable).name} -m civquiz resume"
    assert not Store(home).sessions()[0].finished
    ran = program("resume", stdin=right_line(second, SEED).encode())  # its last line has no end
    assert next(line for line in ran.lines if line.startswith("Question")).startswith("Question 3 of 3.")
    assert "Right." in ran.lines
    assert "  2 of 3 right" in ran.out
    [session] = Store(home).sessions()
    assert session.finished
    assert [attempt.verdict for attempt in session.attempts] == ["correct", "correct", "wrong"]
    assert civquiz("resume", code=1).err.startswith("civquiz: nothing is unfinished; start with: ")


def test_a_pipe_without_a_response_is_a_mistake(home: Path) -> None:
    ran = program(*quiz(), code=2)
    [line] = ran.err.splitlines()
    assert re.match("civquiz: no .*response came in; ", line)
    assert Store(home).sessions() == []


def test_a_line_without_end_is_read_as_far_as_it_may_matter(seven: Bank, home: Path) -> None:
    year = ["--type", "short-answer", "--type", "multiple-choice"]
    first, second = (each for each in asked(seven, SEED) if each.id in {"year", "choice"})
    long = {"year": "9" * MEBIBYTE, "choice": "1" * MEBIBYTE + f"\n{right_line(seven.by_id['choice'], SEED)}"}
    ran = program(*quiz(*year), stdin=typed([long[first.id], long[second.id]]))
    assert "1 of 2 right" in ran.out
    assert len(ran.out) < MEBIBYTE / 10
    wrong = next(attempt for attempt in Store(home).sessions()[0].attempts if not attempt.right)
    assert set(str(wrong.response)) == {"9"}
    assert len(str(wrong.response)) <= 10_000


def test_bytes_that_are_no_text_are_no_harm(home: Path) -> None:
    ran = program(*quiz("--type", "short-answer"), stdin=b"\xff\xfe\x00\x1b[2J1848\n")
    assert ESCAPE not in ran.out
    assert "0 of 1 right" in ran.out
    assert len(Store(home).sessions()[0].attempts) == 1
    assert "1848" in civquiz("history", "last").out


@posix
@pytest.mark.parametrize("arguments", [["--help"], ["history", "last"], ["quiz", "seven"]], ids=" ".join)
def test_a_reader_that_has_gone_is_no_error(seven: Bank, arguments: list[str]) -> None:
    civquiz(*quiz("-n", "1"), lines=[right_line(asked(seven, SEED, 1)[0], SEED)])
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert program(*arguments, stdin=b"1\n", stdout=writing).err == ""
    finally:
        os.close(writing)


@posix
@pytest.mark.parametrize("arguments", [["--help"], ["banks", "--json"], ["quiz", "seven"]], ids=" ".join)
def test_an_output_that_is_full_is_told_in_a_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = program(*arguments, stdin=b"1\n", stdout=full, code=74)
    assert ran.err.splitlines() == ["civquiz: cannot write: No space left on device"]


# The home screen and the choice of a bank, in this process


def test_home_in_a_pipe_says_where_the_learner_stands_and_what_to_type(seven: Bank) -> None:
    ran = civquiz()
    assert "Kazakhstan's democracy" in ran.lines[0]
    assert "text of June 2017" in ran.lines[0]
    program_ = f"{Path(sys.executable).name} -m civquiz"
    assert any(line.strip().startswith(f"{program_} quiz ") for line in ran.lines)
    assert not any(line.startswith(">") for line in ran.lines)
    questions = asked(seven, SEED)
    civquiz(
        *quiz(), lines=[right_line(question, SEED) for question in questions[:-1]] + [wrong_line(questions[-1], SEED)]
    )
    ran = civquiz(lines=["q", "1"])
    assert "Démocratie" in ran.lines[0]
    assert "7 of 7 questions seen. Last quiz, today: 6 of 7." in ran.out
    for command in ("quiz", "quiz --only missed", "history"):
        assert any(line.strip().startswith(f"{program_} {command}  ") for line in ran.lines), command
    assert not any(line.startswith("Question") for line in ran.lines)


def test_the_bank_last_used_is_used_again(seven: Bank) -> None:
    assert any("of 10" in line for line in civquiz("quiz", lines=[":quit"]).lines), "the built-in one to begin with"
    civquiz(*quiz("-n", "1"), lines=[right_line(asked(seven, SEED, 1)[0], SEED)])
    assert "Question 1 of 6." in civquiz("quiz", "--only", "unseen", code=2).out


def test_banks_are_mixed_only_when_they_are_named(seven: Bank, home: Path) -> None:
    one = 'id = "one"\ntitle = "One"\n[[questions]]\nid = "q"\ntype = "true-false"\nstem = "So it is."\nanswer = true\n'
    own_bank(home, one, "one")
    civquiz("quiz", "one", "seven", "--type", "true-false", lines=["1", "1"])
    [session] = Store(home).sessions()
    assert sorted(session.banks) == ["one", "seven"]
    assert sorted(session.drawn) == ["one/q", "seven/statement"]
    assert session.banks["seven"] == seven.version


def test_a_bank_in_a_file_is_resumed_from_where_it_is(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "somewhere"
    folder.mkdir()
    (folder / "town.toml").write_text(SEVEN.replace('id = "seven"', 'id = "town"'), "utf-8")
    monkeypatch.chdir(folder)
    civquiz("quiz", "town.toml", "--type", "true-false", "--type", "multiple-choice", lines=["1"])
    monkeypatch.chdir(tmp_path)
    assert not Store(home).sessions()[0].finished
    assert "Question 2 of 2." in civquiz("resume", lines=["1"]).out
    assert Store(home).sessions()[0].finished


def test_the_missed_are_asked_again(seven: Bank, home: Path) -> None:
    questions = asked(seven, SEED)
    lines = [wrong_line(questions[0], SEED)] + [right_line(question, SEED) for question in questions[1:]]
    ran = civquiz(*quiz(), lines=lines)
    assert "quiz --only missed" in ran.lines[-1]
    ran = civquiz(*quiz("--only", "missed"), lines=[right_line(questions[0], SEED)])
    assert "Of the 1 asked before: 1 right, last time 0." in ran.out
    assert Store(home).sessions()[1].drawn == [f"seven/{questions[0].id}"]
    assert civquiz(*quiz("--only", "missed"), code=1).err.startswith("civquiz: no question matches; of 7, 0 are unseen")


def test_the_same_seed_gives_the_same_quiz() -> None:
    first, second, other = (civquiz("quiz", "seven", "--seed", seed, code=2).out for seed in ("5", "5", "6"))
    assert first == second != other


def test_an_unfinished_quiz_is_told_of_before_another_begins(seven: Bank) -> None:
    assert "unfinished" not in civquiz(*quiz("-n", "2"), lines=[right_line(asked(seven, SEED, 1)[0], SEED)]).out
    assert civquiz(*quiz("-n", "2"), code=2).lines[0].startswith("1 session unfinished. Go on with: ")


def test_resume_takes_the_newest_or_the_one_that_is_named(home: Path) -> None:
    statement = ["quiz", "seven", "--type", "true-false", "--type", "multiple-choice", "-n", "2"]
    for seed in ("1", "2"):
        civquiz(*statement, "--seed", seed, lines=["1"])
    ran = civquiz("resume", lines=["1"])
    assert "Unfinished too: " in ran.lines[0]
    assert ran.lines[0].endswith("resume 1")
    assert [bool(session.finished) for session in Store(home).sessions()] == [False, True]
    assert "unfinished: 1\n" in civquiz("resume", "2", code=1).err
    civquiz("resume", "1", lines=["1"])
    assert all(session.finished for session in Store(home).sessions())

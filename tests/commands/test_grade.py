import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from civquiz.library import Library
from civquiz.questions.base import Question
from tests.commands import (
    ESCAPE,
    SEVEN,
    asked,
    civquiz,
    count_as_right,
    own_bank,
    program,
    right_line,
    wrong_line,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
FIELDS = ["question", "response", "verdict", "credit", "reason"]
COMMENTED = SEVEN.replace(
    'answer = "1991"\n', 'answer = "1991"  # of the declaration\naccept = [\n  "MCMXCI",  # for fun\n]\n'
).replace("[[questions]]", "# A comment of mine.\n[[questions]]")


@pytest.fixture(autouse=True)
def seven(home: Path) -> None:
    own_bank(home)


def bank_text(home: Path, name: str = "seven") -> str:
    return (home / "banks" / f"{name}.toml").read_text("utf-8")


def verdict_of(question: str, response: str) -> str:
    [line] = civquiz("grade", "seven", question, response, "--json").lines
    return str(json.loads(line)["verdict"])


def graded(lines: list[Any], code: int = 0) -> tuple[list[dict[str, Any]], str]:
    """What comes out for lines of responses, and what is said on standard error."""
    typed = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    ran = civquiz("grade", "seven", "--responses", "-", "--json", lines=typed, code=code)
    return [json.loads(line) for line in ran.lines], ran.err


def dispute(home: Path, kind: str, *lines: str) -> None:
    """Have responses to the questions of a type counted as right, a quiz each."""
    for line in lines:
        civquiz("quiz", "seven", "--type", kind, lines=[line])
    count_as_right(home)


# One question


def test_each_response_has_its_line_with_verdict_credit_and_reason() -> None:
    lines = civquiz("grade", "seven", "year", "1991", "in 1993", "a response of thirty-one letters").lines
    assert [line.split() for line in lines[:2]] == [
        ["1991", "✓", "Right", "100%", "an", "accepted", "form"],
        ["in", "1993", "✗", "Wrong", "0%", "another", "year"],
    ]
    assert len(lines) == 3
    assert lines[0].index("✓") == lines[1].index("✗"), "they stand above each other"


def test_an_object_a_line_for_scripts() -> None:
    lines = civquiz("grade", "seven", "choice", "the president", "the ombudsman", "Nobody", "--json").lines
    records = [json.loads(line) for line in lines]
    assert [list(record) for record in records] == [FIELDS] * 3
    assert records[:2] == [
        dict(zip(FIELDS, ["choice", "the president", "correct", 1.0, "the right answer"], strict=True)),
        dict(zip(FIELDS, ["choice", "the ombudsman", "wrong", 0.0, "listens to complaints"], strict=True)),
    ]
    assert records[2]["verdict"] == "unusable"
    assert records[2]["credit"] is None
    assert "The Ombudsman; " in records[2]["reason"]


@pytest.mark.parametrize(
    ("question", "response", "verdict"),
    [
        ("choice", "THE PRESIDENT", "correct"),
        ("choice", "President", "unusable"),
        ("several", "mazhilis; senate", "correct"),
        ("several", '["Senate"]', "partial"),
        ("several", "Senate; Mazhilis; Bureau", "partial"),
        ("several", "Senate, Mazhilis", "unusable"),
        ("statement", "true", "correct"),
        ("statement", "no", "wrong"),
        ("statement", "perhaps", "unusable"),
        ("year", "1991", "correct"),
        ("year", "", "wrong"),
        ("rivers", "Irtysh and Ишим", "correct"),
        ("rivers", "Tobol", "partial"),
        ("order", "Morning; Noon; Evening; Night", "correct"),
        ("order", "Night; Morning; Noon; Evening", "partial"),
        ("order", "Morning; Noon", "unusable"),
        ("pairs", "hand: glove; foot: shoe; head: hat", "correct"),
        ("pairs", '{"Hand": "ring", "Foot": "shoe", "Head": "hat"}', "partial"),
        ("pairs", "Hand: glove", "unusable"),
    ],
)
def test_every_type_takes_a_response_in_words(question: str, response: str, verdict: str) -> None:
    assert verdict_of(question, response) == verdict


def test_a_response_may_begin_with_a_hyphen() -> None:
    assert civquiz("grade", "seven", "year", "--", "-5").lines[0].split()[:3] == ["-5", "✗", "Wrong"]


def test_responses_come_in_a_line_each() -> None:
    ran = civquiz("grade", "seven", "year", "-", lines=["1991", "", " 1993 "])
    assert [line.split()[:3] for line in ran.lines] == [["1991", "✓", "Right"], ["1993", "✗", "Wrong"]]
    assert "give one a line" in civquiz("grade", "seven", "year", "-", code=2).err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["seven"], 2, "civquiz grade BANK QUESTION RESPONSE"),
        (["seven", "year"], 2, "civquiz grade BANK QUESTION RESPONSE"),
        (["seven", "year", "--accept"], 2, "civquiz grade BANK QUESTION RESPONSE --accept"),
        (["seven", "year", "-", "--accept"], 2, "civquiz grade BANK QUESTION RESPONSE --accept"),
        (["seven", "year", "--responses", "-"], 2, "one of the three"),
        (["seven", "year", "1991", "--disputed"], 2, "one of the three"),
        (["seven", "yeer", "1991"], 1, "there is no question “yeer” (did you mean “year”?); all of them: "),
        (["seven", "yeer", "--disputed"], 1, "(did you mean “year”?)"),
        (["seven", "--responses", "nowhere.jsonl"], 1, "there is no file “nowhere.jsonl”"),
        (["sevn", "year", "1991"], 1, "(did you mean “seven”?)"),
    ],
)
def test_what_is_missing_is_told(arguments: list[str], code: int, message: str) -> None:
    ran = civquiz("grade", *arguments, code=code)
    assert message in ran.err
    assert ran.out == ""


def test_nothing_of_a_response_or_a_bank_reaches_the_terminal_raw(home: Path) -> None:
    own_bank(home, SEVEN.replace("another year", "another\\u001b[31m year"))
    for more in ([], ["--json"]):
        ran = civquiz("grade", "seven", "year", "1993", f"{ESCAPE}[2J", "x" * 100_000, *more)
        assert ESCAPE not in ran.out
        assert "another" in ran.out


# Many


def test_many_responses_are_graded_in_their_order(tmp_path: Path) -> None:
    given = [
        ("year", "1991"),
        ("choice", "The Notary"),
        ("year", 1991),
        ("seven/statement", True),
        ("rivers", ["Ishim", "Tobol"]),
        ("several", []),
        ("pairs", {"Hand": "glove", "Foot": "shoe", "Head": "hat"}),
        ("year", "\ud800"),
    ]
    path = tmp_path / "responses.jsonl"
    lines = [json.dumps({"question": question, "response": response, "more": 1}) for question, response in given]
    path.write_text("\ufeff" + "\n\n".join(lines), "utf-8")
    ran = program("grade", "seven", "--responses", str(path), "--json")
    records = [json.loads(line) for line in ran.lines]
    assert [(record["question"], record["response"]) for record in records[:-1]] == given[:-1]
    verdicts = [record["verdict"] for record in records]
    assert verdicts == ["correct", "wrong", "correct", "correct", "correct", "unusable", "correct", "wrong"]
    assert ran.err == ""
    shown = program("grade", "seven", "--responses", str(path)).lines
    assert [line.split()[0] for line in shown] == [question for question, _ in given]


def test_a_line_that_cannot_be_graded_is_told_and_the_rest_is_graded() -> None:
    good = {"question": "year", "response": "1991"}
    lines = [
        "no JSON",
        good,
        '{"question": "year", "response": "1991"',
        "[" * 100_000,
        ["year", "1991"],
        {"question": "year"},
        {"question": 1991, "response": "1991"},
        {"question": "yeer", "response": "1991"},
        "",
        json.dumps({**good, "response": "x" * 1_100_000}),
        good,
    ]
    records, err = graded(lines, code=1)
    assert [record["verdict"] for record in records] == ["correct", "correct"]
    told = err.splitlines()
    assert [line.split(":")[1].strip() for line in told] == [
        f"standard input, line {n}" for n in (1, 3, 4, 5, 6, 7, 8, 10)
    ]
    assert "no JSON" in told[0]
    assert "the question by its id" in told[4]
    assert "did you mean “year”" in told[6]
    assert "longer than" in told[7]


@pytest.mark.parametrize("line_of", [right_line, wrong_line])
def test_an_attempt_is_graded_again_as_it_is_recorded(home: Path, line_of: Callable[[Question, int], str]) -> None:
    lines = [line_of(question, 1) for question in asked(Library(home).load("seven"), 1)]
    civquiz("quiz", "seven", "--seed", "1", lines=lines)
    attempts = json.loads(civquiz("history", "last", "--json").out)["sessions"][0]["attempts"]
    records, _ = graded([{"question": each["question"], "response": each["response"]} for each in attempts])
    assert len(records) == 7
    assert [record["verdict"] for record in records] == [each["verdict"] for each in attempts]


@posix
def test_a_reader_that_has_gone_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    line = json.dumps({"question": "year", "response": "1991"}).encode() + b"\n"
    try:
        for more in ([], ["--json"]):
            assert program("grade", "seven", "--responses", "-", *more, stdin=line * 3, stdout=writing).err == ""
    finally:
        os.close(writing)


# Disputed


def test_what_learners_counted_as_right_is_listed_with_how_often(home: Path) -> None:
    assert "Nothing is disputed in seven." in civquiz("grade", "seven", "--disputed").out
    dispute(home, "short-answer", "year of independence", "Year of Independence", "1991")
    dispute(home, "enumeration", "Ishim, Syr Darya")
    ran = civquiz("grade", "seven", "--disputed")
    assert "Given  Syr Darya (once, today)" in ran.out
    assert "Given  year of independence (2 times, last today)" in ran.out
    assert "Right  Ishim; Tobol; Irtysh" in ran.out
    assert ran.lines[-1].endswith(" grade seven QUESTION RESPONSE --accept")
    records = [json.loads(line) for line in civquiz("grade", "seven", "--disputed", "--json").lines]
    assert [(each["question"], each["response"], each["times"]) for each in records] == [
        ("rivers", "Syr Darya", 1),
        ("year", "year of independence", 2),
    ]
    assert records[1].keys() == {"question", "response", "times", "last", "stem", "answer", "reason"}
    [line] = civquiz("grade", "seven", "rivers", "--disputed", "--json").lines
    assert json.loads(line) == records[0]


def test_a_dispute_is_over_when_the_form_is_right_or_the_question_gone(home: Path) -> None:
    dispute(home, "short-answer", "year of independence")
    assert "year of independence" in civquiz("grade", "seven", "--disputed").out
    civquiz("grade", "seven", "year", "the year of independence", "--accept")
    assert "Nothing is disputed in seven." in civquiz("grade", "seven", "--disputed").out
    own_bank(home, SEVEN.replace('id = "year"', 'id = "another"'))
    assert "Nothing is disputed in seven." in civquiz("grade", "seven", "--disputed").out


# Accept


def test_an_accepted_form_stands_in_the_authors_file_and_nothing_else_moves(home: Path) -> None:
    own_bank(home, COMMENTED)
    ran = civquiz("grade", "seven", "year", "year of independence", "1991", "--accept")
    assert "Accepted “year of independence” for year. It is in seven." in ran.out
    assert "“1991” is right already." in ran.out
    assert ran.lines[-2].split()[-6:-3] == ["✓", "Right", "100%"]
    added = '  "MCMXCI",  # for fun\n  "year of independence",\n]'
    assert bank_text(home) == COMMENTED.replace('  "MCMXCI",  # for fun\n]', added)
    assert verdict_of("year", "Year of Independence") == "correct"


def test_what_is_accepted_is_graded_for_scripts_as_it_is_then() -> None:
    [line] = civquiz("grade", "seven", "year", "year of independence", "--accept", "--json").lines
    assert json.loads(line)["verdict"] == "correct"


def test_a_question_of_the_built_in_bank_is_accepted_in_the_learners_own(home: Path) -> None:
    name, question = "kazakhstan-democracy", "lower-house"
    before = Library(home).load(name)
    ran = civquiz("grade", name, question, "the chamber of deputies", "--accept")
    assert "which lies over the built-in bank" in ran.out
    assert bank_text(home, name).count("[[questions]]") == 1
    after = Library(home).load(name)
    assert after.by_id[question].answer_forms() == [*before.by_id[question].answer_forms(), "the chamber of deputies"]
    assert list(after.by_id) == list(before.by_id)


@pytest.mark.parametrize(
    ("question", "response", "code", "message"),
    [
        ("year", "1993", 1, "“1993” stands in reject of year (another year); take it out there first: "),
        ("year", "in 1993", 1, "stands in reject of year"),
        ("rivers", "Syr Darya", 1, "write “Syr Darya” beside the answer that it stands for: "),
        ("choice", "The Notary", 2, "choice is multiple-choice; only what is typed can have other forms"),
        ("yeer", "1990", 1, "did you mean “year”"),
        ("year", "x" * 301, 1, "cannot be told from what is wrong"),
        ("year", "\u200b ", 2, "an empty response cannot be accepted"),
    ],
)
def test_what_cannot_be_accepted_is_told(home: Path, question: str, response: str, code: int, message: str) -> None:
    ran = civquiz("grade", "seven", question, response, "--accept", code=code)
    assert message in ran.err
    assert bank_text(home) == SEVEN


def test_of_several_forms_none_is_accepted_if_one_is_rejected(home: Path) -> None:
    civquiz("grade", "seven", "year", "year of independence", "1993", "--accept", code=1)
    assert bank_text(home) == SEVEN


def test_a_json_bank_is_graded_and_listed_but_not_changed(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "seven.json"
    civquiz("export", "seven", str(path))
    before = path.read_bytes()
    assert civquiz("grade", str(path), "year", "1991").lines[0].split()[1:3] == ["✓", "Right"]
    dispute(home, "short-answer", "year of independence")
    assert "civquiz changes TOML banks" in civquiz("grade", str(path), "--disputed").out
    assert "civquiz changes TOML banks" in civquiz("grade", str(path), "year", "1990", "--accept", code=1).err
    assert path.read_bytes() == before

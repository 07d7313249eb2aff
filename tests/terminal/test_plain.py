import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs, to_builtins

from civquiz.attempts import Attempt
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question
from civquiz.storage import Store
from civquiz.terminal.face import Choice, Command, Settled
from civquiz.terminal.plain import Plain
from civquiz.terminal.signals import Signals
from tests.commands import ESCAPE, SEVEN, Ran, asked, civquiz, own_bank, right_line, wrong_line

SEED = 1
pytestmark = pytest.mark.usefixtures("seven")


@pytest.fixture
def seven(home: Path) -> Bank:
    return own_bank(home)


def ask(id_: str, *lines: str, code: int = 0) -> Ran:
    """A quiz of that one question of the seven, with those lines in a pipe."""
    types = {"choice": "multiple-choice", "several": "multiple-response", "statement": "true-false"}
    types |= {"year": "short-answer", "rivers": "enumeration", "order": "ordering", "pairs": "matching"}
    return civquiz("quiz", "seven", "--type", types[id_], "--seed", str(SEED), lines=lines, code=code)


def right(bank: Bank, id_: str) -> str:
    return right_line(bank.by_id[id_], SEED)


def place_of(bank: Bank, id_: str, option: str) -> str:
    interaction = bank.by_id[id_].interaction(SEED)
    options = getattr(interaction, "options", ()) or getattr(interaction, "rights", ())
    return str(options.index(option) + 1)


def recorded(home: Path) -> list[object]:
    return [attempt.response for session in Store(home).sessions() for attempt in session.attempts]


def test_all_seven_types_are_asked_and_graded_by_lines(seven: Bank, home: Path) -> None:
    questions = asked(seven, SEED)
    assert len(questions) == 7
    ran = civquiz(
        "quiz", "seven", "-n", "10", "--seed", str(SEED), lines=[right_line(each, SEED) for each in questions]
    )
    assert ran.lines[0] == "This quiz has 7 of 7 questions."
    assert [line for line in ran.lines if line.startswith(("Right", "Wrong"))] == ["Right."] * 7
    assert [line.partition(".")[0] for line in ran.lines if line.startswith("Question ")] == [
        f"Question {n} of 7" for n in range(1, 8)
    ]
    for question in questions:
        assert question.stem in ran.lines
        for text in question.shown_texts():
            assert any(line.removesuffix(": ?").endswith(text) for line in ran.lines), text
    assert "Saved as quiz 1." in ran.out
    assert ran.lines[-1].endswith(" history 1")
    assert "  7 of 7 right" in ran.out
    assert [attempt.verdict for attempt in Store(home).sessions()[0].attempts] == ["correct"] * 7
    assert ran.err == ""


def test_all_seven_types_can_be_missed(seven: Bank) -> None:
    questions = asked(seven, SEED)
    ran = civquiz("quiz", "seven", "--seed", str(SEED), lines=[wrong_line(each, SEED) for each in questions])
    verdicts = [line for line in ran.lines if line.startswith(("Right", "Wrong"))]
    assert len(verdicts) == 7
    assert all(verdict.startswith("Wrong.") for verdict in verdicts)
    assert "  0 of 7 right" in ran.out


def test_a_response_is_echoed_beside_its_prompt(seven: Bank) -> None:
    assert "> 1990" in ask("year", "  1990 ").lines
    assert f"> {right(seven, 'order')}" in ask("order", right(seven, "order")).lines


@pytest.mark.parametrize(
    ("id_", "refused", "reason"),
    [
        ("choice", ["0", "5", "-1", "1 2", "x", "", "999999999999999999999999", "1.5"], "1 to 4"),
        ("several", ["0", "5", "1 9", "one", "", "1 x", ","], "1 to 4"),
        ("statement", ["3", "yes", ""], "1 or 2"),
        ("year", ["", "   "], "Type something first"),
        ("rivers", [""], "Type something first"),
        ("order", ["1", "1 2 3", "1 2 3 3", "1 2 3 4 4", "1 2 3 5", "0 1 2 3", ""], "numbers"),
        ("pairs", ["1", "1 2", "1 2 3 4", "1 2 5", "a b c", ""], "numbers"),
    ],
)
def test_what_is_no_response_is_asked_again_with_the_reason(
    seven: Bank, home: Path, id_: str, refused: list[str], reason: str
) -> None:
    ran = ask(id_, *refused, right(seven, id_))
    answers = [at for at, line in enumerate(ran.lines) if line.startswith(">")]
    assert len(answers) == len(refused) + 1
    for at in answers[:-1]:
        assert reason in ran.lines[at + 1]
    assert len([line for line in ran.lines if line.startswith(("Right", "Wrong"))]) == 1
    assert len(recorded(home)) == 1
    assert "1 of 1 right" in ran.out


@pytest.mark.parametrize("line", ["the president", "THE PRESIDENT", " The  President "])
def test_an_option_can_be_typed_instead_of_its_number(home: Path, line: str) -> None:
    assert "Right." in ask("choice", line).lines
    assert recorded(home) == ["The President"]


@pytest.mark.parametrize("separator", [" ", ",", ", ", "; "])
def test_numbers_are_separated_as_one_likes(seven: Bank, separator: str) -> None:
    for id_ in ("several", "order", "pairs"):
        assert "Right." in ask(id_, right(seven, id_).replace(" ", separator)).lines


def test_a_number_is_the_place_of_an_option_even_among_numbers(home: Path) -> None:
    own_bank(
        home,
        'id = "counts"\ntitle = "Counts"\n[[questions]]\nid = "q"\ntype = "multiple-choice"\n'
        'stem = "How many?"\nanswer = "3"\ndistractors = ["2", "4", "5"]\n',
        "counts",
    )
    ran = civquiz("quiz", "counts", lines=["2"])
    assert "2. 3" in ran.lines
    assert recorded(home) == ["3"]


def test_an_option_that_is_named_twice_is_ticked_once(seven: Bank, home: Path) -> None:
    number = place_of(seven, "several", "Senate")
    ask("several", f"{number} {number}")
    assert recorded(home) == [["Senate"]]


# Feedback


def test_a_miss_says_what_is_right_and_why_the_response_is_not(seven: Bank) -> None:
    ran = ask("choice", place_of(seven, "choice", "The Ombudsman"))
    right_, wrong = right(seven, "choice"), place_of(seven, "choice", "The Ombudsman")
    first = ran.lines.index("> " + wrong) + 1
    assert ran.lines[first : first + 3] == [
        f"Wrong. Right is {right_}, The President. You chose {wrong}, The Ombudsman: listens to complaints.",
        "So it was decided.",
        "This may have changed since June 2017.",
    ]


def test_a_right_response_has_its_explanation(seven: Bank) -> None:
    ran = ask("choice", right(seven, "choice"))
    first = ran.lines.index("Right.")
    assert ran.lines[first : first + 2] == ["Right.", "So it was decided."]


def test_a_dated_question_says_of_when_it_is() -> None:
    assert "Question 1 of 1. As of June 2017. Choose one." in ask("choice", "1").lines
    assert "As of" not in ask("several", "1").out


def test_a_part_that_is_right_has_its_credit(seven: Bank) -> None:
    ran = ask("several", place_of(seven, "several", "Senate"))
    [verdict] = [line for line in ran.lines if line.startswith("Wrong")]
    assert verdict.startswith("Wrong, but partly right")
    assert "50%" in verdict
    told = ran.lines[ran.lines.index(verdict) + 1 :]
    assert next(line for line in told if "Senate" in line).count("right") == 1
    assert "missed" in next(line for line in told if "Mazhilis" in line)
    assert not any("Tribunal" in line for line in told), "neither right nor given"
    assert "0 of 1 right, and 1 partly" in ran.out


def test_a_close_response_has_one_more_try(home: Path) -> None:
    ran = ask("year", "91", "1991")
    assert "Close: write the year in full. One more try." in ran.lines
    assert "Right at the second try." in ran.lines
    [attempt] = Store(home).sessions()[0].attempts
    assert (attempt.rev, attempt.response, attempt.earlier[0]["response"]) == (1, "1991", "91")


def test_a_second_close_response_is_wrong() -> None:
    ran = ask("year", "91", "91")
    assert [line.split(".")[0] for line in ran.lines if line.startswith(("Right", "Wrong"))] == ["Wrong"]
    assert "0 of 1 right" in ran.out


def test_the_answer_is_not_shown_before_the_second_try() -> None:
    assert "1991" not in ask("year", "91").out


# Commands


def test_a_hint_is_said_and_recorded(home: Path) -> None:
    ran = ask("year", ":hint", ":hint", "1991")
    assert "Hint: Not long ago." in ran.lines
    assert "Type the answer, or :hint :quit" in ran.lines
    assert ran.lines.count("Hint: Not long ago.") == 2, "it may be heard again"
    assert "1 of 1 right, 1 with a hint" in ran.out
    assert Store(home).sessions()[0].attempts[0].hint


def test_a_question_is_put_off(seven: Bank) -> None:
    first, second = asked(seven, SEED, 2)
    lines = [":LATER", right_line(second, SEED), ":later", right_line(first, SEED)]
    ran = civquiz("quiz", "seven", "-n", "2", "--seed", str(SEED), lines=lines)
    assert [line for line in ran.lines if line in {first.stem, second.stem}] == [first.stem, second.stem, first.stem]
    assert any(line.startswith(":later can't be used here") for line in ran.lines)
    assert "2 of 2 right" in ran.out


def test_a_slip_is_taken_back_at_the_next_question(seven: Bank, home: Path) -> None:
    first, second = asked(seven, SEED, 2)
    lines = [":slip", wrong_line(first, SEED), ":slip", ":slip", right_line(second, SEED), right_line(first, SEED)]
    ran = civquiz("quiz", "seven", "-n", "2", "--seed", str(SEED), lines=lines)
    assert any("not counted" in line for line in ran.lines)
    assert sum(line.startswith(":slip can't be used here") for line in ran.lines) == 2
    assert [line.partition(".")[0] for line in ran.lines if line.startswith("Question")] == [
        "Question 1 of 2",
        "Question 2 of 2",
        "Question 1 of 2",
        "Question 2 of 2",
    ]
    assert "2 of 2 right" in ran.out
    assert [attempt.verdict for attempt in Store(home).sessions()[0].attempts] == ["slip", "correct", "correct"]


# Counted as right by the learner


MISS = Attempt(
    n=1,
    question="b/q",
    type_="short-answer",
    stem="Which?",
    answer="a",
    response="b",
    verdict="wrong",
    credit=0.0,
    seconds=1,
    at="2026-11-24T08:00:00+05:00",
)


def seed_for(bank: Bank, *ids: str) -> int:
    """A seed that asks those first, in that order."""
    return next(seed for seed in range(999) if [each.id for each in asked(bank, seed, len(ids))] == list(ids))


def verdicts(home: Path) -> list[str]:
    return [attempt.verdict for session in Store(home).sessions() for attempt in session.attempts]


def test_the_last_response_is_counted_as_right_at_the_next_question(seven: Bank, home: Path) -> None:
    seed = seed_for(seven, "year", "rivers", "choice")
    lines = ["1848", ":right", "Ishim, Nile", ":right", ":right", ":right", right_line(seven.by_id["choice"], seed)]
    ran = civquiz("quiz", "seven", "-n", "3", "--seed", str(seed), lines=lines)
    assert ran.lines.count("Counted as right, and marked so in the history.") == 3
    assert ran.lines.count("Taken back. It counts as it was graded: wrong.") == 1
    assert "3 of 3 right, 2 as you counted it" in ran.out
    assert ran.lines.count("Name two rivers.") == 1, "it is not read out again"
    assert verdicts(home) == ["overruled", "overruled", "correct"]
    [session] = Store(home).sessions()
    assert [attempt.rev for attempt in session.attempts] == [1, 3, 0]


def test_partly_right_is_counted_as_wholly_right(seven: Bank, home: Path) -> None:
    seed = seed_for(seven, "rivers", "year")
    ran = civquiz(
        "quiz", "seven", "-n", "2", "--seed", str(seed), lines=["Ishim", ":right", ":right", ":right", "1991"]
    )
    assert "Taken back. It counts as it was graded: wrong, but partly right, 50%." in ran.lines
    assert "2 of 2 right, 1 as you counted it" in ran.out
    [attempt, _] = Store(home).sessions()[0].attempts
    assert (attempt.verdict, attempt.credit) == ("overruled", 1.0)


@pytest.mark.parametrize(
    ("id_", "answer"), [("choice", wrong_line), ("order", wrong_line), ("pairs", wrong_line), ("year", right_line)]
)
def test_nothing_but_a_typed_miss_is_counted_as_right(
    seven: Bank, home: Path, id_: str, answer: Callable[[Question, int], str]
) -> None:
    seed = seed_for(seven, id_, "statement")
    lines = [":right", answer(seven.by_id[id_], seed), ":right", "1"]
    ran = civquiz("quiz", "seven", "-n", "2", "--seed", str(seed), lines=lines)
    assert sum(line.startswith(":right can't be used here") for line in ran.lines) == 2
    assert "overruled" not in verdicts(home)


def test_at_the_second_try_it_is_the_close_response_that_counts(seven: Bank, home: Path) -> None:
    seed = seed_for(seven, "rivers", "year", "statement")
    lines = ["Ishim", "91", ":passage", ":right", ":right", ":right", "1"]
    ran = civquiz("quiz", "seven", "-n", "3", "--seed", str(seed), lines=lines)
    assert sum(line.startswith(":passage can't be used here") for line in ran.lines) == 1, "it would show the answer"
    assert ran.lines.count("Counted as right, and marked so in the history.") == 2
    assert verdicts(home)[:2] == ["partial", "overruled"]
    assert [attempt.rev for attempt in Store(home).sessions()[0].attempts[:2]] == [0, 3]


def test_a_slip_is_not_counted_as_right(seven: Bank, home: Path) -> None:
    seed = seed_for(seven, "year", "statement")
    ran = civquiz("quiz", "seven", "-n", "2", "--seed", str(seed), lines=["1848", ":slip", ":right", "1", "1991"])
    assert sum(line.startswith(":right can't be used here") for line in ran.lines) == 1
    assert verdicts(home) == ["slip", "correct", "correct"]


def test_a_misspelt_response_is_told_its_spelling(capsys: pytest.CaptureFixture[str]) -> None:
    reason = "two letters off: Mazhelys → Mazhilis"
    graded = {"verdict": "correct_typo", "credit": 1.0, "reason": reason, "spelt": "Mazhilis"}
    attempt = structs.replace(MISS, response="Mazhelys", **graded)
    Plain(Signals()).settle(Settled(attempt, []))
    assert capsys.readouterr().out == "Right, but check the spelling: Mazhilis.\n\n"


def test_the_passage_is_told_after_a_response_and_not_before(home: Path) -> None:
    bank = own_bank(home, SEVEN.replace('topic = "Rights"', 'topic = "Rights"\npassage = "p"'))
    first, second = (each for each in asked(bank, SEED) if each.topic == "Rights")
    lines = [":passage", right_line(first, SEED), ":passage", right_line(second, SEED)]
    ran = civquiz("quiz", "seven", "--topic", "rights", "--seed", str(SEED), lines=lines)
    refused, told = (ran.lines.index(f"> {':passage'}"), len(ran.lines) - 1 - ran.lines[::-1].index("> :passage"))
    assert ran.lines[refused + 1].startswith(":passage can't be used here")
    assert ran.lines[told + 1] == "The houses: The parliament has two houses."
    assert ran.out.count("The parliament has two houses.") == 1
    assert "2 of 2 right" in ran.out


def test_a_command_that_there_is_not_is_answered_with_those_there_are() -> None:
    ran = ask("year", ":hnit", ":", "1991")
    assert any("no :hnit" in line and ":hint :quit" in line for line in ran.lines)
    assert "1 of 1 right" in ran.out


def test_quit_saves_for_later(seven: Bank, home: Path) -> None:
    first, *_ = asked(seven, SEED, 2)
    ran = civquiz("quiz", "seven", "-n", "2", "--seed", str(SEED), lines=[right_line(first, SEED), ":quit"])
    assert ran.lines[-1].startswith("Saved: 1 of 2 answered. Go on with: ")
    assert ran.lines[-1].endswith(" resume")
    [session] = Store(home).sessions()
    assert (session.finished, len(session.attempts)) == ("", 1)


def test_quit_before_any_response_is_a_way_out(home: Path) -> None:
    ran = ask("year", ":quit")
    assert ran.err == ""
    assert Store(home).sessions() == []


# What comes in


@pytest.mark.parametrize("line", ["\x1b[31m1991\x07", "19\u202e91\u200b", "1991\x9b2J"])
def test_what_comes_in_is_cleaned_before_it_goes_out(home: Path, line: str) -> None:
    ran = ask("year", line)
    assert not {ESCAPE, "\x07", "\u202e", "\u200b", "\x9b"} & set(ran.out + ran.err)
    assert len(recorded(home)) == 1


@pytest.mark.parametrize(("typed", "chosen"), [("z\nS\n", "s"), ("\n", "g"), ("2\ng\n", "g")])
def test_a_menu_is_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, chosen: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    rows = [Choice("g", "Go on"), Choice("s", "Save for later", "civquiz resume")]
    assert Plain(Signals()).choose(["Leave the quiz?"], rows) == chosen
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["Leave the quiz?", "g. Go on", "s. Save for later, civquiz resume"]
    assert lines.count("Type one of g s and Enter") == len(typed.split()) - 1 if typed.strip() else True


@pytest.mark.parametrize(
    ("attempt", "misses", "typed", "chosen"),
    [
        (MISS, 2, "right?\n:slip\n:RIGHT\n", Command.RIGHT),
        (MISS, 2, "2\n", 2),
        (
            structs.replace(MISS, verdict="overruled", credit=1.0, earlier=[to_builtins(MISS)]),
            0,
            ":right\n",
            Command.RIGHT,
        ),
        (structs.replace(MISS, type_="ordering"), 1, ":right\n\n", Command.NEXT),
        (None, 1, ":right\nm\n", Command.AGAIN),
        (structs.replace(MISS, type_="ordering"), 0, "", Command.NEXT),
    ],
)
def test_after_the_results_what_was_looked_at_can_be_counted_as_right(
    monkeypatch: pytest.MonkeyPatch, attempt: Attempt | None, misses: int, typed: str, chosen: Command | int
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    looked_at = Settled(attempt, []) if attempt else None
    assert Plain(Signals()).after_results(misses, looked_at) == chosen


def test_after_the_last_question_a_line_can_still_count_it_as_right(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = Plain(Signals())
    plain.attended = True
    monkeypatch.setattr(sys, "stdin", io.StringIO(":right\n"))
    assert plain.after(Settled(MISS, []), last=True) is Command.RIGHT
    assert capsys.readouterr().out.splitlines()[0] == "Enter for the results, or :right :slip"

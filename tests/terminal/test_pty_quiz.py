import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.attempts import Session
from civquiz.storage import Store
from tests.terminal.screen import BACKSPACE, DOWN, ENTER, Terminal, bank, has_a_gap

CHOICE = "Who approves the budget of the town?"
SEVERAL = "Which of these belong to the town?"
STATEMENT = "A visitor may listen to a sitting."
TYPED = "Which word names the yearly plan of money?"
NAMED = "Name two rivers of the district."
ORDER = "How does a rule come about?"
PAIRS = "Who does what?"
STEMS = [CHOICE, SEVERAL, STATEMENT, TYPED, NAMED, ORDER, PAIRS]


def only_session(home: Path) -> Session:
    [session] = Store(home).sessions()
    return session


def test_all_seven_types_are_answered_by_keys_scored_and_kept() -> None:
    with Terminal("quiz", bank("seven"), "--seed", "1") as terminal:
        for number in range(1, 8):
            terminal.asked(f"{number} of 7")
            terminal.open_more_keys()
            asked = terminal.below(f"{number} of 7")
            [stem] = [line.strip() for line in asked if line.strip() in STEMS]
            assert not has_a_gap(asked), terminal
            assert not any("Powers" in line or "Rights" in line for line in asked), "the topic is a cue"
            answer(terminal, stem)
            terminal.settled(stem)
            terminal.open_more_keys()
            assert not has_a_gap(terminal.below(stem)), terminal
            assert ("Enter results" if number == 7 else "Enter next") in terminal.words()
            terminal.send(ENTER)
        terminal.wait_for("Enter done")
        words = terminal.words()
        assert "4 of 7 right, and 2 partly" in words
        assert "Powers █████░░░░░ 2 of 4" in words
        assert "Rights ███████░░░ 2 of 3" in words
        misses = re.findall(r"^ +(\d)  (\w+ \w+)", "\n".join(terminal.below("Missed")), re.MULTILINE)
        assert [number for number, _ in misses] == ["1", "2", "3"]
        assert {stem for _, stem in misses} == {"Which of", "A visitor", "Who does"}
        terminal.send(ENTER)
        assert terminal.ended() == 0

    command = [sys.executable, "-m", "civquiz", "history", "last", "--json"]
    [session] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["sessions"]
    given = {attempt["stem"]: (attempt["response"], attempt["verdict"]) for attempt in session["attempts"]}
    assert given == {
        CHOICE: ("The council", "correct"),
        SEVERAL: (["The library"], "partial"),
        STATEMENT: (False, "wrong"),
        TYPED: ("estimate", "correct"),
        NAMED: (["Ishim", "Tobol"], "correct"),
        ORDER: (["Proposed", "Debated", "Voted", "Printed"], "correct"),
        PAIRS: ({"Mayor": "signs", "Clerk": "sings", "Judge": "rules"}, "partial"),
    }
    assert session["finished"]


def answer(terminal: Terminal, stem: str) -> None:
    """Answer a question of the bank `seven`: four right, two partly, one wrong."""
    match stem:
        case _ if stem == CHOICE:
            terminal.send(terminal.key_of("The council"))
        case _ if stem == SEVERAL:
            terminal.send(terminal.key_of("The army"))
            terminal.wait_for("[x] The army")
            terminal.send(terminal.key_of("The army") + terminal.key_of("The library"))
            terminal.wait_for("[ ] The army")
            terminal.wait_for("[x] The library")
            terminal.send(ENTER)
        case _ if stem == STATEMENT:
            assert (terminal.key_of("True"), terminal.key_of("False")) == ("1", "2")
            terminal.send("2")
        case _ if stem == TYPED:
            terminal.send(f"estimation{BACKSPACE * 3}e{ENTER}")
        case _ if stem == NAMED:
            assert "With commas between." in terminal.words()
            terminal.send(f"Ishim, Tobol{ENTER}")
        case _ if stem == ORDER:
            terminal.send(terminal.key_of("Voted") + BACKSPACE)
            terminal.send("".join(map(terminal.key_of, ["Proposed", "Debated", "Voted"])))
            terminal.wait_for("4th Printed")  # the last places itself
            terminal.send(ENTER)
        case _ if stem == PAIRS:
            sides = {"Mayor": "signs", "Clerk": "sings", "Judge": "rules"}
            lefts = sorted(sides, key=terminal.row_of)
            terminal.send("".join(terminal.key_of(sides[left]) for left in lefts))
            for left, right in sides.items():
                terminal.wait_for(f"{left} → {terminal.key_of(right)} {right}")
            terminal.send(ENTER)


def test_arrows_a_hint_the_passage_and_a_slip(home: Path) -> None:
    with Terminal("quiz", bank("seven"), "--seed", "4", *of_types("multiple-choice", "true-false")) as terminal:
        terminal.asked("1 of 2", CHOICE)
        assert "Ctrl-C leave" not in terminal.words()
        terminal.open_more_keys()
        terminal.send("9")  # there is no such option
        arrow_to(terminal, "The police")
        terminal.send(ENTER)
        terminal.settled("Wrong", CHOICE, "This may have changed since June 2017.")
        assert "sits in the old mill" not in terminal.words()
        terminal.send("p")
        terminal.wait_for("sits in the old mill")
        terminal.settled()
        terminal.send("x")

        terminal.asked("The last response is not counted;", "1 of 2", STATEMENT)
        terminal.send("1")
        terminal.settled("Right", STATEMENT)
        terminal.send(ENTER)
        terminal.asked("2 of 2", CHOICE)
        assert "Hint:" not in terminal.words()
        terminal.send("h")
        terminal.asked("Hint: There are nine of them.", "2 of 2", CHOICE)
        assert "h hint" not in terminal.words()
        terminal.send(terminal.key_of("The council"))
        terminal.settled("Right", CHOICE, "The council votes in December.")
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        assert "2 of 2 right, 1 with a hint" in terminal.words()
        terminal.send(ENTER)
        assert terminal.ended() == 0
    attempts = only_session(home).attempts
    assert [(attempt.stem, attempt.verdict, attempt.credit) for attempt in attempts] == [
        (CHOICE, "slip", None),
        (STATEMENT, "correct", 1.0),
        (CHOICE, "correct", 1.0),
    ]


def test_what_cannot_be_graded_is_asked_again_and_a_question_can_wait(home: Path) -> None:
    with Terminal("quiz", bank("seven"), "--seed", "1", *of_types("multiple-response", "short-answer")) as terminal:
        terminal.asked("1 of 2", SEVERAL)
        terminal.send(ENTER)
        terminal.wait_for("Choose at least one.")
        assert SEVERAL in terminal.words()
        terminal.send(f"{DOWN} ")
        terminal.wait_for("> 2 [x]")
        assert "Choose at least one." not in terminal.words()
        terminal.send("s")

        terminal.asked("1 of 2", TYPED)
        terminal.send(ENTER)
        terminal.wait_for("Type something first")
        terminal.send(f":hint{ENTER}")
        terminal.asked("Hint: It begins with an e.", "1 of 2", TYPED)
        assert ":hint" not in terminal.words()
        terminal.send(f":nonsense{ENTER}")
        terminal.wait_for("There is no :nonsense;")
        terminal.send(f"{BACKSPACE * len(':nonsense')}:later{ENTER}")

        terminal.asked("1 of 2", SEVERAL)
        for option in ("The library", "The tram"):
            terminal.send(terminal.key_of(option))
            terminal.wait_for(f"[x] {option}")
        ticked = sorted(["The library", "The tram"], key=terminal.key_of)
        terminal.send(ENTER)
        terminal.settled("Right", SEVERAL)
        terminal.send(ENTER)

        terminal.asked("2 of 2", TYPED, "Hint: It begins with an e.")
        assert ":later" not in terminal.words()
        terminal.send("\x1b[200~estimate\nof money\x1b[201~")  # pasted
        terminal.wait_for("> estimate of money")
        terminal.send(BACKSPACE * len(" of money") + ENTER)
        terminal.settled("Right", TYPED)
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        assert "2 of 2 right, 1 with a hint" in terminal.words()
        terminal.send(ENTER)
        assert terminal.ended() == 0
    given = {attempt.stem: attempt.response for attempt in only_session(home).attempts}
    assert given == {SEVERAL: ticked, TYPED: "estimate"}


def arrow_to(terminal: Terminal, option: str) -> None:
    """Move the pointer to an option with the arrow keys, down and, past the last row, on from the first."""
    for _ in range(9):
        row = terminal.lines()[terminal.row_of(option)]
        if row.startswith(" >"):
            return
        before = terminal.lines()
        terminal.send(DOWN)
        terminal.wait_for(lambda before=before: terminal.lines() != before)  # type: ignore[misc]
    raise AssertionError(f"the pointer never came to {option!r}:\n{terminal}")


def test_keys_struck_ahead_answer_nothing(home: Path) -> None:
    with Terminal("quiz", bank("seven"), "--seed", "4", *of_types("multiple-choice", "true-false")) as terminal:
        terminal.asked("1 of 2")
        first, second = (CHOICE, STATEMENT) if CHOICE in terminal.words() else (STATEMENT, CHOICE)
        terminal.send(f"11{ENTER}1{ENTER}")
        terminal.settled(first)
        terminal.send("1z")  # no commands
        terminal.open_more_keys()
        assert first in terminal.words()
        assert second not in terminal.words()
        assert len(only_session(home).attempts) == 1
        terminal.send(f"{ENTER}1{ENTER}")
        terminal.asked("2 of 2", second)
        terminal.open_more_keys()
        assert second in terminal.words()
        assert len(only_session(home).attempts) == 1


def of_types(*types: str) -> list[str]:
    return [part for type_ in types for part in ("--type", type_)]

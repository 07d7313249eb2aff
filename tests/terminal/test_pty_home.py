import re
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.storage import Store
from tests.terminal.screen import CTRL_C, CTRL_D, DOWN, ENTER, Terminal, bank, words_of

STATEMENT, CHOICE = "A visitor may listen to a sitting.", "Who approves the budget of the town?"


def test_the_home_screen_starts_goes_on_looks_back_and_leaves(home: Path) -> None:
    with Terminal(rows=40) as terminal:  # the built-in bank
        terminal.wait_for("Enter takes the marked row")
        assert "civquiz · Kazakhstan's democracy · text of June 2017" in terminal.words()
        assert "> q Quiz 10 questions, those you need most" in terminal.words()
        assert not any(row.strip().startswith(("c ", "m ", "h ")) for row in terminal.shown())
        terminal.send(ENTER)
        give_anything(terminal, "1 of 10")
        terminal.settled()
        terminal.send(CTRL_C)
        terminal.wait_for("t Throw away")
        terminal.send(DOWN)
        terminal.wait_for("> s Save for later")
        terminal.send(ENTER)

        terminal.wait_for("Saved: 1 of 10 answered.")
        terminal.wait_for("> c Go on")
        assert "> c Go on 1 of 10 answered" in terminal.words()
        terminal.wait_for("h History 1 session")  # the rows come one by one
        terminal.send("h")
        terminal.wait_for("unfinished")
        terminal.wait_for("Enter takes the marked row")
        assert "Kept in" in terminal.words()
        terminal.send("c")
        give_anything(terminal, "2 of 10")
        terminal.settled()
        terminal.send(CTRL_C)
        terminal.wait_for("t Throw away")
        assert "2 of 10 answered" in terminal.words()
        terminal.send("f")
        terminal.wait_for("Enter done")
        assert "of 2 right" in terminal.words()
        terminal.send(ENTER)

        terminal.wait_for("Enter takes the marked row")
        assert "> q Quiz" in terminal.words()
        assert re.search(r"2 of \d+ questions seen\. Last quiz, today: \d of 2\.", terminal.words()), terminal
        terminal.send("q")
        terminal.asked("1 of 10")
        terminal.send(CTRL_D)
        terminal.wait_for("Enter takes the marked row")
        terminal.send("0")
        assert terminal.ended() == 0
    [session] = Store(home).sessions()
    assert session.finished
    assert len(session.attempts) == 2


def give_anything(terminal: Terminal, progress: str) -> None:
    """Give some response to whatever is asked; which of the real bank comes first is left to chance."""
    terminal.asked(progress)
    keys = words_of(terminal.below(progress))
    if ":later" in keys:
        terminal.send(f"qqqqqqqq{ENTER}")
    elif placing := re.search(r"1-(\d) place next", keys):
        terminal.send(f"{'12345678'[: int(placing[1]) - 1]}{ENTER}")  # the last places itself
    elif " match " in keys:
        terminal.send(f"111111111{ENTER}")
    elif " tick" in keys:
        terminal.send(f"1{ENTER}")
    else:
        terminal.send("1")


def test_the_misses_can_be_asked_again_and_looked_at(home: Path) -> None:
    types = ["--type", "multiple-choice", "--type", "true-false"]
    with Terminal("quiz", bank("seven"), "--seed", "4", *types, rows=30) as terminal:
        terminal.asked("1 of 2", CHOICE)
        terminal.send(terminal.key_of("The mayor"))
        terminal.settled("Wrong", "the mayor proposes it")
        terminal.send(ENTER)
        terminal.asked("2 of 2", STATEMENT)
        terminal.send("1")
        terminal.settled("Right")
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        assert "1 of 2 right" in terminal.words()
        assert "m ask these again 1 look closer Enter done" in terminal.words()
        assert "1  Who approves the budget" in terminal.below("Missed")[1]
        shown = terminal.everything().count("the mayor proposes it")
        terminal.send("2")  # there is no second miss
        terminal.send("1")
        terminal.wait_for(lambda: terminal.everything().count("the mayor proposes it") == shown + 1)
        terminal.wait_for(lambda: terminal.shown()[-1].endswith("Enter done"))
        terminal.send("m")

        terminal.asked("1 of 1", CHOICE)
        terminal.send(terminal.key_of("The council"))
        terminal.settled("Right")
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        assert "1 of 1 right" in terminal.words()
        assert "Of the 1 asked before: 1 right, last time 0." in terminal.words()
        assert "m ask these again" not in terminal.words()
        terminal.send(ENTER)
        assert terminal.ended() == 0
    # Both may have begun in one second, so that neither is surely the first row.
    first, again = sorted(Store(home).sessions(), key=lambda session: bool(session.again))
    assert again.again == first.id
    assert [attempt.stem for attempt in again.attempts] == [CHOICE]

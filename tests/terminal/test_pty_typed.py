import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.storage import Store
from tests.commands import own_bank
from tests.terminal.screen import BACKSPACE, ENTER, Terminal

YEAR, RIVERS = "In which year was it?", "Name two rivers."
TYPED = f"""
id = "typed"
title = "Typed"
[[questions]]
id = "year"
type = "short-answer"
kind = "year"
stem = "{YEAR}"
answer = "1991"
[[questions]]
id = "rivers"
type = "enumeration"
stem = "{RIVERS}"
answers = ["Ishim", "Tobol"]
"""
CLOSE = "Close: write the year in full. One more try."
YEAR_FIRST = ["quiz", "typed", "--seed", "3"]


@pytest.fixture
def typed(home: Path) -> Path:
    own_bank(home, TYPED, "typed")
    return home


def verdicts(home: Path) -> list[str]:
    [session] = Store(home).sessions()
    return [attempt.verdict for attempt in session.attempts]


def kill(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL


def test_a_close_response_has_one_more_try_and_a_kill_gives_no_other(typed: Path) -> None:
    with Terminal(*YEAR_FIRST) as terminal:
        terminal.asked("1 of 2", YEAR)
        terminal.send(f"91{ENTER}")
        terminal.asked(CLOSE, "1 of 2", YEAR)
        assert "1991" not in terminal.words()
        assert verdicts(typed) == ["close"]
        kill(terminal)
    with Terminal("resume") as terminal:
        terminal.asked(CLOSE, "1 of 2", YEAR)
        terminal.send(f"91{ENTER}")
        terminal.settled("Wrong", "1991")
        assert verdicts(typed) == ["close"]
        kill(terminal)
    with Terminal("resume", columns=40) as terminal:
        terminal.asked("2 of 2", RIVERS)
        [session] = Store(typed).sessions()
        assert [(each.verdict, each.rev, each.credit) for each in session.attempts] == [("close", 1, 0.0)]


def test_a_key_counts_a_response_as_right_and_outlives_a_kill(typed: Path) -> None:
    with Terminal(*YEAR_FIRST, columns=100) as terminal:
        terminal.asked("1 of 2", YEAR)
        terminal.send(f"1848{ENTER}")
        terminal.settled("Wrong", "r count mine as right")
        terminal.send("r")
        terminal.wait_for("r take it back")
        assert "Counted as right, and marked so in the history." in terminal.words()
        assert verdicts(typed) == ["overruled"]
        terminal.send("r")
        terminal.wait_for("r count mine as right")
        assert verdicts(typed) == ["wrong"]
        terminal.send("r")
        terminal.wait_for("r take it back")
        kill(terminal)

    with Terminal("resume", columns=40) as terminal:
        terminal.asked("2 of 2", RIVERS)
        terminal.send(f":right{ENTER}")  # that was in another run
        terminal.wait_for(":right can't be used here")
        terminal.send(f"{BACKSPACE * len(':right')}Ishim, Nile{ENTER}")
        terminal.settled("Wrong")
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        assert "1 of 2 right, 1 as you counted it" in terminal.words()
        terminal.send("1")
        terminal.wait_for("r count mine as right")
        terminal.send("r")
        terminal.wait_for("r take it back")
        assert "2 of 2 right, 2 as you counted it" in terminal.words()
        assert "ask these again" not in terminal.below("r take it back")[0]
        assert verdicts(typed) == ["overruled", "overruled"]
        terminal.send(ENTER)
        assert terminal.ended() == 0


def test_after_going_on_from_the_feedback_it_is_still_the_last_response(typed: Path) -> None:
    with Terminal(*YEAR_FIRST) as terminal:
        terminal.asked("1 of 2", YEAR)
        terminal.send(f"1848{ENTER}")
        terminal.settled("Wrong")
        terminal.send("\x03")
        terminal.wait_for("t Throw away")
        terminal.send("g")
        terminal.asked("2 of 2", RIVERS)
        terminal.send(f":right{ENTER}")
        terminal.wait_for("Counted as right")
        terminal.asked("2 of 2", RIVERS)
        assert verdicts(typed) == ["overruled"]

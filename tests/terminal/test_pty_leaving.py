import shutil
import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.attempts import Session
from civquiz.storage import Store
from tests.terminal.screen import BACKSPACE, CTRL_C, CTRL_D, ENTER, Terminal, bank

CHOICE, ORDER = "Who approves the budget of the town?", "How does a rule come about?"
SEED = ["--seed", "24"]  # CHOICE, then ORDER


@pytest.fixture
def town(home: Path) -> str:
    """The bank of all types as the learner's own, by its name."""
    (home / "banks").mkdir(parents=True)
    shutil.copy(bank("seven"), home / "banks" / "seven.toml")
    return "seven"


def only_session(home: Path) -> Session:
    [session] = Store(home).sessions()
    return session


def answer_the_first(terminal: Terminal) -> None:
    """Answer CHOICE rightly; its feedback is on the screen then."""
    terminal.asked("1 of 7", CHOICE)
    terminal.send(terminal.key_of("The council"))
    terminal.settled("Right", CHOICE)


def leave_menu(terminal: Terminal) -> None:
    terminal.send(CTRL_C)
    terminal.wait_for("t Throw away")
    assert "Leave the quiz? 1 of 7 answered, all saved." in terminal.words()


def test_a_quiz_of_a_file_is_gone_on_with_saved_for_later_resumed_and_finished(home: Path) -> None:
    with Terminal("quiz", bank("seven"), *SEED) as terminal:
        answer_the_first(terminal)
        terminal.send(ENTER)
        terminal.asked("2 of 7", ORDER)
        asked = terminal.below("2 of 7")
        terminal.send("1")
        terminal.wait_for("1st")
        leave_menu(terminal)
        terminal.send("g")
        terminal.asked("2 of 7", ORDER, "1st")
        terminal.send(BACKSPACE)
        terminal.wait_for(lambda: "1st" not in terminal.words())
        leave_menu(terminal)
        assert "s Save for later" in terminal.words()
        assert "f Finish now 1 answer will count, 6 not asked" in terminal.words()
        terminal.send("s")
        assert terminal.ended() == 0
        assert "Saved: 1 of 7 answered. Go on with:" in terminal.words()
        assert "civquiz resume" in terminal.words()
    assert not only_session(home).finished

    with Terminal("resume") as terminal:
        terminal.asked("2 of 7", ORDER)
        assert terminal.below("2 of 7") == asked
        terminal.open_more_keys()
        leave_menu(terminal)
        terminal.send("f")
        terminal.wait_for("Enter done")
        assert "1 of 1 right" in terminal.words()
        terminal.send(ENTER)
        assert terminal.ended() == 0
    session = only_session(home)
    assert session.finished
    assert [attempt.stem for attempt in session.attempts] == [CHOICE]


def test_what_is_thrown_away_is_in_no_history(home: Path, town: str) -> None:
    with Terminal("quiz", town, *SEED) as terminal:
        answer_the_first(terminal)
        assert [attempt.verdict for attempt in only_session(home).attempts] == ["correct"]
        leave_menu(terminal)  # from the feedback
        terminal.send("t")
        assert terminal.ended() == 0
        assert "Thrown away." in terminal.words()
    assert Store(home).sessions() == []


@pytest.mark.parametrize(
    ("ending", "at", "status"),
    [
        ("Ctrl-C twice", "question", 130),
        ("Ctrl-D", "question", 0),
        ("SIGINT", "question", 130),
        ("SIGTERM", "question", 143),
        ("SIGTERM", "feedback", 143),
        ("SIGHUP", "question", 129),
        ("terminal closed", "feedback", 129),
    ],
)
def test_however_a_quiz_ends_it_is_saved_and_the_terminal_as_before(
    home: Path, town: str, ending: str, at: str, status: int
) -> None:
    with Terminal("quiz", town, *SEED) as terminal:
        answer_the_first(terminal)
        if at == "question":
            terminal.send(ENTER)
            terminal.asked("2 of 7", ORDER)
            terminal.send("1")
            terminal.wait_for("1st")
        assert terminal.terminal_settings() != terminal.settings
        match ending:
            case "Ctrl-C twice":
                leave_menu(terminal)
                terminal.send(CTRL_C)
            case "Ctrl-D":
                terminal.send(CTRL_D)
            case "terminal closed":
                terminal.close()
            case name:
                terminal.signal(signal.Signals[name])
        assert terminal.ended() == status
        if ending != "terminal closed":
            assert terminal.terminal_settings() == terminal.settings
            assert not terminal.cursor_hidden
            assert terminal.raw.rfind(b"\x1b[?2004l") > terminal.raw.rfind(b"\x1b[?2004h")
            assert "Traceback" not in terminal.words()
        if ending not in {"terminal closed", "SIGHUP"}:
            assert "Saved: 1 of 7 answered. Go on with:" in terminal.words()
    session = only_session(home)
    assert not session.finished
    assert [(attempt.stem, attempt.verdict) for attempt in session.attempts] == [(CHOICE, "correct")]


def test_what_was_shown_as_graded_outlives_a_kill(home: Path, town: str) -> None:
    with Terminal("quiz", town, *SEED) as terminal:
        answer_the_first(terminal)
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    assert [attempt.response for attempt in only_session(home).attempts] == ["The council"]

    with Terminal() as terminal:
        terminal.wait_for("Enter takes the marked row")
        assert "> c Go on 1 of 7 answered" in terminal.words()
        terminal.send(ENTER)
        terminal.asked("2 of 7", ORDER)
        terminal.send(CTRL_D)
        terminal.wait_for("Enter takes the marked row")
        terminal.send("0")
        assert terminal.ended() == 0
    assert len(only_session(home).attempts) == 1

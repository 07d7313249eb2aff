import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.attempts import Session
from civquiz.storage import Store
from tests.terminal.screen import CTRL_C, CTRL_D, ENTER, Terminal, bank, has_a_gap

SITS, NINE = "The council sits in the town hall.", "How many members has the council?"
TEXT = "The council sits in the old mill."
TO_QUESTIONS = "Enter its questions n next passage 0 leave"


def only_session(home: Path) -> Session:
    [session] = Store(home).sessions()
    return session


def read(terminal: Terminal, head: str, text: str) -> None:
    """Wait until that passage is up, with the keys next to it."""
    terminal.wait_for(lambda: terminal.words().endswith(" 0 leave") and head in terminal.words())
    assert text in terminal.words()
    assert not has_a_gap(terminal.below(" ".join(head.split()[:2]))), terminal


def answer(terminal: Terminal, option: str) -> None:
    terminal.send(terminal.key_of(option))
    terminal.settled(SITS)


def test_a_passage_is_read_and_what_is_missed_comes_again_before_the_next(home: Path) -> None:
    with Terminal("study", bank("town")) as terminal:
        read(terminal, "The mill Council · 1 of 3", TEXT)
        assert TO_QUESTIONS in terminal.words()
        terminal.send(ENTER)
        terminal.asked("1 of 1", SITS)
        assert TEXT not in terminal.everything(), "the questions are answered without the passage"
        answer(terminal, "True")
        assert "Wrong" in terminal.words()
        terminal.send("p")
        terminal.wait_for(TEXT)
        terminal.settled()
        terminal.send(ENTER)
        terminal.asked("2 of 2", SITS, "Once more: it was missed.")
        terminal.send(CTRL_C)
        terminal.wait_for("t Throw away")
        assert "Leave the study session? 1 of 2 answered, all saved." in terminal.words()
        terminal.send("s")
        assert terminal.ended() == 0
        assert "Saved: 1 of 2 answered. Go on with:" in terminal.words()
    assert not only_session(home).finished

    with Terminal("resume") as terminal:
        read(terminal, "The mill Council · 1 of 3", TEXT)
        terminal.send(ENTER)
        terminal.asked("2 of 2", SITS, "Once more: it was missed.")
        answer(terminal, "False")
        assert "Enter next" in terminal.words()
        terminal.send(ENTER)
        read(terminal, "The bridge 2 of 3", "The bridge is [bold]old[/bold][31m.")
        assert "Enter go on 0 leave" in terminal.words()
        terminal.send(ENTER)
        read(terminal, "3 of 3", "On Saturday the traders come.")
        terminal.send(ENTER)
        terminal.asked("1 of 1", "On which day is the market?")
        terminal.send(f"Saturday{ENTER}")
        terminal.settled("Right")
        assert "Enter results" in terminal.words()
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        words = terminal.words()
        assert "1 of 2 right" in words
        assert "The mill ░░░░░░░░░░ 0 of 1 Trade ██████████ 1 of 1" in words
        assert "Saved as study 1." in words
        terminal.send("m")
        terminal.asked("1 of 1", SITS)
        terminal.send(CTRL_D)
        assert terminal.ended() == 0
    session = only_session(home)
    assert session.mode == "study"
    assert [(each.n, each.verdict) for each in session.attempts] == [(1, "wrong"), (2, "correct"), (3, "correct")]


def test_a_passage_can_be_left_and_so_can_the_session_on_a_narrow_screen(home: Path) -> None:
    with Terminal("study", bank("town"), columns=40) as terminal:
        read(terminal, "The mill Council · 1 of 3", TEXT)
        assert TO_QUESTIONS in terminal.words()
        terminal.send("0")
        terminal.wait_for("Leave the study session? Nothing is answered yet.")
        terminal.send("g")
        read(terminal, "The mill", TEXT)
        terminal.send("n")
        read(terminal, "The bridge", "old")
        terminal.send("n")  # no key here: it has no questions to leave out
        terminal.send(ENTER)
        read(terminal, "3 of", "traders")
        terminal.send("n")
        assert terminal.ended() == 0
        assert "That was the last passage. Nothing was answered, so that nothing is recorded." in terminal.words()
    assert Store(home).sessions() == []


def read_on(terminal: Terminal) -> None:
    """Answer the question of the first passage; the second is up then."""
    read(terminal, "The mill", TEXT)
    terminal.send(ENTER)
    terminal.asked(SITS)
    answer(terminal, "False")
    terminal.send(ENTER)
    read(terminal, "The bridge", "old")


def test_a_session_that_is_ended_at_a_passage_is_kept_and_the_terminal_as_before(home: Path) -> None:
    with Terminal("study", bank("town")) as terminal:
        read_on(terminal)
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 143
        assert terminal.terminal_settings() == terminal.settings
    assert [attempt.verdict for attempt in only_session(home).attempts] == ["correct"]


def test_a_killed_session_goes_on_at_its_passage(home: Path) -> None:
    with Terminal("study", bank("town")) as terminal:
        read_on(terminal)
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    assert [attempt.verdict for attempt in only_session(home).attempts] == ["correct"]
    with Terminal() as terminal:
        terminal.wait_for("Enter takes the marked row")
        assert "> c Go on study: 1 answered" in terminal.words()
        terminal.send(ENTER)
        read(terminal, "The bridge 2 of 3", "old")


def test_a_passage_that_is_taller_than_the_screen_can_be_scrolled_back_to(home: Path) -> None:
    text = Path(bank("town")).read_text("utf-8").replace("It has nine members.", "It meets. " * 200 + "So it does.")
    (home / "banks").mkdir(parents=True)
    (home / "banks" / "town.toml").write_text(text, "utf-8")
    with Terminal("study", "town", rows=12) as terminal:
        terminal.wait_for(f"So it does. {TO_QUESTIONS}")
        assert TEXT in terminal.everything()
        terminal.send(ENTER)
        terminal.asked(SITS)


def test_line_by_line_on_a_terminal(home: Path) -> None:
    with Terminal("study", bank("town"), "--plain") as terminal:
        terminal.wait_for("Enter for its question, or :next :quit >")
        terminal.send(":quit\n")
        terminal.wait_for("Enter alone is g >")
        terminal.send("\n")
        terminal.wait_for(lambda: terminal.words().count("Passage 1 of 3. The mill. Council.") == 2)
        terminal.send(":next\n")
        terminal.wait_for("Enter goes on, or :next :quit >")
        terminal.send("\n")
        terminal.wait_for("Passage 3 of 3. Trade.")
        terminal.wait_for(lambda: terminal.words().endswith("Enter for its question, or :next :quit >"))
        terminal.send("\n")
        terminal.wait_for("Type the answer, or :quit >")
        terminal.send("Saturday\n")
        terminal.wait_for("Enter for the results, or :passage :slip >")
        terminal.send("\n")
        assert terminal.ended() == 0
        assert "1 of 1 right" in terminal.words()
    assert [attempt.verdict for attempt in only_session(home).attempts] == ["correct"]


def test_on_a_screen_that_became_very_low_nothing_of_the_next_passage_is_cut() -> None:
    with Terminal("study", bank("town")) as terminal:
        read(terminal, "The mill Council · 1 of 3", TEXT)
        before = len(terminal.raw)
        terminal.resize(4, 80)
        # The passage is printed, and the keys that were struck until then are forgotten.
        terminal.wait_for(lambda: b" 0 leave" in terminal.raw[before:].partition(b"It has nine members.")[2])
        terminal.send("n")
        terminal.wait_for(lambda: "The bridge is [bold]old[/bold]" in terminal.everything())


# Passages alone


def test_passages_alone_go_through_the_pager_of_the_reader() -> None:
    with Terminal("study", bank("town"), "--read", PAGER="cat -n") as terminal:  # it numbers the lines
        assert terminal.ended() == 0
        assert "2 The mill Council · 1 of 3 3 4 The council sits in the old mill." in terminal.words()
        assert "The bridge is [bold]old[/bold][31m." in terminal.words()


@pytest.mark.parametrize("pager", ["", "no-such-pager"])
def test_line_by_line_and_without_a_pager_passages_are_printed(pager: str) -> None:
    arguments = ["--plain"] if pager else []
    with Terminal("study", bank("town"), "--read", *arguments, PAGER=pager) as terminal:
        assert terminal.ended() == 0
        assert "The mill Council · 1 of 3 The council sits" in terminal.words()


@pytest.mark.parametrize(
    ("pager", "message"),
    [
        ("no-such-pager", "cannot run the pager no-such-pager: No such file or directory; set PAGER to yours"),
        ("false", "the pager false failed; set PAGER to yours, or to nothing"),
        ("less '", "PAGER has a quote that is not closed; set it to your pager"),
    ],
)
def test_a_pager_that_cannot_be_run_is_told_in_a_line(pager: str, message: str) -> None:
    with Terminal("study", bank("town"), "--read", PAGER=pager) as terminal:
        assert terminal.ended() == 1
        assert f"civquiz: {message}" in terminal.words()


def test_a_pager_that_is_left_early_is_no_error() -> None:
    with Terminal("study", "--read", PAGER="true") as terminal:
        assert terminal.ended() == 0
        assert terminal.words() == ""

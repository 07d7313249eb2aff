import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.attempts import ExamTerms, Session
from civquiz.exam import draw, encode
from civquiz.library import Library
from civquiz.storage import Store
from tests.terminal.screen import CTRL_C, CTRL_D, ENTER, Terminal, bank

LEFT, RIGHT, UP, TAB = "\x1b[D", "\x1b[C", "\x1b[A", "\t"
PAGE_UP, PAGE_DOWN = "\x1b[5~", "\x1b[6~"
SEED = 169  # the questions that are gone to come first


@pytest.fixture
def town(home: Path) -> str:
    """The test code of an exam of all types."""
    (home / "banks").mkdir(parents=True)
    shutil.copy(bank("seven"), home / "banks" / "seven.toml")
    return encode(Library(home).load("seven"), SEED, 7)


def drawn_of(home: Path) -> list[str]:
    return draw(Library(home).load("seven"), 7, SEED)


def places(home: Path) -> dict[str, int]:
    """The place of each question in the exam, by its id."""
    return {key.partition("/")[2]: n for n, key in enumerate(drawn_of(home), 1)}


def go_to(terminal: Terminal, n: int) -> None:
    """Go to a place with the keys that work at every question."""
    while f" {n} of 7, " not in terminal.words():
        now = int(re.findall(r" (\d) of 7, ", terminal.words())[-1])
        terminal.send(PAGE_DOWN if now < n else PAGE_UP)
        terminal.asked(f" {now + 1 if now < n else now - 1} of 7, ")


def only_session(home: Path) -> Session:
    [session] = Store(home).sessions()
    return session


def test_a_whole_exam(home: Path, town: str) -> None:
    at = places(home)
    with Terminal("exam", "--code", town, "--minutes", "30") as terminal:
        terminal.asked("Mock exam 1 of 7, 0 answered")
        assert re.search(r"(30:00|29:\d\d) left", terminal.words())

        go_to(terminal, at["choice"])
        terminal.asked("Who approves the budget of the town?")
        terminal.send("f")
        terminal.asked("1 flagged", "⚑ flagged")
        terminal.send(terminal.key_of("The mayor"))
        terminal.asked("1 answered")
        assert "Wrong" not in terminal.words()
        assert "mayor" not in terminal.words()

        go_to(terminal, at["typed"])
        terminal.send("estimate" + ENTER)
        terminal.asked("2 answered")

        go_to(terminal, at["choice"])
        terminal.asked("Your answer: The mayor")
        assert "The mayor" in next(line for line in terminal.lines() if line.startswith(" >"))
        terminal.send(terminal.key_of("The council"))
        terminal.wait_for(lambda: "Your answer" not in terminal.words() and "more keys" in terminal.words())

        terminal.send(TAB)
        terminal.wait_for("h hand in (5 open)")
        sheet = "\n".join(terminal.lines())
        assert re.search(rf"[ >]+✓⚑ +{at['choice']}  Who approves.+The council", sheet)
        assert re.search(rf"[ >]+✓ +{at['typed']}  Which word.+estimate", sheet)
        assert re.search(rf"[ >]+· +{at['order']}  ", sheet)
        hand_in(terminal, "g")
        terminal.wait_for("h hand in (5 open)")
        hand_in(terminal, "h")
        terminal.wait_for("1-5 look closer Enter done")
        told = terminal.everything()
        assert "Not passed: 2 of 7 right, 5 were needed." in told
        assert "5 questions left open." in told
        assert f"Test code {town}" in told
        terminal.send(ENTER)
        assert terminal.ended() == 0
    session = only_session(home)
    assert session.exam == ExamTerms(questions=7, needed=5, minutes=30)
    assert {attempt.response for attempt in session.attempts} == {"The council", "estimate"}
    [changed] = [attempt for attempt in session.attempts if attempt.earlier]
    assert [each["response"] for each in changed.earlier] == ["The mayor"]
    assert 0 < session.used < 60


def hand_in(terminal: Terminal, key: str) -> None:
    """Hand in from the sheet, and strike that key when it is asked once more."""
    terminal.send("h")
    terminal.wait_for("h Hand in nothing can be changed then")
    assert "5 open:" in terminal.words()
    assert "Flagged: " in terminal.words()
    terminal.send(key)


def test_keys_move_what_is_begun_stays_and_what_is_thrown_away_is_in_no_history(home: Path, town: str) -> None:
    at = places(home)["typed"]
    with Terminal("exam", "--code", town) as terminal:
        terminal.asked()
        go_to(terminal, at)
        terminal.send("esti")
        terminal.wait_for("> esti")
        terminal.send(PAGE_DOWN)
        terminal.asked(f" {at + 1} of 7, ")
        assert "> esti" not in terminal.words()
        terminal.send(RIGHT)
        terminal.asked(f" {at + 2} of 7, ")
        terminal.send(LEFT)
        terminal.asked(f" {at + 1} of 7, ")
        terminal.send(PAGE_UP)
        terminal.wait_for("> esti")
        assert "0 answered" in terminal.words()
        terminal.send(CTRL_C)
        terminal.wait_for("t Throw away")
        terminal.send("t")
        assert terminal.ended() == 0
    assert Store(home).sessions() == []


def test_a_miss_is_looked_at_with_its_passage(home: Path, town: str) -> None:
    with Terminal("exam", "--code", town) as terminal:
        terminal.asked()
        go_to(terminal, places(home)["choice"])
        terminal.send(terminal.key_of("The mayor"))
        terminal.asked("1 answered")
        terminal.send(CTRL_C)
        terminal.wait_for("h Hand in 6 open")
        terminal.send("h")
        terminal.wait_for("1-7 look closer Enter done")
        terminal.send(str(places(home)["choice"]))
        terminal.wait_for("Enter back p passage")
        assert "yours: the mayor proposes it" in terminal.words()
        assert "old mill" not in terminal.words()
        terminal.send("p")
        terminal.wait_for("1-7 look closer Enter done")
        assert "in the old mill beside the river" in terminal.words()
        terminal.send(ENTER)
        assert terminal.ended() == 0


@pytest.mark.usefixtures("town")
def test_what_is_typed_when_the_time_runs_out_is_no_response(home: Path) -> None:
    version = Library(home).load("seven").version
    store = Store(home)
    session = Session(
        id="s",
        mode="exam",
        banks={"seven": version},
        seed=SEED,
        started="2026-11-24T08:00:00+05:00",
        drawn=drawn_of(home),
        exam=ExamTerms(questions=7, needed=5, minutes=1),
    )
    journal = store.begin(session)
    journal.start()
    journal.write({"place": places(home)["typed"], "used": 57.5})
    journal.close()
    with Terminal("resume") as terminal:
        terminal.asked("The last minute.", "0:0")
        terminal.send("estimate")
        terminal.wait_for("> estimate")
        terminal.wait_for("Time is up. Handed in with 0 of 7 answered.")
        terminal.wait_for("1-7 look closer")
        assert "Not passed: 0 of 7 right, 5 were needed." in terminal.everything()
        terminal.send(ENTER)
        assert terminal.ended() == 0
    session = only_session(home)
    assert (session.attempts, session.used) == ([], 60.0)
    assert session.finished


def flag_and_answer(terminal: Terminal, place: int) -> None:
    """Flag the question of a choice, and answer it wrongly."""
    terminal.asked()
    go_to(terminal, place)
    terminal.send("f")
    terminal.asked("1 flagged")
    terminal.send(terminal.key_of("The mayor"))
    terminal.asked("1 answered")


def broken_off(home: Path) -> Session:
    """The session after `flag_and_answer`, whatever ended it."""
    session = only_session(home)
    assert not session.finished
    assert [attempt.response for attempt in session.attempts] == ["The mayor"]
    assert session.flags == [places(home)["choice"]]
    return session


@pytest.mark.parametrize("ending", ["SIGTERM", "terminal closed", "Ctrl-D", "save"])
def test_however_an_exam_is_broken_off_all_that_was_given_is_kept(home: Path, town: str, ending: str) -> None:
    with Terminal("exam", "--code", town) as terminal:
        flag_and_answer(terminal, places(home)["choice"])
        match ending:
            case "terminal closed":
                terminal.close()
            case "Ctrl-D":
                terminal.send(CTRL_D)
            case "save":
                terminal.send(CTRL_C)
                terminal.wait_for("Leave the exam? 1 of 7 answered, all saved.")
                terminal.send("s")
            case name:
                terminal.signal(signal.Signals[name])
        assert terminal.ended() == {"SIGTERM": 143, "terminal closed": 129}.get(ending, 0)
        if ending != "terminal closed":
            assert "Saved: 1 of 7 answered. Go on with:" in terminal.words()
    broken_off(home)


def test_a_killed_exam_goes_on_with_all_that_was_given_and_the_time_left(home: Path, town: str) -> None:
    at = places(home)["choice"]
    with Terminal("exam", "--code", town, "--minutes", "30") as terminal:
        terminal.wait_for(lambda: re.search(r"29:\d\d left", terminal.words()) is not None)
        flag_and_answer(terminal, at)
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    session = broken_off(home)
    assert session.used > 0

    with Terminal() as terminal:
        terminal.wait_for("Enter takes the marked row")
        assert "> c Go on exam: 1 of 7 answered" in terminal.words()
        terminal.send(ENTER)
        terminal.asked("1 answered, 1 flagged", " 29:")
        go_to(terminal, at)
        terminal.asked("Your answer: The mayor", "⚑ flagged")
        terminal.send(CTRL_D)
        terminal.wait_for("Enter takes the marked row")
        terminal.send("0")
        assert terminal.ended() == 0
    assert only_session(home).used >= session.used


def test_an_exam_is_killed_before_any_response_and_is_there_again(home: Path, town: str) -> None:
    with Terminal("exam", "--code", town) as terminal:
        terminal.asked()
        terminal.signal(signal.SIGKILL)
        terminal.ended()
    assert only_session(home).attempts == []
    assert not only_session(home).finished


@pytest.mark.usefixtures("town")
def test_on_a_small_screen_the_sheet_scrolls_and_a_tall_question_keeps_its_clock(home: Path) -> None:
    seven = Library(home).load("seven")
    seed = next(seed for seed in range(99) if draw(seven, 7, seed)[0] == "seven/choice")
    with Terminal("exam", "--code", encode(seven, seed, 7), "--minutes", "30", rows=11, columns=40) as terminal:
        # Under the question that was printed, the place and the time stand above the options.
        terminal.wait_for(lambda: re.search(r"1 of 7 \d\d:\d\d left > 1 ", terminal.words()) is not None)
        terminal.send(TAB)
        terminal.wait_for("h hand in (7 open)")
        assert "Answer sheet" in terminal.words()
        assert " 7  " not in "\n".join(terminal.lines())
        terminal.send(UP)
        terminal.wait_for(lambda: "> · 7 " in terminal.words())


def test_on_a_narrow_screen_nothing_of_the_head_is_cut(home: Path, town: str) -> None:
    with Terminal("exam", "--code", town, "--minutes", "30", columns=40) as terminal:
        terminal.asked()
        go_to(terminal, places(home)["choice"])
        terminal.send("f")
        terminal.asked(f"Mock exam {places(home)['choice']} of 7, 0 answered, 1 flagged")


def test_in_lines_what_was_left_open_is_looked_at_and_nothing_is_said_of_a_response(home: Path, town: str) -> None:
    with Terminal("exam", "--plain", "--code", town) as terminal:
        terminal.wait_for("Question 1 of 7")
        terminal.send(":hand-in" + ENTER)
        terminal.wait_for("Enter alone is g")
        terminal.send("h" + ENTER)
        terminal.wait_for("1 to 7 to look closer")
        terminal.send(str(places(home)["choice"]) + ENTER)
        terminal.wait_for("Not answered. Right is ")
        terminal.wait_for(":passage for what there is to know, or Enter")
        assert "You chose" not in terminal.words()

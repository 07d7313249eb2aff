"""Single prompts of an exam: what was given stands there again, and the clock ends whatever is asked."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from civquiz.attempts import ExamTerms, Session
from civquiz.exam import ExamSitting, draw
from civquiz.library import read_bank
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Match, Response
from civquiz.terminal.exam import ExamLoop
from civquiz.terminal.exam_face import AnswerSheet, ExamAsking, SheetRow, TimeUpError, last_words
from civquiz.terminal.exam_plain import ExamPlain
from civquiz.terminal.face import Choice, Command
from civquiz.terminal.prompts.exam import ExamPrompts
from civquiz.terminal.quiz import Ending, Outside
from civquiz.terminal.signals import Signals
from tests.terminal.screen import CTRL_D, DOWN, ENTER

PAGE_DOWN, LEFT, RIGHT, TAB = "\x1b[6~", "\x1b[D", "\x1b[C", "\t"
ONE, TEXT = ChooseOne(("a", "b", "c")), EnterText()
MANY, ITEMS = ChooseMany(("a", "b", "c")), Arrange(("a", "b", "c"))
PAIRS = Match(("left 1", "left 2"), ("x", "y", "z"))
SHEET = AnswerSheet([SheetRow(1, "One?", "a"), SheetRow(2, "Two?", flagged=True), SheetRow(3, "Three?")], 2, 2)

Strike = Callable[[str], ExamPrompts]


@pytest.fixture
def pipe() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.fixture
def face() -> ExamPrompts:
    return ExamPrompts(Signals())


def asking(interaction: Interaction, given: Response | None = None, n: int = 1) -> ExamAsking:
    return ExamAsking(n, f"{n} of 3, 0 answered", "Which?", interaction, given=given)


@pytest.mark.parametrize(
    ("interaction", "given"),
    [
        (ONE, "b"),
        (MANY, ["a", "c"]),
        (ITEMS, ["c", "a", "b"]),
        (PAIRS, {"left 1": "z", "left 2": "z"}),
        (TEXT, "Senate"),
        (EnterText(2), "Ishim, Tobol"),
    ],
    ids=repr,
)
def test_enter_gives_again_what_was_given(
    face: ExamPrompts, pipe: PipeInput, interaction: Interaction, given: Response
) -> None:
    pipe.send_text(ENTER + CTRL_D)
    assert face.ask_in_exam(asking(interaction, given)) == given


@pytest.mark.parametrize(
    ("interaction", "keys", "command"),
    [
        *[(each, PAGE_DOWN, Command.NEXT) for each in (ONE, MANY, ITEMS, PAIRS, TEXT)],
        *[(each, LEFT, Command.BACK) for each in (ONE, MANY, ITEMS, PAIRS)],
        *[(each, RIGHT, Command.NEXT) for each in (ONE, PAIRS)],
        *[(each, "f", Command.FLAG) for each in (ONE, MANY, ITEMS, PAIRS)],
        *[(each, TAB, Command.SHEET) for each in (ONE, TEXT)],
        *[(TEXT, f":{name}" + ENTER, Command(name)) for name in ("next", "back", "sheet", "flag", "hand-in", "quit")],
        (TEXT, ":hint" + ENTER + ENTER + PAGE_DOWN, Command.NEXT),
    ],
    ids=repr,
)
def test_keys_and_words_move(
    face: ExamPrompts, pipe: PipeInput, interaction: Interaction, keys: str, command: Command
) -> None:
    pipe.send_text(keys + CTRL_D)
    assert face.ask_in_exam(asking(interaction)) is command


def test_what_was_begun_stays_with_its_own_question(face: ExamPrompts, pipe: PipeInput) -> None:
    for keys, n in (("Sen" + PAGE_DOWN, 1), ("Maz" + PAGE_DOWN, 2)):
        pipe.send_text(keys + CTRL_D)
        assert face.ask_in_exam(asking(TEXT, n=n)) is Command.NEXT
    for n, response in ((1, "Senate"), (2, "Mazate")):
        pipe.send_text("ate" + ENTER + CTRL_D)
        assert face.ask_in_exam(asking(TEXT, n=n)) == response


@pytest.mark.parametrize("typed", [":flag", " :Flag"])
def test_a_command_after_what_was_given_changes_nothing_of_it(face: ExamPrompts, pipe: PipeInput, typed: str) -> None:
    pipe.send_text(typed + ENTER + CTRL_D)
    assert face.ask_in_exam(asking(TEXT, "Senate")) is Command.FLAG
    pipe.send_text(ENTER + CTRL_D)
    assert face.ask_in_exam(asking(TEXT, "Senate")) == "Senate"


@pytest.mark.parametrize("typed", ["the ways: back", "Senate:", "the flag", "12:30"])
def test_a_response_with_a_colon_is_a_response(face: ExamPrompts, pipe: PipeInput, typed: str) -> None:
    pipe.send_text(typed + ENTER + CTRL_D)
    assert face.ask_in_exam(asking(TEXT)) == typed


def test_the_clock_ends_what_is_asked_and_what_was_typed_is_no_response(face: ExamPrompts, pipe: PipeInput) -> None:
    face.clock = lambda: 0.05
    pipe.send_text("Sena")
    with pytest.raises(TimeUpError):
        face.ask_in_exam(asking(TEXT))
    with pytest.raises(TimeUpError):
        face.show_sheet(SHEET)
    with pytest.raises(TimeUpError):
        face.choose(["Hand in?"], [Choice("g", "Go on"), Choice("h", "Hand in")])
    face.clock = None
    pipe.send_text("h" + CTRL_D)
    assert face.choose(["Leave?"], [Choice("g", "Go on"), Choice("h", "Hand in")]) == "h"


@pytest.mark.parametrize(
    ("keys", "chosen"), [(ENTER, 2), (DOWN + ENTER, 3), (DOWN + DOWN + ENTER, 1), (TAB, 2), ("h", Command.HAND_IN)]
)
def test_the_sheet_leads_to_a_question(face: ExamPrompts, pipe: PipeInput, keys: str, chosen: int | Command) -> None:
    pipe.send_text(keys + CTRL_D)
    assert face.show_sheet(SHEET) == chosen


@pytest.mark.parametrize(
    ("misses", "keys", "chosen"),
    [(0, ENTER, None), (1, "1", 1), (3, ENTER, None), (12, "9", 9), (12, "l" + DOWN + ENTER, 11)],
)
def test_after_the_results(face: ExamPrompts, pipe: PipeInput, misses: int, keys: str, chosen: int | None) -> None:
    pipe.send_text(keys + CTRL_D)
    assert face.after_exam(misses) == chosen


@pytest.mark.parametrize(
    ("left", "said"),
    [(301, ""), (300, "The last five minutes."), (61, "The last five minutes."), (60, "The last minute.")],
)
def test_the_last_minutes_are_said(left: float, said: str) -> None:
    assert last_words(left) == said


@pytest.mark.parametrize("lines", [[":sheet", "what?", "1"], [":hand-in", "what?", "g"]], ids=["sheet", "handing in"])
def test_the_clock_runs_while_the_sheet_shows_and_while_it_is_handed_in(
    lines: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0

    class SlowTyping(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # of bytes, in typeshed
            nonlocal now
            now += 25
            return super().readline(-1 if size is None else size)

    monkeypatch.setattr(sys, "stdin", SlowTyping("".join(f"{line}\n" for line in lines)))
    face = ExamPlain(Signals())
    face.attended = True
    bank = read_bank(Path(__file__).parents[1] / "banks" / "seven.toml")
    drawn = draw(bank, 3, 1)
    session = Session(
        id="s",
        mode="exam",
        banks={bank.id: bank.version},
        seed=1,
        started="2026-11-24T08:00:00+05:00",
        drawn=drawn,
        exam=ExamTerms(questions=3, needed=2, minutes=1),
    )
    outside = Outside(face, lambda _: "", lambda: session.started, lambda: now)
    assert ExamLoop(ExamSitting(session, [bank]), face, outside).run() is Ending.FINISHED
    assert "Time is up. Handed in with 0 of 3 answered." in capsys.readouterr().out

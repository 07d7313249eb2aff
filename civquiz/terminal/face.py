"""What a quiz needs of a terminal; `prompts` draws it, `plain` says it line by line."""

from collections.abc import Callable, Container, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Protocol, assert_never

import msgspec

from civquiz.attempts import Attempt
from civquiz.questions.bank import Passage
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Match, Response, Row

if TYPE_CHECKING:
    from civquiz.study import Page


class Command(Enum):
    """What may be asked for instead of an answer, or after it."""

    HINT = "hint"
    LATER = "later"
    NEXT = "next"
    PASSAGE = "passage"
    RIGHT = "right"
    SLIP = "slip"
    SKIP = "skip"
    BACK = "back"
    SHEET = "sheet"
    FLAG = "flag"
    HAND_IN = "hand-in"
    QUIT = "quit"
    AGAIN = "again"


class Asking(msgspec.Struct, frozen=True):
    """A question as it is put: where the learner is, the question, and what else can be done.

    `notice` says why it is put again (a close response); `hint` is the hint once it was asked for.
    """

    progress: str
    stem: str
    interaction: Interaction
    as_of: str = ""
    hint: str = ""
    notice: str = ""
    commands: frozenset[Command] = frozenset({Command.QUIT})


class Settled(msgspec.Struct, frozen=True):
    """A question once it is graded, and all that may be said of it.

    `offered` are the options in the order in which they stood; `as_of` is the date of the text where the fact is dated.
    """

    attempt: Attempt
    rows: Sequence[Row]
    offered: Sequence[str] = ()
    explanation: str = ""
    as_of: str = ""
    passages: Sequence[Passage] = ()


class Choice(msgspec.Struct, frozen=True):
    """A row of a menu: the key that takes it, what it does, and a word on what that means now."""

    key: str
    label: str
    detail: str = ""


class Entered(msgspec.Struct, frozen=True):
    """A line of what an author has entered: what it is, its text, and a word beside it."""

    label: str
    text: str
    detail: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """What an author has entered so far, under a title; `state` says whether it is kept.

    `remarks` are what to think about before going on. `widest` is how many columns the labels of the whole form take.
    """

    title: str
    rows: Sequence[Entered] = ()
    remarks: Sequence[str] = ()
    state: str = ""
    widest: int = 0


class Entry(msgspec.Struct, frozen=True):
    """One thing to be entered, a line of text or one of `choices`; `at` is its place among the rows of the sheet.

    `text` is what stands there before the author types, or the key of the choice that is marked. `check` gives what is
    wrong with a text, "" if it holds. `alone` says what Enter means where nothing is typed; without it something must
    be. `suggestions` are texts that may be meant. `first`: there is nothing to go back to.
    """

    sheet: Sheet
    at: int
    label: str
    help: str = ""
    text: str = ""
    choices: Sequence[Choice] = ()
    check: Callable[[str], str] = lambda _: ""
    alone: str = ""
    suggestions: Sequence[str] = ()
    first: bool = False


class Face(Protocol):
    """How a learner is asked. Waiting may raise KeyboardInterrupt, EOFError or `signals.SignalledError`."""

    attended: bool
    """Whether somebody sits there who can be asked what to do next."""

    def ask(self, asking: Asking) -> Response | Command:
        """Put a question until there is a usable response or a command."""

    def read(self, page: "Page", commands: frozenset[Command]) -> Command | None:
        """Put a passage up to be read until there is a command; None is to go on to its questions, if it has any."""

    def settle(self, settled: Settled) -> None:
        """Show a graded question."""

    def after(self, settled: Settled, *, last: bool) -> Command:
        """What the learner wants after a graded question; NEXT at once where nobody is kept waiting."""

    def after_results(self, misses: int, looked_at: Settled | None = None) -> Command | int:
        """What the learner wants after the results: AGAIN, NEXT, or the number of a miss to look at.

        RIGHT is of the one that was `looked_at` last, where that can be counted as right.
        """

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show what there is to know."""

    def say(self, text: str) -> None:
        """A line by the way."""

    def choose(self, title: Sequence[str], choices: Sequence[Choice]) -> str:
        """A menu; gives the key of the row that was taken."""

    def enter(self, entry: Entry) -> str | Command:
        """Have something entered; gives a text that holds, the key of a choice, or BACK."""

    def review(self, sheet: Sheet, choices: Sequence[Choice]) -> str:
        """Show all that was entered; gives the key of what is to be done with it."""


def task(interaction: Interaction) -> str:
    """What there is to do, in a short sentence."""
    match interaction:
        case ChooseOne():
            return "Choose one."
        case ChooseMany():
            return "Choose all that apply."
        case EnterText():
            return "With commas between." if interaction.count > 1 else "Type the answer."
        case Arrange():
            return "Put them in order."
        case Match():
            return "Give each one its number."
        case _:
            assert_never(interaction)


def lacks(interaction: Interaction, response: Response) -> str:
    """What a response still needs before it can be graded, "" if nothing."""
    match interaction:
        case ChooseOne():
            return ""
        case ChooseMany():
            return "" if response else "Choose at least one."
        case EnterText():
            return "" if response else "Type something first."
        case Arrange():
            return "" if len(response) == len(interaction.options) else "Place every item first."
        case Match():
            return "" if len(response) == len(interaction.lefts) else "Match every row first."
        case _:
            assert_never(interaction)


def command_named(text: str, allowed: Container[Command]) -> Command | str:
    """The command of a line that starts with a colon, or why there is none."""
    name = text.removeprefix(":").strip().casefold()
    found = [command for command in Command if command.value == name]
    if found and found[0] in allowed:
        return found[0]
    names = " ".join(f":{command.value}" for command in Command if command in allowed)
    return f"{text} can't be used here; try {names}" if found else f"There is no {text}; try {names}"

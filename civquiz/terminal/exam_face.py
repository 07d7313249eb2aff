"""What an exam needs of a terminal beside what a quiz needs; `prompts.exam` draws it, `exam_plain` says it in lines."""

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from civquiz.questions.bank import Passage
from civquiz.questions.base import EnterText, Interaction, Response
from civquiz.terminal.face import Command, Face, lacks

MOVES = frozenset({Command.NEXT, Command.BACK, Command.SHEET, Command.FLAG, Command.HAND_IN, Command.QUIT})
"""What may be asked for instead of a response."""

_LAST = ((60, "The last minute."), (300, "The last five minutes."))  # seconds


class TimeUpError(Exception):
    """The time of an exam has run out while the learner was asked."""


class ExamAsking(msgspec.Struct, frozen=True):
    """A question of an exam as it is put: its place, how far the learner is, and what was given before, if anything."""

    n: int
    progress: str
    stem: str
    interaction: Interaction
    as_of: str = ""
    given: Response | None = None
    flagged: bool = False


class SheetRow(msgspec.Struct, frozen=True):
    """A question on the answer sheet: its place, its stem, what was given ("" if nothing), whether it is flagged."""

    n: int
    stem: str
    response: str = ""
    flagged: bool = False


class AnswerSheet(msgspec.Struct, frozen=True):
    """All questions of an exam; `place` is where the learner is, and `open` how many are not answered."""

    rows: Sequence[SheetRow]
    place: int
    open: int


class ExamFace(Face, Protocol):
    """How a learner sits an exam. While there is a `clock`, waiting raises TimeUpError when it is at zero."""

    clock: Callable[[], float] | None
    """Gives the seconds that are left; None where no time runs."""

    def ask_in_exam(self, asking: ExamAsking) -> Response | Command:
        """Put a question until there is a usable response or one of the `MOVES`."""

    def show_sheet(self, sheet: AnswerSheet) -> int | Command:
        """Show the answer sheet; gives the place to go to, HAND_IN or QUIT."""

    def after_exam(self, misses: int) -> int | None:
        """What the learner wants after the results: the number of a miss to look at, or None to leave."""

    def after_miss(self, passages: Sequence[Passage]) -> None:
        """Let the learner read the passages of a miss that was looked at, and go back to the results."""


def last_words(left: float) -> str:
    """What to say of the time that is left when it is short, else ""."""
    return next((words for seconds, words in _LAST if left <= seconds), "")


def lacks_in_exam(interaction: Interaction, response: Response) -> str:
    """What a response still needs before it counts, "" if nothing."""
    if isinstance(interaction, EnterText) and not response:
        return "Type something first; :next leaves it open."
    return lacks(interaction, response)

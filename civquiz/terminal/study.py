"""The loop of a study session: a passage to read, then its questions as in a quiz."""

from civquiz.study import Study
from civquiz.terminal import quiz
from civquiz.terminal.face import Command
from civquiz.terminal.quiz import Ending, Outside


def run(sitting: Study, outside: Outside) -> Ending:
    """Read and ask what is left of a study session. Raises `SignalledError` as a quiz does."""
    reading = _Reading(sitting, outside)
    ending = quiz.run(sitting, outside, reading.before)
    if sitting.over and not sitting.attempts:
        outside.face.say("\nThat was the last passage. Nothing was answered, so that nothing is recorded.")
    return ending


class _Reading:
    """Puts each passage up before the first of its questions."""

    def __init__(self, sitting: Study, outside: Outside) -> None:
        self._sitting, self._outside = sitting, outside
        self._read = ""

    def before(self, settled: int | None) -> int | None:
        """Have read what comes before the next question.

        Given and gives the place that can still be looked back at: the last response can be taken back until the
        passage after it is left.
        """
        while (page := self._sitting.page) is not None and page.passage.id != self._read:
            commands = {Command.NEXT, Command.QUIT, *([] if settled is None else [Command.SLIP])}
            match self._outside.face.read(page, frozenset(commands)):
                case Command.QUIT:
                    raise KeyboardInterrupt  # the same menu as Ctrl-C
                case Command.SLIP if settled is not None:
                    quiz.slip(self._sitting, self._outside, settled)
                case None if page.questions:
                    self._read = page.passage.id
                case _:
                    quiz.save(self._outside, self._sitting.pass_by())
            settled = None
        return settled

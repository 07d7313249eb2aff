"""An exam line by line."""

from collections.abc import Callable, Sequence

from civquiz.attempts import described
from civquiz.questions.bank import Passage
from civquiz.questions.base import Response
from civquiz.terminal.exam_face import MOVES, AnswerSheet, ExamAsking, TimeUpError, lacks_in_exam
from civquiz.terminal.face import Asking, Command, command_named
from civquiz.terminal.plain import Plain, one_to
from civquiz.terminal.wording import duration
from civquiz.text import one_line, plural

_ON_SHEET = frozenset({Command.HAND_IN, Command.QUIT})


class ExamPlain(Plain):
    """`Plain` for an exam: the time is told with each question, and looked at when a line arrives."""

    clock: Callable[[], float] | None = None

    _lacks = staticmethod(lacks_in_exam)

    def ask_in_exam(self, asking: ExamAsking) -> Response | Command:
        """Put a question until there is a usable response or one of the `MOVES`."""
        place, _, standing = asking.progress.partition(", ")
        told = [", ".join([standing, *([f"{duration(max(self.clock(), 0))} left"] if self.clock else [])])]
        if asking.flagged:
            told.append("Flagged; :flag takes the flag away")
        if asking.given is not None:
            told.append(f"Your answer: {described(asking.given)}. Another one takes its place")
        notice = "\n".join(f"{each}." for each in told)
        return self.ask(
            Asking(place, asking.stem, asking.interaction, as_of=asking.as_of, notice=notice, commands=MOVES)
        )

    def show_sheet(self, sheet: AnswerSheet) -> int | Command:
        """Say what is answered, open and flagged; gives the place to go to, HAND_IN or QUIT."""
        self._asked = ("", "")  # the question is read out again after it
        self.say(f"Answer sheet, {plural(sheet.open, 'question')} open.")
        for row in sheet.rows:
            state = f"{'answered' if row.response else 'open'}{', flagged' if row.flagged else ''}"
            self.say(f"{row.n}, {state}: {one_line(row.stem)} {one_line(row.response)}".rstrip())
        wanted = f"Type a number to go there, or {_names(_ON_SHEET)}; Enter alone goes back to {sheet.place}"
        self.say(wanted)
        places = {str(row.n): row.n for row in sheet.rows}
        while True:
            line = self._read()
            if not line:
                return sheet.place
            if line in places:
                return places[line]
            command = command_named(line, _ON_SHEET) if line.startswith(":") else wanted
            if isinstance(command, Command):
                return command
            self.say(command)

    def after_exam(self, misses: int) -> int | None:
        """Ask what the learner wants after the results."""
        if not misses or not self.attended:
            return None
        wanted = f"Enter when done, 1 to {misses} to look closer" if misses > 1 else "Enter when done, 1 to look closer"
        self.say(wanted)
        while True:
            line = self._read()
            if not line:
                return None
            if chosen := one_to(misses, line):
                return chosen
            self.say(wanted)

    def after_miss(self, passages: Sequence[Passage]) -> None:
        """Say the passages if they are asked for."""
        if not passages:
            return
        allowed = frozenset({Command.PASSAGE})
        wanted = f"{_names(allowed)} for what there is to know, or Enter"
        self.say(wanted)
        while line := self._read():
            command = command_named(line, allowed) if line.startswith(":") else wanted
            if isinstance(command, Command):
                self.show_passages(passages)
                return
            self.say(command)

    def _read(self) -> str:
        line = super()._read()
        if self.clock and self.clock() <= 0:
            raise TimeUpError
        return line


def _names(commands: frozenset[Command]) -> str:
    return " ".join(f":{command.value}" for command in Command if command in commands)

"""The loop of an exam: ask, save, move; nothing is told of grades before it is handed in."""

from collections.abc import Iterator
from contextlib import contextmanager

from civquiz.attempts import Attempt, described
from civquiz.exam import ExamSitting
from civquiz.terminal.exam_face import AnswerSheet, ExamAsking, ExamFace, SheetRow, TimeUpError
from civquiz.terminal.face import Choice, Command, Settled
from civquiz.terminal.quiz import Ending, Outside, as_of, save, settled_question
from civquiz.terminal.wording import clock


class ExamLoop:
    """An exam under way at a terminal. Time runs while a question or the sheet is shown, and while handing in."""

    def __init__(self, sitting: ExamSitting, face: ExamFace, outside: Outside) -> None:
        self._sitting, self._face, self._outside = sitting, face, outside
        self._on_sheet = False

    def run(self) -> Ending:
        """Ask until it is handed in, its time is up or it is left. Raises `SignalledError` when a signal ends it."""
        while True:
            try:
                if self._sitting.left is not None and self._sitting.left <= 0:
                    raise TimeUpError  # noqa: TRY301 - as in the middle of a question
                if self._sheet() if self._on_sheet else self._turn():
                    return Ending.FINISHED
            except TimeUpError:
                self._face.say(f"\nTime is up. Handed in with {self._answered()} answered.")
                return Ending.FINISHED
            except KeyboardInterrupt:
                ending = self._leave()
                if ending is not None:
                    return ending
            except EOFError:
                return Ending.NO_MORE_INPUT

    def _turn(self) -> bool:
        """Put the question where the learner is once; gives whether the exam is over."""
        sitting, n = self._sitting, self._sitting.place
        with self._time(n):
            result = self._face.ask_in_exam(self._asking(n))
        match result:
            case Command.NEXT:
                save(self._outside, sitting.step(1))
            case Command.BACK:
                save(self._outside, sitting.step(-1))
            case Command.FLAG:
                save(self._outside, sitting.flag(n))
            case Command.SHEET:
                self._on_sheet = True
            case Command.HAND_IN:
                return self._is_handed_in()
            case Command.QUIT:
                raise KeyboardInterrupt  # the same menu as Ctrl-C
            case Command():
                pass
            case response:
                save(self._outside, sitting.respond(n, response, self._outside.now()))
                self._on_sheet = not sitting.open
        return False

    def _sheet(self) -> bool:
        """Show the answer sheet once; gives whether the exam is over."""
        sitting = self._sitting
        rows = [
            SheetRow(n, sitting.question(n).stem, described(attempt.response) if attempt else "", n in sitting.flagged)
            for n in sitting.places
            for attempt in [sitting.attempt(n)]
        ]
        with self._time():
            chosen = self._face.show_sheet(AnswerSheet(rows, sitting.place, len(sitting.open)))
        if chosen is Command.HAND_IN:
            return self._is_handed_in()
        if chosen is Command.QUIT:
            raise KeyboardInterrupt
        self._on_sheet = False
        if isinstance(chosen, int):
            save(self._outside, sitting.move(chosen))
        return False

    def _is_handed_in(self) -> bool:
        sitting = self._sitting
        waiting, flagged = sitting.open, sitting.flagged
        said = [f"{len(waiting)} open: {_listed(waiting)}."] if waiting else ["All are answered."]
        if flagged:
            said.append(f"Flagged: {_listed(flagged)}.")
        choices = [Choice("g", "Go on"), Choice("h", "Hand in", "nothing can be changed then")]
        if not self._face.attended:
            self._face.say(" ".join(said))
            return True
        with self._time():
            return self._face.choose(["Hand in the exam?", " ".join(said)], choices) == "h"

    def _leave(self) -> Ending | None:
        """The leave menu, during which no time runs; None is to go on."""
        sitting = self._sitting
        if not self._face.attended:
            return Ending.LATER
        left = f"with {clock(sitting.left)} left" if sitting.left is not None else "for later"
        choices = [
            Choice("g", "Go on"),
            Choice("s", f"Save {left}", f"{self._outside.program} resume"),
            Choice("h", "Hand in", f"{len(sitting.open)} open, which are not right"),
            Choice("t", "Throw away", "nothing of it will count"),
        ]
        try:
            chosen = self._face.choose([f"Leave the exam? {self._answered()} answered, all saved."], choices)
        except KeyboardInterrupt:
            return Ending.INTERRUPTED
        except EOFError:
            return Ending.LATER
        return {"s": Ending.LATER, "h": Ending.FINISHED, "t": Ending.THROWN_AWAY}.get(chosen)

    def _asking(self, n: int) -> ExamAsking:
        sitting = self._sitting
        question, flags = sitting.question(n), len(sitting.flagged)
        parts = [f"{n} of {len(sitting.session.drawn)}", f"{len(sitting.attempts)} answered"]
        return ExamAsking(
            n=n,
            progress=", ".join([*parts, *([f"{flags} flagged"] if flags else [])]),
            stem=question.stem,
            interaction=question.interaction(sitting.session.seed),
            as_of=as_of(question, sitting.bank(n).as_of),
            given=sitting.given(n),
            flagged=n in sitting.flagged,
        )

    def _answered(self) -> str:
        return f"{len(self._sitting.attempts)} of {len(self._sitting.session.drawn)}"

    @contextmanager
    def _time(self, n: int | None = None) -> Iterator[None]:
        """Let the time run, of the exam and of the question at a place."""
        began, left, ticks = self._outside.ticks(), self._sitting.left, self._outside.ticks
        if left is not None:
            self._face.clock = lambda: left - (ticks() - began)
        try:
            yield
        finally:
            self._face.clock = None
            spent = ticks() - began
            self._sitting.spend(spent if left is None else min(spent, left), n)


def settled_in_exam(sitting: ExamSitting, attempt: Attempt) -> Settled:
    """All that may be said of one of the attempts that `sitting.shown` gives."""
    n = attempt.n
    return settled_question(attempt, sitting.rows(n), sitting.question(n), sitting.bank(n), sitting.session.seed)


def _listed(places: list[int]) -> str:
    return ", ".join(map(str, places))

"""An exam under way: responses that can be changed, flags, moves, the time that is used. Grades are not told."""

from collections.abc import Sequence
from typing import Any

import msgspec

from civquiz.attempts import OPEN, Attempt, Session, bare, graded, recorded_rows
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question, Response, Row
from civquiz.questions.drawing import question_keys

_MINUTE = 60
_MOST_MINUTES = 24 * 60  # as a bank may give; a file that was edited may say anything


class ExamSitting:
    """A session under the rules of an exam.

    Each change returns the line that the journal must keep before the learner sees anything of it (`attempts.replay`).
    A sitting made from a stored session goes on where that one stopped. Raises ValueError if it is no exam's, or if
    none of its questions is left in the banks.
    """

    def __init__(self, session: Session, banks: Sequence[Bank]) -> None:
        if session.exam is None:
            raise ValueError("no exam")
        self.session = session
        self.terms = session.exam
        self.banks = {bank.id: bank for bank in banks}
        self.used = session.used
        """Seconds so far."""
        self._questions = question_keys(banks)
        self._attempts = {attempt.n: attempt for attempt in session.attempts}
        self._spent = {attempt.n: attempt.seconds for attempt in session.attempts}
        self._flags = list(dict.fromkeys(session.flags))
        self.gone = [key for key in session.drawn if key not in self._questions]
        self.places = [n for n, key in enumerate(session.drawn, 1) if key in self._questions]
        """The places whose questions can be asked, from 1."""
        if not self.places:
            raise ValueError("none of its questions is left")
        first = next(iter(self.open), self.places[0])
        self.place = session.place if session.place in self.places else first
        """The place of the question that the learner looks at."""

    @property
    def attempts(self) -> list[Attempt]:
        """The attempts so far, by place."""
        return [self._attempts[n] for n in sorted(self._attempts)]

    @property
    def open(self) -> list[int]:
        """The places that wait for a response."""
        return [n for n in self.places if n not in self._attempts]

    @property
    def flagged(self) -> list[int]:
        """The places with a flag."""
        return sorted(n for n in self._flags if n in self.places)

    @property
    def left(self) -> float | None:
        """The seconds that are left; None without a clock."""
        return min(self.terms.minutes, _MOST_MINUTES) * _MINUTE - self.used if self.terms.minutes > 0 else None

    def question(self, n: int) -> Question:
        """The question at a place."""
        return self._questions[self.session.drawn[n - 1]]

    def bank(self, n: int) -> Bank:
        """The bank of the question at a place."""
        return self.banks[self.session.drawn[n - 1].partition("/")[0]]

    def attempt(self, n: int) -> Attempt | None:
        """What was given at a place, if anything."""
        return self._attempts.get(n)

    def given(self, n: int) -> Response | None:
        """The response at a place as its interaction gave it, if there is one."""
        attempt = self._attempts.get(n)
        return None if attempt is None else self.question(n).response_from(attempt.response)

    def spend(self, seconds: float, n: int | None = None) -> None:
        """Add time, to that of a question if it was on the screen."""
        self.used += seconds
        if n is not None:
            self._spent[n] = self._spent.get(n, 0.0) + seconds

    def respond(self, n: int, response: Response, at: str) -> dict[str, Any]:
        """Record a response at a place, its time in ISO 8601 with offset, and move on to the next open one."""
        question = self.question(n)
        grade = question.grade(response, self.bank(n).lexicon)
        if grade.verdict == "close":  # there is no second try
            grade = msgspec.structs.replace(grade, verdict="wrong")
        before = self._attempts.get(n)
        attempt = graded(
            n,
            self.session.drawn[n - 1],
            question,
            response,
            grade,
            seed=self.session.seed,
            seconds=self._spent.get(n, 0.0),
            at=at,
            before=before,
        )
        same = before is not None and before.response == attempt.response
        if not same:
            self._attempts[n] = attempt
        waiting = self.open
        self.place = next((other for other in waiting if other > n), waiting[0] if waiting else n)
        return self._line() if same else self._line(attempt=bare(attempt))

    def move(self, n: int) -> dict[str, Any]:
        """Go to a place."""
        self.place = n
        return self._line()

    def step(self, by: int) -> dict[str, Any]:
        """Go so many places on, or back if it is negative; after the last comes the first."""
        return self.move(self.places[(self.places.index(self.place) + by) % len(self.places)])

    def flag(self, n: int) -> dict[str, Any]:
        """Put a flag on a place, or take it away."""
        if n in self._flags:
            self._flags.remove(n)
            return self._line(unflag=n)
        self._flags.append(n)
        return self._line(flag=n)

    def leave(self) -> dict[str, Any]:
        """The line of leaving: where the learner is, and the time so far."""
        return self._line()

    def record(self) -> Session:
        """The session as it stands."""
        return msgspec.structs.replace(self.session, attempts=self.attempts, used=round(self.used, 1))

    def shown(self) -> list[Attempt]:
        """An attempt for each place, for the results: one that is open has the verdict `OPEN`, and no credit."""
        return [self._attempts.get(n) or self._open(n) for n in self.places]

    def rows(self, n: int) -> list[Row]:
        """The question at a place, row by row, with its answer and what was given."""
        attempt, question = self._attempts.get(n), self.question(n)
        if attempt is not None and attempt.question != self.session.drawn[n - 1]:
            return recorded_rows(attempt)
        record = question.answer_record() if attempt is None else attempt.response
        rows = question.review(question.response_from(record), self.session.seed, self.bank(n).lexicon)
        return rows if attempt else [msgspec.structs.replace(row, given=False) for row in rows]

    def _open(self, n: int) -> Attempt:
        question = self.question(n)
        return Attempt(
            n=n,
            question=self.session.drawn[n - 1],
            type_=question.type,
            topic=question.topic,
            stem=question.stem,
            answer=question.answer_record(),
            response="",
            verdict=OPEN,
            credit=0.0,
            seconds=round(self._spent.get(n, 0.0), 1),
            at="",
        )

    def _line(self, **change: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a journal
        return {**change, "place": self.place, "used": round(self.used, 1)}

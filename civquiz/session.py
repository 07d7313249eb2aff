"""A sitting: which questions are drawn, in which order they come, and what is recorded of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from civquiz.attempts import (
    Attempt,
    Outcome,
    Outline,
    Session,
    bare,
    described,
    graded,
    moment,
    overrule,
    recorded_rows,
    revision,
)
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question, Response, Row, seeded
from civquiz.questions.drawing import Draw, Shows, ask_order, question_keys
from civquiz.questions.grading import Grade


def last_outcomes(outlines: Sequence[Outline]) -> dict[str, Outcome]:
    """The last attempt at each question, slips aside; of two at one time the later session's.

    Of a session it is the first attempt at a question that counts (`stats.counted`), of an exam once it is handed in.
    The outlines stand by their start. From the newest back, an attempt is the last one unless sessions overlap (two
    terminals): then its own time decides.
    """
    last: dict[str, Outcome] = {}
    newer = ""
    for outline in reversed(outlines):
        if outline.exam is not None and not outline.finished:
            continue  # nothing of it counts before it is handed in
        overlaps = not (newer and outline.finished and _earlier(outline.finished, newer))
        here: set[str] = set()
        for outcome in outline.attempts:
            if outcome.credit is None or outcome.question in here:
                continue
            here.add(outcome.question)
            known = last.get(outcome.question)
            if known is None or (overlaps and _earlier(known.at, outcome.at)):
                last[outcome.question] = outcome
        newer = outline.started
    return last


def _earlier(at: str, other: str) -> bool:
    """Whether one time is before the other; times of one offset compare as they are written."""
    return at < other if at[-6:] == other[-6:] else moment(at) < moment(other)


def draw(questions: Mapping[str, Question], last: Mapping[str, Outcome], number: int, seed: int) -> list[str]:
    """At most `number` questions to ask: the unseen first, then the missed, then those asked longest ago.

    One of a group; none whose answer another one shows unless it can be asked before it. In the order of `ask_order`.
    """
    drawing = Draw(questions, seed)
    for key in sorted(questions, key=lambda key: need(key, last, seed)):
        if len(drawing.taken) >= number:
            break
        drawing.take(key)
    return drawing.in_order()


def reorder(banks: Iterable[Bank], drawn: Sequence[str], seed: int) -> list[str]:
    """Those of the questions that are still there, as `draw` would order them, or as they are where that cannot be."""
    questions = question_keys(banks)
    there = [key for key in drawn if key in questions]
    return ask_order(there, seed, Shows(questions)) or there


def need(key: str, last: Mapping[str, Outcome], seed: int) -> tuple[int, float, bytes]:
    """A sort key, what is needed most first: the unseen, then the missed, then what was asked longest ago."""
    outcome = last.get(key)
    if outcome is None:
        return 0, 0.0, seeded(seed, key)
    return (2 if outcome.right else 1), moment(outcome.at), seeded(seed, key)


class Sitting:
    """A session under way: what comes next, and what each response amounts to.

    Each change returns the line that the journal must keep before the learner sees anything of it (`attempts.replay`).
    A sitting made from a stored session goes on where that one stopped.
    """

    def __init__(self, session: Session, banks: Sequence[Bank]) -> None:
        self.session = session
        self.banks = {bank.id: bank for bank in banks}
        self.drawn = list(session.drawn)
        self.hints = set(session.hints)
        self._questions = question_keys(banks)
        self._attempts = {attempt.n: attempt for attempt in session.attempts}
        # A try in an earlier run took its time as well.
        self._spent = {n: attempt.seconds for n, attempt in self._attempts.items() if self.second_try(n)}
        self.gone = [key for key in dict.fromkeys(self.drawn) if key not in self._questions]
        self._queue = [
            n
            for n, key in enumerate(self.drawn, 1)
            if key in self._questions and (n not in self._attempts or self.second_try(n))
        ]
        for n in session.later:
            if n in self._queue:
                self._queue.remove(n)
                self._append(n)

    @property
    def place(self) -> int | None:
        """The place of the question to ask now; None when all were asked."""
        return self._queue[0] if self._queue else None

    @property
    def attempts(self) -> list[Attempt]:
        """The attempts so far, by place."""
        return [self._attempts[n] for n in sorted(self._attempts)]

    @property
    def answered(self) -> int:
        """How many questions are answered, slips aside; one that waits for its second try is not."""
        return sum(map(self._is_answered, self._attempts))

    @property
    def total(self) -> int:
        """How many questions the sitting asks; a slip's repeat counts in place of the slip."""
        return self.answered + len(self._queue)

    @property
    def over(self) -> bool:
        """Whether there is nothing more to come."""
        return self.place is None

    @property
    def progress(self) -> str:
        """Where the question to ask now stands, as `4 of 10`."""
        return f"{self.answered + 1} of {self.total}"

    def question(self, n: int) -> Question:
        """The question at a place."""
        return self._questions[self.drawn[n - 1]]

    def bank(self, n: int) -> Bank:
        """The bank of the question at a place."""
        return self.banks[self.drawn[n - 1].partition("/")[0]]

    def attempt(self, n: int) -> Attempt | None:
        """What was given at a place, if anything."""
        return self._attempts.get(n)

    def second_try(self, n: int) -> bool:
        """Whether the response at this place was close, and one more try is due."""
        attempt = self._attempts.get(n)
        return attempt is not None and self.session.awaits_second_try(attempt)

    def close_reason(self, n: int) -> str:
        """Why the response at a place is close, without a word of the answer that the learner has not read or typed."""
        from civquiz.questions.normal import word_set
        from civquiz.questions.words import DROPPED

        attempt = self._attempts[n]
        answer = frozenset[str]().union(*map(word_set, self.question(n).answer_forms()))
        known = DROPPED | word_set(attempt.stem) | word_set(described(attempt.response))
        gives_away = word_set(attempt.reason) & (answer - known)
        return attempt.reason if attempt.reason and not gives_away else "not quite"

    def repeats(self, n: int) -> bool:
        """Whether the question at a place was answered at an earlier one, slips aside."""
        return any(self.drawn[n - 1] == self.drawn[each - 1] and self._is_answered(each) for each in range(1, n))

    def has(self, n: int) -> bool:
        """Whether the question of the attempt at a place is still there."""
        drawn = self._drawn_at(n)
        return drawn in self._questions and self._attempts[n].question == drawn

    def can_wait(self) -> bool:
        """Whether another question could be asked before this one."""
        return len(self._queue) > 1

    def later(self, n: int) -> dict[str, Any]:
        """Put a question to the end."""
        self._queue.remove(n)
        self._append(n)
        return {"later": n}

    def hint(self, n: int) -> dict[str, Any]:
        """Note that the hint of a question was read."""
        self.hints.add(n)
        return {"hint": n}

    def spend(self, n: int, seconds: float) -> None:
        """Add time that a question was on the screen."""
        self._spent[n] = self._spent.get(n, 0.0) + seconds

    def respond(self, n: int, response: Response, at: str) -> tuple[Grade, dict[str, Any]]:
        """Grade a response at a place and record it; `at` is its time, ISO 8601 with offset."""
        question = self.question(n)
        grade = question.grade(response, self.bank(n).lexicon)
        attempt = graded(
            n,
            self.drawn[n - 1],
            question,
            response,
            grade,
            seed=self.session.seed,
            seconds=self._spent.get(n, 0.0),
            at=at,
            hint=n in self.hints,
            before=self._attempts.get(n),
        )
        self._attempts[n] = attempt
        if not self.second_try(n):
            self._queue.remove(n)
        return grade, {"attempt": bare(attempt)}

    def slip(self, n: int, at: str) -> dict[str, Any]:
        """Take back the response at a place: it does not count, and its question comes again at the end."""
        before = self._attempts[n]
        attempt = msgspec.structs.replace(before, verdict="slip", credit=None, at=at, **revision(before))
        self._attempts[n] = attempt
        if n in self._queue:
            self._queue.remove(n)
        return {"attempt": bare(attempt), **self._draw_again(attempt.question)}

    def overrule(self, n: int) -> dict[str, Any]:
        """Count the response at a place as right, or take that back; it has to be one that `can_be_overruled`."""
        before = self._attempts[n]
        record = overrule(msgspec.to_builtins(before))
        self._attempts[n] = msgspec.convert({**record, **revision(before)}, Attempt)
        if n in self._queue:  # there is no second try any more
            self._queue.remove(n)
        return {"attempt": record}

    def rows(self, n: int) -> list[Row]:
        """The graded question at an answered place, row by row; of one that is gone what its attempt says of it."""
        attempt = self._attempts[n]
        if not self.has(n):
            return recorded_rows(attempt)
        question = self.question(n)
        response = question.response_from(attempt.response)
        return question.review(response, self.session.seed, self.bank(n).lexicon)

    def part(self, attempt: Attempt) -> str:
        """What its score is told apart by: the topic of an attempt."""
        return attempt.topic

    def record(self) -> Session:
        """The session as it stands."""
        return msgspec.structs.replace(self.session, drawn=self.drawn, attempts=self.attempts)

    def _drawn_at(self, n: int) -> str:
        """The question at a place; "" where an edited journal has an attempt at a place that is none."""
        return self.drawn[n - 1] if 0 < n <= len(self.drawn) else ""

    def _is_answered(self, n: int) -> bool:
        attempt = self._attempts.get(n)
        return attempt is not None and attempt.verdict != "slip" and not self.second_try(n)

    def _append(self, n: int) -> None:
        self._queue.append(n)

    def _draw_again(self, question: str) -> dict[str, Any]:
        """Draw a question once more, to be asked at the end; gives what the journal's line says of it."""
        self.drawn.append(question)
        self._append(len(self.drawn))
        return {"draw": question}

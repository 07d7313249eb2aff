"""Attempts in, numbers out."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from civquiz.attempts import Attempt, Outcome, Session


class Score(msgspec.Struct, frozen=True):
    """How a sitting went, slips aside: `right` wholly right of `of` answered, `partly` with some credit beside."""

    right: int
    of: int
    partly: int = 0
    hinted: int = 0
    second_try: int = 0
    slips: int = 0

    @property
    def percent(self) -> int | None:
        """The share that is right, 0 to 100; None when nothing was answered."""
        return round(100 * self.right / self.of) if self.of else None


def counted(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The attempts that count: all but slips."""
    return [attempt for attempt in attempts if attempt.verdict != "slip"]


def score(attempts: Sequence[Attempt]) -> Score:
    """The score of a sitting's attempts."""
    count = counted(attempts)
    right = [attempt for attempt in count if attempt.right]
    return Score(
        right=len(right),
        of=len(count),
        partly=sum(
            (not attempt.right and (attempt.credit or 0) > 0) or attempt.verdict == "partial" for attempt in count
        ),
        hinted=sum(attempt.hint for attempt in right),
        second_try=sum(at_second_try(attempt) for attempt in right),
        slips=len(attempts) - len(count),
    )


def session_score(session: Session) -> Score:
    """The score of a session; an exam's that was handed in is over its length, whatever was left open."""
    total = score(session.attempts)
    return msgspec.structs.replace(total, of=session.exam.questions) if session.exam and session.finished else total


def is_passed(session: Session) -> bool:
    """Whether an exam has as many right as it needs."""
    return session.exam is not None and score(session.attempts).right >= session.exam.needed


def like(session: Session, sessions: Iterable[Session]) -> list[Session]:
    """The exams of the same bank and length that were handed in; only such can be compared."""
    return [
        other
        for other in sessions
        if session.exam
        and other.exam
        and other.finished
        and other.banks.keys() == session.banks.keys()
        and other.exam.questions == session.exam.questions
    ]


def tally(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many outcomes are wholly right, and of how many, slips aside."""
    count = [outcome for outcome in outcomes if outcome.credit is not None]
    return sum(outcome.right for outcome in count), len(count)


def at_second_try(attempt: Attempt) -> bool:
    """Whether an attempt came right only after a close one."""
    return attempt.right and any(earlier.get("verdict") == "close" for earlier in attempt.earlier)


def by_topic(attempts: Iterable[Attempt]) -> dict[str, Score]:
    """The score of each topic, in the order in which the topics came up."""
    topics: dict[str, list[Attempt]] = {}
    for attempt in counted(attempts):
        topics.setdefault(attempt.topic, []).append(attempt)
    return {topic: score(group) for topic, group in topics.items()}


def asked_before(attempts: Iterable[Attempt], last: Mapping[str, Outcome]) -> tuple[int, int, int]:
    """Of the questions that were asked before: how many, how many right now, how many right the last time."""
    again = [attempt for attempt in counted(attempts) if attempt.question in last]
    return len(again), sum(a.right for a in again), sum(last[a.question].right for a in again)


def missed(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The attempts that were not wholly right, slips aside."""
    return [attempt for attempt in counted(attempts) if not attempt.right]


def seconds(session: Session) -> float:
    """How long a session took: the time that its questions were on the screen, of an exam all of its time."""
    return session.used or sum(attempt.seconds for attempt in session.attempts)

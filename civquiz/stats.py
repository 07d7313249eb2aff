"""Attempts in, numbers out."""

from collections.abc import Callable, Iterable, Mapping, Sequence

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
    """The attempts of a sitting that count: of each question the first that is no slip.

    A study session asks what was wrong once more, with the answer just read: that tells nothing of what one knows.
    """
    first: dict[str, Attempt] = {}
    for attempt in attempts:
        if attempt.verdict != "slip":
            first.setdefault(attempt.question, attempt)
    return list(first.values())


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
        slips=sum(attempt.verdict == "slip" for attempt in attempts),
    )


def tally(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many outcomes of a sitting are wholly right, and of how many: those that `counted` counts."""
    first: dict[str, Outcome] = {}
    for outcome in outcomes:
        if outcome.credit is not None:
            first.setdefault(outcome.question, outcome)
    return sum(outcome.right for outcome in first.values()), len(first)


def at_second_try(attempt: Attempt) -> bool:
    """Whether an attempt came right only after a close one."""
    return attempt.right and any(earlier.get("verdict") == "close" for earlier in attempt.earlier)


def by_part(attempts: Iterable[Attempt], part_of: Callable[[Attempt], str]) -> dict[str, Score]:
    """The score of each part of a sitting (a topic, a passage), in the order in which the parts came up."""
    parts: dict[str, list[Attempt]] = {}
    for attempt in counted(attempts):
        parts.setdefault(part_of(attempt), []).append(attempt)
    return {part: score(group) for part, group in parts.items()}


def by_topic(attempts: Iterable[Attempt]) -> dict[str, Score]:
    """The score of each topic, in the order in which the topics came up."""
    return by_part(attempts, lambda attempt: attempt.topic)


def asked_before(attempts: Iterable[Attempt], last: Mapping[str, Outcome]) -> tuple[int, int, int]:
    """Of the questions that were asked before: how many, how many right now, how many right the last time."""
    again = [attempt for attempt in counted(attempts) if attempt.question in last]
    return len(again), sum(a.right for a in again), sum(last[a.question].right for a in again)


def missed(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The attempts that count and were not wholly right."""
    return [attempt for attempt in counted(attempts) if not attempt.right]


def seconds(session: Session) -> float:
    """How long a session took: the time that its questions were on the screen."""
    return sum(attempt.seconds for attempt in session.attempts)

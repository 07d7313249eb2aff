"""Attempts in, numbers out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from civquiz.attempts import Attempt, Outcome, Session, described, moment


class Score(msgspec.Struct, frozen=True):
    """How a sitting went, slips aside: `right` wholly right of `of` answered, `partly` with some credit beside.

    Of the right ones `overruled` were graded as less and count because the learner says so.
    """

    right: int
    of: int
    partly: int = 0
    hinted: int = 0
    second_try: int = 0
    overruled: int = 0
    slips: int = 0

    @property
    def percent(self) -> int | None:
        """The share that is right, 0 to 100; None when nothing was answered."""
        return round(100 * self.right / self.of) if self.of else None


class Disputed(msgspec.Struct, frozen=True):
    """A response that was graded as not right and then counted as right by the learner: so many times, `last` when.

    `question` is `<bank>/<id>`; `response` is as it was first typed; `last` is ISO 8601 with its offset.
    """

    question: str
    response: str
    times: int
    last: str


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
        overruled=sum(attempt.verdict == "overruled" for attempt in right),
        slips=sum(attempt.verdict == "slip" for attempt in attempts),
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
    """How many outcomes of a sitting are wholly right, and of how many: those that `counted` counts."""
    first: dict[str, Outcome] = {}
    for outcome in outcomes:
        if outcome.credit is not None:
            first.setdefault(outcome.question, outcome)
    return sum(outcome.right for outcome in first.values()), len(first)


def at_second_try(attempt: Attempt) -> bool:
    """Whether an attempt came right only after a close one."""
    return attempt.right and first_try(attempt) is not None


def first_try(attempt: Attempt) -> dict[str, Any] | None:
    """The close attempt that this one is the second try after, if it is one."""
    this = attempt.response, attempt.at, attempt.seconds  # it stands here once more with each change of what it counts
    tries = (each for each in attempt.earlier if (each.get("response"), each.get("at"), each.get("seconds")) != this)
    return next((each for each in tries if each.get("verdict") == "close"), None)


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
    """How long a session took: the time that its questions were on the screen, of an exam all of its time."""
    return session.used or sum(attempt.seconds for attempt in session.attempts)


def disputed(sessions: Iterable[Session]) -> list[Disputed]:
    """What learners counted as right, by question, the most frequent first; however it is written it is one response.

    Of a list it is the piece that was wrong, if it was one alone, else the whole list.
    """
    from civquiz.questions.normal import normalise

    overruled = [attempt for session in sessions for attempt in session.attempts if attempt.verdict == "overruled"]
    found: dict[tuple[str, str], Disputed] = {}
    for attempt in sorted(overruled, key=lambda attempt: moment(attempt.at)):
        response = described(_wrong_piece(attempt) or attempt.response)
        key = attempt.question, normalise(response)
        known = found.get(key, Disputed(attempt.question, response, 0, ""))
        found[key] = msgspec.structs.replace(known, times=known.times + 1, last=attempt.at)
    return sorted(found.values(), key=lambda each: (each.question, -each.times))


def _wrong_piece(attempt: Attempt) -> str:
    """The one piece of a list that is none of the answers as they are shown, if the reason of its grade names it."""
    from civquiz.questions.normal import normalise

    if not (isinstance(attempt.response, list) and isinstance(attempt.answer, list)):
        return ""
    answers = set(map(normalise, attempt.answer))
    pieces = {normalise(piece): piece for piece in attempt.response}
    others = [piece for said, piece in pieces.items() if said not in answers]
    reasons = [str(earlier.get("reason", "")) for earlier in attempt.earlier]
    # Another form of an answer is not in the attempt: only the reason tells it from what is wrong.
    return others[0] if len(others) == 1 and any(f"“{others[0]}”" in reason for reason in reasons) else ""

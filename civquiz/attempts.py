"""What is recorded: attempts, sessions, and the lines of a session in progress."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from civquiz.questions.base import Recorded
from civquiz.text import one_line

_GROWING = {"later": "later", "hint": "hints", "passed": "passed"}
"""What only a session in progress has: the key of a journal's line, and the list of the record that it goes to."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"type_": "type"}):
    """One graded response, with the question as it was asked.

    `n` is the place in `Session.drawn`, from 1; of attempts with one `n` the highest `rev` holds, the others are its
    `earlier`. `question` is `<bank>/<id>`; `credit` is 0 to 1, or none for a slip; `at` is ISO 8601 with its offset.
    """

    n: int
    question: str
    type_: str
    topic: str = ""
    stem: str
    answer: Recorded
    response: Recorded
    verdict: str
    credit: float | None
    seconds: float
    at: str
    options: int = 0
    hint: bool = False
    reason: str = ""
    rev: int = 0
    earlier: list[dict[str, Any]] = []

    @property
    def right(self) -> bool:
        """Whether the response counts as wholly right."""
        return is_right(self.credit)


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sitting. Without `finished` it is in progress; `again` names the session whose misses it repeats.

    `files` has the paths of the banks that were given as files. `passages` are those that a study session reads, by
    their ids, in turn. Of a session in progress `later` has the places that went to the end, in turn, `hints` those
    whose hint was read, and `passed` the passages that were left without their questions.
    """

    id: str
    mode: str
    banks: dict[str, str]
    seed: int
    program: str = ""
    started: str
    finished: str = ""
    again: str = ""
    files: dict[str, str] = {}
    drawn: list[str]
    passages: list[str] = []
    attempts: list[Attempt] = []
    later: list[int] = []
    hints: list[int] = []
    passed: list[str] = []
    deleted: bool = False


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """As much of an attempt as it takes to know what the learner knows; a slip has no credit."""

    question: str
    credit: float | None
    at: str

    @property
    def right(self) -> bool:
        """Whether the response counts as wholly right."""
        return is_right(self.credit)


class Outline(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """As much of a session as it takes to choose what is asked next, read in half the time of the whole."""

    id: str
    mode: str = ""
    banks: dict[str, str] = {}
    started: str = ""
    finished: str = ""
    again: str = ""
    files: dict[str, str] = {}
    attempts: list[Outcome] = []
    deleted: bool = False


def moment(at: str) -> float:
    """Seconds since 1970 of a time, UTC if it has no offset; of what is no time 0, so that it counts as long ago."""
    try:
        time = datetime.fromisoformat(at)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def described(recorded: Recorded) -> str:
    """An answer or a response in a line."""
    if isinstance(recorded, dict):
        return "; ".join(f"{one_line(left)}: {one_line(right)}" for left, right in recorded.items())
    if isinstance(recorded, list):
        return "; ".join(map(one_line, recorded))
    return one_line(str(recorded))


def is_right(credit: float | None) -> bool:
    """Whether an attempt is wholly right: with a wrong item beside the right ones there is never all of the credit."""
    return credit is not None and credit >= 1


def replay(lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The session record that the lines of a journal amount to.

    The first line is `{"session": {…}}`; then `{"attempt": {…}}`, with `"draw": "<question>"` beside one whose question
    comes again; `{"later": n}`, `{"hint": n}`, `{"passed": "<passage>"}`, and at the end `{"finished": "<time>"}`.
    Raises KeyError or TypeError if the first line is no session.
    """
    record: dict[str, Any] | None = None
    attempts: list[dict[str, Any]] = []
    for line in lines:
        if record is None:
            record = {**line["session"], "attempts": attempts}
            continue
        if "attempt" in line:
            attempts.append(line["attempt"])
        if "draw" in line:
            record["drawn"] = [*record["drawn"], line["draw"]]
            record["later"] = [*record.get("later", []), len(record["drawn"])]
        for key, name in _GROWING.items():
            if key in line:
                record[name] = [*record.get(name, []), line[key]]
        if "finished" in line:
            record["finished"] = line["finished"]
    if record is None:
        raise KeyError("session")
    record["attempts"] = merge_attempts(attempts)
    if record.get("finished"):
        return {name: value for name, value in record.items() if name not in _GROWING.values()}
    return record


def can_be_merged(attempt: Attempt) -> bool:
    """Whether each of its earlier revisions says which one it is."""
    return not attempt.earlier or all(
        isinstance(each.get("n"), int) and isinstance(each.get("rev", 0), int) for each in attempt.earlier
    )


def merge_attempts(attempts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One attempt a place, that with the highest `rev`; the others are kept in its `earlier`. Order: by place.

    Idempotent, so that a merge may run twice; of two that share place and `rev` the first given is kept.
    """
    by_place: dict[Any, dict[int, dict[str, Any]]] = {}
    for attempt in attempts:
        bare = {key: value for key, value in attempt.items() if key != "earlier"}
        for each in (bare, *attempt.get("earlier", ())):
            by_place.setdefault(each["n"], {}).setdefault(each.get("rev", 0), each)
    merged = []
    for n in sorted(by_place):
        *earlier, latest = (by_place[n][rev] for rev in sorted(by_place[n]))
        merged.append({**latest, "earlier": earlier} if earlier else latest)
    return merged

"""What is recorded: attempts, sessions, and the lines of a session in progress."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from civquiz.questions import QUESTION_TYPES
from civquiz.questions.base import ChooseMany, ChooseOne, Question, Recorded, Response, Row
from civquiz.questions.grading import Grade
from civquiz.text import one_line


class Attempt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"type_": "type"}):
    """One graded response, with the question as it was asked.

    `n` is the place in `Session.drawn`, from 1; of attempts with one `n` the highest `rev` holds, the others are its
    `earlier`. `question` is `<bank>/<id>`; `credit` is 0 to 1, or none for a slip; `at` is ISO 8601 with its offset.
    `spelt` is how a misspelt response should have been spelt.
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
    spelt: str = ""
    rev: int = 0
    earlier: list[dict[str, Any]] = []

    @property
    def right(self) -> bool:
        """Whether the response counts as wholly right."""
        return is_right(self.credit)


class ExamTerms(msgspec.Struct, frozen=True, rename={"needed": "pass"}):
    """What an exam was: how many questions, how many of them must be right, and the minutes, 0 without a clock."""

    questions: int = 0
    needed: int = 0
    minutes: int = 0


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sitting. Without `finished` it is in progress; `again` names the session whose misses it repeats.

    `files` has the paths of the banks that were given as files. `passages` are those that a study session reads, by
    their ids, in turn. Of a session in progress `later` has the places that went to the end, in turn, `hints` those
    whose hint was read, and `passed` the passages that were left without their questions. An exam has its terms and the
    seconds it took, one in progress the flagged places, in turn, and the place where the learner is.
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
    exam: ExamTerms | None = None
    used: float = 0.0
    drawn: list[str]
    passages: list[str] = []
    attempts: list[Attempt] = []
    later: list[int] = []
    hints: list[int] = []
    flags: list[int] = []
    place: int = 0
    passed: list[str] = []
    deleted: bool = False

    def awaits_second_try(self, attempt: Attempt) -> bool:
        """Whether a response was close and its question is put once more; not in an exam, and not once it is over."""
        return attempt.verdict == "close" and not attempt.earlier and self.mode != "exam" and not self.finished


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
    exam: ExamTerms | None = None
    files: dict[str, str] = {}
    attempts: list[Outcome] = []
    deleted: bool = False


OPEN = "open"
"""The verdict that stands for a question of an exam that was handed in without a response; it is not recorded."""
WHILE_OPEN = ("later", "hints", "passed", "flags", "place")
"""The fields of a session that it has only while it is in progress."""


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


def can_be_overruled(attempt: Attempt) -> bool:
    """Whether the learner may count a response as right, or has: it is typed, and the grading took it for less."""
    type_ = QUESTION_TYPES.get(attempt.type_)
    if type_ is None or not type_.typed:
        return False
    if attempt.verdict == "overruled":
        return _graded(msgspec.to_builtins(attempt)) is not None
    return attempt.credit is not None and not attempt.right


def overrule(record: dict[str, Any]) -> dict[str, Any]:
    """The next revision of an attempt that `can_be_overruled`: counted as right or, if it is, graded as before.

    Both records are as they are stored; fields that this version does not know stay.
    """
    bare = {key: value for key, value in record.items() if key != "earlier"}
    rev = {"rev": record.get("rev", 0) + 1}
    if record["verdict"] == "overruled":
        return {**bare, **(_graded(record) or {}), **rev}
    bare.pop("reason", None)  # it speaks against it
    return {**bare, "verdict": "overruled", "credit": 1.0, **rev}


def _graded(record: dict[str, Any]) -> dict[str, Any] | None:
    """The attempt as it was graded before the learner counted it as right; None if an edited file lacks it."""
    earlier: list[dict[str, Any]] = [each for each in record.get("earlier", []) if {"verdict", "credit"} <= each.keys()]
    graded = [each for each in earlier if each["verdict"] != "overruled"]
    try:
        msgspec.convert({**record, **graded[-1]}, Attempt)
    except (IndexError, msgspec.ValidationError):
        return None
    return graded[-1]


def graded(
    n: int,
    key: str,
    question: Question,
    response: Response,
    grade: Grade,
    *,
    seed: int,
    seconds: float,
    at: str,
    hint: bool = False,
    before: Attempt | None = None,
) -> Attempt:
    """The attempt at a place that a graded response makes; `before` is the one that it takes the place of."""
    interaction = question.interaction(seed)
    return Attempt(
        n=n,
        question=key,
        type_=question.type,
        topic=question.topic,
        stem=question.stem,
        answer=question.answer_record(),
        response=question.response_record(response),
        verdict=grade.verdict,
        credit=grade.credit,
        seconds=round(seconds, 1),
        at=at,
        options=len(interaction.options) if isinstance(interaction, ChooseOne | ChooseMany) else 0,
        hint=hint,
        reason="" if grade.verdict == "correct" else grade.reason,
        spelt=grade.spelt,
        **revision(before),
    )


def revision(before: Attempt | None) -> dict[str, Any]:
    """The fields of an attempt that takes the place of another one."""
    return {"rev": before.rev + 1, "earlier": [*before.earlier, bare(before)]} if before else {}


def bare(attempt: Attempt) -> dict[str, Any]:
    """The attempt as a line of a journal has it: without those before it, which have lines of their own."""
    record: dict[str, Any] = msgspec.to_builtins(attempt)
    record.pop("earlier", None)
    return record


def recorded_rows(attempt: Attempt) -> list[Row]:
    """What an attempt says of its question: the answer and, if it is another, the response."""
    given = Row(described(attempt.response), "right" if attempt.right else "wrong", given=True, note=attempt.reason)
    plain = attempt.right and attempt.verdict != "overruled"
    return [given] if plain else [Row(described(attempt.answer), "right"), given]


def replay(lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The session record that the lines of a journal amount to.

    The first line is `{"session": {…}}`; then `{"attempt": {…}}`, with `"draw": "<question>"` beside one whose question
    comes again; `{"later": n}`, `{"hint": n}`, `{"passed": "<passage>"}`, and at the end `{"finished": "<time>"}`. In
    an exam every line has `"used"`, the seconds so far, and `"place"`, where the learner is then; `{"flag": n}` and
    `{"unflag": n}` set a flag and take it away.
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
        _change(record, line)
    if record is None:
        raise KeyError("session")
    record["attempts"] = merge_attempts(attempts)
    if record.get("finished"):
        for name in WHILE_OPEN:
            record.pop(name, None)
    return record


def _change(record: dict[str, Any], line: dict[str, Any]) -> None:
    """Change what a session has beside its attempts."""
    if "draw" in line:
        record["drawn"] = [*record["drawn"], line["draw"]]
        record["later"] = [*record.get("later", []), len(record["drawn"])]
    if "unflag" in line:
        record["flags"] = [n for n in record.get("flags", []) if n != line["unflag"]]
    record |= {name: line[name] for name in ("used", "place") if name in line}
    for key, name in (("later", "later"), ("hint", "hints"), ("passed", "passed"), ("flag", "flags")):
        if key in line:
            record[name] = [*record.get(name, []), line[key]]
    if "finished" in line:
        record["finished"] = line["finished"]


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

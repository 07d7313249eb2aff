import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civquiz.attempts import Attempt, Session, can_be_overruled, is_right, merge_attempts, overrule, replay

HEADER: dict[str, Any] = {
    "session": {"id": "s", "mode": "quiz", "drawn": ["b/q1", "b/q2"], "started": "2026-11-24T08:00:00+05:00"}
}


def attempt(n: int, rev: int = 0, **fields: Any) -> dict[str, Any]:
    return {"n": n, "response": f"{n}.{rev}", **({"rev": rev} if rev else {}), **fields}


def flat(attempts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every revision that merged attempts hold, each without its earlier ones."""
    every = [each for latest in attempts for each in (*latest.get("earlier", ()), latest)]
    return [{key: value for key, value in each.items() if key != "earlier"} for each in every]


revisions = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), unique=True).map(
    lambda keys: [attempt(n, rev) for n, rev in keys]
)

examples = settings(max_examples=30, deadline=None)  # how long one takes is the machine's affair


@examples
@given(revisions)
def test_a_merge_may_run_twice(attempts: list[dict[str, Any]]) -> None:
    once = merge_attempts(attempts)
    assert merge_attempts(once) == once
    assert merge_attempts([*once, *attempts]) == once


@examples
@given(revisions, revisions)
def test_a_merge_is_a_union(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    together = merge_attempts([*merge_attempts(ours), *merge_attempts(theirs)])
    assert together == merge_attempts([*merge_attempts(theirs), *merge_attempts(ours)])
    keys = {(each["n"], each.get("rev", 0)) for each in [*ours, *theirs]}
    assert [(each["n"], each.get("rev", 0)) for each in flat(together)] == sorted(keys)


@examples
@given(revisions, st.integers(0, 1000))
def test_the_highest_revision_of_a_place_holds(attempts: list[dict[str, Any]], shuffle: int) -> None:
    shuffled = list(attempts)
    random.Random(shuffle).shuffle(shuffled)
    merged = merge_attempts(shuffled)
    assert merged == merge_attempts(attempts)
    assert [each["n"] for each in merged] == sorted({each["n"] for each in attempts})
    for latest in merged:
        revs = sorted(each.get("rev", 0) for each in attempts if each["n"] == latest["n"])
        assert latest.get("rev", 0) == revs[-1]
        assert [each.get("rev", 0) for each in latest.get("earlier", [])] == revs[:-1]


def test_of_two_with_one_place_and_revision_the_first_is_kept() -> None:
    assert merge_attempts([attempt(1, response="a"), attempt(1, response="b")]) == [attempt(1, response="a")]


def test_unknown_fields_of_an_attempt_survive() -> None:
    later = attempt(1, 1, mood="good")
    assert merge_attempts([attempt(1, colour="red"), later]) == [{**later, "earlier": [attempt(1, colour="red")]}]


@examples
@given(revisions)
def test_a_journal_may_be_replayed_from_any_order_of_its_attempts(attempts: list[dict[str, Any]]) -> None:
    record = replay([HEADER, *({"attempt": each} for each in attempts)])
    assert record["attempts"] == merge_attempts(attempts)
    assert {key: record[key] for key in HEADER["session"]} == HEADER["session"]


def test_a_journal_tells_what_was_put_off_hinted_and_drawn_again() -> None:
    lines = [
        HEADER,
        {"later": 1},
        {"hint": 2},
        {"attempt": attempt(2), "draw": "b/q2"},
        {"later": 1},
        {"passed": "p"},
        {"unknown": 5},
    ]
    record = replay(lines)
    assert (record["later"], record["hints"], record["drawn"]) == ([1, 3, 1], [2], ["b/q1", "b/q2", "b/q2"])
    assert record["passed"] == ["p"]
    assert "finished" not in record
    assert HEADER["session"]["drawn"] == ["b/q1", "b/q2"], "the lines themselves stay as they are"


def test_a_finished_session_has_nothing_waiting() -> None:
    record = replay([HEADER, {"later": 1}, {"hint": 2}, {"passed": "p"}, {"attempt": attempt(1)}, {"finished": "then"}])
    assert record == {**HEADER["session"], "attempts": [attempt(1)], "finished": "then"}


@pytest.mark.parametrize("lines", [[], [{"attempt": attempt(1)}], [{"session": None}]])
def test_what_does_not_begin_with_a_session_is_none(lines: list[dict[str, Any]]) -> None:
    with pytest.raises((KeyError, TypeError)):
        replay(lines)


@pytest.mark.parametrize(
    ("verdict", "credit", "right"),
    [
        ("correct", 1.0, True),
        ("correct_typo", 1.0, True),
        ("overruled", 1.0, True),
        ("of a later version", 1.0, True),
        ("partial", 0.5, False),
        ("wrong", 0.0, False),
        ("close", 0.0, False),
        ("slip", None, False),
        ("of a later version", 0.99, False),
    ],
)
def test_wholly_right_is_all_of_the_credit(verdict: str, credit: float | None, right: bool) -> None:
    assert is_right(credit) is right
    fields: dict[str, Any] = {"n": 1, "question": "b/q", "type_": "t", "stem": "s", "answer": "a", "response": "r"}
    assert Attempt(**fields, verdict=verdict, credit=credit, seconds=1, at="").right is right


# Counted as right by the learner

NOT_RIGHT = [("wrong", 0.0), ("close", 0.0), ("partial", 0.5), ("partial", 0.0), ("of a later version", 0.0)]


def graded(verdict: str = "wrong", credit: float | None = 0.0, type_: str = "short-answer", **fields: Any) -> Attempt:
    known = {"n": 1, "question": "b/q", "stem": "Who?", "answer": "a", "response": "r", "seconds": 2.5, "at": "1991"}
    record = {**known, "type": type_, "verdict": verdict, "credit": credit, "reason": "not that", **fields}
    return msgspec.convert(record, Attempt)


@pytest.mark.parametrize("type_", ["short-answer", "enumeration"])
@pytest.mark.parametrize(("verdict", "credit"), NOT_RIGHT)
def test_a_typed_response_that_is_not_right_can_be_counted_as_right(type_: str, verdict: str, credit: float) -> None:
    before = graded(verdict, credit, type_)
    assert can_be_overruled(before)
    after = msgspec.convert(overrule(msgspec.to_builtins(before)), Attempt)
    assert (after.verdict, after.credit, after.right, after.reason, after.rev) == ("overruled", 1.0, True, "", 1)
    assert after.at == before.at, "so that its place in the history and among the last responses stays"


@pytest.mark.parametrize(
    "attempt",
    [
        graded("correct", 1.0),
        graded("correct_typo", 1.0),
        graded("slip", None),
        *(graded(type_=type_) for type_ in ("multiple-choice", "true-false", "ordering", "matching", "unheard-of")),
        graded("overruled", 1.0),
        graded("overruled", 1.0, earlier=[{"n": 1, "verdict": "wrong"}]),
        graded("overruled", 1.0, earlier=[{"n": 1, "verdict": "wrong", "credit": "none"}]),
    ],
    ids=lambda attempt: f"{attempt.type_}-{attempt.verdict}",
)
def test_nothing_else_can(attempt: Attempt) -> None:
    assert not can_be_overruled(attempt)


unknown = st.dictionaries(st.sampled_from(["colour", "mood"]), st.integers(), max_size=2)


@examples
@given(st.sampled_from(NOT_RIGHT), st.integers(0, 2), unknown, st.integers(1, 4))
def test_taken_back_an_attempt_is_as_it_was_but_for_its_revision(
    verdict: tuple[str, float], rev: int, more: dict[str, int], times: int
) -> None:
    before = {**msgspec.to_builtins(graded(*verdict, hint=True)), **({"rev": rev} if rev else {}), **more}
    records = [before]
    for at in range(1, 2 * times + 1):
        [latest] = merge_attempts(records)
        assert can_be_overruled(msgspec.convert(latest, Attempt))
        changed = overrule(latest)
        assert changed["rev"] == rev + at
        assert "earlier" not in changed, "what went before stands in the record already"
        records.append(changed)
    [latest] = merge_attempts(records)
    assert {**latest, "rev": 0, "earlier": []} == {**before, "rev": 0, "earlier": []}
    assert [each["verdict"] for each in latest["earlier"]] == [verdict[0], "overruled"] * times


def test_a_close_response_waits_for_its_second_try_but_in_an_exam_or_when_all_is_over() -> None:
    session = Session(id="s", mode="quiz", banks={}, seed=1, started="", drawn=["b/q"])
    assert session.awaits_second_try(graded("close"))
    assert not session.awaits_second_try(graded("close", rev=1, earlier=[{"n": 1}]))
    assert not session.awaits_second_try(graded("wrong"))
    for over in ({"mode": "exam"}, {"finished": "2026-11-24T08:00:00+05:00"}):
        assert not msgspec.structs.replace(session, **over).awaits_second_try(graded("close"))

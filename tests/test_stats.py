from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civquiz.attempts import Attempt, Outcome, Session
from civquiz.stats import (
    Disputed,
    Score,
    asked_before,
    by_topic,
    counted,
    disputed,
    first_try,
    missed,
    score,
    seconds,
    tally,
)

examples = settings(max_examples=30, deadline=None)  # how long one takes is the machine's affair

CREDITS = {
    "correct": 1.0,
    "correct_typo": 1.0,
    "overruled": 1.0,
    "partial": 0.5,
    "close": 0.0,
    "wrong": 0.0,
    "slip": None,
}
RIGHT = {"correct", "correct_typo", "overruled"}
CLOSE = {"n": 1, "verdict": "close", "credit": 0.0}


def attempt(verdict: str, n: int = 1, **fields: Any) -> Attempt:
    given: dict[str, Any] = {
        "n": n,
        "question": f"b/q{n}",
        "type_": "short-answer",
        "topic": "Powers",
        "stem": "Who?",
        "answer": "a",
        "response": "r",
        "verdict": verdict,
        "credit": CREDITS[verdict],
        "seconds": 2.5,
        "at": "2026-11-24T08:00:00+05:00",
    }
    return Attempt(**{**given, **fields})


def outcome(question: str, verdict: str) -> Outcome:
    return Outcome(question=question, credit=CREDITS[verdict], at="2026-11-01T08:00:00+05:00")


verdicts = st.lists(st.sampled_from(sorted(CREDITS)), max_size=12)


@examples
@given(verdicts)
def test_a_score_counts_what_is_wholly_right_and_leaves_slips_out(given_verdicts: list[str]) -> None:
    attempts = [attempt(verdict, n) for n, verdict in enumerate(given_verdicts, 1)]
    found = score(attempts)
    assert found.right == sum(verdict in RIGHT for verdict in given_verdicts)
    assert found.slips == given_verdicts.count("slip")
    assert found.of == len(given_verdicts) - found.slips
    assert found.partly == given_verdicts.count("partial")
    assert found.right + len(missed(attempts)) == found.of == len(counted(attempts))
    assert tally(outcome(each.question, each.verdict) for each in attempts) == (found.right, found.of)


def test_all_right_with_as_many_wrong_beside_is_partly_right() -> None:
    assert score([attempt("partial", credit=0.0)]) == Score(right=0, of=1, partly=1)


def test_a_score_in_percent() -> None:
    assert score([attempt("correct"), attempt("wrong", 2), attempt("wrong", 3)]).percent == 33
    assert score([attempt("correct")]).percent == 100
    assert score([attempt("slip")]).percent is None
    assert score([]).percent is None


def test_a_hint_costs_nothing_and_is_told_of_right_ones_only() -> None:
    found = score([attempt("correct", hint=True), attempt("wrong", 2, hint=True), attempt("correct", 3)])
    assert found == Score(right=2, of=3, hinted=1)


@pytest.mark.parametrize(
    ("last", "right", "second"), [("correct", 1, 1), ("correct_typo", 1, 1), ("wrong", 0, 0), ("close", 0, 0)]
)
def test_right_at_the_second_try_is_right_and_told(last: str, right: int, second: int) -> None:
    assert score([attempt(last, rev=1, earlier=[CLOSE])]) == Score(right=right, of=1, second_try=second)


def test_a_second_try_that_was_a_slip_does_not_count() -> None:
    slip = attempt("slip", rev=2, earlier=[CLOSE, {"n": 1, "rev": 1, "verdict": "correct", "credit": 1.0}])
    assert score([slip]) == Score(right=0, of=0, slips=1)


def test_a_later_overruling_is_no_second_try() -> None:
    overruled = attempt("overruled", rev=1, earlier=[{"n": 1, "verdict": "wrong", "credit": 0.0}])
    assert score([overruled]) == Score(right=1, of=1, overruled=1)


def test_a_close_response_that_the_learner_counted_as_right_is_no_second_try() -> None:
    as_graded = {"n": 1, "verdict": "close", "credit": 0.0, "response": "r", "seconds": 2.5, "at": on_day(1)}
    overruled = attempt("overruled", rev=1, at=on_day(1), earlier=[as_graded])
    assert score([overruled]) == Score(right=1, of=1, overruled=1)
    first = {**CLOSE, "response": "another"}
    assert first_try(attempt("overruled", rev=2, at=on_day(1), earlier=[first, {**as_graded, "rev": 1}])) == first
    assert first_try(attempt("close", rev=3, at=on_day(1), earlier=[as_graded, {**as_graded, "rev": 1}])) is None


@examples
@given(st.lists(st.tuples(st.sampled_from(["Powers", "Rights", ""]), st.sampled_from(sorted(CREDITS))), max_size=12))
def test_the_topics_add_up_to_the_score(entries: list[tuple[str, str]]) -> None:
    attempts = [attempt(verdict, n, topic=topic) for n, (topic, verdict) in enumerate(entries, 1)]
    topics, whole = by_topic(attempts), score(attempts)
    assert list(topics) == list(dict.fromkeys(topic for topic, verdict in entries if verdict != "slip"))
    assert sum(part.right for part in topics.values()) == whole.right
    assert sum(part.of for part in topics.values()) == whole.of


def test_of_a_question_that_comes_once_more_the_first_response_counts() -> None:
    first, again, slip = attempt("wrong"), attempt("correct", 3), attempt("slip", 2)
    again, slip = (msgspec.structs.replace(each, question="b/q1") for each in (again, slip))
    for attempts in ([first, slip, again], [slip, first, again]):
        assert score(attempts) == Score(right=0, of=1, slips=1)
        assert counted(attempts) == missed(attempts) == [first]
        assert tally(outcome(each.question, each.verdict) for each in attempts) == (0, 1)
    assert counted([slip, again]) == [again], "a slip's repeat counts in its place"


def test_what_was_asked_before_is_compared_with_the_last_time() -> None:
    attempts = [
        attempt("correct", 1),
        attempt("wrong", 2),
        attempt("correct", 3),
        attempt("slip", 4),
        attempt("correct", 5),
    ]
    last = {
        f"b/q{n}": outcome(f"b/q{n}", verdict)
        for n, verdict in [(1, "wrong"), (2, "correct"), (3, "correct"), (4, "wrong")]
    }
    assert asked_before(attempts, last) == (3, 2, 2)
    assert asked_before(attempts, {}) == (0, 0, 0)


def test_what_is_missed_is_all_that_is_not_wholly_right() -> None:
    attempts = [attempt(verdict, n) for n, verdict in enumerate(CREDITS, 1)]
    assert [each.verdict for each in missed(attempts)] == ["partial", "close", "wrong"]


def test_a_session_took_as_long_as_its_questions_were_on_the_screen() -> None:
    session = Session(
        id="s",
        mode="quiz",
        banks={},
        seed=1,
        started="2026-11-24T08:00:00+05:00",
        finished="2026-11-25T08:00:00+05:00",
        drawn=[],
        attempts=[attempt("correct"), attempt("slip", 2), attempt("wrong", 3)],
    )
    assert seconds(session) == 7.5


# What learners counted as right


def a_session(*attempts: Attempt) -> Session:
    started = "2026-11-24T08:00:00+05:00"
    return Session(id="s", mode="quiz", banks={}, seed=1, started=started, drawn=[], attempts=list(attempts))


def on_day(day: int) -> str:
    return f"2026-11-{day:02d}T08:00:00+05:00"


def list_attempt(response: list[str], reason: str, **fields: Any) -> Attempt:
    graded = {"n": 1, "verdict": "partial", "credit": 0.5, "reason": reason}
    answer = ["Senate", "Mazhilis"]
    return attempt("overruled", type_="enumeration", answer=answer, response=response, earlier=[graded], **fields)


def test_what_learners_counted_as_right_is_told_by_question_the_most_frequent_first() -> None:
    sessions = [
        a_session(
            attempt("overruled", 2, response="Lower House", at=on_day(3)),
            attempt("wrong", 3, response="no"),
            attempt("overruled", 1, response="the chamber", at=on_day(1)),
            attempt("overruled", 4, question="b/q1", response="Majlis", at=on_day(2)),
            attempt("correct", 5, response="a", earlier=[{"n": 5, "verdict": "overruled", "credit": 1.0}]),
        ),
        a_session(attempt("overruled", 1, response=" majlis!", at=on_day(5))),
        a_session(attempt("overruled", 1, response="MAJLIS", at=on_day(4))),
    ]
    assert disputed(sessions) == [
        Disputed("b/q1", "Majlis", 3, on_day(5)),
        Disputed("b/q1", "the chamber", 1, on_day(1)),
        Disputed("b/q2", "Lower House", 1, on_day(3)),
    ]
    assert disputed([]) == []


def test_of_a_list_the_one_wrong_piece_is_disputed_if_it_can_be_told() -> None:
    found = disputed(
        [
            a_session(
                list_attempt(["Senate", "Lower House"], "“Lower House” is not one of them"),
                list_attempt(["senate", "lower house"], "“lower house” is not one of them"),
                list_attempt(["Upper", "Lower"], "“Upper” is not one of them"),
                list_attempt(["upper house"], "one more to name"),
            )
        ]
    )
    assert [(each.response, each.times) for each in found] == [
        ("Lower House", 2),
        ("Upper; Lower", 1),
        ("upper house", 1),
    ]


@examples
@given(st.lists(st.tuples(st.sampled_from(["wrong", "overruled"]), st.text(max_size=4)), max_size=12))
def test_every_response_that_was_counted_as_right_is_told_once(entries: list[tuple[str, str]]) -> None:
    attempts = [attempt(verdict, response=response) for verdict, response in entries]
    found = disputed([a_session(each) for each in attempts])
    assert sum(each.times for each in found) == sum(verdict == "overruled" for verdict, _ in entries)

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from civquiz.attempts import Attempt, Outcome, Outline, Session, can_be_overruled, replay
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question, Response
from civquiz.questions.drawing import question_keys
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.grading import Grade, Lexicon
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from civquiz.session import Sitting, draw, last_outcomes, reorder

examples = settings(max_examples=30, deadline=None)  # how long one takes is the machine's affair

AT = "2026-11-24T08:00:00+05:00"
CREDITS = {"correct": 1.0, "partial": 0.5, "wrong": 0.0, "slip": None}
NOTHING: dict[str, Outcome] = {}


def statement(number: int, stem: str = "It is so.", **fields: Any) -> TrueFalse:
    return TrueFalse(id=f"s{number}", stem=stem, answer=True, **fields)


def typed(number: int, stem: str, answer: str, **fields: Any) -> ShortAnswer:
    return ShortAnswer(id=f"t{number}", stem=stem, answer=answer, **fields)


def a_bank(*questions: Question, id_: str = "b") -> Bank:
    return Bank(id=id_, title="Bank", questions=questions)


def outcome(key: str, verdict: str, at: str = AT) -> Outcome:
    return Outcome(question=key, credit=CREDITS[verdict], at=at)


def on_day(day: int) -> str:
    return f"2026-11-{day:02d}T08:00:00+05:00"


# What is drawn

VOCABULARY = ["alpha", "bravo", "charlie", "alpha bravo"]
texts = st.lists(st.sampled_from([*VOCABULARY, "alphabet"]), min_size=1, max_size=3).map(" ".join)
topical = st.fixed_dictionaries({"stem": texts, "group": st.sampled_from(["", "", "g", "h"])})


def a_question(kind: str, number: int, more: dict[str, Any], words: list[str]) -> Question:
    match kind:
        case "typed":
            return ShortAnswer(id=f"q{number}", answer=words[0], accept=words[1:2], **more)
        case "list":
            return Enumeration(id=f"q{number}", answers=[words[0]], **more)
        case "choice":
            return MultipleChoice(id=f"q{number}", answer=words[0], distractors=["yankee", *words[1:]], **more)
        case _:
            return TrueFalse(id=f"q{number}", answer=True, **more)


@st.composite
def pools(draw_: st.DrawFn) -> dict[str, Question]:
    """The questions of two banks, whose few words show each other's answers all the time."""
    banks = []
    for name in ("a", "b"):
        kinds = draw_(st.lists(st.sampled_from(["typed", "list", "choice", "statement"]), max_size=5))
        words = st.lists(st.sampled_from(VOCABULARY), unique=True, min_size=2, max_size=2)
        entries = [a_question(kind, number, draw_(topical), draw_(words)) for number, kind in enumerate(kinds)]
        banks.append(a_bank(*entries, id_=name))
    return question_keys(banks)


@st.composite
def pools_with_a_past(draw_: st.DrawFn) -> tuple[dict[str, Question], dict[str, Outcome]]:
    pool = draw_(pools())
    last = {}
    for key in pool:
        verdict = draw_(st.sampled_from(["", "correct", "partial", "wrong"]))
        if verdict:
            last[key] = outcome(key, verdict, on_day(draw_(st.integers(1, 28))))
    return pool, last


def shows(shower: Question, answered: Question) -> bool:
    """Whether one question's text has, as words, an answer that another wants typed."""
    parts = [f" {part} " for part in (shower.stem, *shower.shown_texts())]
    return any(f" {form} " in part for form in answered.answer_forms() for part in parts)


def can_be_ordered(questions: list[Question]) -> bool:
    graph = {
        at: {other for other, first in enumerate(questions) if other != at and shows(question, first)}
        for at, question in enumerate(questions)
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return False
    return True


def group_of(key: str, pool: Mapping[str, Question]) -> str:
    return f"{key[0]} {pool[key].group}" if pool[key].group else key


def urgency(key: str, last: Mapping[str, Outcome]) -> tuple[int, str]:
    if key not in last:
        return 0, ""
    return (2 if last[key].right else 1), last[key].at


@examples
@given(pools(), st.integers(1, 10), st.integers(0, 99))
def test_an_answer_is_asked_for_before_it_is_shown(pool: dict[str, Question], number: int, seed: int) -> None:
    drawn = draw(pool, NOTHING, number, seed)
    for first, second in combinations(drawn, 2):
        assert not shows(pool[first], pool[second]), f"{first} shows the answer of {second}, which comes after it"


@examples
@given(pools_with_a_past(), st.integers(1, 10), st.integers(0, 99))
def test_the_most_needed_are_drawn_and_left_out_only_for_a_reason(
    case: tuple[dict[str, Question], dict[str, Outcome]], number: int, seed: int
) -> None:
    pool, last = case
    drawn = draw(pool, last, number, seed)
    assert len(set(drawn)) == len(drawn) <= number
    groups = [group_of(key, pool) for key in drawn]
    assert len(set(groups)) == len(groups)
    for key in pool.keys() - set(drawn):
        rivals = [other for other in drawn if urgency(other, last) <= urgency(key, last)]
        full = len(rivals) == number
        grouped = group_of(key, pool) in {group_of(other, pool) for other in rivals}
        knotted = not can_be_ordered([pool[other] for other in [*rivals, key]])
        assert full or grouped or knotted, f"{key} could have been asked"


@examples
@given(pools_with_a_past(), st.integers(1, 10), st.integers(0, 99), st.randoms(use_true_random=False))
def test_the_same_seed_bank_and_history_give_the_same_quiz(
    case: tuple[dict[str, Question], dict[str, Outcome]], number: int, seed: int, chance: Any
) -> None:
    pool, last = case
    keys = list(pool)
    chance.shuffle(keys)
    assert draw({key: pool[key] for key in keys}, last, number, seed) == draw(pool, last, number, seed)


def test_first_the_unseen_then_the_missed_then_the_oldest() -> None:
    pool = question_keys([a_bank(*map(statement, range(8)))])
    past = {
        1: ("correct", 3),
        2: ("wrong", 5),
        3: ("correct", 1),
        4: ("partial", 2),
        5: ("correct", 2),
        6: ("wrong", 1),
    }
    last = {f"b/s{n}": outcome(f"b/s{n}", verdict, on_day(day)) for n, (verdict, day) in past.items()}
    order = ["b/s6", "b/s4", "b/s2", "b/s3", "b/s5", "b/s1"]
    assert set(draw(pool, last, 2, 7)) == {"b/s0", "b/s7"}
    for number in range(3, 9):
        assert set(draw(pool, last, number, 7)) == {"b/s0", "b/s7", *order[: number - 2]}


def test_longest_ago_is_a_matter_of_time_and_not_of_clocks() -> None:
    pool = question_keys([a_bank(statement(1), statement(2))])
    last = {
        "b/s1": outcome("b/s1", "correct", "2026-11-24T08:00:00+05:00"),  # 03:00 in Greenwich
        "b/s2": outcome("b/s2", "correct", "2026-11-24T04:00:00+00:00"),
    }
    assert draw(pool, last, 1, 7) == ["b/s1"]


def test_seeds_give_different_quizzes() -> None:
    pool = question_keys([a_bank(*map(statement, range(9)))])
    assert len({tuple(draw(pool, NOTHING, 9, seed)) for seed in range(9)}) > 5
    assert len({frozenset(draw(pool, NOTHING, 3, seed)) for seed in range(9)}) > 5


def test_the_order_of_two_does_not_depend_on_what_else_is_drawn() -> None:
    pool = question_keys([a_bank(*map(statement, range(9)))])
    drawn = draw(pool, NOTHING, 9, 7)
    for pair in combinations(drawn, 2):
        assert draw({key: pool[key] for key in pair}, NOTHING, 9, 7) == list(pair)


def test_the_order_of_a_seed_is_the_same_in_every_version() -> None:
    pool = question_keys([a_bank(*map(statement, range(4)))])
    assert draw(pool, NOTHING, 4, 7) == ["b/s3", "b/s0", "b/s1", "b/s2"]


def test_of_two_that_show_each_others_answer_one_is_asked() -> None:
    pair = typed(1, "Not Mazhilis, but?", "Senate"), typed(2, "Not Senate, but?", "Mazhilis")
    pool = question_keys([a_bank(*pair, statement(3))])
    for seed in range(9):
        drawn = draw(pool, NOTHING, 3, seed)
        assert len(drawn) == 2
        assert "b/s3" in drawn


@pytest.mark.parametrize(
    "shower",
    [
        statement(1, "The SENATE is a house."),
        statement(1, "The\nSenate’s seat is here."),
        MultipleChoice(id="s1", stem="Which?", answer="Senate", distractors=["other"]),
        MultipleResponse(id="s1", stem="Which?", answers=["one"], distractors=["The Senate"]),
        Ordering(id="s1", stem="Order.", items=["Senate", "other"]),
        Matching(id="s1", stem="Match.", pairs=[("a", "Senate"), ("b", "other")]),
        Matching(id="s1", stem="Match.", pairs=[("a", "one"), ("b", "other")], distractors=["Senate"]),
    ],
    ids=lambda question: question.type,
)
def test_an_answer_is_shown_by_a_stem_and_by_whatever_is_offered(shower: Question) -> None:
    asked = ShortAnswer(id="t1", stem="Which house?", answer="upper house", accept=["Senate"])
    pool = question_keys([a_bank(shower, asked)])
    assert {tuple(draw(pool, NOTHING, 2, seed)) for seed in range(12)} == {("b/t1", "b/s1")}


def test_a_part_of_a_word_shows_nothing() -> None:
    pool = question_keys(
        [a_bank(statement(1, "Senators meet. In 19910 too."), typed(1, "?", "Senate"), typed(2, "?", "1991"))]
    )
    assert {draw(pool, NOTHING, 3, seed)[0] for seed in range(20)} == {"b/s1", "b/t1", "b/t2"}


def test_a_group_is_one_of_its_bank_alone() -> None:
    banks = [a_bank(statement(1, group="g"), statement(2, group="g"), id_=name) for name in ("a", "b")]
    drawn = draw(question_keys(banks), NOTHING, 9, 1)
    assert sorted(key[0] for key in drawn) == ["a", "b"]


def test_a_retired_question_is_not_asked() -> None:
    pool = question_keys([a_bank(statement(1), statement(2, retired=True))])
    assert list(pool) == ["b/s1"]


def test_drawn_questions_are_ordered_anew_by_another_seed() -> None:
    bank = a_bank(*map(statement, range(9)), typed(1, "Which?", "so"))
    drawn = draw(question_keys([bank]), NOTHING, 9, 1)
    again = reorder([bank], drawn, 2)
    assert sorted(again) == sorted(drawn)
    assert again != drawn
    assert again == reorder([bank], drawn[::-1], 2)


def test_what_cannot_be_ordered_stays_as_it_was_drawn() -> None:
    bank = a_bank(typed(1, "Not Mazhilis, but?", "Senate"), typed(2, "Not Senate, but?", "Mazhilis"))
    for drawn in (["b/t1", "b/t2"], ["b/t2", "b/t1"]):
        assert reorder([bank], drawn, 1) == drawn


# What is known of the past


def outline(number: int, *outcomes: Outcome, **fields: Any) -> Outline:
    return Outline(id=f"session-{number}", attempts=list(outcomes), **fields)


def test_the_last_attempt_is_the_one_that_was_last_in_time() -> None:
    early, late = outcome("b/q", "wrong", on_day(1)), outcome("b/q", "correct", on_day(2))
    for sessions in ([outline(1, early), outline(2, late)], [outline(1, late), outline(2, early)]):
        assert last_outcomes(sessions) == {"b/q": late}


def test_times_of_two_zones_are_compared_as_times() -> None:
    early = outcome("b/q", "wrong", "2026-11-24T08:00:00+05:00")
    late = outcome("b/q", "correct", "2026-11-24T04:00:00+00:00")
    assert last_outcomes([outline(1, late), outline(2, early)]) == {"b/q": late}


def test_of_two_at_one_time_the_later_sessions_counts() -> None:
    first, second = outcome("b/q", "wrong"), outcome("b/q", "correct")
    assert last_outcomes([outline(1, first), outline(2, second)]) == {"b/q": second}


def test_a_slip_leaves_what_was_before() -> None:
    before = outcome("b/q", "correct", on_day(1))
    assert last_outcomes([outline(1, before), outline(2, outcome("b/q", "slip", on_day(2)))]) == {"b/q": before}
    assert last_outcomes([outline(1, outcome("b/q", "slip"))]) == {}


@pytest.mark.parametrize("finished", ["", on_day(4)], ids=["unfinished", "finished"])
@pytest.mark.parametrize("later", [[], [outline(2, outcome("b/other", "correct"), started=on_day(5))]])
def test_of_a_session_that_asks_once_more_the_first_response_counts(finished: str, later: list[Outline]) -> None:
    first, again = outcome("b/q", "wrong", on_day(2)), outcome("b/q", "correct", on_day(3))
    slip = outcome("b/q", "slip", on_day(1))
    study = outline(1, slip, first, again, mode="study", started=on_day(1), finished=finished)
    assert last_outcomes([study, *later])["b/q"] == first
    quiz = outline(2, outcome("b/q", "correct", on_day(3)), started=on_day(2))
    assert last_outcomes([study, quiz])["b/q"] == quiz.attempts[0]


# A sitting

YEAR = ShortAnswer(id="year", topic="Years", stem="In which year?", kind="year", answer="1991", hint="The nineties.")
SEATS = MultipleResponse(id="laws", stem="Who makes laws?", answers=["Senate", "Mazhilis"], distractors=["President"])
LOWER = TrueFalse(id="lower", stem="The Mazhilis is the lower house.", answer=True)
BANK = a_bank(YEAR, SEATS, LOWER)
RESPONSES: dict[str, list[Any]] = {
    "year": ["1991", "91", "1990"],
    "laws": [["Senate", "Mazhilis"], ["Senate"], ["President"]],
    "lower": ["True", "False"],
}


def a_session(*ids: str, **fields: Any) -> Session:
    drawn = [f"b/{id_}" for id_ in ids or ("year", "laws", "lower")]
    return Session(
        **{"id": "s", "mode": "quiz", "banks": {"b": BANK.version}, "seed": 7, "started": AT, "drawn": drawn, **fields}
    )


def a_sitting(*ids: str) -> Sitting:
    return Sitting(a_session(*ids), [BANK])


def places(sitting: Sitting) -> list[int]:
    """The places in the order in which they are asked from here on; answers them all."""
    found = []
    while (n := sitting.place) is not None:
        found.append(n)
        sitting.respond(n, RESPONSES[sitting.question(n).id][0], AT)
    return found


def resumed(session: Session, lines: list[dict[str, Any]], bank: Bank = BANK) -> Sitting:
    record = msgspec.json.decode(msgspec.json.encode(replay([{"session": msgspec.to_builtins(session)}, *lines])))
    return Sitting(msgspec.convert(record, Session), [bank])


def test_a_response_is_graded_and_recorded() -> None:
    sitting = a_sitting("laws", "year")
    sitting.spend(1, 1.25)
    sitting.spend(1, 3)
    grade, line = sitting.respond(1, ["Senate", "President"], AT)
    assert grade.verdict == "wrong"
    assert line == {
        "attempt": {
            "n": 1,
            "question": "b/laws",
            "type": "multiple-response",
            "stem": "Who makes laws?",
            "answer": ["Senate", "Mazhilis"],
            "response": ["Senate", "President"],
            "verdict": "wrong",
            "credit": 0.0,
            "seconds": 4.2,
            "at": AT,
            "options": 3,
        }
    }
    assert (sitting.place, sitting.answered, sitting.total) == (2, 1, 2)


def test_a_typed_response_has_no_options_and_keeps_its_reason() -> None:
    line = a_sitting("year").respond(1, "1990", AT)[1]["attempt"]
    assert "options" not in line
    assert (line["topic"], line["reason"]) == ("Years", "a different year")


def test_what_is_put_off_comes_at_the_end() -> None:
    sitting = a_sitting()
    assert sitting.later(1) == {"later": 1}
    assert (sitting.place, sitting.answered, sitting.total) == (2, 0, 3)
    sitting.later(2)
    assert places(sitting) == [3, 1, 2]
    assert sitting.place is None


def test_the_only_one_left_cannot_wait() -> None:
    sitting = a_sitting("year", "lower")
    assert sitting.can_wait()
    sitting.respond(1, "1990", AT)
    assert not sitting.can_wait()


def test_a_hint_is_recorded_with_the_response() -> None:
    sitting = a_sitting("year", "lower")
    assert sitting.hint(1) == {"hint": 1}
    assert sitting.respond(1, "1991", AT)[1]["attempt"]["hint"] is True
    assert "hint" not in sitting.respond(2, "True", AT)[1]["attempt"]


def test_a_slip_comes_again_and_does_not_count() -> None:
    sitting = a_sitting("lower", "year")
    sitting.respond(1, "False", AT)
    line = sitting.slip(1, on_day(25))
    assert line["draw"] == "b/lower"
    assert (line["attempt"]["verdict"], line["attempt"]["credit"], line["attempt"]["rev"]) == ("slip", None, 1)
    assert line["attempt"]["response"] is False
    assert (sitting.drawn, sitting.answered, sitting.total) == (["b/lower", "b/year", "b/lower"], 0, 2)
    assert places(sitting) == [2, 3]
    assert [attempt.verdict for attempt in sitting.attempts] == ["slip", "correct", "correct"]
    assert sitting.attempts[0].earlier[0]["verdict"] == "wrong"
    assert (sitting.answered, sitting.total) == (2, 2)


def test_a_slip_at_the_last_question_goes_on() -> None:
    sitting = a_sitting("lower")
    sitting.respond(1, "False", AT)
    sitting.slip(1, AT)
    assert (sitting.place, sitting.total, len(sitting.drawn)) == (2, 1, 2)


def test_a_close_response_has_one_more_try() -> None:
    sitting = a_sitting("year", "lower")
    grade, first = sitting.respond(1, "91", AT)
    assert (grade.verdict, first["attempt"]["verdict"], first["attempt"]["credit"]) == ("close", "close", 0.0)
    assert sitting.second_try(1)
    assert (sitting.place, sitting.answered, sitting.total) == (1, 0, 2)
    grade, second = sitting.respond(1, "1991", on_day(25))
    assert grade.verdict == "correct"
    assert second["attempt"]["rev"] == 1
    assert "earlier" not in second["attempt"], "the journal has the first one already"
    assert not sitting.second_try(1)
    assert (sitting.place, sitting.answered, sitting.total) == (2, 1, 2)
    [attempt] = sitting.attempts
    assert (attempt.verdict, attempt.rev, attempt.earlier) == ("correct", 1, [first["attempt"]])


@pytest.mark.parametrize(("second", "verdict"), [("91", "close"), ("1990", "wrong")])
def test_a_second_try_is_the_last(second: str, verdict: str) -> None:
    sitting = a_sitting("year", "lower")
    sitting.respond(1, "91", AT)
    sitting.respond(1, second, AT)
    [attempt] = sitting.attempts
    assert (attempt.verdict, attempt.credit, attempt.right) == (verdict, 0.0, False)
    assert sitting.place == 2


def test_a_second_try_can_be_put_off() -> None:
    sitting = a_sitting("year", "lower")
    sitting.respond(1, "91", AT)
    sitting.later(1)
    assert places(sitting) == [2, 1]
    assert sitting.attempts[0].verdict == "correct"


def test_a_close_response_gives_no_free_try_after_a_kill() -> None:
    _, line = (sitting := a_sitting("year", "lower")).respond(1, "91", AT)
    back = resumed(sitting.session, [line])
    assert (back.place, back.second_try(1), back.answered, back.total) == (1, True, 0, 2)
    back.respond(1, "91", AT)
    assert back.place == 2


def test_a_second_try_taken_in_another_run_takes_as_long_as_both() -> None:
    sitting = a_sitting("year")
    sitting.spend(1, 5)
    _, line = sitting.respond(1, "91", AT)
    for each in (sitting, resumed(sitting.session, [line])):
        each.spend(1, 2)
        each.respond(1, "1991", AT)
        assert each.attempts[0].seconds == 7


def test_an_exam_gives_no_second_try() -> None:
    sitting = Sitting(a_session("year", "lower", mode="exam"), [BANK])
    grade, line = sitting.respond(1, "91", AT)
    assert (grade.verdict, line["attempt"]["credit"]) == ("close", 0.0)
    assert (sitting.place, sitting.answered, sitting.second_try(1)) == (2, 1, False)
    back = resumed(sitting.session, [line])
    assert (back.place, back.answered) == (2, 1)


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("write the year in full", "write the year in full"),
        ("", "not quite"),
        ("two letters off: Mazhlas → Mazhilis", "not quite"),
        ("it is the MAZHILIS’", "not quite"),
        ("“Mazhlas of” is not the house of it", "“Mazhlas of” is not the house of it"),
        ("mazhilisation is another thing", "mazhilisation is another thing"),
        ("one word is right, Parliament is not", "not quite"),
    ],
)
def test_the_reason_of_a_close_response_does_not_show_the_answer(reason: str, shown: str) -> None:
    question = Close(id="t1", stem="Which house?", answer="Mazhilis, the house of Parliament", why=reason)
    sitting = Sitting(a_session("t1"), [a_bank(question)])
    sitting.respond(1, "Mazhlas", AT)
    assert sitting.close_reason(1) == shown
    assert sitting.attempts[0].reason == reason


class Close(ShortAnswer, frozen=True, kw_only=True, tag="close"):
    """Whatever is typed is close, for that reason."""

    why: str

    def grade(self, response: Response, lexicon: Lexicon) -> Grade:
        grade = ShortAnswer.grade(self, response, lexicon)
        return msgspec.structs.replace(grade, credit=0.0, verdict="close", reason=self.why)


# Counted as right by the learner


def test_a_response_is_counted_as_right_and_that_is_taken_back() -> None:
    sitting = a_sitting("year", "lower")
    _, first = sitting.respond(1, "1990", AT)
    overruled = sitting.overrule(1)["attempt"]
    assert (overruled["verdict"], overruled["credit"], overruled["rev"]) == ("overruled", 1.0, 1)
    [attempt] = sitting.attempts
    assert (attempt.right, attempt.earlier) == (True, [first["attempt"]])
    back = sitting.overrule(1)["attempt"]
    assert back == {**first["attempt"], "rev": 2}
    [attempt] = sitting.attempts
    assert (attempt.verdict, attempt.reason) == ("wrong", "a different year")
    assert attempt.earlier == [first["attempt"], overruled]
    assert (sitting.place, sitting.answered, sitting.total) == (2, 1, 2)


def test_a_second_close_response_that_is_taken_back_gives_no_third_try() -> None:
    sitting = a_sitting("year")
    for _ in range(2):
        sitting.respond(1, "91", AT)
    for verdict in ("overruled", "close", "overruled"):
        sitting.overrule(1)
        assert sitting.attempts[0].verdict == verdict
        assert (sitting.place, sitting.second_try(1)) == (None, False)


def test_the_rows_of_what_was_counted_as_right_have_the_answer_though_its_question_is_gone() -> None:
    before = a_sitting()
    lines = [before.respond(1, "1990", AT)[1], before.overrule(1)]
    sitting = resumed(before.session, lines, a_bank(SEATS, LOWER))
    assert [(row.text, row.given) for row in sitting.rows(1)] == [("1991", False), ("1990", True)]


kinds = st.sampled_from(["respond", "respond", "later", "later", "slip", "hint", "overrule"])
actions = st.lists(st.tuples(kinds, st.integers(0, 2)), min_size=3, max_size=12)
drawn_ids = st.lists(st.sampled_from(["year", "laws", "lower"]), min_size=1, unique=True)


@example([("later", 0), ("respond", 0), ("slip", 0)], ["year", "lower"])
@examples
@given(actions, drawn_ids)
def test_a_resumed_sitting_goes_on_as_if_it_had_never_stopped(steps: list[tuple[str, int]], ids: list[str]) -> None:
    sitting = a_sitting(*ids)
    lines: list[dict[str, Any]] = []
    settled: list[int] = []
    for what, which in steps:
        n = sitting.place
        if what == "slip" and settled:
            lines.append(sitting.slip(settled.pop(), AT))
        elif what == "overrule":
            last = sitting.attempt(settled[-1]) if settled else None
            lines += [sitting.overrule(settled[-1])] if last and can_be_overruled(last) else []
        elif n is None:
            break
        elif what == "respond":
            choices = RESPONSES[sitting.question(n).id]
            lines.append(sitting.respond(n, choices[which % len(choices)], AT)[1])
            settled += [] if sitting.second_try(n) else [n]
        elif what == "hint":
            lines.append(sitting.hint(n))
        elif what == "later" and sitting.can_wait():
            lines.append(sitting.later(n))
    back = resumed(sitting.session, lines)
    for name in ("drawn", "hints", "attempts", "place", "answered", "total", "gone"):
        assert getattr(back, name) == getattr(sitting, name), name
    assert back.record().attempts == sitting.record().attempts
    assert places(back) == places(sitting)
    assert back.attempts == sitting.attempts


def test_a_question_that_has_left_its_bank_is_left_out_and_named() -> None:
    for bank in (a_bank(YEAR, LOWER), a_bank(YEAR, msgspec.structs.replace(SEATS, retired=True), LOWER)):
        sitting = Sitting(a_session(), [bank])
        assert sitting.gone == ["b/laws"]
        assert (sitting.place, sitting.total) == (1, 2)
        assert places(sitting) == [1, 3]


def test_what_was_answered_counts_though_its_question_is_gone() -> None:
    before = a_sitting()
    _, line = before.respond(1, "1990", AT)
    sitting = resumed(before.session, [line], a_bank(SEATS, LOWER))
    assert (sitting.gone, sitting.answered, sitting.total) == (["b/year"], 1, 3)
    assert [attempt.response for attempt in sitting.attempts] == ["1990"]
    assert places(sitting) == [2, 3]


def test_a_question_that_is_gone_is_not_asked_again() -> None:
    again = reorder([a_bank(SEATS, LOWER)], ["b/lower", "b/year"], 1)
    assert Sitting(a_session(drawn=again), [a_bank(SEATS, LOWER)]).total == 1


def test_an_edited_bank_rewrites_no_past() -> None:
    before = a_sitting()
    _, line = before.respond(1, "1990", AT)
    edited = msgspec.structs.replace(YEAR, stem="Since when?", answer="1990")
    sitting = resumed(before.session, [line], a_bank(edited, SEATS, LOWER))
    [attempt] = sitting.attempts
    assert (attempt.stem, attempt.answer, attempt.right) == ("In which year?", "1991", False)


def test_each_question_is_graded_by_its_own_bank() -> None:
    other = Bank(id="c", title="Other", questions=(msgspec.structs.replace(YEAR, answer="1993"),))
    session = a_session(drawn=["c/year", "b/year"])
    sitting = Sitting(session, [BANK, other])
    assert [sitting.bank(n).id for n in (1, 2)] == ["c", "b"]
    assert sitting.respond(1, "1991", AT)[0].verdict == "wrong"
    assert sitting.respond(2, "1991", AT)[0].verdict == "correct"


def test_the_rows_of_an_answered_place() -> None:
    sitting = a_sitting("lower")
    sitting.respond(1, "False", AT)
    assert [(row.text, row.mark, row.given) for row in sitting.rows(1)] == [
        ("True", "right", False),
        ("False", "wrong", True),
    ]


def test_the_record_is_the_session_with_what_came_of_it() -> None:
    sitting = a_sitting("lower", "year")
    sitting.respond(1, "False", AT)
    sitting.slip(1, AT)
    record = sitting.record()
    assert record == msgspec.structs.replace(
        sitting.session, drawn=["b/lower", "b/year", "b/lower"], attempts=sitting.attempts
    )
    assert isinstance(record.attempts[0], Attempt)
    assert sitting.session.attempts == []

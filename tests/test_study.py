from collections import Counter
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civquiz.attempts import Outcome, Session, replay
from civquiz.questions.bank import Bank, Passage
from civquiz.questions.base import Question
from civquiz.questions.drawing import question_keys
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from civquiz.stats import by_part, missed, score
from civquiz.study import Plan, Study, plan

examples = settings(max_examples=30, deadline=None)  # how long one takes is the machine's affair

AT = "2026-11-24T08:00:00+05:00"
NOTHING: dict[str, Outcome] = {}


def outcome(key: str, *, right: bool, at: str = AT) -> Outcome:
    return Outcome(question=key, credit=float(right), at=at)


def passage(id_: str, text: str = "Nothing much.", title: str = "") -> Passage:
    return Passage(id=id_, title=title or id_.title(), text=text)


def statement(id_: str, passage_: str | list[str], **fields: Any) -> TrueFalse:
    return TrueFalse(**{"id": id_, "stem": f"The {id_}.", "answer": True, "passage": passage_, **fields})


def a_bank(passages: list[Passage], *questions: Question) -> Bank:
    return Bank(id="b", title="Bank", passages=tuple(passages), questions=questions)


def order(planned: Plan) -> list[str]:
    return [page.passage.id for page in planned.pages]


def ids(planned: Plan) -> list[str]:
    return [key.removeprefix("b/") for key in planned.drawn]


# Any bank and any past

NAMES = ["p", "q", "r", "s"]
WORDS = ["alpha", "bravo", "charlie", "alpha bravo"]
words = st.sampled_from(WORDS)


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    """Passages and questions of few words, so that answers stand in passages and in other questions all the time."""
    passages = [passage(name, draw(words)) for name in draw(st.lists(st.sampled_from(NAMES), unique=True))]
    there = st.lists(st.sampled_from([each.id for each in passages]), max_size=3) if passages else st.just([])
    questions: list[Question] = []
    for number in range(draw(st.integers(0, 8))):
        fields: dict[str, Any] = {
            "id": f"q{number}",
            "topic": draw(st.sampled_from(["", "x", "y", "z"])),
            "passage": draw(there),
            "group": draw(st.sampled_from(["", "", "g", "h"])),
            "retired": draw(st.sampled_from([False, False, False, True])),
            "stem": draw(words),
        }
        if draw(st.booleans()):
            questions.append(ShortAnswer(answer=draw(words), **fields))
        else:
            questions.append(TrueFalse(answer=draw(st.booleans()), **fields))
    return a_bank(passages, *questions)


@st.composite
def banks_with_a_past(draw: st.DrawFn) -> tuple[Bank, dict[str, Outcome]]:
    bank = draw(banks())
    past = {f"b/{each.id}": draw(st.sampled_from([None, False, True])) for each in bank.questions}
    return bank, {key: outcome(key, right=right) for key, right in past.items() if right is not None}


def share(bank: Bank, topic: str, last: dict[str, Outcome]) -> float:
    keys = [f"b/{each.id}" for each in bank.active if each.topic == topic]
    return sum(key in last and last[key].right for key in keys) / len(keys)


def stands_in(question: Question, read: Passage) -> bool:
    text = f" {read.title} {read.text} ".casefold()
    if isinstance(question, TrueFalse):
        return question.answer and f" {question.stem} " in text
    return any(f" {form} " in text for form in question.answer_forms())


@examples
@given(banks_with_a_past(), st.integers(0, 9))
def test_each_passage_is_read_once_weakest_topic_first(case: tuple[Bank, dict[str, Outcome]], seed: int) -> None:
    bank, last = case
    planned = plan(bank, last, seed)
    assert sorted(order(planned)) == sorted(each.id for each in bank.passages)
    assert [(page.at, page.of) for page in planned.pages] == [
        (n, len(bank.passages)) for n in range(1, len(bank.passages) + 1)
    ]
    in_file = {each.id: at for at, each in enumerate(bank.passages)}
    answering = {name for question in bank.active for name in question.passages}
    weakness = [
        (share(bank, page.topic, last), in_file[page.passage.id])
        for page in planned.pages
        if page.passage.id in answering
    ]
    assert weakness == sorted(weakness)
    for before, after in pairwise(bank.passages):
        if after.id not in answering:
            assert order(planned).index(after.id) == order(planned).index(before.id) + 1


@examples
@given(banks_with_a_past(), st.integers(0, 9))
def test_each_question_comes_after_the_last_of_its_passages_and_one_of_a_group(
    case: tuple[Bank, dict[str, Outcome]], seed: int
) -> None:
    bank, last = case
    planned = plan(bank, last, seed)
    questions = {key: question for key, question in question_keys([bank]).items() if question.passages}
    at = {name: place for place, name in enumerate(order(planned))}
    after = {key: max(at[name] for name in question.passages) for key, question in questions.items()}
    assert [after[key] for key in planned.drawn] == sorted(after[key] for key in planned.drawn)
    assert [page.questions for page in planned.pages] == [
        sum(after[key] == place for key in planned.drawn) for place in range(len(planned.pages))
    ]
    groups = [questions[key].group or key for key in planned.drawn]
    assert len(groups) == len(set(groups))
    assert set(groups) == {question.group or key for key, question in questions.items()}
    for key in planned.drawn:
        if stands_in(questions[key], planned.pages[after[key]].passage):
            others = [
                each for each in questions if questions[each].group and questions[each].group == questions[key].group
            ]
            for other in others:
                assert stands_in(questions[other], planned.pages[after[other]].passage), f"{other} could be asked"


@examples
@given(banks_with_a_past(), st.integers(0, 9))
def test_the_same_seed_bank_and_history_give_the_same_session(case: tuple[Bank, dict[str, Outcome]], seed: int) -> None:
    bank, last = case
    assert plan(bank, last, seed) == plan(bank, dict(reversed(last.items())), seed)


# What is planned, by examples


def test_what_was_never_asked_counts_as_not_known() -> None:
    bank = a_bank(
        [passage("a"), passage("b"), passage("c"), passage("d")],
        *[statement(f"a{n}", "a", topic="Half") for n in range(2)],
        *[statement(f"b{n}", "b", topic="Seldom asked") for n in range(4)],
        *[statement(f"c{n}", "c", topic="Never asked") for n in range(2)],
        *[statement(f"d{n}", "d", topic="Missed") for n in range(2)],
    )
    past = {"b/a0": True, "b/a1": False, "b/b0": True, "b/d0": False, "b/d1": False}
    last = {key: outcome(key, right=right) for key, right in past.items()}
    assert order(plan(bank, last, 1)) == ["c", "d", "b", "a"]
    assert order(plan(bank, NOTHING, 1)) == ["a", "b", "c", "d"], "nothing is known: as the author wrote it"


def test_a_passage_is_about_the_topic_of_most_questions_that_name_it_first() -> None:
    bank = a_bank(
        [passage("a"), passage("sum")],
        statement("one", ["a", "sum"], topic="Start"),
        statement("two", ["a", "sum"], topic="Start"),
        statement("three", "sum", topic="Dates"),
    )
    assert [(page.passage.id, page.topic) for page in plan(bank, NOTHING, 1).pages] == [
        ("a", "Start"),
        ("sum", "Dates"),
    ]
    named_second = a_bank([passage("a"), passage("sum")], statement("one", ["a", "sum"], topic="Start"))
    assert [page.topic for page in plan(named_second, NOTHING, 1).pages] == ["Start", "Start"]


def test_kept_to_some_questions_only_their_passages_are_read() -> None:
    bank = a_bank(
        [passage("a"), passage("b"), passage("c"), passage("d")],
        statement("one", ["b", "c"], topic="T"),
        statement("two", "b", topic="T"),
        statement("three", ["c", "d"], topic="U"),
        statement("four", "c", topic="U"),
    )
    kept = {key: each for key, each in question_keys([bank]).items() if each.topic == "T"}
    planned = plan(bank, NOTHING, 1, kept)
    assert [(page.passage.id, page.topic, page.questions) for page in planned.pages] == [("b", "T", 1), ("c", "T", 1)]
    assert ids(planned) == ["two", "one"]


def test_neither_retired_questions_nor_those_without_a_passage_are_asked() -> None:
    bank = a_bank([passage("a")], statement("old", "a", retired=True), statement("lone", ""), statement("now", "a"))
    assert ids(plan(bank, NOTHING, 1)) == ["now"]
    assert order(plan(a_bank([passage("a")], statement("old", "a", retired=True)), NOTHING, 1)) == ["a"]


READ = "In 1991 it left the Soviet Union. First a vote, then a speech. Mayor: signs. Clerk: sings. The council is free."
VERBATIM = [
    ShortAnswer(id="typed", stem="When?", answer="1990", accept=["1991"]),
    MultipleChoice(id="choice", stem="Which?", answer="the SOVIET  union", distractors=["Russia"]),
    MultipleResponse(id="several", stem="Which?", answers=["vote", "speech"], distractors=["march"]),
    TrueFalse(id="statement", stem="The council is free!", answer=True),
    Enumeration(id="named", stem="Name two.", answers=["vote", "speech", "march"], required=2),
    Ordering(id="order", stem="In order.", items=["vote", "speech"]),
    Matching(id="pairs", stem="Who?", pairs=[("Mayor", "signs"), ("Clerk", "sings")]),
]
IN_OTHER_WORDS = [
    ShortAnswer(id="typed", stem="When?", answer="199"),
    MultipleChoice(id="choice", stem="Which?", answer="The union", distractors=["Soviet Union"]),
    MultipleResponse(id="several", stem="Which?", answers=["vote", "march"], distractors=["speech"]),
    TrueFalse(id="statement", stem="The council is free", answer=False),
    Enumeration(id="named", stem="Name two.", answers=["vote", "march", "hike"], required=2),
    Ordering(id="order", stem="In order.", items=["vote", "march"]),
    Matching(id="pairs", stem="Who?", pairs=[("Mayor", "signs"), ("Clerk", "dances")]),
]


@pytest.mark.parametrize("question", VERBATIM, ids=lambda question: question.id)
def test_of_a_group_one_is_asked_whose_answer_was_not_just_read(question: Question) -> None:
    given_away = msgspec.structs.replace(question, passage="a", group="g")
    other = statement("other", "a", group="g")
    for questions in ([given_away, other], [other, given_away]):
        assert ids(plan(a_bank([passage("a", READ)], *questions), NOTHING, 1)) == ["other"]
    assert ids(plan(a_bank([passage("a", READ)], given_away), NOTHING, 1)) == [question.id], "there is no other"


@pytest.mark.parametrize("question", IN_OTHER_WORDS, ids=lambda question: question.id)
def test_an_answer_in_other_words_is_not_given_away(question: Question) -> None:
    here = msgspec.structs.replace(question, passage="a", group="g")
    given_away = statement("other", "a", stem="The council is free", group="g")
    assert ids(plan(a_bank([passage("a", READ)], given_away, here), NOTHING, 1)) == [question.id]


def test_of_those_that_are_not_given_away_the_one_that_a_quiz_would_draw_is_asked() -> None:
    bank = a_bank([passage("a")], *[statement(f"s{n}", "a", group="g") for n in range(3)])
    last = {"b/s0": outcome("b/s0", right=False), "b/s1": outcome("b/s1", right=True)}
    assert ids(plan(bank, last, 1)) == ["s2"]
    last["b/s2"] = outcome("b/s2", right=True)
    assert ids(plan(bank, last, 1)) == ["s0"]


@pytest.mark.parametrize("seed", range(6))
def test_after_a_passage_a_typed_question_comes_before_those_that_show_its_answer(seed: int) -> None:
    year = ShortAnswer(id="year", stem="When?", answer="1991", passage="a")
    shower = statement("shower", "a", stem="It was so in 1991.")
    assert ids(plan(a_bank([passage("a")], shower, year), NOTHING, seed)) == ["year", "shower"]
    circle = ShortAnswer(id="circle", stem="What of 1991?", answer="When", passage="a")
    assert sorted(ids(plan(a_bank([passage("a")], circle, year), NOTHING, seed))) == ["circle", "year"]


# A session under way: passage a has three questions, b none, c one

BANK = a_bank(
    [passage("a"), passage("b"), passage("c")],
    ShortAnswer(id="year", stem="When?", answer="1991", kind="year", passage="a", topic="T"),
    *[statement(name, "a", topic="T") for name in ("s1", "s2")],
    statement("s3", ["a", "c"], topic="T"),
)
DRAWN = ["b/year", "b/s1", "b/s2", "b/s3"]


def a_session(**fields: Any) -> Session:
    start: dict[str, Any] = {"id": "s", "mode": "study", "banks": {"b": BANK.version}, "seed": 7, "started": AT}
    return Session(**{**start, "drawn": DRAWN, "passages": ["a", "b", "c"], **fields})


def a_study() -> Study:
    return Study(a_session(), [BANK])


def resumed(session: Session, lines: list[dict[str, Any]], bank: Bank = BANK) -> Study:
    record = msgspec.json.decode(msgspec.json.encode(replay([{"session": msgspec.to_builtins(session)}, *lines])))
    return Study(msgspec.convert(record, Session), [bank])


def where(study: Study) -> tuple[str, int | None]:
    page = study.page
    return page.passage.id if page else "", study.place


RIGHT = {"year": "1991", "s1": "True", "s2": "True", "s3": "True"}


def respond(study: Study, *, right: bool = True) -> dict[str, Any]:
    assert study.place is not None
    response = RIGHT[study.question(study.place).id] if right else "False"
    return study.respond(study.place, response, AT)[1]


def test_passages_come_in_turn_those_without_questions_too() -> None:
    study = a_study()
    assert study.page is not None
    assert (study.page.topic, study.page.at, study.page.of, study.page.questions) == ("T", 1, 3, 3)
    turns = []
    while not study.over:
        turns.append((*where(study), study.progress))
        if study.page and not study.page.questions:
            assert study.pass_by() == {"passed": "b"}
        else:
            respond(study)
    assert turns == [
        ("a", 1, "1 of 3"),
        ("a", 2, "2 of 3"),
        ("a", 3, "3 of 3"),
        ("b", 4, "1 of 1"),
        ("c", 4, "1 of 1"),
    ]


def test_what_is_missed_comes_once_more_at_the_end_of_its_passage() -> None:
    study = a_study()
    line = respond(study, right=False)
    assert line["draw"] == "b/year"
    assert (study.answered, study.total, study.progress) == (1, 4, "2 of 4")
    for _ in range(2):
        assert "draw" not in respond(study)
    assert (where(study), study.progress, study.repeats(5)) == (("a", 5), "4 of 4", True)
    assert (study.answered, study.total) == (3, 4), "the same question"
    assert "draw" not in respond(study, right=False), "once"
    assert where(study) == ("b", 4)
    assert study.drawn == [*DRAWN, "b/year"]


def test_the_first_response_is_the_one_that_counts() -> None:
    study = a_study()
    respond(study, right=False)
    while study.place is not None:
        respond(study)
    found = score(study.attempts)
    assert (found.right, found.of, found.slips) == (3, 4, 0)
    assert [attempt.n for attempt in missed(study.attempts)] == [1]
    assert study.attempts[-1].right, "the repeat is kept all the same"
    parts = by_part(study.attempts, study.part)
    assert {part: (each.right, each.of) for part, each in parts.items()} == {"A": (2, 3), "C": (1, 1)}


def test_what_has_come_to_count_as_right_does_not_come_again() -> None:
    study = a_study()
    lines = [respond(study, right=False)]
    overruled = {**lines[0]["attempt"], "verdict": "overruled", "credit": 1.0, "rev": 1}
    back = resumed(study.session, [*lines, {"attempt": overruled}])
    assert (back.place, back.progress, back.answered, back.total) == (2, "2 of 3", 1, 4)
    for _ in range(2):
        respond(back)
    assert where(back) == ("b", 4)


def test_a_slip_that_was_wrong_is_asked_again_once() -> None:
    study = a_study()
    respond(study, right=False)
    line = study.slip(1, AT)
    assert "draw" not in line, "it waits already"
    for _ in range(2):
        respond(study)
    assert (where(study), study.repeats(5)) == (("a", 5), False), "it counts in place of the slip"
    assert respond(study, right=False)["draw"] == "b/year"
    assert where(study) == ("a", 6)
    respond(study)
    assert where(study) == ("b", 4)
    assert score(study.attempts).right == 2


def test_a_slip_after_the_last_question_comes_before_the_next_passage() -> None:
    study = a_study()
    for _ in range(3):
        respond(study)
    assert where(study) == ("b", 4)
    assert study.slip(3, AT)["draw"] == "b/s2"
    assert where(study) == ("a", 5)


def test_what_is_put_off_comes_at_the_end_of_its_passage() -> None:
    study = a_study()
    assert study.can_wait()
    study.later(1)
    for n in (2, 3, 1):
        assert where(study) == ("a", n)
        assert study.can_wait() == (n != 1)
        respond(study)


def test_a_close_response_is_tried_again_and_missed_only_then() -> None:
    study = a_study()
    assert "draw" not in study.respond(1, "91", AT)[1]
    assert (study.place, study.answered, study.progress) == (1, 0, "1 of 3")
    assert study.respond(1, "91", AT)[1]["draw"] == "b/year"
    assert study.place == 2


def test_a_passage_that_is_left_takes_its_questions_along() -> None:
    study = a_study()
    line = respond(study, right=False)
    passed = study.pass_by()
    assert passed == {"passed": "a"}
    for each in (study, resumed(study.session, [line, passed])):
        assert where(each) == ("b", 4)
        assert (each.answered, each.total) == (1, 2)
        each.pass_by()
        each.pass_by()
        assert (each.over, each.place, where(each)) == (True, None, ("", None))


steps = st.lists(st.sampled_from(["right", "right", "wrong", "later", "slip", "pass"]), min_size=3, max_size=16)


def take(study: Study, step: str, settled: int) -> tuple[dict[str, Any] | None, int]:
    """Take a step, if it can be taken; gives the journal's line and the place that may be taken back."""
    n = study.place
    if step == "pass" and study.page:
        return study.pass_by(), 0
    if step == "slip" and settled:
        return study.slip(settled, AT), 0
    if n is not None and step in {"right", "wrong"} and study.page and study.page.questions:
        return respond(study, right=step == "right"), n
    if n is not None and step == "later" and study.can_wait():
        return study.later(n), settled
    return None, settled


def go_on(study: Study) -> None:
    if study.page and not study.page.questions:
        study.pass_by()
    else:
        respond(study)


@examples
@given(steps)
def test_a_resumed_session_goes_on_as_if_it_had_never_stopped(taken: list[str]) -> None:
    study = a_study()
    lines: list[dict[str, Any]] = []
    settled = 0
    for step in taken:
        line, settled = take(study, step, settled)
        lines += [line] if line else []
    back = resumed(study.session, lines)
    while not study.over:
        for name in ("drawn", "attempts", "place", "page", "answered", "total"):
            assert getattr(back, name) == getattr(study, name), name
        go_on(study)
        go_on(back)
    assert back.over
    assert back.attempts == study.attempts
    assert max(Counter(study.drawn).values()) <= 2 + taken.count("slip")


def test_a_finished_session_keeps_what_was_read_and_not_how_it_was_left() -> None:
    record = replay([{"session": msgspec.to_builtins(a_session())}, {"passed": "a"}, {"finished": AT}])
    assert record["passages"] == ["a", "b", "c"]
    assert "passed" not in record


def test_a_bank_that_was_edited_is_studied_as_far_as_it_is_there() -> None:
    moved = msgspec.structs.replace(BANK, passages=BANK.passages[1:], questions=BANK.questions[1:])
    study = Study(a_session(), [moved])
    assert study.gone == ["b/year"]
    turns = []
    while not study.over:
        turns.append(where(study))
        go_on(study)
    assert turns == [("b", 4), ("c", 4), ("", 2), ("", 3)], "those that have lost their passage come last"
    assert [study.part(attempt) for attempt in study.attempts] == ["", "", "C"]


def test_a_bank_that_is_gone_leaves_what_was_answered() -> None:
    study = a_study()
    lines = [respond(study)]
    session = resumed(study.session, lines).session
    assert Study(session, []).over


def test_the_parts_of_passages_of_one_title_are_told_apart() -> None:
    passages = [passage("a", title="Same"), passage("b", title="Same"), Passage(id="c", text="Untitled.")]
    questions = [statement(name, name) for name in "abc"]
    session = a_session(drawn=["b/a", "b/b", "b/c"])
    study = Study(session, [a_bank(passages, *questions)])
    while study.place is not None:
        study.respond(study.place, "True", AT)
    assert [study.part(attempt) for attempt in study.attempts] == ["Same (a)", "Same (b)", "c"]

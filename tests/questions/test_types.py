from collections.abc import Iterable
from itertools import chain, combinations, permutations
from math import inf, isclose, nan
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civquiz.questions import QUESTION_TYPES
from civquiz.questions.base import (
    Arrange,
    Because,
    ChooseMany,
    ChooseOne,
    EnterText,
    Interaction,
    Match,
    Question,
    Recorded,
    Response,
    Row,
)
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.grading import Grade, Lexicon
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse

NOTHING_ELSE = Lexicon()
WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india")
SEEDS = range(12)

CHOICE = MultipleChoice(
    id="power",
    stem="Who holds executive power?",
    answer="The President",
    distractors=["The Mazhilis", Because("The Senate", "it makes laws"), "The Supreme Court"],
)
SEVERAL = MultipleResponse(
    id="laws",
    stem="Who makes laws?",
    answers=["Senate", "Mazhilis"],
    distractors=["President", Because("Supreme Court", "it judges"), Because("Constitutional Council", "it reviews")],
)
STATEMENT = TrueFalse(id="lower", stem="The Senate is the lower house.", answer=False)
TYPED = ShortAnswer(
    id="year",
    stem="In which year did Kazakhstan become independent?",
    answer="1991",
    kind="year",
    reject=["1990", Because("1993", "the year of a constitution")],
)

examples = settings(max_examples=30, deadline=None)  # how long one takes is the machine's affair
NAMED = Enumeration(
    id="bodies",
    stem="Which two bodies make up the judiciary?",
    answers=["Supreme Court", ["Constitutional Council", "Council of the Constitution"]],
    reject=[Because("Constitutional Court", "the text names a Council")],
)
ORDERED = Ordering(id="events", stem="Earliest first.", items=["Independence", "Constitution", "Decree", "Summit"])
MATCHED = Matching(
    id="branches",
    stem="Which branch?",
    pairs=[("President", "executive"), ("Senate", "legislative"), ("Supreme Court", "judicial")],
    distractors=[Because("electoral", "the text has three branches")],
)
SAMPLES: list[Question] = [CHOICE, SEVERAL, STATEMENT, TYPED, NAMED, ORDERED, MATCHED]
BRANCHES = dict(MATCHED.pairs)


def each_type(*, typed: bool = True) -> pytest.MarkDecorator:
    chosen = [question for question in SAMPLES if typed or not question.answer_forms()]
    return pytest.mark.parametrize("question", chosen, ids=lambda question: question.type)


def graded(question: Question, response: Response) -> Grade:
    return question.grade(response, NOTHING_ELSE)


def outcome(question: Question, response: Response) -> tuple[float, str]:
    grade = graded(question, response)
    return grade.credit, grade.verdict


def changed(question: Question, **fields: Any) -> Question:
    return msgspec.structs.replace(question, **fields)


def shown(interaction: Interaction) -> list[tuple[str, ...]]:
    match interaction:
        case ChooseOne() | ChooseMany() | Arrange():
            return [interaction.options]
        case Match():
            return [interaction.lefts, interaction.rights]
        case EnterText():
            return []


def orders(question: Question, seeds: Iterable[int] = SEEDS) -> list[list[tuple[str, ...]]]:
    return [shown(question.interaction(seed)) for seed in seeds]


def test_the_samples_are_of_every_type_and_have_no_faults() -> None:
    assert [question.type for question in SAMPLES] == list(QUESTION_TYPES)
    assert [list(question.faults()) for question in SAMPLES] == [[]] * len(SAMPLES)


# Grading


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.type)
def test_a_type_says_whether_its_response_is_typed(question: Question) -> None:
    assert question.typed == isinstance(question.interaction(1), EnterText)


def test_one_option_is_right() -> None:
    assert graded(CHOICE, "The President") == Grade(1.0, "correct")
    assert graded(CHOICE, "The Senate") == Grade(0.0, "wrong", "it makes laws")
    assert graded(CHOICE, "The Mazhilis") == Grade(0.0, "wrong")


@pytest.mark.parametrize("holds", [True, False])
def test_a_statement_is_true_or_false(holds: bool) -> None:
    statement = changed(STATEMENT, answer=holds)
    assert outcome(statement, str(holds)) == (1.0, "correct")
    assert outcome(statement, str(not holds)) == (0.0, "wrong")


def lists(most: int, least: int = 1) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(WORDS), unique=True, min_size=least, max_size=most)


@examples
@given(lists(8, least=2), st.data())
def test_a_wrong_tick_takes_back_a_right_one(options: list[str], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(options) - 1))
    answers, distractors = options[:count], options[count:]
    question = changed(SEVERAL, answers=answers, distractors=distractors)
    ticks = data.draw(st.lists(st.sampled_from(options), unique=True, min_size=1))
    right, wrong = len(set(ticks) & set(answers)), len(set(ticks) & set(distractors))
    credit, verdict = outcome(question, ticks)
    assert isclose(credit, max(0, right - wrong) / len(answers))
    if wrong == 0 and right == len(answers):
        assert verdict == "correct"
    elif credit > 0 or right == len(answers):
        assert verdict == "partial"
    else:
        assert verdict == "wrong"


def test_all_right_with_as_many_wrong_beside_is_partial_without_credit() -> None:
    assert outcome(SEVERAL, ["Senate", "Mazhilis", "President"]) == (0.5, "partial")
    assert outcome(SEVERAL, ["Senate", "Mazhilis", "President", "Supreme Court"]) == (0.0, "partial")
    assert outcome(SEVERAL, ["Senate", "President"]) == (0.0, "wrong")


def test_ticks_count_once_and_in_any_order() -> None:
    assert outcome(SEVERAL, ["Mazhilis", "Senate", "Mazhilis"]) == (1.0, "correct")


def test_the_reasons_of_all_wrong_ticks_are_told() -> None:
    assert graded(SEVERAL, ["Constitutional Council", "Supreme Court"]).reason == "it judges; it reviews"


def test_a_typed_year() -> None:
    assert outcome(TYPED, "1991") == (1.0, "correct")
    assert outcome(TYPED, "in 1991") == (1.0, "correct")
    assert outcome(TYPED, "91") == (0.0, "close")
    assert graded(TYPED, "1993") == Grade(0.0, "wrong", "the year of a constitution")
    assert outcome(TYPED, "1992") == (0.0, "wrong")


def test_a_number_has_its_tolerance() -> None:
    number = ShortAnswer(id="n", stem="How many?", answer="20", kind="number", tolerance=2, unit="km")
    assert [outcome(number, text)[0] for text in ("20", "18", "22 km", "17", "22.1")] == [1, 1, 1, 0, 0]


def test_what_another_question_has_as_its_answer_is_known() -> None:
    lexicon = Lexicon((("other", "", ("Human Rights Commission",)), ("same", "g", ("Human Rights Committee",))))
    question = ShortAnswer(id="q", group="g", stem="Which body?", answer="Higher Regional Court")
    assert question.grade("HRC", lexicon).verdict == "close"
    assert changed(question, answer="Human Rights Commission").grade("HRC", lexicon).verdict == "correct"


@examples
@given(lists(7, least=2), st.data())
def test_something_wrong_named_takes_back_something_right(names: list[str], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(names) - 1))
    answers, others = names[:count], names[count:]
    required = data.draw(st.integers(1, count))
    question = Enumeration(id="e", stem="Name some.", answers=list(answers), required=required)
    said = data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    right, wrong = len(set(said) & set(answers)), len(set(said) & set(others))
    credit, verdict = outcome(question, ", ".join(said))
    assert isclose(credit, max(0, min(right, required) - wrong) / required)
    if wrong == 0 and right >= required:
        assert verdict == "correct"
    elif credit > 0 or right >= required:
        assert verdict == "partial"
    else:
        assert verdict == "wrong"


def test_without_a_number_all_have_to_be_named_in_any_of_their_forms() -> None:
    assert outcome(NAMED, "council of the constitution, supreme court") == (1.0, "correct")
    assert outcome(NAMED, "Supreme Court") == (0.5, "partial")
    assert outcome(NAMED, "Constitutional Council, Council of the Constitution") == (0.5, "partial")


def test_a_rejected_name_gives_its_reason() -> None:
    grade = graded(NAMED, "Supreme Court, Constitutional Court")
    assert (grade.credit, grade.verdict) == (0.0, "wrong")
    assert "the text names a Council" in grade.reason


@examples
@given(st.integers(2, 9).flatmap(lambda count: st.permutations(range(count))))
def test_the_credit_of_an_order_is_its_share_of_neighbours(places: list[int]) -> None:
    items = list(WORDS[: len(places)])
    kept = sum(places.index(n) + 1 == places.index(n + 1) for n in range(len(places) - 1))
    credit, verdict = outcome(changed(ORDERED, items=items), [items[place] for place in places])
    assert isclose(credit, kept / (len(items) - 1))
    assert verdict == ("correct" if places == sorted(places) else "partial" if kept else "wrong")


@examples
@given(st.integers(2, 8), st.data())
def test_the_credit_of_pairs_is_the_share_of_right_ones(count: int, data: st.DataObject) -> None:
    rights = [str(number) for number in range(1990, 1990 + count)]
    question = Matching(id="m", stem="When?", pairs=list(zip(WORDS[:count], rights, strict=True)), distractors=["2026"])
    sides = data.draw(st.lists(st.sampled_from([*rights, "2026"]), min_size=count, max_size=count))
    right = sum(side == answer for side, answer in zip(sides, rights, strict=True))
    credit, verdict = outcome(question, dict(zip(WORDS[:count], sides, strict=True)))
    assert isclose(credit, right / count)
    assert verdict == ("correct" if right == count else "partial" if right else "wrong")


def test_a_side_that_belongs_to_none_gives_its_reason() -> None:
    assert graded(MATCHED, {**BRANCHES, "Senate": "electoral"}).reason == "the text has three branches"


@examples
@given(st.text(max_size=40))
def test_whatever_is_typed_is_graded(text: str) -> None:
    for question in (TYPED, NAMED):
        grade = graded(question, text)
        assert 0 <= grade.credit <= 1
        assert grade.verdict != "correct" or grade.credit == 1


# Interactions


@each_type(typed=False)
def test_a_seed_gives_one_order_of_all_that_is_offered(question: Question) -> None:
    assert orders(question) == orders(question)
    for order in orders(question):
        assert sorted(chain(*order)) == sorted(question.shown_texts() or ["False", "True"])


@pytest.mark.parametrize("question", [CHOICE, SEVERAL, ORDERED, MATCHED], ids=lambda question: question.type)
def test_seeds_give_different_orders(question: Question) -> None:
    for lists_ in zip(*orders(question), strict=True):
        assert len(set(lists_)) > 2


def test_two_questions_with_one_seed_have_orders_of_their_own() -> None:
    assert orders(CHOICE) != orders(changed(CHOICE, id="another"))


@pytest.mark.parametrize(
    ("question", "other"),
    [
        (CHOICE, changed(CHOICE, distractors=CHOICE.distractors[::-1])),
        (
            CHOICE,
            changed(CHOICE, answer="The Mazhilis", distractors=["The Senate", "The Supreme Court", "The President"]),
        ),
        (SEVERAL, changed(SEVERAL, answers=SEVERAL.answers[::-1], distractors=SEVERAL.distractors[::-1])),
        (ORDERED, changed(ORDERED, items=ORDERED.items[::-1])),
        (MATCHED, changed(MATCHED, pairs=MATCHED.pairs[::-1])),
    ],
    ids=["distractors", "answer", "multiple-response", "ordering", "matching"],
)
def test_the_order_in_the_file_does_not_show(question: Question, other: Question) -> None:
    assert orders(question) == orders(other)


def test_another_option_does_not_change_the_order_of_the_others() -> None:
    more = changed(CHOICE, distractors=[*CHOICE.distractors, "The Government"])
    for [options], [with_more] in zip(orders(CHOICE), orders(more), strict=True):
        assert options == tuple(option for option in with_more if option != "The Government")


def test_the_order_of_a_seed_is_the_same_in_every_version() -> None:
    assert shown(CHOICE.interaction(7)) == [("The Supreme Court", "The Mazhilis", "The Senate", "The President")]
    assert shown(ORDERED.interaction(7)) == [("Independence", "Decree", "Constitution", "Summit")]


def test_true_and_false_are_never_shuffled() -> None:
    assert {STATEMENT.interaction(seed) for seed in SEEDS} == {ChooseOne(("True", "False"))}


@pytest.mark.parametrize(
    "options",
    [
        ["1991", "1993", "2002", "2017"],
        ["9", "10", "100", "1,000"],
        ["-1", "0", "0.5", "2"],
        ["1991", "January 1993", "2002", "9 June 2017"],
        ["9 June 1993", "10 May 2002", "1 January 2017"],
        ["1993-01-28", "2002-09-19", "2017-06-09"],
        ["January 1993", "March 1993", "December 1993"],
    ],
    ids=", ".join,
)
def test_numbers_and_dates_stand_in_their_own_order(options: list[str]) -> None:
    question = MultipleChoice(
        id="when", stem="When?", answer=options[1], distractors=[options[-1], options[0], *options[2:-1]]
    )
    several = MultipleResponse(id="when", stem="When?", answers=[options[-1]], distractors=list(options[:-1]))
    lefts = list(WORDS[: len(options)])
    pairs = Matching(id="when", stem="When?", pairs=list(zip(lefts, reversed(options), strict=True)))
    for seed in SEEDS:
        assert question.interaction(seed).options == tuple(options)
        assert several.interaction(seed).options == tuple(options)
        assert pairs.interaction(seed).rights == tuple(options)


def test_one_option_that_is_no_number_lets_all_be_shuffled() -> None:
    assert len({CHOICE.interaction(seed).options for seed in SEEDS}) > 1
    mixed = changed(CHOICE, answer="1991", distractors=["1993", "never", "2002"])
    assert len({order[0] for order in orders(mixed)}) > 2


def test_the_items_of_an_ordering_are_shuffled_even_if_they_are_years() -> None:
    years = changed(ORDERED, items=["1991", "1993", "2002"])
    assert len({order[0] for order in orders(years)}) > 2


@pytest.mark.parametrize(("required", "count"), [(0, 2), (1, 1), (2, 2)])
def test_a_line_of_text_asks_for_as_many_as_are_required(required: int, count: int) -> None:
    assert TYPED.interaction(1) == EnterText()
    assert changed(NAMED, required=required).interaction(1) == EnterText(count)


# Guessing


def every_response(interaction: Interaction) -> list[Response]:
    """All that somebody who knows nothing might give; a right side goes to one left."""
    match interaction:
        case ChooseOne(options):
            return list(options)
        case ChooseMany(options):
            sizes = range(1, len(options) + 1)
            return [list(ticks) for size in sizes for ticks in combinations(options, size)]
        case Arrange(options):
            return [list(order) for order in permutations(options)]
        case Match(lefts, rights):
            return [dict(zip(lefts, sides, strict=True)) for sides in permutations(rights, len(lefts))]
        case EnterText():
            return []


@each_type(typed=False)
def test_the_chance_of_a_guess_is_the_share_of_responses_that_are_right(question: Question) -> None:
    responses = every_response(question.interaction(3))
    right = [response for response in responses if graded(question, response).verdict == "correct"]
    assert len(right) == 1
    assert isclose(question.guess(), len(right) / len(responses))


def test_what_is_typed_is_not_guessed() -> None:
    assert TYPED.guess() == NAMED.guess() == 0


def test_a_side_that_two_share_can_be_guessed_too() -> None:
    shared = changed(
        MATCHED, pairs=[("President", "executive"), ("Senate", "legislative"), ("Mazhilis", "legislative")]
    )
    for distractors in ([], ["electoral"]):
        question = changed(shared, distractors=distractors)
        assert list(question.faults()) == []
        rights = {"executive", "legislative", *distractors}
        assert 1 / len(rights) ** 3 <= question.guess() <= 1 / len(rights)


# Faults


@pytest.mark.parametrize(
    ("question", "field", "message"),
    [
        (changed(CHOICE, distractors=[]), "distractors", "needs a wrong option"),
        (changed(CHOICE, distractors=["the  president"]), "distractors", "has “the president” twice"),
        (changed(CHOICE, distractors=["\u200b", "b"]), "distractors", "has an empty text"),
        (changed(CHOICE, distractors=list(WORDS)), "distractors", "at most 9 options"),
        (changed(SEVERAL, answers=[]), "answers", "needs a right option"),
        (changed(SEVERAL, answers=["Senate", "President"]), "distractors", "has “President” twice"),
        (changed(SEVERAL, answers=list(WORDS[:5])), None, None),
        (changed(SEVERAL, answers=list(WORDS[:7])), "distractors", "at most 9 options"),
        (changed(TYPED, accept=["1991"]), "accept", "has “1991” twice"),
        (changed(TYPED, reject=["1990", "1990"]), "reject", "has “1990” twice"),
        (changed(TYPED, answer=" "), "accept", "has an empty text"),
        (changed(TYPED, tolerance=1.0), "kind", "tolerance and unit go with kind"),
        (changed(TYPED, unit="years"), "kind", "tolerance and unit go with kind"),
        (changed(TYPED, kind="number", tolerance=-1.0), "tolerance", "must not be negative"),
        (changed(TYPED, kind="number", tolerance=inf), "tolerance", "must not be negative, and have an end"),
        (changed(TYPED, kind="number", tolerance=nan), "tolerance", "must not be negative, and have an end"),
        (changed(NAMED, answers=[]), "answers", "needs something to name"),
        (
            changed(NAMED, answers=[[f"{a} {b}" for b in range(101)] for a in range(10)]),
            "answers",
            "at most 1,000 forms",
        ),
        (changed(NAMED, answers=["a", []]), "answers", "has an empty list of forms"),
        (changed(NAMED, required=3), "required", "must be 1 to 2"),
        (changed(NAMED, required=-1), "required", "must be 1 to 2"),
        (changed(NAMED, answers=["a", ["b", "A"]]), "answers", "has “A” twice"),
        (changed(ORDERED, items=["one"]), "items", "must be 2 to 9"),
        (changed(ORDERED, items=[*WORDS, "juliett"]), "items", "must be 2 to 9"),
        (changed(ORDERED, items=["a", "b", "A"]), "items", "has “A” twice"),
        (changed(MATCHED, pairs=[("a", "b")]), "pairs", "must be 2 to 9"),
        (changed(MATCHED, pairs=[("a", "b"), ("A", "c")]), "pairs", "has “A” twice"),
        (changed(MATCHED, distractors=list(WORDS[:7])), "distractors", "at most 9 right sides"),
        (changed(MATCHED, distractors=["Judicial"]), "distractors", "has “Judicial” twice"),
    ],
)
def test_a_fault_is_named_by_its_field(question: Question, field: str | None, message: str | None) -> None:
    faults = list(question.faults())
    if field is None or message is None:
        assert faults == []
        return
    assert any(fault.where == question.id and fault.field == field and message in fault.message for fault in faults)


# What is shown afterwards


def test_a_missed_choice_ticks_the_right_option_and_crosses_the_given_one() -> None:
    rows = {row.text: row for row in CHOICE.review("The Senate", 3, NOTHING_ELSE)}
    assert rows["The Senate"] == Row("The Senate", "wrong", given=True, note="it makes laws")
    assert rows["The President"] == Row("The President", "right")
    assert rows["The Mazhilis"] == Row("The Mazhilis")


@each_type(typed=False)
def test_the_rows_stand_as_they_stood_in_the_question(question: Question) -> None:
    for seed in (1, 2, 3):
        interaction = question.interaction(seed)
        rows = [row.text for row in question.review(every_response(interaction)[0], seed, NOTHING_ELSE)]
        if isinstance(interaction, ChooseOne | ChooseMany):
            assert rows == list(interaction.options)
        elif isinstance(interaction, Match):
            assert [row.partition(":")[0] for row in rows] == list(interaction.lefts)


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (CHOICE, "The President"),
        (SEVERAL, ["Senate", "Mazhilis"]),
        (STATEMENT, "False"),
        (TYPED, "1991"),
        (NAMED, "Supreme Court, Constitutional Council"),
        (ORDERED, ORDERED.items),
        (MATCHED, BRANCHES),
    ],
    ids=lambda value: value.type if isinstance(value, Question) else "",
)
def test_a_right_response_has_no_cross(question: Question, response: Response) -> None:
    assert graded(question, response).verdict == "correct"
    rows = question.review(response, 5, NOTHING_ELSE)
    assert "right" in {row.mark for row in rows}
    assert "wrong" not in {row.mark for row in rows}


def test_a_right_option_without_a_tick_is_shown_as_missed() -> None:
    rows = {row.text: row for row in SEVERAL.review(["Senate", "Supreme Court"], 3, NOTHING_ELSE)}
    assert rows["Senate"] == Row("Senate", "right", given=True)
    assert rows["Mazhilis"] == Row("Mazhilis", "right", note="missed")
    assert rows["Supreme Court"] == Row("Supreme Court", "wrong", given=True, note="it judges")
    assert rows["President"] == Row("President")


def test_what_was_typed_is_shown_beside_the_answer() -> None:
    assert TYPED.review("1993", 1, NOTHING_ELSE) == [
        Row("1991", "right"),
        Row("1993", "wrong", given=True, note="the year of a constitution"),
    ]
    assert TYPED.review("in 1991", 1, NOTHING_ELSE) == [Row("in 1991", "right", given=True)]


def test_each_thing_to_name_is_shown_and_each_that_is_none() -> None:
    assert NAMED.review("supreme court, parliament", 1, NOTHING_ELSE) == [
        Row("Supreme Court", "right", given=True),
        Row("Constitutional Council", "right", note="not named"),
        Row("parliament", "wrong", given=True),
    ]


@pytest.mark.parametrize("typed", ["Constitutional Court", "constitutional court", "the Constitutional Court"])
def test_a_rejected_name_is_shown_with_its_reason_however_it_is_written(typed: str) -> None:
    row = NAMED.review(f"Supreme Court, {typed}", 1, NOTHING_ELSE)[-1]
    assert (row.text, row.mark, row.note) == (typed, "wrong", "the text names a Council")


def test_a_wrong_place_is_shown_with_the_one_given() -> None:
    rows = ORDERED.review(["Constitution", "Independence", "Decree", "Summit"], 1, NOTHING_ELSE)
    assert [(row.text, row.mark, row.note) for row in rows] == [
        ("1. Independence", "wrong", "you put it at 2"),
        ("2. Constitution", "wrong", "you put it at 1"),
        ("3. Decree", "right", ""),
        ("4. Summit", "right", ""),
    ]


def test_a_wrong_pair_is_shown_with_the_right_side() -> None:
    rows = MATCHED.review({**BRANCHES, "Senate": "judicial", "Supreme Court": "legislative"}, 1, NOTHING_ELSE)
    assert {row.text: row.note for row in rows if row.mark == "wrong"} == {
        "Senate: legislative": "you chose judicial",
        "Supreme Court: judicial": "you chose legislative",
    }


def entries_with_why(question: Question) -> list[Because]:
    entries = [*getattr(question, "distractors", []), *getattr(question, "reject", [])]
    return [entry for entry in entries if isinstance(entry, Because)]


@each_type()
def test_the_reason_of_a_miss_is_in_the_rows(question: Question) -> None:
    wrong: dict[str, Response] = {
        "multiple-choice": "The Senate",
        "multiple-response": ["Supreme Court"],
        "short-answer": "1993",
        "enumeration": "Constitutional Court",
        "matching": {**BRANCHES, "Senate": "electoral"},
    }
    if question.type not in wrong:  # these two have no reasons
        assert question.type in {"true-false", "ordering"}
        return
    response = wrong[question.type]
    [why] = [
        entry.why
        for entry in entries_with_why(question)
        if entry.why and entry.why in graded(question, response).reason
    ]
    assert any(why in row.note for row in question.review(response, 1, NOTHING_ELSE))


# What is recorded


@pytest.mark.parametrize(
    ("question", "response", "answer", "record"),
    [
        (CHOICE, "The Senate", "The President", "The Senate"),
        (SEVERAL, ["Senate", "President"], ["Senate", "Mazhilis"], ["Senate", "President"]),
        (STATEMENT, "True", False, True),
        (STATEMENT, "False", False, False),
        (TYPED, "in 91", "1991", "in 91"),
        (NAMED, "supreme court, it", ["Supreme Court", "Constitutional Council"], ["supreme court", "it"]),
        (ORDERED, ["Summit", "Decree", "Constitution", "Independence"], ORDERED.items, ORDERED.items[::-1]),
        (MATCHED, {"President": "judicial"}, BRANCHES, {"President": "judicial"}),
    ],
    ids=lambda value: value.type if isinstance(value, Question) else "",
)
def test_answer_and_response_are_recorded_in_words(
    question: Question, response: Response, answer: Recorded, record: Recorded
) -> None:
    assert question.answer_record() == answer
    assert type(question.answer_record()) is type(answer)
    assert question.response_record(response) == record
    assert question.response_from(record) == response
    assert msgspec.json.decode(msgspec.json.encode(record), type=Recorded) == record


@each_type(typed=False)
@examples
@given(data=st.data(), seed=st.integers(0, 2**24))
def test_a_recorded_response_is_graded_as_the_response_was(question: Question, data: st.DataObject, seed: int) -> None:
    response = data.draw(st.sampled_from(every_response(question.interaction(seed))))
    again = question.response_from(question.response_record(response))
    assert graded(question, again) == graded(question, response)


pieces = st.lists(
    st.one_of(
        st.sampled_from(["supreme court", "Constitutional Council", "and", ",", ";", "/", "or"]), st.text(max_size=5)
    )
)


@examples
@given(pieces.map(" ".join))
def test_what_is_recorded_of_a_list_is_graded_as_what_was_typed(typed: str) -> None:
    again = NAMED.response_from(msgspec.convert(NAMED.response_record(typed), Recorded))
    assert graded(NAMED, again) == graded(NAMED, typed)


@each_type()
def test_only_typed_questions_can_be_given_away(question: Question) -> None:
    assert bool(question.answer_forms()) == isinstance(question.interaction(1), EnterText)

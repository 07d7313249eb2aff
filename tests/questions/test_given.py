import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.questions.base import Question
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.given import UnusableError, response_given
from civquiz.questions.grading import Lexicon
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from tests.formats.any_bank import questions

CHOICE = MultipleChoice(id="q", stem="Who?", answer="The President", distractors=["The Senate; the upper house", "No"])
SEVERAL = MultipleResponse(id="q", stem="Which?", answers=["Senate", "Mazhilis"], distractors=["Tribunal"])
STATEMENT = TrueFalse(id="q", stem="It is so.", answer=True)
ORDER = Ordering(id="q", stem="In order.", items=["Morning", "Noon", "Night"])
PAIRS = Matching(id="q", stem="Match.", pairs=[("at 8:00", "up"), ("at 20:00", "down: to bed")], distractors=["out"])
TYPED = ShortAnswer(id="q", stem="What?", answer="1991", kind="year")
LISTED = Enumeration(id="q", stem="Name two.", answers=["Senate", "Mazhilis"])


@pytest.mark.parametrize(
    ("question", "written", "response"),
    [
        (CHOICE, " the  PRESIDENT ", "The President"),
        (CHOICE, "the senate; the upper house", "The Senate; the upper house"),
        (CHOICE, "no", "No"),
        (STATEMENT, "true", "True"),
        (STATEMENT, "NO", "False"),
        (STATEMENT, False, "False"),
        (STATEMENT, "ture", "True"),
        (STATEMENT, "I think it's flase", "False"),
        (SEVERAL, "mazhilis;senate; ", ["Mazhilis", "Senate"]),
        (SEVERAL, "Senate; senate", ["Senate"]),
        (SEVERAL, ["Senate"], ["Senate"]),
        (SEVERAL, ' ["senate", "Tribunal"]', ["Senate", "Tribunal"]),
        (ORDER, "noon; morning; night", ["Noon", "Morning", "Night"]),
        (PAIRS, "at 20:00: down: to bed; AT 8:00:up", {"at 20:00": "down: to bed", "at 8:00": "up"}),
        (PAIRS, '{"at 20:00": "out", "at 8:00": "out"}', {"at 20:00": "out", "at 8:00": "out"}),
        (TYPED, " in 1991; I think", " in 1991; I think"),
        (TYPED, 1991, "1991"),
        (TYPED, "", ""),
        (LISTED, ["Senate", "Mazhilis"], "Senate, Mazhilis"),
        (LISTED, "senate and mazhilis", "senate and mazhilis"),
    ],
)
def test_what_is_written_down_is_what_would_have_been_chosen(question: Question, written: Any, response: Any) -> None:
    assert response_given(question, written) == response


@pytest.mark.parametrize(
    ("question", "written", "why"),
    [
        (CHOICE, "The Presidant", "there is no “The Presidant” here; there are: "),
        (CHOICE, "", "nothing is given; there are: "),
        (CHOICE, ["The President"], "give one of the options"),
        (STATEMENT, "maybe", "there is no “maybe” here; there are: True; False"),
        (SEVERAL, "Senate; Court", "there is no “Court” here"),
        (SEVERAL, " ; ", "nothing is given"),
        (SEVERAL, [], "nothing is given"),
        (SEVERAL, [["Senate"]], "give a list of texts"),
        (SEVERAL, {"Senate": "Mazhilis"}, "give a list of texts"),
        (SEVERAL, "[" * 100_000, "there is no “["),
        (ORDER, "Morning; Night", "each of them has to be placed; missing: Noon"),
        (ORDER, ["Morning", "Noon", "Night", "noon"], "each of them has one place; given twice: Noon"),
        (PAIRS, "at 8:00: up", "each of them has to be matched; missing: at 20:00"),
        (PAIRS, "at 9:00: up", "there is no “at 9” here"),
        (PAIRS, "at 8:00: in", "there is no “in” here"),
        (PAIRS, "at 8:00:", "nothing is given; there are: "),
        (PAIRS, "at 8:00: up; at 8:00: out", "“at 8:00” is given twice"),
        (PAIRS, {"at 8:00": None}, "give a text for each"),
        (PAIRS, ["up", "out"], "give left: right, with ; between"),
        (TYPED, None, "give a text"),
        (TYPED, ["1991"], "give a text, not a list"),
        (LISTED, {"Senate": "x"}, "give a text"),
    ],
)
def test_what_cannot_be_graded_is_told(question: Question, written: Any, why: str) -> None:
    with pytest.raises(UnusableError) as caught:
        response_given(question, written)
    assert caught.value.message.startswith(why)
    assert "\n" not in caught.value.message


written_down = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(questions())
def test_the_answer_as_it_is_recorded_is_the_answer(question: Question) -> None:
    recorded = json.loads(json.dumps(question.answer_record()))
    response = response_given(question, recorded)
    assert response == question.response_from(recorded)
    if not question.answer_forms():
        assert question.grade(response, Lexicon()).verdict == "correct"


@given(questions(), written_down)
def test_whatever_is_written_down_is_graded_or_told(question: Question, written: Any) -> None:
    try:
        response = response_given(question, written)
    except UnusableError as error:
        assert error.message  # noqa: PT017 - either way is right
    else:
        question.grade(response, Lexicon())


@pytest.mark.parametrize(
    ("said", "answer"),
    [("F", False), ("no, that's false", False), ("not true", False), ("y", True), ("not false", True), ("True.", True)],
)
def test_a_statement_is_true_or_false_in_words_of_ones_own(said: str, answer: bool) -> None:
    question = TrueFalse(id="q", stem="It is.", answer=answer)
    assert question.grade(response_given(question, said), Lexicon()).credit == 1


@pytest.mark.parametrize("said", ["true or false", "maybe", "", "not", "I don't know if it is true"])
def test_what_is_neither_true_nor_false_cannot_be_used(said: str) -> None:
    with pytest.raises(UnusableError):
        response_given(TrueFalse(id="q", stem="It is.", answer=True), said)


@pytest.mark.parametrize(("question", "piece"), [(PAIRS, "at 8:00:"), (PAIRS, "::"), (ORDER, "Morning; Noon; Night;")])
def test_a_long_response_is_told_of_at_once(question: Question, piece: str) -> None:
    with pytest.raises(UnusableError):
        response_given(question, piece * 100_000)  # an hour, if each colon or item were held against all

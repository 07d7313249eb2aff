import io
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats import json_list
from civquiz.formats.contract import Item, Note
from civquiz.formats.gather import Gathered, gather
from civquiz.questions import QUESTION_TYPES
from tests.formats import any_bank


def read(value: object) -> Gathered:
    data = value if isinstance(value, bytes) else msgspec.json.encode(value)
    return gather(json_list.read(io.BytesIO(data)), "town", "Town")


def only(*records: dict[str, Any]) -> dict[str, Any]:
    """The first of the questions."""
    found = read(list(records))
    assert found.skipped == ()
    values: dict[str, Any] = msgspec.to_builtins(found.bank.questions[0])
    del values["id"]
    return values


def reason(*records: dict[str, Any]) -> str:
    """Why the first of them is not taken."""
    found = read(list(records))
    assert found.skipped[0].where == "question 1"
    return found.skipped[0].reason


def refusal(data: bytes) -> str:
    with pytest.raises(CivquizError) as caught:
        read(data)
    assert "\n" not in caught.value.message
    return caught.value.message


WHO = {"question": "Who?", "options": ["Ann", "Bob", "Cid"]}
SHOWS_0 = {"question": "What?", "options": ["x", "y", "z"], "answer": 0}
SHOWS_1 = {"question": "What?", "options": ["x", "y", "z"], "answer": 3}
BOB = {"type": "multiple-choice", "stem": "Who?", "answer": "Bob", "distractors": ["Ann", "Cid"]}
WITH_TEXTS = [{"text": "Ann", "correct": False}, {"text": "Bob", "correct": True}, {"text": "Cid", "correct": False}]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({**WHO, "answer": "Bob"}, id="text"),
        pytest.param({**WHO, "answer": " bob. "}, id="text, nearly"),
        pytest.param({**WHO, "answer": "B"}, id="letter"),
        pytest.param({**WHO, "answer": ["B"]}, id="list"),
        pytest.param({**WHO, "answer": {"q": "B"}}, id="object"),
        pytest.param({**WHO, "correctIndex": 1}, id="index"),
        pytest.param({**WHO, "correct_answer_index": 1}, id="snake index"),
        pytest.param({**WHO, "answer": "Bob", "answer_idx": 1}, id="text and index"),
        pytest.param({**WHO, "options": ["A) Ann", "B) Bob", "C) Cid"], "answer": "B"}, id="labels"),
        pytest.param({**WHO, "options": ["A. Ann", "B. Bob", "C. Cid"], "answer": "B. Bob"}, id="labels, text"),
        pytest.param({**WHO, "options": {"a": "Ann", "b": "Bob", "c": "Cid"}, "correct": "b"}, id="by label"),
        pytest.param({"mcq": "Who?", "options": {"A": "Ann", "B": "Bob", "C": "Cid"}, "answer": "Bob"}, id="mcq"),
        pytest.param({"q": "Who?", "a": "Ann", "b": "Bob", "c": "Cid", "correct": "b"}, id="letters as names"),
        pytest.param({"question": "Who?", "answers": WITH_TEXTS}, id="marked"),
        pytest.param({"questionText": "Who?", "answerOptions": [
            {"answerText": "Ann", "isCorrect": False},
            {"answerText": "Bob", "isCorrect": True},
            {"answerText": "Cid", "isCorrect": False},
        ]}, id="marked, named"),
        pytest.param({"question": "Who?", "answers": {"Ann": False, "Bob": True, "Cid": False}}, id="mapping"),
        pytest.param({"stem": "Who?", "options": [
            {"id": "q-1", "text": "Ann"}, {"id": "q-2", "text": "Bob"}, {"id": "q-3", "text": "Cid"},
        ], "correctOptionId": "q-2"}, id="ids"),
        pytest.param({"question": {"text": "Who?"}, "correctAnswer": "Bob", "incorrectAnswers": ["Ann", "Cid"]},
                     id="text in an object"),
        pytest.param({"title": "Who?", "answer_1": "Ann", "answer_2": "Bob", "answer_3": "Cid", "right_answer": "Bob"},
                     id="title"),
        pytest.param({"text": "Who?", "choice1": "Ann", "choice2": "Bob", "choice3": "Cid", "answer": 2},
                     id="numbered"),
        pytest.param({"question": "Who?",
                      "answers": {"answer_a": "Ann", "answer_b": "Bob", "answer_c": "Cid", "answer_d": None},
                      "correct_answers": {"answer_a_correct": "false", "answer_b_correct": "true"}},
                     id="table of marks"),
        pytest.param({"frage": "Who?", "antworten": ["Ann", "Bob", "Cid"], "richtig": "Bob"}, id="German"),
        pytest.param({"term": "Who?", "options": ["Ann", "Bob", "Cid"], "back": "B"}, id="card with options"),
    ],
)  # fmt: skip
def test_one_of_several_options_is_right(record: dict[str, Any]) -> None:
    assert only(record) == BOB


@pytest.mark.parametrize("key", [[0, 2], "A, C", ["A", "C"], ["Ann", "Cid"], "Ann, Cid", "AC"])
def test_several_right_options_make_a_multiple_response(key: object) -> None:
    found = only({**WHO, "answer": key}, SHOWS_0)
    assert found == {"type": "multiple-response", "stem": "Who?", "answers": ["Ann", "Cid"], "distractors": ["Bob"]}


@pytest.mark.parametrize(("other", "right"), [(SHOWS_0, "Cid"), (SHOWS_1, "Bob")])
def test_the_others_of_the_file_show_whether_numbers_count_from_0_or_1(other: dict[str, Any], right: str) -> None:
    assert only({**WHO, "answer": 2}, other)["answer"] == right


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ([{**WHO, "answer": 1}], "the file does not show which option the answer “1” means"),
        ([{**WHO, "answer": 1}, SHOWS_0, SHOWS_1], "the file does not show which option the answer “1” means"),
        ([{**WHO, "correctIndex": 3}], "the file does not show which option the answer “3” means"),
        ([{**WHO, "answer": "Dan"}], "the answer “Dan” is none of the options"),
        (
            [{**WHO, "answer": "A"}, *[{**WHO, "answer": "Bob"}] * 9],
            "the file does not show which option the answer “A” means",
        ),
        ([{**WHO, "answer": "Bob", "correctIndex": 0}], "its fields name different right options"),
        ([WHO], "nothing says which option is right"),
        ([{"question": "Who?", "answers": ["Ann", "Bob"]}], "has several answers, and not how many of them"),
        (
            [{"question": "Who?", "answers": [{"name": {}, "state": "MD"}]}],
            "its answers are no texts but records of name",
        ),
        ([{"question": "Who?", "options": ["Ann", None, "Cid"], "answer": "B"}], "the option that is right is empty"),
        ([{"question": "Who?", "options": ["Ann", [1], "Cid"], "answer": "A"}], "an option is no text"),
        ([{"question": "Who?", "options": ["See the map"], "answer": "A"}], "has only one option"),
        ([{"question": ["Who?"], "answer": "Ann"}], "its question is no text"),
        ([{"question": "Who?", "answer": None}, WHO], "has no answer"),
        (
            [{"question": "Who?", "answer": "C"}, {"question": "What?", "answer": "A"}],
            "its answer is a letter, and no field",
        ),
        ([{"question": "Name all.", "answer": ["a", "b"]}, {"question": "?", "answer": ["c"]}], "has several answers"),
        ([{"question": "Who?", "answers": ["a"], "required": 2}], "asks for 2 answers and has 1"),
        ([{"question": "Who?", "type": "ordering", "options": ["a", "b"]}], "an ordering question whose right order"),
        ([{"question": "Who?", "type": "matching", "pairs": [["a"]]}], "a matching question whose pairs"),
    ],
)
def test_what_cannot_be_taken_is_told_and_not_guessed(records: list[dict[str, Any]], why: str) -> None:
    assert reason(*records).startswith(why)


def test_a_single_slip_does_not_overthrow_how_a_file_counts() -> None:
    counted = [{**WHO, "answer": number % 3} for number in range(12)]
    found = read([*counted, {**WHO, "question": "Which?", "answer": 3}])
    assert [question.answer_record() for question in found.bank.questions] == ["Ann", "Bob", "Cid"] * 4
    assert [skipped.where for skipped in found.skipped] == ["question 13"]


def test_a_why_of_an_option_comes_along() -> None:
    options = [{"text": "Ann", "isCorrect": True, "rationale": "Yes."}, {"text": "Bob", "rationale": "He is not."}]
    assert only({"question": "Who?", "answerOptions": options})["distractors"] == [{"text": "Bob", "why": "He is not."}]


@pytest.mark.parametrize(
    ("record", "answer"),
    [
        ({"answer": True}, True),
        ({"answer": "false"}, False),
        ({"options": ["True", "False"], "answer": "False"}, False),
        ({"options": ["False", "True"], "correctIndex": 1}, True),
        ({"correct_answer": "False", "incorrect_answers": ["True"]}, False),
        ({"type": "boolean", "answer": 1}, True),
    ],
)
def test_true_or_false_is_known_by_its_answers(record: dict[str, Any], answer: bool) -> None:
    assert only({"question": "He signs.", **record}) == {"type": "true-false", "stem": "He signs.", "answer": answer}


def test_accepted_choices_of_which_one_is_expected_are_a_short_answer() -> None:
    found = only(
        {
            "question": "What is the supreme law? *",
            "questionNumber": 2,
            "expectedAnswers": 1,
            "answers": {"_type": "text", "choices": ["(U.S.) Constitution", "the Constitution"]},
            "theme": "GOVERNMENT",
            "section": "Principles",
        }
    )
    assert found == {
        "type": "short-answer",
        "stem": "What is the supreme law? *",
        "topic": "Principles",
        "answer": "(U.S.) Constitution",
        "accept": ["the Constitution"],
    }


def test_accepted_choices_of_which_more_are_expected_are_an_enumeration() -> None:
    found = only({"question": "Name two.", "expectedAnswers": 2, "answers": {"choices": ["a", "b", "c"]}})
    assert found == {"type": "enumeration", "stem": "Name two.", "answers": ["a", "b", "c"], "required": 2}


def test_choices_that_each_name_all_that_is_expected_are_taken_apart() -> None:
    choices = ["Legislative, executive, and judicial", "Congress, president, and the courts"]
    found = read([{"question": "Name the branches.", "expectedAnswers": 3, "answers": choices}])
    assert found.bank.questions[0].answer_record() == ["Legislative", "executive", "judicial"]
    assert found.bank.questions[0].answer_forms()[:2] == ["Legislative", "Congress"]
    assert found.notes == (Note("question 1", "each of its answers was taken as several, divided by commas"),)


def test_a_list_of_answers_is_known_where_others_have_one() -> None:
    found = read([{"question": "What is it?", "answer": ["a", "b"]}, {"question": "What else?", "answer": ["c"]}])
    assert [question.answer_forms() for question in found.bank.questions] == [["a", "b"], ["c"]]
    assert found.notes == (
        Note("question 1", "any of its 2 answers counts as right; if more are asked for, say how many"),
    )


def test_an_answer_with_its_number_in_a_list_of_one_is_a_short_answer() -> None:
    found = only({"question": "Who?", "answer": 0, "answers": ["Ann"], "tags": ["x"]}, {**SHOWS_0, "answer": 0})
    assert found == {"type": "short-answer", "stem": "Who?", "answer": "Ann"}


def test_a_term_and_its_definition_are_a_card() -> None:
    found = list(json_list.read(io.BytesIO(b'[{"word": "Senate", "definition": "upper house", "hints": ["up"]}]')))
    values = {"stem": "Senate", "hint": "up", "type": "short-answer", "answer": "upper house"}
    assert found == [Item("question 1", values, card=True)]


def test_pictures_are_noted() -> None:
    found = read([{**WHO, "answer": "Bob", "image": "https://x.org/a/map.png", "images": []}])
    assert found.notes == (Note("question 1", "the picture map.png is left out"),)


@pytest.mark.parametrize(
    ("value", "topics"),
    [
        ([BOB | {"question": "Who?"}], [""]),
        ({"response": 0, "results": [{**WHO, "answer": "Bob"}]}, [""]),
        ({"title": "Quiz", "quiz": {"questions": [{**WHO, "answer": "Bob"}]}}, [""]),
        ({"1": {**WHO, "answer": "Bob"}, "2": {**WHO, "answer": "A"}}, ["", ""]),
        ({"History": [{**WHO, "answer": "Bob"}], "Law": [{**WHO, "answer": "A"}]}, ["History", "Law"]),
        ({"easy": [{**WHO, "answer": "Bob"}], "hard": [{**WHO, "answer": "A"}]}, ["", ""]),
        ([{"name": "Law", "questions": [{**WHO, "answer": "Bob", "category": "Rights"}, {**WHO, "answer": "A"}]}],
         ["Rights", "Law"]),
        ({"areas": [{"name": "Law", "parts": [{"name": "Courts", "sets": [{"no": 1, "all": [{**WHO, "answer": "B"}]}]}]}
         ]}, ["Courts"]),
        ({"title": "Quiz", "items": [{**WHO, "answer": "Bob", "category": 16}]}, [""]),
    ],
)  # fmt: skip
def test_the_lists_of_questions_are_found_wherever_they_are(value: object, topics: list[str]) -> None:
    assert [question.topic for question in read(value).bank.questions] == topics


def test_lines_of_json_are_questions_each() -> None:
    lines = [
        msgspec.json.encode({**WHO, "answer": "Bob"}),
        b"",
        b"{broken",
        msgspec.json.encode({**WHO, "answer": "C"}),
    ]
    found = read(b"\n".join(lines))
    assert [question.answer_record() for question in found.bank.questions] == ["Bob", "Cid"]
    assert [(skipped.where, skipped.reason) for skipped in found.skipped] == [("line 3", "not an object")]


def test_an_entry_that_is_no_object_is_told() -> None:
    found = read([{**WHO, "answer": "Bob"}, 7, None, {"name": "x"}])
    assert [(skipped.where, skipped.reason) for skipped in found.skipped] == [
        ("question 2", "not an object"),
        ("question 3", "not an object"),
        ("question 4", "has no answer"),
    ]


@given(any_bank.questions())
def test_a_list_of_questions_in_our_own_shape_is_read_as_it_is(question: Any) -> None:
    values = msgspec.to_builtins(question)
    own = gather([Item("", values)], "town", "Town").bank.questions
    held = {field: value for field, value in values.items() if field not in {"retired", "ignore", "passage"}}
    fields = {field for type_ in QUESTION_TYPES.values() for field in type_.__struct_fields__}
    assert held.keys() <= fields | {"type"}
    assert [each.answer_record() for each in read([held]).bank.questions] == [each.answer_record() for each in own]


@pytest.mark.parametrize(
    ("head", "is_json"),
    [(b"[{", True), (b"\xef\xbb\xbf \n{", True), ("[{".encode("utf-16"), True), (b"", False), (b"a,b", False)],
)
def test_json_is_known_by_its_first_character(head: bytes, is_json: bool) -> None:
    assert json_list.sniff(head) is is_json


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is not valid JSON: Input data was truncated; mend it there"),
        (b"[1,", "it is not valid JSON"),
        (b'[{"question": "\\ud800"}]', "it is not valid JSON"),
        (b'{"question": NaN}', "it is not valid JSON"),
        (b"[]", "there are no questions in it"),
        (b"null", "there are no questions in it"),
        (b'[["question", "answer"]]', "there are no questions in it"),
        (b"[" * 100_000, "it nests lists or objects deeper than any list of questions"),
        (b"[" * 900 + b"]" * 900, "there are no questions in it"),
        (b'{"a":' * 100_000, "it nests lists or objects deeper than any list of questions"),
        (b"{" * 1_000_001, "it has more than 500,000 lists and objects; split the file into several"),
        (b"[" + b'{"question":"a","answer":"b"},' * 50_001 + b"0]", "more than 50,000 questions; split the file"),
        (b'[{"question":"a","answer":' + b"9" * 5_000 + b"}]", "it is not valid JSON"),
        (b"{}\n" * 1_000, "there are no questions in it"),
        (b'"\n' * (1 << 18), "it is not valid JSON"),
    ],
)
def test_what_holds_no_questions_is_refused_in_a_line(data: bytes, message: str) -> None:
    assert refusal(data).startswith(message)


@pytest.mark.parametrize(
    "record",
    [
        {"question": "a" * (1 << 20), "answer": " " * (1 << 20) + "b"},
        {"question": "a", "options": ["x"] * 100_000, "answer": "x"},
        {"question": "a", "options": "x, " * 100_000, "answer": "x"},
        {"question": "a", "options": ["A) x", "B) y"], "answer": "A and " * 100_000},
        {"question": "a", "answers": ["x"] * 100_000, "required": 3},
        {"question": "<" * 100_000, "answer": "&amp;" * 10_000},
        {"question": "a", "type": "matching", "pairs": {str(number): "x" for number in range(10_000)}},
    ],
)
def test_records_without_end_are_told(record: dict[str, Any]) -> None:
    found = read([record])
    assert len(found.skipped) == 1
    assert len(found.skipped[0].reason) < 1_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 5) | st.sampled_from(["A", "Ann", "1,2", "Bob;Cid", "<b>", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "question", "answer", "answers", "options", "correct", "type", "required", "a", "b"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["question", "answer", "answers", "options", "correctIndex", "type", "pairs"]), JSON
    )
)
def test_records_of_any_shape_are_taken_or_told(record: dict[str, Any]) -> None:
    found = read([{"question": "Who?", "answer": "Ann"}, record])
    assert len(found.bank.questions) + len(found.skipped) == 2

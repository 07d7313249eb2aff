import base64
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats import open_trivia
from civquiz.formats.gather import Gathered, gather

WHO = {
    "type": "multiple",
    "difficulty": "easy",
    "category": "Entertainment: Film &amp; Stage",
    "question": " Who said &quot;I&#039;ll be  back&quot;?",
    "correct_answer": "Beyonc&eacute; ",
    "incorrect_answers": ["T&amp;shy;om &amp;amp; Jerry", "Fish &amp; Chips"],
}
IS_IT = {"type": "boolean", "question": "Is it?", "correct_answer": "False", "incorrect_answers": ["True"]}


def read(value: object) -> Gathered:
    data = value if isinstance(value, bytes) else msgspec.json.encode(value)
    return gather(open_trivia.read(io.BytesIO(data)), "trivia", "Trivia")


def refusal(data: bytes) -> str:
    with pytest.raises(CivquizError) as caught:
        read(data)
    assert "\n" not in caught.value.message
    return caught.value.message


def encoded(encode: Callable[[str], str]) -> dict[str, Any]:
    plain: dict[str, str | list[str]] = {
        "type": "multiple",
        "category": "Politics",
        "question": "Who, in 100% of cases, said “Ça va”?",
        "correct_answer": "Tom + Jerry",
        "incorrect_answers": ["Ann", "R&D"],
    }
    return {
        name: list(map(encode, value)) if isinstance(value, list) else encode(value) for name, value in plain.items()
    }


def test_entities_are_decoded_and_stray_spaces_taken_off() -> None:
    found = read({"response_code": 0, "results": [WHO, IS_IT]})
    first, second = map(msgspec.to_builtins, found.bank.questions)
    assert first == {
        "type": "multiple-choice",
        "id": first["id"],
        "stem": 'Who said "I\'ll be  back"?',
        "topic": "Entertainment: Film & Stage",
        "answer": "Beyoncé",
        "distractors": ["Tom & Jerry", "Fish & Chips"],
    }
    assert second == {"type": "true-false", "id": "is-it", "stem": "Is it?", "answer": False}


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(str, id="none"),
        pytest.param(lambda text: quote(text, safe=""), id="url3986"),
        pytest.param(quote_plus, id="urlLegacy"),
        pytest.param(lambda text: base64.b64encode(text.encode()).decode(), id="base64"),
    ],
)
def test_each_encoding_of_the_api_is_known(encode: Callable[[str], str]) -> None:
    [question] = read([encoded(encode)]).bank.questions
    assert msgspec.to_builtins(question) == {
        "type": "multiple-choice",
        "id": question.id,
        "stem": "Who, in 100% of cases, said “Ça va”?",
        "topic": "Politics",
        "answer": "Tom + Jerry",
        "distractors": ["Ann", "R&D"],
    }


def test_an_encoding_is_that_of_the_whole_file_or_of_none() -> None:
    looks_encoded = {
        **IS_IT,
        "question": "abcd",
        "type": "multiple",
        "correct_answer": "a%20b",
        "incorrect_answers": ["Ruby"],
    }
    found = read([looks_encoded, WHO])
    assert found.bank.questions[0].stem == "abcd"
    assert found.bank.questions[0].answer_record() == "a%20b"


def test_tags_are_text_for_the_api_has_no_html() -> None:
    found = read([{**WHO, "question": "What does &lt;b&gt; do?", "correct_answer": "&lt;b&gt;"}])
    assert found.bank.questions[0].stem == "What does <b> do?"
    assert found.bank.questions[0].answer_record() == "<b>"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (7, "not an object with “question”, “correct_answer” and “incorrect_answers”"),
        (
            {**WHO, "incorrect_answers": "Ann"},
            "not an object with “question”, “correct_answer” and “incorrect_answers”",
        ),
        ({**WHO, "question": None}, "its question or one of its answers is no text"),
        ({**WHO, "question": ""}, "its question or one of its answers is no text"),
        ({**WHO, "incorrect_answers": ["Ann", ["Bob"]]}, "its question or one of its answers is no text"),
        ({**WHO, "type": "boolean"}, "true or false by its type, but its answers are others"),
        ({**WHO, "incorrect_answers": []}, "distractors: needs a wrong option"),
        ({**WHO, "incorrect_answers": ["Ann", "Ann"]}, "distractors: has “Ann” twice"),
        ({**WHO, "question": "a" * 3_000}, "stem: at most 2,000 characters, and this has 3,000"),
    ],
)
def test_a_broken_record_does_not_take_the_others_along(record: object, reason: str) -> None:
    found = read({"results": [record, WHO]})
    assert [(skipped.where, skipped.reason) for skipped in found.skipped] == [("question 1", reason)]
    assert len(found.bank.questions) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is not valid JSON: Input data was truncated; mend it there"),
        (b'{"results": [', "it is not valid JSON"),
        (b'{"results": ["\\ud800"]}', "it is not valid JSON"),
        (b'{"response_code": 1, "results": []}', "there are no questions in it; ask Open Trivia DB for them anew"),
        (b"{}", "there are no questions in it"),
        (b'{"results": {}}', "there are no “results” in it, and it is no list of questions"),
        (b"7", "there are no “results” in it, and it is no list of questions"),
        (b"[" * 100_000, "it nests lists or objects deeper than Open Trivia DB does"),
        (b"[" + b"{}," * 50_000 + b"{}]", "more than 50,000 questions; split the file into several"),
        (b"[" + b"0," * 5_000_001 + b"0]", "more than 50,000 questions; split the file into several"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_line(data: bytes, message: str) -> None:
    assert refusal(data).startswith(message)


@pytest.mark.parametrize(
    ("head", "is_trivia"),
    [
        (msgspec.json.encode({"response_code": 0, "results": [WHO]}), True),
        (
            b"\xef\xbb\xbf\n" + msgspec.json.encode([encoded(lambda text: base64.b64encode(text.encode()).decode())]),
            True,
        ),
        (msgspec.json.encode([WHO]).decode().encode("utf-16"), True),
        (msgspec.json.encode({"questions": [WHO]}), False),
        (b'[{"question": "Who?", "correct_answer": "Ann"}]', False),
        (b'question,"correct_answer","incorrect_answers"', False),
        (b"", False),
    ],
)
def test_the_format_is_known_by_its_names(head: bytes, is_trivia: bool) -> None:
    assert open_trivia.sniff(head) is is_trivia


@given(st.lists(st.text(max_size=20), min_size=4, max_size=4), st.sampled_from([str, quote, quote_plus]))
def test_texts_of_any_kind_are_taken_or_told(texts: list[str], encode: Callable[[str], str]) -> None:
    question, answer, *wrong = map(encode, texts)
    found = read([{"question": question, "correct_answer": answer, "incorrect_answers": wrong}, WHO])
    assert len(found.bank.questions) + len(found.skipped) == 2


@given(st.binary(max_size=100))
def test_any_bytes_end_in_a_line(data: bytes) -> None:
    assert refusal(data)

import codecs

import msgspec
import pytest
import tomli

from civquiz.errors import CivquizError
from civquiz.formats import json_bank, toml_bank
from tests.formats.test_toml_bank import FULL

HEAD = '{"id": "town", "title": "Town", "questions": ['


def refusal(data: str | bytes) -> CivquizError:
    with pytest.raises(CivquizError) as caught:
        json_bank.load(data if isinstance(data, bytes) else data.encode(), "town.json")
    assert "\n" not in caught.value.message
    return caught.value


def test_the_same_bank_as_in_toml() -> None:
    toml, json = toml_bank.load(FULL.encode()), json_bank.load(msgspec.json.encode(tomli.loads(FULL)))
    assert json == toml
    assert json.version == toml.version


def test_a_byte_order_mark_is_passed_over() -> None:
    assert json_bank.load(codecs.BOM_UTF8 + b'{"id": "town", "title": "Town"}').id == "town"


def test_faults_are_told_as_in_toml() -> None:
    error = refusal(HEAD + '{"type": "true-false", "stem": null, "answer": 1}, 7], "exam": []}')
    assert error.message == "town.json has 5 faults; mend them in the file:"
    assert error.faults == (
        "exam: must be a table: [exam]",
        "question 1, id: is missing",
        "question 1, stem: must be text, not nothing",
        "question 1, answer: must be true or false, not a whole number",
        "question 2: must be a table",
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "town.json is not valid JSON: Input data was truncated; mend it there"),
        ("[1,", "town.json is not valid JSON"),
        ("{} {}", "town.json is not valid JSON"),
        ('{"id": NaN}', "town.json is not valid JSON"),
        ('{"id": ' + "9" * 5_000 + "}", "town.json is not valid JSON"),
        (b'{"id": "\0"}', "town.json is not valid JSON"),
        ('{"id": "\\ud800"}', "town.json is not valid JSON"),
        (b'{"id": "\xff"}', "town.json is not UTF-8 text; save it as UTF-8"),
        ("null", "town.json is not a bank: it must be a table with id, title and questions"),
        ("[]", "town.json is not a bank: it must be a table with id, title and questions"),
        ("[" * 100_000, "town.json nests lists or tables deeper than any bank; take the inner ones out"),
        ('{"a":' * 100_000, "town.json nests lists or tables deeper than any bank; take the inner ones out"),
        ("[" * 1_000_001, "town.json has more than 1,000,000 lists and tables; split it into several banks"),
    ],
)
def test_what_is_no_bank_is_refused_in_a_line(data: str | bytes, message: str) -> None:
    assert refusal(data).message.startswith(message)


@pytest.mark.parametrize("depth", [100, 400, 800, 950, 1_000, 5_000])
def test_nesting_in_a_question_is_refused_in_a_line(depth: int) -> None:
    refusal(HEAD + '{"id": "q1", "type": "true-false", "stem": ' + "[" * depth + "]" * depth + "}]}")


def test_a_number_of_thousands_of_digits_is_a_fault() -> None:
    assert refusal('{"id": "town", "title": ' + "9" * 4_000 + "}").faults == (
        "title: must be text, not a number without bounds",
    )


def test_a_text_without_end_is_a_fault() -> None:
    error = refusal('{"id": "town", "title": "' + "a" * 20_000_000 + '"}')
    assert error.faults == ("title: at most 300 characters, and this has 20,000,000",)


@pytest.mark.parametrize(
    "text", [HEAD + "1," * 40_000 + "1]}", "{" + ",".join(f'"{number}": 1' for number in range(50_000)) + "}"]
)
def test_faults_are_told_up_to_a_thousand(text: str) -> None:
    error = refusal(text)
    assert error.message == "town.json has more than 1,000 faults; mend them in the file:"
    assert len(error.faults) == 1_000

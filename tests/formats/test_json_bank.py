import codecs
import io

import msgspec
import pytest
import tomli
from hypothesis import given

from civquiz.errors import CivquizError
from civquiz.formats import gather, json_bank, toml_bank
from civquiz.formats.contract import Note, Skipped
from civquiz.questions.bank import Bank
from tests.formats.any_bank import banks
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


def gathered(data: str) -> gather.Gathered:
    return gather.gather(json_bank.read(io.BytesIO(data.encode())), "some-bank", "Some bank", ours=True)


@given(banks())
def test_what_is_written_is_read_as_it_was(bank: Bank) -> None:
    written = json_bank.write(bank)
    assert written.lost == ()
    assert json_bank.load(written.data) == bank
    again = gather.gather(json_bank.read(io.BytesIO(written.data)), bank.id, "Another title", ours=True)
    assert (again.bank, again.skipped, again.notes) == (bank, (), ())
    assert bank.questions == () or json_bank.sniff(written.data)


def test_a_file_is_written_for_people_too() -> None:
    text = """{
  "id": "town",
  "title": "Мәжіліс",
  "questions": [
    {
      "id": "q1",
      "type": "multiple-choice",
      "stem": "Who?",
      "answer": "a",
      "distractors": [
        "b",
        {
          "text": "c",
          "why": "no"
        }
      ],
      "retired": true
    }
  ]
}
"""
    assert json_bank.write(json_bank.load(text.encode())).data.decode() == text


def test_a_broken_part_takes_no_other_along() -> None:
    deep = "[" * 900 + "]" * 900
    statement = '"type": "true-false", "stem": "It is.", "answer": true}'
    found = gathered(
        '{"id": "town", "titel": "Town", "source": ' + deep + ', "passages": [null], "questions": ['
        '{"id": "q1", ' + statement + ', 7, {"hint": ' + deep + "}, {" + statement.replace("true}", "1}") + ", "
        '{"id": "q5", ' + statement + "]}"
    )
    assert list(found.bank.by_id) == ["q1", "q5"]
    assert found.skipped == (
        Skipped("question 2", "must be a table"),
        Skipped("question 3", "nests lists or tables deeper than any question"),
        Skipped("question 4", "answer: must be true or false, not a whole number"),
    )
    assert found.notes == (
        Note("", "left out: there is no field “titel” here (did you mean “title”?)"),
        Note("", "left out: source: nests lists or tables deeper than any bank"),
        Note("passage 1", "left out: must be a table"),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "the file is not valid JSON"),
        ("[]", "the file is not a bank"),
        ('{"results": []}', "the file is not a bank"),
        ('{"questions": {}}', "the file has no list of questions"),
        ('{"questions": [' + "1," * 60_000 + "1]}", "the file has more than 50,000 questions"),
        ("[" * 1_000_001, "the file has more than 1,000,000 lists"),
        ("[" * 100_000, "the file nests lists or tables deeper"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused_in_a_line(data: str, message: str) -> None:
    with pytest.raises(CivquizError) as caught:
        gathered(data)
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        ('{"id": "town", "title": "Town", "passages": [{', True),
        ('\ufeff\n{"questions": [{"stem": "It is.", "type" : "true-false", ', True),
        ('{"id": "town", "title": "Town", "questions": [{"question": "Who?", "options": [', False),
        ('{"response_code": 0, "results": [{"type": "multiple", "question": "Who?"', False),
        ('[{"stem": "It is.", "type": "true-false"}]', False),
        ("", False),
        ("\0{", False),
    ],
)
def test_a_bank_is_known_by_how_it_begins(head: str, ours: bool) -> None:
    assert json_bank.sniff(head.encode()) == ours

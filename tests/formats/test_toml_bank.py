import codecs
import io

import msgspec
import pytest
from hypothesis import given

from civquiz.errors import CivquizError
from civquiz.formats import FORMATS, gather, module_of, toml_bank
from civquiz.formats.contract import Item, Note, Skipped
from civquiz.questions.bank import Bank, Exam, Passage
from tests.formats.any_bank import banks

HEAD = 'id = "town"\ntitle = "Town"\n'
QUESTION = '[[questions]]\nid = "q1"\ntype = "short-answer"\nstem = "Which year?"\nanswer = "1991"\n'
CHOICE = '[[questions]]\nid = "q2"\ntype = "multiple-choice"\nstem = "Who?"\nanswer = "a"\n'
FULL = f"""\
{HEAD}language = "en"
as_of = "2017-06"
source = "a page"
[exam]
questions = 2
pass_mark = 0.6
minutes = 20
[[passages]]
id = "p1"
title = "Years"
text = "In 1991."
{QUESTION}passage = "p1"
kind = "year"
reject = ["1990", {{text = "1993", why = "the year of a constitution"}}]
{CHOICE}distractors = ["b", "c"]
[[questions]]
id = "q3"
type = "matching"
stem = "Which?"
pairs = [["one", "1"], ["two", "2"]]
"""


def read(text: str) -> Bank:
    return toml_bank.load(text.encode(), "town.toml")


def refusal(data: str | bytes) -> CivquizError:
    with pytest.raises(CivquizError) as caught:
        toml_bank.load(data if isinstance(data, bytes) else data.encode(errors="surrogatepass"), "town.toml")
    assert "\n" not in caught.value.message
    assert caught.value.exit_code == 1
    return caught.value


def test_a_bank_is_read_whole() -> None:
    bank = read(FULL)
    assert (bank.id, bank.title, bank.as_of, bank.source) == ("town", "Town", "2017-06", "a page")
    assert bank.exam == Exam(questions=2, pass_mark=0.6, minutes=20)
    assert bank.passages == (Passage(id="p1", title="Years", text="In 1991."),)
    assert [question.type for question in bank.questions] == ["short-answer", "multiple-choice", "matching"]
    assert bank.by_id["q1"].answer_record() == "1991"


def test_id_and_title_are_enough() -> None:
    assert read(HEAD) == Bank(id="town", title="Town")


@pytest.mark.parametrize(
    "text",
    [
        FULL.replace("\n", "\r\n"),
        "# a comment\n" + FULL.replace("\n", '   # it\'s "quoted" [[[\n'),
        FULL.replace('title = "Town"', "'title' = '''\nTown'''"),
    ],
)
def test_the_layout_changes_nothing(text: str) -> None:
    assert read(text) == read(FULL)
    assert read(text).version == read(FULL).version


def test_a_byte_order_mark_is_passed_over() -> None:
    assert toml_bank.load(codecs.BOM_UTF8 + FULL.encode()) == read(FULL)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("answer = 1991", "1991"),
        ("answer = 1991-12-16", "1991-12-16"),
        ("answer = 1991-12-16T07:00:00", "1991-12-16T07:00:00"),
        ("answer = 07:00:00", "07:00:00"),
        ("answer = 2.5", "2.5"),
        ("answer = -3", "-3"),
    ],
)
def test_unquoted_years_numbers_and_dates_are_text(line: str, text: str) -> None:
    assert read(HEAD + QUESTION.replace('answer = "1991"', line)).questions[0].answer_record() == text


def test_unquoted_years_are_text_in_lists_and_tables_too() -> None:
    loose = FULL.replace('"1990"', "1990").replace('"1993"', "1993").replace('"2017-06"', "2017").replace('"1"', "1")
    assert read(loose).as_of == "2017"
    assert read(loose).questions == read(FULL).questions


def test_numbers_stay_numbers_where_the_field_is_one() -> None:
    number = QUESTION.replace('"1991"', "20") + 'kind = "number"\ntolerance = 1\nunit = 5\n'
    assert msgspec.to_builtins(read(HEAD + number).questions[0])["tolerance"] == 1
    assert msgspec.to_builtins(read(HEAD + number).questions[0])["unit"] == "5"


TYPES = "multiple-choice, multiple-response, true-false, short-answer, enumeration, ordering, matching"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "id: is missing"),
        ('id = "town"', "title: is missing"),
        (HEAD + 'name = "x"', "there is no field “name” here"),
        (HEAD + 'titel = "x"', "there is no field “titel” here (did you mean “title”?)"),
        (HEAD + '"\\u001b[2J" = 1', "there is no field “[2J” here"),
        (HEAD.replace('"Town"', "true"), "title: must be text, not true or false"),
        (HEAD.replace('"Town"', "nan"), "title: must be text, not a number without bounds"),
        (HEAD + "as_of = 2017-06-09T07:00:00", "as_of: must be a year, a month or a day: 2017, 2017-06 or 2017-06-09"),
        (HEAD + "exam = 20", "exam: must be a table: [exam]"),
        (HEAD + "[exam]\nquestions = 2", "exam, pass_mark: is missing"),
        (HEAD + '[exam]\nquestions = "2"\npass_mark = 0.6', "exam, questions: must be a whole number, not text"),
        (HEAD + '[exam]\nquestions = 2\npass_mark = "60 %"', "exam, pass_mark: must be a number, not text"),
        (HEAD + "[exam]\nquestions = 2\npass_mark = inf", "exam, pass_mark: must be a number, not a number without b"),
        (HEAD + "[questions]", "questions: must be a list of tables: [[questions]]"),
        (HEAD + "questions = [1]", "question 1: must be a table"),
        (HEAD + "passages = 1", "passages: must be a list of tables: [[passages]]"),
        (HEAD + '[[passages]]\nid = "p1"', "passage p1, text: is empty"),
        (HEAD + '[[passages]]\ntext = "t"', "passage 1, id: is missing"),
        (HEAD + '[[passages]]\nid = "p1"\ntext = ["t"]', "passage p1, text: must be text, not a list"),
        (HEAD + QUESTION.replace('id = "q1"\n', ""), "question 1, id: is missing"),
        (HEAD + QUESTION.replace('"q1"', '"Q 1"'), "question 1, id: must be a-z, 0-9, - and _"),
        (HEAD + QUESTION.replace('"q1"', '"\\u001b[31mq"'), "question 1, id: must be a-z, 0-9, - and _"),
        (HEAD + QUESTION + QUESTION, "q1, id: is there twice; give one of the two another"),
        (HEAD + QUESTION.replace('type = "short-answer"\n', ""), f"q1, type: must be one; the types are {TYPES}"),
        (HEAD + QUESTION.replace('"short-answer"', "3"), f"q1, type: must be one; the types are {TYPES}"),
        (
            HEAD + QUESTION.replace("short-answer", "essay"),
            f"q1, type: there is no type “essay”; the types are {TYPES}",
        ),
        (HEAD + QUESTION.replace('stem = "Which year?"\n', ""), "q1, stem: is missing"),
        (HEAD + QUESTION.replace('"Which year?"', '""'), "q1, stem: is empty"),
        (HEAD + QUESTION.replace('answer = "1991"', "answer = true"), "q1, answer: must be text, not true or false"),
        (HEAD + QUESTION.replace('answer = "1991"', f"answer = {10**30}"), "q1, answer: must be text, not a number wi"),
        (
            HEAD + QUESTION.replace("answer =", "anwser ="),
            "q1: there is no field “anwser” here (did you mean “answer”?)",
        ),
        (HEAD + QUESTION + "distractors = []", "q1: there is no field “distractors” here"),
        (HEAD + QUESTION + 'dated = "yes"', "q1, dated: must be true or false, not text"),
        (HEAD + QUESTION + 'kind = "age"', "q1, kind: must be one of text, year, number, date, person"),
        (HEAD + QUESTION + 'kind = "number"\ntolerance = "1"', "q1, tolerance: must be a number, not text"),
        (HEAD + QUESTION + 'accept = "x"', "q1, accept: must be a list, not text"),
        (HEAD + QUESTION + "accept = [[]]", "q1, accept: entry 1: must be text, not a list"),
        (HEAD + QUESTION + 'reject = ["x", {why = "w"}]', "q1, reject: entry 2: text is missing"),
        (HEAD + QUESTION + 'reject = [{text = "x", wy = "w"}]', "q1, reject: entry 1: there is no field “wy” here"),
        (HEAD + QUESTION + 'reject = [{text = "x", why = []}]', "q1, reject: entry 1: why: must be text, not a list"),
        (HEAD + QUESTION + 'passage = "p1"', "q1, passage: there is no passage “p1”"),
        (HEAD + CHOICE, "q2, distractors: is missing"),
        (
            HEAD + CHOICE + "distractors = [true]",
            "q2, distractors: entry 1: must be text or a table, not true or false",
        ),
        (FULL.replace('["two", "2"]', '["two"]'), "q3, pairs: entry 2: must have 2 entries, not 1"),
        (FULL.replace('"two"', "[2]"), "q3, pairs: entry 2: entry 1: must be text, not a list"),
    ],
)
def test_a_fault_names_question_field_and_remedy(text: str, line: str) -> None:
    error = refusal(text)
    assert any(fault.startswith(line) for fault in error.faults), error.faults
    assert not any("\n" in fault for fault in error.faults)


def test_all_faults_are_told_at_once() -> None:
    text = HEAD.replace("title", "titel") + QUESTION.replace("stem", "stme") + CHOICE + '[[passages]]\nid = "p1"\n'
    error = refusal(text)
    assert error.message == "town.toml has 6 faults; mend them in the file:"
    assert len(error.faults) == 6


def test_one_fault_is_one() -> None:
    assert refusal('id = "town"').message == "town.toml has 1 fault; mend it in the file:"


def test_a_broken_passage_is_not_missed_as_well() -> None:
    text = HEAD + '[[passages]]\nid = "p1"\ntext = []\n' + QUESTION + 'passage = "p1"\n'
    assert refusal(text).faults == ("passage p1, text: must be text, not a list",)


def test_the_passages_of_the_bank_beneath_are_there() -> None:
    text = HEAD + QUESTION + 'passage = "p1"\n'
    assert toml_bank.load(text.encode(), beneath=read(FULL)).questions[0].passages == ["p1"]


def test_texts_with_escapes_and_overrides_are_kept_for_the_screen_to_clean() -> None:
    stem = read(HEAD + QUESTION.replace("Which", "\\u001b[2J\u202eWhich")).questions[0].stem
    assert stem == "\x1b[2J\u202eWhich year?"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("id =", "town.toml is not valid TOML: Invalid value (at end of document); mend it there"),
        (HEAD + "id = 1", "town.toml is not valid TOML: Cannot overwrite a value (at"),
        (HEAD + 'a = "\0"', "town.toml is not valid TOML: Illegal character '\\x00'"),
        (HEAD + 'a = "\\ud800"', "town.toml is not valid TOML"),
        (b'id = "\xff"', "town.toml is not UTF-8 text; save it as UTF-8"),
        (HEAD.encode("utf-16"), "town.toml is not UTF-8 text; save it as UTF-8"),
        ("\ud800", "town.toml is not UTF-8 text; save it as UTF-8"),
        (HEAD + "a = " + "9" * 5_000, "town.toml has a number that is too long; write it in quotes if it is text"),
    ],
)
def test_what_is_no_toml_is_refused_in_a_line(data: str | bytes, message: str) -> None:
    assert refusal(data).message.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 20_000) + " = 1",
        ".".join(['"a"'] * 20_000) + " = 1",
        " . ".join(["'a'"] * 20_000) + " = 1",
        "[" + ".".join(["a"] * 20_000) + "]",
        "[[" + ".".join(["a"] * 20_000) + "]]",
        "x = {" + ".".join(["a"] * 20_000) + " = 1}",
        'x = """"""\n' + ".".join(["a"] * 20_000) + " = 1",
    ],
)
def test_a_long_dotted_key_is_refused_before_parsing(text: str) -> None:
    assert "dotted key" in refusal(HEAD + text).message


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "[" * 100_000 + "]" * 100_000,
        "a = " + "{a=" * 100_000,
        "a = " + "[{a=" * 100_000,
        "a = [ # ]\n" + "[" * 100_000,
        'a = [ # "\n' + "[" * 100_000,
        "a = ['#', " + "[" * 100_000,
        'a = ["\\"", ' + "[" * 100_000,
        'a = ["""\\"""""", ' + "[" * 100_000,
        'a = ["""x"""", ' + "[" * 100_000,
        'a = ["""x""""", ' + "[" * 100_000,
        "a = ['''x''''', " + "[" * 100_000,
        "a = ['\\', " + "[" * 100_000,
    ],
)
def test_deep_nesting_is_refused_before_parsing(text: str) -> None:
    assert "nests lists or tables deeper" in refusal(HEAD + text).message


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("[],", "more than 1,800,000 keys and entries"),
        ("{},", "more than 1,800,000 keys and entries"),
        ("1,", "more than 1,800,000 keys and entries"),
        ("a=1\n", "more than 1,800,000 keys and entries"),
        ("a.a=1\n", "more than 1,800,000 keys and entries"),
        ("[[a]]\n", "more than 150,000 table headers"),
        (" [a]\n", "more than 150,000 table headers"),
        ("\n", "more than 2,000,000 lines"),
    ],
)
def test_entries_without_end_are_refused_before_parsing(unit: str, told: str) -> None:
    assert told in refusal(HEAD + unit * (int(told.split()[2].replace(",", "")) + 1)).message


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        "'" * 100_000,
        'a = """' + '\\"""' * 100_000,
        'a = """' + '""\\' * 100_000,
        "a = " + "." * 100_000,
        "." * 100_000,
        "=" * 100_000,
        "]" * 100_000 + "[" * 100_000,
    ],
)
def test_the_scan_is_linear_in_what_is_not_closed(text: str) -> None:
    refusal(HEAD + text)


def test_brackets_and_dots_in_texts_are_no_nesting() -> None:
    text = "." * 100 + "[{" * 100
    assert read(HEAD + QUESTION.replace("Which", text)).questions[0].stem == f"{text} year?"


def test_too_many_questions_are_one_fault() -> None:
    assert refusal(HEAD + "[[questions]]\n" * 50_001).faults == ("questions: at most 50,000, and these are 50,001",)


def test_the_faults_told_have_an_end() -> None:
    error = refusal(HEAD + QUESTION * 2_000)
    assert error.message == "town.toml has more than 1,000 faults; mend them in the file:"
    assert len(error.faults) == 1_000


def gathered(text: str) -> gather.Gathered:
    return gather.gather(toml_bank.read(io.BytesIO(text.encode())), "some-bank", "Some bank", ours=True)


@given(banks())
def test_what_is_written_is_read_as_it_was(bank: Bank) -> None:
    written = toml_bank.write(bank)
    assert written.lost == ()
    assert toml_bank.load(written.data) == bank
    again = gather.gather(toml_bank.read(io.BytesIO(written.data)), bank.id, "Another title", ours=True)
    assert (again.bank, again.skipped, again.notes) == (bank, (), ())


def test_a_file_is_written_as_an_author_would_write_it() -> None:
    text = toml_bank.write(read(FULL.replace('text = "In 1991."', 'text = "In 1991.\\nOr so."'))).data.decode()
    assert (
        text
        == f"""\
{HEAD}as_of = "2017-06"
source = "a page"

[exam]
questions = 2
pass_mark = 0.6
minutes = 20

[[passages]]
id = "p1"
title = "Years"
text = \"\"\"
In 1991.
Or so.\"\"\"

[[questions]]
id = "q1"
type = "short-answer"
passage = "p1"
stem = "Which year?"
answer = "1991"
kind = "year"
reject = ["1990", {{text = "1993", why = "the year of a constitution"}}]

[[questions]]
id = "q2"
type = "multiple-choice"
stem = "Who?"
answer = "a"
distractors = ["b", "c"]

[[questions]]
id = "q3"
type = "matching"
stem = "Which?"
pairs = [["one", "1"], ["two", "2"]]
"""
    )


def test_a_list_that_is_long_has_a_line_for_each_entry() -> None:
    lines = [f'  {{text = "option {number}", why = "for a reason that takes room"}},\n' for number in range(3)]
    text = f"{HEAD}\n{CHOICE}distractors = [\n{''.join(lines)}]\n"
    assert toml_bank.write(read(text)).data.decode() == text


def places(text: str) -> list[str]:
    return [found.where for found in toml_bank.read(io.BytesIO(text.encode())) if isinstance(found, Item)]


def test_questions_come_with_their_lines() -> None:
    assert places(FULL) == ["line 14", "line 22", "line 28"]
    assert gathered(FULL).bank == msgspec.structs.replace(read(FULL), id="some-bank")


def test_questions_in_a_list_come_with_their_numbers() -> None:
    text = HEAD + 'questions = [{id = "q1", type = "true-false", stem = "It is.", answer = true}]'
    assert places(text) == ["question 1"]


def test_a_broken_question_takes_no_other_along() -> None:
    text = FULL.replace('stem = "Who?"\n', "").replace('["two", "2"]', "7") + QUESTION.replace('"q1"', '"q4"')
    found = gathered(text)
    assert list(found.bank.by_id) == ["q1", "q4"]
    assert found.skipped == (
        Skipped("line 22", "stem: is missing"),
        Skipped("line 27", "pairs: entry 2: must be a list, not text"),
    )


@pytest.mark.parametrize(
    ("second", "id_", "notes"),
    [
        ('"q1"', "q1-2", ["gets another id than “q1”, which an earlier question has"]),
        ('"Q 1"', "which-year", ["gets another id than “Q 1”: an id must be a-z, 0-9, - and _, at most 64 of them"]),
        ('""', "which-year", []),
        ("[]", "which-year", []),
        ("1991", "1991", []),
        ("1991-12-16", "1991-12-16", []),
    ],
)
def test_a_question_that_gets_another_id_is_told(second: str, id_: str, notes: list[str]) -> None:
    found = gathered(HEAD + QUESTION + QUESTION.replace('"q1"', second))
    assert list(found.bank.by_id) == ["q1", id_]
    assert [note.where for note in found.notes] == ["line 8"] * len(notes)
    assert [note.text[: len(text)] for note, text in zip(found.notes, notes, strict=True)] == notes


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (HEAD + 'author = "me"\n', [Note("", "left out: there is no field “author” here")]),
        (HEAD + "as_of = true\n", [Note("", "left out: as_of: must be text, not true or false")]),
        (HEAD + "exam = 7\n", [Note("", "left out: exam: must be a table: [exam]")]),
        (HEAD + "passages = 7\n", [Note("", "left out: the passages, which must be a list of tables: [[passages]]")]),
        (HEAD + '[[passages]]\nid = "p1"\n', [Note("passage 1", "left out: text: is empty")]),
        (HEAD + '[[passages]]\nid = "p1"\ntext = "t"\n' * 2, [Note("passage 2", "left out: its id is there twice")]),
        (
            HEAD + '[[passages]]\nid = "p1"\ntext = "t"\nx = 1\n',
            [Note("passage 1", "left out: there is no field “x” h")],
        ),
        (HEAD + 'passages = [7, {id = "p1", text = "t"}]\n', [Note("passage 1", "left out: must be a table")]),
        ("title = true\n", [Note("", "left out: title: must be text, not true or false")]),
    ],
)
def test_a_broken_field_of_the_bank_is_left_out_and_told(text: str, notes: list[Note]) -> None:
    found = gathered(f"{text}\n{QUESTION}")
    assert list(found.bank.by_id) == ["q1"]
    assert [(note.where, note.text[: len(wanted.text)]) for note, wanted in zip(found.notes, notes, strict=True)] == [
        (wanted.where, wanted.text) for wanted in notes
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is not a bank"),
        ("x = 1", "the file is not a bank"),
        ("id =", "the file is not valid TOML"),
        (HEAD + "questions = 7", "the file has no list of questions"),
        (HEAD + "[questions]", "the file has no list of questions"),
        (HEAD + "[[questions]]\n" * 50_001, "the file has more than 50,000 questions"),
        (HEAD + ".".join(["a"] * 20_000) + " = 1", "the file has a dotted key"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused_in_a_line(text: str, message: str) -> None:
    with pytest.raises(CivquizError) as caught:
        gathered(text)
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        (FULL, True),
        (FULL.replace("\n", "\r\n"), True),
        ("\ufeff" + HEAD, True),
        ("# mine\n\n  [[ questions ]]\n", True),
        ("", False),
        ('title = "Town"\n', False),
        ("::Q1:: Which year? {=1991}", False),
        ("Which year?\nA) 1990\nB) 1991\nANSWER: B\n", False),
        ("id,title\nid = x,title = y\n", False),
        ('{"id": "town", "title": "Town", "questions": []}', False),
        ("\0\udcff[[", False),
    ],
)
def test_a_bank_is_known_by_how_it_begins(head: str, ours: bool) -> None:
    assert toml_bank.sniff(head.encode(errors="surrogateescape")) == ours


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_a_module_that_sniffs_and_reads(name: str) -> None:
    module = module_of(name)
    assert module.LIMIT_BYTES > 0
    assert module.sniff(b"") is False
    assert callable(module.read)

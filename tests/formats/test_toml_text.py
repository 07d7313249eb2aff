from typing import Any

import msgspec
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats import native, toml_bank, toml_text
from civquiz.formats.toml_text import Block
from civquiz.questions.bank import Bank, Passage
from civquiz.questions.base import Question
from tests.formats.any_bank import lines, prose, questions

HEAD = 'id = "town"\ntitle = "Town"\n'
TRUE = '[[questions]]\nid = "{}"\ntype = "true-false"\nstem = "It has a mayor."\nanswer = true\n'
BACKSLASH = "\\"

# What authors write, in pieces: every one ends in a newline, and a question's {} is its id.
HEADS = [
    HEAD,
    f"# My bank\n\n{HEAD}\n\n[exam]\nquestions = 2\npass_mark = 0.6\n",
    f"{HEAD}exam.questions = 2\nexam.pass_mark = 0.6\n",
    f"{HEAD}source = '''\n[[questions]]\n# no comment'''\n",
    '\'title\' = "Town" # a comment with [[ and """\n"id" = \'town\'\n',
]
FILLERS = [
    *("", "\n", "\n\n", "\t \n", "# about the next\n", "\t# about the next\n", "# of the last\n\n", "\n# apart\n\n"),
    *(
        "#[[questions]]\n",
        '# an open """\n',
        '\n[[passages]]\nid = "p{}"\ntext = """\n[[questions]]\nid = "x"\n"""\n\n',
    ),
    '[["passages"]]\nid = "p{}"\n# inside\ntext = "t"\n',
]
TABLES = [
    TRUE,
    TRUE.replace("[[questions]]", "  [[ questions ]] # one"),
    TRUE.replace("[[questions]]", '[["questions"]]').replace("answer", "\n# why\n\tanswer"),
    TRUE.replace("[[questions]]", "['questions']").replace("['", "[['").replace("']", "']]"),
    TRUE.replace("[[questions]]", f'[["{BACKSLASH}u0071uestions"]]'),
    TRUE.replace('"It has a mayor."', "'''\n[[questions]]\nid = \"no\"\n\n# no comment\n[[questions]]'''"),
    TRUE.replace('"It has a mayor."', f'"""{BACKSLASH}\n  A {BACKSLASH}"""\n[exam]\n{BACKSLASH}\n\n  mayor. """"'),
    TRUE.replace("true-false", "ordering").replace(
        "answer = true", "items = [ # [[questions]]\n\n'a', # ]\n[[\n'b']]]"
    ),
    TRUE.replace("true-false", "multiple-choice").replace(
        "answer = true",
        'answer = "a"\n\n[[questions.distractors]] # sub\ntext = "b"\n\n# in\n[[questions."distractors"]]\ntext = "c"',
    ),
    TRUE + "hint = 'a # in it'   # and one behind it\n",
]


@st.composite
def author_texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(HEADS))
    for number in range(draw(st.integers(0, 4))):
        for piece in (*draw(st.lists(st.sampled_from(FILLERS), max_size=2)), draw(st.sampled_from(TABLES))):
            text += piece.replace("{}", f"{number}-{len(text)}")
    text += "".join(draw(st.lists(st.sampled_from(FILLERS[:10]), max_size=2)))
    text = text if draw(st.booleans()) else text.removesuffix("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def parsed(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomli.loads(text).get("questions", [])
    return found


def refusal(run: Any, *args: Any) -> str:
    with pytest.raises(CivquizError) as caught:
        run(*args)
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (HEAD, []),
        (HEAD + "questions = []\n", []),
        (HEAD + TRUE, [Block("{}", 3, 7, 3)]),
        (
            "\n\n" + TRUE + "\n# apart\n\n# b's\n#\n" + TRUE + "# c's\n" + TRUE + "\n#",
            [(3, 7, 3), (13, 17, 11), (19, 23, 18)],
        ),
        (TRUE + "# of the first\n\n" + TRUE, [(1, 5, 1), (8, 12, 8)]),
        (TRUE + "\n[exam]\nx = 1\n", [(1, 5, 1)]),
        (TRUE + "[questions.extra]\nx = 1\n\n[exam]\nx = 1\n[[passages]]\n" + TRUE, [(1, 7, 1), (12, 16, 12)]),
        (TRUE + 'hint = """\n# [[questions]]\n\n\n"""\n\n\n', [(1, 10, 1)]),
        (TRUE + "hint = [\n1,\n# x\n]\n# y\n", [(1, 9, 1)]),
        (TRUE.replace("\n", "\r\n") + "\r\n# a\r\n" + TRUE, [(1, 5, 1), (8, 12, 7)]),
        ("# \x85 \u2028\n" + TRUE, [(2, 6, 1)]),
    ],
)
def test_each_question_has_its_lines(text: str, found: list[Any]) -> None:
    there = [msgspec.structs.replace(block, start=0, end=0) for block in toml_text.blocks(text)]
    assert there == [each if isinstance(each, Block) else Block("{}", *each) for each in found]


@pytest.mark.parametrize(("entry", "id_"), [("1991", "1991"), ("1991-12-16", "1991-12-16"), ('""', "")])
def test_an_id_is_read_as_the_bank_reads_it(entry: str, id_: str) -> None:
    assert [block.id for block in toml_text.blocks(HEAD + TRUE.replace('"{}"', entry))] == [id_]


@given(author_texts())
def test_each_block_alone_is_its_question(text: str) -> None:
    found = toml_text.blocks(text)
    assert [block.id for block in found] == [question["id"] for question in parsed(text)]
    assert toml_text.question_lines(text) == [block.first for block in found]
    for block, question in zip(found, parsed(text), strict=True):
        assert parsed(toml_text.block_text(text, block)) == [question]
        assert block.top <= block.first < block.last


@pytest.mark.parametrize(
    "text",
    [
        HEAD + 'questions = [{id = "q1"}]',
        HEAD + "questions = 7",
        HEAD + "[questions]\nid = 1",
        HEAD + TRUE + '[[passages]]\nid = "p"\n[questions.extra]\nx = 1',
    ],
)
def test_questions_that_do_not_stand_in_lines_of_their_own_are_refused(text: str) -> None:
    assert "[[questions]] line of their own" in refusal(toml_text.blocks, text)


def test_what_is_no_toml_has_no_lines() -> None:
    assert "not valid TOML" in refusal(toml_text.blocks, "[[questions]")
    assert "dotted key" in refusal(toml_text.blocks, ".".join(["a"] * 20_000) + " = 1")


FIELDS = """\
[[questions]]
id = "q1"
# stem = "no"
  "stem" = '''
topic = "no"
more'''
answer = "a" # hint = 7
'hint' = 'x'
explanation = [
  'group = 1',
]
group.of = 2

[[questions.distractors]]
text = "b"
topic = 7
"""


@pytest.mark.parametrize(
    ("field", "line"),
    [
        *[("id", 4), ("stem", 6), ("answer", 9), ("hint", 10), ("explanation", 11), ("group", 14), ("distractors", 16)],
        *[("topic", 3), ("text", 3), ("no", 3), ("", 3), (".*", 3)],
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_field_has_its_line_and_one_that_is_not_there_its_questions(field: str, line: int, newline: str) -> None:
    text = (HEAD + FIELDS + TRUE).replace("\n", newline)
    assert toml_text.field_line(text, toml_text.blocks(text)[0], field) == line


passages = st.builds(Passage, id=st.just("new"), title=lines, text=prose)


@given(author_texts(), st.lists(questions("new"), max_size=2), st.lists(passages, max_size=1))
def test_what_is_appended_leaves_the_authors_text_to_the_letter(
    text: str, new: list[Question], more: list[Passage]
) -> None:
    whole = toml_text.appended(text, new, more)
    assert whole.startswith(text)
    before, after = tomli.loads(text), tomli.loads(whole)
    for field, entries in (("passages", native.plain(more)), ("questions", list(map(native.question_values, new)))):
        assert after.pop(field, []) == before.pop(field, []) + entries
    assert after == before
    assert len(toml_text.blocks(whole)) == len(toml_text.blocks(text)) + len(new)
    if new or more:
        assert whole.endswith("\n")
        assert whole.count("\r\n") == (whole.count("\n") if "\r\n" in text else 0)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("", ""),
        ("# mine", "\n\n"),
        (HEAD, "\n"),
        (HEAD + "\n", ""),
        (HEAD + " \t\n", ""),
        (HEAD + "[exam]\nx = 1", "\n\n"),
        ("# mine\r\n", "\r\n"),
        ("# mine\r\n\r\n", ""),
        ("\n", ""),
    ],
)
def test_a_blank_line_stands_before_what_is_appended(text: str, gap: str) -> None:
    question = toml_bank.load((HEAD + TRUE.format("q1")).encode()).questions[0]
    newline = "\r\n" if "\r" in text else "\n"
    assert toml_text.appended(text, [question]) == text + gap + TRUE.format("q1").replace("\n", newline)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + 'questions = [{id = "q1"}]',
        HEAD + "questions = []",
        HEAD + "questions = 7",
        HEAD + "[questions]",
        HEAD + "passages = []",
    ],
)
def test_nothing_is_appended_to_a_list_in_brackets(text: str) -> None:
    bank = toml_bank.load((HEAD + '[[passages]]\nid = "p"\ntext = "t"\n' + TRUE.format("q1")).encode())
    assert "written as a list in brackets" in refusal(toml_text.appended, text, bank.questions, bank.passages)


@given(author_texts(), questions("new"))
def test_what_was_appended_is_taken_away_without_a_trace(text: str, question: Question) -> None:
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.rstrip("\r\n\t ") + newline
    assert toml_text.replaced(toml_text.appended(text, [question]), "new", "") == text


@given(author_texts(), st.data())
def test_only_the_lines_of_the_question_are_replaced(text: str, data: st.DataObject) -> None:
    there = toml_text.blocks(text)
    for block in [data.draw(st.sampled_from(there))] if there else []:
        assert toml_text.replaced(text, block.id, toml_text.block_text(text, block)) == text
        question = data.draw(questions(block.id))
        whole = toml_text.replaced(text, block.id, toml_text.question_block(question))
        rows, new_rows = text.split("\n"), whole.split("\n")
        behind = len(rows) - block.last
        assert new_rows[: block.first - 1] == rows[: block.first - 1]
        assert new_rows[len(new_rows) - behind :] == rows[block.last :]
        assert parsed(whole) == [
            native.question_values(question) if each["id"] == block.id else each for each in parsed(text)
        ]
        assert ("\r\n" in whole) == ("\r\n" in text)


@given(author_texts())
def test_a_question_is_removed_with_its_comment_and_the_blank_line_above(text: str) -> None:
    rows = text.splitlines(keepends=True)
    for block in toml_text.blocks(text):
        left = toml_text.replaced(text, block.id, "")
        assert parsed(left) == [question for question in parsed(text) if question["id"] != block.id]
        above = rows[: block.top - 1]
        if not above[-1].strip():
            above.pop()
        assert left == "".join(above + rows[block.last :])


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (TRUE.format("q2"), "keeps its id"),
        (TRUE.format("q1").replace('id = "q1"\n', ""), "keeps its id"),
        (TRUE.format("q1") + TRUE.format("q2"), "reaches beyond the question"),
        (TRUE.format("q1") + "[exam]\nquestions = 1", "reaches beyond the question"),
        (TRUE.format("q1") + "[[passages]]\nid = 'p1'", "reaches beyond the question"),
        ("# nothing but a comment", "reaches beyond the question"),
        ("x = 1", "reaches beyond the question"),
        ("[[questions]]\nid =", "the question is not valid TOML: Invalid value (at end of document)"),
        ("[[questions]]\nid = \"q1\"\nstem = '''", "the question is not valid TOML"),
        ("a = " + "[" * 100_000, "the question nests"),
    ],
)
def test_a_change_of_more_than_the_question_is_refused(new: str, said: str) -> None:
    text = HEAD + TRUE.format("q1") + "\n# of q3\n" + TRUE.format("q3")
    assert said in refusal(toml_text.replaced, text, "q1", new)


def test_a_question_that_is_not_there_or_there_twice_is_not_replaced() -> None:
    assert refusal(toml_text.replaced, HEAD, "q1", "") == "there is no question “q1” here"
    twice = HEAD + TRUE.format("q1") * 2
    assert refusal(toml_text.replaced, twice, "q1", "") == "there are two questions “q1” here"


def test_several_questions_are_replaced_at_once() -> None:
    text = HEAD + "\n".join(TRUE.format(f"q{number}") for number in range(1, 5))
    new = {"q2": "", "q3": TRUE.format("q3").replace("a mayor", "none"), "q1": TRUE.format("q1") + "retired = true"}
    assert toml_text.all_replaced(text, new) == f"{HEAD}{new['q1']}\n\n{new['q3']}\n{TRUE.format('q4')}"


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        (HEAD + TRUE, 'id = "town"\nas_of = "2017-06"\ntitle = "Town"\n' + TRUE),
        ('# t\r\ntitle = "T"\r\nid = "t"', '# t\r\ntitle = "T"\r\nas_of = "2017-06"\r\nid = "t"'),
        (
            "x = '''\ntitle = 1'''\n'id' = 1\n[y]\nid = 1",
            "x = '''\ntitle = 1'''\nas_of = \"2017-06\"\n'id' = 1\n[y]\nid = 1",
        ),
        ("", 'as_of = "2017-06"\n'),
    ],
)
def test_the_date_of_the_facts_stands_at_the_top(text: str, dated: str) -> None:
    assert toml_text.with_as_of(text, "2017-06") == dated


def test_a_date_that_is_there_is_not_written_twice() -> None:
    assert "not valid TOML" in refusal(toml_text.with_as_of, HEAD + "as_of = 2017", "2017-06")


def test_a_whole_bank_is_its_parts() -> None:
    bank = toml_bank.load((HEAD + '[[passages]]\nid = "p"\ntext = "t"\n' + TRUE.format("q1")).encode())
    parts = [HEAD, toml_text.passage_block(bank.passages[0]), toml_text.question_block(bank.questions[0])]
    assert toml_text.bank_text(bank) == "\n".join(parts)
    assert toml_text.bank_text(Bank(id="town", title="Town")) == HEAD

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats.toml_forms import with_form
from tests.formats.any_bank import lines

HEAD = '# My bank\nid = "town"\ntitle = "Town"\n\n'
OTHER = '\n# the last one\n[[questions]]\nid = "other"\ntype = "true-false"\nstem = "So."\nanswer = true\n'
SHORT = '# mine\n[[questions]]\nid = "q"\ntype = "short-answer"\nstem = """\nWhich\nhouse?"""\n{}'
LIST = '[[questions]]\nid = "q"\ntype = "enumeration"\nstem = "Which?"\n{}'

# What stands after the stem, and what it becomes with one more form, “new”.
ACCEPT = [
    ('answer = "a" # right\n', 'answer = "a" # right\naccept = ["new"]\n'),
    ("answer = '''a\nb''' # right\nhint = \"h\"\n", "answer = '''a\nb''' # right\naccept = [\"new\"]\nhint = \"h\"\n"),
    ('answer = "a"\naccept = [] # none yet\n', 'answer = "a"\naccept = ["new"] # none yet\n'),
    ('accept = ["b", "]"] # so\nanswer = "a"\n', 'accept = ["b", "]", "new"] # so\nanswer = "a"\n'),
    ('answer = "a"\naccept = ["b" , ]\n', 'answer = "a"\naccept = ["b", "new" , ]\n'),
    ('answer = "a"\n"accept"=["b"]\n', 'answer = "a"\n"accept"=["b", "new"]\n'),
    ('answer = "a"\naccept = [ # none\n]\n', 'answer = "a"\naccept = ["new" # none\n]\n'),
    (
        'answer = "a"\naccept = [\n    "b", # one\n    "c" # two, ]\n    # three\n]\n',
        'answer = "a"\naccept = [\n    "b", # one\n    "c", # two, ]\n    # three\n    "new",\n]\n',
    ),
    (
        'answer = "a"\naccept = ["b",\n\t"""c\nd""",\n\t]\n',
        'answer = "a"\naccept = ["b",\n\t"""c\nd""",\n\t"new",\n\t]\n',
    ),
    ('answer = "a"\naccept = ["b",\n]\n', 'answer = "a"\naccept = ["b",\n  "new",\n]\n'),
    ("answer = 1991\naccept = [1992]\n", 'answer = 1991\naccept = [1992, "new"]\n'),
    (
        'answer = "a"\n[[questions.reject]]\ntext = "b"\n',
        'answer = "a"\naccept = ["new"]\n[[questions.reject]]\ntext = "b"\n',
    ),
]

# The same for the answer “b” of a list.
ANSWERS = [
    ('answers = ["a", "b"] # both\n', 'answers = ["a", ["b", "new"]] # both\n'),
    ('answers = [["a"], ["b", "c"]]\n', 'answers = [["a"], ["b", "c", "new"]]\n'),
    ('answers = [ # all\n  "b", # low\n  "c"\n]\n', 'answers = [ # all\n  ["b", "new"], # low\n  "c"\n]\n'),
    (
        'answers = [\n  "a",\n  [ # low\n    "b",\n    "c" # see\n  ],\n]\n',
        'answers = [\n  "a",\n  [ # low\n    "b",\n    "c", # see\n    "new",\n  ],\n]\n',
    ),
]


def refusal(text: str, *arguments: str) -> str:
    with pytest.raises(CivquizError) as caught:
        with_form(text, *arguments)
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize(
    ("table", "item", "before", "after"),
    [*((SHORT, "", *each) for each in ACCEPT), *((LIST, "b", *each) for each in ANSWERS)],
)
def test_a_form_goes_into_its_list_and_nothing_else_moves(
    table: str, item: str, before: str, after: str, newline: str
) -> None:
    old, new = ((HEAD + table.format(fields) + OTHER).replace("\n", newline) for fields in (before, after))
    assert with_form(old, "q", "new", item) == new


def test_the_last_line_of_a_file_may_have_no_end() -> None:
    text = HEAD + SHORT.format('answer = "a"')
    assert with_form(text, "q", "new") == f'{text}\naccept = ["new"]'


def test_a_year_without_quotes_can_be_an_item() -> None:
    assert 'answers = [1991, [1993, "new"]]' in with_form(
        HEAD + LIST.format("answers = [1991, 1993]"), "q", "new", "1993"
    )


@given(st.sampled_from(ACCEPT), st.lists(lines, max_size=3), st.booleans())
def test_whatever_the_forms_are_they_are_added_in_turn(layout: tuple[str, str], forms: list[str], last: bool) -> None:
    text = old = HEAD + SHORT.format(layout[0]) + ("" if last else OTHER)
    for form in forms:
        text = with_form(text, "q", form)
    was, now = tomli.loads(old), tomli.loads(text)
    assert now["questions"][0].pop("accept", []) == [*was["questions"][0].pop("accept", []), *forms]
    assert now == was
    rest = iter(text)
    assert all(character in rest for character in old), "what was there is there in its order"


def test_what_is_not_there_is_told() -> None:
    text = HEAD + LIST.format('answers = ["a", "b"]\n')
    assert refusal(text, "none", "new") == "there is no question “none” any more"
    assert refusal(text, "q", "new", "c") == "q has no answer “c” any more"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + 'questions = [{id = "q", type = "short-answer", stem = "?", answer = "a"}]\n',
        HEAD + SHORT.format('accept.x = 1\nanswer = "a"\n'),
    ],
)
def test_a_list_that_cannot_be_added_to_stays(text: str) -> None:
    assert refusal(text, "q", "new")

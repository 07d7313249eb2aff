"""Enumeration: what is recorded of a typed list, and what is shown of it."""

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from civquiz.questions.base import Because, Row
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.grading import Lexicon

LEXICON = Lexicon((("head", "", ("President", "Head of State")), ("house", "", ("Executive Committee",))))
POWERS = Enumeration(
    id="powers",
    stem="Which powers or principles does the text name?",
    answers=["legislative", ["executive", "President"], "checks and balances", "20,000", "1.5"],
    required=2,
    reject=[Because("Kurultai", "it is not in the text"), "military"],
)

pieces = st.sampled_from(
    [
        *("legislative", "the executive", "President", "checks and balances", "20,000", "1.5", "kurultai", "military"),
        *("idk", "no", "idea", "not", "a (b)", "1.", "1.x", "1)", "2.", "- x", "7/8", "Ü", "?", " ", ""),
    ]
)
between = st.sampled_from([", ", ",", "; ", " and ", "&", "/", "\n", " ", " or ", "\n- ", " 2. ", "+", ", , "])
typed_lists = st.lists(st.tuples(pieces, between), max_size=8).map(lambda parts: "".join(map("".join, parts)))
any_text = st.text(max_size=60) | st.text("12 .,;/-()&x\nи", max_size=40)


@settings(deadline=None)  # each example is graded a dozen times
@given(typed_lists | any_text | st.tuples(st.just("1. "), typed_lists).map("".join))
@example("no & idea")
@example("1. 1.x 2. legislative")
@example(",,,")
@example("?")
@example("a/" * 300)
@example("x" * 1000)
def test_a_recorded_list_is_graded_as_the_response_was(response: str) -> None:
    record = POWERS.response_record(response)
    assert isinstance(record, list)
    again = POWERS.response_from(record)
    for lexicon in (Lexicon(), LEXICON):
        assert POWERS.grade(again, lexicon) == POWERS.grade(response, lexicon)
        assert POWERS.review(again, 1, lexicon) == POWERS.review(response, 1, lexicon)
    assert POWERS.response_record(again) == record


@pytest.mark.parametrize(
    ("response", "record"),
    [
        ("Legislative; the Kurultai", ["Legislative", "the Kurultai"]),
        ("1. legislative\n2. checks & balances", ["legislative", "checks & balances"]),
        ("executive legislative", ["executive", "legislative"]),
        ("legislative", ["legislative"]),
        ("idk", ["idk"]),
        ("no & idea", ["no & idea"]),
        ("  ", []),
    ],
)
def test_the_pieces_are_recorded_as_typed(response: str, record: list[str]) -> None:
    assert POWERS.response_record(response) == record


def test_what_was_not_named_is_said_where_the_response_was_not_right() -> None:
    assert POWERS.review("Legislative, the kurultai, military", 1, LEXICON) == [
        Row("legislative", "right", given=True),
        Row("executive", "right", note="not named"),
        Row("checks and balances", "right", note="not named"),
        Row("20,000", "right", note="not named"),
        Row("1.5", "right", note="not named"),
        Row("the kurultai", "wrong", given=True, note="it is not in the text"),
        Row("military", "wrong", given=True),
    ]
    rows = POWERS.review("President, legislative", 1, LEXICON)
    assert [(row.given, row.note) for row in rows] == [(True, ""), (True, ""), (False, ""), (False, ""), (False, "")]


def test_asking_a_question_imports_no_grader() -> None:
    code = (
        "import sys; from civquiz.questions import QUESTION_TYPES as types;"
        "types['enumeration'](id='q', stem='q', answers=['a']).interaction(1);"
        "types['multiple-choice'](id='q', stem='q', answer='1', distractors=['2,000']).interaction(1);"
        "types['multiple-choice'](id='q', stem='q', answer='in 1991', distractors=['never']).interaction(1);"
        "graders = {f'civquiz.questions.{name}' for name in ('equivalence', 'normal', 'numerals', 'words')};"
        "print(sorted(graders & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.library import DEFAULT_BANK, Library
from civquiz.questions.bank import Bank, Passage
from civquiz.questions.base import Because, Question
from civquiz.questions.check import RULES, Finding, check, check_question, near_duplicates
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from civquiz.text import one_line


def built_in() -> Bank:
    bank = Library(Path("nowhere")).built_in(DEFAULT_BANK)
    assert bank is not None
    return bank


def choice(question_id: str, stem: str, **fields: Any) -> MultipleChoice:
    fields = {"answer": "The President", "distractors": ["The Senate", "The Mazhilis"], **fields}
    return MultipleChoice(**{"id": question_id, "stem": stem, **fields})


NEGATIVE = choice("negative", "Which of these is not elected?")
LONGEST = choice("longest", "Who signs laws?", answer="The President of the Republic, in person and in public")
BOTH = choice(
    "both", "Which of these is not true?", answer="The President of the Republic, in person and in public", dated=True
)
RETIRED = choice("retired", "Which of these is not elected?", retired=True)
FLAWED = Bank(id="b", title="B", questions=(LONGEST, NEGATIVE, RETIRED, BOTH))


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.question, finding.code) for finding in findings]


# The registry


def test_rules_are_in_the_order_of_their_codes_and_each_explains_itself() -> None:
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"C[1-5]\d\d", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert "\n" not in rule.summary + rule.source + rule.explanation
        assert min(len(rule.summary), len(rule.source)) > 20
        assert len(rule.explanation) > 100, rule.code


# What is checked, and in which order


def test_the_built_in_bank_is_clean() -> None:
    assert check(built_in()) == []


def test_the_built_in_bank_in_time_is_noted_to_be_old_and_nothing_more() -> None:
    findings = check(built_in(), today="2026-11-24")
    assert [(finding.field, finding.note) for finding in findings] == [("as_of", True)]


def test_findings_come_by_bank_then_by_question_then_by_code() -> None:
    assert codes(check(FLAWED)) == [
        ("", "C403"),
        ("longest", "C201"),
        ("negative", "C101"),
        ("both", "C101"),
        ("both", "C103"),
        ("both", "C201"),
    ]


@pytest.mark.parametrize("entry", ["C201", "longest-answer"])
def test_a_rule_is_silenced_on_a_question_by_its_code_or_its_name(entry: str) -> None:
    silenced = tuple(msgspec.structs.replace(question, ignore=[entry]) for question in FLAWED.questions)
    left = [("", "C403"), ("negative", "C101"), ("both", "C101"), ("both", "C103")]
    assert codes(check(msgspec.structs.replace(FLAWED, questions=silenced))) == left


def test_an_ignored_rule_that_does_not_exist_is_named_with_the_nearest_one() -> None:
    bank = Bank(id="b", title="B", questions=(choice("a", "Who signs laws?", ignore=["longest-anwser"]),))
    (finding,) = check(bank)
    assert finding.code == "C505"
    assert "“longest-anwser”" in finding.message
    assert "“longest-answer”" in finding.message


def test_rules_that_know_english_are_silent_in_another_language() -> None:
    assert "C101" in {finding.code for finding in check(msgspec.structs.replace(FLAWED, language="en-GB"))}
    elsewhere = {finding.code for finding in check(msgspec.structs.replace(FLAWED, language="kk"))}
    assert elsewhere == {"C201", "C403"}


# One question


def test_one_question_is_checked_beside_its_bank_whether_it_is_in_it_or_not() -> None:
    bank = Bank(id="b", title="B", questions=(LONGEST,))
    assert codes(check_question(bank, NEGATIVE)) == [("negative", "C101")]
    assert codes(check_question(FLAWED, NEGATIVE)) == [("negative", "C101")]
    assert codes(check_question(FLAWED, BOTH)) == [
        ("both", "C101"),
        ("both", "C103"),
        ("both", "C201"),
        ("both", "C403"),
    ]
    assert check_question(FLAWED, RETIRED) == []


def test_one_question_is_compared_with_all_others_before_and_after_it() -> None:
    first = choice("first", "Who signs the laws of Kazakhstan?")
    last = choice("last", "Who signs the laws in Kazakhstan?")
    bank = Bank(id="b", title="B", questions=(first, last))
    assert codes(check(bank)) == [("last", "C501")]
    assert codes(check_question(bank, first)) == [("first", "C501")]
    assert codes(check_question(bank, msgspec.structs.replace(first, id="new"))) == [("new", "C501")]


def test_of_two_questions_of_which_one_gives_the_other_away_each_is_told() -> None:
    typed = ShortAnswer(id="typed", stem="What is the lower house called?", answer="Mazhilis")
    telling = choice("telling", "Who dissolves the Mazhilis, the lower house?")
    bank = Bank(id="b", title="B", questions=(typed, telling))
    assert codes(check_question(bank, telling)) == [("telling", "C502")]
    (finding,) = check_question(bank, typed)
    assert (finding.code, finding.field) == ("C502", "answer")
    assert "“telling”" in finding.message


def test_the_questions_of_the_built_in_bank_are_clean_one_by_one() -> None:
    bank = built_in()
    assert [finding for question in bank.active for finding in check_question(bank, question)] == []


# Near-duplicates


@pytest.mark.parametrize(
    "stem",
    [
        "In what year did Kazakhstan become independent?",
        "in which year did kazakhstan become independent",
        "When did Kazakhstan become independent?",
        "In which year did Kazakstan become independent?",
        "In which year did the Republic of Kazakhstan become independent?",
    ],
)
def test_a_stem_that_is_nearly_there_is_found(stem: str) -> None:
    question, likeness = near_duplicates(built_in(), stem)[0]
    assert question.id == "independence-year"
    assert 0.8 <= likeness <= 1


def test_the_likest_comes_first_and_the_question_itself_is_not_near() -> None:
    bank = built_in()
    stem = bank.by_id["independence-year"].stem
    assert near_duplicates(bank, stem)[0] == (bank.by_id["independence-year"], 1.0)
    assert near_duplicates(bank, stem, "independence-year") == []
    likenesses = [likeness for _, likeness in near_duplicates(bank, "In which year did Kazakhstan become a union?")]
    assert likenesses == sorted(likenesses, reverse=True)


@pytest.mark.parametrize(
    "stem",
    ["", "?", "Who is the speaker of the Senate?", "In which year did Austria join the European Union?"],
)
def test_a_stem_that_is_not_there_has_nothing_near(stem: str) -> None:
    assert near_duplicates(built_in(), stem) == []


# Any bank

WORDS = (
    "the",
    "Senate",
    "not",
    "1991",
    "two",
    "and",
    "all of the above",
    "____",
    "?",
    "never",
    "А",
    "“",
    "a",
    ".",
    "10-20",
)
TEXT = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12),
)
WHY = st.one_of(TEXT, st.builds(Because, TEXT, TEXT))
SHARED: dict[str, Any] = {
    "stem": TEXT,
    "hint": TEXT | st.just(""),
    "explanation": TEXT | st.just(""),
    "group": st.sampled_from(["", "g"]),
    "passage": st.sampled_from(["", "p", ["p", "r"]]),
    "dated": st.booleans(),
    "retired": st.booleans(),
    "ignore": st.lists(st.sampled_from(["C101", "longest-answer", "nothing"]), max_size=2),
}
TEXTS = st.lists(TEXT, min_size=1, max_size=4)
WRONG = st.lists(WHY, min_size=1, max_size=3)
QUESTION: st.SearchStrategy[Question] = st.one_of(
    st.builds(MultipleChoice, id=st.just("q"), answer=TEXT, distractors=WRONG, **SHARED),
    st.builds(MultipleResponse, id=st.just("q"), answers=TEXTS, distractors=WRONG, **SHARED),
    st.builds(TrueFalse, id=st.just("q"), answer=st.booleans(), **SHARED),
    st.builds(
        ShortAnswer,
        id=st.just("q"),
        answer=TEXT,
        accept=TEXTS,
        reject=WRONG,
        kind=st.sampled_from(["text", "year", "number", "date", "person"]),
        **SHARED,
    ),
    st.builds(
        Enumeration, id=st.just("q"), answers=st.lists(st.one_of(TEXT, TEXTS), min_size=1), reject=WRONG, **SHARED
    ),
    st.builds(Ordering, id=st.just("q"), items=st.lists(TEXT, min_size=2, max_size=5), **SHARED),
    st.builds(
        Matching,
        id=st.just("q"),
        pairs=st.lists(st.tuples(TEXT, TEXT), min_size=2, max_size=4),
        distractors=WRONG,
        **SHARED,
    ),
)


def bank_of(drawn: list[Question], passage: str, as_of: str) -> Bank:
    """A valid bank of those of the questions that are valid."""
    numbered = tuple(msgspec.structs.replace(question, id=f"q{n}") for n, question in enumerate(drawn))
    passages = (Passage(id="p", text=passage), Passage(id="r", text="Two bodies make laws."))
    bank = Bank(id="b", title="B", as_of=as_of, passages=passages, questions=numbered)
    bad = {fault.where for fault in bank.check()}
    return msgspec.structs.replace(bank, questions=tuple(each for each in numbered if each.id not in bad))


@given(st.lists(QUESTION, max_size=6), TEXT.filter(str.strip), st.sampled_from(["", "2017", "2017-06"]))
def test_any_bank_is_checked_in_the_same_way_each_time(drawn: list[Question], passage: str, as_of: str) -> None:
    bank = bank_of(drawn, passage, as_of)
    findings = check(bank, today="2026-11-24")
    assert findings == check(bank, today="2026-11-24")
    place = {"": -1} | {question.id: n for n, question in enumerate(bank.active)}
    assert [place[finding.question] for finding in findings] == sorted(place[each.question] for each in findings)
    for finding in findings:
        assert finding.message == one_line(finding.message)
        question = bank.by_id.get(finding.question)
        fields = (question or bank).__struct_fields__
        assert finding.field in fields, finding


@given(st.lists(QUESTION, min_size=1, max_size=6))
def test_any_question_is_checked_alone(drawn: list[Question]) -> None:
    bank = bank_of(drawn, "The Senate makes laws.", "2017")
    for question in bank.active:
        assert {finding.question for finding in check_question(bank, question)} <= {question.id}
        assert all(other.id != question.id for other, _ in near_duplicates(bank, question.stem, question.id))

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from civquiz.library import DEFAULT_BANK, Library
from civquiz.questions.bank import Bank
from civquiz.questions.base import Because, Question, Response, because
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.grading import Grade
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from civquiz.text import clean, one_line

MENU = ("SCO Summit", "EXPO-2017", "Astana Economic Forum", "United For Global Security")


def built_in() -> Bank:
    bank = Library(Path("nowhere")).built_in(DEFAULT_BANK)
    assert bank is not None
    return bank


BANK = built_in()
each_question = pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)


def graded(question: Question, response: Response) -> Grade:
    return question.grade(response, BANK.lexicon)


def wrong_entries(question: Question) -> list[Because]:
    """The distractors and rejected forms, each with its reason."""
    entries = [*getattr(question, "distractors", []), *getattr(question, "reject", [])]
    return [because(entry) for entry in entries]


def right_responses(question: Question) -> list[Response]:
    """Every response that the author calls right: for typed questions each accepted form."""
    match question:
        case MultipleChoice():
            return [question.answer]
        case MultipleResponse():
            return [question.answers]
        case TrueFalse():
            return [str(question.answer)]
        case ShortAnswer():
            return list(question.answer_forms())
        case Enumeration():
            return list(enumerated(question))
        case Ordering():
            return [question.items]
        case Matching():
            return [dict(question.pairs)]
    raise AssertionError(question.type)


def enumerated(question: Enumeration) -> list[str]:
    """Each set of as many things as are asked for; and each other form of a thing among the first forms."""
    items = [[entry] if isinstance(entry, str) else entry for entry in question.answers]
    required = question.required or len(items)
    lines = [", ".join(forms[0] for forms in chosen) for chosen in combinations(items, required)]
    for at, forms in enumerate(items):
        others = [other[0] for number, other in enumerate(items) if number != at][: required - 1]
        lines += [", ".join([form, *others]) for form in forms[1:]]
    return lines


def wrong_responses(question: Question) -> list[Response]:
    """A response with each distractor or rejected form, and what else can be given that is not right."""
    wrongs = [entry.text for entry in wrong_entries(question)]
    match question:
        case MultipleChoice() | ShortAnswer():
            return list(wrongs)
        case MultipleResponse():
            return [response for wrong in wrongs for response in ([wrong], [*question.answers, wrong])]
        case TrueFalse():
            return [str(not question.answer)]
        case Enumeration():
            first = enumerated(question)[0]
            return [response for wrong in wrongs for response in (wrong, f"{first}, {wrong}")]
        case Ordering():
            return [question.items[::-1], [*question.items[1:], question.items[0]]]
        case Matching():
            pairs = dict(question.pairs)
            rights = list(pairs.values())
            strange = [{**pairs, left: wrong} for left in pairs for wrong in wrongs]
            return [*strange, dict(zip(pairs, [*rights[1:], rights[0]], strict=True))]
    raise AssertionError(question.type)


def test_it_has_no_faults() -> None:
    assert BANK.id == DEFAULT_BANK
    assert BANK.check() == []


SEVEN_TYPES = {
    *("multiple-choice", "multiple-response", "true-false", "short-answer", "enumeration", "ordering", "matching"),
}


def test_it_has_forty_questions_and_all_types() -> None:
    assert len(BANK.active) >= 40
    counts = Counter(question.type for question in BANK.active)
    assert counts.keys() == SEVEN_TYPES
    assert all(count >= (1 if type_ == "ordering" else 3) for type_, count in counts.items()), counts


def test_it_says_of_when_it_is_and_what_its_exam_is() -> None:
    assert BANK.as_of == "2017-06"
    assert "menu" in BANK.source
    assert BANK.exam is not None
    assert 0 < BANK.exam.needed(BANK.exam.questions) <= BANK.exam.questions


def test_a_question_has_all_that_a_learner_is_shown() -> None:
    for question in BANK.active:
        assert one_line(question.topic), question.id
        assert one_line(question.explanation), question.id
        assert one_line(question.hint), question.id
        assert question.passages, question.id
        assert "as of" not in question.stem.casefold(), f"{question.id}: the screen shows the date"


def test_every_wrong_option_has_its_reason() -> None:
    without = [
        (question.id, entry.text)
        for question in BANK.active
        for entry in wrong_entries(question)
        if not one_line(entry.why)
    ]
    assert without == []


@each_question
def test_what_is_right_is_graded_right(question: Question) -> None:
    responses = right_responses(question)
    assert responses
    assert [response for response in responses if graded(question, response).verdict != "correct"] == []


@each_question
def test_what_is_wrong_is_not_graded_right(question: Question) -> None:
    for response in wrong_responses(question):
        grade = graded(question, response)
        assert grade.verdict in {"wrong", "partial"}, response
        assert grade.credit < 1, response
        if isinstance(question, MultipleChoice | ShortAnswer | TrueFalse):
            assert grade.verdict == "wrong", response


def test_a_wrong_option_tells_its_reason() -> None:
    for question in BANK.active:
        for entry in wrong_entries(question):
            match question:
                case MultipleResponse():
                    response: Response = [entry.text]
                case Matching():
                    response = {**dict(question.pairs), question.pairs[0][0]: entry.text}
                case _:
                    response = entry.text
            assert entry.why in graded(question, response).reason, (question.id, entry.text)


def test_no_hint_and_no_stem_says_the_answer() -> None:
    for question in BANK.active:
        if isinstance(question, ShortAnswer):
            said = words(question.stem) + words(question.hint)
            assert [form for form in question.answer_forms() if words(form) in said] == [], question.id


def words(text: str) -> str:
    found = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {found} "


def test_all_of_it_fits_a_screen_and_has_nothing_to_clean() -> None:
    for question in BANK.active:
        texts = [question.stem, question.hint, question.explanation, *question.shown_texts(), *question.answer_forms()]
        texts += [text for entry in wrong_entries(question) for text in (entry.text, entry.why)]
        assert [text for text in texts if clean(text) != text] == [], question.id
        assert len(question.stem) <= 200, question.id
        assert max(map(len, question.shown_texts()), default=0) <= 80, question.id


def test_every_passage_is_asked() -> None:
    asked = {passage for question in BANK.active for passage in question.passages}
    assert {passage.id for passage in BANK.passages} == asked
    assert all(passage.title and passage.text and passage.source for passage in BANK.passages)


def test_no_question_asks_what_another_asks() -> None:
    stems = Counter(one_line(question.stem).casefold() for question in BANK.active)
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_the_right_option_is_not_given_away_by_its_length() -> None:
    choices = [question for question in BANK.active if isinstance(question, MultipleChoice)]
    longest = [
        question.id
        for question in choices
        if len(question.answer) > max(len(because(entry).text) for entry in question.distractors)
    ]
    assert len(longest) <= len(choices) / 2, longest


def test_true_is_as_common_as_false() -> None:
    answers = Counter(question.answer for question in BANK.active if isinstance(question, TrueFalse))
    assert abs(answers[True] - answers[False]) <= 2


def test_an_exam_finds_a_group_for_each_of_its_questions() -> None:
    assert BANK.exam is not None
    groups = {question.group or question.id for question in BANK.active}
    assert len(groups) >= BANK.exam.questions


def test_the_questions_of_a_group_are_of_one_topic_and_share_a_passage() -> None:
    groups: dict[str, list[Question]] = {}
    for question in BANK.active:
        if question.group:
            groups.setdefault(question.group, []).append(question)
    for group, questions in groups.items():
        assert len({question.topic for question in questions}) == 1, group
        assert set.intersection(*(set(question.passages) for question in questions)), group


def test_the_four_names_beside_the_text_are_asked() -> None:
    passages = " ".join(one_line(passage.text) for passage in BANK.passages)
    options = " ".join(text for question in BANK.active for text in [question.stem, *question.shown_texts()])
    for name in MENU:
        assert name in passages
        assert name in options


def test_nothing_is_said_that_only_the_present_can_know() -> None:
    texts = [text for question in BANK.active for text in (question.stem, question.explanation, question.hint)]
    texts += [passage.text for passage in BANK.passages]
    assert [text for text in texts if "current constitution" in text.casefold()] == []

"""A bank as Moodle XML.

Texts are in the format `plain_text`: what is in the file is then the text of the bank to the letter, and Moodle shows
it as it is, with its `<`, its lines and its blanks, where HTML would have to be escaped twice.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from civquiz.formats import moodle
from civquiz.formats.contract import Note, Skipped, Written, dated_stem, retired, uncarried
from civquiz.questions import base
from civquiz.questions.bank import Bank
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer, kind_of
from civquiz.questions.true_false import TrueFalse
from civquiz.text import shorten

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)  # as Moodle takes it
_LONGEST_NAME = 80


def write(bank: Bank) -> Written:
    """The bank for Moodle's import; questions without a topic come first, for there is no leaving a category."""
    from xml.etree.ElementTree import Element, indent, tostring

    quiz = Element("quiz")
    lost: list[Skipped | Note] = retired(bank)
    topic = ""
    for question in sorted(bank.active, key=lambda question: bool(question.topic)):
        form = _form(question)
        if form is None:
            lost.append(Skipped(question.id, f"there is no {question.type} in Moodle"))
            continue
        if question.topic != topic:
            topic = question.topic
            _add_category(quiz, topic)
        element = _add(quiz, "question", type=form.type)
        _add_head(element, question, dated_stem(bank, question))
        form.body(element, question)
        if question.hint:
            _add_text(element, "hint", question.hint)
        lost += uncarried(question, {"topic", "hint", "explanation", *form.carried})
        if isinstance(question, Matching) and any(base.whys(question.distractors).values()):
            lost.append(Note(question.id, "without why its distractors are wrong"))
    indent(quiz)
    return Written(tostring(quiz, "utf-8", xml_declaration=True, short_empty_elements=False) + b"\n", tuple(lost))


class _Form(NamedTuple):
    """How a question is written: Moodle's type, the fields that it carries, and what writes them."""

    type: str
    carried: tuple[str, ...]
    body: Callable[["Element", Any], None]


def _form(question: base.Question) -> _Form | None:
    match question:
        case MultipleChoice():
            return _Form("multichoice", ("answer", "distractors"), _add_choice)
        case MultipleResponse():
            return _Form("multichoice", ("answers", "distractors"), _add_response)
        case TrueFalse():
            return _Form("truefalse", ("answer",), _add_true_false)
        case ShortAnswer() if question.kind == "number" and _is_numerical(question):
            return _Form("numerical", ("answer", "kind", "accept", "reject", "tolerance", "unit"), _add_numerical)
        case ShortAnswer():
            kind = ("kind",) if question.kind == kind_of(question.answer_forms()) else ()
            return _Form("shortanswer", ("answer", "accept", "reject", *kind), _add_short_answer)
        case Matching():
            return _Form("matching", ("pairs", "distractors"), _add_matching)
        case Ordering():
            return _Form("ordering", ("items",), _add_ordering)
    return None


def _is_numerical(question: ShortAnswer) -> bool:
    return all(map(_NUMBER.fullmatch, [*question.answer_forms(), *base.texts(question.reject)]))


def _add(parent: "Element", tag: str, text: str = "", **attributes: str) -> "Element":
    from xml.etree.ElementTree import SubElement

    element = SubElement(parent, tag, attributes)
    element.text = _NOT_XML.sub("\ufffd", text)
    return element


def _add_text(parent: "Element", tag: str, text: str, **attributes: str) -> "Element":
    element = _add(parent, tag, **attributes, format="plain_text")
    _add(element, "text", text)
    return element


def _add_title(parent: "Element", tag: str, text: str) -> "Element":
    """A text that has no format, and of which Moodle drops the tags."""
    element = _add(parent, tag)
    _add(element, "text", moodle.title(text))
    return element


def _add_category(quiz: "Element", topic: str) -> None:
    category = _add(_add(quiz, "question", type="category"), "category")
    _add(category, "text", f"$course$/top/{moodle.name_in_path(topic)}")


def _add_head(element: "Element", question: base.Question, stem: str) -> None:
    _add_title(element, "name", shorten(stem, _LONGEST_NAME))
    _add_text(element, "questiontext", stem)
    _add_text(element, "generalfeedback", question.explanation)
    _add(element, "defaultgrade", "1")
    _add(element, "penalty", "1" if isinstance(question, TrueFalse) else "0.3333333")
    _add(element, "hidden", "0")
    _add(element, "idnumber", question.id)


def _add_answer(parent: "Element", text: str, percent: float, feedback: str = "") -> "Element":
    answer = _add_text(parent, "answer", text, fraction=f"{percent:.5f}".rstrip("0").rstrip("."))
    _add_text(answer, "feedback", feedback)
    return answer


def _add_options(element: "Element", answers: list[str], distractors: list[str | base.Because], wrong: float) -> None:
    _add(element, "single", "false" if wrong else "true")
    _add(element, "shuffleanswers", "true")
    _add(element, "answernumbering", "abc")
    for answer in answers:
        _add_answer(element, answer, moodle.WHOLE / len(answers))
    for distractor, why in base.whys(distractors).items():
        _add_answer(element, distractor, wrong, why)


def _add_choice(element: "Element", question: MultipleChoice) -> None:
    _add_options(element, [question.answer], question.distractors, 0)


def _add_response(element: "Element", question: MultipleResponse) -> None:
    _add_options(element, question.answers, question.distractors, -moodle.WHOLE / len(question.answers))


def _add_true_false(element: "Element", question: TrueFalse) -> None:
    for value in (True, False):
        _add_answer(element, str(value).lower(), moodle.WHOLE * (question.answer == value))


def _add_short_answer(element: "Element", question: ShortAnswer) -> None:
    _add(element, "usecase", "0")
    for form in question.answer_forms():
        _add_answer(element, moodle.starred(form), moodle.WHOLE)
    for form, why in base.whys(question.reject).items():
        _add_answer(element, moodle.starred(form), 0, why)


def _add_numerical(element: "Element", question: ShortAnswer) -> None:
    for form in question.answer_forms():
        _add(_add_answer(element, form, moodle.WHOLE), "tolerance", repr(question.tolerance))
    for form, why in base.whys(question.reject).items():
        _add(_add_answer(element, form, 0, why), "tolerance", "0")
    if question.unit:
        unit = _add(_add(element, "units"), "unit")
        _add(unit, "multiplier", "1")
        _add(unit, "unit_name", question.unit)
    _add(element, "unitgradingtype", "0")
    _add(element, "unitpenalty", "0.1")
    _add(element, "showunits", "0" if question.unit else "3")  # 0: typed or not; 3: there is none
    _add(element, "unitsleft", "0")


def _add_matching(element: "Element", question: Matching) -> None:
    _add(element, "shuffleanswers", "true")
    for left, right in [*question.pairs, *(("", text) for text in base.texts(question.distractors))]:
        _add_title(_add_text(element, "subquestion", left), "answer", right)


def _add_ordering(element: "Element", question: Ordering) -> None:
    _add(element, "layouttype", "VERTICAL")
    _add(element, "selecttype", "ALL")
    _add(element, "selectcount", str(len(question.items)))
    _add(element, "gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST")  # as here: the neighbours that are kept
    _add(element, "showgrading", "SHOW")
    _add(element, "numberingstyle", "none")
    for number, item in enumerate(question.items, 1):
        _add_answer(element, item, number)

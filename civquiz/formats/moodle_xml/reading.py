"""The questions in the elements of Moodle XML."""

import math
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from civquiz.errors import CivquizError
from civquiz.formats import markup, moodle
from civquiz.formats.contract import Found, Item, Note, Skipped, UnfitError, decoded, listed, too_many
from civquiz.formats.moodle_xml import elements
from civquiz.questions.bank import ID, MOST_ENTRIES, MOST_QUESTIONS, quoted
from civquiz.text import one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIMIT_BYTES = 20 << 20

_QUIZ = re.compile(r"<quiz[\s>]|<question\s")
_NO_TYPE = {
    "essay": "an essay: civquiz cannot grade it",
    "description": "a description: there is nothing to answer",
    **dict.fromkeys(
        ("calculated", "calculatedmulti", "calculatedsimple"),
        "a calculated question: its numbers are drawn anew each time",
    ),
    **dict.fromkeys(
        ("cloze", "gapfill", "gapselect", "multianswer"),
        "a cloze question: a text with blanks; there is no such type here",
    ),
    **dict.fromkeys(("ddimageortext", "ddmarker", "ddwtos"), "a drag-and-drop question: there is no such type here"),
}


def sniff(head: bytes) -> bool:
    """Whether it is XML with a quiz or a question of Moodle's."""
    text = decoded(head)[0].lstrip()
    return text.startswith("<") and _QUIZ.search(text) is not None


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The questions of a file; a category is the topic of those after it, by the last name of its path."""
    text, notes = elements.text_of(file.read())
    yield from notes
    number = 0
    topic = ""
    for element in elements.questions(text):
        if isinstance(element, Skipped):
            yield element
        elif element.get("type") == "category":
            topic = moodle.topic(elements.inner(element.find("category")))
        else:
            number += 1
            if number > MOST_QUESTIONS:
                raise too_many()
            name = one_line(markup.plain(elements.inner(element.find("name")))[0])
            yield from _found(_Source(element), f"question {number}" + (f" {quoted(name)}" if name else ""), topic)
    if not number:
        raise CivquizError("no question of Moodle's is in it; export them from the question bank as Moodle XML")


class _Source(moodle.Source):
    """A question in a file, read piece by piece."""

    def __init__(self, element: "Element") -> None:
        super().__init__()
        self.element = element
        stem = element.find("questiontext")
        self._format = "html" if stem is None else stem.get("format", "html")

    def text(self, holder: "Element | None", role: str = "", format_: str = "") -> str:
        """The text of an element, plain, its pictures noted; `format_` is its format if it does not say so itself.

        Raises UnfitError if it is nothing but a picture and has a role in which that will not do: `an option`.
        """
        if holder is None:
            return ""
        text, pictures = moodle.plain(elements.inner(holder), holder.get("format", format_ or self._format).strip())
        files = [name for file in holder.findall("file") if (name := file.get("name"))]
        return self.without_pictures(text, [*pictures, *files], role)

    def answers(self, *, typed: bool = False) -> list[moodle.Answer]:
        """Its answers that are not empty; typed ones are to the letter."""
        return [answer for part in self.parts("answer") if (answer := self.answer(part, typed=typed)).text]

    def answer(self, part: "Element", *, typed: bool) -> moodle.Answer:
        """The answer in an element."""
        text = elements.inner(part).strip() if typed else self.text(part, "an option")
        return moodle.Answer(text, _percent(part), self.text(part.find("feedback")))

    def parts(self, path: str) -> list["Element"]:
        """Its elements of a kind. Raises UnfitError for more than any question has."""
        found = self.element.findall(path)
        if len(found) > MOST_ENTRIES:
            raise UnfitError(f"it has more than {MOST_ENTRIES} parts; split it")
        return found

    def setting(self, tag: str) -> str:
        """How Moodle asks the question; "" if that is not said."""
        return (self.element.findtext(tag) or "").strip().lower()


def _percent(answer: "Element") -> float:
    given = answer.get("fraction")
    return _number(given) if given else _number(answer.findtext("fraction")) * moodle.WHOLE  # as in old files


def _number(text: str | None) -> float:
    try:
        number = float((text or "0").replace(",", "."))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _found(source: _Source, where: str, topic: str) -> Iterator[Found]:
    """A question as an item with its notes, or why it is skipped."""
    type_ = source.element.get("type", "")
    if type_ not in _READERS:
        other = f"of the type {quoted(type_)}: there is no such type here" if type_ else "it does not name its type"
        yield Skipped(where, _NO_TYPE.get(type_, other))
        return
    try:
        values = _common(source, topic)
        own = _READERS[type_](source)
    except UnfitError as error:
        yield Skipped(where, str(error))
        return
    yield Item(where, source.whole(values | own))
    for note in source.all_notes():
        yield Note(where, note)


def _common(source: _Source, topic: str) -> moodle.Values:
    element = source.element
    number = element.findtext("idnumber", "").strip()
    stem = source.text(element.find("questiontext"), "the question")
    read = [source.text(hint.find("hintcontent")) or source.text(hint) for hint in source.parts("hint")]
    hints = list(filter(None, read))
    if len(hints) > 1:
        source.notes.append(f"only the first of its {len(hints)} hints is kept")
    source.explain(source.text(element.find("generalfeedback")))
    tags = [elements.inner(tag).strip() for tag in source.parts("tags/tag")]
    return {
        "id": number if ID.match(number) else "",
        "stem": stem,
        "topic": topic or next(iter(tags), ""),
        "hint": next(iter(hints), ""),
    }


def _read_choice(source: _Source) -> moodle.Values:
    return source.choice(source.answers(), single=source.setting("single") not in {"false", "0"})


def _read_response(source: _Source) -> moodle.Values:
    return source.choice(source.answers(), single=False)


def _read_true_false(source: _Source) -> moodle.Values:
    feedback = {True: "", False: ""}
    right: set[bool] = set()
    for number, answer in enumerate(source.answers()):
        says = {"true": True, "false": False}.get(answer.text.lower(), number == 0)  # in old files true comes first
        feedback[says] = answer.feedback
        right |= {says} if answer.right else set()
    if len(right) != 1:
        raise UnfitError("it does not say whether true or false is right")
    [value] = right
    return source.true_false(answer=value, to_right=feedback[value], to_wrong=feedback[not value])


def _read_short_answer(source: _Source) -> moodle.Values:
    return source.short_answer(source.answers(typed=True))


def _read_numerical(source: _Source) -> moodle.Values:
    parts = source.parts("answer")
    read = [(source.answer(part, typed=True), _number(part.findtext("tolerance"))) for part in parts]
    values = source.number((answer, tolerance) for answer, tolerance in read if answer.text)
    names = [unit.findtext("unit_name", "").strip() for unit in source.parts("units/unit")]
    units = list(filter(None, names))
    if units[1:]:
        source.notes.append(
            f"of its units {quoted(units[0])} is kept; left out: {listed(units[1:], moodle.MOST_LISTED)}"
        )
    return values | {"unit": next(iter(units), "")}


def _read_matching(source: _Source) -> moodle.Values:
    return source.matching(
        (source.text(part, "an item to match"), source.text(part.find("answer"), "an item to match", "html"))
        for part in source.parts("subquestion")
    )


def _read_ordering(source: _Source) -> moodle.Values:
    items = [answer.text for answer in source.answers()]
    shown = _number(source.setting("selectcount") or source.setting("studentsee"))
    if source.setting("selecttype") not in {"all", "0"} and 1 < shown < len(items):
        source.notes.append(f"Moodle asks for {shown:g} of its items at a time; here for all")
    return {"type": "ordering", "items": items}


_READERS: dict[str, Callable[[_Source], moodle.Values]] = {
    "multichoice": _read_choice,
    "multichoiceset": _read_response,
    "oumultiresponse": _read_response,
    "truefalse": _read_true_false,
    "shortanswer": _read_short_answer,
    "numerical": _read_numerical,
    "matching": _read_matching,
    "match": _read_matching,
    "ddmatch": _read_matching,
    "ordering": _read_ordering,
}

"""The questions in a file of Moodle XML."""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeAlias

from civquiz.errors import CivquizError
from civquiz.formats import markup
from civquiz.formats.contract import Found, Item, Note, Skipped, decoded
from civquiz.questions.bank import ID, MOST_ENTRIES, MOST_QUESTIONS, quoted
from civquiz.text import one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIMIT_BYTES = 20 << 20
_PIECE = 1 << 22  # characters parsed at a time; older versions of expat begin an unended tag anew with each
_DEEPEST = 50
_MOST_ELEMENTS = 1_000_000  # of 20 bytes each, where those of real files have 40

_QUIZ = re.compile(r"<quiz[\s>]|<question\s")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{1,20})[\"']")
_OWN_ENCODINGS = re.compile(r"(?:iso-8859-|windows-|cp)\d+|koi8-\w|gb\w+|big5|shift_jis|euc-\w\w", re.IGNORECASE)
_SLASH = re.compile(r"(?<!/)/(?!/)")  # in a category's path; two of them are one in a name
_CONTEXT = re.compile(r"\$\w+\$\Z")  # where in Moodle the category is: $course$
_STAR = re.compile(r"(?<!\\)\*")  # in a short answer it stands for anything
_LOOSE_NEWLINE = re.compile(r"(?<!>)\r?\n(?!<)")
_WHOLE = 100.0  # percent
_ROUNDING = 0.5  # percent: a third is written as 33, 33.3 or 33.33333
_LONGEST_PATTERN = 1_000  # no bank has an answer so long
_MOST_LISTED = 3

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

_Values: TypeAlias = dict[str, Any]


class _UnfitError(Exception):
    """A question that cannot be had here; the reason is the message."""


class _Answer(NamedTuple):
    """An answer that is offered or expected, its weight in percent, and what Moodle says of it."""

    text: str
    percent: float
    feedback: str
    element: "Element"

    @property
    def right(self) -> bool:
        return self.percent > _WHOLE - _ROUNDING

    @property
    def because(self) -> str | dict[str, str]:
        return {"text": self.text, "why": self.feedback} if self.feedback else self.text


def sniff(head: bytes) -> bool:
    """Whether it is XML with a quiz or a question of Moodle's."""
    text = decoded(head)[0].lstrip()
    return text.startswith("<") and _QUIZ.search(text) is not None


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The questions of a file; a category is the topic of those after it, by the last name of its path."""
    text, notes = _decoded(file.read())
    yield from notes
    number = 0
    topic = ""
    for element in _questions(text):
        if isinstance(element, Skipped):
            yield element
        elif element.get("type") == "category":
            topic = _topic(_inner(element.find("category")))
        else:
            number += 1
            if number > MOST_QUESTIONS:
                raise CivquizError(f"more than {MOST_QUESTIONS:,} questions; split the file into several")
            name = one_line(markup.plain(_inner(element.find("name")))[0])
            yield from _found(_Source(element), f"question {number}" + (f" {quoted(name)}" if name else ""), topic)
    if not number:
        raise CivquizError("no question of Moodle's is in it; export them from the question bank as Moodle XML")


def _decoded(data: bytes) -> tuple[str, list[Note]]:
    declared = _ENCODING.match(data)
    name = declared[1].decode("ascii", "replace") if declared else ""
    if _OWN_ENCODINGS.fullmatch(name):
        try:
            return data.decode(name, "replace"), []
        except LookupError:
            pass
    return decoded(data)


def _questions(text: str) -> Iterator["Element | Skipped"]:
    """Each `<question>` as soon as it is read. Raises CivquizError for XML of which nothing can be read."""
    from defusedxml.ElementTree import ParseError, XMLParser

    collector = _Collector()
    parser = XMLParser(target=collector, forbid_dtd=True)
    text = text.lstrip("\ufeff \t\n")
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
            yield from collector.taken()
        parser.close()
    except ParseError as error:
        yield from collector.taken()
        if not collector.any_taken:
            raise CivquizError(f"not well-formed XML: {error}; open it in a browser, which shows the place") from None
        yield Skipped(f"line {error.position[0]}", f"the XML is broken ({error}); nothing after it could be read")
    except ValueError:  # as defusedxml's errors are
        raise CivquizError("it has a <!DOCTYPE …>, which may hide anything; take that out of the file") from None


class _Collector:
    """What the XML parser tells its events to; it keeps the questions, and nothing of what is around them."""

    def __init__(self) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self.any_taken = False
        self._new_builder = TreeBuilder
        self._builder: TreeBuilder | None = None
        self._done: list[Element] = []
        self._depth = 0  # of the elements that are open
        self._top = 0  # that of the question
        self._elements = 0

    def taken(self) -> list["Element"]:
        """The questions that are whole since the last time."""
        done, self._done = self._done, []
        self.any_taken = self.any_taken or bool(done)
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = _local(tag)
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise CivquizError("it nests elements deeper, or has more of them, than any file of questions")
        if self._builder is None and tag == "question":
            self._builder, self._top = self._new_builder(), self._depth
        if self._builder:
            self._builder.start(tag, attributes)

    def data(self, text: str) -> None:
        """Text in an element."""
        if self._builder:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._builder:
            self._builder.end(_local(tag))
            if self._depth == self._top:
                self._done.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def close(self) -> None:
        """The file ends."""


@lru_cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _inner(holder: "Element | None") -> str:
    """The text of an element as it stands there, in its `<text>` or, in old files, in itself."""
    if holder is None:
        return ""
    text = holder.find("text")
    if text is None:
        return holder.text or ""
    if not len(text):
        return text.text or ""
    from defusedxml.ElementTree import tostring

    return (text.text or "") + "".join(tostring(child, encoding="unicode") for child in text)


def _topic(path: str) -> str:
    names = [*map(str.strip, _SLASH.split(path.strip()))]
    if _CONTEXT.match(names[0]):
        del names[0]
    if names[:1] == ["top"]:
        del names[0]
    return markup.plain(names[-1].replace("//", "/"))[0] if names else ""


class _Source:
    """A question in a file, read piece by piece; what its author should know of it gathers in `notes`."""

    def __init__(self, element: "Element") -> None:
        self.element = element
        self.notes: list[str] = []
        self._pictures: dict[str, None] = {}
        stem = element.find("questiontext")
        self._format = "html" if stem is None else stem.get("format", "html")

    def text(self, holder: "Element | None", role: str = "", format_: str = "") -> str:
        """The text of an element, plain, its pictures noted; `format_` is its format if it does not say so itself.

        Raises _UnfitError if it is nothing but a picture and has a role in which that will not do: `an option`.
        """
        if holder is None:
            return ""
        text, pictures = _plain(_inner(holder), holder.get("format", format_ or self._format))
        pictures += [name for file in holder.findall("file") if (name := file.get("name"))]
        if pictures and role and not text:
            raise _UnfitError(f"{role} is nothing but a picture: {pictures[0]}")
        self._pictures |= dict.fromkeys(pictures)
        return text

    def answers(self, *, typed: bool = False) -> list[_Answer]:
        """Its answers that are not empty; typed ones are to the letter."""
        answers = [
            _Answer(
                _inner(element).strip() if typed else self.text(element, "an option"),
                _percent(element),
                self.text(element.find("feedback")),
                element,
            )
            for element in self.parts("answer")
        ]
        return [answer for answer in answers if answer.text]

    def parts(self, path: str) -> list["Element"]:
        """Its elements of a kind. Raises _UnfitError for more than any question has."""
        found = self.element.findall(path)
        if len(found) > MOST_ENTRIES:
            raise _UnfitError(f"it has more than {MOST_ENTRIES} parts; split it")
        return found

    def setting(self, tag: str) -> str:
        """How Moodle asks the question; "" if that is not said."""
        return (self.element.findtext(tag) or "").strip().lower()

    def all_notes(self) -> Iterator[str]:
        """The notes, after one on the pictures."""
        if self._pictures:
            noun, verb = ("picture", "is") if len(self._pictures) == 1 else ("pictures", "are")
            yield f"the {noun} {_listed(list(self._pictures))} {verb} left out"
        yield from self.notes


def _plain(text: str, format_: str) -> tuple[str, list[str]]:
    match format_.strip():
        case "plain_text" | "wiki_like":
            return text.strip(), []
        case "markdown":
            return markup.markdown(text)
        case "moodle_auto_format":  # HTML that keeps its lines
            return markup.plain(_LOOSE_NEWLINE.sub("<br>", text.strip()))
        case _:
            return markup.plain(text if "<" in text else "\n".join(map(str.strip, text.split("\n"))))


def _percent(answer: "Element") -> float:
    given = answer.get("fraction")
    return _number(given) if given else _number(answer.findtext("fraction")) * _WHOLE  # as in old files


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
    except _UnfitError as error:
        yield Skipped(where, str(error))
        return
    explanation = _joined([values.pop("explanation"), own.pop("explanation", "")])
    values |= own | {"explanation": explanation}
    yield Item(where, {field: value for field, value in values.items() if value or value is False})
    for note in source.all_notes():
        yield Note(where, note)


def _common(source: _Source, topic: str) -> _Values:
    element = source.element
    number = element.findtext("idnumber", "").strip()
    stem = source.text(element.find("questiontext"), "the question")
    read = [source.text(hint.find("hintcontent")) or source.text(hint) for hint in source.parts("hint")]
    hints = list(filter(None, read))
    if len(hints) > 1:
        source.notes.append(f"only the first of its {len(hints)} hints is kept")
    tags = [_inner(tag).strip() for tag in source.parts("tags/tag")]
    return {
        "id": number if ID.match(number) else "",
        "stem": stem,
        "topic": topic or next(iter(tags), ""),
        "hint": next(iter(hints), ""),
        "explanation": source.text(element.find("generalfeedback")),
    }


def _joined(texts: Iterable[str]) -> str:
    """The texts that differ, a line each."""
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _read_choice(source: _Source) -> _Values:
    if source.setting("single") in {"false", "0"}:
        return _read_response(source)
    answers = source.answers()
    right = [answer for answer in answers if answer.right]
    if not right:
        raise _UnfitError("no option is wholly right")
    for answer in right[1:]:
        source.notes.append(f"{quoted(answer.text)} is right as well; it is left out, for one option is right here")
    wrong = [answer for answer in answers if not answer.right]
    for answer in wrong:
        if answer.percent > 0:
            source.notes.append(f"{quoted(answer.text)} counts {answer.percent:g} % in Moodle; here it is wrong")
    return {
        "type": "multiple-choice",
        "answer": right[0].text,
        "distractors": [answer.because for answer in wrong],
        "explanation": right[0].feedback,
    }


def _read_response(source: _Source) -> _Values:
    answers = source.answers()
    right = [answer for answer in answers if answer.percent > 0]
    if not right:
        raise _UnfitError("no option is right")
    weights = [answer.percent for answer in right]
    if max(weights) - min(weights) > _ROUNDING:
        source.notes.append("its right options count differently in Moodle; here they count the same")
    return {
        "type": "multiple-response",
        "answers": [answer.text for answer in right],
        "distractors": [answer.because for answer in answers if answer.percent <= 0],
        "explanation": _joined(f"{answer.text}: {answer.feedback}" for answer in right if answer.feedback),
    }


def _read_true_false(source: _Source) -> _Values:
    right: dict[bool, str] = {}
    for number, answer in enumerate(source.answers()):
        says = {"true": True, "false": False}.get(answer.text.lower(), number == 0)  # in old files true comes first
        if answer.right:
            right[says] = answer.feedback
        elif answer.feedback:
            source.notes.append("what Moodle says to the wrong answer is left out")
    if len(right) != 1:
        raise _UnfitError("it does not say whether true or false is right")
    [(value, feedback)] = right.items()
    return {"type": "true-false", "answer": value, "explanation": feedback}


def _read_short_answer(source: _Source) -> _Values:
    answers = [answer for answer in source.answers(typed=True) if _literal(answer.text)]
    patterns = [_literal(answer.text) for answer in answers if _STAR.search(answer.text)]
    if patterns:
        source.notes.append(f"answers with a * for anything are taken without it: {_listed([*map(quoted, patterns)])}")
    literal = [answer._replace(text=_literal(answer.text)) for answer in answers]
    return {"type": "short-answer"} | _forms(source, literal)


def _literal(pattern: str) -> str:
    """One of the texts that fit a pattern, its shortest but for blanks between words; "" for a bare star."""
    if len(pattern) > _LONGEST_PATTERN:
        return pattern
    pieces = [piece.strip() for piece in _STAR.split(pattern) if piece.strip()]
    text = "".join(pieces[:1])
    for piece in pieces[1:]:
        text += (" " if text[-1].isalnum() and piece[0].isalnum() else "") + piece
    return text.replace("\\*", "*")


def _listed(texts: list[str]) -> str:
    more = f" and {len(texts) - _MOST_LISTED} more" if len(texts) > _MOST_LISTED else ""
    return ", ".join(texts[:_MOST_LISTED]) + more


def _forms(source: _Source, answers: list[_Answer]) -> _Values:
    """Typed answers: what is accepted, and what is rejected and why. What Moodle counts in part is noted."""
    partly = [answer.text for answer in answers if answer.percent > 0 and not answer.right]
    if partly:
        source.notes.append(f"what counts only in part in Moodle is left out: {_listed([*map(quoted, partly)])}")
    right = _distinct([answer for answer in answers if answer.right])
    if not right:
        raise _UnfitError("no answer is wholly right")
    wrong = _distinct([*right, *(answer for answer in answers if answer.percent <= 0)])[len(right) :]
    return {
        "answer": right[0].text,
        "accept": [answer.text for answer in right[1:]],
        "reject": [answer.because for answer in wrong],
        "explanation": _joined(answer.feedback for answer in right),
    }


def _distinct(answers: list[_Answer]) -> list[_Answer]:
    """The first of those that differ in more than their case."""
    there: dict[str, _Answer] = {}
    for answer in answers:
        there.setdefault(one_line(answer.text).casefold(), answer)
    return list(there.values())


def _read_numerical(source: _Source) -> _Values:
    answers = [answer for answer in source.answers(typed=True) if answer.text != "*"]
    values = _forms(source, answers)
    tolerances = [_number(answer.element.findtext("tolerance")) for answer in answers if answer.right]
    if len(set(tolerances)) > 1:
        source.notes.append(f"its tolerances differ in Moodle; here it is {tolerances[0]:g} for all")
    names = [unit.findtext("unit_name", "").strip() for unit in source.parts("units/unit")]
    units = list(filter(None, names))
    if units[1:]:
        source.notes.append(f"of its units {quoted(units[0])} is kept; left out: {_listed(units[1:])}")
    return values | {
        "type": "short-answer",
        "kind": "number",
        "tolerance": tolerances[0],
        "unit": next(iter(units), ""),
    }


def _read_matching(source: _Source) -> _Values:
    pairs: list[list[str]] = []
    alone: list[str] = []
    for part in source.parts("subquestion"):
        left = source.text(part, "an item to match")
        right = source.text(part.find("answer"), "an item to match", "html")
        if left and right:
            pairs.append([left, right])
        elif right:
            alone.append(right)
        elif left:
            source.notes.append(f"{quoted(left)} is left out, for nothing matches it")
    rights = {right for _, right in pairs}
    distractors = [right for right in dict.fromkeys(alone) if right not in rights]
    return {"type": "matching", "pairs": pairs, "distractors": distractors}


def _read_ordering(source: _Source) -> _Values:
    items = [answer.text for answer in source.answers()]
    shown = _number(source.setting("selectcount") or source.setting("studentsee"))
    if source.setting("selecttype") not in {"all", "0"} and 1 < shown < len(items):
        source.notes.append(f"Moodle asks for {shown:g} of its items at a time; here for all")
    return {"type": "ordering", "items": items}


_READERS: dict[str, Callable[[_Source], _Values]] = {
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

"""What an author is asked for, derived from a question's type: each of its fields as rows of texts and choices."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeAlias, get_args, get_origin

import msgspec

from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import Bank, as_of_words
from civquiz.questions.base import Because, Question
from civquiz.questions.short_answer import kind_of
from civquiz.terminal.face import Choice
from civquiz.text import one_line

Grid: TypeAlias = list[list[str]]
"""A field's value as it is typed: rows, each of one or two texts."""

Words: TypeAlias = tuple[str, str]
"""What a text is called, and a line on it."""

_FORMS = " = "  # between names of one thing; it stands in no name
_PRIVATE = "\ue000"  # for private use, so that what begins with it is like no text of an author's
_MOST_OFFERED = 200  # more passages cannot be looked through, and take long to draw
_NUMBER = re.compile(r"-?\d{1,18}([.,]\d{1,18})?\Z")

_WORDS: dict[str, Words] = {
    "type": ("Type", "How it is asked."),
    "stem": ("Stem", "The question, as learners read it."),
    "true-false.stem": ("Stem", "A statement that is true or false."),
    "answer": ("Right", "The answer, as it is written."),
    "multiple-choice.answer": ("Right", "The right option."),
    "true-false.answer": ("Right", "Whether the statement is true."),
    "answers": ("Right", "A right option, one at a time."),
    "enumeration.answers": (
        "Right",
        f"One thing to name; its other names after{_FORMS}as in UN{_FORMS}United Nations.",
    ),
    "distractors": ("Wrong", "A wrong option, one at a time."),
    "matching.distractors": ("Fits none", "One more to choose from that belongs to none of them."),
    "accept": ("Also right", "Another form of the answer that counts."),
    "reject": ("Not right", "A form that does not count, however near it is."),
    "required": ("How many", "How many of them a learner must name."),
    "kind": ("Kind", "What the answer is; it decides how it is read."),
    "tolerance": ("Give or take", "How far off still counts, as a number."),
    "unit": ("Unit", "What is counted, such as km or %."),
    "items": ("In order", "From the first to the last, one at a time."),
    "pairs": ("Pair", "The left side of a pair."),
    "topic": ("Topic", "What it is about."),
    "passage": ("Passage", "What learners read to know it."),
    "dated": ("Dated", "Whether it may have changed."),
    "explanation": ("Explanation", "Said after the response."),
    "hint": ("Hint", "Said to whoever asks for it."),
}
_DETAILS = {
    "multiple-choice": "one right option among several",
    "multiple-response": "all options that apply",
    "true-false": "a statement",
    "short-answer": "a word, a name, a number or a date, typed",
    "enumeration": "several things to name, typed",
    "ordering": "items to put in order",
    "matching": "a right side for each left",
}
_ALONE = {"required": "all of them"}  # what it means to leave a field empty, where that is not just nothing
_TRUE = "true"
_ONLY_WITH = {"tolerance": ("kind", "number"), "unit": ("kind", "number")}


class Shape(msgspec.Struct, frozen=True):
    """How a value is typed: `read` gives its rows, `write` the value of rows.

    There may be `many` rows; `second` are the words for the other text of each row, which may be left empty if it is
    `loose`.
    """

    read: Callable[[Any], Grid]
    write: Callable[[Grid], Any]
    many: bool = False
    second: Words | None = None
    loose: bool = False
    number: bool = False


class Field(msgspec.Struct, frozen=True):
    """A field of a question: its words, the shape of its value, its choices or suggestions, and its default.

    `annotation` is what the value must be; `default` is what a field has that is not `required`.
    """

    name: str
    words: Words
    annotation: Any
    shape: Shape
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()
    required: bool = True
    default: Any = None
    alone: str = ""

    @property
    def label(self) -> str:
        """What the field is called."""
        return self.words[0]

    def is_left_out(self, value: object) -> bool:
        """Whether a value is no more than what stands for nothing."""
        return not self.required and value == self.default

    @property
    def stand_in(self) -> str:
        """A text for one that is not entered yet, like no other field's."""
        if self.choices:
            return self.choices[0].key
        return "0" if self.shape.number else _PRIVATE + self.name

    def new_row(self) -> list[str]:
        """A row that is not entered yet."""
        return [self.stand_in, *([_PRIVATE] if self.shape.second else [])]


def fields_of(values: Mapping[str, Any], bank: Bank | None) -> list[Field]:
    """What is asked for a question with those values, in order; before its type is known, the type alone."""
    types = tuple(Choice(name, name, _DETAILS.get(name, "")) for name in QUESTION_TYPES)
    found = [Field("type", _WORDS["type"], str, _TEXT, types)]
    type_ = QUESTION_TYPES.get(str(values.get("type")))
    if type_ is None:
        return found
    there = {field.name: field for field in msgspec.structs.fields(type_)}
    own = sorted(
        (name for name in there if name not in Question.__struct_fields__), key=lambda name: not there[name].required
    )
    for name in ("stem", *own, "topic", "passage", "dated", "explanation", "hint"):
        wanted = _ONLY_WITH.get(name)
        if wanted is None or values.get(wanted[0]) == wanted[1]:
            found += _field(there[name], str(values["type"]), values, bank)
    return found


def known(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a draft that fit a question, or one of its type; what is not asked for, such as a group, too."""
    type_ = QUESTION_TYPES.get(str(draft.get("type")))
    annotations = {field.name: field.type for field in msgspec.structs.fields(type_ or Question)}
    return {
        name: value
        for name, value in draft.items()
        if (name == "type" and type_) or (name in annotations and _fits(value, annotations[name]))
    }


def _fits(value: object, annotation: Any) -> bool:  # noqa: ANN401 - a type, or what stands for one
    try:
        msgspec.convert(value, annotation)
    except msgspec.ValidationError:
        return False
    return True


def _field(
    info: msgspec.structs.FieldInfo, type_: str, values: Mapping[str, Any], bank: Bank | None
) -> Iterator[Field]:
    name = info.name
    words = _WORDS.get(f"{type_}.{name}") or _WORDS.get(name) or (name.replace("_", " ").capitalize(), "")
    default = info.default if info.default_factory is msgspec.NODEFAULT else info.default_factory()
    field = Field(
        name,
        words,
        info.type,
        _TEXT,
        required=info.required,
        default=default,
        alone="" if info.required else _ALONE.get(name, "skip"),
    )
    with_ = msgspec.structs.replace
    match name:
        case "topic":
            yield with_(field, suggestions=tuple(map(one_line, bank.topics)) if bank else ())
        case "passage":
            # The form knows of one; what names several is left as it is.
            if bank and bank.passages and not isinstance(values.get(name), list):
                offered = bank.passages[:_MOST_OFFERED]
                rows = (Choice("", "None"), *(Choice(each.id, each.title or each.id) for each in offered))
                yield with_(field, choices=rows)
        case "dated":
            if bank and bank.as_of:
                changed = f"it may have changed since {as_of_words(bank.as_of)}"
                yield with_(field, shape=_TRUTH, choices=(Choice("", "No"), Choice(_TRUE, "Yes", changed)))
        case _:
            shape, choices = _shape_of(info.type)
            yield with_(field, shape=shape, choices=choices)


def guessed(field: Field, values: Mapping[str, Any]) -> str:
    """The choice that is marked before an author has chosen."""
    if field.name == "kind":
        return kind_of([str(values.get("answer", ""))])
    return field.choices[0].key if field.required else field.shape.read(field.default)[0][0]


def _shape_of(annotation: Any) -> tuple[Shape, tuple[Choice, ...]]:  # noqa: ANN401 - a type, or what stands for one
    if annotation is bool:
        return _TRUTH, (Choice(_TRUE, "True"), Choice("", "False"))
    if get_origin(annotation) is Literal:
        return _TEXT, tuple(Choice(each, each) for each in get_args(annotation))
    return _SHAPES[annotation], ()  # a KeyError tells whoever makes a type with a field of another shape


def _number(text: str, kind: type[int | float]) -> int | float | str:
    """The number that was typed; a text that is none stays, and is found not to fit."""
    if not text:
        return kind()
    if not _NUMBER.match(text):
        return text
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def _number_typed(number: float) -> str:
    return str(number).removesuffix(".0") if number else ""


def _because(row: list[str]) -> str | dict[str, str]:
    text, why = row
    return {"text": text, "why": why} if why else text


def _because_typed(entry: str | dict[str, str]) -> list[str]:
    return [entry, ""] if isinstance(entry, str) else [entry["text"], entry.get("why", "")]


def _forms(text: str) -> str | list[str]:
    forms = [form.strip() for form in text.split(_FORMS)]
    return forms if len(forms) > 1 else text


_TEXT = Shape(read=lambda text: [[text]], write=lambda rows: rows[0][0])
_TRUTH = Shape(read=lambda value: [[_TRUE if value else ""]], write=lambda rows: rows[0][0] == _TRUE)
_SHAPES: dict[Any, Shape] = {
    str: _TEXT,
    int: Shape(lambda value: [[_number_typed(value)]], lambda rows: _number(rows[0][0], int), number=True),
    float: Shape(lambda value: [[_number_typed(value)]], lambda rows: _number(rows[0][0], float), number=True),
    list[str]: Shape(lambda texts: [[text] for text in texts], lambda rows: [text for [text] in rows], many=True),
    list[str | list[str]]: Shape(
        lambda entries: [[each if isinstance(each, str) else _FORMS.join(each)] for each in entries],
        lambda rows: [_forms(text) for [text] in rows],
        many=True,
    ),
    list[str | Because]: Shape(
        lambda entries: [_because_typed(each) for each in entries],
        lambda rows: [_because(row) for row in rows],
        many=True,
        second=("Why", "Why it is wrong: said to whoever gives it."),
        loose=True,
    ),
    list[tuple[str, str]]: Shape(
        lambda pairs: [list(pair) for pair in pairs],
        lambda rows: [row for row in rows if row[1]],
        many=True,
        second=("Goes with", "What belongs to it."),
    ),
}

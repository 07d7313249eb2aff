"""What a field of a record holds, when it is a list: its entries, each with what the file says of it."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, NamedTuple

from civquiz.formats.records import cells
from civquiz.formats.records.field_names import name_key
from civquiz.questions.bank import MOST_ENTRIES

# What an entry's own object calls its parts.
_TEXT_NAMES = (
    *("text", "answertext", "optiontext", "option", "content", "answer", "choice", "body", "html", "title", "name"),
    *("description", "statement", "term", "value", "label"),
)
_LABEL_NAMES = ("id", "key", "letter", "label", "value")
_RIGHT_NAMES = ("correct", "iscorrect", "right", "isright", "istrue", "isanswer", "iscorrectanswer", "is")
_WHY_NAMES = ("why", "feedback", "rationale", "explanation", "reason")
_LEFT_NAMES = frozenset({"left", "term", "prompt", "key", "question", "item", "source", "premise"})
_PAIR = 2
_MOST = MOST_ENTRIES + 2  # one may become the answer and the others what is accepted

TRUTHS = {"true": True, "false": False}
_RIGHT = {"true", "yes", "1"}


class Entry(NamedTuple):
    """An entry of a list: its text as the file has it, its label there, whether it is said to be right, and why not."""

    value: object
    label: str = ""
    is_right: bool | None = None
    why: object = None


def entries(value: object) -> list[Entry]:
    """The entries of a list, of an object that holds one or that maps labels to texts; one of any other value.

    Of a list of more than a bank's may have only as many as show that.
    """
    if isinstance(value, list):
        return [_entry(each) for each in value[:_MOST]]
    if isinstance(value, str) or not isinstance(value, Mapping):
        return [] if is_empty(value) else [Entry(value)]
    lists = [each for each in value.values() if isinstance(each, list)]
    if len(lists) == 1:
        return entries(lists[0])
    if value and all(isinstance(each, bool) for each in value.values()):
        return [Entry(text, is_right=is_right) for text, is_right in value.items()]
    return [Entry("" if is_empty(each) else each, label) for label, each in islice(value.items(), _MOST)]


def listed(cell: str, label: str = "") -> list[Entry]:
    """The entries in a cell; one with a label of its own, such as `wrong 2`, is a single text."""
    return [Entry(cell, label)] if label else [Entry(" | ".join(row)) for row in cells.split(cell)]


def sides(value: object) -> list[object]:
    """The left and the right side of a pair; an empty list for what is none."""
    if isinstance(value, Mapping):
        parts = sorted(value.items(), key=lambda part: name_key(str(part[0])) not in _LEFT_NAMES)
        value = [each for _, each in parts] if parts and name_key(str(parts[0][0])) in _LEFT_NAMES else []
    return value if isinstance(value, list) and len(value) == _PAIR else []


def as_text(value: object) -> str:
    """The value as a text, or the text in an object that has one; "" for any other."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        value = _part(value, _TEXT_NAMES)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""


def truth(value: object, words: Mapping[str, bool] = TRUTHS) -> bool | None:
    """Whether the value says true or false; None if it says neither."""
    return words.get(as_text(value).strip().casefold().rstrip("."))


def is_empty(value: object) -> bool:
    """Whether there is nothing in a field; `false` and 0 are something."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value in ([], {})


def _entry(value: object) -> Entry:
    if isinstance(value, str) or not isinstance(value, Mapping):
        return Entry("" if is_empty(value) else value)
    text, label, right = _part(value, _TEXT_NAMES), _part(value, _LABEL_NAMES), _part(value, _RIGHT_NAMES)
    return Entry(
        value if text is None else text,
        "" if label is None or label == text else str(label),
        None if right is None else str(right).casefold() in _RIGHT,
        _part(value, _WHY_NAMES),
    )


def _part(value: Mapping[str, Any], names: tuple[str, ...]) -> str | int | float | bool | None:
    """The part of an object that has the first of these names."""
    parts = {name_key(str(name)): each for name, each in value.items() if isinstance(each, str | int | float)}
    return next((parts[name] for name in names if name in parts and parts[name] != ""), None)

"""Anki's note types: which of a note's fields are its front, its back, and what is said beside the answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from civquiz.formats.anki.notes import is_explanation

_MOST_FIELDS = 100
_MOST_TAGS = 200  # of a template, into which every note is put

_TAG = re.compile(r"\{\{([^{}]*+)\}\}")
_NOT_SHOWN = {"type", "hint", "tts", "tts-voices"}  # filters of fields that a front has, but does not show


class Parts(NamedTuple):
    """A note by what its fields are: its sides, what is said beside the answer, and the fields that are neither."""

    front: str
    back: str
    extra: str
    left: Sequence[str]


class _Piece(NamedTuple):
    """A piece of a template: `text`, a `field`, or a condition: `#` if it is filled, `^` if not, `/` the end of it."""

    kind: str
    text: str


class Notetype:
    """A note type: its fields, and the front and the back of its first card as Anki writes them.

    `has_gaps` says that it asks for gaps, `cards` how many cards a note of it has.
    """

    def __init__(
        self, name: str, fields: Sequence[str], question: str, answer: str, cards: int, *, has_gaps: bool
    ) -> None:
        self.name = name
        self.fields = fields = fields[:_MOST_FIELDS]
        self.has_gaps = has_gaps
        self.is_reversed = cards > 1 and not has_gaps
        self._front = list(_pieces(question)) if question.count("{{") <= _MOST_TAGS else []
        shown = {piece.text for piece in self._front if piece.kind == "field"}.intersection(fields)
        if not shown:
            self._front = [_Piece("field", field) for field in fields[:1]]
            shown = set(fields[:1])
        self._shown = shown
        told = dict.fromkeys(_reference(tag)[0] for tag in _TAG.findall(answer))
        rest = [field for field in told if field in fields and field not in shown]
        rest = rest or [field for field in fields if field not in shown]
        self._answers = [] if has_gaps else [field for field in rest if not is_explanation(field)] or rest[:1]
        self._explanations = [
            field for field in fields if field not in {*shown, *self._answers} and is_explanation(field)
        ]

    def parts(self, texts: Sequence[str]) -> Parts:
        """The note that has these texts in its fields."""
        values = {field: text for field, text in zip(self.fields, texts, strict=False) if text.strip()}
        answer = next((field for field in self._answers if field in values), "")
        extra = [field for field in self._explanations if field in values]
        left = [field for field in values if field not in self._shown and field != answer and field not in extra]
        return Parts(self._filled(values), values.get(answer, ""), "<br>".join(values[field] for field in extra), left)

    def _filled(self, values: Mapping[str, str]) -> str:
        """The front as Anki shows it: the words of its template, and the fields in their places."""
        shown: list[str] = []
        conditions: list[bool] = []
        for kind, text in self._front:
            if kind in {"#", "^"}:
                conditions.append((text in values) == (kind == "#"))
            elif kind == "/":
                del conditions[-1:]
            elif all(conditions):
                shown.append(text if kind == "text" else values.get(text, ""))
        return "".join(shown)


def _pieces(template: str) -> Iterator[_Piece]:
    for number, piece in enumerate(_TAG.split(template)):
        tag = piece.strip()
        if number % 2 == 0:
            yield _Piece("text", piece)
        elif tag[:1] in {"#", "^", "/"}:
            yield _Piece(tag[0], tag[1:].strip())
        else:
            field, filters = _reference(tag)
            if not _NOT_SHOWN & filters:
                yield _Piece("field", field)


def _reference(tag: str) -> tuple[str, set[str]]:
    """The field that a tag names, and the filters that it goes through: `{{cloze:Text}}`."""
    *filters, field = tag.split(":")
    return field.strip(), {each.strip().partition(" ")[0] for each in filters}

"""Anki's notes made into questions, whichever way they came out of Anki; and how a question is filed in Anki."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats.anki import gaps as anki_gaps
from civquiz.formats.anki import sides as anki_sides
from civquiz.formats.anki.markup import plain
from civquiz.formats.contract import Found, Item, Note, Skipped
from civquiz.formats.records.field_names import name_key, role
from civquiz.questions.bank import ID, Bank
from civquiz.questions.base import Question
from civquiz.text import one_line

_GUID = "civquiz:"
_EXPLANATIONS = {
    *("backextra", "comment", "comments", "extra", "info", "moreinfo"),
    *("note", "notes", "personalnotes", "remark", "remarks", "source", "sources"),
}
_NO_DECK = "Default"
_NO_TOPICS = {"leech", "marked"}  # tags that Anki itself sets
MOST_NOTES = 100_000
"""Of a file; twice as many as a bank has questions."""

# Of a file too: each tag takes its microseconds.
_MOST_CHARACTERS = 64 << 20
_MOST_MARKUP = 1_000_000
_MOST_GAPS = 100
_LONGEST_TEXT = 5_000  # characters with gaps; a stem has fewer, and each gap takes the text anew

_ANSWER_LINE = re.compile(r"<hr\b[^<>]*?\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_COLONS = re.compile(":{2,}")
_OCCLUSION = re.compile(r"\{\{c[\d,]{1,30}::image-occlusion:|id=\"image-occlusion-container\"")
_TYPE_BOX = re.compile(r"\[\[type:[^\[\]]*+\]\]")  # where a card has a box to type into


class Sides(msgspec.Struct, frozen=True):
    """A note: its place in the file, its two sides, what is said beside the answer, and what else Anki knows of it.

    `is_html` is false where the sides are text; `has_gaps` says that `{{c1::…}}` on the front is a gap.
    """

    where: str
    front: str
    back: str
    extra: str = ""
    topic: str = ""
    guid: str = ""
    is_html: bool = True
    has_gaps: bool = False


class _Side(NamedTuple):
    text: str
    pictures: list[str]


class Amount:
    """How much of a file was read."""

    def __init__(self) -> None:
        self._notes = self._characters = self._markup = 0

    def add(self, *texts: str) -> None:
        """Count a note with these texts. Raises CivquizError for more than can be read in a sensible time."""
        self._notes += 1
        for text in texts:
            self._characters += len(text)
            self._markup += text.count("<") + text.count("&")
        if self._notes > MOST_NOTES or self._characters > _MOST_CHARACTERS or self._markup > _MOST_MARKUP:
            raise CivquizError("there is more in it than civquiz can read; export the deck in parts")


def questions(note: Sides) -> Iterator[Found]:
    """The question in a note, or one for each of its gaps; or why there is none; and what is left out of it."""
    front, back = note.front, note.back
    if note.is_html:
        front, back = _TYPE_BOX.sub("", front), _TYPE_BOX.sub("", _ANSWER_LINE.split(back)[-1])
    has_gaps = note.has_gaps and not note.guid.startswith(_GUID)
    gapped = front if has_gaps else anki_gaps.from_card(front, back)
    is_ours = anki_sides.is_ours(front, back)
    if own := anki_sides.read(front, back) if is_ours else None:
        yield Item(note.where, _values(note, own), card=own["type"] == "short-answer")
        yield from _pictures(note, [_side(note, front), _side(note, back)])
        return
    if is_ours:
        yield Note(note.where, "its two sides do not fit together as civquiz wrote them: taken as a flashcard")
    if _OCCLUSION.search(front):
        yield Skipped(note.where, "parts of a picture to be named: civquiz shows no pictures")
    elif gapped:
        yield from _gapped(note, _side(note, gapped), [_side(note, back if has_gaps else ""), _side(note, note.extra)])
    else:
        yield from _basic(note, _side(note, front), _side(note, back), _side(note, note.extra))


def topics(decks: Iterable[str]) -> tuple[str, dict[str, str]]:
    """What the decks of a file have in common, and by deck the topic that it stands for."""
    parts = {deck: [part.strip() for part in deck.split("::")] for deck in decks if deck and deck != _NO_DECK}
    roots = {names[0] for names in parts.values()}
    title = roots.pop() if len(roots) == 1 else ""
    return title, {deck: "" if names == [title] else names[-1] for deck, names in parts.items()}


def topic_of_tags(tags: str) -> str:
    """The topic that the first tag names."""
    tag = next((tag for tag in tags.split() if tag.lower() not in _NO_TOPICS), "")
    return tag.rpartition("::")[2].replace("_", " ").strip()


def is_explanation(name: str) -> bool:
    """Whether a field of that name holds what is said beside the answer."""
    held = role(name)
    return (held is not None and held.holds == "explanation") or name_key(name) in _EXPLANATIONS


def deck_of(bank: Bank, question: Question) -> str:
    """The deck of a question: one for each topic, below that of the bank."""
    title = _COLONS.sub(":", one_line(bank.title)).strip(": ") or bank.id
    topic = _COLONS.sub(":", one_line(question.topic))
    return f"{title}::{topic}" if topic else title


def guid_of(bank: Bank, question: Question) -> str:
    """What Anki knows a question by, so that it is the same when it comes again."""
    return f"{_GUID}{bank.id}/{question.id}"


def lost(bank: Bank) -> Iterator[Skipped | Note]:
    """What of a bank is not in its notes."""
    for question in bank.questions:
        if question.retired:
            yield Skipped(question.id, "retired")
            continue
        yield from anki_sides.lost(question)
        if _COLONS.search(question.topic):
            yield Note(question.id, "with one colon for two in its topic: two would make a deck in a deck")


def _values(note: Sides, own: Mapping[str, Any]) -> dict[str, Any]:
    guid = note.guid.rpartition("/")[2] if note.guid.startswith(_GUID) else note.guid
    common = {"id": guid if ID.match(guid) else "", "topic": note.topic}
    return {field: value for field, value in {**common, **own}.items() if value or value is False}


def _side(note: Sides, source: str) -> _Side:
    return _Side(*plain(source)) if note.is_html else _Side(source.strip(), [])


def _basic(note: Sides, front: _Side, back: _Side, extra: _Side) -> Iterator[Found]:
    if front.text and back.text:
        own = {"type": "short-answer", "stem": front.text, "answer": back.text, "explanation": extra.text}
        yield Item(note.where, _values(note, own), card=True)
        yield from _pictures(note, [front, back, extra])
    else:
        name, side = ("back", back) if front.text else ("front", front)
        what = f"nothing but a picture or a sound: {', '.join(side.pictures)}" if side.pictures else "empty"
        yield Skipped(note.where, f"its {name} is {what}")


def _gapped(note: Sides, front: _Side, beside: Sequence[_Side]) -> Iterator[Found]:
    if len(front.text) > _LONGEST_TEXT:
        yield Skipped(note.where, f"a text with gaps of {len(front.text):,} characters: too long for a question")
    elif (count := len(anki_gaps.numbers_of(front.text))) > _MOST_GAPS:
        yield Skipped(note.where, f"a text with {count:,} gaps: at most {_MOST_GAPS} can be asked")
    elif asked := list(anki_gaps.asked(front.text)):
        explanation = "\n".join(side.text for side in beside if side.text)
        for each in asked:
            yield _one_gap(note, each, explanation, suffix="" if len(asked) == 1 else f"c{each.number}")
        yield from _pictures(note, [front, *beside])
    else:
        yield Skipped(note.where, "a text for gaps without a gap")


def _pictures(note: Sides, sides: Iterable[_Side]) -> Iterator[Note]:
    if names := list(dict.fromkeys(name for side in sides for name in side.pictures)):
        yield Note(note.where, f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} left out")


def _one_gap(note: Sides, asked: anki_gaps.Asked, explanation: str, suffix: str) -> Found:
    where = ", ".join(filter(None, (note.where, suffix)))
    distinct = list({one_line(answer).casefold(): answer for answer in asked.answers}.values())
    if not all(map(one_line, distinct)):
        return Skipped(where, "an empty gap")
    # Gaps that are blank at the same time ask for all that is in them.
    own = {"type": "short-answer", "answer": distinct[0]} if len(distinct) == 1 else {"answers": distinct}
    hint = "; ".join(dict.fromkeys(asked.hints))
    values = _values(note, {"type": "enumeration", **own, "stem": asked.stem, "hint": hint, "explanation": explanation})
    if suffix and "id" in values:
        values["id"] += f"-{suffix}"
    return Item(where, values, card=True)

"""What a format module gives and takes: what it finds in a file, and what it makes of a bank.

A module has `LIMIT_BYTES`, `sniff` and `read`; one that can be written has `write` too. It knows its format alone:
`gather` makes ids, cleans, validates and counts.
"""

import codecs
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Protocol, TypeAlias

import msgspec

from civquiz.errors import CivquizError
from civquiz.questions.bank import MOST_QUESTIONS, Bank, as_of_words
from civquiz.questions.base import Question

SNIFFED_BYTES = 64 << 10
"""How much of a file `sniff` is given."""

LARGEST_BYTES = 2 << 30
"""The largest file of any format."""

_MINOR = frozenset({"id", "stem", "dated", "retired", "ignore"})  # carried by all, or of no use elsewhere


class Item(msgspec.Struct, frozen=True):
    """A question as a file has it: its place there, such as `line 12`, and its fields as a bank would have them.

    `id` may be left out, and `topic`; a wrong option may be `{"text": …, "why": …}`. `card` says that it is a
    flashcard, a front and a back, and so no more than a short answer by default.
    """

    where: str
    values: Mapping[str, Any]
    card: bool = False


class Skipped(msgspec.Struct, frozen=True):
    """A question that was not taken, or not put into a file: its place or its id, and why."""

    where: str
    reason: str


class Note(msgspec.Struct, frozen=True):
    """What the author should know of a question that was taken, or of the file (`where` is then empty)."""

    where: str
    text: str


class Head(msgspec.Struct, frozen=True):
    """What a file says of itself: `title`, `language`, `as_of`, `source`, `exam`, `passages`, as in a bank."""

    values: Mapping[str, Any]


Found: TypeAlias = Item | Skipped | Note | Head


class UnfitError(Exception):
    """A question that cannot be taken, or put into a file; the reason is the message, as of a `Skipped`."""


class Written(msgspec.Struct, frozen=True):
    """A bank as a file: its bytes, and by question id what the format cannot carry.

    A `Skipped` is a question that is not in the file, a `Note` what a question that is in it has lost.
    """

    data: bytes
    lost: tuple[Skipped | Note, ...] = ()


class FormatModule(Protocol):
    """What a module in `formats` offers."""

    LIMIT_BYTES: int
    """The largest file that is read."""

    def sniff(self, head: bytes) -> bool:
        """Whether a file that begins like that is of this format."""

    def read(self, file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
        """What is in the file, in its order. Raises CivquizError for a file of which nothing can be read.

        `separator` is what the author says stands between columns, for those formats that have columns.
        """

    def write(self, bank: Bank) -> Written:
        """The bank's active questions as a file of this format. A format that is only read has no `write`."""


def decoded(data: bytes) -> tuple[str, list[Note]]:
    """The text of a file, its lines ended by newlines, and a note if its encoding had to be guessed."""
    notes = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
            notes = [Note("", "not UTF-8: read as Windows-1252; look at accents and quotes")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def start_of_json(head: bytes) -> bytes:
    """The beginning of a file without what may stand before JSON: marks of the byte order, blanks, halves of UTF-16."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def too_many(what: str = "questions", most: int = MOST_QUESTIONS) -> CivquizError:
    """Of a file that has more of that than a bank may have, or than can be read in a sensible time."""
    return CivquizError(f"more than {most:,} {what}; split the file into several")


def listed(texts: Sequence[str], most: int) -> str:
    """The first of the texts, and how many more there are."""
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def retired(bank: Bank) -> list[Skipped | Note]:
    """What no other program is given: the questions that are not asked any more."""
    return [Skipped(question.id, "retired") for question in bank.questions if question.retired]


def dated_stem(bank: Bank, question: Question) -> str:
    """The stem as other programs have to show it: with the date of a fact that may have changed."""
    return f"{question.stem} (as of {as_of_words(bank.as_of)})" if question.dated and bank.as_of else question.stem


def uncarried(question: Question, carried: Collection[str]) -> Iterator[Note]:
    """What is lost of a question when only those fields of it are carried: one `Note`, or nothing."""
    fields = msgspec.structs.fields(question)
    lost = [
        field.name
        for field in fields
        if field.name not in carried
        and field.name not in _MINOR
        and getattr(question, field.name) != (field.default_factory() if _is_list(field) else field.default)
    ]
    if lost:
        yield Note(question.id, f"without {' and '.join(filter(None, (', '.join(lost[:-1]), lost[-1])))}")


def _is_list(field: Any) -> bool:  # noqa: ANN401 - msgspec's FieldInfo
    return field.default_factory is not msgspec.NODEFAULT


BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
"""What stands between two paragraphs."""

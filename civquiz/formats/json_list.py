"""A JSON list of questions as programs and people write it: objects in a list, in an object, or a line each."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats import records
from civquiz.formats.contract import Found, decoded, start_of_json
from civquiz.formats.records.field_names import role
from civquiz.formats.records.fields import MOST_FIELDS, Record

LIMIT_BYTES = 20 << 20
_MOST_TABLES = 500_000  # objects and lists; each takes its time
_MOST_LINES = 1_000_000
_MOST_DEPTH = 16  # of lists and objects around a question
_NO_TOPIC = re.compile(
    r"(?:all_?)?(?:questions?|quiz(?:zes)?|items|results|data|cards|easy|medium|hard)|q?\d+"
    r"|multiple_?(?:choice|response)|true_?(?:or_?)?false|short_?answers?|identification|matching|enumeration|essays?",
    re.IGNORECASE,
)
"""What a list or an object is called that says nothing of its questions."""
_INNER = (list, dict)
_TITLES = ("topic", "category", "name", "title", "subject")


def sniff(head: bytes) -> bool:
    """Whether it is JSON that is neither civquiz's own nor Open Trivia DB's: those are asked before it."""
    return start_of_json(head)[:1] in {b"{", b"["}


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The questions in the objects, by the names of their fields. Raises CivquizError if there are none."""
    text, notes = decoded(file.read())
    yield from notes
    if text.count("{") + text.count("[") > _MOST_TABLES:
        raise CivquizError(f"it has more than {_MOST_TABLES:,} lists and objects; split the file into several")
    try:
        placed = [
            (f"question {number}", entry, topic)
            for number, (entry, topic) in enumerate(_walk(msgspec.json.decode(text), "", 0), 1)
        ]
    except RecursionError as error:
        raise CivquizError("it nests lists or objects deeper than any list of questions") from error
    except msgspec.DecodeError as error:
        few = text.count("\n") < _MOST_LINES
        placed = [(where, _line(line), "") for where, line in (_lines(text) if few else ())]
        if sum(isinstance(entry, dict) for _, entry, _ in placed) * 2 <= len(placed):
            raise CivquizError(f"it is not valid JSON: {error}; mend it there") from error
        placed = placed if any(_is_question(entry) for _, entry, _ in placed) else []
    if not placed:
        raise CivquizError("there are no questions in it, that is objects with “question” and “answer”")
    yield from records.questions(
        Record(where, entry, topic) if isinstance(entry, dict) else Record(where, {}, fault="not an object")
        for where, entry, topic in placed
    )


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """The lines of JSON Lines that are not empty, and where they are."""
    return ((f"line {number}", line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _line(line: str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return None


def _walk(value: object, topic: str, depth: int) -> Iterator[tuple[object, str]]:
    """The entries of the lists of questions in a value, each with the topic that the lists around it name."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, list):
        inner = [entry for entry in value if isinstance(entry, _INNER)]
        if any(map(_is_question, inner)):
            yield from ((entry, topic) for entry in value)
        else:
            for entry in inner:
                yield from _walk(entry, topic, depth + 1)
    elif _is_question(value):
        yield value, topic
    elif isinstance(value, dict):
        titles = [title for name in _TITLES if isinstance(title := value.get(name), str)]
        topic = titles[0] if titles and depth else topic
        several = sum(map(_has_questions, value.values())) > 1
        for name, each in value.items():
            yield from _walk(each, name if several and not _NO_TOPIC.fullmatch(name) else topic, depth + 1)


def _is_question(value: object) -> bool:
    """Whether it is a question, and not what has a list of them beside a title of its own."""
    if not isinstance(value, dict) or not records.is_question(value):
        return False
    fields = islice(value.items(), MOST_FIELDS)
    holds = ((known.holds if (known := role(name)) else "", each) for name, each in fields)
    return not any(_has_questions(each) for known, each in holds if known in {"", "items", "question"})


def _has_questions(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) and records.is_question(each) for each in value)

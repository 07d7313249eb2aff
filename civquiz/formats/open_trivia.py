"""Open Trivia DB: the questions as its API gives them, in each of its encodings."""

import binascii
import html
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO
from urllib.parse import unquote, unquote_plus

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats.contract import Found, Item, Skipped, decoded, start_of_json, too_many
from civquiz.formats.records.entries import as_text, truth
from civquiz.questions.bank import MOST_QUESTIONS

LIMIT_BYTES = 20 << 20
_MOST_COMMAS = 5_000_000  # 20 MiB of them would be as many records
_PERCENT = re.compile(r"(?:[A-Za-z0-9_.~+-]|%[0-9A-Fa-f]{2})*+")
_LONGEST = 20_000  # characters of a text, however it is encoded; no bank's has as many
_MOST_ESCAPED = 3  # times that an entity has itself been escaped


class _Question(msgspec.Struct):
    """A record; its fields may be anything, so that one that is broken does not take the others with it."""

    question: Any = ""
    correct_answer: Any = ""
    incorrect_answers: Any = []
    category: Any = ""
    type: Any = ""

    def texts(self) -> list[str]:
        """All that the API encodes."""
        wrong = self.incorrect_answers if isinstance(self.incorrect_answers, list) else []
        values = [self.question, self.correct_answer, self.category, self.type, *wrong]
        return [value for value in values if isinstance(value, str) and len(value) <= _LONGEST]


class _Response(msgspec.Struct):
    """What the API answers."""

    results: list[msgspec.Raw] = []


def sniff(head: bytes) -> bool:
    """Whether it is JSON with its names, in a list or in “results”."""
    head = start_of_json(head)
    named = b'"correct_answer"' in head and b'"incorrect_answers"' in head
    return named and (head[:1] == b"[" or (head[:1] == b"{" and b'"results"' in head))


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The questions, category as topic. Raises CivquizError for what is not JSON or has none."""
    text, notes = decoded(file.read())
    yield from notes
    records = _records(text)

    def texts() -> Iterator[str]:
        for question in map(_question, records):
            yield from question.texts() if question else ()

    decode = _decoding(texts)
    for number, record in enumerate(records, 1):
        yield _found(_question(record), f"question {number}", decode)


def _records(text: str) -> list[msgspec.Raw]:
    """The records, each decoded when it is looked at: all of them at once would take many times the file."""
    if text.count(",") > _MOST_COMMAS:
        raise too_many()
    try:
        response = msgspec.json.decode(text, type=_Response | list[msgspec.Raw])
    except RecursionError as error:
        raise CivquizError("it nests lists or objects deeper than Open Trivia DB does") from error
    except msgspec.ValidationError as error:
        raise CivquizError("there are no “results” in it, and it is no list of questions") from error
    except msgspec.DecodeError as error:
        raise CivquizError(f"it is not valid JSON: {error}; mend it there") from error
    raw = response if isinstance(response, list) else response.results
    if not raw:
        raise CivquizError("there are no questions in it; ask Open Trivia DB for them anew")
    if len(raw) > MOST_QUESTIONS:
        raise too_many()
    return raw


def _question(raw: msgspec.Raw) -> _Question | None:
    """A record; None for one that is no object."""
    try:
        return msgspec.json.decode(raw, type=_Question)
    except (msgspec.DecodeError, RecursionError):
        return None


def _decoding(texts: Callable[[], Iterator[str]]) -> Callable[[str], str]:
    """How the values are encoded, which is the same for all values of a file; `texts` gives them anew each time."""
    if any(texts()) and all(_from_base64(text) is not None for text in texts()):
        return lambda text: _from_base64(text) or ""
    if all(_PERCENT.fullmatch(text) for text in texts()) and any("%" in text for text in texts()):
        return unquote if any("%20" in text for text in texts()) else unquote_plus
    return str


def _from_base64(text: str) -> str | None:
    try:
        return b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return None


def _unescaped(text: str) -> str:
    for _ in range(_MOST_ESCAPED):
        if "&" not in text or text == (unescaped := html.unescape(text)):
            break
        text = unescaped
    return text


def _found(question: _Question | None, where: str, decode: Callable[[str], str]) -> Found:
    if question is None or not isinstance(question.incorrect_answers, list):
        return Skipped(where, "not an object with “question”, “correct_answer” and “incorrect_answers”")
    raw = (question.question, question.correct_answer, *question.incorrect_answers)
    if any(isinstance(each, str) and len(each) > _LONGEST for each in (*raw, question.category)):
        return Skipped(where, f"has a text of more than {_LONGEST:,} characters")
    stem, answer, *distractors = [_unescaped(decode(as_text(each))) for each in raw]
    if not all((stem, answer, *distractors)):
        return Skipped(where, "its question or one of its answers is no text")
    values = {"stem": stem, "topic": _unescaped(decode(as_text(question.category)))}
    if not values["topic"].strip():
        del values["topic"]
    is_true = truth(answer)
    if len(distractors) == 1 and {is_true, truth(distractors[0])} == {True, False}:
        return Item(where, values | {"type": "true-false", "answer": is_true})
    if decode(as_text(question.type)) == "boolean":
        return Skipped(where, "true or false by its type, but its answers are others")
    return Item(where, values | {"type": "multiple-choice", "answer": answer, "distractors": distractors})

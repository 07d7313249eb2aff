"""A bank as JSON: the shape of the bank's own file."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats import native
from civquiz.formats.contract import Found, Written
from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import Bank

LIMIT_BYTES = 20 << 20
_MOST_TABLES = 1_000_000  # lists too; 20 MiB of empty ones would take 800 MB


def load(data: bytes, name: str = "the bank", beneath: Bank | None = None) -> Bank:
    """The bank; CivquizError with every fault if it does not hold. For the arguments see `native.bank`."""
    try:
        return native.bank(parsed(data, name), name, beneath)
    except RecursionError as error:
        raise native.too_deep(name) from error


def sniff(head: bytes) -> bool:
    """Whether it is an object with a question of one of our types, or with a bank's id, title and passages."""
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").lstrip()
    keys = {field: re.search(rf'"{field}"\s*:', text) for field in ("id", "title", "passages", "stem")}
    typed = re.search(rf'"type"\s*:\s*"(?:{"|".join(QUESTION_TYPES)})"', text)
    return text.startswith("{") and bool(
        (keys["stem"] and typed) or (keys["id"] and keys["title"] and keys["passages"])
    )


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The bank's own fields, then a question after the other; CivquizError if it is no JSON or no bank."""
    yield from native.found_in(parsed(file.read(), "the file"), "the file")


def write(bank: Bank) -> Written:
    """The whole bank, retired questions too."""
    return Written(msgspec.json.format(msgspec.json.encode(native.values(bank)), indent=2) + b"\n")


def parsed(data: bytes, name: str) -> object:
    """The plain values of a JSON text; CivquizError if it is none."""
    if data.count(b"{") + data.count(b"[") > _MOST_TABLES:
        raise CivquizError(f"{name} has more than {_MOST_TABLES:,} lists and tables; split it into several banks")
    try:
        return msgspec.json.decode(native.decoded(data, name))
    except msgspec.DecodeError as error:
        raise CivquizError(f"{name} is not valid JSON: {error}; mend it there") from error
    except RecursionError as error:
        raise native.too_deep(name) from error


def line_of(text: str, question_id: str) -> int:
    """The line in which the question's id stands, counted from 1; 1 if it cannot be found."""
    found = re.search(rf'"id"\s*:\s*"{re.escape(question_id)}"', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1

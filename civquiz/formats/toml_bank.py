"""A bank as TOML: the bank's own file, edited by hand."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import tomli

from civquiz.errors import CivquizError
from civquiz.formats import native
from civquiz.formats.contract import Found, Written
from civquiz.questions.bank import Bank

LIMIT_BYTES = 32 << 20

# A bank's keys have one part and its values nest three deep; 50,000 questions as those of the built-in bank have 1.7
# million entries on 1.1 million lines. tomli takes seconds and gigabytes over a key of thousands of parts or a million
# headers, and a stack frame for each level.
_MOST_PARTS = 4
_MOST_DEPTH = 16
_MOST_HEADERS = 150_000
_MOST_ENTRIES = 1_800_000  # keys and entries, and the lists and tables that hold them
_MOST_LINES = 2_000_000

_TABLES = r"(?m)^[ \t]*\[\[[ \t]*(?:questions|passages)[ \t]*\]\]"
_SURE = ("id", "title")  # what every bank has

STRINGS = re.compile(
    r"""
      \"\"\" (?: [^"\\]++ | \\. | "(?!"") )*+ (?: "{3,5} | \Z )
    | \'\'\' (?: [^']++ | '(?!'') )*+ (?: '{3,5} | \Z )
    | "      (?: [^"\\\n]++ | \\[^\n] )*+ "?
    | '      [^'\n]*+ '?
    | \#     [^\n]*+
    """,
    re.DOTALL | re.VERBOSE,
)
"""Strings and comments, as tomli ends them. Every part takes all that it can and never gives back, so that the scan is
linear: what is not closed runs to the end of its line, or of the file."""

_LONG_KEY = re.compile(rf"\.(?:[^.\n=,\[\]{{}}]*+\.){{{_MOST_PARTS - 1}}}")
_HEADER = re.compile(r"^[ \t]*+\[", re.MULTILINE)
_BRACKETS = re.compile(r"[\[\]{}]")


def load(data: bytes, name: str = "the bank", beneath: Bank | None = None) -> Bank:
    """The bank; CivquizError with every fault if it does not hold. For the arguments see `native.bank`."""
    return native.bank(parsed(native.decoded(data, name), name), name, beneath)


def sniff(head: bytes) -> bool:
    """Whether it has questions or passages as tables, or a bank's id and title."""
    text = head.decode("utf-8-sig", "replace")
    return bool(re.search(_TABLES, text)) or all(re.search(rf"(?m)^{key}[ \t]*=[ \t]*[\"']", text) for key in _SURE)


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The bank's own fields, then a question after the other; CivquizError if it is no TOML or no bank."""
    from civquiz.formats import toml_text

    text = native.decoded(file.read(), "the file")
    raw = parsed(text, "the file")
    lines = toml_text.question_lines(text)
    there = raw.get("questions")
    fits = isinstance(there, list) and len(there) == len(lines)
    yield from native.found_in(raw, "the file", [f"line {line}" for line in lines] if fits else ())


def write(bank: Bank) -> Written:
    """The whole bank, retired questions too."""
    from civquiz.formats import toml_text

    return Written(toml_text.bank_text(bank).encode())


def parsed(text: str, name: str) -> dict[str, Any]:
    """The plain values of a TOML text; CivquizError if it is none, or one that would take without end to parse."""
    _refuse_hostile(text, name)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise CivquizError(f"{name} is not valid TOML: {error}; mend it there") from error
    except ValueError as error:  # an integer of thousands of digits
        raise CivquizError(f"{name} has a number that is too long; write it in quotes if it is text") from error


def _refuse_hostile(text: str, name: str) -> None:
    """Raise CivquizError for what tomli would choke on: long keys, deep nesting, lines and entries without end."""
    structure = STRINGS.sub('""', text)
    for most, count, unit in (
        (_MOST_LINES, text.count("\n"), "lines"),
        (_MOST_HEADERS, len(_HEADER.findall(structure)), "table headers"),
        (_MOST_ENTRIES, sum(map(structure.count, "=,[{.")), "keys and entries"),
    ):
        if count > most:
            raise CivquizError(f"{name} has more than {most:,} {unit}; split it into several banks")
    if _LONG_KEY.search(structure):
        raise CivquizError(f"{name} has a dotted key of more than {_MOST_PARTS} parts; a bank's keys have one")
    depth = 0
    for bracket in _BRACKETS.findall(structure):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        if depth > _MOST_DEPTH:
            raise native.too_deep(name)

"""Tables as text: CSV, TSV, what Quizlet exports; with or without names of columns, whatever divides them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from string import ascii_lowercase
from typing import BinaryIO
from urllib.parse import unquote

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats import markup, records
from civquiz.formats.contract import (
    SNIFFED_BYTES,
    Found,
    Note,
    Skipped,
    Written,
    dated_stem,
    decoded,
    retired,
    too_many,
    uncarried,
)
from civquiz.formats.delimited import cutting
from civquiz.formats.delimited.cutting import Row
from civquiz.formats.records import cells
from civquiz.formats.records.field_names import role
from civquiz.formats.records.fields import Record
from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import MOST_ENTRIES, MOST_QUESTIONS, Bank, quoted
from civquiz.questions.base import MOST_OPTIONS, Question

LIMIT_BYTES = 20 << 20

_SEPARATORS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "newline": "\n", "\\n": "\n"}
"""By what an author may call them."""
_MOST_LINES = 1_000_000
_MOST_ABOVE = 20  # rows above the header: spreadsheets have titles and remarks there
_PAIR = 2  # columns of flashcards
_FEW = 3  # rows, names or digits; fewer show nothing
_EXAMPLE = "question,answer,option 1,option 2,option 3"

_GUARD = re.compile(r"'*+[=+\-@\t\r]")  # what a spreadsheet would run gets a ' before it
_PERCENT = re.compile(r"[^\s%]*+(?:%[0-9A-Fa-f]{2}[^\s%]*+)*+")

# The columns that are written: the fields of a question under their own names, and these.
_LISTS = {"answers": "answer", "items": "items", "pairs": "pairs", "accept": "accept"}
_REASONED = {"distractors": ("distractor {}", "why {}"), "reject": ("reject {}", "reject why {}")}
_ALWAYS = ("id", "type", "question", "answer")
_COLUMNS = (
    *("id", "type", "topic", "question", "answer"),
    *(name.format(number) for number in range(1, MOST_OPTIONS) for name in _REASONED["distractors"]),
    *("items", "pairs", "required", "accept"),
    *(name.format(number) for number in range(1, MOST_ENTRIES + 1) for name in _REASONED["reject"]),
    *("kind", "tolerance", "unit", "explanation", "hint", "group", "dated"),
)
_CARRIED = frozenset({*_COLUMNS, *_LISTS, *_REASONED})


def sniff(head: bytes) -> bool:
    """Whether some separator divides most of the lines into as many columns."""
    text, _ = decoded(head)
    if len(head) >= SNIFFED_BYTES:
        text = text[: text.rfind("\n") + 1]
    if "\0" in text or text.lstrip().startswith(("{", "[", "<")):
        return False
    return cutting.found(text, _names_among, least_rows=2) is not None


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The questions, a row each, by the names of their columns; two columns without names are flashcards.

    Raises CivquizError for what is no table, and for more columns without names that do not show the right answer.
    """
    text, notes = decoded(file.read())
    yield from notes
    if "\0" in text:
        raise CivquizError("it is no text: save the spreadsheet as CSV, and import that")
    rows = _rows(text, _SEPARATORS.get(separator.casefold(), separator))
    place = _header(rows)
    if place is None:
        names, notes = _names_of(rows)
        yield from notes
    else:
        names = rows[place].cells or []
    yield from records.questions(_records(names, rows[0 if place is None else place + 1 :]))


def write(bank: Bank) -> Written:
    """The active questions as CSV with names of columns; all but their passages.

    It begins with a byte order mark, without which Excel shows no accents.
    """
    lost: list[Skipped | Note] = retired(bank)
    rows = []
    for question in bank.active:
        row = _row(bank, question)
        if row.keys().isdisjoint({"answer", "items", "pairs"}):
            lost.append(Skipped(question.id, f"there are no columns for the type {question.type}"))
        else:
            rows.append(row)
            lost += uncarried(question, _CARRIED)
    used = {name for row in rows for name, cell in row.items() if cell}
    names = [name for name in _COLUMNS if name in used or name in _ALWAYS]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_guarded(row.get(name, "")) for name in names] for row in rows)
    return Written(out.getvalue().encode("utf-8-sig"), tuple(lost))


def _rows(text: str, separator: str) -> list[Row]:
    if text.count("\n") > _MOST_LINES:
        raise too_many("lines", _MOST_LINES)
    cut = cutting.found(text, _names_among, separator=separator)
    if cut is None and separator:
        raise CivquizError(f"{quoted(separator)} divides none of its lines; say what does with --separator")
    if cut is None:
        raise CivquizError("nothing divides its lines alike into a question and an answer: put a tab between the two")
    rows = list(islice(cutting.rows(text, cut), MOST_QUESTIONS + _MOST_ABOVE + 1))
    if len(rows) > MOST_QUESTIONS + _MOST_ABOVE:
        raise too_many("rows")
    texts = [cell for row in rows for cell in row.cells or ()]
    is_ours = any(cell in QUESTION_TYPES for row in rows[1:2] for cell in row.cells or ())
    if any("%20" in text for text in texts) and all(map(_PERCENT.fullmatch, texts)) and not is_ours:
        rows = [Row(row.line, row.cells and [unquote(cell) for cell in row.cells]) for row in rows]
    return [Row(row.line, row.cells and [_unguarded(cell) for cell in row.cells]) for row in rows]


def _names_in(row: Sequence[str]) -> int:
    """How many names of columns are in a row that has what is asked and an answer among them; 0 for any other."""
    named = [cell for cell in row if cell]
    known = sum(role(cell) is not None for cell in named)
    return known if records.is_question(named) and (known >= _FEW or len(named) >= _FEW or known == len(named)) else 0


def _header(rows: Sequence[Row]) -> int | None:
    """The place of the row with the names of the columns: the first, or one below a few that are much shorter."""
    longest = 0
    for place, row in enumerate(rows[: _MOST_ABOVE + 1]):
        size = _filled(row)
        if _names_in(row.cells or ()):
            below = [_filled(each) >= _PAIR for each in rows[place + 1 :]]
            is_table = size >= _FEW and longest * 2 <= size and sum(below) * 2 >= len(below)
            return place if is_table or not place else None
        longest = max(longest, size)
    return None


def _filled(row: Row) -> int:
    return sum(map(bool, row.cells or ()))


def _names_among(rows: Sequence[Row]) -> int:
    place = _header(rows)
    return 0 if place is None else _names_in(rows[place].cells or ())


def _names_of(rows: Sequence[Row]) -> tuple[list[str], list[Note]]:
    """Names for columns that have none, and what the author should know of them if there are more than two."""
    sizes = [len(row.cells) for row in rows if row.cells]
    columns = max(set(sizes), key=sizes.count, default=0)
    table = [row.cells for row in rows if row.cells and len(row.cells) == columns]
    while columns and not any(row[columns - 1] for row in table):
        columns -= 1
    if columns == _PAIR:
        return ["front", "back"], []
    first = int(all(row[0].isdecimal() for row in table))  # beside the numbers of the rows
    keys = _keys([row[first:columns] for row in table])
    if len(keys) != 1:
        raise CivquizError(
            f"{columns} columns without names do not show the right answer: add a first line such as {_EXAMPLE}"
        )
    options = [f"option {letter}" for letter in ascii_lowercase[: columns - first - _PAIR]]
    names = [""] * first + ["question", *options[: keys[0] - 1], "answer", *options[keys[0] - 1 :]]
    return names, [
        Note("", f"its columns have no names: column {first + keys[0] + 1} was taken to name the right option")
    ]


def _keys(table: Sequence[Sequence[str]]) -> list[int]:
    """The columns that in each row name one of those after the first: by its text, its letter or its number.

    Each of those has to be named in some row, or else it may be a topic, a level or a remark.
    """
    columns = len(table[0])
    if not _PAIR < columns - 1 <= MOST_OPTIONS:
        return []
    keys = []
    for key in range(1, columns):
        options = [place for place in range(1, columns) if place != key]
        values = [row[key] for row in table]
        texts = [[place for place in options if row[place] == row[key]] for row in table]
        if all(len(places) == 1 for places in texts) and {places[0] for places in texts} == set(options):
            keys.append(key)
        numbers = {int(value) for value in values if value.isdecimal() and len(value) < _FEW}
        counted = len(numbers) == len(options) and numbers in ({*range(len(options))}, {*range(1, columns - 1)})
        lettered = {value.lower() for value in values} == set(ascii_lowercase[: len(options)])
        if lettered or (counted and all(map(str.isdecimal, values)) and key == columns - 1):
            keys.append(key)
    return keys


def _records(names: Sequence[str], rows: Iterable[Row]) -> Iterator[Record]:
    for name in names:
        if role(name) and names.count(name) > 1:
            raise CivquizError(f"two columns are named {quoted(name)}; give one of them another name")
    for row in rows:
        where = f"line {row.line}"
        if row.cells is None:
            yield Record(where, {}, fault="its quotes do not close; a quote within quotes is written twice")
        elif any(row.cells[len(names) :]):
            many = f"has {len(row.cells)} columns, not {len(names)}"
            yield Record(where, {}, fault=f"{many}: put quotes around a text that has the separator in it")
        else:
            yield Record(where, dict(zip(names, row.cells, strict=False)))


def _row(bank: Bank, question: Question) -> dict[str, str]:
    """A question's cells by the names of their columns."""
    row = {"kind": "text"} if question.type == "short-answer" else {}
    for field, value in msgspec.to_builtins(question).items():
        if field in _LISTS:
            entries = [[each] if isinstance(each, str) else each for each in value]
            row[_LISTS[field]] = cells.joined([[_not_html(text) for text in entry] for entry in entries])
        elif field in _REASONED:
            for number, entry in enumerate(value, 1):
                reasoned = {"text": entry} if isinstance(entry, str) else entry
                for name, part in zip(_REASONED[field], ("text", "why"), strict=True):
                    row[name.format(number)] = _not_html(reasoned.get(part, ""))
        elif field in _COLUMNS:
            row[field] = str(value).lower() if isinstance(value, bool) else _not_html(str(value))
    stem = _not_html(dated_stem(bank, question))
    return row | {"question": stem, "dated": "yes" if question.dated and not bank.as_of else ""}


def _not_html(text: str) -> str:
    """The text such that it is not read as HTML."""
    return escape(text, quote=False) if markup.looks_like_html(text) else text


def _guarded(cell: str) -> str:
    return f"'{cell}" if _GUARD.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _GUARD.match(cell) else cell

"""Anki's notes or cards as plain text: one a line, under headers that begin with #."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import BinaryIO, NamedTuple

from civquiz.errors import CivquizError
from civquiz.formats.anki import gaps as anki_gaps
from civquiz.formats.anki import notes as anki_notes
from civquiz.formats.anki import sides as anki_sides
from civquiz.formats.anki.notes import MOST_NOTES, Sides
from civquiz.formats.contract import Found, Head, Note, Skipped, Written, decoded, listed
from civquiz.formats.records.field_names import name_key, role
from civquiz.questions.bank import Bank, quoted

LIMIT_BYTES = 20 << 20

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "space": " ", "pipe": "|", "colon": ":"}
_GUESSED = "\t;|,"  # where nothing says what separates, the first of these that the first line has
_HEADER = re.compile(
    r"#(?:separator|html|tags|columns|(?:guid|notetype|deck|tags) column|notetype|deck):", re.IGNORECASE
)
_NO_SEPARATORS = '"\r\n'  # what holds a cell or a row together
_WORD = re.compile(r"\s*+([a-z]+|\d{1,4})")
_ANKIS_OWN = ("guid", "notetype", "deck", "tags")  # columns that are no fields of a note
_NO_SIDE = {"id", "topic", "hint", "media", "explanation"}
_FRONTS, _BACKS = {"question", "term", "title"}, {"answer", "back"}
_MOST_COLUMNS = 50
_MOST_SAID = 5
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
# By number and not by name, so that they fit the two fields of a note in a translated Anki too.
_WRITTEN = "#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:2\n"


class _Row(NamedTuple):
    line: int
    cells: list[str]
    is_comment: bool = False
    has_open_quote: bool = False


class _Columns(NamedTuple):
    """What stands where, counted from 0."""

    own: Mapping[str, int]
    front: int
    back: int
    extra: Sequence[int]
    left: Sequence[int]
    names: Sequence[str]

    def named(self, column: int) -> str:
        """A column as a message names it."""
        name = self.names[column].strip() if column < len(self.names) else ""
        return f"column {quoted(name)}" if name else f"column {column + 1}"


def sniff(head: bytes) -> bool:
    """Whether a header of Anki's is among the lines with which the file begins."""
    lines = decoded(head)[0].split("\n")
    return any(map(_HEADER.match, takewhile(lambda line: line.startswith("#") or not line.strip(), lines)))


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The questions in the notes. Raises CivquizError if there is no note."""
    text, guessed = decoded(file.read())
    yield from guessed
    anki_notes.Amount().add(text)
    headers, start = _headers(text)
    between = _separator(separator, headers, text[start : _line_end(text, start)])
    rows = list(islice((row for row in _rows(text, start, between) if any(map(str.strip, row.cells))), MOST_NOTES + 1))
    if len(rows) > MOST_NOTES:
        raise CivquizError(f"it has more than {MOST_NOTES:,} lines; export the deck in parts")
    notes = [row for row in rows if not row.is_comment]
    if not notes:
        raise CivquizError("there are no notes in it; export them from Anki as “Notes in Plain Text”")
    columns = _columns(headers, between, max(len(row.cells) for row in notes))
    title, topics = anki_notes.topics(_deck(row, columns, headers) for row in notes)
    if title:
        yield Head({"title": title})
    for row in rows:
        where = f"line {row.line}"
        if row.has_open_quote:
            yield Note(where, "a quotation mark opens a column and none closes it: taken as it stands")
        if not row.is_comment:
            topic = topics.get(_deck(row, columns, headers))
            yield from anki_notes.questions(_sides(row, where, topic, columns, headers))
        elif between in row.cells[0]:
            yield Skipped(where, "begins with #, as a remark does; put the first column in quotes if it is a note")
    filled = {column for row in notes for column, cell in enumerate(row.cells) if cell.strip()}
    if left := [columns.named(column) for column in columns.left if column in filled]:
        yield Note("", f"what stands in {listed(left, _MOST_SAID)} is left out")


def write(bank: Bank) -> Written:
    """A note for each question, in a deck for each topic.

    Those without a topic come first: Anki makes a deck again for each note that it meets after one of a deck in it.
    """
    out = io.StringIO()
    out.write(_WRITTEN)
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for question in sorted(bank.active, key=lambda each: bool(each.topic)):
        own = (anki_notes.guid_of(bank, question), anki_notes.deck_of(bank, question))
        writer.writerow([*own, *anki_sides.write(bank, question)])
    return Written(out.getvalue().encode(), tuple(anki_notes.lost(bank)))


def _headers(text: str) -> tuple[dict[str, str], int]:
    """The headers by name, and where the notes begin."""
    headers: dict[str, str] = {}
    position = 0
    for line in takewhile(lambda line: line.startswith("#") or not line.strip(), text.split("\n")):
        position += len(line) + 1
        key, colon, value = line.removeprefix("#").partition(":")
        if colon:
            headers[key.strip().lower()] = value
    return headers, position


def _separator(given: str, headers: Mapping[str, str], line: str) -> str:
    """What separates: what the author gives or a header says, by its name or itself; else what is in the line."""
    said = given or headers.get("separator", "")
    word = _WORD.match(said.lower())
    named = _SEPARATORS.get(word[1] if word else said)
    mark = named or given or said[:1]
    if any(each in mark for each in _NO_SEPARATORS):
        mark = ""
    return mark or next((each for each in _GUESSED if each in line), "\t")


def _rows(text: str, position: int, separator: str) -> Iterator[_Row]:
    line = text.count("\n", 0, position) + 1
    while position < len(text):
        start = position
        if text[start] == "#":
            position = _line_end(text, start) + 1
            yield _Row(line, [text[start:position]], is_comment=True)
        else:
            cells, position, has_open_quote = _cells(text, start, separator)
            yield _Row(line, cells, has_open_quote=has_open_quote)
        line += text.count("\n", start, position)


def _cells(text: str, position: int, separator: str) -> tuple[list[str], int, bool]:
    """The cells of a row, where the next row begins, and whether a quotation mark was left open."""
    cells: list[str] = []
    has_open_quote = False
    while True:
        end = _line_end(text, position)
        if text.find('"', position, end) < 0 or len(cells) >= _MOST_COLUMNS:
            cells += text[position:end].split(separator, _MOST_COLUMNS)
            return cells, end + 1, has_open_quote
        quoted = _QUOTED.match(text, position)
        has_open_quote |= not quoted and text[position] == '"'
        start = quoted.end() if quoted else position
        end = _line_end(text, start)
        stop = text.find(separator, start, end)
        cells.append((quoted[1].replace('""', '"') if quoted else "") + text[start : end if stop < 0 else stop])
        if stop < 0:
            return cells, end + 1, has_open_quote
        position = stop + len(separator)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _columns(headers: Mapping[str, str], separator: str, count: int) -> _Columns:
    names = next(_rows(headers.get("columns", ""), 0, separator), _Row(0, [])).cells
    own = {name_key(name): number for number, name in enumerate(names) if name_key(name) in _ANKIS_OWN}
    for name in _ANKIS_OWN:
        number = _WORD.match(headers.get(f"{name} column", ""))
        if number and number[1].isdecimal():
            own[name] = int(number[1]) - 1
    fields = [column for column in range(min(max(count, len(names)), _MOST_COLUMNS)) if column not in own.values()]
    held = {column: _holds(names[column]) for column in fields if column < len(names)}
    sides = [column for column in fields if held.get(column) not in _NO_SIDE] or fields
    front = next((column for column in sides if held.get(column) in _FRONTS), sides[0] if sides else -1)
    others = [column for column in sides if column != front]
    back = next((column for column in others if held.get(column) in _BACKS), others[0] if others else -1)
    extra = [column for column in fields if held.get(column) == "explanation"]
    return _Columns(own, front, back, extra, [each for each in fields if each not in {front, back, *extra}], names)


def _holds(name: str) -> str:
    held = role(name)
    return "explanation" if anki_notes.is_explanation(name) else held.holds if held else ""


def _cell(row: _Row, column: int | None) -> str:
    return row.cells[column] if column is not None and 0 <= column < len(row.cells) else ""


def _deck(row: _Row, columns: _Columns, headers: Mapping[str, str]) -> str:
    return (_cell(row, columns.own.get("deck")) or headers.get("deck", "")).strip()


def _sides(row: _Row, where: str, topic: str | None, columns: _Columns, headers: Mapping[str, str]) -> Sides:
    tags = f"{_cell(row, columns.own.get('tags'))} {headers.get('tags', '')}"
    kind = _cell(row, columns.own.get("notetype")) or headers.get("notetype", "")
    front = _cell(row, columns.front)
    is_html = not headers.get("html", "").strip().lower().startswith("false")
    extra = [cell for column in columns.extra if (cell := _cell(row, column))]
    return Sides(
        where,
        front,
        _cell(row, columns.back),
        extra=("<br>" if is_html else "\n").join(extra),
        topic=topic or anki_notes.topic_of_tags(tags),
        guid=_cell(row, columns.own.get("guid")),
        is_html=is_html,
        has_gaps=not kind.strip().lower().startswith("basic") and anki_gaps.has_gaps(front),
    )

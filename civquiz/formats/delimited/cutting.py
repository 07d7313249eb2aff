"""Text cut into rows and cells: what divides them, and whether quotes hold a cell together."""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from civquiz.formats.contract import BLANK_LINES

BLANK_LINE = "\n\n"
"""An end of rows: one blank line or several."""

_SAMPLE = 64 << 10  # characters, or so many lines and rows, which show how the whole is cut
_FIRST_LINES = 2_000
_FIRST_ROWS = 300
_SHARE = 0.8  # of the rows must have as many cells as most
_MOST_CELLS = 500  # of a row
_PAIR = 2

_DASHES = (" - ", " – ", " — ")
_INVENTED = re.compile(r"(?<!:)([^\w\s,.?!'\"…()\[\]{}])\1+|[-=]{1,4}>")
"""What people make up to divide columns: `---`, `;;`, `=>`."""
_QUOTED_CELL = re.compile(r'("(?:[^"]++|"")*+")(?:[ \t]++(?=\n|\Z))?')  # blanks that do not belong to it


class Row(NamedTuple):
    """The cells of a row, and the line on which it begins; None for cells whose quotes do not close."""

    line: int
    cells: list[str] | None


class Cut(NamedTuple):
    """What divides the cells, what ends a row, and whether quotes hold a cell together."""

    separator: str
    end: str = "\n"
    is_quoted: bool = False


def rows(text: str, cut: Cut) -> Iterator[Row]:
    """The rows that are not blank, their cells without blanks around them."""
    for row in _quoted(text, cut.separator) if cut.is_quoted else _plain(text, cut):
        cells = [cell.strip() for cell in row.cells or ()]
        if row.cells is None or len(cells) > _MOST_CELLS:
            yield Row(row.line, None)
        elif any(cells):
            yield Row(row.line, cells)


def found(text: str, names: Callable[[Sequence[Row]], int], *, separator: str = "", least_rows: int = 1) -> Cut | None:
    """How the text is cut, by its beginning; None if nothing divides it consistently.

    `names` counts the names of columns among the rows: where there are some, that is how the text is cut. A
    `separator` that is given may divide it less consistently. With tabs even a single row counts, else `least_rows`.
    """
    sample = _beginning(text)
    spaced = sample.count(", ") * 2 > sample.count(",")  # as in sentences
    usual = ("|", ";", *_DASHES, ",") if spaced else ("|", ";", ",", *_DASHES)
    separators = [separator] if separator else ["\t", *_invented(sample), *usual]
    by_line = [_Tried(sample, each) for each in separators if each != "\n"]
    best = max(by_line, key=lambda each: names(each.rows), default=None)
    if best and names(best.rows):
        return best.cut
    for end in _ends(sample):
        ended = by_line if end == "\n" else [_Tried(sample, each, end) for each in separators if each != end]
        if even := next((each for each in ended if each.is_even(least_rows)), None):
            return even.cut
    return best.cut if best and separator and best.columns >= _PAIR else None


class _Tried:
    """A text's beginning cut in a certain way, with quotes unless no cell is held together by them."""

    def __init__(self, sample: str, separator: str, end: str = "\n") -> None:
        self.cut = Cut(separator, end, is_quoted=end == "\n")
        self.rows = list(islice(rows(sample, self.cut), _FIRST_ROWS))
        if any(row.cells is None for row in self.rows):
            plain = Cut(separator, end)
            plain_rows = list(islice(rows(sample, plain), _FIRST_ROWS))
            if not any(cell.count('"') % 2 for row in plain_rows for cell in row.cells or ()):
                self.cut, self.rows = plain, plain_rows
        self._share, self.columns = _alike(self.rows)

    def is_even(self, least_rows: int) -> bool:
        """Whether most of the rows have as many cells, flashcards two."""
        if self._share < _SHARE or self.columns < _PAIR:
            return False
        if self.columns == _PAIR:
            least = _PAIR if self.cut.end != "\n" else 1 if self.cut.separator == "\t" else least_rows
            return len(self.rows) >= least
        return self.cut.end == "\n" and len(self.cut.separator) == 1 and len(self.rows) > 1


def _alike(found: list[Row]) -> tuple[float, int]:
    """The share of the rows that have as many cells as most, empty ones at the end aside, and how many that is."""
    sizes = Counter(max(place for place, cell in enumerate(row.cells, 1) if cell) for row in found if row.cells)
    if not sizes:
        return 0.0, 0
    columns, number = sizes.most_common(1)[0]
    return number / len(found), columns


def _beginning(text: str) -> str:
    """The first lines, whole ones if there are some that are not too long."""
    lines = text[:_SAMPLE].split("\n", _FIRST_LINES)[:_FIRST_LINES]
    if len(text) > _SAMPLE and len(lines) > 1 and len(lines) < _FIRST_LINES:
        lines.pop()
    return "\n".join(lines)


def _invented(sample: str) -> list[str]:
    """What may have been made up to divide columns: it is on many lines, if not on those of long definitions."""
    lines = [line for line in sample.split("\n") if line.strip()]
    counts = Counter(each for line in lines for each in {match[0] for match in _INVENTED.finditer(line)})
    return [each for each, number in counts.most_common() if number * 3 >= len(lines)]


def _ends(sample: str) -> tuple[str, ...]:
    """What may end a row, the likeliest first."""
    lines = [line for line in sample.split("\n") if line.strip()]
    by_semicolon = len(lines) == 1 or sum(line.rstrip().endswith(";") for line in lines) >= len(lines) * _SHARE
    return (";", "\n", BLANK_LINE) if by_semicolon else ("\n", BLANK_LINE, ";")


def _plain(text: str, cut: Cut) -> Iterator[Row]:
    """The rows as the text stands, quotes or not."""
    line = 1
    most = 1 if cut.separator == "\n" else -1  # a term's definition may have several lines
    for part in _parts(text, cut.end):
        begin = len(part) - len(part.lstrip("\n"))
        yield Row(line + begin, part[begin:].split(cut.separator, most))
        line += part.count("\n") + (cut.end == "\n")


def _parts(text: str, end: str) -> Iterator[str]:
    """The rows with what stands between them, so that their lines can be counted."""
    if end != BLANK_LINE:
        yield from text.split(end)
        return
    begin = 0
    for blank in BLANK_LINES.finditer(text):
        yield text[begin : blank.start()]
        begin = blank.start()
    yield text[begin:]


def _quoted(text: str, separator: str) -> Iterator[Row]:
    """The rows as RFC 4180 has them; where the quotes of one do not close, those from the next line on."""
    mark = separator
    if len(separator) > 1:  # csv divides by a single character
        mark = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    lines = _Lines(_QUOTED_CELL.sub(r"\1", text).replace(separator, mark))
    reader = csv.reader(lines, delimiter=mark, skipinitialspace=True, strict=True)
    while True:
        lines.begin_row()
        try:
            yield Row(lines.line, [cell.replace(mark, separator) for cell in next(reader)])
        except StopIteration:
            return
        except csv.Error:
            yield Row(lines.line, None)
            lines.begin_again()


class _Lines:
    """The lines of a text, which can go back to the second line of the row that is being read."""

    def __init__(self, text: str) -> None:
        self._source = io.StringIO(text)
        self._ahead: deque[str] = deque()
        self._row: list[str] = []
        self.line = 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        self._row.append(self._ahead.popleft() if self._ahead else next(self._source))
        return self._row[-1]

    def begin_row(self) -> None:
        """What was read is a row; `line` is where the next begins."""
        self.line += len(self._row)
        self._row.clear()

    def begin_again(self) -> None:
        """Of what was read only the first line is done with."""
        self._ahead.extendleft(reversed(self._row[1:]))
        del self._row[1:]

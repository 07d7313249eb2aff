"""A list in one cell of a table, or a list of lists: `Senate | Mazhilis`, or a line for each and bars within it."""

import re
from collections.abc import Sequence
from string import ascii_lowercase

import msgspec

_BAR = re.compile(r"(?<!\|)\|(?!\|)")  # two stand for one that belongs to the text
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\"")
_BETWEEN_QUOTED = re.compile(r"[\s,]*+")
_LABEL = re.compile(r"(?<![^\s,;|])\(?([A-Ja-j])\s?[).:](?=\s|[^\s\w])|(?<![^\s,;|])\(?([A-Ja-j])\)")
_LEAST = 2  # of what is a list


def joined(rows: Sequence[Sequence[str]]) -> str:
    """The cell that `split` reads as these rows, whose texts are lines without blanks around them."""
    lines = [" | ".join(text.replace("|", "||") for text in row) for row in rows]
    if all(len(row) == 1 for row in rows):
        cell = " | ".join(lines)
        return cell if split(cell, commas=True) == [list(row) for row in rows] else f"{cell} |"
    return "\n".join(lines) + "\n|" * (len(lines) == 1)


def split(cell: str, *, commas: bool = False) -> list[list[str]]:
    """The rows in a cell: its lines, each cut at its bars; or if it is a single line, a row for each entry.

    Other programs write JSON and Python lists, or put `||` or `;` between the entries; `commas` are what is tried last.
    """
    cell = cell.strip()
    if "\n" in cell:
        return [row for line in cell.split("\n") if (row := _barred(line))]
    if _BAR.search(cell):
        return [[text] for text in _barred(cell)]
    if cell[:1] == "[" and cell[-1:] == "]":
        return [[text] for text in _literal(cell)]
    between = next((each for each in ("||", ";", "," if commas else ";") if each in cell), None)
    entries = cell.split(between) if between else [cell]
    return [[entry.strip()] for entry in entries if entry.strip()]


def labelled(text: str) -> tuple[str, list[str]]:
    """What stands before `A) … B) …` or the like, and the texts after each; no texts if there are fewer than two."""
    marks: list[re.Match[str]] = []
    for mark in _LABEL.finditer(text):
        if (mark[1] or mark[2]).lower() == ascii_lowercase[len(marks)]:
            marks.append(mark)
    if len(marks) < _LEAST:
        return text, []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return text[: marks[0].start()].rstrip(), [
        text[mark.end() : end].strip(" \t\n,;|") for mark, end in zip(marks, ends, strict=True)
    ]


def _barred(line: str) -> list[str]:
    return [text.replace("||", "|") for part in _BAR.split(line) if (text := part.strip())]


def _literal(cell: str) -> list[str]:
    """The texts of a list as JSON, Python or NumPy write it; the cell itself if it is none."""
    try:
        entries = msgspec.json.decode(cell, type=list[str | int | float])
        return [str(entry) for entry in entries]
    except msgspec.DecodeError:
        quoted = list(_QUOTED.finditer(cell))
    position, texts = 1, []
    for found in quoted:
        if not _BETWEEN_QUOTED.fullmatch(cell, position, found.start()):
            return [cell]
        texts.append(re.sub(r"\\(.)", r"\1", found[1] if found[1] is not None else found[2]))
        position = found.end()
    return texts if texts and _BETWEEN_QUOTED.fullmatch(cell, position, len(cell) - 1) else [cell]

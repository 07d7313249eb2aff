"""The two ways out, standard output and standard error. Whatever is printed is cleaned here."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from civquiz.terminal.marks import MARGIN, text_width
from civquiz.text import cells, clean, one_line, wrap

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Entry = TypeVar("Entry")

_MOST_FAULTS = 20
_COUNTED = 500  # entries between two numbers; less is done before it can be read

Line: TypeAlias = str | list[tuple[str, str]]
"""A line to print: plain text, or pieces of text each with its Rich style."""


def show(lines: Iterable[Line]) -> None:
    """Print lines as they are, without markup; they are wrapped already."""
    lines = list(lines)
    if all(isinstance(line, str) for line in lines):  # Rich costs a sixth of the start-up
        sys.stdout.write("".join(f"{clean(str(line))}\n" for line in lines))
        sys.stdout.flush()
        return
    console = _console()
    for line in lines:
        console.print(_text(line), soft_wrap=True)


def show_rows(rows: Iterable[str]) -> None:
    """Print a record a line, as scripts read it; on a terminal broken between words."""
    columns = shutil.get_terminal_size().columns - 1
    seen = sys.stdout.isatty()
    show([line for row in rows for line in (wrap(clean(row), columns, hanging="  ") if seen else [row])])


def show_error(message: str, faults: Sequence[str] = ()) -> None:
    """Print an error on standard error: one line, and an indented one a fault, the first twenty."""
    lines = [f"civquiz: {one_line(message)}", *(f"  {one_line(fault)}" for fault in faults[:_MOST_FAULTS])]
    if len(faults) > _MOST_FAULTS:
        lines.append(f"  and {len(faults) - _MOST_FAULTS:,} more")
    if sys.stderr.isatty():
        columns = os.get_terminal_size(sys.stderr.fileno()).columns - 1
        lines = [part for line in lines for part in wrap(line, columns, hanging="  ")]
    with suppress(OSError):  # where nobody can be told, the exit code still tells
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()


def show_json(record: object) -> None:
    """Print JSON for scripts; what could do something to a terminal is written as its escape."""
    sys.stdout.write(json_text(record, indent=2) + "\n")


def show_json_line(record: object) -> None:
    """Print JSON in a line of its own, at once, since who reads along in a pipe may be waiting for it."""
    sys.stdout.write(f"{json_text(record)}\n")
    sys.stdout.flush()


def json_text(record: object, indent: int = -1) -> str:
    """The record as JSON, in one line or indented; what `clean` or standard output would change stands as escapes."""
    import json

    import msgspec

    try:
        data = msgspec.json.encode(record)
    except UnicodeEncodeError:  # half a character, from a terminal that is not UTF-8
        data = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    text = msgspec.json.format(data, indent=indent).decode()
    if _is_kept(text):
        return text
    return "".join(each if _is_kept(each) else _escaped(each) for each in text)


def _is_kept(text: str) -> bool:
    """Whether a text comes out of standard output as it is."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return clean(text) == text


def _escaped(character: str) -> str:
    import json

    return json.dumps(character)[1:-1]


def say(text: str) -> None:
    """Print a paragraph at the margin, broken between words where it meets a terminal."""
    pad = " " * MARGIN
    show(wrap(clean(text), width(), indent=pad) if sys.stdout.isatty() else [f"{pad}{text}"])


def counted(entries: Iterable[Entry], what: str) -> Iterator[Entry]:
    """The entries, with their number so far on a terminal's standard error once there are many."""
    if not sys.stderr.isatty():
        yield from entries
        return
    shown = ""
    try:
        for number, entry in enumerate(entries, 1):
            if number % _COUNTED == 0:
                shown = f"{one_line(what)}: {number:,}"
                sys.stderr.write(f"\r{shown}")
                sys.stderr.flush()
            yield entry
    finally:
        if shown:
            sys.stderr.write(f"\r{' ' * cells(shown)}\r")


def width() -> int:
    """The columns that text may fill: those of the screen, or a page's where there is none."""
    return text_width(shutil.get_terminal_size().columns)


def attended() -> bool:
    """Whether somebody can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def program() -> str:
    """How this process was called, so that a command shown can be pasted."""
    called = sys.argv[0]
    if os.path.basename(called) == "__main__.py" or not os.path.isfile(called):  # noqa: PTH113, PTH119 - as called
        return f"{os.path.basename(sys.executable)} -m civquiz"  # noqa: PTH119 - the same
    found = shutil.which("civquiz")
    if found and os.path.realpath(found) == os.path.realpath(called):
        return "civquiz"
    with suppress(OSError, ValueError):  # the working folder is gone, or on another drive
        shown = os.path.relpath(called)
        return called if shown.startswith("..") else shown
    return called


def _text(line: Line) -> "Text":
    from rich.text import Text

    if isinstance(line, str):
        return Text(clean(line))
    return Text.assemble(*((clean(text), style) for style, text in line))


@cache
def _console() -> "Console":
    from rich.console import Console

    return Console(emoji=False, highlight=False, markup=False)

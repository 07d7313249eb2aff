"""Draw the README's picture from the real program: python scripts/picture.py, with the `test` extra installed.

It takes the start of a quiz in a terminal of its own, and writes the screen to docs/quiz.svg.
"""

import os
import re
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.text import Text

COLUMNS, ROWS = 82, 26
WAIT = 20.0  # seconds
TARGET = Path(__file__).parents[1] / "docs" / "quiz.svg"
QUIZ = ["-m", "civquiz", "quiz", "-n", "3", "--topic", "Powers", "--type", "multiple-choice", "--seed", "9"]
COLOURS = {"brown": "yellow", "brightblack": "bright_black"}


def main() -> None:
    """Answer one question, wait for the next, and draw both."""
    with tempfile.TemporaryDirectory() as home:
        screen = pyte.Screen(COLUMNS, ROWS)
        stream = pyte.ByteStream(screen)
        child = pexpect.spawn(
            sys.executable,
            QUIZ,
            dimensions=(ROWS, COLUMNS),
            env={**os.environ, "CIVQUIZ_HOME": home, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"},
        )
        for awaited, keys in (("1 of 3", "2"), ("Enter next", "\r"), ("2 of 3", "")):
            wait_for(awaited, child, screen, stream)
            child.send(keys)
        draw(screen)
        child.close(force=True)
    print(TARGET)


def wait_for(text: str, child: "pexpect.spawn[bytes]", screen: pyte.Screen, stream: pyte.ByteStream) -> None:
    """Read until the text is on the screen. Raises TimeoutError."""
    end = time.monotonic() + WAIT
    while text not in "\n".join(screen.display) or "more keys" not in "\n".join(screen.display):
        if time.monotonic() > end:
            raise TimeoutError(f"{text!r} did not come:\n" + "\n".join(screen.display))
        stream.feed(child.read_nonblocking(65536, timeout=WAIT))


def draw(screen: pyte.Screen) -> None:
    """Write the screen as an SVG, without the empty rows at its end."""
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"), force_terminal=True)  # noqa: SIM115, PTH123
    rows = [row for row in range(ROWS) if screen.display[row].strip()]
    for row in range(rows[0], rows[-1] + 1):
        line = Text()
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            colour = (
                None if cell.fg == "default" else COLOURS.get(cell.fg, f"#{cell.fg}" if is_hex(cell.fg) else cell.fg)
            )
            line.append(cell.data, Style(color=colour, bold=cell.bold))
        console.print(line, no_wrap=True)
    TARGET.parent.mkdir(exist_ok=True)
    # The same picture from the same screen: Rich numbers its styles anew in each process.
    svg = console.export_svg(title="civquiz quiz", unique_id="civquiz")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # the reader's own font: nothing is fetched
    TARGET.write_text(svg + "\n", encoding="utf-8")


def is_hex(colour: str) -> bool:
    """Whether pyte gives the colour as its hex digits."""
    return re.fullmatch("[0-9a-f]{6}", colour) is not None


if __name__ == "__main__":
    main()

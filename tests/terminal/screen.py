"""A terminal for tests: civquiz in a pty of its own, its screen as a learner sees it, keys as a learner strikes."""

import os
import re
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pexpect
import pyte

DOWN, ENTER, BACKSPACE = "\x1b[B", "\r", "\x7f"
CTRL_C, CTRL_D = "\x03", "\x04"

_DEADLINE = 20.0  # seconds until a screen that does not come fails the test
_SCROLLED = 2_000  # lines kept of what left the screen at its top


class _Screen(pyte.HistoryScreen):
    """What the terminal shows; it answers the cursor reports (`ESC[6n`) that prompt_toolkit asks for."""

    def __init__(self, columns: int, rows: int, reply: Callable[[str], None]) -> None:
        super().__init__(columns, rows, history=_SCROLLED)
        self._reply = reply

    def write_process_input(self, data: str) -> None:
        self._reply(data)


class Terminal:
    """A run of `python -m civquiz …` in a terminal.

    Keys struck while nothing is asked are dropped by civquiz, so wait for what asks (`asked`, `settled`, `wait_for`)
    before each `send`. Nothing here sleeps: each wait reads until the screen holds what is awaited.
    """

    def __init__(self, *arguments: str, rows: int = 24, columns: int = 80, **environment: str) -> None:
        self.raw = b""
        """All that came out of the program, byte for byte."""
        self._screen = _Screen(columns, rows, self.send)
        self._stream = pyte.ByteStream(self._screen)
        self._rows: list[str] | None = None  # what `lines` gives, until the screen changes
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "civquiz", *arguments],
            dimensions=(rows, columns),
            env={**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment},
        )
        self._child.delaybeforesend = None
        self._child.ptyproc.delayafterclose = self._child.ptyproc.delayafterterminate = 0
        self.settings = self.terminal_settings()
        """The settings of the terminal (termios) as the program found them."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.ptyproc.fileobj.close()
        if self._child.ptyproc.isalive():
            self.signal(signal.SIGKILL)
            self._child.ptyproc.wait()
        self._child.close()

    # What is on the screen

    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        if self._rows is None:
            buffer = self._screen.buffer
            self._rows = [self._text(buffer[at]) for at in range(self._screen.lines)]
        return list(self._rows)

    def shown(self) -> list[str]:
        """The rows of the screen that are not empty."""
        return [row for row in self.lines() if row]

    def words(self) -> str:
        """The text of the screen, each run of blanks and line breaks one space."""
        return words_of(self.lines())

    def everything(self) -> str:
        """The text that can be scrolled back to and that of the screen, as `words`."""
        return words_of([*map(self._text, self._screen.history.top), *self.lines()])

    def row_of(self, text: str) -> int:
        """The last row of the screen that holds the text; rows count from 0."""
        found = [at for at, line in enumerate(self.lines()) if text in line]
        assert found, f"{text!r} is not on the screen:\n{self}"
        return found[-1]

    def below(self, text: str) -> list[str]:
        """The rows of the screen from the last that holds the text to the last that is not empty."""
        return "\n".join(self.lines()[self.row_of(text) :]).rstrip().split("\n")

    def key_of(self, option: str) -> str:
        """The digit that stands before an option on the screen."""
        found = re.findall(
            rf"^[ >]*(\d)  (?:\[.\] |\d(?:st|nd|rd|th) +|· +)?{re.escape(option)}$",
            "\n".join(self.lines()),
            re.MULTILINE,
        )
        assert found, f"{option!r} has no digit on the screen:\n{self}"
        return str(found[-1])

    @property
    def cursor_hidden(self) -> bool:
        return bool(self._screen.cursor.hidden)

    def __str__(self) -> str:
        width = self._screen.columns
        rows = "\n".join(f"|{row:{width}}|" for row in self.lines())
        return f"+{'-' * width}+\n{rows}\n+{'-' * width}+"

    def _text(self, row: Mapping[int, pyte.screens.Char]) -> str:
        return "".join(row[at].data for at in range(self._screen.columns)).rstrip()

    # What a learner does

    def send(self, keys: str) -> None:
        """Strike keys, all at once."""
        self._child.send(keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size."""
        self._screen.resize(rows, columns)
        self._rows = None
        self._child.setwinsize(rows, columns)

    def signal(self, number: int) -> None:
        """Send the program a signal from outside."""
        os.kill(self._child.pid, number)

    def close(self) -> None:
        """Take the terminal away while the program runs."""
        self._child.ptyproc.fileobj.close()

    def terminal_settings(self) -> list[Any]:
        """The settings of the terminal (termios) as they are."""
        return termios.tcgetattr(self._child.child_fd)

    # Waiting

    def wait_for(self, what: str | Callable[[], bool]) -> None:
        """Read until the screen holds that text (`words`), or until what is asked for holds; fail at the deadline."""

        def holds() -> bool:
            return what in self.words() if isinstance(what, str) else what()

        end = time.monotonic() + _DEADLINE
        while not holds():
            assert self._read(end), f"the program ended before {what!r}:\n{self}"

    def asked(self, *texts: str) -> None:
        """Wait for a question that can be answered, with those texts on the screen."""

        def holds() -> bool:
            words = self.words()
            asks = "? more keys" in words and " answer" in words and "don't count" not in words
            return asks and all(text in words for text in texts)

        self.wait_for(holds)

    def settled(self, *texts: str) -> None:
        """Wait for the keys that stand under a graded question, with those texts on the screen."""
        self.wait_for("x slip, don't count")
        words = self.words()
        assert all(text in words for text in texts), f"{texts} should be on the screen:\n{self}"

    def open_more_keys(self) -> None:
        """Show all keys: drawn again after the terminal's cursor report, when all its rows are known to be free."""
        self.send("?")
        self.wait_for("Ctrl-C leave Ctrl-D save for later")

    def ended(self) -> int:
        """Wait for the program's end; gives its exit status, or minus the signal that killed it."""
        end = time.monotonic() + _DEADLINE
        while not self._child.ptyproc.fileobj.closed and self._read(end):
            pass
        with self._killed_at_the_deadline():
            self._child.ptyproc.wait()
        status, number = self._child.ptyproc.exitstatus, self._child.ptyproc.signalstatus
        return -int(number) if status is None else int(status)

    def _read(self, end: float) -> bool:
        """Take in what the program writes next; False at its end. Fails at the deadline."""
        try:
            data: bytes = self._child.read_nonblocking(65_536, timeout=max(end - time.monotonic(), 0))
        except pexpect.EOF:
            return False
        except pexpect.TIMEOUT:
            raise AssertionError(f"nothing came for {_DEADLINE:.0f} s:\n{self}") from None
        self.raw += data
        self._stream.feed(data)
        self._rows = None
        return True

    @contextmanager
    def _killed_at_the_deadline(self) -> Iterator[None]:
        timer = threading.Timer(_DEADLINE, self.signal, [signal.SIGKILL])
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def bank(name: str) -> str:
    """The path of a small bank for tests."""
    return str(Path(__file__).parents[1] / "banks" / f"{name}.toml")


def words_of(rows: list[str]) -> str:
    """The text of rows, each run of blanks and line breaks one space."""
    return " ".join(" ".join(rows).split())


def has_a_gap(rows: list[str]) -> bool:
    """Whether two empty rows follow each other: the keys belong next to what they act on."""
    return "\n\n\n" in "\n".join(rows)

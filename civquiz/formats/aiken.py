"""Aiken: a stem in a line, options from A on, a line each, and a line with the letter of the right one. Only read."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from civquiz.errors import CivquizError
from civquiz.formats.contract import Found, Item, Note, Skipped, decoded, too_many
from civquiz.questions.bank import MOST_QUESTIONS, quoted
from civquiz.text import one_line

LIMIT_BYTES = 20 << 20

_MOST_LINES = 1_000_000  # twenty for each question that a bank can have
_MOST_LINES_OF_A_TEXT = 50  # more than a stem or an explanation can have
_FEWEST_OPTIONS = 2
_SURE = re.compile(
    r"(?im)^[^\S\n]*+A[.)][^\n]*+\n\s*+B[.)][^\n]*+\n(?:[^\n]*+\n){0,30}?[^\S\n]*+ANSWER\s*+:\s*+[A-Z]\b"
)
_ANSWER_LINE = re.compile(r"(?im)^[^\S\n]*+ANSWER\s*+:")
_ANSWER = re.compile(r"ANSWER\s*+:\s*+(.*)", re.IGNORECASE)
_EXPLANATION = re.compile(r"(?:ANSWER_EXPLANATION|EXPLANATION|FEEDBACK)\s*+:\s*+(.*)", re.IGNORECASE)  # as in Chamilo
_OPTION = re.compile(r"([A-Za-z])[.)](\s*+)(.*)")
_KEY = re.compile(r"([A-Za-z])(?:[.)]\s*+(.*))?")


def sniff(head: bytes) -> bool:
    """Whether it has options from A on, and a line with the letter of the right one after them."""
    return bool(_SURE.search(decoded(head)[0]))


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """A question for each line with an answer. Raises CivquizError if there is none, or for too many questions."""
    text, notes = decoded(file.read())
    if not _ANSWER_LINE.search(text):
        raise CivquizError("this is no Aiken: there each question ends with a line such as ANSWER: B")
    if text.count("\n") > _MOST_LINES:
        raise too_many("lines", _MOST_LINES)
    yield from notes
    reading = _Reading()
    for number, line in enumerate(io.StringIO(text), 1):
        yield from reading.take(line.strip(), number)
        if reading.questions > MOST_QUESTIONS:
            raise too_many()
    yield from reading.end()


class _Reading:
    """What is known of the question that is being read, line by line."""

    def __init__(self) -> None:
        self.questions = 0
        self._finished: list[Found] = []  # the question before, which an explanation may follow
        self._explanation: list[str] = []
        self._begin([], 0)

    def _begin(self, stem: list[str], line: int) -> None:
        self._stem = stem
        self._line = line
        self._options: list[str] = []
        self._loose: list[str] = []  # what goes on the last option, or is the next stem
        self._loose_line = 0
        self._in_order = True
        self._wrapped = len(stem) > 1
        self._after_blank = False

    def take(self, line: str, number: int) -> Iterator[Found]:
        """Read a line; what it ends is found."""
        if not line:
            self._after_blank = True
            return
        explanation = _EXPLANATION.fullmatch(line)
        if explanation and self._finished and not self._stem:
            _append(self._explanation, explanation[1])
            return
        yield from self._flush()
        if key := _ANSWER.fullmatch(line):
            self._go_on()
            self._finish(list(self._ended(key[1].strip(), number)))
        elif self._stem and (option := _OPTION.fullmatch(line)) and self._is_option(option):
            yield from self._take_option(option)
        elif self._options and not self._after_blank:
            self._loose_line = self._loose_line or number
            _append(self._loose, line)
        elif self._stem and not self._after_blank:
            self._wrapped = True
            _append(self._stem, line)
        else:
            yield from self._unfinished()
            self._begin([line], number)
        self._after_blank = False

    def end(self) -> Iterator[Found]:
        """What the end of the file ends."""
        yield from self._flush()
        yield from self._unfinished()

    def _is_option(self, option: re.Match[str]) -> bool:
        """Whether it looks like one here: `U.S. Congress` does not, nor does `A. Lincoln` in a stem of its own."""
        letter = option[1].upper()
        return letter == self._next_letter() or (bool(self._options) and (letter == "A" or bool(option[2])))

    def _next_letter(self) -> str:
        return chr(ord("A") + len(self._options))

    def _take_option(self, option: re.Match[str]) -> Iterator[Found]:
        letter = option[1].upper()
        if letter == "A" and self._loose:
            stem, line = self._loose, self._loose_line
            yield from self._unfinished()
            self._begin(stem, line)
        if letter == self._next_letter():
            self._go_on()
            self._options.append(option[3])
        else:
            self._in_order = False

    def _go_on(self) -> None:
        """What came after the last option is part of it."""
        if self._loose:
            self._options[-1] = " ".join([self._options[-1], *self._loose])
            self._loose, self._loose_line, self._wrapped = [], 0, True

    def _ended(self, key: str, number: int) -> Iterator[Found]:
        where = f"line {self._line or number}"
        right = _KEY.fullmatch(key)
        position = ord(right[1].upper()) - ord("A") if right else -1
        if not self._stem:
            yield Skipped(where, "an ANSWER without a question before it")
        elif not self._in_order:
            yield Skipped(where, "its options are not A, B, C and so on in order")
        elif len(self._options) < _FEWEST_OPTIONS:
            yield Skipped(where, "it has fewer than two options; each is a line that begins with A), B) and so on")
        elif not right:
            yield Skipped(where, f"its ANSWER is {quoted(key)} and not a letter")
        elif position >= len(self._options) or not _agree(right[2], self._options[position]):
            yield Skipped(where, f"its ANSWER is {quoted(key)}, which is none of its options")
        else:
            distractors = [option for place, option in enumerate(self._options) if place != position]
            stem = "\n".join(self._stem)
            values = {"type": "multiple-choice", "stem": stem, "answer": self._options[position]}
            yield Item(where, {**values, "distractors": distractors})
            if self._wrapped:
                yield Note(
                    where, "its stem or an option has several lines, and Aiken's have one; see that all belongs there"
                )

    def _finish(self, found: list[Found]) -> None:
        self.questions += 1
        self._finished = found
        self._begin([], 0)

    def _flush(self) -> Iterator[Found]:
        for each in self._finished:
            if isinstance(each, Item) and self._explanation:
                yield Item(each.where, {**each.values, "explanation": "\n".join(self._explanation)})
            else:
                yield each
        self._finished, self._explanation = [], []

    def _unfinished(self) -> Iterator[Found]:
        """Why what was read so far is no question."""
        if self._stem:
            self.questions += 1
            lacks = "no line ANSWER: after its options" if self._options else "no options and no line ANSWER:"
            yield Skipped(f"line {self._line}", f"{quoted(self._stem[0])} has {lacks}")


def _append(lines: list[str], line: str) -> None:
    if len(lines) < _MOST_LINES_OF_A_TEXT:
        lines.append(line)


def _agree(text: str | None, option: str) -> bool:
    """Whether what stands after the letter, if anything, is that option."""
    return not text or one_line(text).casefold() == one_line(option).casefold()

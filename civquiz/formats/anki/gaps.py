"""Gaps in a text as Anki writes them, `{{c1::answer::hint}}`, made into the questions that they ask."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BLANK = "_____"
"""What stands in a stem where an answer is left out."""

_DEEPEST = 10  # gaps within gaps; Anki opens no more
_MARK = re.compile(r"\{\{c(\d[\d,]{0,30})::|\}\}")
# A gap as a card shows it: on its front, since 2022 with what is in it, and on its back. An answer is no longer than
# that; where one does not end, what follows must not be run over for each.
_BLANKED = re.compile(r'<span class="?cloze"?(?: data-cloze="([^"]*+)")?(?: [^<>]*+)?>\[(?:\.\.\.|([^<\]]*+))\]</span>')
_FILLED = re.compile(r'<span class="?cloze"?(?: [^<>]*+)?>(.{0,300}?)</span>', re.DOTALL)


class Asked(NamedTuple):
    """What the gaps of one number ask: the text with a blank for each of them, what is in them, and their hints."""

    number: int
    stem: str
    answers: Sequence[str]
    hints: Sequence[str]


class _Gap:
    """A gap, or the whole text, which has no number: what it holds, gaps as well, and its hint."""

    def __init__(self, opening: str = "", numbers: str = "") -> None:
        self.opening = opening
        self.numbers = {int(number) for number in numbers.split(",") if number}
        self.parts: list[str | _Gap] = []
        self.hint = ""

    def add(self, text: str) -> None:
        if self.opening:
            text, _, hint = text.partition("::")
            self.hint = hint.strip() or self.hint
        self.parts.append(text)

    def shown(self, number: int = 0, blanks: list["_Gap"] | None = None) -> str:
        """The text, blank where a gap of that number is, which is then one of `blanks`."""
        texts: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                texts.append(part)
            elif blanks is not None and number in part.numbers:
                blanks.append(part)
                texts.append(BLANK)
            else:
                texts.append(part.shown(number, blanks))
        return "".join(texts)


def has_gaps(text: str) -> bool:
    """Whether there is a gap in the text."""
    return any(mark[1] for mark in _MARK.finditer(text))


def numbers_of(text: str) -> list[int]:
    """The numbers of the gaps, from the lowest."""
    return sorted({int(number) for mark in _MARK.finditer(text) for number in (mark[1] or "").split(",") if number})


def asked(text: str) -> Iterator[Asked]:
    """What each number asks. Takes the whole text for each, which therefore has to be of a sensible length."""
    whole = _parsed(text)
    for number in numbers_of(text):
        blanks: list[_Gap] = []
        stem = whole.shown(number, blanks)
        if blanks:
            yield Asked(number, stem, [gap.shown().strip() for gap in blanks], [gap.hint for gap in blanks if gap.hint])


def from_card(front: str, back: str) -> str:
    """The text with its gaps of a card that shows them as `[...]` on its front; "" for any other card."""
    blanks = list(_BLANKED.finditer(front))
    answers = [html.unescape(blank[1]) for blank in blanks if blank[1]]
    if len(answers) != len(blanks):
        answers = [answer for answer in _FILLED.findall(back) if "<span" not in answer]  # there may be gaps in a gap
    if not blanks or len(answers) != len(blanks):
        return ""
    following = iter(answers)
    return _BLANKED.sub(lambda blank: "::".join(filter(None, ("{{c1", next(following), blank[2]))) + "}}", front)


def _parsed(text: str) -> _Gap:
    whole = _Gap()
    unclosed = [whole]
    position = 0
    for mark in _MARK.finditer(text):
        unclosed[-1].add(text[position : mark.start()])
        position = mark.end()
        if mark[1]:
            if len(unclosed) <= _DEEPEST:
                unclosed.append(_Gap(mark[0], mark[1]))
        elif len(unclosed) > 1:
            closed = unclosed.pop()
            unclosed[-1].parts.append(closed)
        else:
            whole.add(mark[0])
    unclosed[-1].add(text[position:])
    while len(unclosed) > 1:  # what does not end is text
        gap = unclosed.pop()
        unclosed[-1].parts += [gap.opening, *gap.parts]
    return whole

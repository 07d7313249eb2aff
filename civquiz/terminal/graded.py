"""Responses that an author tries out, each with its grade; and the forms that learners counted as right."""

from collections.abc import Sequence

import msgspec

from civquiz.attempts import described
from civquiz.questions.base import Recorded
from civquiz.terminal.console import Line, json_text
from civquiz.terminal.marks import MARGIN, marks
from civquiz.terminal.wording import day_words
from civquiz.text import cells, one_line, shorten, wrap

_PAD = " " * MARGIN
_GAP = "  "
_WORDS = {
    "correct": "Right",
    "correct_typo": "Right, misspelt",
    "partial": "Partly right",
    "close": "Close",
    "wrong": "Wrong",
    "unusable": "Not graded",
}
_LONGEST = 200  # cells of a response that are shown; a grader reads as many characters
_WIDEST_COLUMN = 30
_NARROWEST_REASON = 24  # columns; with fewer it goes under its response


class Graded(msgspec.Struct, frozen=True):
    """A response as it was given to a question, and its grade; what could not be graded has no credit."""

    question: str
    response: object
    verdict: str
    credit: float | None
    reason: str


class Dispute(msgspec.Struct, frozen=True):
    """A form that learners counted as right so many times, `last` when, though it is graded wrong for that `reason`."""

    question: str
    response: str
    times: int
    last: str
    stem: str
    answer: Recorded
    reason: str


class Columns(msgspec.Struct, frozen=True):
    """How wide responses, ids and verdicts stand above each other; `question` is 0 where all are of one question.

    `width` is that of the screen; None where there is none and each response has its one line.
    """

    response: int
    question: int = 0
    verdict: int = max(map(len, _WORDS.values()))
    width: int | None = None


def columns(shown: Sequence[Graded], width: int | None) -> Columns:
    """Columns into which responses to one question fit, as far as they are not too long."""
    return Columns(
        response=min(max(map(cells, map(_response, shown)), default=0), _WIDEST_COLUMN),
        verdict=max(map(len, map(_verdict, shown)), default=0),
        width=width,
    )


def graded_lines(graded: Graded, at: Columns) -> list[Line]:
    """A response: how it is graded, and beside or under that the reason."""
    sign, style = {
        "correct": (marks().right, "green"),
        "correct_typo": (marks().right, "green"),
        "wrong": (marks().wrong, "red"),
    }.get(graded.verdict, (marks().dot, "yellow"))
    response, reason = _response(graded), one_line(graded.reason)
    question = f"{_padded(one_line(graded.question), at.question)}{_GAP}" if at.question else ""
    credit = "-" if graded.credit is None else f"{graded.credit:.0%}"
    start = f"{_PAD}{question}{_padded(response, at.response)}{_GAP}"
    end = f" {_verdict(graded):<{at.verdict}}{_GAP}{credit:>4}"
    if at.width is None:
        return [f"{start}{sign}{end}{_GAP}{reason}".rstrip()]
    used = cells(start + sign + end)
    if used > at.width:
        lines: list[Line] = list(wrap(f"{question.rstrip()}{_GAP}{response}".strip(), at.width, indent=_PAD))
        lines.append([("", _PAD * 2), (style, f"{sign} {_verdict(graded)}"), ("", f", {credit}")])
        return [*lines, *(wrap(reason, at.width, indent=_PAD * 3) if reason else [])]
    row = [("", start), (style, sign + end.rstrip())]
    if not reason:
        return [row]
    room = used + len(_GAP)
    if at.width - room < _NARROWEST_REASON:
        return [row, *wrap(reason, at.width, indent=_PAD * 3)]
    first, *more = wrap(reason, at.width, indent=" " * room)
    return [[*row, ("", first[used:])], *more]


def dispute_lines(dispute: Dispute, now: str, width: int) -> list[Line]:
    """A form that learners counted as right: the question, the form, how often, and what is right."""
    lines: list[Line] = ["", *([("bold", line)] for line in wrap(one_line(dispute.stem), width, indent=_PAD))]
    lines.append([("dim", f"{_PAD * 2}{dispute.question}")])
    often = "once," if dispute.times == 1 else f"{dispute.times:,} times, last"
    given = f"{shorten(dispute.response, _LONGEST, marks().ellipsis)} ({often} {day_words(dispute.last, now)})"
    for label, text in (("Given", given), ("Right", described(dispute.answer))):
        lines += wrap(f"{label}  {text}", width, indent=_PAD * 2, hanging=" " * (2 * MARGIN + len("Given  ")))
    return lines


def _verdict(graded: Graded) -> str:
    return _WORDS.get(graded.verdict, graded.verdict)


def _response(graded: Graded) -> str:
    given = graded.response
    text = given if isinstance(given, str) else json_text(given)
    return shorten(text, _LONGEST, marks().ellipsis)


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - cells(text), 0)

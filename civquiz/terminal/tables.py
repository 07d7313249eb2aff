"""The history and the banks as tables that fit the screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from civquiz.attempts import Attempt, Session, described
from civquiz.questions.bank import Bank
from civquiz.stats import at_second_try, counted, first_try, is_passed, score, seconds, session_score
from civquiz.terminal.console import Line
from civquiz.terminal.exam_results import summary_lines
from civquiz.terminal.marks import MARGIN, marks
from civquiz.terminal.render import score_words
from civquiz.terminal.wording import duration, verdict_words
from civquiz.text import cells, one_line, plural, shorten, wrap

if TYPE_CHECKING:
    from civquiz.questions.base import Question

_PAD = " " * MARGIN
_GAP = "  "
_NARROW = 60
_CUT = {"Bank", "Title"}  # a name can be told from its beginning, a number cannot
_LEAST = 6


def history_lines(rows: Sequence[tuple[int, Session]], titles: Mapping[str, str], width: int) -> list[Line]:
    """A line for each numbered session: when, which bank, what, how many right."""
    header = ["#", "When", "Bank", "What", "Right", "%", "Time", ""]
    narrow = width < _NARROW
    body = [[str(number), *_history_cells(session, titles, narrow=narrow)] for number, session in rows]
    banks = {row[2] for row in body}
    dropped = {"Bank"} if len(banks) < 2 or narrow else set()  # noqa: PLR2004 - one bank says nothing
    if narrow:
        dropped |= {"Time", "%"}
    kept = [at for at, name in enumerate(header) if name not in dropped]
    return table(
        [header[at] for at in kept],
        [[row[at] for at in kept] for row in body],
        width,
        right={"#", "%", "Right", "Time"},
    )


def session_lines(row: int, session: Session, titles: Mapping[str, str], width: int) -> list[Line]:
    """One session in full: each question as it was asked, what was given, what was right, how long it took."""
    names = ", ".join(one_line(titles.get(bank, bank)) for bank in session.banks)
    when = _when(session.started, narrow=False)
    head = f" {marks().dot} ".join([f"{_what(session).capitalize()} {row}", names, when])
    lines: list[Line] = ["", *([("bold", line)] for line in wrap(head, width, indent=_PAD))]
    state = "" if session.finished else ", unfinished"
    if session.exam:
        lines += summary_lines(session, width)
        if not session.finished:
            return lines  # what is right is told when it is handed in
    else:
        summary = f"{score_words(score(session.attempts))}{state}, {duration(seconds(session))}"
        lines += wrap(summary, width, indent=_PAD)
    count = {attempt.n for attempt in counted(session.attempts)}
    for number, attempt in numbered(session).items():
        repeat = attempt.credit is not None and attempt.n not in count
        waits = session.awaits_second_try(attempt)
        lines += ["", *_attempt_lines(number, attempt, width, waits=waits, repeat=repeat)]
    return lines


def numbered(session: Session) -> dict[int, Attempt]:
    """The attempts of a session by the numbers that they are shown with, in the order in which they were given."""
    by_time = sorted(session.attempts, key=lambda attempt: 0 if session.exam else attempt.at)
    return dict(enumerate(by_time, 1))


def bank_lines(banks: Sequence[tuple[Bank, int, str]], width: int) -> list[Line]:
    """A line for each bank, with how many of its questions were seen and the last score."""
    header = ["Bank", "Title", "Questions", "Seen", "Last score"]
    body = [
        [bank.id, one_line(bank.title), str(len(bank.active)), str(seen), last or "-"] for bank, seen, last in banks
    ]
    kept = [0, 2, 3] if width < _NARROW else range(5)
    return table(
        [header[at] for at in kept], [[row[at] for at in kept] for row in body], width, right={"Questions", "Seen"}
    )


def question_lines(bank: Bank, width: int, *, answers: bool) -> list[Line]:
    """A bank's questions under their topics, with their ids and types, and the answers if they are asked for."""
    lines: list[Line] = ["", [("bold", f"{_PAD}{one_line(bank.title)}")]]
    lines.append(f"{_PAD}{plural(len(bank.active), 'question')}, {plural(len(bank.passages), 'passage')}")
    by_topic: dict[str, list[Question]] = {}
    for question in bank.questions:
        by_topic.setdefault(question.topic, []).append(question)
    for topic, questions in by_topic.items():
        lines += ["", [("bold", f"{_PAD}{one_line(topic) or 'Other'}")]]
        for question in questions:
            retired = ", retired" if question.retired else ""
            lines += wrap(one_line(question.stem), width, indent=_PAD, hanging=_PAD + "  ")
            lines += [
                [("dim", line)] for line in wrap(f"{question.id}, {question.type}{retired}", width, indent=_PAD * 2)
            ]
            if answers:
                answer = f"{marks().arrow} {described(question.answer_record())}"
                lines += wrap(answer, width, indent=_PAD * 2, hanging=_PAD * 3)
    return lines


def table(header: Sequence[str], body: Sequence[Sequence[str]], width: int, *, right: set[str]) -> list[Line]:
    """Aligned columns; where they are too wide together, those of `_CUT` are cut, the wider first."""
    widths = [max(cells(row[at]) for row in [header, *body]) for at in range(len(header))]
    cut = [at for at, name in enumerate(header) if name in _CUT]
    while sum(widths) + len(_GAP) * (len(widths) - 1) + MARGIN > width:
        widest = max(cut, key=lambda at: widths[at], default=0)
        if not cut or widths[widest] <= _LEAST:
            break
        widths[widest] -= 1

    def line(row: Sequence[str]) -> str:
        parts = []
        for at, cell in enumerate(row):
            text = shorten(cell, widths[at], marks().ellipsis)
            blank = " " * (widths[at] - cells(text))
            parts.append(blank + text if header[at] in right else text + blank)
        return f"{_PAD}{_GAP.join(parts)}".rstrip()

    return [[("bold", line(header))], *(line(row) for row in body)]


def score_of(session: Session) -> str:
    """`7 of 10`, of the questions that were answered; of an exam that was handed in, of all of them."""
    total = session_score(session)
    if session.exam and not session.finished:
        return f"{total.of} answered"  # how many are right is told when it is handed in
    return f"{total.right} of {total.of}"


def _history_cells(session: Session, titles: Mapping[str, str], *, narrow: bool) -> list[str]:
    total = session_score(session)
    bank = " + ".join(one_line(titles.get(name, name)) for name in session.banks)
    percent = "-" if not session.finished or total.percent is None else str(total.percent)
    time = duration(seconds(session)) if session.finished else "-"
    note = _outcome(session) if session.finished else "unfinished"
    return [_when(session.started, narrow=narrow), bank, _what(session), score_of(session), percent, time, note]


def _outcome(session: Session) -> str:
    if session.exam is None:
        return ""
    return f"{'passed' if is_passed(session) else 'not passed'} ({session.exam.needed})"


def _what(session: Session) -> str:
    return f"{one_line(session.mode)} again" if session.again else one_line(session.mode)


def _when(started: str, *, narrow: bool) -> str:
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        return one_line(started)
    return f"{moment.day} {moment:%b}" if narrow else f"{moment.day} {moment:%b %Y %H:%M}"


def _attempt_lines(number: int, attempt: Attempt, width: int, *, waits: bool, repeat: bool) -> list[Line]:
    """An attempt in full; of one that waits for its second try not the answer."""
    undecided = waits or attempt.credit is None
    sign = marks().dot if undecided else marks().right if attempt.right else marks().wrong
    indent = f"{_PAD}{number:>2}  {sign} "
    hanging = " " * cells(indent)
    lines: list[Line] = list(wrap(one_line(attempt.stem), width, indent=indent, hanging=hanging))
    rows = [("You", described(attempt.response))]
    first = first_try(attempt)
    if first and "response" in first:
        rows.insert(0, ("First", described(first["response"])))
    if attempt.spelt:
        rows.append(("Spelt", one_line(attempt.spelt)))
    if not waits and (not attempt.right or attempt.verdict == "overruled"):
        rows.append(("Right", described(attempt.answer)))
    for label, text in rows:
        lines += wrap(f"{label:<7}{text}", width, indent=hanging, hanging=hanging + " " * 7)
    details = [duration(attempt.seconds)]
    if waits:
        details.insert(0, "Close, one more try to come")
    elif attempt.verdict not in {"correct", "wrong"} or at_second_try(attempt):
        details.insert(0, verdict_words(attempt))
    if attempt.hint:
        details.append("with the hint")
    if repeat:
        details.append("asked again")
    return [*lines, *([("dim", line)] for line in wrap(", ".join(details), width, indent=hanging))]

"""What is printed for good: a graded question, the results of a sitting. Lines in, nothing asked."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

import msgspec

from civquiz.attempts import Attempt, Outcome, Session, described
from civquiz.questions.bank import Passage
from civquiz.questions.base import Question, Row
from civquiz.questions.grading import Lexicon
from civquiz.stats import Score, asked_before, by_part, missed, score, seconds
from civquiz.terminal.console import Line
from civquiz.terminal.face import Settled
from civquiz.terminal.marks import MARGIN, marks
from civquiz.terminal.wording import changed_since, duration, verdict_words
from civquiz.text import cells, clean, one_line, wrap

_PAD = " " * MARGIN
_NARROWEST_NOTE = 24  # columns; with fewer a note goes under its row
_BAR = 10
_GUTTER = 2
_WIDE = 70  # columns; with fewer the misses are told one part under the other
_STYLES = {"right": "green", "wrong": "red", "": ""}


def settled_lines(settled: Settled, width: int) -> list[Line]:
    """A graded question: how it went, the question with its marks in place, and what to know of it."""
    attempt = settled.attempt
    lines: list[Line] = [""]
    mark, style = (marks().right, "bold green") if attempt.right else (marks().wrong, "bold red")
    beside = " · ".join(filter(None, (one_line(attempt.topic), settled.as_of))).replace("·", marks().dot)
    lines += spread([(style, f"{mark} {verdict_words(attempt)}")], beside, width)
    lines += [[("bold", line)] for line in wrap(clean(attempt.stem), width, indent=_PAD)]
    if not attempt.spelt or isinstance(attempt.response, list):
        lines += row_lines(settled.rows, width)
    if attempt.spelt:
        lines += spelling_lines(attempt, width)
    elif attempt.right and attempt.reason:
        lines += list(wrap(one_line(attempt.reason), width, indent=_PAD))
    if settled.explanation:
        lines += ["", *wrap(clean(settled.explanation), width, indent=_PAD)]
    if settled.as_of and not attempt.right:
        lines += list(wrap(changed_since(settled.as_of), width, indent=_PAD))
    return lines


def spelling_lines(attempt: Attempt, width: int) -> list[Line]:
    """What was typed and how it is spelt, one under the other, with carets where both fit."""
    from civquiz.terminal.spelling import carets, nearest

    pieces = attempt.response if isinstance(attempt.response, list) and attempt.response else [str(attempt.response)]
    texts = [one_line(nearest(pieces, attempt.spelt)), one_line(attempt.spelt)]
    leads = [f"{_PAD}  {label}" for label in ("You typed   ", "Spelt       ")]
    blank = " " * cells(leads[0])
    if max(map(cells, texts)) > width - len(blank):
        return [
            line
            for lead, text in zip(leads, texts, strict=True)
            for line in wrap(text, width, indent=lead, hanging=blank)
        ]
    lines: list[Line] = []
    for lead, text, under in zip(leads, texts, carets(*texts), strict=True):
        lines.append(f"{lead}{text}")
        if under:
            lines.append([("bold", f"{blank}{under}")])
    return lines


def question_lines(question: Question, width: int) -> list[Line]:
    """A question with its right answer marked, as an author looks at it."""
    right = question.response_from(question.answer_record())
    rows = [msgspec.structs.replace(row, given=False) for row in question.review(right, 0, Lexicon())]
    order = {text: at for at, text in enumerate(question.shown_texts())}  # the author's own
    rows.sort(key=lambda row: order.get(row.text, 0))
    lines: list[Line] = ["", *([("bold", line)] for line in wrap(clean(question.stem), width, indent=_PAD))]
    lines += row_lines(rows, width)
    others = [form for form in question.answer_forms() if form not in {row.text for row in rows}]
    if others:
        hanging = " " * (MARGIN + 4)
        lines += wrap(f"also {', '.join(map(one_line, others))}", width, indent=hanging, hanging=hanging)
    return lines


def passage_lines(passages: Sequence[Passage], width: int) -> list[Line]:
    """What there is to know, each passage under its title."""
    lines: list[Line] = []
    for passage in passages:
        lines.append("")
        if passage.title:
            lines += [[("bold", line)] for line in wrap(one_line(passage.title), width, indent=_PAD)]
        lines += list(wrap(clean(passage.text), width, indent=_PAD))
    return lines


def result_lines(
    session: Session, last: Mapping[str, Outcome], width: int, part_of: Callable[[Attempt], str]
) -> list[Line]:
    """The results of a sitting: the score, each topic or other part, the same questions before, and each miss."""
    total = score(session.attempts)
    lines: list[Line] = ["", *spread([("bold", score_words(total))], duration(seconds(session)), width)]
    parts = by_part(session.attempts, part_of)
    weakest = sorted(parts, key=lambda part: parts[part].right / parts[part].of)
    lines += topic_lines({part: parts[part] for part in weakest}, width)
    before, now, then = asked_before(session.attempts, last)
    if before:
        lines += list(wrap(f"Of the {before} asked before: {now} right, last time {then}.", width, indent=_PAD))
    misses = missed(session.attempts)
    if misses:
        lines += ["", *miss_lines(misses, width)]
    return lines


def score_words(total: Score) -> str:
    """`7 of 10 right, and 1 partly, 1 with a hint`."""
    parts = [f"{total.right} of {total.of} right"]
    if total.partly:
        parts.append(f"and {total.partly} partly")
    if total.hinted:
        parts.append(f"{total.hinted} with a hint")
    if total.second_try:
        parts.append(f"{total.second_try} at the second try")
    if total.overruled:
        parts.append(f"{total.overruled} as you counted it")
    return ", ".join(parts)


def topic_lines(topics: Mapping[str, Score], width: int) -> list[Line]:
    """A bar for each topic, where there is more than one."""
    if len(topics) < 2:  # noqa: PLR2004 - one topic is the whole score
        return []
    names = {topic: one_line(topic) or "Other" for topic in topics}
    widest = max(cells(name) for name in names.values())
    lines: list[Line] = []
    for topic, part in topics.items():
        score = f"{part.right} of {part.of}"
        full = round(_BAR * part.right / part.of)
        bar = marks().full * full + marks().empty * (_BAR - full)
        blank = " " * (widest - cells(names[topic]))
        if MARGIN + widest + 2 + _BAR + 3 + len("10 of 10") > width:  # a name whole before a bar
            lines += wrap(f"{names[topic]}: {score}", width, indent=_PAD)
        else:
            lines.append(f"{_PAD}{names[topic]}{blank}  {bar}   {score}")
    return lines


def miss_lines(misses: Sequence[Attempt], width: int) -> list[Line]:
    """Each miss by its number: what was asked, what was given, what is right."""
    if width < _WIDE:
        lines: list[Line] = [[("bold", f"{_PAD}Missed")]]
        for number, attempt in enumerate(misses, 1):
            lines += list(wrap(f"{number}  {one_line(attempt.stem)}", width, indent=_PAD, hanging=_PAD + "   "))
            for label, recorded in (("You", attempt.response), ("Right", attempt.answer)):
                text = f"{label:<7}{described(recorded)}"
                lines += list(wrap(text, width, indent=_PAD + "   ", hanging=" " * (MARGIN + 10)))
        return lines
    room = width - MARGIN - 5 - 2 * _GUTTER
    columns = [room * 2 // 5, room * 3 // 10, room * 3 // 10]
    lines = [[("bold", f"{_PAD}{_beside(['Missed', 'You', 'Right'], [columns[0] + 5, *columns[1:]])}")]]
    for number, attempt in enumerate(misses, 1):
        texts = [one_line(attempt.stem), described(attempt.response), described(attempt.answer)]
        wrapped = [wrap(text, column) for text, column in zip(texts, columns, strict=True)]
        for at, parts in enumerate(zip_longest(*wrapped, fillvalue="")):
            lead = f"{number:>3}  " if at == 0 else " " * 5
            lines.append(f"{_PAD}{lead}{_beside(parts, columns)}")
    return lines


def _beside(texts: Sequence[str], columns: Sequence[int]) -> str:
    """Texts in columns of that many cells, with a gutter between."""
    return (
        (" " * _GUTTER)
        .join(text + " " * max(column - cells(text), 0) for text, column in zip(texts, columns, strict=True))
        .rstrip()
    )


def row_lines(rows: Sequence[Row], width: int) -> list[Line]:
    """The rows of a graded question: each with its mark, and beside it what there is to say of it."""
    lines: list[Line] = []
    widest = max((cells(one_line(row.text)) for row in rows), default=0)
    for row in rows:
        sign = {"right": marks().right, "wrong": marks().wrong, "": " "}[row.mark]
        lead, hanging = f"{_PAD}  {sign} ", " " * (MARGIN + 4)
        note = _note(row, several=sum(other.mark == "right" for other in rows) > 1)
        text = one_line(row.text)
        beside = MARGIN + 4 + widest + 3
        if note and cells(text) <= widest and width - beside >= _NARROWEST_NOTE:
            first, *more = wrap(note, width, hanging=" " * beside, indent=" " * beside)
            lines.append([(_STYLES[row.mark], f"{lead}{text}"), ("", first[MARGIN + 4 + cells(text) :])])
            lines += list(more)
            continue
        lines += [[(_STYLES[row.mark], line)] for line in wrap(text, width, indent=lead, hanging=hanging)]
        if note:
            lines += list(wrap(note, width, indent=hanging + "  ", hanging=hanging + "  "))
    return lines


def _note(row: Row, *, several: bool) -> str:
    """What to say beside a row; of one right answer that it was given says the heading."""
    note = one_line(row.note)
    if row.given and (row.mark == "wrong" or several):
        return f"yours: {note}" if note else "yours"
    return note


def spread(left: list[tuple[str, str]], right: str, width: int) -> list[Line]:
    """A line with something at its right end, which goes under it where both do not fit."""
    gap = width - MARGIN - sum(cells(text) for _, text in left) - cells(right)
    if right and gap > 1:
        return [[("", _PAD), *left, ("dim", f"{' ' * gap}{right}")]]
    return [
        *([(style, line)] for style, text in left for line in wrap(text, width, indent=_PAD)),
        *(wrap(right, width, indent=_PAD) if right else []),
    ]

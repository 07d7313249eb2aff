"""What is said of questions that came in or went out: a preview, and each that was left behind."""

from collections.abc import Iterable, Sequence

from civquiz.formats.contract import Note, Skipped
from civquiz.questions.bank import quoted
from civquiz.questions.base import Question
from civquiz.terminal.console import Line
from civquiz.terminal.marks import MARGIN
from civquiz.terminal.render import question_lines
from civquiz.text import one_line, plural, wrap

_PAD = " " * MARGIN
_SHOWN = 3  # questions of a preview
_MOST = 20  # lines of a list


def preview_lines(questions: Sequence[Question], width: int) -> list[Line]:
    """The first questions, as an author looks at them."""
    lines = [line for question in questions[:_SHOWN] for line in question_lines(question, width)]
    if len(questions) > _SHOWN:
        lines += ["", f"{_PAD}and {len(questions) - _SHOWN:,} more"]
    return lines


def left_lines(left: Iterable[Skipped | Note], width: int) -> list[Line]:
    """A line for each question that was left behind, or of which something was: its place, and why."""
    texts = []
    for each in left:
        reason = each.reason if isinstance(each, Skipped) else each.text
        texts.append(f"{each.where}: {reason}" if each.where else reason)
    return _listed(texts, width)


def lost_lines(lost: Iterable[Skipped | Note], exported: int, width: int) -> list[Line]:
    """What a format could not carry: each reason once, with its questions."""
    return [
        line for text in lost_texts(lost, exported) for line in wrap(text, width, indent=_PAD * 2, hanging=_PAD * 3)
    ]


def lost_texts(lost: Iterable[Skipped | Note], exported: int) -> list[str]:
    """What a format could not carry of `exported` questions, a text for each reason; what was left out comes first."""
    by_reason: dict[tuple[bool, str], list[str]] = {}
    for each in lost:
        left_out = isinstance(each, Skipped)
        reason = f"left out ({each.reason})" if isinstance(each, Skipped) else each.text
        by_reason.setdefault((not left_out, one_line(reason)), []).append(one_line(each.where))
    texts = []
    for (carried, reason), ids in sorted(by_reason.items(), key=lambda entry: entry[0][0]):
        if carried and len(ids) == exported > 1:
            texts.append(f"each of them {reason}")
        else:
            texts.append(f"{plural(len(ids), 'question')} {reason}: {', '.join(ids)}")
    return texts


def changed_lines(changed: Iterable[tuple[Question, Question]], width: int) -> list[Line]:
    """A line for each question that is there already and says something else in the file, with what differs."""
    texts = []
    for own, other in changed:
        fields = ["type"] if own.type != other.type else []
        fields += [name for name in other.__struct_fields__ if getattr(own, name, None) != getattr(other, name)]
        texts.append(f"{own.id} ({', '.join(fields)}): {quoted(other.stem)}")
    return _listed(texts, width)


def _listed(texts: Sequence[str], width: int) -> list[Line]:
    lines: list[Line] = []
    for text in texts[:_MOST]:
        lines += wrap(one_line(text), width, indent=_PAD * 2, hanging=_PAD * 3)
    if len(texts) > _MOST:
        lines.append(f"{_PAD * 2}and {len(texts) - _MOST:,} more; --json has them all")
    return lines

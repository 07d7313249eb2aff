"""How an exam went. Lines in, nothing asked."""

from collections.abc import Sequence

import msgspec

from civquiz.attempts import OPEN, Attempt, Session
from civquiz.exam import encode_parts
from civquiz.stats import by_topic, is_passed, missed, score, seconds, session_score
from civquiz.terminal.console import Line
from civquiz.terminal.marks import MARGIN, marks
from civquiz.terminal.render import miss_lines, spread, topic_lines
from civquiz.terminal.wording import duration, outcome_words
from civquiz.text import one_line, plural, wrap

_PAD = " " * MARGIN
_STEM = 40  # columns


def result_lines(session: Session, shown: Sequence[Attempt], before: Sequence[Session], width: int) -> list[Line]:
    """The results of an exam: passed or not, each topic, the exams it can be compared with, times and misses.

    `shown` has an attempt for each place, `OPEN` where nothing was given; `before` are the exams like it, itself aside.
    """
    lines: list[Line] = ["", *_head(session, width)]
    topics = by_topic(shown)
    weakest = sorted(topics, key=lambda topic: topics[topic].right / topics[topic].of)
    lines += topic_lines({topic: topics[topic] for topic in weakest}, width)
    if before:
        lines += list(wrap(f"Exams so far: {progress([*before, session])}.", width, indent=_PAD))
    lines += [part for text in _remarks(shown) for part in wrap(text, width, indent=_PAD)]
    misses = missed(shown)
    if misses:
        told = [_with_words(attempt) for attempt in misses]
        lines += ["", *miss_lines(told, width)]
    return lines


def summary_lines(session: Session, width: int) -> list[Line]:
    """How a stored exam went, in a few lines."""
    if not session.finished or session.exam is None:
        return list(wrap(f"{outcome_words(session)}, {duration(seconds(session))}", width, indent=_PAD))
    left_open = session.exam.questions - len(session.attempts)
    lines = _head(session, width)
    if left_open > 0:
        lines += list(wrap(_open_words(left_open), width, indent=_PAD))
    return [*lines, *code_lines(session, width)]


def code_lines(session: Session, width: int, command: str = "") -> list[Line]:
    """The test code of an exam; `command` is what gives the same paper again. Nothing for a session without one."""
    try:
        [(bank_id, version)] = session.banks.items()
        code = encode_parts(bank_id, version, session.seed, len(session.drawn))
    except ValueError:  # several banks, or what no code has room for: not written by us
        return []
    return [*spread([("", f"Test code  {code}")], f"{command} gives the same paper" if command else "", width)]


def score_words(session: Session) -> str:
    """`13 of 20, passed`."""
    total = session_score(session)
    return f"{total.right} of {total.of}, {'passed' if is_passed(session) else 'not passed'}"


def progress(exams: Sequence[Session]) -> str:
    """`50 → 55 → 65 %`."""
    percents = [str(session_score(each).percent or 0) for each in exams]
    return f"{f' {marks().arrow} '.join(percents)} %"


def _head(session: Session, width: int) -> list[Line]:
    return spread([("bold", f"{outcome_words(session)}.")], duration(seconds(session)), width)


def _remarks(shown: Sequence[Attempt]) -> list[str]:
    """What else there is to say: parts that were right, what was left open, misspellings, where the time went."""
    remarks = []
    partly = score([attempt for attempt in shown if not attempt.right]).partly
    if partly:
        remarks.append(f"{plural(partly, 'answer')} partly right, which does not count.")
    left_open = sum(attempt.verdict == OPEN for attempt in shown)
    if left_open:
        remarks.append(_open_words(left_open))
    given = [attempt for attempt in shown if attempt.verdict != OPEN]
    if given:
        times = (f"{attempt.n}: {duration(attempt.seconds)}" for attempt in given)
        remarks.append(f"Time for each question: {', '.join(times)}.")
    typos = [attempt for attempt in given if attempt.verdict == "correct_typo"]
    return remarks + [f"Right, but {one_line(each.reason)}." for each in typos]


def _open_words(count: int) -> str:
    return f"{plural(count, 'question')} left open."


def _with_words(attempt: Attempt) -> Attempt:
    return msgspec.structs.replace(attempt, response="(not answered)") if attempt.verdict == OPEN else attempt

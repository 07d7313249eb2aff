"""The words for what was recorded, the same on every screen."""

from datetime import datetime
from math import ceil

from civquiz import attempts
from civquiz.attempts import Attempt, Outline, Session, can_be_overruled
from civquiz.questions.bank import Exam
from civquiz.stats import at_second_try, is_passed, session_score, tally
from civquiz.text import one_line, plural

_MINUTE = 60
_LONGEST = 1e6  # seconds; more comes from no quiz
_WEEK = 7


def verdict_words(attempt: Attempt) -> str:
    """Right or Wrong, and in what way."""
    match attempt.verdict:
        case "correct_typo":
            return "Right, but check the spelling"
        case "partial":
            return f"Wrong, but partly right, {attempt.credit or 0:.0%}"
        case "slip":
            return "A slip, not counted"
        case "overruled":
            return "Right, as you counted it"
        case attempts.OPEN:
            return "Not answered"
        case _ if not attempt.right:
            return "Wrong"
        case _:
            return "Right at the second try" if at_second_try(attempt) else "Right"


def overrule_words(attempt: Attempt) -> str:
    """What the key does that counts a response as right or takes that back, "" if there is nothing to count."""
    if not can_be_overruled(attempt):
        return ""
    return "take it back" if attempt.verdict == "overruled" else "count mine as right"


def overruled_words(attempt: Attempt) -> str:
    """What came of that key."""
    if attempt.verdict == "overruled":
        return "Counted as right, and marked so in the history."
    graded = verdict_words(attempt)
    return f"Taken back. It counts as it was graded: {graded[:1].lower()}{graded[1:]}."


def changed_since(as_of: str) -> str:
    """What a learner should know of a dated fact."""
    return f"This may have changed since {as_of.removeprefix('as of ')}." if as_of else ""


def duration(seconds: float) -> str:
    """`40 s`, `4 min 10 s`."""
    minutes, rest = divmod(round(min(max(seconds, 0), _LONGEST)), _MINUTE)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def clock(seconds: float) -> str:
    """`17:42`, of which nothing is left at `0:00`."""
    minutes, rest = divmod(ceil(min(max(seconds, 0), _LONGEST)), _MINUTE)
    return f"{minutes}:{rest:02}"


def outcome_words(session: Session) -> str:
    """Whether an exam was passed, and by how much; of one that was not handed in how far it came."""
    total, terms = session_score(session), session.exam
    if terms is None or not session.finished:
        return f"{plural(total.of, 'question')} answered, not handed in"
    needed = f"{terms.needed} {'was' if terms.needed == 1 else 'were'} needed"
    return f"{'Passed' if is_passed(session) else 'Not passed'}: {total.right} of {total.of} right, {needed}"


def terms_words(terms: Exam, questions: int) -> str:
    """`20 questions, 20 minutes, pass at 12`, of an exam of so many questions."""
    time = [plural(terms.minutes, "minute")] if terms.minutes else []
    return ", ".join([plural(questions, "question"), *time, f"pass at {terms.needed(questions)}"])


def last_words(outline: Outline) -> str:
    """`7 of 10`, `13 of 20, passed`: how a session that is over went."""
    right, of = tally(outline.attempts)
    if outline.exam is None:
        return f"{right} of {of}"
    return f"{right} of {outline.exam.questions}, {'passed' if right >= outline.exam.needed else 'not passed'}"


def day_words(then: str, now: str) -> str:
    """The day of a time as seen from another, both ISO 8601: `today`, `Tuesday` in the last week, `10 Nov 2026`."""
    try:
        day, today = datetime.fromisoformat(then), datetime.fromisoformat(now)
        ago = (today.date() - day.astimezone(today.tzinfo).date()).days
    except (ValueError, OverflowError):
        return one_line(then)
    if ago in {0, 1}:
        return ("today", "yesterday")[ago]
    return f"{day:%A}" if 0 < ago < _WEEK else f"{day.day} {day:%b %Y}"

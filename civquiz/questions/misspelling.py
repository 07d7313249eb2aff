"""What is said of a response that is right but for its spelling."""

from collections.abc import Sequence

from civquiz.questions.case import Case
from civquiz.questions.forms import Fit
from civquiz.questions.grading import Grade
from civquiz.questions.normal import tokens_of

_LETTERS_OFF = {1: "one letter off", 2: "two letters off", 3: "three letters off"}


def spelt(case: Case, found: Fit) -> Grade | None:
    """The grade of a response that fits a form but for its spelling; None if it is spelt right."""
    if not found.typos:
        return None
    if case.is_as_near(found):
        return Grade(0.0, "close", "it could mean something else; check the spelling")
    typed, right = zip(*found.typos, strict=True)
    said, meant = _as_written(typed, case.response), _as_written(right, found.form)
    return Grade(1.0, "correct_typo", f"{in_letters(found.typos)}: {said} → {meant}", found.form)


def in_letters(typos: Sequence[tuple[str, str]]) -> str:
    """How many letters are wrong, in words."""
    from rapidfuzz.distance import OSA

    typos = [(typed, right.casefold()) for typed, right in typos]
    if all(sorted(typed) == sorted(right) for typed, right in typos):
        return "letters swapped"
    return _LETTERS_OFF.get(sum(OSA.distance(*typo) for typo in typos), "spelt differently")


def _as_written(found: Sequence[str], text: str) -> str:
    """Words as they stand in a text, their case kept."""
    there = {token.casefold(): token for token in reversed(tokens_of(text))}
    return " ".join(there.get(word, word) for word in found)

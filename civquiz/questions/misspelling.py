"""What is said of a response that is right but for its spelling."""

from collections.abc import Sequence

from civquiz.questions.case import Case
from civquiz.questions.grading import Grade
from civquiz.questions.normal import tokens_of

_LETTERS_OFF = {1: "one letter off", 2: "two letters off", 3: "three letters off"}


def misspelt(case: Case, form: str, typos: Sequence[tuple[str, str]]) -> Grade:
    """The grade of a response that is right but for its spelling."""
    typed, right = zip(*typos, strict=True)
    said, meant = _as_written(typed, case.response), _as_written(right, form)
    return Grade(1.0, "correct_typo", f"{_in_letters(typos)}: {said} → {meant}", form)


def _in_letters(typos: Sequence[tuple[str, str]]) -> str:
    """How many letters are wrong, in words."""
    from rapidfuzz.distance import OSA

    if all(typed.replace(" ", "") == right.replace(" ", "") for typed, right in typos):
        return "spaced differently"
    if len(typos) == 1 and sorted(typos[0][0]) == sorted(typos[0][1]):
        return "letters swapped"
    count = sum(OSA.distance(*typo) for typo in typos)
    return _LETTERS_OFF.get(count, "spelt differently")


def _as_written(found: Sequence[str], text: str) -> str:
    """Words as they stand in a text, their case kept."""
    there = {token.casefold(): token for token in reversed(tokens_of(text))}
    return " ".join(there.get(word, word) for words_ in found for word in words_.split())

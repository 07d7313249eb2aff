"""What a graded response amounts to, and what a grader may know of the rest of a bank."""

from functools import cached_property
from typing import Literal, TypeAlias

import msgspec

Verdict: TypeAlias = Literal["correct", "correct_typo", "partial", "close", "wrong"]
Kind: TypeAlias = Literal["text", "year", "number", "date", "person"]


_PLAINLY: dict[Verdict, str] = {
    "correct": "the right answer",
    "correct_typo": "right but for its spelling",
    "partial": "a part of it is right",
    "close": "nearly right",
    "wrong": "not an accepted answer",
}


class Grade(msgspec.Struct, frozen=True):
    """Credit 0 to 1, the verdict, and the rule that decided in a learner's words.

    The reason reads on after a colon; it is empty where it would say no more than the verdict. `spelt` is the accepted
    form, or the part of it that was misspelt, as it should be; empty unless the verdict is correct_typo.
    """

    credit: float
    verdict: Verdict
    reason: str = ""
    spelt: str = ""

    @property
    def why(self) -> str:
        """The reason, also where a learner need not be told it."""
        return self.reason or _PLAINLY[self.verdict]


class ListGrade(msgspec.Struct, frozen=True):
    """The grade of a list, and its pieces as typed, each with the index of the item that it names, or None."""

    grade: Grade
    pieces: tuple[tuple[str, int | None], ...]


class Lexicon(msgspec.Struct, frozen=True, dict=True):
    """What a bank knows beside one question: each question's id, group and accepted forms, and all texts shown.

    It contains the words of these texts, in lower-case ASCII.
    """

    answers: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    texts: tuple[str, ...] = ()

    def __contains__(self, word: object) -> bool:
        """Whether a word stands in the bank's questions."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        from civquiz.questions.normal import word_set

        forms = (form for _, _, there in self.answers for form in there)
        return frozenset(word for text in (*self.texts, *forms) for word in word_set(text))

    def rivals(self, question_id: str, group: str) -> list[str]:
        """The answers of the bank's other questions; those of the same group are no rivals."""
        return [
            form
            for other, other_group, forms in self.answers
            if other != question_id and (not group or other_group != group)
            for form in forms
        ]

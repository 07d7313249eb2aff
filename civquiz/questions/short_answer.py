"""Short answer: a word, a name, a number or a date, typed."""

import re
from collections.abc import Iterable, Iterator
from math import inf
from typing import ClassVar

from civquiz.questions import base
from civquiz.questions.grading import Grade, Kind, Lexicon

_SHOWN: tuple[tuple[Kind, str], ...] = (("year", r"[12]\d{3}"), ("number", r"-?\d+(?:\.\d+)?"))


def kind_of(forms: Iterable[str]) -> Kind:
    """The kind that shows in the accepted forms: a year or a number if each of them is nothing else, or else a text."""
    there = list(forms)
    return next((kind for kind, pattern in _SHOWN if all(re.fullmatch(pattern, form) for form in there)), "text")


class ShortAnswer(base.Question, frozen=True, kw_only=True, tag="short-answer"):
    """Right is `answer` or a form in `accept`; `kind` says what may be read into a response."""

    typed: ClassVar[bool] = True

    answer: str
    kind: Kind = "text"
    accept: list[str] = []
    reject: list[str | base.Because] = []
    tolerance: float = 0.0
    unit: str = ""

    def faults(self) -> Iterator[base.Fault]:
        yield from base.distinct(self.id, "accept", self.answer_forms())
        yield from base.distinct(self.id, "reject", base.texts(self.reject))
        if self.kind != "number" and (self.tolerance or self.unit):
            yield base.Fault(self.id, "kind", "tolerance and unit go with kind = “number”")
        if not 0 <= self.tolerance < inf:
            yield base.Fault(self.id, "tolerance", "must not be negative, and have an end")

    def interaction(self, seed: int) -> base.EnterText:
        return base.EnterText()

    def grade(self, response: base.Response, lexicon: Lexicon) -> Grade:
        from civquiz.questions.equivalence import grade_text

        return grade_text(
            str(response),
            self.answer_forms(),
            kind=self.kind,
            reject=base.whys(self.reject),
            rivals=lexicon.rivals(self.id, self.group),
            stem=self.stem,
            tolerance=self.tolerance,
            unit=self.unit,
            known=lexicon,
        )

    def answer_record(self) -> base.Recorded:
        return self.answer

    def guess(self) -> float:
        return 0.0

    def review(self, response: base.Response, seed: int, lexicon: Lexicon) -> list[base.Row]:
        grade = self.grade(response, lexicon)
        note = "" if grade.verdict == "correct" else grade.reason
        given = base.Row(str(response), "right" if grade.credit else "wrong", given=True, note=note)
        return [given] if grade.verdict == "correct" else [base.Row(self.answer, "right"), given]

    def answer_forms(self) -> list[str]:
        return [self.answer, *self.accept]

"""Enumeration: several things to name, typed in a line."""

from collections.abc import Iterator
from typing import ClassVar

from civquiz.questions import base
from civquiz.questions.grading import Grade, Lexicon, ListGrade

_MOST_FORMS = 1_000  # of all answers together; each piece of a response is laid over each


class Enumeration(base.Question, frozen=True, kw_only=True, tag="enumeration"):
    """Any `required` of the answers (all, if left out); an answer with other forms is a list of them."""

    typed: ClassVar[bool] = True

    answers: list[str | list[str]]
    required: int = 0
    reject: list[str | base.Because] = []

    def faults(self) -> Iterator[base.Fault]:
        if not self.answers:
            yield base.Fault(self.id, "answers", "needs something to name")
        if not 0 <= self.required <= len(self.answers):
            yield base.Fault(self.id, "required", f"must be 1 to {len(self.answers)}, or left out for all")
        if any(not forms for forms in self._items()):
            yield base.Fault(self.id, "answers", "has an empty list of forms")
        if len(self.answer_forms()) > _MOST_FORMS:
            yield base.Fault(self.id, "answers", f"at most {_MOST_FORMS:,} forms in all")
        yield from base.distinct(self.id, "answers", self.answer_forms())
        yield from base.distinct(self.id, "reject", base.texts(self.reject))

    def interaction(self, seed: int) -> base.EnterText:
        return base.EnterText(self._required())

    def grade(self, response: base.Response, lexicon: Lexicon) -> Grade:
        return self._grade_list(response, lexicon).grade

    def answer_record(self) -> base.Recorded:
        return [forms[0] for forms in self._items()]

    def response_record(self, response: base.Response) -> base.Recorded:
        graded = self._grade_list(response, Lexicon())
        pieces = [piece for piece, _ in graded.pieces]
        alike = self._grade_list(self.response_from(pieces), Lexicon()) == graded
        return pieces if alike else [str(response)]  # as a piece of its own, which is graded as it was

    def response_from(self, record: base.Recorded) -> base.Response:
        return ", ".join(record) if isinstance(record, list) else str(record)

    def guess(self) -> float:
        return 0.0

    def review(self, response: base.Response, seed: int, lexicon: Lexicon) -> list[base.Row]:
        from civquiz.questions.equivalence import why_rejected

        graded, whys = self._grade_list(response, lexicon), base.whys(self.reject)
        named = {index for _, index in graded.pieces}
        unnamed = "not named" if graded.grade.credit < 1 else ""
        right = [
            base.Row(forms[0], "right", given=index in named, note="" if index in named else unnamed)
            for index, forms in enumerate(self._items())
        ]
        wrong = [
            base.Row(piece, "wrong", given=True, note=why_rejected(piece, whys))
            for piece, index in graded.pieces
            if index is None
        ]
        return right + wrong

    def answer_forms(self) -> list[str]:
        return [form for forms in self._items() for form in forms]

    def _items(self) -> list[list[str]]:
        return [[entry] if isinstance(entry, str) else entry for entry in self.answers]

    def _required(self) -> int:
        return self.required or len(self.answers)

    def _grade_list(self, response: base.Response, lexicon: Lexicon) -> ListGrade:
        from civquiz.questions.listing import grade_list

        return grade_list(
            str(response),
            self._items(),
            self._required(),
            reject=base.whys(self.reject),
            rivals=lexicon.rivals(self.id, self.group),
            stem=self.stem,
            known=lexicon,
        )

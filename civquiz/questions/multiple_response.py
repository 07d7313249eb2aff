"""Multiple response: all options that apply."""

from collections.abc import Iterator

from civquiz.questions import base
from civquiz.questions.grading import Grade, Lexicon


class MultipleResponse(base.Question, frozen=True, kw_only=True, tag="multiple-response"):
    """Each of `answers` is right; a wrong tick takes back the credit of a right one."""

    answers: list[str]
    distractors: list[str | base.Because]

    def faults(self) -> Iterator[base.Fault]:
        yield from base.option_faults(self.id, self.answers, base.texts(self.distractors))

    def interaction(self, seed: int) -> base.ChooseMany:
        return base.ChooseMany(base.order_options(seed, self.id, self.shown_texts()))

    def grade(self, response: base.Response, lexicon: Lexicon) -> Grade:
        given = set(base.as_list(response))
        right = len(given & set(self.answers))
        wrong = len(given) - right
        credit = max(0, right - wrong) / len(self.answers)
        return base.grade_parts(credit, all_right=right == len(self.answers), reason=base.why(self.distractors, given))

    def answer_record(self) -> base.Recorded:
        return self.answers

    def guess(self) -> float:
        return 1 / ((1 << len(self.shown_texts())) - 1)

    def review(self, response: base.Response, seed: int, lexicon: Lexicon) -> list[base.Row]:
        options = self.interaction(seed).options
        rows = base.option_rows(options, self.answers, base.as_list(response), self.distractors)
        return [
            base.Row(row.text, row.mark, note="missed") if row.mark == "right" and not row.given else row
            for row in rows
        ]

    def shown_texts(self) -> list[str]:
        return [*self.answers, *base.texts(self.distractors)]

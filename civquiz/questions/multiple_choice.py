"""Multiple choice: one right option among several."""

from collections.abc import Iterator

from civquiz.questions import base
from civquiz.questions.grading import Grade, Lexicon


class MultipleChoice(base.Question, frozen=True, kw_only=True, tag="multiple-choice"):
    """One option is right."""

    answer: str
    distractors: list[str | base.Because]

    def faults(self) -> Iterator[base.Fault]:
        yield from base.option_faults(self.id, [self.answer], base.texts(self.distractors), ("answer", "distractors"))

    def interaction(self, seed: int) -> base.ChooseOne:
        return base.ChooseOne(base.order_options(seed, self.id, self.shown_texts()))

    def grade(self, response: base.Response, lexicon: Lexicon) -> Grade:
        if response == self.answer:
            return Grade(1.0, "correct")
        return Grade(0.0, "wrong", base.why(self.distractors, base.as_list(response)))

    def answer_record(self) -> base.Recorded:
        return self.answer

    def guess(self) -> float:
        return 1 / len(self.shown_texts())

    def review(self, response: base.Response, seed: int, lexicon: Lexicon) -> list[base.Row]:
        options = self.interaction(seed).options
        return base.option_rows(options, [self.answer], base.as_list(response), self.distractors)

    def shown_texts(self) -> list[str]:
        return [self.answer, *base.texts(self.distractors)]

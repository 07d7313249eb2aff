"""True or false: whether the stem holds."""

from collections.abc import Iterator

from civquiz.questions import base
from civquiz.questions.grading import Grade, Lexicon

_TRUE, _FALSE = "True", "False"


def truth_said(text: str) -> str:
    """The option that somebody means who writes it down in words of their own; "" if it is neither, or both."""
    from civquiz.questions import words
    from civquiz.questions.normal import cut, normalise

    said = normalise(cut(text)).split()
    letters = {"".join(sorted(word)): word for word in ("true", "false")}  # ture
    said = [letters.get("".join(sorted(word)), word) for word in said]
    meant = {words.TRUTH[word] for word in said if word in words.TRUTH}
    negated = any(word in words.NEGATIONS - words.TRUTH.keys() for word in said)
    if negated and "know" in said:  # I don't know if it is true
        return ""
    return (_TRUE if meant.pop() != negated else _FALSE) if len(meant) == 1 else ""


class TrueFalse(base.Question, frozen=True, kw_only=True, tag="true-false"):
    """The stem is a statement that is true or false."""

    answer: bool

    def faults(self) -> Iterator[base.Fault]:
        yield from ()

    def interaction(self, seed: int) -> base.ChooseOne:
        return base.ChooseOne((_TRUE, _FALSE))

    def grade(self, response: base.Response, lexicon: Lexicon) -> Grade:
        right = self.response_record(response) == self.answer
        return Grade(1.0, "correct") if right else Grade(0.0, "wrong")

    def answer_record(self) -> base.Recorded:
        return self.answer

    def response_record(self, response: base.Response) -> base.Recorded:
        return response == _TRUE

    def guess(self) -> float:
        return 1 / 2

    def review(self, response: base.Response, seed: int, lexicon: Lexicon) -> list[base.Row]:
        answer = _TRUE if self.answer else _FALSE
        return base.option_rows((_TRUE, _FALSE), [answer], base.as_list(response), [])

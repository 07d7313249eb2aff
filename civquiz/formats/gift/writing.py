"""A question written as a paragraph of GIFT."""

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_DOWN, Decimal

from civquiz.formats import moodle
from civquiz.formats.contract import Note, UnfitError, dated_stem, uncarried
from civquiz.formats.gift.reading import plain_number
from civquiz.formats.gift.text import marked, written, written_right
from civquiz.questions.bank import Bank, quoted
from civquiz.questions.base import Because, Question, because, texts, whys
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.short_answer import ShortAnswer, kind_of
from civquiz.questions.true_false import TrueFalse

_PLACES = Decimal("0.00001")  # of a weight, as Moodle writes it; cut off, so that no sum is above 100
_FEWEST_RIGHT_SIDES = 3  # of a matching question in Moodle


def written_question(bank: Bank, question: Question) -> tuple[str, list[Note]]:
    """The paragraph of a question, and what it has lost. Raises UnfitError if GIFT has no place for it."""
    if question.retired:
        raise UnfitError("retired")
    stem = written(dated_stem(bank, question))
    writer = _Writer(question, marked(stem)[0])
    answers = writer.answers()
    general = [f"####{writer.text(question.explanation)}"] if question.explanation else []
    if isinstance(question, TrueFalse):
        text = f"{stem}{{{''.join([*answers, *general])}}}"
    else:
        text = "\n\t".join([f"{stem}{{{writer.begin}", *answers, *general]) + "\n}"
    return text, [*uncarried(question, writer.carried), *(Note(question.id, note) for note in writer.notes)]


class _Writer:
    """A question as it is written: its answers, which of its fields are in them, and what is to be known of it.

    `format_` is that of its stem, and of every text in it that does not name another.
    """

    def __init__(self, question: Question, format_: str) -> None:
        self.carried = {"topic", "explanation", "answer", "answers", "distractors", "pairs", "accept", "reject"}
        self.notes: list[str] = []
        self.begin = ""  # what the answers begin with
        self._question = question
        self._format = format_

    def text(self, text: str) -> str:
        """A text after the stem."""
        return written(text, self._format)

    def answers(self) -> list[str]:
        """What stands in the braces, line by line. Raises UnfitError if GIFT has no place for it."""
        match self._question:
            case TrueFalse(answer=answer):
                return ["TRUE" if answer else "FALSE"]
            case MultipleChoice(answer=answer, distractors=distractors):
                return [f"={self.text(answer)}", *self._wrong("~", distractors)]
            case MultipleResponse(answers=answers, distractors=distractors):
                return self._options(answers, distractors)
            case Matching():
                return self._pairs(self._question)
            case ShortAnswer(kind="number", answer=answer) if _is_plain(answer):
                return self._numbers(self._question)
            case ShortAnswer():
                return self._forms(self._question)
        raise UnfitError(f"GIFT has no {self._question.type} questions")

    def _wrong(self, sign: str, entries: Iterable[str | Because]) -> Iterator[str]:
        for entry in map(because, entries):
            yield sign + self.text(entry.text) + (f"#{self.text(entry.why)}" if entry.why else "")

    def _options(self, answers: list[str], distractors: list[str | Because]) -> list[str]:
        weight = (100 / Decimal(len(answers))).quantize(_PLACES, ROUND_DOWN).normalize()
        right = [f"~%{weight:f}%{self.text(answer)}" for answer in answers]
        return [*right, *self._wrong(f"~%-{weight:f}%", distractors)]

    def _pairs(self, question: Matching) -> list[str]:
        if any("->" in left for left, _ in question.pairs):
            raise UnfitError("a left side has ->, by which GIFT parts the sides")
        if any(whys(question.distractors).values()):
            self.notes.append("without why its distractors are wrong")
        sides = [*question.pairs, *(("", right) for right in texts(question.distractors))]
        if len({right for _, right in sides}) < _FEWEST_RIGHT_SIDES:
            self.notes.append(f"Moodle wants {_FEWEST_RIGHT_SIDES} different right sides at least")
        return [f"={self.text(left)} -> {written_right(right)}" for left, right in sides]

    def _numbers(self, question: ShortAnswer) -> list[str]:
        self.begin = "#"
        self.carried |= {"kind", "tolerance"}
        accept, reject = self._kept(question, _is_plain, "is not in digits")
        tolerance = f":{repr(question.tolerance).removesuffix('.0')}" if question.tolerance else ""
        return [*(f"={form}{tolerance}" for form in [question.answer, *accept]), *self._wrong("=%0%", reject)]

    def _forms(self, question: ShortAnswer) -> list[str]:
        if "->" in question.answer:
            raise UnfitError("its answer has ->, which makes a matching question of it in GIFT")
        accept, reject = self._kept(question, lambda text: "->" not in text, "has ->")
        forms = [question.answer, *accept]
        if kind_of(forms) == question.kind:
            self.carried.add("kind")
        starred = [Because(moodle.starred(entry.text), entry.why) for entry in reject]
        return [*(f"={self.text(moodle.starred(form))}" for form in forms), *self._wrong("=%0%", starred)]

    def _kept(
        self, question: ShortAnswer, fits: Callable[[str], bool], why_not: str
    ) -> tuple[list[str], list[Because]]:
        """The other forms that are right, and those that are wrong, as far as they can be written."""
        accept, reject = question.accept, list(map(because, question.reject))
        unfit = {form for form in [*accept, *texts(reject)] if not fits(form)}
        unfit |= {entry.text for entry in reject if "->" in entry.why}
        self.notes += [f"without {quoted(form)}, which {why_not}" for form in sorted(unfit)]
        return [form for form in accept if form not in unfit], [entry for entry in reject if entry.text not in unfit]


def _is_plain(text: str) -> bool:
    return plain_number(text) == text

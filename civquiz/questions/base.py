"""The contract of a question type, and the interactions through which a question can be asked."""

import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Literal, TypeAlias

import msgspec

from civquiz.questions.grading import Grade, Lexicon
from civquiz.text import one_line

Response: TypeAlias = str | list[str] | dict[str, str]
"""What an interaction gives back: the option, the options, the text, the items in order, or right sides by left."""

Recorded: TypeAlias = bool | str | list[str] | dict[str, str]
"""An answer or a response as the score file keeps it: its own words, never positions."""

MOST_OPTIONS = 9  # a digit answers


class ChooseOne(msgspec.Struct, frozen=True, tag=True):
    """One of the options; the response is its text."""

    options: tuple[str, ...]


class ChooseMany(msgspec.Struct, frozen=True, tag=True):
    """All options that apply; the response is a list of their texts."""

    options: tuple[str, ...]


class EnterText(msgspec.Struct, frozen=True, tag=True):
    """A line of text; `count` above 1 asks for that many, separated by commas."""

    count: int = 1


class Arrange(msgspec.Struct, frozen=True, tag=True):
    """The items in order; the response is a list of all of them."""

    options: tuple[str, ...]


class Match(msgspec.Struct, frozen=True, tag=True):
    """A right side for each left; the response maps left to right."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]


Interaction: TypeAlias = ChooseOne | ChooseMany | EnterText | Arrange | Match


class Row(msgspec.Struct, frozen=True):
    """A line of a question once it is graded: an option, a pair, an item or a typed form.

    `mark` is the tick or the cross beside it, `given` whether it is what the learner gave, `note` what to say of it.
    """

    text: str
    mark: Literal["right", "wrong", ""] = ""
    given: bool = False
    note: str = ""


class Because(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong option or form, with why it is wrong."""

    text: str
    why: str = ""


class Fault(msgspec.Struct, frozen=True):
    """What does not hold in a bank: the question (or passage) it stands in, the field, and what is wrong."""

    where: str
    field: str
    message: str


class Question(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", forbid_unknown_fields=True
):
    """An item of a bank. A type is a subclass, tagged with the type's name, with the methods below.

    Texts are as the bank has them; they are cleaned on the way to a screen. What stands at its default is left out of
    the bank's version, so that a field added later changes no version.
    """

    typed: ClassVar[bool] = False
    """Whether the response is typed, so that a learner may know better than the grading what is right."""

    id: str
    stem: str
    topic: str = ""
    passage: str | list[str] = ""
    dated: bool = False
    hint: str = ""
    explanation: str = ""
    group: str = ""
    retired: bool = False
    ignore: list[str] = []

    @property
    def type(self) -> str:
        """The name of the question's type, as in a bank."""
        return str(self.__struct_config__.tag)

    @property
    def passages(self) -> list[str]:
        """The ids of the passages that answer the question."""
        if isinstance(self.passage, list):
            return self.passage
        return [self.passage] if self.passage else []

    # A struct is no abstract base class: a method that a type lacks is told where it is called.

    @abstractmethod
    def faults(self) -> Iterator[Fault]:
        """What a type's own fields get wrong beyond their shape."""
        raise NotImplementedError

    @abstractmethod
    def interaction(self, seed: int) -> Interaction:
        """How the question is asked, its options in the order of that seed."""
        raise NotImplementedError

    @abstractmethod
    def grade(self, response: Response, lexicon: Lexicon) -> Grade:
        """Credit, verdict and reason of a response that its interaction gave."""
        raise NotImplementedError

    @abstractmethod
    def answer_record(self) -> Recorded:
        """The right answer as an attempt keeps it."""
        raise NotImplementedError

    def response_record(self, response: Response) -> Recorded:
        """A response as an attempt keeps it."""
        return response

    def response_from(self, record: Recorded) -> Response:
        """The response that an attempt keeps, as the interaction gave it."""
        return str(record) if isinstance(record, bool) else record

    @abstractmethod
    def guess(self) -> float:
        """The chance to be right by guessing, 0 to 1."""
        raise NotImplementedError

    @abstractmethod
    def review(self, response: Response, seed: int, lexicon: Lexicon) -> list[Row]:
        """The graded question, row by row, its options in the order of that seed."""
        raise NotImplementedError

    def answer_forms(self) -> list[str]:
        """For a typed question each text that would give the answer away to a learner who reads it elsewhere."""
        return []

    def shown_texts(self) -> list[str]:
        """What a learner reads before the response, the stem aside: options, items, sides."""
        return []


def as_list(response: Response) -> list[str]:
    """The texts of a response that is a list; a single text is a list of one."""
    return [response] if isinstance(response, str) else list(response)


def as_pairs(response: Response) -> dict[str, str]:
    """The pairs of a response that is a mapping; any other has none."""
    return response if isinstance(response, dict) else {}


def because(entry: str | Because) -> Because:
    """A wrong option in its long form."""
    return Because(entry) if isinstance(entry, str) else entry


def option_faults(
    where: str, answers: Sequence[str], wrong: Sequence[str], fields: tuple[str, str] = ("answers", "distractors")
) -> Iterator[Fault]:
    """What is wrong with a list of options: none of a kind, too many, or two that look the same.

    `fields` are those of the right and of the wrong options.
    """
    if not answers:
        yield Fault(where, fields[0], "needs a right option")
    if not wrong:
        yield Fault(where, fields[1], "needs a wrong option")
    if len(answers) + len(wrong) > MOST_OPTIONS:
        yield Fault(where, fields[1], f"at most {MOST_OPTIONS} options can be shown")
    yield from distinct(where, fields[1], [*answers, *wrong])


def option_rows(
    options: Sequence[str], answers: Sequence[str], given: Sequence[str], distractors: Sequence[str | Because]
) -> list[Row]:
    """The options in place: a tick at each right one, a cross with its reason at each wrong one that was given."""
    reasons = whys(distractors)
    return [
        Row(
            option,
            "right" if option in answers else "wrong" if option in given else "",
            given=option in given,
            note=reasons.get(option, "") if option in given else "",
        )
        for option in options
    ]


def grade_parts(credit: float, *, all_right: bool = False, reason: str = "") -> Grade:
    """The grade of a response in parts; `all_right` but without full credit (a wrong one beside) is partial too."""
    if credit >= 1:
        return Grade(1.0, "correct")
    return Grade(credit, "partial" if credit > 0 or all_right else "wrong", reason)


def order_options(seed: int, question_id: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The options in an order for that seed; numbers and dates stand in their own order."""
    if all(any(map(str.isdigit, text)) for text in texts):
        keys = [key for text in texts if (key := value_of(text))]
        if len(keys) == len(texts):
            return tuple(text for _, text in sorted(zip(keys, texts, strict=True)))
    return order_by_seed(seed, question_id, texts)


def texts(entries: Sequence[str | Because]) -> list[str]:
    """The wrong options without their reasons."""
    return [because(entry).text for entry in entries]


def whys(entries: Sequence[str | Because]) -> dict[str, str]:
    """Why each wrong option is wrong, "" where the author does not say."""
    return {wrong.text: wrong.why for wrong in map(because, entries)}


def why(entries: Sequence[str | Because], given: Iterable[object]) -> str:
    """Why what was given is wrong, as far as the author says."""
    chosen = set(given)
    return "; ".join(reason for text, reason in whys(entries).items() if text in chosen and reason)


def value_of(text: str) -> tuple[float, int, int] | None:
    """What numbers sort by among numbers, and dates among dates, a year alone before its months; None for neither."""
    try:
        return float(text.replace(",", "")), 0, 0
    except ValueError:
        from civquiz.questions.numerals import sort_key

        return sort_key(text)


def order_by_seed(seed: int, question_id: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The texts in an order that depends on nothing but seed, question and the texts themselves."""
    return tuple(sorted(texts, key=lambda text: seeded(seed, question_id, text)))


def seeded(seed: int, question_id: str, text: str = "") -> bytes:
    """A sort key: the SHA-256 of seed, question id and text."""
    return hashlib.sha256(f"{seed}\0{question_id}\0{text}".encode("utf-8", "replace")).digest()


def distinct(where: str, field: str, texts: Sequence[str]) -> Iterator[Fault]:
    """A fault for each text that is empty or that a learner could not tell from an earlier one."""
    seen: set[str] = set()
    for text in texts:
        same = one_line(text).casefold()
        if not same:
            yield Fault(where, field, "has an empty text")
        elif same in seen:
            yield Fault(where, field, f"has “{one_line(text)}” twice")
        seen.add(same)

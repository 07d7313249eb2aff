"""What the rules of the lint look at: the questions, one by one and beside one another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TypeVar

import msgspec

from civquiz.questions import base
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question
from civquiz.questions.check.wording import bare, content, phrase, root, root_set, words
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse

MOST_COMPARED = 100  # questions with one answer or one stem: with more of them time would grow with their square
LONGEST_ANSWER = 8  # words; a longer one is hardly ever said word by word elsewhere
_SUBJECT_SHARE = 0.2
_FEW_STEMS = 4  # in a small bank a few questions on one thing do not make it the bank's subject


class Context(msgspec.Struct, frozen=True, dict=True):
    """The questions to look at, all active ones of a bank or a single one (`alone`), and what is known beside them.

    `known` are the codes and names of all rules; `today` is an ISO date, "" for none.
    """

    bank: Bank
    questions: tuple[Question, ...]
    alone: bool = False
    known: frozenset[str] = frozenset()
    today: str = ""

    @cached_property
    def others(self) -> tuple[Question, ...]:
        """The questions that those looked at are compared with."""
        if not self.alone:
            return self.questions
        return tuple(question for question in self.bank.active if question.id != self.questions[0].id)

    @cached_property
    def subject(self) -> frozenset[str]:
        """The roots that so many stems have in common that they tell no question from another."""
        counts = Counter(root for question in self.others for root in root_set(question.stem))
        most = max(_FEW_STEMS, len(self.others) * _SUBJECT_SHARE)
        return frozenset(root for root, count in counts.items() if count > most)

    @cached_property
    def explained(self) -> bool:
        """Whether most questions have an explanation."""
        return _most([bool(question.explanation) for question in self.others])

    @cached_property
    def reasoned(self) -> bool:
        """Whether most wrong options and forms have their reason."""
        return _most([bool(base.because(entry).why) for question in self.others for entry in wrong_entries(question)])

    @cached_property
    def by_stem(self) -> dict[tuple[str, ...], list[Question]]:
        """The others by what their stem says, whatever its endings."""
        return _index((stem_key(question), question) for question in self.others)

    @cached_property
    def by_answer(self) -> dict[str, list[Question]]:
        """The others by each of their right answers."""
        return _index((key, question) for question in self.others for key in answer_keys(question))

    @cached_property
    def by_answer_words(self) -> dict[tuple[str, ...], list[tuple[str, Question]]]:
        """The others' right answers, each with its question, by the answer's words."""
        forms = ((bare(text), question) for question in self.others for text in answers_of(question))
        return _index((words(text), (text, question)) for text, question in forms)

    def answers_in(self, stem: str) -> Iterator[tuple[str, Question]]:
        """The others' right answers that stand in a stem word by word, each with its question."""
        said = words(stem)
        places = ((start, end) for start in range(len(said)) for end in range(start + 1, start + 1 + LONGEST_ANSWER))
        for answer in dict.fromkeys(said[start:end] for start, end in places if end <= len(said)):
            yield from islice(self.by_answer_words.get(answer, ()), MOST_COMPARED)

    def apart(self, question: Question, others: Iterable[Question]) -> Iterator[Question]:
        """Those of the others that are of another group; where all are looked at, those that stand before it."""
        for other in islice(others, MOST_COMPARED):
            if not self.alone and other is question:
                return
            if not (question.group and question.group == other.group):
                yield other


def _most(have: Sequence[bool]) -> bool:
    return sum(have) * 2 > len(have)


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _index(entries: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    index: dict[_Key, list[_Value]] = {}
    for key, value in entries:
        index.setdefault(key, []).append(value)
    return index


def options_of(question: Question) -> tuple[list[str], list[str]] | None:
    """The right and the wrong options of a choice; None for a question of another type."""
    match question:
        case MultipleChoice():
            return [question.answer], base.texts(question.distractors)
        case MultipleResponse():
            return question.answers, base.texts(question.distractors)
    return None


def typed_items(question: Question) -> list[list[str]]:
    """What a typed question wants named, each with its accepted forms; nothing for a question of another type."""
    match question:
        case ShortAnswer():
            return [question.answer_forms()]
        case Enumeration():
            return [[entry] if isinstance(entry, str) else entry for entry in question.answers]
    return []


def answers_of(question: Question) -> list[str]:
    """Every text that is a right answer, typed or chosen."""
    options = options_of(question)
    return options[0] if options else [form for forms in typed_items(question) for form in forms]


def answer_field(question: Question) -> str:
    """The field in which the author finds the right answer."""
    return "answers" if isinstance(question, MultipleResponse | Enumeration) else "answer"


def wrong_entries(question: Question) -> list[str | base.Because]:
    """The wrong options or forms that the author names."""
    match question:
        case MultipleChoice() | MultipleResponse() | Matching():
            return question.distractors
        case ShortAnswer() | Enumeration():
            return question.reject
    return []


def stem_key(question: Question) -> tuple[str, ...]:
    """What a stem says: of a statement every word but the articles, of a question the roots of its content words."""
    said = words(question.stem)
    if isinstance(question, TrueFalse):
        return ("a statement", *(word for word in said if word not in {"a", "an", "the"}))
    return tuple(map(root, content(question.stem))) or said or (question.stem,)


def answer_keys(question: Question) -> set[str]:
    """The right answers as they are compared; a statement has none."""
    match question:
        case Ordering():
            return {phrase(" | ".join(question.items))}
        case Matching():
            return {phrase(f"{left} | {right}") for left, right in question.pairs}
    return {phrase(bare(text)) for text in answers_of(question)}

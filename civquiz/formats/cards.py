"""Flashcards turned round, or given options to choose from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeGuard

from civquiz.formats.contract import Found, Item, Note, Skipped
from civquiz.questions.base import seeded
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.short_answer import kind_of
from civquiz.text import one_line

_DISTRACTORS = 3
_NEAR = 20  # answers looked at to either side; if three of a deck will do, there are three among so many
_LONGEST_OPTION = 300  # as a bank has it
_MOST_FRONTS = 9  # of one back; what more cards have is no question
_KEPT = ("type", "topic", "passage", "dated", "explanation", "group")  # of a card that is turned round

_GAP = "__"
_FIGURES = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*+(?!\w)")
_LETTER = re.compile(r"[^\W\d_]")
_SMALL_WORD = 3  # letters; such a word is small in a name too: of, the, van
_LONGEST_NAME = 5  # words
_WORD_COUNTS = 5  # what a word more or less counts, in characters


def swapped(found: Iterable[Found]) -> Iterator[Found]:
    """The same with front and back of each flashcard changed over.

    Of fronts that have the same back each is right then: nobody can know which one is meant.
    """
    entries = list(found)
    fronts: dict[str, dict[str, str]] = {}
    for entry in entries:
        if _is_card(entry):
            stem = entry.values["stem"]
            fronts.setdefault(_same(entry.values["answer"]), {}).setdefault(_same(stem), stem)
    for entry in entries:
        if not _is_card(entry):
            yield entry
        elif _GAP in entry.values["stem"]:
            yield entry
            yield Note(entry.where, "not turned round: a text with a gap has no other side")
        elif len(others := fronts[_same(entry.values["answer"])]) > _MOST_FRONTS:
            yield Skipped(entry.where, f"{len(others):,} cards have its back, which therefore cannot be the question")
        else:
            stem, answer = entry.values["answer"], entry.values["stem"]
            accept = [front for same, front in others.items() if same != _same(answer)]
            kept = {field: entry.values[field] for field in _KEPT if field in entry.values}
            turned = {**kept, "stem": stem, "answer": answer, **({"accept": accept} if accept else {})}
            yield Item(entry.where, turned, card=True)


def with_choices(found: Iterable[Found]) -> Iterator[Found]:
    """The same with each flashcard a multiple choice, its wrong options the answers of others of its topic.

    Those are taken that are most like its own answer: of its kind, of about its length or value. The same cards give
    the same options.
    """
    entries = list(found)
    decks: dict[str, list[Item]] = {}
    for entry in entries:
        if _is_card(entry):
            decks.setdefault(_topic(entry), []).append(entry)
    answers = {topic: _Answers(cards) for topic, cards in decks.items()}
    for entry in entries:
        if not _is_card(entry):
            yield entry
        elif distractors := answers[_topic(entry)].unlike(entry):
            kept = {field: value for field, value in entry.values.items() if field in _CHOICE_FIELDS}
            yield Item(entry.where, {**kept, "type": "multiple-choice", "distractors": distractors})
        else:
            yield entry
            yield Note(entry.where, "still to be typed: no other card has an answer to choose from")


class _Answer(NamedTuple):
    """An answer and what it is like."""

    text: str
    same: str
    words: frozenset[str]
    kind: str
    value: float | None

    def distance(self, other: "_Answer") -> float:
        """How little the two are like each other."""
        if self.value is not None and other.value is not None:
            return abs(self.value - other.value)
        return abs(len(self.text) - len(other.text)) + _WORD_COUNTS * abs(len(self.words) - len(other.words))

    def differs(self, other: "_Answer") -> bool:
        """Whether neither says all that the other says: `Jan Neruda` is not wrong where `Neruda` is right."""
        return self.value is not None or not (self.words <= other.words or other.words <= self.words)


class _Answers:
    """The answers of a deck, in lines in which those that are alike stand near each other."""

    def __init__(self, cards: Sequence[Item]) -> None:
        self._right: dict[str, set[str]] = {}  # by stem
        self._answers: dict[str, _Answer] = {}
        for card in cards:
            same = _same(card.values["answer"])
            self._right.setdefault(_same(card.values["stem"]), set()).add(same)
            if same not in self._answers and 0 < len(same) <= _LONGEST_OPTION:
                self._answers[same] = _answer(one_line(card.values["answer"]))
        self._all = _Line(self._answers.values())
        kinds: dict[str, list[_Answer]] = {}
        for answer in self._answers.values():
            kinds.setdefault(answer.kind, []).append(answer)
        self._of_kind = {kind: _Line(alike) for kind, alike in kinds.items()}

    def unlike(self, card: Item) -> list[str]:
        """Up to three answers that are wrong for that card, the likeliest first."""
        answer = self._answers.get(_same(card.values["answer"]))
        if not answer:
            return []
        accept = card.values.get("accept")
        right = self._right[_same(card.values["stem"])].union(map(_same, accept if isinstance(accept, list) else []))
        chosen: list[str] = []
        for line in (self._of_kind[answer.kind], self._all):
            if len(chosen) < _DISTRACTORS:
                near = line.near(answer)
                wrong = (each for each in near if each.same not in right and each.differs(answer))
                best = sorted(islice(wrong, 2 * _DISTRACTORS), key=answer.distance)
                chosen += [each.text for each in best if each.text not in chosen][: _DISTRACTORS - len(chosen)]
        return chosen


class _Line:
    """Answers in the order of their values and lengths; those with the same in an order of no meaning."""

    def __init__(self, answers: Iterable[_Answer]) -> None:
        self._answers = sorted(answers, key=lambda each: (each.value or 0, len(each.text), seeded(0, "", each.text)))
        self._places = {answer.same: place for place, answer in enumerate(self._answers)}

    def near(self, answer: _Answer) -> Iterator[_Answer]:
        """Those near an answer of the line, the nearest first."""
        place = self._places[answer.same]
        for step in range(1, _NEAR + 1):
            if place >= step:
                yield self._answers[place - step]
            yield from self._answers[place + step : place + step + 1]


_CHOICE_FIELDS = MultipleChoice.__struct_fields__


def _is_card(entry: Found) -> TypeGuard[Item]:
    return (
        isinstance(entry, Item)
        and entry.card
        and entry.values.get("type") == "short-answer"
        and isinstance(entry.values.get("stem"), str)
        and isinstance(entry.values.get("answer"), str)
    )


def _topic(card: Item) -> str:
    return _same(str(card.values.get("topic", "")))


def _same(text: str) -> str:
    return one_line(text).casefold()


def _answer(text: str) -> _Answer:
    same = _same(text)
    figures = _FIGURES.findall(text)
    value = max(map(_number, figures)) if figures else None  # of a date that is its year
    return _Answer(text, same, frozenset(same.split()), _kind(text, figures), value)


def _kind(text: str, figures: Sequence[str]) -> str:
    """What an answer is at first sight, so that a year stands among years and a name among names."""
    words = text.split()
    if kind_of([text]) == "year":
        return "year"
    if figures:
        return "number" if not _LETTER.search(text) else "date" if words[-1] in figures else f"so many {words[-1]}"
    small = (word for word in words[1:] if not word[0].isupper() and len(word) > _SMALL_WORD)
    is_name = words[0][0].isupper() and len(words) <= _LONGEST_NAME and not any(small)
    return "name" if is_name else "words"


def _number(figures: str) -> float:
    return float(figures.replace(",", "").replace(".", "", figures.count(".") - 1))

"""What may be asked in one sitting, and in which order: one question of a group, none that gives another away."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from civquiz.questions.bank import Bank
from civquiz.questions.base import Question, seeded
from civquiz.text import one_line

_WORD = re.compile(r"\w+")


def question_keys(banks: Iterable[Bank]) -> dict[str, Question]:
    """The questions that may be asked, by `<bank>/<id>`."""
    return {f"{bank.id}/{question.id}": question for bank in banks for question in bank.active}


def group_of(key: str, question: Question) -> str:
    """What two questions share of which a sitting asks one: the bank's group, or the question itself without one."""
    bank = key.partition("/")[0]
    return f"{bank} group {question.group}" if question.group else key


class Draw:
    """Questions drawn one after the other for a sitting, as far as they can be asked together."""

    def __init__(self, questions: Mapping[str, Question], seed: int) -> None:
        self.taken: list[str] = []
        self._questions = questions
        self._seed = seed
        self._groups: set[str] = set()
        self._shows = Shows(questions)
        self._first: dict[str, list[str]] = {}  # of each that is drawn those whose answers it shows

    def take(self, key: str) -> bool:
        """Draw a question, unless one of its group is drawn or no order would keep its answer or another's unseen."""
        group = group_of(key, self._questions[key])
        if group in self._groups:
            return False
        first = [other for other in self.taken if self._shows(key, other)]
        then = [other for other in self.taken if self._shows(other, key)]
        if first and then and self._come_after(first, then):
            return False
        self.taken.append(key)
        self._groups.add(group)
        self._first[key] = first
        for other in then:
            self._first[other].append(key)
        return True

    def in_order(self) -> list[str]:
        """What is drawn, in the order of `ask_order`."""
        return _in_turn(self._first, self._seed) or []

    def _come_after(self, some: Sequence[str], others: Sequence[str]) -> bool:
        """Whether any of some questions is among the others, or has to come after one of them."""
        waiting, seen, sought = list(some), set(some), set(others)
        while waiting:
            key = waiting.pop()
            if key in sought:
                return True
            new = [other for other in self._first[key] if other not in seen]
            seen.update(new)
            waiting += new
        return False


class Shows:
    """Whether one question's text shows the answer of another, typed one."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions
        self._texts: dict[str, str] = {}
        self._forms: dict[str, list[str]] = {}

    def __call__(self, shower: str, typed: str) -> bool:
        forms = self._forms.get(typed)
        if forms is None:
            forms = self._forms[typed] = [as_words(form) for form in self._questions[typed].answer_forms()]
        if not forms or shower == typed:
            return False
        text = self._texts.get(shower)
        if text is None:
            question = self._questions[shower]
            text = self._texts[shower] = " | ".join(as_words(part) for part in [question.stem, *question.shown_texts()])
        return any(form.strip() and form in text for form in forms)


def as_words(text: str) -> str:
    """The words of a text as they are looked for in another: in lower case, a blank before and after each."""
    return f" {' '.join(_WORD.findall(one_line(text).casefold()))} "


def ask_order(drawn: Sequence[str], seed: int, shows: Shows) -> list[str] | None:
    """The drawn questions by the seed, each typed one before those that show its answer; None if that cannot be."""
    times = Counter(drawn)
    order = _in_turn({key: [other for other in times if shows(key, other)] for key in times}, seed)
    return order and [key for key in order for _ in range(times[key])]


def _in_turn(first: Mapping[str, Sequence[str]], seed: int) -> list[str] | None:
    """Keys by the seed, each after its `first`; None if they go round in a circle."""
    waits = {key: len(others) for key, others in first.items()}
    then: dict[str, list[str]] = {key: [] for key in first}
    for key, others in first.items():
        for other in others:
            then[other].append(key)
    free = [(seeded(seed, key), key) for key, count in waits.items() if not count]
    heapify(free)
    order: list[str] = []
    while free:
        _, key = heappop(free)
        order.append(key)
        for other in then[key]:
            waits[other] -= 1
            if not waits[other]:
                heappush(free, (seeded(seed, other), other))
    return order if len(order) == len(first) else None

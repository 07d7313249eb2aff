"""What may be asked in one sitting, and in which order: one question of a group, none that gives another away."""

import re
from collections.abc import Iterable, Mapping, Sequence

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

    def take(self, key: str) -> bool:
        """Draw a question, unless one of its group is drawn or no order would keep its answer or another's unseen."""
        group = group_of(key, self._questions[key])
        if group in self._groups or not self._fits(key):
            return False
        self.taken.append(key)
        self._groups.add(group)
        return True

    def in_order(self) -> list[str]:
        """What is drawn, in the order of `ask_order`."""
        return ask_order(self.taken, self._seed, self._shows) or []

    def _fits(self, key: str) -> bool:
        # Only one that both shows an answer and has its own shown can close a circle.
        shown = any(self._shows(other, key) for other in self.taken)
        return not (shown and any(self._shows(key, other) for other in self.taken)) or (
            ask_order([*self.taken, key], self._seed, self._shows) is not None
        )


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
    waiting = sorted(drawn, key=lambda key: seeded(seed, key))
    order: list[str] = []
    while waiting:
        free = next((key for key in waiting if not any(shows(key, other) for other in waiting)), None)
        if free is None:
            return None
        waiting.remove(free)
        order.append(free)
    return order

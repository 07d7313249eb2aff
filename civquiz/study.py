"""Studying: which passages are read, in which order, and which questions follow each of them.

Weakest topic first. A topic is as weak as the share of its questions that were right at their last attempt: what was
never asked is nothing that one is known to know, so that it counts as not right. Of two that are as weak as each other
the passage that stands earlier in the file comes first. One without questions stays with the one before it in the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from civquiz.attempts import Attempt, Outcome, Session
from civquiz.questions.bank import Bank, Passage
from civquiz.questions.base import EnterText, Question, Response
from civquiz.questions.drawing import Shows, as_words, ask_order, group_of, question_keys
from civquiz.questions.grading import Grade
from civquiz.session import Sitting, need


class Page(msgspec.Struct, frozen=True):
    """A passage as it is put up to be read: its topic, its place among the others, as many questions as wait for it."""

    passage: Passage
    topic: str
    at: int
    of: int
    questions: int = 0


class Plan(msgspec.Struct, frozen=True):
    """What a study session begins with: the passages in turn, and the questions that come after each, as `drawn`."""

    pages: list[Page]
    drawn: list[str]


def plan(bank: Bank, last: Mapping[str, Outcome], seed: int, kept: Mapping[str, Question] | None = None) -> Plan:
    """The passages of a bank, weakest topic first, and the questions after each.

    `last` has the last outcome of each question. If the session is kept to some questions (by `<bank>/<id>`), only the
    passages that answer them are read. A question comes after the last of its passages. One of a group is asked: if
    there is one, one whose answer does not stand in the words of the passage before it; of several the one that a
    quiz would draw. After a passage a typed question comes before those that show its answer, where that can be.
    """
    everything = question_keys([bank])
    questions = everything if kept is None else kept
    answering = {passage for question in questions.values() for passage in question.passages}
    passages = [passage for passage in bank.passages if kept is None or passage.id in answering]
    topics = _topics(questions.values())
    order = _weakest_first(passages, topics, _shares(everything, last))
    places = _places(questions, order)
    read = [as_words(f"{passage.title}\n{passage.text}") for passage in order]
    after: list[list[str]] = [[] for _ in order]
    groups: set[str] = set()
    for key in sorted(places, key=lambda key: (_stands_in(questions[key], read[places[key]]), need(key, last, seed))):
        group = group_of(key, questions[key])
        if group not in groups:
            groups.add(group)
            after[places[key]].append(key)
    shows = Shows(questions)
    drawn = [key for keys in after for key in ask_order(keys, seed, shows) or keys]
    pages = [
        Page(passage, topics.get(passage.id, ""), at, len(order), len(keys))
        for at, (passage, keys) in enumerate(zip(order, after, strict=True), 1)
    ]
    return Plan(pages, drawn)


class Study(Sitting):
    """A study session under way: a passage to read, then its questions, then the next passage.

    What was not wholly right is asked once more at the end of its passage. That repeat is recorded as a slip's is, its
    question drawn again, but the first response is the one that counts (`stats.counted`, `session.last_outcomes`).
    """

    def __init__(self, session: Session, banks: Sequence[Bank]) -> None:
        passages = {passage.id: passage for bank in banks for passage in bank.passages}
        questions = question_keys(banks)
        drawn = {key: questions[key] for key in session.drawn if key in questions}
        self._passages = [passages[each] for each in session.passages if each in passages]
        self._passed = set(session.passed)
        self._page_of = _places(drawn, self._passages)
        asked = set(self._page_of.values())
        self._bare = [at for at in range(len(self._passages)) if at not in asked]
        about = {question.topic for question in drawn.values()}
        self._topics = _topics(question for question in questions.values() if question.topic in about)
        super().__init__(session, banks)
        self._queue = [n for n in self._queue if self._id_at(self._at(n)) not in self._passed]
        self._queue.sort(key=self._at)

    @property
    def place(self) -> int | None:
        """The place of the question to ask now; None when all were asked."""
        return next(iter(self._waiting()), None)

    @property
    def page(self) -> Page | None:
        """The passage to read now or being asked about; None after the last."""
        at = self._now()
        if at == len(self._passages):
            return None
        passage = self._passages[at]
        waiting = sum(self._at(n) == at for n in self._waiting())
        return Page(passage, self._topics.get(passage.id, ""), at + 1, len(self._passages), waiting)

    def pass_by(self) -> dict[str, Any]:
        """Go on to the next passage; what is left to be asked about this one is not asked."""
        at = self._now()
        self._passed.add(self._passages[at].id)
        self._queue = [n for n in self._queue if self._at(n) != at]
        return {"passed": self._passages[at].id}

    @property
    def over(self) -> bool:
        """Whether there is nothing more to come, not even a passage."""
        return self.place is None and self._now() == len(self._passages)

    @property
    def progress(self) -> str:
        """Where the question to ask now stands among those of its passage, as `2 of 4`."""
        waiting = [self._at(n) for n in self._waiting()]
        answered = sum(self._at(n) == waiting[0] and self._is_answered(n) for n in self._attempts)
        return f"{answered + 1} of {answered + waiting.count(waiting[0])}"

    @property
    def answered(self) -> int:
        """How many questions are answered; one that comes again is the same question."""
        return len(self._answered())

    @property
    def total(self) -> int:
        """How many questions the sitting asks; one that comes again is the same question."""
        return len(self._answered() | {self.drawn[n - 1] for n in self._waiting()})

    def can_wait(self) -> bool:
        """Whether another question about the passage could be asked before this one."""
        waiting = [self._at(n) for n in self._waiting()]
        return waiting.count(waiting[0]) > 1

    def respond(self, n: int, response: Response, at: str) -> tuple[Grade, dict[str, Any]]:
        """Grade a response as any sitting does; a question that was not wholly right comes again, once."""
        grade, line = super().respond(n, response, at)
        attempt = self._attempts[n]
        if not (attempt.right or self.second_try(n) or self.repeats(n)):
            line |= self._draw_again(attempt.question)
        return grade, line

    def part(self, attempt: Attempt) -> str:
        """The title of the passage that the attempt's question came after."""
        at = self._page_of.get(attempt.question, len(self._passages))
        if at == len(self._passages):
            return ""
        passage = self._passages[at]
        if not passage.title:
            return passage.id
        alone = sum(each.title == passage.title for each in self._passages) == 1
        return passage.title if alone else f"{passage.title} ({passage.id})"

    def _append(self, n: int) -> None:
        super()._append(n)
        self._queue.sort(key=self._at)  # to the end of its own passage

    def _draw_again(self, question: str) -> dict[str, Any]:
        # A slip's question waits already if the response was wrong.
        waits = any(self.drawn[n - 1] == question for n in self._queue)
        return {} if waits else super()._draw_again(question)

    def _waiting(self) -> list[int]:
        """The places still to be asked; what has come to count as right since need not come again."""
        right = {attempt.question for attempt in self._attempts.values() if attempt.right}
        return [n for n in self._queue if self.drawn[n - 1] not in right]

    def _answered(self) -> set[str]:
        return {self._drawn_at(n) for n in self._attempts if self._is_answered(n)} - {""}

    def _at(self, n: int) -> int:
        """Which passage a place comes after, from 0; one past the last if its question has none there any more."""
        return self._page_of.get(self._drawn_at(n), len(self._passages))

    def _id_at(self, at: int) -> str:
        return self._passages[at].id if at < len(self._passages) else ""

    def _now(self) -> int:
        """Which passage it is the turn of: that of the next question, or one before it that has no questions."""
        next_one = next(map(self._at, self._waiting()), len(self._passages))
        bare = (at for at in self._bare if at < next_one and self._passages[at].id not in self._passed)
        return next(bare, next_one)


def _topics(questions: Iterable[Question]) -> dict[str, str]:
    """The topic of each passage that has questions: that of most of them, the first of several.

    A question with several passages speaks for the first; for the others only where no question names them first.
    """
    first: dict[str, Counter[str]] = {}
    others: dict[str, Counter[str]] = {}
    for question in questions:
        for passage in question.passages:
            counts = first if passage == question.passages[0] else others
            counts.setdefault(passage, Counter())[question.topic] += 1
    return {passage: counts.most_common(1)[0][0] for passage, counts in (others | first).items()}


def _shares(questions: Mapping[str, Question], last: Mapping[str, Outcome]) -> dict[str, float]:
    """For each topic the share of its questions, 0 to 1, that were right at their last attempt."""
    of = Counter(question.topic for question in questions.values())
    right = Counter(question.topic for key, question in questions.items() if key in last and last[key].right)
    return {topic: right[topic] / count for topic, count in of.items()}


def _weakest_first(
    passages: Sequence[Passage], topics: Mapping[str, str], shares: Mapping[str, float]
) -> list[Passage]:
    share, known = 0.0, {}
    for passage in passages:
        if passage.id in topics:
            share = shares[topics[passage.id]]
        known[passage.id] = share
    return sorted(passages, key=lambda passage: known[passage.id])


def _places(questions: Mapping[str, Question], order: Sequence[Passage]) -> dict[str, int]:
    """After which passage each question comes, from 0: the last of its own. One without any is not there."""
    at = {passage.id: place for place, passage in enumerate(order)}
    own = {key: [at[passage] for passage in question.passages if passage in at] for key, question in questions.items()}
    return {key: max(places) for key, places in own.items() if places}


def _stands_in(question: Question, read: str) -> bool:
    """Whether the answer stands word for word in what was read: all that has to be given, or a true statement."""
    answer = question.answer_record()
    if isinstance(answer, bool):
        return answer and _has(read, question.stem)
    if isinstance(answer, str):
        return any(_has(read, form) for form in [answer, *question.answer_forms()])
    parts = list(answer.values()) if isinstance(answer, dict) else answer
    interaction = question.interaction(0)
    wanted = interaction.count if isinstance(interaction, EnterText) else len(parts)
    return sum(_has(read, part) for part in parts) >= wanted


def _has(read: str, text: str) -> bool:
    words = as_words(text)
    return bool(words.strip()) and words in read

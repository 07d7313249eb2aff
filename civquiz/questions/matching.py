"""Matching: a right side for each left."""

from collections.abc import Iterator
from math import perm

from civquiz.questions import base
from civquiz.questions.grading import Grade, Lexicon


class Matching(base.Question, frozen=True, kw_only=True, tag="matching"):
    """`pairs` of a left and its right side; `distractors` are right sides that belong to none."""

    pairs: list[tuple[str, str]]
    distractors: list[str | base.Because] = []

    def faults(self) -> Iterator[base.Fault]:
        lefts = [left for left, _ in self.pairs]
        if not 2 <= len(lefts) <= base.MOST_OPTIONS:  # noqa: PLR2004
            yield base.Fault(self.id, "pairs", f"must be 2 to {base.MOST_OPTIONS}")
        if len(self._rights()) > base.MOST_OPTIONS:
            yield base.Fault(self.id, "distractors", f"at most {base.MOST_OPTIONS} right sides can be shown")
        yield from base.distinct(self.id, "pairs", lefts)
        yield from base.distinct(self.id, "distractors", self._rights())

    def interaction(self, seed: int) -> base.Match:
        lefts = base.order_by_seed(seed, self.id, [left for left, _ in self.pairs])
        return base.Match(lefts, base.order_options(seed, self.id, self._rights()))

    def grade(self, response: base.Response, lexicon: Lexicon) -> Grade:
        given = base.as_pairs(response)
        right = sum(given.get(left) == side for left, side in self.pairs)
        wrong = [given[left] for left, side in self.pairs if left in given and given[left] != side]
        return base.grade_parts(right / len(self.pairs), reason=base.why(self.distractors, wrong))

    def answer_record(self) -> base.Recorded:
        return dict(self.pairs)

    def guess(self) -> float:
        rights, sides = self._rights(), [right for _, right in self.pairs]
        if len(set(sides)) < len(sides):  # one that two share may be given to each
            return 1 / float(len(rights)) ** len(sides)
        return 1 / perm(len(rights), len(sides))

    def review(self, response: base.Response, seed: int, lexicon: Lexicon) -> list[base.Row]:
        given, answers = base.as_pairs(response), dict(self.pairs)
        rows = []
        for left in self.interaction(seed).lefts:
            chosen = given.get(left, "")
            why = base.why(self.distractors, [chosen])
            right = chosen == answers[left]
            note = "" if right else f"you chose {chosen}" + (f": {why}" if why else "")
            rows.append(base.Row(f"{left}: {answers[left]}", "right" if right else "wrong", note=note))
        return rows

    def shown_texts(self) -> list[str]:
        return [left for left, _ in self.pairs] + self._rights()

    def _rights(self) -> list[str]:
        return list(dict.fromkeys(right for _, right in self.pairs)) + base.texts(self.distractors)

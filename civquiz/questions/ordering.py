"""Ordering: items to be put in their right order."""

from collections.abc import Iterator
from itertools import pairwise
from math import factorial

from civquiz.questions import base
from civquiz.questions.grading import Grade, Lexicon


class Ordering(base.Question, frozen=True, kw_only=True, tag="ordering"):
    """`items` stand in the right order; the credit is the share of neighbours kept."""

    items: list[str]

    def faults(self) -> Iterator[base.Fault]:
        if not 2 <= len(self.items) <= base.MOST_OPTIONS:  # noqa: PLR2004
            yield base.Fault(self.id, "items", f"must be 2 to {base.MOST_OPTIONS}")
        yield from base.distinct(self.id, "items", self.items)

    def interaction(self, seed: int) -> base.Arrange:
        return base.Arrange(base.order_by_seed(seed, self.id, self.items))

    def grade(self, response: base.Response, lexicon: Lexicon) -> Grade:
        kept = set(pairwise(base.as_list(response))) & set(pairwise(self.items))
        return base.grade_parts(len(kept) / (len(self.items) - 1))

    def answer_record(self) -> base.Recorded:
        return self.items

    def guess(self) -> float:
        return 1 / factorial(len(self.items))

    def review(self, response: base.Response, seed: int, lexicon: Lexicon) -> list[base.Row]:
        place = {item: number for number, item in enumerate(base.as_list(response), 1)}
        return [
            base.Row(f"{number}. {item}", "right")
            if place.get(item) == number
            else base.Row(f"{number}. {item}", "wrong", note=f"you put it at {place.get(item, '?')}")
            for number, item in enumerate(self.items, 1)
        ]

    def shown_texts(self) -> list[str]:
        return self.items

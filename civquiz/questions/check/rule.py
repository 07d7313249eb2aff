"""What a rule of the lint is, and what it finds."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import msgspec

from civquiz.questions.base import Question
from civquiz.questions.check.context import Context

Remark: TypeAlias = tuple[str, str]
"""A field, and what is wrong in it."""


class Finding(msgspec.Struct, frozen=True):
    """A remark: the rule's code, the question's id ("" for the bank itself), its field, and what is wrong.

    A note is for the author to weigh; it fails no check.
    """

    code: str
    question: str
    field: str
    message: str
    note: bool = False


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule: a short name, a line on it, where it is from, a paragraph with an example, and what finds its breaches.

    It remarks on a question, on the bank as a whole, or on both. An `english` rule knows English words only and is
    silent in a bank of another language; what a rule with `note` finds is for the author to weigh.
    """

    code: str
    name: str
    summary: str
    source: str
    explanation: str
    of_question: Callable[[Question, Context], Iterator[Remark]] | None = None
    of_bank: Callable[[Context], Iterator[Remark]] | None = None
    english: bool = False
    note: bool = False

    def find(self, context: Context) -> Iterator[Finding]:
        """The rule's findings: on the bank, then on its questions in their order."""
        if self.english and context.bank.language.split("-")[0].lower() != "en":
            return
        if self.of_bank and not context.alone:
            for field, message in self.of_bank(context):
                yield Finding(self.code, "", field, message, self.note)
        if self.of_question:
            for question in context.questions:
                for field, message in self.of_question(question, context):
                    yield Finding(self.code, question.id, field, message, self.note)

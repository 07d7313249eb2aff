"""What the tests of Anki's formats share: a bank of every type, and what of a bank comes back."""

import re
from typing import Any

import msgspec

from civquiz.formats import native
from civquiz.formats.contract import Item, dated_stem
from civquiz.formats.gather import gather
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question

CARRIED = {"type", "topic", "hint", "explanation", "answer", "answers", "distractors", "items", "pairs", "required"}

QUESTIONS: list[dict[str, Any]] = [
    {"type": "multiple-response", "stem": "Which?", "answers": ["b", "a"], "distractors": ["d", "c"]},
    {"type": "enumeration", "stem": "Name two", "answers": ["Senate", ["Mazhilis", "Mäjilis"], "x"], "required": 2},
    {"type": "ordering", "stem": "Order", "items": ["1993", "1991", "1995"]},
    {"type": "matching", "stem": "Match", "pairs": [["A", "1"], ["B", "2"], ["C", "1"]], "distractors": ["9", "3"]},
    {"type": "short-answer", "stem": "{{c1::no gap}} <b>&amp;</b>", "answer": "<hr id=answer>"},
    {
        "type": "multiple-choice",
        "stem": '#Capital of\n\n  the “country”?  "Now"',
        "answer": "Astana & <i>co</i>",
        "distractors": ["Oral", {"text": "Almaty", "why": "until\n1997"}, "- – <b>Aktau</b> – Aqtau"],
        "topic": "Cities",
        "hint": "not Almaty",
        "explanation": "Since 1997.\n\n  Then named otherwise.",
    },
    {"type": "true-false", "stem": "It holds", "answer": False, "topic": "Cities"},
    {"type": "true-false", "stem": "It holds too", "answer": True, "topic": "Independence"},
    {"type": "short-answer", "stem": "When?", "answer": "1991", "kind": "year", "topic": "Independence", "dated": True},
]


def bank(*questions: dict[str, Any], **head: Any) -> Bank:
    """The bank of these questions, with ids q1, q2 and so on; those above if there are none."""
    numbered = [{"id": f"q{number}", **each} for number, each in enumerate(questions or QUESTIONS, 1)]
    raw = {"id": "town", "title": "Town: the basics", "as_of": "2017-06", "questions": numbered, **head}
    return native.bank(raw, "town.toml", None)


def what_comes_back(whole: Bank) -> list[Question]:
    """The questions that are left of a bank in which only what a note carries is there."""
    items = [Item("", _carried(whole, question)) for question in whole.active]
    return sorted(gather(items, "town", "Town").bank.questions, key=lambda question: question.id)


def _carried(whole: Bank, question: Question) -> dict[str, Any]:
    plain = {field: value for field, value in msgspec.to_builtins(question).items() if field in CARRIED}
    topic = re.sub(":{2,}", ":", question.topic)
    values = {"id": question.id, **plain, "stem": dated_stem(whole, question), "topic": topic}
    return {field: _as_read(value) for field, value in values.items() if value or value is False}


def _as_read(value: Any) -> Any:
    """A hard space is no other than a space; a reason that says nothing is none."""
    if isinstance(value, str):
        return value.replace("\u00a0", " ")
    if isinstance(value, list | tuple):
        return [_as_read(each) for each in value]
    if isinstance(value, dict):
        return {field: _as_read(each) for field, each in value.items()} if value.get("why") else _as_read(value["text"])
    return value

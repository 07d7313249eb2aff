"""A question as the two sides of a flashcard, and back.

What it has beside stem and answer stands on the sides as lists and paragraphs of a class of our own: to be seen in
Anki, to be edited there, and to come back through every way out of it.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from civquiz.formats.anki.markup import plain
from civquiz.formats.contract import Note, dated_stem, uncarried
from civquiz.questions import QUESTION_TYPES, base
from civquiz.questions.bank import Bank
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.short_answer import ShortAnswer, kind_of
from civquiz.text import clean, one_line

_CARRIED = {"topic", "hint", "explanation", "answer", "answers", "distractors", "items", "pairs", "required"}
_PARTS = {"hint", "rights", "why", "explanation", "answers", "pairs", "required"}
_MOST_ITEMS = 500  # on both sides; a list of answers has at most two hundred
_SECTION = re.compile(r'<(?:ul|ol|div|details) class="civquiz-([a-z-]+)">')
_OUTER_SPACES = re.compile(r"(?<= ) |^ | $", re.MULTILINE)  # those that HTML would not show


def write(bank: Bank, question: base.Question) -> tuple[str, str]:
    """Front and back as HTML."""
    front = _html(dated_stem(bank, question))
    if question.hint:
        front += f'<details class="civquiz-hint"><summary>Hint</summary>{_html(question.hint)}</details>'
    distractors: Sequence[str | base.Because] = getattr(question, "distractors", [])
    match question.interaction(0):
        case base.ChooseOne(options) | base.ChooseMany(options) | base.Arrange(options):
            front += _list(question.type, _in_order(options, distractors))
        case base.Match(lefts, rights):
            front += _list(question.type, lefts) + _list("rights", _in_order(rights, distractors))
        case base.EnterText():
            pass
    back = _answer(question)
    if reasons := {wrong: why for wrong, why in base.whys(distractors).items() if why}:
        back += _list_of_pairs("why", reasons)
    if question.explanation:
        back += f'<div class="civquiz-explanation">{_html(question.explanation)}</div>'
    return front, back


def lost(question: base.Question) -> Iterator[Note]:
    """What of a question stands on neither side."""
    shows = isinstance(question, ShortAnswer) and kind_of([question.answer]) == question.kind
    yield from uncarried(question, _CARRIED | ({"kind"} if shows else set()))


def is_ours(front: str, back: str) -> bool:
    """Whether the sides have a part of a class of ours."""
    return bool(_SECTION.search(front) or _SECTION.search(back))


def read(front: str, back: str) -> dict[str, Any] | None:
    """The fields of the question whose sides these are; None if they do not fit together, as after an edit."""
    if (front + back).count("<li>") > _MOST_ITEMS:
        return None
    stem, shown = _sections(front)
    answer, told = _sections(back)
    parts = {*shown, *told}
    type_ = next(iter(parts & QUESTION_TYPES.keys()), "short-answer")
    options, answers = _items(shown.get(type_, "")), _items(told.get("answers", ""))
    whys = dict(_pairs(told.get("why", "")))

    def wrong(among: Sequence[str], right: Sequence[str]) -> list[str | dict[str, str]]:
        others = [option for option in among if option not in right]
        return [{"text": option, "why": whys[option]} if option in whys else option for option in others]

    text = _plain(answer)
    own: dict[str, Any]
    match type_:
        case "short-answer":
            fits, own = bool(text), {"answer": text}
        case "multiple-choice":
            fits, own = text in options, {"answer": text, "distractors": wrong(options, [text])}
        case "multiple-response":
            fits, own = set(answers) <= set(options), {"answers": answers, "distractors": wrong(options, answers)}
        case "true-false":
            fits, own = text in {"True", "False"}, {"answer": text == "True"}
        case "ordering":
            fits, own = sorted(answers) == sorted(options), {"items": answers}
        case "matching":
            pairs, sides = _pairs(told.get("pairs", "")), _items(shown.get("rights", ""))
            rights = [right for _, right in pairs]
            fits = {left for left, _ in pairs} == set(options) and set(rights) <= set(sides)
            own = {"pairs": [list(pair) for pair in pairs], "distractors": wrong(sides, rights)}
        case "enumeration":
            forms = [item.split("\n") for item in _items(told.get(type_, ""))]
            required = re.search(r"\d{1,3}", told.get("required", ""))
            fits = bool(forms)
            own = {"answers": [each[0] if len(each) == 1 else each for each in forms]}
            own |= {"required": int(required[0])} if required else {}
        case _:
            fits, own = False, {}
    said = {
        "type": type_,
        "stem": _plain(stem),
        "hint": _plain(shown.get("hint", "").partition("</summary>")[2]),
        "explanation": _plain(told.get("explanation", "")),
    }
    return {**said, **own} if fits and parts <= {*_PARTS, type_} else None


def _answer(question: base.Question) -> str:
    if isinstance(question, Enumeration):
        forms = [[entry] if isinstance(entry, str) else entry for entry in question.answers]
        required = f'<div class="civquiz-required">Any {question.required} of these.</div>' if question.required else ""
        return _list(question.type, ["\n".join(map(one_line, each)) for each in forms]) + required
    match question.answer_record():
        case dict(pairs):
            return _list_of_pairs("pairs", pairs)
        case list(texts):
            return _list("answers", texts, "ol" if question.type == "ordering" else "ul")
        case answer:
            return _html(str(answer))


def _in_order(options: Iterable[str], distractors: Sequence[str | base.Because]) -> list[str]:
    """The options, the wrong ones among them in the author's order, in which they are read back."""
    wrong = base.texts(distractors)
    following = iter(wrong)
    return [next(following) if option in wrong else option for option in options]


def _list(name: str, texts: Iterable[str], tag: str = "ul") -> str:
    return f'<{tag} class="civquiz-{name}">{"".join(f"<li>{_html(text)}</li>" for text in texts)}</{tag}>'


def _list_of_pairs(name: str, pairs: Mapping[str, str]) -> str:
    entries = "".join(f"<li><b>{_html(left)}</b> – {_html(right)}</li>" for left, right in pairs.items())
    return f'<ul class="civquiz-{name}">{entries}</ul>'


def _html(text: str) -> str:
    escaped = html.escape(clean(text).strip(), quote=False)
    return _OUTER_SPACES.sub("&nbsp;", escaped).replace("\n", "<br>")


def _plain(source: str) -> str:
    return plain(source)[0]


def _sections(side: str) -> tuple[str, dict[str, str]]:
    first, *rest = _SECTION.split(side)
    return first, dict(zip(rest[::2], rest[1::2], strict=True))


def _entries(section: str) -> list[str]:
    return [entry.partition("</li>")[0] for entry in section.split("<li>")[1:]]


def _items(section: str) -> list[str]:
    return [_plain(entry) for entry in _entries(section)]


def _pairs(section: str) -> list[tuple[str, str]]:
    sides = [entry.partition("</b> – ") for entry in _entries(section)]
    return [(_plain(left.removeprefix("<b>")), _plain(right)) for left, _, right in sides]

"""Banks of any kind that hold, for properties: every type, every field, texts that a format could stumble over."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import Bank, Exam, Passage
from civquiz.questions.base import Because, Question
from civquiz.text import clean, one_line

_ODD = st.sampled_from(
    [
        *(
            '"""',
            "'''",
            '"',
            "'",
            "\\",
            "\\n",
            "#",
            "=",
            "{",
            "}",
            "[",
            "]",
            ",",
            "[[questions]]",
            "[exam]",
            'id = "q1"',
        ),
        *("\t", "\0", "\x1b[2J", "\x7f", "\x85", "\ufeff", "\u202e", "Мәжіліс", "e\u0301", "😀", " ", "true", "1991"),
    ]
)
_BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\n\n", "\n[[questions]]\n", "\n# "])
_LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)


def _fits(text: str, most_lines: int) -> bool:
    return bool(one_line(text)) and clean(text).count("\n") < most_lines


def _same(text: str) -> str:
    return one_line(text).casefold()


lines = st.lists(_ODD | _LETTERS, min_size=1, max_size=5).map("".join).filter(lambda text: _fits(text, 1))
prose = st.lists(_ODD | _LETTERS | _BREAKS, min_size=1, max_size=6).map("".join).filter(lambda text: _fits(text, 12))
ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,9}", fullmatch=True)


def _distinct(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(lines, min_size=least, max_size=most, unique_by=_same)


def _wrong(texts: list[str]) -> st.SearchStrategy[list[str | Because]]:
    return st.tuples(*[st.just(text) | st.builds(Because, st.just(text), st.just("") | prose) for text in texts]).map(
        list
    )


@st.composite
def _fields(draw: st.DrawFn, type_: str) -> dict[str, Any]:
    """The fields that a type adds."""
    texts = draw(_distinct(3, 6))
    match type_:
        case "multiple-choice":
            return {"answer": texts[0], "distractors": draw(_wrong(texts[1:]))}
        case "multiple-response":
            return {"answers": texts[:2], "distractors": draw(_wrong(texts[2:]))}
        case "true-false":
            return {"answer": draw(st.booleans())}
        case "short-answer":
            number = {"kind": "number", "tolerance": draw(st.floats(0, 1e9)), "unit": draw(st.just("") | lines)}
            kind: dict[str, Any] = draw(st.sampled_from([{}, {"kind": "date"}, number]))
            return {"answer": texts[0], "accept": texts[1:2], "reject": draw(_wrong(texts[2:])), **kind}
        case "enumeration":
            answers = [texts[0], texts[1:]] if draw(st.booleans()) else texts
            return {"answers": answers, "required": draw(st.integers(0, 2)), "reject": draw(_wrong(texts[:1]))}
        case "ordering":
            return {"items": texts}
    return {"pairs": [(text, texts[0]) for text in texts[:2]], "distractors": draw(_wrong(texts[1:]))}


@st.composite
def questions(draw: st.DrawFn, question_id: str = "q1", passages: tuple[str, ...] = ()) -> Question:
    """A question of any type that holds, retired ones too; it may point at those passages."""
    type_ = draw(st.sampled_from(list(QUESTION_TYPES)))
    common = {
        "topic": lines,
        "passage": st.sampled_from([*passages, list(passages)]),
        "dated": st.booleans(),
        "hint": prose,
        "explanation": prose,
        "group": ids,
        "retired": st.booleans(),
        "ignore": st.just(["CODE"]),
    }
    chosen = draw(st.fixed_dictionaries({"stem": prose}, optional=common))
    return msgspec.convert(
        {"id": question_id, **chosen, **msgspec.to_builtins(draw(_fields(type_))), "type": type_}, QUESTION_TYPES[type_]
    )


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    """A bank that holds."""
    head: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"id": ids, "title": lines},
        optional={
            "language": st.sampled_from(["en", "kk", "pt-BR"]),
            "as_of": st.sampled_from(["2017", "2017-06", "2017-06-09"]),
            "source": prose,
            "exam": st.builds(
                Exam,
                questions=st.integers(1, 50_000),
                pass_mark=st.floats(0, 1, exclude_min=True),
                minutes=st.integers(0, 1440),
            ),
        },
    )
    passages = [
        draw(st.builds(Passage, id=st.just(each), title=st.just("") | lines, text=prose, source=st.just("") | prose))
        for each in draw(st.lists(ids, max_size=2, unique=True))
    ]
    there = tuple(passage.id for passage in passages)
    asked = [draw(questions(each, there)) for each in draw(st.lists(ids, max_size=3, unique=True))]
    bank = Bank(**draw(head), passages=tuple(passages), questions=tuple(asked))
    assert bank.check() == []
    return bank

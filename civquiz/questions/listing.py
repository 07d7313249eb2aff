"""Rule 14 of typed answers: several things named in one line, of which as many as are required have to be right."""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

import msgspec

from civquiz.questions.case import NO_REJECTS, Case
from civquiz.questions.equivalence import is_form, judge, nothing_said
from civquiz.questions.grading import Grade, ListGrade
from civquiz.questions.normal import cut, in_ascii, normalise, split, written_out

_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)](?!\d)")
_NUMBERED_LIST = re.compile(r"\s*\(?1[.)]")
_LIST_NUMBER = r"|(?:^|(?<=\s))\(?\d{1,2}[.)]"
_BETWEEN = r"(?i)(?<!\d),|,(?!\d{3}(?!\d))|[;\n\r&+]|(?<!\d)/|/(?!\d)|\b(?:and|и|және)\b|(?:^|(?<=\s))[-*•–](?=\s)"

Spans: TypeAlias = tuple[tuple[int, int], ...]


def grade_list(
    response: str,
    items: Sequence[Sequence[str]],
    required: int,
    *,
    reject: Mapping[str, str] = NO_REJECTS,
    rivals: Sequence[str] = (),
    stem: str = "",
    known: Container[str] = frozenset(),
) -> ListGrade:
    """The grade of several things named in one line, of which `required` are asked for; an item is its forms."""
    things = [tuple(form for text in item for form in written_out(text)) for item in items]
    case = Case(cut(response), tuple(chain(*things)), "text", reject, rivals, stem, known=known)
    if unsaid := nothing_said(case):
        return ListGrade(unsaid, ())
    typed = _pieces(case.response, case.forms, frozenset(map(normalise, reject)))
    named = {piece: _named(piece, case, things) for piece in dict.fromkeys(typed)}
    pieces = tuple((piece, named[piece][0]) for piece in typed)
    wrong = {normalise(piece): (piece, grade.reason) for piece, (index, grade) in named.items() if index is None}
    required = max(required, 1)
    right = min(len({index for index, _ in named.values()} - {None}), required)
    credit = max(0, right - len(wrong)) / required
    if not wrong and right == required:
        typo = next((grade for _, grade in named.values() if grade.spelt), None)
        return ListGrade(typo or Grade(1.0, "correct", "each is one of them"), pieces)
    reason = f"{required - right} more to name" if required - right > 1 else "one more to name"
    if wrong:
        piece, why = next(iter(wrong.values()))
        reason = f"“{piece}”: {why}" if why else f"“{piece}” is not one of them"
    return ListGrade(Grade(credit, "partial" if credit or right == required else "wrong", reason), pieces)


def _named(piece: str, case: Case, things: Sequence[tuple[str, ...]]) -> tuple[int | None, Grade]:
    """The thing that a piece of a list names, and the piece's grade."""
    grade = judge(msgspec.structs.replace(case, response=piece))
    for index, forms in enumerate(things if grade.credit else ()):
        alone = msgspec.structs.replace(case, response=piece, forms=forms, rivals=())
        if not judge(alone).credit:
            continue  # as most, before it is compared with all the others
        others = chain(case.rivals, *(other for other in things if other is not forms))
        if judge(msgspec.structs.replace(alone, rivals=tuple(others))).credit:
            return index, grade
    return None, Grade(0.0, "wrong", "it could be several of them") if grade.credit else grade


def _pieces(response: str, forms: tuple[str, ...], rejected: frozenset[str]) -> list[str]:
    """The things named in a list, as typed: a form or a rejected one that has an "and" in it is one of them."""
    exact = rejected.union(map(normalise, forms))
    numbered = _NUMBERED_LIST.match(response) and not any(map(_NUMBERED.match, forms))  # 1. Mai
    between = _BETWEEN + _LIST_NUMBER if numbered else _BETWEEN

    def is_one(text: str, parts: Sequence[str]) -> bool:
        return normalise(text) in exact or (is_form(text, forms) and not all(is_form(part, forms) for part in parts))

    longest = max(len(_spans(text, _BETWEEN)) for text in (*forms, *rejected))
    most_words = max(len(form.split()) for form in forms) + 1  # "the"
    found: list[str] = []
    for piece in _joined(response, _spans(response, between), longest, is_one):
        side_by_side = _joined(piece, _spans(piece, r"[\s/]+"), most_words, lambda text, _: is_form(text, forms))
        is_list = normalise(piece) not in rejected and all(is_form(each, forms) for each in side_by_side)
        found += side_by_side if is_list else [piece]
    return found


def _joined(text: str, spans: Spans, most: int, is_one: Callable[[str, Sequence[str]], bool]) -> list[str]:
    """The parts of a text, as many of them together, up to `most`, as are one thing."""
    found: list[str] = []
    while spans:
        texts = [(n, text[spans[0][0] : spans[n - 1][1]]) for n in range(min(most, len(spans)), 1, -1)]
        count = next((n for n, each in texts if is_one(each, [text[slice(*span)] for span in spans[:n]])), 1)
        found.append(text[spans[0][0] : spans[count - 1][1]].strip())
        spans = spans[count:]
    return found


@lru_cache(maxsize=8192)
def _spans(text: str, between: str) -> Spans:
    """Where the parts of a text begin and end, those without a word left out."""
    ends = [found.span() for found in re.finditer(between, text)]
    spans = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True)
    return tuple(span for span in spans if split(in_ascii(text[slice(*span)])))

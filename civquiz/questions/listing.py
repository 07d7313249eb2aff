"""Rule 14 of typed answers: several things named in one line, of which as many as are required have to be right."""

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

import msgspec

from civquiz.questions.case import NO_REJECTS, Case
from civquiz.questions.equivalence import is_form, judge, nothing_said
from civquiz.questions.grading import Grade, ListGrade, Verdict
from civquiz.questions.normal import cut, in_ascii, normalise, split, written_out

_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)](?!\d)")
_NUMBERED_LIST = re.compile(r"\s*\(?1[.)]")
_LIST_NUMBER = r"|(?:^|(?<=\s))\(?\d{1,2}[.)]"
_BETWEEN = r"(?i)(?<!\d),|,(?!\d{3}(?!\d))|[;\n\r&+]|(?<!\d)/|/(?!\d)|\b(?:and|и|және)\b|(?:^|(?<=\s))[-*•–](?=\s)"


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
    forms = [tuple(form for text in item for form in written_out(text)) for item in items]
    case = Case(
        cut(response), tuple(form for item in forms for form in item), "text", reject, rivals, stem, known=known
    )
    if unsaid := nothing_said(case):
        return ListGrade(unsaid, ())
    typed = _pieces(case.response, forms, frozenset(map(normalise, reject)))
    named = {piece: _named(piece, case, forms) for piece in dict.fromkeys(typed)}
    graded = [(piece, *named[piece]) for piece in typed]
    pieces = tuple((piece, index) for piece, index, _ in graded)
    right = len({index for _, index in pieces if index is not None})
    wrong = {normalise(piece): (piece, grade.reason) for piece, index, grade in graded if index is None}
    required = max(required, 1)
    credit = max(0, min(right, required) - len(wrong)) / required
    short: Verdict = "partial" if credit or (wrong and right >= required) else "wrong"
    if wrong:
        piece, reason = next(iter(wrong.values()))
        reason = f"“{piece}”: {reason}" if reason else f"“{piece}” is not one of them"
        return ListGrade(Grade(credit, short, reason), pieces)
    if right < required:
        missing = str(required - right) if required - right > 1 else "one"
        return ListGrade(Grade(credit, short, f"{missing} more to name"), pieces)
    typos = (grade for _, _, grade in graded if grade.verdict == "correct_typo")
    return ListGrade(next(typos, Grade(1.0, "correct", "each is one of them")), pieces)


def _named(piece: str, case: Case, items: Sequence[Sequence[str]]) -> tuple[int | None, Grade]:
    """The item that a piece of a list names, and the piece's grade."""
    grade = judge(msgspec.structs.replace(case, response=piece))
    if grade.credit < 1:
        return None, grade
    for index, forms in enumerate(items):
        others = tuple(form for other in items if other is not forms for form in other)
        alone = msgspec.structs.replace(case, response=piece, forms=tuple(forms), rivals=(*case.rivals, *others))
        if judge(alone).credit == 1:
            return index, grade
    return None, Grade(0.0, "wrong", "it could be several of them")


def _pieces(response: str, items: Sequence[Sequence[str]], rejected: frozenset[str]) -> list[str]:
    """The things named in a list, as typed: an item or a rejected one that has an "and" in it is one of them."""
    forms = tuple(form for item in items for form in item)
    exact = rejected.union(map(normalise, forms))
    numbered = not any(map(_NUMBERED.match, forms))  # 1. Mai
    parts = _parts(response, numbered=numbered)
    longest = max((len(_parts(form, numbered=numbered)) for form in (*forms, *rejected)), default=1)
    single = [is_form(response[slice(*part)], forms) for part in parts] if longest > 1 else []
    found: list[str] = []
    at = 0
    while at < len(parts):
        lengths = range(min(longest, len(parts) - at), 1, -1)
        joined = {n: response[parts[at][0] : parts[at + n - 1][1]].strip() for n in lengths}
        one = (
            n
            for n, text in joined.items()
            if normalise(text) in exact or (not all(single[at : at + n]) and is_form(text, forms))
        )
        n = next(one, 1)
        alone = response[slice(*parts[at])].strip()
        found += [joined.get(n, alone)] if n > 1 or normalise(alone) in rejected else _side_by_side(alone, forms)
        at += n
    return found


@lru_cache(maxsize=8192)
def _parts(text: str, *, numbered: bool) -> tuple[tuple[int, int], ...]:
    """Where the parts of a list begin and end: between commas, semicolons, slashes, lines, "and", or numbered."""
    between = _BETWEEN + _LIST_NUMBER if numbered and _NUMBERED_LIST.match(text) else _BETWEEN
    ends = [found.span() for found in re.finditer(between, text)]
    spans = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True)
    return tuple(span for span in spans if split(in_ascii(text[slice(*span)])))


def _side_by_side(text: str, forms: Sequence[str]) -> list[str]:
    """The items that a part consists of, with nothing but spaces between, or slashes between numbers; else the part."""
    slashed = text.split("/")
    if len(slashed) > 1 and not is_form(text, forms) and all(is_form(each, forms) for each in slashed):
        return slashed
    typed = text.split()
    longest = max((len(form.split()) for form in forms), default=1) + 1  # "the"
    found: list[str] = []
    at = 0
    while at < len(typed):
        texts = (" ".join(typed[at : at + n]) for n in range(min(longest, len(typed) - at), 0, -1))
        one = next((text for text in texts if is_form(text, forms)), None)
        if one is None:
            return [text]
        found.append(one)
        at += len(one.split())
    return found

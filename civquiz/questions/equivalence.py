"""Typed answers: is this response one of the accepted forms? Knows strings only.

`RULES` is the whole of it: functions from a case to a grade or None, asked in turn until one decides. A rule that is
added (typing errors, extra or missing words, persons) is one more function, at its place in that table. How a text
becomes words is in `normal`, how words become numbers and dates in `numerals`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from civquiz.questions import numerals, words
from civquiz.questions.grading import Grade, Kind, ListGrade, Verdict
from civquiz.questions.normal import (
    alternatives,
    cut,
    in_ascii,
    normalise,
    split,
    tokens_of,
    without_lead_ins,
    word_set,
    written_out,
)

_NUMERIC = frozenset({"year", "number", "date"})
_NO_REJECTS: Mapping[str, str] = MappingProxyType({})

_INITIALS = re.compile(r"[a-z]{2,}( \d+)?")
_BETWEEN_WORDS = re.compile(r"(?<!\d) | (?!\d)")
_PLURAL = re.compile(r"\w{2,}[^\Wsui]s")  # not yes, congress, status, basis
_PLURAL_ENDING = re.compile(r"(ss|x|ch|sh|zz|o)es$|s$")
_NUMBERED_LIST = re.compile(r"\s*\(?1[.)]")
_LIST_NUMBER = r"|(?:^|(?<=\s))\(?\d{1,2}[.)]"
_BETWEEN = r"(?i)(?<!\d),|,(?!\d{3}(?!\d))|[;\n\r&+]|(?<!\d)/|/(?!\d)|\b(?:and|и|және)\b|(?:^|(?<=\s))[-*•–](?=\s)"


class Case(msgspec.Struct, frozen=True, dict=True):
    """A response, cut to what is read, with all that a rule may need to judge it."""

    response: str
    forms: tuple[str, ...]
    kind: Kind = "text"
    reject: Mapping[str, str] = _NO_REJECTS
    rivals: Sequence[str] = ()
    stem: str = ""
    tolerance: float = 0.0
    unit: str = ""

    @cached_property
    def met(self) -> "_Met | None":
        """Where the response meets a form; several rules ask for it."""
        return _met(self)


Rule: TypeAlias = Callable[[Case], Grade | None]


def grade_text(
    response: str,
    accept: Sequence[str],
    *,
    kind: Kind = "text",
    reject: Mapping[str, str] = _NO_REJECTS,
    rivals: Sequence[str] = (),
    stem: str = "",
    tolerance: float = 0.0,
    unit: str = "",
) -> Grade:
    """The grade of a response by the accepted forms; `reject` maps wrong forms to why, `tolerance` is in the unit."""
    forms = tuple(dict.fromkeys(form for text in accept for form in written_out(text)))
    return _judge(Case(cut(response), forms, kind, reject, rivals, stem, tolerance, unit))


def grade_list(
    response: str,
    items: Sequence[Sequence[str]],
    required: int,
    *,
    reject: Mapping[str, str] = _NO_REJECTS,
    rivals: Sequence[str] = (),
    stem: str = "",
) -> ListGrade:
    """The grade of several things named in one line, of which `required` are asked for; an item is its forms."""
    forms = [tuple(form for text in item for form in written_out(text)) for item in items]
    case = Case(cut(response), tuple(form for item in forms for form in item), "text", reject, rivals, stem)
    if unsaid := nothing_said(case):
        return ListGrade(unsaid, ())
    graded = [(piece, *_named(piece, case, forms)) for piece in _pieces(case.response, forms)]
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
    return ListGrade(next(typos, Grade(1.0, "correct")), pieces)


def why_rejected(text: str, reject: Mapping[str, str]) -> str:
    """Why a text is rejected, however it is written; "" if it is not, or if no reason is given."""
    met = _met(Case(text, (), reject=reject))
    return met.why if met else ""


# The rules, in the order of RULES.


def nothing_said(case: Case) -> Grade | None:
    """Rule 1: nothing, or "don't know"."""
    if not case.response.strip():
        return _wrong("nothing was typed")
    said = normalise(case.response)
    if said in words.DONT_KNOW and said not in map(normalise, case.forms):
        return _wrong("no answer was given")
    return None


def accepted(case: Case) -> Grade | None:
    """Rule 5: an accepted form, after rule 2 (normalise) and, unless that is a rejected form, rule 4 (lead-ins)."""
    met = case.met
    return Grade(1.0, "correct") if met and met.right and met.level <= _EXACT else None


def rejected(case: Case) -> Grade | None:
    """Rule 12, in part: a form that the question rejects, and nearer to that than to an accepted one."""
    met = case.met
    return _wrong(met.why) if met and not met.right else None


def hedged(case: Case) -> Grade | None:
    """Rule 6: several answers in one are right only if each is."""
    parts = alternatives(case.response)
    if len(parts) == 1 or any(len(alternatives(form)) > 1 for form in case.forms):
        return None
    grades = [_judge(msgspec.structs.replace(case, response=part)) for part in parts]
    if any(grade.credit < 1 for grade in grades):
        return _wrong("give one answer")
    return next((grade for grade in grades if grade.verdict != "correct"), grades[0])


def negated(case: Case) -> Grade | None:
    """Rule 6: a negation on one side only."""
    said = word_set(case.response) & words.NEGATIONS
    if not case.forms or any(bool(said) == bool(word_set(form) & words.NEGATIONS) for form in case.forms):
        return None
    return _wrong(f"it says “{min(said)}”" if said else "a “not” is missing")


def compared(case: Case) -> Grade | None:
    """Rule 7: a number that is another by a word beside it ("before 1991"), unless the stem has the word."""
    if case.kind not in _NUMERIC:
        return None
    comparators = words.COMPARATORS - word_set(case.stem)
    said = word_set(case.response) & comparators
    if not case.forms or any(said == word_set(form) & comparators for form in case.forms):
        return None
    return _wrong(f"it says “{min(said)}”" if said else "it is not exactly that")


def right_number(case: Case) -> Grade | None:
    """Rule 7: numbers and years, never fuzzy; one value."""
    if case.kind not in {"number", "year"}:
        return None
    said = numerals.read_response(case.response, case.kind, (case.stem, case.unit, *case.forms))
    targets = [value for form in case.forms if (value := numerals.value_of(form, case.kind)) is not None]
    if not targets or not said.numbers:
        return None
    value = numerals.value(said, case.kind)
    if value is None:
        return _wrong(f"give one {case.kind}")
    if any(numerals.equal(value, target, case.tolerance) for target in targets):
        return _unless_more(said)
    short = case.kind == "year" and [number.digits for number in said.numbers if not number.ordinal] == [numerals.SHORT]
    if short and not said.extra and any(target % numerals.CENTURY == value for target in targets):
        return Grade(0.0, "close", "write the year in full")
    whys = (why for text, why in case.reject.items() if numerals.value_of(text, case.kind) == value)
    return _wrong(next(whys, "") or f"a different {case.kind}")


def right_date(case: Case) -> Grade | None:
    """Rule 7: dates, by day, month and year, as exact as the accepted form."""
    if case.kind != "date":
        return None
    said = numerals.read_response(case.response, case.kind, (case.stem, case.unit, *case.forms))
    dates = numerals.dates(said)
    targets = {date for form in case.forms for date in numerals.dates_of(form)}
    if not targets or not dates or said.extra:
        return None
    lacks = {lack for date in dates for target in targets if (lack := numerals.lack(date, target)) is not None}
    if "" in lacks:
        return _unless_more(said)
    if lacks:
        return Grade(0.0, "close", min(lacks, key=len))
    whys = (why for text, why in case.reject.items() if dates & numerals.dates_of(text))
    return _wrong(next(whys, "") or "a different date")


def same_words(case: Case) -> Grade | None:
    """Rule 8: the same words but for articles, spacing, plurals, the writing of numbers, or their order."""
    met = case.met
    return Grade(1.0, "correct") if met and met.right else None


def acronym(case: Case) -> Grade | None:
    """Rule 8: the initials of an accepted form, unless a competitor shares them."""
    said = {" ".join(tokens).casefold() for tokens in without_lead_ins(case.response)} - words.FILLER - words.LEAD_INS
    said = {text.replace(" ", "") for text in said if _INITIALS.fullmatch(text)}
    if not said or not any(said & _initials(form) for form in case.forms):
        return None
    if any(said & {*_initials(other), normalise(other)} for other in _competitors(case)):
        return Grade(0.0, "close", "write it in full, as it may stand for something else")
    return Grade(1.0, "correct")


RULES: tuple[Rule, ...] = (
    nothing_said,
    accepted,
    rejected,
    hedged,
    negated,
    compared,
    right_number,
    right_date,
    same_words,
    acronym,
)


def _judge(case: Case) -> Grade:
    grades = (grade for rule in RULES if (grade := rule(case)))
    return next(grades, None) or _wrong()


def _wrong(reason: str = "") -> Grade:
    return Grade(0.0, "wrong", reason)


def _unless_more(said: numerals.Reading) -> Grade | None:
    """The grade of a right number, unless other words stand beside it."""
    if said.extra:
        return None
    return Grade(1.0, "correct_typo", f"check the spelling: {said.mended}") if said.mended else Grade(1.0, "correct")


# Rule 8: keys under which two texts are the same, from strict to loose.

_EXACT = 1  # the levels up to this one are rule 5
_FOLDED = 4  # numbers in digits, words in the singular
_ANY_ORDER = 5


class _Met(msgspec.Struct, frozen=True):
    """The strictest level on which the response is a form that the question has, right or wrong."""

    level: int
    right: bool
    why: str = ""


def _met(case: Case) -> _Met | None:
    said = [_keys(tokens) for tokens in without_lead_ins(case.response)]
    forms = [_keys(tokens_of(form)) for form in case.forms]
    rejected = [(_keys(tokens_of(text)), why) for text, why in case.reject.items()]
    for level in range(len(said[0])):
        same = {keys[level] for keys in (said if level else said[:1])}
        right = any(keys[level] in same for keys in forms)
        whys = [why for keys, why in rejected if keys[level] in same]
        if level == _ANY_ORDER and right and any(_keys(tokens_of(text))[level] in same for text in _competitors(case)):
            return _Met(level, right=False, why=next(iter(whys), ""))
        if right and (level <= _EXACT or not whys):
            return _Met(level, right=True)
        if whys:
            return _Met(level, right=False, why=whys[0])
    return None


def _competitors(case: Case) -> list[str]:
    """The rejected forms and the other answers of the bank, but for those that are right here."""
    here = {_keys(tokens_of(form))[_FOLDED] for form in case.forms}
    return [text for text in (*case.reject, *case.rivals) if _keys(tokens_of(text))[_FOLDED] not in here]


@lru_cache(maxsize=8192)
def _keys(tokens: tuple[str, ...]) -> tuple[str, ...]:
    exact = " ".join(tokens).casefold()
    content = " ".join(word for word in exact.split() if word not in words.DROPPED) or exact
    items = [item for item in numerals.items_of(tokens) if item not in words.DROPPED] or list(tokens)
    folded = " ".join(str(item.value) if isinstance(item, numerals.Number) else _singular(item) for item in items)
    numbers = [word for word in folded.split() if word[:1].isdigit()]  # these keep their order: article 1, section 8
    any_order = " ".join([*sorted(word for word in folded.split() if not word[:1].isdigit()), *numbers])
    return exact, exact, _unspaced(exact), _unspaced(content), _unspaced(folded), any_order


def _unspaced(text: str) -> str:
    return _BETWEEN_WORDS.sub("", text)


def _singular(word: str) -> str:
    if not _PLURAL.fullmatch(word):
        return word
    return _PLURAL_ENDING.sub(r"\1", f"{word[:-3]}ys" if word.endswith("ies") else word)


@lru_cache(maxsize=8192)
def _initials(form: str) -> frozenset[str]:
    """The acronyms of a form of several words: with and without its articles, its number as written and in digits."""
    tokens = tokens_of(form)
    found = set()
    for chosen in (tokens, [token for token in tokens if token.casefold() not in words.DROPPED]):
        if len(chosen) > 1:
            values = [(token, numerals.roman(token)) for token in chosen]
            found.add("".join(token if value else token[0] for token, value in values).casefold())
            found.add("".join(str(value) if value else token[0] for token, value in values).casefold())
    return frozenset(found)


# Rule 14: a list.


def _named(piece: str, case: Case, items: Sequence[Sequence[str]]) -> tuple[int | None, Grade]:
    """The item that a piece of a list names, and the piece's grade."""
    grade = _judge(msgspec.structs.replace(case, response=piece))
    if grade.credit < 1:
        return None, grade
    for index, forms in enumerate(items):
        others = tuple(form for other in items if other is not forms for form in other)
        alone = msgspec.structs.replace(case, response=piece, forms=tuple(forms), rivals=(*case.rivals, *others))
        if _judge(alone).credit == 1:
            return index, grade
    return None, _wrong("it could be several of them")


def _pieces(response: str, items: Sequence[Sequence[str]]) -> list[str]:
    """The things named in a list, as typed: an item that has an "and" or a comma in it is one of them."""
    forms = tuple(form for item in items for form in item)
    parts = _parts(response)
    longest = max((len(_parts(form)) for form in forms), default=1)
    found: list[str] = []
    at = 0
    while at < len(parts):
        lengths = range(min(longest, len(parts) - at), 1, -1)
        joined = {n: response[parts[at][0] : parts[at + n - 1][1]].strip() for n in lengths}
        n = next((n for n, text in joined.items() if _is_one(text, forms)), 1)
        found += [joined[n]] if n > 1 else _side_by_side(response[slice(*parts[at])].strip(), forms)
        at += n
    return found


@lru_cache(maxsize=8192)
def _parts(text: str) -> tuple[tuple[int, int], ...]:
    """Where the parts of a list begin and end: between commas, semicolons, slashes, lines, "and", or numbered."""
    between = _BETWEEN + _LIST_NUMBER if _NUMBERED_LIST.match(text) else _BETWEEN
    ends = [found.span() for found in re.finditer(between, text)]
    spans = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True)
    return tuple(span for span in spans if split(in_ascii(text[slice(*span)])))


def _side_by_side(text: str, forms: Sequence[str]) -> list[str]:
    """The items that a part consists of, with nothing but spaces between; else the part."""
    typed = text.split()
    longest = max((len(form.split()) for form in forms), default=1) + 1  # "the"
    found: list[str] = []
    at = 0
    while at < len(typed):
        texts = (" ".join(typed[at : at + n]) for n in range(min(longest, len(typed) - at), 0, -1))
        one = next((text for text in texts if _is_one(text, forms)), None)
        if one is None:
            return [text]
        found.append(one)
        at += len(one.split())
    return found


def _is_one(text: str, forms: Sequence[str]) -> bool:
    met = _met(Case(text, tuple(forms)))
    return met is not None and met.right

"""Typed answers: is this response one of the accepted forms? Knows strings only.

`RULES` is the whole of it: functions from a case to a grade or None, asked in turn until one decides. How a text
becomes words is in `normal`, how words become numbers and dates in `numerals`, how a text lies over a form in `forms`,
what passes for a typing error in `spelling`, what is in a name in `persons`, and how a list is cut into its things in
`listing` (rule 14).
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import takewhile
from typing import TypeAlias

import msgspec

from civquiz.questions import numerals, persons, words
from civquiz.questions.case import NO_REJECTS, NUMERIC, Case, words_of
from civquiz.questions.forms import abbreviates, folded
from civquiz.questions.grading import Grade, Kind
from civquiz.questions.misspelling import in_letters, spelt
from civquiz.questions.normal import alternatives, cut, normalise, without_lead_ins, word_set, written_out

_ASKS_AN_AGE = re.compile(r"(?i)\b(?:age|old|long)\b")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_INITIALS = re.compile(r"[a-z]{2,}( \d+)?")

Rule: TypeAlias = Callable[[Case], Grade | None]


def grade_text(
    response: str,
    accept: Sequence[str],
    *,
    kind: Kind = "text",
    reject: Mapping[str, str] = NO_REJECTS,
    rivals: Sequence[str] = (),
    stem: str = "",
    tolerance: float = 0.0,
    unit: str = "",
    known: Container[str] = frozenset(),
) -> Grade:
    """The grade of a response by the accepted forms.

    `reject` maps wrong forms to why, `tolerance` is in the unit, `rivals` are other questions' answers, and `known` has
    the words of the bank, which are no misspellings.
    """
    forms = tuple(dict.fromkeys(form for text in accept for form in written_out(text)))
    return judge(Case(cut(response), forms, kind, reject, rivals, stem, tolerance, unit, known))


def judge(case: Case) -> Grade:
    """The grade of a case by the first rule that decides."""
    grades = (grade for rule in RULES if (grade := rule(case)))
    return next(grades, None) or _wrong()


def why_rejected(text: str, reject: Mapping[str, str]) -> str:
    """Why a text is rejected, however it is written; "" if it is not, or if no reason is given."""
    met = Case(text, (), reject=reject).met
    return met.reason if met else ""


def is_form(text: str, forms: Sequence[str]) -> bool:
    """Whether a text is one of the forms, in the same words."""
    return Case(text, tuple(forms)).met is not None


# The rules, in the order of RULES.


def nothing_said(case: Case) -> Grade | None:
    """Rule 1: nothing, or "don't know"."""
    said = normalise(case.response)
    is_answer = said and (said not in words.DONT_KNOW or said in map(normalise, case.forms))
    return None if is_answer else _wrong("no answer was given" if said else "nothing was typed")


def rejected(case: Case) -> Grade | None:
    """Rule 12: a form that the question rejects, however it is written, and nearer to that than to an accepted one."""
    return case.met if case.met and not case.met.credit else None


def other_answer(case: Case) -> Grade | None:
    """Rule 12: the answer of another question, unless that is a number or a right one with words of this question."""
    said = folded(case.response)
    if case.kind in NUMERIC or said.isdigit() or said not in map(folded, case.rivals):
        return None
    found = case.fit
    same = found and found.extra and not (found.errors or found.missing) and case.asks_all(found.extra)
    return (
        None if same or said not in map(folded, case.competitors) else _wrong("that is the answer of another question")
    )


def accepted(case: Case) -> Grade | None:
    """Rule 5: an accepted form, after rules 2 (writing), 4 (lead-ins) and 8 (articles, spaces, plurals, order)."""
    return case.met if case.met and case.met.credit else None


def said_aside(case: Case) -> Grade | None:
    """Rule 10: what is said in brackets, unless it says something else or takes back what stands before them."""
    outside, aside = _BRACKETED.sub(" ", case.response), " ".join(_BRACKETED.findall(case.response))
    inside = word_set(aside)
    if not inside or not outside.strip() or inside & (words.NEGATIONS | words.QUALIFIERS | {"or"}):
        return None
    if case.names_another(inside - words_of(*case.forms)) or (case.kind in NUMERIC and inside & words.COMPARATORS):
        return None
    is_measure = inside & words.MEASURES or numerals.reading(aside, case.kind).is_one  # 20 (km), 1991 (1990)
    if case.kind in NUMERIC and is_measure and not judge(_saying(case, aside)).credit:
        return None
    grade = judge(_saying(case, outside))
    return grade if grade.credit else None


def hedged(case: Case) -> Grade | None:
    """Rule 6: several answers in one are right only if each is."""
    parts = alternatives(case.response)
    if len(parts) == 1 or any(len(alternatives(text)) > 1 for text in (*case.forms, case.unit)):
        return None
    different = dict.fromkeys(parts)
    right = list(takewhile(lambda grade: grade.credit, (judge(_saying(case, part)) for part in different)))
    if len(right) < len(different):
        return _wrong("give one answer")
    return next((grade for grade in right if grade.spelt), right[0])


def negated(case: Case) -> Grade | None:
    """Rule 6: a negation on one side only, but for one of what the question rejects ("Ottawa, not Toronto")."""
    grade = _on_one_side(case, words.NEGATIONS, "a “not” is missing")
    if grade and case.reject:
        denied = "|".join(map(re.escape, sorted(case.reject, key=len, reverse=True)))
        rest = re.sub(rf"(?i)\bnot (?:the |an? )?(?:{denied})\b", " ", case.response)
        return judge(_saying(case, rest)) if rest.strip() and rest != case.response else grade
    return grade


def compared(case: Case) -> Grade | None:
    """Rule 7: a number that is another by a word beside it ("before 1991"), unless the stem has the word."""
    if case.kind not in NUMERIC:
        return None
    return _on_one_side(case, words.COMPARATORS - word_set(case.stem), "it is not exactly that")


def right_number(case: Case) -> Grade | None:
    """Rule 7: numbers, years and dates, never fuzzy; one of them, as exact as the accepted form."""
    kind = case.kind
    if kind not in NUMERIC:
        return None
    years = "years" if _ASKS_AN_AGE.search(case.stem) else ""
    beside = words_of(case.stem, case.unit, years, *case.forms)
    said = numerals.read_response(case.response, kind, beside, case.unit)
    if not said.is_one:
        return _wrong(f"give one {kind}")
    found = (numerals.lack(said, numerals.reading(form, kind), case.tolerance, case.unit) for form in case.forms)
    lacks = [lack for lack in found if lack is not None]
    if not lacks:
        whys = (why for text, why in case.reject.items() if numerals.lack(said, numerals.reading(text, kind)) == "")
        return _wrong(next(whys, "") or f"a different {kind}")
    if units := words.MEASURES & said.extra:
        return _wrong(f"“{min(units)}” makes it another")
    if said.extra or "" not in lacks:
        return Grade(0.0, "close", min(lacks, key=len) or f"say the {kind} alone")
    if said.spelt:
        typed, right = map(" ".join, zip(*said.mended, strict=True))
        return Grade(1.0, "correct_typo", f"{in_letters(said.mended)}: {typed} → {right}", said.spelt)
    return Grade(1.0, "correct", f"the same {kind}")


def acronym(case: Case) -> Grade | None:
    """Rule 8: the initials or the beginnings of the words of an accepted form, unless a competitor shares them."""
    texts = {" ".join(tokens).casefold() for tokens in without_lead_ins(case.response)} - words.FILLER - words.LEAD_INS
    said = {text.replace(" ", "") for text in texts if _INITIALS.fullmatch(text)}
    if not any(abbreviates(text, form) for form in case.forms for text in said):
        return None
    if any(text == normalise(other) or abbreviates(text, other) for other in case.competitors for text in said):
        return Grade(0.0, "close", "write it in full, as it may stand for something else")
    return Grade(1.0, "correct", "short for an accepted form")


def person(case: Case) -> Grade | None:
    """Rule 13: the surname is enough; every other name given must fit."""
    named = [found for form in case.forms if case.kind == "person" and (found := persons.named(case, form))]
    return min(named, key=lambda grade: (-grade.credit, grade.verdict != "correct"), default=None)


def qualified(case: Case) -> Grade | None:
    """Rule 10: a word too much that makes another thing of it, or that only a rejected form has."""
    found = case.fit
    if found is None:
        return None
    if words.QUALIFIERS.intersection(found.missing):
        return _wrong("a word that makes the difference is missing")
    if qualifiers := words.QUALIFIERS.intersection(found.extra) - word_set(case.stem):
        return _wrong(f"“{min(qualifiers)}” makes it another")
    extra = set(case.unexplained(found.extra))
    if (
        case.names_another(extra)
        or case.rejected_words & extra
        or any(word_set(text) <= set(found.extra) for text in case.reject)
    ):
        return _wrong("it names something else as well")
    return None


def misspelt(case: Case) -> Grade | None:
    """Rules 9 to 11: all that is asked is said, a few letters wrong, beside words of the question or none."""
    found = case.fit
    if found is None or case.unexplained(found.extra) or not case.says_enough(found):
        return None
    return spelt(case, found) or Grade(1.0, "correct", "the words of an accepted form, beside those of the question")


def extra_words(case: Case) -> Grade | None:
    """Rule 10: all that is asked is said, and more."""
    if case.fit is None or not case.says_enough(case.fit):
        return None
    return Grade(0.0, "close", "say the answer alone, it says more than that")


def missing_words(case: Case) -> Grade | None:
    """Rule 11: more than half of the letters are there, and a word of them that the question does not have."""
    found = case.fit
    if found is None or case.unexplained(found.extra) or not case.unexplained(found.matched):
        return None
    if len("".join(found.matched)) * 2 <= found.letters:
        return _wrong("that is only a part of it")
    return Grade(0.0, "close", "a word is missing" if len(found.missing) == 1 else "some words are missing")


RULES: tuple[Rule, ...] = (
    nothing_said,
    rejected,
    other_answer,
    accepted,
    said_aside,
    hedged,
    negated,
    compared,
    right_number,
    acronym,
    person,
    qualified,
    misspelt,
    extra_words,
    missing_words,
)


def _wrong(reason: str = "") -> Grade:
    return Grade(0.0, "wrong", reason)


def _saying(case: Case, response: str) -> Case:
    return msgspec.structs.replace(case, response=response)


def _on_one_side(case: Case, marks: frozenset[str], missing: str) -> Grade | None:
    """Wrong if the response has other words of some that make a difference than each of the forms."""
    said, there = word_set(case.response) & marks, [word_set(form) & marks for form in case.forms]
    if said in there:
        return None
    more = said.difference(*there)
    return _wrong(f"it says “{min(more)}”" if more else missing)

"""Typed answers: is this response one of the accepted forms? Knows strings only.

`RULES` is the whole of it: functions from a case to a grade or None, asked in turn until one decides. How a text
becomes words is in `normal`, how words become numbers and dates in `numerals`, how a text lies over a form in `forms`,
what passes for a typing error in `spelling`, what is in a name in `persons`, and how a list is cut into its things in
`listing` (rule 14).
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeAlias

import msgspec

from civquiz.questions import misspelling, numerals, persons, words
from civquiz.questions.case import NO_REJECTS, NUMERIC, Case
from civquiz.questions.forms import EXACT, abbreviations, content_of, folded, is_syllabic
from civquiz.questions.grading import Grade, Kind
from civquiz.questions.normal import alternatives, cut, normalise, tokens_of, without_lead_ins, word_set, written_out

_ANOTHERS = "that is the answer of another question"
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
    return met.why if met else ""


def is_form(text: str, forms: Sequence[str]) -> bool:
    """Whether a text is one of the forms, in the same words."""
    met = Case(text, tuple(forms)).met
    return met is not None and met.right


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
    return Grade(1.0, "correct", "an accepted form") if met and met.right and met.level <= EXACT else None


def rejected(case: Case) -> Grade | None:
    """Rule 12, in part: a form that the question rejects, and nearer to that than to an accepted one."""
    met = case.met
    return _wrong(met.why) if met and not met.right else None


def said_aside(case: Case) -> Grade | None:
    """Rule 10: what is said in brackets, unless it says something else or takes back what stands before them."""
    outside, inside = _BRACKETED.sub(" ", case.response), " ".join(_BRACKETED.findall(case.response))
    if not inside or not outside.strip() or word_set(inside) & (words.NEGATIONS | {"or"}):
        return None
    if other_answer(case) or any(word_set(other) <= word_set(inside) for other in case.competitors):
        return None
    grade = judge(msgspec.structs.replace(case, response=outside))
    return grade if grade.credit else None


def hedged(case: Case) -> Grade | None:
    """Rule 6: several answers in one are right only if each is."""
    parts = alternatives(case.response)
    if len(parts) == 1 or any(len(alternatives(form)) > 1 for form in case.forms):
        return None
    if is_form(case.response.replace("/", " and "), case.forms):  # supply/demand
        return Grade(1.0, "correct", "the words of an accepted form")
    if case.kind in NUMERIC and sum(bool(numerals.reading(part, case.kind).numbers) for part in parts) < len(parts):
        return None  # km/s
    grades = []
    for part in dict.fromkeys(parts):
        grades.append(judge(msgspec.structs.replace(case, response=part)))
        if grades[-1].credit < 1:
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
    if case.kind not in NUMERIC:
        return None
    comparators = words.COMPARATORS - word_set(case.stem)
    said = word_set(case.response) & comparators
    if not case.forms or any(said == word_set(form) & comparators for form in case.forms):
        return None
    return _wrong(f"it says “{min(said)}”" if said else "it is not exactly that")


def right_number(case: Case) -> Grade | None:
    """Rule 7: numbers and years, never fuzzy; one value. A unit that is a number word (million) may be said or not."""
    if case.kind not in {"number", "year"}:
        return None
    beside = "" if case.unit or not _ASKS_AN_AGE.search(case.stem) else "years"
    said = numerals.read_response(case.response, case.kind, (case.stem, case.unit, beside, *case.forms))
    targets = [value for form in case.forms if (value := numerals.value_of(form, case.kind)) is not None]
    if not targets or not said.numbers:
        return None
    value = numerals.value(said, case.kind)
    if value is None:
        return _wrong(f"give one {case.kind}")
    scales = {1, words.SCALES.get(case.unit.strip().casefold().removesuffix("s"), 1)}
    if any(numerals.equal(value, target * scale, case.tolerance * scale) for target in targets for scale in scales):
        return _unless_more(case, said, f"the same {case.kind}")
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
        return _unless_more(case, said, "the same date")
    if lacks:
        return Grade(0.0, "close", min(lacks, key=len))
    whys = (why for text, why in case.reject.items() if dates & numerals.dates_of(text))
    return _wrong(next(whys, "") or "a different date")


def same_words(case: Case) -> Grade | None:
    """Rule 8: the same words but for articles, spacing, plurals, the writing of numbers, or their order."""
    met = case.met
    return Grade(1.0, "correct", "the words of an accepted form") if met and met.right else None


def acronym(case: Case) -> Grade | None:
    """Rule 8: the initials or syllables of an accepted form, unless a competitor shares them."""
    said = {" ".join(tokens).casefold() for tokens in without_lead_ins(case.response)} - words.FILLER - words.LEAD_INS
    said = {text.replace(" ", "") for text in said if _INITIALS.fullmatch(text)}
    if not said or not any(_abbreviates(text, form) for form in case.forms for text in said):
        return None
    if any(text == normalise(other) or _abbreviates(text, other) for other in case.competitors for text in said):
        return Grade(0.0, "close", "write it in full, as it may stand for something else")
    return Grade(1.0, "correct", "short for an accepted form")


def person(case: Case) -> Grade | None:
    """Rule 13: the surname is enough, where no competitor has it too; every other name given must fit."""
    if case.kind != "person":
        return None
    named = [found for form in case.forms if (found := persons.named(case, form))]
    if not named:
        return None
    if any(persons.named(case, other) and not case.is_accepted(other) for other in (*case.reject, *case.rivals)):
        return Grade(0.0, "close", "say which one: more than one person is called that")
    return min(named, key=lambda grade: (-grade.credit, grade.verdict != "correct"))


def other_answer(case: Case) -> Grade | None:
    """Rule 12: the answer of another question is wrong."""
    said = folded(case.response)
    if any(folded(text) == said and not case.is_accepted(text) for text in case.rivals):
        return _wrong(_ANOTHERS)
    return None


def qualified(case: Case) -> Grade | None:
    """Rule 10: a word too much that makes another thing of it, or that only a rejected form has."""
    found = case.fit
    if found is None:
        return None
    extra = case.unexplained(found.extra)
    if words.QUALIFIERS.intersection(found.missing):
        return _wrong("a word that makes the difference is missing")
    if qualifier := next((word for word in extra if word in words.QUALIFIERS), ""):
        return _wrong(f"“{qualifier}” makes it another")
    here = {each for form in case.forms for word in content_of(tokens_of(form)) for each in word}
    wrong = [word for word in extra if word in case.rejected_words and word not in here]
    others = (text for text in (*case.reject, *case.rivals) if word_set(text) <= set(extra))
    if wrong or any(not case.is_accepted(text) for text in others):
        return _wrong("it names something else as well")
    return None


def misspelt(case: Case) -> Grade | None:
    """Rules 9 to 11: all that is asked is said, a few letters wrong, beside words of the question or none.

    Rule 12: unless a competitor is as near.
    """
    found = case.fit
    if found is None or not found.is_legible or case.unexplained(found.extra) or not case.says_enough(found):
        return None
    if found.errors and (near := case.nearest(found.errors, found.typos)) is not None:
        return Grade(0.0, "close", "it could mean something else; check the spelling") if near else _wrong(_ANOTHERS)
    if not found.typos:
        return Grade(1.0, "correct", "the words of an accepted form, beside those of the question")
    return misspelling.misspelt(case, found.form, found.typos)


def extra_words(case: Case) -> Grade | None:
    """Rule 10: all that is asked is said, and more."""
    found = case.fit
    extra = case.unexplained(found.extra) if found else []
    if found is None or not extra or not found.is_legible or not case.says_enough(found):
        return None
    return Grade(0.0, "close", "say the answer alone, it says more than that")


def missing_words(case: Case) -> Grade | None:
    """Rule 11: more than half of the letters are there, and a word of them that the question does not have."""
    found = case.fit
    if found is None or not found.missing or case.unexplained(found.extra) or not found.is_legible:
        return None
    there = len("".join(found.matched)) * 2 > found.letters
    if there and case.unexplained(found.matched):
        return Grade(0.0, "close", "a word is missing" if len(found.missing) == 1 else "some words are missing")
    return _wrong("that is only a part of it") if case.unexplained(found.matched) else None


RULES: tuple[Rule, ...] = (
    nothing_said,
    accepted,
    rejected,
    said_aside,
    hedged,
    negated,
    compared,
    right_number,
    right_date,
    same_words,
    acronym,
    other_answer,
    person,
    qualified,
    misspelt,
    extra_words,
    missing_words,
)


def _wrong(reason: str = "") -> Grade:
    return Grade(0.0, "wrong", reason)


def _unless_more(case: Case, said: numerals.Reading, reason: str) -> Grade | None:
    """The grade of a right number; other words beside it make it another, unless a form has them."""
    if said.extra:
        return None if case.met and case.met.right else _wrong(f"“{min(said.extra)}” makes it another")
    if not said.spelt:
        return Grade(1.0, "correct", reason)
    return Grade(1.0, "correct_typo", f"one letter off: {' → '.join(said.mended)}", said.spelt)


def _abbreviates(text: str, form: str) -> bool:
    return text in abbreviations(form) or is_syllabic(text, form)

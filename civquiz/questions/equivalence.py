"""Typed answers: is this response one of the accepted forms? Knows strings only.

`RULES` is the whole of it: functions from a case to a grade or None, asked in turn until one decides. How a text
becomes words is in `normal`, how words become numbers and dates in `numerals`, how a text lies over a form in `forms`,
what passes for a typing error in `spelling`, and how a list is cut into its things in `listing` (rule 14).
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from civquiz.questions import numerals, words
from civquiz.questions.forms import (
    ANY_ORDER,
    EXACT,
    FOLDED,
    Errors,
    Fit,
    Word,
    abbreviations,
    content_of,
    errors_between,
    fit,
    is_syllabic,
    keys,
)
from civquiz.questions.grading import Grade, Kind
from civquiz.questions.normal import (
    alternatives,
    cut,
    normalise,
    rough,
    tokens_of,
    without_lead_ins,
    word_set,
    written_out,
)
from civquiz.questions.spelling import sounds

_NUMERIC = frozenset({"year", "number", "date"})
_NO_REJECTS: Mapping[str, str] = MappingProxyType({})
_ASKS_A_NUMBER = re.compile(
    r"(?i)\bhow (?:many|much|long|old|often|far)\b|\b(?:what|which) (?:number|percentage|share)\b"
)
_ASKS_A_DATE = re.compile(r"(?i)\bwhen\b|\b(?:what|which) year\b")
_ASKED_FOR = re.compile(
    r"(?i)\b(?:which|what|name the|name a)\s+"
    r"(?!(?:is|are|was|were|do|does|did|can|has|have|had|will)\b)([\w.’'-]+(?:\s+[\w.’'-]+)?)"
)
_SHORTEST_ROOT, _LONGEST_ENDING = 4, 3  # letters
_ASKS_AN_AGE = re.compile(r"(?i)\b(?:age|old|long)\b")
_LETTERS_OFF = {1: "one letter off", 2: "two letters off", 3: "three letters off"}
_INITIALS = re.compile(r"[a-z]{2,}( \d+)?")


class Case(msgspec.Struct, frozen=True, dict=True):
    """A response, cut to what is read, with all that a rule may need to judge it.

    `rivals` are the answers of the bank's other questions, `known` the words of the bank.
    """

    response: str
    forms: tuple[str, ...]
    kind: Kind = "text"
    reject: Mapping[str, str] = _NO_REJECTS
    rivals: Sequence[str] = ()
    stem: str = ""
    tolerance: float = 0.0
    unit: str = ""
    known: Container[str] = frozenset()

    @cached_property
    def met(self) -> "_Met | None":
        """Where the response meets a form; several rules ask for it."""
        return _met(self)

    @cached_property
    def said(self) -> tuple[Word, ...]:
        """The words of the response without what is said before an answer."""
        return content_of(without_lead_ins(self.response)[-1])

    @cached_property
    def fit(self) -> Fit | None:
        """How the response fits the form that is nearest to it; None without a word of it, and for numbers."""
        if self.kind in _NUMERIC:
            return None
        fits = [fit(self.response, self.said, form, self.is_word) for form in self.forms]
        return min((each for each in fits if each.matched), key=lambda each: each.cost, default=None)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The words of the stem, without their endings."""
        return frozenset(rough(each) for word in content_of(tokens_of(self.stem)) for each in word)

    def unexplained(self, extra: Iterable[str]) -> list[str]:
        """Those of some words that neither the stem has nor people say beside an answer."""
        beside = words.FILLER | (words.TITLES if self.kind == "person" else frozenset())
        return [word for word in extra if word not in beside and not self._asks(rough(word))]

    def _asks(self, word: str) -> bool:
        """Whether the stem has a word, or one that it is made of: Kazakhstani, German."""
        return word in self.asked or any(
            min(len(word), len(other)) >= _SHORTEST_ROOT
            and abs(len(word) - len(other)) <= _LONGEST_ENDING
            and (word.startswith(other) or other.startswith(word))
            for other in self.asked
        )

    @cached_property
    def rejected_words(self) -> frozenset[str]:
        """The words of the rejected forms."""
        return frozenset(spelt for text in self.reject for spelt, _ in content_of(tokens_of(text)))

    def is_word(self, word: str) -> bool:
        """Whether a word stands in the bank, and so is meant as it is."""
        return word in self.known or word in self.rejected_words


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
    met = _met(Case(text, (), reject=reject))
    return met.why if met else ""


def is_form(text: str, forms: Sequence[str]) -> bool:
    """Whether a text is one of the forms, in the same words."""
    met = _met(Case(text, tuple(forms)))
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
    return _wrong(met.why or "the question rejects it") if met and not met.right else None


def hedged(case: Case) -> Grade | None:
    """Rule 6: several answers in one are right only if each is."""
    parts = alternatives(case.response)
    if len(parts) == 1 or any(len(alternatives(form)) > 1 for form in case.forms):
        return None
    grades = [judge(msgspec.structs.replace(case, response=part)) for part in parts]
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
        return _unless_more(said, f"the same {case.kind}")
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
        return _unless_more(said, "the same date")
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
    if any(text == normalise(other) or _abbreviates(text, other) for other in _competitors(case) for text in said):
        return Grade(0.0, "close", "write it in full, as it may stand for something else")
    return Grade(1.0, "correct", "short for an accepted form")


def person(case: Case) -> Grade | None:
    """Rule 13: the surname is enough, where no competitor has it too; every other name given must fit."""
    if case.kind != "person":
        return None
    named = [found for form in case.forms if (found := _named(case, form))]
    if not named:
        return None
    if any(_named(case, other) for other in (*case.reject, *case.rivals) if not _is_accepted(case, other)):
        return Grade(0.0, "close", "say which one: more than one person is called that")
    return min(named, key=lambda grade: grade.verdict != "correct")


def other_answer(case: Case) -> Grade | None:
    """Rule 12: the answer of another question is wrong."""
    said = keys(tokens_of(case.response))[FOLDED]
    if any(keys(tokens_of(text))[FOLDED] == said and not _is_accepted(case, text) for text in case.rivals):
        return _wrong("that is the answer of another question")
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
    others = (text for text in (*case.reject, *case.rivals) if not _is_accepted(case, text))
    if wrong or any(set(normalise(text).split()) <= set(extra) for text in others):
        return _wrong("it names something else as well")
    return None


def misspelt(case: Case) -> Grade | None:
    """Rules 9 to 11: all that is asked is said, a few letters wrong, beside words of the question or none.

    Rule 12: unless a competitor is as near.
    """
    found = case.fit
    if found is None or not found.is_legible or case.unexplained(found.extra) or not _says_enough(case, found):
        return None
    if found.errors and (near := _nearest(case, found.errors, found.typos)) is not None:
        return Grade(0.0, "close", "it could mean something else; check the spelling") if near else _wrong()
    if not found.typos:
        return Grade(1.0, "correct", "the words of an accepted form, beside those of the question")
    return _typo(case, found.form, found.typos)


def extra_words(case: Case) -> Grade | None:
    """Rule 10: all that is asked is said, and more."""
    found = case.fit
    extra = case.unexplained(found.extra) if found else []
    if found is None or not extra or not found.is_legible or not _says_enough(case, found):
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


def _unless_more(said: numerals.Reading, reason: str) -> Grade | None:
    """The grade of a right number, unless other words stand beside it."""
    if said.extra:
        return None
    if not said.mended:
        return Grade(1.0, "correct", reason)
    return Grade(1.0, "correct_typo", f"one letter off: {said.mended}", said.mended)


class _Met(msgspec.Struct, frozen=True):
    """The strictest level on which the response is a form that the question has, right or wrong."""

    level: int
    right: bool
    why: str = ""


def _met(case: Case) -> _Met | None:
    said = [keys(tokens) for tokens in without_lead_ins(case.response)]
    forms = [keys(tokens_of(form)) for form in case.forms]
    rejected = [(keys(tokens_of(text)), why) for text, why in case.reject.items()]
    for level in range(len(said[0])):
        same = {each[level] for each in (said if level else said[:1])}
        right = any(each[level] in same for each in forms)
        whys = [why for each, why in rejected if each[level] in same]
        if level == ANY_ORDER and right and any(keys(tokens_of(text))[level] in same for text in _competitors(case)):
            return _Met(level, right=False, why=next(iter(whys), ""))
        if right and (level <= EXACT or not whys):
            return _Met(level, right=True)
        if whys:
            return _Met(level, right=False, why=whys[0])
    return None


def _competitors(case: Case) -> list[str]:
    """The rejected forms and the other answers of the bank, but for those that are right here."""
    here = {keys(tokens_of(form))[FOLDED] for form in case.forms}
    return [text for text in (*case.reject, *case.rivals) if keys(tokens_of(text))[FOLDED] not in here]


def _is_accepted(case: Case, text: str) -> bool:
    """Whether another question's answer is right here as well: in the same words, those of the question aside."""
    if text in case.reject:
        return False
    said = content_of(tokens_of(text))
    fits = (fit(text, said, form, case.is_word) for form in case.forms)
    return any(not each.errors and not case.unexplained((*each.extra, *each.missing)) for each in fits if each.matched)


def _abbreviates(text: str, form: str) -> bool:
    return text in abbreviations(form) or is_syllabic(text, form)


def _says_enough(case: Case, found: Fit) -> bool:
    """Whether the words that are missing are what the question asks for (which amendment), or beside a number."""
    if not found.missing:
        return True
    number = _ASKS_A_NUMBER.search(case.stem) or _ASKS_A_DATE.search(case.stem)
    if number and any(word.isdigit() for word in found.matched) and not any(word.isdigit() for word in found.missing):
        return True
    asked_for = {rough(word) for match in _ASKED_FOR.finditer(case.stem) for word in normalise(match[1]).split()}
    new = [word for word in case.unexplained(found.matched) if word not in words.QUALIFIERS]
    return bool(new) and all(rough(word) in asked_for for word in found.missing)


def _nearest(case: Case, most: int, typos: Sequence[tuple[str, str]]) -> int | None:
    """How far the nearest competitor is from the response in letters; None if farther than so many.

    One that sounds the same as it should is nearer than one that does not.
    """
    most -= all(sounds(typed) == sounds(right) for typed, right in typos)
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    said = normalise(case.response)
    texts = [normalise(text) for text in (*case.reject, *case.rivals)]
    near = process.extract(said, texts, scorer=OSA.distance, score_cutoff=most, limit=None)
    distances = (int(distance) for _, distance, at in near if not _is_accepted(case, (*case.reject, *case.rivals)[at]))
    return min(distances, default=None)


def _typo(case: Case, form: str, typos: Sequence[tuple[str, str]]) -> Grade:
    """The grade of a response that is right but for its spelling."""
    typed, right = zip(*typos, strict=True)
    said, meant = _as_written(typed, case.response), _as_written(right, form)
    return Grade(1.0, "correct_typo", f"{_in_letters(typos)}: {said} → {meant}", form)


def _in_letters(typos: Sequence[tuple[str, str]]) -> str:
    """How many letters are wrong, in words."""
    from rapidfuzz.distance import OSA

    if all(typed.replace(" ", "") == right.replace(" ", "") for typed, right in typos):
        return "spaced differently"
    if len(typos) == 1 and sorted(typos[0][0]) == sorted(typos[0][1]):
        return "letters swapped"
    count = sum(OSA.distance(*typo) for typo in typos)
    return _LETTERS_OFF.get(count, "spelt differently")


def _as_written(found: Sequence[str], text: str) -> str:
    """Words as they stand in a text, their case kept."""
    there = {token.casefold(): token for token in reversed(tokens_of(text))}
    return " ".join(there.get(word, word) for words_ in found for word in words_.split())


# Rule 13: names.


def _named(case: Case, form: str) -> Grade | None:
    """The grade of a response as the name of a person: the surname, and what else is said fits; None if it does not."""
    names, said = _names(form), [name for name in _names(case.response) if rough(name) not in case.asked]
    if not names or not said or any(name.isdigit() for name in (*names, *said)):
        return None
    *given, surname = names
    between = errors_between(case.response, form, case.is_word, alone=len(said) == 1)
    whole = "".join(token for token in map(str.casefold, tokens_of(form)) if token in words.PARTICLES) + surname
    near = [
        (count, at)
        for at, name in enumerate(said)
        for right in {surname, whole}  # Gaulle, DeGaulle
        if (count := between(name, right)) is not None
    ]
    if not near:
        return None
    count, at = min(near)
    typos = [(said[at], surname)] if count else []
    for name in (*said[:at], *said[at + 1 :]):
        fitting = [(wrong, other) for other in given if (wrong := _given(name, other, between)) is not None]
        if not fitting:
            return None
        wrong, other = min(fitting)
        count += wrong
        typos += [(name, other)] if wrong else []
    if not typos:
        return Grade(1.0, "correct", "the name, as far as it has to be said")
    if count * 4 > len("".join(said)):
        return None
    near_other = _nearest(case, count, typos)
    if near_other is None:
        return _typo(case, form, typos)
    return Grade(0.0, "close", "it could be somebody else; check the spelling") if near_other else _wrong()


def _names(text: str) -> list[str]:
    """The names in a name, the surname last: without titles and particles, a numeral in digits."""
    last, comma, first = text.partition(",")
    tokens = [*tokens_of(first), *tokens_of(last)] if comma and first.strip() else list(tokens_of(text))
    numbers = [
        numerals.roman(token) if len(token) > 1 or at == len(tokens) - 1 else 0 for at, token in enumerate(tokens)
    ]
    names = [str(number) if number else token.casefold() for number, token in zip(numbers, tokens, strict=True)]
    bare = [name for name in names if name not in words.PARTICLES]
    return [name for name in bare if name not in words.TITLES | words.FILLER] or bare


def _given(typed: str, right: str, between: Errors) -> int | None:
    """The typing errors in a given name; none in an initial or a short form (Tom)."""
    letters = iter(right)
    if typed[0] == right[0] and (len(typed) != 2 and all(letter in letters for letter in typed)):  # noqa: PLR2004
        return 0
    return between(typed, right)

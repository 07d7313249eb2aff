"""Typed answers: is this response one of the accepted forms? Knows strings only.

`RULES` is the whole of it: functions from a case to a grade or None, asked in turn until one decides. A rule that is
added (typing errors, extra or missing words, persons) is one more function, at its place in that table.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import isclose
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from civquiz.questions import words

Verdict: TypeAlias = Literal["correct", "correct_typo", "partial", "close", "wrong"]
Kind: TypeAlias = Literal["text", "year", "number", "date", "person"]

MOST_READ = 200  # characters of a response
_NOT_IT = "that is not the answer"
_MOST_OPTIONAL = 4  # optional words that an accepted form is written out for, with and without each
_NUMERIC = frozenset({"year", "number", "date"})
_NO_REJECTS: Mapping[str, str] = MappingProxyType({})


class Grade(msgspec.Struct, frozen=True):
    """Credit 0 to 1, the verdict, and the rule that decided in a learner's words."""

    credit: float
    verdict: Verdict
    reason: str = ""


class ListGrade(msgspec.Struct, frozen=True):
    """The grade of a list, and its pieces as typed, each with the index of the item that it names, or None."""

    grade: Grade
    pieces: tuple[tuple[str, int | None], ...]


class Lexicon(msgspec.Struct, frozen=True):
    """What a bank knows beside one question: each question's id, group and accepted forms."""

    answers: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def rivals(self, question_id: str, group: str) -> list[str]:
        """The answers of the bank's other questions; those of the same group are no rivals."""
        return [
            form
            for other, other_group, forms in self.answers
            if other != question_id and (not group or other_group != group)
            for form in forms
        ]


class Case(msgspec.Struct, frozen=True):
    """A response, cut to what is read, with all that a rule may need to judge it."""

    response: str
    forms: tuple[str, ...]
    kind: Kind = "text"
    reject: Mapping[str, str] = _NO_REJECTS
    rivals: Sequence[str] = ()
    stem: str = ""
    tolerance: float = 0.0
    unit: str = ""


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
    forms = tuple(dict.fromkeys(form for text in accept for form in _written_out(text)))
    return _judge(Case(_cut(response), forms, kind, reject, rivals, stem, tolerance, unit))


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
    forms = [tuple(form for text in item for form in _written_out(text)) for item in items]
    case = Case(_cut(response), tuple(form for item in forms for form in item), "text", reject, rivals, stem)
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
        reason = f"“{piece}” is not one of them" if reason == _NOT_IT else f"“{piece}”: {reason}"
        return ListGrade(Grade(credit, short, reason), pieces)
    if right < required:
        return ListGrade(Grade(credit, short, f"{required - right} more to name"), pieces)
    typos = (grade for _, _, grade in graded if grade.verdict == "correct_typo")
    return ListGrade(next(typos, Grade(1.0, "correct")), pieces)


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The text as it is compared: its words in lower-case ASCII, one space between them, no punctuation."""
    return " ".join(_tokens(text)).casefold()


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
    met = _met(case)
    return Grade(1.0, "correct") if met and met.right and met.level <= _EXACT else None


def rejected(case: Case) -> Grade | None:
    """Rule 12, in part: a form that the question rejects, and nearer to that than to an accepted one."""
    met = _met(case)
    return _wrong(met.why) if met and not met.right else None


def hedged(case: Case) -> Grade | None:
    """Rule 6: several answers in one are right only if each is."""
    parts = _alternatives(case.response)
    if len(parts) == 1 or any(len(_alternatives(form)) > 1 for form in case.forms):
        return None
    grades = [_judge(msgspec.structs.replace(case, response=part)) for part in parts]
    if any(grade.credit < 1 for grade in grades):
        return _wrong("give one answer")
    return next((grade for grade in grades if grade.verdict != "correct"), grades[0])


def negated(case: Case) -> Grade | None:
    """Rule 6: a negation on one side only."""
    said = _word_set(case.response) & words.NEGATIONS
    if not case.forms or any(bool(said) == bool(_word_set(form) & words.NEGATIONS) for form in case.forms):
        return None
    return _wrong(f"it says “{min(said)}”" if said else "a “not” is missing")


def compared(case: Case) -> Grade | None:
    """Rule 7: a number that is another by a word beside it ("before 1991"), unless the stem has the word."""
    if case.kind not in _NUMERIC:
        return None
    comparators = words.COMPARATORS - _word_set(case.stem)
    said = _word_set(case.response) & comparators
    if not case.forms or any(said == _word_set(form) & comparators for form in case.forms):
        return None
    return _wrong(f"it says “{min(said)}”" if said else "it is not exactly that")


def right_number(case: Case) -> Grade | None:
    """Rule 7: numbers and years, never fuzzy; one value."""
    if case.kind not in {"number", "year"}:
        return None
    said = _read(case)
    targets = [value for form in case.forms if (value := _value(_reading(form, case.kind), case.kind)) is not None]
    if not targets or not said.numbers:
        return None
    value = _value(said, case.kind)
    if value is None:
        return _wrong(f"give one {case.kind}")
    if any(_equal(value, target, case.tolerance) for target in targets):
        return _unless_more(case, said)
    short = case.kind == "year" and [number.digits for number in said.numbers if not number.ordinal] == [_SHORT]
    if short and not _extra(case, said) and any(target % _CENTURY == value for target in targets):
        return Grade(0.0, "close", "write the year in full")
    whys = (why for text, why in case.reject.items() if _value(_reading(text, case.kind), case.kind) == value)
    return _wrong(next(whys, "") or f"a different {case.kind}")


def right_date(case: Case) -> Grade | None:
    """Rule 7: dates, by day, month and year, as exact as the accepted form."""
    if case.kind != "date":
        return None
    said = _read(case)
    dates = _dates(said)
    targets = {date for form in case.forms for date in _dates(_reading(form, "date"))}
    if not targets or not dates or _extra(case, said):
        return None
    lacks = {lack for date in dates for target in targets if (lack := _lack(date, target)) is not None}
    if "" in lacks:
        return _unless_more(case, said)
    if lacks:
        return Grade(0.0, "close", min(lacks, key=len))
    whys = (why for text, why in case.reject.items() if dates & _dates(_reading(text, "date")))
    return _wrong(next(whys, "") or "a different date")


def same_words(case: Case) -> Grade | None:
    """Rule 8: the same words but for articles, spacing, plurals, the writing of numbers, or their order."""
    met = _met(case)
    return Grade(1.0, "correct") if met and met.right else None


def acronym(case: Case) -> Grade | None:
    """Rule 8: the initials of an accepted form, unless a competitor shares them."""
    said = {" ".join(tokens).casefold() for tokens in _stripped(case.response)} - words.FILLER - words.LEAD_INS
    said = {text.replace(" ", "") for text in said if re.fullmatch(r"[a-z]{2,}( \d+)?", text)}
    if not any(said & _initials(form) for form in case.forms):
        return None
    if any(said & {*_initials(other), normalise(other)} for other in _competitors(case)):
        return Grade(0.0, "close", "write it in full: it may stand for something else")
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
    return next(grades, None) or _wrong("")


def _wrong(reason: str) -> Grade:
    return Grade(0.0, "wrong", reason or _NOT_IT)


# Rule 2: text to words.


def _cut(response: str) -> str:
    """As much of a response as is read; a word that the cut would shorten is left out."""
    if len(response) <= MOST_READ or response[MOST_READ].isspace():
        return response[:MOST_READ]
    return re.sub(r"(?<=\s)\S*\Z", "", response[:MOST_READ])


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """The text in ASCII, its case kept; a sign that stands for a word is that word."""
    text = unicodedata.normalize("NFKC", text.replace("№", " ")).translate(words.MARKS)
    if not text.isascii():
        kinds = [(character, unicodedata.category(character)) for character in text]
        text = "".join(" " if kind == "So" else character for character, kind in kinds if kind != "Cf")
        bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        if not bare.isascii():
            from anyascii import anyascii

            bare = str(anyascii(text))
        text = bare
    text = re.sub(r"\b[A-Za-z](?:\.[A-Za-z])+\b\.?", lambda found: found[0].replace(".", ""), text)  # U.S.
    grouped = r"(?<![\d.,])\d{1,3}(?:([, '])\d{3}(?:\1\d{3})*|(?:\.\d{3}){2,})(?!\d)"  # 20,000,000
    text = re.sub(grouped, lambda found: re.sub(r"\D", "", found[0]), text)
    text = re.sub(r"(?<![\w)])-(?=\d)", " minus ", text)
    return re.sub(r"(?i)\bper cent\b", "percent", text.replace("'", ""))


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, their case kept; a text without any is one word as it stands."""
    return _split(_plain(text)) or tuple(filter(None, [text.strip()]))


def _split(plain: str) -> tuple[str, ...]:
    return tuple(re.findall(r"(?i)\d+(?:st|nd|rd|th)\b|\d+(?:\.\d+)?|[a-z]+", plain))


def _word_set(text: str) -> frozenset[str]:
    return frozenset(normalise(text).split())


@lru_cache(maxsize=8192)
def _written_out(form: str) -> tuple[str, ...]:
    """Rule 5: a form with each word in brackets and without it."""
    found = re.search(r"\(([^()]*)\)", form)
    if not found or form.count("(") > _MOST_OPTIONAL:
        return (form,)
    texts = (form[: found.start()] + kept + form[found.end() :] for kept in (found[1], ""))
    return tuple(dict.fromkeys(text for written in texts for text in _written_out(written) if text.strip()))


@lru_cache(maxsize=1024)
def _stripped(response: str) -> tuple[tuple[str, ...], ...]:
    """Rule 4: the words of a response, then the same without its first lead-in, without the next, and so on."""
    tokens = _tokens(response)
    found = [tokens]
    while True:
        lengths = (
            n for n in range(min(4, len(tokens) - 1), 0, -1) if " ".join(tokens[:n]).casefold() in words.LEAD_INS
        )
        tokens = tokens[next(lengths, 0) :]
        if tokens == found[-1]:
            return tuple(found)
        found.append(tokens)


def _alternatives(text: str) -> list[str]:
    plain = re.sub(r"\s*/\s*", "/", _plain(text))
    return [part for part in re.split(r"(?i)\b(?:or|ili|nemese)\b|(?<!\d)/|/(?!\d)", plain) if part.strip()] or [plain]


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
    said = [_keys(tokens) for tokens in _stripped(case.response)]
    for level in range(len(said[0])):
        same = {keys[level] for keys in (said if level else said[:1])}
        right = any(_keys(_tokens(form))[level] in same for form in case.forms)
        whys = [why for text, why in case.reject.items() if _keys(_tokens(text))[level] in same]
        if level == _ANY_ORDER and right and any(_keys(_tokens(text))[level] in same for text in _competitors(case)):
            return _Met(level, right=False, why=next(iter(whys), ""))
        if right and (level <= _EXACT or not whys):
            return _Met(level, right=True)
        if whys:
            return _Met(level, right=False, why=whys[0])
    return None


def _competitors(case: Case) -> list[str]:
    """The rejected forms and the other answers of the bank, but for those that are right here."""
    here = {_keys(_tokens(form))[_FOLDED] for form in case.forms}
    return [text for text in (*case.reject, *case.rivals) if _keys(_tokens(text))[_FOLDED] not in here]


@lru_cache(maxsize=8192)
def _keys(tokens: tuple[str, ...]) -> tuple[str, ...]:
    exact = " ".join(tokens).casefold()
    content = " ".join(word for word in exact.split() if word not in words.DROPPED) or exact
    items = [item for item in _items(tokens) if item not in words.DROPPED] or list(tokens)
    folded = " ".join(str(item.value) if isinstance(item, _Number) else _singular(item) for item in items)
    numbers = [word for word in folded.split() if word[:1].isdigit()]  # these keep their order: article 1, section 8
    any_order = " ".join([*sorted(word for word in folded.split() if not word[:1].isdigit()), *numbers])
    return exact, exact, _unspaced(exact), _unspaced(content), _unspaced(folded), any_order


def _unspaced(text: str) -> str:
    return re.sub(r"(?<!\d) | (?!\d)", "", text)


def _singular(word: str) -> str:
    if not re.fullmatch(r"\w{2,}[^\Wsui]s", word):  # yes, congress, status, basis
        return word
    return re.sub(r"(ss|x|ch|sh|zz|o)es$|s$", r"\1", re.sub(r"ies$", "ys", word))


def _initials(form: str) -> set[str]:
    """The acronyms of a form of several words: with and without its articles, its number as written and in digits."""
    tokens = _tokens(form)
    found = set()
    for chosen in (tokens, [token for token in tokens if token.casefold() not in words.DROPPED]):
        if len(chosen) > 1:
            values = [(token, _roman(token)) for token in chosen]
            found.add("".join(token if value else token[0] for token, value in values).casefold())
            found.add("".join(str(value) if value else token[0] for token, value in values).casefold())
    return found


# Rule 7: numbers and dates.

_Value: TypeAlias = int | float
_Date: TypeAlias = tuple[int | None, int | None, int | None]  # year, month, day

_MOST_DIGITS = 40
_SHORT = 2  # digits of a year without its century
_CENTURY = 100
_ROMAN = "M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# What the numbers of a date may be, in their order, by whether the month is named and how many numbers there are.
_DATE_ORDERS = {
    (True, 0): ("",),
    (True, 1): ("d", "y"),
    (True, 2): ("dy", "yd"),
    (False, 1): ("y",),
    (False, 2): ("ym", "my", "dm", "md"),
    (False, 3): ("ymd", "dmy", "mdy"),
}


class _Number(msgspec.Struct, frozen=True):
    """A number that stands in a text: its value, how many digits it has, and whether it is an ordinal."""

    value: _Value
    digits: int = 0
    ordinal: bool = False

    def may_be(self, part: str, *, short_year: bool) -> bool:
        """Whether it can be the year, month or day of a date."""
        if part == "y":
            return not self.ordinal and (self.digits > _SHORT or (short_year and self.digits == _SHORT))
        return self.value in range(1, 13 if part == "m" else 32) and not (part == "m" and self.ordinal)


class _Reading(msgspec.Struct, frozen=True):
    """The numbers and the other words of a text, and the right spelling of the number word mended in it."""

    numbers: list[_Number]
    others: frozenset[str]
    mended: str = ""


def _reading(text: str, kind: Kind, *, mended: str = "") -> _Reading:
    plain = _plain(text)
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain) if kind == "number" else plain.replace(".", " ")
    items = list(_items(_split(plain)))
    others = frozenset(item for item in items if isinstance(item, str))
    return _Reading([item for item in items if isinstance(item, _Number)], others, mended)


def _read(case: Case) -> _Reading:
    """The response, with one number word mended if that has one letter wrong."""
    said = _reading(case.response, case.kind)
    for word in sorted(_extra(case, said)):
        if mended := _mended(word, case.kind):
            text = re.sub(rf"(?i)\b{word}\b", mended, _plain(case.response))
            return _reading(text, case.kind, mended=mended.title() if mended in words.MONTHS else mended)
    return said


def _mended(word: str, kind: Kind) -> str:
    """The one number word (or month) that is meant by a word of at least four letters with one of them wrong."""
    if word in words.MISSPELT or len(word) < len("four") or word in words.LOOKALIKES:
        return words.MISSPELT.get(word, "")
    from rapidfuzz.distance import OSA

    known = {**words.CARDINALS, **words.ORDINALS, "hundred": _CENTURY, **words.SCALES}
    known = known if kind == "number" else known | words.MONTHS
    near = [
        right
        for right in known
        if len(right) >= len("four")
        and OSA.distance(word, right, score_cutoff=1) == 1
        and (right[0] == word[0] or sorted(right) == sorted(word))
    ]
    return near[0] if len({known[right] for right in near}) == 1 else ""


def _extra(case: Case, said: _Reading) -> frozenset[str]:
    """Words beside a number that may change what it says."""
    known = {_rough(word) for text in (case.stem, case.unit, *case.forms) for word in _word_set(text)}
    allowed = words.FILLER | words.COMPARATORS
    if case.kind != "number":
        allowed |= words.BESIDE_A_DATE | words.MONTHS.keys()
    return frozenset(word for word in said.others - allowed if _rough(word) not in known)


def _rough(word: str) -> str:
    """A word without its ending, to find it in the stem: declare, declared."""
    return re.sub(r"(?<=...)(?:ing|ed|es|s|e)$", "", word)


def _unless_more(case: Case, said: _Reading) -> Grade | None:
    """The grade of a right number, unless other words stand beside it."""
    if _extra(case, said):
        return None
    return Grade(1.0, "correct_typo", f"check the spelling: {said.mended}") if said.mended else Grade(1.0, "correct")


def _value(said: _Reading, kind: Kind) -> _Value | None:
    """The one value of a text; the year of a date, where a year is asked for."""
    values: set[_Value] = {number.value for number in said.numbers}
    if len(values) > 1 and kind == "year":
        values = {year for year, _, _ in _dates(said) if year}
    return values.pop() if len(values) == 1 else None


def _equal(value: _Value, target: _Value, tolerance: float) -> bool:
    return value == target or isclose(value, target, rel_tol=1e-9, abs_tol=tolerance)


def _dates(said: _Reading) -> set[_Date]:
    """Each date that a text can be read as: 9/6 is two."""
    months: set[int] = {words.MONTHS[word] for word in said.others & words.MONTHS.keys()}
    if len(months) > 1:
        return set()
    found: set[_Date] = set()
    for order in _DATE_ORDERS.get((bool(months), len(said.numbers)), ()):
        short_year = len(order) + len(months) == len("dmy") and order.endswith("y")
        if all(number.may_be(part, short_year=short_year) for part, number in zip(order, said.numbers, strict=True)):
            parts = {part: int(number.value) for part, number in zip(order, said.numbers, strict=True)}
            found.add((parts.get("y"), parts.get("m", *months) if months else parts.get("m"), parts.get("d")))
    return found


def _lack(date: _Date, target: _Date) -> str | None:
    """What a date lacks to be the target, in words; None if it is another."""
    asked = [triple for triple in zip(("year", "month", "day"), date, target, strict=True) if triple[2] is not None]
    differ = [name for name, said, wanted in asked if said is not None and said != wanted]
    missing = [name for name, said, _ in asked if said is None]
    short = any(name == "year" and wanted and said == wanted % _CENTURY for name, said, wanted in asked)
    if differ != ["year"] * short or len(missing) == len(asked):
        return None
    if missing:
        return f"say the {' and the '.join(reversed(missing))} too"
    return "write the year in full" if short else ""


def _items(tokens: Sequence[str]) -> Iterator[_Number | str]:
    """The words of a text, those that say a number as that number."""
    sign = ""
    figures = _figures(tokens)
    for figure, following in zip(figures, [*figures, ""][1:], strict=True):
        word = figure.casefold()
        found = re.fullmatch(r"(\d+(?:\.\d+)?)#?(st|nd|rd|th)?", word)
        pronoun = figure == "I" and following.casefold() in words.FILLER
        number = _Number(_parsed(found[1]), len(found[1]), bool(found[2])) if found else _Number(_roman(figure))
        if not (found or number.value) or pronoun:
            yield from filter(None, (sign, "" if word in words.SIGNS else word))
            sign = word if word in words.SIGNS else ""
        else:
            yield _Number(-number.value, number.digits, number.ordinal) if sign else number
            sign = ""
    yield from filter(None, [sign])


def _figures(tokens: Sequence[str]) -> list[str]:
    """The words of a text with its number words in digits and marked: 1991#, 21#th."""
    text = " ".join(_figure(token.casefold()) or token for token in tokens)
    text = re.sub(r"(?<!\S)([2-9]0)# ([1-9])#", lambda n: f"{int(n[1]) + int(n[2])}#", text)  # twenty one
    hundreds = r"(?i)(?<!\S)(?:(\d\d?)#? )?hundred(?!\S)(?: (?:and )?(\d\d?)#)?"
    text = re.sub(hundreds, lambda n: f"{int(n[1] or 1) * 100 + int(n[2] or 0)}#", text)
    years = r"(?i)(?<!\S)([1-9]\d)# (?:oh? ([1-9])|([1-9]\d))#"
    text = re.sub(years, lambda n: f"{int(n[1]) * 100 + int(n[2] or n[3])}#", text)  # nineteen ninety-one
    for word, scale in words.SCALES.items():
        rest = len(str(scale)) - 1

        def value(n: re.Match[str], scale: int = scale) -> str:
            return f"{_parsed(n[1] or '1') * scale + int(n[2] or 0)}#"

        scaled = rf"(?i)(?<!\S)(?:(\d+(?:\.\d+)?)#? {word}s?|{word})(?!\S)(?: (?:and )?(\d{{1,{rest}}})(?![\d.])#?)?"
        text = re.sub(scaled, value, text)
    return text.split()


def _figure(word: str) -> str:
    ordinal = words.ORDINALS.get(word) or (word != "seconds" and words.ORDINALS.get(word.removesuffix("s")))
    return f"{ordinal}#th" if ordinal else f"{words.CARDINALS[word]}#" if word in words.CARDINALS else ""


def _parsed(digits: str) -> _Value:
    value = float(digits) if "." in digits or len(digits) > _MOST_DIGITS else int(digits)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _roman(token: str) -> int:
    """The value of a Roman numeral in capitals, or in small letters if it cannot be a word; else 0."""
    capitals = token.upper()
    if not re.fullmatch("[IVXLCDM]{2,}|[IVX]|[ivx]{2,}", token) or not re.fullmatch(_ROMAN, capitals):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in capitals]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values, 0][1:], strict=True)
    )


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


def _parts(text: str) -> list[tuple[int, int]]:
    """Where the parts of a list begin and end: between commas, semicolons, slashes, lines, "and", or numbered."""
    between = r"(?i)(?<!\d),|,(?!\d{3}(?!\d))|[;\n\r&+]|(?<!\d)/|/(?!\d)|\b(?:and|и|және)\b|(?:^|(?<=\s))[-*•–](?=\s)"
    if re.match(r"\s*\(?1[.)]", text):
        between += r"|(?:^|(?<=\s))\(?\d{1,2}[.)]"
    ends = [found.span() for found in re.finditer(between, text)]
    spans = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True)
    return [span for span in spans if _split(_plain(text[slice(*span)]))]


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

"""Numbers and dates as people write them: digits, number words, ordinals, Roman numerals (rule 7 of typed answers)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import isclose
from typing import TypeAlias

import msgspec

from civquiz.questions import words
from civquiz.questions.grading import Kind
from civquiz.questions.normal import in_ascii, is_akin, split

Value: TypeAlias = int | float
Date: TypeAlias = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are said."""

_PARTS = ("year", "month", "day")
_SHORT = 2  # digits of a year without its century
_MOST_DIGITS = 40
_SHORTEST_MENDED = len("four")
_NUMBER_WORDS = {**words.CARDINALS, **words.ORDINALS, "hundred": 100, **words.SCALES}
_COUNTING = words.SIGNS | _NUMBER_WORDS.keys()
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# What the numbers of a date may be, in their order, by how many months are named and how many numbers there are.
_DATE_ORDERS = {
    (1, 0): ("",),
    (1, 1): ("d", "y"),
    (1, 2): ("dy", "yd"),
    (0, 1): ("y", "d"),
    (0, 2): ("ym", "my", "dm", "md"),
    (0, 3): ("ymd", "dmy", "mdy"),
}

_MAYBE_ROMAN = re.compile("[IVXLCDM]{2,}|[IVX]|[ivx]{2,}")
_ROMAN = re.compile("M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_SHORT_SCALE = re.compile(rf"(?<=\d)(?:{'|'.join(words.SHORT_SCALES)})\b")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
# Numbers in `_figures`: one that was in words has a # behind it.
_FIGURE = re.compile(r"(-?\d+(?:\.\d+)?)#?(st|nd|rd|th)?")
_SIGNED = re.compile(rf"(?i)(?<!\S)(?:{'|'.join(words.SIGNS)}) (?=\d)")
_TENS = re.compile(r"(?<!\S)([2-9]0)# ([1-9])#")  # twenty one
_HUNDREDS = re.compile(r"(?i)(?<!\S)(?:(\d\d?)#? )?hundred(?!\S)(?: (?:and )?(\d\d?)#)?")
_YEARS = re.compile(r"(?i)(?<!\S)([1-9]\d)# (?:oh? ([1-9])|([1-9]\d))#")  # nineteen ninety-one
_SCALED = [
    (
        scale,
        re.compile(
            rf"(?i)(?<!\S)(?:(\d+(?:\.\d+)?)#? {word}s?|{word})(?!\S)"
            rf"(?: (?:and )?(\d{{1,{len(str(scale)) - 1}}})(?![\d.])#?)?"
        ),
    )
    for word, scale in words.SCALES.items()
]


class Number(msgspec.Struct, frozen=True):
    """A number that stands in a text: its value, how many digits it has, and whether it is an ordinal."""

    value: Value
    digits: int = 0
    ordinal: bool = False

    def may_be(self, part: str, *, short_year: bool) -> bool:
        """Whether it can be the year, month or day of a date."""
        if part == "y":
            digits = self.digits or len(str(self.value))
            return not self.ordinal and (_SHORT < digits <= _MOST_DIGITS or (short_year and digits == _SHORT))
        return self.value in range(1, 13 if part == "m" else 32) and not (part == "m" and self.ordinal)


class Reading(msgspec.Struct, frozen=True):
    """The one number that a text says, or each date that it can be read as, by what is asked for; its other words.

    `mended` are the number words mended in it, each with its right spelling, `spelt` is the whole text so mended, and
    `extra` are those words that may change what it says.
    """

    value: Value | None
    dates: frozenset[Date]
    others: frozenset[str]
    mended: tuple[tuple[str, str], ...] = ()
    spelt: str = ""
    extra: frozenset[str] = frozenset()

    @property
    def is_one(self) -> bool:
        """Whether it says one number, or what can be a date."""
        return self.value is not None or bool(self.dates)


@lru_cache(maxsize=8192)
def reading(text: str, kind: Kind) -> Reading:
    """The number or the dates that a text says; a full stop or a comma is a decimal point only in a number."""
    plain = _SHORT_SCALE.sub(lambda found: f" {words.SHORT_SCALES[found[0]]}", in_ascii(text))
    plain = _DECIMAL_COMMA.sub(".", plain) if kind == "number" else plain.replace(".", " ")
    items = list(items_of(split(plain)))
    numbers = [item for item in items if isinstance(item, Number)]
    others = frozenset(item for item in items if isinstance(item, str))
    values = {number.value for number in numbers}
    value = values.pop() if len(values) == 1 and kind == "number" else None
    return Reading(value, frozenset() if kind == "number" else _dates(numbers, others), others)


def read_response(text: str, kind: Kind, beside: Iterable[str], unit: str = "") -> Reading:
    """The reading of a text, what is extra in it by the words beside it, and its number words mended if need be.

    The unit behind the number is no number itself: km², V, per 1,000.
    """
    named = r"\W*".join(word for word in split(in_ascii(unit)) if not _scale(word))
    if named:
        text = re.sub(rf"(?i)(?<!^)(?<![a-z]){named}(?!\w)", "", in_ascii(text).strip())
    known = {words.UNITS.get(word, word) for word in beside}
    said = reading(text, kind)
    for word in sorted(said.others - known, key=in_ascii(text).casefold().find):
        if right := mend(word, kind):
            right = right.title() if right in words.MONTHS else right
            text = re.sub(rf"(?i)\b{word}\b", right, in_ascii(text))
            mended = (*said.mended, (word, right))
            said = msgspec.structs.replace(reading(text, kind), mended=mended, spelt=text.strip())
    beside_it = words.BESIDE_A_NUMBER if kind == "number" else words.BESIDE_A_DATE | words.MONTHS.keys()
    extra = ((word, words.UNITS.get(word, word)) for word in said.others - words.FILLER - beside_it)
    unknown = frozenset(word for word, unit in extra if not any(is_akin(unit, other) for other in known))
    return msgspec.structs.replace(said, extra=unknown)


@lru_cache(maxsize=1024)
def mend(word: str, kind: Kind) -> str:
    """The one number word (or month) that a word of at least four letters misspells by one, or as is common; or ""."""
    if word in words.MISSPELT or len(word) < _SHORTEST_MENDED or word in words.LOOKALIKES or word in words.COMMON:
        return words.MISSPELT.get(word, "")
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = _NUMBER_WORDS if kind == "number" else _NUMBER_WORDS | words.MONTHS
    near = [
        right
        for right, _, _ in process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        if len(right) >= _SHORTEST_MENDED and (right[0] == word[0] or sorted(right) == sorted(word))
    ]
    return near[0] if word not in known and len({known[right] for right in near}) == 1 else ""


def lack(said: Reading, target: Reading, tolerance: float = 0.0, unit: str = "") -> str | None:
    """What a text lacks to say the same number or date as another, in words; None if it says another.

    The tolerance is in the unit. A unit that is a number word (million) may be said or not.
    """
    if said.value is not None and target.value is not None:
        for scale in {1, *filter(None, map(_scale, split(in_ascii(unit))))}:
            if isclose(said.value, target.value * scale, rel_tol=1e-12, abs_tol=tolerance * scale):
                return ""
    lacks = (_lack(date, other) for date in said.dates for other in target.dates)
    return min((lack for lack in lacks if lack is not None), key=len, default=None)


def sort_key(text: str) -> tuple[Value, int, int] | None:
    """Year, month and day of a text that is a date and nothing else, 0 where it says none; a number is as a year."""
    said = reading(text, "number")
    if said.value is not None and not said.others:
        return said.value, 0, 0
    said = reading(text, "date")
    if len(said.dates) != 1 or said.others - words.FILLER - words.BESIDE_A_DATE - words.MONTHS.keys():
        return None
    [(year, month, day)] = said.dates
    return year or 0, month or 0, day or 0


def items_of(tokens: Sequence[str]) -> Iterator[Number | str]:
    """The words of a text, those that say a number as that number."""
    for figure, following in pairwise([*_figures(tokens), ""]):
        pronoun = figure == "I" and following.casefold() in words.FILLER
        if found := _FIGURE.fullmatch(figure.casefold()):
            yield Number(_parsed(found[1]), len(found[1].lstrip("-")), bool(found[2]))
        elif (value := roman(figure)) and not pronoun:
            yield Number(value)
        else:
            yield figure.casefold()


def _dates(numbers: Sequence[Number], others: frozenset[str]) -> frozenset[Date]:
    """Each date that numbers and the name of a month beside them can be: 9/6 is two."""
    months: set[int] = {words.MONTHS[word] for word in others & words.MONTHS.keys()}
    found: set[Date] = set()
    short_year = len(months) + len(numbers) in {len("y"), len("dmy")}
    for order in _DATE_ORDERS.get((len(months), len(numbers)), ()):
        if all(number.may_be(part, short_year=short_year) for part, number in zip(order, numbers, strict=True)):
            parts = {part: int(number.value) for part, number in zip(order, numbers, strict=True)}
            found.add((parts.get("y"), parts.get("m", min(months, default=None)), parts.get("d")))
    return frozenset(found)


def _lack(date: Date, target: Date) -> str | None:
    asked = [each for each in zip(_PARTS, date, target, strict=True) if each[2] is not None]
    missing = [part for part, said, _ in asked if said is None]
    differ = [part for part, said, wanted in asked if said not in {None, wanted}]
    short = differ == ["year"] and date[0] == (target[0] or 0) % 100
    if len(missing) == len(asked) or (differ and not short):
        return None
    if missing:
        return f"say the {' and the '.join(reversed(missing))} too"
    return "write the year in full" if short else ""


def roman(token: str) -> int:
    """The value of a Roman numeral in capitals, or in small letters if it cannot be a word; else 0."""
    capitals = token.upper()
    if not _MAYBE_ROMAN.fullmatch(token) or not _ROMAN.fullmatch(capitals):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in capitals]
    return sum(-one if one < following else one for one, following in pairwise([*values, 0]))


def _figures(tokens: Sequence[str]) -> list[str]:
    """The words of a text with its number words in digits and marked: 1991#, 21#th."""
    said = {token.casefold() for token in tokens}
    if _COUNTING.isdisjoint(said) and _COUNTING.isdisjoint(word.removesuffix("s") for word in said):
        return list(tokens)  # as most texts
    text = " ".join(_figure(token.casefold()) or token for token in tokens)
    text = _TENS.sub(lambda n: f"{int(n[1]) + int(n[2])}#", text)
    text = _HUNDREDS.sub(lambda n: f"{int(n[1] or 1) * 100 + int(n[2] or 0)}#", text)
    text = _YEARS.sub(lambda n: f"{int(n[1]) * 100 + int(n[2] or n[3])}#", text)
    for scale, scaled in _SCALED:

        def figure(n: re.Match[str], scale: int = scale) -> str:
            return f"{_parsed(n[1] or '1') * scale + int(n[2] or 0)}#"

        text = scaled.sub(figure, text)
    return _SIGNED.sub("-", text).split()


def _figure(word: str) -> str:
    ordinal = word != "seconds" and words.ORDINALS.get(word.removesuffix("s"))  # two-thirds, but not two seconds
    return f"{ordinal}#th" if ordinal else f"{words.CARDINALS[word]}#" if word in words.CARDINALS else ""


def _scale(word: str) -> int:
    """The value of a number word that a unit may have (million, millions of tonnes); else 0."""
    return words.SCALES.get(word.casefold().removesuffix("s"), 0)


def _parsed(digits: str) -> Value:
    number = float(digits) if "." in digits or len(digits) > _MOST_DIGITS else int(digits)
    return int(number) if isinstance(number, float) and number.is_integer() else number

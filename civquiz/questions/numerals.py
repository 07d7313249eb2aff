"""Numbers and dates as people write them: digits, number words, ordinals, Roman numerals (rule 7 of typed answers)."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from math import isclose
from typing import TypeAlias

import msgspec

from civquiz.questions import words
from civquiz.questions.grading import Kind
from civquiz.questions.normal import in_ascii, rough, split, word_set

Value: TypeAlias = int | float
Date: TypeAlias = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are said."""

CENTURY = 100
SHORT = 2  # digits of a year without its century
_MOST_DIGITS = 40
_SHORTEST_MENDED = len("four")
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

_MAYBE_ROMAN = re.compile("[IVXLCDM]{2,}|[IVX]|[ivx]{2,}")
_ROMAN = re.compile("M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_SHORT_SCALE = re.compile(rf"(?<=\d)(?:{'|'.join(words.SHORT_SCALES)})\b")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
# Numbers in `_figures`: one that was in words has a # behind it.
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)#?(st|nd|rd|th)?")
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
            long = SHORT < self.digits <= _MOST_DIGITS
            return not self.ordinal and (long or (short_year and self.digits == SHORT))
        return self.value in range(1, 13 if part == "m" else 32) and not (part == "m" and self.ordinal)


class Reading(msgspec.Struct, frozen=True):
    """The numbers and the other words of a text.

    `mended` is the number word mended in it and its right spelling, `spelt` the whole text so mended, `extra` those
    words that may change what it says.
    """

    numbers: list[Number]
    others: frozenset[str]
    mended: tuple[str, str] = ("", "")
    spelt: str = ""
    extra: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def reading(text: str, kind: Kind) -> Reading:
    """The numbers and the other words of a text; a full stop or a comma is a decimal point only in a number."""
    plain = in_ascii(text)
    plain = _SHORT_SCALE.sub(lambda found: f" {words.SHORT_SCALES[found[0]]}", plain) if kind == "number" else plain
    plain = _DECIMAL_COMMA.sub(".", plain) if kind == "number" else plain.replace(".", " ")
    items = list(items_of(split(plain)))
    others = frozenset(item for item in items if isinstance(item, str))
    return Reading([item for item in items if isinstance(item, Number)], others)


def read_response(text: str, kind: Kind, beside: Iterable[str]) -> Reading:
    """The reading of a text, what is extra in it by the texts beside it, and one number word mended if need be."""
    known = {rough(words.UNITS.get(word, word)) for other in beside for word in word_set(other)}
    said = reading(text, kind)
    for word in sorted(_extra(said, kind, known)):
        if right := mend(word, kind):
            right = right.title() if right in words.MONTHS else right
            text = re.sub(rf"(?i)\b{word}\b", right, in_ascii(text))
            said = msgspec.structs.replace(reading(text, kind), mended=(word, right), spelt=text.strip())
    return msgspec.structs.replace(said, extra=_extra(said, kind, known))


@lru_cache(maxsize=1024)
def mend(word: str, kind: Kind) -> str:
    """The one number word (or month) that is meant by a word of at least four letters with one of them wrong; or ""."""
    if word in words.MISSPELT or len(word) < _SHORTEST_MENDED or word in words.LOOKALIKES:
        return words.MISSPELT.get(word, "")
    from rapidfuzz.distance import OSA

    known = {**words.CARDINALS, **words.ORDINALS, "hundred": CENTURY, **words.SCALES}
    known = known if kind == "number" else known | words.MONTHS
    near = [
        right
        for right in known
        if len(right) >= _SHORTEST_MENDED
        and OSA.distance(word, right, score_cutoff=1) == 1
        and (right[0] == word[0] or sorted(right) == sorted(word))
    ]
    return near[0] if len({known[right] for right in near}) == 1 else ""


def value(said: Reading, kind: Kind) -> Value | None:
    """The one value of a text; the year of a date, where a year is asked for."""
    values: set[Value] = {number.value for number in said.numbers}
    if len(values) > 1 and kind == "year":
        values = {year for year, _, _ in dates(said) if year}
    return values.pop() if len(values) == 1 else None


def value_of(text: str, kind: Kind) -> Value | None:
    """The one value of a text, as `value` has it."""
    return value(reading(text, kind), kind)


def equal(one: Value, other: Value, tolerance: float) -> bool:
    """Whether two values are the same but for the tolerance."""
    return one == other or isclose(one, other, rel_tol=1e-9, abs_tol=tolerance)


def dates(said: Reading) -> set[Date]:
    """Each date that a text can be read as: 9/6 is two."""
    months: set[int] = {words.MONTHS[word] for word in said.others & words.MONTHS.keys()}
    if len(months) > 1:
        return set()
    found: set[Date] = set()
    for order in _DATE_ORDERS.get((bool(months), len(said.numbers)), ()):
        short_year = len(order) + len(months) == len("dmy") and order.endswith("y")
        if all(number.may_be(part, short_year=short_year) for part, number in zip(order, said.numbers, strict=True)):
            parts = {part: int(number.value) for part, number in zip(order, said.numbers, strict=True)}
            found.add((parts.get("y"), parts.get("m", *months) if months else parts.get("m"), parts.get("d")))
    return found


def dates_of(text: str) -> set[Date]:
    """Each date that a text can be read as."""
    return dates(reading(text, "date"))


def lack(date: Date, target: Date) -> str | None:
    """What a date lacks to be the target, in words; None if it is another."""
    asked = [triple for triple in zip(("year", "month", "day"), date, target, strict=True) if triple[2] is not None]
    differ = [name for name, said, wanted in asked if said is not None and said != wanted]
    missing = [name for name, said, _ in asked if said is None]
    short = any(name == "year" and wanted and said == wanted % CENTURY for name, said, wanted in asked)
    if differ != ["year"] * short or len(missing) == len(asked):
        return None
    if missing:
        return f"say the {' and the '.join(reversed(missing))} too"
    return "write the year in full" if short else ""


def sort_key(text: str) -> tuple[Value, int, int] | None:
    """Year, month and day of a text that is a date and nothing else, 0 where it says none; a number is as a year."""
    said = reading(text, "number")
    if len(said.numbers) == 1 and not said.others:
        return said.numbers[0].value, 0, 0
    said = reading(text, "date")
    found = dates(said)
    if len(found) != 1 or said.others - words.FILLER - words.BESIDE_A_DATE - words.MONTHS.keys():
        return None
    year, month, day = found.pop()
    return year or 0, month or 0, day or 0


def items_of(tokens: Sequence[str]) -> Iterator[Number | str]:
    """The words of a text, those that say a number as that number."""
    sign = ""
    figures = _figures(tokens)
    for figure, following in zip(figures, [*figures, ""][1:], strict=True):
        word = figure.casefold()
        found = _FIGURE.fullmatch(word)
        pronoun = figure == "I" and following.casefold() in words.FILLER
        number = Number(_parsed(found[1]), len(found[1]), bool(found[2])) if found else Number(roman(figure))
        if not (found or number.value) or pronoun:
            yield from filter(None, (sign, "" if word in words.SIGNS else word))
            sign = word if word in words.SIGNS else ""
        else:
            yield Number(-number.value, number.digits, number.ordinal) if sign else number
            sign = ""
    yield from filter(None, [sign])


def roman(token: str) -> int:
    """The value of a Roman numeral in capitals, or in small letters if it cannot be a word; else 0."""
    capitals = token.upper()
    if not _MAYBE_ROMAN.fullmatch(token) or not _ROMAN.fullmatch(capitals):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in capitals]
    return sum(-one if one < following else one for one, following in zip(values, [*values, 0][1:], strict=True))


def _figures(tokens: Sequence[str]) -> list[str]:
    """The words of a text with its number words in digits and marked: 1991#, 21#th."""
    text = " ".join(_figure(token.casefold()) or token for token in tokens)
    text = _TENS.sub(lambda n: f"{int(n[1]) + int(n[2])}#", text)
    text = _HUNDREDS.sub(lambda n: f"{int(n[1] or 1) * 100 + int(n[2] or 0)}#", text)
    text = _YEARS.sub(lambda n: f"{int(n[1]) * 100 + int(n[2] or n[3])}#", text)
    for scale, scaled in _SCALED:

        def figure(n: re.Match[str], scale: int = scale) -> str:
            return f"{_parsed(n[1] or '1') * scale + int(n[2] or 0)}#"

        text = scaled.sub(figure, text)
    return text.split()


def _figure(word: str) -> str:
    ordinal = words.ORDINALS.get(word) or (word != "seconds" and words.ORDINALS.get(word.removesuffix("s")))
    return f"{ordinal}#th" if ordinal else f"{words.CARDINALS[word]}#" if word in words.CARDINALS else ""


def _parsed(digits: str) -> Value:
    number = float(digits) if "." in digits or len(digits) > _MOST_DIGITS else int(digits)
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _extra(said: Reading, kind: Kind, known: Collection[str]) -> frozenset[str]:
    allowed = words.FILLER | words.COMPARATORS
    allowed |= words.BESIDE_A_NUMBER if kind == "number" else words.BESIDE_A_DATE | words.MONTHS.keys()
    return frozenset(word for word in said.others - allowed if rough(words.UNITS.get(word, word)) not in known)

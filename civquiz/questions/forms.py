"""Whether a text is an accepted form: in the same words (rule 8 of typed answers), or how it differs from it.

Knows strings only. Two texts are the same under `keys`, from strict to loose; `fit` lays one over the other word by
word, with the typing errors between them.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

import msgspec

from civquiz.questions import numerals, words
from civquiz.questions.normal import CACHED, is_of_another_script, tokens_of
from civquiz.questions.spelling import errors, is_confused, is_slip, sounds

LEVELS = 6  # of `keys`
EXACT = 1  # the levels of `keys` up to this one are the same words as they stand
FOLDED = 4  # numbers in digits, words in the singular
ANY_ORDER = 5

_BETWEEN_WORDS = re.compile(r"(?<!\d) | (?!\d)")
_PLURAL = re.compile(r"\w{2,}[^\Wsui]s")  # not yes, congress, status, basis
_SIBILANT = re.compile(r"(?<=\w\w)ses?$")  # house and houses, gas and gases
_GERUND = re.compile(r"(?<=\w{6})ing$")  # gerrymander and gerrymandering
_PLURAL_ENDING = re.compile(r"(ss|x|ch|sh|zz|o)es$|s$")
_NAMED = frozenset(name.split()[0] for name in words.ABBREVIATED)  # what a name that is abbreviated begins with
_LONGEST_SHORT = 4  # letters of an acronym
_SYLLABLE = 3  # letters that each word of a form gives at least to a syllabic abbreviation
_LEAST_SHARE = 4  # letters to one error in all

Word = tuple[str, str]
"""A word as it is spelt, and without what makes no difference: its plural, its writing of a number."""


class Fit(msgspec.Struct, frozen=True):
    """How a response fits a form: the typed words with what they should be, and the words too few and too many.

    `matched` are the form's words that are there, spelt right or not; `errors` counts all typing errors.
    """

    form: str
    matched: tuple[str, ...]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    typos: tuple[tuple[str, str], ...] = ()
    errors: int = 0

    @property
    def letters(self) -> int:
        """How many letters the form has."""
        return len("".join((*self.matched, *self.missing)))

    @property
    def cost(self) -> tuple[int, int]:
        """What to compare fits by: the letters of whole words, then those of typing errors."""
        return len("".join((*self.missing, *self.extra))), self.errors

    @property
    def is_legible(self) -> bool:
        """Whether the errors are few enough for the whole of the form."""
        return self.errors * _LEAST_SHARE <= self.letters


@lru_cache(maxsize=CACHED)
def keys(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The keys under which two texts of these tokens are the same, from strict to loose."""
    exact = " ".join(tokens).casefold()
    content = " ".join(word for word in exact.split() if word not in words.DROPPED) or exact
    folded = " ".join(word for _, word in content_of(tokens))
    spoken = folded.split()
    # In order stay numbers (article 1, section 8) and what stands in a relation (innocent until proven guilty).
    free = [] if words.RELATIONS.intersection(spoken) else [word for word in spoken if not word[:1].isdigit()]
    any_order = " ".join([*sorted(free), *(word for word in spoken if word not in free)])
    return exact, exact, _unspaced(exact), _unspaced(content), _unspaced(folded), any_order


@lru_cache(maxsize=64)
def keyed(texts: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The texts by their keys, level by level; of those that share one the first."""
    found = [(keys(tokens_of(text)), text) for text in reversed(texts)]
    return tuple({each[level]: text for each, text in found} for level in range(LEVELS))


@lru_cache(maxsize=CACHED)
def folded(text: str) -> str:
    """The key of a text at the level `FOLDED`."""
    return keys(tokens_of(text))[FOLDED]


@lru_cache(maxsize=CACHED)
def content_of(tokens: tuple[str, ...]) -> tuple[Word, ...]:
    """The words that count, each with what it is compared by."""
    items = [item for item in numerals.items_of(tokens) if item not in words.DROPPED] or list(tokens)
    found = [(str(item.value),) * 2 if isinstance(item, numerals.Number) else (item, _singular(item)) for item in items]
    for at, (spelt, _) in enumerate(found):
        for name in words.ABBREVIATED if spelt in _NAMED else ():
            length = name.count(" ") + 1
            if " ".join(word for word, _ in found[at : at + length]) == name:
                found[at : at + length] = [(words.ABBREVIATED[name],) * 2]
                break
    return tuple(found)


Errors: TypeAlias = Callable[[str, str], int | None]
"""How many typing errors make a typed word of a right one; None if it is another word."""


def errors_between(response: str, form: str, is_word: Callable[[str], bool], *, alone: bool) -> Errors:
    """How to compare the words of a response with those of a form; `is_word` tells a typed word that is meant as it is.

    Between two scripts there are no typing errors: words of one sound are the same, all others differ. A common
    word is meant as it is, unless it is a slip beside words of the form that are right (not `alone`).
    """
    if is_of_another_script(response) != is_of_another_script(form):
        return lambda typed, right: 0 if sounds(typed) == sounds(right) else None

    def between(typed: str, right: str) -> int | None:
        if not (typed.isalpha() and right.isalpha()):
            number = numerals.mend(typed, "number") if right.isdigit() and typed.isalpha() else ""
            return 1 if number and content_of((number,))[0][1] == right else None
        found = errors(typed, right)
        if not alone and len(right) == _SYLLABLE and typed == right[0] + right[:0:-1] != right:
            found = 1  # rule of lwa
        if not found or is_confused(typed, right):
            return None if found else found
        alike = sounds(typed) == sounds(right)
        if alike and is_of_another_script(form):
            return 0
        meant = (is_word(typed) and not alike) or (typed in words.COMMON and (alone or not is_slip(typed, right)))
        return None if meant else found

    return between


def fit(response: str, said: Sequence[Word], form: str, is_word: Callable[[str], bool]) -> Fit:
    """How the words of a response, `said`, fit a form; `is_word` as in `errors_between`."""
    rest = list(said)
    left: list[str] = []
    there: list[Word] = []
    for spelt, folded in content_of(tokens_of(form)):
        at = next((at for at, (_, other) in enumerate(rest) if other == folded), None)
        if at is None:
            left.append(spelt)
        else:
            there.append((spelt, folded))
            del rest[at]
    matched = [spelt for spelt, _ in there]
    related = bool(words.RELATIONS.intersection(matched))
    ordered = [folded for spelt, folded in there if related or spelt.isdigit()]
    if len(ordered) > 1 and ordered != [folded for _, folded in said if folded in ordered]:
        return Fit(form, (), (form,))
    between = errors_between(response, form, is_word, alone=not matched)
    typos: list[tuple[str, str]] = []
    count = 0
    typed = [spelt for spelt, _ in rest]
    together = " ".join(typed), " ".join(left)
    if typed and left and len(typed) != len(left) and all(len(word) > _SYLLABLE for word in (*typed, *left)):
        # a space too much or too few
        found = between(*("".join(each.split()) for each in together))
        if found is not None:
            return Fit(form, (*matched, *left), typos=(together,) if found else (), errors=found)
    missing = []
    for right in left:
        near = [(found, at) for at, word in enumerate(typed) if (found := between(word, right)) is not None]
        if near:
            found, at = min(near)
            count += found
            matched.append(right)
            if found:
                typos.append((typed[at], right))
            del typed[at]
        else:
            missing.append(right)
    return Fit(form, tuple(matched), tuple(missing), tuple(typed), tuple(typos), count)


@lru_cache(maxsize=CACHED)
def abbreviations(form: str) -> frozenset[str]:
    """The acronyms of a form of several words: with and without its articles, its number as written and in digits."""
    tokens = tokens_of(form)
    found = set()
    for chosen in (tokens, [token for token in tokens if token.casefold() not in words.DROPPED]):
        if len(chosen) > 1:
            values = [(token, numerals.roman(token)) for token in chosen]
            short = [token if value or _is_short(token) else token[0] for token, value in values]
            found.add("".join(short).casefold())
            found.add(
                "".join(
                    str(value) if value else first for first, (_, value) in zip(short, values, strict=True)
                ).casefold()
            )
    return frozenset(found)


def _is_short(token: str) -> bool:
    """Whether a word is an acronym itself, which stays whole in that of the form: UNSC."""
    return 1 < len(token) <= _LONGEST_SHORT and token.isupper()


def is_syllabic(word: str, form: str) -> bool:
    """Whether a word is made of the beginnings of a form's words: Gosduma, Minfin."""
    parts = [token.casefold() for token in tokens_of(form) if token.casefold() not in words.DROPPED]
    if len(parts) < 2 or not word.startswith(parts[0][:_SYLLABLE]):  # noqa: PLR2004 - a word alone is cut, not joined
        return False
    rest = {word}
    for part in parts:
        starts = (part[:length] for length in range(_SYLLABLE, len(part) + 1))
        rest = {each.removeprefix(start) for start in starts for each in rest if each.startswith(start)}
    return "" in rest


def _unspaced(text: str) -> str:
    return _BETWEEN_WORDS.sub("", text)


def _singular(word: str) -> str:
    word = _SIBILANT.sub("s", _GERUND.sub("", word))
    if not _PLURAL.fullmatch(word):
        return word
    return _PLURAL_ENDING.sub(r"\1", f"{word[:-3]}ys" if word.endswith("ies") else word)

"""How a response lies over an accepted form, word by word (rules 8, 9 and 11 of typed answers). Knows strings only."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

import msgspec

from civquiz.questions import numerals, spelling, words
from civquiz.questions.normal import CACHED, is_of_another_script, tokens_of

_SPACE = re.compile(r"(?<!\d) | (?!\d)")
_PLURAL = re.compile(r"\w{2,}[^\Wsui]s")  # not yes, congress, status, basis
_SIBILANT = re.compile(r"(?<=\w\w)ses?$")  # house and houses, gas and gases
_GERUND = re.compile(r"(?<=\w{9})ing$")  # gerrymander and gerrymandering
_PLURAL_ENDING = re.compile(r"(ss|x|ch|sh|zz|o)es$|s$")
_LONGEST_SHORT = 4  # letters of an acronym
_SYLLABLE = 3  # letters that each word gives at least to what is made of beginnings
_LEAST_SHARE = 4  # letters to one error in all
_MOST_WORDS = 24  # of a response that is laid over a form; a longer one says more than an answer

LOOSEST = 3  # level of `keys`

Word: TypeAlias = tuple[str, str]
"""A word as it is spelt, and without what makes no difference: its plural, its writing of a number."""
Errors: TypeAlias = Callable[[str, str, bool], int | None]
"""How many typing errors make a typed word of a right one, beside right words or not; None if it is another word."""


class Fit(msgspec.Struct, frozen=True):
    """The words of a form that are there, spelt right or not, those too few, and those too many.

    `typos` are the typed words that are not spelt right, each with what it should be, `errors` counts theirs.
    """

    form: str
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    typos: tuple[tuple[str, str], ...]
    errors: int

    @property
    def letters(self) -> int:
        """How many letters the form has."""
        return len("".join((*self.matched, *self.missing)))

    @property
    def cost(self) -> tuple[int, int]:
        """What to compare fits by: the letters of whole words, then those of typing errors."""
        return len("".join((*self.missing, *self.extra))), self.errors


def fit(form: str, right: Sequence[Word], said: Sequence[Word], between: Errors) -> Fit | None:
    """How words that are said fit those of a form; None without one that does, or with too many errors or words."""
    if len(said) > _MOST_WORDS:
        return None
    beside = bool({same for _, same in right} & {folded for _, folded in said})
    pairs = sorted(
        (count, to, at)
        for at, (typed, folded) in enumerate(said)
        for to, (spelt, same) in enumerate(right)
        if (count := 0 if folded == same else between(typed, spelt, beside)) is not None
    )
    place: dict[int, int] = {}  # of the form's words in what is said
    errors: dict[int, int] = {}
    for count, to, at in pairs:
        if to not in place and at not in place.values():
            place[to], errors[to] = at, count
    matched = {to: right[to][0] for to in sorted(place)}
    related = words.RELATIONS.intersection(matched.values())
    order = [place[to] for to, word in matched.items() if related or not word.isalpha()]
    found = Fit(
        form,
        tuple(matched.values()),
        tuple(spelt for to, (spelt, _) in enumerate(right) if to not in place),
        tuple(typed for at, (typed, _) in enumerate(said) if at not in place.values()),
        tuple((said[place[to]][0], word) for to, word in matched.items() if errors[to]),
        sum(errors.values()),
    )
    return found if matched and order == sorted(order) and found.errors * _LEAST_SHARE <= found.letters else None


def errors_between(response: str, form: str, is_word: Callable[[str], bool]) -> Errors:
    """How to compare the words of a response with those of a form; `is_word` tells a typed word that is meant as it is.

    Between two scripts there are no typing errors: words of one sound are the same, all others differ. A common
    word is meant as it is too, unless it is one slip beside words that are right.
    """
    if is_of_another_script(response) != is_of_another_script(form):
        return lambda typed, right, _: 0 if spelling.sounds(typed) == spelling.sounds(right) else None

    def between(typed: str, right: str, beside: bool) -> int | None:
        if not right.isalpha():
            mended = numerals.mend(typed, "number")
            return 1 if mended and content_of((mended,))[0][1] == right else None
        found = spelling.errors(typed, right)
        meant = is_word(typed) and spelling.sounds(typed) != spelling.sounds(right)
        meant = meant or (typed in words.COMMON and not (beside and found == 1))
        return None if found and (meant or spelling.is_confused(typed, right)) else found

    return between


@lru_cache(maxsize=CACHED)
def content_of(tokens: tuple[str, ...]) -> tuple[Word, ...]:
    """The words that count, each with what it is compared by."""
    items = [item for item in numerals.items_of(tokens) if item not in words.DROPPED] or list(tokens)
    return tuple(
        (str(item.value),) * 2 if isinstance(item, numerals.Number) else (item, _singular(item)) for item in items
    )


@lru_cache(maxsize=CACHED)
def keys(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The keys under which two texts of these tokens are the same, from strict to loose."""
    exact = " ".join(tokens).casefold()
    said = [word for _, word in content_of(tokens)]
    # In order stay numbers (article 1, section 8) and what stands in a relation (innocent until proven guilty).
    free = [] if words.RELATIONS.intersection(said) else [word for word in said if not word[:1].isdigit()]
    any_order = " ".join([*sorted(free), *(word for word in said if word not in free)])
    return exact, _SPACE.sub("", exact), _SPACE.sub("", " ".join(said)), any_order


def keys_of(text: str) -> tuple[str, ...]:
    """The keys of a text, as `keys` has them."""
    return keys(tokens_of(text))


@lru_cache(maxsize=CACHED)
def folded(text: str) -> str:
    """The key of a text that is the same in the singular, with numbers in digits and without spaces."""
    return keys_of(text)[2]


@lru_cache(maxsize=CACHED)
def abbreviations(form: str) -> frozenset[str]:
    """The acronyms of a form of several words: with its articles, without them, and with its numbers in digits."""
    tokens = tokens_of(form)
    content = [token for token in tokens if token.casefold() not in words.DROPPED]
    chosen = (tokens, content, [word for _, word in content_of(tokens)])
    return frozenset("".join(map(_initial, each)).casefold() for each in chosen if len(each) > 1)


def abbreviates(text: str, form: str) -> bool:
    """Whether a text is an acronym of a form, or is made of the beginnings of its words: Gosduma, Minfin."""
    parts = [token.casefold() for token in tokens_of(form) if token.casefold() not in words.DROPPED]
    return text in abbreviations(form) or (len(parts) > 1 and _is_joined(text, parts))


def _is_joined(text: str, parts: Sequence[str]) -> bool:
    if not parts:
        return not text
    starts = (parts[0][:length] for length in range(_SYLLABLE, len(parts[0]) + 1))
    return any(text.startswith(start) and _is_joined(text[len(start) :], parts[1:]) for start in starts)


def _initial(word: str) -> str:
    """What an acronym has of a word; one that is an acronym or a numeral itself stays whole: UNSC, WWII."""
    return word if word.isdigit() or (word.isupper() and 1 < len(word) <= _LONGEST_SHORT) else word[0]


def _singular(word: str) -> str:
    word = _SIBILANT.sub("s", _GERUND.sub("", word))
    if not _PLURAL.fullmatch(word):
        return word
    return _PLURAL_ENDING.sub(r"\1", f"{word[:-3]}ys" if word.endswith("ies") else word)

"""What a typed answer is judged by: the response, the forms, and how they lie over each other. Knows strings only."""

import re
from collections.abc import Collection, Container, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType

import msgspec

from civquiz.questions import words
from civquiz.questions.forms import (
    ANY_ORDER,
    EXACT,
    LEVELS,
    Fit,
    Word,
    abbreviations,
    content_of,
    fit,
    folded,
    keyed,
    keys,
)
from civquiz.questions.grading import Kind
from civquiz.questions.normal import normalise, rough, tokens_of, without_lead_ins
from civquiz.questions.spelling import sounds

NUMERIC = frozenset({"year", "number", "date"})
NO_REJECTS: Mapping[str, str] = MappingProxyType({})

_ASKS_A_NUMBER = re.compile(
    r"(?i)\bhow (?:many|much|long|old|often|far)\b|\b(?:what|which) (?:number|percentage|share)\b"
)
_ASKS_A_DATE = re.compile(r"(?i)\bwhen\b|\b(?:what|which) year\b")
_ASKED_FOR = re.compile(
    r"(?i)\b(?:which|what|name the|name a)\s+"
    r"(?!(?:is|are|was|were|do|does|did|can|has|have|had|will)\b)([\w.’'-]+(?:\s+[\w.’'-]+)?)"
)
_MOST_BESIDE = 60  # letters, beside twice those of a form, that lead-ins and number words may take
_MOST_WORDS = 16  # of a response that is laid over a form; a longer one says more than an answer
_SHORTEST_ROOT, _LONGEST_ENDING = 4, 3  # letters


class Met(msgspec.Struct, frozen=True):
    """The strictest level on which the response is a form that the question has, right or wrong."""

    level: int
    right: bool
    why: str = ""


class Case(msgspec.Struct, frozen=True, dict=True):
    """A response, cut to what is read, with all that a rule may need to judge it.

    `rivals` are the answers of the bank's other questions, `known` the words of the bank.
    """

    response: str
    forms: tuple[str, ...]
    kind: Kind = "text"
    reject: Mapping[str, str] = NO_REJECTS
    rivals: Sequence[str] = ()
    stem: str = ""
    tolerance: float = 0.0
    unit: str = ""
    known: Container[str] = frozenset()

    @cached_property
    def met(self) -> "Met | None":
        """Where the response meets a form; several rules ask for it."""
        longest = max((2 * len(text) for text in (*self.forms, *self.reject)), default=0) + _MOST_BESIDE
        said = [keys(each) for each in without_lead_ins(self.response) if len("".join(each)) <= longest]
        if not said:
            return None
        forms, rejected = keyed(self.forms), keyed(tuple(self.reject))
        for level in range(LEVELS):
            same = [each[level] for each in (said if level else said[:1])]
            if level <= EXACT:  # with as few lead-ins taken off as may be: a form may begin with one
                same = [next((each for each in same if each in forms[level] or each in rejected[level]), "")]
            right = any(each in forms[level] for each in same)
            whys = [self.reject[rejected[level][each]] for each in same if each in rejected[level]]
            if level == ANY_ORDER and right and any(keys(tokens_of(text))[level] in same for text in self.competitors):
                return Met(level, right=False, why=next(iter(whys), ""))
            if right and (level <= EXACT or not whys):
                return Met(level, right=True)
            if whys:
                return Met(level, right=False, why=whys[0])
        return None

    @cached_property
    def said(self) -> tuple[Word, ...]:
        """The words of the response without what is said before an answer."""
        return content_of(without_lead_ins(self.response)[-1])

    @cached_property
    def fit(self) -> Fit | None:
        """How the response fits the form that is nearest to it; None without a word of it, or for a number."""
        if self.kind in NUMERIC or len(self.said) > _MOST_WORDS:
            return None
        said = tuple(word for word in self.said if word[0] not in self._short) or self.said
        fits = [fit(self.response, said, form, self.is_word) for form in self.forms]
        return min((each for each in fits if each.matched), key=lambda each: each.cost, default=None)

    @cached_property
    def _short(self) -> frozenset[str]:
        """The acronyms of the forms that are not forms themselves."""
        return frozenset(short for form in self.forms for short in abbreviations(form)) - set(
            map(normalise, self.forms)
        )

    @property
    def asked(self) -> frozenset[str]:
        """The words of the stem, without their endings."""
        return _roots(self.stem)

    @cached_property
    def asked_for(self) -> frozenset[str]:
        """The words with which the stem names what it asks for (which amendment), without their endings."""
        found = " ".join(match[1] for match in _ASKED_FOR.finditer(self.stem))
        return frozenset(map(rough, normalise(found).split()))

    def unexplained(self, extra: Collection[str], *, classes: bool = True) -> list[str]:
        """Those of some words that neither the stem has nor people say beside an answer, `classes` of things too."""
        beside = words.FILLER | (words.TITLES if self.kind == "person" else frozenset())
        if classes and not words.CLASSES & self.asked and self.asked_for.isdisjoint(map(rough, words.OTHER_CLASSES)):
            beside |= words.CLASSES  # a country is no river
        asked = {word: self._asks(rough(word)) for word in set(extra) - beside}
        return [word for word in extra if word not in beside and not asked[word]]

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

    @cached_property
    def competitors(self) -> list[str]:
        """The rejected forms and the other answers of the bank, but for those that are right here."""
        here = set(map(folded, self.forms))
        return [text for text in (*self.reject, *self.rivals) if folded(text) not in here]

    def is_accepted(self, text: str) -> bool:
        """Whether another question's answer is right here as well: in the same words, those of the question aside.

        Of a person the surname alone is right too.
        """
        if text in self.reject:
            return False
        if self.kind == "person" and any(_is_shorter_name(text, form) for form in self.forms):
            return True
        said = content_of(tokens_of(text))
        fits = (fit(text, said, form, self.is_word) for form in self.forms)
        return any(
            not each.errors and not self.unexplained((*each.extra, *each.missing), classes=False)
            for each in fits
            if each.matched
        )

    def says_enough(self, found: Fit) -> bool:
        """Whether the words that are missing are what the question asks for (which amendment), or beside a number."""
        if not found.missing:
            return True
        number = _ASKS_A_NUMBER.search(self.stem) or _ASKS_A_DATE.search(self.stem)
        if (
            number
            and any(word.isdigit() for word in found.matched)
            and not any(word.isdigit() for word in found.missing)
        ):
            return True
        new = [word for word in self.unexplained(found.matched) if word not in words.QUALIFIERS]
        return bool(new) and all(rough(word) in self.asked_for for word in found.missing)

    def nearest(self, most: int, typos: Sequence[tuple[str, str]]) -> int | None:
        """How far the nearest competitor is from the response in letters; None if farther than so many.

        One that sounds the same as it should is nearer than one that does not.
        """
        most -= all(sounds(typed) == sounds(right) for typed, right in typos)
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        said = normalise(self.response)
        texts = [normalise(text) for text in (*self.reject, *self.rivals)]
        near = process.extract(said, texts, scorer=OSA.distance, score_cutoff=most, limit=None)
        distances = (
            int(distance) for _, distance, at in near if not self.is_accepted((*self.reject, *self.rivals)[at])
        )
        return min(distances, default=None)


@lru_cache(maxsize=1024)
def _roots(text: str) -> frozenset[str]:
    spoken = [*tokens_of(text.casefold()), *(each for word in content_of(tokens_of(text)) for each in word)]
    return frozenset(map(rough, spoken))


def _is_shorter_name(text: str, form: str) -> bool:
    """Whether a name is another without some of its given names."""
    one, other = ([word for word in normalise(each).split() if word not in words.TITLES] for each in (text, form))
    return bool(one and other) and one[-1] == other[-1] and set(one) <= set(other)

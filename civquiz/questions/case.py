"""What a typed answer is judged by: the response, the forms, and how they lie over each other. Knows strings only."""

import re
from collections.abc import Collection, Container, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType

import msgspec

from civquiz.questions import words
from civquiz.questions.forms import (
    LOOSEST,
    Errors,
    Fit,
    abbreviations,
    content_of,
    errors_between,
    fit,
    folded,
    keys,
    keys_of,
)
from civquiz.questions.grading import Grade, Kind
from civquiz.questions.normal import is_akin, normalise, tokens_of, without_lead_ins, word_set
from civquiz.questions.spelling import sounds

NUMERIC = frozenset({"year", "number", "date"})
NO_REJECTS: Mapping[str, str] = MappingProxyType({})

_ASKS_A_NUMBER = re.compile(
    r"(?i)\bhow (?:many|much|long|old|often|far)\b|\bwhen\b|\b(?:what|which) (?:number|percentage|share|year)\b"
)
_ASKED_FOR = re.compile(
    r"(?i)\b(?:which|what|name the|name a)\s+"
    r"(?!(?:is|are|was|were|do|does|did|can|has|have|had|will)\b)([\w.’'-]+(?:\s+[\w.’'-]+)?)"
)


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
    def met(self) -> Grade | None:
        """The grade of the form, accepted or rejected, that the response is but for its writing."""
        said = [keys(tokens) for tokens in without_lead_ins(self.response)]
        for level, met in enumerate(_met(self.forms, tuple(self.reject.items()))):
            # A form may begin with a lead-in: with as few off as may be.
            if found := next((met[each[level]] for each in said if each[level] in met), None):
                return found
        return None

    @cached_property
    def fit(self) -> Fit | None:
        """How the response fits the form that is nearest to it; None without a word of it."""
        said = content_of(without_lead_ins(self.response)[-1])
        fits = (fit(form, content_of(tokens_of(form)), said, self.between(form)) for form in self.forms)
        return min(filter(None, fits), key=lambda each: (each.cost, each.form), default=None)

    def between(self, form: str) -> Errors:
        """How to compare the words of the response with those of a form; what is a word itself is meant as it is."""
        return errors_between(self.response, form, lambda word: word in self.known or word in self.rejected_words)

    @cached_property
    def rejected_words(self) -> frozenset[str]:
        """The words of the rejected forms that no accepted one has."""
        return words_of(*self.reject) - words_of(*self.forms)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The words of the stem."""
        return words_of(self.stem)

    @cached_property
    def asked_for(self) -> frozenset[str]:
        """The words with which the stem names what it asks for: which amendment."""
        return words_of(" ".join(match[1] for match in _ASKED_FOR.finditer(self.stem)))

    def unexplained(self, extra: Collection[str]) -> list[str]:
        """Those of some words that people do not say beside an answer and that are akin to none of the stem."""
        beside = words.FILLER | (words.TITLES if self.kind == "person" else frozenset())
        if words.CLASSES.isdisjoint(self.asked) and words.OTHER_CLASSES.isdisjoint(self.asked_for):
            beside |= words.CLASSES
        beside = beside.union(*map(abbreviations, self.forms))
        return [word for word in extra if word not in beside and not self.asks_all([word])]

    def asks_all(self, extra: Collection[str]) -> bool:
        """Whether the stem has each of some words, or one with its stem: Kazakhstan and Kazakhstani."""
        return all(
            words.DEMONYMS.get(word) in self.asked or any(is_akin(word, o) for o in self.asked) for word in extra
        )

    @cached_property
    def competitors(self) -> list[str]:
        """The rejected forms and the other answers of the bank, but for those that are right here."""
        here = set(map(folded, self.forms))
        rivals = [text for text in self.rivals if self.kind != "person" or not self._is_shorter_name(text)]
        return [text for text in (*self.reject, *rivals) if folded(text) not in here]

    def names_another(self, said: Collection[str]) -> bool:
        """Whether some words have among them all that count of a competitor."""
        there = words.DROPPED.union(said)
        named = (word_set(text) for text in self.competitors)
        return any(each <= there and not each <= words.DROPPED for each in named)

    def _is_shorter_name(self, text: str) -> bool:
        """Whether a person's name is that of a form without some of its given names."""
        names = [word for word in normalise(text).split() if word not in words.TITLES]
        forms = (normalise(form).split() for form in self.forms)
        return any(names[-1:] == form[-1:] and set(names) <= set(form) for form in forms)

    def says_enough(self, found: Fit) -> bool:
        """Whether the words that are missing are what the question asks for (which amendment), or beside a number."""
        beside = all(map(str.isalpha, found.missing)) and words.COMPARATORS.isdisjoint(found.missing)
        number = beside and not all(map(str.isalpha, found.matched))
        if not found.missing or (number and _ASKS_A_NUMBER.search(self.stem)):
            return True
        named = all(words_of(word) & self.asked_for for word in found.missing)
        return named and not words.QUALIFIERS.issuperset(self.unexplained(found.matched))

    def is_as_near(self, found: Fit) -> bool:
        """Whether a competitor is as near to the words that fit a form, in letters, as that form.

        One that sounds the same as it should is nearer than one that does not.
        """
        from rapidfuzz.distance import OSA

        errors = found.errors - all(sounds(typed) == sounds(right) for typed, right in found.typos)
        tokens = map(str.casefold, without_lead_ins(self.response)[-1])
        said = " ".join(token for token in tokens if token not in found.extra)
        return any(OSA.distance(said, normalise(other)) <= errors for other in self.competitors)


@lru_cache(maxsize=64)
def _met(forms: tuple[str, ...], reject: tuple[tuple[str, str], ...]) -> list[dict[str, Grade]]:
    """The grade of a text of each key, level by level: as it stands rather right, else rather wrong."""
    right = [(keys_of(form), Grade(1.0, "correct", "an accepted form")) for form in forms]
    wrong = [(keys_of(text), Grade(0.0, "wrong", why)) for text, why in reversed(reject)]
    ranked = [[*wrong, *right], *[[*right, *wrong]] * LOOSEST]
    return [{each[level]: grade for each, grade in texts} for level, texts in enumerate(ranked)]


@lru_cache(maxsize=1024)
def words_of(*texts: str) -> frozenset[str]:
    """The words of some texts, as they are spelt and without what makes no difference."""
    spellings = (each for text in texts for each in (tokens_of(text.casefold()), *content_of(tokens_of(text))))
    return frozenset[str]().union(*spellings)

"""Names of persons (rule 13 of typed answers): the surname is enough, and every other name given must fit."""

import re
from functools import lru_cache

from civquiz.questions import numerals, words
from civquiz.questions.case import Case
from civquiz.questions.forms import fit
from civquiz.questions.grading import Grade
from civquiz.questions.misspelling import spelt
from civquiz.questions.normal import CACHED, tokens_of
from civquiz.questions.spelling import errors, is_confused

_MOST_INITIALS = 3
_INITIAL = re.compile(r"\W*[AI]\.")  # of a name; without the full stop it is a word
_BEFORE = words.TITLES | words.FILLER


def named(case: Case, form: str) -> Grade | None:
    """The grade of a response as the name of a person: the surname, and what else is said fits; None if it does not."""
    names, said = _names(form), tuple(name for name in _names(case.response) if name not in case.asked)
    if any(map(str.isdigit, (*names, *said))) or not names:
        return None
    *given, surname = names if names[0] not in words.FAMILY_FIRST else [*names[1:], names[0]]
    strict = case.between(form)

    def between(typed: str, right: str, beside: bool) -> int | None:
        found = strict(typed, right, beside)
        if right == surname:
            return 0 if typed.removesuffix(right) in words.PARTICLES else found  # DeGaulle
        if _is_short_for(typed, right):
            return 0
        found = errors(typed, right) if found is None else found  # Mary, Marie
        return None if found and is_confused(typed, right) else found

    found = fit(form, [(name, name) for name in (*given, surname)], [(name, name) for name in said], between)
    if found is None or surname not in found.matched:
        return None
    surname_first, given_fits = between(said[0], surname, False) is not None, len(found.matched) > 1
    # After a given name may stand one after the father, which the form does not have.
    after_the_father = (name.endswith(words.PATRONYMIC) or (surname_first and len(name) == 1) for name in found.extra)
    if found.extra and not (given_fits and all(after_the_father)):
        close = Grade(0.0, "close", "say it without the middle name, with which it may be somebody else")
        return close if len(given) == 1 and not found.missing else None
    return spelt(case, found) or Grade(1.0, "correct", "the name, as far as it has to be said")


@lru_cache(maxsize=CACHED)
def _names(text: str) -> tuple[str, ...]:
    """The names in a name, the surname last: without titles and particles, a numeral in digits.

    The first is no numeral (V.I. Lenin), nor a letter alone that is not the last or has a full stop (Lenin V.I.).
    """
    letter_may_be_one = not text.rstrip().endswith(".")
    last, _, first = text.replace(".", " ").partition(",")
    tokens = [*tokens_of(first), *tokens_of(last)] if first.strip() else list(tokens_of(last))
    names: list[str] = []
    for at, token in enumerate(tokens):
        may_be_one = len(token) > 1 or (letter_may_be_one and at == len(tokens) - 1)
        number = numerals.roman(token) if at and may_be_one else 0
        initials = token.isupper() and len(token) <= _MOST_INITIALS and not (number or text.isupper())
        names += [str(number)] if number else list(token.casefold()) if initials else [token.casefold()]
    names = [name for name in names if name not in words.PARTICLES]
    while len(names) > 1 and names[0] in _BEFORE and not _INITIAL.match(text):
        del names[0]
    while len(names) > 1 and names[-1] in words.AFTER_A_NAME:
        del names[-1]
    return tuple(names)


def _is_short_for(typed: str, right: str) -> bool:
    """Whether a given name is an initial of another, or a short form that begins it or has its letters in turn: Tom.

    Two letters may be two initials.
    """
    letters = iter(right)
    in_turn = len(typed) == len("Tom") and typed[0] == right[0] and all(letter in letters for letter in typed)
    return in_turn or (right.startswith(typed) and len(typed) != len("TJ"))

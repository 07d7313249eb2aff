"""Names of persons (rule 13 of typed answers): the surname is enough, and every other name given must fit."""

from civquiz.questions import numerals, words
from civquiz.questions.case import Case
from civquiz.questions.forms import Errors, errors_between
from civquiz.questions.grading import Grade
from civquiz.questions.misspelling import misspelt
from civquiz.questions.normal import rough, tokens_of
from civquiz.questions.spelling import errors, is_confused

_MOST_INITIALS = 3
_MORE_NAMES = Grade(0.0, "close", "say it without the middle name, with which it may be somebody else")
_MOST_NAMES = 16  # a text of more is no name; a sign may be three words


def named(case: Case, form: str) -> Grade | None:
    """The grade of a response as the name of a person: the surname, and what else is said fits; None if it does not."""
    names, said = _names(form), [name for name in _names(case.response) if rough(name) not in case.asked]
    if not names or not said or max(len(names), len(said)) > _MOST_NAMES:
        return None
    if any(name.isdigit() for name in (*names, *said)):
        return None
    *given, surname = names if names[0] not in words.FAMILY_FIRST else [*names[1:], names[0]]
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
    others = [*said[:at], *said[at + 1 :]]
    for name in others:
        fitting = [(wrong, other) for other in given if (wrong := _given(name, other, between)) is not None]
        fits_first = len(given) == 1 and name != others[0] and _given(others[0], given[0], between) is not None
        if not fitting and fits_first and at == 0:
            continue  # after the surname and the given name one after the father, which the form does not have
        if not fitting:
            return _MORE_NAMES if fits_first else None
        wrong, other = min(fitting)
        count += wrong
        typos += [(name, other)] if wrong else []
    if not typos:
        return Grade(1.0, "correct", "the name, as far as it has to be said")
    if count * 4 > len("".join(said)):
        return None
    near_other = case.nearest(count, typos)
    if near_other is None:
        return misspelt(case, form, typos)
    return (
        Grade(0.0, "close", "it could be somebody else; check the spelling")
        if near_other
        else Grade(0.0, "wrong", "that is somebody else")
    )


def _names(text: str) -> list[str]:
    """The names in a name, the surname last: without titles and particles, a numeral in digits."""
    last, comma, first = text.partition(",")
    tokens = [*tokens_of(first), *tokens_of(last)] if comma and first.strip() else list(tokens_of(text))
    numbers = [
        numerals.roman(token) if len(token) > 1 or at == len(tokens) - 1 else 0 for at, token in enumerate(tokens)
    ]
    names = [str(number) if number else token.casefold() for number, token in zip(numbers, tokens, strict=True)]
    spoken = [
        list(name) if token.isupper() and len(token) <= _MOST_INITIALS else [name]
        for name, token in zip(names, tokens, strict=True)
    ]
    names = [name for each in spoken for name in each if name not in words.PARTICLES]
    while len(names) > 1 and names[0] in words.TITLES | words.FILLER:
        del names[0]
    while len(names) > 1 and names[-1] in words.AFTER_A_NAME:
        del names[-1]
    return names


def _given(typed: str, right: str, between: Errors) -> int | None:
    """The typing errors in a given name, which may be a name of its own (Mary); none in an initial or a short form."""
    letters = iter(right)
    if typed[0] == right[0] and (len(typed) != 2 and all(letter in letters for letter in typed)):  # noqa: PLR2004
        return 0
    found = between(typed, right)
    return errors(typed, right) if found is None and not is_confused(typed, right) else found

"""A response as somebody writes it down for a question, made what the question's interaction would have given.

Written down it has the shape that an attempt keeps (a text, a list of texts, pairs, true or false), or is one text with
semicolons between.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import assert_never

import msgspec

from civquiz.errors import CivquizError
from civquiz.questions.bank import quoted
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Match, Question, Response
from civquiz.questions.true_false import truth_said
from civquiz.text import one_line

_BETWEEN = ";"


class UnusableError(CivquizError):
    """What was written down is no response to the question; the message says why."""


def response_given(question: Question, given: object) -> Response:
    """The response that is meant, an option being told by its text in any case of letters. Raises UnusableError."""
    interaction = question.interaction(0)
    match interaction:
        case EnterText():
            return _typed(question, given)
        case ChooseOne(options):
            return _one_of(_text(given, "one of the options"), options)
        case ChooseMany(options):
            return list(dict.fromkeys(_several(given, options)))
        case Arrange(options):
            return _each_once(_several(given, options), options)
        case Match(lefts, rights):
            return _matched(given, lefts, rights)
        case _:
            assert_never(interaction)


def _typed(question: Question, given: object) -> str:
    response = question.response_from(_texts(given)) if isinstance(given, list) else _text(given, "a text")
    if not isinstance(response, str):
        raise UnusableError("give a text, not a list")
    return response


def _one_of(text: str, options: Sequence[str]) -> str:
    there = {_same(option): option for option in options}
    said = _same(text)
    found = there.get(said) or there.get(_same(truth_said(text)))
    if found is None:
        what = f"there is no {quoted(text)} here" if said else "nothing is given"
        raise UnusableError(f"{what}; there are: {_listed(options)}")
    return found


def _several(given: object, options: Sequence[str]) -> list[str]:
    given = _from_json(given)
    texts = _texts(given) if isinstance(given, list) else _text(given, "a list of texts").split(_BETWEEN)
    return [_one_of(text, options) for text in [text for text in texts if text.strip()] or [""]]


def _each_once(placed: list[str], options: Iterable[str]) -> list[str]:
    missing = [option for option in options if option not in placed]
    if missing:
        raise UnusableError(f"each of them has to be placed; missing: {_listed(missing)}")
    if len(placed) > len(set(placed)):
        twice = (option for option, count in Counter(placed).items() if count > 1)
        raise UnusableError(f"each of them has one place; given twice: {_listed(twice)}")
    return placed


def _matched(given: object, lefts: Sequence[str], rights: Sequence[str]) -> dict[str, str]:
    given = _from_json(given)
    if isinstance(given, dict):
        sides = [(str(left), _text(right, "a text for each")) for left, right in given.items()]
    else:
        text = _text(given, f"left: right, with {_BETWEEN} between")
        sides = [_pair(piece, lefts) for piece in text.split(_BETWEEN) if piece.strip()]
    pairs: dict[str, str] = {}
    for said, right in sides:
        left = _one_of(said, lefts)
        if left in pairs:
            raise UnusableError(f"{quoted(left)} is given twice")
        pairs[left] = _one_of(right, rights)
    missing = [left for left in lefts if left not in pairs]
    if missing:
        raise UnusableError(f"each of them has to be matched; missing: {_listed(missing)}")
    return pairs


def _pair(piece: str, lefts: Iterable[str]) -> tuple[str, str]:
    """Left and right at the colon that ends a left side; there may be colons in the sides too."""
    there = set(map(_same, lefts))
    parts = piece.split(":")
    most = max(left.count(":") for left in lefts) + 1  # all cuts of a long one would take quadratic time
    cuts = ((":".join(parts[:at]), ":".join(parts[at:])) for at in range(1, min(len(parts), most + 1)))
    return next((cut for cut in cuts if _same(cut[0]) in there), (parts[0], ":".join(parts[1:])))


def _from_json(given: object) -> object:
    """What a text is as JSON, if that is a list or a table; else what was given."""
    if not (isinstance(given, str) and given.lstrip()[:1] in {"[", "{"}):
        return given
    try:
        return msgspec.json.decode(given.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return given


def _texts(given: list[object]) -> list[str]:
    return [_text(each, "a list of texts") for each in given]


def _text(given: object, wanted: str) -> str:
    """A text; numbers, true and false are texts too, as in a bank."""
    if not isinstance(given, str | bool | int | float):
        raise UnusableError(f"give {wanted}")
    return str(given)


def _same(text: str) -> str:
    return one_line(text).casefold()


def _listed(texts: Iterable[str]) -> str:
    return f"{_BETWEEN} ".join(map(one_line, texts))

"""Which options a file means to be right: by their text, by a letter, or by a number counted from 0 or from 1.

What a record leaves open the others of its file decide: a 0 shows that they count from 0, a 4 of four options that they
count from 1. What they leave open too is not guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import NamedTuple

from civquiz.questions.bank import quoted
from civquiz.text import one_line

_TEXT, _LABEL, _FROM_0, _FROM_1 = _WAYS = ("text", "label", "from 0", "from 1")
_SHARE = 3  # a way of which there is less than a third of the evidence for another is none of that file's

_NUMBER = re.compile(r"(\d{1,3})(?:\.0)?")
_LABELLED = re.compile(r"\(?([a-j]|\d\d?)\s?[).:]\s*+(.*)", re.DOTALL)
_NAMED = re.compile(r"(?:(?:option|choice|answer|opt|ans)[\s_.-]*+)?\(?([a-j]|\d\d?)\)?[).:]?")
_BETWEEN = re.compile(r" ?[,;|/&+] ?| and | ")  # letters and numbers, in a line
_BETWEEN_TEXTS = ("\n", "|", ";", ",")
_LONGEST = 3_000  # characters of a key; no option has as many
_COUNTED = re.compile(r"(?:index|indexes|indices|idx)\Z")
_MARKED = re.compile(r"_?correct\Z")
_TRUTHS = frozenset({"true", "false"})


class Options(NamedTuple):
    """The options of a question in their order, "" where one is empty; their labels, if the file gives such; the keys.

    A key is the name of a field, as `name_key` has it, and its value: a text, a number or a list of such.
    """

    texts: Sequence[str]
    labels: Sequence[str]
    keys: Sequence[tuple[str, object]]


class UnusableError(Exception):
    """Why a question is not taken."""


Reading = dict[str, tuple[int, ...]]


class AnswerKey:
    """How the fields of a file name its right options."""

    def __init__(self, questions: Iterable[Options]) -> None:
        evidence: dict[str, Counter[str]] = {}
        for options in questions:
            for name, value in options.keys:
                ways = list(_readings(options, value))
                if len(ways) == 1:
                    evidence.setdefault(name, Counter())[ways[0]] += 1
        self._ways = {name: _trusted(name, ways) for name, ways in evidence.items()}

    def right(self, options: Options) -> tuple[int, ...]:
        """The positions of the right options. Raises UnusableError if that is not certain."""
        found = [self._positions(options, name, value) for name, value in options.keys]
        if len(set(found)) > 1:
            raise UnusableError("its fields name different right options")
        if not all(options.texts[position] for position in found[0]):
            raise UnusableError("the option that is right is empty")
        return found[0]

    def _positions(self, options: Options, name: str, value: object) -> tuple[int, ...]:
        readings = _readings(options, value)
        if not readings:
            raise UnusableError(
                f"the answer {quoted(value)} is none of the options; wrong ones alone are named “distractor 1”"
            )
        ways = self._ways.get(name, set(_WAYS))
        if _is_true_false(options):
            ways = ways | {_TEXT}
        readings = {way: positions for way, positions in readings.items() if way in ways}
        if len(set(readings.values())) > 1 and name not in self._ways:
            usual = {way for way in (_FROM_0, _LABEL) if way in readings and _is_usual(way, name, options)}
            readings = {way: readings[way] for way in usual} or readings
        if len(set(readings.values())) != 1:
            raise UnusableError(
                f"the file does not show which option the answer {quoted(value)} means: write the right option's text"
            )
        return next(iter(readings.values()))


def _trusted(name: str, evidence: Counter[str]) -> set[str]:
    """The ways in which a field of that name is read; none if an index counts from 1 in a single question."""
    if _COUNTED.search(name) and evidence == {_FROM_1: 1}:
        return set()
    return {way for way, number in evidence.items() if number * _SHARE >= max(evidence.values())}


def unlabelled(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options without the `A)`, `B)` and so on before them, and those letters; as they are if not all have one."""
    found = [_LABELLED.fullmatch(text[:1].lower() + text[1:]) for text in texts]
    letters = [match[1] if match and match[2].strip() else "" for match in found]
    if len(texts) > 1 and letters == list(ascii_lowercase[: len(texts)]):
        return [text[match.start(2) :] for text, match in zip(texts, found, strict=True) if match], letters
    return list(texts), []


def _is_usual(way: str, name: str, options: Options) -> bool:
    """Whether fields of that name are, if nothing shows another way, read in this one."""
    return bool(_COUNTED.search(name)) if way == _FROM_0 else _is_numbered(options)


def _is_numbered(options: Options) -> bool:
    return bool(options.labels) and all(label.isdecimal() for label in options.labels)


def _is_true_false(options: Options) -> bool:
    return {_fold(text) for text in options.texts if text} == _TRUTHS


def _readings(options: Options, value: object) -> Reading:
    """What the value means in each way in which it means anything."""
    if isinstance(value, Mapping):
        alone = next(iter(value.values())) if len(value) == 1 else None
        return _marked(options, value) if alone is None else _readings(options, _plain(alone))
    if isinstance(value, list):
        parts = {way: _positions(options, value, way) for way in _WAYS}
        return {way: positions for way, positions in parts.items() if positions}
    found: Reading = {}
    for way in _WAYS:
        position = _position(options, value, way)
        positions = _several(options, value, way) if position is None else (position,)
        if positions:
            found[way] = positions
    return found


def _several(options: Options, value: object, way: str) -> tuple[int, ...]:
    """The positions that a text such as `A, C` names; none if a part of it does not name one."""
    text = _plain(value)
    if way == _TEXT:
        cuts = [text.split(between) for between in _BETWEEN_TEXTS]
    else:
        text = one_line(text).strip("[](){} ")
        cuts = [_BETWEEN.split(text)]
        if way == _LABEL and text.isalpha() and text.isupper() and list(text) == sorted(set(text)):
            cuts.append(list(text))
    for parts in cuts:
        if len(parts) > 1 and (positions := _positions(options, [part for part in parts if part.strip()], way)):
            return positions
    return ()


def _positions(options: Options, values: Iterable[object], way: str) -> tuple[int, ...]:
    """The positions that all of the values name; none if one of them does not name one."""
    positions = [_position(options, each, way) for each in values]
    known = {position for position in positions if position is not None}
    return tuple(sorted(known)) if None not in positions else ()


def _position(options: Options, value: object, way: str) -> int | None:
    text = _plain(value)
    if way == _TEXT:
        return _place(_fold(text), [_fold(option) for option in options.texts])
    if way == _LABEL:
        return _labelled(options, text)
    number = _NUMBER.fullmatch(text.strip())
    if not number or (way == _FROM_1 and _is_numbered(options)):  # then the number is the label
        return None
    position = int(number[1]) - (way == _FROM_1)
    return position if 0 <= position < len(options.texts) else None


def _labelled(options: Options, text: str) -> int | None:
    labels = [label.casefold() for label in options.labels] or list(ascii_lowercase[: len(options.texts)])
    text = text.strip().casefold()
    if text in labels:
        return labels.index(text)
    if named := _NAMED.fullmatch(text):
        return _place(named[1], labels)
    if prefixed := _LABELLED.fullmatch(text):  # `B) Paris`: the rest has to be that option
        position = _place(prefixed[1], labels)
        if position is not None and _fold(prefixed[2]) == _fold(options.texts[position]):
            return position
    return None


def _marked(options: Options, marks: Mapping[str, object]) -> Reading:
    """`{"answer_a_correct": "true", …}`: each label with whether it is right."""
    right = [label for label, value in marks.items() if _plain(value).casefold() == "true"]
    positions = _positions(options, [_MARKED.sub("", label) for label in right], _LABEL)
    return {_LABEL: positions} if positions else {}


def _place(text: str, texts: list[str]) -> int | None:
    return texts.index(text) if text and text in texts else None


def _plain(value: object) -> str:
    return (value if isinstance(value, str) else str(value))[:_LONGEST]


def _fold(text: str) -> str:
    return one_line(text).casefold().rstrip(" .")

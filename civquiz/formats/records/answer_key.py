"""Which options a file means to be right: by their text, by a letter, or by a number counted from 0 or from 1.

What a record leaves open the others of its file decide: a 0 shows that they count from 0, a 4 of four options that they
count from 1. What they leave open too is not guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase

from civquiz.formats.contract import UnfitError
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
_TRUTHS = {"true", "false"}

Reading = dict[str, tuple[int, ...]]
"""The positions that a key names, by the way in which it is read; no entry for a way in which it names none."""


class Options:
    """The options of a question in their order, "" where one is empty; their labels, if the file gives such; the keys.

    A key is the name of a field, as `name_key` has it, and its value: a text, a number or a list of such. What each of
    them means is in `readings`.
    """

    __slots__ = ("_folded", "_labels", "are_numbered", "are_truths", "keys", "readings", "texts")

    def __init__(self, texts: Sequence[str], labels: Sequence[str], keys: Sequence[tuple[str, object]]) -> None:
        self.texts, self.keys = texts, keys
        self._folded = [_fold(text) for text in texts]
        self._labels = [label.casefold() for label in labels]
        self.are_numbered = bool(labels) and all(label.isdecimal() for label in labels)
        self.are_truths = {text for text in self._folded if text} == _TRUTHS
        self.readings = [self._reading(value) for _, value in keys]

    def _reading(self, value: object) -> Reading:
        if isinstance(value, Mapping):
            alone = next(iter(value.values())) if len(value) == 1 else None
            return self._marked(value) if alone is None else self._reading(_plain(alone))
        found = {way: self._positions(value, way) for way in _WAYS}
        return {way: positions for way, positions in found.items() if positions}

    def _positions(self, value: object, way: str) -> tuple[int, ...]:
        if isinstance(value, list):
            return self._all(map(_plain, value), way)
        text = _plain(value)
        position = self._position(text, way)
        if position is not None:
            return (position,)
        return next((found for parts in _cut(text, way) if (found := self._all(parts, way))), ())

    def _all(self, values: Iterable[str], way: str) -> tuple[int, ...]:
        """The positions that all of the values name; none if one of them does not name one."""
        positions: set[int] = set()
        for value in values:
            position = self._position(value, way)
            if position is None:
                return ()
            positions.add(position)
        return tuple(sorted(positions))

    def _position(self, text: str, way: str) -> int | None:
        if way == _TEXT:
            return _place(_fold(text), self._folded)
        if way == _LABEL:
            return self._labelled(text.strip().casefold())
        number = _NUMBER.fullmatch(text.strip())
        if not number or (way == _FROM_1 and self.are_numbered):  # then the number is the label
            return None
        position = int(number[1]) - (way == _FROM_1)
        return position if 0 <= position < len(self.texts) else None

    def _labelled(self, text: str) -> int | None:
        labels = self._labels or list(ascii_lowercase[: len(self.texts)])
        if text in labels:
            return labels.index(text)
        if named := _NAMED.fullmatch(text):
            return _place(named[1], labels)
        if prefixed := _LABELLED.fullmatch(text):  # `B) Paris`: the rest has to be that option
            position = _place(prefixed[1], labels)
            if position is not None and _fold(prefixed[2]) == self._folded[position]:
                return position
        return None

    def _marked(self, marks: Mapping[str, object]) -> Reading:
        """`{"answer_a_correct": "true", …}`: each label with whether it is right."""
        right = [_MARKED.sub("", label) for label, value in marks.items() if _plain(value).casefold() == "true"]
        positions = self._all(right, _LABEL)
        return {_LABEL: positions} if positions else {}


class AnswerKey:
    """How the fields of a file name its right options."""

    def __init__(self, questions: Iterable[Options]) -> None:
        evidence: dict[str, Counter[str]] = {}
        for options in questions:
            for (name, _), reading in zip(options.keys, options.readings, strict=True):
                if len(reading) == 1:
                    evidence.setdefault(name, Counter()).update(reading.keys())
        self._ways = {name: _trusted(name, ways) for name, ways in evidence.items()}

    def right(self, options: Options) -> tuple[int, ...]:
        """The positions of the right options. Raises UnfitError if that is not certain."""
        found = {
            self._positions(options, name, value, reading)
            for (name, value), reading in zip(options.keys, options.readings, strict=True)
        }
        if len(found) > 1:
            raise UnfitError("its fields name different right options")
        right = found.pop()
        if not all(options.texts[position] for position in right):
            raise UnfitError("the option that is right is empty")
        return right

    def _positions(self, options: Options, name: str, value: object, reading: Reading) -> tuple[int, ...]:
        if not reading:
            raise UnfitError(
                f"the answer {quoted(value)} is none of the options; wrong ones alone are named “distractor 1”"
            )
        ways = self._ways.get(name, set(_WAYS)) | ({_TEXT} if options.are_truths else set())
        found = {way: positions for way, positions in reading.items() if way in ways}
        if len(set(found.values())) > 1 and name not in self._ways:
            usual = {_FROM_0: _COUNTED.search(name), _LABEL: options.are_numbered}
            found = {way: positions for way, positions in found.items() if usual.get(way)} or found
        if len(set(found.values())) != 1:
            raise UnfitError(
                f"the file does not show which option the answer {quoted(value)} means: write the right option's text"
            )
        return next(iter(found.values()))


def unlabelled(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options without the `A)`, `B)` and so on before them, and those letters; as they are if not all have one."""
    found = [_LABELLED.fullmatch(text[:1].lower() + text[1:]) for text in texts]
    letters = [match[1] if match and match[2].strip() else "" for match in found]
    if len(texts) > 1 and letters == list(ascii_lowercase[: len(texts)]):
        return [text[match.start(2) :] for text, match in zip(texts, found, strict=True) if match], letters
    return list(texts), []


def _trusted(name: str, evidence: Counter[str]) -> set[str]:
    """The ways in which a field of that name is read; none if an index counts from 1 in a single question."""
    if _COUNTED.search(name) and evidence == {_FROM_1: 1}:
        return set()
    return {way for way, number in evidence.items() if number * _SHARE >= max(evidence.values())}


def _cut(text: str, way: str) -> Iterable[list[str]]:
    """The parts of a text such as `A, C`, cut in each way in which it can be."""
    if way == _TEXT:
        cuts = [text.split(between) for between in _BETWEEN_TEXTS if between in text]
    else:
        text = one_line(text).strip("[](){} ")
        cuts = [_BETWEEN.split(text)]
        if way == _LABEL and text.isalpha() and text.isupper() and list(text) == sorted(set(text)):
            cuts.append(list(text))
    return ([part for part in parts if part.strip()] for parts in cuts if len(parts) > 1)


def _place(text: str, texts: list[str]) -> int | None:
    return texts.index(text) if text and text in texts else None


def _plain(value: object) -> str:
    return (value if isinstance(value, str) else str(value))[:_LONGEST]


def _fold(text: str) -> str:
    return one_line(text).casefold().rstrip(" .")

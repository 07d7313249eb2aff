"""Typing errors in a word (rule 9 of typed answers): how many make a typed word of the right one, if it may be meant.

All words are in lower-case ASCII, as `normal.tokens_of` has them.
"""

import re
from functools import lru_cache
from itertools import pairwise

from civquiz.questions import words

# Rule 9: how many errors are let pass in a right word of up to so many letters.
_LETS_PASS = ((3, 0), (7, 1), (12, 2))
_MOST = 3
_FOUR = 4  # letters; a word of so few becomes another by one other letter (Iran, Iraq)
_SHORTEST_STEM = 3

_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(frozenset(pair) for row in _ROWS for pair in pairwise(row))
_CONFUSED_WITH: dict[str, set[str]] = {}
for _group in words.CONFUSED:
    for _word in _group:
        _CONFUSED_WITH.setdefault(_word, set()).update(_group)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def errors(typed: str, right: str) -> int | None:
    """The number of errors; 0 if they are the same, None if they are more than the length of the right word allows.

    They are counted by OSA distance: a letter too much, too few, swapped, or another in its place, which counts twice
    unless it sounds alike or lies beside it on a keyboard. A word spelt by its sound has one error more than that.
    """
    if typed == right:
        return 0
    most = next((most for letters, most in _LETS_PASS if len(right) <= letters), _MOST)
    if not most or abs(len(typed) - len(right)) > most + 1 or not _begin_alike(typed, right) or _derived(typed, right):
        return None
    if len(typed) == len(right) == _FOUR and sorted(typed) != sorted(right):
        return None
    count = _edits(typed, right, most)
    by_ear = sounds(typed), sounds(right)
    if len(right) > _FOUR and (by_ear[0] == by_ear[1] or count <= most + 1):
        count = min(count, _edits(*by_ear, most - 1) + 1)
    return count if count <= most else None


@lru_cache(maxsize=16384)
def sounds(word: str) -> str:
    """The word in letters by which two spellings of one sound are the same, whatever script they come from."""
    word = _DOUBLED.sub(r"\1", word)
    for spelt, sound in words.SOUNDS:
        word = word.replace(spelt, sound)
    return _DOUBLED.sub(r"\1", word).rstrip("e") or word


def is_slip(typed: str, right: str) -> bool:
    """Whether a single slip of a finger, or of the ear, makes one word of the other."""
    return _edits(typed, right, 1) == 1


def is_confused(typed: str, right: str) -> bool:
    """Whether two words are taken for one another."""
    return right in _CONFUSED_WITH.get(typed, ())


def _edits(typed: str, right: str, most: int) -> int:
    """The errors by letters alone; more than `most` if there are more."""
    from rapidfuzz.distance import OSA

    count = int(OSA.distance(typed, right, score_cutoff=most))
    return count + (_unlikely(typed, right) if 0 < count <= most else 0)


def _begin_alike(typed: str, right: str) -> bool:
    begin = {typed[0], right[0]}
    swapped, alike = typed[:2] == right[1::-1], sounds(typed)[:1] == sounds(right)[:1]
    return len(begin) == 1 or swapped or alike or any(begin <= set(group) for group in words.ALIKE_AT_FIRST)


def _unlikely(typed: str, right: str) -> int:
    """How many letters stand in place of another that is hardly ever typed for it."""
    from rapidfuzz.distance import Levenshtein

    replaced = [
        (typed[edit.src_pos], right[edit.dest_pos])
        for edit in Levenshtein.editops(typed, right)
        if edit.tag == "replace"
    ]
    swapped = sum(pair == other[::-1] for pair, other in pairwise(replaced))
    return sum(not _is_alike(*pair) for pair in replaced) - 2 * swapped


def _is_alike(one: str, other: str) -> bool:
    pair = {one, other}
    return pair <= _VOWELS or frozenset(pair) in _BESIDE or any(pair <= set(group) for group in words.ALIKE)


def _derived(one: str, other: str) -> bool:
    """Whether two words differ by what derives one from the other: Senate and Senator, bicameral and unicameral."""
    if _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return False
    singular = one.removesuffix("s"), other.removesuffix("s")
    return _ended(one, other) or _ended(*singular) or _ended(one, other, begin=True)


def _ended(one: str, other: str, *, begin: bool = False) -> bool:
    affixes = words.PREFIXES if begin else words.SUFFIXES
    if begin:
        one, other = one[::-1], other[::-1]
    for at in range(_SHORTEST_STEM, min(len(one), len(other)) + 1):
        if one[:at] != other[:at]:
            return False
        ends = [end[::-1] if begin else end for end in (one[at:], other[at:])]
        if all(end in affixes for end in ends) and affixes[ends[0]] != affixes[ends[1]]:
            return True
    return False

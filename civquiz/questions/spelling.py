"""Typing errors in a word (rule 9 of typed answers): how many make a typed word of the right one, if it may be meant.

All words are in lower-case ASCII, as `normal.tokens_of` has them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from civquiz.questions import words

_LETS_PASS = ((2, 0), (7, 1), (12, 2))  # errors in a right word of up to so many letters; in a longer one three
_SHORT = 4  # letters; a word of so few becomes another by one other letter (Iran, Iraq), of fewer by any
_SHORTEST_STEM = 3

_VOWELS = "aeiouy"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = tuple("".join(pair) for row in _ROWS for pair in pairwise(row))
_DOUBLED = re.compile(r"(.)\1+")
_PREFIXES = {prefix[::-1]: number for prefix, number in words.PREFIXES.items()}


@lru_cache(maxsize=16384)
def errors(typed: str, right: str) -> int | None:
    """The number of errors; 0 if they are the same, None if they are more than the length of the right word allows.

    They are counted by OSA distance: a letter too much, too few, swapped, or another in its place, which counts twice
    unless it sounds alike or lies beside it on a keyboard. A word spelt by its sound has one error more than that.
    """
    most = next((most for letters, most in _LETS_PASS if len(right) <= letters), 3)
    if not _begin_alike(typed, right) or _derived(typed, right):
        return None
    other_letter = len(typed) == len(right) and sounds(typed) != sounds(right)  # Karl may be Carl
    if len(right) <= _SHORT and sorted(typed) != sorted(right) and (len(right) < _SHORT or other_letter):
        return None
    count = _edits(typed, right, most)
    if len(right) > _SHORT:
        count = min(count, _edits(sounds(typed), sounds(right), most - 1) + 1)
    return count if count <= most else None


@lru_cache(maxsize=16384)
def sounds(word: str) -> str:
    """The word in letters by which two spellings of one sound are the same, whatever script they come from."""
    word = _DOUBLED.sub(r"\1", word)
    for spelt, sound in words.SOUNDS:
        word = word.replace(spelt, sound)
    return _DOUBLED.sub(r"\1", word).rstrip("e")


def is_confused(typed: str, right: str) -> bool:
    """Whether two words are taken for one another."""
    return any(typed in group and right in group for group in words.CONFUSED)


def _edits(typed: str, right: str, most: int) -> int:
    """The errors by letters alone; more than `most` if there are more."""
    from rapidfuzz.distance import OSA, Levenshtein

    count = int(OSA.distance(typed, right, score_cutoff=most))
    if not 0 < count <= most:
        return count
    edits = (edit for edit in Levenshtein.editops(typed, right) if edit.tag == "replace")
    replaced = [(typed[edit.src_pos], right[edit.dest_pos]) for edit in edits]
    others = (pair for pair in replaced if pair[::-1] not in replaced)  # but for those that are swapped
    return count + sum(not _is_alike(*pair, (_VOWELS, *_BESIDE, *words.ALIKE)) for pair in others)


def _begin_alike(typed: str, right: str) -> bool:
    swapped, alike = typed[:2] == right[1::-1], sounds(typed)[:1] == sounds(right)[:1]
    return swapped or alike or _is_alike(typed[0], right[0], words.ALIKE_AT_FIRST)


def _is_alike(one: str, other: str, groups: tuple[str, ...]) -> bool:
    return one == other or any(one in group and other in group for group in groups)


def _derived(one: str, other: str) -> bool:
    """Whether two words differ by what derives one from the other: Senate and Senator, bicameral and unicameral."""
    if _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return False
    singular = one.removesuffix("s"), other.removesuffix("s")
    return (
        _end_apart(one, other, words.SUFFIXES)
        or _end_apart(*singular, words.SUFFIXES)
        or _end_apart(one[::-1], other[::-1], _PREFIXES)
    )


def _end_apart(one: str, other: str, endings: Mapping[str, int]) -> bool:
    """Whether two words are alike up to endings of two classes."""
    from rapidfuzz.distance import Prefix

    stems = range(_SHORTEST_STEM, Prefix.similarity(one, other) + 1)
    classes = ((endings.get(one[at:]), endings.get(other[at:])) for at in stems)
    return any(None not in pair and pair[0] != pair[1] for pair in classes)

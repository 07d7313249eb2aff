"""Where a misspelt response and the right spelling differ, letter by letter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from civquiz.text import cells

if TYPE_CHECKING:
    from rapidfuzz.distance import Editops


class _Word(msgspec.Struct):
    """The letters of a word as they are compared, and of each the place of its character in the text."""

    letters: str = ""
    places: list[int] = []


def carets(typed: str, spelt: str) -> tuple[str, str]:
    """The lines to write under the two texts, both of one line, on a terminal.

    Under what was typed a caret stands at each letter that is too many, under the other at each that differs or is
    missing. Words are compared that are meant to be the same; case, accents and script make no difference.
    """
    from rapidfuzz.distance import Levenshtein

    extra, wrong = set(), set()
    said = _words(typed)
    for word in _words(spelt):
        near = [each for each in said if 2 * Levenshtein.distance(each.letters, word.letters) <= len(word.letters)]
        if not near:
            continue
        nearest = min(near, key=lambda each: Levenshtein.distance(each.letters, word.letters))
        said.remove(nearest)
        for edit in _edits(nearest.letters, word.letters):
            if edit.tag == "delete":
                extra.add(nearest.places[edit.src_pos])
            else:
                wrong.add(word.places[edit.dest_pos])
    return _under(typed, extra), _under(spelt, wrong)


def nearest(texts: Sequence[str], spelt: str) -> str:
    """That of the texts, of which there must be one, which is meant by the right spelling."""
    from rapidfuzz.distance import Levenshtein

    from civquiz.questions.normal import normalise

    return min(texts, key=lambda text: Levenshtein.normalized_distance(normalise(text), normalise(spelt)))


def _words(text: str) -> list[_Word]:
    from wcwidth import iter_graphemes

    from civquiz.questions.normal import in_ascii

    words = [_Word()]
    for place, character in enumerate(iter_graphemes(text)):
        written = in_ascii(character).casefold()
        letters = [letter for letter in written if letter.isalnum()]
        words[-1].letters += "".join(letters)
        words[-1].places += [place] * len(letters)
        if written and not letters:  # a blank, a hyphen; an apostrophe parts no words
            words.append(_Word())
    return [word for word in words if word.letters]


def _edits(typed: str, spelt: str) -> "Editops":
    """The fewest edits from one word to the other; two letters that changed places differ each in its own place."""
    from rapidfuzz.distance import Hamming, Levenshtein

    edits = Levenshtein.editops(typed, spelt)
    if len(typed) == len(spelt) and Hamming.distance(typed, spelt) <= len(edits):
        return Hamming.editops(typed, spelt)
    return edits


def _under(text: str, places: set[int]) -> str:
    from wcwidth import iter_graphemes

    characters = enumerate(iter_graphemes(text))
    return "".join(("^" if place in places else " ") * cells(character) for place, character in characters).rstrip()

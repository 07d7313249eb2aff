"""How questions, passages and banks get their ids."""

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from civquiz.questions.bank import Passage
from civquiz.questions.base import Question

Entry = TypeVar("Entry", Question, Passage)

_LONGEST = 64  # as ID in bank.py
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """The text as an id, in ASCII, cut between words; "" if nothing of it is left."""
    from anyascii import anyascii

    words = _OTHER.sub("-", anyascii(text[:1_000]).lower().replace("'", "")).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return words


def title_of(name: str) -> str:
    """A title made of a file's name or an id; "" if nothing of it is left."""
    words = " ".join(re.sub("[-_]", " ", name).split())
    return words[:1].upper() + words[1:]


class FreeIds:
    """Ids that are not taken yet: a wanted one, or the next like it, `-2`, `-3` and so on."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}  # where to go on, so that many of one name take no quadratic time

    def take(self, wanted: str) -> str:
        """The id, which is taken from now on."""
        free = wanted
        while free in self._taken:
            number = self._numbers.get(wanted, 1) + 1
            self._numbers[wanted] = number
            ending = f"-{number}"
            free = wanted[: _LONGEST - len(ending)].rstrip("-") + ending
        self._taken.add(free)
        return free


def with_id(entry: Entry, entry_id: str) -> Entry:
    """The question or passage under that id; itself if it has it, since thousands of copies take as much again."""
    return entry if entry.id == entry_id else msgspec.structs.replace(entry, id=entry_id)

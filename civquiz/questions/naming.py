"""How questions, passages and banks get their ids."""

import re
from collections.abc import Container
from itertools import count

_LONGEST = 64  # as ID in bank.py
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """The text as an id, in ASCII, cut between words; "" if nothing of it is left."""
    from anyascii import anyascii

    words = _OTHER.sub("-", anyascii(text[:1_000]).lower().replace("'", "")).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return words


def free_id(wanted: str, taken: Container[str]) -> str:
    """The id, or if it is taken the next like it: `-2`, `-3` and so on."""
    if wanted not in taken:
        return wanted
    numbered = (f"{wanted[: _LONGEST - len(f'-{number}')].rstrip('-')}-{number}" for number in count(2))
    return next(each for each in numbered if each not in taken)

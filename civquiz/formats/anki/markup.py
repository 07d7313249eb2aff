"""A field of Anki's made into plain text: it is HTML, with a markup of Anki's own for sounds."""

import re

from civquiz.formats import markup

_SOUND = re.compile(r"\[sound:([^\[\]\n]{1,300})\]")


def plain(field: str) -> tuple[str, list[str]]:
    """The text without its markup, and the names of the pictures, sounds and films that are left out."""
    text, names = markup.plain(field)
    return _SOUND.sub("", text).strip(), [*names, *_SOUND.findall(text)]

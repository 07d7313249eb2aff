"""Texts of questions that are written in HTML, and those of questions about HTML, told from each other."""

import html
import re
from collections import Counter

from civquiz.formats import markup

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
_BARE_TAG = re.compile(r"\s*+</?[a-zA-Z][^<>]*+>\s*+")
_NEVER_CLOSED = frozenset({"br", "hr", "img", "input", "wbr", "source", "col"})


def is_bare_tag(text: str) -> bool:
    """Whether the text is nothing but a tag: then its file asks about HTML, and none of it is written in HTML."""
    return "<" in text and _BARE_TAG.fullmatch(text) is not None and markup.plain(text) == ("", [])


def readable(text: str, *, is_html: bool) -> tuple[str, list[str]]:
    """The text without HTML, and the names of what is left out; its tags stay unless the file is and they can be HTML.

    That is, they have attributes, or each is closed that can be.
    """
    if ("<" not in text and "&" not in text) or not markup.looks_like_html(text):
        return text, []
    if is_html and _can_be_html(text):
        return markup.plain(text)
    return html.unescape(text), []


def _can_be_html(text: str) -> bool:
    tags = _TAG.findall(text)
    opened = Counter(name.lower() for closes, name, _ in tags if not closes and name.lower() not in _NEVER_CLOSED)
    closed = Counter(name.lower() for closes, name, _ in tags if closes)
    return any("=" in rest for _, _, rest in tags) or (bool(tags) and opened == closed)

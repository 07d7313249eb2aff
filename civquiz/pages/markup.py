"""What pages are made of: the HTML around a page, and texts of a bank that can do nothing to it."""

from collections.abc import Iterable
from html import escape
from unicodedata import bidirectional

from civquiz.text import clean, one_line

ENGLISH = "en"
"""The language of the pages' own words."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # whatever got past the escapes, a browser would not run it
_RIGHT_TO_LEFT = {"R", "AL"}
_STRONG = {"L", *_RIGHT_TO_LEFT}


class Texts:
    """Texts of one language as HTML, each kept apart from the direction of the text around it."""

    def __init__(self, language: str) -> None:
        """`language` is a code as a bank has it."""
        self._tag = "<bdi>" if language == ENGLISH else f'<bdi lang="{escape(language)}">'

    def line(self, text: str) -> str:
        """The text in one line."""
        return f"{self._tag}{escape(one_line(text))}</bdi>"

    def lines(self, text: str) -> str:
        """The text with its line breaks, which the style has to keep."""
        return f"{self._tag}{escape(clean(text).strip())}</bdi>"


def direction(text: str) -> str:
    """The attribute for what holds a text written from right to left, by its first letter; "" for any other."""
    first = next((kind for kind in map(bidirectional, text) if kind in _STRONG), "L")
    return ' dir="rtl"' if first in _RIGHT_TO_LEFT else ""


def listed(tag: str, items: Iterable[str]) -> str:
    """A list of HTML items; `tag` is its name and attributes, such as `ol type="A"`."""
    rows = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<{tag}>\n{rows}</{tag.split(maxsplit=1)[0]}>"


def figure(kind: str, words: str) -> str:
    """Something to write on, drawn by the style of that class; `words` say what it is to those who cannot see it."""
    return f'<span class="{kind}" role="img" aria-label="{words}"></span>'


def document(title: str, style: str, body: str) -> str:
    """A whole page; the title is text, the style CSS, the body HTML."""
    return f"""<!DOCTYPE html>
<html lang="{ENGLISH}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(one_line(title))}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""

"""Text as GIFT has it: what is escaped, and in which format it is written."""

import re

from civquiz.formats import markup, moodle

# While a paragraph is taken apart, a control character stands for each character that is escaped, and one that counts
# as white space for each comment, so that its line is still counted. The file's own are taken out before.
_CONTROLS = re.compile("[\x00-\x08\x1f]")
_HIDDEN = dict(zip("\\:#={}~n", "\x01\x02\x03\x04\x05\x06\x07\x08", strict=True))  # the backslash before all
_SHOWN = str.maketrans({hidden: "\n" if shown == "n" else shown for shown, hidden in _HIDDEN.items()})
_HIDDEN_IN_TAGS = str.maketrans({character: _HIDDEN[character] for character in ":#=~"})
_ESCAPED = str.maketrans({**{character: f"\\{character}" for character in ":#={}~\\"}, "\n": "\\n"})
_COMMENT = re.compile(r"(?m)^[^\S\n]*+//[^\n]*+")
_HIDDEN_COMMENT = "\x1f"
_COMMENT_LINE = re.compile(f"{_HIDDEN_COMMENT}\n?")
_HTML_TAG = re.compile(r"<[a-zA-Z][\w:-]*+(?:\s++[\w:-]++\s*+=\s*+(?:\"[^\"{}<>]*+\"|'[^'{}<>]*+'))++\s*+/?>")

_FORMAT = re.compile(r"\s*+\[(html|markdown|plain|moodle)\]")
_UNMARKED, _MOODLE, _PLAIN = "", "moodle", "plain"
# Moodle takes unmarked text for HTML. But people who ask what <p> does write it, too: a tag counts if it is closed, or
# is of those that never are.
_CLOSED_TAG = re.compile(r"<(?:/[a-z]|(?:br|hr|img)\b)|&#?\w", re.IGNORECASE)


def without_controls(text: str) -> str:
    """The text without the characters that `hidden` needs."""
    return _CONTROLS.sub("", text)


def hidden(text: str) -> str:
    """The text with comments, what is escaped, and the signs in HTML tags hidden from what takes it apart."""
    text = _COMMENT.sub(_HIDDEN_COMMENT, text)
    for character, hidden_one in _HIDDEN.items():
        text = text.replace(f"\\{character}", hidden_one)
    return _HTML_TAG.sub(lambda tag: tag[0].translate(_HIDDEN_IN_TAGS), text)


def shown(text: str) -> str:
    """A piece of a hidden text as it is meant."""
    return _COMMENT_LINE.sub("", text).translate(_SHOWN).strip()


def marked(text: str) -> tuple[str, str]:
    """The format that a hidden text begins with, "" if none, and the rest."""
    format_ = _FORMAT.match(text)
    return (format_[1], text[format_.end() :]) if format_ else ("", text)


def plain(text: str, format_: str) -> tuple[str, list[str]]:
    """A text of that format without its markup, and the names of its pictures. "" is the format of unmarked text."""
    if format_ not in {_UNMARKED, _MOODLE}:
        return moodle.plain(text, format_)
    read, pictures = moodle.plain(text, _MOODLE) if _is_html(text) else ("", [])
    return (read, pictures) if read or pictures else (text, [])  # an option that is nothing but <br> asks for it


def written(text: str, format_: str = "") -> str:
    """A text escaped, where that format holds; it is said to be plain if it would be read as something more."""
    special = _FORMAT.match(text) or text.startswith(("%", "//")) or (format_ != _PLAIN and _is_html(text))
    return f"[{_PLAIN}]{escaped(text)}" if special else escaped(text)


def written_right(text: str) -> str:
    """The right side of a pair, of which Moodle reads no format but renders HTML."""
    return escaped(moodle.title(text))


def escaped(text: str) -> str:
    """The text with a backslash before whatever means something in GIFT."""
    return text.translate(_ESCAPED)


def _is_html(text: str) -> bool:
    return bool(_CLOSED_TAG.search(text)) and markup.looks_like_html(text)

"""Untrusted text made fit for a screen, and text wrapped by the cells that it takes."""

import re
import unicodedata

# Control characters (C0 but tab and newline, DEL, C1), bidi marks and overrides, invisible characters and the tag
# block. ZWNJ and ZWJ stay: Persian, Indic scripts and emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_NEWLINES = re.compile("\r\n?|[\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_JOINERS = "\u200c\u200d"
_MOST_MARKS = 4  # combining marks on one letter; more would run over the lines around it


def clean(text: str) -> str:
    """Text that can do nothing to a terminal: no control, bidi or invisible character, lines kept."""
    if text.isascii() and text.isprintable():
        return text
    text = _NEWLINES.sub("\n", text).replace("\t", "    ")
    text = _SURROGATES.sub("\ufffd", _UNSAFE.sub("", text))
    return text if text.isascii() else _few_marks(text)


def one_line(text: str) -> str:
    """`clean`, and every run of blanks and newlines one space."""
    return " ".join(clean(text).split())


def cells(text: str) -> int:
    """How many columns the text takes on a terminal."""
    from wcwidth import width

    return int(width(text, control_codes="ignore"))


def wrap(text: str, width: int, *, indent: str = "", hanging: str | None = None) -> list[str]:
    """Lines of at most `width` columns, broken between words; `hanging` indents all but the first."""
    from wcwidth import wrap as wrap_cells

    hanging = indent if hanging is None else hanging
    room = max(width, 8) - max(cells(indent), cells(hanging))
    lines: list[str] = []
    for paragraph in text.split("\n"):
        first = hanging if lines else indent
        lines += wrap_cells(
            _broken(paragraph, max(room, 1)),
            max(width, 8),
            initial_indent=first,
            subsequent_indent=hanging,
            break_on_hyphens=False,
        ) or [""]
    return lines


def _broken(text: str, room: int) -> str:
    """The text with a blank wherever a word is longer than a line: wcwidth takes quadratic time to break one."""
    if len(text) <= room:
        return text
    from wcwidth import iter_graphemes

    words: list[str] = []
    for word in text.split(" "):
        if len(word) <= room // 2:
            words.append(word)
            continue
        taken, part = 0, ""
        for grapheme in iter_graphemes(word):
            size = cells(grapheme)
            if taken + size > room:
                words.append(part)
                taken, part = 0, ""
            taken, part = taken + size, part + grapheme
        words.append(part)
    return " ".join(words)


def shorten(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in at most `width` columns, cut with an ellipsis if it is longer."""
    from wcwidth import clip

    text = one_line(text)
    return text if cells(text) <= width else str(clip(text, 0, max(width - len(ellipsis), 0))).rstrip() + ellipsis


def plural(count: int, noun: str, many: str = "") -> str:
    """`1 question`, `2 questions`; `many` is the plural where it is not the noun and an s."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        # By category: U+034F and others combine without a combining class. A joiner does not begin a new letter.
        if unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
        elif character not in _JOINERS:
            marks = 0
        if marks <= _MOST_MARKS or character in _JOINERS:
            kept.append(character)
    return "".join(kept)

"""HTML as question files hold it, made into plain text.

Not with `html.parser`: it takes quadratic time for comments that do not end, and for it `x<y>z` has a tag. Here a tag
is what has the name of one; everything else stays as it is written, so that text without any HTML comes to no harm.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, repeat
from typing import NamedTuple
from urllib.parse import unquote

_PICTURES = {"img": "picture", "svg": "drawing", "math": "formula", "audio": "sound", "video": "film"} | {
    "embed": "film",
    "object": "film",
    "iframe": "page",
}
"""What is left out, and what it is called where it has no name."""
_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
_OTHER_NAMES = """
    a abbr acronym b bdi bdo big br button cite code col colgroup data del dfn em font i input ins kbd label link mark
    meta nobr noscript option q rp rt ruby s samp script select small source span strike strong style sub sup td
    template textarea th time title tt u var wbr
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_TAGS = _BLOCKS.union(_OTHER_NAMES.split(), _PICTURES)
_WORD_PROCESSOR = re.compile(r"(?:m|o|st1|v|w):")  # Word's own tags
_COMMENT = "!"
_ENDS = {
    _COMMENT: re.compile("-->"),
    **{
        name: re.compile(rf"</{name}\s*+>", re.IGNORECASE)
        for name in {"script", "style", "template", "title", *_PICTURES} - {"img", "embed"}
    },
}
"""What ends an element of which nothing is read."""

# A comment's start, a declaration, or a tag. What a match runs over without being one of them is text, so that nothing
# is run over twice.
_MARKUP = re.compile(
    r"<(?:!--|(?:!doctype|!\[if|!\[endif|\?xml)[^<>]*+>"
    r"|(/?)([a-zA-Z][\w:-]*+)((?:[^<>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)(>?))",
    re.IGNORECASE,
)
_MOST_TAGS = 5_000  # of a text; no bank's is so long, and each takes its time
_ATTRIBUTE = re.compile(r"(?<![^\s\"'/])([a-zA-Z-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+))")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_FORMULA = re.compile(r"latex|math|formula|equation|\btex\b", re.IGNORECASE)
_NUMBERING = re.compile(r"(lower|upper)-(alpha|latin|roman)", re.IGNORECASE)

_MARKDOWN_PICTURE = re.compile(r"!\[[^\[\]\n]*+\]\(([^()\s]++)(?:\s[^()\n]*+)?+\)")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]++)\]\([^()\n]++\)")
_MARKDOWN_MARKS = re.compile(r"(?<![\\*])\*\*(?!\*)|(?<![\\`])`(?!`)|(?m:^#{1,6} )")
_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

_HARD_SPACE = "\u00a0"  # one that does not run together with others; plain at the end
_MARKS = {"a": list("abcdefghijklmnopqrstuvwxyz"), "i": ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]}
_RAISED = dict(
    zip("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_ORDINALS = frozenset({"st", "nd", "rd", "th"})  # 19th is read more easily than 19ᵗʰ
_DEEPEST = 4  # lists within lists, raised within raised: each deeper one would take the same text again
_LONGEST_NAME = 100


class _Tag(NamedTuple):
    """A tag, or all of an element or a comment of which nothing is read; both ends count from the text's start."""

    start: int
    end: int
    name: str
    closes: bool
    source: str

    def attributes(self) -> dict[str, str]:
        """Its attributes that are not empty; of an element that is not read, those of the elements in it as well."""
        found = reversed(_ATTRIBUTE.findall(self.source))  # the first of a name counts
        return {name.lower(): _decoded(value) for name, *values in found if (value := "".join(values))}


def plain(text: str) -> tuple[str, list[str]]:
    """The text without its HTML, and the names of the pictures, sounds and films that are left out."""
    names: list[str] = []
    writer = _Writer(names)
    position = 0
    for tag in _tags(text) if "<" in text else ():
        if position < tag.start:
            writer.text(text[position : tag.start])
        writer.tag(tag)
        position = tag.end
    if position:
        writer.text(text[position:])
        read = "".join(writer.parts)
    else:  # text that is not HTML keeps its lines
        read = _decoded(text.replace("\r\n", "\n").replace("\r", "\n"))
    return read.replace(_HARD_SPACE, " ").replace("\u00ad", "").strip(), names


def markdown(text: str) -> tuple[str, list[str]]:
    """The text without its Markdown and the HTML in it, lines and lists as they are, and the names of its pictures."""
    pictures = [re.split(r"[/\\]", path)[-1][:_LONGEST_NAME] for path in _MARKDOWN_PICTURE.findall(text)]
    text = _MARKDOWN_LINK.sub(r"\1", _MARKDOWN_PICTURE.sub("", text))
    text = _MARKDOWN_ESCAPE.sub(r"\1", _MARKDOWN_MARKS.sub("", text))
    read, names = plain(text)
    return read, pictures + names


def looks_like_html(text: str) -> bool:
    """Whether the text has a tag or an entity of HTML."""
    return next(_tags(text), None) is not None or _decoded(text) != text


def _tags(text: str) -> Iterator[_Tag]:
    unended: set[str] = set()  # what does not end from here on; to look again each time would take quadratic time
    position = 0
    for _ in range(_MOST_TAGS):
        found = _MARKUP.search(text, position)
        if not found:
            return
        position = found.end()
        closes, name, rest, whole = found.groups()
        name = name.lower() if name else _COMMENT if found[0] == "<!--" else ""
        if rest is not None and not (whole and _is_tag(name, rest)):
            continue
        if name in _ENDS and not closes:
            end = None if name in unended else _ENDS[name].search(text, position)
            if end:
                position = end.end()
            else:
                unended.add(name)
                if name == _COMMENT:
                    continue
        yield _Tag(found.start(), position, name, bool(closes), text[found.start() : position])


def _is_tag(name: str, rest: str) -> bool:
    """Whether that is a tag: `i <b and c> d` has none."""
    if name not in _TAGS and not _WORD_PROCESSOR.match(name):
        return False
    attributes = rest.strip("/ \t\n\r\f")
    return not attributes or (rest[0] in "/ \t\n\r\f" and (len(name) > 1 or "=" in attributes))


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: _character(entity[0]), text) if "&" in text else text


_character = lru_cache(html.unescape)


class _Writer:
    """The plain text as it grows, in `parts`."""

    def __init__(self, names: list[str]) -> None:
        self.parts: list[str] = []
        self._preformatted = False
        self._names = names
        self._line_starts = True
        self._spaced = False  # whether a space came last
        self._item = ""  # the mark of a list item of which there is no text yet
        self._lists: list[Iterator[str]] = []  # the marks of their items
        self._cells = 0  # of the row so far; 0 outside of one
        self._shifted: list[tuple[str, int]] = []  # sub and sup, and the part with which each begins

    def text(self, text: str) -> None:
        """Text between two tags."""
        if self._preformatted:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", _HARD_SPACE)
        else:
            text = _BLANKS.sub(" ", text)
            if self._line_starts or self._spaced:
                text = text.removeprefix(" ")
        if text:
            self._begin_item()
            self.parts.append(_decoded(text))
            self._line_starts, self._spaced = text.endswith("\n"), text.endswith(" ")

    def tag(self, tag: _Tag) -> None:
        """What a tag does to the text around it."""
        match tag.name:
            case "br":
                self._break()
            case "sub" | "sup":
                self._shift(tag)
            case "q":
                self.text("”" if tag.closes else "“")
            case "td" | "th" if not tag.closes:
                self._cell()
            case name if name in _PICTURES and not tag.closes:
                self._picture(tag)
            case name if name in _BLOCKS:
                self._block(tag)

    def _break(self) -> None:
        if self._cells:
            self.text(" ")
        else:
            self._end_space()
            self.parts.append("\n")
            self._line_starts = True

    def _end_space(self) -> None:
        if self._spaced:
            self.parts[-1] = self.parts[-1].removesuffix(" ")
            self._spaced = False

    def _block(self, tag: _Tag) -> None:
        if tag.name in {"tr", "table"}:
            self._cells = 0
        if self._cells or not self._line_starts:
            self._break()
        if tag.name == "pre":
            self._preformatted = not tag.closes
        elif tag.name in {"ol", "ul"}:
            self._item = ""
            if not tag.closes:
                self._lists.append(_marks(tag))
            elif self._lists:
                self._lists.pop()
        elif tag.name == "li" and not tag.closes:
            indent = _HARD_SPACE * 2 * (min(len(self._lists), _DEEPEST) - 1)
            self._item = indent + (next(self._lists[-1]) if self._lists else "-") + " "

    def _begin_item(self) -> None:
        if self._item:
            self.parts.append(self._item)
            self._item = ""

    def _cell(self) -> None:
        if self._cells:
            self._end_space()
            self.parts.append(" | ")
            self._line_starts, self._spaced = False, True
        self._cells += 1

    def _shift(self, tag: _Tag) -> None:
        if not tag.closes:
            if len(self._shifted) < _DEEPEST:
                self._begin_item()
                self._shifted.append((tag.name, len(self.parts)))
        elif self._shifted and self._shifted[-1][0] == tag.name:
            start = self._shifted.pop()[1]
            text = "".join(self.parts[start:]).strip()
            self._spaced = self._spaced and bool(text)
            self.parts[start:] = [_shifted(tag.name, text) + " " * self._spaced]

    def _picture(self, tag: _Tag) -> None:
        attributes = tag.attributes()
        alt = attributes.get("alt", "")
        if alt and _FORMULA.search(attributes.get("class", "")):
            self.text(alt)
            return
        source = attributes.get("src") or attributes.get("data") or ""
        path = "" if source.startswith("data:") else unquote(re.split(r"[?#]", source)[0])
        self._names.append((re.split(r"[/\\]", path)[-1] or alt or f"({_PICTURES[tag.name]})")[:_LONGEST_NAME])


def _shifted(name: str, text: str) -> str:
    characters = _RAISED if name == "sup" else _LOWERED
    if text in _ORDINALS:
        return text
    if all(character in characters for character in text):
        return "".join(characters[character] for character in text)
    return f"{'^' if name == 'sup' else '_'}({text})"


def _marks(tag: _Tag) -> Iterator[str]:
    """What stands before the items of a list, one after the other."""
    attributes = tag.attributes()
    kind, start = attributes.get("type", "1"), attributes.get("start", "1")[:6]
    if style := _NUMBERING.search(attributes.get("style", "")):
        kind = "i" if style[2].lower() == "roman" else "a"
        kind = kind.upper() if style[1].lower() == "upper" else kind
    elif tag.name == "ul":
        yield from repeat("-")
    marks = _MARKS.get(kind.lower(), [])
    for number in count(int(start) if start.isdecimal() else 1):
        mark = marks[number - 1] if 0 < number <= len(marks) else str(number)
        yield f"{mark.upper() if kind.isupper() else mark}."

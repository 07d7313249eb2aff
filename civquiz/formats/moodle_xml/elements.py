"""The questions as elements, in the bytes of a file that may do harm: nested, endless, broken, of any encoding."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from civquiz.errors import CivquizError
from civquiz.formats.contract import Note, Skipped, decoded

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PIECE = 1 << 22  # characters parsed at a time; older versions of expat begin an unended tag anew with each
_DEEPEST = 50
_MOST_ELEMENTS = 1_000_000  # of 20 bytes each, where those of real files have 40

_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{1,20})[\"']")
_OWN_ENCODINGS = re.compile(r"(?:iso-8859-|windows-|cp)\d+|koi8-\w|gb\w+|big5|shift_jis|euc-\w\w", re.IGNORECASE)


def text_of(data: bytes) -> tuple[str, list[Note]]:
    """The text of a file, in the encoding that it names or else as `decoded` has it; and a note if that was guessed."""
    declared = _ENCODING.match(data)
    name = declared[1].decode("ascii", "replace") if declared else ""
    if _OWN_ENCODINGS.fullmatch(name):
        try:
            return data.decode(name, "replace"), []
        except LookupError:
            pass
    return decoded(data)


def questions(text: str) -> Iterator["Element | Skipped"]:
    """Each `<question>` as soon as it is read. Raises CivquizError for XML of which nothing can be read."""
    from defusedxml.ElementTree import ParseError, XMLParser

    collector = _Collector()
    parser = XMLParser(target=collector, forbid_dtd=True)
    text = text.lstrip("\ufeff \t\n")
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
            yield from collector.taken()
        parser.close()
    except ParseError as error:
        yield from collector.taken()
        if not collector.any_taken:
            raise CivquizError(f"not well-formed XML: {error}; open it in a browser, which shows the place") from None
        yield Skipped(f"line {error.position[0]}", f"the XML is broken ({error}); nothing after it could be read")
    except ValueError:  # as defusedxml's errors are
        raise CivquizError("it has a <!DOCTYPE …>, which may hide anything; take that out of the file") from None


def inner(holder: "Element | None") -> str:
    """The text of an element as it stands there, in its `<text>` or, in old files, in itself."""
    if holder is None:
        return ""
    text = holder.find("text")
    if text is None:
        return holder.text or ""
    if not len(text):
        return text.text or ""
    from defusedxml.ElementTree import tostring

    return (text.text or "") + "".join(tostring(child, encoding="unicode") for child in text)


class _Collector:
    """What the XML parser tells its events to; it keeps the questions, and nothing of what is around them."""

    def __init__(self) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self.any_taken = False
        self._new_builder = TreeBuilder
        self._builder: TreeBuilder | None = None
        self._done: list[Element] = []
        self._depth = 0  # of the elements that are open
        self._top = 0  # that of the question
        self._elements = 0

    def taken(self) -> list["Element"]:
        """The questions that are whole since the last time."""
        done, self._done = self._done, []
        self.any_taken = self.any_taken or bool(done)
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = _local(tag)
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise CivquizError("it nests elements deeper, or has more of them, than any file of questions")
        if self._builder is None and tag == "question":
            self._builder, self._top = self._new_builder(), self._depth
        if self._builder:
            self._builder.start(tag, attributes)

    def data(self, text: str) -> None:
        """Text in an element."""
        if self._builder:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._builder:
            self._builder.end(_local(tag))
            if self._depth == self._top:
                self._done.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def close(self) -> None:
        """The file ends."""


@lru_cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()

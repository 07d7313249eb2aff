"""GIFT, Moodle's text format: paragraphs, each of them a question with its answers in braces."""

import re
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

from civquiz.errors import CivquizError
from civquiz.formats import moodle
from civquiz.formats.contract import Found, Item, Note, Skipped, UnfitError, Written, decoded, too_many
from civquiz.formats.gift.reading import fields, parts
from civquiz.formats.gift.text import hidden, without_controls
from civquiz.formats.gift.writing import written_question
from civquiz.questions.bank import ID, MOST_QUESTIONS, Bank

LIMIT_BYTES = 20 << 20

_LONGEST = 1_000_000  # characters of a question; some have a picture in them
_MARK = re.compile(r"(?m)^[^\S\n]*+(?:::|//|\$CATEGORY:|\[(?:html|markdown|plain|moodle)\])")
_SURE = re.compile(  # braces behind a letter may be those of a formula: \text{~and~}
    r"(?m)^(?:\$CATEGORY:|[^\S\n]*+::[^:\n]++::)"
    r"|(?<![A-Za-z^_}])\{\s*+(?:[~=]\s*+[^\s~={}]|#\s*+(?:=|-?\d)|(?:TRUE|FALSE|T|F)\s*+[#}])"
    r"|\{[^\S\n]*+\n\s*+[~=]"
)
_GAP = re.compile(r"\n[^\S\n]*+\n\s*+|\n(?=\$CATEGORY:)")
_COMMENTS = re.compile(r"(?:\s*+//[^\n]*+(?:\n|\Z))*+\s*+")
_ID = re.compile(r"\[id:([^\[\]\n]{1,100})\]")
_TAG = re.compile(r"\[tag:([^\[\]\n]{1,300})\]")
_CATEGORY = re.compile(r"\$CATEGORY:([^\n]*+)\n?")

_Values: TypeAlias = dict[str, str]


def sniff(head: bytes) -> bool:
    """Whether it has a category or a title where GIFT has them, or braces with answers in them."""
    return bool(_SURE.search(hidden(decoded(head)[0])))


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """A question for each paragraph. Raises CivquizError if nothing is as GIFT has it, or for too many paragraphs."""
    text, notes = decoded(file.read())
    text = without_controls(text)
    if not ("{" in text or "}" in text or _MARK.search(text)):
        raise CivquizError("this is no GIFT: there each question ends with its answers in { }")
    yield from notes
    unended = False
    for line, body, said_before in _asked(text):
        if len(body) > _LONGEST:
            yield Skipped(f"line {line}", f"it has more than {_LONGEST:,} characters")
            continue
        question = hidden(body)
        if unended and question.startswith(("~", "=", "}", "#")):
            continue  # the rest of one that a blank line has cut in two
        unended = question.count("{") > question.count("}")
        yield from _questions(question, line, said_before)


def write(bank: Bank) -> Written:
    """The questions that are asked, each with its id in a comment, under their topics as categories."""
    blocks: list[str] = []
    lost: list[Skipped | Note] = []
    topic = ""
    for question in bank.questions:
        try:
            block, notes = written_question(bank, question)
        except UnfitError as error:
            lost.append(Skipped(question.id, str(error)))
            continue
        if question.topic != topic:
            topic = question.topic
            blocks.append(f"$CATEGORY: {_path(topic)}\n")
        blocks.append(f"// [id:{question.id}]\n{block}\n")
        lost += notes
    return Written("\n".join(blocks).encode("utf-8", "replace"), tuple(lost))


def _asked(text: str) -> Iterator[tuple[int, str, _Values]]:
    """What each paragraph asks, the line in which that begins, and the topic and the id, if they are said before it.

    Raises CivquizError for too many paragraphs.
    """
    topic = ""
    for number, (line, block) in enumerate(_paragraphs(text)):
        if number == MOST_QUESTIONS:
            raise too_many("paragraphs")
        comments, start, path = 0, _after_comments(block, 0), None
        while category := _CATEGORY.match(block, start):
            path = category[1]
            comments, start = category.end(), _after_comments(block, category.end())
        topic = topic if path is None else moodle.topic(path)
        said_before = _said_before(block[comments:start], topic)
        yield line + block.count("\n", 0, start), block[start:], said_before


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """What stands between blank lines, or before a category, and the line in which it begins."""
    line, start = 1, 0
    for gap in _GAP.finditer(text):
        yield line, text[start : gap.start()]
        line += text.count("\n", start, gap.end())
        start = gap.end()
    yield line, text[start:]


def _after_comments(block: str, start: int) -> int:
    found = _COMMENTS.match(block, start)
    return found.end() if found else start


def _said_before(comments: str, topic: str) -> _Values:
    values = {}
    if name := topic or ((tag := _TAG.search(comments)) and tag[1].strip()):
        values["topic"] = name
    if (wanted := _ID.search(comments)) and ID.match(wanted[1].strip()):
        values["id"] = wanted[1].strip()
    return values


def _questions(text: str, line: int, said_before: _Values) -> Iterator[Found]:
    """The question in a paragraph, or those between which a blank line is missing; it begins in that line."""
    try:
        pieces = parts(text)
    except UnfitError as error:
        pieces = []
        yield Skipped(f"line {line}", str(error))
    for number, piece in enumerate(pieces):
        where = f"line {line + _empty_lines(piece)}"
        line += piece.count("\n")
        if not piece.strip():
            continue
        try:
            values, notes = fields(piece)
        except UnfitError as error:
            yield Skipped(where, str(error))
            continue
        if number:
            said_before.pop("id", "")
            notes.append("there is no blank line before it; it is read as a question of its own")
        yield Item(where, values | said_before)
        yield from (Note(where, note) for note in notes)


def _empty_lines(text: str) -> int:
    """How many lines are empty before the text begins."""
    return text.count("\n", 0, len(text) - len(text.lstrip()))


def _path(topic: str) -> str:
    """The path of the category with that name; no more than the name, if that can be told from a path."""
    name = moodle.name_in_path(topic)
    return name if topic and moodle.topic(name) == topic else f"$course$/top/{name}".rstrip("/")

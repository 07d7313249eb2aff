"""An author's TOML file as text: where each question stands, what is appended, what is replaced; the rest stays."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import Any

import msgspec
import tomli

from civquiz.errors import CivquizError
from civquiz.formats import native
from civquiz.formats.toml_bank import STRINGS, parsed
from civquiz.questions.bank import Bank, Passage, quoted
from civquiz.questions.base import Question

_WIDTH = 100  # columns up to which a list stands in one line
_HIDDEN = "\0"  # stands for what is in strings and comments; no TOML has it
_SHOWN = re.compile(r"[^\n]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")  # as an editor counts them; str.splitlines knows more ends
_ID_LINE = re.compile(r"""(\s*(?:id|"id"|'id')\s*=\s*)(?:"[^"]*"|'[^']*')""")
_BLANK_END = re.compile(r"(?:\A|\n)[ \t]*\r?\n\Z")


class Block(msgspec.Struct, frozen=True):
    """A question's lines, counted from 1: from its header to the last one with a value, in sub-tables too.

    A comment directly above the header belongs to the question and begins at `top` (else that is `first`); every other
    comment between two questions belongs to neither. `start` and `end` are where the lines are in the text.
    """

    id: str
    first: int
    last: int
    top: int
    start: int = 0
    end: int = 0


def blocks(text: str) -> list[Block]:
    """Where each question stands, in order; an id that is missing is "".

    Raises CivquizError if it is no TOML, or if the questions do not each stand in lines of their own.
    """
    questions = parsed(text, "the bank").get("questions", [])
    lines, hidden = _lines(text), _lines(_hidden(text))
    spans: list[tuple[int, int]] = []
    inside = False
    headers = dict(_headers(lines, hidden))
    for at, line in enumerate(hidden):
        if at in headers:
            inside = headers[at] is not None and (inside or _begins(headers[at]))
            if _begins(headers[at]):
                spans.append((at, at))
        if inside and line.strip() and not _is_comment(line):
            spans[-1] = (spans[-1][0], at)
    alone = [_alone("".join(lines[first : last + 1])) for first, last in spans]
    if alone != questions:
        raise CivquizError(
            "the questions do not each stand under a [[questions]] line of their own, with all that belongs to one in"
            " one place; write them so, and civquiz can tell them apart"
        )
    offsets = [0, *accumulate(map(len, lines))]
    return [
        Block(_id(question), first + 1, last + 1, _top(hidden, first) + 1, offsets[first], offsets[last + 1])
        for question, (first, last) in zip(alone, spans, strict=True)
    ]


def question_lines(text: str) -> list[int]:
    """The lines of the [[questions]] headers of a text that is TOML, counted from 1."""
    headers = _headers(_lines(text), _lines(_hidden(text)))
    return [at + 1 for at, header in headers if _begins(header)]


def block_text(text: str, block: Block) -> str:
    """The lines of a block, as they stand."""
    return text[block.start : block.end]


def field_line(text: str, block: Block, field: str) -> int:
    """The line of a question's field, counted from 1; the block's first if it is not there."""
    inner = block_text(text, block)
    lines, hidden = _lines(inner), _lines(_hidden(inner))
    headers = dict(_headers(lines, hidden))
    key = re.compile(rf"\s*([\"']?){re.escape(field)}\1\s*[.=]")
    in_part = False
    for at in _starts(hidden):
        header = headers.get(at)
        in_part = in_part or isinstance(header, dict)
        if field in header if isinstance(header, dict) else not in_part and key.match(lines[at]):
            return block.first + at
    return block.first


def appended(text: str, questions: Sequence[Question], passages: Sequence[Passage] = ()) -> str:
    """The text with passages and questions at its end; what is there stays to the letter.

    Raises CivquizError if it is no TOML, or if its lists are written in brackets, which cannot be added to.
    """
    parts = [passage_block(passage) for passage in passages] + [question_block(question) for question in questions]
    if not parts:
        return text
    wanted = parsed(text, "the bank")
    for field, entries in (("passages", native.plain(passages)), ("questions", _plain(questions))):
        if entries:
            there = wanted.get(field)
            wanted[field] = [*(there if isinstance(there, list) else []), *entries]
    newline = newline_of(text)
    start = text if not text or text.endswith("\n") else text + newline
    gap = newline if start and not _BLANK_END.search(start) else ""
    whole = start + gap + "\n".join(parts).replace("\n", newline)
    try:
        fits = parsed(whole, "the bank") == wanted
    except CivquizError as error:
        if not isinstance(error.__cause__, tomli.TOMLDecodeError):
            raise
        fits = False
    if not fits:
        raise CivquizError(
            "nothing can be appended to questions or passages that are written as a list in brackets; write each under"
            " a [[questions]] or [[passages]] line of its own"
        )
    return whole


def with_as_of(text: str, as_of: str) -> str:
    """The text of a bank that has no `as_of` with one, above its title or its id. Raises CivquizError if it has one."""
    lines, hidden = _lines(text), _lines(_hidden(text))
    key = re.compile(r"\s*([\"']?)(?:id|title)\1\s*=")
    head = takewhile(lambda at: not _is_header(hidden[at]), _starts(hidden))
    at = max((at for at in head if key.match(lines[at])), default=0)
    whole = "".join([*lines[:at], f"as_of = {_value(as_of)}{newline_of(text)}", *lines[at:]])
    if parsed(whole, "the bank") != {**parsed(text, "the bank"), "as_of": as_of}:
        raise CivquizError(f"write the date of the facts into the bank yourself, at its top: as_of = {_value(as_of)}")
    return whole


def replaced(text: str, question_id: str, new_block: str) -> str:
    """The text with other lines for a question, the comment above it kept; see `all_replaced`."""
    return all_replaced(text, {question_id: new_block})


def all_replaced(text: str, new_blocks: Mapping[str, str]) -> str:
    """The text with other lines for questions by id.

    "" takes a question away, with the comment directly above it and a blank line before that. Raises CivquizError if
    one is not there, or if anything but these questions would differ, the id of one too.
    """
    if not new_blocks:
        return text
    there = blocks(text)
    for question_id, new in new_blocks.items():
        count = sum(block.id == question_id for block in there)
        if count != 1:
            raise CivquizError(f"there {'are two questions' if count else 'is no question'} {quoted(question_id)} here")
        if new.strip():
            parsed(new, "the question")  # here its lines are counted as the author sees them
    newline, lines = newline_of(text), _lines(text)
    for block in reversed(there):
        if block.id not in new_blocks:
            continue
        new = new_blocks[block.id]
        if new.strip():
            last = lines[block.last - 1]
            end = last[len(last.rstrip("\r\n")) :]
            new = new.replace("\r\n", "\n").strip("\n").replace("\n", newline)
            lines[block.first - 1 : block.last] = [new + end]
        else:
            top = block.top - 1
            del lines[top - (top > 0 and not lines[top - 1].strip()) : block.last]
    whole = "".join(lines)
    _refuse_other_changes(parsed(text, "the bank"), parsed(whole, "the bank"), new_blocks)
    return whole


def with_other_id(text: str, question_id: str, new_id: str) -> str:
    """The text with a question under another id. Raises CivquizError if that would change anything else."""
    block = next(block for block in blocks(text) if block.id == question_id)
    lines = _lines(text)
    at = field_line(text, block, "id") - 1
    lines[at] = _ID_LINE.sub(lambda found: f"{found[1]}{_value(new_id)}", lines[at], count=1)
    whole = "".join(lines)
    wanted = parsed(text, "the bank")
    next(each for each in wanted["questions"] if _id(each) == question_id)["id"] = new_id
    if parsed(whole, "the bank") != wanted:
        raise CivquizError(f"write the id of {quoted(question_id)} into a line of its own: id = {_value(question_id)}")
    return whole


def question_block(question: Question) -> str:
    """A question as a table of its own."""
    return _table("[[questions]]", native.question_values(question))


def passage_block(passage: Passage) -> str:
    """A passage as a table of its own."""
    return _table("[[passages]]", native.plain(passage))


def bank_text(bank: Bank) -> str:
    """A whole bank."""
    head = native.values(msgspec.structs.replace(bank, exam=None, passages=(), questions=()))
    exam = [_table("[exam]", native.plain(bank.exam))] if bank.exam else []
    passages = [passage_block(passage) for passage in bank.passages]
    return "\n".join([_fields(head), *exam, *passages, *(question_block(question) for question in bank.questions)])


def in_line(value: object) -> str:
    """A value as TOML, in a line whatever it holds."""
    if isinstance(value, list):
        return f"[{', '.join(map(in_line, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {in_line(each)}' for key, each in value.items())}}}"
    return _literal(value, multiline=False)


def newline_of(text: str) -> str:
    """How most lines of the text end."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def _refuse_other_changes(old: dict[str, Any], new: dict[str, Any], new_blocks: Mapping[str, str]) -> None:
    before, after = old.pop("questions", []), new.pop("questions", [])
    stay = [question for question in before if new_blocks.get(_id(question), "stays").strip()]
    others = [(was, now) for was, now in zip(stay, after, strict=False) if _id(was) not in new_blocks]
    if old != new or len(stay) != len(after) or any(was != now for was, now in others):
        raise CivquizError(
            "the change reaches beyond the question; leave one [[questions]] line and what stands under it"
        )
    if list(map(_id, stay)) != list(map(_id, after)):
        raise CivquizError("a question keeps its id, since its history hangs on it; leave the id as it was")


def _table(header: str, values: Mapping[str, Any]) -> str:
    return f"{header}\n{_fields(values)}"


def _fields(values: Mapping[str, Any]) -> str:
    return "".join(f"{field} = {_value(value)}\n" for field, value in values.items())


def _value(value: object) -> str:
    if not isinstance(value, list):
        return _literal(value, multiline=isinstance(value, str) and "\r" not in value)  # tomli-w drops \r there
    line = in_line(value)
    return line if len(line) <= _WIDTH else "[\n" + "".join(f"  {in_line(entry)},\n" for entry in value) + "]"


def _literal(value: object, *, multiline: bool) -> str:
    import tomli_w

    return tomli_w.dumps({"x": value}, multiline_strings=multiline).removeprefix("x = ").removesuffix("\n")


def _plain(questions: Sequence[Question]) -> list[dict[str, Any]]:
    return [native.question_values(question) for question in questions]


def _hidden(text: str) -> str:
    """The text line by line with its strings and comments hidden behind their first character."""
    return STRINGS.sub(lambda found: found[0][0] + _SHOWN.sub(_HIDDEN, found[0][1:]), text)


def _lines(text: str) -> list[str]:
    return _LINES.findall(text)


def _starts(hidden: Sequence[str]) -> Iterator[int]:
    """The indices of the lines on which a key or a header begins."""
    depth = 0
    for at, line in enumerate(hidden):
        shown = line.strip()
        if depth == 0 and shown and shown[0] not in f"#{_HIDDEN}":
            yield at
        depth += shown.count("[") + shown.count("{") - shown.count("]") - shown.count("}")


def _headers(lines: Sequence[str], hidden: Sequence[str]) -> Iterator[tuple[int, object]]:
    """The index of each header's line, and what it makes of `questions`: a list, a table or nothing."""
    for at in _starts(hidden):
        if _is_header(hidden[at]):
            yield at, tomli.loads(lines[at].strip()).get("questions")


def _is_header(line: str) -> bool:
    return line.lstrip().startswith("[")


def _begins(header: object) -> bool:
    return isinstance(header, list)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _top(hidden: Sequence[str], first: int) -> int:
    while first > 0 and _is_comment(hidden[first - 1]):
        first -= 1
    return first


def _alone(text: str) -> Any:  # noqa: ANN401 - whatever a table holds
    """The one question in a text; None if it cannot stand alone."""
    try:
        values = tomli.loads(text)
    except ValueError:
        return None
    return values["questions"][0] if list(values) == ["questions"] else None


def _id(question: Any) -> str:  # noqa: ANN401 - whatever stands in its place
    return str(question.get("id", "")) if isinstance(question, dict) else ""

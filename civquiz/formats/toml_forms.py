"""One more accepted form in an author's TOML file: it goes into its list, and every other byte stays where it was."""

from typing import Any

from civquiz.errors import CivquizError
from civquiz.formats import toml_text
from civquiz.formats.toml_bank import STRINGS, parsed
from civquiz.questions.bank import quoted

_COMMENT = "#"
_INDENT = "  "


def with_form(text: str, question_id: str, form: str, item: str = "") -> str:
    """The bank with one more form of a right answer.

    `item` is the first form of the one among `answers` that it stands for; without it the form goes to `accept`.
    Raises CivquizError if there is no such question or item, or if the list is written so that nothing can be added.
    """
    wanted = parsed(text, "the bank")
    at = _added(wanted.get("questions", []), question_id, form, item)
    block = next(block for block in toml_text.blocks(text) if block.id == question_id)
    inner, newline = toml_text.block_text(text, block), toml_text.newline_of(text)
    line = toml_text.field_line(text, block, "answers" if item else "accept")
    if line > block.first:
        start = _marked(inner).find("=", _start_of(inner, line - block.first)) + 1
        inner = _in_list(inner, start, toml_text.in_line(form), newline, at)
    else:
        above = toml_text.field_line(text, block, "answer") - block.first
        inner = _under(inner, above, f"accept = {toml_text.in_line([form])}", newline)
    whole = text[: block.start] + inner + text[block.end :]
    if parsed(whole, "the bank") != wanted:
        raise CivquizError(f"{question_id} is written so that no form can be added; add it in your editor")
    return whole


def _added(questions: Any, question_id: str, form: str, item: str) -> int | None:  # noqa: ANN401 - as it was parsed
    """Put the form into the parsed question; gives the index of the item that it belongs to."""
    question = next((each for each in questions if str(each.get("id")) == question_id), None)
    if question is None:
        raise CivquizError(f"there is no question {quoted(question_id)} any more")
    if not item:
        question["accept"] = [*question.get("accept", []), form]
        return None
    items = [entry if isinstance(entry, list) else [entry] for entry in question.get("answers", [])]
    at = next((at for at, forms in enumerate(items) if str(forms[0]) == item), None)
    if at is None:
        raise CivquizError(f"{question_id} has no answer {quoted(item)} any more")
    question["answers"][at] = [*items[at], form]
    return at


def _in_list(text: str, start: int, entry: str, newline: str, at: int | None) -> str:
    """The text with one more entry in the list after `start`, or in the list that its entry `at` is or becomes."""
    marked = _marked(text)
    entries, end = _entries(marked, marked.find("[", start))
    if at is not None:
        begin, stop = entries[at]
        if marked[begin] == "[":
            return _in_list(text, begin, entry, newline, None)
        return f"{text[:begin]}[{text[begin:stop]}, {entry}]{text[stop:]}"
    if not entries:
        opened = marked.find("[", start) + 1
        return f"{text[:opened]}{entry}{text[opened:]}"
    begin, stop = entries[-1]
    if "\n" not in marked[stop:end]:
        return f"{text[:stop]}, {entry}{text[stop:]}"
    # The bracket stands in a line of its own: so does the new entry, under the comments of the last one.
    comma = "" if "," in marked[stop:end] else ","
    closing = marked.rfind("\n", stop, end) + 1
    above = text[text.rfind("\n", 0, begin) + 1 : begin]
    indent = above[: len(above) - len(above.lstrip(" \t"))] or _INDENT
    return f"{text[:stop]}{comma}{text[stop:closing]}{indent}{entry},{newline}{text[closing:]}"


def _entries(marked: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """Where each entry of the list that opens at `start` begins and ends, and where the list closes."""
    entries: list[tuple[int, int]] = []
    begin, stop, depth = -1, -1, 0
    for at in range(start, len(marked)):
        sign = marked[at]
        closes = depth == 1 and sign == "]"
        if closes or (depth == 1 and sign == ","):
            entries += [(begin, stop)] if begin >= 0 else []
            begin = -1
            if closes:
                return entries, at
            continue
        if depth and not sign.isspace():
            begin, stop = at if begin < 0 else begin, at + 1
        depth += (sign in "[{") - (sign in "]}")
    return entries, len(marked)


def _under(text: str, line: int, new: str, newline: str) -> str:
    """The text with a new line under the field that begins on that line, counted from 0."""
    end = _marked(text).find("\n", _start_of(text, line))
    if end < 0:  # the last line of the file
        return f"{text}{newline}{new}"
    return f"{text[: end + 1]}{new}{newline}{text[end + 1 :]}"


def _start_of(text: str, line: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[:line])


def _marked(text: str) -> str:
    """The text place by place with nothing in it but its structure: a string is letters, a comment blanks."""
    return STRINGS.sub(lambda found: (" " if found[0][0] == _COMMENT else "s") * len(found[0]), text)

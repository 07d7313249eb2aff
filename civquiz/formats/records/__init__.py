"""A question from a record of named fields: a row of a table, an object in JSON."""

from collections.abc import Iterable, Iterator
from itertools import islice

from civquiz.formats.contract import Found, Note, listed, too_many
from civquiz.formats.records import about_html
from civquiz.formats.records.answer_key import AnswerKey
from civquiz.formats.records.entries import as_text, entries
from civquiz.formats.records.field_names import role
from civquiz.formats.records.fields import MOST_FIELDS, Record
from civquiz.formats.records.reading import File, Reader
from civquiz.questions.bank import MOST_QUESTIONS
from civquiz.text import one_line

_MOST_NAMED = 12  # fields, in a note
_LONGEST_NAME = 40


def questions(records: Iterable[Record]) -> Iterator[Found]:
    """The questions in the records, in their order, each with what is to be known of it, or why it is not taken.

    Raises CivquizError for more records than a bank may have questions.
    """
    found = list(islice(records, MOST_QUESTIONS + 1))
    if len(found) > MOST_QUESTIONS:
        raise too_many()
    values = (value for record in found for value in islice(record.fields.values(), MOST_FIELDS))
    is_html = not any(about_html.is_bare_tag(as_text(entry.value)) for value in values for entry in entries(value))
    readers = [Reader(record, is_html=is_html) for record in found]
    letters = sum(reader.is_lettered() for reader in readers)
    file = File(
        AnswerKey(reader.options for reader in readers if reader.options),
        len({len(reader.entries) for reader in readers if reader.by_commas}) <= 1,
        any(reader.has_single_answer() for reader in readers),
        any(reader.options for reader in readers) or letters * 2 > len(readers),
    )
    for reader in readers:
        yield from reader.found(file)
    yield from _unused(name for reader in readers for name in reader.unused)


def is_question(names: Iterable[str]) -> bool:
    """Whether fields of these names are a question: what is asked, and answers or options."""
    held = {known.holds for name in islice(names, MOST_FIELDS) if (known := role(name))}
    answered = not held.isdisjoint({"answer", "answers", "options", "option", "wrong"})
    if held.isdisjoint({"question", "term"}):
        return "title" in held and answered
    return answered or not held.isdisjoint({"back", "key", "items", "pairs"})


def _unused(names: Iterable[str]) -> Iterator[Note]:
    """A note on the fields of which nothing was taken, if there are any."""
    unused = list(dict.fromkeys(map(one_line, dict.fromkeys(names))))
    if unused:
        shown = listed([f"“{name[:_LONGEST_NAME]}”" for name in unused], _MOST_NAMED)
        yield Note("", f"not used, since the names say nothing to civquiz: {shown}")

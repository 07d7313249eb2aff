"""A record's fields by what they hold: the options among which its answers stand, lists and texts, without HTML."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, NamedTuple

from civquiz.formats.contract import UnfitError
from civquiz.formats.records import about_html, cells
from civquiz.formats.records.answer_key import Options, unlabelled
from civquiz.formats.records.entries import Entry, as_text, entries, is_empty, listed
from civquiz.formats.records.field_names import name_key, role

MOST_FIELDS = 500
"""Of a record; those beyond are not looked at."""

_LONGEST = 100_000  # characters of a field; no question has as many
_LETTER = re.compile(r"\(?[A-Ja-j][).:]?")


class Record(NamedTuple):
    """The fields of what may be a question, by the file's own names, and where it stands there.

    `topic` is that of the list in which it stands, `fault` why it is not taken, if that is known already.
    """

    where: str
    fields: Mapping[str, Any]
    topic: str = ""
    fault: str = ""


class Field(NamedTuple):
    """A field: its label among those that hold the same, the file's own name for it, and its value."""

    label: str
    name: str
    value: Any


class Fields:
    """The fields of a record; what its author should know of them gathers in `notes`.

    `held` are the fields by what they hold, the best first, `unused` the names of those that say nothing. `entries` are
    the options in their order, with `options` if a key has to be looked up among them, and `listed_as` what held them.
    `fault` says why it is no question, if that is known.
    """

    def __init__(self, record: Record, *, is_html: bool) -> None:
        self._is_html = is_html
        self.record = record
        self.fault = record.fault
        if len(record.fields) > MOST_FIELDS:
            self.fault = f"has {len(record.fields):,} fields"
        self.held: dict[str, list[Field]] = {}
        self.notes: list[str] = []
        self.unused: list[str] = []
        numbered: list[Entry] = []
        beside_b = not record.fields.keys().isdisjoint({"b", "B"})  # there `a` is an option, else an answer
        for name, value in islice(record.fields.items(), MOST_FIELDS):
            known = role(name)
            if known and (known.holds == "option" or (beside_b and name in {"a", "A"})):
                label = known.label if known.holds == "option" else "a"
                numbered.append(Entry("" if is_empty(value) else value, label))
            elif is_empty(value):
                continue
            elif isinstance(value, str) and len(value) > _LONGEST:
                self.fault = f"has a text of {len(value):,} characters"
            elif known is None:
                self.unused.append(name)
            else:
                self.held.setdefault(known.holds, []).append(Field(known.label, name, value))
        for held in self.held.values():
            held.sort(key=lambda field: (len(field.label), field.label))
        while numbered and numbered[-1].value == "":
            numbered.pop()
        self.by_commas = False
        self.listed_as = "option" if numbered else self._list_of_options()
        self.entries = numbered or self._listed()
        self.options = self._options()

    def _list_of_options(self) -> str:
        """What holds the options, if they are a list: “answers” too, where something else names the right ones."""
        if "options" in self.held:
            return "options"
        has_key = not self.held.keys().isdisjoint({"answer", "back", "key"})
        marks = any(entry.is_right is not None for entry in entries(self.first("answers")))
        return "answers" if "answers" in self.held and "wrong" not in self.held and (has_key or marks) else ""

    def _listed(self) -> list[Entry]:
        raw = self.first(self.listed_as)
        if not isinstance(raw, str):
            return entries(raw)
        _, texts = cells.labelled(raw)
        if not texts:
            rows = cells.split(raw)
            if len(rows) == 1:
                rows = cells.split(raw, commas=True)
                self.by_commas = len(rows) > 1
            texts = [" | ".join(row) for row in rows]
        return [Entry(text) for text in texts]

    def _options(self) -> Options | None:
        """The options and the fields that name the right ones; None where nothing has to be looked up."""
        if not self.entries or any(entry.is_right is not None for entry in self.entries):
            return None
        best = next((each for each in ("answer", "back", "key") if each in self.held), "")
        holds = [best] + ["answers"] * (self.listed_as != "answers")
        keys = [
            (name_key(name), self.text(value) if isinstance(value, str) else value)
            for each in holds
            for _, name, value in self.held.get(each, ())
        ]
        texts, labels = unlabelled([self.text(entry.value) for entry in self.entries])
        labels = labels or [entry.label for entry in self.entries]
        return Options(texts, labels if all(labels) else [], keys) if keys else None

    def has_single_answer(self) -> bool:
        """Whether it has a single answer where others may have a list, and no options."""
        raw = self.first("answers", "answer")
        found = cells.split(raw, commas=True) if isinstance(raw, str) else entries(raw)
        return not self.entries and len(found) == 1

    def is_lettered(self) -> bool:
        """Whether its answer is a letter, and there are no options."""
        raw = self.first("answer", "back")
        return isinstance(raw, str) and not self.entries and _LETTER.fullmatch(raw.strip()) is not None

    def reasoned(self, holds: str, why: str) -> list[Any]:
        """The wrong options or forms that fields hold, with the reasons in other fields of the same labels."""
        whys = {label: value for label, _, value in self.held.get(why, ())}
        return [
            self.wrong_entry(entry._replace(why=entry.why or whys.get(label)))
            for label, _, value in self.held.get(holds, ())
            for entry in (listed(value, label) if isinstance(value, str) else entries(value))
        ]

    def wrong_entry(self, entry: Entry) -> str | dict[str, str]:
        """A wrong option or form as a bank has it."""
        text, why = self.sure(entry.value), self.text(entry.why)
        return {"text": text, "why": why} if why else text

    def rows(self, value: object, *, cut: bool) -> list[list[str]]:
        """The answers in a value, each with its forms; those in a cell only where it may be `cut`."""
        if isinstance(value, str):
            rows = cells.split(value, commas=True) if cut else [[value]]
            return [[self.sure(form) for form in row] for row in rows]
        return [
            [self.sure(form.value) for form in (entries(entry.value) if isinstance(entry.value, list) else [entry])]
            for entry in entries(value)
        ]

    def first(self, *holds: str) -> object:
        """The value of the first field that holds any of these; None if there is none."""
        return next((self.held[each][0].value for each in holds if each in self.held), None)

    def line(self, holds: str) -> str:
        """The text of the first field that holds that, of a list all its texts; "" if there is none."""
        raw = self.first(holds)
        if raw is None:
            return ""
        if isinstance(raw, list):
            return (", " if holds == "topic" else "\n").join(self.text(entry.value) for entry in entries(raw))
        return self.text(raw)

    def decimal(self, holds: str) -> float | str:
        """The number in the first field that holds that; a text that is none stays, and is found not to fit."""
        text = self.line(holds)
        try:
            return float(text)
        except ValueError:
            return text

    def sure(self, value: object) -> str:
        """The value's text. Raises UnfitError if it is empty."""
        if text := self.text(value):
            return text
        if isinstance(value, Mapping):
            raise UnfitError(f"its answers are no texts but records of {', '.join(map(str, value))[:100]}")
        raise UnfitError(self.no_text("an answer"))

    def text(self, value: object) -> str:
        """The value's text without HTML; what is left out of it is noted."""
        text, names = about_html.readable(as_text(value), is_html=self._is_html)
        if names:
            self.leave_out(names)
        return text.strip()

    def leave_out(self, names: Iterable[str]) -> None:
        """Note that the pictures of those names are left out."""
        self.notes += [f"the picture {name[:100]} is left out" for name in names if name]

    def no_text(self, what: str) -> str:
        """What there is to say of a text that is empty."""
        return f"{what} is nothing but a picture" if self.notes else f"{what} is no text"

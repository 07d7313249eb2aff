"""The form in which an author enters a question: field by field, then all of it, to be saved, changed or tried."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from civquiz.questions.bank import Bank
from civquiz.questions.base import Fault, Question
from civquiz.terminal.authoring.fields import Field, Grid, fields_of, guessed, known
from civquiz.terminal.face import Choice, Command, Entered, Entry, Face, Sheet
from civquiz.terminal.marks import marks
from civquiz.text import cells, clean, one_line, shorten

_MOST_REMARKS = 4
_MOST_ALIKE = 2
_STEM_CELLS = 120  # of a stem beside another
_SUMMARY_CELLS = 48  # of a field in the list of what can be changed


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What the form is handed from outside.

    `draft` are the values so far, as they were given to `keep`, which gives the problem, "" if they are kept. `faults`
    are those of a whole question's values; `remarks` what else is to be said of one, a line each; `alike` the stems of
    the bank that are much like one; `try_it` asks the question of those values.
    """

    face: Face
    title: str
    bank: Bank | None = None
    draft: Mapping[str, Any] = {}
    keep: Callable[[dict[str, Any]], str]
    faults: Callable[[dict[str, Any]], list[Fault]]
    remarks: Callable[[dict[str, Any]], list[str]]
    alike: Callable[[str], list[str]]
    try_it: Callable[[dict[str, Any]], None]


def run(form: Form) -> dict[str, Any] | None:
    """Have a question entered; gives its values without an id, or None if it was discarded.

    KeyboardInterrupt, EOFError and `SignalledError` pass; what was entered before has been kept.
    """
    filling = _Filling(form)
    while True:
        filling.fill()
        match filling.review():
            case "s":
                return filling.finished()
            case "e":
                filling.change_one()
            case "t":
                with suppress(KeyboardInterrupt):  # leaves the trial, not the form
                    form.try_it(filling.finished())
            case _:
                if (
                    form.face.choose(["Discard this question?"], [Choice("k", "Keep it"), Choice("d", "Discard")])
                    == "d"
                ):
                    return None


def in_words(values: Mapping[str, Any]) -> str:
    """What a draft is of, in a line; "" if it says nothing yet."""
    named = [one_line(str(values.get(name, ""))) for name in ("type", "stem")]
    return ": ".join(filter(None, named))


class _Filling:
    """A question while it is entered: its values so far, with what was left empty."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._values = known(form.draft)
        self._state = ""
        self._alike: list[str] = []
        self._notice: list[str] = []
        if self._values:
            self._keep()

    def fill(self) -> None:
        """Have everything entered that is missing, going back where the author wants to."""
        fields = self._fields()
        missing = [at for at, field in enumerate(fields) if field.name not in self._values]
        if not missing:
            return
        at = furthest = missing[0]
        # The list before it may not be at its end.
        forward = not (at and fields[at - 1].shape.many)
        at -= not forward
        while at < len(fields):
            forward = self._enter_field(fields[at], first=at == 0, forward=forward)
            at = at + 1 if forward else max(at - 1, 0)
            fields = self._fields()
            # What one went back over is passed again; beyond it only what is missing.
            while furthest < at < len(fields) and fields[at].name in self._values:
                at += 1
            furthest = max(furthest, at)

    def review(self) -> str:
        """Show all, and what is to be said of it; gives what the author wants."""
        faults = self._form.faults(self.finished())
        remarks = [f"To mend first: {self._said(fault)}" for fault in faults]
        if not faults:
            remarks = [*self._form.remarks(self.finished()), *self._alike]
        if len(remarks) > _MOST_REMARKS:
            remarks = [*remarks[: _MOST_REMARKS - 1], f"and {len(remarks) - _MOST_REMARKS + 1} more"]
        choices = [
            *([] if faults else [Choice("s", "save")]),
            Choice("e", "edit"),
            *([] if faults else [Choice("t", "try it")]),
            Choice("d", "discard"),
        ]
        return self._form.face.review(self._sheet(self._fields(), remarks), choices)

    def change_one(self) -> None:
        """Have one field entered anew, the one that the author chooses."""
        fields = self._fields()
        rows = [Choice(str(at), field.label, self._summary(field)) for at, field in enumerate(fields, 1)]
        faulty = {fault.field for fault in self._form.faults(self.finished())}
        marked = next((row.key for row, field in zip(rows, fields, strict=True) if field.name in faulty), "2")
        sheet = Sheet(self._form.title, state=self._state)
        chosen = self._form.face.enter(Entry(sheet, 0, "Change", "Which of these?", marked, rows))
        if not isinstance(chosen, Command):
            self._enter_field(fields[int(chosen) - 1], first=False, forward=True)

    def finished(self) -> dict[str, Any]:
        """The values of the question, without what is left at its default."""
        fields = {field.name: field for field in self._fields()}
        values = {
            name: self._values[name]
            for name, field in fields.items()
            if name in self._values and not field.is_left_out(self._values[name])
        }
        carried = {
            name: value
            for name, value in self._values.items()
            if name not in fields and name in Question.__struct_fields__ and value
        }
        return values | carried

    # One field

    def _enter_field(self, field: Field, *, first: bool, forward: bool) -> bool:
        """Have a field entered; False if the author goes back beyond it."""
        rows: Grid = field.shape.read(self._values[field.name]) if field.name in self._values else []
        row = part = 0
        if field.shape.many and not forward:
            row = len(rows)
            if self._is_full(field, rows):  # there is no empty line at its end to go back to
                row, part = row - 1, len(rows[-1]) - 1
        while row < len(rows) or not self._is_full(field, rows):
            given = self._enter_text(field, rows, row, part, first=first and row == 0)
            if given is Command.BACK:
                if row == part == 0:
                    return False
                row, part = (row, 0) if part else (row - 1, len(rows[row - 1]) - 1)
                continue
            text = str(given)
            if field.shape.many and part == 0 and not text:
                if row == len(rows):
                    self._take(field, rows)
                    return True
                del rows[row]
                self._take(field, rows)
                continue
            if row == len(rows):
                rows.append([text, *([""] if field.shape.second else [])])
            rows[row][part] = text
            self._take(field, rows)
            row, part = (row, part + 1) if part + 1 < len(rows[row]) else (row + 1, 0)
            if not field.shape.many:
                return True
        return True

    def _enter_text(self, field: Field, rows: Grid, row: int, part: int, *, first: bool) -> str | Command:
        fields = self._fields()
        before: list[Entered] = []
        after: list[Entered] = []
        side = before
        for other in fields:
            if other.name != field.name:
                side += self._rows(other)
                continue
            before += _entered(field, rows[:row])
            if part:
                before += _entered(field, [[rows[row][0], ""]])
            side = after
            side += _entered(field, rows[row + 1 :])
        label, help_ = field.shape.second if part and field.shape.second else field.words
        notice, self._notice = self._notice, []
        entry = Entry(
            sheet=msgspec.structs.replace(self._sheet([], notice), rows=[*before, *after]),
            at=len(before),
            label=label,
            help=help_,
            text=rows[row][part] if row < len(rows) else "",
            check=self._check(field, rows, row, part),
            alone=_alone(field, rows, row, part),
            suggestions=field.suggestions,
            first=first,
        )
        if field.choices:
            return self._choose(field, entry)
        given = self._form.face.enter(entry)
        same = [each for each in field.suggestions if str(given).casefold() == each.casefold()]
        return same[0] if same else given

    def _choose(self, field: Field, entry: Entry) -> str | Command:
        marked = entry.text if field.name in self._values else guessed(field, self._values)
        start = 0 if any(not choice.key for choice in field.choices[:1]) else 1
        keys = {str(at): choice.key for at, choice in enumerate(field.choices, start)}
        rows = [
            Choice(key, one_line(choice.label), choice.detail) for key, choice in zip(keys, field.choices, strict=True)
        ]
        at = next((key for key, value in keys.items() if value == marked), rows[0].key)
        given = self._form.face.enter(msgspec.structs.replace(entry, text=at, choices=rows, check=lambda _: ""))
        return keys[given] if isinstance(given, str) else given

    def _take(self, field: Field, rows: Grid) -> None:
        value = field.shape.write(rows)
        changed = field.name not in self._values or self._values[field.name] != value
        if field.name == "type" and changed:
            self._change_type(value)
        self._values[field.name] = value
        if field.name == "stem" and changed:
            self._alike = [
                f"Much like one there: “{shorten(stem, _STEM_CELLS)}”" for stem in self._form.alike(value)[:_MOST_ALIKE]
            ]
            self._notice = self._alike
        self._keep()

    def _keep(self) -> None:
        problem = self._form.keep(dict(self._values))
        self._state = "draft NOT kept" if problem else "draft kept"
        if problem:
            self._notice = [*self._notice, f"The draft is NOT kept: {problem}"]

    def _change_type(self, name: str) -> None:
        """Let go of what the other type had, where the new one has nothing of that shape."""
        new = {field.name: field.annotation for field in fields_of({"type": name}, self._form.bank)}
        old = {field.name: field.annotation for field in self._fields()}
        for field, annotation in old.items():
            if new.get(field) != annotation:
                self._values.pop(field, None)

    # What is wrong

    def _check(self, field: Field, rows: Grid, row: int, part: int) -> Callable[[str], str]:
        there = [list(each) for each in rows] if row < len(rows) else [*rows, field.new_row()]

        def faults(text: str) -> list[Fault]:
            there[row][part] = text
            return self._faults(field, there)

        before = faults(field.stand_in)  # what is wrong without it is not wrong with it

        def check(text: str) -> str:
            new: list[Fault] = []
            if text:
                new = [fault for fault in faults(text) if fault not in before]
            elif field.shape.many and row == len(rows):  # the end of a list, where it has to hold as a whole
                new = [fault for fault in self._faults(field, rows) if fault.field == field.name]
            return next((self._said(fault) for fault in new), "")

        return check

    def _is_full(self, field: Field, rows: Grid) -> bool:
        """Whether one row more would be too many."""
        if not field.shape.many or not rows:
            return False
        there = self._faults(field, rows)
        return any(fault not in there for fault in self._faults(field, [*rows, field.new_row()]))

    def _faults(self, field: Field, rows: Grid) -> list[Fault]:
        """What is wrong with those rows in the field, whatever is not entered yet being stood in for."""
        values = {
            other.name: other.shape.write([other.new_row()]) for other in self._fields() if other.required
        } | self.finished()
        return self._form.faults(values | {field.name: field.shape.write(rows)})

    def _said(self, fault: Fault) -> str:
        label = next((field.label for field in self._fields() if field.name == fault.field), fault.field)
        return f"{label}: {fault.message}" if label else fault.message

    # What is shown

    def _fields(self) -> list[Field]:
        return fields_of(self._values, self._form.bank)

    def _sheet(self, fields: Sequence[Field], remarks: Sequence[str]) -> Sheet:
        labels = [cells(label) for field in self._fields() for label in _labels(field)]
        rows = [row for field in fields for row in self._rows(field)]
        return Sheet(self._form.title, rows, remarks, self._state, max(labels))

    def _rows(self, field: Field) -> list[Entered]:
        if field.name not in self._values or field.is_left_out(self._values[field.name]):
            return []
        return _entered(field, field.shape.read(self._values[field.name]))

    def _summary(self, field: Field) -> str:
        return shorten("; ".join(row.text for row in self._rows(field)), _SUMMARY_CELLS, marks().ellipsis)


def _entered(field: Field, rows: Grid) -> list[Entered]:
    """Rows as they are shown."""
    names = {choice.key: choice.label for choice in field.choices}
    shown = []
    for first, *rest in rows:
        text, second = clean(names.get(first, first)), one_line("".join(rest))
        if second and field.shape.loose:
            shown.append(Entered(field.label, text, f"why: {second}"))
        else:
            shown.append(Entered(field.label, f"{text} {marks().arrow} {second}" if second else text))
    return shown


def _labels(field: Field) -> list[str]:
    return [field.label, *([field.shape.second[0]] if field.shape.second else [])]


def _alone(field: Field, rows: Grid, row: int, part: int) -> str:
    """What Enter means where nothing is typed."""
    if part:
        return "skip" if field.shape.loose else ""
    if not field.shape.many:
        return field.alone
    if row < len(rows):
        return "remove"
    return "done" if rows or not field.required else ""

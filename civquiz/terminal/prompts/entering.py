"""A form drawn around the one thing that is being entered: what stands above it, below it, and the keys."""

from functools import partial

from prompt_toolkit.application import get_app
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from civquiz.terminal.face import Command, Entry
from civquiz.terminal.marks import marks
from civquiz.terminal.prompts.bodies import Line, Select, leave_with
from civquiz.terminal.prompts.drawing import (
    PAD,
    Lines,
    entered_lines,
    label_lead,
    menu_rows,
    remark_lines,
    sheet_title,
    wrap_keys,
)
from civquiz.text import one_line, shorten, wrap


class Entering:
    """An entry on its way: its body, and the lines around it, which leave out what the screen has no room for."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._widest = entry.sheet.widest
        self._message = ""
        self._typed = ""  # by the author, not completed
        self.body: Line | Select = self._menu() if entry.choices else self._line()
        if not entry.first:
            self.body.keys.add(Keys.BackTab, eager=True)(leave_with(Command.BACK))

    def head(self, width: int) -> Lines:
        """The title and what is above the entry."""
        return self._around(width)[0]

    def foot(self, width: int) -> Lines:
        """What is wrong or else what is wanted, what may be meant, and the keys."""
        entry = self._entry
        lines: Lines = []
        if self._message:
            lines += [("class:notice", line) for line in wrap(self._message, width, indent=PAD)]
        elif not entry.choices:
            lines += [("", line) for line in wrap(entry.help, width, indent=PAD)]
        if matching := self._matching():
            line = f"Tab: {f' {marks().dot} '.join(matching)}"
            lines.append(("class:quiet", PAD + shorten(line, width - len(PAD), marks().ellipsis)))
        enter = "takes the marked row" if entry.choices else "next" if self._text() or not entry.alone else entry.alone
        keys = [f"Enter {enter}", *([] if entry.first else ["Shift-Tab back"]), "Ctrl-C leave"]
        return lines + [("class:quiet", line) for line in wrap_keys("    ".join(keys), width)]

    def _line(self) -> Line:
        entry = self._entry
        body = Line(label_lead(entry.label, self._widest, "> "), self._below)
        body.put_back(one_line(entry.text))
        body.changed = self._change
        body.keys.add(Keys.ControlM, eager=True)(self._enter)
        body.keys.add(Keys.ControlI, eager=True)(lambda _: self._complete())
        if not entry.first:
            body.keys.add(Keys.Up, eager=True)(leave_with(Command.BACK))
        return body

    def _menu(self) -> Select:
        entry = self._entry
        body = Select(menu_rows(entry.choices), self._below)
        body.point_at(entry.text)
        for choice in entry.choices:
            if len(choice.key) == 1:  # arrows take the others
                body.keys.add(choice.key, eager=True)(leave_with(choice.key))
        body.keys.add(Keys.ControlM, eager=True)(lambda event: event.app.exit(result=body.response()))
        return body

    def _below(self, width: int) -> Lines:
        return self._around(width)[1]

    def _around(self, width: int) -> tuple[Lines, Lines]:
        """The lines above and below, as many as there is room for: the nearest of them."""
        entry, sheet = self._entry, self._entry.sheet
        entered = partial(entered_lines, widest=self._widest, width=width)
        above = [*entered(sheet.rows[: entry.at]), *remark_lines(sheet.remarks, width)]
        below = entered(sheet.rows[entry.at :])
        if entry.choices:
            lead = label_lead(entry.label, self._widest)
            heading = wrap(entry.help, width, indent=lead, hanging=" " * len(lead))
            above += [("bold", line) for line in heading] + [("", "")]
            below = [("", ""), *below] if below else []
        elif sheet.remarks:
            above.append(("", ""))
        title = [("", ""), *sheet_title(sheet, width), ("", "")]
        rows = get_app().output.get_size().rows
        taken = min(self.body.height(), rows // 2)
        room = max(rows - len(title) - taken - 1 - len(self.foot(width)), 0)
        below = below[: max(room - len(above), 0)]
        if len(above) > room:
            above = [("class:quiet", f"{PAD}{marks().ellipsis}"), *above[len(above) - room + 1 :]]
        return title + above, [*below, ("", "")]

    def _text(self) -> str:
        return str(self.body.response()) if not self._entry.choices else ""

    def _matching(self) -> list[str]:
        typed = self._typed.casefold()
        return [each for each in self._entry.suggestions if each.casefold().startswith(typed)]

    def _change(self) -> None:
        self._typed = self._text()
        self._message = self._entry.check(self._typed) if self._typed else ""

    def _complete(self) -> None:
        """Put in the next text that may be meant."""
        matching = self._matching()
        if matching:
            text = self._text()
            self.body.put_back(matching[(matching.index(text) + 1) % len(matching) if text in matching else 0])
            self._message = self._entry.check(self._text())

    def _enter(self, event: KeyPressEvent) -> None:
        text = self._text()
        if text == one_line(self._entry.text):
            text = self._entry.text  # with its lines, as it came
        self._message = self._entry.check(text)
        if not self._message and not text and not self._entry.alone:
            self._message = "Type something first."
        if not self._message:
            event.app.exit(result=text)

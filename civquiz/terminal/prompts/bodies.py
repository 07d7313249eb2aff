"""The middle of a prompt, one for each interaction: rows to choose, tick, place or match, or a line to type in."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias, assert_never

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, Container, HSplit, Window
from questionary.prompts.common import InquirerControl

from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Match
from civquiz.terminal.marks import marks, text_width
from civquiz.terminal.prompts.drawing import PAD, STYLE, Block, Lines, Option, columns, window_of
from civquiz.text import cells, clean, one_line, wrap

_ORDINALS = {1: "st", 2: "nd", 3: "rd"}

Handler: TypeAlias = Callable[[KeyPressEvent], None]


class Body:
    """The middle of a prompt: its application, what is drawn, and what the learner has put into it so far."""

    legend = ""
    """The keys that answer."""
    more = ""
    """Other ways to answer, and what else can be done."""

    def __init__(self, app: Application[Any], container: Container, focus: Window | None = None) -> None:
        self.app, self.container, self.focus = app, container, focus
        self.keys = KeyBindings()
        self.changed: Callable[[], None] = lambda: None

    def response(self) -> Any:
        """What the learner has put in, whole or not."""

    def taken(self) -> Any:
        """Whatever `put_back` needs to stand where the learner stood."""

    def put_back(self, taken: Any) -> None:
        """Stand where the learner stood."""

    def on(self, key: Keys | str, do: Callable[[], None]) -> None:
        """Do that when the key is struck, and say that something changed."""

        def handle(_event: KeyPressEvent) -> None:
            do()
            self.changed()

        self.keys.add(key, eager=True)(handle)


def body_of(interaction: Interaction) -> Body:
    """The middle of a prompt for an interaction."""
    match interaction:
        case ChooseOne():
            return _ChooseOne(interaction.options)
        case ChooseMany():
            return _ChooseMany(interaction.options)
        case EnterText():
            return _EnterText()
        case Arrange():
            return _Arrange(interaction.options)
        case Match():
            return _Match(interaction)
        case _:
            assert_never(interaction)


class Select(Body):
    """Rows, one of which is pointed at and is the response; `marked` is what is noted of the rows."""

    def __init__(self, rows: Sequence[Option], below: Block | None = None) -> None:
        app = questionary.select("", choices=rows, pointer=">", style=STYLE, use_jk_keys=False).application
        window = next(each for each in app.layout.find_all_windows() if isinstance(each.content, InquirerControl))
        super().__init__(app, HSplit([window, window_of(below)]) if below else window, window)
        assert isinstance(window.content, InquirerControl)  # noqa: S101 - what `next` chose by
        self.rows = window.content
        self.values = [row.key for row in rows]
        self.marked: list[Any] = []

    @property
    def pointed(self) -> int:
        """The row that is pointed at, from 0."""
        return self.rows.pointed_at

    def height(self) -> int:
        """How many lines the rows take."""
        return sum(str(row.title).count("\n") + 1 for row in self.rows.choices)

    def point_at(self, key: str) -> None:
        """Point at the row of that key, if there is one."""
        if key in self.values:
            self.rows.pointed_at = self.values.index(key)

    def response(self) -> Any:
        return self.values[self.pointed]

    def taken(self) -> Any:
        return self.pointed, list(self.marked)

    def put_back(self, taken: Any) -> None:
        self.rows.pointed_at, self.marked = taken


class _ChooseOne(Select):
    def __init__(self, options: Sequence[str]) -> None:
        super().__init__([_numbered(at, option) for at, option in enumerate(options)])
        self.legend, self.more = f"1-{len(options)} answer", "arrows and Enter work too"
        for at, option in enumerate(options):
            self.keys.add(str(at + 1), eager=True)(leave_with(option))


class _ChooseMany(Select):
    def __init__(self, options: Sequence[str]) -> None:
        super().__init__([_numbered(at, option, partial(self._box, at)) for at, option in enumerate(options)])
        self.legend, self.more = f"1-{len(options)} tick    Enter answer", "arrows and Space work too"
        for at in range(len(options)):
            self.on(str(at + 1), partial(self._tick, at))
        self.on(" ", lambda: self._tick(self.pointed))

    def response(self) -> list[str]:
        return [value for at, value in enumerate(self.values) if at in self.marked]

    def _tick(self, at: int) -> None:
        self.rows.pointed_at = at
        if at in self.marked:
            self.marked.remove(at)
        else:
            self.marked.append(at)

    def _box(self, at: int) -> str:
        return "[x] " if at in self.marked else "[ ] "


class _Arrange(Select):
    def __init__(self, items: Sequence[str]) -> None:
        super().__init__([_numbered(at, item, partial(self._rank, at)) for at, item in enumerate(items)])
        self.legend = f"1-{len(items)} place next    Backspace undo    Enter answer"
        self.more = "arrows and Space work too    a placed one again takes it back"
        for at in range(len(items)):
            self.on(str(at + 1), partial(self._place, at))
        self.on(" ", lambda: self._place(self.pointed))
        self.on(Keys.Backspace, self._undo)

    def response(self) -> list[str]:
        return [self.values[at] for at in self.marked]

    def _place(self, at: int) -> None:
        self.rows.pointed_at = at
        if len(self.marked) == len(self.values) and at == self.marked[-1]:
            return  # typed out to the last, which had placed itself
        if at in self.marked:
            self.marked.remove(at)
            return
        self.marked.append(at)
        rest = [other for other in range(len(self.values)) if other not in self.marked]
        if len(rest) == 1:
            self.marked.extend(rest)

    def _undo(self) -> None:
        # The last item places itself, so that its place goes with the one before it.
        del self.marked[-2 if len(self.marked) == len(self.values) else -1 :]

    def _rank(self, at: int) -> str:
        place = self.marked.index(at) + 1 if at in self.marked else 0
        return f"{place}{_ORDINALS.get(place, 'th')}  " if place else f"{marks().dot}    "


class _Match(Select):
    def __init__(self, interaction: Match) -> None:
        self._rights = interaction.rights
        rows = [Option(left, partial(self._pair, row, left), lambda: " ") for row, left in enumerate(interaction.lefts)]
        super().__init__(rows, self._sides)
        self.marked = [None] * len(interaction.lefts)
        self.legend = f"1-{len(self._rights)} match    Backspace clear    Enter answer"
        self.more = "arrows choose a row"
        for at in range(len(self._rights)):
            self.on(str(at + 1), partial(self._assign, at))
        self.on(Keys.Backspace, self._clear)

    def response(self) -> dict[str, str]:
        return {left: self._rights[at] for left, at in zip(self.values, self.marked, strict=True) if at is not None}

    def _assign(self, at: int) -> None:
        row = self.pointed
        self.marked[row] = at
        after = [*range(row + 1, len(self.values)), *range(row)]
        self.rows.pointed_at = next((other for other in after if self.marked[other] is None), row)

    def _clear(self) -> None:
        self.marked[self.pointed] = None

    def _pair(self, row: int, left: str) -> str:
        at = self.marked[row]
        side = "" if at is None else f" {at + 1}  {one_line(self._rights[at])}"
        widest = max(cells(one_line(value)) for value in self.values)
        blank = " " * (widest - cells(one_line(left))) if 2 * widest < text_width(columns()) else ""
        return f"{one_line(left)}{blank}  {marks().arrow}{side}"

    def _sides(self, width: int) -> Lines:
        lines = [("", "")]
        for at, right in enumerate(self._rights, 1):
            lead = f"{PAD}  {at}  "
            lines += [("", line) for line in wrap(one_line(right), width, indent=lead, hanging=" " * len(lead))]
        return lines


class Line(Body):
    """A line of text to type; `lead` stands before it. What could do something to a terminal never gets into it."""

    def __init__(self, lead: str, below: Block | None = None) -> None:
        app = questionary.text("", qmark="", style=STYLE).application
        window = next(
            each
            for each in app.layout.find_all_windows()
            if isinstance(each.content, BufferControl) and each.content.buffer.name == "DEFAULT_BUFFER"
        )
        assert isinstance(window.content, BufferControl)  # noqa: S101 - what `next` chose by
        window.get_line_prefix = lambda _line, wrapped: [("bold", " " * cells(lead) if wrapped else lead)]
        super().__init__(app, HSplit([window, window_of(below)]) if below else window, window)
        self._lead_cells = cells(lead)
        self._buffer = window.content.buffer
        self._buffer.on_text_changed += lambda _: self._has_changed()
        self.keys.add(Keys.BracketedPaste, eager=True)(lambda event: self._buffer.insert_text(one_line(event.data)))

    def height(self) -> int:
        """How many lines the text takes."""
        return 1 + cells(self._buffer.text) // max(columns() - self._lead_cells, 1)

    def response(self) -> str:
        return one_line(self._buffer.text)

    def taken(self) -> str:
        return "" if self._buffer.text.startswith(":") else self._buffer.text

    def put_back(self, taken: Any) -> None:
        self._buffer.reset(Document(taken, len(taken)))

    def _has_changed(self) -> None:
        text = clean(self._buffer.text)
        if text != self._buffer.text:
            self._buffer.document = Document(text, min(self._buffer.cursor_position, len(text)))
        self.changed()


class _EnterText(Line):
    legend = "Enter answer"
    more = ":quit leave"

    def __init__(self) -> None:
        super().__init__(f"{PAD}  > ")


def leave_with(result: Any) -> Handler:
    """A handler that ends the prompt with that result."""
    return lambda event: event.app.exit(result=result)


def _numbered(at: int, text: str, box: Callable[[], str] = lambda: "") -> Option:
    return Option(text, lambda: one_line(text), lambda: f" {at + 1}  {box()}")

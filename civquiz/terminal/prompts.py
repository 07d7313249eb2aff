"""Questions drawn on a terminal, one erasable application each. The only module that imports questionary."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias, assert_never

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import to_filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, Container, FormattedTextControl, HSplit, Layout, Window
from questionary.prompts.common import InquirerControl

from civquiz.questions.bank import Passage
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Match, Response
from civquiz.terminal import console, render
from civquiz.terminal.face import Asking, Choice, Command, Settled, command_named, lacks, task
from civquiz.terminal.marks import FEWEST_ROWS, MARGIN, marks, text_width
from civquiz.terminal.signals import SignalledError, Signals
from civquiz.text import cells, clean, one_line, wrap

Lines: TypeAlias = list[tuple[str, str]]  # each a style and a line
Block: TypeAlias = Callable[[int], Lines]  # the lines for a width in columns
Handler: TypeAlias = Callable[[KeyPressEvent], None]

_PAD = " " * MARGIN
_DIGITS = 9
_POINTER_CELLS = 3  # what questionary puts before a row
_TOO_TALL = object()
_STYLE = questionary.Style(
    [
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "noreverse"),
        ("stem", "bold"),
        ("quiet", "ansibrightblack"),
        ("notice", "ansiyellow"),
    ]
)


class Prompts:
    """The `Face` that draws: what is asked is erased once it is answered, what is printed stays."""

    attended = True

    def __init__(self, signals: Signals) -> None:
        self._signals = signals
        self._unfinished: tuple[str, Any] = ("", None)

    def ask(self, asking: Asking) -> Response | Command:
        """Put a question until there is a usable response or a command.

        What was ticked, placed or typed before a command is still there when the same question is put again.
        """
        same = f"{asking.progress} {asking.stem} {asking.notice}"
        body = _body(asking.interaction)
        if self._unfinished[0] == same:
            body.put_back(self._unfinished[1])
        foot = _Foot(_answer_keys(asking), _MORE_KEYS)
        body.keys.add(Keys.ControlM, eager=True)(_enter(asking, body, foot))
        if isinstance(asking.interaction, EnterText):
            body.keys.add("?", eager=True)(_question_mark(foot))
        else:
            body.keys.add("?", eager=True)(lambda _: foot.toggle())
            for key, command in _LETTERS.items():
                if command in asking.commands:
                    body.keys.add(key, eager=True)(_leave_with(command))
        self._unfinished = (same, None)
        try:
            result: Response | Command = self._run(body, lambda width: _head(asking, width), foot)
        except BaseException:
            self._unfinished = (same, body.taken())
            raise
        if isinstance(result, Command):
            self._unfinished = (same, body.taken())
        return result

    def settle(self, settled: Settled) -> None:
        """Print a graded question."""
        console.show(render.settled_lines(settled, console.width()))

    def after(self, settled: Settled, *, last: bool) -> Command:
        """Wait for what the learner wants after a graded question."""
        actions = {"enter": Command.NEXT, "x": Command.SLIP, **({"p": Command.PASSAGE} if settled.passages else {})}
        passage = ["p passage"] if settled.passages else []
        keys = ["Enter results" if last else "Enter next", *passage, "x slip, don't count", "? more keys"]
        command: Command = self.keys("    ".join(keys), actions, _LEAVE_KEYS)
        return command

    def after_results(self, misses: int, saved_as: str) -> Command | int:
        """Wait for what the learner wants after the results."""
        closer = min(misses, _DIGITS)
        actions: dict[str, Any] = {"enter": Command.NEXT, **{str(each): each for each in range(1, closer + 1)}}
        keys = []
        if misses:
            actions["m"] = Command.AGAIN
            keys = ["m ask these again", f"1-{closer} look closer" if closer > 1 else "1 look closer"]
        chosen: Command | int = self.keys("    ".join([*keys, "Enter done", f"Saved as {saved_as}"]), actions)
        return chosen

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Print what there is to know."""
        console.show(render.passage_lines(passages, console.width()))

    def say(self, text: str) -> None:
        """Print a line by the way."""
        console.show(wrap(clean(text), console.width(), indent=_PAD))

    def keys(self, keys: str, actions: dict[str, Any], more: Sequence[str] = ()) -> Any:  # noqa: ANN401
        """Wait for one of the keys, "enter" among them if it is named; gives what the key stands for."""
        foot = _Foot(keys, more)
        app: Application[Any] = Application(layout=Layout(Window()), style=_STYLE)
        body = _Body(app, Window(height=0, always_hide_cursor=True))
        for key, value in actions.items():
            body.keys.add(Keys.ControlM if key == "enter" else key, eager=True)(_leave_with(value))
        if more:
            body.keys.add("?", eager=True)(lambda _: foot.toggle())
        return self._run(body, lambda _: [], foot)

    def choose(self, title: Sequence[str], choices: Sequence[Choice], footer: str = "") -> str:
        """A menu; gives the key of the row that was taken."""
        widest = max(cells(choice.label) for choice in choices)
        rows = []
        for choice in choices:
            gap = " " * (widest - cells(choice.label) + 4) if choice.detail else ""
            text = f"{clean(choice.label)}{gap}{clean(choice.detail)}"
            rows.append(_Option(choice.key, partial(str, text), partial(str, f"{choice.key}  ")))
        body = _select(rows)
        for choice in choices:
            body.keys.add(choice.key, eager=True)(_leave_with(choice.key))
        body.keys.add(Keys.ControlM, eager=True)(lambda event: event.app.exit(result=body.response()))

        def head(width: int) -> Lines:
            lines = [line for text in title for line in wrap(clean(text), width, indent=_PAD)]
            return [("", ""), *(("class:stem" if at == 0 else "", line) for at, line in enumerate(lines)), ("", "")]

        return str(self._run(body, head, _Foot(footer, ())))

    def _run(self, body: "_Body", head: Block, foot: "_Foot") -> Any:  # noqa: ANN401
        app = body.app
        body.keys.add(Keys.ControlC, eager=True)(_raise(KeyboardInterrupt))
        body.keys.add(Keys.ControlD, eager=True)(_raise(EOFError))
        body.keys.add(Keys.SIGINT, eager=True)(_raise(lambda: SignalledError(2)))
        body.keys.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())
        app.key_bindings = merge_key_bindings([app.key_bindings, body.keys]) if app.key_bindings else body.keys
        app.erase_when_done = True
        self._lay_out(body, head, foot)
        app.before_render += _leave_if_too_tall
        while True:
            _forget_keys(app)
            with self._signals.waiting():
                result = app.run()
            if result is not _TOO_TALL:
                return result
            # Printed, it can be scrolled back to; what is left of the head fits any screen.
            sys.stdout.write("".join(f"{line}\n" for _, line in head(text_width(_columns()))[:-1]))
            sys.stdout.flush()
            app.before_render -= _leave_if_too_tall
            self._lay_out(body, lambda _: [("", "")], foot)

    def _lay_out(self, body: "_Body", head: Block, foot: "_Foot") -> None:
        app = body.app
        app.layout = Layout(HSplit([_window(head), body.container, _window(foot)]), focused_element=body.focus)
        for window in app.layout.find_all_windows():
            window.dont_extend_height = to_filter(True)


class _Body:
    """The middle of a prompt: its application, what is drawn, and what the learner has put into it so far."""

    def __init__(self, app: Application[Any], container: Container, focus: Window | None = None) -> None:
        self.app, self.container, self.focus = app, container, focus
        self.keys = KeyBindings()

    def response(self) -> Any:  # noqa: ANN401
        """What the learner has put in, whole or not."""

    def taken(self) -> Any:  # noqa: ANN401
        """Whatever `put_back` needs to stand where the learner stood."""

    def put_back(self, taken: Any) -> None:  # noqa: ANN401
        """Stand where the learner stood."""


class _Foot:
    """The lines under a question: a message if there is one, the keys, and more of them after `?`."""

    def __init__(self, keys: str, more: Sequence[str]) -> None:
        self.message = ""
        self._keys, self._more, self._open = keys, more, False

    def toggle(self) -> None:
        """Show more keys, or fewer."""
        self._open = not self._open

    def __call__(self, width: int) -> Lines:
        lines: Lines = [("", "")]
        if self.message:
            lines += [("class:notice", line) for line in wrap(self.message, width, indent=_PAD)]
        keys = [self._keys, *self._more] if self._open else [self._keys]
        return lines + [("class:quiet", line) for key in keys for line in _wrap_keys(key, width)]


class _Option(questionary.Choice):
    """A row that wraps itself to the screen, between words, each time that it is drawn."""

    def __init__(self, value: str, text: Callable[[], str], lead: Callable[[], str]) -> None:
        self._text, self._lead = text, lead
        super().__init__(title="", value=value)
        self.key = value

    @property
    def title(self) -> str:
        lead = self._lead()
        width = text_width(_columns()) - _POINTER_CELLS
        first, *rest = wrap(self._text(), width, indent=lead, hanging=" " * cells(lead))
        return "\n".join([first, *(" " * _POINTER_CELLS + line for line in rest)])

    @title.setter
    def title(self, value: object) -> None:
        """`Choice` assigns one when it is made; the one above is new on each screen."""


class _Select(_Body):
    """Rows, one of which is pointed at; `marked` holds what each interaction notes of them."""

    def __init__(self, rows: Sequence[_Option], below: Block | None = None) -> None:
        app = questionary.select("", choices=rows, pointer=">", style=_STYLE, use_jk_keys=False).application
        window = next(each for each in app.layout.find_all_windows() if isinstance(each.content, InquirerControl))
        super().__init__(app, HSplit([window, _window(below)]) if below else window, window)
        assert isinstance(window.content, InquirerControl)  # noqa: S101 - what `next` chose by
        self.rows = window.content
        self.values = [row.key for row in rows]
        self.marked: Any = None

    @property
    def pointed(self) -> int:
        """The row that is pointed at, from 0."""
        return self.rows.pointed_at

    def response(self) -> Any:  # noqa: ANN401
        return self.values[self.rows.pointed_at]

    def taken(self) -> Any:  # noqa: ANN401
        return self.rows.pointed_at, self.marked

    def put_back(self, taken: Any) -> None:  # noqa: ANN401
        if taken is not None:
            self.rows.pointed_at, marked = taken
            if marked is not None:
                self.marked[:] = marked


def _select(rows: Sequence[_Option]) -> _Select:
    return _Select(rows)


def _body(interaction: Interaction) -> _Body:
    match interaction:
        case ChooseOne():
            return _choose_one(interaction.options)
        case ChooseMany():
            return _choose_many(interaction.options)
        case EnterText():
            return _EnterText()
        case Arrange():
            return _arrange(interaction.options)
        case Match():
            return _match(interaction)
        case _:
            assert_never(interaction)


def _choose_one(options: Sequence[str]) -> _Body:
    body = _select([_numbered(at, option, lambda: "") for at, option in enumerate(options)])
    for at, option in enumerate(options):
        body.keys.add(str(at + 1), eager=True)(_leave_with(option))
    return body


class _ChooseMany(_Select):
    def response(self) -> list[str]:
        return [value for at, value in enumerate(self.values) if at in self.marked]


def _choose_many(options: Sequence[str]) -> _Body:
    ticked: list[int] = []

    def box(at: int) -> Callable[[], str]:
        return lambda: "[x] " if at in ticked else "[ ] "

    body = _ChooseMany([_numbered(at, option, box(at)) for at, option in enumerate(options)])
    body.marked = ticked

    def tick(at: int) -> None:
        body.rows.pointed_at = at
        if at in ticked:
            ticked.remove(at)
        else:
            ticked.append(at)

    for at in range(len(options)):
        body.keys.add(str(at + 1), eager=True)(lambda _, at=at: tick(at))
    body.keys.add(" ", eager=True)(lambda _: tick(body.pointed))
    return body


class _Arrange(_Select):
    def response(self) -> list[str]:
        return [self.values[at] for at in self.marked]


def _arrange(items: Sequence[str]) -> _Body:
    placed: list[int] = []

    def rank(at: int) -> Callable[[], str]:
        return lambda: f"[{placed.index(at) + 1}] " if at in placed else "[ ] "

    body = _Arrange([_numbered(at, item, rank(at)) for at, item in enumerate(items)])
    body.marked = placed

    def place(at: int) -> None:
        body.rows.pointed_at = at
        if at in placed:
            placed.remove(at)
            return
        placed.append(at)
        rest = [other for other in range(len(items)) if other not in placed]
        if len(rest) == 1:
            placed.extend(rest)

    def undo() -> None:
        # The last item places itself, so that its place goes with the one before it.
        del placed[-2 if len(placed) == len(items) else -1 :]

    for at in range(len(items)):
        body.keys.add(str(at + 1), eager=True)(lambda _, at=at: place(at))
    body.keys.add(" ", eager=True)(lambda _: place(body.pointed))
    body.keys.add(Keys.Backspace, eager=True)(lambda _: undo())
    return body


class _Match(_Select):
    def __init__(self, rows: Sequence[_Option], below: Block, rights: Sequence[str]) -> None:
        super().__init__(rows, below)
        self.rights = rights

    def response(self) -> dict[str, str]:
        return {left: self.rights[at] for left, at in zip(self.values, self.marked, strict=True) if at is not None}


def _match(interaction: Match) -> _Body:
    lefts, rights = interaction.lefts, interaction.rights
    chosen: list[int | None] = [None] * len(lefts)

    def pair(row: int) -> Callable[[], str]:
        def text() -> str:
            at = chosen[row]
            side = "" if at is None else f" {at + 1}  {one_line(rights[at])}"
            return f"{one_line(lefts[row])}  {marks().arrow}{side}"

        return text

    def sides(width: int) -> Lines:
        lines = [("", "")]
        for at, right in enumerate(rights, 1):
            lead = f"{_PAD}  {at}  "
            lines += [("", line) for line in wrap(one_line(right), width, indent=lead, hanging=" " * len(lead))]
        return lines

    body = _Match([_Option(left, pair(row), lambda: "") for row, left in enumerate(lefts)], sides, rights)
    body.marked = chosen

    def assign(at: int) -> None:
        row = body.pointed
        chosen[row] = at
        later = [*range(row + 1, len(lefts)), *range(row)]
        body.rows.pointed_at = next((each for each in later if chosen[each] is None), row)

    def clear() -> None:
        chosen[body.pointed] = None

    for at in range(len(rights)):
        body.keys.add(str(at + 1), eager=True)(lambda _, at=at: assign(at))
    body.keys.add(Keys.Backspace, eager=True)(lambda _: clear())
    return body


class _EnterText(_Body):
    def __init__(self) -> None:
        app = questionary.text("", qmark="", style=_STYLE).application
        window = next(
            each
            for each in app.layout.find_all_windows()
            if isinstance(each.content, BufferControl) and each.content.buffer.name == "DEFAULT_BUFFER"
        )
        assert isinstance(window.content, BufferControl)  # noqa: S101 - what `next` chose by
        window.get_line_prefix = lambda _line, wrapped: [("", f"{_PAD}  {' ' if wrapped else '>'} ")]
        self._buffer = window.content.buffer
        super().__init__(app, window, window)
        self.keys.add(Keys.BracketedPaste, eager=True)(lambda event: self._buffer.insert_text(one_line(event.data)))

    def response(self) -> str:
        return self._buffer.text.strip()

    def taken(self) -> str:
        return "" if self._buffer.text.startswith(":") else self._buffer.text

    def put_back(self, taken: Any) -> None:  # noqa: ANN401
        if taken:
            self._buffer.insert_text(taken)


def _enter(asking: Asking, body: _Body, foot: _Foot) -> Handler:
    def handle(event: KeyPressEvent) -> None:
        response = body.response()
        if isinstance(response, str) and isinstance(asking.interaction, EnterText) and response.startswith(":"):
            command = command_named(response, asking.commands)
            if isinstance(command, Command):
                event.app.exit(result=command)
            else:
                foot.message = command
            return
        foot.message = lacks(asking.interaction, response)
        if not foot.message:
            event.app.exit(result=response)

    return handle


def _question_mark(foot: _Foot) -> Handler:
    """In a line of text `?` is a letter unless the line is empty."""

    def handle(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.insert_text("?")
        else:
            foot.toggle()

    return handle


def _leave_with(result: Any) -> Handler:  # noqa: ANN401
    return lambda event: event.app.exit(result=result)


def _raise(error: Callable[[], BaseException]) -> Handler:
    return lambda event: event.app.exit(exception=error())


def _leave_if_too_tall(app: Application[Any]) -> None:
    size = app.output.get_size()
    needed = app.layout.container.preferred_height(size.columns, 10_000).preferred
    if needed > max(size.rows, FEWEST_ROWS) and app.is_running and app.future and not app.future.done():
        app.exit(result=_TOO_TALL)


def _numbered(at: int, text: str, box: Callable[[], str]) -> _Option:
    return _Option(text, lambda: one_line(text), lambda: f"{at + 1}  {box()}")


def _window(block: Block) -> Window:
    def fragments() -> StyleAndTextTuples:
        lines = block(text_width(_columns()))
        return [(style, f"{line}\n" if at < len(lines) - 1 else line) for at, (style, line) in enumerate(lines)]

    return Window(FormattedTextControl(fragments), always_hide_cursor=True)


def _head(asking: Asking, width: int) -> Lines:
    gap = " " * max(2, width - MARGIN - cells(asking.progress) - cells(asking.as_of))
    lines: Lines = [("class:quiet", f"{_PAD}{asking.progress}{gap}{asking.as_of}".rstrip()), ("", "")]
    lines += [("class:stem", line) for line in wrap(clean(asking.stem), width, indent=_PAD)]
    if not isinstance(asking.interaction, ChooseOne):
        lines += [("class:quiet", line) for line in wrap(task(asking.interaction), width, indent=_PAD)]
    for style, text in (("class:notice", asking.notice), ("", asking.hint and f"Hint: {asking.hint}")):
        if text:
            lines += [("", ""), *((style, line) for line in wrap(one_line(text), width, indent=_PAD))]
    return [("", ""), *lines, ("", "")]


_LETTERS = {"h": Command.HINT, "s": Command.LATER}
_LEAVE_KEYS = ("Ctrl-C leave    Ctrl-D save for later",)
_MORE_KEYS = ("arrows and Enter work too", *_LEAVE_KEYS)


def _answer_keys(asking: Asking) -> str:
    typed = isinstance(asking.interaction, EnterText)
    commands = [
        f":{command.value}" if typed else f"{key} {command.value}"
        for key, command in _LETTERS.items()
        if command in asking.commands
    ]
    return "    ".join([_first_keys(asking.interaction), *commands, "? more keys"])


def _first_keys(interaction: Interaction) -> str:
    match interaction:
        case ChooseOne():
            return f"1-{len(interaction.options)} answer"
        case ChooseMany():
            return f"1-{len(interaction.options)} tick    Enter answer"
        case EnterText():
            return "Enter answer"
        case Arrange():
            return f"1-{len(interaction.options)} place    Backspace undo    Enter answer"
        case Match():
            return f"1-{len(interaction.rights)} match    Enter answer"
        case _:
            assert_never(interaction)


def _wrap_keys(keys: str, width: int) -> list[str]:
    """Lines of keys, broken between one key and the next."""
    lines: list[str] = []
    for key in keys.split("    "):
        if lines and cells(lines[-1]) + 4 + cells(key) <= width:
            lines[-1] += f"    {key}"
        else:
            lines += wrap(key, width, indent=_PAD)
    return lines


def _columns() -> int:
    return int(get_app().output.get_size().columns)


def _forget_keys(app: Application[Any]) -> None:
    """Drop what was struck before the question could be read, so that it answers nothing."""
    clear_typeahead(app.input)
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    try:
        termios.tcflush(app.input.fileno(), termios.TCIFLUSH)
    except (termios.error, NotImplementedError):
        return  # a pipe, not a terminal: there is nothing that was struck early

"""Questions drawn on a terminal, one erasable application each. The only package that imports questionary."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application
from prompt_toolkit.filters import to_filter
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout, Window

from civquiz.questions.bank import Passage
from civquiz.questions.base import ChooseMany, EnterText, Interaction, Match, Response
from civquiz.terminal import console, reading, render
from civquiz.terminal.face import Asking, Choice, Command, Entry, Settled, Sheet, command_named, lacks, task
from civquiz.terminal.marks import MARGIN, text_width
from civquiz.terminal.prompts.bodies import Body, Handler, Select, body_of, leave_with
from civquiz.terminal.prompts.drawing import (
    PAD,
    STYLE,
    Block,
    Foot,
    Lines,
    entered_lines,
    menu_rows,
    remark_lines,
    sheet_title,
    window_of,
)
from civquiz.terminal.prompts.entering import Entering
from civquiz.terminal.signals import SignalledError, Signals
from civquiz.terminal.wording import overrule_words
from civquiz.text import cells, clean, one_line, wrap

if TYPE_CHECKING:
    from civquiz.study import Page

_DIGITS = 9
_TOO_TALL = object()


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
        body = body_of(asking.interaction)
        if self._unfinished[0] == same and self._unfinished[1] is not None:
            body.put_back(self._unfinished[1])
        foot = Foot(_answer_keys(asking, body), (_more_keys(asking, body), *_LEAVE_KEYS))
        body.changed = foot.hush
        body.keys.add(Keys.ControlM, eager=True)(_enter(asking, body, foot))
        if isinstance(asking.interaction, EnterText):
            body.keys.add("?", eager=True)(question_mark(foot))
        else:
            body.keys.add("?", eager=True)(lambda _: foot.toggle())
            for key, command in _LETTERS.items():
                if command in asking.commands:
                    body.keys.add(key, eager=True)(leave_with(command))
        self._unfinished = (same, None)
        try:
            result: Response | Command = self._run(body, lambda width: _head(asking, width), foot)
        except BaseException:
            self._unfinished = (same, body.taken())
            raise
        if isinstance(result, Command):
            self._unfinished = (same, body.taken())
        return result

    def read(self, page: "Page", commands: frozenset[Command]) -> Command | None:
        """Put a passage up until a key takes it away: the questions are answered without it."""
        there = {"enter": None, "n": Command.NEXT, "0": Command.QUIT}
        actions = {key: command for key, command in there.items() if command is None or command in commands}
        keys = "Enter its questions    n next passage" if page.questions else "Enter go on"

        def head(width: int) -> Lines:
            title = [("class:stem", line) for line in reading.head_lines(page, width)]
            return [("", ""), *title, ("", ""), *(("", line) for line in reading.text_lines(page, width))]

        command: Command | None = self._run(_keys_alone(actions), head, Foot(f"{keys}    0 leave", ()))
        return command

    def settle(self, settled: Settled) -> None:
        """Print a graded question."""
        console.show(render.settled_lines(settled, console.width()))

    def after(self, settled: Settled, *, last: bool) -> Command:
        """Wait for what the learner wants after a graded question."""
        actions = {"enter": Command.NEXT, "x": Command.SLIP}
        keys = ["Enter results" if last else "Enter next"]
        if settled.passages:
            actions["p"] = Command.PASSAGE
            keys.append("p passage")
        if overrule := overrule_words(settled.attempt):
            actions["r"] = Command.RIGHT
            keys.append(f"r {overrule}")
        keys += ["x slip, don't count", "? more keys"]
        command: Command = self.keys("    ".join(keys), actions, _LEAVE_KEYS)
        return command

    def after_results(self, misses: int, looked_at: Settled | None = None) -> Command | int:
        """Wait for what the learner wants after the results."""
        closer = min(misses, _DIGITS)
        actions: dict[str, Any] = {"enter": Command.NEXT, **{str(each): each for each in range(1, closer + 1)}}
        keys = []
        if misses:
            actions["m"] = Command.AGAIN
            keys = ["m ask these again", f"1-{closer} look closer" if closer > 1 else "1 look closer"]
        if looked_at and (overrule := overrule_words(looked_at.attempt)):
            actions["r"] = Command.RIGHT
            keys.append(f"r {overrule}")
        chosen: Command | int = self.keys("    ".join([*keys, "Enter done"]), actions)
        return chosen

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Print what there is to know."""
        console.show(render.passage_lines(passages, console.width()))

    def say(self, text: str) -> None:
        """Print a line by the way."""
        console.show(wrap(clean(text), console.width(), indent=PAD))

    def keys(self, keys: str, actions: dict[str, Any], more: Sequence[str] = ()) -> Any:
        """Wait for one of the keys, "enter" among them if it is named; gives what the key stands for."""
        foot = Foot(keys, more)
        body = _keys_alone(actions)
        if more:
            body.keys.add("?", eager=True)(lambda _: foot.toggle())
        return self._run(body, None, foot)

    def choose(self, title: Sequence[str], choices: Sequence[Choice]) -> str:
        """A menu; gives the key of the row that was taken."""
        body = Select(menu_rows(choices))
        for choice in choices:
            if len(choice.key) > 1:  # from the tenth on, arrows take it
                continue
            body.keys.add(choice.key, eager=True)(leave_with(choice.key))
        body.keys.add(Keys.ControlM, eager=True)(lambda event: event.app.exit(result=body.response()))

        def head(width: int) -> Lines:
            lines = [line for text in title for line in wrap(clean(text), width, indent=PAD)]
            return [("", ""), *(("class:stem" if at == 0 else "", line) for at, line in enumerate(lines)), ("", "")]

        return str(self._run(body, head, Foot("Enter takes the marked row", ())))

    def enter(self, entry: Entry) -> str | Command:
        """Have something entered; gives a text that holds, the key of a choice, or BACK.

        What is struck ahead is taken: an author who types on means the next entry.
        """
        entering = Entering(entry)
        entered: str | Command = self._run(entering.body, entering.head, entering.foot, ahead=True)
        return entered

    def review(self, sheet: Sheet, choices: Sequence[Choice]) -> str:
        """Show all that was entered; gives the key of what is to be done with it."""

        def head(width: int) -> Lines:
            rows = entered_lines(sheet.rows, sheet.widest, width)
            return [("", ""), *sheet_title(sheet, width), ("", ""), *rows, *remark_lines(sheet.remarks, width)]

        body = _keys_alone({choice.key: choice.key for choice in choices})
        keys = "    ".join(f"{choice.key} {choice.label}" for choice in choices)
        return str(self._run(body, head, Foot(keys, ())))

    def _run(
        self, body: Body, head: Block | None, foot: Block, *, ahead: bool = False, brief: Block = lambda _: [("", "")]
    ) -> Any:
        """Run a prompt. Unless keys count `ahead`, what was struck before is forgotten, and too tall a head printed.

        `brief` is what stands above the prompt then.
        """
        app = body.app
        body.keys.add(Keys.ControlC, eager=True)(_raise(KeyboardInterrupt))
        body.keys.add(Keys.ControlD, eager=True)(_raise(EOFError))
        body.keys.add(Keys.SIGINT, eager=True)(_raise(lambda: SignalledError(2)))
        body.keys.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())
        app.key_bindings = merge_key_bindings([app.key_bindings, body.keys]) if app.key_bindings else body.keys
        app.erase_when_done = True
        self._lay_out(body, head, foot)
        starting = partial(self._starting, app)
        before: Callable[[], None] = starting
        if not ahead:

            def before() -> None:
                starting()
                _leave_if_too_tall(app)

            app.before_render += _leave_if_too_tall  # the window may become smaller
        while True:
            if not ahead:
                _forget_keys(app)
            with self._signals.waiting():
                result = app.run(pre_run=before)
            if result is not _TOO_TALL:
                return result
            # Printed, it can be scrolled back to; what is left of the head fits any screen.
            width = text_width(app.output.get_size().columns)
            printed = "\n".join(line for _, line in head(width)) if head else ""
            sys.stdout.write(printed.rstrip("\n") + "\n")
            sys.stdout.flush()
            self._lay_out(body, brief, foot)
            app.before_render -= _leave_if_too_tall
            before = starting

    def _starting(self, app: Application[Any]) -> None:
        """What is to be done when a prompt begins to run."""

    def _lay_out(self, body: Body, head: Block | None, foot: Block) -> None:
        app = body.app
        above = [window_of(head)] if head else []
        app.layout = Layout(HSplit([*above, body.container, window_of(foot)]), focused_element=body.focus)
        for window in app.layout.find_all_windows():
            window.dont_extend_height = to_filter(True)


def _keys_alone(actions: dict[str, Any]) -> Body:
    """A body of nothing but keys, "enter" among them if it is named; each gives what it stands for."""
    app: Application[Any] = Application(layout=Layout(Window()), style=STYLE)
    body = Body(app, Window(height=0, always_hide_cursor=True))
    for key, value in actions.items():
        body.keys.add(Keys.ControlM if key == "enter" else key, eager=True)(leave_with(value))
    return body


def _enter(asking: Asking, body: Body, foot: Foot) -> Handler:
    def handle(event: KeyPressEvent) -> None:
        response = body.response()
        if isinstance(response, str) and isinstance(asking.interaction, EnterText) and response.startswith(":"):
            command = command_named(response, asking.commands)
            if isinstance(command, Command):
                event.app.exit(result=command)
            else:
                body.put_back("")
                foot.message = command
            return
        foot.message = lacks(asking.interaction, response)
        if not foot.message:
            event.app.exit(result=response)

    return handle


def question_mark(foot: Foot) -> Handler:
    """In a line of text `?` is a letter unless the line is empty."""

    def handle(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.insert_text("?")
        else:
            foot.toggle()

    return handle


def _raise(error: Callable[[], BaseException]) -> Handler:
    return lambda event: event.app.exit(exception=error())


def _leave_if_too_tall(app: Application[Any]) -> None:
    """End a prompt of which some would be cut off, before it is drawn."""
    size = app.output.get_size()
    needed = app.layout.container.preferred_height(size.columns, 10_000).preferred
    if needed > size.rows and app.future and not app.future.done():
        app.exit(result=_TOO_TALL)


def _head(asking: Asking, width: int) -> Lines:
    gap = " " * max(2, width - MARGIN - cells(asking.progress) - cells(asking.as_of))
    lines: Lines = [("class:quiet", f"{PAD}{asking.progress}{gap}{asking.as_of}".rstrip()), ("", "")]
    lines += [("class:stem", line) for line in wrap(clean(asking.stem), width, indent=PAD)]
    lines += task_lines(asking.interaction, width)
    for style, text in (("class:notice", asking.notice), ("", asking.hint and f"Hint: {asking.hint}")):
        if text:
            lines += [("", ""), *((style, line) for line in wrap(one_line(text), width, indent=PAD))]
    return [("", ""), *lines, ("", "")]


def task_lines(interaction: Interaction, width: int) -> Lines:
    """What there is to do, where the keys alone do not tell."""
    if isinstance(interaction, ChooseMany | Match) or (isinstance(interaction, EnterText) and interaction.count > 1):
        return [("class:quiet", line) for line in wrap(task(interaction), width, indent=PAD)]
    return []


_OF_THE_LAST = (Command.PASSAGE, Command.SLIP, Command.RIGHT)
_LETTERS = {"h": Command.HINT, "s": Command.LATER}
_LEAVE_KEYS = ("Ctrl-C leave    Ctrl-D save for later",)


def _more_keys(asking: Asking, body: Body) -> str:
    names = [f":{command.value}" for command in _OF_THE_LAST if command in asking.commands]
    typed = isinstance(asking.interaction, EnterText)
    return f"{body.more}    of the last response {' '.join(names)}" if typed and names else body.more


def _answer_keys(asking: Asking, body: Body) -> str:
    typed = isinstance(asking.interaction, EnterText)
    commands = [
        f":{command.value}" if typed else f"{key} {command.value}"
        for key, command in _LETTERS.items()
        if command in asking.commands and not (command is Command.HINT and asking.hint)
    ]
    return "    ".join([body.legend, *commands, "? more keys"])


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

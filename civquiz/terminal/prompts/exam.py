"""An exam drawn on a terminal: the question under its clock, the answer sheet, and keys that move."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, assert_never

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.dimension import Dimension

from civquiz.attempts import described
from civquiz.questions.bank import Passage
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Match, Response, as_list
from civquiz.terminal.exam_face import MOVES, AnswerSheet, ExamAsking, SheetRow, TimeUpError, lacks_in_exam, last_words
from civquiz.terminal.face import Command, command_named
from civquiz.terminal.marks import MARGIN, marks, text_width
from civquiz.terminal.prompts import Prompts, question_mark, task_lines
from civquiz.terminal.prompts.bodies import Body, Handler, Select, body_of, leave_with
from civquiz.terminal.prompts.drawing import PAD, Foot, Lines, Option, columns
from civquiz.terminal.wording import clock
from civquiz.text import cells, clean, one_line, shorten, wrap

_DIGITS = 9
_AROUND_SHEET = 6  # rows above and below the questions of the sheet
_GAP = 2  # columns between a stem and what was given
_WIDE = 60  # columns; with fewer the sheet shows no responses
_MORE = ("Ctrl-C leave    Ctrl-D save for later",)


class ExamPrompts(Prompts):
    """`Prompts` for an exam: while there is a clock, what is asked ends with TimeUpError when it is at zero."""

    clock: Callable[[], float] | None = None

    def ask_in_exam(self, asking: ExamAsking) -> Response | Command:
        """Put a question until there is a usable response or one of the `MOVES`.

        What was ticked, placed or typed and not yet given is still there when the learner comes back.
        """
        body = body_of(asking.interaction)
        taken = self._begun.get(asking.n)
        if taken is None and asking.given is not None:
            taken = _taken(asking.interaction, asking.given)
        if taken is not None:
            body.put_back(taken)
        typed = isinstance(asking.interaction, EnterText)
        foot = Foot(*(_typed_keys(body) if typed else _keys(body)))
        body.changed = foot.hush
        _bind(body, foot, asking.interaction)
        result: Response | Command | None = None
        try:
            result = self._run(body, partial(self._head, asking), foot, brief=partial(self._brief_head, asking))
        finally:
            if result is None or isinstance(result, Command):
                self._begun[asking.n] = body.taken()
            else:
                self._begun.pop(asking.n, None)
        return result

    def show_sheet(self, sheet: AnswerSheet) -> int | Command:
        """Show the answer sheet; gives the place to go to, HAND_IN or QUIT."""
        body = Select(_sheet_rows(sheet.rows))
        body.point_at(str(sheet.place))
        window = body.focus
        assert window is not None  # noqa: S101 - a Select has one
        window.height = lambda: Dimension(max=max(body.app.output.get_size().rows - _AROUND_SHEET, 1))
        body.keys.add("h", eager=True)(leave_with(Command.HAND_IN))
        body.keys.add(Keys.ControlI, eager=True)(leave_with(str(sheet.place)))
        body.keys.add(Keys.ControlM, eager=True)(lambda event: event.app.exit(result=body.response()))
        foot = Foot(f"Enter go there    h hand in ({sheet.open} open)    Tab back    Ctrl-C leave", ())
        chosen: str | Command = self._run(body, self._sheet_head, foot, ahead=True)
        return chosen if isinstance(chosen, Command) else int(chosen)

    def after_exam(self, misses: int) -> int | None:
        """Wait for what the learner wants after the results: the number of a miss, or None."""
        closer = min(misses, _DIGITS)
        actions: dict[str, Any] = {"enter": None, **{str(each): each for each in range(1, closer + 1)}}
        keys = [f"1-{closer} look closer" if closer > 1 else "1 look closer"] if misses else []
        if misses > _DIGITS:
            keys.append("l another one")
            actions["l"] = "l"
        chosen = self.keys("    ".join([*keys, "Enter done"]), actions)
        if chosen != "l":
            return None if chosen is None else int(chosen)
        return self._one_of(misses)

    def after_miss(self, passages: Sequence[Passage]) -> None:
        """Wait until the learner goes back to the results; the passages by a key."""
        if passages and self.keys("Enter back    p passage", {"enter": False, "p": True}):
            self.show_passages(passages)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._begun: dict[int, Any] = {}

    def _one_of(self, misses: int) -> int:
        rows = [Option(str(each), partial(str, each), lambda: "") for each in range(_DIGITS + 1, misses + 1)]
        body = Select(rows)
        body.keys.add(Keys.ControlM, eager=True)(lambda event: event.app.exit(result=body.response()))
        head: Lines = [("", ""), ("class:stem", f"{PAD}Which one?")]
        return int(self._run(body, lambda _: head, Foot("Enter look closer", ()), ahead=True))

    def _starting(self, app: Application[Any]) -> None:
        if self.clock is not None and app.loop is not None:
            app.loop.call_later(max(self.clock(), 0), _expire, app)

    def _run(self, body: Body, *arguments: Any, **options: Any) -> Any:
        body.app.refresh_interval = None if self.clock is None else 1.0
        return super()._run(body, *arguments, **options)

    def _head(self, asking: ExamAsking, width: int) -> Lines:
        lines = self._titled(f"Mock exam   {asking.progress}", width)
        beside = [f"{marks().flag} flagged" if asking.flagged else "", asking.as_of]
        note = f" {marks().dot} ".join(filter(None, beside))
        lines += [("class:quiet", line) for line in wrap(note, width, indent=PAD)] if note else []
        lines += [("", ""), *(("class:stem", line) for line in wrap(clean(asking.stem), width, indent=PAD))]
        lines += task_lines(asking.interaction, width)
        if asking.given is not None:
            lines += [("", line) for line in wrap(f"Your answer: {described(asking.given)}", width, indent=PAD)]
        return [("", ""), *lines, ("", "")]

    def _sheet_head(self, width: int) -> Lines:
        return [("", ""), *self._titled("Answer sheet", width), ("", "")]

    def _brief_head(self, asking: ExamAsking, width: int) -> Lines:
        """The place and the time, above a question that was printed because it is taller than the screen."""
        return [("", ""), *self._titled(asking.progress.partition(",")[0], width)]

    def _titled(self, title: str, width: int) -> Lines:
        """A title with the time at its right end, and a word on it when it is short."""
        time = self._time()
        gap = width - MARGIN - cells(title) - cells(time)
        heads = [f"{PAD}{title}{' ' * gap}{time}"] if time and gap > 1 else [*wrap(title, width, indent=PAD)]
        if time and gap <= 1:
            heads.append(f"{PAD}{time}")
        lines: Lines = [("class:quiet", head) for head in heads]
        words = last_words(self.clock()) if self.clock else ""
        return [*lines, ("class:notice", f"{PAD}{words}")] if words else lines

    def _time(self) -> str:
        return f"{clock(self.clock())} left" if self.clock else ""


def _expire(app: Application[Any]) -> None:
    if app.is_running and app.future is not None and not app.future.done():
        app.exit(exception=TimeUpError())


def _taken(interaction: Interaction, given: Response) -> Any:
    """What `Body.put_back` needs to stand where a response was given."""
    match interaction:
        case ChooseOne():
            return (interaction.options.index(str(given)) if given in interaction.options else 0), []
        case ChooseMany() | Arrange():
            marked = [interaction.options.index(each) for each in as_list(given) if each in interaction.options]
            return (marked[0] if marked else 0), marked
        case Match():
            sides = given if isinstance(given, dict) else {}
            rights = [sides.get(left) for left in interaction.lefts]
            return 0, [interaction.rights.index(each) if each in interaction.rights else None for each in rights]
        case EnterText():
            return one_line(str(given))
        case _:
            assert_never(interaction)


def _keys(body: Body) -> tuple[str, Sequence[str]]:
    arrows = "← → move" if marks().arrow == "→" else "Left Right move"
    more = [f"{body.more}    PageUp PageDown move too    f again takes the flag away", *_MORE]
    return f"{body.legend}    {arrows}    f flag    Tab sheet    ? more keys", more


def _typed_keys(body: Body) -> tuple[str, Sequence[str]]:
    names = " ".join(f":{command.value}" for command in Command if command in MOVES)
    return f"{body.legend}    PageUp PageDown move    :flag    Tab sheet    ? more keys", [names, *_MORE]


def _bind(body: Body, foot: Foot, interaction: Interaction) -> None:
    """The keys of an exam; where one types, arrows and letters stay what they are."""
    moves: dict[Keys | str, Command] = {
        Keys.PageUp: Command.BACK,
        Keys.PageDown: Command.NEXT,
        Keys.ControlI: Command.SHEET,
    }
    if isinstance(interaction, EnterText):
        body.keys.add("?", eager=True)(question_mark(foot))
    else:
        moves |= {Keys.Left: Command.BACK, Keys.Right: Command.NEXT, "f": Command.FLAG}
        body.keys.add("?", eager=True)(lambda _: foot.toggle())
    for key, command in moves.items():
        body.keys.add(key, eager=True)(leave_with(command))
    body.keys.add(Keys.ControlM, eager=True)(_enter(body, foot, interaction))


def _enter(body: Body, foot: Foot, interaction: Interaction) -> Handler:
    def handle(event: KeyPressEvent) -> None:
        response = body.response()
        before, command = _command_in(response) if isinstance(interaction, EnterText) else ("", "")
        if isinstance(command, Command):
            body.put_back(before)
            event.app.exit(result=command)
            return
        if command:
            body.put_back("")
            foot.message = command
            return
        foot.message = lacks_in_exam(interaction, response)
        if not foot.message:
            event.app.exit(result=response)

    return handle


def _command_in(typed: str) -> tuple[str, Command | str]:
    """The command of a line, or why there is none, "" if it is a response; before it, what stood in the line already.

    A response that was given is there again, so that a command is typed after it: Senate:flag.
    """
    if typed.startswith(":"):
        return "", command_named(typed, MOVES)
    before, _, name = typed.rpartition(":")
    command = command_named(name, MOVES)
    return (before.rstrip(), command) if before and isinstance(command, Command) and name.lstrip() == name else ("", "")


def _sheet_rows(rows: Sequence[SheetRow]) -> list[Option]:
    """The lines of the sheet: signs, place, stem, and what was given in a column beside, where the screen is wide."""
    widest = max(cells(one_line(row.response)) for row in rows)

    def lead(row: SheetRow) -> str:
        return f"{marks().right if row.response else marks().dot}{marks().flag if row.flagged else ' '} {row.n:>2}  "

    def text(row: SheetRow) -> str:
        width = text_width(columns())
        room = width - cells(lead(row)) - 3
        beside = 0 if width < _WIDE else min(widest, room * 2 // 5)
        stem_cells = room - beside - _GAP if beside else room
        stem = shorten(row.stem, stem_cells, marks().ellipsis)
        response = shorten(row.response, beside, marks().ellipsis) if beside else ""
        return f"{stem}{' ' * (stem_cells - cells(stem) + _GAP)}{response}".rstrip()

    return [Option(str(row.n), partial(text, row), partial(lead, row)) for row in rows]

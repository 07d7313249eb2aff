"""What a prompt is drawn of: rows that wrap themselves, the lines around them, the keys at the foot."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import FormattedTextControl, Window

from civquiz.terminal.face import Choice
from civquiz.terminal.marks import MARGIN, text_width
from civquiz.text import cells, one_line, wrap

Lines: TypeAlias = list[tuple[str, str]]  # each a style and a line
Block: TypeAlias = Callable[[int], Lines]  # the lines for a width in columns

PAD = " " * MARGIN
_POINTER_CELLS = 3  # what questionary puts before a row
STYLE = questionary.Style(
    [
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "noreverse"),
        ("stem", "bold"),
        ("quiet", "ansibrightblack"),
        ("notice", "ansiyellow"),
    ]
)


class Foot:
    """The lines under a question: a message if there is one, the keys, and more of them after `?`."""

    def __init__(self, keys: str, more: Sequence[str]) -> None:
        self.message = ""
        self._keys, self._more, self._open = keys, more, False

    def toggle(self) -> None:
        """Show more keys, or fewer."""
        self._open = not self._open

    def hush(self) -> None:
        """Take the message away: the learner goes on."""
        self.message = ""

    def __call__(self, width: int) -> Lines:
        lines: Lines = [("", "")]
        if self.message:
            lines += [("class:notice", line) for line in wrap(self.message, width, indent=PAD)]
        keys = [self._keys, *self._more] if self._open else [self._keys]
        return lines + [("class:quiet", line) for key in keys for line in _wrap_keys(key, width)]


class Option(questionary.Choice):
    """A row that wraps itself to the screen, between words, each time that it is drawn."""

    def __init__(self, value: str, text: Callable[[], str], lead: Callable[[], str]) -> None:
        self._text, self._lead = text, lead
        super().__init__(title="", value=value)
        self.key = value

    @property
    def title(self) -> str:
        lead = self._lead()
        width = text_width(columns()) - _POINTER_CELLS
        first, *rest = wrap(self._text(), width, indent=lead, hanging=" " * cells(lead))
        return "\n".join([first, *(" " * _POINTER_CELLS + line for line in rest)])

    @title.setter
    def title(self, value: object) -> None:
        """`Choice` assigns one when it is made; the one above is new on each screen."""


def menu_row(choice: Choice, widest: int) -> str:
    """A label and what it means now, in columns where the screen has room for them."""
    label, detail = one_line(choice.label), one_line(choice.detail)
    beside = f"{label}{' ' * (widest - cells(label) + 4)}{detail}".rstrip()
    room = text_width(columns()) - _POINTER_CELLS - 3
    return beside if cells(beside) <= room or not detail else f"{label}: {detail}"


def window_of(block: Block) -> Window:
    """A window that is wrapped anew for each screen."""

    def fragments() -> StyleAndTextTuples:
        lines = block(text_width(columns()))
        return [(style, f"{line}\n" if at < len(lines) - 1 else line) for at, (style, line) in enumerate(lines)]

    return Window(FormattedTextControl(fragments), always_hide_cursor=True)


def _wrap_keys(keys: str, width: int) -> list[str]:
    """Lines of keys, broken between one key and the next."""
    lines: list[str] = []
    for key in keys.split("    "):
        if lines and cells(lines[-1]) + 4 + cells(key) <= width:
            lines[-1] += f"    {key}"
        else:
            lines += wrap(key, width, indent=PAD)
    return lines


def columns() -> int:
    """How wide the screen is."""
    return int(get_app().output.get_size().columns)

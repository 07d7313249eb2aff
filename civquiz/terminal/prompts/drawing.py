"""What a prompt is drawn of: rows that wrap themselves, the lines around them, the keys at the foot."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import FormattedTextControl, Window

from civquiz.terminal.face import Choice, Entered, Sheet
from civquiz.terminal.marks import MARGIN, text_width
from civquiz.text import cells, clean, one_line, wrap

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
        return lines + [("class:quiet", line) for key in keys for line in wrap_keys(key, width)]


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


def menu_rows(choices: Sequence[Choice]) -> list[Option]:
    """The rows of a menu, each with its key."""
    widest = max(cells(choice.label) for choice in choices)
    key_cells = max(len(choice.key) for choice in choices) + 2
    return [
        Option(choice.key, partial(_menu_row, choice, widest), partial(str, choice.key.ljust(key_cells)))
        for choice in choices
    ]


def _menu_row(choice: Choice, widest: int) -> str:
    """A label and what it means now, in columns where the screen has room for them."""
    label, detail = one_line(choice.label), one_line(choice.detail)
    beside = f"{label}{' ' * (widest - cells(label) + 4)}{detail}".rstrip()
    room = text_width(columns()) - _POINTER_CELLS - 3
    return beside if cells(beside) <= room or not detail else f"{label}: {detail}"


def sheet_title(sheet: Sheet, width: int) -> Lines:
    """The title of a sheet, and whether it is kept."""
    texts = [one_line(sheet.title), one_line(sheet.state)]
    gap = width - MARGIN - sum(map(cells, texts))
    if gap > 1:
        return [("class:quiet", f"{PAD}{(' ' * gap).join(texts)}".rstrip())]
    return [("class:quiet", line) for text in texts if text for line in wrap(text, width, indent=PAD)]


def entered_lines(rows: Sequence[Entered], widest: int, width: int) -> Lines:
    """What was entered, each under the other with its label before it, and what there is to say of it."""
    texts = [one_line(row.text) for row in rows]
    beside = max((cells(text) for text, row in zip(texts, rows, strict=True) if row.detail), default=0)
    lines: Lines = []
    for text, row in zip(texts, rows, strict=True):
        lead = label_lead(row.label, widest)
        blank = " " * cells(lead)
        line = f"{lead}{text}{' ' * (beside - cells(text) + 4)}{one_line(row.detail)}"
        if row.detail and cells(line) <= width:
            lines.append(("", line))
            continue
        lines += [("", each) for each in wrap(clean(row.text).strip(), width, indent=lead, hanging=blank)]
        if row.detail:
            lines += [("", each) for each in wrap(one_line(row.detail), width, indent=f"{blank}  ")]
    return lines


def remark_lines(remarks: Sequence[str], width: int) -> Lines:
    """What is to be thought of, after an empty line."""
    lead = f"{PAD}! "
    lines = [
        ("class:notice", line)
        for each in remarks
        for line in wrap(one_line(each), width, indent=lead, hanging=" " * cells(lead))
    ]
    return [("", ""), *lines] if lines else []


def label_lead(label: str, widest: int, mark: str = PAD) -> str:
    """A label before what is entered, in a column with the others."""
    return f"{mark}{one_line(label)}{' ' * (widest - cells(one_line(label)))}  "


def window_of(block: Block) -> Window:
    """A window that is wrapped anew for each screen."""

    def fragments() -> StyleAndTextTuples:
        lines = block(text_width(columns()))
        return [(style, f"{line}\n" if at < len(lines) - 1 else line) for at, (style, line) in enumerate(lines)]

    return Window(FormattedTextControl(fragments), always_hide_cursor=True)


def wrap_keys(keys: str, width: int) -> list[str]:
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

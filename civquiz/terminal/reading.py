"""A passage as it is read: its title, where it stands, and its text in lines that are short enough."""

from typing import TYPE_CHECKING

from civquiz.terminal.marks import MARGIN, marks
from civquiz.text import cells, clean, one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from civquiz.study import Page

_PAD = " " * MARGIN
_WIDEST = 72  # columns; prose is read line by line


def title_of(page: "Page") -> str:
    """The title of a passage, or its id where it has none."""
    return one_line(page.passage.title) or page.passage.id


def topic_of(page: "Page") -> str:
    """The topic of a passage where it says more than the title."""
    topic = one_line(page.topic)
    return "" if topic == title_of(page) else topic


def head_lines(page: "Page", width: int) -> list[str]:
    """The title, and at the right end the topic and the place among the passages, under it where both do not fit."""
    title = title_of(page)
    place = f" {marks().dot} ".join(filter(None, [topic_of(page), f"{page.at} of {page.of}"]))
    gap = width - MARGIN - cells(title) - cells(place)
    if gap > 1:
        return [f"{_PAD}{title}{' ' * gap}{place}"]
    return [*wrap(title, width, indent=_PAD), *wrap(place, width, indent=_PAD)]


def text_lines(page: "Page", width: int) -> list[str]:
    """The text, at most 72 columns wide."""
    return wrap(clean(page.passage.text).strip("\n"), min(width, _WIDEST), indent=_PAD)


def all_lines(pages: "Iterable[Page]", width: int) -> list[str]:
    """Passages one under the other."""
    return [line for page in pages for line in ["", *head_lines(page, width), "", *text_lines(page, width)]]

"""What this terminal can show: its size, its marks, and whether it can be drawn on at all."""

import os
import shutil
import sys

import msgspec

FEWEST_ROWS = 10  # prompt_toolkit cuts silently on a lower screen
WIDEST = 80  # lines longer than this are hard to read
MARGIN = 2


class Marks(msgspec.Struct, frozen=True):
    """The signs beside colour."""

    right: str
    wrong: str
    full: str
    empty: str
    dot: str
    ellipsis: str
    arrow: str
    flag: str


_UNICODE = Marks("✓", "✗", "█", "░", "·", "…", "→", "⚑")
_ASCII = Marks("+", "x", "#", ".", "-", "...", "->", "!")


def marks() -> Marks:
    """The signs that standard output can encode."""
    try:
        "".join(map(str, msgspec.structs.astuple(_UNICODE))).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return _ASCII
    return _UNICODE


# Quotes are single ones, which break neither JSON nor CSV.
_NEAR = {"“": "'", "”": "'", "‘": "'", "’": "'", "–": "-", "—": "-", _UNICODE.ellipsis: "...", _UNICODE.arrow: "->"}


def near_ascii(error: UnicodeError) -> tuple[str, int]:
    """The error handler of an output that cannot encode a text: what comes near it, else a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_NEAR.get(each, "?") for each in error.object[error.start : error.end]), error.end


def text_width(columns: int) -> int:
    """The columns that text may fill on a screen of that many, its left margin included."""
    return min(columns, WIDEST) - 1


def must_be_plain(*, asked: bool) -> bool:
    """Whether questions have to be asked line by line: asked for, no terminal, or one that cannot be drawn on."""
    return (
        asked
        or os.environ.get("CIVQUIZ_PLAIN", "") not in {"", "0"}
        or os.environ.get("TERM") == "dumb"
        or not (sys.stdin.isatty() and sys.stdout.isatty())
        or shutil.get_terminal_size().lines < FEWEST_ROWS
    )

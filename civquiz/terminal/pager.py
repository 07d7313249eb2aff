"""A long text in the reader's own pager."""

import os
import shutil
import subprocess
import sys

from civquiz.errors import CivquizError
from civquiz.terminal.marks import must_be_plain
from civquiz.terminal.programs import command_in, wait_for
from civquiz.text import clean, one_line

_USUAL = ("less", "more")
_LESS = "FRX"  # leaves at once what fits on the screen, and leaves it there


def show(text: str, *, plain: bool) -> None:
    """Show a text through `$PAGER`, else less or more; print it where there is none, or no terminal to draw on.

    `plain` prints it in any case. Raises CivquizError if the pager cannot be run, or fails.
    """
    text = clean(text)
    command = command_in("PAGER", "pager") if "PAGER" in os.environ else list(filter(shutil.which, _USUAL))[:1]
    if not command or must_be_plain(asked=plain):
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    found = shutil.which(command[0]) or command[0]
    try:
        pager = subprocess.Popen(  # noqa: S603 - the reader's own choice
            [found, *command[1:]],
            stdin=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env={"LESS": _LESS, **os.environ},
        )
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise CivquizError(f"cannot run the pager {one_line(command[0])}: {reason}; set PAGER to yours") from error
    if wait_for(pager, text) > 0:  # below zero a signal ended it, as Ctrl-C does
        raise CivquizError(f"the pager {one_line(command[0])} failed; set PAGER to yours, or to nothing")

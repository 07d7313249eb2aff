"""Programs of the user's own (an editor, a pager), which have the terminal for as long as they run."""

import os
import shlex
import signal
from typing import TYPE_CHECKING

from civquiz.errors import CivquizError

if TYPE_CHECKING:
    import subprocess

WINDOWS = os.name == "nt"


def command_in(variable: str, what: str) -> list[str]:
    """The command that an environment variable names, in its parts; none if it names none.

    Raises CivquizError if it cannot be taken apart; `what` is what the command is.
    """
    asked = os.environ.get(variable, "").strip()
    try:
        # On Windows a backslash is part of a path; quotes around one are not.
        return [part.strip('"') for part in shlex.split(asked, posix=False)] if WINDOWS else shlex.split(asked)
    except ValueError as error:
        raise CivquizError(f"{variable} has a quote that is not closed; set it to your {what}") from error


def wait_for(program: "subprocess.Popen[str]", text: str | None = None) -> int:
    """Give a program that has started the text, if there is one, wait until it is left, and give its exit code."""
    # Ctrl-C is the program's for as long as it runs; set after it has started, so that it does not ignore it too.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        program.communicate(text)
    finally:
        signal.signal(signal.SIGINT, before)
    return program.returncode

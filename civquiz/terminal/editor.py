"""The author's own editor, which has the terminal for as long as it runs."""

import os
import shlex
import shutil
import signal
import subprocess

from civquiz.errors import CivquizError
from civquiz.text import one_line

_WINDOWS = os.name == "nt"
_USUAL = ("notepad",) if _WINDOWS else ("editor", "nano", "vi")


def run_editor(path: str) -> None:
    """Open the file in `$VISUAL`, else `$EDITOR`, else the system's usual one, and wait until it is left.

    Raises CivquizError if there is none or if it says that it failed.
    """
    command = _command()
    found = shutil.which(command[0]) or command[0]  # Windows finds no `code.cmd` by itself
    try:
        editor = subprocess.Popen([found, *command[1:], path])  # noqa: S603 - the author's own choice
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise CivquizError(f"cannot run the editor {one_line(command[0])}: {reason}; set EDITOR to yours") from error
    # Ctrl-C is the editor's for as long as it runs; set after it has started, so that it does not ignore it too.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = editor.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        raise CivquizError(f"the editor {one_line(command[0])} failed with exit code {code}")


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        asked = os.environ.get(name, "").strip()
        if asked:
            try:
                # On Windows a backslash is part of a path; quotes around one are not.
                parts = (
                    [part.strip('"') for part in shlex.split(asked, posix=False)] if _WINDOWS else shlex.split(asked)
                )
            except ValueError as error:
                raise CivquizError(f"{name} has a quote that is not closed; set it to your editor") from error
            return parts
    usual = next(filter(shutil.which, _USUAL), None)
    if usual is None:
        raise CivquizError("there is no editor; set EDITOR to yours, such as EDITOR=nano")
    return [usual]

"""The author's own editor, which has the terminal for as long as it runs."""

import shutil
import subprocess

from civquiz.errors import CivquizError
from civquiz.terminal.programs import WINDOWS, command_in, wait_for
from civquiz.text import one_line

_USUAL = ("notepad",) if WINDOWS else ("editor", "nano", "vi")


def run_editor(path: str) -> None:
    """Open the file in `$VISUAL`, else `$EDITOR`, else the system's usual one, and wait until it is left.

    Raises CivquizError if there is none or if it says that it failed.
    """
    command = _command()
    found = shutil.which(command[0]) or command[0]  # Windows finds no `code.cmd` by itself
    try:
        editor = subprocess.Popen([found, *command[1:], path], text=True)  # noqa: S603 - the author's own choice
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise CivquizError(f"cannot run the editor {one_line(command[0])}: {reason}; set EDITOR to yours") from error
    code = wait_for(editor)
    if code:
        raise CivquizError(f"the editor {one_line(command[0])} failed with exit code {code}")


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        asked = command_in(name, "editor")
        if asked:
            return asked
    usual = next(filter(shutil.which, _USUAL), None)
    if usual is None:
        raise CivquizError("there is no editor; set EDITOR to yours, such as EDITOR=nano")
    return [usual]

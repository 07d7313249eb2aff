"""What can go wrong and be told in one line."""

from collections.abc import Sequence

_SIGNALLED = 128


class CivquizError(Exception):
    """Something the user can mend; the message says what and how, in one line.

    `faults` are further lines, one a fault, shown indented under the message. Caught once, in `cli`.
    """

    exit_code = 1

    def __init__(self, message: str, faults: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults = tuple(faults)


class UsageError(CivquizError):
    """The command was called in a way that cannot be done."""

    exit_code = 2


class CannotWriteError(CivquizError):
    """Something could not be written to the disk or to the output."""

    exit_code = 74


class LeaveError(CivquizError):
    """The program ends because a signal or Ctrl-C (2) asked for it; `exit_code` is 128 and the signal's number."""

    def __init__(self, message: str = "", number: int = 2) -> None:
        super().__init__(message)
        self.exit_code = _SIGNALLED + number

"""Signals while a learner is asked: noted at once, acted on where nothing can be torn."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prompt_toolkit.application import Application


class SignalledError(Exception):
    """A signal asked the program to end; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_ENDING = ("SIGTERM", "SIGHUP", "SIGINT")  # SIGHUP is missing on Windows


class Signals:
    """Turns SIGTERM, SIGHUP and SIGINT into `SignalledError`, raised only while the program waits for the learner.

    One that arrives while a response is being saved is kept until the next wait, so that no write is torn.
    """

    def __init__(self) -> None:
        self.noted: int | None = None
        self._waiting = False

    @contextmanager
    def handled(self) -> Iterator[None]:
        """Install the handlers; the earlier ones come back at the end."""
        before = {}
        for name in _ENDING:
            number = getattr(signal, name, None)
            if number is not None:
                before[number] = signal.signal(number, self._note)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Around a wait for the learner: a signal noted before or during it is raised.

        An OSError in the wait with a signal noted is that signal: the terminal itself is gone.
        """
        self._waiting = True
        try:
            self._raise()
            yield
        except (OSError, EOFError) as error:
            self._raise()
            if isinstance(error, EOFError):
                raise
            raise SignalledError(getattr(signal, "SIGHUP", signal.SIGTERM)) from error
        finally:
            self._waiting = False

    def _raise(self) -> None:
        if self.noted is not None:
            raise SignalledError(self.noted)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.noted = number
        if not self._waiting:
            return
        app = _running_application()
        if app is None:
            raise SignalledError(number)
        # prompt_toolkit restores the terminal when the application ends in its own loop.
        if app.loop is not None:
            app.loop.call_soon_threadsafe(_leave, app, SignalledError(number))


def _running_application() -> "Application[Any] | None":
    if "prompt_toolkit" not in sys.modules:
        return None
    from prompt_toolkit.application import get_app_or_none

    app = get_app_or_none()
    return app if app is not None and app.is_running else None


def _leave(app: "Application[Any]", error: SignalledError) -> None:
    if app.is_running and app.future is not None and not app.future.done():
        app.exit(exception=error)

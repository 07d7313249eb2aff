"""The app: its commands in their panels, and the edge where errors become exit codes."""

import codecs
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from civquiz import __version__
from civquiz.commands import author, checking, exam, exchange, grade, learn, look_back, study, write
from civquiz.errors import CannotWriteError, CivquizError
from civquiz.terminal.marks import near_ascii
from civquiz.terminal.signals import SignalledError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


class _Edge(TyperGroup):
    """Catches once what a command raises. The help of the group is printed while its context is made."""

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as Typer calls it
        with _edge():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as Typer calls it
        sys.excepthook = _clean_traceback
        with _edge():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result


app = typer.Typer(
    cls=_Edge,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(rich_help_panel="Learn")(learn.quiz)
app.command(rich_help_panel="Learn")(exam.exam)
app.command(rich_help_panel="Learn")(study.study)
app.command(rich_help_panel="Learn")(learn.resume)
app.command(rich_help_panel="Look back")(look_back.history)
app.command(rich_help_panel="Write")(write.banks)
app.command(rich_help_panel="Write")(author.add)
app.command(rich_help_panel="Write")(author.edit)
app.command(rich_help_panel="Write")(checking.check)
app.command(rich_help_panel="Write")(grade.grade)
app.command("import", rich_help_panel="Write")(exchange.import_)
app.command(rich_help_panel="Write")(exchange.export)


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    plain: learn.Plain = False,
) -> None:
    """A civics quiz for the terminal. Alone, civquiz shows where you stand and what to do next."""
    if version:
        typer.echo(f"civquiz {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        learn.home(plain=plain)


def main() -> None:
    """Run civquiz as a program of its own."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started us; its number must not go to a file of ours
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    codecs.register_error("near-ascii", near_ascii)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "near-ascii"), (sys.stderr, "near-ascii")):
        # An ASCII terminal shows a question mark rather than no question.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)
    app()


@contextmanager
def _edge() -> Iterator[None]:
    try:
        yield
    except CivquizError as error:
        _leave(error)
    except SignalledError as signalled:
        raise typer.Exit(128 + signalled.number) from signalled
    except BrokenPipeError:
        _close_stdout()
        raise typer.Exit(0) from None
    except SystemExit as leaving:
        # Rich makes an exit of a reader that has gone, the only one that is no Exit of Typer's.
        if isinstance(leaving.__context__, BrokenPipeError):
            raise typer.Exit(0) from None
        raise
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _close_stdout()
        _leave(CannotWriteError(f"cannot write: {error.strerror}"))


def _leave(error: CivquizError) -> None:
    from civquiz.terminal import console

    if error.message:
        console.show_error(error.message, error.faults)
    raise typer.Exit(error.exit_code) from error


def _close_stdout() -> None:
    """Nothing more can be written: what Python still holds back goes nowhere, and leaves without a word."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, sys.stdout.fileno())


def _clean_traceback(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    import traceback as tracebacks

    from civquiz.text import clean

    sys.stderr.write(clean("".join(tracebacks.format_exception(kind, error, traceback))))

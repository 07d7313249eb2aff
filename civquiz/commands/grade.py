"""The command that shows how responses are graded, and takes in what learners counted as right: grade."""

from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from civquiz.commands.author import BankName
from civquiz.commands.learn import Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from civquiz.questions.bank import Bank
    from civquiz.questions.base import Question
    from civquiz.terminal.graded import Columns, Graded

_STREAM = "-"  # standard input
_LIMIT_BYTES = 1 << 30  # of a file of responses; a line at a time is held
_LONGEST_LINE = 1 << 20  # bytes
_COLUMN = 20  # cells of a response, where those to come are not known
_WIDEST_ID = 30


def grade(
    bank: BankName,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="A question's id.")] = None,
    responses: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RESPONSE",
            help="What a learner might give, after -- if it begins with a hyphen; - alone reads one a line.",
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--responses",
            metavar="FILE",
            help='Grade many: a line each, {"question": …, "response": …}; - is standard input.',
        ),
    ] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="What learners counted as right though it was graded wrong.")
    ] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Count RESPONSE as right from now on.")] = False,
    json: Annotated[bool, typer.Option("--json", help="An object a line, for scripts.")] = False,
    plain: Plain = False,
) -> None:
    """See how a response is graded, and why; accept what learners counted as right.

    An option is given by its text, with a semicolon between several, and between items in order.

    Pairs are "left: right; left: right". Lists and pairs can be JSON too.

    Examples:
        civquiz grade my-town lower-house Mazhilis "the majlis"

        civquiz grade my-town --responses responses.jsonl --json

        civquiz grade my-town --disputed

        civquiz grade my-town lower-house Majlis --accept
    """
    from civquiz import paths
    from civquiz.errors import UsageError
    from civquiz.library import Library

    if sum((disputed, file is not None, bool(responses))) > 1 or (file is not None and question):
        raise UsageError("give one of the three: QUESTION and RESPONSE, --responses FILE, or --disputed")
    if accept and (not responses or responses == [_STREAM]):
        raise UsageError("name what is to be accepted: civquiz grade BANK QUESTION RESPONSE --accept")
    if disputed:
        from civquiz.commands.accepting import show_disputed
        from civquiz.commands.play import Place

        show_disputed(Place(plain=plain), bank, question, json=json)
        return
    loaded = Library(paths.data_folder()).load(bank)
    if file is not None:
        _grade_file(loaded, file, json=json)
        return
    if question is None or not responses:
        raise UsageError("give what is to be graded: civquiz grade BANK QUESTION RESPONSE, or --responses FILE")
    asked = _question(loaded, question, bank)
    if accept:
        from civquiz.commands.accepting import accept_all
        from civquiz.commands.play import Place

        loaded = accept_all(Place(plain=plain), bank, question, responses, quiet=json)
        asked = loaded.by_id[question]
    _grade_all(loaded, asked, responses, json=json)


def _question(bank: "Bank", question_id: str, shown: str) -> "Question":
    from civquiz.commands.write import no_question

    if question_id not in bank.by_id:
        raise no_question(bank, question_id, shown)
    return bank.by_id[question_id]


def _grade_all(bank: "Bank", question: "Question", responses: list[str], *, json: bool) -> None:
    """Grade responses to one question, given or, for a lone -, from standard input."""
    import sys

    from civquiz.errors import UsageError
    from civquiz.terminal.graded import Columns, columns

    if responses != [_STREAM]:
        all_ = [_graded(bank, question, question.id, response) for response in responses]
        show = _shower(columns(all_, _width()), json=json)
        for graded in all_:
            show(graded)
        return
    show = _shower(Columns(_COLUMN, width=_width()), json=json)
    number = 0
    for number, line in _lines(sys.stdin.buffer):  # noqa: B007 - how many came in
        show(_graded(bank, question, question.id, line.decode("utf-8", "replace").strip()))
    if not number:
        raise UsageError("no response came in; give one a line")


def _grade_file(bank: "Bank", name: str, *, json: bool) -> None:
    """Grade each line of a file; what cannot be is told with its line, and makes the exit code 1 at the end."""
    from civquiz.errors import CivquizError
    from civquiz.terminal import console
    from civquiz.terminal.graded import Columns

    widest = max((len(question.id) for question in bank.questions), default=0)
    show = _shower(Columns(_COLUMN, min(widest, _WIDEST_ID), width=_width()), json=json)
    shown = "standard input" if name == _STREAM else name
    failed = False
    with _opened(name) as source:
        for number, line in _lines(source):
            try:
                question, question_id, response = _asked(bank, line)
            except CivquizError as error:
                console.show_error(f"{shown}, line {number}: {error.message}")
                failed = True
                continue
            show(_graded(bank, question, question_id, response))
    if failed:
        raise typer.Exit(1)


def _graded(bank: "Bank", question: "Question", question_id: str, given: object) -> "Graded":
    from civquiz.questions.given import UnusableError, response_given
    from civquiz.terminal.graded import Graded

    try:
        response = response_given(question, given)
    except UnusableError as error:
        return Graded(question_id, given, "unusable", None, error.message)
    found = question.grade(response, bank.lexicon)
    return Graded(question_id, given, found.verdict, found.credit, found.why)


def _asked(bank: "Bank", line: bytes) -> "tuple[Question, str, Any]":
    """The question of a line, its id as it is given there, and the response. Raises CivquizError if it has not both."""
    import json  # which takes what msgspec refuses: halves of characters, since a response is whatever was typed

    from civquiz.errors import CivquizError
    from civquiz.questions.bank import nearest, quoted

    if len(line) > _LONGEST_LINE:
        raise CivquizError(f"longer than {_LONGEST_LINE:,} bytes")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CivquizError('this is no JSON; give {"question": …, "response": …} in a line') from error
    if not (isinstance(record, dict) and isinstance(record.get("question"), str) and "response" in record):
        raise CivquizError('give {"question": …, "response": …}, the question by its id')
    question_id = record["question"]
    question = bank.by_id.get(question_id.removeprefix(f"{bank.id}/"))  # as an attempt names it
    if question is None:
        raise CivquizError(f"there is no question {quoted(question_id)}{nearest(question_id, bank.by_id)}")
    return question, question_id, record["response"]


def _opened(name: str) -> "AbstractContextManager[BinaryIO]":
    import sys
    from contextlib import nullcontext
    from pathlib import Path

    from civquiz.errors import CivquizError
    from civquiz.files import open_limited
    from civquiz.questions.bank import quoted

    if name == _STREAM:
        return nullcontext(sys.stdin.buffer)
    try:
        return open_limited(Path(name), _LIMIT_BYTES, "a file of responses")
    except FileNotFoundError as error:
        raise CivquizError(f"there is no file {quoted(name)}") from error


def _lines(source: BinaryIO) -> "Iterator[tuple[int, bytes]]":
    """Each line that is not blank, with its number; of one that is too long as much as shows that it is."""
    number = 0
    while line := source.readline(_LONGEST_LINE + 1):
        number += 1
        part = line
        while not part.endswith(b"\n") and len(part) > _LONGEST_LINE:
            part = source.readline(_LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def _width() -> int | None:
    """The columns of the screen, None where there is none."""
    import sys

    from civquiz.terminal import console

    return console.width() if sys.stdout.isatty() else None


def _shower(at: "Columns", *, json: bool) -> "Callable[[Graded], None]":
    """What prints a graded response."""
    import msgspec

    from civquiz.terminal import console
    from civquiz.terminal.graded import graded_lines

    if json:
        return lambda graded: console.show_json_line(msgspec.structs.asdict(graded))
    return lambda graded: console.show(graded_lines(graded, at))

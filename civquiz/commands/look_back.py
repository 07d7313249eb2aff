"""The commands that look back: history."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from civquiz.attempts import Session
    from civquiz.library import Library
    from civquiz.storage import Store

_SHOWN = 20
_TELLING = frozenset({"answer", "verdict", "credit", "reason", "spelt", "earlier"})  # which responses are right


def history(
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="One in full: a row number, last, or an id.")
    ] = None,
    bank: Annotated[str | None, typer.Option(help="Only sessions of this bank.")] = None,
    all_: Annotated[bool, typer.Option("--all", help=f"All rows, not the last {_SHOWN}.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="The records as they are stored; of an exam not handed in, what was given.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A line for each answer, for a spreadsheet.")] = False,
    right: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Count a typed response of SESSION as right.")
    ] = None,
    take_back: Annotated[
        int | None, typer.Option("--take-back", metavar="NUMBER", help="Let it count as it was graded again.")
    ] = None,
    delete: Annotated[int | None, typer.Option(metavar="ROW", help="Delete a session that is not yours.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Delete all of it.")] = False,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before deleting.")] = False,
) -> None:
    """Your scores, or one session in full.

    Where yours was right and not taken, --right counts it as right, and --take-back takes that back.

    Examples:
        civquiz history

        civquiz history last

        civquiz history last --right 3

        civquiz history --csv > scores.csv
    """
    from civquiz import paths
    from civquiz.commands.play import tell
    from civquiz.errors import CivquizError
    from civquiz.library import Library
    from civquiz.questions.bank import nearest, quoted
    from civquiz.storage import Store
    from civquiz.terminal import console, tables

    folder = paths.data_folder()
    store = Store(folder)
    tell(store.tidy())
    if clear or delete is not None:
        _delete(store, delete, yes=yes)
        return
    if right is not None or take_back is not None:
        _overrule(store, session, right, take_back)
        return
    if all_ or session is not None or json or csv:
        rows = [(number, each) for number, each in store.rows() if bank is None or bank in each.banks]
    else:
        rows = store.latest(_SHOWN, bank or "")
    tell(store.take_notices())
    if session is not None:
        rows = [_find(rows, session)]
    if json:
        _print_json(store, rows)
    elif csv:
        _print_csv(rows)
    elif session is not None:
        [(number, found)] = rows
        console.show(tables.session_lines(number, found, _titles(Library(folder), rows), console.width()))
        _say_what_can_be_overruled(number, found)
    elif not rows and bank is not None and (known := {name for _, each in store.rows() for name in each.banks}):
        raise CivquizError(f"no session of {quoted(bank)}{nearest(bank, known)}; there are: {', '.join(sorted(known))}")
    elif not rows:
        console.say(f"No session yet. Take one with: {console.program()} quiz")
    else:
        show_rows(store, Library(folder), rows)


def show_rows(store: "Store", library: "Library", rows: "Sequence[tuple[int, Session]] | None" = None) -> None:
    """Show rows of the history as a table, the last ones if none are given, and how to see more."""
    from civquiz.stats import like
    from civquiz.terminal import console, tables
    from civquiz.terminal.exam_results import progress

    rows = store.latest(_SHOWN) if rows is None else rows
    if not rows:  # cleared in another terminal
        console.say("No session is left.")
        return
    program = console.program()
    exams = [each for _, each in rows if each.exam and each.finished]
    console.show(["", *tables.history_lines(rows, _titles(library, rows), console.width()), ""])
    if exams and (alike := like(exams[-1], exams))[1:]:
        console.say(f"Exams {progress(alike)}. A quiz asks what you know least; judge by exams.")
    console.say(f"One in full: {program} history {rows[-1][0]}")
    console.say("All of it: --all, --csv, --json")
    console.say(f"Kept in {_short(str(store.path))}")


def _find(rows: "Sequence[tuple[int, Session]]", wanted: str) -> "tuple[int, Session]":
    from civquiz.errors import CivquizError
    from civquiz.text import one_line

    for number, session in reversed(rows):
        if wanted in {str(number), session.id, "last"}:
            return number, session
    if not rows:
        known = "there is none yet"
    else:
        known = f"there are rows 1 to {rows[-1][0]}, or last" if rows[-1][0] > 1 else "there is row 1"
    raise CivquizError(f"there is no session “{one_line(wanted)}”; {known}")


def _say_what_can_be_overruled(row: int, session: "Session") -> None:
    """Say how a response of the session is counted as right, and how that is taken back, where there is one."""
    from civquiz.attempts import can_be_overruled
    from civquiz.terminal import console, tables

    if session.exam and not session.finished:
        return  # what is right is told when it is handed in
    commands: dict[str, str] = {}
    for number, attempt in tables.numbered(session).items():
        if can_be_overruled(attempt) and not session.awaits_second_try(attempt):
            is_overruled = attempt.verdict == "overruled"
            what = "Take one back" if is_overruled else "Count one as right"
            option = "--take-back" if is_overruled else "--right"
            commands.setdefault(what, f"{console.program()} history {row} {option} {number}")
    if commands:
        console.show([""])
    for what, command in commands.items():
        console.say(f"{what}: {command}")


def _overrule(store: "Store", wanted: str | None, right: int | None, take_back: int | None) -> None:
    """Count a response of a session as right, or as it was graded. One that counts so already stays as it is."""
    import msgspec

    from civquiz.attempts import Attempt, can_be_overruled, overrule
    from civquiz.commands.play import tell
    from civquiz.errors import CivquizError, UsageError
    from civquiz.terminal import console, exam_results, tables
    from civquiz.terminal.wording import overruled_words

    if wanted is None:
        raise UsageError(f"say in which session: {console.program()} history last --right 3")
    if right is not None and take_back is not None:
        raise UsageError("give --right or --take-back, not both")
    number = take_back if right is None else right
    row, session = _find(store.rows(), wanted)
    tell(store.take_notices())
    if session.exam and not session.finished:
        raise CivquizError(f"exam {row} is not handed in yet; go on with: {console.program()} resume {row}")
    attempt = tables.numbered(session).get(number or 0)
    if attempt is None:
        raise CivquizError(f"session {row} has no number {number}; see: {console.program()} history {row}")
    if session.awaits_second_try(attempt):
        raise CivquizError(f"number {number} has one more try to come: {console.program()} resume {row}")
    if attempt.right if take_back is None else attempt.verdict != "overruled":
        console.say(f"Number {number} counts {'as right' if take_back is None else 'as it was graded'} already.")
        return
    if not can_be_overruled(attempt):
        raise CivquizError(f"number {number} is no typed response that was graded as wrong; nothing was changed")
    records = (record for record in store.records() if record["id"] == session.id)
    changed = overrule(next(each for record in records for each in record["attempts"] if each["n"] == attempt.n))
    store.amend(session.id, changed)
    console.say(overruled_words(msgspec.convert(changed, Attempt)))
    session = dict(store.rows())[row]
    score = exam_results.score_words(session) if session.exam else tables.score_of(session)
    console.say(f"{session.mode.capitalize()} {row} is now {score}.")


def _delete(store: "Store", row: int | None, *, yes: bool) -> None:
    from civquiz.errors import CivquizError, UsageError
    from civquiz.terminal import console, tables
    from civquiz.text import plural

    rows = dict(store.rows())
    if row is not None and row not in rows:
        raise CivquizError(f"there is no row {row}; see: {console.program()} history --all")
    what = f"session {row}, {tables.score_of(rows[row])}" if row is not None else plural(len(rows), "session")
    if not yes:
        if not console.attended():
            raise UsageError("nobody is there to be asked; add --yes if you mean it")
        try:
            sure = typer.confirm(f"Delete {what}?")
        except typer.Abort:
            sure = False
        if not sure:
            console.say("Nothing was deleted.")
            return
    copy = store.clear() if row is None else store.delete(rows[row].id)
    console.say(f"Deleted. A copy is in {_short(str(copy))}")


def _print_json(store: "Store", rows: "Sequence[tuple[int, Session]]") -> None:
    from civquiz.terminal import console

    wanted = {session.id for _, session in rows}
    console.show_json({"sessions": [_told(record) for record in store.records() if record["id"] in wanted]})


def _told(record: dict[str, Any]) -> dict[str, Any]:
    """A session's record; of an exam that is not handed in without what tells right from wrong."""
    if not record.get("exam") or record.get("finished"):
        return record
    attempts = [{key: each[key] for key in each if key not in _TELLING} for each in record["attempts"]]
    return {**record, "attempts": attempts}


def _print_csv(rows: "Sequence[tuple[int, Session]]") -> None:
    import csv
    import sys

    from civquiz.attempts import described
    from civquiz.text import one_line

    def safe(value: object) -> object:
        """A text that no spreadsheet takes for a formula."""
        if not isinstance(value, str):
            return value
        text = one_line(value)
        return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text

    names = ("row", "session", "mode", "started", "n", "question", "type", "topic", "stem", "answer", "response")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*names, "verdict", "credit", "seconds", "hint", "at"])
    for number, session in rows:
        is_told = session.exam is None or bool(session.finished)
        for each in session.attempts:
            start = [number, session.id, session.mode, session.started, each.n, each.question, each.type_, each.topic]
            answer, verdict = (described(each.answer), each.verdict) if is_told else ("", "")
            texts = [each.stem, answer, described(each.response), verdict]
            credit = "" if each.credit is None or not is_told else each.credit
            rest = [credit, each.seconds, "yes" if each.hint else "", each.at]
            writer.writerow([safe(value) for value in [*start, *texts, *rest]])


def _titles(library: "Library", rows: "Sequence[tuple[int, Session]]") -> dict[str, str]:
    """The titles of the banks that are still there; the history shows a bank that is gone by its id."""
    from contextlib import suppress

    from civquiz.errors import CivquizError

    titles = {}
    there: set[str] = set()
    with suppress(CivquizError):
        there = set(library.names())
    files = {name: path for _, session in rows for name, path in session.files.items()}
    for name in {name for _, session in rows for name in session.banks}:
        with suppress(CivquizError):
            if name in files or name in there:
                titles[name] = library.load(files.get(name, name)).title
    return titles


def _short(path: str) -> str:
    from pathlib import Path

    try:
        return str(Path("~") / Path(path).relative_to(Path.home()))
    except (RuntimeError, ValueError):  # no home folder, or not in it
        return path

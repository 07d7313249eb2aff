"""The commands that bring questions in and take them out: import, export."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from civquiz.commands.drawn import MOST_QUESTIONS
from civquiz.commands.learn import bank_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from civquiz.formats.contract import Found, Note, Skipped
    from civquiz.formats.gather import Gathered
    from civquiz.library import Library
    from civquiz.library.bank_file import BankFile
    from civquiz.questions.bank import Bank
    from civquiz.questions.merging import Arrivals

_STREAM = "-"  # standard input, or output
_LIMIT_OF_A_STREAM = 200 << 20  # it has to be held whole


def format_names(incomplete: str) -> list[str]:
    """The formats that begin like that."""
    from civquiz.formats import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files of questions; - is standard input.")],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="Where name and content do not tell: gift, moodle-xml, apkg, anki-text, csv, aiken, open-trivia, "
            "json-list, toml, json.",
            autocompletion=format_names,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="BANK",
            help="Into this bank, a name or a file; else into one named after the file.",
            autocompletion=bank_names,
        ),
    ] = None,
    choices: Annotated[bool, typer.Option("--choices", help="Flashcards become multiple-choice questions.")] = False,
    swap: Annotated[bool, typer.Option("--swap", help="Flashcards show the back and ask for the front.")] = False,
    separator: Annotated[str, typer.Option(help="What stands between columns: a text, or tab.")] = "",
    update: Annotated[bool, typer.Option("--update", help="Take over what differs from the bank's questions.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in; write nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Bring questions in: from GIFT, Moodle XML, Anki, CSV, Quizlet, Aiken, Open Trivia DB, JSON or another bank.

    The same file twice brings nothing twice.

    Examples:
        civquiz import questions.gift

        civquiz import deck.apkg --to my-town --choices

        civquiz import quizlet.txt --dry-run
    """
    from functools import partial

    from civquiz import paths
    from civquiz.errors import CivquizError
    from civquiz.library import Library
    from civquiz.questions.merging import joined
    from civquiz.session import last_outcomes
    from civquiz.storage import Store
    from civquiz.terminal import console
    from civquiz.text import plural

    _must_be_format(format_)
    folder = paths.data_folder()
    library = Library(folder)
    known = last_outcomes(Store(folder).outlines())
    reports: list[dict[str, Any]] = []
    failed: list[CivquizError] = []
    for name in files:
        try:
            target = library.file(_bank_name(name) if to is None else to)
            target.check_changeable()
            there = target.bank()
            title, gathered = _gathered(name, format_, target, there, separator, choices=choices, swap=swap)
            ids = [key.removeprefix(f"{target.id}/") for key in known if key.startswith(f"{target.id}/")]
            join = partial(joined, incoming=gathered.bank, known=ids, named=gathered.named)
            arrivals = join(there)[1] if dry_run else target.take_in(join, update=update)
        except CivquizError as error:
            if len(files) == 1:
                raise
            failed.append(error)
            continue
        reports.append(_report(name if len(files) > 1 else "", target.id, gathered, arrivals, update=update))
        if not json:
            _show(f"{name}, {title}", target, gathered, arrivals, update=update, dry_run=dry_run)
    if json:
        console.show_json(reports[0] if len(files) == 1 else _together(reports))
    elif len(files) > 1:
        count = sum(report["imported"] for report in reports)
        console.show([""])
        console.say(f"{plural(count, 'question')} from {len(reports)} of {plural(len(files), 'file')}.")
    for failure in failed:
        console.show_error(failure.message, failure.faults)
    if failed:
        raise typer.Exit(max(failure.exit_code for failure in failed))


def export(
    bank: Annotated[str, typer.Argument(metavar="BANK", help="A bank's name, or its file.", autocompletion=bank_names)],
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to; - is standard output.")],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="Where the name does not tell: toml, json, gift, moodle-xml, csv, anki-text, apkg.",
            autocompletion=format_names,
        ),
    ] = None,
    paper: Annotated[bool, typer.Option("--paper", help="A test to print, with its key, as HTML.")] = False,
    code: Annotated[
        str | None, typer.Option(metavar="CODE", help="The paper of that test code; else a new one.")
    ] = None,
    number: Annotated[
        int | None,
        typer.Option(
            "-n", "--number", min=1, max=MOST_QUESTIONS, metavar="COUNT", help="How many questions the paper has."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    json: Annotated[bool, typer.Option("--json", help="What was left out, for scripts.")] = False,
) -> None:
    """Take questions out: as TOML, JSON, GIFT, Moodle XML, CSV, Anki's text or an Anki package; or print a test paper.

    What a format cannot carry is said, question by question. A paper has the questions of an exam, and then its key.

    Examples:
        civquiz export my-town my-town.gift

        civquiz export my-town cards.txt --format anki-text

        civquiz export my-town - --format csv > my-town.csv

        civquiz export my-town test.html --paper -n 12
    """
    from civquiz import paths
    from civquiz.commands import paper as papers
    from civquiz.errors import UsageError
    from civquiz.formats import FORMATS
    from civquiz.formats.contract import Skipped
    from civquiz.library import Library
    from civquiz.terminal import console, exchange
    from civquiz.text import one_line, plural

    _must_be_format(format_)
    if json and file == _STREAM:
        raise UsageError("standard output cannot hold both: give a file's name, or leave --json out")
    library = Library(paths.data_folder())
    if paper:
        papers.check(file, format_)
        made = papers.make(library.load(bank), code, number)
        _put(file, made.data, library, force=force)
        papers.tell(made, bank, "" if file == _STREAM else file, json=json)
        return
    if code is not None or number is not None:
        raise UsageError("--code and -n go with --paper")
    name, writer = _writer(file, format_)
    loaded = library.load(bank)
    written = writer.write(loaded)
    _put(file, written.data, library, force=force)
    whole = len(loaded.questions)
    count = whole - sum(isinstance(each, Skipped) for each in written.lost)
    said = f"{count:,} of {plural(whole, 'question')} exported as {FORMATS[name].title}"
    if file == _STREAM:
        console.show_error(said, exchange.lost_texts(written.lost, count))
    elif json:
        console.show_json({"exported": count, "format": name, "lost": _records(written.lost, "question")})
    else:
        console.say(f"{said}: {one_line(file)}")
        console.show(exchange.lost_lines(written.lost, count, console.width()))


def _put(file: str, data: bytes, library: "Library", *, force: bool) -> None:
    """Write an export where it goes. Raises CivquizError unless the place is free, or `force` frees it."""
    import sys

    from civquiz import files
    from civquiz.errors import CivquizError
    from civquiz.library import BUILT_IN_FOLDER

    if file == _STREAM:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(file)
    there = path.exists() or path.is_symlink()
    if there and not path.is_file():
        raise CivquizError(f"{files.name_of(path)} is no regular file; give another name, or - for standard output")
    if there and not force:
        raise CivquizError(f"{files.name_of(path)} is there already; give another name, or --force to replace it")
    if path.resolve().parent in {library.folder.resolve(), BUILT_IN_FOLDER.resolve()}:
        raise CivquizError(
            f"{files.name_of(path)} would be a bank of yours; make it with: civquiz import FILE --to BANK"
        )
    files.write_anew(path, data)


def _must_be_format(name: str | None) -> None:
    from civquiz.errors import UsageError
    from civquiz.formats import FORMATS
    from civquiz.questions.bank import nearest, quoted

    if name is not None and name not in FORMATS:
        there = ", ".join(FORMATS)
        raise UsageError(f"there is no format {quoted(name)}{nearest(name, FORMATS)}; there are: {there}")


def _bank_name(file: str) -> str:
    """The bank that is named after a file."""
    from civquiz.errors import UsageError
    from civquiz.questions.naming import slug

    if file == _STREAM:
        raise UsageError("name a bank for what comes from standard input: --to BANK")
    return slug(Path(file).stem) or "imported"


def _gathered(
    name: str,
    format_: str | None,
    target: "BankFile",
    there: "Bank | None",
    separator: str,
    *,
    choices: bool,
    swap: bool,
) -> "tuple[str, Gathered]":
    """What the format is called, and what is in the file. Raises CivquizError if that is nothing that can be read."""
    from civquiz.errors import CivquizError
    from civquiz.files import name_of, too_large
    from civquiz.formats import FORMATS, detect, module_of
    from civquiz.formats.contract import SNIFFED_BYTES
    from civquiz.formats.gather import gather
    from civquiz.questions.naming import title_of
    from civquiz.terminal import console

    shown = name_of(Path(name))
    with _opened(name) as file:
        chosen = format_ or detect(name, file.read(SNIFFED_BYTES))
        if chosen is None:
            raise CivquizError(
                f"{shown} is of no format that civquiz knows; name it with --format: {', '.join(FORMATS)}"
            )
        module = module_of(chosen)
        if file.seek(0, 2) > module.LIMIT_BYTES:
            raise too_large(shown, module.LIMIT_BYTES, "a file of this format")
        file.seek(0)
        found = module.read(file, separator=separator)
        if swap or choices:
            found = _cards(found, swap=swap, choices=choices)
        title = title_of(target.name or target.path.stem) or target.id
        counted = console.counted(found, f"Reading {shown}")
        try:
            gathered = gather(counted, target.id, title, there, ours=chosen in {"toml", "json"})
        except CivquizError as error:
            raise CivquizError(f"{shown}: {error.message}", error.faults) from error
    if not gathered.bank.questions:
        left = [f"{each.where}: {each.reason}" for each in gathered.skipped]
        raise CivquizError(f"nothing in {shown} can be imported as {FORMATS[chosen].title}", left)
    return FORMATS[chosen].title, gathered


def _opened(name: str) -> BinaryIO:
    import io
    import sys

    from civquiz.errors import CivquizError
    from civquiz.files import open_limited, too_large
    from civquiz.formats.contract import LARGEST_BYTES
    from civquiz.questions.bank import quoted

    if name == _STREAM:
        data = sys.stdin.buffer.read(_LIMIT_OF_A_STREAM + 1)
        if len(data) > _LIMIT_OF_A_STREAM:
            raise too_large("standard input", _LIMIT_OF_A_STREAM, "what comes in")
        return io.BytesIO(data)
    try:
        return open_limited(Path(name), LARGEST_BYTES, "a file of questions")
    except FileNotFoundError as error:
        raise CivquizError(f"there is no file {quoted(name)}") from error


def _cards(found: "Iterable[Found]", *, swap: bool, choices: bool) -> "Iterator[Found]":
    from civquiz.formats import cards

    found = cards.swapped(found) if swap else found
    return cards.with_choices(found) if choices else iter(found)


def _report(file: str, bank_id: str, gathered: "Gathered", arrivals: "Arrivals", *, update: bool) -> dict[str, Any]:
    came = arrivals.taken(update=update)
    return {
        **({"file": file} if file else {}),
        "bank": bank_id,
        "imported": len(came),
        "unchanged": len(arrivals.same),
        "changed": [own.id for own, _ in arrivals.changed],
        "skipped": _records(gathered.skipped),
        "notes": _records(gathered.notes),
        "questions": [{"id": question.id, "type": question.type} for question in came],
    }


def _together(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """The reports of several files as one, with each of them in it."""
    return {
        "imported": sum(report["imported"] for report in reports),
        "skipped": [{"file": report["file"], **skipped} for report in reports for skipped in report["skipped"]],
        "questions": [{"bank": report["bank"], **each} for report in reports for each in report["questions"]],
        "files": reports,
    }


def _records(left: "Iterable[Skipped | Note]", place: str = "where") -> list[dict[str, str]]:
    """Each with its `place`, and the reason why it was left out or a note of what it has lost."""
    from civquiz.formats.contract import Skipped

    return [
        {place: each.where, "reason": each.reason}
        if isinstance(each, Skipped)
        else {place: each.where, "note": each.text}
        for each in left
    ]


def _show(
    what: str, target: "BankFile", gathered: "Gathered", arrivals: "Arrivals", *, update: bool, dry_run: bool
) -> None:
    from civquiz.terminal import console, exchange
    from civquiz.text import one_line, plural

    width = console.width()
    came = arrivals.taken(update=update)
    console.show([""])
    console.say(one_line(what))
    console.show([*exchange.preview_lines(came, width), ""])
    whole = len(gathered.bank.questions) + len(gathered.skipped)
    would = " would be" if dry_run else ""
    there = [f"{len(arrivals.same):,} there already"] if arrivals.same else []
    count = [f"{len(came):,} of {whole:,}{would} imported", f"{len(gathered.skipped):,} skipped", *there]
    console.say(f"{', '.join(count)}.")
    console.show(exchange.left_lines(gathered.skipped, width))
    if arrivals.changed:
        differ = f"{plural(len(arrivals.changed), 'question differs', 'questions differ')} from the bank's"
        console.say(f"{differ}, {'and came in' if update else 'which stays; --update takes over that of the file'}:")
        console.show(exchange.changed_lines(arrivals.changed, width))
    if gathered.notes:
        console.say("To know:")
        console.show(exchange.left_lines(gathered.notes, width))
    if dry_run or not came:
        return
    over = ", which lies over the built-in one" if target.own_over_built_in else ""
    console.say(f"The bank is {target.shown}{over}. Take it: {console.program()} quiz {target.shown}")


def _writer(file: str, format_: str | None) -> "tuple[str, Any]":
    """The format that a file is to be written in, and its module. Raises CivquizError if there is none."""
    from civquiz.commands.paper import is_page
    from civquiz.errors import CivquizError, UsageError
    from civquiz.formats import FORMATS, by_ending, module_of
    from civquiz.questions.bank import quoted

    candidates = [format_] if format_ else by_ending(file)
    there = [name for name in candidates if hasattr(module_of(name), "write")]
    if there:
        return there[0], module_of(there[0])
    writable = ", ".join(name for name in FORMATS if hasattr(module_of(name), "write"))
    if format_:
        raise CivquizError(f"{FORMATS[format_].title} is only read; write one of: {writable}")
    if is_page(file):
        raise UsageError(f"{quoted(file)} is named as a page: --paper makes a test paper of the bank")
    raise UsageError(f"the name {quoted(file)} tells no format; name it with --format: {writable}")

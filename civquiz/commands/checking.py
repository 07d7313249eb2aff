"""The command that looks for flawed questions: check."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from civquiz.commands.learn import bank_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from civquiz.library import Library
    from civquiz.questions.check import Finding, Rule
    from civquiz.terminal.console import Line


def check(
    banks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BANK", help="Names of banks, or files; all banks if none is given.", autocompletion=bank_names
        ),
    ] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="CODE", help="What a rule means, and where it is from.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Find flawed questions: those that give themselves away, mislead, or cannot be answered from their passage.

    It exits with 1 if it finds a flaw; a note is none. A question keeps a rule away with `ignore = ["CODE"]`.

    Examples:
        civquiz check my-town

        civquiz check my-town.toml --json

        civquiz check --explain C201
    """
    from civquiz import paths
    from civquiz.commands.play import now
    from civquiz.errors import CivquizError
    from civquiz.library import Library
    from civquiz.terminal import console
    from civquiz.text import plural

    if explain is not None:
        console.show(_explained(explain, console.width()))
        return
    library = Library(paths.data_folder())
    found: list[tuple[str, int, Finding]] = []
    problems: list[CivquizError] = []
    questions = 0
    for name in banks or library.names():
        try:
            count, more = _look_at(library, name, now()[:10])
        except CivquizError as error:
            problems.append(error)
            continue
        questions += count
        found += more
    flaws = sum(not finding.note for _, _, finding in found)
    if json:
        console.show_json([_record(path, line, finding) for path, line, finding in found])
    else:
        lines = [_line(path, line, finding) for path, line, finding in found]
        if questions:
            lines.append(f"{plural(flaws, 'flaw') if flaws else 'No flaw'} in {plural(questions, 'question')}.")
        console.show_rows(lines)
    for problem in problems:
        console.show_error(problem.message, problem.faults)
    if flaws or problems:
        raise typer.Exit(1)


def _look_at(library: "Library", name: str, today: str) -> "tuple[int, list[tuple[str, int, Finding]]]":
    """How many questions a bank has, and each finding with its file and line. Raises CivquizError."""
    from civquiz.library import BUILT_IN_FOLDER
    from civquiz.questions.check import check as findings_in

    bank = library.load(name)
    target = library.file(name)
    built_in = library.built_in(target.name) if target.name else None
    own = target.own() if built_in else bank
    places = [(target.path, target.text(), own.by_id)] if own else []
    if built_in:
        file = BUILT_IN_FOLDER / f"{built_in.id}.toml"
        places.append((file, file.read_text("utf-8"), built_in.by_id))
    files = [(_shown(file), ids, _lines_of(text, file.suffix)) for file, text, ids in places]
    found = []
    for finding in findings_in(bank, today=today):
        path, _, line = next((each for each in files if finding.question in each[1]), files[0])
        found.append((path, line(finding), finding))
    return len(bank.active), found


def _lines_of(text: str, suffix: str) -> "Callable[[Finding], int]":
    """What tells the line of a finding in the text of a bank."""
    from functools import cache

    from civquiz.errors import CivquizError
    from civquiz.formats import json_bank, toml_text

    if suffix.lower() == ".json":
        return lambda finding: json_bank.line_of(text, finding.question)

    @cache
    def blocks() -> "dict[str, toml_text.Block]":
        try:
            return {block.id: block for block in toml_text.blocks(text)}
        except CivquizError:  # written in another way than as a table each; it holds all the same
            return {}

    def line(finding: "Finding") -> int:
        block = blocks().get(finding.question)
        return toml_text.field_line(text, block, finding.field) if block else 1

    return line


def _shown(path: "Path") -> str:
    """A path from here if it lies below, as a script or an editor can open it."""
    import os
    from contextlib import suppress

    with suppress(OSError, ValueError):  # the working folder is gone, or on another drive
        relative = os.path.relpath(path)
        return str(path) if relative.startswith("..") else relative
    return str(path)


def _line(path: str, line: int, finding: "Finding") -> str:
    from civquiz.text import one_line

    where = f"{finding.question}: " if finding.question else ""
    return one_line(f"{path}:{line}: {finding.code} {where}{finding.message}{' (a note)' if finding.note else ''}")


def _record(path: str, line: int, finding: "Finding") -> dict[str, Any]:
    return {
        "file": path,
        "line": line,
        "question": finding.question,
        "field": finding.field,
        "code": finding.code,
        "message": finding.message,
        "note": finding.note,
    }


def _explained(code: str, width: int) -> "list[Line]":
    from civquiz.errors import UsageError
    from civquiz.questions.bank import quoted
    from civquiz.questions.check import RULES
    from civquiz.terminal.marks import MARGIN
    from civquiz.text import wrap

    rule: Rule | None = next((rule for rule in RULES if code.casefold() in {rule.code.casefold(), rule.name}), None)
    if rule is None:
        raise UsageError(f"there is no rule {quoted(code)}; there are: {', '.join(rule.code for rule in RULES)}")
    pad = " " * MARGIN
    lines: list[Line] = ["", [("bold", f"{pad}{rule.code} {rule.name}")]]
    for text in (rule.summary, rule.explanation, f"Source: {rule.source}"):
        lines += ["", *wrap(text, width, indent=pad)]
    return lines

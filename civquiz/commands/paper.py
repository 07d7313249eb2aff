"""The test paper that `export` makes: which questions are on it, and what is said of it."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from civquiz.questions.bank import Bank

_ENDINGS = (".html", ".htm")


class Made(NamedTuple):
    """A paper: its page, how many questions it has, the code that draws them, and what to know of it."""

    data: bytes
    questions: int
    code: str
    notes: list[str]


def is_page(file: str) -> bool:
    """Whether a file is named as a page of HTML."""
    return file.lower().endswith(_ENDINGS)


def check(file: str, format_: str | None) -> None:
    """Raise UsageError unless a paper can be made with these arguments; `-` is standard output."""
    from civquiz.errors import UsageError
    from civquiz.questions.bank import quoted

    if format_:
        raise UsageError("a paper is HTML and takes no --format")
    if file != "-" and not is_page(file):
        raise UsageError(f"a paper is HTML, and {quoted(file)} is not named so; let the name end in .html")


def make(bank: "Bank", code: str | None, number: int | None) -> Made:
    """The paper of a code, or else a new one of `number` questions or as many as the bank's exam has.

    Raises what `drawn` raises.
    """
    from civquiz.commands.drawn import drawn
    from civquiz.pages.paper import paper
    from civquiz.questions.drawing import question_keys

    there = question_keys([bank])
    found = drawn(bank, code, number)
    page = paper(bank, [there[key] for key in found.questions], found.seed, found.code, found.terms)
    return Made(page.encode(), len(found.questions), found.code, found.notes)


def tell(made: Made, bank: str, file: str, *, json: bool) -> None:
    """Say what was made of the bank of that name or path; on standard error if no file is named."""
    import shlex

    from civquiz.library import is_path
    from civquiz.terminal import console
    from civquiz.text import one_line, plural

    if json:
        record = {"exported": made.questions, "format": "paper", "code": made.code, "notes": made.notes}
        console.show_json(record)
        return
    said = f"{plural(made.questions, 'question')} on paper, with the key"
    exam = f"{console.program()} exam{f' {shlex.quote(bank)}' if is_path(bank) else ''} --code {made.code}"
    lines = [*made.notes, f"Test code {made.code}", f"The same as an exam: {exam}"]
    if not file:
        console.show_error(said, lines)
        return
    console.say(f"{said}: {one_line(file)}")
    for line in lines:
        console.say(line)

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


def check(file: str, format_: str | None, code: str | None, number: int | None) -> None:
    """Raise UsageError unless a paper can be made with these arguments; `-` is standard output."""
    from civquiz.errors import UsageError
    from civquiz.questions.bank import quoted

    if format_:
        raise UsageError("a paper is HTML and takes no --format")
    if file != "-" and not is_page(file):
        raise UsageError(f"a paper is HTML, and {quoted(file)} is not named so; let the name end in .html")
    if code is not None and number is not None:
        raise UsageError("the code says how many questions there are; leave out -n, or --code for a new paper")


def make(bank: "Bank", code: str | None, number: int | None) -> Made:
    """The paper of a code, or else a new one of `number` questions or as many as the bank's exam has.

    Raises CivquizError for a code of another bank, one that was mistyped, and a bank without questions.
    """
    from civquiz.commands.play import new_seed
    from civquiz.errors import CivquizError
    from civquiz.exam import SEEDS, decode, draw, encode, terms
    from civquiz.pages.paper import paper
    from civquiz.questions.bank import quoted
    from civquiz.questions.drawing import question_keys
    from civquiz.text import plural

    notes = []
    seed = new_seed() % SEEDS
    if code is not None:
        said = decode(code)
        if not said.names(bank.id):
            raise CivquizError(f"this code is of the bank {quoted(said.bank_id)}, not of {bank.id}; name that bank")
        if not said.has_version(bank.version):
            notes.append("This bank differs from the one of the code: not all may be as on the other paper.")
        seed, number = said.seed, said.length
    exam = terms(bank, number)
    drawn = draw(bank, exam.questions, seed)
    if not drawn:
        raise CivquizError(f"{bank.id} has no question to ask")
    if len(drawn) < exam.questions:
        notes.append(f"It has {len(drawn):,} of {plural(exam.questions, 'question')}: no more can be asked together.")
    there = question_keys([bank])
    code = encode(bank, seed, exam.questions)
    page = paper(bank, [there[key] for key in drawn], seed, code, exam)
    return Made(page.encode(), len(drawn), code, notes)


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

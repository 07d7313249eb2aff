"""The questions of an exam or of a test paper: of a code, or drawn anew."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from civquiz.questions.bank import Bank, Exam

MOST_QUESTIONS = 1024  # as civquiz.exam.LENGTHS, whose import would be felt at each start


class Drawn(NamedTuple):
    """The questions, `<bank>/<id>`, the seed and the terms they were drawn by, their code, and what to know of them."""

    questions: list[str]
    seed: int
    terms: "Exam"
    code: str
    notes: list[str]


def drawn(
    bank: "Bank",
    code: str | None,
    number: int | None,
    minutes: int | None = None,
    pass_mark: float | None = None,
) -> Drawn:
    """The questions of a code, or else of a new seed: `number` of them, or as many as the bank's exam has.

    Raises UsageError for a number beside a code, CivquizError for a code that was mistyped or is of another bank, and
    for a bank without questions.
    """
    from civquiz.commands.play import new_seed
    from civquiz.errors import CivquizError, UsageError
    from civquiz.exam import SEEDS, decode, draw, encode, terms
    from civquiz.questions.bank import quoted
    from civquiz.text import plural

    notes = []
    seed = new_seed() % SEEDS
    if code is not None and number is not None:
        raise UsageError("the code says how many questions there are; leave out -n, or --code for new ones")
    if code is not None:
        said = decode(code)
        if not said.names(bank.id):
            raise CivquizError(f"this code is of the bank {quoted(said.bank_id)}, not of {quoted(bank.id)}")
        if not said.has_version(bank.version):
            notes.append("NOT THE SAME: the code is of another version of this bank; questions or options may differ.")
        seed, number = said.seed, said.length
    agreed = terms(bank, number, minutes, pass_mark)
    questions = draw(bank, agreed.questions, seed)
    if not questions:
        raise CivquizError(f"{bank.id} has no questions; add some to its file")
    if len(questions) < agreed.questions:
        asked, there = plural(agreed.questions, "question"), len(questions)
        notes.append(f"{asked} would be asked; the bank has {there:,} that can be asked together.")
    return Drawn(questions, seed, agreed, encode(bank, seed, len(questions)), notes)

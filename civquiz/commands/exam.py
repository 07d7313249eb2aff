"""The command exam: a mock exam of a bank."""

from typing import TYPE_CHECKING, Annotated

import typer

from civquiz.commands.drawn import MOST_QUESTIONS
from civquiz.commands.learn import Plain, bank_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from civquiz.attempts import Session
    from civquiz.commands.play import Place
    from civquiz.exam import Code, ExamSitting
    from civquiz.library import Library
    from civquiz.questions.bank import Bank
    from civquiz.storage import Journal
    from civquiz.terminal.exam_face import ExamFace
    from civquiz.terminal.quiz import Ending

_PERCENT = 100
_MOST_MINUTES = 24 * 60  # as a bank's own


def exam(
    bank: Annotated[
        str | None,
        typer.Argument(
            metavar="BANK",
            help="Name of a bank, or a file; the one last used if none is given.",
            autocompletion=bank_names,
        ),
    ] = None,
    number: Annotated[
        int | None,
        typer.Option("-n", "--number", min=1, max=MOST_QUESTIONS, metavar="COUNT", help="How many questions."),
    ] = None,
    minutes: Annotated[
        int | None, typer.Option(min=0, max=_MOST_MINUTES, metavar="MINUTES", help="How long; 0 for no clock.")
    ] = None,
    pass_mark: Annotated[
        str | None, typer.Option(metavar="SHARE", help="What must be right to pass, as 60% or 0.6.")
    ] = None,
    code: Annotated[str | None, typer.Option(metavar="CODE", help="The very exam of that test code.")] = None,
    plain: Plain = False,
) -> None:
    """Mock exam: the bank's length, clock and pass mark; how it went is told when it is handed in.

    Questions are drawn at random over all topics, so that one exam can be compared with the next.
    Answers can be changed until then. Leave with Ctrl-C, and go on later with the time that was left.

    Examples:
        civquiz exam

        civquiz exam my-town -n 10 --minutes 15 --pass-mark 70%

        civquiz exam --code kazakhstan-democracy-29KG-9TQR-HX
    """
    from civquiz.commands.play import Place, default_bank

    share = None if pass_mark is None else _share(pass_mark)
    place = Place(plain=plain)
    if code is not None and bank is None:
        from civquiz.exam import decode

        bank = _named_by(decode(code), place.library)
    bank = bank or default_bank(place.library, place.outlines)
    begin(place, bank, number=number, minutes=minutes, pass_mark=share, code=code)


def begin(
    place: "Place",
    name: str,
    *,
    number: int | None = None,
    minutes: int | None = None,
    pass_mark: float | None = None,
    code: str | None = None,
) -> None:
    """Draw an exam from the bank of that name or path and let it be sat. Raises CivquizError where that cannot be."""
    from civquiz.attempts import ExamTerms
    from civquiz.commands.drawn import drawn
    from civquiz.commands.play import new_session
    from civquiz.terminal.wording import terms_words

    [bank], files = place.load([name])
    paper = drawn(bank, code, number, minutes, pass_mark)
    for note in paper.notes:
        place.face.say(note)
    agreed, count = paper.terms, len(paper.questions)
    own = "" if bank.exam else "This bank says nothing of its exam. "
    clock = "" if agreed.minutes else ", no clock"
    place.face.say(f"{own}Mock exam: {terms_words(agreed, count)}{clock}. Right or wrong is told at the end.")
    place.forewarn()
    held = ExamTerms(questions=count, needed=agreed.needed(count), minutes=agreed.minutes)
    session = new_session("exam", [bank], paper.questions, paper.seed, files, exam=held)
    journal = place.store.begin(session)
    journal.start()
    sit(place, session, [bank], journal, begun=True)


def sit(
    place: "Place", session: "Session", banks: "Sequence[Bank]", journal: "Journal", *, begun: bool = False
) -> None:
    """Let an exam be sat, from its start (`begun`) or from where it was left, and show how it went."""
    import time

    from civquiz.commands.play import hang_up, nothing_unsaved, now, saver
    from civquiz.errors import LeaveError
    from civquiz.exam import ExamSitting
    from civquiz.terminal import console
    from civquiz.terminal.exam import ExamLoop
    from civquiz.terminal.quiz import Ending, Outside
    from civquiz.terminal.signals import SignalledError

    sitting = ExamSitting(session, banks)
    face = _face(place)
    for key in sitting.gone:
        face.say(f"{key} is not in its bank any more and is left out.")
    outside = Outside(face, saver(journal), now, time.monotonic, console.program())
    with place.signals.handled():
        try:
            ending = ExamLoop(sitting, face, outside).run()
        except SignalledError as signalled:
            _save_for_later(sitting, journal)
            message = "" if signalled.number == hang_up() else _saved_words(sitting)
            raise LeaveError(message, signalled.number) from signalled
        if ending is Ending.THROWN_AWAY:
            journal.discard()
            face.say("\nThrown away.")
        elif ending is Ending.FINISHED:
            journal.write(sitting.leave())
            journal.finish(now())
            nothing_unsaved(journal)
            _show_results(place, sitting, face)
        else:
            _later(sitting, journal, ending, face, begun=begun)


def _later(sitting: "ExamSitting", journal: "Journal", ending: "Ending", face: "ExamFace", *, begun: bool) -> None:
    from civquiz.errors import LeaveError, UsageError
    from civquiz.terminal.quiz import Ending

    if begun and ending is Ending.NO_MORE_INPUT and not sitting.attempts and not face.attended:
        journal.discard()
        raise UsageError("no usable response came in; give one line a question, or use a terminal")
    _save_for_later(sitting, journal)
    if ending is Ending.INTERRUPTED:
        raise LeaveError(_saved_words(sitting))
    face.say(f"\n{_saved_words(sitting)}")


def _save_for_later(sitting: "ExamSitting", journal: "Journal") -> None:
    from civquiz.commands.play import nothing_unsaved

    journal.write(sitting.leave())
    journal.close()
    nothing_unsaved(journal)


def _saved_words(sitting: "ExamSitting") -> str:
    from civquiz.terminal import console
    from civquiz.terminal.wording import clock

    left = "" if sitting.left is None else f", {clock(sitting.left)} left"
    answered = f"{len(sitting.attempts)} of {len(sitting.session.drawn)} answered"
    return f"Saved: {answered}{left}. Go on with: {console.program()} resume"


def _show_results(place: "Place", sitting: "ExamSitting", face: "ExamFace") -> None:
    from contextlib import suppress

    import msgspec

    from civquiz.commands.play import now, tell
    from civquiz.errors import LeaveError
    from civquiz.stats import like, missed
    from civquiz.terminal import console
    from civquiz.terminal.exam import settled_in_exam
    from civquiz.terminal.exam_results import code_lines, result_lines, score_words

    tell(place.store.take_notices())
    session, shown = msgspec.structs.replace(sitting.record(), finished=now()), sitting.shown()
    before = [each for each in like(session, place.store.sessions()) if each.id != session.id]
    width, program = console.width(), console.program()
    saved_as = place.saved_as(session.id)
    console.show(
        [
            *result_lines(session, shown, before, width),
            "",
            *code_lines(session, width, f"{program} exam{_file_of(session)} --code"),
            f"  Saved as {saved_as}: {score_words(session)}.",  # the head of a long list is off the screen by now
        ]
    )
    misses = missed(shown)
    if not face.attended:
        console.show([f"  In full: {program} history {saved_as.rpartition(' ')[2]}"])
        return
    try:
        with suppress(EOFError):
            while (chosen := face.after_exam(len(misses))) is not None:
                settled = settled_in_exam(sitting, misses[chosen - 1])
                face.settle(settled)
                face.after_miss(settled.passages)
    except KeyboardInterrupt:
        raise LeaveError from None


def _file_of(session: "Session") -> str:
    """The argument that names the bank of an exam, if it was given as a file."""
    import shlex

    return "".join(f" {shlex.quote(path)}" for path in session.files.values())


def _face(place: "Place") -> "ExamFace":
    from civquiz.terminal.marks import must_be_plain

    if must_be_plain(asked=place.plain):
        from civquiz.terminal.exam_plain import ExamPlain

        return ExamPlain(place.signals)
    from civquiz.terminal.prompts.exam import ExamPrompts

    return ExamPrompts(place.signals)


def _share(text: str) -> float:
    """The pass mark in a text: `60%`, `60` or `0.6`. Raises UsageError."""
    from decimal import Decimal

    from civquiz.errors import UsageError
    from civquiz.questions.bank import quoted

    written = text.strip()
    try:
        number = Decimal(written.removesuffix("%").strip())
        share = float(number / _PERCENT if written.endswith("%") or number > 1 else number)
    except ArithmeticError:  # no number, or one without end
        share = 0.0
    if not 0 < share <= 1:  # NaN is neither
        raise UsageError(f"--pass-mark must be above 0 and at most 100 %, as 60% or 0.6, not {quoted(text)}")
    return share


def _named_by(code: "Code", library: "Library") -> str:
    """The name of the bank of a test code. Raises CivquizError if it is not here."""
    from civquiz.errors import CivquizError
    from civquiz.questions.bank import quoted

    names = [name for name in library.names() if code.names(name)]
    if not names:
        raise CivquizError(
            f"this code is for the bank {quoted(code.bank_id)}, which is not here; if you have its file, name it: "
            "civquiz exam FILE --code CODE"
        )
    return code.bank_id if code.bank_id in names else names[0]

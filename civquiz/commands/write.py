"""The commands for banks: banks."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from civquiz.attempts import Outcome, Session
    from civquiz.errors import CivquizError
    from civquiz.questions.bank import Bank


def banks(
    bank: Annotated[str | None, typer.Argument(metavar="BANK", help="One bank's questions: a name, or a file.")] = None,
    answers: Annotated[bool, typer.Option("--answers", help="With the right answers.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """All banks, or one bank's questions.

    Each bank with how many of its questions you have seen; the questions of one with their ids.

    Examples:
        civquiz banks

        civquiz banks kazakhstan-democracy --answers
    """
    from civquiz import paths
    from civquiz.commands.play import tell
    from civquiz.library import Library
    from civquiz.session import last_outcomes
    from civquiz.storage import Store
    from civquiz.terminal import console, tables

    folder = paths.data_folder()
    library = Library(folder)
    if bank is not None:
        loaded = library.load(bank)
        if json:
            console.show_json(_bank_record(loaded, answers=answers))
        else:
            console.show(tables.question_lines(loaded, console.width(), answers=answers))
        return
    store = Store(folder)
    tell(store.tidy())
    sessions = store.sessions()
    tell(store.take_notices())
    last = last_outcomes(store.outlines())
    found, problems = library.load_all()
    rows = [(each, _seen(each, last), _last_score(each, sessions)) for each in found]
    if json:
        console.show_json(
            {"banks": [{**_head(each), "seen": seen, "last_score": score or None} for each, seen, score in rows]}
        )
    else:
        console.show(["", *tables.bank_lines(rows, console.width())])
    for problem in problems:
        console.show_error(problem.message, problem.faults)
    if problems:
        raise typer.Exit(1)


def no_question(bank: "Bank", question_id: str, shown: str) -> "CivquizError":
    """The error for an id that no question of the bank has; `shown` is how the bank was named."""
    from civquiz.errors import CivquizError
    from civquiz.questions.bank import nearest, quoted
    from civquiz.terminal import console

    there = f"{console.program()} banks {shown}"
    return CivquizError(
        f"there is no question {quoted(question_id)}{nearest(question_id, bank.by_id)}; all of them: {there}"
    )


def _seen(bank: "Bank", last: "Mapping[str, Outcome]") -> int:
    return sum(f"{bank.id}/{question.id}" in last for question in bank.active)


def _last_score(bank: "Bank", sessions: "Sequence[Session]") -> str:
    """The score of the last session that was finished; misses asked again are no score."""
    from civquiz.terminal.tables import score_of

    for session in reversed(sessions):
        if bank.id in session.banks and session.finished and not session.again:
            return score_of(session)
    return ""


def _head(bank: "Bank") -> dict[str, Any]:
    return {
        "id": bank.id,
        "title": bank.title,
        "as_of": bank.as_of,
        "version": bank.version,
        "questions": len(bank.active),
        "topics": list(bank.topics),
    }


def _bank_record(bank: "Bank", *, answers: bool) -> dict[str, Any]:
    questions = []
    for each in bank.questions:
        record: dict[str, Any] = {"id": each.id, "type": each.type, "topic": each.topic, "stem": each.stem}
        if each.retired:
            record["retired"] = True
        if answers:
            record["answer"] = each.answer_record()
        questions.append(record)
    return {**_head(bank), "questions": questions}

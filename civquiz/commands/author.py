"""The commands that write questions: add, edit."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from civquiz.commands.learn import Plain, bank_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from civquiz.commands.play import Place
    from civquiz.desk import Desk
    from civquiz.formats.contract import Item
    from civquiz.library.bank_file import BankFile
    from civquiz.questions.bank import Bank
    from civquiz.questions.base import Fault, Question

_LIMIT_BYTES = 1 << 20  # of a question on standard input
_NEW = "_new"  # stands for the id of a question that has none yet; no id begins like that

BankName = Annotated[str, typer.Argument(metavar="BANK", help="A bank's name, or its file.", autocompletion=bank_names)]


def add(
    bank: Annotated[
        str | None,
        typer.Argument(
            metavar="BANK",
            help="A bank's name, or its file; a new one is made. The one last written if none is given.",
            autocompletion=bank_names,
        ),
    ] = None,
    plain: Plain = False,
    json: Annotated[bool, typer.Option("--json", help="What was added, for scripts.")] = False,
) -> None:
    """Add a question, one field at a time; or take one as TOML or JSON from standard input.

    Leave with Ctrl-C whenever you like: the draft is kept, and the next add offers it.

    Examples:
        civquiz add my-town

        civquiz add my-town < question.toml
    """
    import sys

    from civquiz.commands.play import Place, authors_bank

    place = Place(plain=plain)
    name = bank or authors_bank(place.library, place.outlines)
    if sys.stdin.isatty():
        add_to(place, name)
    else:
        _take(place, name, sys.stdin.buffer.read(_LIMIT_BYTES + 1), json=json)


def edit(
    bank: BankName,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A question's id; the whole file if none is given.")
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="Delete the question.")] = False,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before deleting.")] = False,
    plain: Plain = False,
) -> None:
    """Change a question, or a whole bank, in your editor ($VISUAL or $EDITOR).

    The file stays as it was until what comes back holds. With `retired = true` a question is asked no more.

    Its history stays. To take it out altogether, empty its text in the editor or use --delete.

    Examples:
        civquiz edit my-town

        civquiz edit my-town who-approves-the-budget

        civquiz edit my-town who-approves-the-budget --delete
    """
    from civquiz.commands.editing import change_file, change_question
    from civquiz.commands.play import Place
    from civquiz.errors import UsageError

    if delete and question is None:
        raise UsageError("name the question to delete: civquiz edit BANK QUESTION --delete")
    place = Place(plain=plain)
    target = place.library.file(bank)
    target.check_changeable()
    if question is None:
        change_file(place, target, yes=yes)
    else:
        change_question(place, target, question, delete=delete, yes=yes)


def _take(place: "Place", name: str, data: bytes, *, json: bool) -> None:
    """Add the questions in TOML or JSON. Raises CivquizError with what is wrong if one does not hold."""
    from civquiz.errors import CivquizError, UsageError
    from civquiz.formats.gather import gather
    from civquiz.terminal import console

    if not data.strip():
        raise UsageError("no question came in; give one as TOML or JSON, or use a terminal")
    if len(data) > _LIMIT_BYTES:
        raise UsageError("more than 1 MiB came in; bring a file in with civquiz import")
    target, there = _changeable(place, name)
    gathered = gather(_items(data), target.id, _title(target), there, ours=True)
    if gathered.skipped:
        raise CivquizError(
            "nothing was added; mend what came in:", [f"{each.where}: {each.reason}" for each in gathered.skipped]
        )
    added = _append(place, target, there, gathered.bank.questions)
    bank = target.bank()
    assert bank is not None  # noqa: S101 - it has just been written
    remarks = {question.id: remarks_on(bank, question) for question in added}
    if json:
        console.show_json(
            {"bank": target.id, "added": [{"id": each.id, "remarks": remarks[each.id]} for each in added]}
        )
        return
    for question in added:
        console.say(f"Added {question.id} to {target.shown}.")
        for remark in remarks[question.id]:
            console.say(f"! {remark}")


def _items(data: bytes) -> "list[Item]":
    """The questions in a text: one table or several, as TOML or as JSON. Raises CivquizError if it is neither."""
    from civquiz.errors import CivquizError
    from civquiz.formats import json_bank, native, toml_bank
    from civquiz.formats.contract import Item

    what = "what came in"
    text = native.decoded(data, what)
    is_json = text.lstrip()[:1] in {"{", "["} and not text.lstrip().startswith("[[questions]]")
    raw = json_bank.parsed(data, what) if is_json else toml_bank.parsed(text, what)
    if isinstance(raw, dict):
        raw = [raw] if "stem" in raw or "questions" not in raw else raw["questions"]
    if not isinstance(raw, list) or not raw or not all(isinstance(each, dict) for each in raw):
        raise CivquizError(f"{what} is no question: give a table with type, stem and the fields of the type")
    return [Item(f"question {number}", values) for number, values in enumerate(raw, 1)]


def _changeable(place: "Place", name: str) -> "tuple[BankFile, Bank | None]":
    """The bank's file, and the bank if there is one. Raises CivquizError before anything has been typed for nothing."""
    target = place.library.file(name)
    target.check_changeable()
    return target, target.bank()


def add_to(place: "Place", name: str) -> None:
    """Ask for a question field by field, and add it to that bank. Raises LeaveError when the author leaves."""
    from functools import partial

    from civquiz.commands.play import tell
    from civquiz.desk import Desk
    from civquiz.errors import LeaveError
    from civquiz.questions.check import near_duplicates
    from civquiz.questions.check.whole import NEAR_DUPLICATE
    from civquiz.terminal import authoring, console
    from civquiz.terminal.face import Choice

    target, there = _changeable(place, name)
    desk = Desk(place.store.folder)
    draft = desk.draft(target.id) or {}
    tell(desk.take_notices())
    bank = there or _empty(target)
    with place.signals.handled():
        try:
            if authoring.in_words(draft):
                title = ["A question was left unfinished.", authoring.in_words(draft)]
                choices = [Choice("g", "Go on with it"), Choice("n", "Begin a new one", "throws the draft away")]
                if place.face.choose(title, choices) == "n":
                    desk.drop(target.id)
                    draft = {}
            form = authoring.Form(
                face=place.face,
                title=f"New question in {target.shown}{_over(target)}",
                bank=there,
                draft=draft,
                keep=partial(_keep, desk, target.id),
                faults=partial(_faults, bank),
                remarks=lambda values: remarks_on(bank, _question(values), but=NEAR_DUPLICATE.code),  # `alike` tells it
                alike=lambda stem: [question.stem for question, _ in near_duplicates(bank, stem)],
                try_it=lambda values: _try_it(place, bank, _question(values)),
            )
            values = authoring.run(form)
        except KeyboardInterrupt:
            raise LeaveError(_draft_kept(desk, target)) from None
        except EOFError:
            place.face.say(_draft_kept(desk, target))
            return
    if values is None:
        desk.drop(target.id)
        console.say("Thrown away.")
        return
    [added] = _append(place, target, there, [_question(values)])
    desk.drop(target.id)
    console.say(f"Added {added.id} to {target.shown}. See it asked: {console.program()} quiz {target.shown}")


def _append(
    place: "Place", target: "BankFile", there: "Bank | None", questions: "Iterable[Question]"
) -> "list[Question]":
    """Add questions under ids that neither the bank nor the history knows; gives them as they were added."""
    from civquiz.questions.naming import FreeIds, slug, with_id

    prefix = f"{target.id}/"
    known = [key.removeprefix(prefix) for key in place.last() if key.startswith(prefix)]
    free = FreeIds([*known, *(there.by_id if there else ())])
    added = []
    for question in questions:
        wanted = slug(question.stem) or "question" if question.id == _NEW else question.id
        added.append(with_id(question, free.take(wanted)))
    target.append(added, title=_title(target))
    return added


def _question(values: "Mapping[str, Any]") -> "Question":
    """The question of a form that has no faults."""
    found: list[Fault] = []
    question = _made(values, found)
    assert question is not None  # noqa: S101 - the form hands on only what holds
    return question


def _faults(bank: "Bank", values: "Mapping[str, Any]") -> "list[Fault]":
    from itertools import islice

    from civquiz.questions.bank import question_faults

    found: list[Fault] = []
    question = _made(values, found)
    if question is not None:
        passages = {passage.id for passage in bank.passages}
        found += islice(question_faults(_NEW, question, passages), 20)
    return found


def _made(values: "Mapping[str, Any]", found: "list[Fault]") -> "Question | None":
    from civquiz.formats import native

    return native.question({**values, "id": _NEW}, _NEW, found)


def remarks_on(bank: "Bank", question: "Question", but: str = "") -> list[str]:
    """What the lint says of a question in its bank, a line each, one rule aside."""
    from civquiz.questions.check import check_question

    return [finding.message for finding in check_question(bank, question) if finding.code != but]


def _try_it(place: "Place", bank: "Bank", question: "Question") -> None:
    """Ask the question as a learner would meet it; nothing is recorded."""
    import time
    from contextlib import suppress

    import msgspec

    from civquiz.attempts import Session
    from civquiz.commands.play import new_seed, now
    from civquiz.session import Sitting
    from civquiz.terminal import quiz

    bank = msgspec.structs.replace(bank, questions=(*bank.questions, question))
    session = Session(
        id="try", mode="quiz", banks={bank.id: ""}, seed=new_seed(), started=now(), drawn=[f"{bank.id}/{question.id}"]
    )
    outside = quiz.Outside(place.face, lambda _line: "", now, time.monotonic)
    with suppress(KeyboardInterrupt, EOFError):  # back to the form
        quiz.rehearse(Sitting(session, [bank]), outside)


def _keep(desk: "Desk", bank_id: str, values: dict[str, Any]) -> str:
    from civquiz.errors import CivquizError

    try:
        desk.keep(bank_id, values)
    except CivquizError as error:
        return error.message
    return ""


def _draft_kept(desk: "Desk", target: "BankFile") -> str:
    from civquiz.terminal import authoring, console

    if not authoring.in_words(desk.draft(target.id) or {}):
        return "Nothing was entered."
    return f"The draft is kept. Go on with: {console.program()} add {target.shown}"


def _empty(target: "BankFile") -> "Bank":
    from civquiz.questions.bank import Bank

    return Bank(id=target.id, title=_title(target))


def _title(target: "BankFile") -> str:
    """What a new bank is called before its author says more."""
    from civquiz.questions.naming import title_of

    return title_of(target.id) or target.id


def _over(target: "BankFile") -> str:
    return ", over the built-in bank" if target.own_over_built_in else ""

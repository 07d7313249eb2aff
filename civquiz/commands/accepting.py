"""How what learners counted as right comes into its bank: shown, asked after, written into the author's file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import msgspec

from civquiz.attempts import Session, described, moment
from civquiz.commands.author import remarks_on
from civquiz.commands.play import Place, now, tell
from civquiz.commands.write import no_question
from civquiz.errors import CivquizError, LeaveError, UsageError
from civquiz.library.bank_file import BankFile
from civquiz.questions.bank import Bank, quoted
from civquiz.questions.base import Question, because
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.equivalence import grade_text
from civquiz.questions.grading import Lexicon
from civquiz.questions.normal import normalise
from civquiz.questions.short_answer import ShortAnswer
from civquiz.stats import disputed
from civquiz.terminal import console
from civquiz.terminal.face import Choice
from civquiz.terminal.graded import Dispute, dispute_lines
from civquiz.text import one_line

_Typed: TypeAlias = ShortAnswer | Enumeration


def show_disputed(place: Place, name: str, question_id: str | None, *, json: bool) -> None:
    """Show what learners counted as right in a bank, or at one question, and offer to accept it."""
    bank = place.library.load(name)
    if question_id is not None and question_id not in bank.by_id:
        raise no_question(bank, question_id, name)
    sessions = place.store.sessions()
    tell(place.store.take_notices())
    found = [each for each in _disputes(bank, sessions) if question_id in {None, each.question}]
    if json:
        for each in found:
            console.show_json_line(msgspec.structs.asdict(each))
        return
    if not found:
        console.say(f"Nothing is disputed in {question_id or name}.")
        return
    console.show([line for each in found for line in dispute_lines(each, now(), console.width())])
    target = place.library.file(name)
    try:
        target.check_changeable()
    except CivquizError as error:
        console.show([""])
        console.say(f"Nothing can be accepted here: {error.message}.")
        return
    if not place.face.attended:
        console.show([""])
        console.say(f"Accept one: {console.program()} grade {name} QUESTION RESPONSE --accept")
        return
    with _leaving(place):
        _offer(place, target, found)


def accept_all(place: Place, name: str, question_id: str, forms: Sequence[str], *, quiet: bool) -> Bank:
    """Accept forms of a question's answer; gives the bank as it is then. Raises CivquizError where one cannot be."""
    target, question = place.library.file(name), _typed(place.library.load(name).by_id[question_id])
    target.check_changeable()
    for form in forms:  # all before the first is written
        if not one_line(form):
            raise UsageError("an empty response cannot be accepted; name the form that is right")
        if refusal := _refusal(target, question, form):
            raise CivquizError(refusal)
    with _leaving(place):
        for form in forms:
            _accept(place, target, question_id, form, say=(lambda _: None) if quiet else console.say)
    return place.library.load(name)


@contextmanager
def _leaving(place: Place) -> Iterator[None]:
    """Around what may ask: the author can leave at any moment, and what was accepted stays."""
    with place.signals.handled():
        try:
            yield
        except KeyboardInterrupt:
            raise LeaveError from None
        except EOFError:
            pass


def _disputes(bank: Bank, sessions: Iterable[Session]) -> list[Dispute]:
    """What learners counted as right in a bank and what would be graded wrong again today, each form once."""
    found: dict[tuple[str, str], Dispute] = {}
    for each in disputed(sessions):
        bank_id, _, question_id = each.question.partition("/")
        question = bank.by_id.get(question_id) if bank_id == bank.id else None
        if not isinstance(question, _Typed):
            continue
        for form in _wrong_forms(question, each.response, bank.lexicon):
            known = found.get((question_id, normalise(form)))
            found[question_id, normalise(form)] = Dispute(
                question=question_id,
                response=known.response if known else form,
                times=each.times + (known.times if known else 0),
                last=max(each.last, known.last if known else "", key=moment),
                stem=question.stem,
                answer=question.answer_record(),
                reason=question.grade(form, bank.lexicon).reason,
            )
    return list(found.values())


def _wrong_forms(question: Question, response: str, lexicon: Lexicon) -> list[str]:
    """The typed response if it is wrong; of a list its pieces that are."""
    return [row.text for row in question.review(response, 0, lexicon) if row.mark == "wrong" and row.given]


def _offer(place: Place, target: BankFile, found: Sequence[Dispute]) -> None:
    """Ask after each form whether it is to be accepted, until the author has enough."""
    choices = [Choice("a", "Accept it"), Choice("n", "Not this one"), Choice("0", "Leave")]
    for number, each in enumerate(found, 1):
        bank = target.bank()
        question = bank.by_id.get(each.question) if bank else None
        # What was accepted a moment ago may have made this one right too.
        if not (bank and question and _wrong_forms(question, each.response, bank.lexicon)):
            continue
        if refusal := _refusal(target, _typed(question), each.response):
            console.say(f"{refusal}.")
            continue
        title = [
            f"{number} of {len(found)}: is {quoted(each.response)} right?",
            each.stem,
            f"Right is {described(each.answer)}.",
        ]
        match place.face.choose(title, choices):
            case "a":
                _accept(place, target, each.question, each.response, say=console.say)
            case "0":
                return


def _accept(place: Place, target: BankFile, question_id: str, form: str, *, say: Callable[[str], None]) -> None:
    """Write a form into the author's file, if it is not right already. Raises CivquizError if it cannot be accepted."""
    form, bank = one_line(form), target.bank()
    if bank is None or question_id not in bank.by_id:
        raise CivquizError(f"there is no question {quoted(question_id)} any more; look again")
    question = _typed(bank.by_id[question_id])
    if refusal := _refusal(target, question, form):
        raise CivquizError(refusal)
    if _is_right(question, form, bank.lexicon):
        say(f"{quoted(form)} is right already.")
        return
    item = _item(place, target, question, form) if isinstance(question, Enumeration) else ""
    if item is None:
        say("Nothing was changed.")
        return
    if not _is_right(_with_form(question, form, item), form, bank.lexicon):
        raise CivquizError(f"{quoted(form)} cannot be told from what is wrong, even if it is accepted; shorten it")
    before = remarks_on(bank, question)
    target.accept(question.id, form, item)
    over = ", which lies over the built-in bank" if target.own_over_built_in else ""
    say(f"Accepted {quoted(form)} for {question.id}. It is in {target.shown}{over}.")
    after = target.bank()
    for remark in remarks_on(after, after.by_id[question.id]) if after else ():
        if remark not in before:
            say(f"! {remark}")


def _typed(question: Question) -> _Typed:
    if not isinstance(question, _Typed):
        raise UsageError(f"{question.id} is {question.type}; only what is typed can have other forms")
    return question


def _refusal(target: BankFile, question: _Typed, form: str) -> str:
    """Why a form must not be accepted: its author has rejected it. "" if that is not so."""
    kind = question.kind if isinstance(question, ShortAnswer) else "text"
    for rejected in map(because, question.reject):
        if grade_text(form, [rejected.text], kind=kind).verdict == "correct":
            why = f" ({one_line(rejected.why)})" if rejected.why else ""
            remedy = f"{console.program()} edit {target.shown} {question.id}"
            return f"{quoted(form)} stands in reject of {question.id}{why}; take it out there first: {remedy}"
    return ""


def _is_right(question: _Typed, form: str, lexicon: Lexicon) -> bool:
    """Whether a form is right as it stands, at a list as one of its items."""
    alone = msgspec.structs.replace(question, required=1) if isinstance(question, Enumeration) else question
    return alone.grade(form, lexicon).verdict == "correct"


def _item(place: Place, target: BankFile, question: Enumeration, form: str) -> str | None:
    """The answer that a form stands for, None if the author says none. Raises CivquizError where nobody can say it."""
    items = [entry if isinstance(entry, str) else entry[0] for entry in question.answers]
    if not place.face.attended:
        remedy = f"{console.program()} edit {target.shown} {question.id}"
        raise CivquizError(f"write {quoted(form)} beside the answer that it stands for: {remedy}")
    choices = [Choice(str(number), one_line(item)) for number, item in enumerate(items, 1)]
    key = place.face.choose([f"Which one is {quoted(form)}?"], [*choices, Choice("0", "None of them")])
    return None if key == "0" else items[int(key) - 1]


def _with_form(question: _Typed, form: str, item: str) -> _Typed:
    """The question as it will be."""
    if isinstance(question, ShortAnswer):
        return msgspec.structs.replace(question, accept=[*question.accept, form])
    forms = [[entry] if isinstance(entry, str) else entry for entry in question.answers]
    return msgspec.structs.replace(question, answers=[[*each, form] if each[0] == item else each for each in forms])

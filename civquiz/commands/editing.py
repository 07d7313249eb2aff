"""How a bank is changed in an editor: the text goes out, and the file stays as it was until what comes back holds."""

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from civquiz import files, paths
from civquiz.attempts import described
from civquiz.commands.author import remarks_on
from civquiz.commands.play import Place, tell
from civquiz.commands.write import no_question
from civquiz.errors import CivquizError, LeaveError, UsageError
from civquiz.formats import native, toml_bank, toml_text
from civquiz.library.bank_file import BankFile
from civquiz.questions.bank import Bank, quoted
from civquiz.questions.base import Question
from civquiz.questions.naming import FreeIds
from civquiz.terminal import console
from civquiz.terminal.editor import run_editor
from civquiz.terminal.face import Choice
from civquiz.terminal.marks import marks
from civquiz.text import plural

_NAMED = 3  # questions that a sentence names


class _Change(msgspec.Struct, frozen=True):
    """What is edited, and what the whole file would be with it: `whole` raises CivquizError where it cannot be put in.

    `name` is that of the editor's file, `before` the bank's text, `shown` what goes into the editor.
    """

    name: str
    before: str
    shown: str
    whole: Callable[[str], str]


def change_file(place: Place, target: BankFile, *, yes: bool) -> None:
    """Edit the whole of a bank's own file, also one that does not hold."""
    if not target.exists:
        if target.bank() is None:
            raise _no_bank(target)
        raise CivquizError(
            f"{target.id} is built in and stays as it is; name the question to change, and it is copied into a bank of "
            f"yours: {console.program()} edit {target.id} QUESTION"
        )
    text = target.text()
    _edit(place, target, _Change(target.id, text, text, lambda edited: edited), yes=yes)


def change_question(place: Place, target: BankFile, question_id: str, *, delete: bool, yes: bool) -> None:
    """Edit one question, or delete it; one of a built-in bank is copied into the bank that lies over it."""
    bank = target.bank()
    if bank is None:
        raise _no_bank(target)
    question = bank.by_id.get(question_id)
    if question is None:
        raise no_question(bank, question_id, target.shown)
    own, text = target.own(), target.text()
    before = text
    if own is None or question_id not in own.by_id:
        if delete:
            remedy = f"put retired = true into it: {console.program()} edit {target.id} {question_id}"
            raise CivquizError(f"{question_id} is built in and cannot be deleted; to stop it, {remedy}")
        place.face.say(f"{question_id} is built in: what you change goes into your bank that lies over it.")
        head = Bank(id=bank.id, title=bank.title)
        text = toml_text.appended(text if own else toml_text.bank_text(head), [question])
    block = next(each for each in toml_text.blocks(text) if each.id == question_id)

    def whole(edited: str) -> str:
        return toml_text.replaced(text, question_id, edited)

    change = _Change(f"{target.id}.{question_id}", before, toml_text.block_text(text, block), whole)
    if delete:
        after = whole("")
        _put(place, target, change, after, target.bank_in(after), yes=yes, again=False)
    else:
        _edit(place, target, change, yes=yes)


def _edit(place: Place, target: BankFile, change: _Change, *, yes: bool) -> None:
    """Open the editor until what comes back is in the bank, or the author gives up: then the text is kept."""
    path = _kept_before(place, target, change.name) or _put_out(place.store.folder, change.name, change.shown)
    try:
        while not _edit_once(place, target, change, path, yes=yes):
            pass
    except CivquizError as error:
        message = error.message.rstrip(":")
        kept = CivquizError(f"{message}; nothing was changed{_kept(path, change)}", error.faults)
        kept.exit_code = error.exit_code
        raise kept from error
    except (KeyboardInterrupt, EOFError):
        raise LeaveError(f"nothing was changed{_kept(path, change)}") from None
    _drop(path)


def _edit_once(place: Place, target: BankFile, change: _Change, path: Path, *, yes: bool) -> bool:
    """Open the editor and put what comes back into the bank; False if it is to be opened again."""
    run_editor(str(path))
    edited = _taken_back(path)
    if edited.rstrip() == change.shown.rstrip():
        place.face.say("Nothing was changed.")
        return True
    try:
        after = change.whole(edited)
        new = target.bank_in(after)
    except CivquizError as error:
        faults = _with_lines(error, edited)
        if not place.face.attended:
            raise CivquizError(error.message, faults) from error
        console.show_error(error.message, faults)
        choices = [Choice("e", "Edit it again"), Choice("0", "Leave the bank as it was")]
        if place.face.choose(["This does not hold yet."], choices) == "e":
            return False
        raise CivquizError("the text does not hold") from error
    return _put(place, target, change, after, new, yes=yes)


def _with_lines(error: CivquizError, edited: str) -> Sequence[str]:
    """The faults of an error, each with its line in the edited text."""
    if not isinstance(error, native.FaultyBankError):
        return error.faults
    try:
        blocks = {block.id: block for block in toml_text.blocks(edited)}
    except CivquizError:  # not each in a table of its own, which is no fault
        blocks = {}
    return [
        f"line {toml_text.field_line(edited, blocks[fault.where], fault.field)}: {native.fault_line(fault)}"
        if fault.where in blocks
        else native.fault_line(fault)
        for fault in error.found
    ]


def _kept(path: Path, change: _Change) -> str:
    """Where the author's text is kept; a file that the author has not changed is taken away."""
    with suppress(CivquizError):
        if _taken_back(path).rstrip() not in {"", change.shown.rstrip()}:
            return f"; your text is kept in {files.name_of(path)}"
    _drop(path)
    return ""


def _put(
    place: Place, target: BankFile, change: _Change, after: str, new: Bank, *, yes: bool, again: bool = True
) -> bool:
    """Write the bank once its author has said what becomes of its history; False if it is to be edited again."""
    old = None
    with suppress(CivquizError):  # it may be a bank that did not hold which is mended here
        old = target.bank()
    if old is not None:
        attempts = Counter(outcome.question for outline in place.outlines for outcome in outline.attempts)
        hang = {question_id: attempts[f"{target.id}/{question_id}"] for question_id in old.by_id}
        gone = [question_id for question_id in old.by_id if question_id not in new.by_id]
        if gone and not yes:
            match _may_delete(place, {question_id: hang[question_id] for question_id in gone}, again=again):
                case "e":
                    return False
                case "0":
                    place.face.say("Nothing was changed.")
                    return True
        for question in old.questions:
            other, count = new.by_id.get(question.id), hang[question.id]
            changed = other and count and other.answer_record() != question.answer_record()
            if other and changed and not _still_count(place, question, other, count):
                after = _afresh(target, after, question, {*old.by_id, *new.by_id})
    target.put(after, change.before)
    _say_what_changed(place, target, old)
    return True


def _may_delete(place: Place, gone: Mapping[str, int], *, again: bool) -> str:
    """What the author says to the deletion of questions, given how many attempts hang on each: d, e or 0."""
    names = ", ".join(list(gone)[:_NAMED]) + (f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else "")
    attempts = sum(gone.values())
    hang = (
        f"{plural(attempts, 'attempt')} {'hangs' if attempts == 1 else 'hang'} on {'it' if len(gone) == 1 else 'them'}"
    )
    if not place.face.attended:
        raise UsageError(f"this deletes {names} ({hang}); nobody is there to be asked: add --yes if you mean it")
    lines = [f"Delete {names}?", f"{hang}: the history keeps what was answered, but nothing asks for it again."]
    choices = [Choice("d", "Delete"), Choice("0", "Leave the bank as it was")]
    if again:
        choices.insert(1, Choice("e", "Edit it again"))
    return place.face.choose(lines, choices)


def _still_count(place: Place, old: Question, new: Question, attempts: int) -> bool:
    """Whether attempts that were graded by another answer go on counting."""
    change = f"{described(old.answer_record())} {marks().arrow} {described(new.answer_record())}"
    if not place.face.attended:
        tell([f"{old.id}: the right answer has changed; {plural(attempts, 'earlier attempt')} still count"])
        return True
    lines = [
        f"The right answer of {old.id} has changed: {change}.",
        f"{plural(attempts, 'earlier attempt was', 'earlier attempts were')} graded by the old one.",
    ]
    choices = [
        Choice("c", "They still count", "the question keeps its id"),
        Choice("n", "They do not", "it gets a new id and is asked as a new question; the history stays"),
    ]
    return place.face.choose(lines, choices) == "c"


def _afresh(target: BankFile, text: str, old: Question, taken: set[str]) -> str:
    """The text with the question under an id that has no history; one that is built in is retired under the old one."""
    text = toml_text.with_other_id(text, old.id, FreeIds(taken).take(old.id))
    if target.own_over_built_in:
        text = toml_text.appended(text, [msgspec.structs.replace(old, retired=True)])
    target.bank_in(text)
    return text


def _say_what_changed(place: Place, target: BankFile, old: Bank | None) -> None:
    """Say which questions are new, changed and gone, and what the lint has to say of the first two."""
    new = target.bank()
    if new is None:
        return
    there = old.by_id if old else {}
    added = [question for question in new.questions if question.id not in there]
    changed = [question for question in new.questions if there.get(question.id, question) != question]
    gone = len(there.keys() - new.by_id.keys())
    counts = ((len(added), "added"), (len(changed), "changed"), (gone, "deleted"))
    parts = [f"{plural(count, 'question')} {what}" for count, what in counts if count]
    place.face.say(f"Saved {target.shown}: {', '.join(parts) or 'no question changed'}.")
    touched = [question for question in [*added, *changed] if not question.retired]
    for question in touched[:_NAMED]:
        for remark in remarks_on(new, question):
            place.face.say(f"! {question.id}: {remark}")
    if len(touched) > _NAMED:
        place.face.say(f"What the lint says of them: {console.program()} check {target.shown}")


def _no_bank(target: BankFile) -> CivquizError:
    add = f"{console.program()} add {target.shown}"
    return CivquizError(f"there is no bank {quoted(target.shown)}; make it with its first question: {add}")


def _kept_before(place: Place, target: BankFile, name: str) -> Path | None:
    """The text that an earlier edit has left, if the author goes on with it and the bank has not changed since."""
    path = paths.drafts_folder(place.store.folder) / f"{name}.toml"
    if not place.face.attended or not path.is_file():
        return None
    if target.exists and target.path.stat().st_mtime > path.stat().st_mtime:
        return None
    choices = [Choice("g", "Go on with it"), Choice("n", "Begin anew", "throws it away")]
    if place.face.choose(["A text that was edited before is not in the bank yet."], choices) == "g":
        return path
    _drop(path)
    return None


def _put_out(folder: Path, name: str, text: str) -> Path:
    """A file of its own with the text, for the editor; in the data folder, so that it survives what happens there."""
    drafts = paths.drafts_folder(folder)
    with files.writing(drafts):
        files.make_folder(drafts)
    taken = (drafts / f"{name}-{count}.toml" for count in itertools.count(2))
    path = next(each for each in itertools.chain([drafts / f"{name}.toml"], taken) if not each.exists())
    files.replace(path, text.encode(), keep_backup=False)
    return path


def _drop(path: Path) -> None:
    """Take the editor's file away. On Windows an editor may still hold it; what it holds is saved."""
    with suppress(OSError):
        path.unlink()


def _taken_back(path: Path) -> str:
    """The text as the editor left it. Raises CivquizError."""
    try:
        data = files.read_limited(path, toml_bank.LIMIT_BYTES, "the edited text")
    except FileNotFoundError as error:
        raise CivquizError("the editor took the file away") from error
    return native.decoded(data, "the edited text")

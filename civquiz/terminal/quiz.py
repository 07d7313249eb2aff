"""The loop of a sitting: ask, grade, save, and only then show."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import Any

import msgspec

from civquiz.attempts import Attempt, Outcome
from civquiz.questions.bank import Bank, as_of_words
from civquiz.questions.base import ChooseMany, ChooseOne, Question, Row
from civquiz.session import Sitting
from civquiz.stats import missed
from civquiz.terminal.face import Asking, Choice, Command, Face, Settled
from civquiz.terminal.wording import overrule_words, overruled_words
from civquiz.text import plural


class Ending(Enum):
    """How a sitting was left."""

    FINISHED = "finished"
    LATER = "later"
    NO_MORE_INPUT = "no more input"
    INTERRUPTED = "interrupted"
    THROWN_AWAY = "thrown away"


class Outside(msgspec.Struct, frozen=True):
    """What the loop is handed from outside.

    `save` keeps a line of the journal and gives the problem, "" if it is on the disk; `now` gives ISO 8601 with
    offset; `ticks` gives seconds for measuring; `program` is how this process was called.
    """

    face: Face
    save: Callable[[dict[str, Any]], str]
    now: Callable[[], str]
    ticks: Callable[[], float]
    program: str = "civquiz"


def run(
    sitting: Sitting, outside: Outside, before: Callable[[int | None], int | None] = lambda settled: settled
) -> Ending:
    """Ask what is left of a sitting. Raises `SignalledError` when a signal ends it; what was answered is saved.

    `before` is called before each question and at the end: given and giving the place that can still be looked back at.
    """
    settled: int | None = None
    while True:
        try:
            settled = before(settled)
            n = sitting.place
            if n is None:
                return Ending.FINISHED
            settled = _turn(sitting, outside, n, settled)
            if settled == n and not _after(sitting, outside, n):
                settled = None
        except KeyboardInterrupt:
            ending = Ending.FINISHED if sitting.place is None else _leave(sitting, outside)
            if ending is not None:
                return ending
        except EOFError:
            return Ending.FINISHED if sitting.place is None else Ending.NO_MORE_INPUT


def rehearse(sitting: Sitting, outside: Outside) -> None:
    """Ask the first question of a sitting as a learner meets it and show how it went; nothing comes after it."""
    n = 1
    while sitting.place == n:
        match _ask(sitting, outside, n, None):
            case Command.QUIT:
                return
            case Command.HINT:
                sitting.hint(n)
            case Command():
                pass
            case response:
                sitting.respond(n, response, outside.now())
                if not sitting.second_try(n):
                    outside.face.settle(settled_view(sitting, n))


def _turn(sitting: Sitting, outside: Outside, n: int, settled: int | None) -> int | None:
    """Put the question at a place once; gives the place that can still be looked back at."""
    last = _last(sitting, n, settled)
    match _ask(sitting, outside, n, last):
        case Command.QUIT:
            raise KeyboardInterrupt  # the same menu as Ctrl-C
        case Command.HINT:
            if n not in sitting.hints:
                save(outside, sitting.hint(n))
        case Command.LATER:
            save(outside, sitting.later(n))
        case Command() as command:
            return settled if last is None else _of_the_last(sitting, outside, last, command)
        case response:
            _, line = sitting.respond(n, response, outside.now())
            save(outside, line)
            if sitting.second_try(n):
                return settled
            outside.face.settle(settled_view(sitting, n))
            return n
    return settled


def _of_the_last(sitting: Sitting, outside: Outside, last: int, command: Command) -> int | None:
    """Do what a command says of the last response; gives the place that can still be looked back at."""
    match command:
        case Command.PASSAGE:
            outside.face.show_passages(settled_view(sitting, last).passages)
        case Command.RIGHT:
            close = sitting.second_try(last)
            _overrule(sitting, outside, last)
            if close:
                outside.face.settle(settled_view(sitting, last))
        case Command.SLIP:
            slip(sitting, outside, last)
            return None
    return last


def _last(sitting: Sitting, n: int, settled: int | None) -> int | None:
    """The place that the last response was given at: this one if it was close, and its second try is due."""
    return n if sitting.second_try(n) else settled


def settled_view(sitting: Sitting, n: int) -> Settled:
    """All that may be said of the response at a place."""
    attempt = sitting.attempt(n)
    assert attempt is not None  # noqa: S101 - only an answered place is settled
    if not sitting.has(n):
        return Settled(attempt, sitting.rows(n))
    return settled_question(attempt, sitting.rows(n), sitting.question(n), sitting.bank(n), sitting.session.seed)


def settled_question(attempt: Attempt, rows: Sequence[Row], question: Question, bank: Bank, seed: int) -> Settled:
    """All that may be said of an attempt at a question that is still there."""
    interaction = question.interaction(seed)
    return Settled(
        attempt=attempt,
        rows=rows,
        offered=interaction.options if isinstance(interaction, ChooseOne | ChooseMany) else (),
        explanation=question.explanation,
        as_of=as_of(question, bank.as_of),
        passages=bank.passages_of(question),
    )


def results(sitting: Sitting, last: Mapping[str, Outcome], saved_as: str, outside: Outside) -> bool:
    """Show how a sitting went, and look closer at its misses; gives whether to ask them again.

    `last` are the outcomes from before the sitting. What `outside` saves is a change to a session that is over.
    """
    from civquiz.terminal import console, render

    def show() -> None:
        lines = render.result_lines(sitting.record(), last, console.width(), sitting.part)
        console.show([*lines, "", f"  Saved as {saved_as}."])

    show()
    misses = missed(sitting.attempts)
    if not outside.face.attended:
        row = saved_as.rpartition(" ")[2]
        again = [f"  The misses again: {outside.program} quiz --only missed"] if misses else []
        console.show([f"  In full: {outside.program} history {row}", *again])
        return False
    looked_at: Settled | None = None
    with suppress(EOFError):
        while True:
            match outside.face.after_results(len(misses), looked_at):
                case Command.RIGHT if looked_at:
                    n = looked_at.attempt.n
                    _overrule(sitting, outside, n)
                    misses = missed(sitting.attempts)
                    show()
                case int(number):
                    n = misses[number - 1].n
                    outside.face.settle(settled_view(sitting, n))
                case chosen:
                    return chosen is Command.AGAIN
            looked_at = settled_view(sitting, n)
    return False


def _ask(sitting: Sitting, outside: Outside, n: int, last: int | None) -> Any:  # noqa: ANN401
    question, bank = sitting.question(n), sitting.bank(n)
    commands = {Command.QUIT}
    if question.hint:
        commands.add(Command.HINT)
    if sitting.can_wait():
        commands.add(Command.LATER)
    if last is not None:
        before = settled_view(sitting, last)
        # Before the second try the passage would show the answer.
        commands |= {Command.SLIP, *([Command.PASSAGE] if before.passages and last != n else [])}
        commands |= {Command.RIGHT} if overrule_words(before.attempt) else set()
    asking = Asking(
        progress=sitting.progress,
        stem=question.stem,
        interaction=question.interaction(sitting.session.seed),
        as_of=as_of(question, bank.as_of),
        hint=question.hint if n in sitting.hints else "",
        notice=_notice(sitting, n),
        commands=frozenset(commands),
    )
    began = outside.ticks()
    try:
        return outside.face.ask(asking)
    finally:
        sitting.spend(n, outside.ticks() - began)


def _after(sitting: Sitting, outside: Outside, n: int) -> bool:
    """Wait until the learner goes on; gives whether the response stands."""
    settled = settled_view(sitting, n)
    while True:
        match outside.face.after(settled, last=sitting.over):
            case Command.PASSAGE:
                outside.face.show_passages(settled.passages)
            case Command.RIGHT:
                _overrule(sitting, outside, n)
                settled = settled_view(sitting, n)
            case Command.SLIP:
                slip(sitting, outside, n)
                return False
            case _:
                return True


def _notice(sitting: Sitting, n: int) -> str:
    """Why a question is put again."""
    if sitting.second_try(n):
        return f"Close: {sitting.close_reason(n)}. One more try."
    return "Once more: it was missed." if sitting.repeats(n) else ""


def _overrule(sitting: Sitting, outside: Outside, n: int) -> None:
    """Count a response as right, or take that back."""
    save(outside, sitting.overrule(n))
    attempt = sitting.attempt(n)
    assert attempt is not None  # noqa: S101 - only an answered place is overruled
    outside.face.say(f"\n{overruled_words(attempt)}")


def slip(sitting: Sitting, outside: Outside, n: int) -> None:
    """Take the response at a place back, and say so."""
    save(outside, sitting.slip(n, outside.now()))
    outside.face.say("\nThe last response is not counted; its question comes again.")


def save(outside: Outside, line: dict[str, Any]) -> None:
    """Keep a line of the journal, and say so if it could not be kept."""
    problem = outside.save(line)
    if problem:
        outside.face.say(f"NOT SAVED: {problem}")


def _leave(sitting: Sitting, outside: Outside) -> Ending | None:
    """The leave menu; None is to go on."""
    answered, waiting = sitting.answered, sitting.total - sitting.answered
    name = "study session" if sitting.session.mode == "study" else "quiz"
    if not outside.face.attended:
        return Ending.LATER
    if not answered:
        title = f"Leave the {name}? Nothing is answered yet."
        choices = [Choice("g", "Go on"), Choice("t", "Leave", "nothing to keep")]
    else:
        title = f"Leave the {name}? {answered} of {sitting.total} answered, all saved."
        choices = [
            Choice("g", "Go on"),
            Choice("s", "Save for later", f"{outside.program} resume"),
            Choice("f", "Finish now", f"{plural(answered, 'answer')} will count, {waiting} not asked"),
            Choice("t", "Throw away", plural(answered, "answer") + " will not count"),
        ]
    try:
        chosen = outside.face.choose([title], choices)
    except KeyboardInterrupt:
        return Ending.INTERRUPTED
    except EOFError:
        return Ending.LATER
    return {"s": Ending.LATER, "f": Ending.FINISHED, "t": Ending.THROWN_AWAY}.get(chosen)


def as_of(question: Question, of_bank: str) -> str:
    """Of when a dated question is; `of_bank` is the bank's date."""
    return f"as of {as_of_words(of_bank)}" if question.dated and of_bank else ""

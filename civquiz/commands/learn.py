"""The commands that ask: quiz, resume, and civquiz alone."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from civquiz.attempts import Outcome, Session
    from civquiz.commands.play import Place
    from civquiz.questions.bank import Bank
    from civquiz.questions.base import Question
    from civquiz.terminal.home import Standing

_NUMBER = 10


class Only(StrEnum):
    """Which questions a quiz is kept to."""

    UNSEEN = "unseen"
    MISSED = "missed"


def type_names(incomplete: str) -> list[str]:
    """The types of questions that begin like that."""
    from civquiz.questions import QUESTION_TYPES

    return [name for name in QUESTION_TYPES if name.startswith(incomplete)]


def bank_names(incomplete: str) -> list[str]:
    """The banks that begin like that."""
    from civquiz import paths
    from civquiz.library import Library

    return [name for name in Library(paths.data_folder()).names() if name.startswith(incomplete)]


Plain = Annotated[bool, typer.Option("--plain", help="Line by line: for screen readers, and where drawing fails.")]


def quiz(
    banks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BANK",
            help="Names of banks, or files; the one last used if none is given.",
            autocompletion=bank_names,
        ),
    ] = None,
    number: Annotated[
        int | None,
        typer.Option("-n", "--number", min=1, metavar="COUNT", help="How many questions.", show_default=str(_NUMBER)),
    ] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic; may be given again.")] = None,
    type_: Annotated[
        list[str] | None,
        typer.Option("--type", help="Only this type of question; may be given again.", autocompletion=type_names),
    ] = None,
    only: Annotated[Only | None, typer.Option(help="Only what you never saw, or missed the last time.")] = None,
    seed: Annotated[int | None, typer.Option(help="The order, for the same quiz again.")] = None,
    plain: Plain = False,
) -> None:
    """Take a quiz: first what you have not seen, then what you missed, then what was asked longest ago.

    Leave with Ctrl-C whenever you like; every answer is saved before you see whether it is right.

    Examples:
        civquiz quiz

        civquiz quiz -n 5 --topic Powers --type short-answer

        civquiz quiz my-town.toml --only missed
    """
    from civquiz.commands.play import Place, default_bank

    place = Place(plain=plain)
    start(
        place,
        banks or [default_bank(place.library, place.outlines)],
        number=number,
        topics=topic or [],
        types=type_ or [],
        only=only,
        seed=seed,
    )


def start(
    place: "Place",
    names: list[str],
    *,
    number: int | None = None,
    topics: list[str] | None = None,
    types: list[str] | None = None,
    only: Only | None = None,
    seed: int | None = None,
) -> None:
    """Draw a quiz from the banks of those names or paths and ask it. Raises CivquizError where nothing matches."""
    from civquiz.commands.play import new_seed
    from civquiz.questions.drawing import question_keys
    from civquiz.session import draw
    from civquiz.text import plural

    banks, files = place.load(names)
    last = place.last()
    questions = select(question_keys(banks), last, topics or [], types or [], only)
    seed = new_seed() if seed is None else seed
    drawn = draw(questions, last, number or _NUMBER, seed)
    if number and len(drawn) < number:
        left_out = "; of those that give each other away one is asked" if len(drawn) < len(questions) else ""
        place.face.say(f"This quiz has {len(drawn)} of {plural(len(questions), 'question')}{left_out}.")
    place.forewarn()
    place.play(*place.begin(banks, drawn, seed, files=files))


def resume(
    row: Annotated[
        int | None, typer.Argument(metavar="ROW", help="Its number in the history; the newest if none is given.")
    ] = None,
    plain: Plain = False,
) -> None:
    """Continue an unfinished quiz, exam or study session where it stopped.

    An exam goes on with the time that was left. If more than one is unfinished, the others are listed.

    Examples:
        civquiz resume

        civquiz resume 11
    """
    from civquiz.commands.play import Place

    go_on(Place(plain=plain), row)


def go_on(place: "Place", row: int | None = None) -> None:
    """Go on with an unfinished session, the newest if no row is named. Raises CivquizError if there is none."""
    from civquiz.commands.play import sitting_of
    from civquiz.errors import CivquizError
    from civquiz.terminal import console

    unfinished = {number: session for number, session in place.store.rows() if not session.finished}
    if not unfinished:
        raise CivquizError(f"nothing is unfinished; start with: {console.program()} quiz")
    if row is None:
        row = max(unfinished)
        others = [f"{console.program()} resume {number}" for number in sorted(unfinished) if number != row]
        if others:
            place.face.say(f"Unfinished too: {', '.join(others)}")
    if row not in unfinished:
        rows = ", ".join(map(str, sorted(unfinished)))
        raise CivquizError(f"row {row} is not unfinished; unfinished: {rows}")
    banks = _those_there(place, unfinished[row], row)
    session, journal = place.store.resume(unfinished[row].id)
    if session.exam:
        from civquiz.commands.exam import sit

        sit(place, session, banks, journal)
        return
    sitting = sitting_of(session, banks)
    for key in sitting.gone:
        place.face.say(f"{key} is not in its bank any more and is left out.")
    place.play(sitting, journal)


def _those_there(place: "Place", session: "Session", row: int) -> "list[Bank]":
    """The banks of a session that can still be read; CivquizError if none has a question that is still to be asked."""
    from civquiz.commands.play import tell
    from civquiz.errors import CivquizError
    from civquiz.questions.drawing import question_keys
    from civquiz.terminal import console

    banks: list[Bank] = []
    for name in session.banks:
        try:
            banks += place.load([session.files.get(name, name)])[0]
        except CivquizError as error:
            tell([error.message])
    answered = {
        # In an exam an answer can be changed, as long as it is not handed in.
        attempt.n
        for attempt in session.attempts
        if session.exam is None and not session.awaits_second_try(attempt)
    }
    waiting = [key for n, key in enumerate(session.drawn, 1) if n not in answered]
    if (waiting or session.exam) and not question_keys(banks).keys() & set(waiting):
        raise CivquizError(
            "none of the questions still to be asked is in its bank any more; mend the bank, or drop the session with: "
            f"{console.program()} history --delete {row}"
        )
    return banks


def home(*, plain: bool = False) -> None:
    """Where you stand, and what to do next."""
    from civquiz.commands.play import Place, default_bank
    from civquiz.errors import LeaveError
    from civquiz.terminal import console
    from civquiz.terminal import home as screen

    place = Place(plain=plain)
    name = default_bank(place.library, place.outlines)
    if not place.face.attended:
        bank = place.library.load(name)
        standing = _standing(place, bank)
        console.show([*screen.lines(standing), *screen.commands(standing, console.program())])
        return
    try:
        with place.signals.handled():
            while True:
                bank = place.library.load(name)
                key = screen.ask(_standing(place, bank), _NUMBER, place.face)
                if key == "0":
                    return
                name = _do(place, name, key)
                place.look_again()
    except KeyboardInterrupt:
        raise LeaveError from None
    except EOFError:
        return


def _do(place: "Place", name: str, key: str) -> str:
    """Do what was chosen on the home screen; gives the name of the bank that it stands on then."""
    from civquiz.commands import author, exam, look_back
    from civquiz.terminal.face import Choice
    from civquiz.text import plural

    match key:
        case "c":
            go_on(place)
        case "q":
            start(place, [name])
        case "m":
            start(place, [name], only=Only.MISSED)
        case "e":
            exam.begin(place, name)
        case "h":
            look_back.show_rows(place.store, place.library)
        case "b":
            banks, _ = place.library.load_all()
            rows = [
                Choice(str(at), each.title, plural(len(each.active), "question")) for at, each in enumerate(banks, 1)
            ]
            chosen = place.face.choose(["Which bank?"], rows)
            return banks[int(chosen) - 1].id
        case "a":
            author.add_to(place, name)
    return name


def _standing(place: "Place", bank: "Bank") -> "Standing":
    from civquiz.commands.play import now
    from civquiz.exam import groups, terms
    from civquiz.questions.bank import as_of_words
    from civquiz.stats import score
    from civquiz.terminal.home import Standing
    from civquiz.terminal.wording import day_words, last_words, terms_words

    last = place.last()
    keys = [f"{bank.id}/{question.id}" for question in bank.active]
    sessions = [outline for outline in place.outlines if bank.id in outline.banks]
    unfinished = place.store.unfinished()
    finished = [outline for outline in sessions if outline.finished and not outline.again]
    last_score, progress = "", ""
    if finished:
        last_score = f"Last {finished[-1].mode}, {day_words(finished[-1].finished, now())}: {last_words(finished[-1])}."
    if unfinished:
        newest = unfinished[-1]
        kind = "" if newest.mode == "quiz" else f"{newest.mode}: "
        # What comes again is the same question; of passages that were passed by no question is asked.
        of = "" if newest.mode == "study" else f" of {len(set(newest.drawn))}"
        progress = f"{kind}{score(newest.attempts).of}{of} answered"
    return Standing(
        title=bank.title,
        as_of=as_of_words(bank.as_of) if bank.as_of else "",
        questions=len(keys),
        seen=sum(key in last for key in keys),
        missed=sum(key in last and not last[key].right for key in keys),
        unfinished=progress,
        last_score=last_score,
        exam=terms_words(terms(bank), min(terms(bank).questions, groups(bank))),
        sessions=len(place.outlines),
        banks=len(place.library.names()),
    )


def select(
    questions: "Mapping[str, Question]",
    last: "Mapping[str, Outcome]",
    topics: list[str],
    types: list[str],
    only: Only | None,
) -> "dict[str, Question]":
    """The questions that every option lets through. Raises CivquizError that says what there is."""
    from civquiz.errors import CivquizError, UsageError
    from civquiz.questions import QUESTION_TYPES
    from civquiz.text import one_line

    if not questions:
        raise CivquizError("this bank has no questions; add some to its file")
    for type_ in types:
        if type_ not in QUESTION_TYPES:
            raise UsageError(f"there is no type “{one_line(type_)}”; there are: {', '.join(QUESTION_TYPES)}")
    there = {one_line(question.topic).casefold(): question.topic for question in questions.values() if question.topic}
    for topic in topics:
        if one_line(topic).casefold() not in there:
            raise CivquizError(f"there is no topic “{one_line(topic)}”; there are: {', '.join(there.values())}")
    wanted = {one_line(topic).casefold() for topic in topics}
    found = {
        key: question
        for key, question in questions.items()
        if (not wanted or one_line(question.topic).casefold() in wanted)
        and (not types or question.type in types)
        and (only is not Only.UNSEEN or key not in last)
        and (only is not Only.MISSED or (key in last and not last[key].right))
    }
    if found:
        return found
    seen = sum(key in last for key in questions)
    wrong = sum(key in last and not last[key].right for key in questions)
    raise CivquizError(f"no question matches; of {len(questions)}, {len(questions) - seen} are unseen, {wrong} missed")

"""The command that has passages read: study."""

from typing import TYPE_CHECKING, Annotated

import typer

from civquiz.commands.learn import Plain, bank_names, select

if TYPE_CHECKING:
    from civquiz.questions.bank import Bank


def study(
    bank: Annotated[
        str | None,
        typer.Argument(
            metavar="BANK",
            help="The name of a bank, or a file; the one last used if none is given.",
            autocompletion=bank_names,
        ),
    ] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic; may be given again.")] = None,
    read: Annotated[bool, typer.Option("--read", help="The passages alone, in your pager.")] = False,
    plain: Plain = False,
) -> None:
    """Read a passage, then answer its questions: first the topics of which you got least right.

    What you miss is asked once more at the end of its passage; your first answer is the one that counts.

    Examples:
        civquiz study

        civquiz study --topic Powers

        civquiz study my-town.toml --read
    """
    from civquiz.commands.play import Place, default_bank, new_seed, new_session, sitting_of
    from civquiz.questions.drawing import question_keys
    from civquiz.study import plan

    place = Place(plain=plain)
    name = bank or default_bank(place.library, place.outlines)
    [loaded], files = place.load([name])
    last = place.last()
    kept = select(question_keys([loaded]), last, topic, [], None) if topic else None
    seed = new_seed()
    planned = plan(loaded, last, seed, kept)
    if not planned.pages:
        _nothing_to_read(loaded, name, topic or [])
    if read:
        from civquiz.terminal import console, pager, reading

        lines = reading.all_lines(planned.pages, console.width())
        pager.show("".join(f"{line}\n" for line in lines), plain=plain)
        return
    place.forewarn()
    passages = [page.passage.id for page in planned.pages]
    session = new_session("study", [loaded], planned.drawn, seed, files, passages=passages)
    place.play(sitting_of(session, [loaded]), place.store.begin(session))


def _nothing_to_read(bank: "Bank", name: str, topics: list[str]) -> None:
    from shlex import quote

    from civquiz.errors import CivquizError
    from civquiz.questions.bank import quoted
    from civquiz.terminal import console

    about = f" on {' or '.join(map(quoted, topics))}" if topics else ""
    more = "".join(f" --topic {quote(topic)}" for topic in topics)
    raise CivquizError(
        f"{quoted(bank.title)} has no passages{about} to read; "
        f"take its questions with: {console.program()} quiz {quote(name)}{more}"
    )

"""The home screen: where the learner stands, and what can be done now."""

import msgspec

from civquiz.terminal.face import Choice, Face
from civquiz.terminal.marks import marks
from civquiz.text import one_line, plural


class Standing(msgspec.Struct, frozen=True):
    """What the home screen says: `unfinished` is how far the newest unfinished session is: `exam: 4 of 20 answered`.

    `exam` is what a mock exam is, as `20 questions, 20 minutes, pass at 12`.
    """

    title: str
    as_of: str
    questions: int
    seen: int
    missed: int
    exam: str
    unfinished: str = ""
    last_score: str = ""
    sessions: int = 0
    banks: int = 1


def lines(standing: Standing) -> list[str]:
    """The lines above the menu."""
    dated = f" {marks().dot} text of {standing.as_of}" if standing.as_of else ""
    first = f"civquiz {marks().dot} {one_line(standing.title)}{dated}"
    if not standing.sessions:
        return [first, f"{plural(standing.questions, 'question')}. Each answer is saved before you see if it is right."]
    score = f" {standing.last_score}" if standing.last_score else ""
    return [first, f"{standing.seen} of {plural(standing.questions, 'question')} seen.{score}"]


def choices(standing: Standing, number: int) -> list[Choice]:
    """What can be done now; a quiz has `number` questions."""
    rows = [
        Choice("c", "Go on", standing.unfinished) if standing.unfinished else None,
        Choice("q", "Quiz", f"{plural(min(number, standing.questions), 'question')}, those you need most"),
        Choice("m", "Only missed", plural(standing.missed, "question")) if standing.missed else None,
        Choice("e", "Mock exam", standing.exam) if standing.questions else None,
        Choice("h", "History", plural(standing.sessions, "session")) if standing.sessions else None,
        Choice("b", "Other bank", plural(standing.banks, "bank")) if standing.banks > 1 else None,
        Choice("a", "Add a question"),
        Choice("0", "Leave"),
    ]
    return [row for row in rows if row]


def commands(standing: Standing, program: str) -> list[str]:
    """The same where nothing can be chosen: a command to paste for each thing that can be done now."""
    rows = [
        (f"{program} resume", standing.unfinished) if standing.unfinished else None,
        (f"{program} quiz", "those you need most"),
        (f"{program} quiz --only missed", plural(standing.missed, "question")) if standing.missed else None,
        (f"{program} exam", standing.exam) if standing.questions else None,
        (f"{program} history", plural(standing.sessions, "session")) if standing.sessions else None,
        (f"{program} --help", "everything else"),
    ]
    there = [row for row in rows if row]
    widest = max(len(command) for command, _ in there)
    return [f"  {command:<{widest}}  {detail}" for command, detail in there]


def ask(standing: Standing, number: int, face: Face) -> str:
    """Show where the learner stands and give the key of what they chose."""
    return face.choose(lines(standing), choices(standing, number))

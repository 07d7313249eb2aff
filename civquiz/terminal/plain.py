"""Questions line by line: for pipes, screen readers, and terminals that cannot be drawn on."""

import re
import shutil
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from civquiz.attempts import described
from civquiz.questions.bank import Passage
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Match, Recorded, Response
from civquiz.terminal import reading
from civquiz.terminal.face import (
    Asking,
    Choice,
    Command,
    Entry,
    Settled,
    Sheet,
    command_named,
    lacks,
    task,
)
from civquiz.terminal.signals import SignalledError, Signals
from civquiz.terminal.wording import changed_since, overrule_words, verdict_words
from civquiz.text import clean, one_line, shorten, wrap

if TYPE_CHECKING:
    from civquiz.study import Page

_LONGEST_LINE = 10_000  # characters read of one line of input
_MOST_SUGGESTED = 300  # cells of texts that may be meant
_NUMBER = re.compile(r"\d+")


def one_to(most: int, line: str) -> int:
    """The number from 1 to `most` that a line is; 0 if it is none."""
    number = int(line) if line.isdecimal() and len(line) <= len(str(most)) else 0
    return number if number <= most else 0


class Plain:
    """The `Face` without a cursor: each line is printed once, each response is a line."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals
        self.attended = sys.stdin.isatty()
        self._asked = ("", "")
        self._form = ""

    def ask(self, asking: Asking) -> Response | Command:
        """Put a question until there is a usable response or a command.

        One that is put again right away (after a hint, or for its second try) is not read out a second time.
        """
        if (asking.progress, asking.stem) != self._asked:
            self._read_out(asking)
        self._asked = (asking.progress, asking.stem)
        for text in (asking.notice, asking.hint and f"Hint: {asking.hint}"):
            if text:
                self.say(text)
        names = " ".join(f":{command.value}" for command in Command if command in asking.commands)
        self.say(f"{_how(asking.interaction)}, or {names}")
        return self._response(asking)

    def _read_out(self, asking: Asking) -> None:
        as_of = f" {asking.as_of[:1].upper()}{asking.as_of[1:]}." if asking.as_of else ""
        self.say(f"Question {asking.progress}.{as_of} {task(asking.interaction)}")
        self.say(asking.stem)
        for line in _offered(asking.interaction):
            self.say(line)

    def _response(self, asking: Asking) -> Response | Command:
        while True:
            line = self._read()
            if line.startswith(":"):
                command = command_named(line, asking.commands)
                if isinstance(command, Command):
                    return command
                self.say(command)
                continue
            response = _understood(asking.interaction, line)
            problem = response if isinstance(response, _Problem) else self._lacks(asking.interaction, response)
            if not problem:
                return response
            self.say(problem)

    _lacks = staticmethod(lacks)

    def read(self, page: "Page", commands: frozenset[Command]) -> Command | None:
        """Say a passage and wait for a command; Enter alone is to go on to its questions."""
        self._asked = ("", "")
        topic = reading.topic_of(page)
        self.say(f"Passage {page.at} of {page.of}. {reading.title_of(page)}.{f' {topic}.' if topic else ''}")
        self.say(page.passage.text.strip("\n"))
        names = " ".join(f":{command.value}" for command in Command if command in commands)
        many = "its question" if page.questions == 1 else f"its {page.questions} questions"
        how = f"Enter for {many}, or {names}" if page.questions else f"Enter goes on, or {names}"
        self.say(how)
        while line := self._read():
            command = command_named(line, commands)
            if isinstance(command, Command):
                return command
            self.say(command if line.startswith(":") else how)
        return None

    def settle(self, settled: Settled) -> None:
        """Say how it went, in lines of which the first starts with Right or Wrong."""
        attempt = settled.attempt
        parts = [f"{verdict_words(attempt)}{attempt.spelt and f': {attempt.spelt}'}."]
        if attempt.right and attempt.reason and not attempt.spelt:
            parts.append(f"{described(attempt.response)}: {attempt.reason}.")
        several = isinstance(attempt.answer, list | dict)
        if not attempt.right and not several:
            why = f": {attempt.reason}" if attempt.reason else ""
            given = "chose" if settled.offered else "typed"
            parts.append(f"Right is {_with_number(attempt.answer, settled.offered)}.")
            if attempt.response != "":  # a question that was left open in an exam has none
                parts.append(f"You {given} {_with_number(attempt.response, settled.offered)}{why}.")
        self.say(" ".join(parts))
        if not attempt.right and several:
            for row in settled.rows:
                if row.mark:
                    note = row.note or ("yours" if row.given else "")
                    self.say(f"{_with_number(row.text, settled.offered)} ({row.mark}{note and f', {note}'})")
        for text in (settled.explanation, changed_since(settled.as_of)):
            if text:
                self.say(text)
        self.say("")

    def after(self, settled: Settled, *, last: bool) -> Command:
        """NEXT at once; after the last question one line can still take it back, where somebody sits at it."""
        if not last or not self.attended:
            return Command.NEXT
        passage = [Command.PASSAGE] if settled.passages else []
        right = [Command.RIGHT] if overrule_words(settled.attempt) else []
        allowed = frozenset({Command.SLIP, *passage, *right})
        names = " ".join(f":{command.value}" for command in Command if command in allowed)
        self.say(f"Enter for the results, or {names}")
        while True:
            line = self._read()
            if not line:
                return Command.NEXT
            command = command_named(line, allowed)
            if isinstance(command, Command):
                return command
            self.say(f"Press Enter for the results, or type {names}")

    def after_results(self, misses: int, looked_at: Settled | None = None) -> Command | int:
        """Ask what the learner wants after the results."""
        overrule = overrule_words(looked_at.attempt) if looked_at else ""
        keys = [f"m to be asked these again, 1 to {misses} to look closer"] if misses else []
        keys += [f":{Command.RIGHT.value} to {overrule}"] if overrule else []
        if not keys:
            return Command.NEXT
        how = f"Enter when done, {', '.join(keys)}"
        self.say(how)
        while True:
            line = self._read().casefold()
            if not line:
                return Command.NEXT
            if line == "m" and misses:
                return Command.AGAIN
            if chosen := one_to(misses, line):
                return chosen
            if overrule and command_named(line, {Command.RIGHT}) is Command.RIGHT:
                return Command.RIGHT
            self.say(how)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Say what there is to know."""
        for passage in passages:
            self.say(f"{passage.title}: {passage.text}" if passage.title else passage.text)

    def say(self, text: str) -> None:
        """A line of its own; on a terminal broken between words."""
        lines = clean(text).split("\n")
        if sys.stdout.isatty():
            lines = wrap(clean(text), shutil.get_terminal_size().columns - 1)
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()

    def choose(self, title: Sequence[str], choices: Sequence[Choice]) -> str:
        """A menu; gives the key of the row that was taken."""
        self._form = ""
        for line in title:
            self.say(line)
        return str(self._choose(choices, choices[0].key))  # without commands there is nothing but a key

    def enter(self, entry: Entry) -> str | Command:
        """Have something entered; gives a text that holds, the key of a choice, or BACK. `:quit` is the end of input.

        What was entered before is read out at the start of a form, and not again.
        """
        commands = frozenset({Command.QUIT, *([] if entry.first else [Command.BACK])})
        sheet = entry.sheet
        if sheet.title != self._form:
            self._form = sheet.title
            self._read_sheet(sheet)
            self.say(":back goes back, :quit leaves.")
        else:
            self._read_remarks(sheet)
        self.say(f"{entry.label}. {entry.help}".rstrip())
        entered = self._choose(entry.choices, entry.text, commands) if entry.choices else self._enter(entry, commands)
        if entered is Command.QUIT:
            raise EOFError
        return entered

    def review(self, sheet: Sheet, choices: Sequence[Choice]) -> str:
        """Say all that was entered; gives the key of what is to be done with it."""
        self._form = ""
        self.say("")
        self._read_sheet(sheet)
        return str(self._choose(choices))  # without commands there is nothing but a key

    def _choose(
        self, choices: Sequence[Choice], start: str = "", commands: frozenset[Command] = frozenset()
    ) -> str | Command:
        """The key of a choice, typed as it is or by its label, `start` if nothing is typed; or one of the commands."""
        for choice in choices:
            self.say(f"{choice.key}. {choice.label}{f', {choice.detail}' if choice.detail else ''}")
        keys = [choice.key for choice in choices]
        how = f"Type one of {' '.join(keys)} and Enter"
        self.say(f"{how}; Enter alone is {start}" if start else how)
        names = {choice.label.casefold(): choice.key for choice in choices} | {key: key for key in keys}
        while True:
            line = self._read().casefold()
            if commands and line.startswith(":"):
                command = command_named(line, commands)
                if isinstance(command, Command):
                    return command
                self.say(command)
            elif line in names:
                return names[line]
            elif start and not line:
                return start
            else:
                self.say(how)

    def _enter(self, entry: Entry, commands: frozenset[Command]) -> str | Command:
        """A line that holds; alone Enter keeps what is there."""
        if entry.text:
            self.say(f"Enter alone keeps “{one_line(entry.text)}”{', :skip empties it' if entry.alone else ''}")
        elif entry.alone:
            self.say(f"Enter alone: {entry.alone}")
        if entry.suggestions:
            self.say(f"There are: {shorten(', '.join(entry.suggestions), _MOST_SUGGESTED)}")
        if entry.text and entry.alone:
            commands |= {Command.SKIP}
        while True:
            line = self._read()
            if line.startswith(":"):
                command = command_named(line, commands)
                if isinstance(command, Command) and command is not Command.SKIP:
                    return command
                if not isinstance(command, Command):
                    self.say(command)
                    continue
                line = ""
            else:
                line = line or entry.text
            problem = entry.check(line) or ("" if line or entry.alone else "Type something first.")
            if not problem:
                return line
            self.say(problem)

    def _read_sheet(self, sheet: Sheet) -> None:
        self.say(f"{sheet.title}{f', {sheet.state}' if sheet.state else ''}.")
        for row in sheet.rows:
            self.say(f"{row.label}: {one_line(row.text)}{f', {row.detail}' if row.detail else ''}")
        self._read_remarks(sheet)

    def _read_remarks(self, sheet: Sheet) -> None:
        for remark in sheet.remarks:
            self.say(f"! {one_line(remark)}")

    def _read(self) -> str:
        """A line without its end. Raises EOFError at the end of input and KeyboardInterrupt for Ctrl-C."""
        seen, typed = sys.stdout.isatty(), sys.stdin.isatty()
        sys.stdout.write("> " if seen or not typed else ">\n")
        sys.stdout.flush()
        try:
            with self._signals.waiting():
                line = sys.stdin.readline(_LONGEST_LINE)
                while line and not line.endswith("\n") and (rest := sys.stdin.readline(_LONGEST_LINE)):
                    line = line[:_LONGEST_LINE] + rest[-1:]
        except SignalledError as signalled:
            if signalled.number != signal.SIGINT or not typed:
                raise
            self._signals.noted = None
            sys.stdout.write("\n")
            raise KeyboardInterrupt from signalled
        if not typed:
            sys.stdout.write(f"{one_line(line)}\n")
        if not line:
            raise EOFError
        return one_line(line)


class _Problem(str):
    """Why a line is no response."""

    __slots__ = ()


def _offered(interaction: Interaction) -> list[str]:
    match interaction:
        case ChooseOne() | ChooseMany() | Arrange():
            return _list(interaction.options)
        case EnterText():
            return []
        case Match():
            return [*(f"{one_line(left)}: ?" for left in interaction.lefts), *_list(interaction.rights)]
        case _:
            assert_never(interaction)


def _list(texts: Sequence[str]) -> list[str]:
    return [f"{number}. {one_line(text)}" for number, text in enumerate(texts, 1)]


def _how(interaction: Interaction) -> str:
    match interaction:
        case ChooseOne():
            most = len(interaction.options)
            return "Answer 1 or 2" if most == 2 else f"Answer 1 to {most}"  # noqa: PLR2004
        case ChooseMany():
            return "Answer with numbers, such as 1 3"
        case EnterText():
            return "Type the answer" if interaction.count == 1 else "Type them, with commas between"
        case Arrange():
            return (
                f"Answer with all {len(interaction.options)} numbers in order, such as {_such_as(interaction.options)}"
            )
        case Match():
            return f"Answer with a number for each in turn, such as {_such_as(interaction.lefts)}"
        case _:
            assert_never(interaction)


def _such_as(texts: Sequence[str]) -> str:
    return " ".join(str(number) for number in range(len(texts), 0, -1))


def _understood(interaction: Interaction, line: str) -> Response | _Problem:
    match interaction:
        case EnterText():
            return line
        case ChooseOne():
            return _one_of(interaction, line)
        case ChooseMany():
            ticked = _by_number(line, interaction.options)
            return ticked if isinstance(ticked, _Problem) else list(dict.fromkeys(ticked))
        case Arrange():
            placed = _by_number(line, interaction.options)
            if isinstance(placed, _Problem) or len(set(placed)) == len(placed) == len(interaction.options):
                return placed
            return _Problem(f"{_how(interaction)}: each number once.")
        case Match():
            sides = _by_number(line, interaction.rights)
            if isinstance(sides, _Problem):
                return sides
            if len(sides) == len(interaction.lefts):
                return dict(zip(interaction.lefts, sides, strict=True))
            return _Problem(f"{_how(interaction)}: {len(interaction.lefts)} numbers.")
        case _:
            assert_never(interaction)


def _one_of(interaction: ChooseOne, line: str) -> str | _Problem:
    """The option of that number, or else of that very text."""
    chosen = _by_number(line, interaction.options)
    if isinstance(chosen, list):
        return chosen[0] if len(chosen) == 1 else _Problem(f"{_how(interaction)}, one number.")
    problem = _Problem(f"{_how(interaction)}, one number.")
    return next((option for option in interaction.options if one_line(option).casefold() == line.casefold()), problem)


def _by_number(line: str, texts: Sequence[str]) -> list[str] | _Problem:
    """What the numbers of a line stand for."""
    numbers = [int(number[:3]) for number in _NUMBER.findall(line)]
    if _NUMBER.sub("", line).strip(" ,;.") or not numbers or not all(1 <= number <= len(texts) for number in numbers):
        return _Problem(f"Type numbers from 1 to {len(texts)}.")
    return [texts[number - 1] for number in numbers]


def _with_number(recorded: Recorded, offered: Sequence[str]) -> str:
    """An answer, a response or a row in words, with the number that it had among the options."""
    text = described(recorded)
    numbers = [number for number, option in enumerate(offered, 1) if one_line(option) == text]
    return f"{numbers[0]}, {text}" if numbers else text

"""What the tests of the commands share: civquiz in this process or in its own, a bank of all seven types."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

import msgspec
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from civquiz.cli import app
from civquiz.library import Library
from civquiz.questions.bank import Bank
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Match, Question
from civquiz.questions.drawing import question_keys
from civquiz.session import draw
from civquiz.storage import Store

ESCAPE = "\x1b"

_COMMAND = get_command(app)  # made once: to make it takes as long as most runs of it

# One question of each type; none shows the answer of another. The title is more than ASCII can say.
SEVEN = """
id = "seven"
title = "Démocratie de l’Été"
as_of = "2017-06"

[[passages]]
id = "p"
title = "The houses"
text = "The parliament has two houses."

[[questions]]
id = "choice"
type = "multiple-choice"
topic = "Powers"
passage = "p"
stem = "Who holds executive power?"
answer = "The President"
distractors = [{text = "The Ombudsman", why = "listens to complaints"}, "The Prosecutor", "The Notary"]
dated = true
hint = "One person."
explanation = "So it was decided."

[[questions]]
id = "several"
type = "multiple-response"
topic = "Powers"
stem = "Which are houses?"
answers = ["Senate", "Mazhilis"]
distractors = ["Tribunal", {text = "Bureau", why = "an office"}]

[[questions]]
id = "statement"
type = "true-false"
topic = "Rights"
stem = "Voters are free."
answer = true

[[questions]]
id = "year"
type = "short-answer"
topic = "Rights"
stem = "In which year?"
kind = "year"
answer = "1991"
reject = [{text = "1993", why = "another year"}]
hint = "Not long ago."

[[questions]]
id = "rivers"
type = "enumeration"
topic = "Rivers"
stem = "Name two rivers."
answers = ["Ishim", ["Tobol", "Тобыл"], "Irtysh"]
required = 2

[[questions]]
id = "order"
type = "ordering"
topic = "Rivers"
stem = "The first one first."
items = ["Morning", "Noon", "Evening", "Night"]

[[questions]]
id = "pairs"
type = "matching"
topic = "Rivers"
stem = "Which belongs to which?"
pairs = [["Hand", "glove"], ["Foot", "shoe"], ["Head", "hat"]]
distractors = ["ring"]
"""


class Ran(NamedTuple):
    """What a run of civquiz wrote."""

    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def civquiz(*arguments: str, lines: Iterable[str] = (), code: int = 0) -> Ran:
    """civquiz in this process, with those lines in a pipe; it has to leave with that exit code."""
    hook = sys.excepthook  # the program sets its own
    with CliRunner().isolation("".join(f"{line}\n" for line in lines)) as (out, err, _):
        try:
            with pytest.raises(SystemExit) as left:
                _COMMAND(arguments, prog_name="civquiz")
        finally:
            sys.excepthook = hook
        sys.stdout.flush()
        sys.stderr.flush()
        ran = Ran(out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))
    assert left.value.code == code, ran
    return ran


def program(
    *arguments: str,
    stdin: bytes | int = subprocess.DEVNULL,
    stdout: int | IO[Any] = subprocess.PIPE,
    code: int = 0,
    **variables: str,
) -> Ran:
    """civquiz in a process of its own, its streams as they are given; it has to leave with that exit code."""
    source: dict[str, Any] = {"input": stdin} if isinstance(stdin, bytes) else {"stdin": stdin}
    done = subprocess.run(
        [sys.executable, "-m", "civquiz", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
        timeout=60,
        check=False,
        **source,
    )
    ran = Ran((done.stdout or b"").decode("utf-8"), done.stderr.decode("utf-8"))
    assert done.returncode == code, ran
    return ran


def own_bank(home: Path, text: str = SEVEN, name: str = "seven") -> Bank:
    """Make that the learner's own bank of that name."""
    folder = home / "banks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return Library(home).load(name)


def count_as_right(home: Path) -> None:
    """Have every attempt counted as right by its learner, whatever it was graded."""
    store = Store(home)
    for session in store.sessions():
        for attempt in session.attempts:
            store.amend(session.id, {**msgspec.to_builtins(attempt), "rev": 1, "verdict": "overruled", "credit": 1.0})


def asked(bank: Bank, seed: int, number: int = 10) -> list[Question]:
    """The questions that a learner without a past is asked, in their order."""
    pool = question_keys([bank])
    return [pool[key] for key in draw(pool, {}, number, seed)]


def right_line(question: Question, seed: int) -> str:
    """The line that answers a question rightly."""
    answer = question.answer_record()
    match question.interaction(seed):
        case ChooseOne(options):
            return str(options.index(str(answer)) + 1)
        case ChooseMany(options) | Arrange(options):
            assert isinstance(answer, list)
            return " ".join(str(options.index(text) + 1) for text in answer)
        case EnterText(count):
            return ", ".join(answer[:count]) if isinstance(answer, list) else str(answer)
        case Match(lefts, rights):
            assert isinstance(answer, dict)
            return " ".join(str(rights.index(answer[left]) + 1) for left in lefts)


def wrong_line(question: Question, seed: int) -> str:
    """A line that is wrong in every part."""
    answer = question.answer_record()
    match question.interaction(seed):
        case ChooseOne(options):
            return str(next(n for n, text in enumerate(options, 1) if text != str(answer)))
        case ChooseMany(options):
            assert isinstance(answer, list)
            return str(next(n for n, text in enumerate(options, 1) if text not in answer))
        case EnterText():
            return "1848"
        case Arrange(options):
            assert isinstance(answer, list)
            return " ".join(str(options.index(text) + 1) for text in reversed(answer))
        case Match(lefts, rights):
            return " ".join([str(rights.index("ring") + 1)] * len(lefts))

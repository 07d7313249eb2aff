import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.library import Library
from tests.commands import SEVEN, civquiz, own_bank
from tests.terminal.screen import CTRL_C, ENTER, Terminal

Editor = Callable[..., None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Makes the editor one that replaces a text by another, run for run."""

    def make(*runs: tuple[str, str]) -> None:
        plan = tmp_path / "runs.json"
        plan.write_text(json.dumps(runs), "utf-8")
        script = tmp_path / "editor.py"
        script.write_text(
            "import json, pathlib, sys\n"
            f"plan, path = pathlib.Path({str(plan)!r}), pathlib.Path(sys.argv[-1])\n"
            "(old, new), *rest = json.loads(plan.read_text('utf-8'))\n"
            "plan.write_text(json.dumps(rest), 'utf-8')\n"
            "text = path.read_text('utf-8')\n"
            "assert old in text\n"
            "path.write_text(text.replace(old, new), 'utf-8')\n",
            "utf-8",
        )
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")

    return make


def enter(terminal: Terminal, label: str, text: str) -> None:
    terminal.wait_for(f"> {label} ")
    terminal.send(text + ENTER)


def test_a_question_is_written_tried_and_saved_on_a_narrow_screen(home: Path) -> None:
    with Terminal("add", "my-town", rows=40, columns=40) as terminal:
        terminal.wait_for("How it is asked.")
        terminal.send("1")
        enter(terminal, "Stem", "Who approves the budget?")
        enter(terminal, "Right", "The council")
        enter(terminal, "Wrong", "The mayor")
        enter(terminal, "Why", "proposes it")
        enter(terminal, "Wrong", "The treasurer")
        enter(terminal, "Why", "")
        enter(terminal, "Wrong", "")
        enter(terminal, "Topic", "Council")
        for label in ("Explanation", "Hint"):
            enter(terminal, label, "")
        terminal.wait_for("d discard")
        terminal.send("t")
        terminal.wait_for("1 of 1")
        terminal.send(terminal.key_of("The mayor"))
        terminal.wait_for("yours: proposes it")
        terminal.wait_for("d discard")
        terminal.send("s")
        assert terminal.ended() == 0
        assert "Added who-approves-the-budget to my-town." in terminal.everything()
    [question] = Library(home).load("my-town").questions
    assert question.answer_record() == "The council"
    assert not list((home / "drafts").iterdir())


def test_a_draft_that_was_left_is_offered_again() -> None:
    with Terminal("add", "my-town") as terminal:
        terminal.wait_for("How it is asked.")
        terminal.send("3")
        enter(terminal, "Stem", "The council meets in public.")
        terminal.wait_for("Whether the statement is true.")
        terminal.send(CTRL_C)
        assert terminal.ended() == 130
        assert "The draft is kept. Go on with:" in terminal.everything()
    with Terminal("add", "my-town") as terminal:
        terminal.wait_for("A question was left unfinished.")
        terminal.send("g")
        terminal.wait_for("Whether the statement is true.")
        terminal.send(CTRL_C)
        assert terminal.ended() == 130
    with Terminal("add", "my-town") as terminal:
        terminal.wait_for("A question was left unfinished.")
        terminal.send("n")
        terminal.wait_for("How it is asked.")
        terminal.send(CTRL_C)
        assert terminal.ended() == 130
        assert "Nothing was entered." in terminal.everything()


def test_an_edit_that_does_not_hold_can_be_edited_again(home: Path, editor: Editor) -> None:
    own_bank(home)
    editor(('kind = "year"', 'kind = "yeer"'), ('kind = "yeer"', 'kind = "number"'))
    with Terminal("edit", "seven", "year") as terminal:
        terminal.wait_for("Edit it again")
        assert "line 6: year, kind: must be one of" in terminal.everything()
        terminal.send("e")
        assert terminal.ended() == 0
        assert "1 question changed" in terminal.everything()
    assert (home / "banks" / "seven.toml").read_text("utf-8") == SEVEN.replace('kind = "year"', 'kind = "number"')


@pytest.mark.parametrize("still", [True, False])
def test_another_right_answer_asks_whether_earlier_attempts_count(home: Path, editor: Editor, *, still: bool) -> None:
    own_bank(home)
    civquiz("quiz", "seven", "--type", "short-answer", lines=["1991"])
    editor(('"1991"', '"1992"'))
    with Terminal("edit", "seven", "year") as terminal:
        terminal.wait_for("They do not")
        assert "1991 → 1992" in terminal.words()
        terminal.send("c" if still else "n")
        assert terminal.ended() == 0
    bank = Library(home).load("seven")
    assert ("year" in bank.by_id, "year-2" in bank.by_id) == (still, not still)
    assert bank.by_id["year" if still else "year-2"].answer_record() == "1992"


def test_a_built_in_question_whose_attempts_do_not_count_is_retired(home: Path, editor: Editor) -> None:
    bank = Library(home).load("kazakhstan-democracy")
    question = next(question for question in bank.questions if question.type == "short-answer")
    answer = str(question.answer_record())
    civquiz("quiz", "--type", "short-answer", "-n", "50", lines=["x"] * 50)
    editor((f'answer = "{answer}"', 'answer = "Something else"'))
    with Terminal("edit", bank.id, question.id, rows=30) as terminal:
        terminal.wait_for("They do not")
        terminal.send("n")
        assert terminal.ended() == 0
    after = Library(home).load(bank.id)
    assert after.by_id[question.id].retired
    assert after.by_id[f"{question.id}-2"].answer_record() == "Something else"
    assert len(after.active) == len(bank.active)


@pytest.mark.parametrize("sure", [True, False])
def test_deleting_asks_and_tells_what_hangs_on_it(home: Path, *, sure: bool) -> None:
    own_bank(home)
    civquiz("quiz", "seven", "--type", "short-answer", lines=["1991"])
    with Terminal("edit", "seven", "year", "--delete") as terminal:
        terminal.wait_for("1 attempt hangs on it")
        terminal.send("d" if sure else "0")
        assert terminal.ended() == 0
    assert ("year" in Library(home).load("seven").by_id) is not sure


def test_ctrl_c_leaves_the_bank_and_keeps_the_text(home: Path, editor: Editor) -> None:
    own_bank(home)
    editor(('kind = "year"', 'kind = "yeer"'))
    with Terminal("edit", "seven") as terminal:
        terminal.wait_for("Edit it again")
        terminal.send(CTRL_C)
        assert terminal.ended() == 130
        assert "your text is kept in" in terminal.everything()
    assert (home / "banks" / "seven.toml").read_text("utf-8") == SEVEN
    editor(('kind = "yeer"', 'kind = "number"'))
    with Terminal("edit", "seven") as terminal:
        terminal.wait_for("Go on with it")
        terminal.send("g")
        assert terminal.ended() == 0
    assert (home / "banks" / "seven.toml").read_text("utf-8") == SEVEN.replace('kind = "year"', 'kind = "number"')
    assert not list((home / "drafts").iterdir())

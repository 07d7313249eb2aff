import json
import shlex
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from civquiz.library import Library
from tests.commands import ESCAPE, SEVEN, civquiz, own_bank, program

QUESTION = """
type = "multiple-choice"
stem = "Who approves the town's budget?"
answer = "The council"
distractors = ["The mayor", {text = "The treasurer", why = "keeps the accounts"}]
"""
NOTED = SEVEN.replace('[[questions]]\nid = "year"', '# A comment of mine.\n[[questions]]\nid = "year"')


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the editor one that replaces texts in what it is given, run for run."""

    def make(*runs: dict[str, str]) -> None:
        (tmp_path / "runs.json").write_text(json.dumps(runs), "utf-8")
        program_text = (
            "import json, pathlib, sys\n"
            f"plan = pathlib.Path({str(tmp_path / 'runs.json')!r})\n"
            "first, *rest = json.loads(plan.read_text('utf-8'))\n"
            "plan.write_text(json.dumps(rest), 'utf-8')\n"
            "path = pathlib.Path(sys.argv[-1])\n"
            "text = path.read_bytes().decode()\n"
            "for old, new in first.items():\n"
            "    assert old in text, text\n"
            "    text = text.replace(old, new) if old else new\n"
            "path.write_bytes(text.encode())\n"
        )
        script = tmp_path / "editor.py"
        script.write_text(program_text, "utf-8")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")

    return make


def bank_text(home: Path, name: str = "seven") -> str:
    return (home / "banks" / f"{name}.toml").read_text("utf-8")


def answer_once() -> None:
    """Answer the question on the year."""
    civquiz("quiz", "seven", "--type", "short-answer", lines=["1991"])


# add


def test_a_question_on_standard_input_makes_a_new_bank(home: Path) -> None:
    ran = civquiz("add", "my-town", lines=QUESTION.splitlines())
    assert "Added who-approves-the-towns-budget to my-town." in ran.out
    bank = Library(home).load("my-town")
    assert (bank.title, [question.id for question in bank.questions]) == ("My town", ["who-approves-the-towns-budget"])


@pytest.mark.parametrize("shape", ["one", "list", "bank"])
def test_a_script_gives_json_and_reads_the_id(home: Path, shape: str) -> None:
    one = {"type": "true-false", "stem": "The council votes in December.", "answer": True}
    text = json.dumps({"one": one, "list": [one], "bank": {"questions": [one]}}[shape])
    [added] = json.loads(civquiz("add", "my-town", "--json", lines=[text]).out)["added"]
    assert added["id"] == "the-council-votes-in-december"
    assert Library(home).load("my-town").by_id.keys() == {added["id"]}


def test_the_authors_file_keeps_its_comments_and_its_layout(home: Path) -> None:
    own_bank(home, NOTED)
    civquiz("add", "seven", lines=QUESTION.splitlines())
    assert bank_text(home).startswith(NOTED.rstrip("\n"))
    assert len(Library(home).load("seven").questions) == 8


def test_a_bank_can_be_made_at_a_path(tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    civquiz("add", str(path), lines=QUESTION.splitlines())
    assert 'id = "town"' in path.read_text("utf-8")


def test_an_id_that_the_history_knows_is_not_given_again(home: Path) -> None:
    own_bank(home)
    answer_once()
    civquiz("edit", "seven", "year", "--delete", "--yes")
    again = ['type = "short-answer"', 'stem = "Year"', 'answer = "1999"']
    assert "Added year-2 to seven." in civquiz("add", "seven", lines=again).out


def test_a_question_laid_over_a_built_in_bank(home: Path) -> None:
    civquiz("add", "kazakhstan-democracy", lines=[*QUESTION.splitlines(), 'passage = "judiciary"'])
    bank = Library(home).load("kazakhstan-democracy")
    assert "who-approves-the-towns-budget" in bank.by_id
    assert len(bank.questions) > 50


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", 2, "no question came in"),
        ("no toml", 1, "not valid TOML"),
        ("{", 1, "not valid JSON"),
        ("[1]", 1, "is no question"),
        ('type = "riddle"\nstem = "?"', 1, "there is no type “riddle”"),
        ('type = "true-false"\nstem = "?"', 1, "answer: is missing"),
        (QUESTION + 'passage = "none"', 1, "there is no passage “none”"),
    ],
)
def test_what_is_no_question_adds_nothing(home: Path, text: str, code: int, message: str) -> None:
    own_bank(home)
    assert message in civquiz("add", "seven", lines=text.splitlines(), code=code).err
    assert bank_text(home) == SEVEN


def test_the_lints_remarks_are_said_and_stop_nothing() -> None:
    ran = civquiz("add", "my-town", lines=[QUESTION.replace("The mayor", "All of the above")])
    assert "Added" in ran.out
    assert "!" in ran.out


# edit


def test_a_question_is_changed_and_every_other_byte_stays(home: Path, editor: Any) -> None:
    own_bank(home, NOTED)
    editor({"In which year?": "In what year?"})
    assert "1 question changed" in civquiz("edit", "seven", "year").out
    assert bank_text(home) == NOTED.replace("In which year?", "In what year?")


def test_nothing_changes_when_the_editor_changes_nothing(home: Path, editor: Any) -> None:
    own_bank(home)
    editor({})
    assert "Nothing was changed." in civquiz("edit", "seven").out
    assert not list((home / "drafts").iterdir())


def test_what_does_not_hold_is_told_with_its_line_and_kept(home: Path, editor: Any) -> None:
    own_bank(home)
    editor({'answer = "1991"': 'answer = 1991\nkind = "number"'})
    ran = civquiz("edit", "seven", code=1)
    assert "not valid TOML" in ran.err  # kind stands there twice
    editor({'kind = "year"': 'kind = "yeer"'})
    ran = civquiz("edit", "seven", code=1)
    line = SEVEN.splitlines().index('kind = "year"') + 1
    assert f"line {line}: year, kind: must be one of" in ran.err
    assert "your text is kept in" in ran.err
    assert bank_text(home) == SEVEN
    assert any("yeer" in path.read_text("utf-8") for path in (home / "drafts").iterdir())


def test_a_line_is_counted_in_what_the_editor_showed(home: Path, editor: Any) -> None:
    own_bank(home)
    editor({'kind = "year"': 'kind = "yeer"'})
    assert "line 6: year, kind" in civquiz("edit", "seven", "year", code=1).err


def test_a_bank_that_does_not_hold_can_be_mended(home: Path, editor: Any) -> None:
    broken = SEVEN.replace('kind = "year"', 'kind = "yeer"')
    (home / "banks").mkdir(parents=True)
    (home / "banks" / "seven.toml").write_text(broken, "utf-8")
    editor({"yeer": "year"})
    civquiz("edit", "seven")
    assert bank_text(home) == SEVEN


def test_another_stem_keeps_the_history(home: Path, editor: Any) -> None:
    own_bank(home)
    answer_once()
    editor({"In which year?": "In what year?"})
    civquiz("edit", "seven", "year")
    [row] = [row for row in json.loads(civquiz("banks", "--json").out)["banks"] if row["id"] == "seven"]
    assert row["seen"] == 1


def test_another_right_answer_says_how_many_attempts_still_count(home: Path, editor: Any) -> None:
    own_bank(home)
    answer_once()
    editor({'answer = "1991"': 'answer = "1992"'})
    assert "1 earlier attempt" in civquiz("edit", "seven", "year").err


def test_deleting_has_to_be_meant_and_tells_what_hangs_on_it(home: Path, editor: Any) -> None:
    own_bank(home)
    answer_once()
    refused = civquiz("edit", "seven", "year", "--delete", code=2).err
    assert "1 attempt hangs on it" in refused
    assert "--yes" in refused
    assert bank_text(home) == SEVEN
    editor({"": ""})
    assert "--yes" in civquiz("edit", "seven", "year", code=2).err
    assert "1 question deleted" in civquiz("edit", "seven", "year", "--delete", "--yes").out
    assert "year" not in Library(home).load("seven").by_id


def test_a_built_in_question_is_copied_into_a_bank_over_it(home: Path, editor: Any) -> None:
    question = Library(home).load("kazakhstan-democracy").questions[0]
    editor({"stem = ": "retired = true\nstem = "})
    ran = civquiz("edit", "kazakhstan-democracy", question.id)
    assert "is built in" in ran.out
    copy = Library(home).load("kazakhstan-democracy").by_id[question.id]
    assert copy == msgspec.structs.replace(question, retired=True)
    assert bank_text(home, "kazakhstan-democracy").count("[[questions]]") == 1
    other = Library(home).load("kazakhstan-democracy").questions[1].id
    assert "cannot be deleted" in civquiz("edit", "kazakhstan-democracy", other, "--delete", code=1).err


def test_a_built_in_bank_as_a_whole_is_not_edited(editor: Any) -> None:
    editor({})
    assert "is built in and stays as it is" in civquiz("edit", "kazakhstan-democracy", code=1).err


def test_an_id_may_not_change(home: Path, editor: Any) -> None:
    own_bank(home)
    editor({'id = "year"': 'id = "date"'})
    assert "keeps its id" in civquiz("edit", "seven", "year", code=1).err
    assert bank_text(home) == SEVEN


def test_a_bank_or_a_question_that_is_not_there(home: Path) -> None:
    own_bank(home)
    assert "did you mean “year”" in civquiz("edit", "seven", "yeer", code=1).err
    assert "there is no bank “none”" in civquiz("edit", "none", code=1).err
    assert "there is no bank “none”" in civquiz("edit", "none", "x", code=1).err


@pytest.mark.parametrize(
    ("command", "message"),
    [("nowhere-to-be-found", "cannot run the editor"), ("false", "failed with exit code"), ("'", "a quote that")],
)
def test_an_editor_that_fails_changes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, command: str, message: str
) -> None:
    own_bank(home)
    monkeypatch.setenv("VISUAL", command)
    assert message in civquiz("edit", "seven", code=1).err
    assert bank_text(home) == SEVEN


# check


def test_a_flaw_is_told_with_its_file_and_line(home: Path) -> None:
    text = SEVEN.replace('"The Notary"', '"All of the above"')
    own_bank(home, text)
    ran = civquiz("check", "seven", code=1)
    line = text[: text.index("All of the above")].count("\n") + 1
    [flaw] = [each for each in ran.lines if "All of the above" in each or "all of the above" in each]
    assert f"seven.toml:{line}: C" in flaw
    found = json.loads(civquiz("check", "seven", "--json", code=1).out)
    assert {"file", "line", "question", "field", "code", "message", "note"} == found[0].keys()
    code = next(each["code"] for each in found if each["line"] == line)
    assert "Source:" in civquiz("check", "--explain", code).out


def test_the_built_in_bank_has_no_flaw() -> None:
    assert "No flaw in 50 questions." in civquiz("check", "kazakhstan-democracy").out


def test_a_bank_that_does_not_hold_stops_no_other(home: Path) -> None:
    own_bank(home)
    (home / "banks" / "broken.toml").write_text("id = 1", "utf-8")
    ran = civquiz("check", "broken", "kazakhstan-democracy", code=1)
    assert "broken.toml has" in ran.err
    assert "No flaw in 50 questions." in ran.out


def test_a_rule_that_there_is_not() -> None:
    assert "there is no rule" in civquiz("check", "--explain", "C999", code=2).err


def test_nothing_of_a_bank_reaches_the_terminal_raw(tmp_path: Path) -> None:
    path = tmp_path / "evil.toml"
    stem = "Which is not\\u001b[31m one?"
    path.write_text(SEVEN.replace("Which are houses?", stem), "utf-8")
    ran = program("check", str(path), code=1)
    assert ESCAPE not in ran.out + ran.err

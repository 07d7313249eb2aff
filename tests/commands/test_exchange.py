import json
from pathlib import Path
from typing import Any

import pytest

from civquiz.library import Library
from tests.commands import ESCAPE, civquiz, own_bank, program

GIFT = """\
// [id:capital]
What is the capital? {=Astana ~Almaty#until 1997}

Since when is it independent? {#1991}

Say why. {}
"""


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    path = tmp_path / "my-town.gift"
    path.write_text(GIFT, "utf-8")
    return path


def report(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(civquiz("import", *arguments, "--json").out)
    return found


def test_a_file_becomes_a_bank_that_is_named_after_it(home: Path, gift: Path) -> None:
    ran = civquiz("import", str(gift))
    assert "2 of 3 imported, 1 skipped." in ran.out
    assert "What is the capital?" in ran.out
    assert "line 6: an essay" in ran.out
    assert [question.id for question in Library(home).load("my-town").questions] == [
        "capital",
        "since-when-is-it-independent",
    ]


def test_scripts_read_what_came_in(gift: Path) -> None:
    found = report(str(gift))
    assert (found["imported"], found["bank"]) == (2, "my-town")
    assert found["questions"] == [
        {"id": "capital", "type": "multiple-choice"},
        {"id": "since-when-is-it-independent", "type": "short-answer"},
    ]
    [skipped] = found["skipped"]
    assert skipped["where"] == "line 6"
    assert "essay" in skipped["reason"]


def test_the_same_file_twice_brings_nothing_twice(home: Path, gift: Path) -> None:
    civquiz("import", str(gift))
    before = (home / "banks" / "my-town.toml").read_bytes()
    assert "0 of 3 imported, 1 skipped, 2 there already." in civquiz("import", str(gift)).out
    assert (home / "banks" / "my-town.toml").read_bytes() == before


def test_a_changed_question_is_shown_and_stays_until_it_is_asked_for(home: Path, gift: Path) -> None:
    civquiz("import", str(gift))
    gift.write_text(GIFT.replace("1991", "1990"), "utf-8")
    ran = civquiz("import", str(gift))
    assert "1 question differs from the bank's" in ran.out
    assert "since-when-is-it-independent (answer)" in ran.out
    assert Library(home).load("my-town").by_id["since-when-is-it-independent"].answer_record() == "1991"
    assert report(str(gift), "--update")["imported"] == 1
    assert Library(home).load("my-town").by_id["since-when-is-it-independent"].answer_record() == "1990"


def test_a_dry_run_writes_nothing(home: Path, gift: Path) -> None:
    assert "2 of 3 would be imported" in civquiz("import", str(gift), "--dry-run").out
    assert not home.exists()


def test_questions_join_a_bank_that_is_there(home: Path, gift: Path) -> None:
    own_bank(home)
    civquiz("import", str(gift), "--to", "seven")
    questions = Library(home).load("seven").questions
    assert [question.id for question in questions[-2:]] == ["capital", "since-when-is-it-independent"]
    assert len(questions) == 9


def test_a_bank_can_be_a_file_anywhere(tmp_path: Path, gift: Path) -> None:
    path = tmp_path / "elsewhere.toml"
    civquiz("import", str(gift), "--to", str(path))
    assert 'id = "capital"' in path.read_text("utf-8")


def test_standard_input_has_to_be_given_a_bank(home: Path) -> None:
    assert "--to" in program("import", "-", stdin=GIFT.encode(), code=2).err
    program("import", "-", "--to", "town", "--format", "gift", stdin=GIFT.encode())
    assert len(Library(home).load("town").questions) == 2


def test_the_content_tells_the_format_where_the_name_does_not(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "download.txt"
    path.write_text(GIFT, "utf-8")
    civquiz("import", str(path))
    assert len(Library(home).load("download").questions) == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xyz", b"one line", "--format"),
        ("a.gift", b"", "a.gift: this is no GIFT"),
        ("a.json", b"[1, 2]", "a.json: there are no questions in it"),
        ("a.xml", b"<html></html>", "Moodle"),
        ("a.apkg", b"no zip", "a.apkg: it is no package of Anki"),
        ("a.toml", b"no toml", "not valid TOML"),
        ("a.csv", b"\xff\xfe", ""),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line_and_nothing_is_written(
    home: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ran = civquiz("import", str(path), code=1)
    assert message in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not home.exists()


def test_a_file_that_is_not_there_and_a_format_that_is_none(gift: Path) -> None:
    assert "there is no file" in civquiz("import", "nowhere.gift", code=1).err
    assert "did you mean “gift”" in civquiz("import", str(gift), "--format", "gyft", code=2).err


def test_several_files_are_told_apart(home: Path, gift: Path, tmp_path: Path) -> None:
    other = tmp_path / "cards.tsv"
    other.write_text("Capital\tAstana\nHead of state\tPresident\n", "utf-8")
    found = report(str(gift), str(other))
    assert found["imported"] == 4
    assert [each["bank"] for each in found["questions"]] == ["my-town", "my-town", "cards", "cards"]
    assert found["skipped"][0]["file"] == str(gift)
    assert len(Library(home).load("cards").questions) == 2


def test_flashcards_become_questions_with_choices_and_can_be_turned_round(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "cards.tsv"
    path.write_text("".join(f"Town {n}\tRegion {n}\n" for n in range(6)), "utf-8")
    civquiz("import", str(path), "--choices", "--swap")
    question = Library(home).load("cards").questions[0]
    assert (question.type, question.stem, question.answer_record()) == ("multiple-choice", "Region 0", "Town 0")
    assert len(question.shown_texts()) == 4


def test_what_a_file_says_does_nothing_to_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil.gift"
    path.write_text("Who\x1b]0;x\x07? {=A\x1b[2J ~B}\n\n\x1b[31mEssay {}\n", "utf-8")
    ran = civquiz("import", str(path))
    assert ESCAPE not in ran.out


def test_a_bank_goes_out_and_comes_back(home: Path, tmp_path: Path) -> None:
    bank = own_bank(home)
    for ending in ("toml", "json"):
        path = tmp_path / f"out.{ending}"
        civquiz("export", "seven", str(path))
        civquiz("import", str(path), "--to", f"from-{ending}")
        back = Library(home).load(f"from-{ending}")
        assert (back.questions, back.passages, back.as_of) == (bank.questions, bank.passages, bank.as_of)


def test_what_a_format_cannot_carry_is_said_question_by_question(home: Path, tmp_path: Path) -> None:
    own_bank(home)
    path = tmp_path / "out.gift"
    ran = civquiz("export", "seven", str(path))
    assert "5 of 7 questions exported as GIFT" in ran.out
    assert "1 question left out" in ran.out
    assert "order" in ran.out
    assert "(as of June 2017)" in path.read_text("utf-8")
    lost = json.loads(civquiz("export", "seven", str(path), "--force", "--json").out)["lost"]
    assert {each["question"] for each in lost} >= {"rivers", "order"}


def test_an_export_replaces_nothing_unasked(home: Path, tmp_path: Path) -> None:
    own_bank(home)
    path = tmp_path / "out.csv"
    path.write_text("mine", "utf-8")
    assert "--force" in civquiz("export", "seven", str(path), code=1).err
    assert path.read_text("utf-8") == "mine"
    civquiz("export", "seven", str(path), "--force")
    assert "Who holds executive power?" in path.read_text("utf-8-sig")


def test_an_export_to_standard_output_is_the_file_and_nothing_else(home: Path) -> None:
    own_bank(home)
    ran = program("export", "seven", "-", "--format", "json")
    assert json.loads(ran.out)["id"] == "seven"
    assert "7 of 7 questions exported" in ran.err


def test_a_format_that_is_only_read_and_a_name_that_tells_none(home: Path) -> None:
    own_bank(home)
    assert "only read" in civquiz("export", "seven", "x.aiken", "--format", "aiken", code=1).err
    assert "--format" in civquiz("export", "seven", "x.unknown", code=2).err

import json
from pathlib import Path

import pytest

from civquiz.exam import decode, draw, encode
from civquiz.library import DEFAULT_BANK, Library
from civquiz.questions.base import ChooseMany, ChooseOne
from tests.commands import SEVEN, civquiz, own_bank, program
from tests.pages.reading import Element, asked, options, read


def paper_of(path: Path) -> Element:
    return read(path.read_text("utf-8"))


def stems(page: Element) -> list[str]:
    return [entry.one("p", class_="stem").all("bdi")[0].text for entry in asked(page)]


def test_a_new_paper_tells_the_code_that_makes_it_again(tmp_path: Path) -> None:
    first, again = tmp_path / "first.html", tmp_path / "again.HTM"
    made = json.loads(civquiz("export", DEFAULT_BANK, str(first), "--paper", "--json").out)
    assert (made["exported"], made["format"]) == (20, "paper")
    ran = civquiz("export", DEFAULT_BANK, str(again), "--paper", "--code", made["code"])
    assert first.read_bytes() == again.read_bytes()
    assert f"20 questions on paper, with the key: {again}" in ran.out.replace("\n  ", " ")
    assert f"exam --code {made['code']}" in ran.out.replace("\n  ", " ")


def test_a_code_gives_the_exam_of_that_code_under_any_python(home: Path) -> None:
    bank = Library(home).load(DEFAULT_BANK)
    code = encode(bank, 4_711, 15)
    arguments = ("export", DEFAULT_BANK, "-", "--paper", "--code", code)
    printed = {program(*arguments, PYTHONHASHSEED=seed).out for seed in ("1", "2")}
    assert len(printed) == 1
    page = read(printed.pop())
    drawn = [bank.by_id[key.partition("/")[2]] for key in draw(bank, 15, 4_711)]
    assert stems(page) == [question.stem for question in drawn]
    for question, entry in zip(drawn, asked(page), strict=True):
        interaction = question.interaction(4_711)
        if isinstance(interaction, ChooseOne | ChooseMany):
            assert options(entry) == list(interaction.options)


@pytest.mark.parametrize(("exam", "number", "length"), [("", (), 7), ("questions = 3", (), 3), ("", ("-n", "2"), 2)])
def test_the_length_is_that_which_is_asked_for_or_the_banks(
    home: Path, tmp_path: Path, exam: str, number: tuple[str, ...], length: int
) -> None:
    own_bank(home, f"{SEVEN}\n[exam]\n{exam}\npass_mark = 0.5\nminutes = 9\n" if exam else SEVEN)
    path = tmp_path / "paper.html"
    made = json.loads(civquiz("export", "seven", str(path), "--paper", "--json", *number).out)
    assert len(asked(paper_of(path))) == made["exported"] == decode(made["code"]).length == length


def test_retired_questions_are_not_on_paper(home: Path, tmp_path: Path) -> None:
    own_bank(home, SEVEN.replace('id = "statement"', 'id = "statement"\nretired = true'))
    path = tmp_path / "paper.html"
    civquiz("export", "seven", str(path), "--paper")
    assert len(stems(paper_of(path))) == 6
    assert "Voters are free." not in path.read_text("utf-8")


def test_fewer_than_were_asked_for_is_said(home: Path, tmp_path: Path) -> None:
    own_bank(home)
    ran = civquiz("export", "seven", str(tmp_path / "paper.html"), "--paper", "-n", "9")
    assert "9 questions would be asked; the bank has 7" in ran.out


def test_a_code_of_another_version_of_the_bank_says_so(home: Path, tmp_path: Path) -> None:
    code = encode(own_bank(home), 7, 5)
    own_bank(home, SEVEN.replace("The President", "The Mayor"))
    made = json.loads(civquiz("export", "seven", str(tmp_path / "paper.html"), "--paper", "--code", code, "--json").out)
    assert "NOT THE SAME" in made["notes"][0]
    assert made["code"] != code
    assert (decode(made["code"]).seed, decode(made["code"]).length) == (7, 5)


def test_a_code_of_another_bank_and_a_mistyped_one_make_no_paper(home: Path, tmp_path: Path) -> None:
    code = encode(own_bank(home), 7, 5)
    mistyped = code[:-1] + ("1" if code.endswith("0") else "0")
    path = str(tmp_path / "paper.html")
    assert "“seven”, not of" in civquiz("export", DEFAULT_BANK, path, "--paper", "--code", code, code=1).err
    assert "mistyped" in civquiz("export", "seven", path, "--paper", "--code", mistyped, code=1).err
    assert not list(tmp_path.iterdir())


def test_a_bank_without_questions_makes_no_paper(home: Path, tmp_path: Path) -> None:
    own_bank(home, 'id = "seven"\ntitle = "Seven"\n')
    assert "no question" in civquiz("export", "seven", str(tmp_path / "paper.html"), "--paper", code=1).err


def test_a_bank_in_a_file_is_named_where_the_exam_is(tmp_path: Path) -> None:
    bank = tmp_path / "seven.toml"
    bank.write_text(SEVEN, "utf-8")
    ran = program("export", str(bank), "-", "--paper")
    assert ran.out.startswith("<!DOCTYPE html>")
    assert f"exam {bank} --code seven-" in ran.err


def test_a_paper_replaces_nothing_unasked(home: Path, tmp_path: Path) -> None:
    own_bank(home)
    path = tmp_path / "paper.html"
    path.write_text("mine", "utf-8")
    assert "--force" in civquiz("export", "seven", str(path), "--paper", code=1).err
    assert path.read_text("utf-8") == "mine"
    civquiz("export", "seven", str(path), "--paper", "--force")
    assert len(stems(paper_of(path))) == 7


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.html"], "--paper makes a test paper"),
        (["x.pdf", "--paper"], "end in .html"),
        (["x.html", "--paper", "--format", "csv"], "takes no --format"),
        (["x.csv", "-n", "3"], "go with --paper"),
        (["x.csv", "--code", "c"], "go with --paper"),
        (["x.html", "--paper", "--code", "c", "-n", "3"], "the code says how many"),
        (["-", "--paper", "--json"], "cannot hold both"),
    ],
)
def test_what_does_not_go_together_says_what_does(home: Path, arguments: list[str], said: str) -> None:
    own_bank(home)
    assert said in civquiz("export", "seven", *arguments, code=2).err


def test_a_bank_cannot_do_anything_to_the_page(home: Path, tmp_path: Path) -> None:
    evil = "</bdi><script>alert(1)</script>\\u001b[2J"
    own_bank(home, SEVEN.replace("Voters are free.", evil).replace("The President", evil).replace("Démocratie", evil))
    path = tmp_path / "paper.html"
    civquiz("export", "seven", str(path), "--paper")
    page = paper_of(path)
    assert not page.all("script")
    assert "</bdi><script>alert(1)</script>[2J" in stems(page)
    assert "\x1b" not in path.read_text("utf-8")

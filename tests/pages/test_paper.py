import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.exam import draw, terms
from civquiz.formats import toml_bank
from civquiz.library import DEFAULT_BANK, Library
from civquiz.pages.paper import paper
from civquiz.questions.bank import Bank
from civquiz.questions.base import EnterText
from civquiz.text import clean, one_line
from tests.commands import SEVEN
from tests.formats.any_bank import banks
from tests.pages.reading import Element, answers, asked, lefts, options, read, response

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CODE = "seven-7K3M-Q2ZD-9X"
ODD = """
id = "odd"
title = "<b>Odd</b> & “so on”"
language = "ar"
as_of = "2017-06-09"
source = "A <i>source</i>"

[[passages]]
id = "p"
title = "The <houses>"
text = "There are two."
source = "page \\"3\\""

[[questions]]
id = "rtl"
type = "multiple-choice"
stem = "من يملك السلطة؟"
answer = "الرئيس"
distractors = ["<script>alert(1)</script>", "\\" onload=\\"alert(1)", "&amp;"]

[[questions]]
id = "area"
type = "short-answer"
stem = \"\"\"
What is the area?
  Two lines, <em>indented</em>.\"\"\"
answer = "2724900"
kind = "number"
accept = ["2,724,900"]
tolerance = 100
unit = "km²"
dated = true
passage = "p"
explanation = "As <b>measured</b>."

[[questions]]
id = "three"
type = "enumeration"
stem = "Name two."
answers = ["Ishim", ["Tobol", "Тобыл", "Tobyl"], "Irtysh"]
required = 2
"""


def bank_of(text: str) -> Bank:
    return toml_bank.load(text.encode(), "bank")


def page_of(bank: Bank, seed: int = 7) -> Element:
    """The page of all questions that may be asked, in the bank's order."""
    return read(paper(bank, bank.active, seed, CODE, terms(bank, len(bank.active))))


def browse(tmp_path: Path, page: str, *arguments: str) -> str:
    """What a browser without a screen makes of a page."""
    path = tmp_path / "paper.html"
    path.write_text(page, "utf-8")
    quiet = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    done = subprocess.run(
        [str(BROWSER), "--headless", "--no-sandbox", "--no-first-run", *quiet, profile, *arguments, path.as_uri()],
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode("utf-8")


def seen(tmp_path: Path, page: str) -> Element:
    """The page as a browser has read it where there is one, else as it is written."""
    return read(browse(tmp_path, page, "--dump-dom") if BROWSER else page)


@pytest.mark.parametrize("name", [DEFAULT_BANK, "seven"])
def test_who_writes_what_the_key_says_has_every_point(home: Path, tmp_path: Path, name: str) -> None:
    bank = bank_of(SEVEN) if name == "seven" else Library(home).load(name)
    page = seen(tmp_path, paper(bank, bank.active, 7, CODE, terms(bank)))
    entries, key = asked(page), answers(page)
    assert len(entries) == len(key) == len(bank.active)
    for question, entry, answer in zip(bank.active, entries, key, strict=True):
        grade = question.grade(response(question, 7, entry, answer), bank.lexicon)
        assert (grade.credit, grade.verdict) == (1.0, "correct"), question.id


@given(banks(), st.integers(0, 1 << 16))
def test_any_bank_is_on_paper_as_it_stands_and_nothing_of_it_runs(bank: Bank, seed: int) -> None:
    page = page_of(bank, seed)
    [style] = page_of(bank_of(SEVEN)).all("style")
    assert page.one("style").text == style.text
    known = {name for each in page_of(bank_of(ODD)) for name in each.attributes}
    known |= {name for each in page_of(bank_of(SEVEN)) for name in each.attributes}
    assert {name for each in page for name in each.attributes} <= known
    assert {each.tag for each in page}.isdisjoint({"script", "img", "link", "iframe", "object", "form", "input", "a"})
    assert page.one("h1").text == one_line(bank.title)
    for question, entry, answer in zip(bank.active, asked(page), answers(page), strict=True):
        stem, *beside = entry.one("p", class_="stem").all("bdi")
        assert stem.text == clean(question.stem).strip()
        assert len(beside) == (question.dated and bool(bank.as_of))
        right_sides = [one_line(text) for text in question.shown_texts()]
        if question.shown_texts():
            assert sorted(lefts(entry) + options(entry)) == sorted(right_sides)
        if not isinstance(question.interaction(seed), EnterText):
            assert question.grade(response(question, seed, entry, answer), bank.lexicon).credit == 1


def test_options_stand_in_the_order_of_the_seed() -> None:
    bank = bank_of(SEVEN)
    orders = set()
    for seed in range(8):
        entry = asked(page_of(bank, seed))[0]
        assert options(entry) == list(bank.active[0].interaction(seed).options)  # type: ignore[union-attr]
        orders.add(tuple(options(entry)))
    assert len(orders) > 1


def test_questions_stand_as_they_are_drawn(home: Path) -> None:
    bank = Library(home).load(DEFAULT_BANK)
    drawn = [bank.by_id[key.partition("/")[2]] for key in draw(bank, 20, 7)]
    page = read(paper(bank, drawn, 7, CODE, terms(bank)))
    assert [each.one("p", class_="stem").all("bdi")[0].text for each in asked(page)] == [each.stem for each in drawn]
    assert "20 questions, 20 points" in page.text
    assert "Passed with 12 points. Time: 20 minutes." in page.text


def test_each_type_has_its_place_to_write() -> None:
    page = page_of(bank_of(SEVEN))
    labels = [[figure.attributes["aria-label"] for figure in entry.all("span", role="img")] for entry in asked(page)]
    assert labels == [
        [],  # a letter is circled
        ["box to tick"] * 4,
        ["box to tick"] * 2,
        ["blank to write on"],
        ["blank to write on"] * 2,
        ["box for a number"] * 4,
        ["box for a letter"] * 3,
    ]
    assert "Choose all that apply." in asked(page)[1].text
    assert options(asked(page)[2]) == ["True", "False"]
    assert "Write 2, one a line." in asked(page)[4].text


def test_a_dated_question_says_as_of_when() -> None:
    choice, several, *_ = asked(page_of(bank_of(SEVEN)))
    assert choice.one("p", class_="stem").text == "Who holds executive power? (as of June 2017)"
    assert "as of" not in several.text


def test_the_key_tells_other_forms_the_explanation_and_the_source() -> None:
    _, area, three = answers(page_of(bank_of(ODD)))
    assert "2724900 (or 2,724,900, within 100 of it, in km²)" in area.text
    assert 'As <b>measured</b>. Source: The <houses>, page "3"' in area.text
    assert "Any 2 of these:" in three.text
    assert [item.text for item in three.all("li")] == ["Ishim", "Tobol (or Тобыл; Tobyl)", "Irtysh"]


def test_a_screen_reader_finds_its_way() -> None:
    page = page_of(bank_of(SEVEN))
    assert page.one("html").attributes["lang"] == "en"
    assert page.one("title").text == "Démocratie de l’Été: test paper"
    headings = [(each.tag, each.text) for each in page if re.fullmatch("h[1-6]", each.tag)]
    questions = [("h3", f"Question {number}") for number in range(1, 8)]
    key = [("h3", f"Answer {number}") for number in range(1, 8)]
    assert headings == [("h1", "Démocratie de l’Été"), ("h2", "Test paper"), *questions, ("h2", "Key"), *key]
    table = page.one("table")
    assert [cell.text for cell in table.all("th", scope="col")] == ["Item", "Letter"]
    assert sorted(cell.text for cell in table.all("th", scope="row")) == ["Foot", "Hand", "Head"]
    assert all(each.attributes.get("aria-label") for each in page.all("span", role="img"))


def test_texts_of_another_language_say_so_and_have_their_direction() -> None:
    page = page_of(bank_of(ODD))
    arabic, english, _ = asked(page)
    assert arabic.attributes["dir"] == "rtl"
    assert "dir" not in english.attributes
    assert {bdi.attributes["lang"] for bdi in arabic.all("bdi")} == {"ar"}
    assert page.one("html").attributes["lang"] == "en"


def test_the_code_is_at_the_foot_of_each_page_and_on_the_key() -> None:
    page = page_of(bank_of(SEVEN))
    assert CODE in page.one("footer").text
    assert CODE in page.one("section", class_="key").text
    style = re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), page.one("style").text)
    assert f'@bottom-left {{ content: "Test code {CODE}"' in style


def test_a_page_loads_nothing() -> None:
    for bank in map(bank_of, (SEVEN, ODD)):
        page = paper(bank, bank.active, 7, '"</style><script>alert(1)</script>', terms(bank))
        assert "<script" not in page
        assert not re.search(r"\b(src|href|action|srcset|on\w+)=", re.sub(r"<bdi.*?</bdi>", "", page))
        assert not re.search(r"url\(|@import|https?:|//", page)
        assert "default-src 'none'" in page


@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
@pytest.mark.parametrize(("size", "box"), [("A4", (595, 842)), ("letter", (612, 792))])
def test_a_printer_has_the_key_on_a_page_of_its_own(tmp_path: Path, size: str, box: tuple[int, int]) -> None:
    bank = bank_of(SEVEN)
    page = paper(bank, bank.active[:1], 7, CODE, terms(bank))
    sized = page.replace("<style>", f"<style>@page {{ size: {size} }}")
    browse(tmp_path, sized, f"--print-to-pdf={tmp_path / 'paper.pdf'}")
    printed = (tmp_path / "paper.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", printed)) == 2
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {box}

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.library import Library
from tests.commands import SEVEN, civquiz, count_as_right, own_bank
from tests.terminal.screen import CTRL_C, CTRL_D, ENTER, Terminal


@pytest.fixture
def disputed(home: Path) -> Path:
    """A bank with a form of a year and one of a river that learners counted as right; gives its file."""
    own_bank(home)
    civquiz("quiz", "seven", "--type", "short-answer", lines=["year of independence"])
    civquiz("quiz", "seven", "--type", "enumeration", lines=["Ishim, Esil river"])
    count_as_right(home)
    return home / "banks" / "seven.toml"


def test_forms_are_offered_one_by_one_and_accepted_on_a_narrow_screen(home: Path, disputed: Path) -> None:
    with Terminal("grade", "seven", "--disputed", rows=40, columns=40) as terminal:
        terminal.wait_for("1 of 2: is “Esil river” right?")
        assert "Given Esil river (once, today)" in terminal.words()
        terminal.send("a")
        terminal.wait_for("Which one is “Esil river”?")
        terminal.send("1")
        terminal.wait_for("2 of 2: is “year of independence” right?")
        terminal.send("a")
        assert terminal.ended() == 0
        assert "Accepted “year of independence” for year. It is in seven." in terminal.everything()
    rivers, year = (Library(home).load("seven").by_id[key].answer_forms() for key in ("rivers", "year"))
    assert rivers == ["Ishim", "Esil river", "Tobol", "Тобыл", "Irtysh"]
    assert year == ["1991", "year of independence"]
    assert disputed.read_text("utf-8") == SEVEN.replace('["Ishim",', '[["Ishim", "Esil river"],').replace(
        'answer = "1991"\n', 'answer = "1991"\naccept = ["year of independence"]\n'
    )


@pytest.mark.parametrize(("keys", "code"), [("a00", 0), (["n", CTRL_C], 130), (["a", CTRL_D], 0)])
def test_what_is_not_accepted_changes_nothing(disputed: Path, keys: str | list[str], code: int) -> None:
    asked = {"a": "Which one is", "n": "2 of 2:"}
    with Terminal("grade", "seven", "--disputed", rows=40) as terminal:
        terminal.wait_for("1 of 2:")
        for key, after in zip(keys, [*keys[1:], ""], strict=True):
            terminal.send(key)
            if after:
                terminal.wait_for("2 of 2:" if key == "0" else asked[key])
        assert terminal.ended() == code
    assert disputed.read_text("utf-8") == SEVEN


def test_what_the_author_has_rejected_is_told_and_not_offered(home: Path) -> None:
    own_bank(home)
    civquiz("quiz", "seven", "--type", "short-answer", lines=["1993"])
    count_as_right(home)
    with Terminal("grade", "seven", "--disputed") as terminal:
        assert terminal.ended() == 0
        assert "“1993” stands in reject of year (another year); take it out there first:" in terminal.everything()


def test_line_by_line_the_same_is_asked(home: Path, disputed: Path) -> None:
    with Terminal("grade", "seven", "year", "--disputed", "--plain") as terminal:
        terminal.wait_for("Type one of a n 0")
        terminal.send("a" + ENTER)
        assert terminal.ended() == 0
    assert Library(home).load("seven").by_id["year"].answer_forms() == ["1991", "year of independence"]
    assert disputed.exists()


def test_a_form_of_a_list_asks_for_its_item(disputed: Path) -> None:
    with Terminal("grade", "seven", "rivers", "Тобол өзені", "--accept") as terminal:
        terminal.wait_for("Which one is “Тобол өзені”?")
        terminal.send("2")
        assert terminal.ended() == 0
        assert "Accepted “Тобол өзені” for rivers." in terminal.everything()
    assert '["Tobol", "Тобыл", "Тобол өзені"]' in disputed.read_text("utf-8")


@pytest.mark.parametrize("columns", [100, 40])
def test_a_graded_response_fits_the_screen(columns: int) -> None:
    arguments = ["law-making-bodies", "senate; mazhilis", "Senate", "Nobody at all"]
    with Terminal("grade", "kazakhstan-democracy", *arguments, columns=columns) as terminal:
        assert terminal.ended() == 0
        words = terminal.words()
        assert "senate; mazhilis ✓ Right" in words
        assert "there is no “Nobody at all” here; there are:" in words
        assert all(len(line) < columns for line in terminal.lines())

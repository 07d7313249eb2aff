import pytest

from civquiz.formats.anki import sides as anki_sides
from civquiz.formats.contract import Item
from civquiz.formats.gather import gather
from civquiz.questions import QUESTION_TYPES
from tests.formats.anki_cases import QUESTIONS, bank

CHOICE = "q6"


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=[each["stem"] for each in QUESTIONS])
def test_a_question_of_any_type_comes_back_from_its_two_sides(number: int) -> None:
    one = bank({**QUESTIONS[number], "id": "q", "topic": ""})
    values = anki_sides.read(*anki_sides.write(one, one.questions[0]))
    assert values is not None
    assert gather([Item("", {"id": "q", **values})], "town", "Town").bank.questions == one.questions


def test_the_front_shows_the_options_and_the_back_the_answer_the_reasons_and_the_explanation() -> None:
    front, back = anki_sides.write(bank(), bank().by_id[CHOICE])
    stem, _, options = front.partition('<ul class="civquiz-multiple-choice">')
    assert stem == (
        '#Capital of<br><br>&nbsp;&nbsp;the “country”? &nbsp;"Now"'
        '<details class="civquiz-hint"><summary>Hint</summary>not Almaty</details>'
    )
    assert options.count("<li>") == 4
    assert back == (
        'Astana &amp; &lt;i&gt;co&lt;/i&gt;<ul class="civquiz-why"><li><b>Almaty</b> – until<br>1997</li></ul>'
        '<div class="civquiz-explanation">Since 1997.<br><br>&nbsp;&nbsp;Then named otherwise.</div>'
    )


def test_a_dated_question_says_so_on_its_front() -> None:
    assert anki_sides.write(bank(), bank().by_id["q9"]) == ("When? (as of June 2017)", "1991")


@pytest.mark.parametrize(
    ("question_id", "old", "new"),
    [
        pytest.param(CHOICE, "Astana", "Nur-Sultan", id="the answer is none of the options"),
        pytest.param("q1", "<li>a</li></ul>", "<li>e</li></ul>", id="one of the answers is no option"),
        pytest.param("q3", "<li>1991</li>", "<li>1992</li>", id="the order has another item"),
        pytest.param("q4", "<b>A</b>", "<b>Z</b>", id="a pair has another left side"),
        pytest.param("q4", "– 1", "– 8", id="a pair has another right side"),
        pytest.param("q2", "<li>", "", id="there is nothing to name"),
        pytest.param("q7", "False", "Perhaps", id="neither true nor false"),
        pytest.param("q7", "False", "<li>" * 600, id="a list without end"),
    ],
)
def test_sides_that_do_not_fit_together_are_not_taken_for_a_question(question_id: str, old: str, new: str) -> None:
    front, back = anki_sides.write(bank(), bank().by_id[question_id])
    assert old in back
    assert anki_sides.read(front, back.replace(old, new)) is None


def test_sides_of_a_type_that_is_not_known_here_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sides = 'Draw it<ul class="civquiz-drawing"><li>a</li></ul>', "a"
    assert anki_sides.read(*sides) is None
    monkeypatch.setitem(QUESTION_TYPES, "drawing", QUESTION_TYPES["short-answer"])
    assert anki_sides.read(*sides) is None


@pytest.mark.parametrize(
    ("fields", "notes"),
    [
        ({"answer": "1991", "kind": "year"}, []),
        ({"answer": "107", "kind": "number"}, []),
        ({"answer": "1500", "kind": "number"}, ["without kind"]),
        ({"answer": "9 May", "kind": "date", "accept": ["May 9"]}, ["without kind and accept"]),
        ({"answer": "x", "passage": "p", "group": "g"}, ["without passage and group"]),
    ],
)
def test_what_stands_on_neither_side_is_told(fields: dict[str, object], notes: list[str]) -> None:
    one = bank({"type": "short-answer", "stem": "When?", **fields}, passages=[{"id": "p", "text": "t"}])
    assert [note.text for note in anki_sides.lost(one.questions[0])] == notes

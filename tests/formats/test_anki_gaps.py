import pytest

from civquiz.formats.anki import gaps as anki_gaps


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        pytest.param("The {{c1::Senate}} sits.", [(1, "The _____ sits.", ["Senate"], [])], id="one gap"),
        pytest.param("In {{c1::1991::year}}.", [(1, "In _____.", ["1991"], ["year"])], id="a hint"),
        pytest.param(
            "{{c2::Astana}} is in {{c1::Kazakhstan}}",
            [(1, "Astana is in _____", ["Kazakhstan"], []), (2, "_____ is in Kazakhstan", ["Astana"], [])],
            id="a question for each number, from the lowest",
        ),
        pytest.param("{{c1::a}}, {{c1::b::B}}", [(1, "_____, _____", ["a", "b"], ["B"])], id="two gaps of a number"),
        pytest.param(
            "{{c1::the {{c2::lower}} house}}!",
            [(1, "_____!", ["the lower house"], []), (2, "the _____ house!", ["lower"], [])],
            id="a gap in a gap",
        ),
        pytest.param("{{c1,2::a}} b", [(1, "_____ b", ["a"], []), (2, "_____ b", ["a"], [])], id="of two numbers"),
        pytest.param("a }} {{c1::b}} }}", [(1, "a }} _____ }}", ["b"], [])], id="ends of nothing are text"),
        pytest.param("{{c1::a}} {{c2::b", [(1, "_____ {{c2::b", ["a"], [])], id="what does not end is text"),
        pytest.param("{{c1::}}", [(1, "_____", [""], [])], id="an empty gap"),
        pytest.param("{{cx::a}} {{c1:a}}", [], id="no gap"),
    ],
)
def test_gaps_ask_for_what_is_in_them(text: str, asked: list[tuple[int, str, list[str], list[str]]]) -> None:
    assert [tuple(each) for each in anki_gaps.asked(text)] == asked
    assert anki_gaps.has_gaps(text) == bool(asked)


def test_gaps_are_counted_by_their_numbers() -> None:
    assert anki_gaps.numbers_of("{{c3::a}} {{c1,3::b}} {{c3::c}}") == [1, 3]


def test_gaps_deeper_than_anki_opens_them_are_read_without_end() -> None:
    (asked,) = anki_gaps.asked("{{c1::" * 5_000 + "x" + "}}" * 5_000)
    assert (asked.stem[:7], asked.answers) == ("_____}}", ["x"])


NEW = '<span class="cloze" data-cloze="{}" data-ordinal="1">[{}]</span>'
OLD = "<span class=cloze>{}</span>"


@pytest.mark.parametrize(
    ("front", "back", "text"),
    [
        pytest.param(f"In {NEW.format('A&lt;b&gt;', '...')}", "", "In {{c1::A<b>}}", id="told on its front"),
        pytest.param(f"In {NEW.format('A', 'hint')}.", "", "In {{c1::A::hint}}.", id="with a hint"),
        pytest.param(OLD.format("[...]"), f"x {OLD.format('A')}", "{{c1::A}}", id="told on its back"),
        pytest.param(OLD.format("[...]"), "x", "", id="told nowhere"),
        pytest.param(OLD.format("[...]"), OLD.format("A") * 2, "", id="told twice"),
        pytest.param(
            OLD.format("[...]"), OLD.format("a <span>b</span> c"), "", id="a gap in a gap that is only told on its back"
        ),
        pytest.param("In [...]", "In A", "", id="no gap"),
    ],
)
def test_a_card_that_shows_gaps_has_them_again(front: str, back: str, text: str) -> None:
    assert anki_gaps.from_card(front, back) == text

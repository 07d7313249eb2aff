from typing import Any

import pytest

from civquiz.errors import CivquizError
from civquiz.formats.anki import notes as anki_notes
from civquiz.formats.anki.notes import Sides
from civquiz.formats.contract import Found, Item, Note, Skipped
from tests.formats.anki_cases import bank

OURS = '<ul class="civquiz-multiple-choice"><li>a</li><li>b</li></ul>'


def found(front: str, back: str = "a", **more: Any) -> list[Found]:
    return list(anki_notes.questions(Sides("note 1", front, back, **more)))


def values(front: str, back: str = "a", **more: Any) -> dict[str, Any]:
    (item,) = found(front, back, **more)
    assert isinstance(item, Item)
    assert item.where == "note 1"
    return dict(item.values)


@pytest.mark.parametrize(
    ("note", "fields"),
    [
        pytest.param(Sides("", "q", "a"), {"stem": "q", "answer": "a"}, id="two sides"),
        pytest.param(
            Sides("", "<b>q</b><br>r &amp;", "<div>a</div><div>b</div>", extra="<i>e</i>"),
            {"stem": "q\nr &", "answer": "a\nb", "explanation": "e"},
            id="HTML",
        ),
        pytest.param(
            Sides("", "<b> &amp;\n", "[[type:a]]", is_html=False),
            {"stem": "<b> &amp;", "answer": "[[type:a]]"},
            id="text",
        ),
        pytest.param(Sides("", "q", 'q\n\n<hr id="answer">\n\na'), {"stem": "q", "answer": "a"}, id="the front again"),
        pytest.param(Sides("", "q", "q<hr id=answer>a"), {"stem": "q", "answer": "a"}, id="without quotes"),
        pytest.param(
            Sides("", "q", "q <HR class='x' ID='answer' />a"), {"stem": "q", "answer": "a"}, id="and otherwise"
        ),
        pytest.param(Sides("", "q", "a<hr>b"), {"stem": "q", "answer": "a\nb"}, id="another line"),
        pytest.param(
            Sides("", "q [[type:Back]]", "[[type:Back]]a"), {"stem": "q", "answer": "a"}, id="a box to type into"
        ),
        pytest.param(
            Sides("", "q", "a", guid="civquiz:town/capital", topic="T"),
            {"id": "capital", "stem": "q", "answer": "a", "topic": "T"},
            id="our own id",
        ),
        pytest.param(
            Sides("", "q", "a", guid="c-a1b2"), {"id": "c-a1b2", "stem": "q", "answer": "a"}, id="an id that fits"
        ),
        pytest.param(Sides("", "q", "a", guid="k^2Zd.~!P"), {"stem": "q", "answer": "a"}, id="an id of Anki's"),
        pytest.param(Sides("", "{{c1::q}}", "a"), {"stem": "{{c1::q}}", "answer": "a"}, id="a note without gaps"),
        pytest.param(
            Sides("", "{{c1::q}}", "a", guid="civquiz:town/q", has_gaps=True),
            {"id": "q", "stem": "{{c1::q}}", "answer": "a"},
            id="no gaps in our own",
        ),
    ],
)
def test_a_note_is_a_short_answer(note: Sides, fields: dict[str, str]) -> None:
    assert list(anki_notes.questions(note)) == [Item("", {"type": "short-answer", **fields}, card=True)]


def test_a_gap_is_a_short_answer_with_its_hint_and_the_back_as_explanation() -> None:
    assert values("Born in {{c1::<b>1940</b>::year}}.", "back", extra="more", has_gaps=True, guid="g") == {
        "type": "short-answer",
        "id": "g",
        "stem": "Born in _____.",
        "answer": "1940",
        "hint": "year",
        "explanation": "back\nmore",
    }


def test_each_number_of_several_gaps_is_a_question() -> None:
    assert found("{{c1::a}} {{c2::b}}", "", has_gaps=True, guid="g") == [
        Item("note 1, c1", {"type": "short-answer", "id": "g-c1", "stem": "_____ b", "answer": "a"}, card=True),
        Item("note 1, c2", {"type": "short-answer", "id": "g-c2", "stem": "a _____", "answer": "b"}, card=True),
    ]


def test_gaps_that_are_blank_together_are_all_asked_for_and_the_same_twice_is_asked_for_once() -> None:
    asked = values("{{c1::a::x}}, {{c1::b::y}}, {{c1::b::x}}", "", has_gaps=True)
    assert asked == {"type": "enumeration", "answers": ["a", "b"], "stem": "_____, _____, _____", "hint": "x; y"}
    assert values("{{c1::a}} and {{c1::A }}", "", has_gaps=True)["type"] == "short-answer"


def test_a_card_that_shows_a_gap_asks_for_it() -> None:
    front, back = 'In <span class="cloze">[...]</span>', 'In <span class="cloze">1991</span><br>more'
    assert values(front, back) == {"type": "short-answer", "stem": "In _____", "answer": "1991"}


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        pytest.param(Sides("", "", "a"), "its front is empty", id="no front"),
        pytest.param(Sides("", "q", " <br> "), "its back is empty", id="no back"),
        pytest.param(
            Sides("", '<img src="map.png">', "a"),
            "its front is nothing but a picture or a sound: map.png",
            id="a picture",
        ),
        pytest.param(
            Sides("", "q", "[sound:a.mp3]"), "its back is nothing but a picture or a sound: a.mp3", id="a sound"
        ),
        pytest.param(
            Sides("", "{{c1::image-occlusion:rect:left=.1}}", "", has_gaps=True),
            "parts of a picture to be named: civquiz shows no pictures",
            id="parts of a picture",
        ),
        pytest.param(
            Sides("", '<div id="image-occlusion-container">x</div>', "a"),
            "parts of a picture to be named: civquiz shows no pictures",
            id="a card of parts of a picture",
        ),
        pytest.param(Sides("", "q", "", has_gaps=True), "a text for gaps without a gap", id="no gap"),
        pytest.param(Sides("", "{{c1:: }}", "", has_gaps=True), "an empty gap", id="an empty gap"),
        pytest.param(
            Sides("", "{{c1::a}}" + "x" * 5_000, "", has_gaps=True),
            "a text with gaps of 5,009 characters: too long for a question",
            id="a long text",
        ),
        pytest.param(
            Sides("", "".join(f"{{{{c{number}::a}}}}" for number in range(101)), "", has_gaps=True),
            "a text with 101 gaps: at most 100 can be asked",
            id="too many gaps",
        ),
    ],
)
def test_a_note_that_asks_nothing_is_skipped(note: Sides, reason: str) -> None:
    assert list(anki_notes.questions(note)) == [Skipped("", reason)]


@pytest.mark.parametrize("has_gaps", [False, True])
def test_pictures_beside_the_text_are_left_out_and_named(has_gaps: bool) -> None:
    said = found('{{c1::q}} <img src="a.png">', '<img src="b.png"> a <img src="a.png">', has_gaps=has_gaps)
    assert said[1:] == [Note("note 1", "a.png, b.png are left out")]
    assert found('q <img src="a.png">')[1:] == [Note("note 1", "a.png is left out")]


def test_sounds_are_left_out_and_named_as_pictures_are() -> None:
    item, note = found("hear [sound:a.mp3]", "b [sound:]<img src=b.png>[sound:b.mp3]")
    assert isinstance(item, Item)
    assert (item.values["stem"], item.values["answer"]) == ("hear", "b [sound:]")
    assert note == Note("note 1", "a.mp3, b.png, b.mp3 are left out")
    assert found("[sound:" * 20_000)[1:] == []


def test_our_own_sides_are_the_question_that_they_were() -> None:
    fields = {"type": "multiple-choice", "stem": "q", "answer": "a", "distractors": ["b"], "topic": "T"}
    assert found(f"q{OURS}", topic="T") == [Item("note 1", fields)]
    assert found(f'q<img src="x.png">{OURS}')[1:] == [Note("note 1", "x.png is left out")]
    short = found("q", 'a<div class="civquiz-explanation">e</div>')
    assert short == [
        Item("note 1", {"type": "short-answer", "stem": "q", "answer": "a", "explanation": "e"}, card=True)
    ]


def test_our_own_sides_that_no_longer_fit_together_are_a_flashcard_and_said_to_be() -> None:
    note, card = found(f"q{OURS}", "c")
    assert note == Note("note 1", "its two sides do not fit together as civquiz wrote them: taken as a flashcard")
    assert card == Item("note 1", {"type": "short-answer", "stem": "q\n- a\n- b", "answer": "c"}, card=True)


@pytest.mark.parametrize(
    ("decks", "title", "topics"),
    [
        pytest.param(["A::B", "A::C::D", "A"], "A", ["B", "D", ""], id="below one deck"),
        pytest.param(["A", "B::C"], "", ["A", "C"], id="of their own"),
        pytest.param(["A", "Default", ""], "A", ["", None, None], id="no deck"),
        pytest.param(["A :: B"], "A", ["B"], id="blanks"),
        pytest.param([], "", [], id="none"),
    ],
)
def test_decks_are_topics_below_what_they_have_in_common(
    decks: list[str], title: str, topics: list[str | None]
) -> None:
    found_title, by_deck = anki_notes.topics(decks)
    assert (found_title, [by_deck.get(deck) for deck in decks]) == (title, topics)


@pytest.mark.parametrize(
    ("tags", "topic"),
    [("leech civics::the_state x", "the state"), (" marked ", ""), ("", ""), ("Ch.2", "Ch.2")],
)
def test_the_first_tag_is_a_topic(tags: str, topic: str) -> None:
    assert anki_notes.topic_of_tags(tags) == topic


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Extra", True), ("Back Extra", True), ("notes", True), ("Explanation", True), ("Source", True), ("Back", False)],
)
def test_explanations_are_known_by_their_names(name: str, is_one: bool) -> None:
    assert anki_notes.is_explanation(name) == is_one


@pytest.mark.parametrize("texts", [["x" * (65 << 20)], ["<b>" * 500_000, "&" * 500_001]], ids=["text", "tags"])
def test_more_than_can_be_read_is_refused_in_a_line(texts: list[str]) -> None:
    with pytest.raises(CivquizError, match="export the deck in parts"):
        anki_notes.Amount().add(*texts)


def test_more_notes_than_can_be_read_are_refused() -> None:
    amount = anki_notes.Amount()
    for _ in range(anki_notes.MOST_NOTES):
        amount.add("")
    with pytest.raises(CivquizError, match="export the deck in parts"):
        amount.add("")


def test_a_deck_has_no_colons_that_would_part_it() -> None:
    odd = bank({"type": "true-false", "stem": "s", "answer": True, "topic": "a:::b"}, title="T::U:")
    assert anki_notes.deck_of(odd, odd.questions[0]) == "T:U::a:b"
    text = "with one colon for two in its topic: two would make a deck in a deck"
    assert list(anki_notes.lost(odd)) == [Note("q1", text)]
    nameless = bank({"type": "true-false", "stem": "s", "answer": True}, title="::")
    assert anki_notes.deck_of(nameless, nameless.questions[0]) == "town"


def test_a_retired_question_is_told() -> None:
    one = bank({"type": "true-false", "stem": "s", "answer": True, "retired": True})
    assert list(anki_notes.lost(one)) == [Skipped("q1", "retired")]

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.formats import cards
from civquiz.formats.contract import Found, Head, Item, Note, Skipped
from civquiz.formats.gather import gather
from civquiz.questions.bank import MOST_QUESTIONS


def card(stem: str, answer: str, topic: str = "", **fields: Any) -> Item:
    values = {"type": "short-answer", "stem": stem, "answer": answer, "topic": topic, **fields}
    return Item(f"line {stem}", {field: value for field, value in values.items() if value}, card=True)


def deck(*answers: str, topic: str = "") -> list[Item]:
    return [card(f"{topic}{number}", answer, topic) for number, answer in enumerate(answers)]


def distractors(found: list[Item], of: int = 0) -> list[str]:
    chosen = list(cards.with_choices(found))[of]
    assert isinstance(chosen, Item)
    assert chosen.values["type"] == "multiple-choice"
    options = chosen.values["distractors"]
    assert isinstance(options, list)
    return options


OTHER: list[Found] = [
    Head({"title": "T"}),
    Skipped("line 1", "empty"),
    Note("", "a note"),
    Item("line 2", {"type": "short-answer", "stem": "typed", "answer": "no card"}),
    Item("line 3", {"type": "enumeration", "stem": "_____", "answers": ["a", "b"]}, card=True),
    Item("line 4", {"type": "short-answer", "stem": 7, "answer": None}, card=True),
]


def test_what_is_no_flashcard_stays_as_it_is() -> None:
    assert list(cards.swapped(OTHER)) == OTHER
    assert list(cards.with_choices(OTHER)) == OTHER


# Choices


def test_a_card_becomes_a_multiple_choice_with_what_it_had_and_the_fields_of_that_type() -> None:
    first = card("Capital?", "Astana", "Cities", id="q", hint="h", explanation="e", kind="text", accept=["Nur-Sultan"])
    chosen, *_ = cards.with_choices([first, *deck("Almaty", "Aktau", "Oral", topic="Cities")])
    assert chosen == Item(
        "line Capital?",
        {
            "id": "q",
            "type": "multiple-choice",
            "stem": "Capital?",
            "answer": "Astana",
            "distractors": ["Almaty", "Aktau", "Oral"],
            "topic": "Cities",
            "hint": "h",
            "explanation": "e",
        },
    )


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        pytest.param(["1991", "1992", "1990", "Astana", "1900", "x"], {"1992", "1990", "1900"}, id="years"),
        pytest.param(["1,000", "900", "7.5", "1 100", "many"], {"900", "7.5", "1 100"}, id="numbers"),
        pytest.param(
            ["6 years", "4 years", "2 houses", "10 years", "5 years"], {"4 years", "10 years", "5 years"}, id="counts"
        ),
        pytest.param(
            ["4 July 1776", "9 May 1945", "16 December 1991", "in the summer of a year", "30 August 1995"],
            {"9 May 1945", "16 December 1991", "30 August 1995"},
            id="dates",
        ),
        pytest.param(
            ["Jan Neruda", "Karel Mácha", "the people", "Jan de Witt", "Jakub Arbes", "42"],
            {"Karel Mácha", "Jan de Witt", "Jakub Arbes"},
            id="names",
        ),
        pytest.param(
            [
                "make the laws",
                "apply the laws of the land in every single case",
                "explain laws",
                "lead the army",
                "Oral",
            ],
            {"explain laws", "lead the army", "apply the laws of the land in every single case"},
            id="words",
        ),
    ],
)
def test_distractors_are_answers_of_the_same_kind(answers: list[str], options: set[str]) -> None:
    assert set(distractors(deck(*answers))) == options


def test_distractors_are_those_nearest_in_value_or_length() -> None:
    assert set(distractors(deck("1991", "1800", "1993", "1700", "1990", "1989"))) == {"1990", "1993", "1989"}
    assert set(distractors(deck("abcd ef", "abce gh", "abcf ij kl mn op qr", "abcg st", "abch uv"))) == {
        *("abce gh", "abcg st", "abch uv")
    }


def test_where_there_are_too_few_of_a_kind_others_come_in() -> None:
    assert set(distractors(deck("1991", "1990", "Astana", "the people"))) == {"1990", "Astana", "the people"}


@pytest.mark.parametrize(
    ("found", "options"),
    [
        pytest.param(deck("Astana", " ASTANA", "Oral"), ["Oral"], id="the answer in another form"),
        pytest.param(deck("Oral", "Aktau", "aktau ", "Aktau"), ["Aktau"], id="each other in another form"),
        pytest.param(
            [card("Name one", "Senate"), card(" name ONE", "Court"), card("c", "Army")], ["Army"], id="right too"
        ),
        pytest.param(deck("Jan Neruda", "Neruda", "Karel Mácha"), ["Karel Mácha"], id="a part of the answer"),
        pytest.param([card("c", "Astana", accept=["Oral"]), *deck("Oral", "Aktau")], ["Aktau"], id="accepted"),
        pytest.param(deck("Oral", "x" * 301, "Aktau"), ["Aktau"], id="longer than an option may be"),
    ],
)
def test_a_distractor_is_wrong_and_unlike_the_others(found: list[Item], options: list[str]) -> None:
    assert distractors(found) == options


def test_distractors_come_from_the_topic() -> None:
    found = [*deck("Astana", "Oral", topic="Cities"), *deck("Senate", "Court", topic="State")]
    assert distractors(found) == ["Oral"]
    assert distractors(found, of=2) == ["Court"]


def test_a_card_without_another_answer_stays_and_that_is_told() -> None:
    found = [*deck("Astana", topic="Cities"), *deck("x" * 301, "Court", "court", topic="State")]
    chosen = list(cards.with_choices(found))
    assert [each for each in chosen if isinstance(each, Item)] == found
    text = "still to be typed: no other card has an answer to choose from"
    assert [each for each in chosen if isinstance(each, Note)] == [Note(one.where, text) for one in found]


def test_as_many_cards_as_a_bank_holds_are_given_choices() -> None:
    found = [card(f"{number}", f"word{number % 7} number {number}") for number in range(MOST_QUESTIONS // 5)]
    assert all(len(each.values["distractors"]) == 3 for each in cards.with_choices(found) if isinstance(each, Item))


def test_cards_that_all_have_few_answers_are_given_choices() -> None:
    found = [card(f"{number}", "abc"[number % 3]) for number in range(MOST_QUESTIONS // 5)]
    assert set(distractors(found)) == {"b", "c"}


_ANSWERS = st.sampled_from(
    ["1991", "12", "9" * 400, "6 years", "Jan Neruda", "neruda", "A", "a", "ǅ", "., 5", "of the X"]
)


@given(st.lists(st.tuples(st.sampled_from("xyz"), _ANSWERS | st.text(min_size=1, max_size=5)), max_size=8))
def test_choices_hold_as_questions_and_are_the_same_every_time(pairs: list[tuple[str, str]]) -> None:
    found: list[Found] = [card(stem, answer) for stem, answer in pairs]
    chosen = list(cards.with_choices(found))
    assert chosen == list(cards.with_choices(iter(found)))
    plain, choices = gather(found, "town", "Town"), gather(chosen, "town", "Town")
    assert len(choices.bank.questions) == len(plain.bank.questions)


# The other way round


def test_front_and_back_change_places_and_what_belongs_to_the_answer_goes() -> None:
    fields = {"explanation": "e", "group": "g"}
    first = card("Capital?", "Astana", "Cities", id="q", hint="h", kind="text", **fields)
    values = {"type": "short-answer", "stem": "Astana", "answer": "Capital?", "topic": "Cities", **fields}
    assert list(cards.swapped([first])) == [Item("line Capital?", values, card=True)]


def test_of_cards_with_the_same_back_each_front_is_right() -> None:
    turned = list(cards.swapped([card("He led it", "Jan Neruda"), card("He wrote it", "jan  Neruda"), card("x", "y")]))
    assert [each.values.get("accept") for each in turned if isinstance(each, Item)] == [
        ["He wrote it"],
        ["He led it"],
        None,
    ]


def test_a_back_of_many_cards_is_no_question() -> None:
    turned = list(cards.swapped([card(f"{number}", "Yes") for number in range(10)]))
    assert turned[0] == Skipped("line 0", "10 cards have its back, which therefore cannot be the question")


def test_a_text_with_a_gap_is_not_turned_round_and_that_is_told() -> None:
    gap = card("In _____.", "1991")
    told = Note("line In _____.", "not turned round: a text with a gap has no other side")
    assert list(cards.swapped([gap])) == [gap, told]


def test_cards_turned_round_can_be_given_choices() -> None:
    turned = cards.swapped(deck("Astana", "Oral", "Aktau"))
    chosen = [each.values for each in cards.with_choices(turned) if isinstance(each, Item)]
    assert (chosen[0]["stem"], chosen[0]["answer"], set(chosen[0]["distractors"])) == ("Astana", "0", {"1", "2"})

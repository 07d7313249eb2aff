import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.terminal.spelling import carets, nearest
from civquiz.text import cells, one_line


@pytest.mark.parametrize(
    ("typed", "under_typed", "spelt", "under_spelt"),
    [
        ("Mazhelys", "", "Mazhilis", "    ^ ^"),
        ("mazhilis", "", "Mazhilis", ""),
        ("Mazzhilis", "   ^", "Mazhilis", ""),  # a letter too many
        ("Comision", "", "Commission", "   ^ ^"),  # letters missing
        ("Mahzilis", "", "Mazhilis", "  ^^"),  # two that changed places
        ("Supremme Cort", "      ^", "Supreme Court", "          ^"),
        ("court suprem", "", "Supreme Court", "      ^"),
        ("It is the Mazhelis", "", "Mazhilis", "    ^"),
        ("Nazarbaev", "", "Nursultan Nazarbayev", "                 ^"),
        ("Élisée", "", "Elysee", "  ^"),  # accents are no matter
        ("don't kno", "", "Dont know", "        ^"),
        ("Мажелис", "", "Мәжіліс", "   ^"),
        ("Mazhelis", "", "Мәжіліс", "   ^"),  # one name in two scripts
        ("Казахстани", "", "Казахстаний", "          ^"),  # й is a letter, not an и with an accent
        ("国民代会", "", "国民代表会", "      ^^"),  # two cells a character
        ("E\u0301lise\u0301e", "", "E\u0301lyse\u0301e", "  ^"),  # none for a combining accent
        ("SupremCourt", "", "Supreme Court", ""),  # whose words cannot be told apart
        ("qqqq", "", "Senate", ""),
        ("", "", "Senate", ""),
    ],
)
def test_a_caret_stands_at_each_letter_that_differs(typed: str, under_typed: str, spelt: str, under_spelt: str) -> None:
    assert carets(typed, spelt) == (under_typed, under_spelt)


words = st.text(st.sampled_from("abmy éәж国e\u0301-' "), max_size=20).map(one_line)


@given(words, words)
def test_carets_stand_under_letters_alone(typed: str, spelt: str) -> None:
    for text, under in zip((typed, spelt), carets(typed, spelt), strict=True):
        assert set(under) <= {" ", "^"}
        assert len(under) <= cells(text)
    assert carets(spelt, spelt) == ("", "")


@given(st.text(), st.text())
def test_no_text_does_harm(typed: str, spelt: str) -> None:
    carets(one_line(typed), one_line(spelt))
    assert nearest([typed, spelt], spelt) in {typed, spelt}


def test_of_several_that_is_meant_which_is_nearest() -> None:
    assert nearest(["Senate", "the mazhelys", "Mazurka"], "Mazhilis") == "the mazhelys"
    assert nearest(["Senate"], "Mazhilis") == "Senate"

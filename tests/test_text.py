import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.text import cells, clean, one_line, plural, shorten, wrap

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}
ODD = (
    "漢字한글ｱé\u0301\u0302\u20dd\u034f\ufe0f\u200c\u200d\u200b\u202e\u2066\ufeff\U000e0041"
    "\x1b\x9b\x7f\x00\r\n\t\u2028\ud800 -🇰🇿👩👧"
)
texts = st.text(st.one_of(st.characters(), st.sampled_from(ODD)), max_size=60)


@given(texts)
def test_clean_lets_nothing_through_that_acts_on_a_terminal(text: str) -> None:
    for character in clean(text):
        category = unicodedata.category(character)
        assert category not in {"Cc", "Cs"} or character == "\n"
        assert unicodedata.bidirectional(character) not in BIDI or character in "\u200c\u200d" or category == "Cn"


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)


@given(texts)
def test_clean_text_can_be_encoded(text: str) -> None:
    clean(text).encode()


@given(st.text(st.sampled_from("a漢\u0301\u20dd\u034f\u200d\u200c"), max_size=60))
def test_no_letter_keeps_more_than_four_marks(text: str) -> None:
    marks = 0
    for character in clean(text):
        if unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
        elif character not in "\u200c\u200d":
            marks = 0
        assert marks <= 4


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        ("Мәжіліс — Qazaqstan", "Мәжіліс — Qazaqstan"),
        ("\x1b[2Jgone", "[2Jgone"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\u202eb\u2066c", "abc"),
        ("a\u200bb\ufeffc", "abc"),
        ("a\U000e0041b", "ab"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a    b"),
        ("\ud800", "\ufffd"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
        ("e" + "\u0301\u0301\u0301\u0301\u034f\u0301\u200d\u0301", "e" + "\u0301" * 4 + "\u200d"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_one_line_makes_every_run_of_blanks_a_space() -> None:
    assert one_line(" a \n\t b\u2003c\r\n") == "a b c"


@given(texts, st.integers(8, 40))
def test_no_wrapped_line_is_wider_than_asked(text: str, width: int) -> None:
    for line in wrap(clean(text), width, indent="  1  ", hanging="     "):
        assert cells(line) <= width


@given(texts, st.integers(8, 40))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    text = clean(text)
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_wrap_keeps_paragraphs_and_hangs_the_rest() -> None:
    assert wrap("one two three\n\nfour", 9, indent="> ", hanging="  ") == ["> one two", "  three", "", "  four"]


@given(texts, st.integers(1, 40))
def test_a_shortened_text_fits_on_a_line(text: str, width: int) -> None:
    short = shorten(text, width)
    assert cells(short) <= width
    assert "\n" not in short


def test_shorten_cuts_with_an_ellipsis_only_what_is_too_long() -> None:
    assert shorten("Senate", 6) == "Senate"
    assert shorten("Senate", 5) == "Sena…"
    assert shorten("漢字漢字", 5) == "漢字…"


def test_plural() -> None:
    assert [plural(count, "question") for count in (0, 1, 2)] == ["0 questions", "1 question", "2 questions"]


@pytest.mark.parametrize("text", ["x" * 5_000, "漢" * 5_000, "word " * 1_000 + "y" * 3_000])
def test_a_word_longer_than_a_line_is_broken_and_nothing_of_it_lost(text: str) -> None:
    lines = wrap(text, 39, indent="  ")
    assert all(cells(line) <= 39 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())

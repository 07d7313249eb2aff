import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.formats.records import cells

texts = st.text("ab |;,[]'\"\\=1", min_size=1, max_size=6).map(str.strip).filter(bool)
rows = st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=4)


@given(rows)
def test_any_rows_are_read_back_from_their_cell(entries: list[list[str]]) -> None:
    assert cells.split(cells.joined(entries), commas=True) == entries
    assert cells.split(cells.joined(entries)) == entries


@pytest.mark.parametrize(
    ("entries", "cell"),
    [
        ([["Senate"], ["Mazhilis"]], "Senate | Mazhilis"),
        ([["Senate"]], "Senate"),
        ([["Senate, the upper house"]], "Senate, the upper house |"),
        ([["Kazakhstan", "Astana"], ["France", "Paris"]], "Kazakhstan | Astana\nFrance | Paris"),
        ([["a|b"], ["c"]], "a||b | c"),
        ([["one", "1"]], "one | 1\n|"),
    ],
)
def test_a_cell_looks_as_a_teacher_would_write_it(entries: list[list[str]], cell: str) -> None:
    assert cells.joined(entries) == cell


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ("a|b|c", ["a", "b", "c"]),
        ("a||b||c", ["a", "b", "c"]),
        ("a; b;", ["a", "b"]),
        ("a, b", ["a, b"]),
        ('["a", 2, "c, d"]', ["a", "2", "c, d"]),
        ("['a', \"it's\", 'l\\'or']", ["a", "it's", "l'or"]),
        ("['a' 'b']", ["a", "b"]),
        ("[see the map]", ["[see the map]"]),
        ("['a', b]", ["['a', b]"]),
        ("[]", []),
    ],
)
def test_what_other_programs_write_is_read(cell: str, entries: list[str]) -> None:
    assert cells.split(cell) == [[entry] for entry in entries]


@pytest.mark.parametrize(
    ("text", "begin", "entries"),
    [
        ("Which? A) one B) two", "Which?", ["one", "two"]),
        ("Which?\n(a) one;\n(b) two", "Which?", ["one", "two"]),
        ("a ) 38 , b ) 27.5 , c ) 30", "", ["38", "27.5", "30"]),
        ("A.one B.two", "A.one B.two", []),
        ("A) one", "A) one", []),
        ("B) one C) two", "B) one C) two", []),
    ],
)
def test_entries_with_letters_are_cut_at_them(text: str, begin: str, entries: list[str]) -> None:
    assert cells.labelled(text) == (begin, entries)

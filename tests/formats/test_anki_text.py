import io
from typing import Any

import pytest
from hypothesis import given

from civquiz.errors import CivquizError
from civquiz.formats import by_ending, detect
from civquiz.formats.anki import text as anki_text
from civquiz.formats.contract import Found, Head, Item, Note, Skipped
from civquiz.formats.gather import Gathered, gather
from civquiz.questions.bank import Bank
from tests.formats.anki_cases import bank, what_comes_back
from tests.formats.any_bank import banks

HEAD = "#separator:tab\n#html:true\n"


def found(text: str | bytes, separator: str = "") -> list[Found]:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return list(anki_text.read(io.BytesIO(data), separator=separator))


def cards(text: str | bytes, separator: str = "") -> list[tuple[str, str, str]]:
    items = [item for item in found(text, separator) if isinstance(item, Item)]
    return [(item.where, item.values["stem"], item.values["answer"]) for item in items]


def values(text: str) -> dict[str, Any]:
    (item,) = [item for item in found(text) if isinstance(item, Item)]
    return dict(item.values)


def notes(text: str) -> list[Found]:
    return [each for each in found(text) if not isinstance(each, Item)]


def gathered(data: bytes) -> Gathered:
    return gather(anki_text.read(io.BytesIO(data)), "town", "Town")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("#separator:tab\nq\ta\n", id="tab"),
        pytest.param("#separator:Comma\nq,a", id="comma"),
        pytest.param("#separator: semicolon \nq;a", id="blanks about the name"),
        pytest.param("#separator:;\nq;a", id="the character itself"),
        pytest.param("#separator:\t\nq\ta", id="a tab itself"),
        pytest.param("#separator:tab\t\t\nq\ta\t", id="what a spreadsheet adds to a header"),
        pytest.param("# separator:pipe\nq|a", id="a blank before the key"),
        pytest.param("#SEPARATOR:colon\nq:a", id="capitals"),
        pytest.param("#separator:space\nq a", id="space"),
        pytest.param("#html:true\nq\ta", id="guessed: tab"),
        pytest.param("#html:true\n\nq;a, b\n".replace(", b", ""), id="guessed: semicolon"),
        pytest.param("#html:true\nq,a", id="guessed: comma"),
        pytest.param("\ufeff#separator:tab\r\n#html:true\r\n\r\nq\ta\r\n", id="a byte order mark and Windows' lines"),
        pytest.param("# made by hand\n#separator:tab\n#name:Mine\n#\nq\ta", id="remarks and unknown headers"),
        pytest.param("q\ta", id="no header"),
        pytest.param('#separator:tab\n"q"\t"a"', id="quotes"),
        pytest.param("#separator:comma\n#columns:Front,Back\nq,a", id="columns"),
        pytest.param("#separator:comma\n#columns:Back,Front\na,q", id="columns the other way round"),
        pytest.param("#separator:comma\n#columns:id,Frage,Antwort\n7,q,a", id="an id before the question"),
        pytest.param(
            "#separator:tab\n#columns:GUID\tFront\tBack\tTags\n#guid column:1\nk^\tq\ta\t", id="Anki's columns"
        ),
        pytest.param(
            "#separator:tab\n#notetype column:1\n#deck column: 2\n#tags column:5\nB\t\tq\ta\t", id="by number"
        ),
        pytest.param("#separator:tab\n#columns:x\ty\nq\ta", id="names that say nothing"),
    ],
)
def test_a_note_is_read_however_its_columns_are_told(text: str) -> None:
    assert [card[1:] for card in cards(text)] == [("q", "a")]


@pytest.mark.parametrize(("given_", "text"), [("::", "q :: a"), ("\\t", "q\ta"), ("comma", "q,a"), ("|", "q|a")])
def test_what_the_author_says_separates_goes_before_the_header(given_: str, text: str) -> None:
    assert [card[1:] for card in cards(f"#separator:semicolon\n{text}", given_)] == [("q", "a")]


def test_quotes_hold_lines_separators_and_quotes_and_places_are_lines_of_the_file() -> None:
    text = HEAD + '"one\ttwo"\t"say ""a"""\n\n"x<br>\ny"\tb\n#remark\n"#c" d\t"e"f\n'
    assert cards(text) == [("line 3", "one\ttwo", 'say "a"'), ("line 5", "x\ny", "b"), ("line 8", "#c d", "ef")]


def test_a_quotation_mark_that_none_closes_is_text_and_told() -> None:
    open_quote = Note("line 3", "a quotation mark opens a column and none closes it: taken as it stands")
    assert notes(f'{HEAD}"q\ta\nr\tb\n') == [open_quote]
    assert cards(f'{HEAD}"q\ta\nr\tb\n') == [("line 3", '"q', "a"), ("line 4", "r", "b")]
    assert cards(f'{HEAD}q\t"\n') == [("line 3", "q", '"')]


def test_a_line_that_begins_with_a_hash_is_a_remark_and_said_to_be_if_it_looks_like_a_note() -> None:
    skipped = Skipped("line 4", "begins with #, as a remark does; put the first column in quotes if it is a note")
    assert notes(f"{HEAD}q\ta\n#1 president\tWashington\n# remark\n") == [skipped]


def test_text_that_is_not_html_stays_as_it_is() -> None:
    assert cards('#separator:tab\n#html:false\n"<b>\n&amp;"\t<hr id=answer>a') == [
        ("line 3", "<b>\n&amp;", "<hr id=answer>a")
    ]


def test_a_card_repeats_its_front_before_the_answer() -> None:
    assert cards(f'{HEAD}Who?\t"Who?\n\n<hr id=""answer"">\n\nA person"\n') == [("line 3", "Who?", "A person")]


@pytest.mark.parametrize(
    ("text", "topic", "title"),
    [
        pytest.param("#deck column:3\nq\ta\tCivics::State", "State", "Civics", id="a deck for each"),
        pytest.param("#deck:Civics::State\nq\ta", "State", "Civics", id="a deck for all"),
        pytest.param("#deck:Civics\n#tags:the_state x\nq\ta", "the state", "Civics", id="tags for all"),
        pytest.param("#tags column:3\n#tags:z\nq\ta\tstate::x y", "x", None, id="tags for each"),
        pytest.param("#columns:Front\tBack\tTags\nq\ta\tstate", "state", None, id="tags by the name of the column"),
        pytest.param("#deck:Default\nq\ta", None, None, id="the deck of what has none"),
    ],
)
def test_decks_and_tags_are_topics(text: str, topic: str | None, title: str | None) -> None:
    assert values(f"{HEAD}{text}").get("topic") == topic
    assert [each.values["title"] for each in notes(f"{HEAD}{text}") if isinstance(each, Head)] == [title] * bool(title)


def test_a_note_type_that_is_basic_has_no_gaps() -> None:
    assert values(f"{HEAD}{{{{c1::q}}}} r\ta")["stem"] == "_____ r"
    assert values(f"{HEAD}#notetype:Basic\n{{{{c1::q}}}} r\ta")["stem"] == "{{c1::q}} r"
    assert values(f"{HEAD}#notetype column:1\nBasic (typed)\t{{{{c1::q}}}} r\ta")["stem"] == "{{c1::q}} r"


def test_a_guid_is_the_id_if_it_fits() -> None:
    assert values(f"{HEAD}#guid column:1\ncapital-1\tq\ta")["id"] == "capital-1"
    assert "id" not in values(f"{HEAD}#guid column:1\nk^2Z\tq\ta")


def test_columns_are_explanations_by_their_names_and_others_are_left_out_and_told() -> None:
    text = f"{HEAD}#columns:Front\tBack\tExtra\tSource\tLevel\t\tEmpty\nq\ta\tmore<br>yet\tbook\t3\tx\t\n"
    assert values(text)["explanation"] == "more\nyet\nbook"
    assert notes(text) == [Note("", "what stands in column “Level”, column 6 is left out")]
    many = Note("", f"what stands in {', '.join(f'column {number}' for number in range(3, 8))} and 3 more is left out")
    assert notes(HEAD + "\t".join("qabcdefghi")) == [many]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("q", "its back is empty", id="one column"),
        pytest.param("\ta", "its front is empty", id="no front"),
        pytest.param('<img src="x.jpg">\ta', "its front is nothing but a picture or a sound: x.jpg", id="a picture"),
        pytest.param("#guid column:1\nq", "its front is empty", id="nothing but an id"),
        pytest.param("#guid column:0\n#deck column:9\nq\t", "its back is empty", id="columns that are not there"),
    ],
)
def test_a_line_that_asks_nothing_is_skipped(text: str, reason: str) -> None:
    assert [each.reason for each in found(HEAD + text) if isinstance(each, Skipped)] == [reason]


@pytest.mark.parametrize("text", ["", HEAD, "#deck:x\n\n# a\n", f"{HEAD}\t\t\n \n"])
def test_a_file_without_a_note_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(CivquizError, match="there are no notes in it"):
        found(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\n" * 100_001, id="lines"),
        pytest.param("<" * 1_000_001, id="tags"),
    ],
)
def test_more_than_can_be_read_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(CivquizError, match="export the deck in parts"):
        found(HEAD + text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ab\t" * 1_000_000, id="cells"),
        pytest.param('"ab"\t' * 1_000_000, id="cells in quotes"),
        pytest.param('"' * 3_000_001, id="quotes"),
        pytest.param('"x\t' * 1_000_000, id="quotes that cross"),
        pytest.param("{{c1::" * 500_000, id="gaps"),
        pytest.param("q\t" + "<hr " * 100_000, id="lines that do not end"),
        pytest.param("q\t" + '<span class="cloze">' * 50_000, id="gaps that do not end"),
        pytest.param("#columns:" + "a\t" * 1_000_000 + "\nq\ta", id="names of columns"),
        pytest.param("\0\ud800\x1b[2J\ta", id="characters that are none"),
    ],
)
def test_hostile_text_comes_to_an_end(text: str) -> None:
    assert len(gathered((HEAD + text).encode("utf-8", "surrogatepass")).bank.questions) <= 1


@pytest.mark.parametrize(
    ("head", "is_anki"),
    [
        (HEAD, True),
        ("\ufeff#separator:Comma\n", True),
        ("# mine\n\n#Deck column:1\n", True),
        ("#tags:x\nq\ta", True),
        ("q\ta\n#html:true\n", False),
        ("# tags: x\n", False),
        ("", False),
    ],
)
def test_ankis_text_is_known_by_its_headers(head: str, is_anki: bool) -> None:
    assert anki_text.sniff(head.encode()) == is_anki
    assert (detect("cards.txt", head.encode()) == "anki-text") == is_anki


def test_no_ending_says_that_a_file_is_ankis() -> None:
    assert "anki-text" not in by_ending("cards.txt")


def test_a_bank_is_written_as_anki_takes_it() -> None:
    lines = anki_text.write(bank()).data.decode().split("\n")
    assert lines[:5] == ["#separator:tab", "#html:true", "#notetype:Basic", "#guid column:1", "#deck column:2"]
    # Anki makes a deck anew for each note after one of a deck in it.
    assert [line.split("\t")[1] for line in lines[5:-1]] == ["Town: the basics"] * 5 + [
        f"Town: the basics::{topic}" for topic in ("Cities", "Cities", "Independence", "Independence")
    ]
    assert lines[-2] == "civquiz:town/q9\tTown: the basics::Independence\tWhen? (as of June 2017)\t1991"


def test_a_bank_comes_back_as_it_was() -> None:
    read = gathered(anki_text.write(bank()).data)
    assert (read.bank.title, read.bank.as_of, read.skipped, read.notes) == ("Town: the basics", "2017-06", (), ())
    assert sorted(read.bank.questions, key=lambda question: question.id) == list(bank().questions)


def test_what_anki_has_no_place_for_is_told() -> None:
    whole = bank(
        {"type": "short-answer", "stem": "s", "answer": "a", "accept": ["b"]},
        {"type": "true-false", "stem": "s", "answer": True, "retired": True},
    )
    assert anki_text.write(whole).lost == (Note("q1", "without accept"), Skipped("q2", "retired"))


@given(banks())
def test_whatever_is_written_comes_back(whole: Bank) -> None:
    data = anki_text.write(whole).data
    if whole.active:
        read = gathered(data)
        assert (read.skipped, read.notes) == ((), ())
        assert sorted(read.bank.questions, key=lambda question: question.id) == what_comes_back(whole)

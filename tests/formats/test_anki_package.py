import io
import json
import sqlite3
import struct
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings

from civquiz.errors import CivquizError
from civquiz.formats import by_ending
from civquiz.formats.anki import package as anki_package
from civquiz.formats.contract import Found, Head, Item, Note, Skipped
from civquiz.formats.gather import Gathered, gather
from civquiz.questions.bank import Bank
from tests.formats.anki_cases import bank, what_comes_back
from tests.formats.anki_collections import TYPES, Entry, Type, new, new_package, old, old_package, package
from tests.formats.any_bank import banks

QUESTIONS = [
    Entry("What is the capital?\x1fAstana", tags=" leech state x "),
    Entry("<b>Who</b>?<br>\x1f<div>A &amp; B</div>", deck="Civics::State", guid="who-1"),
    Entry("In {{c1::1991}}, {{c2::Astana::city}}.\x1fmore", type=2, deck="Filtered", home="Civics::State"),
    Entry("7\x1fKazakhstan\x1fAstana\x1fatlas\x1f", type=3),
    Entry("q\x1fa", type=1),
]
PACKAGES = [
    pytest.param(old_package, id="old"),
    pytest.param(lambda *entries: old_package(*entries, name="collection.anki21"), id="of 2018"),
    pytest.param(new_package, id="new"),
    pytest.param(lambda *entries: package(("collection.anki2", old(entries)), packed=zipfile.ZIP_STORED), id="stored"),
]


def found(data: bytes) -> list[Found]:
    return list(anki_package.read(io.BytesIO(data)))


def gathered(data: bytes) -> Gathered:
    return gather(anki_package.read(io.BytesIO(data)), "town", "Town")


def refusal(data: bytes) -> str:
    with pytest.raises(CivquizError) as caught:
        found(data)
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("made", PACKAGES)
def test_the_notes_of_a_package_are_questions(made: Any) -> None:
    def card(where: str, **values: str) -> Item:
        return Item(where, {"type": "short-answer", **values}, card=True)

    assert found(made(*QUESTIONS)) == [
        Head({"title": "Civics"}),
        card("note 1", stem="What is the capital?", answer="Astana", topic="state"),
        card("note 2", stem="Who?", answer="A & B", topic="State", id="who-1"),
        card("note 3, c1", stem="In _____, Astana.", answer="1991", topic="State", explanation="more"),
        card("note 3, c2", stem="In 1991, _____.", answer="Astana", topic="State", explanation="more", hint="city"),
        card("note 4", stem="Kazakhstan?", answer="Astana", explanation="atlas"),
        card("note 5", stem="q", answer="a"),
        Note("", "note type “Country”: left out are “No”"),
        Note(
            "", "note type “Basic (and reversed card)”: only the first of its cards is taken; --swap turns cards round"
        ),
    ]


def test_a_newer_collection_goes_before_the_older_ones_beside_it() -> None:
    members = [("collection.anki2", old([Entry("update!\x1f")])), ("collection.anki21", old([Entry("q\x1fa")]))]
    assert [each.values["stem"] for each in found(package(*members)) if isinstance(each, Item)] == ["q"]
    newest = ("collection.anki21b", zstandard.compress(new([Entry("r\x1fa")])))
    assert [each.values["stem"] for each in found(package(*members, newest)) if isinstance(each, Item)] == ["r"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        pytest.param(Entry("q\x1f"), "its back is empty", id="no back"),
        pytest.param(
            Entry("<img src=x.png>\x1fa"), "its front is nothing but a picture or a sound: x.png", id="a picture"
        ),
        pytest.param(Entry("q\x1fa", type=8), "its note type is missing", id="no note type"),
        pytest.param(Entry(b"\xff"), "larger than any question, or damaged", id="no text"),
        pytest.param(Entry("x" * 1_100_000), "larger than any question, or damaged", id="too large"),
        pytest.param(
            Entry("q\x1f1 0\x1fa", type=4),
            "of the add-on for multiple choice, which has a way of its own",
            id="an add-on",
        ),
    ],
)
def test_a_note_that_asks_nothing_is_skipped_and_the_next_is_read(
    entry: Entry, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tests.formats.anki_collections.TYPES", [*TYPES, Type("AllInOne", ["Q", "QType (0=k)", "Q_1"], [])]
    )
    skipped, card = [each for each in found(old_package(entry, Entry("q\x1fa"))) if not isinstance(each, Head)]
    assert skipped == Skipped("note 1", reason)
    assert isinstance(card, Item)
    assert card.where == "note 2"


def test_only_some_of_many_fields_that_are_left_out_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    many = Type("Many", list("QABCDEFGH"), [("{{Q}}", "{{A}}")])
    monkeypatch.setattr("tests.formats.anki_collections.TYPES", [many])
    told = found(old_package(Entry("\x1f".join("qabcdefgh"))))[-1]
    assert told == Note("", "note type “Many”: left out are “B”, “C”, “D”, “E”, “F” and 2 more")


def test_a_package_without_a_note_is_refused() -> None:
    assert refusal(old_package()) == "there are no notes in it"


DAMAGED = "it is no package of Anki's, or damaged; export it from Anki anew"
BROKEN = "the database in it is damaged; export it from Anki anew"
GOOD = old_package(*QUESTIONS)
LISTED = GOOD.index(b"PK\x01\x02")  # where the zip tells of its first file


def altered(offset: int, form: str, number: int) -> bytes:
    data = bytearray(GOOD)
    struct.pack_into(form, data, LISTED + offset, number)
    return bytes(data)


def many_members() -> bytes:
    """A zip that lists more files than can be held, all of them missing."""
    one = (
        b"PK\x01\x02"
        + struct.pack("<6H3I5H2I", *[20, 20, 0, 0, 0, 0, 0, 0, 0, 60_000, 0, 0, 0, 0, 0, 0])
        + b"x" * 60_000
    )
    listed = one * 300
    return listed + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 300, 300, len(listed), 0, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", DAMAGED, id="nothing"),
        pytest.param(b"PK\x03\x04" + b"x" * 5_000, DAMAGED, id="no zip"),
        pytest.param(GOOD[: len(GOOD) // 2], DAMAGED, id="cut off"),
        pytest.param(GOOD[:200] + bytes(200) + GOOD[400:], DAMAGED, id="a hole"),
        pytest.param(
            package(("x", b"")), "there is no collection in it, so it is no package of Anki's", id="another zip"
        ),
        pytest.param(
            package(("../collection.anki2", old(QUESTIONS)), ("/collection.anki2", b"")),
            "there is no collection in it, so it is no package of Anki's",
            id="names that lead out of it",
        ),
        pytest.param(altered(8, "<H", 1), "it is encrypted; unpack it and pack it without a password", id="encrypted"),
        pytest.param(
            package(("collection.anki2", b"x"), packed=zipfile.ZIP_LZMA),
            "it is packed in a way that Anki does not use; export it from Anki anew",
            id="packed otherwise",
        ),
        pytest.param(altered(24, "<I", 100), DAMAGED, id="a size that is too small"),
        pytest.param(altered(20, "<I", 100), DAMAGED, id="less of it than there is"),
        pytest.param(altered(42, "<I", 5_000_000), DAMAGED, id="a place outside of the file"),
        pytest.param(many_members(), "there are more files in it than a package of Anki's has", id="too many files"),
        pytest.param(package(("collection.anki21b", b"no zstd")), DAMAGED, id="no zstd"),
        pytest.param(
            package(("collection.anki21b", zstandard.compress(new(QUESTIONS))[:-90])), BROKEN, id="zstd cut off"
        ),
        pytest.param(package(("collection.anki2", b"")), BROKEN, id="an empty collection"),
        pytest.param(
            old_package(Entry("<b>" * 300_000), *[Entry("<b>" * 300_000)] * 3), "export the deck in parts", id="tags"
        ),
    ],
)
def test_a_hostile_or_damaged_package_is_refused_in_a_line(data: bytes, message: str) -> None:
    assert message in refusal(data)


@pytest.mark.parametrize(("name", "pack"), [("collection.anki2", bytes), ("collection.anki21b", zstandard.compress)])
def test_a_bomb_is_refused_in_a_line(name: str, pack: Callable[[bytes], bytes]) -> None:
    bomb = package((name, pack(bytes(201 << 20))))
    assert refusal(bomb) == "its collection has more than 200 MiB; export the deck in parts"


def test_a_size_that_is_too_large_is_no_harm() -> None:
    assert len(gathered(altered(24, "<I", 0xFFFFFFF0)).bank.questions) == 6


@pytest.mark.parametrize("library", ["zstandard", "genanki"])
def test_without_the_libraries_the_error_says_how_to_get_them(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(CivquizError, match=r"pip install 'civquiz\[anki\]'"):
        found(new_package(*QUESTIONS)) if library == "zstandard" else anki_package.write(bank())
    assert len(found(old_package(*QUESTIONS))) == 9  # an older package needs neither


def test_packages_are_known_by_their_names_and_zips_by_their_beginning() -> None:
    assert (by_ending("deck.apkg"), by_ending("Backup.COLPKG")) == (["apkg"], ["apkg"])
    assert (anki_package.sniff(GOOD), anki_package.sniff(b"#separator:tab")) == (True, False)


def written(whole: Bank, *queries: str) -> list[list[tuple[Any, ...]]]:
    """What queries find in the collection of a package that was written."""
    with zipfile.ZipFile(io.BytesIO(anki_package.write(whole).data)) as file:
        assert sorted(file.namelist()) == ["collection.anki2", "media"]
        assert json.loads(file.read("media")) == {}
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(file.read("collection.anki2"))
            return [database.execute(query).fetchall() for query in queries]


def test_a_bank_is_a_collection_with_a_note_and_a_card_for_each_question_in_a_deck_for_each_topic() -> None:
    [(models, decks)], rows = written(
        bank(),
        "SELECT models, decks FROM col",
        "SELECT guid, did, ord, due, flds FROM notes JOIN cards ON nid = notes.id ORDER BY due",
    )
    (model,) = json.loads(models).values()
    assert [field["name"] for field in model["flds"]] == ["Front", "Back"]
    names = {int(number): deck["name"] for number, deck in json.loads(decks).items()}
    notes = [(guid, names[deck], place, due, *fields.split("\x1f")) for guid, deck, place, due, fields in rows]
    topics = ["", "", "", "", "", "::Cities", "::Cities", "::Independence", "::Independence"]
    assert [note[:4] for note in notes] == [
        (f"civquiz:town/q{number + 1}", f"Town: the basics{topic}", 0, number) for number, topic in enumerate(topics)
    ]
    assert notes[4][4:] == ("{{c1::no gap}} &lt;b&gt;&amp;amp;&lt;/b&gt;", "&lt;hr id=answer&gt;")
    assert notes[8][4:] == ("When? (as of June 2017)", "1991")


def test_the_same_bank_has_the_same_ids_every_time_and_another_has_others() -> None:
    ids = "SELECT 'note', id, guid, mid FROM notes UNION SELECT 'card', id, nid, did FROM cards ORDER BY 1, 2"
    first, again, other = (written(each, ids)[0] for each in (bank(), bank(), bank(id="other")))
    assert first == again
    assert not {row[1] for row in first} & {row[1] for row in other}


def test_what_anki_has_no_place_for_is_told() -> None:
    whole = bank(
        {"type": "short-answer", "stem": "s", "answer": "a", "reject": ["b"]},
        {"type": "true-false", "stem": "s", "answer": True, "retired": True},
    )
    assert anki_package.write(whole).lost == (Note("q1", "without reject"), Skipped("q2", "retired"))


def test_a_bank_comes_back_as_it_was() -> None:
    read = gathered(anki_package.write(bank()).data)
    assert (read.bank.title, read.bank.as_of, read.skipped, read.notes) == ("Town: the basics", "2017-06", (), ())
    assert sorted(read.bank.questions, key=lambda question: question.id) == list(bank().questions)


@settings(max_examples=20)
@given(banks())
def test_whatever_is_written_comes_back(whole: Bank) -> None:
    data = anki_package.write(whole).data
    if whole.active:
        read = gathered(data)
        assert (read.skipped, read.notes) == ((), ())
        assert sorted(read.bank.questions, key=lambda question: question.id) == what_comes_back(whole)

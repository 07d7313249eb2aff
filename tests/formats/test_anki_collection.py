import random
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from civquiz.errors import CivquizError
from civquiz.formats.anki.collection import Collection, RawNote
from tests.formats.anki_collections import NEW_SCHEMA, OLD_SCHEMA, Entry, new, old

ENTRIES = [
    Entry("q\x1fa", deck="Civics::State", tags=" x ", guid="g"),
    Entry("{{c1::q}}\x1f", type=2, deck="Filtered", home="Civics"),
]


def notes(data: bytes) -> list[RawNote | None]:
    with closing(Collection(bytearray(data))) as collection:
        return list(collection.notes())


def read(data: bytearray) -> int:
    with closing(Collection(data)) as collection:
        return len(collection.notetypes()) + len(collection.decks()) + len(list(collection.notes()))


def refusal(data: bytes) -> str:
    with pytest.raises(CivquizError) as caught:
        read(bytearray(data))
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("data", [old(ENTRIES), new(ENTRIES)], ids=["old", "new"])
def test_a_collection_has_notes_note_types_and_the_decks_that_are_used(data: bytes) -> None:
    with closing(Collection(bytearray(data))) as collection:
        assert list(collection.notes()) == [
            RawNote("g", 1, " x ", ["q", "a"], 3),
            RawNote("k^2Z", 3, "", ["{{c1::q}}", ""], 2),
        ]
        assert collection.decks() == {2: "Civics", 3: "Civics::State"}
        types = collection.notetypes()
    assert {number: (made.name, made.has_gaps, made.is_reversed) for number, made in types.items()} == {
        1: ("Basic", False, False),
        2: ("Basic (and reversed card)", False, True),
        3: ("Cloze", True, False),
        4: ("Country", False, False),
    }
    assert types[4].parts(["7", "Kazakhstan", "Astana", "atlas", ""]) == ("Kazakhstan?", "Astana", "atlas", ["No"])


def test_notes_that_are_not_as_they_should_be_are_none_and_those_about_them_are_read() -> None:
    def spoil(database: sqlite3.Connection) -> None:
        database.execute("INSERT INTO notes VALUES (5, 'g', 1, '', ?, 0)", ("x" * 3_000_000,))
        database.execute("INSERT INTO notes VALUES (7, 'g', 'no id', '', 'q\x1fa', 0)")
        database.execute("INSERT INTO notes VALUES (8, 'g', 1, '', x'ff00ff', 0)")
        database.execute("INSERT INTO notes VALUES (9, x'ff', 1, x'ff', 'r\x1fb', 0)")
        database.execute("INSERT INTO notes VALUES (99, 'g', 1, '', ?, 0)", ("x" * 3_000_000,))

    first, second = RawNote("", 1, "", ["r", "b"], 0), RawNote("k^2Z", 1, "", ["q", "a"], 2)
    assert notes(old([Entry("q\x1fa")], spoil)) == [None, None, None, first, second, None]


def test_text_that_is_not_utf_8_is_read_as_far_as_it_is() -> None:
    data = old([Entry("quest\x1fa")]).replace(b"quest", b"qu\xffst")
    assert [note.texts for note in notes(data) if note] == [["qu\ufffdst", "a"]]


ENDLESS = """
    CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
    SELECT id, 'g' AS guid, 1 AS mid, '' AS tags, 'q' AS flds, 0 AS sfld FROM n;
"""


def without(schema: str, table: str) -> str:
    start = schema.index(f"CREATE TABLE {table} ")
    return schema[:start] + schema[schema.index(";", start) + 1 :]


def database(schema: str, fill: Callable[[sqlite3.Connection], object] = id) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        made.executescript(schema)
        fill(made)
        made.commit()
        return made.serialize()


def many_notes(made: sqlite3.Connection) -> None:
    made.execute("INSERT INTO col VALUES (1, 11, '{}', '{}')")
    made.execute("DROP INDEX ix_cards_nid")
    made.executemany("INSERT INTO notes VALUES (?, '', 1, '', 'q', 0)", ((number,) for number in range(20_000)))
    made.executemany("INSERT INTO cards VALUES (?, ?, 1, 0, 0)", ((number, number) for number in range(20_000)))


def many_tables(made: sqlite3.Connection) -> None:
    made.execute("PRAGMA writable_schema = ON")
    rows = ((f"t{number}", f"t{number}", f"CREATE TABLE t{number} (a)") for number in range(5_000))
    made.executemany("INSERT INTO sqlite_master VALUES ('table', ?, ?, 2, ?)", rows)


def models(text: str) -> bytes:
    return database(OLD_SCHEMA, lambda made: made.execute("INSERT INTO col VALUES (1, 11, ?, '{}')", (text,)))


DAMAGED = "the database in it is damaged; export it from Anki anew"
SLOW = "the database in it takes too long to read; export the deck in parts"
NO_NOTES = "there is no table “notes” in it, so it is no collection of Anki's"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", DAMAGED, id="nothing"),
        pytest.param(b"x" * 5_000, DAMAGED, id="no database"),
        pytest.param(old(ENTRIES)[:3_000], DAMAGED, id="cut off"),
        pytest.param(database("CREATE TABLE x (a)"), NO_NOTES, id="another database"),
        pytest.param(database(without(OLD_SCHEMA, "notes") + ENDLESS), NO_NOTES, id="a view that does not end"),
        pytest.param(
            database(OLD_SCHEMA.replace("flds text not null", "flds text AS (hex(zeroblob(99))) ")),
            "its table “notes” is not as Anki makes it",
            id="a column that is computed",
        ),
        pytest.param(
            database(without(NEW_SCHEMA, "decks").replace("CREATE UNIQUE INDEX idx_decks_name ON decks (name);", "")),
            DAMAGED,
            id="new tables of which one is missing",
        ),
        pytest.param(database(OLD_SCHEMA, many_notes), SLOW, id="a search through all cards for each note"),
        pytest.param(database(OLD_SCHEMA, many_tables), SLOW, id="thousands of tables"),
        pytest.param(models("["), DAMAGED, id="no JSON"),
        pytest.param(models('{"1": {"name": 7}}'), DAMAGED, id="no note type"),
        pytest.param(models('{"1": ' + "[" * 100_000), DAMAGED, id="deep JSON"),
        pytest.param(models("{" + "[{" * 300_000), DAMAGED, id="JSON without end"),
        pytest.param(models("x" * (17 << 20)), DAMAGED, id="JSON that is too long"),
    ],
)
def test_a_hostile_or_damaged_database_is_refused_in_a_line(data: bytes, message: str) -> None:
    assert refusal(data.ljust(100)) == message


@pytest.mark.parametrize("config", [b"\xff" * 1_000_000, b"\x08" * 1_000_001, b"\x0b\x0b", b"\x0a\xff\xff\x03x", None])
def test_what_a_note_type_is_may_be_unreadable(config: bytes | None) -> None:
    def spoil(made: sqlite3.Connection) -> None:
        made.execute("INSERT INTO notetypes VALUES (1, 'Mine', ?)", (config or "text",))
        made.execute("INSERT INTO templates VALUES (1, 0, 'Card', ?)", (config or "text",))
        made.executemany("INSERT INTO fields VALUES (1, ?, ?, x'')", [(0, "Front"), (1, "Back")])

    with closing(Collection(bytearray(database(NEW_SCHEMA, spoil)))) as collection:
        assert collection.notetypes()[1].parts(["q", "a"]) == ("q", "a", "", [])


def test_a_trigger_or_an_index_that_computes_is_no_harm() -> None:
    schema = (
        OLD_SCHEMA
        + """
        CREATE TRIGGER t BEFORE INSERT ON notes BEGIN SELECT 1; END;
        CREATE INDEX i ON notes (hex(flds)) WHERE length(tags) > 0;
    """
    )
    assert len(notes(old(ENTRIES, schema=schema))) == 2


@pytest.mark.parametrize("made", [old, new], ids=["old", "new"])
def test_any_byte_may_be_wrong(made: Callable[[list[Entry]], bytes]) -> None:
    data = made(ENTRIES)
    chance = random.Random(7)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.choice([1, 5, 50])):
            broken[chance.randrange(len(data))] = chance.choice([0, 1, 127, 255])
        try:
            assert read(broken) < 1_000
        except CivquizError as error:
            assert "\n" not in error.message  # noqa: PT017 - either is right

"""Collections and packages as Anki makes them, of a few notes, for tests."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import zstandard

OLD_SCHEMA = """
    CREATE TABLE col (id integer primary key, ver integer, models text, decks text);
    CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, tags text not null,
        flds text not null, sfld integer not null);
    CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
        odid integer not null);
    CREATE INDEX ix_cards_nid ON cards (nid);
"""
NEW_SCHEMA = (
    OLD_SCHEMA
    + """
    CREATE TABLE fields (ntid integer not null, ord integer not null, name text not null collate unicase,
        config blob not null, primary key (ntid, ord)) without rowid;
    CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
    CREATE TABLE templates (ntid integer not null, ord integer not null, name text not null collate unicase,
        config blob not null, primary key (ntid, ord)) without rowid;
    CREATE TABLE notetypes (id integer not null primary key, name text not null collate unicase, config blob not null);
    CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
    CREATE TABLE decks (id integer primary key not null, name text not null collate unicase);
    CREATE UNIQUE INDEX idx_decks_name ON decks (name);
"""
)


class Type(NamedTuple):
    """A note type: its fields, and the front and the back of each of its cards."""

    name: str
    fields: Sequence[str]
    cards: Sequence[tuple[str, str]]
    has_gaps: bool = False


BASIC = Type("Basic", ["Front", "Back"], [("{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}")])
REVERSED = Type("Basic (and reversed card)", BASIC.fields, [*BASIC.cards, ("{{Back}}", "{{FrontSide}}{{Front}}")])
GAPS = Type("Cloze", ["Text", "Back Extra"], [("{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}")], has_gaps=True)
TYPES = [BASIC, REVERSED, GAPS, Type("Country", ["No", "Land", "City", "Source", "Map"], [("{{Land}}?", "{{City}}")])]
DECKS = ["Default", "Civics", "Civics::State", "Filtered"]


class Entry(NamedTuple):
    """A note of the type of that number, from 0, in the deck of that name, and its own if that is a filtered one."""

    texts: Any
    type: int = 0
    deck: str = "Civics"
    tags: str = ""
    guid: Any = "k^2Z"
    home: str = ""


def old(entries: Sequence[Entry], more: Callable[[sqlite3.Connection], object] = id, schema: str = OLD_SCHEMA) -> bytes:
    """The database of a collection whose note types and decks are JSON."""
    models = {
        str(number): {
            "id": number,
            "name": each.name,
            "type": int(each.has_gaps),
            "flds": [{"name": name, "ord": place} for place, name in enumerate(each.fields)],
            "tmpls": [{"name": "Card", "qfmt": front, "afmt": back} for front, back in each.cards],
        }
        for number, each in enumerate(TYPES, 1)
    }
    decks = {str(number): {"id": number, "name": name} for number, name in enumerate(DECKS, 1)}

    def fill(database: sqlite3.Connection) -> None:
        database.execute("INSERT INTO col VALUES (1, 11, ?, ?)", (json.dumps(models), json.dumps(decks)))
        more(database)

    return _database(schema, entries, fill)


def new(entries: Sequence[Entry]) -> bytes:
    """The database of a collection whose note types and decks are tables."""

    def fill(database: sqlite3.Connection) -> None:
        database.execute("INSERT INTO col VALUES (1, 18, '', '')")
        decks = [(number, name.replace("::", "\x1f")) for number, name in enumerate(DECKS, 1)]
        database.executemany("INSERT INTO decks VALUES (?, ?)", decks)
        for number, each in enumerate(TYPES, 1):
            kind = b"\x08\x01" if each.has_gaps else b""
            database.execute(
                "INSERT INTO notetypes VALUES (?, ?, ?)", (number, each.name, kind + _message(3, "css" * 99))
            )
            fields = [(number, place, name, b"\x10\x00") for place, name in enumerate(each.fields)]
            database.executemany("INSERT INTO fields VALUES (?, ?, ?, ?)", fields)
            for place, (front, back) in enumerate(each.cards):
                config = b"\x29" + b"\0" * 8 + b"\x35" + b"\0" * 4 + _message(1, front) + _message(2, back)
                database.execute("INSERT INTO templates VALUES (?, ?, 'Card', ?)", (number, place, config))

    return _database(NEW_SCHEMA, entries, fill)


def package(*members: tuple[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed, compresslevel=1) as file:
        for name, data in members:
            file.writestr(name, data)
    return out.getvalue()


def old_package(*entries: Entry, name: str = "collection.anki2") -> bytes:
    """A package that older versions of Anki make too."""
    return package((name, old(entries)), ("media", b"{}"))


def new_package(*entries: Entry) -> bytes:
    """A package of the newer kind: beside the collection lies an old one that asks to update."""
    update = old([Entry("Please update to the latest Anki version.\x1f")])
    members = [("meta", b"\x08\x03"), ("collection.anki21b", zstandard.ZstdCompressor().compress(new(entries)))]
    return package(*members, ("collection.anki2", update), ("media", b""))


def _database(schema: str, entries: Sequence[Entry], fill: Callable[[sqlite3.Connection], None]) -> bytes:
    database = sqlite3.connect(":memory:")
    database.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    database.executescript(schema)
    fill(database)
    for number, each in enumerate(entries, 1):
        values = (number * 10, each.guid, each.type + 1, each.tags, each.texts)
        database.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, 0)", values)
        deck, home = (DECKS.index(name) + 1 if name in DECKS else 0 for name in (each.deck, each.home))
        database.execute("INSERT INTO cards VALUES (?, ?, ?, 0, ?)", (number, number * 10, deck, home))
    database.commit()
    data = bytearray(database.serialize())
    data[18:20] = b"\2\2"  # as Anki leaves it: written with a log
    database.close()
    return bytes(data)


def _message(number: int, text: str) -> bytes:
    data = text.encode()
    size = bytes([len(data) % 128 + 128, len(data) // 128]) if len(data) > 127 else bytes([len(data)])
    return bytes([number * 8 + 2]) + size + data

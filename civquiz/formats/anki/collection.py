"""The database in one of Anki's packages, read as what it may well be: made to do harm.

It is held in memory and only read. Only tables are asked, since a view is a program. What SQLite does is counted, and
what it gives as well: a damaged file may give the same page for ever.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats.anki.notetypes import Notetype

_STEPS = 1_000  # of SQLite's, from one count to the next
_MOST_COUNTS = 60_000  # some seconds
_MOST_SCHEMA_COUNTS = 20  # a collection has some fifty tables and indexes; to read thousands takes far longer
_LONGEST_NOTE = 1 << 20
_LONGEST_SETTINGS = 16 << 20  # an older collection has all its note types in one text, fonts and pictures too
_MOST_BRACES = 200_000  # of that text; each may begin an object
_MOST_MEMBERS = 50  # of a message that are looked at; what we need stands first
_LONGEST_SQL = 10_000
_JOURNAL = slice(18, 20)  # says that a log stands beside the file: in memory none can, and an exported one needs none
_WITHOUT_LOG = b"\1\1"

_NEW_TABLES = {"notetypes", "fields", "templates", "decks"}
_BETWEEN = "\x1f"  # fields of a note, and a deck and one in it
# A card that is in a filtered deck for now has another of its own.
_DECKS = "SELECT DISTINCT CASE odid WHEN 0 THEN did ELSE odid END FROM cards"
_NOTE = """
    SELECT guid, mid, tags, flds, (
        SELECT CASE odid WHEN 0 THEN did ELSE odid END FROM cards WHERE nid = notes.id ORDER BY ord LIMIT 1
    ) FROM notes WHERE id = ?
"""
# What a note type and a card are in Protocol Buffers: the kind, and the two templates.
_KIND, _QUESTION, _ANSWER = 1, 1, 2
_WITH_GAPS = 1
_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_MORE = 0x80
_LONGEST_VARINT = 70  # bits

Setting = TypeVar("Setting", bound=msgspec.Struct)


class RawNote(msgspec.Struct, frozen=True):
    """A note as the database has it, its note type and deck by their ids."""

    guid: str
    notetype: int
    tags: str
    texts: list[str]
    deck: int


class _OldField(msgspec.Struct):
    name: str


class _OldCard(msgspec.Struct):
    question: str = msgspec.field(name="qfmt", default="")
    answer: str = msgspec.field(name="afmt", default="")


class _OldNotetype(msgspec.Struct):
    fields: list[_OldField] = msgspec.field(name="flds")
    name: str = ""
    cards: list[_OldCard] = msgspec.field(name="tmpls", default_factory=list)
    kind: int = msgspec.field(name="type", default=0)


class _OldDeck(msgspec.Struct):
    name: str


class Collection:
    """The notes of a package. Raises CivquizError, then and later, for what is no database of Anki's."""

    def __init__(self, data: bytearray) -> None:
        data[_JOURNAL] = _WITHOUT_LOG
        self._unread = len(data)  # what gives more than it has is damaged
        self._counts = _MOST_SCHEMA_COUNTS
        self._database = sqlite3.connect(":memory:")
        try:
            self._open(data)
        except BaseException:
            self.close()
            raise

    def _open(self, data: bytearray) -> None:
        if not hasattr(self._database, "deserialize"):  # a Python may be built without
            raise CivquizError("this Python cannot read a database in memory; take one with SQLite 3.36 or later")
        with _trouble():
            self._database.text_factory = lambda text: text.decode("utf-8", "replace")
            self._database.create_collation("unicase", lambda one, other: (one > other) - (one < other))
            self._database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL)
            self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_SETTINGS)
            self._database.set_progress_handler(self._count, _STEPS)
            self._database.deserialize(data)
            for setting in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "temp_store = MEMORY"):
                self._database.execute(f"PRAGMA {setting}")
            # Neither a view nor a virtual table has a page of its own.
            rows = self._rows("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
            tables = {name for (name,) in rows}
            self._counts = _MOST_COUNTS
            self._is_new = tables >= _NEW_TABLES
            for table in ("notes", "cards", *(_NEW_TABLES if self._is_new else {"col"})):
                self._check(table, tables)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def notetypes(self) -> dict[int, Notetype]:
        """The note types by their ids."""
        with _trouble():
            return self._new_notetypes() if self._is_new else self._old_notetypes()

    def decks(self) -> dict[int, str]:
        """The names of the decks in which there are cards, by their ids; `::` is between a deck and one in it."""
        with _trouble():
            if self._is_new:
                rows = self._rows("SELECT id, name FROM decks LIMIT 10000")
                names = {deck: _string(name).replace(_BETWEEN, "::") for deck, name in rows}
            else:
                names = {deck: old.name for deck, old in self._settings("SELECT decks FROM col", _OldDeck).items()}
            used = {deck for (deck,) in self._rows(_DECKS)}
            return {deck: name for deck, name in names.items() if deck in used}

    def notes(self) -> Iterator[RawNote | None]:
        """The notes by their ids; None for one that is not as it should be, or larger than any question."""
        with _trouble():
            self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_NOTE)
            for (note_id,) in self._rows("SELECT id FROM notes ORDER BY id"):
                yield self._note(note_id)

    def _note(self, note_id: object) -> RawNote | None:
        try:  # each by itself: of several in a row, that before one that is too long would be lost too
            row = next(self._rows(_NOTE, note_id), None)
        except sqlite3.DataError:
            return None
        match row:
            case (guid, int(notetype), tags, str(texts), deck):
                deck_id = deck if isinstance(deck, int) else 0
                return RawNote(_string(guid), notetype, _string(tags), texts.split(_BETWEEN), deck_id)
        return None

    def _check(self, table: str, tables: set[str]) -> None:
        if table not in tables:
            raise CivquizError(f"there is no table “{table}” in it, so it is no collection of Anki's")
        if any(hidden for *_, hidden in self._rows(f"PRAGMA table_xinfo({table})")):  # computed when it is read
            raise CivquizError(f"its table “{table}” is not as Anki makes it")

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        for row in self._database.execute(sql, values):
            self._unread -= sum(len(value) for value in row if isinstance(value, str | bytes))
            if self._unread < 0:
                raise _damaged()
            yield row

    def _count(self) -> bool:
        """Whether SQLite is to stop."""
        self._counts -= 1
        return self._counts < 0

    def _new_notetypes(self) -> dict[int, Notetype]:
        fields: dict[int, list[str]] = {}
        for number, name in self._rows("SELECT ntid, name FROM fields ORDER BY ntid, ord LIMIT 100000"):
            fields.setdefault(number, []).append(_string(name))
        cards: dict[int, list[dict[int, object]]] = {}
        for number, config in self._rows("SELECT ntid, config FROM templates ORDER BY ntid, ord LIMIT 10000"):
            cards.setdefault(number, []).append(_message(config))
        notetypes = {}
        for number, name, config in self._rows("SELECT id, name, config FROM notetypes LIMIT 10000"):
            first, *others = cards.get(number) or [{}]
            notetypes[number] = Notetype(
                _string(name),
                fields.get(number, []),
                _text(first.get(_QUESTION)),
                _text(first.get(_ANSWER)),
                1 + len(others),
                has_gaps=_message(config).get(_KIND) == _WITH_GAPS,
            )
        return notetypes

    def _old_notetypes(self) -> dict[int, Notetype]:
        notetypes = {}
        for number, old in self._settings("SELECT models FROM col", _OldNotetype).items():
            first, *others = old.cards or [_OldCard()]
            fields = [field.name for field in old.fields]
            has_gaps = old.kind == _WITH_GAPS
            cards = 1 + len(others)
            notetypes[number] = Notetype(old.name, fields, first.question, first.answer, cards, has_gaps=has_gaps)
        return notetypes

    def _settings(self, sql: str, type_: type[Setting]) -> dict[int, Setting]:
        """What an older collection keeps as JSON."""
        (text,) = next(self._rows(sql), ("",))
        if _string(text).count("{") > _MOST_BRACES:
            raise _damaged()
        raw = msgspec.json.decode(_string(text), type=dict[int, msgspec.Raw])
        return {number: msgspec.json.decode(each, type=type_) for number, each in raw.items()}


@contextmanager
def _trouble() -> Iterator[None]:
    """What SQLite and the decoders say of a broken database, in a line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_INTERRUPT":
            raise _damaged() from error
        raise CivquizError("the database in it takes too long to read; export the deck in parts") from error
    except (sqlite3.Error, msgspec.MsgspecError, RecursionError, MemoryError, UnicodeError) as error:
        raise _damaged() from error


def _damaged() -> CivquizError:
    return CivquizError("the database in it is damaged; export it from Anki anew")


def _message(data: object) -> dict[int, object]:
    """The fields of a message in Protocol Buffers by their numbers, as far as it can be read."""
    found: dict[int, object] = {}
    position = 0
    for _ in range(_MOST_MEMBERS):
        if not isinstance(data, bytes) or position >= len(data):
            break
        key, position = _varint(data, position)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            found[number], position = _varint(data, position)
        elif kind == _BYTES:
            size, position = _varint(data, position)
            found[number] = data[position : position + size]
            position += size
        elif kind in {_FOUR_BYTES, _EIGHT_BYTES}:
            position += 4 if kind == _FOUR_BYTES else 8
        else:
            break
    return found


def _varint(data: bytes, position: int) -> tuple[int, int]:
    """A number that takes as many bytes as it needs, and where it ends."""
    number = shift = 0
    while position < len(data) and shift < _LONGEST_VARINT:
        byte = data[position]
        number |= (byte % _MORE) << shift
        position, shift = position + 1, shift + 7
        if byte < _MORE:
            break
    return number, position


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text(data: object) -> str:
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""

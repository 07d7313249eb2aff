"""Anki's packages, .apkg and .colpkg: a zip with a database of notes."""

import hashlib
import io
import sqlite3
import struct
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from importlib import import_module
from itertools import count
from types import ModuleType
from typing import IO, Any, BinaryIO, cast

from civquiz.errors import CivquizError
from civquiz.formats.anki import notes as anki_notes
from civquiz.formats.anki import sides as anki_sides
from civquiz.formats.anki.collection import Collection, RawNote
from civquiz.formats.anki.notes import Sides
from civquiz.formats.anki.notetypes import Notetype
from civquiz.formats.contract import Found, Head, Note, Skipped, Written, listed
from civquiz.questions.bank import Bank, quoted

LIMIT_BYTES = 2 << 30  # with its pictures and sounds, of which nothing is read

# Beside a newer one an older name holds a single note, which asks to update Anki.
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_MOST_BYTES = 200 << 20  # of a collection
_MOST_LISTED = 16 << 20  # bytes of a zip's list of files, which is read whole
_CHUNK = 1 << 20
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # what Anki uses; others may ask for any amount of memory
_ENCRYPTED = 1
_WINDOW = 1 << 27  # bytes that zstd may ask for
_ZIP_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError, struct.error)
_DAMAGED = "it is no package of Anki's, or damaged; export it from Anki anew"

_ADD_ON = "QType"  # a field of what it makes; the answers would show on the front
_MOST_SAID = 5
_CSS = """
.card { font-family: sans-serif; font-size: 20px; text-align: center; }
.card ul, .card ol { display: table; margin: 1em auto; text-align: left; }
.civquiz-explanation { margin-top: 1em; font-size: 16px; }
"""
_FIRST_ID = 1 << 40  # Anki's own are milliseconds since 1970


def sniff(head: bytes) -> bool:
    """Whether it is a zip."""
    return head.startswith(b"PK\x03\x04")


def read(file: BinaryIO, *, separator: str = "") -> Iterator[Found]:
    """The questions in the notes. Raises CivquizError if it is no package, is damaged, or has no note."""
    with closing(Collection(_collection(file))) as collection:
        notetypes = collection.notetypes()
        decks = collection.decks()
        title, topics = anki_notes.topics(decks.values())
        if title:
            yield Head({"title": title})
        amount = anki_notes.Amount()
        number = 0
        left: dict[str, dict[str, None]] = {}
        reversed_: dict[str, None] = {}
        for number, note in enumerate(collection.notes(), 1):
            where = f"note {number}"
            notetype = notetypes.get(note.notetype) if note else None
            parts = notetype.parts(note.texts) if note and notetype and not _is_of_add_on(notetype) else None
            amount.add(*(parts[:3] if parts else ()))
            if not (note and notetype and parts):
                yield Skipped(where, _unfit(note, notetype))
                continue
            yield from anki_notes.questions(
                Sides(
                    where,
                    *parts[:3],
                    topic=topics.get(decks.get(note.deck, "")) or anki_notes.topic_of_tags(note.tags),
                    guid=note.guid,
                    has_gaps=notetype.has_gaps,
                )
            )
            left.setdefault(notetype.name, {}).update(dict.fromkeys(parts.left))
            reversed_ |= {notetype.name: None} if notetype.is_reversed else {}
        if not number:
            raise CivquizError("there are no notes in it")
        yield from _left_out(left, reversed_)


def write(bank: Bank) -> Written:
    """A package with a deck for each topic. Raises CivquizError without the library that it takes."""
    genanki = _library("genanki")
    notetype = genanki.Model(
        _number("civquiz"),
        "civquiz",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
        css=_CSS,
    )
    decks: dict[str, Any] = {}
    for place, question in enumerate(bank.active):
        name = anki_notes.deck_of(bank, question)
        deck = decks.setdefault(name, genanki.Deck(_number(f"deck {name}"), name))
        sides = list(anki_sides.write(bank, question))
        deck.add_note(genanki.Note(notetype, sides, guid=anki_notes.guid_of(bank, question), due=place))
    with closing(sqlite3.connect(":memory:")) as database:
        # The time of writing, because Anki takes over a note that it has only if it was changed later than its own.
        written = int(time.time())
        genanki.Package(list(decks.values())).write_to_db(database.cursor(), written, count(_number(bank.id)))
        database.commit()
        collection = database.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo(_COLLECTIONS[-1]), collection, zipfile.ZIP_DEFLATED)
        package.writestr(zipfile.ZipInfo("media"), "{}")
    return Written(out.getvalue(), tuple(anki_notes.lost(bank)))


class _Sparing:
    """A file that hands out no more at a time than the list of a package's files takes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(_MOST_LISTED + 1 if size < 0 else min(size, _MOST_LISTED + 1))
        if len(data) > _MOST_LISTED:
            raise CivquizError("there are more files in it than a package of Anki's has")
        return data


def _collection(file: BinaryIO) -> bytearray:
    """The database in the package, the newest of those it has."""
    try:
        with zipfile.ZipFile(cast("IO[bytes]", _Sparing(file))) as package:
            there = {member.filename: member for member in package.infolist()}
            name = next((name for name in _COLLECTIONS if name in there), None)
            if name is None:
                raise CivquizError("there is no collection in it, so it is no package of Anki's")
            if there[name].flag_bits & _ENCRYPTED:
                raise CivquizError("it is encrypted; unpack it and pack it without a password")
            if there[name].compress_type not in _PACKED:
                raise CivquizError("it is packed in a way that Anki does not use; export it from Anki anew")
            with package.open(there[name]) as member:
                return _unpacked(member) if name == _COLLECTIONS[0] else _whole(member)
    except _ZIP_TROUBLE as error:
        raise CivquizError(_DAMAGED) from error


def _unpacked(member: IO[bytes]) -> bytearray:
    zstandard = _library("zstandard")
    try:
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return _whole(unpacker.stream_reader(member, read_across_frames=True))
    except zstandard.ZstdError as error:
        raise CivquizError(_DAMAGED) from error


def _whole(member: IO[bytes]) -> bytearray:
    data = bytearray()
    while chunk := member.read(_CHUNK):
        data += chunk
        if len(data) > _MOST_BYTES:
            raise CivquizError(f"its collection has more than {_MOST_BYTES >> 20} MiB; export the deck in parts")
    return data


def _is_of_add_on(notetype: Notetype) -> bool:
    return any(field.startswith(_ADD_ON) for field in notetype.fields)


def _unfit(note: RawNote | None, notetype: Notetype | None) -> str:
    if not note:
        return "larger than any question, or damaged"
    return "of the add-on for multiple choice, which has a way of its own" if notetype else "its note type is missing"


def _library(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise CivquizError("Anki's packages need more libraries; get them with: pip install 'civquiz[anki]'") from error


def _number(name: str) -> int:
    """An id for Anki, the same for the same name."""
    return _FIRST_ID + int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:5], "big")


def _left_out(left: Mapping[str, Iterable[str]], reversed_: Iterable[str]) -> Iterator[Note]:
    for notetype, names in left.items():
        if fields := [quoted(name) for name in names]:
            yield Note("", f"note type {quoted(notetype)}: left out are {listed(fields, _MOST_SAID)}")
    for notetype in reversed_:
        yield Note("", f"note type {quoted(notetype)}: only the first of its cards is taken; --swap turns cards round")

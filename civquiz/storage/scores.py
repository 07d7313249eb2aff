"""The bytes of the score file: read and checked, united, written, and saved from damage. Touches no file."""

import gc
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec

from civquiz.attempts import WHILE_OPEN, Attempt, ExamTerms, Outline, Session, can_be_merged, merge_attempts, moment

FORMAT = "civquiz-scores"
VERSION = 1
BROKEN = (ValueError, RecursionError)
"""What reading damaged bytes raises; msgspec's errors are ValueErrors."""

ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
"""What a session's id looks like; fit for a file name."""

_Fields = dict[str, msgspec.Raw]


class Scores(msgspec.Struct):
    """The score file taken apart: its sessions by id, as the bytes they are, and every other field.

    What no one changes is written back byte for byte, with fields that this version does not know.
    """

    head: _Fields
    sessions: _Fields
    changed: bool = False

    @property
    def version(self) -> int:
        """The version of the format; above `VERSION` it is not ours to write."""
        try:
            return msgspec.json.decode(self.head["version"], type=int)
        except (KeyError, *BROKEN):
            return VERSION

    @property
    def goals(self) -> dict[str, dict[str, Any]]:
        """For each bank what is aimed at, and when that was set."""
        try:
            return msgspec.json.decode(self.head["goals"], type=dict[str, dict[str, Any]])
        except (KeyError, *BROKEN):
            return {}

    def add(self, record: dict[str, Any]) -> None:
        """Unite a session with what is there."""
        known = self.sessions.get(record["id"])
        if known is not None:
            old = msgspec.json.decode(known)
            record = unite(old, record)
            if record == old:
                return
        self.sessions[record["id"]] = msgspec.Raw(line_of(record))
        self.changed = True

    def add_goals(self, goals: dict[str, dict[str, Any]]) -> None:
        """For each bank keep the goal that was set later."""
        ours = self.goals
        later = {bank: goal for bank, goal in goals.items() if bank not in ours or _set(goal) > _set(ours[bank])}
        if later:
            self.head["goals"] = msgspec.Raw(line_of({**ours, **later}))
            self.changed = True

    def add_all(self, other: "Scores") -> None:
        """Unite with another score file; of unknown fields ours stay."""
        self.add_goals(other.goals)
        for name, value in other.head.items():
            if name not in self.head:
                self.head[name] = value
                self.changed = True
        for session_id, raw in other.sessions.items():
            if session_id in self.sessions:
                self.add(msgspec.json.decode(raw))
            else:
                self.sessions[session_id] = raw
                self.changed = True


def empty() -> Scores:
    """A score file without sessions."""
    return Scores({}, {})


def parse(data: bytes) -> Scores:
    """The score file, every session checked. Raises one of `BROKEN`; a newer version's is read as far as it can be."""
    return _parse(data, None)


def parse_with_sessions(data: bytes) -> tuple[Scores, dict[str, Session]]:
    """`parse`, and the sessions by id, deleted ones too."""
    sessions: dict[str, Session] = {}
    return _parse(data, sessions), sessions


def without_sessions(data: bytes) -> Scores:
    """The score file but for its sessions, much faster. Raises as `parse` does."""
    return Scores(_split(data)[0], {})


def outlines(data: bytes) -> list[Outline]:
    """The sessions in outline, deleted ones too, much faster. Raises one of `BROKEN`, if newer too."""
    with _no_collection():
        found = _outlines_decoder.decode(data)
    if found.format != FORMAT or found.version != VERSION:
        raise ValueError(found.version)
    return found.sessions


def render(scores: Scores) -> bytes:
    """The bytes of the file: JSON that a person can read and jq can query, one session a line."""
    head = {name: value for name, value in scores.head.items() if name not in {"format", "version", "goals"}}
    first = {"format": FORMAT, "version": scores.version, "goals": scores.head.get("goals", msgspec.Raw(b"{}")), **head}
    opening = _one_line(msgspec.json.encode(first))
    body = b",\n".join(scores.sessions.values())
    if body.count(b"\n") >= len(scores.sessions) > 0:  # someone has laid the file out anew
        body = b",\n".join(map(_one_line, scores.sessions.values()))
    return b'%s, "sessions": [\n%s]}\n' % (opening[:-1], body and body + b"\n")


def salvage(data: bytes) -> Scores:
    """Every session that can be read in damaged bytes, wherever it stands in them."""
    text = data.decode("utf-8", "replace")
    found = Scores(head_of(data), {})
    decoder = json.JSONDecoder(strict=False)
    end = 0
    for match in _SESSION.finditer(text):
        if match.start() < end:
            continue
        try:
            record, end = decoder.raw_decode(text, match.start())
            session = check(msgspec.json.encode(record))
        except BROKEN:
            continue
        if ID.fullmatch(session.id):  # under a damaged id the session would be there twice
            found.add(record)
    return found


def head_of(data: bytes) -> _Fields:
    """Every field but the sessions, as far as they can be read without them."""
    opening = data.partition(b"\n")[0].strip()
    for candidate in (data, opening + b"]}"):
        try:
            head = msgspec.json.decode(candidate, type=_Fields)
        except BROKEN:
            continue
        return {name: value for name, value in head.items() if name != "sessions"}
    return {}


def unite(ours: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """One record of two of a session: every attempt of both, and ours where a field differs. May run twice.

    Deleted in one is deleted.
    """
    if ours.get("deleted") or other.get("deleted"):
        return tombstone(ours)
    united = {**other, **ours, "attempts": merge_attempts([*ours.get("attempts", ()), *other.get("attempts", ())])}
    if not united.get("finished"):
        united["finished"] = other.get("finished", "")
    for name in ("drawn", "later", "hints", "passed"):  # each only grows, in turn
        united[name] = max(ours.get(name, []), other.get(name, []), key=len)
    if "used" in united:
        united["used"] = max(ours.get("used", 0), other.get("used", 0))
    if united["finished"]:
        united = {name: value for name, value in united.items() if name not in WHILE_OPEN}
    return {name: value for name, value in united.items() if value or name not in _LEFT_OUT}


def tombstone(record: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a deleted session, so that no copy brings it back and no row changes its number."""
    return {"id": record["id"], "started": record.get("started", ""), "deleted": True}


def line_of(record: dict[str, Any]) -> bytes:
    """The record as a line of the file, without its newline."""
    try:
        return _one_line(msgspec.json.encode(record))
    except UnicodeEncodeError:  # half a character, from a terminal that is not UTF-8
        return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")


def check(raw: msgspec.Raw | bytes) -> Session:
    """The session in these bytes. Raises one of `BROKEN`."""
    try:
        session = _session_decoder.decode(raw)
    except msgspec.ValidationError:
        kept = _tombstone_decoder.decode(raw)
        if not kept.deleted:
            raise
        return Session(id=kept.id, mode="", banks={}, seed=0, started=kept.started, drawn=[], deleted=True)
    if not all(map(can_be_merged, session.attempts)):
        raise ValueError("an earlier attempt says not which one it is")
    return session


class Unopened(msgspec.Struct, kw_only=True, gc=False):
    """A session whose attempts are still the bytes they are."""

    id: str
    mode: str = ""
    banks: dict[str, str] = {}
    started: str = ""
    finished: str = ""
    again: str = ""
    exam: ExamTerms | None = None
    used: float = 0.0
    files: dict[str, str] = {}
    deleted: bool = False
    attempts: msgspec.Raw = msgspec.Raw(b"[]")

    def open(self) -> Session:
        """The session, without its seed and what was drawn. Raises one of `BROKEN`."""
        fields: dict[str, Any] = msgspec.structs.asdict(self)
        return Session(**{**fields, "seed": 0, "drawn": [], "attempts": _attempts_decoder.decode(self.attempts)})


def unopened(data: bytes) -> list[Unopened]:
    """The sessions, deleted ones too, none of their attempts read. Raises one of `BROKEN`, if newer too."""
    with _no_collection():
        found = _unopened_decoder.decode(data)
    if found.format != FORMAT or found.version != VERSION:
        raise ValueError(found.version)
    return found.sessions


_Timed = TypeVar("_Timed", bound=Session | Outline | Unopened)


def start_key(sessions: Iterable[_Timed]) -> Callable[[_Timed], tuple[float | str, str]]:
    """The key to sort these sessions by: the moment they started, whatever the time zone, then the id."""
    zones = {session.started[-len("+05:00") :] for session in sessions}
    if len(zones) > 1:
        return lambda session: (moment(session.started), session.id)
    return lambda session: (session.started, session.id)  # the same order at an eighth of the time


class _Tombstone(msgspec.Struct):
    id: str
    started: str = ""
    deleted: bool = False


class _Outlines(msgspec.Struct):
    format: str
    version: int
    sessions: list[Outline]


class _Unopened(msgspec.Struct):
    format: str
    version: int
    sessions: list[Unopened]


_unopened_decoder = msgspec.json.Decoder(_Unopened)
_attempts_decoder = msgspec.json.Decoder(list[Attempt])
_session_decoder = msgspec.json.Decoder(Session)
_tombstone_decoder = msgspec.json.Decoder(_Tombstone)
_outlines_decoder = msgspec.json.Decoder(_Outlines)
_SESSION = re.compile(r'\{\s*"id"\s*:')
_LEFT_OUT = {"finished", "later", "hints", "passed"}  # left out where empty, as `Session` does


@contextmanager
def _no_collection() -> Iterator[None]:
    # Four fifths of the time of decoding a million attempts is the collector looking for cycles that JSON has not.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _split(data: bytes) -> tuple[_Fields, list[msgspec.Raw]]:
    str(data, "utf-8")  # what msgspec does not need it does not check
    head = msgspec.json.decode(data, type=_Fields)
    if {"format", "version", "sessions"} - head.keys():
        raise ValueError("a field is missing")
    if msgspec.json.decode(head["format"]) != FORMAT or msgspec.json.decode(head["version"], type=int) < VERSION:
        raise ValueError("another format")
    return head, msgspec.json.decode(head.pop("sessions"), type=list[msgspec.Raw])


def _parse(data: bytes, sessions: dict[str, Session] | None) -> Scores:
    with _no_collection():
        head, raws = _split(data)
        found = Scores(head, {})
        newer = found.version > VERSION
        for raw in raws:
            try:
                session = check(raw)
            except BROKEN:
                if newer:
                    continue
                raise
            if session.id in found.sessions:  # someone put two files into one
                found.add(msgspec.json.decode(raw))
                session = check(found.sessions[session.id])
            else:
                found.sessions[session.id] = raw
            if sessions is not None:
                sessions[session.id] = session
    return found


def _one_line(data: msgspec.Raw | bytes) -> bytes:
    return msgspec.json.format(bytes(data), indent=0)


def _set(goal: dict[str, Any]) -> str:
    return str(goal.get("set", ""))

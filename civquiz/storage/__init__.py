"""The learner's record: the score file, and the journals of sessions that are not in it yet."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from civquiz import files, paths
from civquiz.attempts import Outline, Session
from civquiz.errors import CannotWriteError, CivquizError
from civquiz.storage import journal, scores
from civquiz.storage.journal import Journal
from civquiz.storage.score_file import LIMIT_BYTES, ScoreFile, newer, parse_or_salvage
from civquiz.storage.scores import Scores
from civquiz.text import one_line

__all__ = ["Journal", "Store"]

_KEPT = 20  # journals kept after they were merged
# How Syncthing, Dropbox and Nextcloud name the other version of a file that two machines changed.
_CONFLICT = re.compile(r"scores(\.sync-conflict-.*| \(.*conflicted copy.*\))\.json", re.IGNORECASE)


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """The record in one data folder. `clock` gives the time that names the copies of damaged and cleared files.

    Reading takes no lock and writes nothing, unless the score file is damaged: then it is repaired, and
    `take_notices` says so.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now) -> None:
        self.folder = folder
        self._journals = paths.journal_folder(folder)
        self._done = self._journals / "done"
        self._file = ScoreFile(paths.scores_path(folder), self._done, clock, self._tell)
        self._notices: list[str] = []

    @property
    def path(self) -> Path:
        """The score file itself, behind any symbolic link."""
        return self._file.path

    # Sessions in progress

    def begin(self, session: Session, more: dict[str, Any] | None = None) -> Journal:
        """A journal for a new session; `more` are fields of its record that `Session` has not. Nothing is written."""
        header = {**msgspec.to_builtins(session), **(more or {})}
        return Journal(self._journal_path(session.id), header, self._merge_finished)

    def resume(self, session_id: str) -> tuple[Session, Journal]:
        """Go on with an unfinished session.

        A damaged journal is mended, its bytes kept beside it. Raises CivquizError if it is live in another terminal,
        finished or not there.
        """
        opened = self._reopen(session_id, "there is no unfinished session")
        if opened.record.get("finished"):
            opened.close()
            raise CivquizError("this session is finished already; see civquiz history")
        return msgspec.convert(opened.record, Session), opened

    # Reading

    def sessions(self) -> list[Session]:
        """All sessions, merged, waiting or in progress, by their start; deleted ones left out."""
        return [session for _, session in self.rows()]

    def rows(self) -> list[tuple[int, Session]]:
        """`sessions` with the number of each in the history, from 1; a deleted session keeps its number."""
        numbered = enumerate((session for session, _ in self._everything()), start=1)
        return [(row, session) for row, session in numbered if not session.deleted]

    def latest(self, count: int, bank: str = "") -> list[tuple[int, Session]]:
        """The last of the `rows`, of that bank if one is named, without their seeds and what was drawn.

        Only their attempts are read, so that it takes a fraction of the time of `rows`.
        """
        waiting = self._waiting()  # first, as in `_everything`
        merged = self._file.unopened()
        if merged is not None and waiting.keys().isdisjoint(each.id for each in merged):
            merged += [
                msgspec.json.decode(msgspec.json.encode(each), type=scores.Unopened) for each in waiting.values()
            ]
            numbered = enumerate(sorted(merged, key=scores.start_key(merged)), start=1)
            shown = [(row, each) for row, each in numbered if not each.deleted and (not bank or bank in each.banks)]
            with suppress(*scores.BROKEN):  # `rows` repairs what cannot be read
                return [(row, each.open()) for row, each in shown[-count:]]
        return [(row, each) for row, each in self.rows() if not bank or bank in each.banks][-count:]

    def records(self) -> list[dict[str, Any]]:
        """`sessions` as they are stored, with fields that this version does not know."""
        return [msgspec.json.decode(raw) for session, raw in self._everything() if not session.deleted]

    def outlines(self) -> list[Outline]:
        """`sessions` in outline, read as fast as can be."""
        waiting = self._waiting()  # first, as in `_everything`
        merged = self._file.outlines()
        if merged is None or not waiting.keys().isdisjoint(outline.id for outline in merged):
            return [msgspec.convert(session, Outline, from_attributes=True) for session in self.sessions()]
        found = [*merged, *(msgspec.convert(record, Outline) for record in waiting.values())]
        return sorted((outline for outline in found if not outline.deleted), key=scores.start_key(found))

    def unfinished(self) -> list[Session]:
        """The sessions in progress, by their start."""
        found = [msgspec.convert(record, Session) for record in self._waiting().values()]
        return sorted((each for each in found if not each.finished), key=scores.start_key(found))

    def goals(self) -> dict[str, dict[str, Any]]:
        """For each bank what the learner aims at, with `set`, the time it was set."""
        return self._file.read(scores.without_sessions).goals

    def take_notices(self) -> list[str]:
        """What the learner has to be told, a line each; each once."""
        told, self._notices = self._notices, []
        return told

    def writable_problem(self) -> str:
        """Why nothing can be saved here, "" if nothing speaks against it. Writes nothing."""
        for folder in (self.path.parent, self._journals):
            there = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
            name = files.name_of(there)
            if not there.is_dir():
                return f"{name} is not a folder: your answers cannot be saved"
            if not os.access(there, os.W_OK | os.X_OK):
                return f"{name} is read-only: your answers cannot be saved"
            if hasattr(os, "statvfs") and os.statvfs(there).f_bavail == 0:
                return f"the disk of {name} is full: your answers cannot be saved"
        return ""

    # Care

    def tidy(self) -> list[str]:
        """Bring finished sessions, a lost file and conflict copies into the score file, if there are any.

        Run at each start; costs two looks at folders if there is nothing to do. Gives what the learner has to be told,
        and never fails: what cannot be done now is done by a later start.
        """
        try:
            finished = [path for path in self._journal_files() if self._is_over(path)]
            conflicts = [path for path in files.names(self.path.parent) if _CONFLICT.fullmatch(path.name)]
            if finished or conflicts or self._file.is_lost():
                self._gather(finished, conflicts)
        except CivquizError as error:
            self._tell(error.message)
        return self.take_notices()

    def set_goal(self, bank: str, goal: dict[str, Any]) -> None:
        """Set what is aimed at in a bank; `goal` has its `set`. Raises CivquizError."""
        with self._file.changing() as found:
            found.add_goals({bank: goal})

    def amend(self, session_id: str, attempt: dict[str, Any]) -> None:
        """Add to a session a later `rev` of one of its attempts. Raises CivquizError, CannotWriteError."""
        with self._file.changing() as found:
            known = found.sessions.get(session_id)
            if known is not None:
                found.add({**msgspec.json.decode(known), "attempts": [attempt]})
                return
        waiting = self._reopen(session_id, "there is no session")
        waiting.write({"attempt": attempt})
        waiting.close()
        if waiting.problem:
            raise CannotWriteError(f"cannot write {files.name_of(waiting.path)}: {waiting.problem}")

    def delete(self, session_id: str) -> Path:
        """Delete a session but for its id and start. Gives the path of a copy, which nothing reads.

        Raises CivquizError, also if the session is live in another terminal.
        """
        path = self._journal_path(session_id)
        lock = self._hold(path) if path.exists() else None
        if lock is None and path.exists():
            raise CivquizError("this session is open in another terminal; leave it there first")
        try:
            return self._delete(session_id, path)
        finally:
            if lock is not None:
                lock.let_go()

    def clear(self) -> Path:
        """Empty the record. Gives the path of a folder with all there was, which nothing reads.

        A session that is live in another terminal stays. Raises CivquizError.
        """
        copies = files.free_name(self.folder / f"{self._file.time()}.cleared")
        with self._file.clearing(copies), files.writing(copies):
            for path in self._journal_files():
                lock = self._hold(path)
                if lock is not None:
                    with suppress(FileNotFoundError):
                        path.replace(copies / path.name)
                    lock.let_go()
            with suppress(FileNotFoundError):
                self._done.replace(copies / "done")
        return copies

    # How it is read

    def _everything(self) -> list[tuple[Session, msgspec.Raw]]:
        # The journals before the file: a session goes from them into it, so that it cannot be missed on its way.
        waiting = self._waiting()
        found, sessions = self._file.read(scores.parse_with_sessions)
        if found.version > scores.VERSION:
            self._tell(newer(self.path))
        for session_id, record in waiting.items():
            found.add(record)
            sessions[session_id] = scores.check(found.sessions[session_id])
        everything = [(session, found.sessions[session_id]) for session_id, session in sessions.items()]
        key = scores.start_key(sessions.values())
        return sorted(everything, key=lambda entry: key(entry[0]))

    def _waiting(self) -> dict[str, dict[str, Any]]:
        """The sessions of the journals, by id."""
        found: dict[str, dict[str, Any]] = {}
        for path in self._journal_files():
            contents = self._contents(path)
            if contents is not None and contents.lines:
                record = contents.record
                session_id = record["id"]
                found[session_id] = scores.unite(found[session_id], record) if session_id in found else record
        return found

    def _contents(self, path: Path) -> journal.Contents | None:
        try:
            return journal.parse(files.read_limited(path, journal.LIMIT_BYTES, "the session"))
        except FileNotFoundError:  # merged or thrown away since the folder was listed
            return None
        except CivquizError as error:
            self._tell(error.message)
            return None

    def _is_over(self, path: Path) -> bool:
        contents = self._contents(path)
        return contents is not None and (not contents.lines or bool(contents.record.get("finished")))

    def _journal_files(self) -> list[Path]:
        return [path for path in files.names(self._journals) if path.name.endswith(journal.SUFFIX)]

    def _journal_path(self, session_id: str) -> Path:
        if not scores.ID.fullmatch(session_id):  # it may come from a file that someone else wrote
            raise CivquizError(f"{one_line(session_id)} is no session id; see civquiz history")
        return self._journals / (session_id + journal.SUFFIX)

    # How it is changed

    def _merge_finished(self, record: dict[str, Any], path: Path) -> None:
        try:
            with self._file.changing(journalled=True) as found:
                found.add(record)
        except CivquizError as error:
            self._tell(f"saved in {files.name_of(path)}; it joins the score file at a later start: {error.message}")
        else:
            self._retire(path)

    def _gather(self, finished: list[Path], conflicts: list[Path]) -> None:
        held: list[files.Held] = []
        merged: list[Path] = []
        try:
            with self._file.changing(journalled=not conflicts) as found:
                for path in finished:
                    lock = self._hold(path)
                    if lock is None:  # live: its own process merges it
                        continue
                    held.append(lock)
                    contents = self._mend(path)
                    if contents is not None:
                        found.add(contents.record)
                        merged.append(path)
                united = [path for path in conflicts if self._add_conflict(found, path)]
            for path in merged:
                self._retire(path)
            for path in united:
                with files.writing(path):
                    path.replace(files.free_name(path.with_name(path.name + ".merged")))
                self._tell(f"{files.name_of(path)}, from another machine, was put into the score file")
        finally:
            for lock in held:
                lock.let_go()

    def _add_conflict(self, found: Scores, path: Path) -> bool:
        try:
            other = parse_or_salvage(files.read_limited(path, LIMIT_BYTES, "the conflict copy"))
        except FileNotFoundError:
            return False
        except CivquizError as error:
            self._tell(error.message)
            return False
        if other.version > scores.VERSION:
            self._tell(newer(path))
            return False
        found.add_all(other)
        return True

    def _mend(self, path: Path) -> journal.Contents | None:
        """The journal, whose lock is held, with nothing left in it but good lines; None if it has none."""
        try:
            data = files.read_limited(path, journal.LIMIT_BYTES, "the session")
        except FileNotFoundError:
            return None
        contents = journal.parse(data)
        if contents.damaged:
            copy = files.free_name(path.with_name(f"{path.stem}.damaged-{self._file.time()}"))
            files.replace(copy, data, keep_backup=False)
            saved = "what can be read is saved" if contents.lines else "nothing of it can be read"
            self._tell(f"{files.name_of(path)} was damaged: {saved}; the damaged file is {copy.name}")
        if not contents.lines:
            with files.writing(path):
                path.unlink(missing_ok=True)
            return None
        if contents.damaged or contents.size < len(data):
            files.replace(path, b"".join(contents.good), keep_backup=False)
        return contents

    def _reopen(self, session_id: str, missing: str) -> Journal:
        path = self._journal_path(session_id)
        if path.exists():
            lock = self._hold(path)
            if lock is None:
                raise CivquizError("this session is open in another terminal; go on with it there, or close it first")
            try:
                contents = self._mend(path)
                if contents is not None:
                    with files.writing(path):
                        return Journal.reopen(path, contents, lock, self._merge_finished)
            except BaseException:
                lock.let_go()
                raise
            lock.let_go()
        raise CivquizError(f"{missing} {session_id}; see civquiz history")

    def _retire(self, path: Path) -> None:
        with suppress(OSError):  # it would be merged again, which changes nothing
            files.make_folder(self._done)
            path.replace(self._done / path.name)
            for old in files.names(self._done)[:-_KEPT]:
                old.unlink()

    def _delete(self, session_id: str, path: Path) -> Path:
        copy = files.free_name(path.with_suffix(".discarded"))
        with self._file.changing() as found:
            waiting = self._mend(path)
            if waiting is not None:
                found.add(waiting.record)
            known = found.sessions.get(session_id)
            record = {"deleted": True} if known is None else msgspec.json.decode(known)
            if record.get("deleted"):
                raise CivquizError(f"there is no session {session_id}; see civquiz history")
            with files.writing(copy):
                files.make_folder(copy.parent)
            files.replace(copy, scores.line_of(record) + b"\n", keep_backup=False)
            found.add(scores.tombstone(record))
        with files.writing(path):
            path.unlink(missing_ok=True)
        return copy

    def _hold(self, path: Path) -> files.Held | None:
        return files.hold(journal.lock_path(path))

    def _tell(self, notice: str) -> None:
        if notice not in self._notices:
            self._notices.append(notice)

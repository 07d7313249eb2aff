"""The journal of a session in progress: a file of its own, each response on the disk before its feedback is shown."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from civquiz import files
from civquiz.attempts import Attempt, Session, can_be_merged, replay
from civquiz.errors import CannotWriteError
from civquiz.storage.scores import line_of

SUFFIX = ".jsonl"
LIMIT_BYTES = 256 * files.MEBIBYTE


class Contents(NamedTuple):
    """What a journal's bytes hold: the lines that can be read, as bytes too, and the length up to the last newline.

    `damaged` if there are others; a last line without its newline was never promised and is none of them.
    """

    lines: list[dict[str, Any]]
    good: list[bytes]
    size: int
    damaged: bool

    @property
    def record(self) -> dict[str, Any]:
        """The session as it stands. Raises KeyError if there are no lines."""
        return replay(self.lines)


class _Line(msgspec.Struct):
    """A line as far as `replay` reads it; others may have more in it."""

    session: Session | None = None
    attempt: Attempt | msgspec.UnsetType = msgspec.UNSET  # null is none
    draw: str = ""
    later: int = 0
    hint: int = 0
    flag: int = 0
    unflag: int = 0
    place: int = 0
    used: float = 0.0
    passed: str = ""
    finished: str = ""


_line_decoder = msgspec.json.Decoder(_Line)


def parse(data: bytes) -> Contents:
    """The lines of a journal; without a readable first line there are none."""
    *whole, torn = data.split(b"\n")
    lines: list[dict[str, Any]] = []
    good: list[bytes] = []
    for raw in whole:
        try:
            checked = _line_decoder.decode(raw)
            line = msgspec.json.decode(raw, type=dict[str, Any])
        except (ValueError, RecursionError):
            continue
        mergeable = checked.attempt is msgspec.UNSET or can_be_merged(checked.attempt)
        # The first line says which session it is, and only the first.
        if mergeable and (checked.session is not None) == (not lines):
            lines.append(line)
            good.append(raw + b"\n")
        elif not lines:
            break
    return Contents(lines, good, len(data) - len(torn), damaged=len(good) < len(whole))


class _Saved(NamedTuple):
    """What is known to be on the disk: so many lines, so many bytes; `torn` if the file may go on after them.

    One value, so that the exception of a signal never finds half of it changed.
    """

    lines: int = 0
    size: int = 0
    torn: bool = False


class Journal:
    """Writes a session in progress, line by line as `attempts.replay` reads them.

    `problem` says in one line why something is not saved, "" when all is on the disk. Nothing touches the disk before
    the first attempt (or `start`); what came before it goes out with it. While it is open, other processes see that
    the session is live.
    """

    def __init__(self, path: Path, header: dict[str, Any], merge: Callable[[dict[str, Any], Path], None]) -> None:
        self.path = path
        self.problem = ""
        self.lines: list[dict[str, Any]] = [{"session": header}]
        self._merge = merge
        self._saved = _Saved()
        self._descriptor: int | None = None
        self._lock: files.Held | None = None
        self._folders: list[Path] = []

    @classmethod
    def reopen(
        cls, path: Path, contents: Contents, lock: files.Held, merge: Callable[[dict[str, Any], Path], None]
    ) -> "Journal":
        """Go on with a journal whose lock is held and whose file holds nothing but the good lines. Raises OSError."""
        journal = cls(path, contents.lines[0]["session"], merge)
        journal.lines = list(contents.lines)
        journal._lock = lock
        journal._saved = _Saved(len(contents.lines), sum(map(len, contents.good)))
        journal._descriptor = files.open_to_append(path, create=False)
        return journal

    @property
    def record(self) -> dict[str, Any]:
        """The session so far, saved or not."""
        return replay(self.lines)

    def start(self) -> None:
        """Make the file now, before any attempt: an exam is live from its start."""
        self._save()

    def write(self, line: dict[str, Any]) -> None:
        """Save a line: one write and one sync. If that fails, `problem` says so and every later write tries again."""
        self.lines.append(line)
        if self._begun():
            self._save()

    def unsaved(self) -> dict[str, Any] | None:
        """The whole session, if any of it is not on the disk."""
        return self.record if self.problem else None

    def finish(self, at: str) -> None:
        """Save that the session is over, and put it into the score file.

        With a `problem` the journal stays open, and finishing may be tried again. If only the score file cannot be
        written now, nothing is lost: a later start puts the session into it. A session without any line on the disk
        and without an attempt leaves nothing.
        """
        if not self._begun():
            self._release()
            return
        self.write({"finished": at})
        if self.problem:
            return
        self._close_file()  # Windows renames no open file
        try:
            self._merge(self.record, self.path)
        finally:
            self._release()

    def discard(self) -> None:
        """Throw the session away: its file becomes `<id>.discarded`, which nothing reads. Raises CannotWriteError."""
        on_disk = self._descriptor is not None
        self._close_file()
        try:
            if on_disk:
                with files.writing(self.path):
                    self.path.replace(self.path.with_suffix(".discarded"))
        finally:
            self._release()
        self.problem = ""

    def close(self) -> None:
        """Leave the session for later, after a last try to save what is not saved."""
        if self._begun() and len(self.lines) > self._saved.lines:
            self._save()
        self._release()

    def _begun(self) -> bool:
        # The unsaved lines alone: a write costs the same however long the session is.
        return self._descriptor is not None or any("attempt" in line for line in self.lines[self._saved.lines :])

    def _save(self) -> None:
        try:
            self._append()
        except OSError as error:
            self.problem = files.reason_of(error)
        except CannotWriteError as error:
            self.problem = error.message
        else:
            self.problem = ""
            return
        with suppress(OSError):
            self._cut()

    def _append(self) -> None:
        descriptor = self._open() if self._descriptor is None else self._descriptor
        self._cut()
        saved = self._saved
        lines = self.lines[saved.lines :]
        data = b"".join(map(_encode, lines))
        self._saved = saved._replace(torn=True)
        files.write_all(descriptor, data)
        os.fsync(descriptor)
        while self._folders:
            files.sync_folder(self._folders[-1])
            self._folders.pop()
        self._saved = _Saved(saved.lines + len(lines), saved.size + len(data))

    def _open(self) -> int:
        self._folders += files.make_folder(self.path.parent)
        if self._lock is None:
            self._lock = files.hold(lock_path(self.path))
        if self._lock is None:
            raise CannotWriteError(f"{files.name_of(self.path)} is in use by another civquiz")
        self._descriptor = files.open_to_append(self.path, create=True)
        self._folders.append(self.path.parent)
        return self._descriptor

    def _cut(self) -> None:
        """Take off what a failed write left."""
        if self._saved.torn and self._descriptor is not None:
            os.ftruncate(self._descriptor, self._saved.size)
            self._saved = self._saved._replace(torn=False)

    def _close_file(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):  # all that counts has been synced
                os.close(descriptor)

    def _release(self) -> None:
        self._close_file()
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.let_go()


def lock_path(path: Path) -> Path:
    """The lock file of a journal."""
    return path.with_suffix(".lock")


def _encode(line: dict[str, Any]) -> bytes:
    return line_of(line) + b"\n"

"""The score file on the disk: read, changed under its lock, repaired from its backup and the last journals."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from civquiz import files
from civquiz.attempts import Outline
from civquiz.errors import CivquizError
from civquiz.storage import journal, scores
from civquiz.storage.scores import Scores
from civquiz.text import plural

LIMIT_BYTES = 4096 * files.MEBIBYTE
_Read = TypeVar("_Read")


class ScoreFile:
    """The score file at `path`; `done` holds the journals merged last, `tell` takes what the learner has to know."""

    lock_seconds = 10.0

    def __init__(self, path: Path, done: Path, clock: Callable[[], datetime], tell: Callable[[str], None]) -> None:
        self.path = Path(os.path.realpath(path))
        self.backup = files.backup_of(self.path)
        self._done = done
        self._clock = clock
        self._tell = tell

    def time(self) -> str:
        """The time as it stands in file names."""
        return self._clock().strftime("%Y%m%dT%H%M%S")

    def is_lost(self) -> bool:
        """Whether the file is missing although there has been one."""
        return not self.path.exists() and (self.backup.exists() or bool(files.names(self._done)))

    def read(self, decode: Callable[[bytes], _Read]) -> _Read:
        """What `decode` makes of the bytes, after a repair if they are damaged. Raises CivquizError."""
        data = self._bytes()
        try:
            return decode(data)
        except scores.BROKEN:
            return decode(scores.render(self._repaired(data)))

    def outlines(self) -> list[Outline] | None:
        """The sessions in outline, deleted ones too; None if it takes `read` to read them."""
        try:
            return scores.outlines(self._bytes())
        except scores.BROKEN:
            return None

    def unopened(self) -> list[scores.Unopened] | None:
        """The sessions with their attempts unread, deleted ones too; None if it takes `read` to read them."""
        try:
            return scores.unopened(self._bytes())
        except scores.BROKEN:
            return None

    @contextmanager
    def changing(self, *, journalled: bool = False) -> Iterator[Scores]:
        """The file under its lock, repaired if need be; written at the end if it was changed. Raises CivquizError.

        The backup holds the bytes before the change if what is new is `journalled`, and otherwise the new bytes too:
        nothing is ever in one file alone.
        """
        with self._locked():
            data = self._bytes()
            try:
                found = scores.parse(data)
                self._refuse_newer(found)
            except scores.BROKEN:
                found = self._recover(data)
                self._refuse_newer(found)
                self._keep_damaged(data, found)
                # A damaged file does not take the place of the backup.
                found.changed, journalled = True, False
            yield found
            if not found.changed:
                return
            data = scores.render(found)
            files.replace(self.path, data, keep_backup=journalled)
            if not journalled:
                files.replace(self.backup, data, keep_backup=False)

    @contextmanager
    def clearing(self, copies: Path) -> Iterator[None]:
        """Empty the file under its lock, it and its backup copied to a folder made for that. Raises CivquizError."""
        with self._locked():
            data = self._bytes()
            self._refuse_newer(Scores(scores.head_of(data), {}))
            with files.writing(copies):
                files.make_folder(copies)
            yield
            files.replace(copies / self.path.name, data, keep_backup=False)
            # Copied, not renamed: what a symbolic link points at may be on another disk.
            with suppress(FileNotFoundError):
                files.replace(copies / self.backup.name, self._backup_bytes(), keep_backup=False)
                with files.writing(self.backup):
                    self.backup.unlink()
            files.replace(self.path, scores.render(scores.empty()), keep_backup=False)

    def _bytes(self) -> bytes:
        # A lost file reads as nothing at all, which is damaged.
        try:
            return files.read_limited(self.path, LIMIT_BYTES, "the score file")
        except FileNotFoundError:
            return b"" if self.is_lost() else scores.render(scores.empty())

    def _backup_bytes(self) -> bytes:
        return files.read_limited(self.backup, LIMIT_BYTES, "the backup of the score file")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with files.writing(self.path.parent):
            files.make_folder(self.path.parent)
        with files.lock(self.path.with_name(self.path.name + ".lock"), self.lock_seconds):
            yield

    def _refuse_newer(self, found: Scores) -> None:
        if found.version > scores.VERSION:
            raise CivquizError(newer(self.path))

    def _repaired(self, data: bytes) -> Scores:
        try:
            with self.changing() as found:
                return found
        except CivquizError as error:
            self._tell(f"{files.name_of(self.path)} is damaged and cannot be repaired now: {error.message}")
            return self._recover(data)

    def _recover(self, data: bytes) -> Scores:
        found = Scores(scores.head_of(data), {})
        for path in files.names(self._done):
            with suppress(FileNotFoundError, CivquizError):
                contents = journal.parse(files.read_limited(path, journal.LIMIT_BYTES, "the session"))
                if contents.lines:
                    found.add(contents.record)
        with suppress(FileNotFoundError, CivquizError):
            found.add_all(parse_or_salvage(self._backup_bytes()))
        # Last, since of two versions of one attempt the first is kept, and this one's bytes are the doubtful ones.
        found.add_all(scores.salvage(data))
        return found

    def _keep_damaged(self, data: bytes, found: Scores) -> None:
        name = files.name_of(self.path)
        saved = plural(len(found.sessions), "session")
        if not self.path.exists():
            self._tell(f"{name} was missing: {saved} restored from the backup (`civquiz history --clear` erases them)")
            return
        copy = files.free_name(self.path.with_name(f"{self.path.name}.damaged-{self.time()}"))
        files.replace(copy, data, keep_backup=False)
        self._tell(f"{name} was damaged: {saved} saved from it and its backup; the damaged file is {copy.name}")


def parse_or_salvage(data: bytes) -> Scores:
    """A score file, or what can be read of it."""
    try:
        return scores.parse(data)
    except scores.BROKEN:
        return scores.salvage(data)


def newer(path: Path) -> str:
    """What is said of a newer version's file."""
    return f"{files.name_of(path)} was written by a newer civquiz and stays as it is; update civquiz to write to it"

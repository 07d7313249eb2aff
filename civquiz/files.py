"""Reading within limits, the lock, and the replacement of a file that a crash cannot leave half done."""

import errno
import itertools
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from civquiz.errors import CannotWriteError, CivquizError
from civquiz.text import one_line

if TYPE_CHECKING:
    from filelock import BaseFileLock

MEBIBYTE = 1024 * 1024
_PRIVATE = 0o600
_BINARY = getattr(os, "O_BINARY", 0)  # without it Windows turns each newline into two bytes
# File systems without a sync of folders, or without locks, say so in one of these ways.
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP}
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}


def name_of(path: Path) -> str:
    """A path fit for a message."""
    return one_line(str(path))


def reason_of(error: OSError) -> str:
    """What went wrong, in one line, such as `No space left on device`."""
    return one_line(error.strerror or str(error) or type(error).__name__)


def read_limited(path: Path, limit_bytes: int, what: str) -> bytes:
    """The bytes of a regular file of at most `limit_bytes`; `what` names it in messages, such as `the bank`.

    Raises FileNotFoundError if it is missing, since only the caller knows whether that may mean empty, and
    CivquizError if it is too large, not a regular file, or cannot be read.
    """
    try:
        with open_limited(path, limit_bytes, what) as file:
            data = file.read(min(os.fstat(file.fileno()).st_size, limit_bytes) + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CivquizError(f"cannot read {what}, {name_of(path)}: {reason_of(error)}") from error
    if len(data) > limit_bytes:  # it grew
        raise too_large(name_of(path), limit_bytes, what)
    return data


def open_limited(path: Path, limit_bytes: int, what: str) -> BinaryIO:
    """A regular file of at most `limit_bytes`, open for reading. Raises as `read_limited` does."""
    try:
        # Before it is opened: opening a FIFO waits for a writer, and a device may have no end.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise CivquizError(f"{name_of(path)}: {what} must be a regular file, not a folder, pipe or device")
        if status.st_size > limit_bytes:
            raise too_large(name_of(path), limit_bytes, what)
        return path.open("rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CivquizError(f"cannot read {what}, {name_of(path)}: {reason_of(error)}") from error


def too_large(name: str, limit_bytes: int, what: str) -> CivquizError:
    """The error for what is larger than it may be."""
    most = f"{limit_bytes // MEBIBYTE:,} MiB" if limit_bytes >= MEBIBYTE else f"{limit_bytes} bytes"
    return CivquizError(f"{name}: {what} is larger than {most}; make it smaller or split it")


class Held:
    """A lock that is held for as long as this object lives, or until `let_go`; freed when the process dies."""

    def __init__(self, lock: "BaseFileLock | None") -> None:
        self._lock = lock

    def let_go(self) -> None:
        """Give up the lock and remove its file."""
        lock, self._lock = self._lock, None
        if lock is None:
            return
        windows = os.name == "nt"
        try:
            # While it is held, so that nobody's file is removed but our own; Windows removes no open file.
            with suppress(OSError):
                if not windows:
                    Path(lock.lock_file).unlink()
        finally:
            lock.release()
        with suppress(OSError):
            if windows:
                Path(lock.lock_file).unlink()


@contextmanager
def lock(path: Path, timeout: float = 10, *, remove: bool = False) -> Iterator[None]:
    """Hold the lock file `path`, waiting up to `timeout` seconds for it; `remove` it afterwards.

    Raises CannotWriteError if another process keeps it, or if the lock file cannot be made.
    """
    held = _acquire(path, timeout)
    if held is None:
        raise CannotWriteError(f"{name_of(path)} is held by another civquiz; try again when it is done")
    try:
        yield
    finally:
        if remove:
            Held(held).let_go()
        else:
            held.release()


def hold(path: Path) -> Held | None:
    """The lock file `path`, held; None if another process has it.

    On a file system without locks it is as good as held: what is said there must not be lost for want of a lock.
    Raises CannotWriteError if the lock file cannot be made.
    """
    try:
        held = _acquire(path, 0)
    except CannotWriteError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno in _NO_LOCKS:
            return Held(None)
        raise
    return None if held is None else Held(held)


def write_anew(path: Path, data: bytes) -> None:
    """Put `data` in place of a file that no civquiz locks, under a name of its own until it is whole.

    A symbolic link stays, and so does the mode of an old file. Raises CannotWriteError.
    """
    import tempfile

    path = Path(os.path.realpath(path))
    with writing(path):
        mode = _mode(path)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        new = Path(name)
        try:
            try:
                write_all(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            new.chmod(_usual_mode() if mode is None else mode)
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def replace(path: Path, data: bytes, *, keep_backup: bool, public: bool = False) -> None:
    """Put `data` in place of the file: after a crash it holds the old bytes or the new, whole.

    The caller holds the file's lock. A symbolic link stays, and what it points at is replaced; the mode of the old
    file stays, a new one is the user's alone unless it is `public`. The old bytes are kept as `<name>.bak` if
    `keep_backup`.
    Raises CannotWriteError; the old file is then still there, or the new one with nothing but its durability in doubt.
    """
    path = Path(os.path.realpath(path))
    new = path.with_name(path.name + ".new")
    try:
        with writing(path):
            old_mode = _mode(path)
            new_mode = _usual_mode() if public else _PRIVATE
            _write_new(new, data, new_mode if old_mode is None else old_mode)
            if keep_backup and old_mode is not None:
                _keep_backup(path, old_mode)
            new.replace(path)
            sync_folder(path.parent)
    except CannotWriteError:
        with suppress(OSError):
            new.unlink()
        raise


def backup_of(path: Path) -> Path:
    """Where `replace` keeps the old bytes of the file."""
    path = Path(os.path.realpath(path))
    return path.with_name(path.name + ".bak")


def open_to_append(path: Path, *, create: bool) -> int:
    """A descriptor that writes at the file's end; `create` makes the file and refuses one that is there."""
    flags = os.O_CREAT | os.O_EXCL if create else getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY | flags, _PRIVATE)


def write_all(descriptor: int, data: bytes) -> None:
    """All of `data`, however little the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def make_folder(folder: Path) -> list[Path]:
    """Make the folder and those above it that are missing; gives the folders to sync so that they last."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
    return [each.parent for each in missing]


def names(folder: Path) -> list[Path]:
    """What is in a folder, by name; nothing if it is missing. Raises CivquizError if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise CivquizError(f"cannot read {name_of(folder)}: {reason_of(error)}") from error


def free_name(path: Path) -> Path:
    """The path, or the next like it that is not taken."""
    taken = (path.with_name(f"{path.name}-{count}") for count in itertools.count(2))
    return next(each for each in itertools.chain([path], taken) if not os.path.lexists(each))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Make a CannotWriteError that names the path of any OSError."""
    try:
        yield
    except OSError as error:
        raise CannotWriteError(f"cannot write {name_of(path)}: {reason_of(error)}") from error


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if os.name == "nt":  # which has no such call
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


def _acquire(path: Path, timeout: float) -> "BaseFileLock | None":
    from filelock import FileLock, Timeout

    try:
        held = FileLock(path, mode=_PRIVATE, fallback_to_soft=False)
        held.acquire(timeout=timeout, blocking=timeout > 0)
    except Timeout:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise CannotWriteError(f"{name_of(path)} is a symbolic link; remove it and try again") from error
        raise CannotWriteError(f"cannot lock {name_of(path)}: {reason_of(error)}") from error
    return held


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _usual_mode() -> int:
    """What the system gives a new file; the mask can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _write_new(path: Path, data: bytes, mode: int) -> None:
    # What a killed process left under this name is nobody's: its owner held the lock that we hold.
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _PRIVATE)
    try:
        write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if mode != _PRIVATE:
        path.chmod(mode)


def _keep_backup(path: Path, mode: int) -> None:
    backup = backup_of(path)
    new = backup.with_name(backup.name + ".new")
    new.unlink(missing_ok=True)
    try:
        # A second name for the old bytes, so that at no moment the file itself is missing.
        os.link(path, new)
    except OSError:
        _write_new(new, path.read_bytes(), mode)
    new.replace(backup)
    # Two names of one file, as after a crash right here: the system then leaves both.
    new.unlink(missing_ok=True)

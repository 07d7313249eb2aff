import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from civquiz import files, paths
from civquiz.errors import CannotWriteError, CivquizError
from tests.storage_faults import each_call, faulty, noted

HOLDER = """
import sys
from pathlib import Path
from civquiz import files
held = files.hold(Path(sys.argv[1]))
print(held is not None, flush=True)
input()
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")


def test_everything_is_in_civquiz_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIVQUIZ_HOME", str(tmp_path / "home"))
    folder = paths.data_folder()
    assert folder == tmp_path / "home"
    assert paths.scores_path(folder) == folder / "scores.json"
    assert paths.journal_folder(folder) == folder / "journal"
    assert paths.banks_folder(folder) == folder / "banks"
    assert not folder.exists()


def test_without_civquiz_home_it_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CIVQUIZ_HOME", raising=False)
    assert paths.data_folder().name == "civquiz"


def test_reads_a_file_of_just_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bank.toml"
    path.write_bytes(b"12345")
    assert files.read_limited(path, 5, "the bank") == b"12345"
    with pytest.raises(CivquizError, match="the bank is larger than 4 bytes"):
        files.read_limited(path, 4, "the bank")


def test_a_missing_file_is_left_to_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.read_limited(tmp_path / "none", 5, "the bank")


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(CivquizError, match="the bank must be a regular file"):
        files.read_limited(tmp_path, 5, "the bank")


def test_a_path_through_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CivquizError, match="cannot read the bank"):
        files.read_limited(tmp_path / "file" / "bank.toml", 5, "the bank")


@posix
def test_a_pipe_and_a_device_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(CivquizError, match="must be a regular file"):
            files.read_limited(path, 5, "the bank")


@posix
def test_a_hostile_file_name_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\nb"
    path.mkdir()
    with pytest.raises(CivquizError) as caught:
        files.read_limited(path, 5, "the bank")
    assert caught.value.message.startswith(f"{tmp_path}/a[2J b: ")


def test_replaces_and_keeps_the_old(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.replace(path, b"1", keep_backup=True)
    assert not files.backup_of(path).exists()
    files.replace(path, b"2", keep_backup=True)
    files.replace(path, b"3", keep_backup=False)
    assert (path.read_bytes(), files.backup_of(path).read_bytes()) == (b"3", b"1")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "file.bak"]


@posix
def test_a_new_file_is_the_users_alone_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.replace(path, b"1", keep_backup=False)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o664)
    files.replace(path, b"2", keep_backup=True)
    assert path.stat().st_mode & 0o777 == 0o664


@posix
def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "file", tmp_path / "link"
    real.parent.mkdir()
    real.write_bytes(b"1")
    link.symlink_to(real)
    files.replace(link, b"2", keep_backup=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"2"
    assert (tmp_path / "real" / "file.bak").read_bytes() == b"1"


def test_without_hard_links_the_backup_is_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "file"
    for data in (b"1", b"2"):
        files.replace(path, data, keep_backup=True)
    assert files.backup_of(path).read_bytes() == b"1"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "file.bak"]


def test_the_bytes_are_on_the_disk_before_the_file_is_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, noted(calls, name))
    files.replace(tmp_path / "file", b"1", keep_backup=True)
    assert calls == ["write", "fsync", "replace", "fsync"]


def test_a_full_disk_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with faulty(monkeypatch) as faults:
        faults.plan(at=1, once=False)
        with pytest.raises(CannotWriteError, match=r"cannot write .*file: No space left on device"):
            files.replace(tmp_path / "file", b"1", keep_backup=True)


@pytest.mark.parametrize("how", [{"once": True}, {"once": False}, {"short": True, "once": False}])
def test_whatever_call_fails_the_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: dict[str, bool]
) -> None:
    with faulty(monkeypatch) as faults:

        def replace_it(at: int) -> None:
            path = tmp_path / f"{at}" / "file"
            count, faults.at = faults.at, 0
            path.parent.mkdir()
            files.replace(path, b"old one", keep_backup=False)
            faults.plan(at=count, **how)
            failed = False
            try:
                files.replace(path, b"new", keep_backup=True)
            except CannotWriteError:
                failed = True
            struck, faults.at = faults.struck, 0
            assert path.read_bytes() in {b"old one", b"new"}
            assert failed or path.read_bytes() == b"new"
            assert not (path.parent / "file.new").exists() or how["once"] is False
            files.replace(path, b"newer", keep_backup=True)  # whatever was left does not stand in the way
            assert (path.read_bytes(), len(list(path.parent.iterdir()))) == (b"newer", 2)
            faults.at, faults.count = count, count if struck else 0

        assert each_call(faults, replace_it, **how) >= 8


def test_a_file_system_that_syncs_no_folders_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refuse)
    files.sync_folder(tmp_path)


def test_a_lock_is_held_and_given_up(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    held = files.hold(path)
    assert held is not None
    assert files.hold(path) is None
    with pytest.raises(CannotWriteError, match="held by another civquiz"), files.lock(path, timeout=0):
        pass
    held.let_go()
    held.let_go()
    assert not path.exists()
    with files.lock(path, timeout=0):
        assert files.hold(path) is None


def test_the_death_of_a_process_frees_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "True\n"
        assert files.hold(path) is None
        process.kill()
        process.wait()
    held = files.hold(path)
    assert held is not None
    held.let_go()


@posix
def test_a_lock_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotWriteError, match="symbolic link; remove it"), files.lock(tmp_path / "lock", timeout=0):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError, match="cannot lock"):
        files.hold(tmp_path / "file" / "lock")


@posix
def test_where_there_are_no_locks_a_session_can_still_be_saved_but_no_file_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    held = files.hold(tmp_path / "lock")
    assert held is not None
    held.let_go()
    with pytest.raises(CannotWriteError, match="No locks available"), files.lock(tmp_path / "lock", timeout=0):
        pass

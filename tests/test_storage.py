import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from civquiz import files
from civquiz.attempts import Attempt, Outcome, Session
from civquiz.errors import CannotWriteError, CivquizError
from civquiz.storage import Journal, Store, scores
from tests.storage_faults import (
    FINISHED,
    attempt,
    each_call,
    faulty,
    kill,
    new_session,
    noted,
    stored,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
ID = new_session().id


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "home")


def open_store(folder: Path) -> Store:
    return Store(folder, clock=lambda: datetime(2026, 11, 24, 8, tzinfo=UTC))


def begun(store: Store, number: int = 1, places: int = 1, **fields: object) -> Journal:
    journal = store.begin(new_session(number, **fields))
    for n in range(1, places + 1):
        journal.write({"attempt": attempt(n)})
    assert not journal.problem
    return journal


def finished(store: Store, number: int = 1, places: int = 2, **fields: object) -> str:
    journal = begun(store, number, places, **fields)
    journal.finish(FINISHED)
    assert (journal.problem, store.take_notices()) == ("", [])
    return str(new_session(number, **fields).id)


def listing(store: Store) -> list[str]:
    return sorted(str(path.relative_to(store.folder)) for path in store.folder.rglob("*") if path.is_file())


def rewrite(store: Store, change: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(store.path.read_bytes())
    change(document)
    store.path.write_text(json.dumps(document))


# A session in progress


def test_nothing_touches_the_disk_before_the_first_attempt(store: Store) -> None:
    assert store.tidy() == []
    assert store.writable_problem() == ""
    assert (store.sessions(), store.outlines(), store.records(), store.goals()) == ([], [], [], {})
    journal = store.begin(new_session())
    journal.write({"later": 2})
    journal.write({"hint": 1})
    journal.close()
    store.begin(new_session()).finish(FINISHED)
    store.begin(new_session()).discard()
    assert not store.folder.exists()


def test_what_came_before_the_first_attempt_goes_out_with_it_in_one_write(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("write", "fsync"):
        monkeypatch.setattr(os, name, noted(calls, name))
    journal = store.begin(new_session(), {"exam": {"questions": 3}})
    journal.write({"later": 2})
    journal.write({"attempt": attempt(1)})
    first, calls[:] = list(calls), []
    assert first == ["write", *["fsync"] * 4]  # the file, and the names of the file and of two new folders
    for n in (2, 3):
        journal.write({"attempt": attempt(n)})
    assert calls == ["write", "fsync", "write", "fsync"]
    (session,) = store.sessions()
    assert (session.later, session.finished, len(session.attempts)) == ([2], "", 3)
    assert store.records()[0]["exam"] == {"questions": 3}
    journal.close()


def test_the_lock_is_imported_with_the_first_response(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from civquiz.storage import Store
from tests.storage_faults import attempt, new_session
store = Store(Path(sys.argv[1]))
store.tidy(), store.outlines(), store.writable_problem()
journal = store.begin(new_session())
heavy = {"filelock", "platformdirs", "rich", "typer", "questionary"}
assert not heavy & sys.modules.keys()
journal.write({"attempt": attempt(1)})
journal.close()
store.tidy(), store.outlines()
"""
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "home")], check=True)


def test_an_exam_is_on_the_disk_from_its_start(store: Store) -> None:
    journal = store.begin(new_session(mode="exam"))
    journal.start()
    assert [session.mode for session in store.sessions()] == ["exam"]
    journal.finish(FINISHED)
    assert [session.finished for session in store.sessions()] == [FINISHED]


def test_goes_on_where_it_was_left(store: Store) -> None:
    journal = begun(store)
    journal.write({"later": 2})
    journal.close()
    assert listing(store) == [f"journal/{ID}.jsonl"]
    session, journal = store.resume(ID)
    assert session.attempts == [msgspec.convert(attempt(1), Attempt)]
    assert journal.lines[-1] == {"later": 2}
    journal.write({"attempt": attempt(1, 1, verdict="slip", credit=None), "draw": "b/q1"})
    journal.finish(FINISHED)
    assert listing(store) == [f"journal/done/{ID}.jsonl", "scores.json", "scores.json.lock"]
    (session,) = store.sessions()
    assert (session.drawn[-1], session.later, session.finished) == ("b/q1", [], FINISHED)
    assert stored(store) == {ID: [(1, 0, "1-0"), (1, 1, "1-1")]}


def test_a_live_session_is_seen_but_not_touched(store: Store) -> None:
    journal = begun(store)
    other = open_store(store.folder)
    assert other.tidy() == []
    assert len(other.sessions()) == 1
    for touch in (lambda: other.resume(ID), lambda: other.delete(ID)):
        with pytest.raises(CivquizError, match="open in another terminal"):
            touch()
    other.clear()
    journal.write({"attempt": attempt(2)})
    journal.finish(FINISHED)
    assert stored(other) == {ID: [(1, 0, "1-0"), (2, 0, "2-0")]}


def test_what_cannot_be_resumed(store: Store) -> None:
    with pytest.raises(CivquizError, match="no unfinished session"):
        store.resume(ID)
    with pytest.raises(CivquizError, match="is no session id"):
        store.resume("../../etc/passwd")
    journal = begun(store)
    journal._merge = lambda *_: None  # killed before it was merged
    journal.finish(FINISHED)
    with pytest.raises(CivquizError, match="finished already"):
        store.resume(ID)
    store.tidy()
    with pytest.raises(CivquizError, match="no unfinished session"):
        store.resume(ID)


def test_a_torn_last_line_is_dropped(store: Store) -> None:
    journal = begun(store, places=2)
    kill(journal)
    with journal.path.open("ab") as file:
        file.write(b'{"attempt": {"n": 3, "que')
    assert stored(store) == {ID: [(1, 0, "1-0"), (2, 0, "2-0")]}
    _, journal = store.resume(ID)
    journal.write({"attempt": attempt(3)})
    kill(journal)
    assert len(stored(store)[ID]) == 3
    store.resume(ID)[1].finish(FINISHED)
    assert store.take_notices() == []
    assert stored(store) == {ID: [(1, 0, "1-0"), (2, 0, "2-0"), (3, 0, "3-0")]}


def test_a_file_torn_in_its_first_line_held_no_promise(store: Store) -> None:
    journal = begun(store)
    kill(journal)
    journal.path.write_bytes(b'{"session": {"id"')
    assert store.sessions() == []
    assert store.tidy() == []
    assert not journal.path.exists()


@pytest.mark.parametrize("over", [True, False])
def test_a_damaged_journal_gives_what_it_has_and_is_kept(store: Store, over: bool) -> None:
    journal = begun(store, places=3)
    journal.write({"finished": FINISHED} if over else {"later": 1})
    kill(journal)
    lines = journal.path.read_bytes().split(b"\n")
    damaged = b"\n".join([*lines[:2], lines[2].replace(b'"', b"\x00", 1), *lines[3:]])
    journal.path.write_bytes(damaged)
    expected = {ID: [(1, 0, "1-0"), (3, 0, "3-0")]}
    assert stored(store) == expected
    if over:
        (notice,) = store.tidy()
    else:
        assert store.tidy() == []
        _, journal = store.resume(ID)
        journal.finish(FINISHED)
        (notice,) = store.take_notices()
    assert f"{ID}.damaged-20261124T080000" in notice
    assert (store.folder / "journal" / f"{ID}.damaged-20261124T080000").read_bytes() == damaged
    assert store.tidy() == []
    assert stored(store) == expected


@pytest.mark.parametrize("broken", [attempt(2, 1, earlier=[{"rev": 0}]), None])
def test_a_journal_line_that_could_not_be_merged_is_damaged(store: Store, broken: dict[str, Any] | None) -> None:
    journal = begun(store)
    journal.write({"attempt": broken})
    kill(journal)
    store.resume(ID)[1].finish(FINISHED)
    assert "was damaged" in store.take_notices()[0]
    assert stored(store) == {ID: [(1, 0, "1-0")]}


def test_a_session_in_two_journals_is_one(store: Store) -> None:
    journal = begun(store)
    copy = journal.path.with_name(f"{ID}.sync-conflict-20261124-080000-ABCDEFG.jsonl")
    copy.write_bytes(journal.path.read_bytes())
    for n in (3, 2):
        journal.write({"later": n})
    journal.write({"passed": "p"})
    journal.write({"attempt": attempt(3)})
    journal.close()
    (session,) = store.sessions()
    assert (session.later, session.passed, [each.n for each in session.attempts]) == ([3, 2], ["p"], [1, 3])


@pytest.mark.parametrize("line", ['{"later": "p"}', '{"hint": "p"}', '{"passed": 1}'])
def test_a_line_that_says_something_else_than_it_should_is_no_line(store: Store, line: str) -> None:
    journal = begun(store)
    kill(journal)
    with journal.path.open("a") as file:
        file.write(f"{line}\n")
    (session,) = store.sessions()
    assert (session.later, session.hints, session.passed) == ([], [], [])
    assert store.resume(ID)[0] == session


def test_a_journal_without_its_first_line_is_kept_and_told_once(store: Store) -> None:
    journal = begun(store)
    kill(journal)
    journal.path.write_bytes(b"\x00" + journal.path.read_bytes())
    assert store.sessions() == []
    (notice,) = store.tidy()
    assert "nothing of it can be read; the damaged file is" in notice
    assert store.tidy() == []
    assert [name for name in listing(store) if "damaged" in name]


def test_thrown_away_is_never_read_again(store: Store) -> None:
    begun(store).discard()
    assert listing(store) == [f"journal/{ID}.discarded"]
    assert (store.tidy(), store.sessions()) == ([], [])


def test_half_a_character_from_a_terminal_costs_no_answer(store: Store) -> None:
    journal = store.begin(new_session())
    journal.write({"attempt": attempt(1, response="Астан\udcd0")})
    assert journal.problem == ""
    assert [session.attempts[0].response for session in store.sessions()] == ["Астан?"]
    journal.close()


# When the disk does not do its part


@pytest.mark.parametrize(
    "how", [{"once": True}, {"once": False}, {"short": True}, {"short": True, "once": False}], ids=str
)
def test_whatever_call_fails_no_answer_is_lost_or_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: dict[str, bool]
) -> None:
    every = {ID: [(1, 0, "1-0"), (2, 0, "2-0"), (2, 1, "2-1"), (3, 0, "3-0")]}
    with faulty(monkeypatch) as faults:

        def whole_session(at: int) -> None:
            store = open_store(tmp_path / str(at))
            journal = store.begin(new_session())
            for n, rev in ((1, 0), (2, 0), (2, 1), (3, 0)):
                journal.write({"attempt": attempt(n, rev)})
                seen = stored(store).get(ID, [])
                if not journal.problem:
                    assert seen[-1] == (n, rev, f"{n}-{rev}")
                else:
                    assert journal.unsaved() is not None
            journal.finish(FINISHED)
            problem, notices = journal.problem, store.take_notices()
            struck = faults.struck
            if problem:
                record = journal.unsaved()
                assert record is not None
                assert len(record["attempts"]) == 3
            elif not notices:
                assert stored(open_store(store.folder)) == every
            count, faults.at = faults.count, 0  # the disk has room again
            if problem:
                journal.finish(FINISHED)
                assert journal.problem == ""
            for _ in range(2):
                assert open_store(store.folder).tidy() == []
                assert stored(open_store(store.folder)) == every
                assert [session.finished for session in store.sessions()] == [FINISHED]
            faults.at, faults.count = at, count if struck else 0

        assert each_call(faults, whole_session, **how) >= 20


def test_a_full_disk_is_told_and_every_later_answer_tries_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with faulty(monkeypatch) as faults:
        journal = begun(store)
        size = journal.path.stat().st_size
        faults.plan(at=1, once=False)
        for n in (2, 3):
            journal.write({"attempt": attempt(n)})
            assert journal.problem == "No space left on device"
            faults.plan(at=2, short=True, once=False)
        faults.calm()
        journal._cut()
        assert journal.path.stat().st_size == size
        journal.write({"later": 3})
        assert (journal.problem, journal.unsaved()) == ("", None)
        journal.close()
    assert stored(store) == {ID: [(1, 0, "1-0"), (2, 0, "2-0"), (3, 0, "3-0")]}


def test_leaving_tries_once_more_and_what_is_unsaved_can_be_printed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with faulty(monkeypatch) as faults:
        faults.plan(at=1, once=False)
        journal = store.begin(new_session())
        journal.write({"attempt": attempt(1)})
        journal.finish(FINISHED)
        journal.close()
        record = journal.unsaved()
        assert record is not None
        assert json.loads(json.dumps(record))["attempts"][0]["response"] == "1-0"
        journal = store.begin(new_session(2))
        journal.write({"attempt": attempt(1)})
        faults.calm()
        journal.close()
        assert journal.unsaved() is None
    assert list(stored(store)) == [new_session(2).id]


def test_an_interrupted_write_is_done_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begun(store)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            journal.write({"attempt": attempt(2)})
    journal.close()
    assert stored(store) == {ID: [(1, 0, "1-0"), (2, 0, "2-0")]}
    assert journal.path.read_bytes().count(b"\n") == 3


@pytest.mark.parametrize("change", ["amend", "delete", "set_goal", "clear", "discard", "tidy", "repair"])
def test_whatever_call_fails_a_change_is_made_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    with faulty(monkeypatch) as faults:

        def changed(at: int) -> None:
            faults.at = 0
            store = open_store(tmp_path / f"{at}")
            finished(store)
            journal = begun(store, 2, 2)
            if change == "tidy":
                journal.write({"finished": FINISHED})
            if change != "discard":
                kill(journal)
            if change == "repair":
                store.path.write_bytes(store.path.read_bytes()[:-30])
            changes: dict[str, Callable[[], object]] = {
                "amend": lambda: store.amend(ID, attempt(2, 1)),
                "delete": lambda: store.delete(new_session(2).id),
                "set_goal": lambda: store.set_goal("b", {"date": "2026-12-01", "set": FINISHED}),
                "clear": store.clear,
                "discard": journal.discard,
                "tidy": store.tidy,
                "repair": store.outlines,
            }
            faults.plan(at=at)
            try:
                refused = bool(changes[change]() and change == "tidy")
            except CannotWriteError:
                refused = True
            struck, faults.at = faults.struck, 0
            refused = refused or any("cannot be repaired now" in notice for notice in store.take_notices())
            assert struck or not refused
            store = open_store(store.folder)
            store.tidy()
            here = stored(store)
            mine = {ID: [(1, 0, "1-0"), (2, 0, "2-0")], new_session(2).id: [(1, 0, "1-0"), (2, 0, "2-0")]}
            after = {
                "amend": {**mine, ID: [(1, 0, "1-0"), (2, 0, "2-0"), (2, 1, "2-1")]},
                "delete": {ID: mine[ID]},
                "clear": {},
                "discard": {ID: mine[ID]},
            }.get(change, mine)
            assert here == after or (refused and (here == mine or change == "clear"))
            if change == "set_goal" and not refused:
                assert store.goals()["b"]["date"] == "2026-12-01"
            if change == "clear" and refused:  # what is gone from the record is in the folder of copies
                kept = json.dumps([path.read_text() for path in store.folder.rglob("*.cleared/**/*") if path.is_file()])
                assert all(key in here or key in kept for key in mine)
            faults.at, faults.count = at, at if struck else 0

        assert each_call(faults, changed) >= 1


CRASHER = """
import os, signal, sys
from pathlib import Path
from civquiz.storage import Store
from tests.storage_faults import CALLS, FINISHED, attempt, new_session
real_write, count = os.write, 0
root = Path(sys.argv[1])

def run(at, folder, promises):
    def call(real, *args, **more):
        global count
        count += 1
        if count == at:
            if real is real_write:
                real(args[0], bytes(args[1])[:len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **more)
    for name in CALLS:
        setattr(os, name, lambda *args, _real=getattr(os, name), **more: call(_real, *args, **more))
    store = Store(folder)
    for number in (1, 2):
        journal = store.begin(new_session(number))
        for n, rev in ((1, 0), (2, 0), (2, 1)):
            journal.write({"attempt": attempt(n, rev)})
            assert not journal.problem
            real_write(promises, f"{number} {n} {rev}\\n".encode())
        journal.finish(FINISHED)
        assert not store.take_notices()

import filelock
for at in range(1, 1000):
    folder = root / str(at)
    folder.mkdir()
    promises = os.open(root / f"{at}.promises", os.O_WRONLY | os.O_CREAT)
    child = os.fork()
    if not child:
        run(at, folder / "home", promises)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    os.close(promises)
    if status == 0:
        break
    assert os.WTERMSIG(status) == signal.SIGKILL, status
"""


@posix
def test_killed_before_any_file_call_it_loses_no_answer(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASHER, str(tmp_path)], check=True)
    promises = list(tmp_path.glob("*.promises"))
    assert len(promises) > 40
    for path in promises:
        store = open_store(tmp_path / path.stem / "home")
        assert store.tidy() == []
        assert store.writable_problem() == ""
        found = stored(store)
        for number, n, rev in (line.split() for line in path.read_text().splitlines()):
            assert found[new_session(int(number)).id].count((int(n), int(rev), f"{n}-{rev}")) == 1
        for session in store.sessions():
            if not session.finished:
                _, journal = store.resume(session.id)
                journal.write({"attempt": attempt(3)})
                journal.finish(FINISHED)
        assert open_store(store.folder).tidy() == []
        assert all(session.finished for session in store.sessions())
        assert not found or json.loads(store.path.read_bytes())


# The score file


def test_the_file_is_json_with_one_session_a_line(store: Store) -> None:
    for number in (1, 2, 3):
        finished(store, number)
    store.set_goal("b", {"date": "2026-12-01", "set": FINISHED})
    first, *lines, last = store.path.read_text().splitlines()
    assert first.startswith('{"format": "civquiz-scores", "version": 1, "goals": {"b"')
    assert first.endswith('"sessions": [')
    assert last == "]}"
    assert [json.loads(line.rstrip(","))["id"] for line in lines] == [new_session(number).id for number in (1, 2, 3)]
    assert len(json.loads(store.path.read_bytes())["sessions"]) == 3


def test_what_this_version_does_not_know_survives(store: Store) -> None:
    finished(store, 1)
    finished(store, 2)

    def add(document: dict[str, Any]) -> None:
        document["theme"] = {"colour": "blue"}
        for session in document["sessions"]:
            session["mood"] = "good"
            session["attempts"][1]["pulse"] = 60

    rewrite(store, add)
    before = json.loads(store.path.read_bytes())
    finished(store, 3)
    store.amend(ID, attempt(2, 1, tone="x"))
    after = json.loads(store.path.read_bytes())
    assert after["theme"] == {"colour": "blue"}
    assert after["sessions"][1] == before["sessions"][1]
    changed = after["sessions"][0]
    assert (changed["mood"], changed["attempts"][1]["tone"]) == ("good", "x")
    assert changed["attempts"][1]["earlier"][0]["pulse"] == 60
    assert [record.get("mood") for record in store.records()] == ["good", "good", None]


def test_a_session_that_no_one_changes_stays_byte_for_byte(store: Store) -> None:
    finished(store)
    line = store.path.read_bytes().splitlines()[1].replace(b'"credit": 0.0', b'"credit":0.00')
    assert b"0.00" in line
    store.path.write_bytes(store.path.read_bytes().replace(store.path.read_bytes().splitlines()[1], line))
    finished(store, 2)
    assert store.path.read_bytes().splitlines()[1] == line + b","


def test_a_file_that_a_person_laid_out_anew_is_read_and_brought_back_to_lines(store: Store) -> None:
    finished(store)
    store.path.write_text(json.dumps(json.loads(store.path.read_bytes()), indent=4))
    finished(store, 2)
    assert len(store.path.read_text().splitlines()) == 4
    assert (store.take_notices(), len(store.sessions())) == ([], 2)


def test_sessions_are_sorted_by_the_moment_they_started(store: Store) -> None:
    finished(store, 1, started="2026-11-24T08:00:00+05:00")
    finished(store, 2, started="2026-11-24T04:00:00+00:00")
    journal = begun(store, 3, started="2026-11-24T03:30:00+00:00")
    expected = [new_session(number).id for number in (1, 3, 2)]
    assert [session.id for session in store.sessions()] == expected
    assert [outline.id for outline in store.outlines()] == expected
    assert [record["id"] for record in store.records()] == expected
    journal.close()
    rewrite(store, lambda document: document["sessions"][0].update(started="long ago"))
    assert next(session.id for session in store.sessions()) == ID


def test_outlines_are_the_sessions_in_outline(store: Store) -> None:
    finished(store, 1)
    journal = begun(store, 2)
    assert gc.isenabled()
    outlines = store.outlines()
    assert gc.isenabled()
    assert outlines[0].attempts[1] == Outcome("b/q2", 0.0, attempt(2)["at"])
    for outline, session in zip(outlines, store.sessions(), strict=True):
        assert (outline.id, outline.mode, outline.finished) == (session.id, session.mode, session.finished)
        assert [each.question for each in outline.attempts] == [each.question for each in session.attempts]
    journal.close()
    gc.disable()
    try:
        store.outlines()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_session_that_is_merged_and_still_waiting_is_shown_once(store: Store) -> None:
    finished(store)
    (store.folder / "journal" / "done" / f"{ID}.jsonl").rename(store.folder / "journal" / f"{ID}.jsonl")
    before = store.path.read_bytes()
    assert [len(store.sessions()), len(store.outlines()), len(store.records())] == [1, 1, 1]
    assert store.tidy() == []
    assert store.path.read_bytes() == before
    assert (store.folder / "journal" / "done" / f"{ID}.jsonl").exists()


def test_two_files_that_someone_put_into_one_are_united(store: Store) -> None:
    finished(store)

    def double(document: dict[str, Any]) -> None:
        (session,) = document["sessions"]
        document["sessions"].append({**session, "attempts": [attempt(1), attempt(3)]})

    rewrite(store, double)
    assert stored(store) == {ID: [(1, 0, "1-0"), (2, 0, "2-0"), (3, 0, "3-0")]}
    finished(store, 2)
    assert len(json.loads(store.path.read_bytes())["sessions"]) == 2


def test_twenty_merged_journals_are_kept(store: Store) -> None:
    for number in range(1, 24):
        finished(store, number)
    done = sorted(path.stem for path in (store.folder / "journal" / "done").iterdir())
    assert done == [new_session(number).id for number in range(4, 24)]


def test_a_later_edit_of_the_bank_changes_no_past(store: Store) -> None:
    finished(store)
    past = store.records()
    journal = store.begin(new_session(2, banks={"b": "ffffffff"}))
    journal.write({"attempt": attempt(1, stem="Reworded?", answer="1992")})
    journal.finish(FINISHED)
    assert store.records()[0] == past[0]
    assert [record["attempts"][0]["stem"] for record in store.records()] == [attempt(1)["stem"], "Reworded?"]


def test_of_two_goals_the_later_one_holds(store: Store) -> None:
    store.set_goal("b", {"date": "2026-12-01", "set": "2026-11-24T08:00:00+05:00"})
    store.set_goal("b", {"date": "2026-12-09", "set": "2026-11-23T08:00:00+05:00"})
    store.set_goal("c", {"date": "2027-01-01", "set": "2026-11-23T08:00:00+05:00"})
    assert {bank: goal["date"] for bank, goal in store.goals().items()} == {"b": "2026-12-01", "c": "2027-01-01"}


def test_a_change_reaches_a_session_that_still_waits(store: Store) -> None:
    journal = begun(store, places=2)
    with files.lock(store.path.with_name("scores.json.lock")):
        store._file.lock_seconds = 0
        journal.finish(FINISHED)
    (notice,) = store.take_notices()
    assert "joins the score file at a later start" in notice
    store.amend(ID, attempt(2, 1))
    assert store.tidy() == []
    assert stored(store) == {ID: [(1, 0, "1-0"), (2, 0, "2-0"), (2, 1, "2-1")]}
    with pytest.raises(CivquizError, match="there is no session"):
        store.amend("20990101T000000-0", attempt(1, 1))


# Deleting


def test_deleting_renumbers_nothing_and_no_copy_brings_it_back(store: Store) -> None:
    for number in (1, 2, 3):
        finished(store, number)
    copied = store.path.read_bytes()
    gone = new_session(2).id
    copy = store.delete(gone)
    assert json.loads(copy.read_bytes())["attempts"][1]["response"] == "2-0"
    assert [row for row, _ in store.rows()] == [1, 3]
    assert len(store.outlines()) == len(store.records()) == len(store.sessions()) == 2
    tombstone = json.loads(store.path.read_bytes())["sessions"][1]
    assert tombstone == {"id": gone, "started": new_session(2).started, "deleted": True}
    (store.folder / "scores.sync-conflict-20261124-080000-ABCDEFG.json").write_bytes(copied)
    store.tidy()
    assert [row for row, _ in store.rows()] == [1, 3]
    store.path.write_bytes(b"\x00" + store.path.read_bytes()[1:])
    assert [row for row, _ in store.rows()] == [1, 3]
    with pytest.raises(CivquizError, match="there is no session"):
        store.delete(gone)


def test_an_unfinished_session_can_be_deleted(store: Store) -> None:
    finished(store, 1)
    begun(store, 2).close()
    finished(store, 3)
    store.delete(new_session(2).id)
    assert [row for row, _ in store.rows()] == [1, 3]
    assert not list((store.folder / "journal").glob("*.jsonl"))


def test_clearing_keeps_a_copy_that_nothing_reads(store: Store) -> None:
    finished(store, 1)
    finished(store, 2)
    begun(store, 3).close()
    copy = store.clear()
    assert copy == store.folder / "20261124T080000.cleared"
    assert len(json.loads((copy / "scores.json").read_bytes())["sessions"]) == 2
    assert sorted(path.name for path in copy.iterdir()) == [
        f"{new_session(3).id}.jsonl",
        "done",
        "scores.json",
        "scores.json.bak",
    ]
    assert (store.sessions(), store.tidy(), store.sessions()) == ([], [], [])
    store.path.write_bytes(b"")
    assert store.sessions() == []
    assert "0 sessions saved" in store.take_notices()[0]
    finished(store, 4)
    assert store.clear() == store.folder / "20261124T080000.cleared-2"


# When something is wrong


def test_a_missing_file_comes_back(store: Store) -> None:
    finished(store, 1)
    finished(store, 2)
    store.path.unlink()
    (notice,) = store.tidy()
    assert "was missing: 2 sessions restored" in notice
    assert store.tidy() == []
    assert len(store.sessions()) == 2


def test_a_missing_file_is_not_taken_for_an_empty_one_by_a_reader_or_a_merge(store: Store) -> None:
    touches: list[Callable[[], object]] = [store.sessions, store.outlines, lambda: begun(store, 9).finish(FINISHED)]
    for number, touch in enumerate(touches, start=1):
        finished(store, number)
        store.path.unlink()
        touch()
        assert len(store.sessions()) >= number
        store.take_notices()


@pytest.mark.parametrize("read", ["sessions", "outlines", "records", "goals"])
def test_damage_is_repaired_told_once_and_kept(store: Store, read: str) -> None:
    for number in (1, 2, 3):
        finished(store, number)
    store.set_goal("b", {"date": "2026-12-01", "set": FINISHED})
    expected = stored(store)
    damaged = store.path.read_bytes().replace(b'"attempts"', b'"attempts', 1)
    store.path.write_bytes(damaged)
    getattr(store, read)()
    if read == "outlines":
        assert len(store.outlines()) == 3
    (notice,) = store.take_notices()
    assert "was damaged: 3 sessions saved" in notice
    assert store.path.with_name("scores.json.damaged-20261124T080000").read_bytes() == damaged
    assert stored(store) == expected
    assert store.goals()["b"]["date"] == "2026-12-01"
    assert (store.tidy(), store.take_notices()) == ([], [])
    assert store._file.backup.read_bytes() == store.path.read_bytes()


def test_what_no_journal_holds_is_in_the_backup_too(store: Store) -> None:
    for number in range(1, 4):
        finished(store, number)
    store.amend(ID, attempt(2, 1))
    expected = stored(store)
    for path in (store.folder / "journal" / "done").iterdir():
        path.unlink()
    store.path.write_bytes(b"")
    assert stored(store) == expected


def test_damage_at_any_place_loses_nothing(store: Store) -> None:
    for number in (1, 2):
        finished(store, number)
    whole, expected = store.path.read_bytes(), stored(store)
    for at in range(0, len(whole), 7):
        for broken in (whole[:at], whole[:at] + b"\x00" + whole[at + 1 :], whole[:at] + whole[at + 13 :]):
            try:
                scores.parse(broken)
            except scores.BROKEN:
                found = store._file._recover(broken)
                assert found.version == 1
                store.path.write_bytes(scores.render(found))
                assert stored(store) == expected


def test_without_a_backup_every_whole_session_is_saved(store: Store) -> None:
    for number in range(1, 25):
        finished(store, number)
    store.take_notices()
    for spare in [store._file.backup, *(store.folder / "journal" / "done").iterdir()]:
        spare.unlink()
    lines = store.path.read_bytes().split(b"\n")
    lines[0], lines[5] = lines[0][:-20], lines[5].replace(b":", b"", 1)
    store.path.write_bytes(b" ".join(lines)[:-200])  # a lost end, a lost start, and no lines any more
    assert list(stored(store)) == [new_session(number).id for number in range(1, 24) if number != 5]


@pytest.mark.parametrize(("byte", "shown"), [(b"\xff", "\ufffd"), (b"\x01", "\x01")])
def test_broken_text_in_a_session_costs_a_character_and_no_session(store: Store, byte: bytes, shown: str) -> None:
    finished(store)
    for spare in (store.folder / "journal" / "done").iterdir():
        spare.unlink()
    store.path.write_bytes(store.path.read_bytes().replace(b"Kazakhstan", b"Kazakh" + byte + b"tan", 1))
    (session,) = store.sessions()
    assert f"Kazakh{shown}tan" in session.attempts[0].stem
    assert len(store.take_notices()) == 1


def test_damage_in_a_field_that_this_version_does_not_know_is_damage(store: Store) -> None:
    finished(store, 1)
    rewrite(store, lambda document: document["sessions"][0].update(mood="good"))
    store.path.write_bytes(store.path.read_bytes().replace(b'"good"', b'"g\xff\xffd"'))
    begun(store, 2).finish(FINISHED)
    assert "was damaged" in store.take_notices()[0]
    assert len(store.records()) == 2
    scores.parse(store._file.backup.read_bytes())


def test_an_earlier_attempt_that_is_damaged_is_damage(store: Store) -> None:
    finished(store)
    store.amend(ID, attempt(2, 1))
    expected = stored(store)
    store.path.write_bytes(store.path.read_bytes().replace(b'"earlier": [{"n"', b'"earlier": [{"m"'))
    store.amend(ID, attempt(2, 2))
    assert "was damaged" in store.take_notices()[0]
    assert stored(store)[ID] == [*expected[ID], (2, 2, "2-2")]


def test_a_damaged_backup_is_no_hindrance(store: Store) -> None:
    finished(store, 1)
    finished(store, 2)
    for path in (store.path, store._file.backup):
        path.write_bytes(path.read_bytes()[:-9])
    assert len(store.sessions()) == 2


def test_damage_that_cannot_be_repaired_now_is_read_as_far_as_it_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(store, 1)
    finished(store, 2)
    damaged = store.path.read_bytes()[:-9]
    store.path.write_bytes(damaged)
    with faulty(monkeypatch) as faults:
        faults.plan(at=1, once=False)
        assert len(store.sessions()) == 2
        assert len(store.outlines()) == 2
    assert "cannot be repaired now" in store.take_notices()[0]
    assert store.path.read_bytes() == damaged


@pytest.mark.parametrize(
    "version",
    [b'"version": 2', b'"version": 2, "sessions_too": [1]'],
)
def test_a_newer_versions_file_is_read_but_never_written(store: Store, version: bytes) -> None:
    finished(store, 1)
    newer = store.path.read_bytes().replace(b'"version": 1', version).replace(b"\n]}", b',\n{"ref": 7}\n]}')
    store.path.write_bytes(newer)
    begun(store, 2).finish(FINISHED)
    assert "newer civquiz" in store.take_notices()[0]
    assert "newer civquiz" in store.tidy()[0]
    assert [len(store.sessions()), len(store.outlines()), len(store.records())] == [2, 2, 2]
    assert len(store.take_notices()) == 1
    for change in (
        store.clear,
        lambda: store.delete(ID),
        lambda: store.amend(ID, attempt(1, 1)),
        lambda: store.set_goal("b", {}),
    ):
        with pytest.raises(CivquizError, match="newer civquiz"):
            change()
    assert store.path.read_bytes() == newer
    store.path.write_bytes(newer[:-9])
    assert len(store.sessions()) == 2
    assert store.path.read_bytes() == newer[:-9]
    store.take_notices()
    store.path.write_bytes(newer.replace(version, b'"version": 1').replace(b',\n{"ref": 7}', b""))
    assert store.tidy() == []
    assert len(json.loads(store.path.read_bytes())["sessions"]) == 2


@pytest.mark.parametrize(
    "name",
    [
        "scores.sync-conflict-20261124-080000-ABCDEFG.json",
        "scores (Dana's conflicted copy 2026-11-24).json",
        "scores (conflicted copy 2026-11-24 080000).json",
    ],
)
def test_a_conflict_copy_is_united_and_renamed(store: Store, tmp_path: Path, name: str) -> None:
    other = open_store(tmp_path / "other")
    finished(store, 1)
    finished(other, 1)
    other.amend(ID, attempt(2, 1))
    finished(other, 2)
    other.set_goal("b", {"date": "2026-12-01", "set": FINISHED})
    rewrite(other, lambda document: document.update(theme="blue"))
    (store.folder / name).write_bytes(other.path.read_bytes())
    (notice,) = store.tidy()
    assert "from another machine" in notice
    assert stored(store) == stored(other)
    assert store.goals() == other.goals()
    assert json.loads(store.path.read_bytes())["theme"] == "blue"
    assert (store.folder / f"{name}.merged").exists()
    assert store.tidy() == []
    store.path.unlink()  # what came from there is not in that file alone
    assert stored(store) == stored(other)


def test_conflict_copies_that_are_damaged_newer_or_no_file(store: Store, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other")
    finished(store, 1)
    finished(other, 2)
    finished(other, 3)
    whole = other.path.read_bytes()
    copies = [store.folder / f"scores.sync-conflict-{number}.json" for number in range(3)]
    copies[0].write_bytes(whole[:-9])
    copies[1].write_bytes(whole.replace(b'"version": 1', b'"version": 2'))
    copies[2].mkdir()
    notices = store.tidy()
    assert len(notices) == 3
    assert len(store.sessions()) == 2
    assert [copy.exists() for copy in copies] == [False, True, True]


@posix
def test_a_linked_score_file_stays_a_link(tmp_path: Path) -> None:
    folder, real = tmp_path / "home", tmp_path / "synced" / "mine.json"
    folder.mkdir()
    real.parent.mkdir()
    (folder / "scores.json").symlink_to(real)
    store = open_store(folder)
    for number in (1, 2):
        finished(store, number)
    assert (folder / "scores.json").is_symlink()
    assert len(json.loads(real.read_bytes())["sessions"]) == 2
    assert sorted(path.name for path in real.parent.iterdir()) == ["mine.json", "mine.json.bak", "mine.json.lock"]
    store.clear()
    assert (folder / "scores.json").is_symlink()
    assert [path.name for path in real.parent.iterdir() if path.name.endswith(".bak")] == []


@posix
def test_everything_is_the_users_alone(store: Store) -> None:
    finished(store, 1)
    finished(store, 2)
    begun(store, 3).close()
    modes = {str(path.relative_to(store.folder)): path.stat().st_mode & 0o077 for path in store.folder.rglob("*")}
    assert set(modes.values()) == {0}


def test_a_folder_that_cannot_be_written_is_told_before_the_first_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    store = open_store(tmp_path / "file" / "home")
    assert "is not a folder" in store.writable_problem()
    assert store.tidy() == []
    with pytest.raises(CivquizError, match="cannot read the score file"):
        store.sessions()
    journal = store.begin(new_session())
    journal.write({"attempt": attempt(1)})
    assert journal.problem
    assert journal.unsaved()
    store = open_store(tmp_path / "home")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "is read-only" in store.writable_problem()


def test_an_unreadable_score_file_is_an_error_and_stays(store: Store) -> None:
    finished(store, 1)
    store.path.unlink()
    store.path.mkdir()
    with pytest.raises(CivquizError, match="must be a regular file"):
        store.sessions()
    begun(store, 2).finish(FINISHED)
    assert "must be a regular file" in store.take_notices()[0]
    assert len(store.tidy()) == 1


# Two terminals

WRITER = """
import sys
from pathlib import Path
from civquiz.storage import Store
from tests.storage_faults import FINISHED, attempt, new_session
store = Store(Path(sys.argv[1]))
journal = store.begin(new_session(int(sys.argv[2])))
journal.write({"attempt": attempt(1)})
print("ready", flush=True)
input()
journal.finish(FINISHED)
print(journal.problem, *store.take_notices(), flush=True)
"""


def test_terminals_that_finish_at_once_all_count(store: Store) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.folder), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(1, 5)
    ]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    assert store.tidy() == []
    assert len(store.sessions()) == 4
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    assert [writer.communicate()[0] for writer in writers] == ["\n"] * 4
    assert len(json.loads(store.path.read_bytes())["sessions"]) == 4
    assert not list((store.folder / "journal").glob("*.jsonl"))


@posix
def test_a_killed_terminal_leaves_a_session_to_go_on_with(store: Store) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store.folder), "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        with pytest.raises(CivquizError, match="open in another terminal"):
            store.resume(ID)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    session, journal = store.resume(ID)
    assert len(session.attempts) == 1
    journal.finish(FINISHED)
    assert [session.finished for session in store.sessions()] == [FINISHED]


@pytest.mark.parametrize("read", ["outlines", "sessions"])
def test_a_reader_misses_no_session_on_its_way_into_the_file(
    store: Store, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    journal = begun(store)
    other = open_store(store.folder)

    def then_finish(real: Callable[..., object]) -> Callable[..., object]:
        def look(*args: object) -> object:
            found = real(*args)
            if journal._lock is not None:
                journal.finish(FINISHED)
            return found

        return look

    monkeypatch.setattr(other, "_waiting", then_finish(other._waiting))
    for name in ("read", "outlines"):
        monkeypatch.setattr(other._file, name, then_finish(getattr(other._file, name)))
    assert len(getattr(other, read)()) == 1


def test_a_session_that_its_own_terminal_is_merging_is_left_to_it(store: Store) -> None:
    journal = begun(store)
    journal.write({"finished": FINISHED})
    assert open_store(store.folder).tidy() == []
    assert f"journal/{ID}.jsonl" in listing(store)
    journal.close()
    assert open_store(store.folder).tidy() == []
    assert f"journal/done/{ID}.jsonl" in listing(store)


def test_the_latest_rows_are_the_last_of_all_rows(store: Store) -> None:
    for number in range(1, 5):
        finished(store, number, banks={"other" if number == 2 else "b": "0" * 8})
    store.delete(str(new_session(3).id))
    journal = begun(store, 5)

    def shown(rows: list[tuple[int, Session]]) -> list[tuple[object, ...]]:
        return [(row, each.id, each.banks, each.finished, each.attempts) for row, each in rows]

    everything = shown(store.rows())
    assert [row for row, *_ in everything] == [1, 2, 4, 5]
    assert shown(store.latest(9)) == everything
    assert shown(store.latest(2)) == everything[-2:]
    assert shown(store.latest(9, "other")) == [everything[1]]
    journal.close()
    rewrite(store, lambda document: document["sessions"][3].update(attempts=["broken"]))
    assert [row for row, _ in store.latest(9)] == [row for row, _ in store.rows()]
    assert any("damaged" in notice for notice in store.take_notices())


def test_of_two_starts_in_one_second_the_earlier_has_the_lower_row(store: Store) -> None:
    finished(store, 1, started="2026-11-24T08:00:00.500+05:00")
    finished(store, 2, started="2026-11-24T08:00:00.250+05:00")
    finished(store, 3, started="2026-11-24T08:00:00+05:00")
    assert [session.id for session in store.sessions()] == [new_session(number).id for number in (3, 2, 1)]


def test_half_a_character_keeps_no_session_out_of_the_file(store: Store) -> None:
    journal = store.begin(new_session())
    journal.write({"attempt": {**attempt(1), "response": "half \udcff"}})
    journal.finish(FINISHED)
    assert (journal.problem, store.take_notices()) == ("", [])
    [session] = open_store(store.folder).sessions()
    assert session.attempts[0].response == "half ?"

"""Whatever happens in whatever order: an answer whose write reported no problem is there, once."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from civquiz.errors import CivquizError
from civquiz.storage import Journal, Store, scores
from tests.storage_faults import FINISHED, Faults, Killed, attempt, faulty, kill, new_session, stored

Key = tuple[int, int, str]


class Learner(RuleBasedStateMachine):
    """Two terminals of one learner, on a disk that fails now and then."""

    folder: Path
    faults: Faults

    def __init__(self) -> None:
        super().__init__()
        self.home = self.folder / "home"
        shutil.rmtree(self.home, ignore_errors=True)
        self.faults.calm()
        self.numbers = count(1)
        self.promised: dict[str, set[Key]] = {}
        self.live: dict[str, Journal] = {}
        self.tried: dict[str, set[Key]] = {}
        self.gone: set[str] = set()

    @property
    def store(self) -> Store:
        return Store(self.home)

    def one(self, data: st.DataObject, ids: Iterable[str]) -> str:
        return str(data.draw(st.sampled_from(sorted(ids))))

    def write(self, session_id: str, line: dict[str, Any]) -> None:
        journal = self.live[session_id]
        tried = self.tried.setdefault(session_id, set())
        if "attempt" in line:
            tried.add((line["attempt"]["n"], line["attempt"].get("rev", 0), line["attempt"]["response"]))
        journal.write(line)
        self.settle(session_id)

    def settle(self, session_id: str) -> None:
        # A failed write is no promise; that which later brings all to the disk makes it one.
        if not self.live[session_id].problem:
            self.promised.setdefault(session_id, set()).update(self.tried.get(session_id, ()))

    def fail(self, at: int, how: str) -> None:
        if at:
            self.faults.plan(at=at, once=how == "once", short=how == "short")

    faults_at = st.just((0, "")) | st.tuples(
        st.integers(1, 2) | st.integers(3, 12), st.sampled_from(["once", "from there on", "short"])
    )

    # What a learner does

    @initialize()
    def two_sessions(self) -> None:
        for _ in range(2):
            self.begin()
            (session_id,) = self.live
            for n in (1, 2):
                self.write(session_id, {"attempt": attempt(n)})
            self.live[session_id].finish(FINISHED)
            self.leave(session_id)

    @precondition(lambda self: len(self.live) < 2)
    @rule()
    def begin(self) -> None:
        session = new_session(next(self.numbers))
        self.live[session.id] = self.store.begin(session)

    @precondition(lambda self: self.live)
    @rule(data=st.data(), n=st.integers(1, 3), fault=faults_at)
    def answer(self, data: st.DataObject, n: int, fault: tuple[int, str]) -> None:
        session_id = self.one(data, self.live)
        rev = len([key for key in self.tried.get(session_id, ()) if key[0] == n])
        self.fail(*fault)
        self.write(session_id, {"attempt": attempt(n, rev), **({"draw": f"b/q{n}"} if rev else {})})
        self.faults.calm()

    @precondition(lambda self: self.live)
    @rule(data=st.data(), n=st.integers(1, 3), kind=st.sampled_from(["later", "hint"]))
    def put_off(self, data: st.DataObject, n: int, kind: str) -> None:
        self.write(self.one(data, self.live), {kind: n})

    @precondition(lambda self: self.live)
    @rule(data=st.data(), fault=faults_at)
    def finish(self, data: st.DataObject, fault: tuple[int, str]) -> None:
        session_id = self.one(data, self.live)
        self.fail(*fault)
        self.live[session_id].finish(FINISHED)
        self.faults.calm()
        self.settle(session_id)
        if not self.live[session_id].problem:
            self.leave(session_id)

    @precondition(lambda self: self.live)
    @rule(data=st.data(), fault=faults_at)
    def save_for_later(self, data: st.DataObject, fault: tuple[int, str]) -> None:
        session_id = self.one(data, self.live)
        self.fail(*fault)
        self.live[session_id].close()
        self.faults.calm()
        self.settle(session_id)
        self.leave(session_id)

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def throw_away(self, data: st.DataObject) -> None:
        session_id = self.one(data, self.live)
        self.live[session_id].discard()
        self.forget(session_id)

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def die(self, data: st.DataObject) -> None:
        session_id = self.one(data, self.live)
        kill(self.live[session_id])
        self.leave(session_id)

    @precondition(lambda self: self.live)
    @rule(data=st.data(), at=st.integers(1, 12))
    def die_while_finishing(self, data: st.DataObject, at: int) -> None:
        session_id = self.one(data, self.live)
        journal = self.live[session_id]
        self.faults.plan(at=at, kill=True)
        with suppress(Killed):
            journal.finish(FINISHED)
        self.faults.calm()
        kill(journal)
        self.leave(session_id)

    @rule(data=st.data())
    def resume(self, data: st.DataObject) -> None:
        waiting = [session.id for session in self.store.sessions() if not session.finished]
        if waiting and len(self.live) < 2:
            session_id = self.one(data, waiting)
            if session_id in self.live:
                with pytest.raises(CivquizError, match="another terminal"):
                    self.store.resume(session_id)
                return
            session, self.live[session_id] = self.store.resume(session_id)
            every = [each for last in session.attempts for each in (*last.earlier, {"n": last.n, "rev": last.rev})]
            self.tried[session_id] = {
                (each["n"], each.get("rev", 0), f"{each['n']}-{each.get('rev', 0)}") for each in every
            }

    @rule(data=st.data(), n=st.integers(1, 3), fault=faults_at)
    def amend(self, data: st.DataObject, n: int, fault: tuple[int, str]) -> None:
        over = [session.id for session in self.store.sessions() if session.finished and session.id not in self.live]
        if over:
            session_id = self.one(data, over)
            rev = 1 + max((key[1] for key in self.seen(session_id) if key[0] == n), default=0)
            self.fail(*fault)
            try:
                self.store.amend(session_id, attempt(n, rev))
            except CivquizError:
                pass
            else:
                self.promised.setdefault(session_id, set()).add((n, rev, f"{n}-{rev}"))
            self.faults.calm()

    @rule(data=st.data(), fault=faults_at)
    def delete(self, data: st.DataObject, fault: tuple[int, str]) -> None:
        there = [session.id for session in self.store.sessions() if session.id not in self.live]
        if there:
            session_id = self.one(data, there)
            self.fail(*fault)
            try:
                self.store.delete(session_id)
            except CivquizError:
                pass
            else:
                self.gone.add(session_id)
            self.faults.calm()
            if session_id not in stored(self.store):
                self.forget(session_id)

    @rule(fault=faults_at)
    def start_the_program(self, fault: tuple[int, str]) -> None:
        self.fail(*fault)
        self.store.tidy()
        self.faults.calm()

    @rule()
    def start_the_program_and_look(self) -> None:
        self.store.tidy()
        self.look()

    @rule()
    def look(self) -> None:
        found = stored(self.store)
        for session_id, keys in self.promised.items():
            assert keys <= set(found.get(session_id, ())), session_id
        for session_id, each in found.items():
            assert len(each) == len(set(each)), session_id
        assert not self.gone & found.keys()
        assert {outline.id for outline in self.store.outlines()} == found.keys()

    # What happens to the files

    def is_sound(self) -> bool:
        """Whether the score file and its backup are both whole, so that either may be lost."""
        path = self.home / "scores.json"
        try:
            scores.parse(path.with_name("scores.json.bak").read_bytes())
            scores.parse(path.read_bytes())
        except (OSError, ValueError):
            return False
        return True

    @precondition(is_sound)
    @rule(place=st.floats(0, 1), how=st.sampled_from(["byte", "end", "hole", "gone"]))
    def damage(self, place: float, how: str) -> None:
        path = self.home / "scores.json"
        whole = path.read_bytes()
        at = min(int(place * len(whole)), len(whole) - 2)
        damages = {
            "byte": whole[:at] + b"\x00" + whole[at + 1 :],
            "end": whole[:at],
            "hole": whole[:at] + b"\xff" * 200 + whole[at + 200 :],
            "gone": b"",
        }
        path.write_bytes(damages[how])
        if how == "gone":
            path.unlink()

    @precondition(is_sound)
    @rule()
    def lose_the_backup(self) -> None:
        (self.home / "scores.json.bak").unlink()

    @precondition(is_sound)
    @rule()
    def another_machine_sends_its_file(self) -> None:
        other = Store(self.folder / "other")
        shutil.rmtree(other.folder, ignore_errors=True)
        other.folder.mkdir()
        shutil.copy(self.home / "scores.json", other.path)
        session = new_session(next(self.numbers))
        journal = other.begin(session)
        journal.write({"attempt": attempt(1)})
        journal.finish(FINISHED)
        shutil.copy(other.path, self.home / f"scores.sync-conflict-20261124-080000-{session.seed}.json")
        self.store.tidy()
        self.promised[session.id] = {(1, 0, "1-0")}

    def seen(self, session_id: str) -> list[Key]:
        return stored(self.store)[session_id]

    def leave(self, session_id: str) -> None:
        del self.live[session_id]
        self.tried.pop(session_id, None)

    def forget(self, session_id: str) -> None:
        self.live.pop(session_id, None)
        self.tried.pop(session_id, None)
        self.promised.pop(session_id, None)

    def teardown(self) -> None:
        self.faults.calm()
        for journal in self.live.values():
            kill(journal)
        self.live.clear()
        self.start_the_program_and_look()
        for session in self.store.sessions():
            if not session.finished:
                self.store.resume(session.id)[1].finish(FINISHED)
        self.start_the_program_and_look()


def test_nothing_promised_is_lost_and_nothing_is_there_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with faulty(monkeypatch) as faults:
        machine = type("Learner", (Learner,), {"folder": tmp_path, "faults": faults})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=30,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

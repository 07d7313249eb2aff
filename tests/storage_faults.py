"""What the tests of the score store share: sessions to write, and file calls that fail when they are told to."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import msgspec

from civquiz.attempts import Session
from civquiz.storage import Journal, Store

if TYPE_CHECKING:  # the processes that tests start take sessions from here, and need no pytest
    import pytest

STARTED = "2026-11-24T08:00:00+05:00"
FINISHED = "2026-11-24T08:10:00+05:00"
CALLS = ("open", "write", "fsync", "replace", "ftruncate", "link", "unlink", "mkdir")


class Killed(BaseException):
    """The process is no more: every further file call raises it again."""


class Faults:
    """Lets the file calls of `os` fail: the `at`-th one, counted from 1, and all after it unless `once`."""

    def __init__(self) -> None:
        self.real: dict[str, Callable[..., object]] = {name: getattr(os, name) for name in CALLS}
        self.real["fsync"] = lambda _: None  # no test loses power, and a slow disk would make hundreds of calls slow
        self.calm()

    def calm(self) -> None:
        self.plan(at=0)

    def plan(self, *, at: int, once: bool = True, kill: bool = False, short: bool = False) -> None:
        self.at, self.once, self.kill, self.short = at, once, kill, short
        self.count = 0

    @property
    def struck(self) -> bool:
        return 0 < self.at <= self.count

    def call(self, name: str, *args: object, **more: object) -> object:
        self.count += 1
        if self.at and (self.count == self.at or (self.count > self.at and (self.kill or not self.once))):
            if name == "write" and (self.short or self.kill) and self.count == self.at:
                data = bytes(cast("bytes", args[1]))
                done = self.real["write"](args[0], data[: len(data) // 2])
                if not self.kill:
                    return done
            raise Killed if self.kill else OSError(errno.ENOSPC, "No space left on device")
        return self.real[name](*args, **more)


@contextmanager
def faulty(monkeypatch: "pytest.MonkeyPatch") -> Iterator[Faults]:
    faults = Faults()
    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, lambda *args, _name=name, **more: faults.call(_name, *args, **more))
        yield faults


def new_session(number: int = 1, **fields: object) -> Session:
    return msgspec.convert(
        {
            "id": f"20261124T0800{number:02d}-0123456789abcdef",
            "mode": "quiz",
            "banks": {"b": "3f9a1c20"},
            "seed": number,
            "started": f"2026-11-24T08:00:{number:02d}+05:00",
            "drawn": ["b/q1", "b/q2", "b/q3"],
            **fields,
        },
        Session,
    )


def attempt(n: int, rev: int = 0, **fields: object) -> dict[str, Any]:
    return {
        "n": n,
        "question": f"b/q{n}",
        "type": "short-answer",
        "stem": "In which year did Kazakhstan become independent?",
        "answer": "1991",
        "response": f"{n}-{rev}",
        "verdict": "wrong",
        "credit": 0.0,
        "seconds": 4.2,
        "at": STARTED,
        **({"rev": rev} if rev else {}),
        **fields,
    }


def stored(store: Store) -> dict[str, list[tuple[int, int, str]]]:
    """Of each session by its id every attempt that the store has: place, revision, response."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for record in store.records():
        assert record["id"] not in found, "a session is there twice"
        every = [each for last in record["attempts"] for each in (*last.get("earlier", ()), last)]
        found[record["id"]] = [(each["n"], each.get("rev", 0), each["response"]) for each in every]
    return found


def kill(journal: Journal) -> None:
    """What the death of a process leaves of its journal: the lock is free, its file is still there."""
    if journal._descriptor is not None:
        os.close(journal._descriptor)
        journal._descriptor = None
    if journal._lock is not None and journal._lock._lock is not None:
        journal._lock._lock.release(force=True)
        journal._lock = None


def noted(calls: list[str], name: str) -> Callable[..., object]:
    """The call of `os` by that name, which adds its name to `calls`."""
    real = getattr(os, name)

    def call(*args: object, **more: object) -> object:
        calls.append(name)
        return real(*args, **more)

    return call


def each_call(faults: Faults, scenario: Callable[[int], None], **how: bool) -> int:
    """Run a scenario with its first call failing, then its second, until none fails. Gives how many did."""
    for at in range(1, 1000):
        faults.plan(at=at, **how)
        scenario(at)
        if not faults.struck:
            return at - 1
    raise AssertionError("it never came to an end")

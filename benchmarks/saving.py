"""What saving one response costs over a bare fsync, and how many calls it makes: saving.py [ATTEMPTS ...].

For each length of the history it writes responses to a journal beside it, and in turn the same bytes with a bare write
and fsync to another file, and prints the medians.
"""

import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from make_history import make

from civquiz.attempts import Session
from civquiz.library import DEFAULT_BANK, Library
from civquiz.session import Sitting
from civquiz.storage import Store

RESPONSES = 300
AT = "2026-11-24T08:00:00+05:00"


def measure(length: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if length:
            make(length, folder)
        bank = Library(folder).load(DEFAULT_BANK)
        question = next(each for each in bank.active if each.type == "multiple-choice")
        drawn = [f"{bank.id}/{question.id}"] * (RESPONSES + 1)
        session = Session(id="s-1", mode="quiz", banks={bank.id: bank.version}, seed=1, started=AT, drawn=drawn)
        sitting, journal = Sitting(session, [bank]), Store(folder).begin(session)
        bare = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT)
        saved, plain, calls = [], [], Counter()
        count_calls(calls)
        for n in range(1, RESPONSES + 2):
            _, line = sitting.respond(n, question.shown_texts()[0], AT)
            calls.clear()
            began = time.perf_counter()
            journal.write(line)
            took = time.perf_counter() - began
            if n > 1:  # the first one makes the file
                saved.append(took)
                assert calls == {"write": 1, "fsync": 1}, calls
            data = (str(line) + "\n").encode()
            began = time.perf_counter()
            os.write(bare, data)
            os.fsync(bare)
            plain.append(time.perf_counter() - began)
        os.close(bare)
        journal.close()
        ours, floor = statistics.median(saved) * 1000, statistics.median(plain) * 1000
        over = f"{ours - floor:.2f} ms over a bare write and fsync of {floor:.2f} ms"
        print(f"{length:>9,} attempts before: {ours:.2f} ms a response, {over}")


def count_calls(calls: Counter[str]) -> None:
    for name in ("write", "fsync"):
        real = getattr(os, name)

        def counted(*args: object, name: str = name, real: object = real) -> object:
            calls[name] += 1
            return real(*args)

        setattr(os, name, counted)


for argument in sys.argv[1:] or ["0", "100000", "1000000"]:
    measure(int(argument))

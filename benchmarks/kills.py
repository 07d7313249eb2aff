"""Kill quizzes at random instants and look for answers lost or doubled: kills.py [KILLS] [SEED].

A driver in a pseudo-terminal takes quizzes of three questions: it answers, sees the feedback, goes on. At a random
instant between the first question and the end (how long that takes is measured first) the program is killed with
SIGKILL. Feedback on the screen is the promise: every answer whose feedback was seen must be in the record, and none may
be there twice.
"""

import json
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>]")
QUIZ = ["-m", "civquiz", "quiz", "-n", "3", "--type", "multiple-choice", "--type", "true-false"]
A_FOLDER = 20  # quizzes in one data folder, so that merges meet what earlier kills left


def take(home: Path, lifetime: float) -> tuple[int, int, float]:
    """Answer until the kill, `lifetime` seconds after the first question.

    Gives feedbacks seen, answers sent, and how long it lived.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {"CIVQUIZ_HOME": str(home), "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        os.environ |= {"COLUMNS": "100", "LINES": "30"}
        os.execv(sys.executable, [sys.executable, *QUIZ])
    seen = sent = 0
    text, deadline, began = b"", None, 0.0
    try:
        while deadline is None or time.perf_counter() < deadline:
            left = 0.01 if deadline is None else max(0.0, min(0.01, deadline - time.perf_counter()))
            if not select.select([terminal], [], [], left)[0]:
                continue
            try:
                text += os.read(terminal, 65536)
            except OSError:
                break  # the quiz ended before its kill
            shown = ESCAPES.sub(b"", text)
            if b"more keys" not in shown and b"Enter done" not in shown:
                continue
            if deadline is None:
                began = time.perf_counter()
                deadline = began + lifetime
            if re.search(rb"Enter (next|results)", shown):
                seen += 1
                os.write(terminal, b"\r")
            elif b"Enter done" in shown:
                os.write(terminal, b"\r")
            else:
                sent += 1
                os.write(terminal, b"1")
            text = b""
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    return seen, sent, time.perf_counter() - began


def recorded(home: Path) -> list[dict[str, object]]:
    environment = os.environ | {"CIVQUIZ_HOME": str(home)}
    command = [sys.executable, "-m", "civquiz", "history", "--json"]
    shown = subprocess.run(command, env=environment, capture_output=True, check=True)
    sessions: list[dict[str, object]] = json.loads(shown.stdout)["sessions"]
    return sessions


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    lost = twice = unpromised = answers = 0
    for first in range(0, kills, A_FOLDER):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            *_, whole = take(home, 60.0)
            for _ in range(min(A_FOLDER, kills - first)):
                before = Counter(session["id"] for session in recorded(home))
                had = sum(len(session["attempts"]) for session in recorded(home))
                seen, sent, _ = take(home, chance.uniform(0, whole))
                sessions = recorded(home)
                now = sum(len(session["attempts"]) for session in sessions)
                ids = Counter(session["id"] for session in sessions)
                places = Counter(
                    (session["id"], attempt["n"]) for session in sessions for attempt in session["attempts"]
                )
                lost += max(0, seen - (now - had))
                unpromised += max(0, now - had - seen)
                twice += sum(count - 1 for count in (*places.values(), *ids.values()))
                twice += max(0, now - had - sent)
                assert before.keys() <= ids.keys(), "an earlier session is gone"
                answers += seen
    print(f"{kills} kills, {answers} answers promised: {lost} lost, {twice} twice, {unpromised} kept without a promise")


main()

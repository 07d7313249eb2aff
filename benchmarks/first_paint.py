#!/usr/bin/env python3
"""Time from starting a command in a real terminal until a text is on its screen.

    first_paint.py [-n RUNS] [--keys KEYS] REGEX COMMAND [ARG ...]        one command
    first_paint.py [-n RUNS] --vs 'OTHER REGEX' 'OTHER COMMAND' REGEX COMMAND [ARG ...]   two in turn, and the ratio

Prints the median wall milliseconds. Stdlib only; the terminal is 100 x 30. The command is killed once the text is seen.
"""

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import shlex
import signal
import statistics
import struct
import sys
import termios
import time

ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>]")


def once(argv: list[str], regex: str, keys: bytes = b"", limit: float = 20.0) -> float:
    """Milliseconds until `regex` shows in what `argv` writes to its terminal; raises TimeoutError."""
    start = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.setdefault("TERM", "xterm-256color")
        os.execvp(argv[0], argv)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen, sent = b"", False
    try:
        while time.perf_counter() - start < limit:
            if select.select([fd], [], [], 0.05)[0]:
                try:
                    chunk = os.read(fd, 65536)
                except OSError:
                    chunk = b""
                if not chunk:
                    break
                if b"\x1b[6n" in chunk:  # prompt_toolkit asks where the cursor is
                    os.write(fd, b"\x1b[1;1R")
                seen += chunk
                if re.search(regex.encode(), ESCAPES.sub(b"", seen)):
                    return (time.perf_counter() - start) * 1000
                if keys and not sent:
                    os.write(fd, keys)
                    sent = True
        raise TimeoutError(f"{argv[0]}: {regex!r} was not seen; it wrote {ESCAPES.sub(b'', seen)[-400:]!r}")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=9)
    parser.add_argument("--keys", default="", help="typed once, after the first output")
    parser.add_argument("--vs", nargs=2, metavar=("REGEX", "COMMAND"))
    parser.add_argument("regex")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    keys = args.keys.encode().decode("unicode_escape").encode()
    once(args.command, args.regex, keys)
    mine, other = [], []
    for _ in range(args.n):
        mine.append(once(args.command, args.regex, keys))
        if args.vs:
            other.append(once(shlex.split(args.vs[1]), args.vs[0]))
    print(f"{statistics.median(mine):.0f} ms (min {min(mine):.0f}, max {max(mine):.0f})  {' '.join(args.command)}")
    if args.vs:
        print(f"{statistics.median(other):.0f} ms (min {min(other):.0f}, max {max(other):.0f})  {args.vs[1]}")
        print(f"ratio {statistics.median([a / b for a, b in zip(mine, other, strict=True)]):.2f}")


if __name__ == "__main__":
    sys.exit(main())

"""What a command takes: `python benchmarks/peak.py [-n RUNS] COMMAND…` prints its median time and its peak memory."""

import os
import statistics
import subprocess
import sys
import time


def run(command: list[str]) -> tuple[float, float]:
    """Seconds, and the peak of resident memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    arguments = sys.argv[1:]
    runs = 5
    if arguments[:1] == ["-n"]:
        runs, arguments = int(arguments[1]), arguments[2:]
    measured = [run(arguments) for _ in range(runs)]
    seconds = [each for each, _ in measured]
    print(f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}), ", end="")
    print(f"peak {max(peak for _, peak in measured):.1f} MiB")


main()

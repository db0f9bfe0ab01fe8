"""Runs `quizapp work`, and `quizapp tidy` every ten minutes, next to the server that started it, and ends with it."""

from __future__ import annotations

import select
import subprocess
import sys
from time import monotonic

PAUSE = 600
"""The seconds between two runs of tidy."""

LOOK = 5
"""The seconds between two looks at the worker, which is started again if it has died."""

COMMAND = (sys.executable, "-m", "quizapp.cli")


def tick(pipe: int, pause: float = PAUSE, look: float = LOOK) -> None:
    """Tidy now and after each pause, beside a worker, until the other end of a pipe is closed because the server has ended."""
    worker, due = _worker(pipe), monotonic()
    try:
        while True:
            if monotonic() >= due:
                subprocess.run([*COMMAND, "tidy", "--quiet"], check=False, stdin=subprocess.DEVNULL)
                due = monotonic() + pause
            if select.select([pipe], [], [], min(look, pause))[0]:
                return
            if worker.poll() is not None:
                worker = _worker(pipe)
    finally:
        worker.wait()  # it sees the end of the pipe too


def _worker(pipe: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, "work", "--until", str(pipe)], pass_fds=[pipe], stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    tick(int(sys.argv[1]))

"""Runs `quizapp tidy` every ten minutes next to the server that started it, and ends with it."""

from __future__ import annotations

import select
import subprocess
import sys

PAUSE = 600
"""The seconds between two runs."""


def tick(pipe: int, pause: float = PAUSE) -> None:
    """Tidy now and after each pause, until the other end of a pipe is closed because the server has ended."""
    while True:
        subprocess.run([sys.executable, "-m", "quizapp.cli", "tidy", "--quiet"], check=False, stdin=subprocess.DEVNULL)
        if select.select([pipe], [], [], pause)[0]:
            return


if __name__ == "__main__":
    tick(int(sys.argv[1]))

"""`quizapp work`: reads the files that teachers import."""

from __future__ import annotations

import select
import signal
from time import sleep

import click

from quizapp.cli import database
from quizapp.config import now

PAUSE = 1.0
"""The seconds between two looks for a file."""


@click.command()
@click.option("--once", is_flag=True, help="Stop when no file is waiting.")
@click.option("--until", type=int, hidden=True)  # the end of a pipe: closed when the server has ended
def work(*, once: bool, until: int | None) -> None:
    """Read the files that teachers import, one after another, each in a process that is limited in time and memory.

    `quizapp serve` runs this beside the server. If you use another server, let systemd keep it running, or let cron start it every minute
    with --once.

    Example: quizapp work
    """
    sign = StopSign(until)
    with database() as settings:
        from quizapp.services.authoring import import_worker
        from quizapp.services.site import backups

        while not sign.to_stop():
            if import_worker.work(now, sign.to_stop, before=lambda: backups.before_import(settings, now())):
                continue
            if once:
                return
            sign.wait(PAUSE)


class StopSign:
    """Whether the command is asked to stop: by a signal, or by the end of a pipe."""

    def __init__(self, pipe: int | None) -> None:
        self._pipe = pipe
        self._signalled = False
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._note)

    def _note(self, *_: object) -> None:
        self._signalled = True

    def to_stop(self) -> bool:
        """Return whether it is."""
        return self.wait(0)

    def wait(self, seconds: float) -> bool:
        """Wait until it is, but not longer."""
        if self._signalled:
            return True
        if self._pipe is None:
            sleep(seconds)
        elif select.select([self._pipe], [], [], seconds)[0]:
            return True
        return self._signalled

"""The lock that keeps a second server away from a database file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from quizapp.config import Settings


@contextmanager
def lock(settings: Settings) -> Iterator[None]:
    """Lock an SQLite file until the process ends, also after it becomes the server: the lock survives exec.

    The kernel releases the lock when the last process that inherited it has ended, for whatever reason.
    """
    file = settings.database_file
    if file is None:  # other databases count their own clients
        yield
        return
    descriptor = os.open(file.with_name(f"{file.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    os.set_inheritable(descriptor, True)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise click.ClickException(f"a server is already using {file}: stop it first") from error
    try:
        yield
    finally:
        os.close(descriptor)

"""Jobs: only one with the same name runs at a time, and it is recorded when each last ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from quizapp.db.base import add_missing
from quizapp.db.models import Job


@dataclass(frozen=True, slots=True)
class JobRow:
    """When a job was last started and finished, and its report."""

    started_at: datetime | None
    finished_at: datetime | None
    report: str


def begin(connection: Connection, name: str, now: datetime, *, abandoned: datetime) -> bool:
    """Take the lock of a job; False while another process has it. A lock taken before `abandoned` was left by a process that died."""
    add_missing(connection, Job, [{"name": name, "report": ""}])
    free = or_(Job.started_at.is_(None), Job.finished_at >= Job.started_at, Job.started_at < abandoned)
    taken = update(Job).where(Job.name == name, free).values(started_at=now, finished_at=None)
    return connection.execute(taken).rowcount == 1


def finish(connection: Connection, name: str, now: datetime, report: str) -> None:
    """Release the lock of a job."""
    connection.execute(update(Job).where(Job.name == name).values(finished_at=now, report=report))


def read(connection: Connection, name: str) -> JobRow | None:
    """Return when a job last ran, or None if it never did."""
    row = connection.execute(select(Job.started_at, Job.finished_at, Job.report).where(Job.name == name)).one_or_none()
    return JobRow(*row) if row else None

"""Rows of imports that run in the background. A change names the try it belongs to, so that an older try changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from quizapp.db.models import Account, ImportJob

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)


@dataclass(frozen=True, slots=True)
class StoredImport:
    """How far a job is; `reason` is JSON, or nothing."""

    name: str
    status: str
    done: int
    total: int
    deck_id: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file, what was said about it, and whose it is."""

    user_id: int
    username: str
    role: str
    name: str
    content: bytes
    format: str
    language: str
    title: str


def add(connection: Connection, user_id: int, name: str, content: bytes, form: str, language: str, title: str, now: datetime) -> int:
    """Add a file and return its number."""
    values = {"user_id": user_id, "name": name, "content": content, "format": form, "language": language, "title": title}
    states = {"status": WAITING, "tries": 0, "done": 0, "total": 0, "deck_id": "", "reason": "", "created_at": now, "seen_at": now}
    number: int = connection.execute(insert(ImportJob).values(values | states)).inserted_primary_key[0]  # type: ignore[index]
    return number


def open_of(connection: Connection, user_id: int) -> int:
    """Return how many files of a person wait or are being read."""
    query = select(func.count()).select_from(ImportJob).where(ImportJob.user_id == user_id, ImportJob.status.in_(OPEN))
    return connection.scalar(query) or 0


def read(connection: Connection, number: int, user_id: int) -> StoredImport | None:
    """Return a person's job, or None."""
    columns = (ImportJob.name, ImportJob.status, ImportJob.done, ImportJob.total, ImportJob.deck_id, ImportJob.reason, ImportJob.created_at)
    row = connection.execute(select(*columns).where(ImportJob.id == number, ImportJob.user_id == user_id)).one_or_none()
    return StoredImport(*row) if row else None


def read_file(connection: Connection, number: int) -> ImportFile | None:
    """Return the file of a job and whose it is, or None if it is gone or its person may not sign in any more."""
    columns = (ImportJob.name, ImportJob.content, ImportJob.format, ImportJob.language, ImportJob.title)
    query = select(Account.id, func.coalesce(Account.username, ""), Account.role, *columns)
    row = connection.execute(query.join(ImportJob, ImportJob.user_id == Account.id).where(ImportJob.id == number, ~Account.disabled))
    found = row.one_or_none()
    return ImportFile(*found) if found else None


def someone_works(connection: Connection, since: datetime) -> bool:
    """Return whether a job gave a sign of life since a time."""
    return bool(connection.scalar(select(exists().where(ImportJob.status == RUNNING, ImportJob.seen_at >= since))))


def any_open(connection: Connection) -> bool:
    """Return whether a job waits or is running."""
    return bool(connection.scalar(select(exists().where(ImportJob.status.in_(OPEN)))))


def put_back(connection: Connection, *, seen_before: datetime, most_tries: int, reason: str) -> None:
    """Let jobs wait again whose sign of life is too old; those that were tried often enough have failed."""
    again = ImportJob.tries < most_tries
    values = {
        "status": case((again, WAITING), else_=FAILED),
        "reason": case((again, ""), else_=reason),
        "content": case((again, ImportJob.content), else_=b""),
        "done": 0,
    }
    connection.execute(update(ImportJob).where(ImportJob.status == RUNNING, ImportJob.seen_at < seen_before).values(values))


def take(connection: Connection, now: datetime) -> tuple[int, int] | None:
    """Begin the oldest job of a person who has none running: its number and the try; None if nothing waits."""
    other = aliased(ImportJob)
    busy = exists().where(other.user_id == ImportJob.user_id, other.status == RUNNING)
    query = select(ImportJob.id, ImportJob.tries).where(ImportJob.status == WAITING, ~busy).order_by(ImportJob.id).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    number, tries = row
    values = {"status": RUNNING, "tries": tries + 1, "seen_at": now, "done": 0}
    begun = connection.execute(update(ImportJob).where(ImportJob.id == number, ImportJob.status == WAITING).values(values))
    return (number, tries + 1) if begun.rowcount else None  # None: another worker was first


def see(connection: Connection, number: int, attempt: int, now: datetime, counts: tuple[int, int] | None = None) -> bool:
    """Note a sign of life, or done and total; False if the job is no longer that try's."""
    values = {"done": counts[0], "total": counts[1]} if counts else {"seen_at": now}
    return bool(connection.execute(update(ImportJob).where(_of(number, attempt)).values(values)).rowcount)


def end(connection: Connection, number: int, attempt: int, status: str, *, deck_id: str = "", reason: str = "") -> bool:
    """End a job, or let it wait again; False if it is no longer that try's. Only a file that waits is kept."""
    kept = {} if status == WAITING else {"content": b""}
    values = {"status": status, "deck_id": deck_id, "reason": reason, **kept}
    return bool(connection.execute(update(ImportJob).where(_of(number, attempt)).values(values)).rowcount)


def give_back(connection: Connection, number: int, attempt: int) -> None:
    """Let a job wait again as if it had not been begun."""
    connection.execute(update(ImportJob).where(_of(number, attempt)).values(status=WAITING, tries=attempt - 1, done=0))


def cancel(connection: Connection, number: int, user_id: int) -> bool:
    """Cancel a person's job unless it has ended."""
    which = and_(ImportJob.id == number, ImportJob.user_id == user_id, ImportJob.status.in_(OPEN))
    return bool(connection.execute(update(ImportJob).where(which).values(status=CANCELLED, content=b"")).rowcount)


def drop(connection: Connection, before: datetime) -> int:
    """Delete the jobs from before a time, and return how many there were."""
    return connection.execute(delete(ImportJob).where(ImportJob.created_at < before)).rowcount


def _of(number: int, attempt: int) -> ColumnElement[bool]:
    return and_(ImportJob.id == number, ImportJob.status == RUNNING, ImportJob.tries == attempt)

"""What teachers, administrators and commands did: logged in the transaction that does it, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from quizapp.db.models import LogEntry

SERVER = "(server)"
"""The name in the log for a command on the server; no user name contains brackets."""

ERASED = "(erased)"
"""The name in the log for somebody who was erased."""


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """One line of the log: `action` is a word such as removed, `object` names what it was done to, such as class:12."""

    actor: str
    action: str
    object: str
    detail: str
    at: datetime


def note(connection: Connection, actor: str, action: str, of: str, detail: str, now: datetime) -> None:
    """Log that somebody (their user name) did something: a code, and its values in `detail`, as JSON if there are several.

    No sentence is stored, since each reader has a language. `detail` never contains a password, a join code or a link.
    """
    connection.execute(insert(LogEntry).values(actor=actor, action=action, object=of, detail=detail, at=now))


def entries(connection: Connection, of: str = "", *, limit: int = 50) -> list[LoggedAction]:
    """Return what was done to an object, or to anything, newest first."""
    query = select(LogEntry.actor, LogEntry.action, LogEntry.object, LogEntry.detail, LogEntry.at)
    if of:
        query = query.where(LogEntry.object == of)
    return [LoggedAction(*row) for row in connection.execute(query.order_by(LogEntry.at.desc(), LogEntry.id.desc()).limit(limit))]

"""Counters of failures, shared by all processes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, case, delete, select, update

from quizapp.db.base import add_missing
from quizapp.db.models import Counter


def read(connection: Connection, names: Iterable[str], now: datetime) -> dict[str, tuple[int, datetime]]:
    """Return the count and end of the counters that have not ended, by name."""
    query = select(Counter.name, Counter.count, Counter.until).where(Counter.name.in_(list(names)), Counter.until > now)
    return {name: (count, until) for name, count, until in connection.execute(query)}


def add(connection: Connection, name: str, now: datetime, until: datetime, *, prolong: bool) -> None:
    """Count one more; a counter that has ended starts again. `prolong` moves the end of one that has not."""
    add_missing(connection, Counter, [{"name": name, "count": 0, "until": now}])  # the first failures of an address may come together
    running = Counter.until > now
    until_then = until if prolong else case((running, Counter.until), else_=until)
    counted = update(Counter).where(Counter.name == name)
    connection.execute(counted.values(count=case((running, Counter.count), else_=0) + 1, until=until_then))


def lower(connection: Connection, name: str, by: int) -> None:
    """Count fewer; a counter of none is deleted."""
    connection.execute(delete(Counter).where(Counter.name == name, Counter.count <= by))
    connection.execute(update(Counter).where(Counter.name == name).values(count=Counter.count - by))


def forget(connection: Connection, name: str) -> None:
    """Delete one counter."""
    connection.execute(delete(Counter).where(Counter.name == name))


def drop_ended(connection: Connection, now: datetime) -> int:
    """Delete the counters that have ended, and return how many."""
    return connection.execute(delete(Counter).where(Counter.until <= now)).rowcount

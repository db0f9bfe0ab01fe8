"""Counters of failures, shared by all processes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from quizapp.db.models import Counter


def read(connection: Connection, names: Iterable[str], now: datetime) -> dict[str, tuple[int, datetime]]:
    """Return the count and end of the counters that have not ended, by name."""
    query = select(Counter.name, Counter.count, Counter.until).where(Counter.name.in_(list(names)), Counter.until > now)
    return {name: (count, until) for name, count, until in connection.execute(query)}


def add(connection: Connection, name: str, now: datetime, until: datetime, *, prolong: bool) -> None:
    """Count one more; a counter that has ended starts again. `prolong` moves the end of one that has not."""
    running = update(Counter).where(Counter.name == name, Counter.until > now).values(count=Counter.count + 1)
    if connection.execute(running.values(until=until) if prolong else running).rowcount == 0:
        forget(connection, name)
        connection.execute(insert(Counter).values(name=name, count=1, until=until))


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

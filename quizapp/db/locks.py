"""Locks with a name, for work that is about more than rows: an upgrade, the publishing of a deck that may not exist yet.

On SQLite a transaction that writes has the only lock there is, so these do nothing.
"""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, func, select

UPGRADE = "upgrade"
"""For changing the schema."""


def take(connection: Connection, name: str, *, patient: bool = False) -> None:
    """Wait for a lock and keep it until the transaction ends. `patient` waits however long the holder takes."""
    if connection.dialect.name == "sqlite":
        return
    if patient:
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    connection.execute(select(func.pg_advisory_xact_lock(_number(name))))


def _number(name: str) -> int:
    """Return the number of a lock: PostgreSQL's have numbers of 64 bits, shared by all that use the database."""
    return int.from_bytes(sha256(f"quizapp:{name}".encode()).digest()[:8], signed=True)

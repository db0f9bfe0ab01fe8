"""What a PostgreSQL server says about itself and the connected database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

INVALID = text("""
    SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND i.indisready)
    UNION ALL
    SELECT conname::text FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
    ORDER BY 1
""")
"""Selects the indexes and constraints that hold no promise: a build of theirs was broken off."""

IN_USE = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
LOSSY = "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name"


@dataclass(frozen=True, slots=True)
class ServerState:
    """A server: `in_use` of `most` connections; `lossy` are the settings by which a power cut can lose answers."""

    version: str
    encoding: str
    in_use: int
    most: int
    lossy: tuple[str, ...]
    invalid: tuple[str, ...]


def state(connection: Connection) -> ServerState:
    """Return the state of the server."""
    version, encoding, most = (
        str(connection.exec_driver_sql(f"SHOW {name}").scalar()) for name in ("server_version", "server_encoding", "max_connections")
    )
    return ServerState(
        version.split()[0],
        encoding,
        connection.exec_driver_sql(IN_USE).scalar() or 0,
        int(most),
        tuple(connection.exec_driver_sql(LOSSY).scalars()),
        tuple(connection.scalars(INVALID)),
    )

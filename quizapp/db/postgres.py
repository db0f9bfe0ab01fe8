"""What PostgreSQL needs of its driver, psycopg; only imported where that is the database."""

from __future__ import annotations

from typing import Any

from psycopg.adapt import Dumper

REPLACEMENT = "\ufffd".encode()


class AnyText(Dumper):
    """Sends a text as UTF-8. NUL and halves of surrogate pairs, which PostgreSQL does not take, are replaced.

    Services refuse them in what people type. What is left are names that are looked up, such as the id of a deck in an address: they are to
    find nothing, as on SQLite, and not to raise.
    """

    def dump(self, obj: str) -> bytes:
        """Return the bytes of a text."""
        return obj.encode("utf-8", "replace").replace(b"\0", REPLACEMENT)


def store_any_text(connection: Any) -> None:
    """Let a connection of the driver take any text."""
    connection.adapters.register_dumper(str, AnyText)

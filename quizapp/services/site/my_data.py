"""What is stored about a person: exported for them, or erased."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.learning import merging
from quizapp.db.people import erasures, personal, stored_accounts
from quizapp.db.site import directory
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.learning.holding_back import held_back
from quizapp.services.people import accounts, names
from quizapp.services.people.accounts import Visitor

JSON_COLUMNS = {"answer": "response", "position": "response", "attempt": "questions"}
"""Columns that hold JSON, by table."""


def export(who: Visitor, now: datetime) -> str:
    """Return everything stored about a person as JSON: the rows of each table, and what the question numbers mean."""
    with transaction(write=False) as connection:
        tables = personal.rows(connection, who.id)
        met = personal.questions(connection, who.id)
        hidden = {row["n"] for row in tables["attempt"] if row["closed_at"] is None or held_back(connection, who.id, row["n"], now)}
    _hide_results(tables, hidden)
    for table, column in JSON_COLUMNS.items():
        for row in tables[table]:
            row[column] = json.loads(row[column]) if row[column] else None
    questions = {str(number): {"deck": deck, "question": key} for number, (deck, key) in met.items()}
    data = {"exported_at": now, "questions": questions, **tables}
    return json.dumps(data, default=lambda value: value.isoformat(), ensure_ascii=False, indent=1)


def erase(who: Visitor, password: str, *, now: datetime, address: str) -> None:
    """Erase all data of a person. The holder of an account gives the password.

    Raises Invalid (password: mismatch, last: the last administrator who can sign in stays), TooMany.
    """
    if not who.guest:
        accounts.confirm(who, password, now=now, address=address)
    with transaction(write=True) as connection:
        if who.guest and not merging.is_guest(connection, who.id):
            raise NotAllowed  # became an account in another tab
        if directory.admins(connection) == {who.id}:
            raise Invalid("password", "last")
        erasures.erase(connection, who.id)


def erase_named(username: str, now: datetime) -> None:
    """Erase all data of the holder of an account, by a command on the server. Raises NotFound."""
    with transaction(write=True) as connection:
        known = stored_accounts.secret(connection, names.key(username))
        found = directory.account(connection, known.id) if known else None
        if found is None or not stored_accounts.lock(connection, found.id):
            raise NotFound(username)
        erasures.erase(connection, found.id)
        log.note(connection, log.SERVER, "deleted", f"account:{found.username}", "", now)


def _hide_results(tables: dict[str, list[dict[str, Any]]], hidden: Collection[int]) -> None:
    """Leave out the results of attempts that are still held back; memory and the totals of a day do not know them yet."""
    held = [row for row in tables["answer"] if row["attempt"] in hidden]
    for row in [*held, *(row for row in tables["position"] if row["attempt"] in hidden)]:
        row["score"] = row["verdict"] = None
    for row in held:
        row["rating"] = None
    for row in tables["attempt"]:
        row["points"] = None if row["n"] in hidden else row["points"]

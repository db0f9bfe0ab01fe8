"""What is stored about a person: exported for them, or erased."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, merging, running_numbers, stored_draws
from quizapp.db.people import erasures, personal, stored_accounts
from quizapp.db.site import directory
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.learning.holding_back import held_until
from quizapp.services.people import accounts, names
from quizapp.services.people.accounts import Visitor

Tables = dict[str, list[dict[str, Any]]]
"""The rows of a person, by the name of their table."""

JSON_COLUMNS = {"answer": "response", "position": "response", "attempt": "questions"}
"""Columns that hold JSON, by table."""

GRADED = ("score", "verdict", "rating", "residual", "surplus")
"""The columns of an answer that tell whether it was right."""


def export(who: Visitor, now: datetime) -> str:
    """Return everything stored about a person as JSON: the rows of each table, and what the question numbers mean."""
    with transaction(write=False) as connection:
        tables = personal.rows(connection, who.id)
        met = personal.questions(connection, who.id)
        shelf = begun_decks.shelf(connection, who.id, now)
        hidden = {row["n"] for row in tables["attempt"] if row["closed_at"] is None or held_until(connection, who.id, row["n"], now)}
        waiting = stored_draws.waiting(connection, who.id, now)
    _hide_results(tables, hidden)
    # Who knew which facts are left out could practise them all the same, and the comparison would say nothing.
    _blank([row for row in tables["drawn_fact"] if row["assignment_id"] in waiting], "fact", "left_out", "near")
    closed = {taking.deck for taking in who.taking} | {one.deck for one in shelf if one.closed_until}
    _hide_answers(tables, closed, {number for number, (deck, _) in met.items() if deck in closed})
    for table, column in JSON_COLUMNS.items():
        for row in tables[table]:
            row[column] = json.loads(row[column]) if row[column] else None
    questions = {str(number): {"deck": deck, "question": key} for number, (deck, key) in met.items()}
    data = {"exported_at": now, "answers_left_out_while_closed": sorted(closed), "questions": questions, **tables}
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
        erasures.erase(connection, who.id, running_numbers.take_out)


def erase_named(username: str, now: datetime) -> None:
    """Erase all data of the holder of an account, by a command on the server. Raises NotFound."""
    with transaction(write=True) as connection:
        known = stored_accounts.secret(connection, names.key(username))
        found = directory.account(connection, known.id) if known else None
        if found is None or not stored_accounts.lock(connection, found.id):
            raise NotFound(username)
        erasures.erase(connection, found.id, running_numbers.take_out)
        log.note(connection, log.SERVER, "deleted", f"account:{found.username}", "", now)


def _hide_results(tables: Tables, hidden: Collection[int]) -> None:
    """Leave out the results of attempts that are still held back, so that an export cannot reveal them.

    Memory and the totals of a day do not know them yet, unless they were due and then were put off.
    """
    held = [row for row in tables["answer"] if row["attempt"] in hidden]
    _blank(held, *GRADED)
    _blank([row for row in tables["position"] if row["attempt"] in hidden], "score", "verdict")
    _blank([row for row in tables["attempt"] if row["n"] in hidden], "points")
    numbers = {row["n"] for row in held}
    _blank([row for row in tables["amendment"] if row["answer_n"] in numbers], "score", "verdict", "rating")
    _blank([row for row in tables["report"] if row["answer_n"] in numbers], "settled")
    _blank([row for row in tables["mark"] if row["attempt"] in hidden], "score", "before", "why")
    known = {row["n"] for row in tables["attempt"] if row["n"] in hidden and not row["held_back"]}
    told = [row for row in held if row["attempt"] in known]
    _blank([row for row in tables["day_total"] if row["day"] in {one["day"] for one in told}], "points")
    questions = {row["question_id"] for row in told}
    tables["memory"] = [row for row in tables["memory"] if row["question_id"] not in questions]
    _blank(tables["learner_numbers"] if told else [], "residuals", "information")


def _hide_answers(tables: Tables, decks: Collection[str], questions: Collection[int]) -> None:
    """Leave out the answers to the questions of decks that are closed to the person, which may be right."""
    attempts = {row["n"] for row in tables["attempt"] if row["deck_id"] in decks}
    _blank([row for row in tables["answer"] if row["question_id"] in questions], "response", *GRADED)
    _blank([row for row in tables["position"] if row["attempt"] in attempts], "response", "score", "verdict")


def _blank(rows: Iterable[dict[str, Any]], *columns: str) -> None:
    for row in rows:
        row.update(dict.fromkeys(columns))

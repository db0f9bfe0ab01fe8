"""Rows of the sets of weights that were fitted on this site."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from quizapp.db.models import WeightSet
from quizapp.db.people.stored_accounts import IN_USE
from quizapp.domain.memory.prediction import Model
from quizapp.domain.memory.refitting import Losses, Refit


class FittedSet(NamedTuple):
    """A set of weights that was fitted here, and what it gained on the newest quarter of the answers, by kind; see the table."""

    number: int
    made_at: datetime
    model: Model
    learners: int
    next_day: int
    first: Losses | None
    later: Losses | None
    fitted_from: int
    in_use: bool


def number_in_use(connection: Connection) -> int:
    """Return the number of the set in use, 0 for the shipped one."""
    return connection.scalar(select(IN_USE)) or 0


def fitted(connection: Connection) -> list[FittedSet]:
    """Return all sets that were fitted here, newest first."""
    return [_fitted(row) for row in connection.execute(select(WeightSet.__table__).order_by(WeightSet.number.desc()))]


def numbered(connection: Connection, number: int) -> FittedSet | None:
    """Return a set that was fitted here, or None if there is none with this number."""
    row = connection.execute(select(WeightSet.__table__).where(WeightSet.number == number)).one_or_none()
    return _fitted(row) if row else None


def add(connection: Connection, found: Refit, fitted_from: int, now: datetime) -> int:
    """Store a set, which is not in use yet, and return its number."""
    losses = {"first": found.first, "later": found.later}
    row = {
        "made_at": now,
        "first": json.dumps(found.model.first),
        "later": json.dumps(found.model.later),
        "learners": found.learners,
        "next_day": found.next_day,
        "losses": json.dumps({kind: [one.in_use, one.new, one.count] for kind, one in losses.items() if one}),
        "fitted_from": fitted_from,
    }
    return connection.execute(insert(WeightSet).values(row).returning(WeightSet.number)).scalar_one()


def use(connection: Connection, number: int) -> None:
    """Take a set into use in place of any other; 0 is the shipped one. The caller has the lock `weights`."""
    connection.execute(update(WeightSet).values(in_use=WeightSet.number == number))


def _fitted(row: Row[Any]) -> FittedSet:
    losses = {kind: Losses(*values) for kind, values in json.loads(row.losses).items()}
    model = Model(tuple(json.loads(row.first)), tuple(json.loads(row.later)))
    kinds = losses.get("first"), losses.get("later")
    return FittedSet(row.number, row.made_at, model, row.learners, row.next_day, *kinds, row.fitted_from, row.in_use)

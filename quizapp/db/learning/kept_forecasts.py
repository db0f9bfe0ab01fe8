"""Forecasts that are kept until something they were made from changes, and what tells that of many learners at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.db.base import USER, held
from quizapp.db.models import Account, Amendment, Answer, ForecastRow

Numbers = Sequence[tuple[int, int]]
"""Questions and minutes of each day."""


class PlanStamp(NamedTuple):
    """What changes whenever a learner's plan does, but for the day and the editions of decks, as far as the learner changes it.

    `newest` and `amended` are the numbers of the newest answer and amendment, `plan_changes` counts what else there was.
    """

    newest: int
    amended: int
    plan_changes: int
    new_facts: int
    minutes: int
    desired_retention: int


WANTED = func.coalesce(Account.desired_retention, 0).label("desired_retention")


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """A forecast as it is kept: its numbers by day, the day `day` first, and the digest of what it was made from."""

    day: date
    numbers: Numbers
    made_from: str


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A forecast that is not kept yet: of a learner, in a deck or (empty) in all decks of theirs; `editions` are revisions by deck."""

    user_id: int
    deck: str
    forecast: KeptForecast
    editions: Mapping[str, int]
    stamp: PlanStamp


def newest_of(table: type[Answer | Amendment], user_id: Any) -> Any:
    """Select the number of somebody's newest answer or amendment, 0 without one."""
    query = select(func.coalesce(func.max(table.n), 0)).where(table.user_id == user_id)
    return (query.correlate(None) if user_id is USER else query.correlate(Account)).scalar_subquery()


def stamp_of(user_id: Any) -> tuple[Any, ...]:
    """Return the columns of a stamp, for a query that has the account of `user_id`."""
    counted = newest_of(Answer, user_id).label("newest"), newest_of(Amendment, user_id).label("amended")
    return (*counted, Account.plan_changes, Account.new_facts, Account.minutes, WANTED)


def numbers_of(text: str) -> Numbers:
    """Return the numbers that are kept as a text."""
    return [(questions, minutes) for questions, minutes in json.loads(text)]


def keep(connection: Connection, made: ToKeep) -> None:
    """Keep a forecast in the place of an earlier one. Nothing is kept of somebody who was erased, or is being erased at this moment."""
    values = {"day": made.forecast.day, "numbers": json.dumps(made.forecast.numbers), "made_from": made.forecast.made_from}
    values |= {"editions": json.dumps(made.editions), **made.stamp._asdict()}
    row = {"user_id": made.user_id, "of": made.deck} | {f"kept_{name}": value for name, value in values.items()}
    connection.execute(_keep(connection.dialect.name), row)


def plan_changed(connection: Connection, learners: int | Select[Any]) -> None:
    """Let no forecast of a learner, or of several, count any more: something else than an answer has changed their plan."""
    if isinstance(learners, int):
        found = [learners]
    else:
        found = list(connection.scalars(held(connection, select(Account.id).where(Account.id.in_(learners)).order_by(Account.id))))
    changed = update(Account).where(Account.id.in_(found)).values(plan_changes=Account.plan_changes + 1)
    connection.execute(changed)


@cache
def _keep(dialect: str) -> Any:
    columns = [column for column in ForecastRow.__table__.columns if column.name not in {"user_id", "deck"}]
    values = [bindparam(f"kept_{column.name}", type_=column.type) for column in columns]
    who = select(Account.id, bindparam("of", type_=ForecastRow.deck.type), *values).where(Account.id == USER)
    who = who.with_for_update(read=True, key_share=True, skip_locked=True)
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(ForecastRow)
    statement = statement.from_select(["user_id", "deck", *(column.name for column in columns)], who)
    changed = {column.name: statement.excluded[column.name] for column in columns}
    return statement.on_conflict_do_update(index_elements=["user_id", "deck"], set_=changed)

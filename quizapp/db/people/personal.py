"""Where something about a person is stored, and what is done with all rows of a person: count, copy to another person, export, erase."""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, literal, select

from quizapp.db.base import Base, held
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    Attempt,
    ClassTest,
    Counter,
    DayTotal,
    DeckOwner,
    DraftRow,
    DrawnFact,
    Extension,
    ForecastRow,
    ImportJob,
    Invitation,
    LearnerNumbersRow,
    LogEntry,
    MarkRow,
    MembershipRow,
    MemoryRow,
    MyDeck,
    Note,
    OwnTest,
    PositionRow,
    Practice,
    QuestionRow,
    Regrade,
    RegradeOffer,
    Report,
    Revision,
    SetAside,
    SignIn,
)

TakeOut = Callable[[Connection, Collection[int]], AbstractContextManager[None]]

PERSONAL: Mapping[type[Base], str] = {
    Account: "id",
    SignIn: "user_id",
    MyDeck: "user_id",
    Attempt: "user_id",
    PositionRow: "user_id",
    Answer: "user_id",
    Amendment: "user_id",
    MemoryRow: "user_id",
    LearnerNumbersRow: "user_id",
    DayTotal: "user_id",
    ForecastRow: "user_id",
    SetAside: "user_id",
    Report: "user_id",
    RegradeOffer: "user_id",
    OwnTest: "user_id",
    Note: "user_id",
    Practice: "user_id",
    DeckOwner: "user_id",
    MembershipRow: "user_id",
    Invitation: "user_id",
    Extension: "user_id",
    DrawnFact: "user_id",
    MarkRow: "user_id",
    ImportJob: "user_id",
}
"""Every table with rows of a person, and the column that identifies the person. The account itself comes first.

All columns of these tables are about the person; `quizapp/db/models/` describes them.
"""

NAMED: Mapping[type[Base], tuple[str, ...]] = {
    DraftRow: ("changed_by", "replaced"),
    Revision: ("by",),
    Regrade: ("by",),
    MarkRow: ("by",),
    ClassTest: ("by",),
    LogEntry: ("actor", "object", "detail"),
    Counter: ("name",),
}
"""Every column that may contain the user name of somebody who is not the person of the row.

What people did to what belongs to others is kept under their name; only counters of failures end, after their time.
"""

WITHHELD = frozenset({"password_hash", "token_hash", "calendar_hash", "username_key", "nonce", "seed", "user_id", "content", "made_from"})
"""Columns that say nothing about the person, but would help somebody who finds the exported file; and the bytes of their own files."""

AT_ONCE = 500
"""How many people a query names."""


def rows(connection: Connection, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a person by table, without withheld columns."""
    found = {}
    for model, column in PERSONAL.items():
        table = _table(model)
        shown = [each for each in table.columns if each.name not in WITHHELD]
        query = select(*shown).where(table.c[column] == user_id).order_by(*table.primary_key.columns)
        found[table.name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def counted(connection: Connection, user_ids: Collection[int]) -> Counted[int]:
    """Return how many rows each of some people has in all tables."""
    found: Counted[int] = Counted()
    ids = sorted(user_ids)
    for start in range(0, len(ids), AT_ONCE):
        for model, column in PERSONAL.items():
            owner = _table(model).c[column]
            query = select(owner, func.count()).where(owner.in_(ids[start : start + AT_ONCE])).group_by(owner)
            for user_id, count in connection.execute(query):
                found[user_id] += count
    return found


def questions(connection: Connection, user_id: int) -> dict[int, tuple[str, str]]:
    """Return the deck and key of the questions in a person's rows, by id."""
    query = select(QuestionRow.id, QuestionRow.deck_id, QuestionRow.key)
    met = select(Answer.question_id).where(Answer.user_id == user_id)
    return {row_id: (deck, key) for row_id, deck, key in connection.execute(query.where(QuestionRow.id.in_(met)))}


def erase(connection: Connection, user_id: int, take_out: TakeOut) -> None:
    """Delete every row of a person, who is locked first: what they do at the same time comes before it, or finds nobody.

    `take_out` gets the ids of people whose rows are about to go, and subtracts what sums over everybody have from these once they are
    gone: the rows that everybody writes come last.
    """
    connection.execute(held(connection, select(Account.id).where(Account.id == user_id), key_share=False))
    with take_out(connection, [user_id]):
        for model, column in reversed(list(PERSONAL.items())):
            table = _table(model)
            connection.execute(delete(table).where(table.c[column] == user_id))


def taken_out(_connection: Connection, _user_ids: Collection[int]) -> AbstractContextManager[None]:
    """Take nobody out of the sums: the caller does, for several people or changes at once."""
    return nullcontext()


def copy(connection: Connection, model: type[Base], source: int, target: int, shifts: Mapping[str, int]) -> None:
    """Copy the rows of one person in a table to another person, with some numbers raised so that they come after the other's."""
    table = _table(model)
    values = [
        literal(target) if column.name == PERSONAL[model] else column + shifts[column.name] if column.name in shifts else column
        for column in table.columns
    ]
    query = select(*values).where(table.c[PERSONAL[model]] == source)
    connection.execute(insert(table).from_select([column.name for column in table.columns], query))


def highest(connection: Connection, model: type[Base], column: str, user_id: int) -> int:
    """Return the highest number in a column of a person's rows, or 0 if there are none."""
    table = _table(model)
    return connection.scalar(select(func.max(table.c[column])).where(table.c[PERSONAL[model]] == user_id)) or 0


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table

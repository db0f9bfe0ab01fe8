"""The query for the memory map: a few columns of many rows, since building whole memories would cost more than the page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, cast

from sqlalchemy import Connection, bindparam, select

from quizapp.db.base import USER
from quizapp.db.models import MemoryRow, QuestionRow

_OF_DECK = select(QuestionRow.id).where(QuestionRow.deck_id == bindparam("deck_id"))
_MET = select(MemoryRow.question_id, MemoryRow.ask_day, MemoryRow.last == MemoryRow.first_day, MemoryRow.streak > 0).where(
    MemoryRow.user_id == USER, MemoryRow.question_id.in_(_OF_DECK)
)


class Met(NamedTuple):
    """A question that a learner has met: when it is asked next, whether it was met on one day only, whether it was last right."""

    question: int
    ask_day: date
    one_day: bool
    right: bool


def met(connection: Connection, user_id: int, deck_id: str) -> list[Met]:
    """Return the questions of a deck that a learner has met; rows are returned as they are, since they have these fields in this order."""
    return cast("list[Met]", connection.execute(_MET, {"user_id": user_id, "deck_id": deck_id}).all())

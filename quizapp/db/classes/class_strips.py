"""How well the students of a class remember facts: a few columns of many rows in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, select

from quizapp.db.models import MemoryRow, QuestionRow


def met(connection: Connection, users: Sequence[int], deck_ids: Iterable[str]) -> list[tuple[int, str, str, date, bool, bool]]:
    """Return, for each question that learners have met: user, deck, fact, ask day, whether met on one day only, whether last right."""
    asked = QuestionRow.id == MemoryRow.question_id
    columns: list[Any] = [MemoryRow.user_id, QuestionRow.deck_id, QuestionRow.fact, MemoryRow.ask_day]
    query = select(*columns, MemoryRow.last == MemoryRow.first_day, MemoryRow.streak > 0).join(QuestionRow, asked)
    query = query.where(MemoryRow.user_id.in_(users), QuestionRow.deck_id.in_(list(deck_ids)), QuestionRow.archived.is_(False))
    return cast("list[tuple[int, str, str, date, bool, bool]]", connection.execute(query).all())

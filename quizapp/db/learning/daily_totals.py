"""Queries for the progress pages: what a learner did on which day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, func, select

from quizapp.db.base import upsert
from quizapp.db.learning.grades_of_record import SCORE, VERDICT
from quizapp.db.learning.stored_answers import GIVEN_HERE, HELD_BACK, UNDONE
from quizapp.db.models import Answer, DayTotal
from quizapp.domain.memory.progress import DayCount
from quizapp.domain.questions.question import Verdict


def day_counts(connection: Connection, user_id: int, since: date, question_ids: Collection[int] | None = None) -> list[DayCount]:
    """Return the answers of each study day from a day on, all or those to some questions, without undone ones."""
    right, held_back = func.count().filter(VERDICT == Verdict.RIGHT, ~HELD_BACK), func.count().filter(HELD_BACK)
    query = select(Answer.day, func.count(), right, held_back).where(Answer.user_id == user_id, Answer.day >= since, ~UNDONE)
    if question_ids is not None:
        query = query.where(Answer.question_id.in_(question_ids))
    return [DayCount(*row) for row in connection.execute(query.group_by(Answer.day).order_by(Answer.day))]


def add_to_day(connection: Connection, user_id: int, day: date, *, points: float, ms: int) -> None:
    """Count one more answer in the totals of a study day."""
    upsert(connection, DayTotal, {"user_id": user_id, "day": day}, {}, add={"answers": 1, "points": points, "ms": ms})


def set_day(connection: Connection, user_id: int, day: date) -> None:
    """Recalculate the totals of a study day from its answers."""
    counted = and_(Answer.user_id == user_id, Answer.day == day, ~UNDONE, GIVEN_HERE)
    row = connection.execute(
        select(func.count(), func.coalesce(func.sum(SCORE).filter(~HELD_BACK), 0.0), func.coalesce(func.sum(Answer.ms), 0)).where(counted)
    ).one()
    upsert(connection, DayTotal, {"user_id": user_id, "day": day}, {"answers": row[0], "points": row[1], "ms": row[2]})


class DayRow(NamedTuple):
    """The totals of a study day: answers that count, points, and milliseconds."""

    answers: int
    points: float
    ms: int


def totals(connection: Connection, user_id: int) -> dict[date, DayRow]:
    """Return the stored totals of a learner by study day."""
    query = select(DayTotal.day, DayTotal.answers, DayTotal.points, DayTotal.ms).where(DayTotal.user_id == user_id)
    return {row.day: DayRow(row.answers, row.points, row.ms) for row in connection.execute(query)}


def drop_days_without(connection: Connection, user_id: int, days: Collection[date]) -> None:
    """Delete the totals of a learner for all but some days."""
    connection.execute(delete(DayTotal).where(DayTotal.user_id == user_id, DayTotal.day.not_in(days)))


def study_days(connection: Connection, user_id: int) -> list[date]:
    """Return every study day with an answer."""
    return list(connection.scalars(select(Answer.day).where(Answer.user_id == user_id).distinct()))

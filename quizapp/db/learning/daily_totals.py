"""Queries for the progress pages: what a learner did on which day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, and_, func, select

from quizapp.db.base import upsert
from quizapp.db.learning.grades_of_record import SCORE, VERDICT
from quizapp.db.learning.stored_answers import GIVEN_HERE, UNDONE
from quizapp.db.models import Answer, DayTotal
from quizapp.domain.memory.progress import DayCount
from quizapp.domain.questions.question import Verdict


def day_counts(connection: Connection, user_id: int, since: date, question_ids: Collection[int] | None = None) -> list[DayCount]:
    """Return the answers of each study day from a day on, all or those to some questions, without undone ones."""
    right = func.count().filter(VERDICT == Verdict.RIGHT)
    query = select(Answer.day, func.count(), right).where(Answer.user_id == user_id, Answer.day >= since, ~UNDONE)
    if question_ids is not None:
        query = query.where(Answer.question_id.in_(question_ids))
    return [DayCount(*row) for row in connection.execute(query.group_by(Answer.day).order_by(Answer.day))]


def pace(connection: Connection, user_id: int) -> tuple[int, int]:
    """Return how many answers a learner has given, and in how many milliseconds altogether."""
    totals = select(func.coalesce(func.sum(DayTotal.answers), 0), func.coalesce(func.sum(DayTotal.ms), 0))
    row = connection.execute(totals.where(DayTotal.user_id == user_id)).one()
    return int(row[0]), int(row[1])


def add_to_day(connection: Connection, user_id: int, day: date, *, points: float, ms: int) -> None:
    """Count one more answer in the totals of a study day."""
    upsert(connection, DayTotal, {"user_id": user_id, "day": day}, {}, add={"answers": 1, "points": points, "ms": ms})


def set_day(connection: Connection, user_id: int, day: date) -> None:
    """Recalculate the totals of a study day from its answers."""
    counted = and_(Answer.user_id == user_id, Answer.day == day, ~UNDONE, GIVEN_HERE)
    row = connection.execute(
        select(func.count(), func.coalesce(func.sum(SCORE), 0.0), func.coalesce(func.sum(Answer.ms), 0)).where(counted)
    ).one()
    upsert(connection, DayTotal, {"user_id": user_id, "day": day}, {"answers": row[0], "points": row[1], "ms": row[2]})


def study_days(connection: Connection, user_id: int) -> list[date]:
    """Return every study day with an answer."""
    return list(connection.scalars(select(Answer.day).where(Answer.user_id == user_id).distinct()))

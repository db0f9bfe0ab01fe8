"""The grade of record of an answer: the one it was given, or that of the newest re-grade that was not reversed.

A re-grade, and its reversal, is an amendment with the grade that counts from then on; a reversal to the original grade has none.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import aliased

from quizapp.db.models import Amendment, Answer, PositionRow

KINDS = ("regrade", "ungrade")
"""The amendments that change the grade of record."""

_BY = aliased(Amendment)
_THEN = aliased(Answer)


def _newest(column: Any) -> ColumnElement[Any]:
    """Select a column of the newest amendment that changed the grade of an answer; NULL if the original grade counts."""
    same = (_BY.user_id == Answer.user_id, _BY.answer_n == Answer.n, _BY.kind.in_(KINDS))
    return select(column).where(*same).order_by(_BY.n.desc()).limit(1).correlate(Answer).scalar_subquery()


SCORE: ColumnElement[float] = func.coalesce(_newest(_BY.score), Answer.score)
VERDICT: ColumnElement[str] = func.coalesce(_newest(_BY.verdict), Answer.verdict)
RATING: ColumnElement[int] = func.coalesce(_newest(_BY.rating), Answer.rating)
REGRADED: ColumnElement[bool] = _newest(_BY.score).is_not(None)
"""Whether the grade of record comes from a re-grade."""


def _at_position(column: Any, given: Any) -> ColumnElement[Any]:
    """Select a column of the grade of record of a position; once the attempt is closed, it is that of its answer."""
    same = (_BY.user_id == PositionRow.user_id, _BY.kind.in_(KINDS))
    here = (_THEN.user_id == _BY.user_id, _THEN.n == _BY.answer_n)
    there = (_THEN.attempt == PositionRow.attempt, _THEN.position == PositionRow.position)
    newest = select(column).join(_THEN, here[0] & here[1]).where(*same, *there).order_by(_BY.n.desc()).limit(1)
    return func.coalesce(newest.correlate(PositionRow).scalar_subquery(), given)


POSITION: dict[str, ColumnElement[Any]] = {
    "score": _at_position(_BY.score, PositionRow.score),
    "verdict": _at_position(_BY.verdict, PositionRow.verdict),
}
"""The columns of a position that belong to the grade of record."""


def positions(connection: Connection, user_id: int, attempt: int) -> dict[int, float]:
    """Return the score of record of each position of an attempt that has a response."""
    query = select(PositionRow.position, POSITION["score"]).where(PositionRow.user_id == user_id, PositionRow.attempt == attempt)
    return dict(connection.execute(query).all())

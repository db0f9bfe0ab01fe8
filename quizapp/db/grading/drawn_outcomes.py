"""What students of a class answered in quizzes that hold facts out, in a few statements however many students there are."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import Connection, and_, func, select

from quizapp.db.classes.class_memories import students
from quizapp.db.learning.grades_of_record import POSITION
from quizapp.db.models import Answer, AssignmentRow, Attempt, DrawnFact, PositionRow, QuestionRow


class DrawnRow(NamedTuple):
    """A quiz that holds facts out, with a question on a fact that was drawn for a student of its class; None if none was drawn."""

    assignment: int
    title: str
    due_at: datetime
    practised_at: datetime | None
    withdrawn: bool
    learner: int | None
    fact: str | None
    left_out: bool | None
    near: bool | None
    question: int | None


class FirstAttempt(NamedTuple):
    """The first attempt of a student that was handed in: when it began, and each question asked with whether it was right in every part."""

    learner: int
    assignment: int
    started_at: datetime
    right: dict[int, bool]


def drawn(connection: Connection, class_id: int) -> list[DrawnRow]:
    """Return the quizzes of a class that hold facts out, the newest first, with what was drawn for the students who are in it now.

    Each drawn fact has a row for each question on it.
    """
    mine = and_(DrawnFact.assignment_id == AssignmentRow.id, DrawnFact.user_id.in_(students(class_id)))
    asked = and_(QuestionRow.deck_id == AssignmentRow.deck_id, QuestionRow.fact == DrawnFact.fact)
    quiz = (AssignmentRow.id, AssignmentRow.title, AssignmentRow.due_at, AssignmentRow.practised_at)
    query = (
        select(*quiz, AssignmentRow.withdrawn, DrawnFact.user_id, DrawnFact.fact, DrawnFact.left_out, DrawnFact.near, QuestionRow.id)
        .select_from(AssignmentRow)
        .outerjoin(DrawnFact, mine)
        .outerjoin(QuestionRow, asked)
        .where(AssignmentRow.class_id == class_id, AssignmentRow.holds_out.is_(True))
    )
    rows = connection.execute(query.order_by(AssignmentRow.id.desc(), DrawnFact.user_id, DrawnFact.fact))
    return [DrawnRow(*cast("DrawnRow", row)) for row in rows]


def first_attempts(connection: Connection, class_id: int, assignment_ids: Collection[int]) -> list[FirstAttempt]:
    """Return the first attempt of each student at some assignments, with the grades of record; what has no response is not right."""
    here = and_(PositionRow.user_id == Attempt.user_id, PositionRow.attempt == Attempt.n)
    query = (
        select(Attempt.user_id, Attempt.assignment_id, Attempt.n, Attempt.questions, Attempt.started_at)
        .add_columns(PositionRow.position, POSITION["verdict"].label("verdict"))
        .outerjoin(PositionRow, here)
        .where(Attempt.assignment_id.in_(list(assignment_ids)), Attempt.closed_at.is_not(None), Attempt.user_id.in_(students(class_id)))
        .order_by(Attempt.user_id, Attempt.assignment_id, Attempt.started_at, Attempt.n, PositionRow.position)
    )
    found: dict[tuple[int, int], tuple[int, FirstAttempt]] = {}
    for user, assignment, n, questions, started_at, position, verdict in connection.execute(query):
        asked = [question for question, _ in json.loads(questions)] if (user, assignment) not in found else []
        first, attempt = found.setdefault((user, assignment), (n, FirstAttempt(user, assignment, started_at, dict.fromkeys(asked, False))))
        if n == first and verdict == "right":
            attempt.right[list(attempt.right)[position - 1]] = True
    return [attempt for _, attempt in found.values()]


def first_answers(connection: Connection, class_id: int, assignment_ids: Collection[int]) -> dict[tuple[int, int, str], datetime]:
    """Return when each student first answered a question on each fact drawn for them, by (assignment, student, fact)."""
    query = (
        select(DrawnFact.assignment_id, DrawnFact.user_id, DrawnFact.fact, func.min(Answer.at).label("at"))
        .join(AssignmentRow, AssignmentRow.id == DrawnFact.assignment_id)
        .join(QuestionRow, and_(QuestionRow.deck_id == AssignmentRow.deck_id, QuestionRow.fact == DrawnFact.fact))
        .join(Answer, and_(Answer.user_id == DrawnFact.user_id, Answer.question_id == QuestionRow.id))
        .where(DrawnFact.assignment_id.in_(list(assignment_ids)), DrawnFact.user_id.in_(students(class_id)))
        .group_by(DrawnFact.assignment_id, DrawnFact.user_id, DrawnFact.fact)
    )
    return {(assignment, user, fact): at for assignment, user, fact, at in connection.execute(query)}

"""Feedback that is held back: while others may still take a quiz, nobody sees the right answers of an attempt that has ended."""

from __future__ import annotations

from datetime import datetime

from quizapp.db.base import Connection
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Assignment, Granted
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredAttempt
from quizapp.domain.grading.assignments import last_moment
from quizapp.services.errors import NotFound
from quizapp.services.learning.answering import feedback_of
from quizapp.services.learning.question_pages import Feedback


def window_end(connection: Connection, assignment: Assignment, user_id: int) -> datetime | None:
    """Return when an assignment closes for one student, or None for never."""
    granted = stored_assignments.granted(connection, [assignment.id], user_id).get((user_id, assignment.id), Granted())
    return last_moment(assignment.due_at, granted.due_at)


def opens_at(connection: Connection, taken: StoredAttempt, now: datetime) -> datetime | None:
    """Return when the right answers of an attempt may be seen, since others still take the quiz; None if they may be seen now."""
    assignment = stored_assignments.read(connection, taken.assignment_id) if taken.assignment_id and taken.feedback == "close" else None
    end = window_end(connection, assignment, taken.user_id) if assignment else None
    return end if end and now < end else None


def held_back(connection: Connection, user_id: int, n: int, now: datetime) -> datetime | None:
    """Return until when the right answers of the learner's attempt `n` are held back; None if they are not. Raises NotFound."""
    taken = stored_attempts.attempt(connection, user_id, n)
    if taken is None:
        raise NotFound("attempt")
    return opens_at(connection, taken, now)


def feedback_now(connection: Connection, user_id: int, n: int, now: datetime) -> Feedback:
    """Return the feedback for a stored answer. Raises NotFound, also while that of its quiz is held back, and ClosedOutside."""
    found = feedback_of(connection, user_id, n, now)
    if found.attempt and held_back(connection, user_id, found.attempt, now):
        raise NotFound(n)
    return found

"""Verdicts that are held back: until a quiz has closed for a student, they do not learn how they did in it, since others still take it.

`until` is the one rule. What shows an attempt asks it at once. The answers of an attempt that is handed in while it holds are stored with
the mark `held_back`: they reach neither memory nor any count of right answers, so that no page, queue or file can give them away, until
`release` replays them as though they had counted when they were given.
"""

from __future__ import annotations

from datetime import datetime

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Assignment, Granted
from quizapp.db.learning import daily_totals, kept_forecasts, running_numbers, standings, stored_answers
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredAttempt
from quizapp.domain.grading.assignments import last_moment
from quizapp.services.errors import NotFound
from quizapp.services.learning.answering import feedback_of
from quizapp.services.learning.memories import rebuild
from quizapp.services.learning.question_pages import Feedback


def until(feedback: str, end: datetime | None, now: datetime) -> datetime | None:
    """Return when the verdicts of an attempt may be seen if its assignment closes for the student at `end`; None if they may be now."""
    return end if feedback == "close" and end and now < end else None


def window_end(connection: Connection, assignment: Assignment, user_id: int) -> datetime | None:
    """Return when an assignment closes for one student, or None for never."""
    granted = stored_assignments.granted(connection, [assignment.id], user_id).get((user_id, assignment.id), Granted())
    return last_moment(assignment.due_at, granted.due_at)


def opens_at(connection: Connection, taken: StoredAttempt, now: datetime) -> datetime | None:
    """Return when the verdicts of an attempt may be seen; None if they may be seen now."""
    assignment = stored_assignments.read(connection, taken.assignment_id) if taken.assignment_id and taken.feedback == "close" else None
    if assignment is None or assignment.withdrawn:
        return None
    return until(taken.feedback, window_end(connection, assignment, taken.user_id), now)


def held_until(connection: Connection, user_id: int, n: int, now: datetime) -> datetime | None:
    """Return until when the verdicts of the learner's attempt `n` are held back; None if they are not. Raises NotFound."""
    taken = stored_attempts.attempt(connection, user_id, n)
    if taken is None:
        raise NotFound("attempt")
    return opens_at(connection, taken, now)


def feedback_now(connection: Connection, user_id: int, n: int, now: datetime) -> Feedback:
    """Return the feedback for a stored answer. Raises NotFound, also while that of its quiz is held back, and ClosedOutside."""
    found = feedback_of(connection, user_id, n, now)
    if found.attempt and held_until(connection, user_id, found.attempt, now):
        raise NotFound(n)
    return found


def release(now: datetime) -> int:
    """Let the answers count whose verdicts are no longer held back, one attempt after the other; return how many attempts there were."""
    with transaction(write=False) as connection:
        waiting = stored_attempts.held_too_long(connection, now)
    return sum(_release(user_id, n, now) for user_id, n in waiting)


def _release(user_id: int, n: int, now: datetime) -> bool:
    with transaction(write=True) as connection:
        stored_answers.take(connection, user_id)
        taken = stored_attempts.attempt(connection, user_id, n)
        if taken is None or not taken.held_back or opens_at(connection, taken, now):
            return False
        answers = standings.of_attempt(connection, user_id, n).values()
        questions = {answer.question_id for answer, _ in answers}
        with running_numbers.changing(connection, user_id, questions):
            stored_attempts.release(connection, user_id, n)
            rebuild(connection, user_id, questions)
            for day in {answer.day for answer, _ in answers}:
                daily_totals.set_day(connection, user_id, day)
            kept_forecasts.plan_changed(connection, user_id)
        return True

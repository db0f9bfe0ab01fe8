"""Grades changed by hand: a mark for one position, which can be undone, and students who are excused. All of it is logged."""

from __future__ import annotations

import json
from datetime import datetime

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.grading import stored_assignments, stored_marks
from quizapp.db.grading.stored_assignments import Assignment
from quizapp.db.grading.stored_marks import Mark
from quizapp.db.quizzes import stored_attempts
from quizapp.domain.people.audiences import learns
from quizapp.services.classes import classes
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import learners
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import results

LONGEST = 500


def mark(who: Visitor, assignment_id: int, user_id: int, n: int, position: int, *, score: float, why: str, now: datetime) -> None:
    """Give one position of an ended attempt another score, with a reason that the student sees.

    Raises NotFound, NotAllowed, Invalid (open, range, and what is wrong with the reason).
    """
    with transaction(write=True) as connection:
        assignment = _changing(connection, who, assignment_id, user_id)
        _position(connection, assignment, user_id, n, position, now)
        if not 0 <= score <= 1:
            raise Invalid("score", "range")
        _add(connection, who, assignment, user_id, "mark", _reason(why), now, n=n, position=position, score=score)


def void(who: Visitor, assignment_id: int, user_id: int, n: int, position: int, now: datetime) -> None:
    """Undo a mark, so that the position counts by its response again. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        assignment = _changing(connection, who, assignment_id, user_id)
        _position(connection, assignment, user_id, n, position, now)
        if position in results.standing_marks(stored_marks.of(connection, [assignment_id], user_id), n):
            _add(connection, who, assignment, user_id, "void", "", now, n=n, position=position)


def excuse(who: Visitor, assignment_id: int, user_id: int, *, why: str, now: datetime, excused: bool) -> None:
    """Excuse a student from an assignment, with a reason they see, or undo that. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        assignment = _changing(connection, who, assignment_id, user_id)
        before = results.excuse(stored_marks.of(connection, [assignment_id], user_id))
        if excused:
            _add(connection, who, assignment, user_id, "excuse", _reason(why), now)
        elif before:
            _add(connection, who, assignment, user_id, "unexcuse", "", now)


def _changing(connection: Connection, who: Visitor, assignment_id: int, user_id: int) -> Assignment:
    """Return an assignment whose grades the visitor may change, for a student in its class."""
    assignment = stored_assignments.read(connection, assignment_id)
    if assignment is None:
        raise NotFound(assignment_id)
    classes.changing(connection, who, assignment.class_id)
    learners.take(connection, user_id)
    role, live = stored_classes.standing(connection, assignment.class_id, user_id)
    if not live or not learns(role):
        raise NotFound(user_id)
    return assignment


def _position(connection: Connection, assignment: Assignment, user_id: int, n: int, position: int, now: datetime) -> None:
    """Make sure that a position exists in an attempt that has ended. Raises NotFound, Invalid (open)."""
    taken = stored_attempts.attempt(connection, user_id, n)
    if taken is None or taken.assignment_id != assignment.id or not 1 <= position <= len(taken.questions):
        raise NotFound(position)
    if not taken.ended(now):
        raise Invalid("score", "open")


def _add(
    connection: Connection,
    who: Visitor,
    assignment: Assignment,
    user_id: int,
    kind: str,
    why: str,
    now: datetime,
    *,
    n: int | None = None,
    position: int | None = None,
    score: float | None = None,
) -> None:
    stored_marks.add(connection, Mark(user_id, assignment.id, kind, n, position, score, why, who.username, now, 0.0))
    detail = {"user": user_id, "attempt": n, "question": position, "score": score, "why": why}
    log.note(connection, who.username, kind, f"assignment:{assignment.id}", json.dumps(detail, ensure_ascii=False), now)


def _reason(text: str) -> str:
    why = " ".join(text.split())
    if not why or len(why) > LONGEST or not why.isprintable():
        raise Invalid("why", "empty" if not why else "long" if len(why) > LONGEST else "characters", most=LONGEST)
    return why

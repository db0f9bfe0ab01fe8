"""Queries for the answers of a class, in order of time."""

from __future__ import annotations

from sqlalchemy import Connection, select

from quizapp.db.classes.class_memories import students
from quizapp.db.learning.logged_answers import LOGGED, LoggedAnswer
from quizapp.db.models import Answer, ClassDeck, QuestionRow


def given(connection: Connection, class_id: int) -> list[LoggedAnswer]:
    """Return the answers of a class's students to the questions of its decks that count for memory, oldest first."""
    here = select(ClassDeck.deck_id).where(ClassDeck.class_id == class_id)
    query = LOGGED.where(Answer.user_id.in_(students(class_id)), QuestionRow.deck_id.in_(here))
    return [LoggedAnswer(*row) for row in connection.execute(query)]

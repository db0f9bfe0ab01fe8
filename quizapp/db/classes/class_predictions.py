"""What was predicted before the answers of a class, in one statement however many students it has."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, and_

from quizapp.db.classes.class_memories import students
from quizapp.db.learning.predictions import PREDICTED, past
from quizapp.db.models import Answer, ClassDeck, QuestionRow
from quizapp.domain.memory.calibration import PastAnswer

MOST = 30_000
"""How many answers of a class are looked at, the newest."""


def of_class(connection: Connection, class_id: int, since: date) -> list[PastAnswer]:
    """Return the newest answers, from a study day on, of a class's students to its decks, with what was predicted, oldest first."""
    given = and_(ClassDeck.deck_id == QuestionRow.deck_id, ClassDeck.class_id == class_id)
    query = PREDICTED.join(QuestionRow, QuestionRow.id == Answer.question_id).join(ClassDeck, given)
    return past(connection.execute(query.where(Answer.user_id.in_(students(class_id)), Answer.day >= since).limit(MOST)))

"""Queries for the answers of a class, in order of time."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, case, func, select

from quizapp.db.classes.class_memories import students
from quizapp.db.learning.grades_of_record import RATING
from quizapp.db.learning.stored_answers import AMENDED, GIVEN_HERE, HELD_BACK
from quizapp.db.models import Answer, ClassDeck, MyDeck, QuestionRow
from quizapp.domain.memory.scheduling import Rating


class GivenAnswer(NamedTuple):
    """An answer with its rating of record; `context` is study, quiz or cards."""

    learner: int
    question: int
    deck: str
    fact: str
    day: date
    at: datetime
    rating: int
    context: str


def given(connection: Connection, class_id: int) -> list[GivenAnswer]:
    """Return the answers of a class's students to the questions of its decks that count for memory, oldest first.

    An answer that was undone, is held back or was given before its learner began the deck again does not count; one that its learner claims
    was right counts as Good.
    """
    rating = case((AMENDED == "right", int(Rating.GOOD)), else_=RATING)
    here = select(ClassDeck.deck_id).where(ClassDeck.class_id == class_id)
    query = (
        select(Answer.user_id, Answer.question_id, QuestionRow.deck_id, QuestionRow.fact, Answer.day, Answer.at, rating, Answer.context)
        .join(QuestionRow, QuestionRow.id == Answer.question_id)
        .where(Answer.user_id.in_(students(class_id)), QuestionRow.deck_id.in_(here), GIVEN_HERE)
        .outerjoin(MyDeck, and_(MyDeck.user_id == Answer.user_id, MyDeck.deck_id == QuestionRow.deck_id))
        .where(Answer.n > func.coalesce(MyDeck.anew_after, 0), RATING.is_not(None), AMENDED != "undo", ~HELD_BACK)
        .order_by(Answer.at, Answer.user_id, Answer.n)
    )
    return [GivenAnswer(*row) for row in connection.execute(query)]

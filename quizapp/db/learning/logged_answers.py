"""The answers that count for memory, as a log in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, case, func, select

from quizapp.db.learning.grades_of_record import RATING
from quizapp.db.learning.stored_answers import AMENDED, GIVEN_HERE, HELD_BACK
from quizapp.db.models import Answer, MyDeck, QuestionRow
from quizapp.domain.memory.scheduling import Rating

BATCH = 2000
"""The rows that are read at a time."""


class LoggedAnswer(NamedTuple):
    """An answer with its rating of record; `context` is study, quiz or cards."""

    learner: int
    question: int
    deck: str
    fact: str
    day: date
    at: datetime
    rating: int
    context: str


LOGGED: Select[Any] = (
    select(
        Answer.user_id,
        Answer.question_id,
        QuestionRow.deck_id,
        QuestionRow.fact,
        Answer.day,
        Answer.at,
        case((AMENDED == "right", int(Rating.GOOD)), else_=RATING),
        Answer.context,
    )
    .join(QuestionRow, QuestionRow.id == Answer.question_id)
    .outerjoin(MyDeck, and_(MyDeck.user_id == Answer.user_id, MyDeck.deck_id == QuestionRow.deck_id))
    .where(GIVEN_HERE, Answer.n > func.coalesce(MyDeck.anew_after, 0), RATING.is_not(None), AMENDED != "undo", ~HELD_BACK)
    .order_by(Answer.at, Answer.user_id, Answer.n)
)
"""The columns of `LoggedAnswer`, oldest first.

An answer that was undone, is held back, was copied from another deck or was given before its learner began the deck again does not count;
one that its learner claims was right counts as Good.
"""


def of_site(connection: Connection) -> Iterator[LoggedAnswer]:
    """Read all answers of the site, some at a time."""
    for rows in connection.execute(LOGGED, execution_options={"yield_per": BATCH}).partitions():
        yield from (LoggedAnswer(*row) for row in rows)


def decks_of_site(connection: Connection) -> list[str]:
    """Return the decks that have or had questions."""
    return list(connection.scalars(select(QuestionRow.deck_id).distinct()))

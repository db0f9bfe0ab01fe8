"""What was predicted before each answer, with its grade of record: what calibration is measured on.

Left out are answers that were undone, whose verdict is held back, that do not feed memory, or that were copied from another deck.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from quizapp.db.learning.grades_of_record import RATING, VERDICT
from quizapp.db.learning.stored_answers import GIVEN_HERE, HELD_BACK, UNDONE
from quizapp.db.models import Answer
from quizapp.domain.memory.calibration import PastAnswer
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.questions.question import Verdict

SAID, WITH_GUESS = Answer.layered, True
"""The prediction that every page holds against what happened, and whether it contains the chance of a lucky guess."""

MOST = 5_000
"""How many answers of a learner are looked at, the newest."""

COUNTING: tuple[ColumnElement[bool], ...] = (Answer.rating.is_not(None), GIVEN_HERE, ~UNDONE, ~HELD_BACK)
"""The conditions that an answer counts: for predictions, and for the running numbers they are made from."""

PREDICTED = (
    select(
        Answer.user_id.label("learner"),
        Answer.question_id.label("question"),
        Answer.day,
        Answer.recall,
        SAID.label("said"),
        (int(Rating.AGAIN) < RATING).label("remembered"),
        (VERDICT == Verdict.RIGHT).label("right"),
        (Answer.context == "cards").label("flipped"),
        (Answer.context == "study").label("in_study"),
    )
    .where(*COUNTING)
    .order_by(Answer.day.desc(), Answer.user_id, Answer.n.desc())
)
"""The answers that count, the newest first."""


def of_learner(connection: Connection, user_id: int) -> list[PastAnswer]:
    """Return a learner's newest answers with what was predicted before them, oldest first."""
    return past(connection.execute(PREDICTED.where(Answer.user_id == user_id).limit(MOST)))


def past(newest_first: Iterable[Row[Any]]) -> list[PastAnswer]:
    """Return rows of PREDICTED as answers, oldest first."""
    found = [PastAnswer(**row._asdict(), with_guess=WITH_GUESS) for row in newest_first]
    return found[::-1]

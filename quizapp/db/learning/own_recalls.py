"""What learners' own answers say about their recall: sums over the newest of them, a row for each learner."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from quizapp.db.days_between import days_between
from quizapp.db.learning.stored_answers import GIVEN_HERE, UNDONE
from quizapp.db.models import Answer, QuestionRow
from quizapp.domain.memory.own_recall import LASTING, NEWEST, OwnRecall
from quizapp.domain.memory.scheduling import Rating

_EARLIER = aliased(Answer)


def sums(learners: Select[Any]) -> Select[Any]:
    """Select the numbers of an `OwnRecall` for each learner that was selected and has answered something, beside `learner`.

    Those of quizzes do not count, since their verdicts may be held back.
    """
    people = learners.subquery()
    person = people.c[0]
    newest = select(func.max(_EARLIER.n)).where(_EARLIER.user_id == person).correlate(people).scalar_subquery()
    newest_of = select(person.label("learner"), newest.label("n")).subquery()
    given = (
        select(
            Answer.user_id.label("learner"),
            (Answer.rating > Rating.AGAIN).label("right"),
            Answer.recall,
            (days_between(_day_before(), Answer.day) >= LASTING).label("lasting"),
            func.row_number()
            .over(partition_by=(Answer.user_id, Answer.day, QuestionRow.deck_id, QuestionRow.fact), order_by=Answer.n)
            .label("place"),
        )
        .join(newest_of, and_(newest_of.c.learner == Answer.user_id, newest_of.c.n - NEWEST < Answer.n))
        .join(QuestionRow, QuestionRow.id == Answer.question_id)
        .where(Answer.context == "study", Answer.rating.is_not(None), ~UNDONE, GIVEN_HERE)
        .subquery()
    )
    later, lasting = given.c.recall.is_not(None), and_(given.c.recall.is_not(None), given.c.lasting)
    return (
        select(
            given.c.learner,
            func.count().filter(later).label("later"),
            func.count().filter(later, given.c.right).label("right"),
            func.coalesce(func.sum(given.c.recall).filter(later), 0.0).label("said"),
            func.count().filter(lasting).label("lasting"),
            func.count().filter(lasting, given.c.right).label("lasting_right"),
            func.coalesce(func.sum(given.c.recall).filter(lasting), 0.0).label("lasting_said"),
        )
        .where(given.c.place == 1)
        .group_by(given.c.learner)
    )


def own_recall(numbers: Any) -> OwnRecall:
    """Return what six numbers of `sums` say, in their order; None stands for a learner without answers."""
    return OwnRecall() if numbers[0] is None else OwnRecall(*numbers)


def _day_before() -> Any:
    """Select the day of the answer to the question before this one."""
    same = _EARLIER.user_id == Answer.user_id, _EARLIER.question_id == Answer.question_id
    before = select(_EARLIER.day).where(*same, _EARLIER.n < Answer.n).order_by(_EARLIER.n.desc()).limit(1)
    return before.correlate(Answer).scalar_subquery()

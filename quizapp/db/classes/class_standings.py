"""What a class's score in a test is foreseen from, and what came of it: a few statements, however many students there are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from quizapp.db.classes.class_memories import students
from quizapp.db.learning.stored_answers import GIVEN_HERE, HELD_BACK, UNDONE
from quizapp.db.learning.stored_memories import MEMORY, fared_columns, read_fared, read_memory
from quizapp.db.models import Account, Answer, AssignmentRow, Attempt, MemoryRow, MyDeck, QuestionRow
from quizapp.domain.memory.forecast import Fared
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.scheduling import Rating


@dataclass(frozen=True, slots=True)
class TakingTest:
    """A student of a class: the daily number of new facts, the minutes a day (0: any), if they `stopped` the deck, how answers went."""

    id: int
    new_facts: int
    minutes: int
    stopped: bool
    fared: Fared


def taking(connection: Connection, class_id: int, deck_id: str, since: date) -> list[TakingTest]:
    """Return the students of a class, and how their answers in study went since a day."""
    who = students(class_id)
    place = func.row_number().over(partition_by=(Answer.user_id, Answer.day, QuestionRow.deck_id, QuestionRow.fact), order_by=Answer.n)
    given = (
        select(Answer.user_id, (Answer.rating > Rating.AGAIN).label("right"), Answer.recall, Answer.ms, place.label("place"))
        .join(QuestionRow, QuestionRow.id == Answer.question_id)
        .where(Answer.user_id.in_(who), Answer.day >= since, Answer.context == "study", Answer.rating.is_not(None), ~UNDONE, GIVEN_HERE)
        .subquery()
    )
    fared = select(given.c.user_id, *fared_columns(given)).group_by(given.c.user_id).subquery()
    columns = [column.label(f"fared_{column.name}") for column in fared.c if column.name != "user_id"]
    query = (
        select(Account.id, Account.new_facts, Account.minutes, func.coalesce(MyDeck.stopped, False).label("stopped"), *columns)
        .outerjoin(MyDeck, and_(MyDeck.user_id == Account.id, MyDeck.deck_id == deck_id))
        .outerjoin(fared, fared.c.user_id == Account.id)
        .where(Account.id.in_(who))
        .order_by(Account.id)
    )
    rows = connection.execute(query)
    return [
        TakingTest(row.id, row.new_facts, row.minutes, bool(row.stopped), Fared() if row.fared_firsts is None else read_fared(row))
        for row in rows
    ]


def remembered(connection: Connection, class_id: int, deck_id: str) -> Mapping[int, Mapping[int, Memory]]:
    """Return the memories of the students of a class in a deck, by student and question."""
    of_deck = select(QuestionRow.id).where(QuestionRow.deck_id == deck_id, QuestionRow.archived.is_(False))
    query = select(MemoryRow.user_id, MemoryRow.question_id, *MEMORY).where(MemoryRow.user_id.in_(students(class_id)))
    found: dict[int, dict[int, Memory]] = defaultdict(dict)
    for row in connection.execute(query.where(MemoryRow.question_id.in_(of_deck))):
        found[row.user_id][row.question_id] = read_memory(row)
    return found


def next_shares(connection: Connection, class_id: int, deck_id: str, day: date, until: date) -> list[float]:
    """Return the share that each student got right of their first answers on each fact of a deck, from one study day up to another."""
    place = func.row_number().over(partition_by=(Answer.user_id, QuestionRow.fact), order_by=Answer.n)
    first = (
        select(Answer.user_id, (Answer.rating > Rating.AGAIN).label("right"), place.label("place"))
        .join(QuestionRow, QuestionRow.id == Answer.question_id)
        .where(Answer.user_id.in_(students(class_id)), QuestionRow.deck_id == deck_id, Answer.day.between(day, until))
        .where(Answer.rating.is_not(None), ~UNDONE, ~HELD_BACK, GIVEN_HERE)
        .subquery()
    )
    counted: Any = func.count().filter(first.c.right)
    query = select(counted, func.count()).where(first.c.place == 1).group_by(first.c.user_id)
    return [right / answers for right, answers in connection.execute(query)]


def quiz_shares(connection: Connection, class_id: int, deck_id: str, starts: datetime, ends: datetime) -> list[float]:
    """Return each student's best share of the points of the class's quizzes on a deck, in attempts closed between two moments."""
    query = (
        select(Attempt.user_id, Attempt.points, Attempt.questions)
        .join(AssignmentRow, AssignmentRow.id == Attempt.assignment_id)
        .where(AssignmentRow.class_id == class_id, AssignmentRow.deck_id == deck_id, AssignmentRow.kind == "quiz")
        .where(AssignmentRow.withdrawn.is_(False), AssignmentRow.opens_at < ends)
        .where(or_(AssignmentRow.due_at.is_(None), AssignmentRow.due_at > starts))
        .where(Attempt.user_id.in_(students(class_id)), Attempt.points.is_not(None))
        .where(Attempt.closed_at >= starts, Attempt.closed_at < ends)
    )
    best: dict[int, float] = {}
    for user_id, points, questions in connection.execute(query):
        best[user_id] = max(best.get(user_id, 0.0), (points or 0.0) / max(1, len(json.loads(questions))))
    return list(best.values())

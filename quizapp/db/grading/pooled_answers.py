"""Queries about the answers of many learners to the questions of one deck."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Select, func, or_, select

from quizapp.db.access import on_staff
from quizapp.db.learning.grades_of_record import SCORE
from quizapp.db.learning.stored_answers import UNDONE
from quizapp.db.models import Account, Answer, ClassDeck, ClassroomRow, MembershipRow, QuestionRow, Report
from quizapp.domain.people.audiences import AccountRole, ClassRole

COUNTED = ("study", "quiz")
"""The contexts of answers that count; learners rate their cards themselves."""


class AnswerRow(NamedTuple):
    """An answer with its score of record; `response` is a JSON list."""

    learner: int
    question: int
    score: float
    response: str
    ms: int | None


class ClassName(NamedTuple):
    """A class by number and name."""

    id: int
    name: str


def answers(connection: Connection, deck_id: str, *, class_id: int | None, firsts: bool) -> list[AnswerRow]:
    """Return the answers that count to all versions of a deck's questions, unordered; with `firsts`, only each learner's first.

    They were given in study or a quiz and not undone, by the students of a class, or by everybody who has a name and the role student; of
    members of classes with the deck, only current students count: no testers, assistants or former members.
    """
    turn = func.row_number().over(partition_by=(Answer.user_id, Answer.question_id), order_by=Answer.n).label("turn")
    mine = Answer.user_id.in_(_learners(class_id, deck_id)), Answer.question_id.in_(_questions(deck_id))
    counted = select(Answer.user_id, Answer.question_id, SCORE.label("score"), Answer.response, Answer.ms, turn)
    rows = counted.where(*mine, Answer.context.in_(COUNTED), ~UNDONE).subquery()
    query = select(rows.c.user_id, rows.c.question_id, rows.c.score, rows.c.response, rows.c.ms)
    found = connection.execute(query.where(rows.c.turn == 1) if firsts else query).all()
    return cast("list[AnswerRow]", [AnswerRow(*row) for row in found])


def claims(connection: Connection, deck_id: str, *, class_id: int | None) -> dict[int, int]:
    """Return how many of these learners claim that their answer to each question was right."""
    said = Report.kind == "right", Report.withdrawn.is_(False)
    query = select(Report.question_id, func.count(Report.user_id.distinct())).where(
        *said, Report.user_id.in_(_learners(class_id, deck_id)), Report.question_id.in_(_questions(deck_id))
    )
    return dict(connection.execute(query.group_by(Report.question_id)).all())


def classes(connection: Connection, user_id: int, *, every: bool) -> list[ClassName]:
    """Return the classes that somebody teaches or assists, by name; with `every`, those of the whole site."""
    staff = MembershipRow.user_id == user_id, on_staff(MembershipRow)
    query = select(ClassroomRow.id, ClassroomRow.name).order_by(ClassroomRow.name, ClassroomRow.id)
    if not every:
        query = query.where(ClassroomRow.id.in_(select(MembershipRow.class_id).where(*staff)))
    return [ClassName(*row) for row in connection.execute(query)]


def _learners(class_id: int | None, deck_id: str) -> Select[Any]:
    """Select the learners whose answers count: no teachers, and only guests who are in the class."""
    students = select(Account.id).where(Account.role == AccountRole.STUDENT)
    live = MembershipRow.role == ClassRole.STUDENT, MembershipRow.removed_at.is_(None)
    if class_id is not None:
        inside = select(MembershipRow.user_id).where(MembershipRow.class_id == class_id, *live)
        return students.where(Account.id.in_(inside))
    with_deck = MembershipRow.class_id.in_(select(ClassDeck.class_id).where(ClassDeck.deck_id == deck_id))
    were, are = select(MembershipRow.user_id).where(with_deck), select(MembershipRow.user_id).where(with_deck, *live)
    testers = select(MembershipRow.user_id).where(MembershipRow.role == ClassRole.TESTER)
    named = Account.username.is_not(None), Account.id.not_in(testers)
    return students.where(*named, or_(Account.id.not_in(were), Account.id.in_(are)))


def _questions(deck_id: str) -> Select[Any]:
    return select(QuestionRow.id).where(QuestionRow.deck_id == deck_id, QuestionRow.archived.is_(False))

"""Rows of re-grades, and queries about the answers they concern."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, insert, or_, select, update
from sqlalchemy.orm import aliased

from quizapp.db.access import owned, readable
from quizapp.db.base import held
from quizapp.db.learning.grades_of_record import KINDS, REGRADED
from quizapp.db.learning.stored_answers import ANSWER, UNDONE, StoredAnswer
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    Attempt,
    ClassDeck,
    ClassroomRow,
    DeckRow,
    MembershipRow,
    QuestionRow,
    Regrade,
    Revision,
    Version,
)
from quizapp.domain.people.audiences import LEARNERS, ClassRole, teaches
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.domain.reading.deck import Origin

COUNTED = ("study", "quiz")
"""The contexts of answers that have a grade; learners rate their cards themselves."""

COUNTING: tuple[ColumnElement[bool], ...] = (Answer.context.in_(COUNTED), Answer.response != "", ~UNDONE)
"""The conditions that an answer has a response and a grade that counts."""

BY_OLDER_RULES: ColumnElement[bool] = Answer.rules != GRADING_RULES


@dataclass(frozen=True, slots=True)
class StoredRegrade:
    """A row of `regrade`."""

    id: int
    deck_id: str
    question_id: int
    revision_id: int
    by: str
    why: str
    done_to: int
    changed: int
    started_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None

    @property
    def reversing(self) -> bool:
        """Whether it was reversed, or is being reversed."""
        return self.undone_at is not None


@dataclass(frozen=True, slots=True)
class Asker:
    """The visitor who re-grades a deck: `everybody` if they may re-grade all its learners, otherwise only those in their own classes."""

    user_id: int
    everybody: bool


def asker(connection: Connection, deck_id: str, user_id: int) -> Asker | None:
    """Return how far somebody may re-grade a deck: owners and administrators all, teachers their classes if it is one of the folder."""
    role = connection.scalar(select(Account.role).where(Account.id == user_id, Account.disabled.is_(False)))
    row = connection.execute(select(DeckRow.origin, owned(user_id)).where(DeckRow.id == deck_id, readable(user_id))).one_or_none()
    if row is None or not teaches(role or "") or not (row[1] or row[0] == Origin.FOLDER):
        return None
    return Asker(user_id, bool(row[1]))


def asker_named(connection: Connection, deck_id: str, username: str) -> Asker | None:
    """Return the same for a user name."""
    user_id = connection.scalar(select(Account.id).where(Account.username == username))
    return asker(connection, deck_id, user_id) if user_id else None


def question_id(connection: Connection, deck_id: str, key: str) -> int | None:
    """Return the number of a question that is not archived, or None."""
    query = select(QuestionRow.id).where(QuestionRow.deck_id == deck_id, QuestionRow.key == key, QuestionRow.archived.is_(False))
    return connection.scalar(query)


def take_question(connection: Connection, question_id: int) -> None:
    """Lock a question, so that only one re-grade of it begins or is reversed at a time."""
    connection.execute(held(connection, select(QuestionRow.id).where(QuestionRow.id == question_id)))


def versions(connection: Connection, question_id: int) -> dict[int, tuple[str, int]]:
    """Return the deck and the first revision of every version of a question."""
    query = select(Version.id, QuestionRow.deck_id, Version.revision_id).join(QuestionRow, QuestionRow.id == Version.question_id)
    return {version: (deck, revision) for version, deck, revision in connection.execute(query.where(Version.question_id == question_id))}


def files(connection: Connection, revision_id: int) -> dict[str, str]:
    """Return the files that a revision was made from, empty if they were not stored."""
    stored = connection.scalar(select(Revision.files).where(Revision.id == revision_id))
    return json.loads(stored) if stored else {}


def _graded_otherwise(question_id: int, version_id: int) -> list[ColumnElement[bool]]:
    """Return the conditions that answers were graded by another version or by older rules, and have a response that counts."""
    return [Answer.question_id == question_id, or_(Answer.version_id != version_id, BY_OLDER_RULES, REGRADED), *COUNTING]


def _theirs(who: Asker) -> list[ColumnElement[bool]]:
    return [] if who.everybody else [Answer.user_id.in_(pupils(who.user_id))]


def pupils(teacher: int) -> Select[int]:
    """Select the students whom somebody teaches now."""
    return select(_named_pupils(teacher).subquery().c.user_id)


def _named_pupils(teacher: int) -> Select[int, str]:
    """Select them with their names in class."""
    classes = (
        select(MembershipRow.class_id)
        .join(ClassroomRow, ClassroomRow.id == MembershipRow.class_id)
        .where(
            MembershipRow.user_id == teacher,
            MembershipRow.role == ClassRole.TEACHER,
            MembershipRow.removed_at.is_(None),
            ClassroomRow.archived.is_(False),
        )
    )
    inside = MembershipRow.class_id.in_(classes), MembershipRow.removed_at.is_(None), MembershipRow.role.in_(LEARNERS)
    return select(MembershipRow.user_id, MembershipRow.name).where(*inside)


def names(connection: Connection, teacher: int) -> dict[int, str]:
    """Return the names in class of the students whom somebody teaches, by learner."""
    return dict(connection.execute(_named_pupils(teacher)).all())


@dataclass(frozen=True, slots=True)
class ColleaguesClass:
    """A class of other teachers: its name, the names of its teachers, and how many of its students are meant."""

    name: str
    teachers: Sequence[str]
    students: int


def colleagues_classes(connection: Connection, question_id: int, learners: Collection[int], teacher: int) -> list[ColleaguesClass]:
    """Return the classes with the deck of a question, by name, that have students among some learners and that somebody does not teach."""
    member = (MembershipRow.removed_at.is_(None), MembershipRow.class_id == ClassroomRow.id)
    deck = select(QuestionRow.deck_id).where(QuestionRow.id == question_id).scalar_subquery()
    given = exists().where(ClassDeck.class_id == ClassroomRow.id, ClassDeck.deck_id == deck)
    own = aliased(MembershipRow)
    mine = exists().where(own.class_id == ClassroomRow.id, own.user_id == teacher, own.role == ClassRole.TEACHER, own.removed_at.is_(None))
    query = select(ClassroomRow.id, ClassroomRow.name, MembershipRow.user_id, MembershipRow.name, MembershipRow.role)
    query = query.join(MembershipRow, and_(*member)).where(ClassroomRow.archived.is_(False), given, ~mine)
    students: dict[tuple[str, int], int] = {}
    teachers: dict[int, list[str]] = {}
    for class_id, name, user_id, called, role in connection.execute(query.order_by(MembershipRow.name)):
        if role == ClassRole.TEACHER:
            teachers.setdefault(class_id, []).append(called)
        elif role == ClassRole.STUDENT and user_id in learners:
            students[name, class_id] = students.get((name, class_id), 0) + 1
    return [ColleaguesClass(name, teachers.get(class_id, []), count) for (name, class_id), count in sorted(students.items())]


def answers(connection: Connection, question_id: int, version_id: int, who: Asker) -> list[StoredAnswer]:
    """Return the answers to a question that a re-grade by one version concerns, by learner, oldest first."""
    columns = [column.label(name) for name, column in ANSWER.items()]
    query = select(*columns).where(*_graded_otherwise(question_id, version_id), *_theirs(who)).order_by(Answer.user_id, Answer.n)
    return [StoredAnswer(**row._asdict()) for row in connection.execute(query)]


def answers_of(connection: Connection, user_id: int, question_id: int, version_id: int) -> list[StoredAnswer]:
    """Return those of one learner."""
    columns = [column.label(name) for name, column in ANSWER.items()]
    query = select(*columns).where(Answer.user_id == user_id, *_graded_otherwise(question_id, version_id)).order_by(Answer.n)
    return [StoredAnswer(**row._asdict()) for row in connection.execute(query)]


def learners(connection: Connection, question_id: int, version_id: int, who: Asker) -> list[int]:
    """Return the learners with such answers."""
    query = select(Answer.user_id).distinct().where(*_graded_otherwise(question_id, version_id), *_theirs(who))
    return list(connection.scalars(query.order_by(Answer.user_id)))


def changed_by(connection: Connection, regrade_id: int) -> list[int]:
    """Return the learners with an answer that a re-grade changed."""
    query = select(Amendment.user_id).distinct().where(Amendment.regrade_id == regrade_id, Amendment.kind == "regrade")
    return list(connection.scalars(query.order_by(Amendment.user_id)))


def standing(connection: Connection, user_id: int, answer_n: int) -> list[Any]:
    """Return the re-grades of an answer that were not reversed, oldest first: (n, score, verdict, rating, regrade_id)."""
    query = select(Amendment.n, Amendment.kind, Amendment.score, Amendment.verdict, Amendment.rating, Amendment.regrade_id)
    mine = (Amendment.user_id == user_id, Amendment.answer_n == answer_n, Amendment.kind.in_(KINDS))
    found: dict[int, Any] = {}
    for row in connection.execute(query.where(*mine).order_by(Amendment.n)):
        if row.kind == "regrade":
            found[row.regrade_id] = row
        else:
            found.pop(row.regrade_id, None)
    return list(found.values())


def regraded(connection: Connection, user_id: int, regrade_id: int) -> list[StoredAnswer]:
    """Return a learner's answers whose grade of record comes from a re-grade and that were not undone."""
    columns = [column.label(name) for name, column in ANSWER.items()]
    did = aliased(Amendment)
    theirs = and_(did.user_id == Answer.user_id, did.answer_n == Answer.n, did.regrade_id == regrade_id, did.kind == "regrade")
    query = select(*columns).join(did, theirs).where(Answer.user_id == user_id, ~UNDONE).order_by(Answer.n)
    return [StoredAnswer(**row._asdict()) for row in connection.execute(query)]


def claimed_before(connection: Connection, user_id: int, answer_n: int, n: int) -> bool:
    """Whether an answer counted, before amendment `n`, because the learner claimed that it was right."""
    mine = (Amendment.user_id == user_id, Amendment.answer_n == answer_n, Amendment.n < n)
    return connection.scalar(select(Amendment.kind).where(*mine).order_by(Amendment.n.desc()).limit(1)) == "right"


def set_points(connection: Connection, user_id: int, attempt: int, points: float) -> None:
    """Change the points of an attempt with a re-graded answer."""
    mine = (Attempt.user_id == user_id, Attempt.n == attempt, Attempt.points.is_not(None))
    connection.execute(update(Attempt).where(*mine).values(points=points))


def add(connection: Connection, deck_id: str, question_id: int, revision_id: int, *, by: str, why: str, now: datetime) -> int:
    """Record the beginning of a re-grade, and return its number."""
    values = {"deck_id": deck_id, "question_id": question_id, "revision_id": revision_id, "by": by, "why": why, "started_at": now}
    return connection.execute(insert(Regrade).values(values).returning(Regrade.id)).scalar_one()


def read(connection: Connection, regrade_id: int) -> StoredRegrade | None:
    """Return one re-grade, or None; a transaction that writes locks it until the end."""
    row = connection.execute(held(connection, select(Regrade.__table__).where(Regrade.id == regrade_id))).one_or_none()
    return StoredRegrade(**row._asdict()) if row else None


def of_question(connection: Connection, question_id: int) -> list[StoredRegrade]:
    """Return the re-grades of a question, newest first."""
    query = select(Regrade.__table__).where(Regrade.question_id == question_id).order_by(Regrade.id.desc())
    return [StoredRegrade(**row._asdict()) for row in connection.execute(query)]


def unfinished(connection: Connection) -> list[int]:
    """Return the re-grades that are running, and those being reversed."""
    return list(connection.scalars(select(Regrade.id).where(Regrade.finished_at.is_(None)).order_by(Regrade.id)))


def advance(connection: Connection, regrade_id: int, user_id: int, changed: int) -> None:
    """Record that a learner is done, and how many more answers have another grade now (negative during a reversal)."""
    connection.execute(update(Regrade).where(Regrade.id == regrade_id).values(done_to=user_id, changed=Regrade.changed + changed))


def finish(connection: Connection, regrade_id: int, now: datetime) -> None:
    """Record that all learners are done."""
    connection.execute(update(Regrade).where(Regrade.id == regrade_id, Regrade.finished_at.is_(None)).values(finished_at=now))


def reverse(connection: Connection, regrade_id: int, now: datetime) -> None:
    """Record that a re-grade is to be reversed, from the first learner on."""
    values = {"undone_at": now, "finished_at": None, "done_to": 0}
    connection.execute(update(Regrade).where(Regrade.id == regrade_id, Regrade.undone_at.is_(None)).values(values))

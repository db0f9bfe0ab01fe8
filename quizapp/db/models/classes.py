"""Classes, their members, their decks and assignments, and grade changes made by hand."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.base import Base


class ClassroomRow(Base):
    """A class. `code` is its join code, if it has one, valid until `code_until`; an archived class is read-only."""

    __tablename__ = "classroom"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    zone: Mapped[str] = mapped_column(String(60), default="")
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    code_until: Mapped[datetime | None]
    accounts_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    archived: Mapped[bool] = mapped_column(default=False, server_default=false())
    desired_retention: Mapped[int | None] = mapped_column(SmallInteger)  # in hundredths, for its decks; None: each student's own
    created_at: Mapped[datetime]


class MembershipRow(Base):
    """A member of a class: `role` is student, assistant, teacher or tester (a teacher's test student), `name` is the name in class.

    Former members keep the row.
    """

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_class_id", "class_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    joined_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class ClassDeck(Base):
    """A deck of a class."""

    __tablename__ = "class_deck"
    __table_args__ = ({"sqlite_with_rowid": False},)

    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)


class ClassTest(Base):
    """The day of a class's test on one of its decks; `goal` is how many of 100 questions the class is to get right, 0 for none.

    `by` is the user name of the teacher who set it, at the moment `at`. `said` is JSON with what was expected on the evening before (see
    `quizapp/db/classes/class_tests.py`), empty until then.
    """

    __tablename__ = "class_test"
    __table_args__ = ({"sqlite_with_rowid": False},)

    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    day: Mapped[date]
    goal: Mapped[int] = mapped_column(SmallInteger, default=0)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    said: Mapped[str] = mapped_column(Text, default="")


class AssignmentRow(Base):
    """What a class has to do with a deck: `kind` is study or quiz.

    `scope` is JSON {"sections": [...], "categories": [...], "tags": [...]}, empty for the whole deck. A study assignment is done when each
    fact in scope was answered right on `days` days since it opened. For a quiz: `size` questions (0: one on each fact), `minutes` (None: no
    limit), `attempts` (0: any number), `counts` best, last or first, `feedback` once, end or close, `shuffled` (otherwise in the order of
    the reading), and `closes_deck` if its deck is closed meanwhile to those outside (`quizapp/db/access.py` says who they are). A quiz that
    `holds_out` leaves a few facts out of each student's practice until it is taken (see DrawnFact), and has no grade; at `practised_at` a
    teacher ended that. Moments are in UTC, typed in the zone of the class.
    """

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_class_id", "class_id"), Index("ix_assignment_closing", "deck_id", "closes_deck", "opens_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"))
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    kind: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(120))
    scope: Mapped[str] = mapped_column(Text, default="{}")
    days: Mapped[int] = mapped_column(default=1)
    size: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=1)
    counts: Mapped[str] = mapped_column(String(8), default="best")
    feedback: Mapped[str] = mapped_column(String(8), default="end")
    shuffled: Mapped[bool] = mapped_column(default=True)
    closes_deck: Mapped[bool] = mapped_column(default=False, server_default=false())
    holds_out: Mapped[bool] = mapped_column(default=False, server_default=false())
    practised_at: Mapped[datetime | None]
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]


class Extension(Base):
    """What one student was granted for an assignment: a later due date, or `extra` percent more time."""

    __tablename__ = "extension"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    due_at: Mapped[datetime | None]
    extra: Mapped[int] = mapped_column(default=0)


class DrawnFact(Base):
    """A fact that was drawn for a student before a quiz that holds facts out: `left_out` of practice until then, or practised as usual.

    `near` if practice with other facts may give a left-out one away. Rows are never changed, since answers are
    compared with the draw; those of a fact that a graded assignment asks are deleted.
    """

    __tablename__ = "drawn_fact"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True, autoincrement=False)
    fact: Mapped[str] = mapped_column(String(80), primary_key=True)
    left_out: Mapped[bool]
    near: Mapped[bool] = mapped_column(default=False, server_default=false())


class MarkRow(Base):
    """A grade change made by hand; `n` counts the learner's, and the newest for a position counts.

    `kind` is mark (`score` from 0 to 1 for `position` of `attempt`), void (the previous mark is undone), excuse or unexcuse (the whole
    assignment). `by` is the user name of the teacher, `why` the reason, which the learner sees.
    """

    __tablename__ = "mark"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    kind: Mapped[str] = mapped_column(String(8))
    attempt: Mapped[int | None]
    position: Mapped[int | None]
    score: Mapped[float | None]
    why: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]

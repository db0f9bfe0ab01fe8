"""Guests who do not come back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, String, cast, delete, exists, func, literal, or_, select

from quizapp.db.base import held
from quizapp.db.learning import running_numbers
from quizapp.db.models import Account, Answer, Attempt, ClassroomRow, LogEntry, MembershipRow


def drop_idle(connection: Connection, *, empty_before: date, before: date, limit: int) -> int:
    """Delete up to `limit` guests last seen before a day, sooner if they have no answers, with all their rows; return how many.

    Members of a class are kept as long as it is open. Once it is archived, or they have left it, they are kept for as long as other guests
    after their last visit.
    """
    has_worked = or_(exists().where(Answer.user_id == Account.id), exists().where(Attempt.user_id == Account.id))
    idle = or_(Account.active_on < before, (Account.active_on < empty_before) & ~has_worked)
    just_archived = exists().where(
        LogEntry.object == literal("class:") + cast(ClassroomRow.id, String),
        LogEntry.action == "archived",
        func.date(LogEntry.at) >= before,
    )
    in_class = exists().where(
        MembershipRow.user_id == Account.id,
        or_(MembershipRow.removed_at.is_(None), func.date(MembershipRow.removed_at) >= before),
        ClassroomRow.id == MembershipRow.class_id,
        or_(ClassroomRow.archived.is_(False), just_archived),
    )
    gone = (Account.username_key.is_(None), idle, ~in_class)
    found = select(Account.id).where(*gone).order_by(Account.id).limit(limit)
    ids = connection.scalars(held(connection, found, of=Account, key_share=False, skip_locked=True)).all()  # one that is locked is not idle
    # Once they are locked, only a new statement sees what they did in the meantime.
    idle_still = connection.scalars(select(Account.id).where(Account.id.in_(ids), *gone)).all()
    with running_numbers.take_out(connection, idle_still):
        return connection.execute(delete(Account).where(Account.id.in_(idle_still))).rowcount

"""Test students: a teacher sees a class as a student does, and nothing they do there counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.people import stored_accounts
from quizapp.domain.people.audiences import ClassRole
from quizapp.services.classes import classes, hold_outs
from quizapp.services.people import sign_ins
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Testing:
    """A sign-in as a test student: its mark, and its class."""

    mark: str
    class_id: int
    class_name: str


def begin(who: Visitor, class_id: int, *, now: datetime, agent: str) -> Testing:
    """Sign a teacher in as their own test student of a class, creating it the first time. Raises NotFound, NotAllowed, Invalid.

    The test student has a guest's account, so it has no password, and is called by the teacher's user name.
    """
    with transaction(write=True) as connection:
        classroom = classes.changing(connection, who, class_id)
        user_id = stored_classes.tester(connection, class_id, who.username)
        if user_id is None:
            user_id = stored_accounts.add(connection, {"created_at": now, "active_on": now.date(), "zone": who.zone})
            assert user_id  # it has no user name
            stored_classes.add_member(connection, class_id, user_id, role=ClassRole.TESTER, name=who.username, now=now)
            hold_outs.admit(connection, class_id, [user_id], now)
        return Testing(sign_ins.begin(connection, user_id, agent, now), classroom.id, classroom.name)

"""Students who joined twice: what a guest did in a class moves to another student in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.classes.stored_classes import Classroom, Member
from quizapp.db.learning import merging
from quizapp.db.people import stored_accounts
from quizapp.domain.people.audiences import is_student, leads
from quizapp.services.classes import class_log, classes
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import guests
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Double:
    """Two students of a class who are said to be the same person: `source` would be erased, and its answers moved to `target`."""

    classroom: Classroom
    source: Member
    target: Member
    source_answers: int
    target_answers: int


def dry_run(who: Visitor, class_id: int, source: int, target: int) -> Double:
    """Return what a merge would do; nothing is stored. Raises the same errors as `merge`."""
    with transaction(write=False) as connection:
        return _double(connection, who, class_id, source, target)


def merge(who: Visitor, class_id: int, source: int, target: int, now: datetime) -> Double:
    """Move everything a guest did to another student of the class and erase the guest. This cannot be undone.

    Raises NotFound, NotAllowed, Invalid (source: account, if it has one; elsewhere, if it is or was in a class that the visitor does not
    teach).
    """
    with transaction(write=True) as connection:
        if not {source, target} <= set(_students(connection, class_id)):
            raise NotFound(target)
        stored_accounts.lock(connection, source, target)  # before the class, as when an account is erased by age
        double = _double(connection, who, class_id, source, target)
        if not guests.absorb(connection, source, target):
            raise NotFound(source)
        class_log.note(connection, who, class_id, "merged", now, target)
    return double


def _double(connection: Connection, who: Visitor, class_id: int, source: int, target: int) -> Double:
    classroom = classes.changing(connection, who, class_id)
    students = _students(connection, class_id)
    if source not in students or target not in students or source == target:
        raise NotFound(target)
    if students[source].username is not None:
        raise Invalid("source", "account")
    for other in merging.classes_of(connection, source) - {class_id}:
        if not _teaches(connection, who, other):
            raise Invalid("source", "elsewhere")
    answers = [merging.answers(connection, user_id) for user_id in (source, target)]
    return Double(classroom, students[source], students[target], *answers)


def _teaches(connection: Connection, who: Visitor, class_id: int) -> bool:
    try:
        return leads(classes.staff(connection, who, class_id).role)
    except NotFound:
        return False


def _students(connection: Connection, class_id: int) -> dict[int, Member]:
    return {one.user_id: one for one in stored_classes.members(connection, class_id, date.max) if one.live and is_student(one.role)}

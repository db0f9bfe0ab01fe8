"""The members of a class, for its teachers and assistants: listed, named, given roles, removed, let back in, and their progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.classes.stored_classes import AttemptLine, GivenDeck, Member
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Assignment
from quizapp.db.people import stored_accounts
from quizapp.domain.memory.class_tomorrow import ClassTomorrow
from quizapp.domain.people.audiences import MEMBERS, grantable, is_student, leads, learns, on_staff
from quizapp.services.classes import class_accounts, class_log, class_tomorrow, classes, hold_outs, joining
from quizapp.services.classes.class_log import LogLine
from quizapp.services.classes.classes import PlaceInClass
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.learning.progress import Progress, decks_progress
from quizapp.services.people.accounts import Visitor

__all__ = ["Member", "Roster", "StudentProgress"]

WEEK = timedelta(days=7)
SOON = timedelta(days=2)
"""How soon after joining a student should have begun."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Students who last studied this many days ago, a week or more; if `days` is None, those who joined days ago and have not begun."""

    days: int | None
    students: Sequence[Member]


@dataclass(frozen=True, slots=True)
class Roster:
    """A class with everybody who is or was in it, the decks it has and those it could be given, and its assignments.

    `stopped` are those who may need a reminder: first those who never began, then those who have been away longest. `left` are the former
    members who left by themselves; `happened` is the log of the class, for its teachers only; `tomorrow` what it will bring the students.
    """

    place: PlaceInClass
    students: Sequence[Member]
    stopped: Sequence[Stopped]
    helpers: Sequence[Member]
    removed: Sequence[Member]
    left: Collection[int]
    decks: Sequence[GivenDeck]
    to_give: Sequence[GivenDeck]
    assignments: Sequence[Assignment]
    happened: Sequence[LogLine]
    tomorrow: ClassTomorrow


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A member: whom a guest may be the same as, whether a new first password may be given, whether a former member left by themselves."""

    place: PlaceInClass
    member: Member
    others: Sequence[Member]
    renewable: bool
    left: bool


@dataclass(frozen=True, slots=True)
class StudentProgress:
    """A student's progress in the decks of a class; `progress` is None while the class has none."""

    place: PlaceInClass
    member: Member
    progress: Progress | None
    attempts: Sequence[AttemptLine]


def roster(who: Visitor, class_id: int, day: date) -> Roster:
    """Return a class for its teachers and assistants, with the answers of the last seven days. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        members = stored_classes.members(connection, class_id, _since(day))
        given, others = stored_classes.decks(connection, class_id), stored_classes.to_give(connection, class_id, who.id)
        left, assigned = stored_classes.left(connection, class_id), stored_assignments.of_class(connection, class_id)
        tomorrow = class_tomorrow.tomorrow(connection, class_id, day)
        called = {one.user_id: one.name for one in members}
        happened = class_log.read(connection, class_id, called) if leads(place.role) else []
    students = [one for one in members if one.live and is_student(one.role)]
    return Roster(
        place=place,
        students=students,
        stopped=stopped(students, day),
        helpers=[one for one in members if one.live and on_staff(one.role)],
        removed=[one for one in members if not one.live and one.role in MEMBERS],
        left=left,
        decks=given,
        to_give=others,
        assignments=assigned,
        happened=happened,
        tomorrow=tomorrow,
    )


def stopped(students: Sequence[Member], day: date) -> list[Stopped]:
    """Return the students who have not studied for a week or more, or have not begun, grouped by how long."""
    groups: dict[int, list[Member]] = defaultdict(list)
    for one in students:
        if one.last_day is None and day - one.joined_at.date() >= SOON:
            groups[0].append(one)
        elif one.last_day and day - one.last_day >= WEEK:
            groups[-(day - one.last_day).days].append(one)
    return [Stopped(-days or None, groups[days]) for days in sorted(groups, key=lambda days: (days != 0, days))]


def student_page(who: Visitor, class_id: int, user_id: int, day: date) -> StudentProgress:
    """Return a student's progress in the decks of a class, for its teachers and assistants. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        member = _member(connection, class_id, user_id, day)
        given = [deck.id for deck in stored_classes.decks(connection, class_id)]
        attempts = stored_classes.attempts(connection, class_id, user_id)
    if not is_student(member.role) or not member.live:
        raise NotFound(user_id)
    return StudentProgress(place, member, decks_progress(Visitor(id=user_id), given, day) if given else None, attempts)


def member_page(who: Visitor, class_id: int, user_id: int, day: date) -> MemberPage:
    """Return somebody who is or was in a class, for its teachers. Raises NotFound, NotAllowed."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        if not leads(place.role):
            raise NotAllowed
        member = _member(connection, class_id, user_id, day)
        guest = member.live and is_student(member.role) and member.username is None
        members = stored_classes.members(connection, class_id, date.max) if guest else []
        return MemberPage(
            place,
            member,
            others=sorted(
                (one for one in members if one.live and is_student(one.role) and one.user_id != user_id),
                key=lambda one: one.name[:2].casefold() != member.name[:2].casefold(),  # the same person's names begin alike
            ),
            renewable=class_accounts.renewable(connection, who, member),
            left=user_id in stored_classes.left(connection, class_id),
        )


def roles_for(member: Member) -> tuple[str, ...]:
    """Return the roles that somebody may be given."""
    return grantable(member.account_role, guest=member.username is None)


def rename(who: Visitor, class_id: int, user_id: int, name: str, role: str, now: datetime) -> None:
    """Change a member's name and role in the class. Raises NotFound, NotAllowed, Invalid."""
    name = joining.clean_name(name)
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        member = _member(connection, class_id, user_id)
        if role not in roles_for(member):
            raise Invalid("role", "not-theirs")
        if member.live:
            joining.free(connection, class_id, name, but=user_id)
        if not leads(role):
            classes.keep_a_teacher(connection, class_id, user_id)
        stored_classes.change_member(connection, class_id, user_id, {"name": name, "role": role})
        if member.role != role:
            class_log.note(connection, who, class_id, f"made {role}", now, user_id)


def remove(who: Visitor, class_id: int, user_id: int, now: datetime) -> None:
    """Remove somebody from a class; none of their answers is deleted. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        stored_accounts.lock(connection, user_id)
        classes.changing(connection, who, class_id)
        if _member(connection, class_id, user_id).live:
            classes.keep_a_teacher(connection, class_id, user_id)
            stored_classes.change_member(connection, class_id, user_id, {"removed_at": now})
            class_log.note(connection, who, class_id, "removed", now, user_id)


def bring_back(who: Visitor, class_id: int, user_id: int, now: datetime) -> None:
    """Let somebody back in who was removed or left. Raises NotFound, NotAllowed, Invalid (also if the name is now taken)."""
    with transaction(write=True) as connection:
        stored_accounts.lock(connection, user_id)  # before the class, as when the account is erased by age
        classes.changing(connection, who, class_id)
        member = _member(connection, class_id, user_id)
        if member.live:
            return
        joining.free(connection, class_id, member.name, but=user_id)
        stored_classes.change_member(connection, class_id, user_id, {"removed_at": None})
        if learns(member.role):
            hold_outs.admit(connection, class_id, [user_id], now)
        class_log.note(connection, who, class_id, "returned", now, user_id)


def _since(day: date) -> date:
    return day - WEEK + timedelta(days=1)


def _member(connection: Connection, class_id: int, user_id: int, day: date = date.max) -> Member:
    found = stored_classes.members(connection, class_id, _since(day), user_id)
    if not found or found[0].role not in MEMBERS:
        raise NotFound(user_id)
    return found[0]

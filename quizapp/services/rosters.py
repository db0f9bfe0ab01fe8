"""Who is in a class, for those who teach and assist it: listed, called, given roles, removed, brought back, and how a student stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.db import classes as rows
from quizapp.db.accounts import TEACHERS
from quizapp.db.base import Connection, transaction
from quizapp.db.classes import GivenDeck, Member
from quizapp.services import classes, joining
from quizapp.services.accounts import Visitor
from quizapp.services.classes import Place
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.progress import Progress, decks_progress

__all__ = ["Member", "Roster", "StudentPage"]

WEEK = timedelta(days=7)
ROLES = ("student", "assistant", "teacher")


@dataclass(frozen=True, slots=True)
class Roster:
    """A class with everybody who is or was in it, the decks it was given and those it could be given."""

    place: Place
    students: Sequence[Member]
    helpers: Sequence[Member]
    removed: Sequence[Member]
    decks: Sequence[GivenDeck]
    to_give: Sequence[GivenDeck]


@dataclass(frozen=True, slots=True)
class StudentPage:
    """How a student stands in the decks of a class; `progress` is None while the class has none."""

    place: Place
    member: Member
    progress: Progress | None


def roster(who: Visitor, class_id: int, day: date) -> Roster:
    """Return a class for who teaches or assists it; answers are counted over the last seven days. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        members = rows.members(connection, class_id, _since(day))
        given, others = rows.decks(connection, class_id), rows.to_give(connection, class_id, who.id)
    return Roster(
        place=place,
        students=[one for one in members if one.live and one.role == "student"],
        helpers=[one for one in members if one.live and one.role != "student"],
        removed=[one for one in members if not one.live],
        decks=given,
        to_give=others,
    )


def student_page(who: Visitor, class_id: int, user_id: int, day: date) -> StudentPage:
    """Return how a student of a class stands in its decks, for who teaches or assists it. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        member = _member(connection, class_id, user_id, day)
        given = [deck.id for deck in rows.decks(connection, class_id)]
    if member.role != "student" or not member.live:
        raise NotFound(user_id)
    return StudentPage(place, member, decks_progress(Visitor(id=user_id), given, day) if given else None)


def member_page(who: Visitor, class_id: int, user_id: int, day: date) -> tuple[Place, Member]:
    """Return a class and somebody who is or was in it, for its teachers. Raises NotFound, NotAllowed."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        if place.role != "teacher":
            raise NotAllowed
        return place, _member(connection, class_id, user_id, day)


def roles_for(member: Member) -> tuple[str, ...]:
    """Return the roles that somebody may be given: without an account one stays a student, only teachers of the site teach."""
    if member.username is None:
        return ("student",)
    return ROLES if member.account_role in TEACHERS else ROLES[:2]


def rename(who: Visitor, class_id: int, user_id: int, name: str, role: str) -> None:
    """Say what the class calls somebody, and what they are in it. Raises NotFound, NotAllowed, Invalid."""
    name = joining.clean_name(name)
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        member = _member(connection, class_id, user_id)
        if role not in roles_for(member):
            raise Invalid("role", "unknown")
        if member.live:
            joining.free(connection, class_id, name, but=user_id)
        if role != "teacher":
            classes.keep_a_teacher(connection, class_id, user_id)
        rows.change_member(connection, class_id, user_id, {"name": name, "role": role})


def remove(who: Visitor, class_id: int, user_id: int, now: datetime) -> None:
    """Put somebody out of a class; nothing they did is deleted. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        if _member(connection, class_id, user_id).live:
            classes.keep_a_teacher(connection, class_id, user_id)
            rows.change_member(connection, class_id, user_id, {"removed_at": now})


def bring_back(who: Visitor, class_id: int, user_id: int) -> None:
    """Let somebody in again who was removed or left. Raises NotFound, NotAllowed, Invalid (also a name that is taken meanwhile)."""
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        joining.free(connection, class_id, _member(connection, class_id, user_id).name, but=user_id)
        rows.change_member(connection, class_id, user_id, {"removed_at": None})


def _since(day: date) -> date:
    return day - WEEK + timedelta(days=1)


def _member(connection: Connection, class_id: int, user_id: int, day: date = date.max) -> Member:
    found = rows.members(connection, class_id, _since(day), user_id)
    if not found:
        raise NotFound(user_id)
    return found[0]

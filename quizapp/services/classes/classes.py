"""Classes: created, named, given decks and a join code, archived; and who may do what in them.

A teacher of a class may do everything in it, an assistant may see everything and change nothing. Administrators count as its teachers. For
everybody else a class does not exist, except for its students, who have a page of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import choice

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import class_memories, stored_classes
from quizapp.db.classes.stored_classes import Classroom, GivenDeck, ListedClass
from quizapp.db.learning import kept_forecasts
from quizapp.domain.memory.desired_retention import CHOICES
from quizapp.domain.people.audiences import ClassRole, acting_role, administers, leads, on_staff, teaches
from quizapp.services.classes import class_log
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.learning import overview
from quizapp.services.learning.dated_tests import UpcomingTest
from quizapp.services.learning.overview import DeckView
from quizapp.services.people import names
from quizapp.services.people.accounts import Visitor
from quizapp.services.people.preferences import zones

__all__ = ["ClassPage", "Classroom", "GivenDeck", "ListedClass", "PlaceInClass"]

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 characters that are not mistaken for one another: a code of 8 has 40 bits."""

CODE_LENGTH = 8
CODE_DAYS = (1, 7, 14, 60)
"""The numbers of days for which a join code can be valid."""

USUAL_DAYS = 14
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class PlaceInClass:
    """A class and the visitor's role in it: teacher, assistant or student."""

    classroom: Classroom
    role: str

    @property
    def changes(self) -> bool:
        """Whether the visitor may change the class now."""
        return leads(self.role) and not self.classroom.archived


@dataclass(frozen=True, slots=True)
class ClassPage:
    """A class as its members see it, with the visitor's progress in its decks, and its coming tests that the visitor learns for."""

    place: PlaceInClass
    decks: tuple[DeckView, ...]
    tests: tuple[UpcomingTest, ...] = ()


def create(who: Visitor, name: str, zone: str, now: datetime) -> int:
    """Create a class with a join code and its creator as teacher, and return its id. Raises NotAllowed, Invalid."""
    if not teaches(who.role):
        raise NotAllowed
    values = {"name": names.clean_line(name, "name", LONGEST_NAME), "zone": _zone(zone), "created_at": now}
    with transaction(write=True) as connection:
        return _found(connection, who, values, now)


def copy(who: Visitor, class_id: int, name: str, now: datetime) -> tuple[int, int]:
    """Create a class for a new year with the settings and decks of the old one, a new code, and only its creator in it.

    Return its id and how many decks were left out because they belong to another teacher. Raises NotFound, NotAllowed, Invalid.
    """
    name = names.clean_line(name, "name", LONGEST_NAME)
    with transaction(write=True) as connection:
        place = staff(connection, who, class_id)
        if not leads(place.role) or not teaches(who.role):
            raise NotAllowed
        old = place.classroom
        kept = {"zone": old.zone, "accounts_only": old.accounts_only, "desired_retention": old.desired_retention}
        values = {**kept, "name": name, "created_at": now}
        new_id = _found(connection, who, values, now)
        given = {deck.id for deck in stored_classes.decks(connection, class_id)}
        mine = [deck.id for deck in stored_classes.to_give(connection, new_id, who.id) if deck.id in given]
        for deck_id in mine:
            stored_classes.give(connection, new_id, deck_id)
            class_log.note(connection, who, new_id, "given", now, deck_id)
    return new_id, len(given) - len(mine)


def _found(connection: Connection, who: Visitor, values: Mapping[str, object], now: datetime) -> int:
    """Create a class with a join code and its creator as its teacher, and return its id."""
    class_id = stored_classes.add(connection, {**values, **_code(now, USUAL_DAYS)})
    stored_classes.add_member(connection, class_id, who.id, role=ClassRole.TEACHER, name=who.name, now=now)
    class_log.note(connection, who, class_id, "created", now)
    class_log.note(connection, who, class_id, "code made", now)
    return class_id


def taught(who: Visitor) -> list[ListedClass]:
    """Return the classes that somebody teaches or assists; for administrators, every class of the site."""
    with transaction(write=False) as connection:
        found = stored_classes.listing(connection, who.id, every=administers(who.role))
    return found if administers(who.role) else [one for one in found if on_staff(one.role)]


def mine(who: Visitor) -> list[ListedClass]:
    """Return the classes that somebody is in."""
    with transaction(write=False) as connection:
        return stored_classes.listing(connection, who.id)


def staff(connection: Connection, who: Visitor, class_id: int) -> PlaceInClass:
    """Return a class for its teachers and assistants. Raises NotFound for everybody else."""
    place = _place(connection, who, class_id)
    if not on_staff(place.role):
        raise NotFound(class_id)
    return place


def changing(connection: Connection, who: Visitor, class_id: int) -> Classroom:
    """Return a class for somebody who is about to change it. Raises NotFound, NotAllowed (assistants), Invalid (archived)."""
    place = staff(connection, who, class_id)
    if not leads(place.role):
        raise NotAllowed
    if place.classroom.archived:
        raise Invalid("class", "archived")
    return place.classroom


def to_change(who: Visitor, class_id: int) -> Classroom:
    """Return a class for a teacher who opens a form that changes it. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=False) as connection:
        return changing(connection, who, class_id)


def board(who: Visitor, class_id: int, now: datetime) -> PlaceInClass:
    """Return a class whose join code is to be shown. Raises NotFound, also if no code is valid now."""
    with transaction(write=False) as connection:
        place = staff(connection, who, class_id)
    if not good(place.classroom, now):
        raise NotFound(class_id)
    return place


def good(classroom: Classroom, now: datetime) -> bool:
    """Whether the join code of a class is valid."""
    return bool(classroom.code and classroom.code_until and now < classroom.code_until and not classroom.archived)


def change(who: Visitor, class_id: int, *, name: str, zone: str, accounts_only: bool, now: datetime, desired_retention: int = 0) -> None:
    """Change the settings of a class; a desired retention of 0 leaves it to the students. Raises NotFound, NotAllowed, Invalid."""
    if desired_retention not in (0, *CHOICES):
        raise Invalid("desired_retention", "unknown")
    values = {"name": names.clean_line(name, "name", LONGEST_NAME), "zone": _zone(zone), "accounts_only": accounts_only}
    wanted = desired_retention or None
    with transaction(write=True) as connection:
        old = changing(connection, who, class_id)
        stored_classes.change(connection, class_id, values | {"desired_retention": wanted})
        if old.name != values["name"]:
            class_log.note(connection, who, class_id, "renamed", now, f"{old.name} → {values['name']}")
        if old.desired_retention != wanted:
            kept_forecasts.plan_changed(connection, class_memories.students(class_id))
        if (old.zone, old.accounts_only, old.desired_retention) != (zone, accounts_only, wanted):
            class_log.note(connection, who, class_id, "settings", now)


def renew_code(who: Visitor, class_id: int, days: int, now: datetime) -> None:
    """Give a class a new join code; the old one no longer works. Raises NotFound, NotAllowed, Invalid."""
    if days not in CODE_DAYS:
        raise Invalid("days", "unknown")
    with transaction(write=True) as connection:
        changing(connection, who, class_id)
        stored_classes.change(connection, class_id, _code(now, days))
        class_log.note(connection, who, class_id, "code made", now)


def revoke_code(who: Visitor, class_id: int, now: datetime) -> None:
    """Cancel the join code of a class. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        changing(connection, who, class_id)
        stored_classes.change(connection, class_id, {"code": None, "code_until": None})
        class_log.note(connection, who, class_id, "code revoked", now)


def archive(who: Visitor, class_id: int, *, archived: bool, now: datetime) -> None:
    """Archive a class, so that it is read-only and its code no longer works, or reopen it. Raises NotFound, NotAllowed."""
    with transaction(write=True) as connection:
        place = staff(connection, who, class_id)
        if not leads(place.role):
            raise NotAllowed
        if place.classroom.archived == archived:
            return
        class_log.note(connection, who, class_id, "archived" if archived else "opened", now)
        stored_classes.change(connection, class_id, {"archived": archived} | ({"code": None, "code_until": None} if archived else {}))


def give(who: Visitor, class_id: int, deck_id: str, now: datetime) -> None:
    """Give a class a public deck or one of the teacher's own; giving it twice changes nothing. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        changing(connection, who, class_id)
        if any(deck.id == deck_id for deck in stored_classes.to_give(connection, class_id, who.id)):
            stored_classes.give(connection, class_id, deck_id)
            kept_forecasts.plan_changed(connection, class_memories.students(class_id))
            class_log.note(connection, who, class_id, "given", now, deck_id)
        elif not any(deck.id == deck_id for deck in stored_classes.decks(connection, class_id)):
            raise NotFound(deck_id)


def take_away(who: Visitor, class_id: int, deck_id: str, now: datetime) -> None:
    """Take a deck from a class; students who began it keep it. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        changing(connection, who, class_id)
        if not stored_classes.take_away(connection, class_id, deck_id):
            raise NotFound(deck_id)
        kept_forecasts.plan_changed(connection, class_memories.students(class_id))
        class_log.note(connection, who, class_id, "taken", now, deck_id)


def page(who: Visitor, class_id: int, day: date) -> ClassPage:
    """Return a class for a member. Raises NotFound for everybody else, including removed members."""
    with transaction(write=False) as connection:
        place = _place(connection, who, class_id)
        given = {deck.id for deck in stored_classes.decks(connection, class_id)}
    today = overview.today_view(who, day)
    tests = tuple(test for test in today.tests if test.dated.class_id == class_id)
    return ClassPage(place, tuple(deck for deck in (*today.decks, *today.others) if deck.id in given), tests)


def leave(who: Visitor, class_id: int, now: datetime) -> None:
    """Leave a class; only its teacher can let somebody back in. Raises NotFound, Invalid (last)."""
    with transaction(write=True) as connection:
        stored_classes.read(connection, class_id)
        if not stored_classes.standing(connection, class_id, who.id)[1]:
            raise NotFound(class_id)
        keep_a_teacher(connection, class_id, who.id)
        stored_classes.change_member(connection, class_id, who.id, {"removed_at": now})
        class_log.note(connection, who, class_id, "left", now, who.id)


def keep_a_teacher(connection: Connection, class_id: int, user_id: int) -> None:
    """Make sure that a class has a teacher other than this person. Raises Invalid (only-teacher) if it has none."""
    teachers = {member.user_id for member in stored_classes.members(connection, class_id, date.max) if member.live and leads(member.role)}
    if teachers == {user_id}:
        raise Invalid("role", "only-teacher")


def _place(connection: Connection, who: Visitor, class_id: int) -> PlaceInClass:
    classroom, role, live = stored_classes.place(connection, class_id, who.id)
    if classroom is None or not (live or administers(who.role)):
        raise NotFound(class_id)
    return PlaceInClass(classroom, acting_role(role, who.role))


def _code(now: datetime, days: int) -> dict[str, object]:
    return {"code": "".join(choice(ALPHABET) for _ in range(CODE_LENGTH)), "code_until": now + timedelta(days=days)}


def _zone(zone: str) -> str:
    if zone and zone not in zones():
        raise Invalid("zone", "unknown")
    return zone

"""Joining a class with a join code and a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from unicodedata import category, normalize

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.classes.stored_classes import Classroom
from quizapp.db.learning import decks
from quizapp.db.people import stored_accounts
from quizapp.domain.people.audiences import ClassRole
from quizapp.domain.reading.deck import Deck
from quizapp.services.classes import class_log, hold_outs
from quizapp.services.classes.classes import ALPHABET, CODE_LENGTH, good
from quizapp.services.errors import Invalid, NotFound, TooMany
from quizapp.services.learning.editions import edition
from quizapp.services.people import limits, names, sign_ins
from quizapp.services.people.accounts import Visitor

LONGEST_NAME = 40


def clean_code(typed: str) -> str:
    """Return a join code as it is stored: case, width, spaces and dashes do not matter. Empty if it cannot be a code."""
    kept = normalize("NFKC", typed[:60]).upper()
    code = "".join(sign for sign in kept if category(sign)[0] not in "ZC" and category(sign) != "Pd")
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def clean_name(typed: str) -> str:
    """Return a name in class. Raises Invalid (empty, long, characters)."""
    return names.clean_line(typed, "name", LONGEST_NAME)


def look(who: Visitor, typed: str, *, now: datetime, address: str) -> tuple[Classroom, bool]:
    """Return the class of a join code and whether the visitor is in it. Raises Invalid (unknown, expired, removed), TooMany.

    Wrong codes are counted as guesses of the visitor's account, or else from the address; a right one passes whatever others typed.
    """
    code = clean_code(typed)
    with transaction(write=False) as connection:
        classroom = stored_classes.by_code(connection, code)
        known, live = stored_classes.standing(connection, classroom.id, who.id) if classroom else ("", False)
    if classroom is None and code:
        with transaction(write=True) as connection:
            too_many = limits.wrong_code(connection, who.id if who.username else 0, address, now)
        if too_many:
            raise TooMany(ceil(limits.REMEMBERED / timedelta(minutes=1)))
    found = _admit(classroom, now)
    if known and not live:
        raise Invalid("code", "removed")
    return found, live


def join(who: Visitor, typed: str, name: str, *, now: datetime, agent: str, address: str) -> tuple[int, str]:
    """Add a student to a class; return the class and, for a visitor without a sign-in, the mark of a new guest's.

    Raises Invalid (name: empty, long, characters, taken; code: unknown, expired, removed, accounts), TooMany.
    """
    classroom, live = look(who, typed, now=now, address=address)
    if live:
        return classroom.id, ""
    if classroom.accounts_only and not who.username:
        raise Invalid("code", "accounts")
    name = clean_name(name)
    with transaction(write=True) as connection:
        stored_accounts.lock(connection, who.id)  # before the class, as when the account is erased by age
        classroom = _admit(stored_classes.by_code(connection, clean_code(typed)), now)  # check again: the teacher may have cancelled it
        free(connection, classroom.id, name, but=who.id)  # the second tab of somebody who has just joined is no other person
        user_id = who.id or stored_accounts.add(connection, {"created_at": now, "active_on": now.date()})
        assert user_id  # a guest has no user name
        if not stored_classes.standing(connection, classroom.id, user_id)[0]:
            stored_classes.add_member(connection, classroom.id, user_id, role=ClassRole.STUDENT, name=name, now=now)
            hold_outs.admit(connection, classroom.id, [user_id], now)
            class_log.note(connection, who, classroom.id, "joined", now, user_id)
        return classroom.id, "" if who.id else sign_ins.begin(connection, user_id, agent, now)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A class for a student who has just joined: their name in it, and the deck that it starts with, or None if it has none."""

    classroom: Classroom
    name: str
    deck: Deck | None


def arrival(who: Visitor, class_id: int) -> Arrival:
    """Return what a student needs who has just joined a class. Raises NotFound for everybody else."""
    with transaction(write=False) as connection:
        classroom, role, live = stored_classes.place(connection, class_id, who.id)
        if classroom is None or not live or role != ClassRole.STUDENT:
            raise NotFound(class_id)
        name = stored_classes.name(connection, class_id, who.id)
        given = stored_classes.decks(connection, class_id)
        state = decks.state(connection, given[0].id) if given else None
        return Arrival(classroom, name, edition(connection, state.id, state.revision).deck if state and state.revision else None)


def free(connection: Connection, class_id: int, name: str, but: int = 0) -> None:
    """Make sure that nobody else in a class has a name that looks like this one. Raises Invalid (taken)."""
    taken = {names.key(other) for user_id, other in stored_classes.names(connection, class_id).items() if user_id != but}
    if names.key(name) in taken:
        raise Invalid("name", "taken")


def _admit(classroom: Classroom | None, now: datetime) -> Classroom:
    """Return the class of a valid code. Raises Invalid (unknown, expired)."""
    if classroom is None:
        raise Invalid("code", "unknown")
    if not good(classroom, now):
        raise Invalid("code", "expired")
    return classroom

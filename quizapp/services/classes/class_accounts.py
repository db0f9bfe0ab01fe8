"""Accounts that a teacher creates for a class from a list of names, and new first passwords for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from unicodedata import category, combining, normalize

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.classes.stored_classes import Classroom, Member
from quizapp.db.people import stored_accounts
from quizapp.domain.people import roster
from quizapp.domain.people.audiences import AccountRole, ClassRole, leads
from quizapp.domain.people.roster import ListedStudent, RosterFault
from quizapp.services.classes import class_log, classes, hold_outs, joining
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.people import first_passwords, names, passwords
from quizapp.services.people.accounts import Visitor

__all__ = ["AccountsPlan", "Planned", "RosterFault", "Slip"]

LONGEST_BASE = 34
"""The length of a user name made from a name, so that a number can be added to it."""

HASHES_A_SECOND = 30
"""How many passwords an ordinary server hashes per second, measured; used to estimate how long a batch takes."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody in the list: the account they would get, or why they get none: here, twice or taken (the user name)."""

    line: int
    name: str
    username: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class AccountsPlan:
    """The effect of a list. `made` get accounts; `text` is the list as it was read, to be sent again."""

    classroom: Classroom
    people: Sequence[Planned]

    @property
    def made(self) -> Sequence[Planned]:
        """The people who get an account."""
        return [one for one in self.people if not one.left_out]

    @property
    def text(self) -> str:
        """The list as a table with a heading, so that no name is mistaken for a heading or for quotes."""
        return roster.write([(one.name, one.username) for one in self.made])

    @property
    def seconds(self) -> int:
        """The estimated time, in seconds."""
        return 1 + len(self.made) // HASHES_A_SECOND


@dataclass(frozen=True, slots=True)
class Slip:
    """What a student needs to sign in for the first time."""

    name: str
    username: str
    password: str


def decode(data: bytes) -> str:
    """Return the text of an uploaded list. Raises RosterFault."""
    return roster.decode(data)


def plan(who: Visitor, class_id: int, text: str) -> AccountsPlan:
    """Return the effect of a list of names; nothing is stored. Raises NotFound, NotAllowed, Invalid, RosterFault."""
    people = [_cleaned(one) for one in roster.read(text)]
    with transaction(write=False) as connection:
        classroom = classes.changing(connection, who, class_id)
        here = {names.key(name) for name in stored_classes.names(connection, class_id).values()}
        return AccountsPlan(classroom, _named(connection, _told(people, here)))


def make(who: Visitor, class_id: int, text: str, *, secret_key: str, nonce: str, now: datetime) -> list[int]:
    """Create the accounts of a list, with first passwords drawn from `nonce`, and return them: all or none.

    Raises NotFound, NotAllowed, Invalid (people: none is left, or a user name has been taken in the meantime), RosterFault.
    """
    planned = plan(who, class_id, text).made
    if not planned:
        raise Invalid("people", "none")
    hashes = [passwords.make_hash(first_passwords.draw(secret_key, nonce, one.username)) for one in planned]
    made = []
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        for one, password_hash in zip(planned, hashes, strict=True):
            joining.free(connection, class_id, one.name)
            values = {"username": one.username, "username_key": names.key(one.username), "display_name": one.name, "made_in": class_id}
            values |= {"password_hash": password_hash, "first_password": True, "created_at": now, "active_on": now.date()}
            user_id = stored_accounts.add(connection, values)
            if user_id is None:
                raise Invalid("people", "taken")
            stored_classes.add_member(connection, class_id, user_id, role=ClassRole.STUDENT, name=one.name, now=now)
            class_log.note(connection, who, class_id, "added", now, user_id)
            made.append(user_id)
        hold_outs.admit(connection, class_id, made, now)
    return made


def renew(who: Visitor, class_id: int, user_id: int, *, secret_key: str, nonce: str, now: datetime) -> None:
    """Give an account that was created in a class of the teacher's a new first password; it is signed out everywhere.

    Raises NotFound, NotAllowed (also for accounts that were created elsewhere), Invalid.
    """
    with transaction(write=False) as connection:
        username = _renewable(connection, who, class_id, user_id).username or ""
    stored = passwords.make_hash(first_passwords.draw(secret_key, nonce, username))
    with transaction(write=True) as connection:
        _renewable(connection, who, class_id, user_id)
        stored_accounts.change(connection, user_id, {"password_hash": stored, "first_password": True})
        stored_accounts.end_sign_ins(connection, user_id)
        class_log.note(connection, who, class_id, "first password", now, user_id)


def sheet(who: Visitor, class_id: int, user_ids: Collection[int], *, secret_key: str, nonce: str) -> tuple[Classroom, Sequence[Slip]]:
    """Return the slips of a batch, without those who have chosen their own password since. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=False) as connection:
        classroom = classes.changing(connection, who, class_id)
        found = stored_classes.first_passwords(connection, class_id, user_ids)
    return classroom, [Slip(name, username, first_passwords.draw(secret_key, nonce, username)) for name, username in found]


def renewable(connection: Connection, who: Visitor, member: Member) -> bool:
    """Whether somebody may give a member a new first password: a student whose account was created in a class that they teach."""
    if member.made_in is None or member.account_role != AccountRole.STUDENT:
        return False
    try:
        return leads(classes.staff(connection, who, member.made_in).role)
    except NotFound:
        return False


def _renewable(connection: Connection, who: Visitor, class_id: int, user_id: int) -> Member:
    classes.changing(connection, who, class_id)
    found = stored_classes.members(connection, class_id, date.max, user_id)
    if not found or not found[0].live:
        raise NotFound(user_id)
    if not renewable(connection, who, found[0]):
        raise NotAllowed
    return found[0]


def _cleaned(one: ListedStudent) -> Planned:
    try:
        return Planned(one.line, joining.clean_name(one.name), names.clean_username(one.username) if one.username else "")
    except Invalid as error:
        raise RosterFault(f"{error.field} {error.code}", one.line) from error


def _told(people: Sequence[Planned], here: set[str]) -> list[Planned]:
    """Mark people whose name is already in the class, or earlier in the list."""
    seen: set[str] = set()
    told = []
    for one in people:
        key = names.key(one.name)
        told.append(replace(one, left_out="here" if key in here else "twice" if key in seen else ""))
        seen.add(key)
    return told


def _named(connection: Connection, people: Sequence[Planned]) -> list[Planned]:
    """Give everybody a user name that is not taken: the one in the list, or else one made from the name, with a number if needed."""
    given = [names.key(one.username) for one in people if one.username]
    used = stored_accounts.taken(connection, given)
    found: dict[int, Planned] = {}
    for one in people:
        if one.username and not one.left_out:
            key = names.key(one.username)
            found[one.line] = replace(one, left_out="taken" if key in used else "")
            used.add(key)
        elif one.left_out:
            found[one.line] = one
    number = 1
    while waiting := [one for one in people if one.line not in found]:
        tried = {one.line: f"{readable(one.name)}{number if number > 1 else ''}" for one in waiting}
        used |= stored_accounts.taken(connection, [names.key(username) for username in tried.values()])
        for one in waiting:
            if (key := names.key(tried[one.line])) not in used:
                used.add(key)
                found[one.line] = replace(one, username=tried[one.line])
        number += 1
    return [found[one.line] for one in people]


def readable(name: str) -> str:
    """Return a user name made from a name: lower-case letters and digits of its own script, without accents, separated by dots."""
    plain = "".join(sign for sign in normalize("NFKD", name) if not combining(sign))
    signs = (
        sign if category(sign)[0] == "L" or category(sign) == "Nd" else "." if sign in " -_." else "" for sign in normalize("NFC", plain)
    )
    base = ".".join(filter(None, "".join(signs).lower().split(".")))[:LONGEST_BASE].strip(".")
    try:
        return names.clean_username(base)
    except Invalid:
        return f"student.{base}" if base.isascii() and base.isalnum() else "student"

"""One-time links, valid for seven days: a new password, a place in a class, an account for a teacher. Only their hashes are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.classes.stored_classes import Classroom
from quizapp.db.people import stored_accounts
from quizapp.db.people.stored_accounts import Invited
from quizapp.domain.people.audiences import AccountRole, administers, leads, on_staff, teaches
from quizapp.services.classes import class_log, classes, joining
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.people import passwords, sign_ins, tokens
from quizapp.services.people.accounts import ANONYMOUS, Visitor


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """What a valid link offers: a new password for `username`, or a role in a class."""

    kind: str
    username: str = ""
    classroom: Classroom | None = None
    role: str = ""


def offer(token: str, now: datetime) -> LinkOffer:
    """Return what a link offers. Raises NotFound if it was used, has expired, or refers to something deleted or archived."""
    with transaction(write=False) as connection:
        return _offer(connection, _good(connection, token, now))


def for_teacher(who: Visitor, now: datetime) -> str:
    """Return the token of a link that creates a teacher's account. Raises NotAllowed."""
    if not administers(who.role):
        raise NotAllowed
    token = tokens.new()
    with transaction(write=True) as connection:
        stored_accounts.invite(connection, tokens.hashed(token), AccountRole.TEACHER, now)
        log.note(connection, who.username, "teacher invited", "site", "", now)
    return token


def for_password(who: Visitor, user_id: int, now: datetime) -> str:
    """Return the token of a link with which the holder of an account chooses a new password. Raises NotFound, NotAllowed."""
    if not administers(who.role):
        raise NotAllowed
    token = tokens.new()
    with transaction(write=True) as connection:
        username = stored_accounts.username(connection, user_id)
        if not username:
            raise NotFound(user_id)
        stored_accounts.invite(connection, tokens.hashed(token), "password", now, user_id=user_id)
        log.note(connection, who.username, "password link", f"account:{username}", "", now)
    return token


def for_staff(who: Visitor, class_id: int, role: str, now: datetime) -> str:
    """Return the token of a link that lets a colleague join a class as `role`. Raises NotFound, NotAllowed, Invalid."""
    if not on_staff(role):
        raise Invalid("role", "not-theirs")
    token = tokens.new()
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        stored_accounts.invite(connection, tokens.hashed(token), "staff", now, class_id=class_id, role=role)
        class_log.note(connection, who, class_id, "invited", now, role)
    return token


def accept_place(who: Visitor, token: str, now: datetime) -> int:
    """Take a place in a class and return the class. A teacher in it remains one. Raises NotFound, NotAllowed, Invalid (name taken)."""
    with transaction(write=True) as connection:
        found = _good(connection, token, now)
        classroom = _offer(connection, found).classroom
        if classroom is None:
            raise NotFound
        if not who.username or (leads(found.role) and not teaches(who.role)):
            raise NotAllowed
        stored_accounts.use_invitation(connection, tokens.hashed(token))
        role, live = stored_classes.standing(connection, classroom.id, who.id)
        if live and (leads(role) or role == found.role):
            return classroom.id
        if role:
            stored_classes.change_member(connection, classroom.id, who.id, {"role": found.role, "removed_at": None})
        else:
            name = who.name[: joining.LONGEST_NAME]
            joining.free(connection, classroom.id, name)
            stored_classes.add_member(connection, classroom.id, who.id, role=found.role, name=name, now=now)
        class_log.note(connection, who, classroom.id, f"made {found.role}", now, who.id)
        return classroom.id


def accept_password(token: str, new: str, *, now: datetime, agent: str, before: Visitor = ANONYMOUS) -> str:
    """Set the password its holder chose and return the mark of a sign-in; all other sign-ins end. Raises NotFound, Invalid."""
    with transaction(write=False) as connection:
        username = _offer(connection, _good(connection, token, now)).username
    values = {"password_hash": passwords.make_hash(passwords.check(new, username=username)), "first_password": False}
    with transaction(write=True) as connection:
        found = _good(connection, token, now)
        if found.kind != "password" or found.user_id is None:
            raise NotFound
        stored_accounts.use_invitation(connection, tokens.hashed(token))
        stored_accounts.change(connection, found.user_id, values)
        stored_accounts.end_sign_ins(connection, found.user_id)
        if not before.guest:  # a guest's answers can still be moved by signing in as usual
            stored_accounts.end_sign_in(connection, before.id, before.token_hash)
        return sign_ins.begin(connection, found.user_id, agent, now)


def _good(connection: Connection, token: str, now: datetime) -> Invited:
    found = stored_accounts.invitation(connection, tokens.hashed(token), now)
    if found is None:
        raise NotFound
    return found


def _offer(connection: Connection, found: Invited) -> LinkOffer:
    if found.kind == "password":
        username = stored_accounts.username(connection, found.user_id or 0, enabled=True)
        if not username:
            raise NotFound
        return LinkOffer(found.kind, username=username)
    if found.kind == "staff":
        classroom = stored_classes.read(connection, found.class_id or 0)
        if classroom is None or classroom.archived:
            raise NotFound
        return LinkOffer(found.kind, classroom=classroom, role=found.role)
    return LinkOffer(found.kind)

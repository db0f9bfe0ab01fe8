"""Rows of people, of their sign-ins and of one-time links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from quizapp.db.models import Account, Invitation, SignIn

TEACHERS = ("teacher", "admin")

# Built once: this is read in every request.
_VISITOR: Executable = (
    select(
        Account.id,
        Account.display_name,
        Account.username,
        Account.role,
        Account.theme,
        Account.text_size,
        Account.letter_keys,
        Account.four_buttons,
        Account.language,
        Account.zone,
        Account.new_facts,
        SignIn.token_hash,
        SignIn.seen_on,
    )
    .join(SignIn, SignIn.user_id == Account.id)
    .where(SignIn.user_id == bindparam("user_id"), SignIn.token_hash == bindparam("token_hash"), Account.disabled.is_(False))
)


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """What a page needs to know about who asks."""

    id: int
    display_name: str
    username: str | None
    role: str
    theme: str
    text_size: str
    letter_keys: bool
    four_buttons: bool
    language: str
    zone: str
    new_facts: int
    token_hash: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class Secret:
    """What a password is compared with."""

    id: int
    password_hash: str | None
    disabled: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list of accounts."""

    username: str
    display_name: str
    role: str
    disabled: bool
    created_at: datetime
    active_on: date


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One device on which a person is signed in."""

    token_hash: str
    agent: str
    created_at: datetime
    seen_on: date


def visitor(connection: Connection, user_id: int, token_hash: str) -> VisitorRow | None:
    """Return who holds this sign-in, or None."""
    row = connection.execute(_VISITOR, {"user_id": user_id, "token_hash": token_hash}).one_or_none()
    return VisitorRow(*row) if row else None


def lock(connection: Connection, user_id: int) -> bool:
    """Hold the row of a learner until the transaction ends; False where there is none."""
    return connection.scalar(select(Account.id).where(Account.id == user_id).with_for_update()) is not None


def secret(connection: Connection, username_key: str) -> Secret | None:
    """Return what the password of a name is compared with."""
    row = connection.execute(
        select(Account.id, Account.password_hash, Account.disabled).where(Account.username_key == username_key)
    ).one_or_none()
    return Secret(*row) if row else None


def password_hash(connection: Connection, user_id: int) -> str | None:
    """Return the stored hash of a person, or None for guests."""
    return connection.scalar(select(Account.password_hash).where(Account.id == user_id))


def display_name(connection: Connection, user_id: int) -> str:
    """Return the name that a person chose to be shown, which may be empty."""
    return connection.scalar(select(Account.display_name).where(Account.id == user_id)) or ""


def add(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Add an account and return its id, or None where the name is taken."""
    try:
        with connection.begin_nested():
            return connection.scalar(insert(Account).values(values).returning(Account.id))
    except IntegrityError:
        return None


def name_guest(connection: Connection, user_id: int, values: Mapping[str, Any]) -> bool | None:
    """Turn a guest into an account; None where the name is taken, False where this is no guest."""
    try:
        with connection.begin_nested():
            guest = update(Account).where(Account.id == user_id, Account.username_key.is_(None))
            return connection.execute(guest.values(values)).rowcount == 1
    except IntegrityError:
        return None


def change(connection: Connection, user_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of one account."""
    connection.execute(update(Account).where(Account.id == user_id).values(values))


def change_named(connection: Connection, username_key: str, values: Mapping[str, Any]) -> int | None:
    """Change columns of the account of a name and return its id, or None where there is none."""
    return connection.scalar(update(Account).where(Account.username_key == username_key).values(values).returning(Account.id))


def listing(connection: Connection) -> tuple[Person, ...]:
    """Return all accounts with a name, by name."""
    named = func.coalesce(Account.username, "")
    query = select(named, Account.display_name, Account.role, Account.disabled, Account.created_at, Account.active_on)
    return tuple(Person(*row) for row in connection.execute(query.where(Account.username.is_not(None)).order_by(Account.username_key)))


def teacher_exists(connection: Connection) -> bool:
    """Whether somebody can teach."""
    query = select(Account.id).where(Account.role.in_(TEACHERS), Account.disabled.is_(False)).limit(1)
    return connection.scalar(query) is not None


def add_sign_in(connection: Connection, user_id: int, token_hash: str, agent: str, now: datetime) -> None:
    """Store a sign-in and note the visit."""
    day = now.date()
    connection.execute(insert(SignIn).values(user_id=user_id, token_hash=token_hash, agent=agent, created_at=now, seen_on=day))
    connection.execute(update(Account).where(Account.id == user_id).values(active_on=day))


def note_visit(connection: Connection, user_id: int, token_hash: str, day: date) -> None:
    """Note on which day a sign-in was last used, and its account."""
    connection.execute(update(SignIn).where(SignIn.user_id == user_id, SignIn.token_hash == token_hash).values(seen_on=day))
    connection.execute(update(Account).where(Account.id == user_id).values(active_on=day))


def sign_ins(connection: Connection, user_id: int) -> tuple[SignInRow, ...]:
    """Return where a person is signed in, the one seen last first."""
    query = select(SignIn.token_hash, SignIn.agent, SignIn.created_at, SignIn.seen_on).where(SignIn.user_id == user_id)
    return tuple(SignInRow(*row) for row in connection.execute(query.order_by(SignIn.seen_on.desc(), SignIn.created_at.desc())))


def end_sign_in(connection: Connection, user_id: int, token_hash: str) -> bool:
    """End one sign-in; False where there was none."""
    return connection.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.token_hash == token_hash)).rowcount == 1


def end_sign_ins(connection: Connection, user_id: int, *, but: str = "") -> None:
    """End all sign-ins of a person, but for one."""
    connection.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.token_hash != but))


def drop_sign_ins(connection: Connection, before: date) -> int:
    """Drop the sign-ins last used before a day, and say how many."""
    return connection.execute(delete(SignIn).where(SignIn.seen_on < before)).rowcount


def invite(connection: Connection, token_hash: str, kind: str, now: datetime) -> None:
    """Store a one-time link in place of the earlier ones of its kind."""
    connection.execute(delete(Invitation).where(Invitation.kind == kind))
    connection.execute(insert(Invitation).values(token_hash=token_hash, kind=kind, created_at=now))


def invitation(connection: Connection, token_hash: str) -> str:
    """Return what a link may create, or an empty text."""
    return connection.scalar(select(Invitation.kind).where(Invitation.token_hash == token_hash)) or ""


def use_invitation(connection: Connection, token_hash: str) -> str:
    """Use a link up and return what it may create, or an empty text."""
    return connection.scalar(delete(Invitation).where(Invitation.token_hash == token_hash).returning(Invitation.kind)) or ""

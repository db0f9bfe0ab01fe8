"""Rows of people, of their sign-ins and of one-time links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Executable, and_, bindparam, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from quizapp.db.access import out_of_class
from quizapp.db.base import held
from quizapp.db.models import Account, Answer, Attempt, ClassroomRow, Invitation, MembershipRow, SignIn, WeightSet
from quizapp.domain.people.audiences import TEACHERS, AccountRole

GOOD = timedelta(days=7)
"""How long a one-time link is valid."""


# The zone of somebody who chose none: that of their class, if they are in only one that is open.
CLASS_ZONE = (
    select(case((func.count() == 1, func.max(ClassroomRow.zone)), else_=""))
    .join(MembershipRow, MembershipRow.class_id == ClassroomRow.id)
    .where(MembershipRow.user_id == Account.id, MembershipRow.removed_at.is_(None), ClassroomRow.archived.is_(False))
    .correlate(Account)
    .scalar_subquery()
)
NEWEST_DAY = select(func.max(Answer.day)).where(Answer.user_id == Account.id).correlate(Account).scalar_subquery()
"""The latest study day that an account answered on."""

IN_USE = select(func.coalesce(func.max(WeightSet.number), 0)).where(WeightSet.in_use).scalar_subquery()
"""The number of the set of weights that answers are predicted with. It is read with every visitor, so that a page asks no more for it."""

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
        Account.easier,
        Account.language,
        Account.zone,
        Account.new_facts,
        Account.minutes,
        Account.desired_retention,
        Account.first_password,
        case((Account.zone != "", ""), else_=CLASS_ZONE),
        SignIn.token_hash,
        SignIn.seen_on,
        NEWEST_DAY,
        IN_USE,
        Attempt.deck_id,
        Attempt.n,
        Attempt.ends_at,
    )
    .join(SignIn, SignIn.user_id == Account.id)
    .outerjoin(
        Attempt, and_(Attempt.user_id == Account.id, Attempt.assignment_id.is_not(None), Attempt.closed_at.is_(None), ~out_of_class())
    )
    .where(SignIn.user_id == bindparam("user_id"), SignIn.token_hash == bindparam("token_hash"), Account.disabled.is_(False))
)


@dataclass(frozen=True, slots=True)
class Taking:
    """An open attempt for an assignment: its deck, its number and its end, or None if it has none."""

    deck: str
    attempt: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """What a page needs to know about the visitor.

    `newest_day` is the latest study day that they answered on, `weights` the number of the set in use on the site, `taking` are the
    attempts for assignments that were not handed in.
    """

    id: int
    display_name: str
    username: str | None
    role: str
    theme: str
    text_size: str
    letter_keys: bool
    four_buttons: bool
    easier: bool
    language: str
    zone: str
    new_facts: int
    minutes: int
    desired_retention: int | None
    first_password: bool
    class_zone: str
    token_hash: str
    seen_on: date
    newest_day: date | None
    weights: int
    taking: tuple[Taking, ...]


@dataclass(frozen=True, slots=True)
class Secret:
    """The stored hash that a password is compared with."""

    id: int
    password_hash: str | None
    disabled: bool


@dataclass(frozen=True, slots=True)
class Named:
    """The account with a name, and the name as its holder writes it."""

    id: int
    username: str


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
class Invited:
    """What a one-time link does: `kind` admin or teacher creates such an account, staff adds to a class, password sets a new one."""

    kind: str
    user_id: int | None
    class_id: int | None
    role: str


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One device on which a person is signed in."""

    token_hash: str
    agent: str
    created_at: datetime
    seen_on: date


def visitor(connection: Connection, user_id: int, token_hash: str) -> VisitorRow | None:
    """Return the holder of a sign-in, or None."""
    rows = connection.execute(_VISITOR, {"user_id": user_id, "token_hash": token_hash}).all()
    if not rows:
        return None
    columns = dict(zip([each.name for each in fields(VisitorRow)][:-1], rows[0], strict=False))
    return VisitorRow(**columns, taking=tuple(Taking(*row[-3:]) for row in rows if row.deck_id))


def lock(connection: Connection, *user_ids: int) -> bool:
    """Lock the rows of learners until the transaction ends; False if one does not exist.

    They are taken in the order of their numbers, so that two transactions about the same learners never wait for each other.
    """
    query = select(Account.id).where(Account.id.in_(user_ids)).order_by(Account.id)
    return len(connection.scalars(held(connection, query)).all()) == len(set(user_ids))


def secret(connection: Connection, username_key: str) -> Secret | None:
    """Return the stored hash that the password of a name is compared with."""
    row = connection.execute(
        select(Account.id, Account.password_hash, Account.disabled).where(Account.username_key == username_key)
    ).one_or_none()
    return Secret(*row) if row else None


def password_hash(connection: Connection, user_id: int) -> str | None:
    """Return the stored hash of a person, or None for guests."""
    return connection.scalar(select(Account.password_hash).where(Account.id == user_id))


def username(connection: Connection, user_id: int, *, enabled: bool = False) -> str:
    """Return the name that somebody signs in with, empty for guests; with `enabled`, empty for disabled accounts too."""
    query = select(Account.username).where(Account.id == user_id)
    return connection.scalar(query.where(Account.disabled.is_(False)) if enabled else query) or ""


def display_name(connection: Connection, user_id: int) -> str:
    """Return the display name that a person chose, which may be empty."""
    return connection.scalar(select(Account.display_name).where(Account.id == user_id)) or ""


def add(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Add an account and return its id, or None if the name is taken."""
    try:
        with connection.begin_nested():
            return connection.scalar(insert(Account).values(values).returning(Account.id))
    except IntegrityError:
        return None


def name_guest(connection: Connection, user_id: int, values: Mapping[str, Any]) -> bool | None:
    """Turn a guest into an account; None if the name is taken, False if this is not a guest."""
    try:
        with connection.begin_nested():
            guest = update(Account).where(Account.id == user_id, Account.username_key.is_(None))
            return connection.execute(guest.values(values)).rowcount == 1
    except IntegrityError:
        return None


def change(connection: Connection, user_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of one account."""
    connection.execute(update(Account).where(Account.id == user_id).values(values))


def change_named(connection: Connection, username_key: str, values: Mapping[str, Any]) -> Named | None:
    """Change columns of the account with a name and return its id, or None if there is none."""
    query = update(Account).where(Account.username_key == username_key).values(values)
    row = connection.execute(query.returning(Account.id, func.coalesce(Account.username, ""))).one_or_none()
    return Named(*row) if row else None


def listing(connection: Connection) -> tuple[Person, ...]:
    """Return all accounts with a name, by name."""
    named = func.coalesce(Account.username, "")
    query = select(named, Account.display_name, Account.role, Account.disabled, Account.created_at, Account.active_on)
    return tuple(Person(*row) for row in connection.execute(query.where(Account.username.is_not(None)).order_by(Account.username_key)))


def teacher_exists(connection: Connection) -> bool:
    """Whether there is anybody who can teach."""
    query = select(Account.id).where(Account.role.in_(TEACHERS), Account.disabled.is_(False)).limit(1)
    return connection.scalar(query) is not None


def add_sign_in(connection: Connection, user_id: int, token_hash: str, agent: str, now: datetime) -> None:
    """Store a sign-in and record the visit."""
    day = now.date()
    connection.execute(insert(SignIn).values(user_id=user_id, token_hash=token_hash, agent=agent, created_at=now, seen_on=day))
    connection.execute(update(Account).where(Account.id == user_id).values(active_on=day))


def note_visit(connection: Connection, user_id: int, token_hash: str, day: date) -> None:
    """Record on which day a sign-in, and its account, was last used."""
    # The account first, as when idle guests are dropped.
    connection.execute(update(Account).where(Account.id == user_id).values(active_on=day))
    connection.execute(update(SignIn).where(SignIn.user_id == user_id, SignIn.token_hash == token_hash).values(seen_on=day))


def sign_ins(connection: Connection, user_id: int) -> tuple[SignInRow, ...]:
    """Return where a person is signed in, most recently used first."""
    query = select(SignIn.token_hash, SignIn.agent, SignIn.created_at, SignIn.seen_on).where(SignIn.user_id == user_id)
    return tuple(SignInRow(*row) for row in connection.execute(query.order_by(SignIn.seen_on.desc(), SignIn.created_at.desc())))


def end_sign_in(connection: Connection, user_id: int, token_hash: str) -> bool:
    """End one sign-in; False if there was none."""
    return connection.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.token_hash == token_hash)).rowcount == 1


def end_sign_ins(connection: Connection, user_id: int, *, but: str = "") -> None:
    """End all sign-ins of a person, except one."""
    connection.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.token_hash != but))


def drop_sign_ins(connection: Connection, before: date) -> int:
    """Delete the sign-ins last used before a day, and return how many."""
    return connection.execute(delete(SignIn).where(SignIn.seen_on < before)).rowcount


def invite(connection: Connection, token_hash: str, kind: str, now: datetime, **values: Any) -> None:
    """Store a one-time link and delete expired ones. One for the first teacher, or for a password, replaces the one before."""
    drop_invitations(connection, now)
    if kind == AccountRole.ADMIN:
        connection.execute(delete(Invitation).where(Invitation.kind == kind))
    if kind == "password":
        connection.execute(delete(Invitation).where(Invitation.kind == kind, Invitation.user_id == values["user_id"]))
    connection.execute(insert(Invitation).values(token_hash=token_hash, kind=kind, created_at=now, **values))


def drop_invitations(connection: Connection, now: datetime) -> int:
    """Delete the one-time links that have expired, and return how many; that of the first teacher never does."""
    return connection.execute(delete(Invitation).where(Invitation.created_at <= now - GOOD, Invitation.kind != AccountRole.ADMIN)).rowcount


def first_link(connection: Connection) -> tuple[str, datetime] | None:
    """Return the hash of the link for the first teacher and when it was made, or None."""
    row = connection.execute(select(Invitation.token_hash, Invitation.created_at).where(Invitation.kind == AccountRole.ADMIN)).one_or_none()
    return (row.token_hash, row.created_at) if row else None


def invitation(connection: Connection, token_hash: str, now: datetime) -> Invited | None:
    """Return what a link does, or None if it was used or has expired; the first teacher's expires once there is a teacher.

    A transaction that writes locks it until the end: nobody else uses it at the same time.
    """
    query = select(Invitation.kind, Invitation.user_id, Invitation.class_id, Invitation.role, Invitation.created_at)
    row = connection.execute(held(connection, query.where(Invitation.token_hash == token_hash))).one_or_none()
    if row is None or (now >= row.created_at + GOOD if row.kind != AccountRole.ADMIN else teacher_exists(connection)):
        return None
    return Invited(row.kind, row.user_id, row.class_id, row.role)


def use_invitation(connection: Connection, token_hash: str) -> None:
    """Use up a one-time link."""
    connection.execute(delete(Invitation).where(Invitation.token_hash == token_hash))


def taken(connection: Connection, keys: Collection[str]) -> set[str]:
    """Return which of some folded names belong to accounts."""
    return {key for key in connection.scalars(select(Account.username_key).where(Account.username_key.in_(keys))) if key}

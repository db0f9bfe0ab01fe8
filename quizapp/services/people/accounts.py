"""The visitor of a page, and people's accounts: created, signed in to, given another password, managed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.people import stored_accounts
from quizapp.db.people.stored_accounts import Person, Taking, VisitorRow
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.people.audiences import ACCOUNT_ROLES, AccountRole
from quizapp.services.errors import DatabaseUnavailable, Invalid, NotAllowed, NotFound
from quizapp.services.people import limits, names, passwords, sign_ins, tokens
from quizapp.services.people.devices import KnownDevice
from quizapp.services.people.limits import SignInAttempt

__all__ = ["ANONYMOUS", "Person", "Taking", "Visitor"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person who opens a page: nobody (id 0), a guest, or the holder of an account. `token_hash` identifies the sign-in.

    `at` is the moment of the request: what is closed then stays closed all through it. `taking` are the open attempts for assignments:
    their decks are closed to this learner in the meantime. `newest_day` is the latest study day that they answered on, `weights` the number
    of the set of weights that the site predicts answers with, 0 for the shipped one.
    """

    id: int = 0
    name: str = ""
    username: str = ""
    guest: bool = False
    role: str = ""
    theme: str = "auto"
    text_size: str = "normal"
    letter_keys: bool = True
    four_buttons: bool = False
    easier: bool = False
    language: str = ""
    zone: str = ""
    new_facts: int = 10
    minutes: int = 0
    desired_retention: int | None = None
    first_password: bool = False
    class_zone: str = ""
    token_hash: str = ""
    at: datetime | None = None
    taking: tuple[Taking, ...] = ()
    newest_day: date | None = None
    weights: int = 0

    @property
    def signed_in(self) -> bool:
        """Whether this is somebody, guests included."""
        return self.id > 0

    def study_day(self, now: datetime, zone: ZoneInfo) -> date:
        """Return the learner's study day: that of the clock in a zone, but never one before their newest answer.

        Zones and clocks go back (a flight to the west, a school computer that says UTC, a server whose clock is set right), and answers
        are stored on the newest day all the same. Everything that a day limits or brings back has to ask for that day.
        """
        return study_day(now, zone, newest=self.newest_day)


ANONYMOUS = Visitor()


def visitor(mark: str, now: datetime | None = None) -> Visitor:
    """Return the visitor with a mark; nobody (as ANONYMOUS) if it is unknown, has ended or is not a mark at all.

    With `now`, what is closed at that moment is closed to them, attempts whose time is up no longer count as open, and the first visit of a
    day (UTC) is recorded, which later identifies guests and sign-ins that are no longer used.
    """
    user_id, token_hash = sign_ins.read_mark(mark)
    if not user_id:
        return _nobody(now)
    with transaction(write=False) as connection:
        row = stored_accounts.visitor(connection, user_id, token_hash)
    if row is None:
        return _nobody(now)
    if now and row.seen_on < now.date():
        _note_visit(row, now.date())
    return _visitor(row, now)


def start_guest(now: datetime, agent: str) -> str:
    """Create a guest and return the mark of the sign-in."""
    with transaction(write=True) as connection:
        user_id = stored_accounts.add(connection, {"created_at": now, "active_on": now.date()})
        assert user_id is not None  # a guest has no user name
        return sign_ins.begin(connection, user_id, agent, now)


def register(username: str, password: str, *, now: datetime, agent: str, display_name: str = "", before: Visitor = ANONYMOUS) -> str:
    """Create an account and return the mark of its first sign-in. A guest's row becomes the account, with all answers.

    `before` is the visitor, whose sign-in ends. Raises Invalid.
    """
    values = _new(username, password, display_name)
    with transaction(write=True) as connection:
        return _register(connection, values, now, agent, before)


def sign_in(
    username: str, password: str, *, now: datetime, agent: str, address: str, device: KnownDevice | None = None, before: Visitor = ANONYMOUS
) -> str:
    """Return the mark of a new sign-in; that of `before` ends, unless it is a guest's, whose answers still have to be moved.

    Raises Invalid (mismatch, disabled), TooMany.
    """
    key = names.key(username)
    with transaction(write=False) as connection:
        known = stored_accounts.secret(connection, key)
        attempt = SignInAttempt(key, address, device.name if device else "", known=bool(device and known and device.knows(known.id)))
        limits.check(connection, attempt, now)
    stored = known.password_hash if known else None
    right = passwords.matches(password, stored)
    renewed = passwords.make_hash(password) if right and stored and passwords.outdated(stored) else None
    with transaction(write=True) as connection:
        limits.check_again(connection, attempt, now)
        if right and known and not known.disabled:
            limits.passed(connection, attempt, now)
            if renewed:
                stored_accounts.change(connection, known.id, {"password_hash": renewed})
            if not before.guest:
                stored_accounts.end_sign_in(connection, before.id, before.token_hash)
            return sign_ins.begin(connection, known.id, agent, now)
        if not right:
            limits.failed(connection, attempt, now)
    raise Invalid("password", "disabled" if right else "mismatch")


def sign_out(mark: str) -> None:
    """End a sign-in, and with it every copy of its cookie."""
    with transaction(write=True) as connection:
        stored_accounts.end_sign_in(connection, *sign_ins.read_mark(mark))


def confirm(who: Visitor, password: str, *, now: datetime, address: str) -> None:
    """Check the password of the account's holder, on the device that they are signed in on. Raises Invalid (mismatch), TooMany."""
    attempt = SignInAttempt(names.key(who.username), address, who.token_hash, known=True)
    with transaction(write=False) as connection:
        limits.check(connection, attempt, now)
        stored = stored_accounts.password_hash(connection, who.id)
    right = passwords.matches(password, stored)
    with transaction(write=True) as connection:
        limits.check_again(connection, attempt, now)  # other attempts may have failed in the meantime
        if right:
            limits.passed(connection, attempt, now)
        else:
            limits.failed(connection, attempt, now)
    if not right:
        raise Invalid("password", "wrong")


def change_password(who: Visitor, password: str, new: str, *, now: datetime, address: str) -> None:
    """Change the password of an account; all its other sign-ins end. Raises Invalid (wrong, or what is wrong with `new_password`)."""
    new = passwords.check(new, username=who.username, field="new_password")
    confirm(who, password, now=now, address=address)
    stored = passwords.make_hash(new)
    with transaction(write=True) as connection:
        stored_accounts.change(connection, who.id, {"password_hash": stored})
        stored_accounts.end_sign_ins(connection, who.id, but=who.token_hash)


def create(username: str, password: str, *, now: datetime, role: str = AccountRole.STUDENT, display_name: str = "") -> None:
    """Create an account for somebody else, on the server. Raises Invalid."""
    values = _new(username, password, display_name) | {"role": _role(role), "created_at": now, "active_on": now.date()}
    with transaction(write=True) as connection:
        if stored_accounts.add(connection, values) is None:
            raise Invalid("username", "taken")
        log.note(connection, log.SERVER, f"added as {role}", f"account:{values['username']}", "", now)


def set_password(username: str, password: str, now: datetime) -> None:
    """Set a new password for somebody who forgot it; all sign-ins end. Raises NotFound, Invalid."""
    stored = passwords.make_hash(passwords.check(password, username=username))
    _change(username, {"password_hash": stored, "first_password": False}, "new password", now, sign_out=True)


def set_role(username: str, role: str, now: datetime) -> None:
    """Make somebody a student, a teacher or an administrator. Raises NotFound, Invalid."""
    _change(username, {"role": _role(role)}, f"made {role}", now)


def disable(username: str, now: datetime) -> None:
    """Disable an account; its sign-ins end, and none of its data are deleted. Raises NotFound."""
    _change(username, {"disabled": True}, "disabled", now, sign_out=True)


def enable(username: str, now: datetime) -> None:
    """Enable a disabled account. Raises NotFound."""
    _change(username, {"disabled": False}, "enabled", now)


def listing() -> tuple[Person, ...]:
    """Return all accounts with a name."""
    with transaction(write=False) as connection:
        return stored_accounts.listing(connection)


def teacher_exists() -> bool:
    """Whether there is anybody who can teach."""
    with transaction(write=False) as connection:
        return stored_accounts.teacher_exists(connection)


def choose_password(who: Visitor, new: str) -> None:
    """Replace the first password of an account with the holder's own. Raises NotAllowed, Invalid (same, if it is the first one)."""
    new = passwords.check(new, username=who.username)
    with transaction(write=False) as connection:
        stored = stored_accounts.password_hash(connection, who.id)
    if not who.first_password:
        raise NotAllowed
    if passwords.matches(new, stored):
        raise Invalid("password", "same")
    values = {"password_hash": passwords.make_hash(new), "first_password": False}
    with transaction(write=True) as connection:
        stored_accounts.change(connection, who.id, values)
        stored_accounts.end_sign_ins(connection, who.id, but=who.token_hash)


def accept(
    token: str, username: str, password: str, *, now: datetime, agent: str, display_name: str = "", before: Visitor = ANONYMOUS
) -> str:
    """Create a teacher's account by a one-time link and return the mark of the sign-in. Raises NotFound, Invalid."""
    values = _new(username, password, display_name)
    hashed = tokens.hashed(token)
    with transaction(write=True) as connection:
        offer = stored_accounts.invitation(connection, hashed, now)
        if offer is None or offer.kind not in ACCOUNT_ROLES:
            raise NotFound
        stored_accounts.use_invitation(connection, hashed)
        return _register(connection, values | {"role": offer.kind}, now, agent, before)


def _nobody(now: datetime | None) -> Visitor:
    return Visitor(at=now) if now else ANONYMOUS


def _visitor(row: VisitorRow, now: datetime | None) -> Visitor:
    return Visitor(
        id=row.id,
        name=row.display_name or row.username or "",
        username=row.username or "",
        guest=row.username is None,
        role=row.role,
        theme=row.theme,
        text_size=row.text_size,
        letter_keys=row.letter_keys,
        four_buttons=row.four_buttons,
        easier=row.easier,
        language=row.language,
        zone=row.zone,
        new_facts=row.new_facts,
        minutes=row.minutes,
        desired_retention=row.desired_retention,
        first_password=row.first_password,
        class_zone=row.class_zone or "",
        token_hash=row.token_hash,
        at=now,
        taking=tuple(one for one in row.taking if not (now and one.until and one.until <= now)),
        newest_day=row.newest_day,
        weights=row.weights,
    )


def _note_visit(row: VisitorRow, day: date) -> None:
    try:
        with transaction(write=True) as connection:
            stored_accounts.note_visit(connection, row.id, row.token_hash, day)
    except DatabaseUnavailable:
        return  # the page does not need it, and tries again tomorrow


def _new(username: str, password: str, display_name: str) -> dict[str, Any]:
    """Return the columns of a new account. This hashes the password, so it is called before any transaction."""
    username = names.clean_username(username)
    shown = names.clean_display_name(display_name)
    password = passwords.check(password, username=username)
    return {
        "username": username,
        "username_key": names.key(username),
        "display_name": shown,
        "password_hash": passwords.make_hash(password),
    }


def _register(connection: Connection, values: dict[str, Any], now: datetime, agent: str, before: Visitor) -> str:
    if before.guest and stored_accounts.lock(connection, before.id):
        user_id = before.id if stored_accounts.name_guest(connection, before.id, values) else None
        stored_accounts.end_sign_ins(connection, before.id)
    else:
        user_id = stored_accounts.add(connection, values | {"created_at": now, "active_on": now.date()})
        stored_accounts.end_sign_in(connection, before.id, before.token_hash)
    if user_id is None:
        raise Invalid("username", "taken")
    return sign_ins.begin(connection, user_id, agent, now)


def _role(role: str) -> str:
    if role not in ACCOUNT_ROLES:
        raise Invalid("role", "unknown")
    return role


def _change(username: str, values: dict[str, Any], action: str, now: datetime, *, sign_out: bool = False) -> None:
    """Change an account by a command on the server, and log it."""
    with transaction(write=True) as connection:
        found = stored_accounts.change_named(connection, names.key(username), values)
        if found is None:
            raise NotFound(username)
        if sign_out:
            stored_accounts.end_sign_ins(connection, found.id)
        log.note(connection, log.SERVER, action, f"account:{found.username}", "", now)

"""What administrators do: accounts and decks of the whole site. Every change is logged in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.config import Settings
from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import running_numbers
from quizapp.db.log import LoggedAction
from quizapp.db.people import erasures, stored_accounts
from quizapp.db.site import directory
from quizapp.db.site.directory import AccountLine, DeckLine
from quizapp.db.site.jobs import JobRow
from quizapp.domain.people.audiences import ACCOUNT_ROLES, administers, teaches
from quizapp.domain.reading.deck import Origin, Visibility
from quizapp.services.authoring import drafts
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.people import names
from quizapp.services.people.accounts import Visitor
from quizapp.services.site import backups, tidying

__all__ = ["AccountLine", "DeckLine", "LoggedAction"]

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """A page of the list of accounts; `page` counts from 1."""

    accounts: Sequence[AccountLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // A_PAGE))


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account, the number of its answers, its log, and whether it is the last administrator."""

    account: AccountLine
    answers: int
    happened: Sequence[LoggedAction]
    last_admin: bool


@dataclass(frozen=True, slots=True)
class SiteState:
    """When the site was last tidied and backed up."""

    tidied: JobRow | None
    backup: datetime | None


def accounts(who: Visitor, wanted: str, page: int) -> AccountsPage:
    """Return the accounts whose user name or display name contains a text; a page number beyond the last gives the last one.

    Raises NotFound for visitors who are not administrators.
    """
    _check(who)
    wanted = wanted.strip()[:80]
    key = names.key(wanted)
    with transaction(write=False) as connection:
        total = directory.count_accounts(connection, wanted, key)
        page = min(max(1, page), AccountsPage([], total, 1).pages)
        return AccountsPage(directory.accounts(connection, wanted, key, limit=A_PAGE, offset=(page - 1) * A_PAGE), total, page)


def account(who: Visitor, user_id: int) -> AccountPage:
    """Return an account with a name. Raises NotFound."""
    _check(who)
    with transaction(write=False) as connection:
        found = _account(connection, user_id)
        happened = log.entries(connection, f"account:{found.username}")
        return AccountPage(found, directory.answers(connection, user_id), happened, directory.admins(connection) == {user_id})


def set_role(who: Visitor, user_id: int, role: str, now: datetime) -> None:
    """Make somebody a student, a teacher or an administrator. Raises NotFound, Invalid (role: unknown, last)."""
    _check(who)
    if role not in ACCOUNT_ROLES:
        raise Invalid("role", "unknown")
    with transaction(write=True) as connection:
        found = _account(connection, user_id)
        if found.role == role:
            return
        _keep_an_admin(connection, user_id)
        stored_accounts.change(connection, user_id, {"role": role})
        log.note(connection, who.username, f"made {role}", f"account:{found.username}", "", now)


def set_disabled(who: Visitor, user_id: int, now: datetime, *, disabled: bool) -> None:
    """Disable an account and end its sign-ins, or enable it again. Raises NotFound, Invalid (role: last)."""
    _check(who)
    with transaction(write=True) as connection:
        found = _account(connection, user_id)
        if disabled:
            _keep_an_admin(connection, user_id)
            stored_accounts.end_sign_ins(connection, user_id)
        stored_accounts.change(connection, user_id, {"disabled": disabled})
        log.note(connection, who.username, "disabled" if disabled else "enabled", f"account:{found.username}", "", now)


def delete(who: Visitor, user_id: int, typed: str, now: datetime) -> str:
    """Erase an account with everything it did, and return its user name. `typed` repeats that name.

    Raises NotFound, Invalid (username: mismatch; role: last).
    """
    _check(who)
    with transaction(write=True) as connection:
        found = _account(connection, user_id)
        if typed.strip() != found.username:
            raise Invalid("username", "mismatch")
        _keep_an_admin(connection, user_id)
        erasures.erase(connection, user_id, running_numbers.take_out)
        log.note(connection, who.username, "deleted", f"account:{found.username}", "", now)
    return found.username


def decks(who: Visitor) -> list[DeckLine]:
    """Return every deck of the site. Raises NotFound for visitors who are not administrators."""
    _check(who)
    with transaction(write=False) as connection:
        return directory.decks(connection)


def hand_over(who: Visitor, deck_id: str, username: str, based_on: int, now: datetime) -> None:
    """Make a teacher the only owner of a deck written in the browser, as of change `based_on` of its draft.

    Raises NotFound, Conflict, Invalid (username).
    """
    _check(who)
    with transaction(write=True) as connection:
        drafts.find_at(connection, who, deck_id, based_on)
        deck = _written(connection, deck_id)
        known = stored_accounts.secret(connection, names.key(username))
        new = directory.account(connection, known.id) if known else None
        if new is None or new.disabled:
            raise Invalid("username", "unknown")
        if not teaches(new.role):
            raise Invalid("username", "not-teaching")
        directory.own_alone(connection, deck_id, new.id)
        detail = f"{', '.join(deck.owners)} → {new.username}"
        log.note(connection, who.username, "handed over", f"deck:{deck_id}", detail, now)


def withdraw(who: Visitor, deck_id: str, now: datetime) -> None:
    """Hide a deck written in the browser from everybody but its owners; none of it is lost. Raises NotFound."""
    _check(who)
    with transaction(write=True) as connection:
        if _written(connection, deck_id).visibility != Visibility.DRAFT:
            directory.show_deck_to(connection, deck_id, Visibility.DRAFT)
            log.note(connection, who.username, "withdrawn", f"deck:{deck_id}", "", now)


def happened(who: Visitor, of: str) -> list[LoggedAction]:
    """Return the log of an object such as class:12, or of everything, newest first. Raises NotFound."""
    _check(who)
    with transaction(write=False) as connection:
        return log.entries(connection, of.strip()[:200], limit=200)


def state(who: Visitor, settings: Settings) -> SiteState:
    """Return when the site was last tidied and backed up. Raises NotFound."""
    _check(who)
    with transaction(write=False) as connection:
        return SiteState(tidying.run_of(connection), backups.newest(settings))


def _check(who: Visitor) -> None:
    if not administers(who.role):
        raise NotFound


def _account(connection: Connection, user_id: int) -> AccountLine:
    found = directory.account(connection, user_id)
    if found is None:
        raise NotFound(user_id)
    return found


def _written(connection: Connection, deck_id: str) -> DeckLine:
    deck = directory.deck(connection, deck_id)
    if deck is None or deck.origin != Origin.DATABASE:
        raise NotFound(deck_id)
    return deck


def _keep_an_admin(connection: Connection, user_id: int) -> None:
    if directory.admins(connection) == {user_id}:
        raise Invalid("role", "last")

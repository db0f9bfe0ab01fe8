"""Queries for administrators: every account, every deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from quizapp.db.base import held
from quizapp.db.models import Account, Answer, DeckOwner, DeckRow, DraftRow
from quizapp.domain.people.audiences import AccountRole


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account with a name, in the list of all."""

    id: int
    username: str
    display_name: str
    role: str
    disabled: bool
    created_at: datetime
    active_on: date


@dataclass(frozen=True, slots=True)
class DeckLine:
    """A deck in the list of all; `owners` are user names, `n` is the change of its draft, 0 without one."""

    id: str
    title: str
    origin: str
    visibility: str
    published: bool
    n: int
    owners: Sequence[str] = ()


_COLUMNS = (
    Account.id,
    func.coalesce(Account.username, ""),
    Account.display_name,
    Account.role,
    Account.disabled,
    Account.created_at,
    Account.active_on,
)


def accounts(connection: Connection, wanted: str, key: str, *, limit: int, offset: int) -> list[AccountLine]:
    """Return a page of the accounts whose user name (folded: `key`) or display name contains a text, by name."""
    query = _holding(select(*_COLUMNS), wanted, key).order_by(Account.username_key).limit(limit).offset(offset)
    return [AccountLine(*row) for row in connection.execute(query)]


def count_accounts(connection: Connection, wanted: str, key: str) -> int:
    """Return how many accounts have such a name."""
    return connection.scalar(_holding(select(func.count()).select_from(Account), wanted, key)) or 0


def account(connection: Connection, user_id: int) -> AccountLine | None:
    """Return an account with a name, or None; a transaction that writes locks it until the end."""
    query = select(*_COLUMNS).where(Account.id == user_id, Account.username.is_not(None))
    row = connection.execute(held(connection, query)).one_or_none()
    return AccountLine(*row) if row else None


def admins(connection: Connection) -> set[int]:
    """Return the administrators who can sign in."""
    query = select(Account.id).where(Account.role == AccountRole.ADMIN, Account.disabled.is_(False)).order_by(Account.id)
    return set(connection.scalars(held(connection, query)))


def answers(connection: Connection, user_id: int) -> int:
    """Return how many answers somebody gave."""
    return connection.scalar(select(func.count()).select_from(Answer).where(Answer.user_id == user_id)) or 0


def decks(connection: Connection) -> list[DeckLine]:
    """Return every deck, by title."""
    owners: dict[str, list[str]] = {}
    query = select(DeckOwner.deck_id, Account.username).join(Account, Account.id == DeckOwner.user_id).order_by(Account.username_key)
    for deck_id, username in connection.execute(query):
        owners.setdefault(deck_id, []).append(username or "")
    columns = DeckRow.id, DeckRow.title, DeckRow.origin, DeckRow.visibility, DeckRow.revision_id.is_not(None), func.coalesce(DraftRow.n, 0)
    listed = select(*columns).outerjoin(DraftRow, DraftRow.deck_id == DeckRow.id).order_by(DeckRow.title, DeckRow.id)
    return [DeckLine(*row, owners.get(row.id, ())) for row in connection.execute(listed)]


def deck(connection: Connection, deck_id: str) -> DeckLine | None:
    """Return a deck, or None."""
    return next((one for one in decks(connection) if one.id == deck_id), None)


def own_alone(connection: Connection, deck_id: str, user_id: int) -> None:
    """Make somebody the only owner of a deck."""
    connection.execute(delete(DeckOwner).where(DeckOwner.deck_id == deck_id))
    connection.execute(insert(DeckOwner).values(deck_id=deck_id, user_id=user_id))


def show_deck_to(connection: Connection, deck_id: str, visibility: str) -> None:
    """Change who may see a deck."""
    connection.execute(update(DeckRow).where(DeckRow.id == deck_id).values(visibility=visibility))


def _holding(query: Any, wanted: str, key: str) -> Any:
    query = query.where(Account.username.is_not(None))
    if not wanted:
        return query
    as_typed = Account.display_name.contains(wanted, autoescape=True)  # SQLite only lower-cases ASCII letters
    shown = or_(func.lower(Account.display_name).contains(wanted.lower(), autoescape=True), as_typed)
    return query.where(or_(Account.username_key.contains(key, autoescape=True), shown) if key else shown)

"""A learner's decks as the learner sees them: begun, stopped, started over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, case, delete, func, or_, select, update

from quizapp.db.access import at, closed_until, given, readable
from quizapp.db.base import USER, upsert
from quizapp.db.models import Account, Answer, DeckRow, MemoryRow, MyDeck, QuestionRow
from quizapp.db.people.stored_accounts import CLASS_ZONE, NEWEST_DAY
from quizapp.domain.people.audiences import LEARNERS
from quizapp.domain.reading.deck import Visibility


@dataclass(frozen=True, slots=True)
class DeckOfMine:
    """A deck that a learner began. `held` is how many of its questions have a memory."""

    id: str
    title: str
    started_on: date
    stopped: bool
    held: int


def listing(connection: Connection, user_id: int) -> tuple[DeckOfMine, ...]:
    """Return the decks a learner began, in the order they were begun."""
    memory = and_(MemoryRow.user_id == user_id, MemoryRow.question_id == QuestionRow.id)
    held = select(func.count()).select_from(QuestionRow).join(MemoryRow, memory).where(QuestionRow.deck_id == MyDeck.deck_id)
    query = select(DeckRow.id, DeckRow.title, MyDeck.started_on, MyDeck.stopped, func.coalesce(held.scalar_subquery(), 0))
    query = query.join(MyDeck, MyDeck.deck_id == DeckRow.id).where(MyDeck.user_id == user_id)
    return tuple(DeckOfMine(*row) for row in connection.execute(query.order_by(MyDeck.started_on, DeckRow.id)))


def set_stopped(connection: Connection, user_id: int, deck_id: str, *, stopped: bool) -> bool:
    """Stop a deck or resume it; False if the learner never began it."""
    mine = update(MyDeck).where(MyDeck.user_id == user_id, MyDeck.deck_id == deck_id)
    return connection.execute(mine.values(stopped=stopped)).rowcount == 1


def start_anew(connection: Connection, user_id: int, deck_id: str) -> bool:
    """Forget the memory of a deck; answers so far no longer count for it. False if the learner never began it."""
    newest = select(func.coalesce(func.max(Answer.n), 0)).where(Answer.user_id == user_id).scalar_subquery()
    mine = update(MyDeck).where(MyDeck.user_id == user_id, MyDeck.deck_id == deck_id)
    if connection.execute(mine.values(anew_after=newest, stopped=False)).rowcount == 0:
        return False
    questions = select(QuestionRow.id).where(QuestionRow.deck_id == deck_id)
    connection.execute(delete(MemoryRow).where(MemoryRow.user_id == user_id, MemoryRow.question_id.in_(questions)))
    return True


class CalendarReader(NamedTuple):
    """Whose calendar address it is; `zone` is their own, or else that of a class, or empty."""

    id: int
    zone: str
    newest_day: date | None
    new_facts: int
    minutes: int
    desired_retention: int | None


def reader(connection: Connection, calendar_hash: str) -> CalendarReader | None:
    """Return the account whose calendar address has this hash, or None."""
    zone = case((Account.zone != "", Account.zone), else_=func.coalesce(CLASS_ZONE, ""))
    query = select(Account.id, zone, NEWEST_DAY, Account.new_facts, Account.minutes, Account.desired_retention)
    row = connection.execute(query.where(Account.calendar_hash == calendar_hash, Account.disabled.is_(False))).one_or_none()
    return CalendarReader(*row) if row else None


def has_calendar(connection: Connection, user_id: int) -> bool:
    """Whether a learner has a calendar address."""
    return connection.scalar(select(Account.calendar_hash).where(Account.id == user_id)) is not None


_GIVEN = given(USER, *LEARNERS)


_SHELF = (
    select(DeckRow.id, DeckRow.revision_id, DeckRow.visibility, MyDeck.stopped, _GIVEN.label("given"), closed_until(USER))
    .outerjoin(MyDeck, and_(MyDeck.deck_id == DeckRow.id, MyDeck.user_id == USER))
    .where(
        DeckRow.revision_id.is_not(None),
        or_(
            DeckRow.visibility == Visibility.PUBLIC,
            and_(MyDeck.stopped.is_(False), readable(USER)),
            and_(DeckRow.visibility == Visibility.CLASS, _GIVEN),
        ),
    )
    .order_by(MyDeck.started_on.is_(None), MyDeck.started_on, _GIVEN.desc(), DeckRow.title, DeckRow.id)
)


def start_deck(connection: Connection, user_id: int, deck_id: str, day: date) -> None:
    """Put a deck among the learner's, or resume it if it was stopped."""
    keys = {"user_id": user_id, "deck_id": deck_id}
    upsert(connection, MyDeck, keys, {"stopped": False}, first={"started_on": day, "anew_after": 0})


@dataclass(frozen=True, slots=True)
class Shelved:
    """A published deck as a learner sees it; `mine` if they study it: began it or got it in a class, and have not stopped it.

    `closed_until` is when it opens again to the learner, if it is closed to them.
    """

    deck: str
    revision: int
    public: bool
    mine: bool
    closed_until: datetime | None


def shelf(connection: Connection, user_id: int, now: datetime | None = None) -> list[Shelved]:
    """Return the decks a learner studies, in the order they were started, then those given in a class, then the public ones, by title.

    With `now`, also whether they are closed to the learner at that moment.
    """
    return [
        Shelved(deck_id, revision_id or 0, visibility == Visibility.PUBLIC, stopped is False or (stopped is None and bool(given)), until)
        for deck_id, revision_id, visibility, stopped, given, until in connection.execute(_SHELF, {"user_id": user_id, **at(now)})
    ]


def deck_starts(connection: Connection, user_id: int) -> dict[str, int]:
    """Return, for each deck of the learner, the number of the answer after which answers count, or 0 for all."""
    query = select(MyDeck.deck_id, MyDeck.anew_after).where(MyDeck.user_id == user_id)
    return dict(connection.execute(query).all())

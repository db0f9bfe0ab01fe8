"""The decks of a learner, as the learner sees them: begun, stopped, started anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, delete, func, select, update

from quizapp.db.models import Account, Answer, DeckRow, MemoryRow, MyDeck, QuestionRow


@dataclass(frozen=True, slots=True)
class DeckOfMine:
    """A deck that a learner began. `held` is how many of its questions have a memory."""

    id: str
    title: str
    started_on: date
    stopped: bool
    held: int


def listing(connection: Connection, user_id: int) -> tuple[DeckOfMine, ...]:
    """Return the decks a learner began, in that order."""
    memory = and_(MemoryRow.user_id == user_id, MemoryRow.question_id == QuestionRow.id)
    held = select(func.count()).select_from(QuestionRow).join(MemoryRow, memory).where(QuestionRow.deck_id == MyDeck.deck_id)
    query = select(DeckRow.id, DeckRow.title, MyDeck.started_on, MyDeck.stopped, func.coalesce(held.scalar_subquery(), 0))
    query = query.join(MyDeck, MyDeck.deck_id == DeckRow.id).where(MyDeck.user_id == user_id)
    return tuple(DeckOfMine(*row) for row in connection.execute(query.order_by(MyDeck.started_on, DeckRow.id)))


def set_stopped(connection: Connection, user_id: int, deck_id: str, *, stopped: bool) -> bool:
    """Stop a deck or take it up again; False where the learner never began it."""
    mine = update(MyDeck).where(MyDeck.user_id == user_id, MyDeck.deck_id == deck_id)
    return connection.execute(mine.values(stopped=stopped)).rowcount == 1


def start_anew(connection: Connection, user_id: int, deck_id: str) -> bool:
    """Forget the memory of a deck; answers so far no longer count for it. False where the learner never began it."""
    newest = select(func.coalesce(func.max(Answer.n), 0)).where(Answer.user_id == user_id).scalar_subquery()
    mine = update(MyDeck).where(MyDeck.user_id == user_id, MyDeck.deck_id == deck_id)
    if connection.execute(mine.values(anew_after=newest, stopped=False)).rowcount == 0:
        return False
    questions = select(QuestionRow.id).where(QuestionRow.deck_id == deck_id)
    connection.execute(delete(MemoryRow).where(MemoryRow.user_id == user_id, MemoryRow.question_id.in_(questions)))
    return True


def asked_by(connection: Connection, user_id: int, day: date) -> int:
    """Return how many questions of decks that are not stopped wait on a day."""
    begun = and_(MyDeck.user_id == user_id, MyDeck.deck_id == QuestionRow.deck_id, MyDeck.stopped.is_(False))
    query = select(func.count()).select_from(MemoryRow).join(QuestionRow, QuestionRow.id == MemoryRow.question_id).join(MyDeck, begun)
    return connection.scalar(query.where(MemoryRow.user_id == user_id, MemoryRow.ask_day <= day, QuestionRow.archived.is_(False))) or 0


def reader(connection: Connection, calendar_hash: str) -> tuple[int, str] | None:
    """Return id and zone of the account whose calendar address has this hash, or None."""
    query = select(Account.id, Account.zone).where(Account.calendar_hash == calendar_hash, Account.disabled.is_(False))
    row = connection.execute(query).one_or_none()
    return (row.id, row.zone) if row else None


def has_calendar(connection: Connection, user_id: int) -> bool:
    """Whether a learner has a calendar address."""
    return connection.scalar(select(Account.calendar_hash).where(Account.id == user_id)) is not None

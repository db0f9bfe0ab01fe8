"""Rows that a class keeps when it moves from a deck to its copy."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, insert, select

from quizapp.db.learning.stored_answers import BROUGHT, HELD_BACK
from quizapp.db.models import Answer, MembershipRow, MemoryRow, MyDeck
from quizapp.domain.people.audiences import LEARNERS


def students(connection: Connection, class_id: int) -> list[int]:
    """Return those who learn in a class now, including test students."""
    query = select(MembershipRow.user_id).where(MembershipRow.class_id == class_id, MembershipRow.removed_at.is_(None))
    return [*connection.scalars(query.where(MembershipRow.role.in_(LEARNERS)).order_by(MembershipRow.user_id))]


def count_memories(connection: Connection, user_ids: Collection[int], question_ids: Collection[int]) -> int:
    """Return how many memories some learners have of some questions."""
    query = select(func.count()).select_from(MemoryRow)
    return connection.scalar(query.where(MemoryRow.user_id.in_(list(user_ids)), MemoryRow.question_id.in_(list(question_ids)))) or 0


def held_back(connection: Connection, user_ids: Collection[int], question_ids: Collection[int]) -> bool:
    """Whether some learners have answers to some questions whose verdicts are held back."""
    theirs = (Answer.user_id.in_(list(user_ids)), Answer.question_id.in_(list(question_ids)))
    return connection.scalar(select(Answer.n).where(*theirs, HELD_BACK).limit(1)) is not None


def brought(connection: Connection, user_id: int) -> set[str]:
    """Return the nonces of a learner's answers that were copied from other decks."""
    return set(connection.scalars(select(Answer.nonce).where(Answer.user_id == user_id, Answer.nonce.startswith(BROUGHT))))


def start_in_place(connection: Connection, user_id: int, old: str, new: str) -> None:
    """Put a deck among a learner's in place of another one, begun on the same day and stopped if that was. Repeating it changes nothing."""
    mine = select(MyDeck.deck_id, MyDeck.started_on, MyDeck.stopped).where(MyDeck.user_id == user_id, MyDeck.deck_id.in_((old, new)))
    begun = {row.deck_id: row for row in connection.execute(mine)}
    if old in begun and new not in begun:
        values = {"user_id": user_id, "deck_id": new, "started_on": begun[old].started_on, "stopped": begun[old].stopped}
        connection.execute(insert(MyDeck).values(values))

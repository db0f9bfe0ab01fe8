"""How sure a learner wants to be of a deck, or a class of theirs that was given it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from quizapp.db.base import USER
from quizapp.db.models import Account, ClassDeck, ClassroomRow, MembershipRow
from quizapp.domain.memory.desired_retention import USUAL, in_force
from quizapp.domain.people.audiences import LEARNERS


def _of_classes(*columns: Any) -> Select[Any]:
    """Select from what the learner's open classes want of their decks, where they want something."""
    inside = and_(MembershipRow.class_id == ClassroomRow.id, MembershipRow.removed_at.is_(None), MembershipRow.role.in_(LEARNERS))
    return (
        select(*columns)
        .select_from(ClassroomRow)
        .join(MembershipRow, inside)
        .join(ClassDeck, ClassDeck.class_id == ClassroomRow.id)
        .where(MembershipRow.user_id == USER, ClassroomRow.archived.is_(False), ClassroomRow.desired_retention.is_not(None))
    )


BY_DECK = _of_classes(ClassDeck.deck_id, func.max(ClassroomRow.desired_retention).label("highest")).group_by(ClassDeck.deck_id)
"""The highest that a class wants, for each deck for which one wants something."""

OWN = select(Account.desired_retention).where(Account.id == USER).correlate(None).scalar_subquery()


def of_classes(deck_id: Any) -> Any:
    """Select the highest that a class wants of a deck, None if none wants anything; `deck_id` is a column or a parameter."""
    return _of_classes(func.max(ClassroomRow.desired_retention)).where(ClassDeck.deck_id == deck_id).scalar_subquery()


_ONE = select(OWN.label("own"), of_classes(bindparam("deck")).label("of_classes"))


def to_keep(own: int | None, of_classes: int | None) -> int | None:
    """Return the retention in force as it is kept with an answer: None for the usual one."""
    wanted = in_force(own, of_classes)
    return None if wanted == USUAL else wanted


def for_answers(connection: Connection, user_id: int, deck_id: str) -> int | None:
    """Return what is kept with answers to a deck that are given now."""
    return to_keep(*connection.execute(_ONE, {"user_id": user_id, "deck": deck_id}).one())

"""Who may read which deck, as SQL conditions: the only place where this is defined."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, exists, or_

from quizapp.db.models import Account, AssignmentRow, Attempt, ClassDeck, ClassroomRow, DeckOwner, DeckRow, MembershipRow
from quizapp.domain.people.audiences import TEACHERS, AccountRole, ClassRole
from quizapp.domain.reading.deck import Visibility

EVERYBODYS = (Visibility.PUBLIC, Visibility.ARCHIVED)
"""The visibilities of decks that anybody can open."""


def given(user_id: BindParameter[int] | int, *roles: ClassRole) -> ColumnElement[bool]:
    """Return the condition that a deck was given to an open class that somebody is in (with one of these roles, if any are named)."""
    inside: list[ColumnElement[bool]] = [
        ClassDeck.deck_id == DeckRow.id,
        MembershipRow.class_id == ClassDeck.class_id,
        ClassroomRow.id == ClassDeck.class_id,
        MembershipRow.user_id == user_id,
        MembershipRow.removed_at.is_(None),
        ClassroomRow.archived.is_(False),
    ]
    if roles:
        inside.append(MembershipRow.role.in_(roles))
    return exists().where(*inside).correlate(DeckRow)


def out_of_class() -> ColumnElement[bool]:
    """Return the condition that an attempt is for an assignment of a class which its learner has left, or was removed from, since."""
    former = (
        MembershipRow.class_id == AssignmentRow.class_id,
        MembershipRow.user_id == Attempt.user_id,
        MembershipRow.removed_at.is_not(None),
    )
    return exists().where(AssignmentRow.id == Attempt.assignment_id, *former).correlate(Attempt)


def on_staff(member: Any) -> ColumnElement[bool]:
    """Return the condition that a member is an assistant, or a teacher who still teaches on the site; `member` is the table or an alias."""
    may_teach = exists().where(Account.id == member.user_id, Account.role.in_(TEACHERS)).correlate_except(Account)
    teaching = and_(member.role == ClassRole.TEACHER, may_teach)
    return and_(member.removed_at.is_(None), or_(member.role == ClassRole.ASSISTANT, teaching))


def owned(user_id: BindParameter[int] | int) -> ColumnElement[bool]:
    """Return the condition that somebody is an owner of a deck, or an administrator."""
    owner = exists().where(DeckOwner.deck_id == DeckRow.id, DeckOwner.user_id == user_id).correlate(DeckRow)
    admin: Any = exists().where(Account.id == user_id, Account.role == AccountRole.ADMIN)
    return or_(owner, admin)


def readable(user_id: BindParameter[int] | int) -> ColumnElement[bool]:
    """Return the condition that somebody may read a deck: it is public, given to a class of theirs, or their own."""
    return or_(DeckRow.visibility.in_(EVERYBODYS), and_(DeckRow.visibility == Visibility.CLASS, given(user_id)), owned(user_id))

"""Who may read which deck, and to whom it is closed for a time, as SQL conditions: the only place where this is defined."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, and_, bindparam, case, exists, func, or_, select

from quizapp.db.base import UTCDateTime
from quizapp.db.models import Account, AssignmentRow, Attempt, ClassDeck, ClassroomRow, DeckOwner, DeckRow, Extension, MembershipRow
from quizapp.domain.grading.assignments import LONGEST_CLOSING
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


NOW: BindParameter[datetime] = bindparam("now", type_=UTCDateTime)
_SINCE: BindParameter[datetime] = bindparam("since", type_=UTCDateTime)

CLOSING_ENDS = case((Extension.due_at > AssignmentRow.due_at, Extension.due_at), else_=AssignmentRow.due_at)
"""When a quiz ends for a student who was granted more time, or for the others: its deck is closed until the last of them."""


def at(now: datetime | None) -> dict[str, datetime | None]:
    """Return the values of the moment at which a query asks for closings; there are none at no moment (None)."""
    return {"now": now, "since": now - LONGEST_CLOSING - timedelta(days=1) if now else None}


def closing() -> list[ColumnElement[bool]]:
    """Return the conditions that an assignment closes its deck at a moment: of its row, its class and an extension, if there is one.

    A withdrawn one closes nothing, nor does that of an archived class, nor one that opened longer ago than a deck can be closed: a deck may
    have thousands of those, which the index leaves out.
    """
    return [
        AssignmentRow.closes_deck.is_(True),
        AssignmentRow.opens_at > _SINCE,
        AssignmentRow.opens_at <= NOW,
        AssignmentRow.withdrawn.is_(False),
        ClassroomRow.archived.is_(False),
        CLOSING_ENDS > NOW,
    ]


def closed_until(user_id: BindParameter[int]) -> ScalarSelect[datetime | None]:
    """Select until when a deck is closed to somebody (0: anybody) who is outside, while a class takes a quiz on it; NULL if it is not.

    Outside are visitors, guests and accounts that are in no open class with the deck, do not own it and do not teach on the site. So a
    teacher cannot shut out the classes of a colleague, and their own students read on until they begin the quiz: from then on the deck is
    closed to each of them by their attempt. A student who opens it in another browser, signed out, is outside, also if they join a class
    there by its code: only those who were in it when the quiz opened count.

    The query is given the values of `at`.
    """
    since_before = (MembershipRow.user_id == user_id, MembershipRow.removed_at.is_(None), MembershipRow.joined_at <= AssignmentRow.opens_at)
    taking_part = exists().where(MembershipRow.class_id == AssignmentRow.class_id, *since_before).correlate(AssignmentRow)
    with_deck = (ClassDeck.deck_id == DeckRow.id, MembershipRow.class_id == ClassDeck.class_id)
    open_class = (ClassroomRow.id == ClassDeck.class_id, ClassroomRow.archived.is_(False))
    elsewhere = exists().where(*with_deck, *open_class, *since_before).correlate(DeckRow, AssignmentRow)
    teaching: Any = exists().where(Account.id == user_id, Account.role.in_(TEACHERS))
    inside = or_(taking_part, elsewhere, owned(user_id), teaching)
    return (
        select(func.max(CLOSING_ENDS))
        .select_from(AssignmentRow)
        .join(ClassroomRow, ClassroomRow.id == AssignmentRow.class_id)
        .outerjoin(Extension, Extension.assignment_id == AssignmentRow.id)
        .where(AssignmentRow.deck_id == DeckRow.id, *closing(), ~inside)
        .correlate(DeckRow)
        .scalar_subquery()
    )

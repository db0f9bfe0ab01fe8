"""What the coming days will bring the students of a class, as it is kept: one statement, however many they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, literal, null, or_, select, union_all

from quizapp.db.classes.class_memories import students
from quizapp.db.learning.kept_forecasts import WANTED, Numbers, newest_of, numbers_of
from quizapp.db.models import Account, Amendment, Answer, ClassDeck, DeckRow, ForecastRow, MembershipRow, MyDeck


class StudentForecast(NamedTuple):
    """A kept forecast of a student in all their decks, the day `day` first; `editions` are the revisions it was made from, by deck."""

    day: date
    numbers: Numbers
    editions: Mapping[str, int]


def kept(connection: Connection, class_id: int) -> tuple[int, list[StudentForecast]]:
    """Return how many students a class has, and those of their forecasts that nothing has changed since but the day.

    A deck that is closed for the time of an assignment, or opens again, is not seen here: the student's next page sees it.
    """
    who = students(class_id).scalar_subquery()
    unchanged = and_(
        ForecastRow.newest == newest_of(Answer, Account.id),
        ForecastRow.amended == newest_of(Amendment, Account.id),
        ForecastRow.plan_changes == Account.plan_changes,
        ForecastRow.new_facts == Account.new_facts,
        ForecastRow.minutes == Account.minutes,
        ForecastRow.desired_retention == WANTED,
    )
    mine = and_(ForecastRow.user_id == Account.id, ForecastRow.deck == "", unchanged)
    forecasts: Any = select(
        literal(0).label("revision"), literal("").label("deck"), ForecastRow.day, ForecastRow.numbers, ForecastRow.editions
    )
    forecasts = forecasts.select_from(Account).outerjoin(ForecastRow, mine).where(Account.id.in_(who))
    classes = select(MembershipRow.class_id).where(MembershipRow.user_id.in_(who), MembershipRow.removed_at.is_(None))
    studied = or_(
        DeckRow.id.in_(select(MyDeck.deck_id).where(MyDeck.user_id.in_(who))),
        DeckRow.id.in_(select(ClassDeck.deck_id).where(ClassDeck.class_id.in_(classes))),
    )
    decks: Any = select(func.coalesce(DeckRow.revision_id, 0), DeckRow.id, null(), null(), null()).where(studied)
    rows = connection.execute(union_all(forecasts, decks)).all()
    now = {row.deck: row.revision for row in rows if row.deck}
    found = [StudentForecast(row.day, numbers_of(row.numbers), json.loads(row.editions)) for row in rows if row.day]
    current = [one for one in found if all(now.get(deck) == revision for deck, revision in one.editions.items())]
    return sum(not row.deck for row in rows), current

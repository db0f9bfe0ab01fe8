"""A learner's private calendar address, and what a calendar finds there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, stored_memories
from quizapp.db.people import stored_accounts
from quizapp.domain.memory.study_day import days_after
from quizapp.services.errors import NotFound
from quizapp.services.learning import dated_tests, forecasting
from quizapp.services.learning.dated_tests import UpcomingTest
from quizapp.services.learning.study_days import Scope, read_day
from quizapp.services.people import tokens
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Reminder:
    """How many questions a day will bring, and the tests that are coming."""

    day: date
    questions: int
    tests: Sequence[UpcomingTest] = ()


def make_address(user_id: int) -> str:
    """Return the token of a new calendar address; an earlier one no longer works. Only its hash is stored."""
    token = tokens.new()
    with transaction(write=True) as connection:
        stored_accounts.change(connection, user_id, {"calendar_hash": tokens.hashed(token)})
    return token


def revoke_address(user_id: int) -> None:
    """Revoke the calendar address."""
    with transaction(write=True) as connection:
        stored_accounts.change(connection, user_id, {"calendar_hash": None})


def has_address(user_id: int) -> bool:
    """Whether a learner has a calendar address."""
    with transaction(write=False) as connection:
        return begun_decks.has_calendar(connection, user_id)


def owns(user_id: int, token: str) -> bool:
    """Whether a token is that of the learner's own calendar address."""
    with transaction(write=False) as connection:
        owner = begun_decks.reader(connection, tokens.hashed(token))
    return owner is not None and owner.id == user_id


def tomorrow(token: str, now: datetime, site_zone: str) -> Reminder:
    """Return how many questions tomorrow will bring, in the zone of the account or of the site. Raises NotFound for an unknown address."""
    with transaction(write=False) as connection:
        owner = begun_decks.reader(connection, tokens.hashed(token))
        if owner is None:
            raise NotFound
        learner = Visitor(
            id=owner.id,
            new_facts=owner.new_facts,
            minutes=owner.minutes,
            desired_retention=owner.desired_retention,
            newest_day=owner.newest_day,
            at=now,
        )
        today = learner.study_day(now, ZoneInfo(owner.zone or site_zone))
        shelf = begun_decks.shelf(connection, owner.id, now)
        if not any(one.mine for one in shelf):
            return Reminder(days_after(today, 1), 0)
        held = stored_memories.held(connection, owner.id, today)
        study = read_day(connection, learner, Scope(), today, held.memories, shelf)
    coming = forecasting.tomorrow(learner, study, held, today)
    return Reminder(days_after(today, 1), coming.questions, tuple(dated_tests.ahead(study, today)))

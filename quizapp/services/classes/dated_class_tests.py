"""The day of a class's test on one of its decks: set, changed, removed, and what to expect of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from quizapp.db.base import transaction
from quizapp.db.classes import class_memories, class_tests
from quizapp.db.classes.class_tests import StoredTest
from quizapp.db.learning import kept_forecasts
from quizapp.domain.memory.class_score import ClassScore
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.reading.deck import Deck
from quizapp.services.classes import class_log, classes, expected_of_class
from quizapp.services.classes.classes import Classroom, PlaceInClass
from quizapp.services.classes.expected_of_class import CameOfIt, ClassOutlook
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning.dated_tests import GOALS, read_day_of
from quizapp.services.learning.editions import edition
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class ClassTestPage:
    """A deck of a class with the day of the class's test on it, in its zone `today`; `days` is how far it is, less than 0 afterwards.

    Before the day and on it there is an `outlook`, afterwards what was `said` on the evening before, and what `came` of it.
    """

    place: PlaceInClass
    deck: Deck
    test: StoredTest
    today: date
    outlook: ClassOutlook | None = None
    said: ClassScore | None = None
    came: CameOfIt | None = None

    @property
    def days(self) -> int:
        """In how many days the test is."""
        return (self.test.day - self.today).days if self.test.day else 0


def page(who: Visitor, class_id: int, deck_id: str, now: datetime, timezone: str) -> ClassTestPage:
    """Return the test of a class on a deck, for its teachers and assistants. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        test = class_tests.read(connection, class_id, deck_id)
        if test is None:
            raise NotFound(deck_id)
        shown = edition(connection, deck_id, test.revision)
        today, zone = day_of_class(place.classroom, now, timezone), ZoneInfo(place.classroom.zone or timezone)
        if test.day is None:
            return ClassTestPage(place, shown.deck, test, today)
        if test.day < today:
            came = expected_of_class.came_of_it(connection, class_id, deck_id, test.day, zone)
            return ClassTestPage(place, shown.deck, test, today, said=expected_of_class.said(test.said), came=came)
        outlook = expected_of_class.outlook(connection, class_id, shown, test.day, today, goal=test.goal)
    return ClassTestPage(place, shown.deck, test, today, outlook)


def save(who: Visitor, class_id: int, deck_id: str, typed: str, goal: int, now: datetime, timezone: str) -> None:
    """Store the day of a test of a class, by the clock of its zone.

    Raises NotFound, NotAllowed, and Invalid (class: archived; day: unknown, past; goal: unknown).
    """
    if goal and goal not in GOALS:
        raise Invalid("goal", "unknown")
    with transaction(write=True) as connection:
        classroom = classes.changing(connection, who, class_id)
        if class_tests.read(connection, class_id, deck_id) is None:
            raise NotFound(deck_id)
        day = read_day_of(typed, day_of_class(classroom, now, timezone))
        class_tests.save(connection, class_id, deck_id, day, goal, who.username or "", now)
        kept_forecasts.plan_changed(connection, class_memories.students(class_id))
        class_log.note(connection, who, class_id, "test set", now, f"{deck_id}, {day.isoformat()}")


def remove(who: Visitor, class_id: int, deck_id: str, now: datetime) -> None:
    """Remove the day of a test of a class, if there is one. Raises NotFound, NotAllowed, Invalid (class: archived)."""
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        if class_tests.read(connection, class_id, deck_id) is None:
            raise NotFound(deck_id)
        if not class_tests.remove(connection, class_id, deck_id):
            return
        kept_forecasts.plan_changed(connection, class_memories.students(class_id))
        class_log.note(connection, who, class_id, "test removed", now, deck_id)


def day_of_class(classroom: Classroom, now: datetime, timezone: str) -> date:
    """Return the study day in the zone of a class, or of the site if it has none."""
    return study_day(now, ZoneInfo(classroom.zone or timezone))

"""The home page and the page of a deck: what is due, how long it takes, how much is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, stored_memories
from quizapp.db.learning.stored_memories import Held
from quizapp.domain.memory.begun import foreseen
from quizapp.domain.memory.forecast import ComingDay
from quizapp.domain.memory.progress import Strength, Tally, together
from quizapp.domain.reading.deck import Deck, Reading
from quizapp.services.learning import dated_tests, forecasting
from quizapp.services.learning.dated_tests import UpcomingTest
from quizapp.services.learning.editions import Edition, edition, for_learner, public_to
from quizapp.services.learning.stages import InLanguage, begun_today, stages_of
from quizapp.services.learning.study import BREAK
from quizapp.services.learning.study_days import Further, Scope, read_day
from quizapp.services.people.accounts import Visitor

UNMET = Tally()

NEAR = 5
"""How many days are listed on the first page, today included."""

WORDS_A_MINUTE = 200
"""The pace of a reader who wants to remember, in words per minute."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of a deck and the number of facts in it."""

    id: str
    title: str
    facts: int


@dataclass(frozen=True, slots=True)
class DeckView:
    """A deck for the pages that lead to it; `strengths` has one for each fact in the order of the reading, none for somebody unknown.

    `tally` counts the facts by how far the learner is, and `first_known` is the first day on which one can be known, as the forecast says,
    None if one is or nobody can tell. `closed_until` is when the deck opens again to the visitor, if it is closed to them.
    """

    deck: Deck
    facts: int
    questions: int
    minutes: int
    categories: Sequence[Category]
    strengths: Sequence[Strength] = ()
    tally: Tally = UNMET
    first_known: date | None = None
    due: int = 0
    closed_until: datetime | None = None

    @property
    def id(self) -> str:
        """The id of the deck."""
        return self.deck.id

    @property
    def title(self) -> str:
        """The title of the deck."""
        return self.deck.title

    @property
    def description(self) -> str:
        """What the deck is about."""
        return self.deck.description

    @property
    def language(self) -> str:
        """The language of the deck."""
        return self.deck.language


@dataclass(frozen=True, slots=True)
class TodayView:
    """The home page of a learner.

    `enough` is true if more could be asked than the day has room for, `wanted` is as in `StudyDay`, and `waiting` counts the facts that are
    left out of practice until a quiz, by its assignment. `away` is the number of days since the last answer, if it is time to read the text
    again first. `tests` are those to come, the nearest first. `tally` and `first_known` are those of all `decks` together, and `begun` are
    the sentences about what was begun today. `further` is what can be studied ahead of its day, counted only when nothing else is left.
    """

    day: date

    questions: int
    minutes: int
    answered: int
    further: Further
    enough: bool
    waiting: Mapping[int, int]
    wanted: int
    away: int
    decks: Sequence[DeckView]
    others: Sequence[DeckView]
    tomorrow: ComingDay
    week: Sequence[ComingDay]
    tests: Sequence[UpcomingTest]
    tally: Tally
    first_known: date | None
    begun: Sequence[InLanguage]


def reading_minutes(deck: Deck) -> int:
    """Return the minutes a reading takes: at least 1, and 0 without a reading."""
    return minutes_of(deck.reading) if deck.reading else 0


def minutes_of(reading: Reading) -> int:
    """Return the minutes that one level of a reading takes, at least 1."""
    return max(1, round(reading.words / WORDS_A_MINUTE))


def plain_view(deck: Deck) -> DeckView:
    """Return a deck as anybody sees it."""
    return DeckView(
        deck=deck,
        facts=len(deck.facts),
        questions=len(deck.questions),
        minutes=reading_minutes(deck),
        categories=[Category(name, title, sum(fact.category == name for fact in deck.facts)) for name, title in deck.categories.items()],
    )


def learner_view(
    shown: Edition, held: Held, day: date, due: int, suspended: Collection[int] = (), coming: Sequence[ComingDay] = ()
) -> DeckView:
    """Return a deck as a learner sees it, whether started or not; `coming` is what the forecast says, if anybody asks when."""
    plain = plain_view(shown.deck)
    stages = stages_of(shown, held, day, suspended)
    return replace(plain, strengths=stages.strengths, tally=stages.tally, first_known=foreseen(stages.first_known, coming), due=due)


def public_views(visitor: Visitor) -> list[DeckView]:
    """Return the public decks by title as a visitor sees them who has started none, those that are closed to them at the end."""
    views = [replace(plain_view(deck), closed_until=until) for deck, until in public_to(visitor)]
    return sorted(views, key=lambda view: view.closed_until is not None)


def deck_view(visitor: Visitor, deck_id: str, day: date) -> DeckView:
    """Return a deck for its own page. Raises NotFound, Closed, ClosedOutside."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        if not visitor.signed_in:
            return plain_view(shown.deck)
        held = stored_memories.held(connection, visitor.id, day)
        today = read_day(connection, visitor, Scope(deck_id), day, held.memories)
        return learner_view(shown, held, day, today.plan.left + len(today.plan.returns), today.suspended)


def today_view(visitor: Visitor, day: date) -> TodayView:
    """Return the first page of a learner."""
    with transaction(write=False) as connection:
        held = stored_memories.held(connection, visitor.id, day)
        shelves = begun_decks.shelf(connection, visitor.id, visitor.at)
        today = read_day(connection, visitor, Scope(), day, held.memories, shelves)
        shelf = [(shelved, edition(connection, shelved.deck, shelved.revision)) for shelved in shelves]
    mine = [shown for shelved, shown in shelf if shelved.mine]
    others = [shown for shelved, shown in shelf if not shelved.mine]
    closed = {shelved.deck: shelved.closed_until for shelved in shelves}
    last = max((memory.state.last for memory in held.memories.values()), default=day)
    left = [*today.plan.due, *today.plan.new, *today.plan.later, *today.plan.ahead, *today.plan.returns]
    due = {shown.deck.id: sum(question in shown.keys for question in left) for shown in mine}
    coming = forecasting.coming(visitor, today, held, day)
    views = [
        replace(learner_view(shown, held, day, due[shown.deck.id], today.suspended, coming), closed_until=closed[shown.deck.id])
        for shown in mine
    ]
    return TodayView(
        day=day,
        questions=coming[0].questions,
        minutes=coming[0].minutes,
        answered=len(today.today),
        further=Further(0, 0) if coming[0].questions else today.further,
        enough=today.cut,
        waiting=today.waiting,
        wanted=today.wanted,
        away=(day - last).days if day - last >= BREAK else 0,
        decks=views,
        others=[replace(plain_view(shown.deck), closed_until=closed[shown.deck.id]) for shown in others],
        tomorrow=next(iter(coming[1:]), ComingDay(day, 0, 0)),
        week=[ahead for ahead in coming[1:NEAR] if ahead.questions],
        tests=dated_tests.ahead(today, day),
        tally=together(view.tally for view in views),
        first_known=min((view.first_known for view in views if view.first_known), default=None),
        begun=begun_today(today.decks, held.memories, day),
    )

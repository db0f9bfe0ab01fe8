"""The day of a learner's test: set, changed, removed, and what to expect of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import begun_decks, kept_forecasts, stored_memories, stored_tests
from quizapp.db.learning.stored_tests import DatedTest
from quizapp.domain.memory.expected_score import FORESEEN, ExpectedScore, Minutes, expected_score, minutes_for
from quizapp.domain.memory.forecast import Fared, Standing
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.preparing import ComingTest, unmet
from quizapp.domain.memory.progress import minutes
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import Invalid
from quizapp.services.learning import forecasting, learners
from quizapp.services.learning.editions import for_learner
from quizapp.services.learning.study_days import Scope, StudyDay, about, read_day
from quizapp.services.people.accounts import Visitor

GOALS = (70, 80, 90)
"""The goals a learner can choose, in right answers of 100."""

FEW = 30
"""With fewer answers than this, what is expected is a rough guess."""


@dataclass(frozen=True, slots=True)
class UpcomingTest:
    """A coming test on one line: in how many `days`, on how many `facts`, how many of these were never met."""

    dated: DatedTest
    title: str
    language: str
    days: int
    facts: int
    unmet: int


@dataclass(frozen=True, slots=True)
class ScoreOutlook:
    """What to expect of the nearest test: the score with the learner's own plan, and if nothing more is studied.

    `minutes` are those a day that the plan takes, `once` those of one pass today, and `ways` what other numbers of minutes lead to, the
    fewest first. `goals` has the minutes for each goal in right answers of 100 (0: out of reach); the learner's own goal comes first.
    `missing` is how many facts do not come up with the plan, and `whole` the minutes with which all do (0: unknown). It is `rough` after
    few answers.
    """

    planned: ExpectedScore
    stopped: ExpectedScore
    minutes: int
    once: int
    ways: Sequence[Minutes]
    goals: Sequence[tuple[int, int]]
    missing: int
    whole: int
    rough: bool


@dataclass(frozen=True, slots=True)
class DatedTestPage:
    """The page of a test: the `coming` one on the deck, if any, with what the learner stored, and its outlook.

    There is no outlook without a test, before FORESEEN days are left, or if nothing is asked.
    """

    deck: Deck
    own: DatedTest | None
    coming: UpcomingTest | None
    outlook: ScoreOutlook | None


def page(visitor: Visitor, deck_id: str, day: date) -> DatedTestPage:
    """Return the page of the test on a deck. Raises NotFound, Closed, ClosedOutside."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        own = stored_tests.coming(connection, visitor.id, deck_id, day)
        if own is None:
            return DatedTestPage(shown.deck, None, None, None)
        held = stored_memories.held(connection, visitor.id, day)
        study = _day_with(connection, visitor, deck_id, day, held.memories)
    coming = _ahead(study, own, about(own, shown), shown.deck, day)
    if not coming.facts or coming.days > FORESEEN:
        return DatedTestPage(shown.deck, own, coming, None)
    standing = forecasting.standing_of(visitor, study, held, day)
    floors = {number: shown.question(number).chance for number in shown.fact_ids}
    return DatedTestPage(shown.deck, own, coming, _outlook(visitor, standing, about(own, shown), floors, own.goal))


def ahead(study: StudyDay, day: date) -> list[UpcomingTest]:
    """Return the coming tests on the decks of a study day, the nearest first, but for those on which nothing is asked."""
    decks = {one.deck.id: one.deck for one in study.editions.values()}
    found = [_ahead(study, one, test, decks[one.deck], day) for one, test in study.tests]
    return [one for one in found if one.facts]


def save(visitor: Visitor, deck_id: str, typed: str, category: str, goal: int, day: date) -> None:
    """Store the learner's own day for a deck, which is one of their decks from now on.

    Raises NotFound, Closed, ClosedOutside, and Invalid (day: unknown, past; category: unknown; goal: unknown).
    """
    wanted = DatedTest(deck_id, category, read_day_of(typed, day), goal)
    if goal and goal not in GOALS:
        raise Invalid("goal", "unknown")
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        deck = for_learner(connection, deck_id, visitor).deck
        if category and category not in deck.categories:
            raise Invalid("category", "unknown")
        begun_decks.start_deck(connection, visitor.id, deck_id, day)
        stored_tests.save(connection, visitor.id, wanted)
        kept_forecasts.plan_changed(connection, visitor.id)


def remove(visitor: Visitor, deck_id: str) -> None:
    """Remove the learner's own day for a deck. Raises NotFound, Closed, ClosedOutside."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        for_learner(connection, deck_id, visitor)
        stored_tests.remove(connection, visitor.id, deck_id)
        kept_forecasts.plan_changed(connection, visitor.id)


def read_day_of(typed: str, today: date) -> date:
    """Return a typed day of a test. Raises Invalid (day: unknown, past)."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        raise Invalid("day", "unknown") from None
    if day < today:
        raise Invalid("day", "past")
    return day


def _day_with(connection: Connection, visitor: Visitor, deck_id: str, day: date, memories: Mapping[int, Memory]) -> StudyDay:
    """Return the learner's study day in all their decks, or in this one if it is not among them."""
    study = read_day(connection, visitor, Scope(), day, memories)
    if any(one.deck.id == deck_id for one in study.editions.values()):
        return study
    return read_day(connection, visitor, Scope(deck_id), day, memories)


def _ahead(study: StudyDay, dated: DatedTest, test: ComingTest, deck: Deck, day: date) -> UpcomingTest:
    slots = [slot for slot in study.slots.values() if slot.question not in study.suspended | study.held_out.keys()]
    begun = {slot.fact for slot in study.slots.values() if slot.question in study.ask_days}
    asked = test.facts & {slot.fact for slot in slots}
    return UpcomingTest(dated, deck.title, deck.language, (test.day - day).days, len(asked), len(unmet(slots, begun, test)))


def _outlook(visitor: Visitor, standing: Standing, test: ComingTest, floors: Mapping[int, float], goal: int) -> ScoreOutlook:
    seed = f"{visitor.id}/{standing.day}"
    planned = expected_score(standing, test, floors, seed)
    days = (test.day - standing.day).days
    ways = minutes_for(standing, test, floors, seed) if days > 1 else []
    reached = {one: next((way.minutes for way in ways if 100 * way.score.middle >= one * way.score.facts), 0) for one in GOALS}
    return ScoreOutlook(
        planned,
        expected_score(standing, test, floors, seed, study=False),
        minutes(int(planned.answers + 0.5), standing.fared.seconds),
        minutes(planned.facts, standing.fared.seconds),
        ways,
        [(one, reached[one]) for one in ((goal,) if goal else GOALS)] if ways else [],
        planned.facts - int(planned.met + 0.5),
        next((way.minutes for way in ways if way.whole), 0),
        rough=_answers(standing.fared) < FEW,
    )


def _answers(fared: Fared) -> int:
    return fared.firsts + fared.later

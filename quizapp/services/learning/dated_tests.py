"""The day of a learner's test: set, changed, removed, and what to expect of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, kept_forecasts, stored_memories, stored_tests
from quizapp.db.learning.stored_tests import DatedTest
from quizapp.domain.memory.expected_score import FORESEEN, ExpectedScore, Minutes, expected_score, minutes_for, minutes_said_from
from quizapp.domain.memory.forecast import Fared, Standing
from quizapp.domain.memory.goals import GoalOutlook, goals_outlook
from quizapp.domain.memory.one_pass import once_through
from quizapp.domain.memory.preparing import ComingTest, unmet
from quizapp.domain.memory.progress import minutes
from quizapp.domain.memory.slots import Slot
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import Invalid
from quizapp.services.learning import forecasting, learners
from quizapp.services.learning.editions import for_learner
from quizapp.services.learning.study_days import Scope, StudyDay, day_in, read_day
from quizapp.services.people.accounts import Visitor

GOALS = (70, 80, 90)
"""The goals a learner can choose, in right answers of 100."""

FEW = 30
"""With fewer answers than this, what is expected is a rough guess."""


@dataclass(frozen=True, slots=True)
class UpcomingTest:
    """A coming test on one line: in how many `days`, on how many `facts` that are asked, how many of these were never met.

    `part` is the title of the category that it is about, empty for the whole deck. Of its other facts `waiting` are left out of practice
    until the quiz of the assignment `waiting_for`, or 0, and all questions on `suspended` are suspended.
    """

    dated: DatedTest
    title: str
    part: str
    language: str
    days: int
    facts: int
    unmet: int
    waiting: int
    waiting_for: int
    suspended: int


@dataclass(frozen=True, slots=True)
class ScoreOutlook:
    """What to expect of the nearest test: the score with the learner's own plan, and if nothing more is studied.

    `minutes` are those a day that the plan takes, 0 for none, `once` those of what is left of one pass today, and `ways` what other numbers
    of minutes lead to, the fewest first. `goals` says what leads to the learner's own goal, or to each of GOALS. `missing` is how many
    facts do not come up with the plan, and `whole` the minutes with which all do (0: unknown). It is `rough` after few answers.
    """

    planned: ExpectedScore
    stopped: ExpectedScore
    minutes: int
    once: int
    ways: Sequence[Minutes]
    goals: Sequence[GoalOutlook]
    missing: int
    whole: int
    rough: bool


@dataclass(frozen=True, slots=True)
class DatedTestPage:
    """The page of a test: the nearest `coming` one on the deck, if any, and its outlook; `own` is the day that the learner stored.

    There is no outlook without a test, before FORESEEN days are left, or if nothing is asked. `left` is how many questions are left of one
    pass over it today, misses at the end included; `minutes_from` is as in `minutes_said_from`; the deck of a test can be `stopped`.
    `others` are later tests on the deck.
    """

    deck: Deck
    own: DatedTest | None
    coming: UpcomingTest | None
    outlook: ScoreOutlook | None
    left: int = 0
    minutes_from: int = 0
    stopped: bool = False
    others: Sequence[UpcomingTest] = ()


def page(visitor: Visitor, deck_id: str, day: date) -> DatedTestPage:
    """Return the page of the test on a deck. Raises NotFound, Closed, ClosedOutside."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        held = stored_memories.held(connection, visitor.id, day)
        study = read_day(connection, visitor, Scope(), day, held.memories)
        stopped = all(one.deck.id != deck_id for one in study.editions.values())
        if stopped:
            study = day_in(connection, visitor, shown, day, held.memories)
    tests = [pair for pair in study.tests if pair[0].deck == deck_id]
    if not tests:
        return DatedTestPage(shown.deck, None, None, None)
    own = next((one for one, _ in tests if not one.class_id), None)
    coming, *others = (_ahead(study, one, each, shown.deck, day) for one, each in tests)
    test, minutes_from = tests[0][1], minutes_said_from(len(_asked(study)))
    found = DatedTestPage(shown.deck, own, coming, None, _left_today(study, test, day), minutes_from, stopped=stopped, others=others)
    if not coming.facts or coming.days > FORESEEN:
        return found
    standing = forecasting.standing_of(visitor, study, held, day)
    floors = {number: shown.question(number).chance for number in shown.fact_ids}
    return replace(found, outlook=_outlook(visitor, standing, test, floors, coming.dated.goal, found.left))


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


def _asked(study: StudyDay) -> list[Slot]:
    return [slot for slot in study.slots.values() if slot.question not in study.suspended | study.held_out.keys()]


def _ahead(study: StudyDay, dated: DatedTest, test: ComingTest, deck: Deck, day: date) -> UpcomingTest:
    slots = _asked(study)
    begun = {slot.fact for slot in study.slots.values() if slot.question in study.ask_days}
    asked = test.facts & {slot.fact for slot in slots}
    out = {study.slots[question].fact: assignment for question, assignment in study.held_out.items()}
    waiting = test.facts & out.keys() - asked
    return UpcomingTest(
        dated,
        deck.title,
        deck.categories.get(dated.category, ""),
        deck.language,
        (test.day - day).days,
        len(asked),
        len(unmet(slots, begun, test)),
        len(waiting),
        min((out[fact] for fact in waiting), default=0),
        len(test.facts - asked - waiting),
    )


def _left_today(study: StudyDay, test: ComingTest, day: date) -> int:
    """Return how many questions a pass over a test still asks today. Their order does not matter here, so no memory is needed."""
    rechecks = {question for question, asking in study.ask_days.items() if asking.recheck}
    answers = [replace(answer, back=0) for answer in study.today if answer.question not in rechecks]
    left = once_through(_asked(study), {}, answers, test.facts, day)
    return left.left + len(left.returns)


def _outlook(visitor: Visitor, standing: Standing, test: ComingTest, floors: Mapping[int, float], goal: int, left: int) -> ScoreOutlook:
    seed = f"{visitor.id}/{standing.day}"
    planned = expected_score(standing, test, floors, seed)
    days = (test.day - standing.day).days
    ways = minutes_for(standing, test, floors, seed) if days > 1 else []
    stopped = expected_score(standing, test, floors, seed, study=False)
    return ScoreOutlook(
        planned,
        stopped,
        minutes(int(planned.answers + 0.5), standing.fared.seconds),
        minutes(left, standing.fared.seconds),
        ways,
        goals_outlook([goal] if goal else GOALS if ways else [], planned, stopped, ways),
        planned.facts - int(planned.met + 0.5),
        next((way.minutes for way in ways if way.whole), 0),
        rough=_answers(standing.fared) < FEW,
    )


def _answers(fared: Fared) -> int:
    return fared.firsts + fared.later

"""The home page and the page of a deck: what is due, how long it takes, how much is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, stored_memories
from quizapp.domain.memory.forecast import ComingDay
from quizapp.domain.memory.memory import NOBODY, Memory
from quizapp.domain.memory.own_recall import OwnRecall
from quizapp.domain.memory.progress import AskedQuestion, FactStanding, Strength, fact_strength, standing
from quizapp.domain.reading.deck import Deck, Fact, Reading
from quizapp.services.learning import dated_tests, forecasting
from quizapp.services.learning.dated_tests import UpcomingTest
from quizapp.services.learning.editions import Edition, edition, for_learner, public_to
from quizapp.services.learning.study import BREAK
from quizapp.services.learning.study_days import Scope, read_day
from quizapp.services.people.accounts import Visitor

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
    """A deck for the pages that lead to it; `strengths` has one for each fact in the order of the reading, none before the start.

    `closed_until` is when it opens again to the visitor, if it is closed to them.
    """

    deck: Deck
    facts: int
    questions: int
    minutes: int
    categories: Sequence[Category]
    strengths: Sequence[Strength] = ()
    known: int = 0
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
    again first. `tests` are those to come, the nearest first.
    """

    questions: int
    minutes: int
    answered: int
    ahead: bool
    enough: bool
    waiting: Mapping[int, int]
    wanted: int
    away: int
    decks: Sequence[DeckView]
    others: Sequence[DeckView]
    week: Sequence[ComingDay]
    tests: Sequence[UpcomingTest]


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
    shown: Edition, memories: Mapping[int, Memory], day: date, due: int, suspended: Collection[int] = (), own: OwnRecall = NOBODY
) -> DeckView:
    """Return a deck as a learner sees it, whether started or not; `own` is what their answers say about their recall."""
    plain = plain_view(shown.deck)
    ids = {key: question_id for key, (question_id, _) in shown.versions.items()}
    if not any(ids[key] in memories for key in shown.deck.questions):
        return plain
    held = [[memories.get(ids[str(question.id)]) for question in fact.questions] for fact in shown.deck.facts]
    away = {key for key, question_id in ids.items() if question_id in suspended}
    pairs = zip(shown.deck.facts, held, strict=True)
    known = sum(standing(asked(fact, states, away), day, own) is FactStanding.KNOWN for fact, states in pairs)
    strengths = [fact_strength((memory for memory in states if memory), day) for states in held]
    return DeckView(shown.deck, plain.facts, plain.questions, plain.minutes, plain.categories, strengths, known, due)


def asked(fact: Fact, memories: Iterable[Memory | None], away: Collection[str] = ()) -> list[AskedQuestion]:
    """Return the questions of a fact, answered or not, in the form that the definition of known needs.

    Those `away` are suspended: one that was never asked is left out, since it would keep its fact from ever being known.
    """
    pairs = zip(fact.questions, memories, strict=True)
    return [AskedQuestion(memory, question.level, question.chance) for question, memory in pairs if memory or str(question.id) not in away]


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
        return learner_view(shown, held.memories, day, today.plan.left + len(today.plan.returns), today.suspended, held.own)


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
    return TodayView(
        questions=coming[0].questions,
        minutes=coming[0].minutes,
        answered=len(today.today),
        ahead=len(today.editions) - len(today.held_out) > today.plan.left,
        enough=today.cut,
        waiting=today.waiting,
        wanted=today.wanted,
        away=(day - last).days if day - last >= BREAK else 0,
        decks=[
            replace(
                learner_view(shown, held.memories, day, due[shown.deck.id], today.suspended, held.own),
                closed_until=closed[shown.deck.id],
            )
            for shown in mine
        ],
        others=[replace(plain_view(shown.deck), closed_until=closed[shown.deck.id]) for shown in others],
        week=[ahead for ahead in coming[1:NEAR] if ahead.questions],
        tests=dated_tests.ahead(today, day),
    )

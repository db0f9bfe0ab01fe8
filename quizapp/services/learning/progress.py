"""What a learner remembers, what comes next, and how study went: the progress pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, daily_totals, set_aside, stored_memories
from quizapp.db.learning.stored_memories import Held
from quizapp.domain.memory.begun import foreseen
from quizapp.domain.memory.forecast import FORTNIGHT, ComingDay
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import (
    DayCount,
    Strength,
    Tally,
    Week,
    keeps_slipping,
    standing,
    tally_by_category,
    together,
    weeks,
)
from quizapp.domain.reading.deck import Fact
from quizapp.services.learning import forecasting
from quizapp.services.learning.editions import Edition, edition, for_learner
from quizapp.services.learning.explaining import passages, plain_prompt
from quizapp.services.learning.stages import asked, memories_of, stages_of
from quizapp.services.learning.study_days import Scope, day_in, read_day
from quizapp.services.people.accounts import Visitor

T = TypeVar("T")

WEEKS = 12
"""How many weeks the calendar and the accuracy go back."""


@dataclass(frozen=True, slots=True)
class Slipping:
    """A question that was forgotten again and again; `anchor` is where the reading answers it, empty without a reading."""

    deck: str
    language: str
    fact: str
    question: str
    prompt: str
    lapses: int
    anchor: str


@dataclass(frozen=True, slots=True)
class DeckProgress:
    """A learner's progress in one deck; `strengths` has one for each fact in the order of the reading, `first_known` as in `Stages`."""

    id: str
    title: str
    language: str
    tally: Tally
    strengths: Sequence[Strength]
    first_known: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A learner's progress in some decks. `categories` are titles with their tallies; `coming` are the next 14 days, today first.

    `first_known` is the first day on which a fact can be known, as the forecast says; None if one is, or if nobody can tell.
    """

    day: date
    decks: Sequence[DeckProgress]
    tally: Tally
    first_known: date | None
    categories: Sequence[tuple[str, Tally]]
    coming: Sequence[ComingDay]
    weeks: Sequence[Week]
    slipping: Sequence[Slipping]

    @property
    def begun(self) -> bool:
        """Whether anything was answered in these decks."""
        return self.tally.new < self.tally.facts or any(week.days for week in self.weeks)


def my_progress(visitor: Visitor, day: date) -> Progress:
    """Return a learner's progress in all their decks; questions of a deck that is closed to them are not shown."""
    with transaction(write=False) as connection:
        shelf = begun_decks.shelf(connection, visitor.id, visitor.at)
        mine = [one for one in shelf if one.mine]
        shown = [edition(connection, one.deck, one.revision) for one in mine]
        held = stored_memories.held(connection, visitor.id, day)
        counts = daily_totals.day_counts(connection, visitor.id, _since(day))
        study = read_day(connection, visitor, Scope(), day, held.memories, shelf)
    progress = _progress(shown, held, counts, forecasting.coming(visitor, study, held, day), day, study.suspended)
    closed = {one.deck for one in mine if one.closed_until}
    return replace(progress, slipping=[one for one in progress.slipping if one.deck not in closed])


def deck_progress(visitor: Visitor, deck: str, day: date) -> Progress:
    """Return a learner's progress in one deck, started or not. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck, visitor)
        held = stored_memories.held(connection, visitor.id, day, shown.deck.id)
        counts = daily_totals.day_counts(connection, visitor.id, _since(day), shown.keys)
        study = day_in(connection, visitor, shown, day, held.memories)
    coming = forecasting.coming(visitor, study, held, day, shown.deck.id)
    return _progress([shown], held, counts, coming, day, study.suspended)


def decks_progress(visitor: Visitor, decks: Iterable[str], day: date) -> Progress:
    """Return a learner's progress in some decks, started or not, without what is coming. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = [for_learner(connection, deck, visitor) for deck in decks]
        held = stored_memories.held(connection, visitor.id, day)
        counts = daily_totals.day_counts(connection, visitor.id, _since(day), [question for one in shown for question in one.keys])
        away = set_aside.suspended(connection, visitor.id)
    return _progress(shown, held, counts, (), day, away)


def by_title(shown: Iterable[Edition], values: Mapping[str, T]) -> list[tuple[str, T]]:
    """Return values with the titles of their categories, in the order in which the decks list these."""
    titles = list(dict.fromkeys([*(title for one in shown for title in one.deck.categories.values()), *values]))
    return sorted(values.items(), key=lambda item: titles.index(item[0]))


def _since(day: date) -> date:
    return day - timedelta(weeks=WEEKS)


def _progress(
    shown: Sequence[Edition],
    remembered: Held,
    counts: Iterable[DayCount],
    coming: Sequence[ComingDay],
    day: date,
    suspended: Collection[int],
) -> Progress:
    held = [(one, fact, memories_of(one, fact, remembered.memories)) for one in shown for fact in one.deck.facts]
    away = {one.deck.id: {key for key, (question, _) in one.versions.items() if question in suspended} for one in shown}
    stands = [(_title(one, fact), standing(asked(fact, states, away[one.deck.id]), day, remembered.own)) for one, fact, states in held]
    decks = [_deck(one, remembered, day, suspended) for one in shown]
    return Progress(
        day=day,
        decks=decks,
        first_known=foreseen(min((one.first_known for one in decks if one.first_known), default=None), coming),
        tally=together(one.tally for one in decks),
        categories=by_title(shown, tally_by_category(stands)),
        coming=coming[:FORTNIGHT],
        weeks=weeks(counts, day, count=WEEKS),
        slipping=_slipping(held),
    )


def _title(shown: Edition, fact: Fact) -> str:
    """Return the title of a fact's category, or of the deck if it has none."""
    return shown.deck.categories.get(fact.category, fact.category) or shown.deck.title


def _deck(shown: Edition, remembered: Held, day: date, suspended: Collection[int]) -> DeckProgress:
    stages = stages_of(shown, remembered, day, suspended)
    deck = shown.deck
    return DeckProgress(deck.id, deck.title, deck.language, stages.tally, stages.strengths, stages.first_known)


def _slipping(held: Iterable[tuple[Edition, Fact, Sequence[Memory | None]]]) -> list[Slipping]:
    """Return the questions that keep slipping, those with the most lapses first."""
    found = []
    for shown, fact, states in held:
        for question, memory in zip(fact.questions, states, strict=True):
            if memory and keeps_slipping(memory):
                where = passages(shown, fact, question)
                anchor = where[0].anchor if where else ""
                deck, prompt = shown.deck, plain_prompt(question)
                found.append(Slipping(deck.id, deck.language, fact.id, str(question.id), prompt, memory.lapses, anchor))
    return sorted(found, key=lambda one: -one.lapses)

"""How many questions the coming days will bring a learner: one function for every page that says so.

What was foreseen is kept in the database until something that it was made from changes. A page that reads writes nothing while somebody
waits for it: what it foresaw is kept after it was sent (`take_unkept`, `keep`), and only if nobody else is writing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from struct import Struct

from quizapp import __version__
from quizapp.db.base import DatabaseUnavailable, transaction
from quizapp.db.learning import kept_forecasts
from quizapp.db.learning.kept_forecasts import KeptForecast, ToKeep
from quizapp.db.learning.stored_memories import Held
from quizapp.domain.memory.desired_retention import CHOICES, USUAL, in_force
from quizapp.domain.memory.forecast import ComingDay, Standing, forecast
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import minutes
from quizapp.services.learning.study_days import StudyDay
from quizapp.services.people.accounts import Visitor

__all__ = ["ToKeep", "coming", "keep", "take_unkept", "tomorrow"]

COST_DAYS = 42
"""Over how many days the minutes of a desired retention are the mean of: intervals have to follow it first."""

_MEMORY = Struct("<q2d4iq?")
_LOCAL = threading.local()


@dataclass(frozen=True, slots=True)
class SurenessCost:
    """A desired retention in hundredths, of how many questions one is forgotten, and how many questions and minutes a day it takes."""

    retention: int
    one_in: int
    questions: int
    minutes: int


def coming(visitor: Visitor, study: StudyDay, held: Held, day: date, deck: str = "") -> Sequence[ComingDay]:
    """Return what is left of a study day and what each of the next fourteen will bring, in the decks of the study day.

    It is drawn by learner and day alone, so it is the same on every page, in every process, until the next answer. Suspended questions do
    not count, nor what waits until a quiz. `deck` is the deck of the study day, empty for all decks; `held` was read for the same.
    """
    standing = standing_of(visitor, study, held, day)
    editions = {one.deck.id: one.revision for one in study.editions.values()}
    away = sorted(study.suspended), sorted(study.held_out)
    made_from = _digest(standing, f"{visitor.id}/{list(editions.items())}/{away}")
    if held.kept and held.kept.made_from == made_from:
        return [ComingDay(held.kept.day + timedelta(days=ahead), *pair) for ahead, pair in enumerate(held.kept.numbers)]
    made = forecast(standing, f"{visitor.id}/{day}")
    if held.stamp:
        stamp = held.stamp._replace(new_facts=visitor.new_facts, minutes=visitor.minutes, desired_retention=visitor.desired_retention or 0)
        kept = KeptForecast(day, [(one.questions, one.minutes) for one in made], made_from)
        _LOCAL.unkept = ToKeep(visitor.id, deck, kept, editions, stamp)
    return made


def costs(visitor: Visitor, study: StudyDay, held: Held, day: date) -> list[SurenessCost]:
    """Return what each desired retention costs a learner in the decks of a study day, where no class wants more."""
    wishes = {wanted: standing_of(replace(visitor, desired_retention=wanted), study, held, day) for wanted in CHOICES}
    return [cost_of(wanted, standing, f"{visitor.id}/{day}") for wanted, standing in wishes.items()]


def cost_of(wanted: int, standing: Standing, seed: str) -> SurenessCost:
    """Return what a day brings in the mean of the coming weeks to a learner who answers all that comes, whatever time there is."""
    coming = forecast(replace(standing, room=None, fills=False), seed, days=COST_DAYS, runs=1)[1:]
    each = sum(ahead.questions for ahead in coming) / max(1, len(coming))
    return SurenessCost(wanted, round(100 / (100 - wanted)), round(each), minutes(1, each * standing.fared.seconds) if each else 0)


def tomorrow(visitor: Visitor, study: StudyDay, held: Held, day: date, deck: str = "") -> ComingDay:
    """Return what tomorrow will bring; on the last day of the calendar, nothing."""
    return next(iter(coming(visitor, study, held, day, deck)[1:]), ComingDay(day, 0, 0))


def take_unkept() -> ToKeep | None:
    """Return the newest forecast that this thread has made and nobody has taken to keep it, or None."""
    made: ToKeep | None = getattr(_LOCAL, "unkept", None)
    _LOCAL.unkept = None
    return made


def keep(made: ToKeep) -> None:
    """Keep a forecast, unless somebody else is writing or the database cannot be written to: then the next page makes it again."""
    with suppress(DatabaseUnavailable), transaction(write=True, wait=False) as connection:
        kept_forecasts.keep(connection, made)


def standing_of(visitor: Visitor, study: StudyDay, held: Held, day: date) -> Standing:
    """Return what the coming days of a learner are foreseen from. Suspended questions do not count, nor what waits until a quiz."""
    slots = [slot for slot in study.slots.values() if slot.question not in study.suspended | study.held_out.keys()]
    mine = {slot.question: held.memories[slot.question] for slot in slots if slot.question in held.memories}
    wanted = {shown.deck.id: in_force(visitor.desired_retention, study.of_classes.get(shown.deck.id)) for shown in study.editions.values()}
    by_question = {slot.question: wanted[study.editions[slot.question].deck.id] for slot in slots}
    other = {question: retention / 100 for question, retention in by_question.items() if retention != USUAL}
    tests = tuple(test for _, test in study.tests)
    return Standing(slots, mine, study.rest, day, visitor.new_facts, held.fared, study.room, visitor.minutes > 0, other, tests)


def _digest(standing: Standing, asked: str) -> str:
    """Return a digest of what a forecast is made from; `asked` says which questions there are, since those of an edition never change."""
    left = standing.left
    plan = left.due, left.new, left.later, left.ahead, left.returns, sorted(left.passed)
    wanted, tests = sorted(standing.retentions.items()), [(one.day.isoformat(), sorted(one.facts)) for one in standing.tests]
    rest = standing.day.isoformat(), standing.daily_new, standing.room, standing.fills, astuple(standing.fared), wanted, tests, plan
    found = sha256(f"{__version__}/{asked}/{rest}".encode())
    for packed in _packed(sorted(standing.memories.items())):
        found.update(packed)
    return found.hexdigest()


def _packed(memories: Iterable[tuple[int, Memory]]) -> Iterator[bytes]:
    """Yield of each memory what tells when the question is asked next, and how likely it is right then."""
    for question, memory in memories:
        state = memory.state
        days = (one.toordinal() for one in (state.last, state.due, memory.first_day, memory.ask_day))
        yield _MEMORY.pack(question, state.stability, state.difficulty, *days, memory.streak, memory.recheck)

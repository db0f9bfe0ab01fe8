"""How many questions the coming days will bring a learner: one function for every page that says so."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from quizapp.domain.memory.desired_retention import CHOICES, USUAL, in_force
from quizapp.domain.memory.forecast import ComingDay, Fared, Standing, forecast
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import minutes
from quizapp.services.learning.study_days import StudyDay
from quizapp.services.people.accounts import Visitor

KEPT = 64
"""How many forecasts a process keeps: one for each learner and deck, until something that it was made from changes."""

COST_DAYS = 42
"""Over how many days the minutes of a desired retention are the mean of: intervals have to follow it first."""

_kept: OrderedDict[tuple[int, str], tuple[Standing, Sequence[ComingDay]]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class SurenessCost:
    """A desired retention in hundredths, of how many questions one is forgotten, and how many questions and minutes a day it takes."""

    retention: int
    one_in: int
    questions: int
    minutes: int


def coming(visitor: Visitor, study: StudyDay, memories: Mapping[int, Memory], fared: Fared, day: date) -> Sequence[ComingDay]:
    """Return what is left of a study day and what each of the next fourteen will bring, in the decks of the study day.

    It is drawn by learner and day alone, so it is the same on every page, in every process, until the next answer. Suspended questions do
    not count, nor what waits until a quiz.
    """
    standing = _standing(visitor, study, memories, fared, day)
    key = visitor.id, study.scope.deck
    with _lock:
        kept = _kept.get(key)
    if kept and kept[0] == standing:
        return kept[1]
    made = forecast(standing, f"{visitor.id}/{day}")
    with _lock:
        _kept[key] = standing, made
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def costs(visitor: Visitor, study: StudyDay, memories: Mapping[int, Memory], fared: Fared, day: date) -> list[SurenessCost]:
    """Return what each desired retention costs a learner in the decks of a study day, where no class wants more."""
    wishes = {wanted: _standing(replace(visitor, desired_retention=wanted), study, memories, fared, day) for wanted in CHOICES}
    return [cost_of(wanted, standing, f"{visitor.id}/{day}") for wanted, standing in wishes.items()]


def cost_of(wanted: int, standing: Standing, seed: str) -> SurenessCost:
    """Return what a day brings in the mean of the coming weeks to a learner who answers all that comes, whatever time there is."""
    coming = forecast(replace(standing, room=None, fills=False), seed, days=COST_DAYS, runs=1)[1:]
    each = sum(ahead.questions for ahead in coming) / max(1, len(coming))
    return SurenessCost(wanted, round(100 / (100 - wanted)), round(each), minutes(1, each * standing.fared.seconds) if each else 0)


def _standing(visitor: Visitor, study: StudyDay, memories: Mapping[int, Memory], fared: Fared, day: date) -> Standing:
    slots = [slot for slot in study.slots.values() if slot.question not in study.suspended | study.held_out.keys()]
    mine = {slot.question: memories[slot.question] for slot in slots if slot.question in memories}
    wanted = {shown.deck.id: in_force(visitor.desired_retention, study.of_classes.get(shown.deck.id)) for shown in study.editions.values()}
    by_question = {slot.question: wanted[study.editions[slot.question].deck.id] for slot in slots}
    other = {question: retention / 100 for question, retention in by_question.items() if retention != USUAL}
    return Standing(slots, mine, study.rest, day, visitor.new_facts, fared, study.room, visitor.minutes > 0, other)


def tomorrow(visitor: Visitor, study: StudyDay, memories: Mapping[int, Memory], fared: Fared, day: date) -> ComingDay:
    """Return what tomorrow will bring; on the last day of the calendar, nothing."""
    return next(iter(coming(visitor, study, memories, fared, day)[1:]), ComingDay(day, 0, 0))

"""How many questions the coming days will bring a learner: one function for every page that says so."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock

from quizapp.domain.memory.forecast import ComingDay, Fared, Standing, forecast
from quizapp.domain.memory.memory import Memory
from quizapp.services.learning.study_days import StudyDay
from quizapp.services.people.accounts import Visitor

KEPT = 64
"""How many forecasts a process keeps: one for each learner and deck, until something that it was made from changes."""

_kept: OrderedDict[tuple[int, str], tuple[Standing, Sequence[ComingDay]]] = OrderedDict()
_lock = Lock()


def standing_of(visitor: Visitor, study: StudyDay, memories: Mapping[int, Memory], fared: Fared, day: date) -> Standing:
    """Return what the coming days of a learner are foreseen from. Suspended questions do not count."""
    slots = [slot for slot in study.slots.values() if slot.question not in study.suspended]
    mine = {slot.question: memories[slot.question] for slot in slots if slot.question in memories}
    tests = tuple(test for _, test in study.tests)
    return Standing(slots, mine, study.rest, day, visitor.new_facts, fared, study.room, fills=visitor.minutes > 0, tests=tests)


def coming(visitor: Visitor, study: StudyDay, memories: Mapping[int, Memory], fared: Fared, day: date) -> Sequence[ComingDay]:
    """Return what is left of a study day and what each of the next fourteen will bring, in the decks of the study day.

    It is drawn by learner and day alone, so it is the same on every page, in every process, until the next answer.
    """
    standing = standing_of(visitor, study, memories, fared, day)
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


def tomorrow(visitor: Visitor, study: StudyDay, memories: Mapping[int, Memory], fared: Fared, day: date) -> ComingDay:
    """Return what tomorrow will bring; on the last day of the calendar, nothing."""
    return next(iter(coming(visitor, study, memories, fared, day)[1:]), ComingDay(day, 0, 0))

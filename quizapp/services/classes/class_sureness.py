"""How sure the students of a class should be, and what each choice costs one of them in minutes a day. It names nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from quizapp.db.base import transaction
from quizapp.db.classes import class_memories, class_today
from quizapp.domain.memory.desired_retention import CHOICES, USUAL
from quizapp.domain.memory.forecast import Fared, Standing
from quizapp.domain.memory.progress import OWN_PACE, SECONDS_EACH, seconds_each
from quizapp.domain.memory.queue import plan
from quizapp.services.classes import classes
from quizapp.services.classes.classes import Classroom
from quizapp.services.learning.editions import edition
from quizapp.services.learning.forecasting import COST_DAYS, SurenessCost, cost_of
from quizapp.services.people.accounts import ANONYMOUS, Visitor


@dataclass(frozen=True, slots=True)
class ClassSureness:
    """What a class can want, and what it costs a student with the median time for an answer who begins all its decks now.

    `paced` is how many students have answered enough to know their time.
    """

    classroom: Classroom
    costs: list[SurenessCost]
    days: int
    paced: int


def class_sureness(who: Visitor, class_id: int, day: date) -> ClassSureness:
    """Return the choices with their minutes, for the teachers and assistants of a class. Raises NotFound."""
    with transaction(write=False) as connection:
        classroom = classes.staff(connection, who, class_id).classroom
        shown = [edition(connection, deck, revision) for deck, revision in class_today.revisions(connection, class_id).items()]
        paces = [seconds_each(*pace) for pace in class_memories.paces(connection, class_id) if pace[0] >= OWN_PACE]
    slots = [slot for one in shown for slot in one.slots]
    daily_new = ANONYMOUS.new_facts
    left = plan(slots, {}, (), day, daily_new=daily_new)
    standing = Standing(slots, {}, left, day, daily_new, Fared(seconds=median(paces) if paces else SECONDS_EACH))
    costs = [cost_of(wanted, _wanting(standing, wanted), f"class {class_id}/{day}") for wanted in CHOICES]
    return ClassSureness(classroom, costs, COST_DAYS, len(paces))


def _wanting(standing: Standing, wanted: int) -> Standing:
    """Return the standing with one desired retention for all questions."""
    return replace(standing, retentions={slot.question: wanted / 100 for slot in standing.slots if wanted != USUAL})

"""How sure a learner wants to be, and what each choice costs them in minutes a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, stored_memories
from quizapp.domain.memory.desired_retention import in_force
from quizapp.domain.memory.progress import OWN_PACE
from quizapp.services.learning import forecasting
from quizapp.services.learning.forecasting import SurenessCost
from quizapp.services.learning.study_days import Scope, read_day
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Sureness:
    """What a learner can choose.

    `own` is the retention that holds where no class wants more, `chosen` is true if the learner chose it.
    `class_wants` is the highest that a class wants of a deck, 0 if none does.
    `own_pace` is true if the minutes go by the learner's own time for an answer.
    """

    costs: Sequence[SurenessCost]
    own: int
    chosen: bool
    class_wants: int
    days: int
    own_pace: bool


def sureness(visitor: Visitor, day: date) -> Sureness:
    """Return the choices with their minutes, simulated from the learner's own answers."""
    with transaction(write=False) as connection:
        shelf = begun_decks.shelf(connection, visitor.id, visitor.at)
        held = stored_memories.held(connection, visitor.id, day)
        study = read_day(connection, visitor, Scope(), day, held.memories, shelf)
    mine = {shown.deck.id for shown in study.editions.values()}
    return Sureness(
        costs=forecasting.costs(visitor, study, held, day),
        own=in_force(visitor.desired_retention, None),
        chosen=visitor.desired_retention is not None,
        class_wants=max((wanted for deck, wanted in study.of_classes.items() if deck in mine), default=0),
        days=forecasting.COST_DAYS,
        own_pace=held.fared.firsts + held.fared.later + held.fared.returns >= OWN_PACE,
    )

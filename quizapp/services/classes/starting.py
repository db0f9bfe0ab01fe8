"""A teacher's first steps: a deck, a class that has it, its code. The data show which are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.classes.stored_classes import Classroom, GivenDeck
from quizapp.domain.people.audiences import leads
from quizapp.services.classes.classes import good
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a teacher is. `classroom` is their first open class, `given` its decks, `decks` those it can still be given.

    `code` is true if people can join it now.
    """

    classroom: Classroom | None
    given: Sequence[GivenDeck]
    decks: Sequence[GivenDeck]
    own: bool
    code: bool


def steps(who: Visitor, now: datetime) -> Steps:
    """Return how far a teacher is."""
    with transaction(write=False) as connection:
        taught = [one.id for one in stored_classes.listing(connection, who.id) if leads(one.role) and not one.archived]
        classroom = stored_classes.read(connection, taught[0]) if taught else None
        given = stored_classes.decks(connection, taught[0]) if taught else []
        decks = stored_classes.to_give(connection, taught[0] if taught else 0, who.id)
        own = stored_classes.owns_a_deck(connection, who.id)
    return Steps(classroom, given, decks, own, classroom is not None and good(classroom, now))

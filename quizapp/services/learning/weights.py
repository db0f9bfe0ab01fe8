"""The weights that answers are predicted with: the shipped ones, or a set that was fitted on this site and is better on its answers.

A process keeps the sets it has read, which never change. The number of the set in use comes with every visitor and with what is read before
an answer, so that each process goes by another set from its next request on, and nobody asks for it.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from quizapp.db import locks, log
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import stored_weights
from quizapp.db.learning.stored_weights import FittedSet
from quizapp.domain.memory.prediction import DEFAULT, Model
from quizapp.domain.memory.refitting import Refit, Watch, refit
from quizapp.domain.people.audiences import administers
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import answer_logs
from quizapp.services.people.accounts import Visitor

__all__ = ["FittedSet"]

SHIPPED = 0
"""The number of the shipped set."""

LOCK = "weights"
OF = "weights"
"""The object that the log names."""

KEPT = 20
"""The sets that a process keeps."""

_sets: OrderedDict[tuple[object, int], FittedSet] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class WeightSets:
    """The sets that were fitted here, newest first, and the number of the one in use."""

    fitted: Sequence[FittedSet]
    in_use: int

    @property
    def current(self) -> FittedSet | None:
        """The set in use, None if it is the shipped one."""
        return next((one for one in self.fitted if one.number == self.in_use), None)


def in_use(connection: Connection, number: int | None = None) -> Model:
    """Return the weights to predict answers with. `number` is that of the set in use if it was read with something else.

    Without it, it costs a statement; in a process that has not seen the set, one more.
    """
    found = set_in_use(connection, number)
    return found.model if found else DEFAULT


def set_in_use(connection: Connection, number: int | None = None) -> FittedSet | None:
    """Return the set in use with what it was fitted on, None if it is the shipped one; see `in_use`."""
    number = stored_weights.number_in_use(connection) if number is None else number
    if number == SHIPPED:
        return None
    key = (connection.engine, number)
    with _lock:
        if key in _sets:
            _sets.move_to_end(key)
            return _sets[key]
    found = stored_weights.numbered(connection, number)
    if found:
        with _lock:
            _sets[key] = found
            while len(_sets) > KEPT:
                _sets.popitem(last=False)
    return found


def shown_to(visitor: Visitor) -> FittedSet | None:
    """Return the set in use for the page of a visitor, None if it is the shipped one, which costs no statement."""
    if visitor.weights == SHIPPED:
        return None
    with transaction(write=False) as connection:
        return set_in_use(connection, visitor.weights)


def now_in_use() -> Model:
    """Return the weights in use, for a command."""
    with transaction(write=False) as connection:
        return in_use(connection)


def fit(now: datetime, watch: Watch = iter, *, store: bool) -> tuple[Refit, int | None]:
    """Fit weights on all answers of the site, from those in use; return what was found, and the number it is in use under if it was taken.

    With `store`, weights that are better are taken into use, unless another set has been since. Raises Invalid (weights: changed).
    """
    with transaction(write=False) as connection:
        before = stored_weights.number_in_use(connection)
        model = in_use(connection, before)
        rows = answer_logs.of_site(connection)
    found = refit(rows, model, watch)
    if not store or found.model == model:
        return found, None
    with transaction(write=True) as connection:
        _guard(connection, before)
        number = stored_weights.add(connection, found, before, now)
        stored_weights.use(connection, number)
        log.note(connection, log.SERVER, "weights fitted", OF, json.dumps({"number": number}), now)
    return found, number


def listing(who: Visitor) -> WeightSets:
    """Return the sets that were fitted here, for administrators. Raises NotFound for everybody else."""
    _check(who)
    with transaction(write=False) as connection:
        found = stored_weights.fitted(connection)
    return WeightSets(found, next((one.number for one in found if one.in_use), SHIPPED))


def choose(who: Visitor, number: int, seen: int, now: datetime) -> None:
    """Take a set into use, for an administrator who has seen set `seen` in use. Raises NotFound, Invalid (weights: changed)."""
    _check(who)
    with transaction(write=True) as connection:
        _guard(connection, seen)
        if number != SHIPPED and stored_weights.numbered(connection, number) is None:
            raise NotFound(number)
        if number == seen:
            return
        stored_weights.use(connection, number)
        log.note(connection, who.username, "weights chosen", OF, json.dumps({"number": number}), now)


def _guard(connection: Connection, seen: int) -> None:
    """Keep others from choosing meanwhile. Raises Invalid if somebody has chosen another set than was seen."""
    locks.take(connection, LOCK)
    if stored_weights.number_in_use(connection) != seen:
        raise Invalid("weights", "changed")


def _check(who: Visitor) -> None:
    if not administers(who.role):
        raise NotFound

"""A student's assignments: the list, the page of one assignment, and the start of an attempt that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Mine
from quizapp.db.learning import held_facts, stored_draws
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredAttempt
from quizapp.domain.grading.assignments import attempt_ends, last_moment
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import learners
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.editions import current
from quizapp.services.learning.explaining import section_of
from quizapp.services.learning.memory_map import words_of
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import quizzes, results
from quizapp.services.quizzes.attempts import close
from quizapp.services.quizzes.quizzes import Started
from quizapp.services.quizzes.results import AssignmentResult, Results

ROOM = 1500
"""The length of the facts in an address, in characters."""


@dataclass(frozen=True, slots=True)
class LeftFact:
    """A fact of a study assignment that is still to be done: the words it quotes, and the latest day on which it was right, or None.

    `words` is empty until one of its questions was answered, since they give the answer away; `section` is where the reading says them,
    empty without one. `counts` is true if a right answer today counts: not if there was one today, as another day is asked for.
    """

    id: str
    words: str
    section: str
    right_on: date | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment as its student sees it; `deck` is None if it is no longer published.

    On the page of one assignment, `waiting` is how many facts of a quiz are left out of the student's practice until then, and `asked` are
    the facts of a study that they have answered a question on, at any time.
    """

    mine: Mine
    result: AssignmentResult
    deck: Deck | None
    waiting: int = 0
    asked: frozenset[str] = frozenset()

    @property
    def to_do(self) -> bool:
        """Whether it is open for the student and not done yet."""
        return self.can_act and not self.result.complete and not self.result.excused

    @property
    def to_come(self) -> bool:
        """Whether it opens later for the student."""
        return self.result.upcoming and not (self.mine.archived or self.result.excused) and self.deck is not None

    @property
    def can_act(self) -> bool:
        """Whether the student can do something for it now."""
        return not (self.mine.archived or self.result.upcoming or self.result.over) and self.deck is not None

    def left(self, today: date) -> list[LeftFact]:
        """Return the facts that are still to be done, in the order of the reading."""
        if self.deck is None:
            return []
        missing, found = set(self.result.missing), []
        for fact in self.deck.facts:
            if fact.id in missing:
                words = words_of(self.deck, fact) if fact.id in self.asked else ""
                section = section_of(self.deck.reading, fact.spans[0].block).title if self.deck.reading and fact.spans else ""
                right_on = self.result.right_on.get(fact.id)
                found.append(LeftFact(fact.id, words, section, right_on, counts=right_on != today))
        return found


def for_address(left: Iterable[LeftFact]) -> str:
    """Return the facts of which a right answer counts today for a study address, or the first of them if there are too many for one."""
    taken, room = [], ROOM
    for fact in left:
        if not fact.counts:
            continue
        room -= len(fact.id) + 1
        if room < 0:
            break
        taken.append(fact.id)
    return ",".join(taken)


def assigned(visitor: Visitor, now: datetime, class_id: int = 0) -> list[Assigned]:
    """Return a student's assignments in one class, or in all their classes that are not archived."""
    with transaction(write=False) as connection:
        mine = stored_assignments.mine(connection, visitor.id, class_id=class_id)
        return _assigned(connection, visitor, mine, now)


def to_do(visitor: Visitor, now: datetime) -> list[Assigned]:
    """Return what is open for somebody and not done yet, in the order of the due dates."""
    return [one for one in assigned(visitor, now) if one.to_do]


def page(visitor: Visitor, assignment_id: int, now: datetime) -> Assigned:
    """Return one assignment for a student who does it. Raises NotFound for everybody else."""
    with transaction(write=False) as connection:
        mine = _mine(connection, visitor, assignment_id)
        read = results.read(connection, [mine.assignment], [visitor.id], now)
        found, shown = _one(read, mine, visitor), read.editions.get(mine.assignment.deck_id)
        if mine.assignment.kind == "study" and shown:
            met = (question for question, *_ in held_facts.met(connection, visitor.id, mine.assignment.deck_id))
            return replace(found, asked=frozenset(shown.fact_ids[question] for question in met if question in shown.fact_ids))
        if not mine.assignment.holds_out:
            return found
        return replace(found, waiting=stored_draws.waiting(connection, visitor.id, now)[assignment_id])


def start(visitor: Visitor, assignment_id: int, moment: Moment, seed: str) -> Started:
    """Start an attempt that counts, or return the open one on this deck: nobody takes two at once.

    Raises NotFound, and Invalid (archived, early, closed, attempts, empty).
    """
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        mine = _mine(connection, visitor, assignment_id)
        assignment = mine.assignment
        if assignment.kind != "quiz":
            raise NotFound(assignment_id)
        before = stored_attempts.attempts_of(connection, visitor.id, assignment.deck_id)
        if running := next((taken for taken in before if not taken.ended(moment.now)), None):
            return Started(running.n, fresh=False)
        _check(_assigned(connection, visitor, [mine], moment.now)[0])
        for taken in before:
            close(connection, taken, moment.now, moment.day)  # out of time, but not closed yet
        return Started(stored_attempts.add(connection, _drawn(connection, visitor, mine, before, moment, seed)), fresh=True)


def _mine(connection: Connection, visitor: Visitor, assignment_id: int) -> Mine:
    found = stored_assignments.mine(connection, visitor.id, assignment_id=assignment_id)
    if not found:
        raise NotFound(assignment_id)
    return found[0]


def _assigned(connection: Connection, visitor: Visitor, mine: Sequence[Mine], now: datetime) -> list[Assigned]:
    found = results.read(connection, [one.assignment for one in mine], [visitor.id], now)
    return [_one(found, one, visitor) for one in mine]


def _one(found: Results, one: Mine, visitor: Visitor) -> Assigned:
    shown = found.editions.get(one.assignment.deck_id)
    return Assigned(one, found.of(one.assignment, visitor.id).for_student, shown.deck if shown else None)


def _check(one: Assigned) -> None:
    """Make sure that an attempt may begin now. Raises Invalid."""
    over, spent = one.result.over, one.result.left == 0
    for code, holds in (("archived", one.mine.archived), ("early", one.result.upcoming), ("closed", over), ("attempts", spent)):
        if holds:
            raise Invalid("assignment", code)


def _drawn(
    connection: Connection, visitor: Visitor, mine: Mine, before: Sequence[StoredAttempt], moment: Moment, seed: str
) -> StoredAttempt:
    assignment = mine.assignment
    shown = current(connection, assignment.deck_id, visitor.id)
    facts = {fact.id for fact in assignment.part.facts(shown.deck)}
    entries = quizzes.entries_of(shown, drawn={question for taken in before for question, _ in taken.questions}, facts=facts)
    setup = quizzes.Setup(assignment.feedback, assignment.size or len({entry.fact for entry in entries}))
    due = last_moment(assignment.due_at, mine.granted.due_at)
    return quizzes.attempt_of(
        visitor,
        shown,
        quizzes.draw_entries(entries, setup, seed),
        setup,
        moment,
        seed,
        assignment_id=assignment.id,
        in_order=not assignment.shuffled,
        ends_at=attempt_ends(moment.now, assignment.minutes, mine.granted.extra, due),
    )

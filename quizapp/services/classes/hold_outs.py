"""Quizzes that hold a few facts out of practice: whose facts are drawn and when, and what ends it.

The draw is made once for each student, with the assignment or when they join the class, and stored: a new edition of the deck does not
change it, and the result can be checked. Drawn from are the facts of the quiz that the student has never answered a question on
and that no graded assignment asks before it closes. Later assignments take their facts out of the draws, so nobody is graded on a fact that
they could not practise; the quiz itself has no grade.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.classes import class_memories
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Assignment
from quizapp.db.learning import kept_forecasts, stored_draws
from quizapp.db.learning.stored_draws import StoredDraw
from quizapp.domain.grading.assignments import AssignedPart
from quizapp.domain.memory.hold_out import ONE_IN, draw, given_away
from quizapp.domain.reading.deck import Deck
from quizapp.services.classes import classes
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes.quizzes import entries_of

AHEAD = timedelta(days=1)
"""How long before it opens a quiz has to be assigned, so that there is any practice to leave facts out of."""


def check(connection: Connection, deck: Deck, planned: Assignment, now: datetime) -> None:
    """Make sure that a new quiz can hold facts out. Raises Invalid."""
    if planned.due_at is None:
        raise Invalid("due", "held out")
    if planned.opens_at - now < AHEAD:
        raise Invalid("opens", "held out")
    others = [one for one in stored_assignments.of_class(connection, planned.class_id) if one.deck_id == planned.deck_id]
    if any(one.holding(now) for one in others):
        raise Invalid("holds_out", "running")
    asked = {fact.id for one in others if _grades(one, now, planned.due_at) for fact in one.part.facts(deck)}
    if len({fact.id for fact in planned.part.facts(deck)} - asked) < ONE_IN:
        raise Invalid("holds_out", "few")


def begin(connection: Connection, shown: Edition, assignment: Assignment, now: datetime, users: Collection[int] | None = None) -> None:
    """Draw facts for everybody who does the assignments of a class, or for some who have just joined it; nobody is drawn for twice."""
    before = stored_draws.learners(connection, assignment.id)
    joining = stored_draws.taking_part(connection, assignment.class_id) if users is None else sorted(users)
    new = [user_id for user_id in joining if user_id not in before]
    facts = {entry.fact for entry in entries_of(shown, facts={fact.id for fact in assignment.part.facts(shown.deck)})}
    free = _free(connection, shown.deck, assignment, facts, new, now)
    near = _neighbours(shown)
    for place, user_id in enumerate(new, len(before)):
        left_out = draw(facts, free[user_id], place, str(assignment.id))
        given = given_away(left_out, near)
        drawn = sorted(free[user_id]) if left_out else ()
        stored_draws.add(connection, [StoredDraw(user_id, assignment.id, fact, fact in left_out, fact in given) for fact in drawn])
    if users is None:
        kept_forecasts.plan_changed(connection, class_memories.students(assignment.class_id))


def admit(connection: Connection, class_id: int, users: Collection[int], now: datetime) -> None:
    """Let students who have just come into a class take part: draw for its quizzes, and take out what its graded assignments ask."""
    assigned = [one for one in stored_assignments.of_class(connection, class_id) if not one.withdrawn]
    revisions = stored_assignments.revisions(connection, {one.deck_id for one in assigned}) if assigned else {}
    for deck_id, revision in revisions.items():
        shown = edition(connection, deck_id, revision)
        for one in assigned:
            if one.deck_id == deck_id and one.holding(now):
                begin(connection, shown, one, now, users)
        release(connection, shown.deck, users, now)


def release(connection: Connection, deck: Deck, users: Collection[int], now: datetime) -> None:
    """Take what graded assignments of any class ask some learners out of their draws, if the quiz ends for them after those open.

    It is called after everything that changes what is graded, or until when a quiz holds facts out.
    """
    drawn = stored_draws.drawn_elsewhere(connection, deck.id, users, now)
    doing: dict[tuple[AssignedPart, datetime], list[int]] = defaultdict(list)
    for user_id, part, opens in stored_assignments.graded(connection, deck.id, drawn, now) if drawn else ():
        doing[part, opens].append(user_id)
    for (part, opens), those in doing.items():
        stored_draws.drop(connection, deck.id, [fact.id for fact in part.facts(deck)], those, now=now, opens=opens)


def changed(connection: Connection, deck: Deck, assignment: Assignment, now: datetime) -> None:
    """Adapt the draws to an assignment that was made or changed; what a quiz no longer asks is practised."""
    if assignment.holds_out:
        stored_draws.keep(connection, assignment.id, [fact.id for fact in assignment.part.facts(deck)])
    release(connection, deck, stored_draws.taking_part(connection, assignment.class_id), now)
    kept_forecasts.plan_changed(connection, class_memories.students(assignment.class_id))


def end(who: Visitor, assignment_id: int, now: datetime) -> None:
    """Let everybody practise what a quiz holds out from now on, for good. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        assignment = stored_assignments.read(connection, assignment_id)
        if assignment is None:
            raise NotFound(assignment_id)
        classes.changing(connection, who, assignment.class_id)
        if assignment.holds_out and assignment.practised_at is None:
            stored_assignments.change(connection, assignment_id, {"practised_at": now})
            kept_forecasts.plan_changed(connection, class_memories.students(assignment.class_id))
            log.note(connection, who.username, "practised", f"assignment:{assignment_id}", assignment.title, now)


def _grades(assignment: Assignment, now: datetime, until: datetime) -> bool:
    """Whether a graded assignment is open now, or will be before a moment."""
    over = assignment.due_at is not None and assignment.due_at <= now
    return not (assignment.holds_out or assignment.withdrawn or over) and assignment.opens_at < until


def _free(
    connection: Connection, deck: Deck, assignment: Assignment, facts: Collection[str], users: Collection[int], now: datetime
) -> Mapping[int, set[str]]:
    """Return, for each of some learners, the facts that may be drawn."""
    taken: dict[int, set[str]] = defaultdict(set)
    for known in (
        stored_draws.answered(connection, deck.id, users),
        stored_draws.drawn_elsewhere(connection, deck.id, users, now),
    ):
        for user_id, those in known.items():
            taken[user_id] |= those
    for user_id, part, opens in stored_assignments.graded(connection, deck.id, users, now):
        if assignment.due_at and opens < assignment.due_at:
            taken[user_id] |= {fact.id for fact in part.facts(deck)}
    return {user_id: set(facts) - taken[user_id] for user_id in users}


def _neighbours(shown: Edition) -> Mapping[str, set[str]]:
    """Return the facts that may give each fact away: their quotes overlap, or a question of one prints an answer to the other's."""
    ids = {shown.name(fact): fact.id for fact in shown.deck.facts}
    near: dict[str, set[str]] = defaultdict(set)
    for slot in shown.slots:
        own = ids[slot.fact]
        near[own] |= ({ids[name] for name in slot.clashes} | {shown.fact_ids[question] for question in slot.apart}) - {own}
    return near

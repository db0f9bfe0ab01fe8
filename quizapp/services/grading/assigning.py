"""Assignments: how the teachers of a class create, change and withdraw them, and grant extensions to single students.

A quiz on a deck that is open to everybody can close it to those outside (`db.access.closed_until`) from its opening to the last end of
anybody, for `LONGEST_CLOSING` at most: the deck belongs to others too. The teachers of the class may do so with every deck of theirs, also
of the bank folder, since nobody is shut out who learns or teaches with it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.classes import class_memories, stored_classes
from quizapp.db.classes.stored_classes import GivenDeck
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Assignment, Granted
from quizapp.db.learning import kept_forecasts, stored_draws
from quizapp.db.learning.decks import open_to_everybody
from quizapp.domain.grading.assignments import (
    COUNTS,
    EXTRA,
    FEEDBACK,
    KINDS,
    LONGEST_CLOSING,
    AssignedPart,
    attempt_ends,
    closes_too_long,
    last_moment,
    moment_of,
)
from quizapp.domain.people.audiences import learns
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Deck
from quizapp.services.classes import classes, hold_outs
from quizapp.services.classes.classes import Classroom
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning.editions import Edition, current, edition
from quizapp.services.people import names
from quizapp.services.people.accounts import Visitor

LONGEST_TITLE = 120
MOST_QUESTIONS, MOST_MINUTES, MOST_ATTEMPTS, MOST_DAYS = 200, 600, 20, 2


@dataclass(frozen=True, slots=True)
class Typed:
    """The values of a form as typed; moments as the clock of the class shows them (2026-03-27T14:00), numbers as text."""

    title: str = ""
    opens: str = ""
    due: str = ""
    sections: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    days: str = "1"
    size: str = ""
    minutes: str = ""
    attempts: str = "1"
    counts: str = "best"
    feedback: str = "end"
    shuffled: bool = True
    closes_deck: bool = False
    holds_out: bool = False


@dataclass(frozen=True, slots=True)
class Bench:
    """What a form for an assignment needs: its class, the chosen deck and its tags, and the decks to choose from.

    `public` is true if the deck is open to everybody, so that a quiz on it can be read by those who take it, signed out.
    """

    classroom: Classroom
    deck: Deck | None
    tags: Sequence[str]
    decks: Sequence[GivenDeck]
    public: bool = False
    assignment: Assignment | None = None


def bench(who: Visitor, class_id: int, deck_id: str = "") -> Bench:
    """Return what the form for a new assignment needs. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=False) as connection:
        classroom = classes.changing(connection, who, class_id)
        decks = [*stored_classes.decks(connection, class_id), *stored_classes.to_give(connection, class_id, who.id)]
        return _bench(connection, who, classroom, deck_id if any(deck.id == deck_id for deck in decks) else "", decks)


def bench_of(who: Visitor, assignment_id: int) -> Bench:
    """Return what the form for changing an assignment needs. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=False) as connection:
        assignment, classroom = _changing(connection, who, assignment_id)
        return replace(_bench(connection, who, classroom, assignment.deck_id, ()), assignment=assignment)


def create(who: Visitor, class_id: int, deck_id: str, kind: str, typed: Typed, zone: ZoneInfo, now: datetime) -> int:
    """Assign a deck, giving it to the class if necessary, and return the assignment's id.

    Moments are in `zone`. Raises NotFound, NotAllowed, Invalid.
    """
    if kind not in KINDS:
        raise Invalid("kind", "unknown")
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        if any(deck.id == deck_id for deck in stored_classes.to_give(connection, class_id, who.id)):
            stored_classes.give(connection, class_id, deck_id)
        elif not any(deck.id == deck_id for deck in stored_classes.decks(connection, class_id)):
            raise NotFound(deck_id)
        shown = current(connection, deck_id, who.id)
        values = _values(shown.deck, kind, typed, zone, now) | _closing(connection, deck_id, kind, typed)
        _check_closing(values, zone)
        values |= {"class_id": class_id, "deck_id": deck_id, "kind": kind, "holds_out": typed.holds_out and kind == "quiz"}
        planned = Assignment(id=0, withdrawn=False, **values)
        if planned.holds_out:
            hold_outs.check(connection, shown.deck, planned, now)
        made = stored_assignments.add(connection, values | {"created_at": now})
        _draw(connection, shown, replace(planned, id=made), now)
        log.note(connection, who.username, "assigned", f"assignment:{made}", values["title"], now)
    return made


def change(who: Visitor, assignment_id: int, typed: Typed, zone: ZoneInfo, now: datetime) -> None:
    """Change an assignment; the ends of open attempts are adjusted. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        assignment, _ = _changing(connection, who, assignment_id)
        deck = current(connection, assignment.deck_id, who.id).deck
        values = _values(deck, assignment.kind, typed, zone, assignment.opens_at)
        values |= _closing(connection, assignment.deck_id, assignment.kind, typed)
        _check_closing(values, zone, stored_assignments.latest(connection, assignment_id))
        if values["part"] == AssignedPart() and not assignment.part.facts(deck):
            raise Invalid("part", "gone")  # the chosen parts are no longer in the form, so an empty choice does not mean the whole deck
        if values["feedback"] != assignment.feedback and stored_assignments.runs(connection, [assignment_id]):
            raise Invalid("feedback", "begun")  # those who have begun were told when they see the right answers
        if assignment.holds_out and values["due_at"] is None:
            raise Invalid("due", "held out")
        changed = replace(assignment, **values)
        stored_assignments.change(connection, assignment_id, values)
        hold_outs.changed(connection, deck, changed, now)
        _move_open(connection, changed, now)
        log.note(connection, who.username, "changed", f"assignment:{assignment_id}", values["title"], now)


def withdraw(who: Visitor, assignment_id: int, now: datetime, *, withdrawn: bool) -> None:
    """Withdraw an assignment, or give it again; what students did for it is kept. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=True) as connection:
        assignment, _ = _changing(connection, who, assignment_id)
        stored_assignments.change(connection, assignment_id, {"withdrawn": withdrawn})
        _release(connection, assignment, stored_draws.taking_part(connection, assignment.class_id), now)
        action = "withdrawn" if withdrawn else "assigned again"
        log.note(connection, who.username, action, f"assignment:{assignment_id}", assignment.title, now)


def extend(who: Visitor, assignment_id: int, user_id: int, due: str, extra: int, zone: ZoneInfo, now: datetime) -> None:
    """Grant one student a later due date or more time; an empty `due` keeps that of the class. Raises NotFound, NotAllowed, Invalid."""
    if extra not in EXTRA:
        raise Invalid("extra", "unknown")
    with transaction(write=True) as connection:
        assignment, _ = _changing(connection, who, assignment_id)
        role, live = stored_classes.standing(connection, assignment.class_id, user_id)
        if not live or not learns(role):
            raise NotFound(user_id)
        until = _moment("due", due, zone, later=True)
        if until and (assignment.due_at is None or until <= assignment.due_at):
            raise Invalid("due", "sooner")
        if until and assignment.closes_deck and closes_too_long(assignment.opens_at, until, zone):
            raise Invalid("due", "closing", most=LONGEST_CLOSING.days)
        stored_assignments.grant(connection, user_id, assignment_id, Granted(until, extra))
        _release(connection, assignment, [user_id], now)
        _move_open(connection, assignment, now, user_id)
        detail = {"user": user_id, "until": until.astimezone(UTC).isoformat() if until else "", "extra": extra}
        log.note(connection, who.username, "extended", f"assignment:{assignment_id}", json.dumps(detail), now)


def of_class(connection: Connection, who: Visitor, assignment_id: int) -> Assignment:
    """Return an assignment for the teachers and assistants of its class. Raises NotFound."""
    assignment = stored_assignments.read(connection, assignment_id)
    if assignment is None:
        raise NotFound(assignment_id)
    classes.staff(connection, who, assignment.class_id)
    return assignment


def _draw(connection: Connection, shown: Edition, assignment: Assignment, now: datetime) -> None:
    """Hold facts out for a new quiz, or take those of a graded assignment out of earlier draws."""
    if assignment.holds_out:
        hold_outs.begin(connection, shown, assignment, now)
    else:
        hold_outs.changed(connection, shown.deck, assignment, now)


def _release(connection: Connection, assignment: Assignment, users: Collection[int], now: datetime) -> None:
    """Let some learners practise what they are graded on after an assignment was given again or extended, unless its deck is gone."""
    if revision := stored_assignments.revisions(connection, [assignment.deck_id]).get(assignment.deck_id):
        hold_outs.release(connection, edition(connection, assignment.deck_id, revision).deck, users, now)
    kept_forecasts.plan_changed(connection, class_memories.students(assignment.class_id))


def _changing(connection: Connection, who: Visitor, assignment_id: int) -> tuple[Assignment, Classroom]:
    assignment = stored_assignments.read(connection, assignment_id)
    if assignment is None:
        raise NotFound(assignment_id)
    return assignment, classes.changing(connection, who, assignment.class_id)


def _bench(connection: Connection, who: Visitor, classroom: Classroom, deck_id: str, decks: Sequence[GivenDeck]) -> Bench:
    deck = current(connection, deck_id, who.id).deck if deck_id else None
    facts = deck.facts if deck else ()
    tags = {tag for fact in facts for tag in (*fact.tags, *(tag for question in fact.questions for tag in question.tags or ()))}
    return Bench(classroom, deck, sorted(tags), decks, public=open_to_everybody(connection, deck_id))


def _closing(connection: Connection, deck_id: str, kind: str, typed: Typed) -> dict[str, Any]:
    """Return the column for closing a deck: only a quiz does so, and only on a deck that is open to those outside."""
    return {"closes_deck": typed.closes_deck and kind == "quiz" and open_to_everybody(connection, deck_id)}


def _check_closing(values: Mapping[str, Any], zone: ZoneInfo, granted: datetime | None = None) -> None:
    """Make sure that a deck does not stay closed without end or for too long, also not by the latest due date granted. Raises Invalid."""
    if not values["closes_deck"]:
        return
    if values["due_at"] is None:
        raise Invalid("closes_deck", "endless")
    if closes_too_long(values["opens_at"], last_moment(values["due_at"], granted) or values["due_at"], zone):
        raise Invalid("closes_deck", "long", most=LONGEST_CLOSING.days)


def _move_open(connection: Connection, assignment: Assignment, now: datetime, user_id: int = 0) -> None:
    """Adjust the ends of open attempts after a change, but never those that have passed."""
    granted = stored_assignments.granted(connection, [assignment.id], user_id)
    for run in stored_assignments.runs(connection, [assignment.id], user_id):
        if not run.ended(now):
            own = granted.get((run.user_id, assignment.id), Granted())
            end = attempt_ends(run.started_at, assignment.minutes, own.extra, last_moment(assignment.due_at, own.due_at))
            stored_assignments.move_ends(connection, run.user_id, run.n, max(end, now) if end else None)


def _values(deck: Deck, kind: str, typed: Typed, zone: ZoneInfo, opens: datetime) -> dict[str, Any]:
    """Return the columns for a form. `opens` is the moment of opening if none was typed. Raises Invalid."""
    part = _part(deck, kind, typed)
    opens_at, due_at = _moment("opens", typed.opens, zone, later=False) or opens, _moment("due", typed.due, zone, later=True)
    if due_at and due_at <= opens_at:
        raise Invalid("due", "before")
    if typed.counts not in COUNTS or typed.feedback not in FEEDBACK:
        raise Invalid("feedback" if typed.counts in COUNTS else "counts", "unknown")
    if kind == "quiz" and typed.feedback == "close" and due_at is None:
        raise Invalid("feedback", "endless")
    return {
        "title": names.clean_line(typed.title, "title", LONGEST_TITLE),
        "part": part,
        "opens_at": opens_at,
        "due_at": due_at,
        "days": _number("days", typed.days, 1, MOST_DAYS) or 1,
        "size": _number("size", typed.size, 1, MOST_QUESTIONS) or 0,
        "minutes": _number("minutes", typed.minutes, 1, MOST_MINUTES),
        "attempts": _number("attempts", typed.attempts, 0, MOST_ATTEMPTS) or 0,
        "counts": typed.counts,
        "feedback": typed.feedback,
        "shuffled": typed.shuffled,
    }


def _part(deck: Deck, kind: str, typed: Typed) -> AssignedPart:
    anchors = {section.anchor for section in (deck.reading.sections if deck.reading else ())}
    part = AssignedPart(
        tuple(name for name in typed.sections if name in anchors),
        tuple(name for name in typed.categories if name in deck.categories),
        typed.tags,
    )
    facts = part.facts(deck)
    if not facts:
        raise Invalid("part", "empty")
    if kind == "quiz" and all(type_of(question).self_rated for fact in facts for question in fact.questions):
        raise Invalid("part", "cards")  # which nobody else can grade
    return part


def _moment(field: str, text: str, zone: ZoneInfo, *, later: bool) -> datetime | None:
    if not text.strip():
        return None
    try:
        return moment_of(text.strip(), zone, later=later)
    except LookupError as error:
        raise Invalid(field, "gap") from error
    except (ValueError, OverflowError) as error:
        raise Invalid(field, "unreadable") from error


def _number(field: str, text: str, least: int, most: int) -> int | None:
    if not text.strip():
        return None
    number = int(text) if text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) <= len(str(most)) else -1
    if not least <= number <= most:
        raise Invalid(field, "range")
    return number


def typed_of(assignment: Assignment, clock: Mapping[str, str]) -> Typed:
    """Return an assignment as a form holds it; `clock` has its moments `opens` and `due` on the clock of its class."""
    return Typed(
        title=assignment.title,
        opens=clock["opens"],
        due=clock["due"],
        **asdict(assignment.part),
        days=str(assignment.days),
        size=str(assignment.size or ""),
        minutes=str(assignment.minutes or ""),
        attempts=str(assignment.attempts),
        counts=assignment.counts,
        feedback=assignment.feedback,
        shuffled=assignment.shuffled,
        closes_deck=assignment.closes_deck,
        holds_out=assignment.holds_out,
    )

"""Students' results in assignments: what is done of a study assignment, and which quiz attempt counts with how many points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from quizapp.db.base import Connection
from quizapp.db.grading import stored_assignments, stored_marks
from quizapp.db.grading.stored_assignments import Assignment, AssignmentAttempt, Granted
from quizapp.db.grading.stored_marks import Mark
from quizapp.domain.grading.assignments import Ran, RightAnswer, counting, done, last_moment, last_right
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.learning.holding_back import until

__all__ = ["Assignment", "AssignmentResult", "Mark", "Results"]


@dataclass(frozen=True, slots=True)
class AssignmentResult:
    """One student's result in one assignment now.

    `ends` and `extra` are the student's own. For study, `facts` are those in scope, `done` those that were done in time and `made` those
    done by now, late ones included; `right_on` has the latest study day on which each was right, done or not. For a quiz, `ran` are the
    attempts that ended, `begun` counts all, and `open` is the number of an open one, or 0. `excused` is the reason, if any. `hidden` is
    true if this is what the student may know, and that is not yet the points.
    """

    assignment: Assignment
    now: datetime
    ends: datetime | None
    extra: int
    facts: tuple[str, ...]
    done: frozenset[str]
    made: frozenset[str]
    right_on: Mapping[str, date]
    ran: tuple[Ran, ...]
    begun: int
    open: int
    excused: str
    hidden: bool = False

    @property
    def for_student(self) -> AssignmentResult:
        """What the student may know: without points while the verdicts of an attempt are held back, since one can tell on another."""
        if not self.opens_at:
            return self
        return replace(self, hidden=True, ran=tuple(replace(ran, points=0.0) for ran in self.ran))

    @property
    def opens_at(self) -> datetime | None:
        """Until when the verdicts of an attempt are held back; None if those of all may be seen."""
        return max((ran.opens_at for ran in self.ran if ran.opens_at), default=None)

    @property
    def counted(self) -> Ran | None:
        """The attempt that counts, if that may be known."""
        return None if self.hidden else counting(self.ran, self.assignment.counts)

    @property
    def points(self) -> float | None:
        """The points: facts done in time, or those of the attempt that counts; None while there is nothing to count."""
        if self.assignment.kind == "study":
            return float(len(self.done))
        return self.counted.points if self.counted else None

    @property
    def of(self) -> int:
        """The points that can be reached; 0 before a quiz was taken."""
        return len(self.facts) if self.assignment.kind == "study" else self.counted.of if self.counted else 0

    @property
    def share(self) -> float | None:
        """The points as a share from 0 to 1, or None while there is nothing to count."""
        return None if self.points is None or not self.of else self.points / self.of

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are still to be done."""
        return tuple(fact for fact in self.facts if fact not in self.made)

    @property
    def upcoming(self) -> bool:
        """Whether it has not opened yet."""
        return self.now < self.assignment.opens_at

    @property
    def over(self) -> bool:
        """Whether it has closed for this student."""
        return self.ends is not None and self.ends <= self.now

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do: every fact done, or an attempt that counts handed in."""
        return bool(self.facts) and len(self.done) == len(self.facts) if self.assignment.kind == "study" else bool(self.ran)

    @property
    def late(self) -> bool:
        """Whether a study was done, but not in time."""
        return self.over and not self.complete and self.assignment.kind == "study" and bool(self.facts) and not self.missing

    @property
    def left(self) -> int | None:
        """The number of attempts left, or None for any number."""
        return max(0, self.assignment.attempts - self.begun) if self.assignment.attempts else None


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that was done for some assignments, read at once."""

    now: datetime
    editions: Mapping[str, Edition]
    granted: Mapping[tuple[int, int], Granted]
    runs: Sequence[AssignmentAttempt]
    marks: Sequence[Mark]
    rights: Mapping[tuple[int, str], Sequence[RightAnswer]]

    def of(self, assignment: Assignment, user_id: int) -> AssignmentResult:
        """Return one student's result in one of them."""
        granted = self.granted.get((user_id, assignment.id), Granted())
        ends = last_moment(assignment.due_at, granted.due_at)
        facts = self.facts(assignment) if assignment.kind == "study" else ()
        rights = self.rights.get((user_id, assignment.deck_id), ())
        runs = [run for run in self.runs if (run.user_id, run.assignment_id) == (user_id, assignment.id)]
        changes = [mark for mark in self.marks if (mark.user_id, mark.assignment_id) == (user_id, assignment.id)]
        return AssignmentResult(
            assignment=assignment,
            now=self.now,
            ends=ends,
            extra=granted.extra,
            facts=facts,
            done=done(rights, facts, days=assignment.days, opens=assignment.opens_at, until=ends),
            made=done(rights, facts, days=assignment.days, opens=assignment.opens_at, until=None),
            right_on=last_right(rights, facts, opens=assignment.opens_at),
            ran=tuple(self._ran(run, end, changes, until(run.feedback, ends, self.now)) for run in runs if (end := run.ended(self.now))),
            begun=len(runs),
            open=next((run.n for run in runs if not run.ended(self.now)), 0),
            excused=excuse(changes),
        )

    def facts(self, assignment: Assignment) -> tuple[str, ...]:
        """Return the facts that an assignment covers in the current deck; none if the deck is no longer published."""
        shown = self.editions.get(assignment.deck_id)
        return tuple(fact.id for fact in assignment.part.facts(shown.deck)) if shown else ()

    def _ran(self, run: AssignmentAttempt, end: datetime, changes: Sequence[Mark], opens_at: datetime | None) -> Ran:
        stand = standing_marks(changes, run.n)
        points = run.saved if run.points is None else run.points
        return Ran(run.n, points + sum((mark.score or 0.0) - mark.before for mark in stand.values()), run.of, end, opens_at)


def read(connection: Connection, assignments: Sequence[Assignment], users: Sequence[int], now: datetime) -> Results:
    """Read what some learners did for some assignments: at most five statements, however many there are of both."""
    if not assignments:
        return Results(now, {}, {}, (), (), {})
    ids, only = [one.id for one in assignments], users[0] if len(users) == 1 else 0
    studies = [one for one in assignments if one.kind == "study"]
    quizzes = [one.id for one in assignments if one.kind == "quiz"]
    decks = {one.deck_id for one in assignments}
    since = min((one.opens_at for one in studies), default=now)
    return Results(
        now=now,
        editions={deck: edition(connection, deck, revision) for deck, revision in stored_assignments.revisions(connection, decks).items()},
        granted=stored_assignments.granted(connection, ids, only),
        runs=stored_assignments.runs(connection, quizzes, only) if quizzes else (),
        marks=stored_marks.of(connection, ids, only),
        rights=stored_assignments.right_answers(connection, {one.deck_id for one in studies}, since, users) if studies else {},
    )


def standing_marks(changes: Sequence[Mark], attempt: int) -> dict[int, Mark]:
    """Return the marks by hand that are valid in an attempt: the newest for each position, if it was not undone."""
    newest = {mark.position: mark for mark in changes if mark.attempt == attempt and mark.position}
    return {position: mark for position, mark in newest.items() if position and mark.kind == "mark"}


def excuse(changes: Sequence[Mark]) -> str:
    """Return why a student is excused, or nothing if they are not."""
    newest = next((mark for mark in reversed(changes) if mark.kind in {"excuse", "unexcuse"}), None)
    return newest.why if newest and newest.kind == "excuse" else ""

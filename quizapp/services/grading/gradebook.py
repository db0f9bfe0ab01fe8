"""The gradebook of a class: its students and their assignments; one student's row, one attempt, and its file for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.classes import class_strips, stored_classes
from quizapp.db.classes.stored_classes import Classroom, Member
from quizapp.db.grading import stored_assignments, stored_marks
from quizapp.db.grading.stored_assignments import Assignment
from quizapp.db.grading.stored_marks import Mark
from quizapp.db.log import LoggedAction
from quizapp.db.quizzes import stored_attempts
from quizapp.domain.grading.assignments import last_moment
from quizapp.domain.memory.progress import Strength, strength_by_days
from quizapp.domain.people.audiences import is_student, learns
from quizapp.domain.questions.spreadsheets import guarded
from quizapp.domain.reading.mapping import weakest
from quizapp.services.classes import classes
from quizapp.services.classes.classes import PlaceInClass
from quizapp.services.errors import NotFound
from quizapp.services.grading import assigning
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import results, reviews
from quizapp.services.quizzes.results import AssignmentResult, Results
from quizapp.services.quizzes.reviews import Review


@dataclass(frozen=True, slots=True)
class GradebookRow:
    """A student with a result for each assignment; `strengths` has one for each fact of the assigned decks, in their order."""

    member: Member
    results: Sequence[AssignmentResult]
    strengths: Sequence[Strength] = ()


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The students of a class by name, and its graded assignments that were not withdrawn."""

    place: PlaceInClass
    assignments: Sequence[Assignment]
    rows: Sequence[GradebookRow]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What a student sees of the gradebook: only their own results."""

    classroom: Classroom
    results: Sequence[AssignmentResult]


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """One assignment with everybody who does it, the title of its deck, and its log.

    `closed_until` is until when it closes its deck to those outside, now or once it opens; None if it does not, or no longer.
    """

    place: PlaceInClass
    assignment: Assignment
    deck_title: str
    facts: int
    rows: Sequence[GradebookRow]
    log: Sequence[LoggedAction]
    now: datetime
    closed_until: datetime | None


@dataclass(frozen=True, slots=True)
class StudentGrades:
    """One student's results with the changes made by hand."""

    place: PlaceInClass
    row: GradebookRow
    changes: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """A student's attempt as the teacher sees it; `review` is None while it is open; `until` is then its latest end."""

    place: PlaceInClass
    member: Member
    assignment: Assignment
    review: Review | None
    changes: Sequence[Mark]
    until: datetime | None


def gradebook(who: Visitor, class_id: int, now: datetime, day: date) -> Gradebook:
    """Return the gradebook of a class for its teachers and assistants, with a bounded number of statements. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        learning = _learning(connection, class_id)
        assigned = _assigned(connection, class_id)
        found = results.read(connection, assigned, [member.user_id for member in learning], now)
        strips = _strips(connection, found, [member.user_id for member in learning], day)
    return Gradebook(place, assigned, [_row(found, assigned, member, strips(member.user_id)) for member in learning])


def own(who: Visitor, class_id: int, now: datetime) -> OwnRow:
    """Return a student's own row. Raises NotFound for everybody who is not a student in the class."""
    with transaction(write=False) as connection:
        classroom = stored_classes.read(connection, class_id)
        role, live = stored_classes.standing(connection, class_id, who.id)
        if classroom is None or not live or not learns(role):
            raise NotFound(class_id)
        assigned = _assigned(connection, class_id)
        found = results.read(connection, assigned, [who.id], now)
    return OwnRow(classroom, [found.of(one, who.id).for_student for one in assigned])


def assignment_page(who: Visitor, assignment_id: int, now: datetime) -> AssignmentPage:
    """Return one assignment for the teachers and assistants of its class. Raises NotFound."""
    with transaction(write=False) as connection:
        assignment = assigning.of_class(connection, who, assignment_id)
        place = classes.staff(connection, who, assignment.class_id)
        learning = _learning(connection, assignment.class_id)
        found = results.read(connection, [assignment], [member.user_id for member in learning], now)
        noted = log.entries(connection, f"assignment:{assignment_id}")
        until = None if place.classroom.archived else _closes_until(connection, assignment)
    shown = found.editions.get(assignment.deck_id)
    title = shown.deck.title if shown else assignment.deck_id
    students = [_row(found, [assignment], member) for member in learning]
    return AssignmentPage(
        place, assignment, title, len(found.facts(assignment)), students, noted, now, until if until and now < until else None
    )


def _closes_until(connection: Connection, assignment: Assignment) -> datetime | None:
    closes = assignment.closes_deck and not assignment.withdrawn
    return last_moment(assignment.due_at, stored_assignments.latest(connection, assignment.id)) if closes else None


def student_page(who: Visitor, class_id: int, user_id: int, now: datetime) -> StudentGrades:
    """Return one student's results for the teachers and assistants of the class. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        member = _member(connection, class_id, user_id)
        assigned = _assigned(connection, class_id)
        found = results.read(connection, assigned, [user_id], now)
        changes = stored_marks.of(connection, [one.id for one in assigned], user_id)
    return StudentGrades(place, _row(found, assigned, member), changes)


def attempt_page(who: Visitor, class_id: int, assignment_id: int, user_id: int, n: int, now: datetime) -> AttemptPage:
    """Return one attempt of a student with its marks, for the teachers and assistants of the class. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        member = _member(connection, class_id, user_id)
        assignment, taken = stored_assignments.read(connection, assignment_id), stored_attempts.attempt(connection, user_id, n)
        if assignment is None or assignment.class_id != class_id or taken is None or taken.assignment_id != assignment_id:
            raise NotFound(n)
        end = taken.ended(now)
        review = reviews.review_of(connection, taken, end) if end else None
        changes = [mark for mark in stored_marks.of(connection, [assignment_id], user_id) if mark.attempt == n]
    return AttemptPage(place, member, assignment, review, changes, taken.ends_at)


def as_csv(book: Gradebook, heads: Sequence[str], words: Callable[[AssignmentResult], str]) -> bytes:
    """Return a gradebook as a file for spreadsheets: UTF-8 with a byte order mark, lines ending in CR LF, no text that is a formula.

    `heads` are the headings for name, user name, points, possible points, percent and state, the last four once for each assignment;
    `words` returns the state of a result in words.
    """
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(safe([*heads[:2], *(f"{one.title}: {head}" for one in book.assignments for head in heads[2:])]))
    for row in book.rows:
        cells: list[object] = [row.member.name, row.member.username or ""]
        for result in row.results:
            share = None if result.share is None else round(result.share * 100, 1)
            points = None if result.points is None else round(result.points, 4)
            cells += [points, result.of or None, share, words(result)]
        lines.writerow(safe(cells))
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def safe(cells: Sequence[object]) -> list[object]:
    """Return the cells of a line, with an apostrophe before a text that a spreadsheet would take for a formula; numbers are unchanged."""
    return [guarded(cell) if isinstance(cell, str) else cell for cell in cells]


def _learning(connection: Connection, class_id: int) -> list[Member]:
    """Return the students of a class by name; a teacher's test student is not among them."""
    return [member for member in stored_classes.members(connection, class_id, date.max) if member.live and is_student(member.role)]


def _member(connection: Connection, class_id: int, user_id: int) -> Member:
    found = stored_classes.members(connection, class_id, date.max, user_id)
    if not found or not found[0].live or not learns(found[0].role):
        raise NotFound(user_id)
    return found[0]


def _assigned(connection: Connection, class_id: int) -> list[Assignment]:
    """Return what is graded: a quiz that holds facts out is not, since nobody could practise all it asks."""
    return [one for one in stored_assignments.of_class(connection, class_id) if not (one.withdrawn or one.holds_out)]


def _row(found: Results, assigned: Sequence[Assignment], member: Member, strengths: Sequence[Strength] = ()) -> GradebookRow:
    return GradebookRow(member, [found.of(one, member.user_id) for one in assigned], strengths)


def _strips(connection: Connection, found: Results, users: Sequence[int], day: date) -> Callable[[int], Sequence[Strength]]:
    """Return a function that gives the strength of every fact of the assigned decks for a student, from one statement for all students."""
    held: Mapping[int, dict[tuple[str, str], list[Strength]]] = defaultdict(lambda: defaultdict(list))
    for user, deck, fact, ask_day, one_day, right in class_strips.met(connection, users, found.editions):
        held[user][deck, fact].append(strength_by_days(ask_day, day, one_day=bool(one_day), right=bool(right)))
    facts = [(deck, fact.id) for deck, shown in sorted(found.editions.items()) for fact in shown.deck.facts]
    return lambda user: [weakest(held[user].get(name, ())) for name in facts]

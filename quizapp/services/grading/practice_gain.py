"""What practice gained in a class: answers in a quiz on practised facts against those on facts that were left out. It names nobody.

Counted are the answers of students who are in the class now, in their first attempt, if it began before a teacher ended the hold-out. A
fact counts in the group it was drawn for, whatever its student did meanwhile; a question without a response counts as not right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from quizapp.db.base import transaction
from quizapp.db.grading import drawn_outcomes
from quizapp.db.grading.drawn_outcomes import DrawnRow, FirstAttempt
from quizapp.domain.memory.hold_out import DrawnOutcome, PracticeGain, compare
from quizapp.services.classes import classes
from quizapp.services.classes.classes import PlaceInClass
from quizapp.services.grading.gradebook import safe
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class TrialAnswer:
    """An answer that counts: `learner` is its student's number on this page, `near` if practice may have given the left-out fact away."""

    learner: int
    fact: str
    left_out: bool
    near: bool
    right: bool


@dataclass(frozen=True, slots=True)
class PracticeTrial:
    """A quiz that holds facts out, with its result so far.

    `students` have a draw, `taken` of them have handed the quiz in. `open` is true while it still holds facts out. `plain` is the result
    without left-out facts that practice may have given away, `near` the number of answers on those.
    """

    assignment: int
    title: str
    open: bool
    students: int
    taken: int
    answers: Sequence[TrialAnswer]
    gain: PracticeGain
    near: int
    plain: PracticeGain


@dataclass(frozen=True, slots=True)
class ClassTrials:
    """The quizzes of a class that hold or held facts out, the newest first, those that nobody has taken at the end."""

    place: PlaceInClass
    trials: Sequence[PracticeTrial]


def of_class(who: Visitor, class_id: int, now: datetime) -> ClassTrials:
    """Return what practice gained in the quizzes of a class, for its teachers and assistants. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        rows = drawn_outcomes.drawn(connection, class_id)
        taken = drawn_outcomes.first_attempts(connection, class_id, {row.assignment for row in rows}) if rows else []
    trials = [_trial(list(drawn), taken, now) for _, drawn in groupby(rows, key=lambda row: row.assignment)]
    return ClassTrials(place, sorted(trials, key=lambda trial: not trial.taken))


def as_csv(shown: ClassTrials, heads: Sequence[str]) -> bytes:
    """Return every answer as a line of a file for spreadsheets, as `gradebook.as_csv` does; students are numbers.

    `heads` are the headings for quiz, student, fact, left out (1 or 0), perhaps given away, and right.
    """
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(safe(heads))
    for trial in shown.trials:
        for one in trial.answers:
            lines.writerow(safe([trial.title, one.learner, one.fact, int(one.left_out), int(one.near), int(one.right)]))
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _trial(drawn: Sequence[DrawnRow], attempts: Sequence[FirstAttempt], now: datetime) -> PracticeTrial:
    quiz = drawn[0]
    draws = {(row.learner, row.question): row for row in drawn if row.learner is not None}
    numbers = {learner: number for number, learner in enumerate(dict.fromkeys(learner for learner, _ in draws), 1)}
    counted = [one for one in attempts if one.assignment == quiz.assignment and one.learner in numbers and _before_the_end(one, quiz)]
    answers = [
        TrialAnswer(numbers[one.learner], row.fact or "", bool(row.left_out), bool(row.near), right)
        for one in counted
        for question, right in one.right.items()
        if (row := draws.get((one.learner, question)))
    ]
    near = sum(one.near for one in answers)
    return PracticeTrial(
        assignment=quiz.assignment,
        title=quiz.title,
        open=not quiz.withdrawn and quiz.practised_at is None and now < quiz.due_at,
        students=len(numbers),
        taken=len(counted),
        answers=answers,
        gain=_gain(answers),
        near=near,
        plain=_gain([one for one in answers if not one.near]),
    )


def _gain(answers: Sequence[TrialAnswer]) -> PracticeGain:
    return compare(DrawnOutcome(one.learner, one.left_out, one.right) for one in answers)


def _before_the_end(attempt: FirstAttempt, quiz: DrawnRow) -> bool:
    return quiz.practised_at is None or attempt.started_at < quiz.practised_at

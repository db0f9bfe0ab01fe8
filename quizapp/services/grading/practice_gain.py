"""What practice gained in a class: answers in a quiz on facts to practise against those on facts that were left out. It names nobody.

Counted are the answers of students who are in the class now, in their first attempt, if it began before a teacher ended the hold-out. A
fact counts in the group it was drawn for, whatever its student did meanwhile; a question without a response counts as not right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
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
    """An answer that counts: `learner` is its student's number on this page, in an order that tells nothing about who it is.

    `near` if practice may have given the left-out fact away, `met` if its student had answered on the fact before the quiz.
    """

    learner: int
    fact: str
    left_out: bool
    near: bool
    met: bool
    right: bool


@dataclass(frozen=True, slots=True)
class PracticeTrial:
    """A quiz that holds facts out, with its result so far.

    `students` have a draw, the answers of `counted` of them count. `open` is true while it still holds facts out, `ended` if a teacher
    ended that. Of `to_practise` answers on facts to practise, `met` are on facts that had been answered before. `plain` is the result
    without left-out facts that practice may have given away, `near` the number of answers on those.
    """

    assignment: int
    title: str
    open: bool
    ended: bool
    students: int
    counted: int
    to_practise: int
    met: int
    answers: Sequence[TrialAnswer]
    gain: PracticeGain
    near: int
    plain: PracticeGain


@dataclass(frozen=True, slots=True)
class ClassTrials:
    """The quizzes of a class that hold or held facts out, the newest first, those without an answer that counts at the end."""

    place: PlaceInClass
    trials: Sequence[PracticeTrial]


def of_class(who: Visitor, class_id: int, now: datetime) -> ClassTrials:
    """Return what practice gained in the quizzes of a class, for its teachers and assistants. Raises NotFound."""
    with transaction(write=False) as connection:
        place = classes.staff(connection, who, class_id)
        rows = drawn_outcomes.drawn(connection, class_id)
        quizzes = {row.assignment for row in rows}
        taken = drawn_outcomes.first_attempts(connection, class_id, quizzes) if rows else []
        since = drawn_outcomes.first_answers(connection, class_id, quizzes) if taken else {}
    trials = [_trial(list(drawn), taken, since, now) for _, drawn in groupby(rows, key=lambda row: row.assignment)]
    return ClassTrials(place, sorted(trials, key=lambda trial: not trial.counted))


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


def _trial(
    drawn: Sequence[DrawnRow], attempts: Sequence[FirstAttempt], since: Mapping[tuple[int, int, str], datetime], now: datetime
) -> PracticeTrial:
    quiz = drawn[0]
    draws = {(row.learner, row.question): row for row in drawn if row.learner is not None}
    numbers = _numbers({learner for learner, _ in draws}, quiz.assignment)
    counted = [one for one in attempts if one.assignment == quiz.assignment and one.learner in numbers and _before_the_end(one, quiz)]
    answers = [
        TrialAnswer(numbers[one.learner], row.fact or "", bool(row.left_out), bool(row.near), _met(one, row, since), right)
        for one in sorted(counted, key=lambda one: numbers[one.learner])
        for question, right in one.right.items()
        if (row := draws.get((one.learner, question)))
    ]
    to_practise = [one for one in answers if not one.left_out]
    near = sum(one.near for one in answers)
    return PracticeTrial(
        assignment=quiz.assignment,
        title=quiz.title,
        open=not quiz.withdrawn and quiz.practised_at is None and now < quiz.due_at,
        ended=quiz.practised_at is not None,
        students=len(numbers),
        counted=len(counted),
        to_practise=len(to_practise),
        met=sum(one.met for one in to_practise),
        answers=answers,
        gain=_gain(answers),
        near=near,
        plain=_gain([one for one in answers if not one.near]),
    )


def _gain(answers: Sequence[TrialAnswer]) -> PracticeGain:
    return compare(DrawnOutcome(one.learner, one.left_out, one.right) for one in answers)


def _numbers(learners: Collection[int], assignment: int) -> dict[int, int]:
    """Return a number from 1 on for each learner, shuffled by assignment: accounts are made in the order of a class list."""
    order = sorted(learners, key=lambda learner: sha256(f"{assignment}/{learner}".encode()).digest())
    return {learner: number for number, learner in enumerate(order, 1)}


def _met(attempt: FirstAttempt, row: DrawnRow, since: Mapping[tuple[int, int, str], datetime]) -> bool:
    first = since.get((attempt.assignment, attempt.learner, row.fact or ""))
    return first is not None and first < attempt.started_at


def _before_the_end(attempt: FirstAttempt, quiz: DrawnRow) -> bool:
    return quiz.practised_at is None or attempt.started_at < quiz.practised_at

"""What re-grading answers would do: which of them would get another grade, and whose they are. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from random import Random

from quizapp.db.base import Connection
from quizapp.db.grading import regrades
from quizapp.db.grading.regrades import Asker, ColleaguesClass, StoredRegrade
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.domain.questions.question import FormatError, Grade, Question, Response, Verdict
from quizapp.domain.questions.registry import type_of
from quizapp.services.learning.answering import from_text, rate
from quizapp.services.learning.editions import edition

NAMED = 60
"""How many learners are listed by name."""


@dataclass(frozen=True, slots=True)
class GradeChange:
    """An answer and the grade it would have; `rating` is None if it does not feed memory."""

    answer: StoredAnswer
    grade: Grade
    rating: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """How many answers would go from one verdict to another; `points` is what they gain, negative if they lose."""

    before: Verdict
    after: Verdict
    answers: int
    learners: int
    points: float


@dataclass(frozen=True, slots=True)
class Touched:
    """An answer of somebody in one of the visitor's classes whose grade would change; `attempt` is the number of the quiz, if any."""

    name: str
    before: Verdict
    after: Verdict
    points: float
    attempt: int | None


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a re-grade would do.

    `looked_at` counts the answers that another version or older rules graded, `unreadable` those that do not change because their response
    cannot be read now. `former` are the previous right answers. `by_rules` tells whether the rules alone change an answer, which was given
    to the same version. `attempts` counts the quizzes whose points change. `people` are up to `NAMED` learners from the visitor's classes,
    `others` the number of further learners who would be affected. `classes` are those of other teachers with students among them.
    """

    right: tuple[str, ...]
    former: tuple[str, ...]
    by_rules: bool
    looked_at: int
    unreadable: int
    answers: int
    learners: int
    attempts: int
    shifts: Sequence[Shift]
    people: Sequence[Touched]
    others: int
    classes: Sequence[ColleaguesClass] = ()


def asked_in(connection: Connection, question_id: int) -> dict[int, Question]:
    """Return a question as it is in each of its versions."""
    versions = regrades.versions(connection, question_id)
    return {version: edition(connection, deck, revision).question(question_id) for version, (deck, revision) in versions.items()}


def regraded_by(connection: Connection, row: StoredRegrade) -> int:
    """Return the version of its question that a re-grade grades by."""
    shown = edition(connection, row.deck_id, row.revision_id)
    return shown.versions[shown.keys[row.question_id]][1]


def look(connection: Connection, asking: Asker, question_id: int, version: int, new: Question) -> DryRun:
    """Return what a re-grade would do with a question whose current version is `version`, 0 for one that is not published yet."""
    asked = asked_in(connection, question_id)
    answers = regrades.answers(connection, question_id, version, asking)
    changes, unreadable = judge_again(new, asked, answers)
    names = regrades.names(connection, asking.user_id)
    listed = sorted((change for change in changes if change.answer.user_id in names), key=lambda one: names[one.answer.user_id].casefold())
    people = [_touched(names[change.answer.user_id], change) for change in listed[:NAMED]]
    learners = {change.answer.user_id for change in changes}
    former = dict.fromkeys("; ".join(asked[change.answer.version_id].right) for change in changes)
    return DryRun(
        right=new.right,
        former=tuple(former),
        by_rules=any(_by_rules(change.answer, version) for change in changes),
        looked_at=len(answers),
        unreadable=unreadable,
        answers=len(changes),
        learners=len(learners),
        attempts=len({(change.answer.user_id, change.answer.attempt) for change in changes if change.answer.attempt is not None}),
        shifts=_shifts(changes),
        people=people,
        others=len(learners - {change.answer.user_id for change in listed[:NAMED]}),
        classes=regrades.colleagues_classes(connection, question_id, learners, asking.user_id) if learners else (),
    )


def _by_rules(answer: StoredAnswer, version: int) -> bool:
    """Whether the version did not change, so that only the rules can have."""
    return answer.version_id == version and answer.rules != GRADING_RULES and not answer.regraded


def _touched(name: str, change: GradeChange) -> Touched:
    answer = change.answer
    return Touched(name, Verdict(answer.verdict), change.grade.verdict, change.grade.score - answer.score, answer.attempt)


def _shifts(changes: Sequence[GradeChange]) -> list[Shift]:
    grouped: dict[tuple[str, str], list[GradeChange]] = {}
    for change in changes:
        grouped.setdefault((change.answer.verdict, change.grade.verdict), []).append(change)
    shifts = [
        Shift(
            Verdict(before),
            Verdict(after),
            len(group),
            len({change.answer.user_id for change in group}),
            fsum(change.grade.score - change.answer.score for change in group),
        )
        for (before, after), group in grouped.items()
    ]
    return sorted(shifts, key=lambda shift: (-shift.answers, shift.before, shift.after))


def judge_again(new: Question, asked: Mapping[int, Question], answers: Iterable[StoredAnswer]) -> tuple[list[GradeChange], int]:
    """Return the answers that a question grades differently, and the number whose response it cannot read.

    `asked` has the question in each version that was answered.
    """
    grades: dict[tuple[int, str], tuple[Response, Grade] | None] = {}
    changes, unreadable = [], 0
    for answer in answers:
        same = answer.version_id, answer.response
        if same not in grades:
            grades[same] = _grade(new, asked[answer.version_id], from_text(answer.response))
        judged = grades[same]
        if judged is None:
            unreadable += 1
            continue
        given, grade = judged
        rating = None if answer.rating is None else int(rate(new, given, grade, hint=answer.hint))
        if (grade.score, grade.verdict, rating) != (answer.score, answer.verdict, answer.rating):
            changes.append(GradeChange(answer, grade, rating))
    return changes, unreadable


def _grade(new: Question, asked: Question, given: Response | None) -> tuple[Response, Grade] | None:
    """Return the grade of a response by another version of its question, or None if that cannot read it."""
    kind = type_of(new)
    if given is None or kind is not type_of(asked) or kind.self_rated:
        return None
    before, after = (kind.present(question, Random(0)) for question in (asked, new))  # noqa: S311 - their shuffle does not matter
    if (sorted(before.lefts), sorted(before.items), before.gaps) != (sorted(after.lefts), sorted(after.items), after.gaps):
        return None
    response = kind.parse(new, kind.fields(asked, given))
    return None if isinstance(response, FormatError) else (response, kind.grade(new, response))

"""Re-grades answers after the right answer to a question, or the rules, have changed: first previewed, then done, and reversible.

Each learner is one transaction, which also records the progress. The work can therefore stop at any point, continue later, and be shared by
two requests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum
from time import monotonic

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.grading import regrade_offers, regrades, stored_reports
from quizapp.db.grading.regrades import Asker, StoredRegrade
from quizapp.db.learning import daily_totals, running_numbers, stored_answers
from quizapp.db.learning.grades_of_record import KINDS
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.db.quizzes import stored_attempts
from quizapp.domain.questions.question import Question, Verdict
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.grading.dry_runs import DryRun, asked_in, judge_again, look, regraded_by
from quizapp.services.learning.editions import Edition, current, edition
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.learning.memories import rebuild
from quizapp.services.people.accounts import Visitor

SECONDS = 5.0
"""How long one request works on a re-grade before it shows the progress."""

LONGEST = 500
"""The longest reason, in characters."""


@dataclass(frozen=True, slots=True)
class BegunRegrade:
    """A re-grade that was begun; `done` of `total` learners are finished. `reversible` tells whether the visitor may reverse it now."""

    row: StoredRegrade
    done: int
    total: int
    reversible: bool

    @property
    def running(self) -> bool:
        """Whether it is not finished."""
        return self.row.finished_at is None


@dataclass(frozen=True, slots=True)
class Desk:
    """The page of one question: what a re-grade would do (None while one is running), and earlier ones.

    `everybody` tells whether all learners of the deck are re-graded, or only those in the visitor's classes.
    """

    deck: Deck
    question: str
    prompt: str
    everybody: bool
    dry_run: DryRun | None
    running: BegunRegrade | None
    history: Sequence[BegunRegrade]


def desk(who: Visitor, deck_id: str, key: str) -> Desk:
    """Return what re-grading a question would do, and what was done. Raises NotFound if the visitor may not re-grade it."""
    with transaction(write=False) as connection:
        asking, shown, question_id = _find(connection, who, deck_id, key)
        rows = regrades.of_question(connection, question_id)
        history = [_past(connection, row, rows, asking, who) for row in rows]
        running = next((past for past in history if past.running), None)
        dry = None if running else look(connection, asking, question_id, shown.versions[key][1], shown.question(question_id))
    return Desk(shown.deck, key, plain_prompt(shown.deck.questions[key]), asking.everybody, dry, running, history)


def dry_run(who: Visitor, deck_id: str, key: str, question: Question | None = None) -> DryRun:
    """Return what re-grading with the current version, or an unpublished `question`, would do. Raises NotFound."""
    with transaction(write=False) as connection:
        asking, shown, question_id = _find(connection, who, deck_id, key)
        version = 0 if question else shown.versions[key][1]
        return look(connection, asking, question_id, version, question or shown.question(question_id))


def start(who: Visitor, deck_id: str, key: str, why: str, now: datetime, *, classes: bool = False, seconds: float = SECONDS) -> int:
    """Begin a re-grade, or continue one that is running, and return its number.

    `classes` tells that grades may change in classes of other teachers as well. Raises NotFound, and Invalid if they may not but would
    (classes: others), if nothing would change or the reason is too long.
    """
    why = why.strip()
    with transaction(write=True) as connection:
        asking, shown, question_id = _find(connection, who, deck_id, key)
        regrades.take_question(connection, question_id)
        running = next((row.id for row in regrades.of_question(connection, question_id) if row.finished_at is None), None)
        if running is None:
            dry = look(connection, asking, question_id, shown.versions[key][1], shown.question(question_id))
            if not dry.answers:
                raise Invalid("regrade", "nothing")
            if dry.classes and not classes:
                raise Invalid("classes", "others")
            if len(why) > LONGEST:
                raise Invalid("why", "long", most=LONGEST)
            running = regrades.add(connection, deck_id, question_id, shown.revision, by=who.username, why=why, now=now)
            log.note(connection, who.username, "re-graded", f"deck:{deck_id}", f"{key}: {dry.answers}", now)
    _run(running, now, seconds)
    return running


def go_on(who: Visitor, deck_id: str, key: str, number: int, now: datetime, *, seconds: float = SECONDS) -> None:
    """Continue a re-grade, or its reversal, that is not finished. Raises NotFound."""
    with transaction(write=False) as connection:
        _, _, question_id = _find(connection, who, deck_id, key)
        _of(connection, number, question_id)
    _run(number, now, seconds)


def undo(who: Visitor, deck_id: str, key: str, number: int, now: datetime, *, seconds: float = SECONDS) -> None:
    """Reverse a re-grade, so that its answers have their previous grade. Raises NotFound, and Invalid if there is a newer one."""
    with transaction(write=True) as connection:
        asking, _, question_id = _find(connection, who, deck_id, key)
        regrades.take_question(connection, question_id)
        row = _of(connection, number, question_id)
        if not row.reversing:
            if not _past(connection, row, regrades.of_question(connection, question_id), asking, who).reversible:
                raise Invalid("regrade", "newer")
            regrades.reverse(connection, number, now)
            log.note(connection, who.username, "re-grade reversed", f"deck:{deck_id}", f"{key}: {row.changed}", now)
    _run(number, now, seconds)


def finish_all(now: datetime) -> int:
    """Finish every re-grade that was begun, and return how many there were."""
    with transaction(write=False) as connection:
        waiting = regrades.unfinished(connection)
    for number in waiting:
        _run(number, now, None)
    return len(waiting)


def _find(connection: Connection, who: Visitor, deck_id: str, key: str) -> tuple[Asker, Edition, int]:
    """Return for whom somebody may re-grade a deck, its current edition and the number of a question in it. Raises NotFound."""
    asking = regrades.asker(connection, deck_id, who.id)
    if asking is None:
        raise NotFound(deck_id)
    shown = current(connection, deck_id, who.id)
    if key not in shown.versions:
        raise NotFound(key)
    return asking, shown, shown.versions[key][0]


def _of(connection: Connection, number: int, question_id: int) -> StoredRegrade:
    row = regrades.read(connection, number)
    if row is None or row.question_id != question_id:
        raise NotFound(number)
    return row


def _past(connection: Connection, row: StoredRegrade, rows: Sequence[StoredRegrade], asking: Asker, who: Visitor) -> BegunRegrade:
    learners = _learners(connection, row) if row.finished_at is None else []
    standing = next((other.id for other in rows if not other.reversing), None)
    reversible = row.id == standing and (asking.everybody or row.by == who.username)
    return BegunRegrade(row, sum(learner <= row.done_to for learner in learners), len(learners), reversible)


def _learners(connection: Connection, row: StoredRegrade) -> list[int]:
    """Return the learners of a re-grade, the same before, during and after it; for its reversal, those whom it changed."""
    if row.reversing:
        return regrades.changed_by(connection, row.id)
    asking = regrades.asker_named(connection, row.deck_id, row.by)
    return regrades.learners(connection, row.question_id, regraded_by(connection, row), asking) if asking else []


def _run(number: int, now: datetime, seconds: float | None) -> None:
    """Work on a re-grade, learner by learner, until it is finished or the time is up; at least one learner is done."""
    until = None if seconds is None else monotonic() + seconds
    with transaction(write=False) as connection:
        row = regrades.read(connection, number)
        if row is None or row.finished_at:
            return
        waiting = [learner for learner in _learners(connection, row) if learner > row.done_to]
    for place, learner in enumerate(waiting):
        if place and until is not None and monotonic() >= until:
            return
        with transaction(write=True) as connection:
            _one(connection, row, learner, now)
    with transaction(write=True) as connection:
        after = _unfinished(connection, row)
        if after and (not waiting or after.done_to >= waiting[-1]):
            regrades.finish(connection, number, now)


def _unfinished(connection: Connection, begun: StoredRegrade) -> StoredRegrade | None:
    """Return a re-grade as it is now, or None if there is nothing left to do of what was begun: it may be being reversed by now."""
    row = regrades.read(connection, begun.id)
    return None if row is None or row.finished_at or row.reversing != begun.reversing else row


def _one(connection: Connection, begun: StoredRegrade, learner: int, now: datetime) -> None:
    """Re-grade one learner, unless another request did so, or began to reverse it, in the meantime."""
    stored_answers.take(connection, learner)
    number, row = begun.id, _unfinished(connection, begun)
    if row is None or row.done_to >= learner:
        return
    with running_numbers.changing(connection, learner, [row.question_id]):
        if row.reversing:
            _reverse(connection, row, learner, now)
            regrades.advance(connection, number, learner, 0)
        else:
            regrades.advance(connection, number, learner, _apply(connection, row, learner, now))
            regrade_offers.settle(connection, learner, row.question_id)  # for good: after a reversal nobody is asked again


def _apply(connection: Connection, row: StoredRegrade, learner: int, now: datetime) -> int:
    answers = regrades.answers_of(connection, learner, row.question_id, regraded_by(connection, row))
    new = edition(connection, row.deck_id, row.revision_id).question(row.question_id)
    changes, _ = judge_again(new, asked_in(connection, row.question_id), answers)
    for change in changes:
        grade = {"score": change.grade.score, "verdict": change.grade.verdict, "rating": change.rating, "regrade_id": row.id}
        stored_answers.add_amendment(connection, learner, change.answer.n, kind="regrade", day=now.date(), now=now, grade=grade)
        if change.grade.verdict is Verdict.RIGHT:
            stored_reports.settle(connection, learner, change.answer.n, "right", "accepted")
    _follow(connection, row.question_id, [change.answer for change in changes])
    return len(changes)


def _reverse(connection: Connection, row: StoredRegrade, learner: int, now: datetime) -> None:
    """Give a learner's answers their previous grade back, and the claim "I was right" if it was made."""
    changed = regrades.regraded(connection, learner, row.id)
    for answer in changed:
        *older, newest = regrades.standing(connection, learner, answer.n)
        before = {"score": older[-1].score, "verdict": older[-1].verdict, "rating": older[-1].rating} if older else {}
        claimed = answer.amended in KINDS and regrades.claimed_before(connection, learner, answer.n, newest.n)
        stored_answers.add_amendment(
            connection, learner, answer.n, kind="ungrade", day=now.date(), now=now, grade=before | {"regrade_id": row.id}
        )
        stored_reports.settle(connection, learner, answer.n, "right", "")
        if claimed or answer.claimed:
            stored_answers.add_amendment(connection, learner, answer.n, kind="right", day=now.date(), now=now)
    _follow(connection, row.question_id, changed)


def _follow(connection: Connection, question_id: int, answers: Sequence[StoredAnswer]) -> None:
    """Update memory, daily totals and quiz points after a change of a learner's grades."""
    if not answers:
        return
    learner = answers[0].user_id
    rebuild(connection, learner, [question_id])
    for day in {answer.day for answer in answers}:
        daily_totals.set_day(connection, learner, day)
    for attempt in {answer.attempt for answer in answers if answer.attempt is not None}:
        points = fsum(position.score for position in stored_attempts.positions(connection, learner, attempt).values())
        regrades.set_points(connection, learner, attempt, points)

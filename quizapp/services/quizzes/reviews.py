"""The result of an attempt once it has ended: points, categories, and an explanation of every position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import stored_assignments, stored_marks
from quizapp.db.grading.stored_assignments import Assignment
from quizapp.db.grading.stored_marks import Mark
from quizapp.db.learning import standings
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredAttempt, StoredPosition
from quizapp.domain.grading.quiz import Score, total, total_by_category
from quizapp.domain.memory.progress import minutes
from quizapp.services.errors import ClosedOutside
from quizapp.services.learning.editions import Edition, edition, guard_taken
from quizapp.services.learning.explaining import is_claimable
from quizapp.services.learning.holding_back import opens_at
from quizapp.services.learning.progress import by_title
from quizapp.services.learning.question_pages import Feedback
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import results
from quizapp.services.quizzes.attempts import feedback_at, mine


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One position of an ended attempt; `score` is None if it was not answered, `mark` is a teacher's mark by hand."""

    position: int
    fact: str
    category: str
    score: float | None
    feedback: Feedback
    mark: Mark | None = None

    @property
    def points(self) -> float | None:
        """The score that counts: that of the mark, or else of the response."""
        return self.mark.score if self.mark else self.score

    @property
    def noted(self) -> bool:
        """Whether the learner said something about it, which is shown at once."""
        return self.feedback.claimed or self.feedback.reported

    @property
    def answered(self) -> bool:
        """Whether there was a response."""
        return self.score is not None


@dataclass(frozen=True, slots=True)
class Review:
    """An ended attempt; `last` is the score of the learner's previous attempt on the deck.

    `assignment` is what it counts for. Until `opens_at` there is neither a score nor a question, since others are still taking the quiz.
    """

    n: int
    deck: str
    deck_title: str
    language: str
    ended_at: datetime
    by_clock: bool
    minutes: int
    score: Score | None
    categories: Sequence[tuple[str, Score]]
    positions: Sequence[Reviewed]
    last: Score | None = None
    assignment: Assignment | None = None
    opens_at: datetime | None = None

    @property
    def missed(self) -> Sequence[str]:
        """The facts of the positions without full points, without duplicates."""
        return list(dict.fromkeys(reviewed.fact for reviewed in self.positions if reviewed.points != 1))

    @property
    def missed_positions(self) -> Sequence[Reviewed]:
        """The positions without full points."""
        return [reviewed for reviewed in self.positions if reviewed.points != 1]

    @property
    def right_positions(self) -> Sequence[Reviewed]:
        """The positions with full points."""
        return [reviewed for reviewed in self.positions if reviewed.points == 1]

    @property
    def open(self) -> int:
        """The number of positions that were not answered."""
        return sum(not reviewed.answered for reviewed in self.positions)


def review(visitor: Visitor, n: int, now: datetime) -> Review | None:
    """Return the result of an attempt, or None while it is open. Raises NotFound, Closed while a later attempt counts, ClosedOutside."""
    with transaction(write=False) as connection:
        taken = mine(connection, visitor.id, n, now)
        end = taken.ended(now)
        if end is None:
            return None
        guard_taken(visitor, taken.deck_id)
        if taken.deck_closed_until:
            raise ClosedOutside(taken.deck_closed_until)
        found = review_of(connection, taken, end)
        if later := opens_at(connection, taken, now):
            return replace(found, score=None, categories=(), positions=(), opens_at=later)
        return replace(found, last=_last(connection, taken, now), positions=_with_remarks(connection, taken, found.positions))


def review_of(connection: Connection, taken: StoredAttempt, end: datetime) -> Review:
    """Return the result of an ended attempt, with the valid marks by hand: for its teachers, who see it at once."""
    shown = edition(connection, taken.deck_id, taken.revision_id)
    kept = stored_attempts.positions(connection, taken.user_id, taken.n)
    assignment = stored_assignments.read(connection, taken.assignment_id) if taken.assignment_id else None
    changes = stored_marks.of(connection, [assignment.id], taken.user_id) if assignment else []
    standing = results.standing_marks(changes, taken.n)
    numbers = range(1, len(taken.questions) + 1)
    positions = [replace(_reviewed(shown, taken, number, kept.get(number)), mark=standing.get(number)) for number in numbers]
    return Review(
        n=taken.n,
        deck=shown.deck.id,
        deck_title=shown.deck.title,
        language=shown.deck.language,
        ended_at=end,
        by_clock=taken.closed_by != "learner",
        minutes=minutes(1, sum(row.ms or 0 for row in kept.values()) / 1000),
        score=total(reviewed.points for reviewed in positions),
        categories=by_title([shown], total_by_category([(reviewed.category, reviewed.points) for reviewed in positions])),
        positions=positions,
        assignment=assignment,
    )


def _with_remarks(connection: Connection, taken: StoredAttempt, positions: Sequence[Reviewed]) -> Sequence[Reviewed]:
    """Add to each position that became an answer what its learner has said about it and may say."""
    shown = edition(connection, taken.deck_id, taken.revision_id)
    answers = standings.of_attempt(connection, taken.user_id, taken.n)

    def remarked(one: Reviewed) -> Reviewed:
        if one.position not in answers:
            return one
        answer, said = answers[one.position]
        remarks = replace(
            one.feedback,
            n=answer.n,
            claimable=is_claimable(answer, shown.question(answer.question_id)),
            claimed=answer.claimed,
            scheduled=answer.rating is not None,
            reported=said.fault is not None,
            outcomes=(said.right or "", said.fault or ""),
            taught=said.taught,
        )
        return replace(one, feedback=remarks)

    return [remarked(one) for one in positions]


def score_of(connection: Connection, taken: StoredAttempt, now: datetime) -> Score | None:
    """Return the score of a closed attempt as its learner may know it: None while it is held back."""
    return None if opens_at(connection, taken, now) else Score(taken.points or 0.0, len(taken.questions))


def _last(connection: Connection, taken: StoredAttempt, now: datetime) -> Score | None:
    """Return the score of the attempt before on the same deck, if there is one and it may be known."""
    others = stored_attempts.attempts_of(connection, taken.user_id, taken.deck_id)
    before = next((attempt for attempt in others if attempt.n < taken.n and attempt.closed_at), None)
    return score_of(connection, before, now) if before else None


def _reviewed(shown: Edition, taken: StoredAttempt, position: int, kept: StoredPosition | None) -> Reviewed:
    feedback = feedback_at(shown, taken, position, kept)
    fact, category = shown.deck.fact_of[feedback.question].id, shown.deck.category_of(feedback.question)
    return Reviewed(position, fact, shown.deck.categories.get(category, category), kept.score if kept else None, feedback)

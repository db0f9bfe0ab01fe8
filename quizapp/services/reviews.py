"""What an attempt came to, once it has ended: points, categories, and every position explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.db import attempts
from quizapp.db.attempts import StoredAttempt, StoredPosition
from quizapp.db.base import transaction
from quizapp.domain.progress import minutes
from quizapp.domain.quiz import Score, total, total_by_category
from quizapp.services.accounts import Visitor
from quizapp.services.attempts import feedback_at, mine
from quizapp.services.decks import Edition, edition
from quizapp.services.progress import by_title
from quizapp.services.showing import Feedback


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One position of an ended attempt; `answered` is False where it was left open."""

    position: int
    fact: str
    category: str
    score: float | None
    feedback: Feedback

    @property
    def answered(self) -> bool:
        """Whether there was a response."""
        return self.score is not None


@dataclass(frozen=True, slots=True)
class Review:
    """An ended attempt; `last` is the score of the learner's attempt of the deck before it."""

    n: int
    deck: str
    deck_title: str
    language: str
    ended_at: datetime
    by_clock: bool
    minutes: int
    score: Score
    last: Score | None
    categories: Sequence[tuple[str, Score]]
    positions: Sequence[Reviewed]

    @property
    def missed(self) -> Sequence[str]:
        """The facts of the positions without full points, each once."""
        return list(dict.fromkeys(reviewed.fact for reviewed in self.positions if reviewed.score != 1))

    @property
    def open(self) -> int:
        """How many positions were left open."""
        return sum(not reviewed.answered for reviewed in self.positions)


def review(visitor: Visitor, n: int, now: datetime) -> Review | None:
    """Return what an attempt came to, None while it is open. Raises NotFound."""
    with transaction(write=False) as connection:
        taken = mine(connection, visitor.id, n)
        end = taken.ended(now)
        if end is None:
            return None
        shown = edition(connection, taken.revision_id)
        kept = attempts.positions(connection, visitor.id, n)
        others = attempts.attempts_of(connection, visitor.id, taken.deck_id)
    before = next((attempt for attempt in others if attempt.n < n and attempt.closed_at), None)
    positions = [_reviewed(shown, taken, position, kept.get(position)) for position in range(1, len(taken.questions) + 1)]
    return Review(
        n=n,
        deck=shown.deck.id,
        deck_title=shown.deck.title,
        language=shown.deck.language,
        ended_at=end,
        by_clock=taken.closed_by != "learner",
        minutes=minutes(1, sum(row.ms or 0 for row in kept.values()) / 1000),
        score=total(reviewed.score for reviewed in positions),
        last=score_of(before) if before else None,
        categories=by_title([shown], total_by_category([(reviewed.category, reviewed.score) for reviewed in positions])),
        positions=positions,
    )


def score_of(taken: StoredAttempt) -> Score:
    """Return the score of a closed attempt."""
    return Score(taken.points or 0.0, len(taken.questions))


def _reviewed(shown: Edition, taken: StoredAttempt, position: int, kept: StoredPosition | None) -> Reviewed:
    feedback = feedback_at(shown, taken, position, kept)
    fact = shown.deck.fact_of[feedback.question].id
    return Reviewed(position, fact, feedback.category, kept.score if kept else None, feedback)

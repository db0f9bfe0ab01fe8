"""Setting up a quiz: what a deck offers, earlier attempts, and the start of a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import stored_draws, stored_memories
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredAttempt
from quizapp.domain.grading.quiz import QuizCandidate, Score, draw, draw_everything
from quizapp.domain.memory.progress import minutes, seconds_each
from quizapp.domain.questions.registry import type_of
from quizapp.services.errors import Invalid
from quizapp.services.learning import learners
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.editions import Edition, edition, for_learner
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes.attempts import OpenAttempt, close, sheet_of
from quizapp.services.quizzes.reviews import score_of


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category that a quiz may be drawn from, and how many questions it has for one."""

    id: str
    title: str
    questions: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """An attempt that was handed in, or closed by the clock; `score` is None while it is held back."""

    n: int
    ended_at: datetime
    score: Score | None


@dataclass(frozen=True, slots=True)
class QuizOffer:
    """What a deck offers for a quiz: `minutes` is the time for one question on each of its `facts`; `open` is an attempt to continue."""

    deck: str
    deck_title: str
    language: str
    categories: Sequence[CategoryChoice]
    questions: int
    facts: int
    minutes: int
    open: OpenAttempt | None
    earlier: Sequence[Earlier]


@dataclass(frozen=True, slots=True)
class Setup:
    """The quiz a learner wants: a number of questions from these categories, or one on each fact; `minutes` is the limit, or None."""

    feedback: str = "end"
    size: int = 0
    categories: Sequence[str] | None = None
    minutes: int | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """The attempt to take now; `fresh` is False if one on this deck was open already: nobody takes two on a deck at once."""

    n: int
    fresh: bool


def offer(visitor: Visitor, deck: str, now: datetime) -> QuizOffer:
    """Return what a deck offers for a quiz. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck, visitor)
        before = stored_attempts.attempts_of(connection, visitor.id, deck)
        running = next((taken for taken in before if not taken.ended(now)), None)
        sheet = _sheet(connection, running, now) if running else None
        held_out, (answers, ms) = stored_draws.held_out_and_pace(connection, visitor.id, now)
        earlier = [Earlier(taken.n, taken.closed_at, score_of(connection, taken, now)) for taken in before if taken.closed_at]
    entries = entries_of(shown, without=held_out)
    facts = len({entry.fact for entry in entries})
    counts = Counter(entry.category for entry in entries)
    return QuizOffer(
        deck=shown.deck.id,
        deck_title=shown.deck.title,
        language=shown.deck.language,
        categories=[CategoryChoice(name, title, counts[name]) for name, title in shown.deck.categories.items() if counts[name]],
        questions=len(entries),
        facts=facts,
        minutes=minutes(facts, seconds_each(answers, ms / 1000)),
        open=sheet,
        earlier=earlier,
    )


def start(visitor: Visitor, deck: str, setup: Setup, moment: Moment, seed: str) -> Started:
    """Start an attempt, or return the open one on this deck. Raises NotFound, and Invalid if there is nothing to ask."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        shown = for_learner(connection, deck, visitor)
        before = stored_attempts.attempts_of(connection, visitor.id, deck)
        for taken in before:
            if not taken.ended(moment.now):
                return Started(taken.n, fresh=False)
            close(connection, taken, moment.now, moment.day)  # out of time, but not closed yet
        tested = {question for question, memory in stored_memories.memories(connection, visitor.id).items() if memory.tested}
        asked = {question for taken in before for question, _ in taken.questions}
        entries = entries_of(shown, asked=tested, drawn=asked, without=stored_draws.held_out(connection, visitor.id, moment.now))
        ends_at = moment.now + timedelta(minutes=setup.minutes) if setup.minutes else None
        started = attempt_of(visitor, shown, draw_entries(entries, setup, seed), setup, moment, seed, ends_at=ends_at)
        return Started(stored_attempts.add(connection, started), fresh=True)


def attempt_of(
    visitor: Visitor,
    shown: Edition,
    drawn: Sequence[int],
    setup: Setup,
    moment: Moment,
    seed: str,
    *,
    ends_at: datetime | None,
    assignment_id: int | None = None,
    in_order: bool = False,
) -> StoredAttempt:
    """Return a new attempt with the drawn questions, in the drawn order or `in_order` of the reading. Raises Invalid if there are none."""
    if not drawn:
        raise Invalid("categories", "empty")
    if in_order:
        order = [slot.question for slot in shown.slots]
        drawn = sorted(drawn, key=order.index)
    return StoredAttempt(
        user_id=visitor.id,
        n=0,
        deck_id=shown.deck.id,
        revision_id=shown.revision,
        seed=seed,
        questions=tuple((question, shown.versions[shown.keys[question]][1]) for question in drawn),
        feedback=setup.feedback,
        started_at=moment.now,
        ends_at=ends_at,
        assignment_id=assignment_id,
    )


def entries_of(
    shown: Edition,
    *,
    asked: Collection[int] = (),
    drawn: Collection[int] = (),
    facts: Collection[str] | None = None,
    without: Collection[int] = (),
) -> list[QuizCandidate]:
    """Return the questions on a deck, or on some facts, that a quiz may ask: all but some, and those that learners rate themselves."""
    deck = shown.deck
    ids = {key: shown.versions[key][0] for key, question in deck.questions.items() if not type_of(question).self_rated}
    ids = {key: number for key, number in ids.items() if number not in without}
    return [
        QuizCandidate(number, deck.fact_of[key].id, deck.category_of(key), number in asked, number in drawn, shown.apart[number])
        for key, number in ids.items()
        if facts is None or deck.fact_of[key].id in facts
    ]


def draw_entries(entries: list[QuizCandidate], setup: Setup, seed: str) -> tuple[int, ...]:
    """Return the questions of a quiz in their order: the same for the same seed."""
    number = int.from_bytes(sha256(seed.encode()).digest()[:8], "big")
    if setup.everything:
        return draw_everything(entries, seed=number)
    return draw(entries, size=setup.size, seed=number, categories=setup.categories)


def _sheet(connection: Connection, running: StoredAttempt, now: datetime) -> OpenAttempt:
    kept = stored_attempts.positions(connection, running.user_id, running.n)
    return sheet_of(edition(connection, running.deck_id, running.revision_id), running, kept, now)

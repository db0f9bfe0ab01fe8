"""Taking a quiz: its positions while it is open, and its end, by the learner or by the clock, when the answers reach memory."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import fsum
from zoneinfo import ZoneInfo

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import begun_decks, desired_retentions, running_numbers, stored_answers, stored_memories
from quizapp.db.learning.running_numbers import Added
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredAttempt, StoredPosition
from quizapp.domain.memory.scheduling import recall
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.domain.questions.question import Grade, Verdict
from quizapp.domain.questions.registry import type_of
from quizapp.services.errors import NotFound
from quizapp.services.learning import learners
from quizapp.services.learning.answering import Moment, Pending, from_text, guard_own, rate, remember
from quizapp.services.learning.asking import given_back, show
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.learning.explaining import explain
from quizapp.services.learning.holding_back import opens_at
from quizapp.services.learning.predicting import predicted
from quizapp.services.learning.presentations import Presentation, in_quiz, milliseconds
from quizapp.services.learning.question_pages import Feedback, Showing
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class PositionState:
    """The state of one position of an open attempt; `verdict` is None until its feedback has been shown."""

    position: int
    answered: bool
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An open attempt; `feedback` is once (after each position) or end, `left` the seconds until its end, or None without a limit."""

    n: int
    deck: str
    deck_title: str
    language: str
    feedback: str
    marks: tuple[PositionState, ...]
    left: int | None

    @property
    def answered(self) -> int:
        """How many positions have a response."""
        return sum(mark.answered for mark in self.marks)

    @property
    def open(self) -> tuple[int, ...]:
        """The positions without a response."""
        return tuple(mark.position for mark in self.marks if not mark.answered)


@dataclass(frozen=True, slots=True)
class PositionPage:
    """One position of an open attempt: the question, or its feedback if it is settled. `following` is 0 after the last."""

    sheet: OpenAttempt
    position: int
    following: int
    showing: Showing | None = None
    feedback: Feedback | None = None


def sheet(visitor: Visitor, n: int, now: datetime) -> OpenAttempt | None:
    """Return an open attempt, or None if it has ended. Raises NotFound, ClosedOutside."""
    with transaction(write=False) as connection:
        taken = mine(connection, visitor.id, n, now)
        if taken.ended(now):
            return None
        guard_own(taken)
        shown = edition(connection, taken.deck_id, taken.revision_id)
        return sheet_of(shown, taken, stored_attempts.positions(connection, visitor.id, n), now)


def page(visitor: Visitor, n: int, position: int, moment: Moment, pending: Pending | None = None) -> PositionPage | None:
    """Return one position of an open attempt, with what was saved or is shown again; None for an ended one.

    Raises NotFound, ClosedOutside.
    """
    with transaction(write=False) as connection:
        taken = mine(connection, visitor.id, n, moment.now)
        if not 1 <= position <= len(taken.questions):
            raise NotFound("position")
        if taken.ended(moment.now):
            return None
        guard_own(taken)
        shown = edition(connection, taken.deck_id, taken.revision_id)
        kept = stored_attempts.positions(connection, visitor.id, n)
    following = position + 1 if position < len(taken.questions) else 0
    blank = PositionPage(sheet_of(shown, taken, kept, moment.now), position, following)
    here = kept.get(position)
    if here and here.settled:
        return replace(blank, feedback=feedback_at(shown, taken, position, here))
    return replace(blank, showing=_showing(shown, taken, position, here, moment, pending))


def hand_in(visitor: Visitor, n: int, moment: Moment) -> None:
    """Close an attempt of the learner, if it is open. Raises NotFound."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        close(connection, mine(connection, visitor.id, n), moment.now, moment.day)


def close_overdue(now: datetime, timezone: str) -> int:
    """Close the attempts whose time is up, one transaction each, and return how many there were.

    Their answers count for the study day of their end, in the learner's zone, or else in `timezone`.
    """
    with transaction(write=False) as connection:
        overdue = stored_attempts.overdue(connection, now)
    closed = 0
    for user_id, n, zone in overdue:
        with transaction(write=True) as connection:
            stored_answers.take(connection, user_id)
            taken = stored_attempts.attempt(connection, user_id, n)
            end = taken.ended(now) if taken else None
            if taken and end and close(connection, taken, now, study_day(end, ZoneInfo(zone or timezone))):
                closed += 1
    return closed


def close(connection: Connection, taken: StoredAttempt, now: datetime, day: date) -> bool:
    """Close an attempt and turn its responses into answers, which feed memory once per question and day; False if it was closed already.

    While their verdicts are held back, the answers do not feed memory yet.

    A position without a response scores 0 and becomes no answer: nothing was recalled or missed, since the learner may not have seen it.
    """
    if taken.closed_at:
        return False
    shown = edition(connection, taken.deck_id, taken.revision_id)
    held_back = opens_at(connection, taken, now) is not None
    kept = stored_attempts.positions(connection, taken.user_id, taken.n)
    newest, newest_day = stored_answers.newest(connection, taken.user_id)
    day = max(day, newest_day or day)
    memories = stored_memories.memories(connection, taken.user_id) if kept else {}
    fed = (
        {answer.question_id for answer in stored_answers.day_of(connection, taken.user_id, day) if answer.rating is not None}
        if kept
        else set()
    )
    lines = running_numbers.lines(connection, [version for _, version in taken.questions]) if kept else {}
    added = Added()
    wanted = desired_retentions.for_answers(connection, taken.user_id, taken.deck_id) if kept else None
    for number, (position, response) in enumerate(kept.items(), newest + 1):
        answer = replace(_answer(taken, position, response, day), n=number)
        memory = memories.get(answer.question_id)
        answer = replace(
            answer,
            rating=None if answer.question_id in fed else _rating(shown, answer),
            held_back=held_back,
            recall=recall(memory.state, day) if memory else None,
            desired_retention=wanted,
        )
        line = lines[answer.version_id]
        before = running_numbers.before(connection, taken.user_id, line)
        if answer.rating is not None:
            answer, outcome = predicted(connection, answer, shown.question(answer.question_id), before)
            if not held_back:
                added.add(line, outcome)
        remember(connection, answer, before.memories)
    if kept:
        begun_decks.start_deck(connection, taken.user_id, taken.deck_id, day)
    end = taken.ended(now)
    points = fsum(response.score for response in kept.values())
    stored_attempts.close(connection, taken, end or now, by="clock" if end else "learner", points=points, held_back=held_back)
    running_numbers.add(connection, taken.user_id, added)
    return True


def left(visitor: Visitor, n: int, now: datetime) -> int | None:
    """Return how many seconds are left in an attempt: 0 once it has ended, None without a limit. Raises NotFound."""
    with transaction(write=False) as connection:
        taken = mine(connection, visitor.id, n)
        return 0 if taken.ended(now) else taken.left(now)


def mine(connection: Connection, user_id: int, n: int, now: datetime | None = None) -> StoredAttempt:
    """Return an attempt of a learner; with `now`, also whether its deck is closed to them at that moment.

    Raises NotFound, also for an assignment of a class that they are no longer in.
    """
    taken = stored_attempts.mine(connection, user_id, n, now)
    if taken is None:
        raise NotFound("attempt")
    return taken


def sheet_of(shown: Edition, taken: StoredAttempt, kept: Mapping[int, StoredPosition], now: datetime) -> OpenAttempt:
    """Return an open attempt as its learner sees it: which positions have a response, and the verdicts of settled ones."""
    deck = shown.deck
    marks = tuple(_mark(position, kept.get(position)) for position in range(1, len(taken.questions) + 1))
    return OpenAttempt(taken.n, deck.id, deck.title, deck.language, taken.feedback, marks, taken.left(now))


def feedback_at(shown: Edition, taken: StoredAttempt, position: int, kept: StoredPosition | None) -> Feedback:
    """Return the feedback for a position; one without a response is explained like "I don't know"."""
    given = from_text(kept.response) if kept else None
    question = shown.question(taken.questions[position - 1][0])
    kind = type_of(question)
    grade = kind.grade(question, given) if given else Grade.of(0.0)
    return explain(shown, _answer(taken, position, kept, taken.started_at.date()), kind, grade, given)


def _mark(position: int, kept: StoredPosition | None) -> PositionState:
    return PositionState(position, kept is not None, Verdict(kept.verdict) if kept and kept.settled else None)


def _showing(
    shown: Edition, taken: StoredAttempt, position: int, kept: StoredPosition | None, moment: Moment, pending: Pending | None
) -> Showing:
    question_id, version = taken.questions[position - 1]
    presentation = Presentation(
        learner=taken.user_id,
        version=version,
        place=in_quiz(taken.n, position),
        shown=milliseconds(moment.now),
        nonce=_nonce(taken, position, moment.key),
    )
    if pending:
        return replace(given_back(shown, question_id, presentation, pending, moment, None, four=False), has_hint=False)
    showing = show(shown, question_id, presentation, moment.key)
    given, question = from_text(kept.response) if kept else None, shown.question(question_id)
    return replace(showing, has_hint=False, typed=type_of(question).fields(question, given) if given else {})


def _nonce(taken: StoredAttempt, position: int, key: str) -> str:
    """Return the nonce of a position: the same on every device, so that options keep their order, and secret without the key."""
    return hmac.digest(key.encode(), f"{taken.seed}/{position}".encode(), "sha256").hex()[:32]


def _answer(taken: StoredAttempt, position: int, kept: StoredPosition | None, day: date) -> StoredAnswer:
    """Return a position as an answer without a number that does not feed memory yet."""
    question_id, version = taken.questions[position - 1]
    return StoredAnswer(
        user_id=taken.user_id,
        n=0,
        question_id=question_id,
        version_id=version,
        response=kept.response if kept else "",
        score=kept.score if kept else 0.0,
        verdict=kept.verdict if kept else Verdict.WRONG,
        rating=None,
        hint=False,
        ms=kept.ms if kept else None,
        recall=None,
        day=day,
        context="quiz",
        attempt=taken.n,
        position=position,
        nonce=kept.nonce if kept else "",
        at=kept.at if kept else taken.started_at,
        rules=kept.rules if kept else GRADING_RULES,
    )


def _rating(shown: Edition, answer: StoredAnswer) -> int:
    grade = Grade(answer.score, Verdict(answer.verdict))
    return rate(shown.question(answer.question_id), from_text(answer.response), grade, hint=False)

"""What a learner gained and missed in a round, and the feedback page of an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from quizapp.db.base import transaction
from quizapp.db.learning import stored_answers, stored_memories
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import Strength, minutes, strength
from quizapp.domain.memory.queue import ROUND
from quizapp.domain.questions.question import QuestionType, Verdict
from quizapp.services.learning import dated_tests, forecasting
from quizapp.services.learning.answering import Moment, kind_of
from quizapp.services.learning.dated_tests import UpcomingTest
from quizapp.services.learning.editions import Edition, guard_taken
from quizapp.services.learning.explaining import passages
from quizapp.services.learning.holding_back import feedback_now
from quizapp.services.learning.presentations import CARDS
from quizapp.services.learning.question_pages import Feedback, Passage
from quizapp.services.learning.study_days import Scope, read_day
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Slipped:
    """A passage behind a missed answer, and what was given instead: the values of a response to a question that was asked as `kind`."""

    language: str
    passage: Passage
    kind: QuestionType[Any]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a round: questions answered and right at first, what is solid now, what was missed and what was given instead.

    `tests` are those to come, the nearest first.
    """

    answered: int
    right: int
    minutes: int
    gained: Sequence[tuple[str, Passage]]
    slipped: Sequence[Slipped]
    tomorrow_questions: int
    tomorrow_minutes: int
    more: bool
    tests: Sequence[UpcomingTest]


def feedback(visitor: Visitor, scope: Scope, n: int, moment: Moment) -> Feedback:
    """Return the feedback for one of the learner's answers, with the progress bar of the round if it is from today.

    Raises NotFound, also while that of its quiz is held back, Closed, and ClosedOutside.
    """
    with transaction(write=False) as connection:
        found = feedback_now(connection, visitor.id, n, moment.now)
        guard_taken(visitor, found.deck)
        if found.today != moment.day:
            return found
        today = read_day(connection, visitor, scope, moment.day)
        return replace(today.known_of(found), round=today.round(answered=True), can_undo=n == today.undoable)


def ended(visitor: Visitor, scope: Scope, day: date) -> Ended:
    """Return the result of the newest round of a study day."""
    with transaction(write=False) as connection:
        held = stored_memories.held(connection, visitor.id, day, scope.deck)
        today = read_day(connection, visitor, scope, day, held.memories)
        answers = stored_answers.day_of(connection, visitor.id, day)
    firsts = _newest_round([answer for answer in answers if answer.context == "study" and answer.question_id in today.editions])
    tomorrow = forecasting.tomorrow(visitor, today, held, day, scope.deck)
    return Ended(
        answered=len(firsts),
        right=sum(answer.verdict == Verdict.RIGHT for answer in firsts),
        minutes=minutes(1, sum(answer.ms or 0 for answer in firsts) / 1000) if firsts else 0,
        gained=_gained(firsts, held.memories, today.editions, day),
        slipped=_slipped(firsts, today.editions),
        tomorrow_questions=tomorrow.questions,
        tomorrow_minutes=tomorrow.minutes,
        more=today.plan.left > 0,
        tests=dated_tests.ahead(today, day),
    )


def _newest_round(answers: Sequence[StoredAnswer]) -> list[StoredAnswer]:
    firsts: dict[int, StoredAnswer] = {}
    for answer in answers:
        firsts.setdefault(answer.question_id, answer)
    whole = len(firsts) % ROUND or min(ROUND, len(firsts))
    return list(firsts.values())[len(firsts) - whole :]


def _gained(
    answers: Sequence[StoredAnswer], memories: Mapping[int, Memory], editions: Mapping[int, Edition], day: date
) -> list[tuple[str, Passage]]:
    solid = [
        answer
        for answer in answers
        if answer.verdict == Verdict.RIGHT and strength(memories.get(answer.question_id), day) is Strength.SOLID
    ]
    return [(editions[answer.question_id].deck.language, found) for answer in solid for found in _passages(answer, editions)]


def _slipped(answers: Sequence[StoredAnswer], editions: Mapping[int, Edition]) -> list[Slipped]:
    return [
        Slipped(editions[answer.question_id].deck.language, found, _kind(answer, editions), tuple(json.loads(answer.response or "[]")))
        for answer in answers
        if answer.verdict == Verdict.WRONG and not answer.claimed
        for found in _passages(answer, editions)
    ]


def _kind(answer: StoredAnswer, editions: Mapping[int, Edition]) -> QuestionType[Any]:
    return kind_of(editions[answer.question_id].question(answer.question_id), card=answer.context == CARDS)


def _passages(answer: StoredAnswer, editions: Mapping[int, Edition]) -> tuple[Passage, ...]:
    shown = editions[answer.question_id]
    key = shown.keys[answer.question_id]
    return passages(shown, shown.deck.fact_of[key], shown.deck.questions[key])[:1]

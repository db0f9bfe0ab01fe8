"""What a learner gained and missed in a round, and the feedback page of an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from quizapp.db.base import transaction
from quizapp.db.learning import stored_answers, stored_memories
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.memory.begun import foreseen
from quizapp.domain.memory.forecast import ComingDay
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import Strength, Tally, minutes, strength, together
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
from quizapp.services.learning.stages import InLanguage, begun_today, sentences_about, stages_of
from quizapp.services.learning.study_days import Further, Scope, read_day
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Slipped:
    """A sentence behind missed answers, and what was given instead: the values of each response, to a question that was asked as a kind."""

    language: str
    passage: Passage
    given: tuple[tuple[QuestionType[Any], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a round: questions answered, right the first time and, `later`, on their return; what is solid now, what was missed.

    `tally` counts the facts of what was studied, `begun` are sentences about those begun today that were not missed in this round, and
    `first_known` is the first day on which one can be known, as the forecast says, None if one is or nobody can tell. `more` is true if
    questions of today are left; `further` is what can be studied ahead of its day if not. `deck` is the only one studied, or empty. `tests`
    are those to come, the nearest first.
    """

    day: date
    answered: int
    right: int
    later: int
    minutes: int
    gained: Sequence[InLanguage]
    slipped: Sequence[Slipped]
    tomorrow_questions: int
    tomorrow_minutes: int
    more: bool
    tests: Sequence[UpcomingTest]
    tally: Tally
    begun: Sequence[InLanguage]
    first_known: date | None
    further: Further
    deck: str
    strengths: Sequence[Strength]


def feedback(visitor: Visitor, scope: Scope, n: int, moment: Moment) -> Feedback:
    """Return the feedback for one of the learner's answers, with the progress bar of the round if it is from today.

    Raises NotFound, also while that of its quiz is held back, Closed, and ClosedOutside.
    """
    with transaction(write=False) as connection:
        found = feedback_now(connection, visitor.id, n, moment.now)
        guard_taken(visitor, found.deck)
        if found.today != moment.day:
            return replace(found, returns="", today=moment.day)
        today = read_day(connection, visitor, scope, moment.day)
        return replace(today.known_of(found), round=today.round(answered=True), can_undo=n == today.undoable)


def ended(visitor: Visitor, scope: Scope, day: date) -> Ended:
    """Return the result of the newest round of a study day."""
    with transaction(write=False) as connection:
        held = stored_memories.held(connection, visitor.id, day, scope.deck)
        today = read_day(connection, visitor, scope, day, held.memories)
        answers = stored_answers.day_of(connection, visitor.id, day)
    shown = today.decks
    studied = [answer for answer in answers if answer.context == "study" and answer.question_id in today.editions]
    stands_for = {answer.question: answer.returning for answer in today.studied}
    firsts = _newest_round(studied, stands_for)
    coming = forecasting.coming(visitor, today, held, day, scope.deck)
    tomorrow = next(iter(coming[1:]), ComingDay(day, 0, 0))
    stages = [stages_of(one, held, day, today.suspended) for one in shown]
    slipped = [answer for answer in firsts if answer.verdict == Verdict.WRONG and not answer.claimed]
    missed = {today.slots[answer.question_id].fact for answer in slipped}
    return Ended(
        day=day,
        answered=len(firsts),
        right=sum(answer.verdict == Verdict.RIGHT for answer in firsts),
        later=_right_later(firsts, studied, stands_for),
        minutes=minutes(1, sum(answer.ms or 0 for answer in firsts) / 1000) if firsts else 0,
        gained=_gained(firsts, held.memories, shown, day),
        slipped=_slipped(slipped, today.editions),
        tomorrow_questions=tomorrow.questions,
        tomorrow_minutes=tomorrow.minutes,
        more=today.plan.left + len(today.plan.returns) > 0,
        tests=dated_tests.ahead(today, day),
        tally=together(one.tally for one in stages),
        begun=begun_today(shown, held.memories, day, but=missed),
        first_known=foreseen(min((one.first_known for one in stages if one.first_known), default=None), coming),
        further=Further(0, 0) if today.plan.left else today.further,
        deck=shown[0].deck.id if len(shown) == 1 else "",
        strengths=stages[0].strengths if len(shown) == 1 else (),
    )


def _newest_round(answers: Sequence[StoredAnswer], stands_for: Mapping[int, int]) -> list[StoredAnswer]:
    """Return the first answer to each question of the newest round; what came back for a question is the same one, as in its bar."""
    firsts: dict[int, StoredAnswer] = {}
    for answer in answers:
        firsts.setdefault(stands_for.get(answer.question_id, answer.question_id), answer)
    whole = len(firsts) % ROUND or min(ROUND, len(firsts))
    return list(firsts.values())[len(firsts) - whole :]


def _right_later(firsts: Sequence[StoredAnswer], studied: Sequence[StoredAnswer], stands_for: Mapping[int, int]) -> int:
    """Return how many questions were not right the first time, but were when they, or others in their place, came again."""
    right = {stands_for.get(one.question_id) for one in studied if one.verdict == Verdict.RIGHT}
    return sum(answer.verdict != Verdict.RIGHT and stands_for.get(answer.question_id) in right for answer in firsts)


def _gained(answers: Sequence[StoredAnswer], memories: Mapping[int, Memory], editions: Iterable[Edition], day: date) -> list[InLanguage]:
    solid = {
        answer.question_id
        for answer in answers
        if answer.verdict == Verdict.RIGHT and strength(memories.get(answer.question_id), day) is Strength.SOLID
    }
    found = []
    for shown in editions:
        facts = {shown.fact_ids[question] for question in solid if question in shown.fact_ids}
        found += sentences_about(shown, [fact for fact in shown.deck.facts if fact.id in facts])
    return found


def _slipped(answers: Sequence[StoredAnswer], editions: Mapping[int, Edition]) -> list[Slipped]:
    """Return the sentences behind missed answers, each once, in the order in which they were missed."""
    found: dict[tuple[str, str], Slipped] = {}
    for answer in answers:
        shown = editions[answer.question_id]
        given = (_kind(answer, editions), tuple(json.loads(answer.response or "[]")))
        for passage in _passages(answer, editions):
            slip = found.get((shown.deck.id, passage.text), Slipped(shown.deck.language, passage, ()))
            found[shown.deck.id, passage.text] = replace(slip, passage=slip.passage.with_marks_of(passage), given=(*slip.given, given))
    return list(found.values())


def _kind(answer: StoredAnswer, editions: Mapping[int, Edition]) -> QuestionType[Any]:
    return kind_of(editions[answer.question_id].question(answer.question_id), card=answer.context == CARDS)


def _passages(answer: StoredAnswer, editions: Mapping[int, Edition]) -> tuple[Passage, ...]:
    shown = editions[answer.question_id]
    key = shown.keys[answer.question_id]
    return passages(shown, shown.deck.fact_of[key], shown.deck.questions[key])[:1]

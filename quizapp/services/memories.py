"""Rebuilding what is only a cache: memory and daily totals, from answers and amendments."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import cast

from quizapp.db import study
from quizapp.db.base import Connection, transaction
from quizapp.db.study import StoredAnswer
from quizapp.domain.memory import AnswerContext, Answered, replay
from quizapp.domain.question import Verdict
from quizapp.domain.scheduling import Rating


def as_answered(answer: StoredAnswer) -> Answered:
    """Return what memory needs of a stored answer; an undone one, or one without a rating, does not count.

    One that the learner says was right counts as if it had been graded so.
    """
    context = cast("AnswerContext", answer.context)
    if answer.claimed:
        return Answered(answer.day, Rating.GOOD, right=True, context=context, counts=answer.rating is not None)
    rating = Rating(answer.rating) if answer.rating else Rating.AGAIN
    counts = answer.rating is not None and not answer.undone
    return Answered(answer.day, rating, answer.verdict == Verdict.RIGHT, context, counts)


def rebuild(connection: Connection, user_id: int, question_ids: Iterable[int] | None = None) -> int:
    """Rebuild the memory of a learner, or of the facts that some questions ask; return how many questions have one now."""
    if question_ids is None:
        question_ids = {answer.question_id for answer in study.answers_of(connection, user_id)} | set(study.memories(connection, user_id))
    facts = study.siblings_of(connection, question_ids)
    study.forget(connection, user_id, facts)
    starts = study.deck_starts(connection, user_id)
    answers = study.answers_of(connection, user_id, facts)
    counted = [answer for answer in answers if answer.n > starts.get(facts[answer.question_id][0], 0)]
    counted.sort(key=lambda answer: (facts[answer.question_id], answer.n))
    kept = 0
    for _, group in groupby(counted, key=lambda answer: facts[answer.question_id]):
        memories = replay((answer.question_id, as_answered(answer)) for answer in group)
        kept += len(memories)
        for question_id, memory in memories.items():
            study.save_memory(connection, user_id, question_id, memory)
    return kept


def rebuild_day_totals(connection: Connection, user_id: int) -> None:
    """Count every study day of a learner anew."""
    for day in study.study_days(connection, user_id):
        study.set_day(connection, user_id, day)


def rebuild_learner(user_id: int) -> int:
    """Rebuild everything of one learner in one transaction; return how many questions have a memory."""
    with transaction(write=True) as connection:
        study.take(connection, user_id)
        rebuild_day_totals(connection, user_id)
        return rebuild(connection, user_id)


def rebuild_questions(question_ids: Collection[int]) -> None:
    """Rebuild the memory of some questions for everybody who answered them, learner by learner."""
    if not question_ids:
        return
    with transaction(write=False) as connection:
        touched = study.learners(connection, question_ids)
    for user_id in touched:
        with transaction(write=True) as connection:
            study.take(connection, user_id)
            rebuild(connection, user_id, question_ids)


def learners() -> list[int]:
    """Return everybody who has answered a question."""
    with transaction(write=False) as connection:
        return study.learners(connection)

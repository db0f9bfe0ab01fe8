"""Rebuilding what is only a cache: memory and daily totals, from answers and amendments."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import cast

from quizapp.db import study
from quizapp.db.base import Connection, transaction
from quizapp.db.study import StoredAnswer
from quizapp.domain.memory import AnswerContext, Answered, replay
from quizapp.domain.question import Verdict
from quizapp.domain.scheduling import Rating


def as_answered(answer: StoredAnswer) -> Answered:
    """Return what memory needs of a stored answer; an undone one, or one without a rating, does not count."""
    rating = Rating(answer.rating) if answer.rating else Rating.AGAIN
    counts = answer.rating is not None and not answer.undone
    right = answer.verdict == Verdict.RIGHT
    return Answered(answer.day, rating, right, cast("AnswerContext", answer.context), counts)


def rebuild(connection: Connection, user_id: int, question_ids: Iterable[int] | None = None) -> int:
    """Rebuild the memory of a learner, or of some questions of one; return how many questions have one now."""
    answers = study.answers_of(connection, user_id, question_ids)
    answers.sort(key=lambda answer: (answer.question_id, answer.n))
    touched = set(question_ids) if question_ids is not None else set(study.memories(connection, user_id))
    touched |= {answer.question_id for answer in answers}
    study.forget(connection, user_id, touched)
    starts, decks = study.deck_starts(connection, user_id), study.decks_of(connection, touched)
    kept = 0
    for question_id, group in groupby(answers, key=lambda answer: answer.question_id):
        start = starts.get(decks[question_id], 0)
        memory = replay(as_answered(answer) for answer in group if answer.n > start)
        if memory:
            study.save_memory(connection, user_id, question_id, memory)
            kept += 1
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


def learners() -> list[int]:
    """Return everybody who has answered a question."""
    with transaction(write=False) as connection:
        return study.learners(connection)

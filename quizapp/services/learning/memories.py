"""Rebuilds memory, daily totals and running numbers, which are only a cache, from answers and amendments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import isclose
from typing import cast

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import begun_decks, daily_totals, decks, running_numbers, stored_answers, stored_memories
from quizapp.db.learning.daily_totals import DayRow
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.memory.memory import AnswerContext, Answered, Memory, replay, to_recheck
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.questions.keys import same_key
from quizapp.domain.questions.question import Verdict
from quizapp.services.learning.editions import edition

NOTHING = DayRow(0, 0.0, 0)
ROUNDED = 1e-6
"""The difference below which two figures are the same."""

TRIES = 3
"""How often numbers of questions are added up that somebody has changed since they were found wrong."""


def as_answered(answer: StoredAnswer) -> Answered:
    """Return what memory needs from a stored answer; one that was undone, is held back or has no rating does not count.

    An answer that the learner claimed was right, and that has not been re-graded since, counts as if it had been graded right.
    """
    context = cast("AnswerContext", answer.context)
    if answer.claimed:
        return Answered(answer.day, Rating.GOOD, right=True, context=context, counts=answer.rating is not None and not answer.held_back)
    rating = Rating(answer.rating) if answer.rating else Rating.AGAIN
    counts = answer.rating is not None and not answer.undone and not answer.held_back
    return Answered(answer.day, rating, answer.verdict == Verdict.RIGHT, context, counts)


def rebuild(connection: Connection, user_id: int, question_ids: Iterable[int] | None = None) -> int:
    """Rebuild the memory of a learner, or of the facts of some questions; return how many questions have a memory now."""
    if question_ids is None:
        question_ids = {answer.question_id for answer in stored_answers.answers_of(connection, user_id)} | set(
            stored_memories.memories(connection, user_id)
        )
    facts = stored_memories.siblings_of(connection, question_ids)
    stored_memories.forget(connection, user_id, facts)
    starts = begun_decks.deck_starts(connection, user_id)
    answers = stored_answers.answers_of(connection, user_id, facts)
    counted = [answer for answer in answers if answer.n > starts.get(facts[answer.question_id][0], 0)]
    # By day first: a guest's answers have higher numbers than the account's, even if they were given before.
    counted.sort(key=lambda answer: (facts[answer.question_id], answer.day, answer.n))
    kept = 0
    for _, group in groupby(counted, key=lambda answer: facts[answer.question_id]):
        answered = [(answer, as_answered(answer)) for answer in group]
        memories = replay((answer.question_id, one) for answer, one in answered)
        versions = {answer.question_id: answer.version_id for answer, one in answered if one.counts}
        kept += len(memories)
        for question_id, memory in memories.items():
            corrected = _corrected(connection, facts[question_id][0], question_id, versions[question_id])
            stored_memories.save_memory(connection, user_id, question_id, to_recheck(memory) if corrected else memory)
    return kept


def _corrected(connection: Connection, deck_id: str, question_id: int, version_id: int) -> bool:
    """Return whether the right answer to a question has changed since the version that was answered."""
    state = decks.state(connection, deck_id)
    now = edition(connection, deck_id, state.revision) if state and state.revision else None
    if now is None or question_id not in now.keys or now.versions[now.keys[question_id]][1] == version_id:
        return False
    then = edition(connection, deck_id, decks.first_revision(connection, version_id))
    return not same_key(then.question(question_id), now.question(question_id))


def rebuild_day_totals(connection: Connection, user_id: int) -> None:
    """Recalculate the totals of every study day of a learner, and drop those of other days."""
    days = daily_totals.study_days(connection, user_id)
    for day in days:
        daily_totals.set_day(connection, user_id, day)
    daily_totals.drop_days_without(connection, user_id, days)


def rebuild_learner(user_id: int) -> int:
    """Rebuild everything for one learner in one transaction; return how many questions have a memory."""
    with transaction(write=True) as connection:
        stored_answers.take(connection, user_id)
        rebuild_day_totals(connection, user_id)
        _rebuild_numbers(connection, user_id)
        return rebuild(connection, user_id)


def _rebuild_numbers(connection: Connection, user_id: int) -> bool:
    """Add up a learner's running numbers again; return whether they were not what the answers say."""
    stored, right = running_numbers.learner_numbers(connection, user_id)
    if running_numbers.near(stored, right):
        return False
    running_numbers.set_learner(connection, user_id, right)
    return True


def rebuild_questions_numbers() -> int:
    """Add up the running numbers of all questions again while others answer; return how many were not what the answers say."""
    corrected = 0
    for _ in range(TRIES):
        with transaction(write=False) as connection:
            found = running_numbers.wrong(connection)
        if not found:
            break
        with transaction(write=True) as connection:
            corrected += running_numbers.correct(connection, found)
    return corrected


def differences(connection: Connection, user_id: int) -> tuple[bool, bool]:
    """Rebuild everything for a learner; return whether memory or ability, and whether daily totals, were not what the answers say."""
    stored_answers.take(connection, user_id)
    memory, totals = stored_memories.memories(connection, user_id), daily_totals.totals(connection, user_id)
    rebuild_day_totals(connection, user_id)
    rebuild(connection, user_id)
    ability = _rebuild_numbers(connection, user_id)
    rebuilt = daily_totals.totals(connection, user_id)
    return (
        ability or not _same_memories(memory, stored_memories.memories(connection, user_id)),
        any(not _near(totals.get(day, NOTHING), rebuilt.get(day, NOTHING)) for day in totals | rebuilt),
    )


def _same_memories(one: Mapping[int, Memory], other: Mapping[int, Memory]) -> bool:
    """Return whether two memories of a learner are the same, but for what another version of the scheduler may round."""
    if one.keys() != other.keys() or any(replace(one[key], state=other[key].state) != other[key] for key in one):
        return False
    pairs = [(memory.state, other[key].state) for key, memory in one.items()]
    return all((a.last, a.due) == (b.last, b.due) and _near((a.stability, a.difficulty), (b.stability, b.difficulty)) for a, b in pairs)


def _near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(isclose(a, b, rel_tol=ROUNDED, abs_tol=ROUNDED) for a, b in zip(one, other, strict=True))


def rebuild_questions(question_ids: Collection[int]) -> None:
    """Rebuild the memory of some questions for everybody who answered them, learner by learner."""
    if not question_ids:
        return
    with transaction(write=False) as connection:
        touched = stored_answers.learners(connection, question_ids)
    for user_id in touched:
        with transaction(write=True) as connection:
            stored_answers.take(connection, user_id)
            rebuild(connection, user_id, question_ids)


def learners() -> list[int]:
    """Return everybody who has answered a question."""
    with transaction(write=False) as connection:
        return stored_answers.learners(connection)

"""Decks of the bank folder are copied to be edited, and a class moves to the copy along with what its students know.

What students answered is stored again as answers to the questions of the copy, each once: as rows with a nonce that names the old answer,
and with its day, response and grade of record. The memory of the copy therefore follows from its answers alone, like every other, and the
statistics of its questions continue. These answers do not count again in the totals of a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from quizapp.db import log
from quizapp.db.authoring import stored_revisions
from quizapp.db.base import Connection, transaction
from quizapp.db.classes import class_tests, moved_rows, stored_classes
from quizapp.db.classes.stored_classes import Classroom
from quizapp.db.learning import begun_decks, decks, kept_forecasts, stored_answers
from quizapp.domain.questions.keys import same_key
from quizapp.domain.questions.slugs import LONGEST_ID
from quizapp.domain.reading.deck import Visibility
from quizapp.services.authoring import drafts, revisions
from quizapp.services.classes import classes
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import memories
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What moving a class would do, or what is left to do.

    `matched` questions of the copy take over the answers; `missing` ones of the old deck have no counterpart in the copy, and `rekeyed`
    ones have another right answer there: what students know about these is not copied. `done` is true if nothing is left to do.
    """

    classroom: Classroom
    old: str
    old_title: str
    title: str
    students: int
    memories: int
    matched: int
    missing: tuple[str, ...]
    rekeyed: tuple[str, ...]
    done: bool


NOT_BROUGHT: Mapping[str, Any] = dict.fromkeys(("recall", "layered", "residual", "surplus", "guess", "attempt", "position"))
"""What an answer in the old deck has that its copy does not: it was predicted there, and counts for the old deck's questions."""


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Edition
    new: Edition
    questions: Mapping[int, str]
    """The key of every question that matches, by its row in the old deck."""


def copy_to_edit(who: Visitor, deck_id: str, now: datetime) -> str:
    """Copy a deck into an editable one, owned by the visitor, and return its id. Raises NotFound, Invalid (deck: files)."""
    with transaction(write=True) as connection:
        deck = revisions.visible(connection, who, deck_id)
        last = stored_revisions.read(connection, deck_id, deck.number)
        if last is None or not last.files:
            raise Invalid("deck", "files")
        wanted = f"{deck_id[:LONGEST_ID].rstrip('-')}-copy"
        copy = drafts.add(connection, who, deck.title, last.files, now, pictures=last.pictures, wanted=wanted, copied_from=deck_id)
        log.note(connection, who.username, "copied", f"deck:{copy}", deck_id, now)
    return copy


def plan(who: Visitor, deck_id: str, class_id: int) -> MovePlan:
    """Return what moving a class to a copy would do; nothing is changed. Raises NotFound, NotAllowed, Invalid."""
    with transaction(write=False) as connection:
        classroom, pair = _checked(connection, who, deck_id, class_id)
        learners = _students(connection, class_id, pair)
        given = {deck.id for deck in stored_classes.decks(connection, class_id)}
        held = moved_rows.count_memories(connection, learners, pair.questions)
    old, new = pair.old.deck, pair.new.deck
    both = [key for key in old.questions if key in new.questions]
    return MovePlan(
        classroom,
        old.id,
        old.title,
        new.title,
        students=len(learners),
        memories=held,
        matched=len(pair.questions),
        missing=tuple(key for key in old.questions if key not in new.questions),
        rekeyed=tuple(key for key in both if key not in pair.questions.values()),
        done=old.id not in given,
    )


def move(who: Visitor, deck_id: str, class_id: int, now: datetime) -> int:
    """Replace a class's deck with the copy, with what each student knows; return the number of students.

    Students are moved one at a time: after an interruption, the same call does the rest. What they answer meanwhile, and who joins
    meanwhile, is moved when the class loses the old deck. Raises NotFound, NotAllowed, Invalid.
    """
    with transaction(write=True) as connection:
        _, pair = _checked(connection, who, deck_id, class_id)
        given = {deck.id for deck in stored_classes.decks(connection, class_id)}
        if pair.old.deck.id not in given:
            raise Invalid("class", "moved")
        if deck_id not in given:
            stored_classes.give(connection, class_id, deck_id)
        learners = _students(connection, class_id, pair)
    seen: dict[int, int] = {}
    for user_id in learners:
        with transaction(write=True) as connection:
            if stored_answers.take(connection, user_id):
                _bring(connection, user_id, pair, now)
                seen[user_id] = stored_answers.newest(connection, user_id)[0]
    with transaction(write=True) as connection:
        classes.changing(connection, who, class_id)
        learners = _students(connection, class_id, pair)
        for user_id in learners:
            if stored_answers.take(connection, user_id) and stored_answers.newest(connection, user_id)[0] != seen.get(user_id):
                _bring(connection, user_id, pair, now)
        stored_classes.take_away(connection, class_id, pair.old.deck.id)
        class_tests.move(connection, class_id, pair.old.deck.id, deck_id)
        log.note(connection, who.username, "moved", f"class:{class_id}", f"{pair.old.deck.id} -> {deck_id}", now)
    return len(learners)


def _checked(connection: Connection, who: Visitor, deck_id: str, class_id: int) -> tuple[Classroom, _Pair]:
    written = drafts.find(connection, who, deck_id)
    classroom = classes.changing(connection, who, class_id)
    before = decks.state(connection, written.copied_from)
    if before is None or before.revision is None:
        raise NotFound(deck_id)
    if written.revision is None or written.visibility != Visibility.CLASS:
        raise Invalid("deck", "unpublished")
    old, new = edition(connection, before.id, before.revision), edition(connection, deck_id, written.revision)
    questions = {}
    for key, question in new.deck.questions.items():
        former = next((name for name in (key, *(question.formerly or ())) if name in old.deck.questions), None)
        if former and same_key(old.deck.questions[former], question):
            questions[old.versions[former][0]] = key
    return classroom, _Pair(old, new, questions)


def _students(connection: Connection, class_id: int, pair: _Pair) -> list[int]:
    """Return the learners of a class. Raises Invalid (class: held) while a quiz holds back what would have to be copied."""
    learners = moved_rows.students(connection, class_id)
    if moved_rows.held_back(connection, learners, pair.questions):
        raise Invalid("class", "held")
    return learners


def _bring(connection: Connection, user_id: int, pair: _Pair, now: datetime) -> None:
    """Copy one student's answers, except those copied before, and build the memory of the copy from them."""
    start = begun_decks.deck_starts(connection, user_id).get(pair.old.deck.id, 0)
    brought = moved_rows.brought(connection, user_id)
    newest, _ = stored_answers.newest(connection, user_id)
    for answer in stored_answers.answers_of(connection, user_id, pair.questions):
        question_id, version_id = pair.new.versions[pair.questions[answer.question_id]]
        nonce = f"{stored_answers.BROUGHT}{question_id}:{answer.n}"
        counts = not (answer.undone or answer.held_back) and answer.n > start
        if not counts or nonce in brought or not _same(connection, pair, answer.question_id, answer.version_id):
            continue
        newest += 1
        own = replace(answer, n=newest, question_id=question_id, version_id=version_id, nonce=nonce)
        stored_answers.add_answer(connection, replace(own, **NOT_BROUGHT))
        if answer.claimed:
            stored_answers.add_amendment(connection, user_id, newest, kind="right", day=answer.day, now=now)
    moved_rows.start_in_place(connection, user_id, pair.old.deck.id, pair.new.deck.id)
    begun_decks.set_stopped(connection, user_id, pair.old.deck.id, stopped=True)
    kept_forecasts.plan_changed(connection, user_id)
    memories.rebuild(connection, user_id, pair.new.keys)


def _same(connection: Connection, pair: _Pair, question_id: int, version_id: int) -> bool:
    """Return whether the version that was answered had the same right answer as the copy; an older version may not."""
    if version_id == pair.old.versions[pair.old.keys[question_id]][1]:
        return True
    then = edition(connection, pair.old.deck.id, decks.first_revision(connection, version_id))
    return same_key(then.question(question_id), pair.new.deck.questions[pair.questions[question_id]])

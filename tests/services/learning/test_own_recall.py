"""What a learner's own answers say about their recall is the same in SQL, for one or for a class, as when it is added up one by one."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import insert

from quizapp.db.base import transaction
from quizapp.db.classes import class_memories
from quizapp.db.learning import stored_answers, stored_memories
from quizapp.db.models import ClassroomRow, MembershipRow
from quizapp.domain.memory.own_recall import LASTING, LaterAnswer, OwnRecall, RecentAnswers
from quizapp.services.learning import memories

KEYS = ("pier-built-date", "oil-true-false", "dark-years-cloze")


@pytest.fixture
def in_class(database, clock):
    def join(*people):
        with transaction(write=True) as connection:
            connection.execute(insert(ClassroomRow).values(id=1, name="9b", zone="", created_at=clock.now))
            for person in people:
                row = {"user_id": person.id, "class_id": 1, "role": "student", "name": person.username, "joined_at": clock.now}
                connection.execute(insert(MembershipRow).values(row))

    return join


def own(person, day):
    memories.rebuild_learner(person.id)  # the numbers come beside the memories
    with transaction(write=False) as connection:
        return stored_memories.held(connection, person.id, day).own


def of_class():
    with transaction(write=False) as connection:
        return class_memories.own_recalls(connection, 1)


def same(one, other):
    names = ("later", "right", "lasting", "lasting_right")
    return [getattr(one, name) for name in names] == [getattr(other, name) for name in names] and (
        (one.said, one.lasting_said) == (pytest.approx(other.said), pytest.approx(other.lasting_said))
    )


@pytest.mark.parametrize("seed", range(3))
def test_sums_are_those_of_the_answers_one_by_one(student, other_student, store, clock, in_class, seed):
    in_class(student, other_student)
    dice, recent, day, last = Random(seed), RecentAnswers(), 0, {}
    for _ in range(40):
        day += dice.choice([0, 0, 1, 2, LASTING - 1, LASTING])
        key, rating, recall = dice.choice(KEYS), dice.choice([1, 2, 3]), dice.choice([0.5, 0.75, 0.9])
        store(student, key, day, rating=rating, recall=recall if key in last else None)
        later = last.get(key, day) != day
        recent.add(LaterAnswer(recall, rating > 1, day - last[key] >= LASTING) if later else None)
        last[key] = day
    store(other_student, recall=0.9, rating=1)
    assert recent.own.lasting > 0
    assert same(own(student, clock.now.date() + timedelta(day)), recent.own)
    assert same(of_class()[student.id], recent.own)
    assert same(of_class()[other_student.id], OwnRecall(1, 0, 0.9))


def test_what_does_not_count_elsewhere_does_not_count_here(student, store, clock, in_class):
    in_class(student)
    assert of_class() == {student.id: OwnRecall()}
    store(student)
    undone = store(student, day=1, recall=0.9)
    store(student, day=2, recall=0.9, rating=None)
    store(student, day=3, recall=0.9, nonce=f"{stored_answers.BROUGHT}1:1")
    store(student, day=4, recall=0.9, context="cards")
    store(student, day=5, recall=0.9, context="quiz")
    with transaction(write=True) as connection:
        stored_answers.add_amendment(connection, student.id, undone, kind="undo", day=clock.now.date(), now=clock.now)
    assert own(student, clock.now.date()) == OwnRecall() == of_class()[student.id]
    store(student, day=9, recall=0.75)
    assert own(student, clock.now.date()) == OwnRecall(1, 1, 0.75) == of_class()[student.id]


def test_nothing_changes_while_nothing_is_answered(student, store, clock):
    store(student)
    store(student, day=1, recall=0.9, rating=1)
    today = clock.now.date()
    assert own(student, today + timedelta(1)) == own(student, today + timedelta(1000)) == OwnRecall(1, 0, 0.9)

"""What was predicted about a class, held against what happened: whose answers count, and for whom they are shown."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from quizapp.db.base import transaction
from quizapp.db.models import MembershipRow
from quizapp.services.classes import class_calibration, classes
from quizapp.services.errors import NotFound


@pytest.fixture
def enter(classroom, clock):
    """Put somebody into the class: `enter(student, "assistant")`."""

    def enter(person, role="student"):
        row = {"user_id": person.id, "class_id": classroom, "role": role, "name": person.username.title(), "joined_at": clock.now}
        with transaction(write=True) as connection:
            connection.execute(insert(MembershipRow).values(row))

    return enter


@pytest.fixture
def held(hana, classroom, clock):
    """The calibration of the class, which has the deck harbour."""
    classes.give(hana, classroom, "harbour", clock.now)
    return lambda: class_calibration.class_calibration(hana, classroom, clock.now.date())


def test_nobody_has_answered(held):
    assert (held().students, held().held.all.answers) == (0, 0)


def test_the_answers_of_its_students_count(held, enter, student, other_student, make_person, store):
    for person, role in ((student, "student"), (other_student, "student"), (make_person("mio"), "assistant")):
        enter(person, role)
        store(person, recall=0.8)
    store(make_person("somebody"), recall=0.8)
    assert (held().students, held().held.all.answers) == (2, 2)


def test_a_removed_student_no_longer_counts(held, enter, student, store, clock):
    enter(student)
    store(student, recall=0.8)
    with transaction(write=True) as connection:
        connection.execute(update(MembershipRow).where(MembershipRow.user_id == student.id).values(removed_at=clock.now))
    assert held().students == 0


def test_only_its_decks_count(held, enter, student, store, hana, classroom, clock):
    enter(student)
    store(student, recall=0.8)
    classes.take_away(hana, classroom, "harbour", clock.now)
    assert held().held.all.answers == 0


def test_only_the_last_weeks_count(held, enter, student, store):
    enter(student)
    store(student, recall=0.8, day=-85)
    store(student, recall=0.8, day=-84)
    assert held().held.all.answers == 1


def test_a_student_is_the_cluster(held, enter, make_person, store):
    for number in range(12):
        person = make_person(f"s{number}")
        enter(person)
        for day in range(3):
            store(person, recall=0.95 if number % 2 else 0.05, day=day - 9, rating=3 if number % 2 else 1)
    assert held().students == 12
    assert held().held.constant.said_is == "closer"


def test_few_statements_however_many_students(held, enter, make_person, store, query_counter):
    for number in range(9):
        person = make_person(f"s{number}")
        enter(person)
        store(person, recall=0.8, day=-timedelta(days=number).days)
    held()
    with query_counter() as queries:
        assert held().students == 9
    assert len(queries) == 3, str(queries)


def test_for_its_staff_alone(held, enter, classroom, student, sora, mio, clock):
    enter(student)
    for who in (sora, mio):
        with pytest.raises(NotFound):
            class_calibration.class_calibration(who, classroom, clock.now.date())

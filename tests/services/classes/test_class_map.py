"""What a class remembers of a deck: few statements, however many students it has."""

from datetime import timedelta
from itertools import product
from random import Random

import pytest

from quizapp.db.base import transaction
from quizapp.db.models import ClassDeck, ClassroomRow, MembershipRow, MemoryRow, QuestionRow
from quizapp.services.classes import class_map
from quizapp.services.learning import progress
from quizapp.services.learning.memory_map import MapRequest
from quizapp.services.people.accounts import Visitor

STUDENTS = 40


@pytest.fixture
def class_of(database, make_person, teacher, clock):
    """Create class 1 with the deck harbour and a number of students who know every question on it since some days ago."""

    def make(students, days=1):
        people = [make_person(f"s{number:02}") for number in range(students)]
        with transaction(write=True) as connection:
            connection.execute(ClassroomRow.__table__.insert().values(name="9b", zone="", created_at=clock.now))
            connection.execute(ClassDeck.__table__.insert().values(class_id=1, deck_id="harbour"))
            roles = [(teacher, "teacher"), *((person, "student") for person in people)]
            for person, role in roles:
                row = {"user_id": person.id, "class_id": 1, "role": role, "name": person.username, "joined_at": clock.now}
                connection.execute(MembershipRow.__table__.insert().values(row))
            asked = connection.scalars(QuestionRow.__table__.select().where(QuestionRow.deck_id == "harbour")).all()
            last = clock.now.date() - timedelta(days)
            same = {"stability": 10.0, "difficulty": 5.0, "last": last, "due": last, "first_day": last, "ask_day": last}
            counts = {"answers": 2, "lapses": 0, "streak": 2, "tested": True, "proven": True, "recheck": False}
            rows = [{"user_id": one.id, "question_id": question, **same, **counts} for one, question in product(people, asked)]
            if rows:
                connection.execute(MemoryRow.__table__.insert(), rows)
        return people

    return make


@pytest.fixture
def draw(teacher, clock):
    def run(day=None, **more):
        choice = MapRequest(day or clock.now.date(), **more)
        return class_map.draw(Visitor(id=teacher.id, role="teacher"), 1, "harbour", choice, clock.now, "UTC")

    return run


def test_what_all_know_is_solid_and_fades(class_of, draw, clock):
    class_of(6)
    facts = len(draw().deck.facts)
    assert draw().counts["solid"] == facts
    assert draw().lost == 0
    later = draw(clock.now.date() + timedelta(days=300))
    assert later.lost == facts
    assert later.counts["solid"] == 0
    assert later.losing[0].held.losing == 6


def test_removed_students_and_teachers_do_not_count(class_of, draw, clock):
    people = class_of(6)
    with transaction(write=True) as connection:
        gone = MembershipRow.user_id == people[0].id
        connection.execute(MembershipRow.__table__.update().where(gone).values(removed_at=clock.now))
        tester = MembershipRow.user_id == people[1].id
        connection.execute(MembershipRow.__table__.update().where(tester).values(role="tester"))
    assert draw().students == 4
    assert draw(table=True).table[0].held.asked == 4
    assert draw().few


def test_the_number_of_statements_does_not_grow(class_of, draw, query_counter):
    class_of(STUDENTS)
    draw()
    with query_counter() as queries:
        drawn = draw()
    assert drawn.students == STUDENTS
    assert len(queries) <= 8


def test_the_class_knows_what_its_students_are_told_that_they_know(class_of, draw, clock, store):
    people, dice = class_of(9), Random(1910)
    for person, number in product(people[:6], range(8)):
        store(person, day=number - 20, recall=0.9, rating=3 if person in people[:3] else 1)
    today = clock.now.date()
    with transaction(write=True) as connection:
        for row in connection.execute(MemoryRow.__table__.select()).all():
            this = (MemoryRow.user_id == row.user_id, MemoryRow.question_id == row.question_id)
            if dice.random() < 0.3:
                connection.execute(MemoryRow.__table__.delete().where(*this))
                continue
            streak, last = dice.choice([0, 1, 2, 3]), today - timedelta(days=dice.choice([1, 9, 40]))
            values = {"streak": streak, "last": last, "stability": dice.choice([2.0, 20.0, 90.0]), "proven": streak > 1}
            connection.execute(MemoryRow.__table__.update().where(*this).values(values))
    drawn = draw(table=True)
    known = sum(round(fact.held.share * len(people)) for fact in drawn.table)
    theirs = [progress.decks_progress(Visitor(id=person.id), ["harbour"], today).tally for person in people]
    assert 0 < known == sum(tally.known for tally in theirs)
    assert sum(fact.held.asked for fact in drawn.table) == sum(tally.known + tally.learning for tally in theirs)

"""The answers of a class as a log: whose, which, and how they count."""

import pytest

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.learning import begun_decks, running_numbers, stored_answers
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.services.classes import class_answers, classes
from quizapp.services.errors import NotFound
from quizapp.services.learning import answering, editions

TYPED, CHOICE = "sand-bank-short-answer", "plans-multiple-choice"


@pytest.fixture
def classroom(hana, student, clock):
    class_id = classes.create(hana, "9b", "", clock.now)
    classes.give(hana, class_id, "harbour", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, class_id, student.id, role="student", name="Sora", now=clock.now)
    return class_id


@pytest.fixture
def answer(database, clock):
    """Store an answer of somebody to a question of the deck harbour, `answer(person, key, 3, context="quiz", amended="undo")`."""

    def store(person, key, rating, context="study", amended=""):
        with transaction(write=True) as connection:
            stored_answers.take(connection, person.id)
            begun_decks.start_deck(connection, person.id, "harbour", clock.now.date())
            question, version = editions.current(connection, "harbour", person.id).versions[key]
            n = stored_answers.newest(connection, person.id)[0] + 1
            right = rating > 1
            told = {"response": "", "hint": False, "ms": None, "recall": None, "attempt": None, "position": None, "nonce": f"given-{n}"}
            grade = {"score": float(right), "verdict": "right" if right else "wrong", "rating": rating}
            when = {"day": clock.now.date(), "at": clock.now, "context": context}
            stored = StoredAnswer(user_id=person.id, n=n, question_id=question, version_id=version, **grade, **told, **when)
            line = running_numbers.lines(connection, [version])[version]
            answering.remember(connection, stored, running_numbers.before(connection, person.id, line).memories)
            if amended:
                stored_answers.add_amendment(connection, person.id, n, kind=amended, day=clock.now.date(), now=clock.now)
        clock.advance(minutes=1)
        return question

    return store


def test_answers_come_in_order_of_time_with_their_facts_days_and_options(classroom, answer, student, clock):
    day = clock.now.date()
    typed, choice = answer(student, TYPED, 3), answer(student, CHOICE, 1, context="quiz")
    rows = class_answers.rows(classroom)
    assert [(row.learner, row.question, row.fact, row.day, row.rating, row.options) for row in rows] == [
        (student.id, typed, "harbour/sand-bank", day, 3, 0),
        (student.id, choice, "harbour/plans", day, 1, 4),
    ]
    assert rows[1].at - rows[0].at == 60


def test_a_card_has_no_options(classroom, answer, student):
    answer(student, CHOICE, 3, context="cards")
    assert [row.options for row in class_answers.rows(classroom)] == [0]


def test_what_was_undone_does_not_count_and_what_is_claimed_is_right(classroom, answer, student):
    answer(student, TYPED, 3, amended="undo")
    answer(student, CHOICE, 1, amended="right")
    assert [row.rating for row in class_answers.rows(classroom)] == [3]


def test_only_answers_since_the_deck_was_begun_anew_count(classroom, answer, student):
    answer(student, TYPED, 1)
    with transaction(write=True) as connection:
        begun_decks.start_anew(connection, student.id, "harbour")
    answer(student, TYPED, 3)
    assert [row.rating for row in class_answers.rows(classroom)] == [3]


def test_only_students_of_the_class_count_and_only_its_decks(classroom, answer, student, other_student, teacher, hana, clock):
    for person in (student, other_student, teacher):
        answer(person, TYPED, 3)
    assert {row.learner for row in class_answers.rows(classroom)} == {student.id}
    classes.take_away(hana, classroom, "harbour", clock.now)
    assert class_answers.rows(classroom) == []


def test_a_class_that_does_not_exist_is_not_found(database):
    with pytest.raises(NotFound):
        class_answers.rows(99)

"""What was said about answers, held against what happened: which answers count, and whose."""

import pytest
from sqlalchemy import insert, select, update

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, decks, predictions, stored_answers
from quizapp.db.models import Amendment, Attempt, DeckRow
from quizapp.services.learning import calibration
from quizapp.services.learning.editions import edition
from quizapp.services.people.accounts import Visitor

pytestmark = pytest.mark.usefixtures("database")


def held(person):
    return calibration.my_calibration(Visitor(id=person.id))


def test_before_the_first_answer_nothing_was_said(student):
    assert held(student).all.answers == 0


def test_only_answers_of_a_later_day_are_scored(student, store):
    store(student)
    store(student, recall=1.0)
    store(student, day=3, recall=0.8)
    store(student, day=3, recall=1.0, rating=1)
    assert (held(student).all.answers, held(student).all.right, held(student).all.said) == (1, 1, 0.8)


def test_what_was_said_knows_the_question_and_the_learner_and_fsrs_stands_beside_it(student, store):
    store(student, recall=0.8, layered=0.6)
    assert held(student).all.said == pytest.approx(0.6)
    assert held(student).plain.loss < held(student).loss


def test_the_guess_of_a_choice_is_part_of_both(student, store):
    store(student, "oil-true-false", recall=0.8, layered=0.9)
    assert (held(student).all.said, held(student).plain) == (pytest.approx(0.9), None)


def test_answers_from_before_predictions_were_kept_are_not_scored(student, store):
    store(student, layered=None)
    store(student, recall=0.8, layered=None)
    assert (held(student).all.answers, held(student).firsts.answers) == (0, 0)


def test_first_answers_are_a_group_of_their_own(student, store):
    store(student, layered=0.4)
    store(student, "oil-true-false", layered=0.6, rating=1)
    store(student, recall=0.8, day=3)
    assert (held(student).all.answers, held(student).all.said) == (1, 0.8)
    assert (held(student).firsts.answers, held(student).firsts.right, held(student).firsts.said) == (2, 1, 0.5)


def test_nobody_elses_answers_count(student, other_student, store):
    store(student, recall=0.8)
    store(other_student, recall=0.8)
    assert held(student).all.answers == 1


def test_what_does_not_count_elsewhere_does_not_count_here(student, store, clock):
    undone = store(student, recall=0.8)
    store(student, recall=0.8, rating=None)
    store(student, recall=0.8, nonce=f"{stored_answers.BROUGHT}1:1")
    store(student, recall=0.8, context="cards")
    with transaction(write=True) as connection:
        stored_answers.add_amendment(connection, student.id, undone, kind="undo", day=clock.now.date(), now=clock.now)
    assert held(student).all.answers == 0


def test_a_held_back_verdict_is_not_told(student, store, clock):
    with transaction(write=True) as connection:
        revision = connection.scalar(select(DeckRow.revision_id).where(DeckRow.id == "harbour"))
        row = {"user_id": student.id, "n": 1, "deck_id": "harbour", "revision_id": revision, "seed": "seed", "questions": "[]"}
        connection.execute(insert(Attempt).values(row | {"feedback": "close", "started_at": clock.now, "held_back": True}))
    store(student, recall=0.8, context="quiz", attempt=1, position=1)
    assert held(student).all.answers == 0
    with transaction(write=True) as connection:
        connection.execute(update(Attempt).values(held_back=False))
    assert held(student).all.answers == 1


def test_a_re_grade_counts(student, store, clock):
    n = store(student, recall=0.8, rating=1)
    assert held(student).all.right == 0
    grade = {"score": 1.0, "verdict": "right", "rating": 3}
    with transaction(write=True) as connection:
        stored_answers.add_amendment(connection, student.id, n, kind="regrade", day=clock.now.date(), now=clock.now, grade=grade)
        assert connection.scalar(select(Amendment.kind)) == "regrade"
    assert held(student).all.right == 1


def test_a_stopped_deck_is_left_out(student, store):
    store(student, recall=0.8)
    with transaction(write=True) as connection:
        begun_decks.set_stopped(connection, student.id, "harbour", stopped=True)
    assert held(student).all.answers == 0


def test_the_newest_answers_are_looked_at(student, store, monkeypatch):
    monkeypatch.setattr(predictions, "MOST", 2)
    store(student, day=1, recall=0.9, rating=1)
    store(student, day=5, recall=0.7)
    store(student, day=3, recall=0.7)
    assert (held(student).all.answers, held(student).all.right) == (2, 2)


def test_known_is_held_against_the_next_answer_to_the_hardest_question(student, store):
    for day in (0, 1, 4, 9):
        store(student, day=day, recall=0.9 if day else None, rating=1 if day == 9 else 3)
    assert (held(student).known.answers, held(student).known.right) == (2, 1)


def test_the_hardest_question_on_a_fact(observatory):
    with transaction(write=False) as connection:
        shown = edition(connection, observatory, decks.state(connection, observatory).revision)
    hardest = {shown.keys[number] for number, asked in calibration.asked_in(shown).items() if asked.hardest}
    facts = {shown.deck.fact_of[key].id for key in hardest}
    assert len(hardest) == len(facts) == len(shown.deck.facts) - 1, "one fact has two hardest questions, so none stands for it"
    assert {key: shown.deck.questions[key].level for key in hardest if key.startswith("comet")} == {"comet-date": 3}


def test_few_statements(student, store, query_counter):
    store(student, recall=0.8)
    held(student)
    with query_counter() as queries:
        held(student)
    assert len(queries) == 2, str(queries)

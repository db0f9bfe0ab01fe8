"""The weights in use: fitted on the answers of the site where they are better, chosen by administrators, the same in every process."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from support import visitor_of

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, stored_answers, stored_weights
from quizapp.db.models import Answer
from quizapp.domain.memory import refitting
from quizapp.domain.memory.prediction import DEFAULT, Model
from quizapp.domain.memory.refitting import Losses, Refit
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import answer_logs, weights

OTHER = Model((0.1, 1.0, 1.0, 1.0), (-1.0, 0.5, 0.5, 0.5, 1.0, 1.0))
FOUND = Refit(OTHER, 120, 3400, None, Losses(0.55, 0.52, 850))
TYPED, CHOICE = "sand-bank-short-answer", "plans-multiple-choice"


@pytest.fixture
def fits(monkeypatch):
    """What the next fit finds: `fits(FOUND)`; it returns the rows and the weights that were given to it."""
    given = []

    def find(found):
        def refit(rows, in_use, watch):
            given.append((list(watch(rows)), in_use))
            return found

        monkeypatch.setattr(weights, "refit", refit)
        return given

    return find


def in_use():
    with transaction(write=False) as connection:
        return weights.in_use(connection)


def noted():
    with transaction(write=False) as connection:
        return [(one.actor, one.action, one.object, one.detail) for one in log.entries(connection)]


def test_the_shipped_weights_are_in_use_until_others_are_better(database, ryo, clock, fits):
    assert in_use() is DEFAULT
    fits(Refit(DEFAULT, 3, 10))
    assert weights.fit(clock.now, store=True) == (Refit(DEFAULT, 3, 10), None)
    assert in_use() is DEFAULT
    assert weights.listing(ryo) == weights.WeightSets([], 0)
    assert weights.listing(ryo).current is None
    assert noted() == []


def test_better_weights_are_stored_and_in_use(database, ryo, clock, fits):
    fits(FOUND)
    assert weights.fit(clock.now, store=True) == (FOUND, 1)
    assert in_use() == OTHER
    (found,) = weights.listing(ryo).fitted
    assert found == (1, clock.now, OTHER, 120, 3400, None, Losses(0.55, 0.52, 850), 0, True)
    assert weights.listing(ryo).current == found
    assert noted() == [("(server)", "weights fitted", "weights", '{"number": 1}')]


def test_a_dry_run_changes_nothing(database, ryo, clock, fits):
    fits(FOUND)
    assert weights.fit(clock.now, store=False) == (FOUND, None)
    assert in_use() is DEFAULT
    assert weights.listing(ryo).fitted == []


def test_the_next_fit_begins_with_the_set_in_use(database, ryo, clock, fits):
    given = fits(FOUND)
    weights.fit(clock.now, store=True)
    fits(Refit(DEFAULT, 200, 5000, None, Losses(0.52, 0.51, 900)))
    weights.fit(clock.now + timedelta(days=90), store=True)
    assert [model for _, model in given] == [DEFAULT, OTHER]
    assert [(one.number, one.fitted_from, one.in_use) for one in weights.listing(ryo).fitted] == [(2, 1, True), (1, 0, False)]


def test_an_administrator_goes_back_to_any_set(database, ryo, clock, fits):
    fits(FOUND)
    weights.fit(clock.now, store=True)
    weights.choose(ryo, 0, 1, clock.now)
    assert in_use() is DEFAULT
    assert [one.in_use for one in weights.listing(ryo).fitted] == [False]
    weights.choose(ryo, 1, 0, clock.now)
    assert in_use() == OTHER
    assert [(actor, action, detail) for actor, action, _, detail in noted()[:2]] == [
        ("ryo", "weights chosen", '{"number": 1}'),
        ("ryo", "weights chosen", '{"number": 0}'),
    ]


def test_choosing_what_is_in_use_is_no_act(database, ryo, clock):
    weights.choose(ryo, 0, 0, clock.now)
    assert noted() == []


def test_what_was_chosen_meanwhile_stays(database, ryo, clock, fits, meanwhile):
    fits(FOUND)
    weights.fit(clock.now, store=True)
    with pytest.raises(Invalid) as refused:
        weights.choose(ryo, 1, 0, clock.now)
    assert (refused.value.field, refused.value.code) == ("weights", "changed")
    fits(Refit(DEFAULT, 200, 5000, None, Losses(0.52, 0.51, 900)))
    meanwhile(weights, "refit", lambda: weights.choose(ryo, 0, 1, clock.now))
    with pytest.raises(Invalid):
        weights.fit(clock.now, store=True)
    assert in_use() is DEFAULT
    assert len(weights.listing(ryo).fitted) == 1


def test_a_set_that_does_not_exist_is_not_found(database, ryo, clock):
    with pytest.raises(NotFound):
        weights.choose(ryo, 7, 0, clock.now)


def test_only_administrators_see_and_choose(database, hana, sora, clock):
    for who in (hana, sora):
        with pytest.raises(NotFound):
            weights.listing(who)
        with pytest.raises(NotFound):
            weights.choose(who, 0, 0, clock.now)


def test_a_process_reads_a_set_once_and_the_number_comes_with_the_visitor(database, clock, fits, query_counter):
    fits(FOUND)
    weights.fit(clock.now, store=True)
    with transaction(write=False) as connection:
        assert weights.in_use(connection, 1) == OTHER
        with query_counter() as queries:
            assert weights.in_use(connection, 1) == OTHER
            assert weights.in_use(connection, 0) is DEFAULT
    assert len(queries) == 0


def test_a_process_keeps_a_few_sets(database, clock, monkeypatch):
    monkeypatch.setattr(weights, "KEPT", 1)
    with transaction(write=True) as connection:
        numbers = [stored_weights.add(connection, FOUND, 0, clock.now) for _ in range(2)]
    with transaction(write=False) as connection:
        for number in (*numbers, *numbers):
            assert weights.in_use(connection, number) == OTHER
        assert weights.in_use(connection, 99) is DEFAULT, "a number that no set has"
    assert len(weights._sets) == 1


def test_all_answers_of_the_site_are_read_in_order_of_time(database, student, other_student, store, clock, fits):
    given = fits(FOUND)
    store(student, TYPED)
    clock.advance(minutes=1)
    store(other_student, CHOICE, rating=1)
    clock.advance(days=1)
    store(student, CHOICE, 0, context="cards")
    weights.fit(clock.now, store=False)
    ((rows, _),) = given
    assert [(row.learner, row.rating, row.options) for row in rows] == [(student.id, 3, 0), (other_student.id, 1, 4), (student.id, 3, 0)]
    assert rows[1].question == rows[2].question != rows[0].question
    assert rows[1].fact == rows[2].fact != rows[0].fact
    assert [row.day - rows[0].day for row in rows] == [0, 0, 1]
    assert rows[1].at - rows[0].at == 60


def test_what_does_not_count_for_memory_is_left_out(database, student, store, clock):
    undone, claimed = store(student, TYPED), store(student, CHOICE, rating=1)
    store(student, TYPED, rating=None)
    store(student, TYPED, nonce="from:7")
    with transaction(write=True) as connection:
        stored_answers.add_amendment(connection, student.id, undone, kind="undo", day=clock.now.date(), now=clock.now)
        stored_answers.add_amendment(connection, student.id, claimed, kind="right", day=clock.now.date(), now=clock.now)
    with transaction(write=False) as connection:
        assert [row.rating for row in answer_logs.of_site(connection)] == [3]
    with transaction(write=True) as connection:
        begun_decks.start_anew(connection, student.id, "harbour")
    with transaction(write=False) as connection:
        assert list(answer_logs.of_site(connection)) == []


def test_an_empty_site_has_nothing_to_fit(database, clock):
    found, number = weights.fit(clock.now, store=True)
    assert (found, number) == (Refit(DEFAULT, 0, 0), None)
    assert not found.tried


def test_a_fit_of_a_site_is_the_one_of_its_log(database, student, other_student, store, clock, monkeypatch):
    """With the bounds of a school, a site for tests would need a thousand answers."""
    monkeypatch.setattr(refitting, "NEXT_DAY", 4)
    for day in range(4):
        for number, person in enumerate((student, other_student)):
            store(person, TYPED, day, rating=3 if number else 1)
            clock.advance(minutes=1)
    found, number = weights.fit(clock.now, store=True)
    with transaction(write=False) as connection:
        assert refitting.refit(answer_logs.of_site(connection)) == found
    assert found.tried
    assert number == 1
    assert in_use() == found.model != DEFAULT


def test_the_number_in_use_comes_with_the_visitor(app, client_of, admin, student, clock, fits):
    from quizapp.web.context import visitor

    client = client_of(student)
    with app.app_context():
        fits(FOUND)
        weights.fit(clock.now, store=True)
    with client:
        client.get("/progress")
        assert visitor().weights == 1
    with app.app_context():
        weights.choose(visitor_of(admin), 0, 1, clock.now)
    with client:
        client.get("/progress")
        assert visitor().weights == 0


def test_answers_are_predicted_with_the_set_in_use(app, guest, clock, fits):
    """With these weights everybody is sure to know every question."""

    def layered():
        guest.answer(guest.page("/study/harbour"))
        with app.app_context(), transaction(write=False) as connection:
            return connection.scalars(select(Answer.layered).order_by(Answer.n.desc())).first()

    assert layered() < 0.9
    with app.app_context():
        fits(Refit(Model((9.0, 0.0, 0.0, 0.0), OTHER.later), 120, 3400, Losses(0.6, 0.5, 300), None))
        weights.fit(clock.now, store=True)
    assert layered() > 0.999

"""Setting up a quiz and starting it."""

from threading import Thread

import pytest
from support import RIGHT, WRONG

from quizapp.db.base import transaction
from quizapp.db.quizzes import stored_attempts
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import study
from quizapp.services.learning.answering import answer_quiz, answer_study
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import attempts, quizzes
from quizapp.services.quizzes.quizzes import Setup, Started

pytestmark = pytest.mark.usefixtures("database")


def as_lists(fields):
    return {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


@pytest.fixture
def learner(student):
    return Visitor(id=student.id)


@pytest.fixture
def start(learner, moment):
    def start(deck="harbour", seed="seed", **setup):
        return quizzes.start(learner, deck, Setup(**{"size": 9} | setup), moment(), seed)

    return start


@pytest.fixture
def asked(learner, moment):
    """Return the keys of the questions of an attempt, by position."""

    def keys(n):
        count = len(attempts.sheet(learner, n, moment().now).marks)
        return [attempts.page(learner, n, position, moment()).showing.question for position in range(1, count + 1)]

    return keys


def test_an_offer_counts_what_a_quiz_may_ask(learner, clock):
    offer = quizzes.offer(learner, "harbour", clock.now)
    assert {choice.id: choice.questions for choice in offer.categories} == {"dates": 3, "actors": 3, "causes": 3}
    assert (offer.questions, offer.facts, offer.minutes) == (9, 9, 4)
    assert offer.open is None
    assert offer.earlier == []


def test_a_deck_without_categories_has_none_to_choose(learner, clock, start, asked):
    assert quizzes.offer(learner, "knots", clock.now).categories == []
    assert sorted(asked(start("knots").n)) == ["bundle", "loop", "strands"]


def test_an_unknown_deck_is_not_found(learner, clock, start):
    with pytest.raises(NotFound):
        quizzes.offer(learner, "nowhere", clock.now)
    with pytest.raises(NotFound):
        start("nowhere")


def test_a_quiz_asks_so_many_questions_of_the_chosen_categories(start, asked):
    assert sorted(asked(start(size=2, categories=["dates"]).n)) < ["dark-years-cloze", "length-numeric", "pier-built-date"]


def test_no_flashcard_is_asked(start, asked):
    assert len(asked(start(size=100).n)) == 9


def test_one_seed_draws_one_quiz_and_others_draw_others(start, asked, learner, moment):
    drawn = []
    for seed in ("one", "two", "three"):
        n = start(seed=seed).n
        drawn.append(asked(n))
        attempts.hand_in(learner, n, moment())
        other = Visitor(id=learner.id)
        assert other == learner
    assert len({tuple(keys) for keys in drawn}) > 1


def test_the_same_seed_draws_the_same_for_somebody_else(start, asked, learner, other_student, moment):
    other = Visitor(id=other_student.id)
    n = quizzes.start(other, "harbour", Setup(size=5), moment(), "seed").n
    theirs = [attempts.page(other, n, position, moment()).showing.question for position in range(1, 6)]
    assert asked(start(size=5).n) == theirs


def test_while_an_attempt_is_open_no_second_one_of_the_deck_is_started(start, learner, clock):
    assert start() == Started(1, fresh=True)
    assert start(seed="another") == Started(1, fresh=False)
    assert start("knots") == Started(2, fresh=True)
    offer = quizzes.offer(learner, "harbour", clock.now)
    assert (offer.open.n, offer.open.answered, len(offer.open.marks)) == (1, 0, 9)


def test_two_tabs_start_at_the_same_time_and_get_one_attempt(app, start):
    started = []

    def begin(seed):
        with app.app_context():
            started.append(start(seed=seed))

    tabs = [Thread(target=begin, args=(str(number),)) for number in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(started, key=lambda one: one.fresh) == [Started(1, fresh=False)] * 3 + [Started(1, fresh=True)]


def test_an_attempt_that_is_out_of_time_is_closed_by_the_next_start(start, learner, clock, moment):
    first = start(minutes=5).n
    shown = attempts.page(learner, first, 1, moment()).showing
    answer_quiz(learner.id, first, shown.presentation, as_lists(RIGHT[shown.prompt.type]), moment())
    ends = clock.now.replace(minute=5)
    clock.advance(minutes=30)
    assert quizzes.offer(learner, "harbour", clock.now).open is None
    assert start(seed="another") == Started(2, fresh=True)
    with transaction(write=False) as connection:
        closed = stored_attempts.attempt(connection, learner.id, first)
    assert (closed.closed_at, closed.closed_by, closed.points) == (ends, "clock", 1.0)
    assert [earlier.n for earlier in quizzes.offer(learner, "harbour", clock.now).earlier] == [1]


def test_a_retake_prefers_what_was_not_drawn_before(start, asked, learner, moment):
    first = start(size=5).n
    before = asked(first)
    attempts.hand_in(learner, first, moment())
    again = asked(start(size=4, seed="another").n)
    assert set(again).isdisjoint(before)


def test_checking_everything_asks_each_fact_once_and_never_asked_ones_first(start, asked, learner, moment):
    shown = study.next_showing(learner, Scope("harbour", facts=("length",)), moment(), "nonce")
    answer_study(learner.id, shown.presentation, as_lists(WRONG[shown.prompt.type]), moment())
    keys = asked(start(everything=True).n)
    assert len(keys) == 9
    assert keys[-1] == "length-numeric"


def test_nothing_to_ask_is_said(start):
    with pytest.raises(Invalid) as refused:
        start(categories=["nothing of the kind"])
    assert (refused.value.field, refused.value.code) == ("categories", "empty")


def test_earlier_attempts_are_listed_with_their_points(start, learner, moment, clock):
    first = start().n
    shown = attempts.page(learner, first, 1, moment()).showing
    answer_quiz(learner.id, first, shown.presentation, as_lists(RIGHT[shown.prompt.type]), moment())
    attempts.hand_in(learner, first, moment())
    clock.advance(hours=1)
    second = start(seed="another").n
    attempts.hand_in(learner, second, moment())
    earlier = quizzes.offer(learner, "harbour", clock.now).earlier
    assert [(one.n, one.score.points, one.score.of) for one in earlier] == [(2, 0.0, 9), (1, 1.0, 9)]

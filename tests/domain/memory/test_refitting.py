from dataclasses import replace

import pytest
from toy_class import toy_class

from quizapp.domain.memory.prediction import DEFAULT, Model, Row, fit
from quizapp.domain.memory.refitting import refit


@pytest.fixture(scope="module")
def many():
    """More than a thousand next-day answers of a class whose memory is not that of the course the shipped weights come from."""
    return toy_class(3, learners=30)


def test_weights_that_fit_a_class_better_are_taken(many):
    found = refit(many)
    assert found.tried
    assert found.later.better
    assert found.model.later != DEFAULT.later
    assert found.later.new < found.later.in_use - 0.02


def test_a_set_that_is_taken_does_not_count_twice_what_the_site_has_summed_up():
    """The site keeps everybody's surplus over the weights before. With it the new set says what weights say that were fitted alone."""
    rows = toy_class(4, learners=45)
    cut = int(0.8 * len(rows))
    taken, alone, stream = refit(rows[:cut]), fit(rows[:cut]), DEFAULT.start()
    assert taken.later.better
    list(stream.scored(rows[:cut]))
    stream.use(taken.model)
    newest = [evidence for _, evidence, _ in stream.scored(rows[cut:]) if evidence.recall is not None][:300]
    assert newest[0].surplus > 0.5
    apart = [taken.model.predict(evidence) - alone.predictions(evidence)[1] for evidence in newest]
    assert abs(sum(apart) / len(apart)) < 0.02


def test_few_answers_are_not_fitted(many):
    few = [row for row in many if int(row.learner[1:]) < 8]
    found = refit(few)
    assert not found.tried
    assert (found.model, found.learners, found.first, found.later) == (DEFAULT, 8, None, None)
    assert found.next_day < 1000


def test_a_hundred_learners_are_enough():
    rows = [Row(learner, question, question, 0, float(learner), 1 + 2 * (learner % 2)) for learner in range(100) for question in range(3)]
    found = refit(rows)
    assert found.tried
    assert found.later is None
    assert found.first.count == 75
    assert refit(rows[:-3]).model == DEFAULT


def test_weights_that_are_worse_on_the_newest_answers_are_not_taken(many):
    """In the newest quarter everything is the other way round: what fits before is then wrong."""
    cut = int(0.75 * len(many))
    turned = [*many[:cut], *(replace(row, rating=4 - row.rating) for row in many[cut:])]
    found = refit(turned, Model((0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)))
    assert not found.later.better
    assert not found.first.better
    assert found.model == Model((0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 0.0, 0.0))


def test_the_weights_in_use_are_the_ones_to_be_better_than(many):
    fitted = fit(many)
    again = refit(many, fitted)
    assert again.later.in_use == pytest.approx(refit(many).later.new, abs=0.03)


def test_study_views_are_not_answers(many):
    views = [Row("viewer", 1, 1, 0, 0.0, 0)] * 300
    assert refit(views).learners == 0
    assert refit([*views, *many[:100]]).learners == refit(many[:100]).learners


def test_every_long_pass_can_be_watched(many):
    passes = []

    def watch(rows):
        passes.append(len(rows))
        return rows

    assert refit(many, watch=watch) == refit(many)
    assert passes == [len(many), len(many)]
    passes.clear()
    refit(many[:50], watch=watch)
    assert passes == [50], "few answers are not streamed a second time"


def test_only_the_newest_answers_decide(many):
    """The losses are on the last quarter of the answers: those that a stream of all of them scores there."""
    cut = int(0.75 * len(many))
    stream = DEFAULT.start()
    list(stream.scored(many[:cut]))
    newest = [evidence.recall is None for _, evidence, _ in stream.scored(many[cut:])]
    found = refit(many)
    assert (found.later.count, found.first.count if found.first else 0) == (newest.count(False), newest.count(True))

from random import Random

import numpy as np
import pytest

from quizapp.domain.memory import regression
from quizapp.domain.memory.guessing import with_guess
from quizapp.domain.memory.regression import Case, fitted, logistic, logit

TRUTH = (0.5, -1.2, 0.8)


def drawn(floor, count=4000):
    rng = Random(11)
    for _ in range(count):
        inputs = (1.0, rng.gauss(0, 1), rng.gauss(0, 1))
        offset = rng.uniform(-0.5, 0.5)
        knowing = logistic(offset + sum(w * x for w, x in zip(TRUTH, inputs, strict=True)))
        yield Case(inputs, offset, floor, rng.random() < with_guess(knowing, floor))


@pytest.mark.parametrize("floor", [0.0, 0.25, 0.5])
def test_the_weights_that_answers_were_drawn_with_are_found(floor):
    assert fitted(list(drawn(floor)), (0, 0, 0), 0.1) == pytest.approx(TRUTH, abs=0.2)


@pytest.mark.parametrize("floor", [0.0, 0.25])
def test_no_weights_near_the_found_ones_are_better(floor):
    cases = list(drawn(floor, 300))
    ridge, start = 2.0, np.array([0.3, 0.0, -0.3])
    found = np.array(fitted(cases, tuple(start), ridge))
    inputs, offsets = np.array([case.inputs for case in cases]), np.array([case.offset for case in cases])
    right = np.array([case.right for case in cases])

    def value(weights):
        p = floor + (1 - floor) / (1 + np.exp(-(inputs @ weights + offsets)))
        return np.log(np.where(right, p, 1 - p)).sum() - ridge / 2 * ((weights - start) ** 2).sum()

    rng = np.random.default_rng(3)
    assert all(value(found) >= value(found + rng.normal(0, 0.02, 3)) for _ in range(200))


def test_without_answers_the_weights_stay():
    assert fitted([], (1.0, 2.0), 1.0) == (1.0, 2.0)


def test_answers_that_are_all_right_do_not_make_weights_infinite():
    found = fitted([Case((1.0,), 0.0, 0.0, right=True)] * 50, (0.0,), 1.0)
    assert 2 < found[0] < 10


def test_a_step_that_goes_too_far_is_halved_and_one_that_never_helps_is_left_out():
    lopsided = [Case((1.0, x), 0.0, 0.9, right) for x, right in ((40.0, False), (-40.0, False), (3.0, True), (1.0, False))] * 20
    found = fitted(lopsided, (8.0, -8.0), 1e-3)
    assert all(-1e3 < weight < 1e3 for weight in found)


@pytest.mark.parametrize("p", [0.001, 0.2, 0.5, 0.999])
def test_the_logistic_curve_undoes_the_logit(p):
    assert logistic(logit(p)) == pytest.approx(p)


def test_no_probability_is_zero_or_one():
    assert 0 < logistic(-1e300) < logistic(1e300) < 1
    assert logit(0.0) == logit(0.001)
    assert logit(1.0) == logit(0.999)


def test_the_search_ends_after_so_many_steps(monkeypatch):
    cases = list(drawn(0.0, 300))
    monkeypatch.setattr(regression, "STEPS", 1)
    one = fitted(cases, (0, 0, 0), 1.0)
    monkeypatch.setattr(regression, "STEPS", 30)
    assert one != (0, 0, 0)
    assert one != pytest.approx(fitted(cases, (0, 0, 0), 1.0), abs=1e-6)

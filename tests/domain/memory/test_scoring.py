from math import log, sqrt
from random import Random

import numpy as np
import pytest

from quizapp.domain.memory.scoring import Judged, group_of, scored


def judged(count=400, seed=1, learners=20, sharp=1.0):
    rng = Random(seed)
    for _ in range(count):
        p = round(rng.uniform(0.05, 0.95), 1)
        yield Judged(rng.randrange(learners), rng.random() < 0.5 + sharp * (p - 0.5), p, rng.randrange(5))


def test_the_figures_are_those_of_their_definitions():
    answers = list(judged())
    right, p, groups = (np.array([getattr(one, name) for one in answers]) for name in ("right", "p", "group"))
    score = scored(answers, 1).score
    assert score.loss == pytest.approx(-np.log(np.where(right, p, 1 - p)).mean())
    by_group = sum((groups == group).sum() * (right[groups == group].mean() - p[groups == group].mean()) ** 2 for group in set(groups))
    assert score.rmse == pytest.approx(sqrt(by_group / len(answers)))
    pairs = [(1.0 if a > b else 0.5 if a == b else 0.0) for a in p[right] for b in p[~right]]
    assert score.auc == pytest.approx(sum(pairs) / len(pairs))


def test_counts_are_those_of_answers_and_learners():
    found = scored(list(judged(learners=7)), 1)
    assert (found.count, found.learners) == (400, 7)


def test_an_interval_holds_its_figure_and_is_wider_with_fewer_learners():
    many, few = (scored(list(judged(400, learners=learners)), 1) for learners in (100, 5))
    for found in (many, few):
        assert all(interval.low <= getattr(found.score, name) <= interval.high for name, interval in found.intervals.items())
    width = {id(found): found.intervals["loss"].high - found.intervals["loss"].low for found in (many, few)}
    assert all(size > 0.01 for size in width.values())


def test_learners_who_resemble_each_other_make_an_interval_narrow_and_others_wide():
    alike = [Judged(learner, n % 2 == 0, 0.5 + 0.3 * (n % 2 == 0), 0) for learner in range(20) for n in range(20)]
    unlike = [Judged(learner, learner % 2 == 0, 0.8, 0) for learner in range(20) for n in range(20)]
    widths = [found.intervals["loss"].high - found.intervals["loss"].low for found in (scored(alike, 1), scored(unlike, 1))]
    assert widths[0] == pytest.approx(0)
    assert widths[1] > 0.3


def test_the_same_seed_gives_the_same_interval_and_another_one_another():
    answers = list(judged())
    assert scored(answers, 1) == scored(answers, 1)
    assert scored(answers, 1).intervals != scored(answers, 2).intervals
    assert scored(answers, 1).score == scored(answers, 2).score


def test_with_few_learners_there_is_no_interval():
    assert scored(list(judged(learners=4)), 1).intervals == {}


def test_without_groups_there_is_no_rmse_and_without_misses_no_auc():
    found = scored([Judged(n, right=True, p=0.9) for n in range(9)], 1)
    assert (found.score.rmse, found.score.auc) == (None, None)
    assert found.intervals.keys() == {"loss"}
    assert found.score.loss == pytest.approx(-log(0.9))


def test_a_prediction_that_was_sure_and_wrong_costs_much_but_not_everything():
    assert scored([Judged(1, right=True, p=0.0)], 1).score.loss == pytest.approx(-log(1e-4))


def test_intervals_answers_and_lapses_are_grouped_on_logarithmic_scales():
    assert group_of(1, 2, 0) == group_of(3, 3, 0) == (0, 1, -1)
    assert group_of(4, 4, 1) == (1, 2, 0)
    assert group_of(400, 50, 12) == (4, 6, 4)

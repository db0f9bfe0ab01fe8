from dataclasses import replace
from datetime import date, timedelta

import pytest
from toy_class import toy_class

from quizapp.domain.memory.evaluation import Kind, Plan, Predictor, drawn_classes, evaluate
from quizapp.domain.memory.prediction import Row


@pytest.fixture(scope="module")
def rows():
    return toy_class(3)


def losses(found):
    return {(one.kind, one.predictor): one.scored.score.loss for one in found}


def test_the_layer_is_shown_beside_a_constant_and_plain_fsrs(rows):
    loss = losses(evaluate(rows, Plan()))
    assert set(loss) == {(kind, one) for kind in Kind for one in list(Predictor)[:4]} - {(Kind.FIRST, Predictor.FSRS)}
    for kind in Kind:
        assert loss[kind, Predictor.REFITTED] < loss[kind, Predictor.CONSTANT] - 0.05
    assert loss[Kind.NEXT_DAY, Predictor.SHIPPED] < loss[Kind.NEXT_DAY, Predictor.FSRS] - 0.02


def test_only_the_last_part_is_scored(rows):
    counts = {
        share: sum(one.scored.count for one in evaluate(rows, Plan(share)) if one.predictor == Predictor.SHIPPED) for share in (0, 0.8)
    }
    assert counts[0] == len({(row.learner, row.question, row.day) for row in rows})
    assert 0.1 < counts[0.8] / counts[0] < 0.3


def test_what_comes_after_the_first_part_does_not_change_the_fit(rows):
    cut = int(0.8 * len(rows))
    other_end = [*rows[:cut], *(replace(row, rating=4 - row.rating) for row in rows[cut:])]
    one, other = (losses(evaluate(log, Plan())) for log in (rows, other_end))
    assert other[Kind.NEXT_DAY, Predictor.REFITTED] > one[Kind.NEXT_DAY, Predictor.REFITTED] + 0.3


def test_an_earlier_class_is_learned_and_not_scored(rows):
    earlier = toy_class(3, pupils=1)
    plan = Plan(0)
    alone, after = evaluate(rows, plan), evaluate(rows, plan, earlier)
    assert [one.scored.count for one in after if one.predictor == Predictor.SHIPPED] == [
        one.scored.count for one in alone if one.predictor == Predictor.SHIPPED
    ]
    assert losses(after)[Kind.FIRST, Predictor.SHIPPED] < losses(alone)[Kind.FIRST, Predictor.SHIPPED] - 0.02


def test_with_nothing_to_fit_on_there_is_no_fit(rows):
    assert {one.predictor for one in evaluate(rows, Plan(0))} == {Predictor.CONSTANT, Predictor.FSRS, Predictor.SHIPPED}


def test_study_views_and_empty_logs_have_no_figures():
    assert evaluate([], Plan()) == []
    assert evaluate([Row("a", 1, 1, 0, 0.0, 0)], Plan(0)) == []
    assert drawn_classes([], Plan(), 30, 2) == []
    assert [one.scored.count for one in evaluate([Row("a", 1, 1, 0, 0.0, 3)], Plan(0))] == [1, 1]


def test_days_may_be_dates_up_to_the_last_one_there_is():
    start = date(9999, 11, 1)
    log = [
        Row(learner, 1, 1, start + timedelta(days), float(days), rating) for days, rating in ((0, 3), (20, 1), (60, 3)) for learner in "ab"
    ]
    found = evaluate(log, Plan(0))
    assert {one.kind: one.scored.count for one in found} == {Kind.FIRST: 2, Kind.NEXT_DAY: 4}


def test_drawn_classes_do_better_after_the_answers_of_others(rows):
    found = drawn_classes(rows, Plan(0.2), 6, 3)
    loss = losses(found)
    assert set(loss) == {(kind, predictor) for kind in Kind for predictor in (Predictor.UNSEEN, Predictor.TAUGHT)}
    assert loss[Kind.NEXT_DAY, Predictor.TAUGHT] < loss[Kind.NEXT_DAY, Predictor.UNSEEN]
    assert {one.scored.learners for one in found} <= set(range(6, 19))
    assert losses(drawn_classes(rows, Plan(0.2, seed=9), 6, 3)) != loss


def test_a_draw_of_more_learners_than_there_are_takes_all(rows):
    few = [row for row in rows if row.learner in {"a0", "a1"}]
    assert {one.scored.learners for one in drawn_classes(few, Plan(0), 30, 1)} == {2}


def test_whoever_watches_sees_each_pass(rows):
    passes = []

    def watch(part):
        passes.append(len(part))
        return part

    evaluate(rows[:200], Plan(watch=watch))
    assert passes == [200, 200]

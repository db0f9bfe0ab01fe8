from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import log
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_class import toy_class

from quizapp.domain.memory.evidence import Evidence
from quizapp.domain.memory.prediction import DEFAULT, PLAIN, SIBLINGS, Model, Row, fit, fit_cases
from quizapp.domain.memory.running import Contribution, LearnerNumbers, QuestionNumbers
from quizapp.domain.memory.scheduling import State, predicted, recall, review

START = date(2026, 3, 2)


class AnswerTuple(NamedTuple):
    learner: Any
    question: Any
    fact: Any
    day: Any
    at: float
    rating: Any
    options: int


EVENTS = st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 9), st.integers(1, 4), st.sampled_from((0, 2, 4)))
SEEN = QuestionNumbers(firsts=20, firsts_known=10, laters=20, laters_known=10)
LOGS = st.lists(EVENTS, max_size=30)


def rows_of(events):
    """Make a log of events: learner, question, days since the event before, rating, options."""
    day, rows = 0, []
    for at, (learner, question, later, rating, options) in enumerate(events):
        day += later
        rows.append(Row(learner, question, question // 2, day, float(at), rating, options))
    return rows


def learned(rows, model=DEFAULT):
    stream = model.start()
    for row in rows:
        stream.learn(row)
    return stream


def asked(learner=0, question=0, day=0, fact=None, options=0):
    return Row(learner, question, question // 2 if fact is None else fact, day, 0.0, None, options)


def streamed(model, rows, first, since=0.0):
    """Return of the first, or the next-day, answers in the last part of a log: right or not, the prediction before it, FSRS's recall."""
    stream, found, begin = model.start(), [], rows[int(since * len(rows))].at
    for row in rows:
        p = stream.predict(row)
        for _, evidence, right in stream.scored([row]):
            if (evidence.recall is None) == first and row.at >= begin:
                found.append((right, p, evidence.recall))
    return found


def loss(answers):
    return -sum(log(p if right else 1 - p) for right, p, *_ in answers) / len(answers)


def loss_of_fsrs(answers):
    return loss([(right, recall) for right, _, recall in answers])


def loss_of_constant(answers):
    rate = sum(right for right, *_ in answers) / len(answers)
    return loss([(right, rate) for right, *_ in answers])


@given(LOGS, EVENTS, st.sampled_from((DEFAULT, PLAIN)))
def test_a_prediction_lies_between_zero_and_one_and_not_below_a_guess(events, event, model):
    *before, row = rows_of([*events, event])
    p = learned(before, model).predict(row)
    assert (1 / row.options if row.options else 0) < p < 1


@given(LOGS, EVENTS)
def test_a_prediction_never_rises_while_nothing_is_answered(events, event):
    *before, row = rows_of([*events, event])
    stream = learned(before)
    predictions = [stream.predict(asked(row.learner, row.question, row.day + days, options=row.options)) for days in (0, 1, 2, 9, 99, 9999)]
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(predictions))


@given(LOGS, st.randoms(use_true_random=False))
def test_the_running_numbers_do_not_depend_on_the_order_of_the_answers(events, rng):
    outcomes = [learned(rows_of(events)[:end]).learn(row) for end, row in enumerate(rows_of(events))]
    for numbers in (QuestionNumbers(), LearnerNumbers()):
        mixed = rng.sample(outcomes, len(outcomes))
        assert sums(numbers, mixed) == pytest.approx(sums(numbers, outcomes), abs=1e-9)


@given(LOGS, st.data())
def test_an_answer_that_is_taken_back_leaves_the_numbers_as_they_were_without_it(events, data):
    outcomes = [learned(rows_of(events)[:end]).learn(row) for end, row in enumerate(rows_of(events))]
    gone = data.draw(st.integers(0, max(len(outcomes) - 1, 0)))
    for numbers in (QuestionNumbers(), LearnerNumbers()):
        with_all = numbers
        for outcome in outcomes:
            with_all = with_all.plus(outcome)
        for outcome in outcomes[gone : gone + 1]:
            with_all = with_all.plus(outcome, -1)
        assert values(with_all) == pytest.approx(sums(numbers, outcomes[:gone] + outcomes[gone + 1 :]), abs=1e-9)


@given(LOGS, EVENTS, st.booleans())
def test_an_answer_with_another_grade_says_what_it_would_have_said_with_it_at_once(events, event, before):
    *rows, row = rows_of([*events, event])
    graded = {right: learned(rows).learn(replace(row, rating=3 if right else 1)) for right in (False, True)}

    changed = graded[before].regraded(before=before, right=not before, floor=1 / row.options if row.options else 0.0)

    assert changed == approximately(graded[not before])
    assert graded[before].regraded(before=before, right=before, floor=1 / row.options if row.options else 0.0) == graded[before]


def test_surplus_follows_the_grade_and_there_is_none_for_a_first_answer():
    outcome = Contribution(first=False, known=1.0, residual=0.5, plain=0.9, layered=0.7, surplus=0.25)
    wrong = outcome.regraded(before=True, right=False, floor=0.5)
    assert (wrong.known, wrong.residual, wrong.surplus, wrong.plain, wrong.layered) == (-1.0, -0.5, -0.75, 0.9, 0.7)
    assert replace(outcome, surplus=None).regraded(before=True, right=False, floor=0.0).surplus is None


def approximately(outcome):
    values = {name: getattr(outcome, name) for name in outcome.__dataclass_fields__}
    return Contribution(**{name: value if value is None else pytest.approx(value, abs=1e-9) for name, value in values.items()})


def sums(numbers, outcomes):
    for outcome in outcomes:
        numbers = numbers.plus(outcome)
    return values(numbers)


def values(numbers):
    return [getattr(numbers, name) for name in numbers.__slots__]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30), st.integers(1, 4)), min_size=1, max_size=15), st.integers(0, 400))
def test_where_nobody_else_has_answered_a_question_the_prediction_is_that_of_fsrs(history, gap):
    day, states, rows = START, {}, []
    for question, days, rating in history:
        day += timedelta(days=days)
        states[question] = review(states.get(question), rating, day)
        rows.append(Row("me", question, question, day, 0.0, rating))
    stream = learned(rows)
    for question, state in states.items():
        asked_on = day + timedelta(days=gap)
        expected = min(max(recall(state, asked_on), 0.001), 0.999)
        assert stream.predict(Row("me", question, question, asked_on, 0.0, None)) == pytest.approx(expected)


def test_where_nobody_else_has_answered_a_choice_the_prediction_is_that_of_fsrs_down_to_a_guess():
    stream = learned([asked_and(3, options=4)])
    held = review(None, 3, START)
    assert stream.predict(asked(day=2, options=4)) == pytest.approx(recall(held, START + timedelta(days=2)))
    assert stream.predict(asked(day=10**6, options=4)) == pytest.approx(0.25, abs=0.001)


def asked_and(rating, **others):
    row = asked(**others)
    return Row(row.learner, row.question, row.fact, row.day, row.at, rating, row.options)


@given(st.floats(0.01, 1000), st.integers(0, 3000))
def test_the_curve_is_that_of_the_schedule(stability, days):
    state = State(stability, 5.0, START, START)
    assert predicted(stability, days) == pytest.approx(recall(state, START + timedelta(days=days)), rel=1e-9)


def test_what_others_forget_is_expected_to_be_forgotten():
    others = [asked_and(rating, learner=f"other{n}", day=day) for n in range(20) for rating, day in ((1, 0), (1, 3))]
    easy = [asked_and(3, learner=f"other{n}", question=10, day=day) for n in range(20) for day in (0, 3)]
    stream = learned([*others, *easy, asked_and(3), asked_and(3, question=10)])
    assert stream.predict(asked(day=3)) < 0.35
    assert stream.predict(asked(question=10, day=3)) > 0.85
    assert stream.predict(asked(learner="new")) < 0.2
    assert stream.predict(asked(learner="new", question=10)) > 0.8


def test_of_two_learners_the_one_who_was_better_at_other_questions_is_expected_to_be_better():
    others = [asked_and(1 + 2 * (n % 2), learner=f"other{n}", question=question) for n in range(10) for question in range(12)]
    strong, weak = ([asked_and(rating, learner=rating, question=question) for question in range(10)] for rating in (3, 1))
    stream = learned([*others, *strong, *weak])
    assert stream.predict(asked(learner=3, question=11)) > stream.predict(asked(learner=1, question=11)) + 0.3


def test_who_remembers_other_questions_of_a_fact_is_expected_to_know_the_next_one_sooner():
    stream = learned([asked_and(3, question=question, fact=question // 50) for question in (0, 50)])
    same, other = asked(question=1, fact=0), asked(question=101, fact=2)
    assert stream.predict(same) > stream.predict(other)


def test_of_the_questions_on_a_fact_only_the_newest_count():
    rows = [asked_and(3, question=n, fact=0, day=n) for n in range(SIBLINGS + 5)]
    evidence = learned(rows).evidence(asked(question=99, fact=0, day=SIBLINGS + 5))
    held = review(None, 3, START)
    assert evidence.siblings == pytest.approx([recall(held, START + timedelta(days=days)) for days in range(1, SIBLINGS + 1)])


@pytest.mark.parametrize("rating", [0, 5, -1, None, 2.5, 10**9, float("nan")])
def test_a_study_view_changes_nothing(rating):
    rows = rows_of([(0, 0, 0, 3, 0), (1, 0, 0, 1, 0), (0, 0, 3, 1, 0)])
    viewed = [one for row in rows for one in (Row(row.learner, row.question, row.fact, row.day, row.at, rating), row)]
    assert learned(viewed).predict(asked(day=5)) == learned(rows).predict(asked(day=5))
    assert learned(rows).learn(viewed[0]) is None
    assert fit(viewed) == fit(rows)


def test_a_prediction_does_not_look_at_the_rating():
    stream = learned(rows_of([(0, 0, 0, 3, 0), (1, 0, 0, 1, 0)]))
    assert stream.predict(asked_and(1, day=2)) == stream.predict(asked_and(4, day=2)) == stream.predict(asked(day=2))


def test_any_object_with_the_attributes_is_a_row_and_days_may_be_dates():
    events = [(0, 0, 0, 3, 0), (1, 0, 1, 1, 4), (0, 0, 3, 2, 0)]
    rows = rows_of(events)
    tuples = [
        AnswerTuple(f"l{row.learner}", f"q{row.question}", "f", START + timedelta(row.day), row.at, row.rating, row.options) for row in rows
    ]
    mine = asked(day=9, fact=0)
    theirs = AnswerTuple("l0", "q0", "f", START + timedelta(9), 0, None, 0)
    assert learned(tuples).predict(theirs) == learned(rows).predict(mine)


@pytest.mark.parametrize("days", [(date(9998, 1, 1), date(9999, 12, 31)), (-(10**9), 10**9), (5, 3)])
def test_no_day_is_too_far_or_too_early(days):
    rows = [asked_and(rating, learner=learner, day=day) for learner in (0, 1) for rating, day in ((3, days[0]), (1, days[1]))]
    assert 0 < learned(rows).predict(asked(day=days[1])) < 1
    assert 0 < fit(rows).start().predict(rows[0]) < 1


def test_one_option_is_no_guess():
    assert learned([]).predict(asked(options=1)) == learned([]).predict(asked(options=0))


def test_an_empty_log_and_one_answer_leave_the_shipped_weights():
    assert fit([]) == DEFAULT
    one = fit([asked_and(3)])
    assert one.first == pytest.approx(DEFAULT.first, abs=0.6)
    assert one.later == DEFAULT.later


def test_the_weights_of_recall_are_never_negative():
    """That some remember better the longer they wait does not make a prediction rise with time."""
    rising = [(Evidence(later, 1, (), SEEN, SEEN, SEEN, LearnerNumbers()), later < 0.5) for later in (0.1, 0.9) for _ in range(50)]
    siblings = [
        (Evidence(None, 0, recalls, SEEN, SEEN, SEEN, LearnerNumbers()), not recalls) for recalls in ((), (0.9, 0.8)) for _ in range(50)
    ]
    model = fit_cases(rising + siblings, PLAIN)
    assert model.first[3] == 0
    assert model.later[1] == 0


@pytest.fixture(scope="module")
def classes():
    """Two classes that learn the same questions, and a third that learns others."""
    return toy_class(1, name="a"), toy_class(1, pupils=2, name="b"), toy_class(3, name="c")


def test_in_a_class_the_layer_is_far_better_than_a_constant_and_than_fsrs(classes):
    model = fit(classes[0])
    firsts, laters = (streamed(model, classes[2], first=first, since=0.5) for first in (True, False))
    assert loss(firsts) < loss_of_constant(firsts) - 0.08
    assert loss(laters) < loss_of_constant(laters) - 0.1
    assert loss(laters) < loss_of_fsrs(laters) - 0.1


def test_the_shipped_weights_are_better_than_fsrs_in_a_class_they_do_not_come_from(classes):
    laters = streamed(DEFAULT, classes[2], first=False, since=0.5)
    assert loss(laters) < loss_of_fsrs(laters) - 0.03


def test_an_earlier_class_tells_how_hard_the_questions_are(classes):
    before, rows = classes[0], [Row(row.learner, row.question, row.fact, row.day, row.at + 1e6, row.rating) for row in classes[1]]
    model = fit(classes[2])
    for first in (True, False):
        both = streamed(model, before + rows, first=first, since=len(before) / len(before + rows))
        assert loss(both) < loss(streamed(model, rows, first=first)) - 0.01


def test_guesses_do_not_make_hard_questions_easy():
    """With two options half of what nobody knows is right; a later typed question of the same rate of knowing is not."""
    rows = [asked_and(1 + 2 * (n % 2), learner=n, options=2) for n in range(40)]
    evidence = learned(rows).evidence(asked(learner="new", options=2))
    assert evidence.difficulty[0] < 0.15
    assert 0.5 < learned(rows).predict(asked(learner="new", options=2)) < 0.6
    assert learned(rows).predict(asked(learner="new")) < 0.15


def test_the_fit_finds_the_weights_that_a_log_was_drawn_with(classes):
    model = Model((-0.5, 1.2, 0.9, 0.8), (-0.6, 0.9, 0.4, 0.5, 0.8, 0.7))
    rng, stream, rows = Random(5), model.start(), []
    for row in classes[0]:
        right = rng.random() < stream.predict(row)
        rows.append(Row(row.learner, row.question, row.fact, row.day, row.at, 3 if right else 1))
        stream.learn(rows[-1])
    laters = streamed(fit(rows, near=PLAIN), rows, first=False)
    assert loss(laters) == pytest.approx(loss(streamed(model, rows, first=False)), abs=0.005)


def test_another_level_of_memory_is_noticed_without_a_fit():
    """A class that keeps everything is soon expected to: the weights alone would go on expecting less."""
    rows = [asked_and(3, learner=n, question=question, day=day) for day in (0, 20) for n in range(20) for question in range(4)]
    stream = DEFAULT.start()
    for row in rows[:81]:
        stream.learn(row)
    before = stream.predict(asked(learner=19, question=3, day=20))
    for row in rows[81:-1]:
        stream.learn(row)
    after, weighted = DEFAULT.predictions(stream.evidence(asked(learner=19, question=3, day=20)))
    assert after > weighted
    assert after > before


def test_the_weights_in_the_program_are_ten():
    assert len(DEFAULT.first) + len(DEFAULT.later) == 10
    assert fit_cases([], DEFAULT) == DEFAULT

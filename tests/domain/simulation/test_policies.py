"""Ways of choosing questions: what each asks when."""

from datetime import date, timedelta

import pytest

from quizapp.domain.simulation.courses import made_up
from quizapp.domain.simulation.policies import POLICIES, STEPS, App, Chance, FixedList, Fsrs, Policy, Setting

DAY = date(2026, 3, 2)


def policy(kind, *, facts=6, questions=12, new=2, filled=False):
    return kind(made_up(facts, questions), Setting(new, filled, "7"))


def studied(way, day, *, wrong=(), most=40):
    """Study a day to its end; return what was asked. The questions in `wrong` are missed the first time."""
    asked = []
    while len(asked) < most and (question := way.choose(day)) is not None:
        way.answered(question, day, right=question not in wrong or question in asked)
        asked.append(question)
    return asked


@pytest.mark.parametrize("kind", POLICIES.values())
def test_a_missed_question_comes_back_until_it_is_right(kind):
    way = policy(kind, new=6)
    first = way.choose(DAY)
    way.answered(first, DAY, right=False)

    asked = studied(way, DAY)

    assert (way.slots[first].back if kind is App else first) in asked[1:]


@pytest.mark.parametrize("kind", [App, Fsrs, FixedList])
def test_new_questions_are_limited_and_the_rest_is_ahead(kind):
    due, ahead = (len(set(studied(policy(kind, facts=20, questions=40, filled=filled), DAY))) for filled in (False, True))

    assert due <= 4 < ahead


@pytest.mark.parametrize("kind", POLICIES.values())
def test_no_question_is_asked_twice_on_a_day_unless_it_was_missed(kind):
    asked = studied(policy(kind, filled=True), DAY)

    assert len(asked) == len(set(asked)) < 40


@pytest.mark.parametrize("kind", [Fsrs, FixedList])
def test_cards_come_on_their_day_and_the_one_due_first_comes_first(kind):
    way = policy(kind, new=6)
    studied(way, DAY)
    way.due = {question: DAY + timedelta(days=9) for question in way.due} | {3: DAY + timedelta(days=2), 5: DAY + timedelta(days=1)}

    assert studied(way, DAY + timedelta(days=2)) == [5, 3]


def test_the_fixed_list_is_fixed():
    way = policy(FixedList)
    days, day = [], DAY
    for number in range(7):
        way.answered(1, day, right=number % 2 == 0)
        way.answered(1, day, right=True)  # a return on the same day does not count
        days.append((way.due[1] - day).days)
        day = way.due[1]

    assert tuple(days) == (*STEPS, 60, 60)


def test_those_that_know_a_model_predict_what_they_asked():
    for kind in (App, Fsrs):
        way = policy(kind)
        asked = studied(way, DAY)
        predicted = way.predicted(DAY + timedelta(days=5))
        assert predicted.keys() == set(asked)
        assert all(0 < value < 1 for value in predicted.values())
    assert policy(FixedList).predicted(DAY) == {} == policy(Chance).predicted(DAY)


def test_the_app_asks_one_question_on_a_fact_a_day():
    way = policy(App, new=6)
    asked = studied(way, DAY)

    assert len({way.slots[question].fact for question in asked}) == len(asked)


def test_the_app_is_what_others_are_held_against():
    assert next(iter(POLICIES)) == "app"
    assert all(issubclass(kind, Policy) for kind in POLICIES.values())

"""Before a test every fact is begun, spread over the days that are left; one pass goes over all of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quizapp.domain.memory.one_pass import MetQuestion, once_through
from quizapp.domain.memory.preparing import ComingTest, to_begin, unmet
from quizapp.domain.memory.queue import DayPlan, plan
from quizapp.domain.memory.slots import Slot, Today

DAY = date(2026, 3, 2)


def slot(number, fact="", *clashes):
    fact = fact or str(number)
    return Slot(number, fact, frozenset({fact, *clashes}))


SLOTS = [slot(number) for number in range(1, 11)]
ALL = frozenset(str(number) for number in range(1, 11))


def coming(days, facts=ALL):
    return ComingTest(DAY + timedelta(days=days), facts)


def numbers(slots):
    return [one.question for one in slots]


@pytest.mark.parametrize(
    ("days", "share"),
    [(0, 10), (1, 10), (2, 10), (3, 5), (4, 4), (11, 1), (3650, 1)],  # the last day begins nothing, if it need not
)
def test_what_is_not_met_is_spread_over_the_days_that_are_left(days, share):
    assert numbers(to_begin(SLOTS, set(), set(), [coming(days)], DAY)) == list(range(1, share + 1))


def test_what_was_begun_today_counts():
    assert numbers(to_begin(SLOTS[3:], set(), {"1", "2", "3"}, [coming(3)], DAY)) == [4, 5]
    assert to_begin(SLOTS[5:], set(), {"1", "2", "3", "4", "5"}, [coming(3)], DAY) == ()


@pytest.mark.parametrize("days", range(2, 14))
def test_who_does_what_each_day_asks_begins_nothing_on_the_eve(days):
    """Beside the test there are other facts, so that the daily number alone would begin some on each day."""
    slots, tests = [slot(number) for number in range(1, 101)], [coming(days)]
    asked: dict[int, date] = {}
    for gone in range(days):
        day = DAY + timedelta(days=gone)
        made = plan(slots, asked, [], day, daily_new=3, tests=tests)
        fresh = [question for question in (*made.due, *made.new) if question not in asked]
        assert bool(fresh) is (gone < days - 1), day
        asked |= dict.fromkeys(fresh, day + timedelta(days=30))
    assert asked.keys() >= {int(fact) for fact in ALL}


def test_the_eve_begins_further_questions_and_what_is_asked_for():
    slots = [slot(1, "a"), slot(2, "a"), slot(3, "b"), slot(4, "b")]

    def on_the_eve(**more):
        return plan(slots, {1: DAY + timedelta(days=9)}, [], DAY, daily_new=9, tests=[coming(1, frozenset("a"))], **more)

    assert (on_the_eve().due, on_the_eve().new, on_the_eve().ahead) == ((), (2,), ())
    assert on_the_eve(ahead=True).ahead == (3,)
    assert on_the_eve(only=frozenset({3})).new == (3,)


def test_a_test_needs_only_its_own_facts_and_the_nearest_comes_first():
    far, near = coming(6, frozenset({"1", "2"})), coming(3, frozenset({"8", "9"}))

    assert numbers(to_begin(SLOTS, set(), set(), [far, near], DAY)) == [8, 1]
    assert to_begin(SLOTS, set(), set(), [coming(-1)], DAY) == ()


def test_on_the_last_day_overlapping_quotes_do_not_stand_in_the_way():
    wide = [slot(1, "a", "b"), slot(2, "b", "a")]

    def begun(days):
        tests = [coming(days, frozenset("ab"))]
        return plan(wide, {}, [], DAY, daily_new=0, tests=tests).due

    assert begun(2) == begun(1) == (1, 2)
    assert begun(3) == (1,)


def test_who_cannot_be_asked_together_are_not_what_a_day_needs():
    wide = [slot(1, "a", "b"), slot(2, "b", "a"), slot(3, "c")]
    apart = [replace(slot(1), apart=frozenset({2})), replace(slot(2), apart=frozenset({1})), slot(3)]

    assert numbers(to_begin(wide, set(), set(), [coming(3, frozenset("abc"))], DAY)) == [1, 3]
    assert numbers(to_begin(apart, set(), set(), [coming(3)], DAY)) == [1, 3]
    assert numbers(to_begin(apart, set(), set(), [coming(2)], DAY)) == [1, 2, 3]


def test_what_a_test_needs_goes_before_due_questions_and_beyond_the_daily_number():
    made = plan(SLOTS, {9: DAY, 10: DAY}, [], DAY, daily_new=1, tests=[coming(3)])

    assert made == DayPlan(due=(1, 2, 3, 4, 9, 10), passed=frozenset({1, 2, 3, 4}))
    assert plan(SLOTS, {9: DAY, 10: DAY}, [], DAY, daily_new=1) == DayPlan(due=(9, 10), new=(1,))


def test_the_daily_number_contains_what_a_test_needs():
    made = plan(SLOTS, {}, [], DAY, daily_new=4, tests=[coming(11)])

    assert (made.due, made.new) == ((1,), (2, 3, 4))


def test_what_is_not_met():
    assert unmet([slot(1, "a"), slot(2, "a"), slot(3, "b"), slot(4, "c")], {"b"}, coming(3, frozenset("ab"))) == ["a"]


def met(recall, *, right=True, due=False):
    return MetQuestion(DAY if due else DAY + timedelta(days=3), right, recall)


def test_a_pass_begins_with_what_was_never_met_then_the_missed_then_the_weakest():
    known = {1: met(0.9, due=True), 2: met(0.7, due=True), 3: met(0.95, right=False, due=True), 5: met(0.6), 6: met(0.5)}

    made = once_through(SLOTS[:6], known, [], ALL, DAY)

    assert made == DayPlan(due=(4, 3, 2, 1), ahead=(6, 5), passed=frozenset({4}))


def test_a_pass_asks_one_question_on_each_fact_of_the_test():
    slots = [slot(1, "a"), slot(2, "a"), slot(3, "a"), slot(4, "b"), slot(5, "c"), slot(6, "c")]

    made = once_through(slots, {1: met(0.9), 2: met(0.8)}, [], frozenset("ac"), DAY)

    assert (made.due, made.ahead) == ((5,), (2,))


def test_what_was_answered_today_is_through_and_misses_come_when_all_else_is_done():
    wrong, right = (Today(number, str(number), right=number == 2, new=True) for number in (1, 2))

    assert once_through(SLOTS[:3], {}, [wrong, right], ALL, DAY) == DayPlan(due=(3,), passed=frozenset({3}))
    assert once_through(SLOTS[:2], {}, [wrong, right], ALL, DAY) == DayPlan(returns=(1,))

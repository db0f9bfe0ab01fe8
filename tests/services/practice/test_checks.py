"""Which questions the check after a section asks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.slots import Slot
from quizapp.services.practice.checks import choose

TODAY = date(2026, 3, 2)


def slots(*facts, clashes=()):
    """The questions 1, 2, 3 ... on these facts, in the order of asking; the facts of each pair in `clashes` share words."""
    shared = {fact: frozenset({fact, *(other for pair in clashes if fact in pair for other in pair)}) for fact in facts}
    return [Slot(number, fact, shared[fact]) for number, fact in enumerate(facts, 1)]


def days(**ask_days):
    """The ask day of each question, in days from today: `days(q1=-2)`."""
    return {int(name[1:]): TODAY + timedelta(days=ahead) for name, ahead in ask_days.items()}


@pytest.mark.parametrize(
    ("facts", "asked", "expected"),
    [
        ("", {}, ()),
        ("ab", {}, (1, 2)),
        ("abcde", {}, (1, 2, 3)),
        ("aabb", {}, (1, 3)),
        ("abcde", {"q5": 0, "q4": -3}, (4, 5, 1)),
        ("abcde", {"q1": 9, "q2": 4}, (3, 4, 5)),
        ("abc", {"q1": 9, "q2": 4}, (3, 2, 1)),
        ("aab", {"q1": 9}, (3, 1)),
        ("aab", {"q2": 0}, (2, 3)),
        ("abcd", {"q1": -1, "q2": -1, "q3": -1, "q4": -1}, (1, 2, 3)),
    ],
)
def test_due_ones_first_then_new_facts_then_the_rest(facts, asked, expected):
    assert choose(slots(*facts), days(**asked), (), TODAY) == expected


def test_no_fact_that_was_asked_today_is_asked_again():
    assert choose(slots(*"aabc"), days(q1=5), {"a"}, TODAY) == (3, 4)


def test_facts_that_share_words_do_not_go_together():
    assert choose(slots(*"abcd", clashes=["ab"]), {}, (), TODAY) == (1, 3, 4)
    assert choose(slots(*"abcd", clashes=["ab"]), {}, {"b"}, TODAY) == (3, 4)


@given(
    st.lists(st.sampled_from("abcdef"), max_size=12),
    st.dictionaries(st.integers(1, 12), st.integers(-5, 5)),
    st.sets(st.sampled_from("abc")),
)
def test_at_most_three_questions_of_different_facts_and_as_many_as_there_are(facts, ahead, taken):
    found = slots(*facts)
    chosen = choose(found, {question: TODAY + timedelta(days=days) for question, days in ahead.items()}, taken, TODAY)
    asked = [facts[question - 1] for question in chosen]
    assert len(set(asked)) == len(asked) == min(3, len(set(facts) - taken))
    assert not taken & set(asked)

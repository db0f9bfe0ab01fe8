"""The scores of pairs drawn between causes and effects."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.reading.causes import Outcome, grade, steps, ties, trees
from quizapp.domain.reading.deck import Link


def links(*pairs):
    return tuple(Link(cause, effect, quotes=(f"{cause} to {effect}",)) for cause, effect in pairs)


CHAIN = links("ab", "bc", "cd", "xy")
LETTERS = st.sampled_from("abcdexy")
PAIRS = st.lists(st.tuples(LETTERS, LETTERS), max_size=12)


def outcomes(*drawn):
    return [one.outcome for one in grade(CHAIN, [tuple(pair) for pair in drawn]).drawn]


def steps_of(*pairs, seed=1):
    return {step.effect: step for step in steps(links(*pairs), Random(seed))}


def test_each_effect_is_asked_once_with_its_causes_among_four():
    asked = steps_of("ab", "cb", "bd", "xy", "ez")

    assert sorted(asked) == ["b", "d", "y", "z"]
    assert asked["b"].right == ("a", "c")
    assert all(set(step.right) < set(step.offered) and step.effect not in step.offered for step in asked.values())
    assert {len(step.offered) for step in asked.values()} == {4}


@given(st.integers(0, 50))
def test_a_cause_of_a_cause_is_no_candidate_where_others_are_enough(seed):
    asked = steps_of("ab", "bc", "xy", "ez", seed=seed)
    assert "a" not in asked["c"].offered
    assert set(steps_of("ab", "bc", seed=seed)["c"].offered) == {"a", "b"}


def test_many_causes_stand_beside_one_that_is_none():
    asked = steps_of("az", "bz", "cz", "dz", "ez", "xy")
    assert (len(asked["z"].right), len(asked["z"].offered)) == (5, 6)


def test_steps_and_candidates_are_drawn():
    drawn = {tuple(steps(links("ab", "cb", "bd", "xy", "ez"), Random(seed))) for seed in (1, 1, 2, 3, 4)}
    assert 1 < len(drawn) < 5


def shape(tree):
    return (tree.fact + "+" * tree.again, [shape(cause) for cause in tree.causes])


def test_the_trees_end_in_what_leads_to_nothing_else_and_grow_each_fact_once():
    found = trees(ties(links("ab", "bd", "cd", "be", "xy")))

    assert [shape(tree) for tree in found] == [
        ("d", [("b", [("a", [])]), ("c", [])]),
        ("e", [("b+", [])]),
        ("y", [("x", [])]),
    ]
    assert [tree.depth for tree in found] == [3, 2, 2]


def test_precision_recall_and_their_harmonic_mean():
    result = grade(CHAIN, [("a", "b"), ("b", "c"), ("x", "a")])

    assert (result.hits, result.precision, result.recall) == (2, 2 / 3, 2 / 4)
    assert result.score == pytest.approx(2 / (1 / result.precision + 1 / result.recall))
    assert result.found == {("a", "b"): True, ("b", "c"): True, ("c", "d"): False, ("x", "y"): False}


def test_everything_and_nothing():
    assert grade(CHAIN, ties(CHAIN)).score == 1
    nothing = grade(CHAIN, [])
    assert (nothing.precision, nothing.recall, nothing.score) == (0, 0, 0)
    none = grade((), [])
    assert (none.recall, none.score) == (0, 0)


def test_each_drawn_pair_is_told_what_it_is():
    assert outcomes("ab", "ba", "ac", "ca", "ay") == [
        Outcome.RIGHT,
        Outcome.REVERSED,
        Outcome.INDIRECT,
        Outcome.REVERSED,
        Outcome.WRONG,
    ]


def test_the_way_between_two_facts_is_the_shortest():
    result = grade(links("ab", "bc", "cd", "bd", "ax", "xb"), [("a", "d"), ("d", "a"), ("a", "b"), ("d", "x")])

    assert [one.way for one in result.drawn] == [("a", "b", "d"), ("a", "b", "d"), ("a", "b"), ("x", "b", "d")]


def test_a_pair_drawn_or_linked_twice_counts_once():
    twice = links("ab", "ab", "bc")

    result = grade(twice, [("a", "b"), ("a", "b")])

    assert len(result.drawn) == 1
    assert (result.precision, result.recall) == (1, 1 / 2)
    assert [len(linked) for linked in ties(twice).values()] == [2, 1]


@given(PAIRS, PAIRS)
def test_a_score_lies_between_precision_and_recall_and_counts_links_alone(linked, drawn):
    result = grade(links(*linked), drawn)

    low, high = sorted((result.precision, result.recall))
    assert low - 1e-9 <= result.score <= high + 1e-9
    assert sum(one.outcome is Outcome.RIGHT for one in result.drawn) == result.hits == len(set(linked) & set(drawn))

"""The scores of pairs drawn between causes and effects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.reading.causes import Outcome, cards, grade, ties
from quizapp.domain.reading.deck import Deck, Fact, Link


def links(*pairs):
    return tuple(Link(cause, effect, quotes=(f"{cause} to {effect}",)) for cause, effect in pairs)


CHAIN = links("ab", "bc", "cd", "xy")
LETTERS = st.sampled_from("abcdexy")
PAIRS = st.lists(st.tuples(LETTERS, LETTERS), max_size=12)


def outcomes(*drawn):
    return [one.outcome for one in grade(CHAIN, [tuple(pair) for pair in drawn]).drawn]


def test_the_cards_are_the_facts_of_the_links_in_the_order_of_the_deck():
    deck = Deck("d", "D", "en", tuple(Fact(name, "c", ()) for name in "zdcba"), links=links("ab", "bd"))

    assert [fact.id for fact in cards(deck)] == ["d", "b", "a"]


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

from itertools import permutations
from random import Random

import pytest

from quizapp.domain.questions.question import Difference, Response


def test_items_keep_their_numbers_and_start_in_any_order(kind, load):
    question = load(items=["c", "a", "b"])

    shown = [kind.present(question, Random(seed)).items for seed in range(60)]

    assert all(dict(items) == {1: "a", 2: "b", 3: "c"} for items in shown)
    assert len(set(shown)) == 6


def test_a_response_is_the_items_in_the_order_given(kind, load):
    question = load(items=["c", "a", "b"])

    assert kind.parse(question, {"order-1": ["3"], "order-2": ["1"], "order-3": ["2"]}) == Response(("b", "c", "a"))
    assert kind.parse(question, {"order-1": ["3"], "order-2": ["1"]}) == Response(("b", "a"))


def test_each_item_is_compared(load, grade):
    graded = grade(load(items=["c", "a", "b"]), order_1="1", order_2="3")

    assert graded.differences == (
        Difference("item", "c", "", "1", ok=False),
        Difference("item", "a", "1", "2", ok=False),
        Difference("item", "b", "2", "3", ok=False),
    )


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_chance_is_what_orders_drawn_by_lot_earn(kind, load, count):
    question = load(items=list("abcde"[:count]))

    scores = [kind.grade(question, Response(order)).score for order in permutations(question.items)]

    assert question.chance == pytest.approx(sum(scores) / len(scores))


def test_chance_before_the_floor_is_nought(kind, load):
    question = load(items=list("abcd"))

    orders = list(permutations(question.items))
    worth = [kind.grade(question, Response(order)).score - kind.grade(question, Response(order[::-1])).score for order in orders]

    assert sum(worth) == pytest.approx(0)


@pytest.mark.parametrize("stored", [(), ("a",), ("z", "a", "b")])
def test_a_stored_response_is_graded_though_the_items_have_changed(kind, load, stored):
    assert 0 <= kind.grade(load(items=["c", "a", "b"]), Response(stored)).score < 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"items": ["a"]}, [("too_short", ("items",))]),
        ({"items": list(range(13))}, [("too_long", ("items",))]),
        ({"items": ["a", "b", "A"]}, [("equal-options", ("items", 2))]),
        ({"items": ["a", "b"], "evidence": ["a-fact", "Not an id"]}, [("string_pattern_mismatch", ("evidence", 1))]),
        ({"items": ["a", "b"], "evidence": []}, [("too_short", ("evidence",))]),
    ],
)
def test_faults(faults, fields, expected):
    assert faults(**fields) == expected

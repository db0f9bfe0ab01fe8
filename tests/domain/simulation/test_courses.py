"""What simulated learners learn."""

import pytest

from quizapp.domain.memory.slots import Slot
from quizapp.domain.simulation.courses import Course, made_up


def test_a_made_up_deck_has_so_many_facts_and_questions():
    course = made_up(30, 80)

    assert course.facts == 30
    assert [slot.question for slot in course.slots] == list(range(1, 81))
    assert {sum(slot.fact == fact for slot in course.slots) for fact in map(str, range(30))} == {2, 3}


def test_a_question_that_asks_for_recall_comes_back_as_a_choice_of_its_fact():
    course = made_up(3, 7)
    facts = {slot.question: slot.fact for slot in course.slots}

    for slot in course.slots:
        assert (course.chances[slot.question] == 0) == bool(slot.back)
        assert not slot.back or (facts[slot.back] == slot.fact and course.chances[slot.back] > 0)
    assert made_up(2, 2).slots[0].back == 0


def test_wide_facts_overlap_with_their_neighbours_both_ways():
    clashes = {slot.fact: slot.clashes for slot in made_up(20, 20).slots}

    assert clashes["7"] == frozenset(["4", "5", "6", "7", "8", "9", "10"])
    assert clashes["5"] == frozenset(["5", "7"])
    assert all(fact in clashes[other] for fact, others in clashes.items() for other in others)


@pytest.mark.parametrize(("facts", "questions"), [(0, 5), (5, 4)])
def test_a_deck_needs_facts_and_a_question_on_each(facts, questions):
    with pytest.raises(ValueError, match="questions"):
        made_up(facts, questions)


def test_difficulty_is_the_seeds_alone_and_rises_with_the_level():
    slots = [Slot(1, "a", frozenset("a")), Slot(2, "b", frozenset("b"))]
    plain = Course(slots, {1: 0, 2: 0}, {})
    levelled = Course(slots, {1: 0, 2: 0}, {1: 1, 2: 3})

    assert plain.items(7) == plain.items(7) != plain.items(8)
    assert [round(one.difficulty - other.difficulty, 9) for one, other in zip(levelled.items(7), plain.items(7), strict=True)] == [
        -0.5,
        0.5,
    ]

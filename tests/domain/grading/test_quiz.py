from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.grading.quiz import QuizCandidate, Score, draw, draw_everything, total, total_by_category

BANK = [QuizCandidate(n, f"fact-{n // 3}", ("dates", "actors", "causes")[n // 3 % 3]) for n in range(30)]
BANKS = st.lists(
    st.builds(
        QuizCandidate,
        question=st.integers(0, 10_000),
        fact=st.sampled_from("abcdef"),
        category=st.sampled_from(["dates", "actors"]),
        asked=st.booleans(),
        drawn=st.booleans(),
    ),
    unique_by=lambda entry: entry.question,
    max_size=20,
)
SEEDS = st.integers(0, 2**32)


def of(entries, questions):
    by_question = {entry.question: entry for entry in entries}
    return [by_question[question] for question in questions]


@given(BANKS, SEEDS, st.integers(0, 25))
def test_a_quiz_draws_what_it_can_and_no_fact_twice_while_others_are_left(entries, seed, size):
    drawn = of(entries, draw(entries, size=size, seed=seed))
    assert len({entry.question for entry in drawn}) == len(drawn) == min(size, len(entries))
    facts, available = Counter(entry.fact for entry in drawn), Counter(entry.fact for entry in entries)
    most = max(facts.values(), default=0)
    assert all(facts[fact] >= min(available[fact], most - 1) for fact in available)


@given(BANKS, SEEDS, st.integers(0, 25))
def test_the_same_seed_draws_the_same_quiz_whatever_the_order_of_the_entries(entries, seed, size):
    assert draw(entries, size=size, seed=seed) == draw(entries[::-1], size=size, seed=seed)
    assert draw_everything(entries, seed=seed) == draw_everything(entries[::-1], seed=seed)


@given(BANKS, SEEDS, st.integers(0, 25))
def test_a_retake_prefers_what_was_not_drawn(entries, seed, size):
    chosen = of(entries, draw(entries, size=min(size, len({entry.fact for entry in entries})), seed=seed))
    unseen = {entry.fact for entry in entries if not entry.drawn}
    assert all(not entry.drawn or entry.fact not in unseen for entry in chosen)
    assert sum(not entry.drawn for entry in chosen) == min(len(chosen), len(unseen))


@given(BANKS, SEEDS)
def test_check_everything_asks_each_fact_once_never_asked_ones_first(entries, seed):
    drawn = of(entries, draw_everything(entries, seed=seed))
    assert sorted(entry.fact for entry in drawn) == sorted({entry.fact for entry in entries})
    begun = {entry.fact for entry in entries if entry.asked}
    order = [entry.fact in begun for entry in drawn]
    assert order == sorted(order)


def test_seeds_differ_in_questions_and_in_order():
    quizzes = [draw(BANK, size=10, seed=seed) for seed in range(8)]
    assert len(set(quizzes)) == 8
    assert len({frozenset(quiz) for quiz in quizzes}) == 8
    assert len({draw_everything(BANK, seed=seed) for seed in range(8)}) == 8
    assert len({draw(BANK[:3], size=3, seed=seed) for seed in range(20)}) > 1


def test_what_was_not_drawn_does_not_stand_first_in_the_quiz():
    entries = [QuizCandidate(n, str(n), "dates", drawn=n < 10) for n in range(20)]
    order = [entry.drawn for entry in of(entries, draw(entries, size=20, seed=1))]
    assert order != sorted(order)


def test_a_quiz_keeps_to_its_categories():
    assert {entry.category for entry in of(BANK, draw(BANK, size=30, seed=1, categories={"dates", "causes"}))} == {"dates", "causes"}
    assert draw(BANK, size=5, seed=1, categories=()) == ()


def test_a_position_without_an_answer_scores_nothing():
    assert total([1, 0.5, None, 0, 1]) == Score(2.5, 5)
    assert total([1, 0.5, None, 0, 1]).share == 0.5
    assert total([0.1] * 10).points == 1
    assert total([]) == Score(0, 0)
    assert total([]).share == 0


def test_points_by_category_come_in_the_order_of_the_quiz():
    scores = [("dates", 1), ("actors", 0.5), ("dates", None), ("causes", 0)]
    points = total_by_category(scores)
    assert points == {"dates": Score(1, 2), "actors": Score(0.5, 1), "causes": Score(0, 1)}
    assert list(points) == ["dates", "actors", "causes"]
    assert points["dates"].share == pytest.approx(0.5)


PARTED = [
    QuizCandidate(1, "a", "dates", apart=frozenset({2, 3})),
    QuizCandidate(2, "b", "dates", apart=frozenset({1})),
    QuizCandidate(3, "c", "dates", apart=frozenset({1})),
    QuizCandidate(4, "b", "dates"),
]


@given(SEEDS, st.integers(0, 5))
def test_questions_that_answer_one_another_never_meet_in_a_quiz(seed, size):
    drawn = draw(PARTED, size=size, seed=seed)
    assert not (1 in drawn and {2, 3} & set(drawn))
    assert len(drawn) >= min(size, 2)


def test_of_two_questions_that_answer_one_another_one_is_left_out():
    pair = [replace(PARTED[0], apart=frozenset({2})), PARTED[1]]
    assert sorted({draw(pair, size=2, seed=seed) for seed in range(20)}) == [(1,), (2,)]


@given(SEEDS)
def test_check_everything_prefers_questions_that_answer_no_other(seed):
    drawn = draw_everything(PARTED[:2] + PARTED[3:], seed=seed)
    assert sorted(drawn) in ([1, 4], [1, 2])
    assert 4 in drawn or drawn.index(2) < drawn.index(1)
    assert len(draw_everything(PARTED, seed=seed)) == 3

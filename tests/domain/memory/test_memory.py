from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.guessing import without_guess
from quizapp.domain.memory.memory import Answered, advance, advance_fact, is_known, replay
from quizapp.domain.memory.scheduling import DEFAULT, Rating, review

START = date(2026, 3, 2)
ANSWERS = st.lists(
    st.builds(
        Answered,
        day=st.dates(START, START + timedelta(days=60)),
        rating=st.sampled_from(Rating),
        right=st.booleans(),
        context=st.sampled_from(["study", "quiz", "cards"]),
        counts=st.booleans(),
    ).filter(lambda answered: not (answered.right and answered.rating is Rating.AGAIN)),
    max_size=8,
)


def on(offset, *, right=True, rating=None, context="study"):
    return Answered(START + timedelta(days=offset), rating or (Rating.GOOD if right else Rating.AGAIN), right, context)


def memory_of(*answers, **settings):
    return replay([(1, answered) for answered in answers], **settings).get(1)


@given(ANSWERS)
def test_replaying_all_answers_is_advancing_by_each_that_counts(answers):
    counting = [answered for answered in answers if answered.counts]
    assert memory_of(*answers) == reduce(advance, counting, None)


@given(ANSWERS)
def test_what_holds_of_every_memory(answers):
    memory = memory_of(*answers)
    if memory is None:
        assert not any(answered.counts for answered in answers)
        return
    assert memory.answers == sum(answered.counts for answered in answers)
    assert memory.first_day <= memory.state.last < memory.ask_day <= memory.state.due
    assert memory.last_right == [answered for answered in answers if answered.counts][-1].right
    assert memory.lapses <= memory.answers // 2
    assert not memory.proven or (memory.tested and memory.last_right and memory.state.last > memory.first_day)


def test_no_answer_leaves_no_memory():
    assert memory_of() is None
    assert memory_of(replace(on(0), counts=False)) is None


def test_the_state_is_that_of_the_scheduler():
    memory = memory_of(on(0), on(2, right=False))
    assert memory.state == review(review(None, "good", START), "again", START + timedelta(days=2))


def test_retention_and_parameters_reach_the_scheduler():
    other = (*DEFAULT[:2], 5.0, *DEFAULT[3:])
    memory = memory_of(replace(on(0), retention=0.8), parameters=other)
    assert memory.state == review(None, "good", START, retention=0.8, parameters=other)


def test_each_answer_is_replayed_with_the_retention_of_its_day():
    surer = replace(on(3), retention=0.95)
    first = memory_of(on(0))
    assert memory_of(on(0), surer).state.due < memory_of(on(0), on(3)).state.due
    assert memory_of(on(0), surer) == advance(first, surer)
    assert memory_of(on(0), surer, on(9)).state == review(memory_of(on(0), surer).state, "good", START + timedelta(days=9))


@pytest.mark.parametrize("rating", Rating)
def test_after_its_first_day_a_question_is_asked_tomorrow(rating):
    assert memory_of(on(0, rating=rating)).ask_day == START + timedelta(days=1)
    assert memory_of(on(0, right=False), on(0, rating=rating)).ask_day == START + timedelta(days=1)


def test_from_the_second_day_on_it_is_asked_when_due():
    memory = memory_of(on(0), on(1))
    assert memory.ask_day == memory.state.due > START + timedelta(days=2)
    assert memory.first_day == START


def test_after_a_miss_it_is_asked_tomorrow_at_the_latest():
    missed = memory_of(on(0), on(1), on(9), on(40, right=False))
    assert missed.ask_day == START + timedelta(days=41)
    assert missed.state.due >= missed.ask_day
    assert advance(missed, on(40)).ask_day == advance(missed, on(40)).state.due


# --- the questions on one fact

TYPED, CHOICE = 1, 2
LONG_HELD = [(TYPED, on(0)), (TYPED, on(1)), (TYPED, on(9)), (TYPED, on(30))]


def days(memory, after):
    return (memory.ask_day - START).days - after


def test_a_right_answer_puts_the_other_questions_off_to_half_its_new_interval():
    before = replay([(CHOICE, on(28)), *LONG_HELD[:-1], (CHOICE, on(29))])
    after = replay([*LONG_HELD[:-1], (CHOICE, on(28)), (CHOICE, on(29)), LONG_HELD[-1]])
    interval = (after[TYPED].state.due - after[TYPED].state.last).days
    assert days(before[CHOICE], 29) < 10 < interval / 2
    assert interval / 2 <= days(after[CHOICE], 30) <= interval / 2 + 0.5
    assert after[CHOICE].state == before[CHOICE].state  # its own state does not change


def test_a_right_answer_brings_no_question_forward():
    memories = replay([*LONG_HELD, (CHOICE, on(31))])
    assert memories[TYPED] == replay(LONG_HELD)[TYPED]
    assert memories[TYPED].ask_day == memories[TYPED].state.due


def test_a_miss_brings_the_other_questions_to_tomorrow_whenever_they_were_due():
    late = replay([*LONG_HELD, (CHOICE, on(31)), (CHOICE, on(32, right=False))])
    assert days(late[TYPED], 32) == 1
    overdue = replay([(TYPED, on(0)), (CHOICE, on(20, right=False))])
    assert days(overdue[TYPED], 20) == 1


def test_what_was_missed_and_then_chosen_rightly_is_asked_again_tomorrow():
    chosen_before = [(CHOICE, on(0)), (CHOICE, on(1)), (CHOICE, on(8))]
    memories = replay([*chosen_before, (TYPED, on(30, right=False)), (CHOICE, on(30))])
    assert days(memories[TYPED], 30) == 1
    assert days(memories[CHOICE], 30) > 10


def test_what_was_held_but_partly_counts_as_held_for_the_others():
    memories = replay([(TYPED, on(0)), (CHOICE, on(0, right=False, rating=Rating.HARD))])
    assert memories[TYPED].ask_day == replay([(TYPED, on(0)), (CHOICE, on(0))])[TYPED].ask_day


def test_what_does_not_count_moves_nothing():
    assert replay([*LONG_HELD, (CHOICE, replace(on(31, right=False), counts=False))]) == replay(LONG_HELD)


def test_only_what_changed_is_returned():
    memories = replay([(TYPED, on(0)), (CHOICE, on(0)), (3, on(0))])
    assert set(advance_fact(memories, CHOICE, on(1, right=False))) == {CHOICE, TYPED, 3} - {
        other for other in (TYPED, 3) if days(memories[other], 1) == 1
    }
    assert set(advance_fact({}, CHOICE, on(1))) == {CHOICE}


@given(st.lists(st.tuples(st.integers(1, 3), ANSWERS.filter(bool).map(lambda answers: answers[0])), max_size=12))
def test_siblings_move_the_day_of_asking_and_nothing_else(answers):
    answers.sort(key=lambda pair: pair[1].day)  # a learner's study days never go back
    memories = replay(answers)
    for question, memory in memories.items():
        alone = replay([(number, answered) for number, answered in answers if number == question])[question]
        assert replace(memory, ask_day=alone.ask_day) == alone
        assert memory.ask_day > memory.state.last


@given(st.lists(st.tuples(st.integers(1, 3), ANSWERS.filter(bool).map(lambda answers: answers[0])), max_size=12))
def test_replaying_a_fact_is_advancing_it_by_each_answer(answers):
    memories = {}
    for question, answered in answers:
        if answered.counts:
            memories = {**memories, **advance_fact(memories, question, answered)}
    assert replay(answers) == memories


def test_the_streak_counts_right_answers_in_a_row():
    assert memory_of(on(0, right=False)).streak == 0
    assert memory_of(on(0), on(1), on(4)).streak == 3
    missed = memory_of(on(0), on(1), on(4, right=False))
    assert (missed.streak, missed.last_right) == (0, False)
    assert advance(missed, on(4)).streak == 1


@pytest.mark.parametrize(
    ("answers", "lapses"),
    [
        ([on(0, right=False)], 0),
        ([on(0, right=False), on(1, right=False)], 0),
        ([on(0), on(0, right=False)], 0),
        ([on(0), on(1, right=False)], 1),
        ([on(0), on(1, right=False), on(1, right=False), on(2, right=False)], 1),
        ([on(0), on(1, right=False), on(1), on(2, right=False)], 2),
        ([on(0), on(1, right=False, rating=Rating.HARD)], 0),
    ],
)
def test_a_lapse_is_forgetting_overnight_what_was_right(answers, lapses):
    assert memory_of(*answers).lapses == lapses


@pytest.mark.parametrize(
    ("answers", "proven"),
    [
        ([on(0)], False),
        ([on(0), on(0)], False),
        ([on(0), on(1)], True),
        ([on(0), on(1, context="quiz")], True),
        ([on(0, right=False), on(1)], True),
        ([on(0), on(1), on(5, right=False)], False),
        ([on(0), on(1), on(5, right=False, rating=Rating.HARD)], False),
        ([on(0, context="cards"), on(1, context="cards"), on(5, context="cards")], False),
        ([on(0, context="cards"), on(1)], True),
        ([on(0), on(1), on(5, context="cards")], True),
        ([on(0), on(1), on(5, right=False, context="cards"), on(6, context="cards")], False),
    ],
)
def test_proof_is_a_right_answer_on_a_later_day_outside_the_cards_page(answers, proven):
    memory = memory_of(*answers)
    assert memory.proven is proven
    assert is_known(memory, memory.state.last, chance=0) is proven


def test_tested_means_answered_outside_the_cards_page():
    assert not memory_of(on(0, context="cards"), on(1, context="cards")).tested
    assert memory_of(on(0, context="cards"), on(1, context="quiz")).tested
    assert memory_of(on(0), on(1, context="cards")).tested


def test_what_is_known_fades_and_sooner_where_guessing_helps():
    memory = memory_of(on(0), on(1))
    last_day = {
        chance: max(n for n in range(200) if is_known(memory, memory.state.last + timedelta(days=n), chance=chance))
        for chance in (0, 0.25, 0.5)
    }
    assert last_day[0] > last_day[0.25] > last_day[0.5] > 0


def test_known_uses_the_parameters_given():
    memory = memory_of(on(0), on(1))
    fast = (*DEFAULT[:20], 0.8)
    day = memory.state.last + timedelta(days=20)
    assert is_known(memory, day, chance=0)
    assert not is_known(memory, day, chance=0, parameters=fast)


@pytest.mark.parametrize(
    ("probability", "chance", "knowledge"), [(0.9, 0, 0.9), (0.9, 0.5, 0.8), (0.25, 0.25, 0), (0.1, 0.25, 0), (1, 0.5, 1)]
)
def test_lucky_guesses_are_taken_out(probability, chance, knowledge):
    assert without_guess(probability, chance) == pytest.approx(knowledge)


def test_nothing_is_asked_after_the_last_day_of_the_calendar():
    answers = [(1, Answered(date.max, Rating.GOOD, right=True)), (2, Answered(date.max, Rating.AGAIN, right=False))]
    assert {memory.ask_day for memory in replay(answers).values()} == {date.max}

"""How much a day has room for."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.memory import Answered, advance_fact
from quizapp.domain.memory.pace import FEW_ANSWERS, FEW_DAYS, RECENT, SPREAD, Pace
from quizapp.domain.memory.progress import OWN_PACE, SECONDS_EACH
from quizapp.domain.memory.queue import next_question, plan, within
from quizapp.domain.memory.scheduling import Rating, recall
from quizapp.domain.memory.slots import Slot, Today

BEGIN = date(2026, 3, 2)
FACTS, NEW, BREAK = 300, 10, 14


def test_minutes_are_filled_by_the_learners_own_time():
    assert Pace(5, 100, 1_000.0).room(10) == 60
    assert Pace(1, OWN_PACE - 1, 19.0).room(10) == int(600 / SECONDS_EACH)
    assert Pace(5, 100, 0.0).room(10) == int(600 / SECONDS_EACH)
    assert Pace(5, 40, 40_000.0).room(1) == 1
    assert Pace(5, 100, 1_000.0).room(10, given=24, seconds=100.0) == 50
    assert Pace(5, 100, 1_000.0).room(10, given=24, seconds=900.0) == 0


def test_without_minutes_a_day_has_room_for_little_more_than_is_usual():
    assert Pace(FEW_DAYS - 1, 500, 1.0).room(0) is None
    assert Pace(10, 100, 1.0).room(0) == FEW_ANSWERS
    assert Pace(10, 400, 1.0).room(0) == 40 * SPREAD
    assert Pace(10, 400, 1.0).room(0, given=50) == 4
    assert Pace(10, 400, 1.0).room(0, given=90) == 0


@given(st.integers(0, RECENT), st.integers(0, 2000), st.floats(0, 1e5), st.integers(0, 240))
def test_there_is_always_room_for_something(days, answers, seconds, minutes):
    room = Pace(days, answers, seconds).room(minutes)
    assert room is None or room >= 1
    later = Pace(days, answers, seconds).room(minutes, 5, 100.0)
    assert (later is None) == (room is None)
    assert room is None or 0 <= later <= room


class Studious:
    """A learner of a big deck who answers all that is asked, recalling as FSRS predicts; with minutes, or without."""

    def __init__(self, minutes=0):
        self.minutes, self.rng, self.day = minutes, Random(7), BEGIN
        self.slots = [Slot(n, f"fact-{n}", frozenset({f"fact-{n}"})) for n in range(1, FACTS + 1)]
        self.memories, self.days = {}, []

    def pace(self):
        recent = [count for count in self.days if count][-RECENT:]
        return Pace(len(recent), sum(recent), 15.0 * sum(recent))

    def study(self):
        """Study a day, and return the number of answers."""
        today, pace, fills = [], self.pace(), self.minutes > 0
        while True:
            ask_days = {n: memory.ask_day for n, memory in self.memories.items()}
            left = plan(self.slots, ask_days, today, self.day, daily_new=NEW, fills=fills)
            room = pace.room(self.minutes, len(today), 15.0 * len(today))
            chosen = next_question(within(left, room, fills=fills), today)
            if chosen is None:
                break
            today.append(self.answer(chosen.question))
        self.days.append(len(today))
        self.day += timedelta(days=1)
        return len(today)

    def answer(self, question):
        memory = self.memories.get(question)
        again = memory is not None and memory.state.last == self.day
        chance = 0.9 if again else recall(memory.state, self.day) if memory else 0.6
        right = self.rng.random() < chance
        changed = advance_fact(
            {question: memory} if memory else {}, question, Answered(self.day, Rating.GOOD if right else Rating.AGAIN, right)
        )
        self.memories |= changed
        return Today(question, f"fact-{question}", right, new=memory is None)

    def rest(self, days):
        self.day += timedelta(days=days)

    @property
    def longest_wait(self):
        """How many days the question that has waited longest is over its day."""
        return max((self.day - memory.ask_day).days for memory in self.memories.values())


def test_after_a_break_what_is_due_is_spread():
    learner = Studious()
    for _ in range(26):
        learner.study()
    usual = sum(learner.days[-RECENT:]) / RECENT
    learner.rest(BREAK)
    overdue = {n for n, memory in learner.memories.items() if memory.ask_day <= learner.day}
    assert len(overdue) > 2 * usual, "a break that is worth spreading"

    back, waited = [], []
    for _ in range(BREAK):
        back.append(learner.study())
        waited.append(learner.longest_wait)

    assert max(back) <= 1.5 * usual
    assert back[0] > 0.9 * usual
    assert all(learner.memories[n].state.last >= BEGIN + timedelta(days=26 + BREAK) for n in overdue)
    assert max(waited[10:]) <= 1, "nobody waits longer than ten days"


@pytest.mark.parametrize("minutes", [5, 10, 20])
def test_chosen_minutes_are_kept(minutes):
    learner = Studious(minutes)
    for _ in range(20):
        learner.study()

    spent = [15.0 * count / 60 for count in learner.days[5:]]
    assert max(spent) <= minutes + 1
    assert min(spent) >= 0.8 * minutes or len(learner.memories) == FACTS

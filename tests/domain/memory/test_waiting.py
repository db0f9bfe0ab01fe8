"""Nothing starves: learners who answer all that is asked, on decks whose facts clash in any way."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.domain.memory.memory import Answered, Memory, advance_fact
from quizapp.domain.memory.queue import DayPlan, next_question, plan
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.memory.slots import AnsweredOn, Slot, Today

BEGIN = date(2026, 3, 2)
DAYS, TWO, THREE = 25, 2, 3


def deck(facts, clashes, questions=(1,)):
    """Slots of numbered facts: `clashes` are pairs, `questions` how many each fact has, over and over."""
    near = defaultdict(set)
    for one, other in clashes:
        near[one].add(str(other))
        near[other].add(str(one))
    return [
        Slot(100 * fact + n, str(fact), frozenset({str(fact)} | near[fact]))
        for fact in range(1, facts + 1)
        for n in range(questions[fact % len(questions)])
    ]


@dataclass
class Learner:
    """Somebody who answers all that is asked, or at most `most` questions a day; `skill` is how often that is right."""

    slots: list[Slot]
    daily_new: int
    skill: float = 0.7
    most: int = 10**6
    rng: Random = field(default_factory=lambda: Random(1910))
    facts: dict[str, dict[int, Memory]] = field(default_factory=lambda: defaultdict(dict))
    begun: dict[str, int] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)

    @property
    def memories(self):
        return {question: memory for held in self.facts.values() for question, memory in held.items()}

    @property
    def newest(self):
        """The newest day on which a question on each fact was begun, counted from 0."""
        return {fact: max((memory.first_day - BEGIN).days for memory in held.values()) for fact, held in self.facts.items() if held}

    def planned(self, number, today=()) -> DayPlan:
        """The plan of a day."""
        days = {question: memory.ask_day for question, memory in self.memories.items()}
        seen = {question: AnsweredOn(memory.first_day, memory.state.last) for question, memory in self.memories.items()}
        return plan(self.slots, days, today, BEGIN + timedelta(days=number), daily_new=self.daily_new, seen=seen)

    def study(self, number) -> list[Today]:
        """Answer what a day asks; return the answers."""
        today: list[Today] = []
        while len(today) < self.most:
            choice = next_question(self.planned(number, today), today)
            if choice is None:
                break
            (slot,) = [slot for slot in self.slots if slot.question == choice.question]
            right = self.rng.random() < self.skill
            day, held = BEGIN + timedelta(days=number), self.facts[slot.fact]
            held |= advance_fact(held, slot.question, Answered(day, Rating.GOOD if right else Rating.AGAIN, right))
            assert choice.reason != "due" or held[slot.question].answers > 1
            today.append(Today(slot.question, slot.fact, right, held[slot.question].first_day == day, slot.back))
            self.begun.setdefault(slot.fact, number)
            self.asked.add(slot.question)
        return today

    def due(self, number):
        """The facts that may be asked for on a day: with a question that is due, or among the first that were not begun."""
        day = BEGIN + timedelta(days=number)
        waiting = {fact for fact, held in self.facts.items() if any(memory.ask_day <= day for memory in held.values())}
        return waiting | set([fact for fact in dict.fromkeys(slot.fact for slot in self.slots) if fact not in self.begun][: self.daily_new])


PAIRS = st.integers(2, 14).flatmap(
    lambda facts: st.tuples(st.just(facts), st.sets(st.tuples(st.integers(1, facts), st.integers(1, facts))))
)
MET = {"graph": PAIRS, "questions": st.lists(st.integers(1, 3), min_size=1, max_size=3), "daily_new": st.integers(3, 12)}


SEVEN = (7, set(combinations(range(1, 8), 2)))


@example(graph=SEVEN, questions=[1], daily_new=10, seed=1, skill=0.7)
@example(graph=SEVEN, questions=[2], daily_new=10, seed=1, skill=0.4)
@given(**MET, seed=st.integers(0, 10**6), skill=st.sampled_from([0.4, 0.7, 0.95]))
def test_a_fact_whose_turn_came_is_asked_within_three_study_days(graph, questions, daily_new, seed, skill):
    learner = Learner(deck(*graph, questions), daily_new, skill, rng=Random(seed))
    waited: Counter[str] = Counter()
    for number in range(DAYS):
        waiting = learner.due(number)
        asked = {answer.fact for answer in learner.study(number)}
        waited = Counter({fact: waited[fact] + 1 for fact in waiting - asked})
        assert max(waited.values(), default=0) <= THREE


@given(**MET, seed=st.integers(0, 10**6))
def test_facts_share_a_day_with_those_they_clash_with_only_after_waiting_for_them(graph, questions, daily_new, seed):
    learner = Learner(deck(*graph, questions), daily_new, rng=Random(seed))
    clashes = {slot.fact: slot.clashes for slot in learner.slots}
    waited: Counter[str] = Counter()
    for number in range(DAYS):
        waiting, newest = learner.due(number), learner.newest
        today = learner.study(number)
        asked = {answer.fact for answer in today}
        further = {answer.fact for answer in today if answer.new and answer.fact in newest}
        late = {fact for fact in further if number - newest[fact] >= TWO + THREE}  # the turn of a further question comes after two days
        for fact in asked:
            others = (clashes[fact] & asked) - {fact}
            assert not others or any(one in late or waited[one] >= THREE for one in {fact, *others})
        waited = Counter({fact: waited[fact] + 1 for fact in waiting - asked})


@given(**MET, seed=st.integers(0, 10**6))
def test_a_day_asks_what_it_planned_and_begins_no_more_than_it_may(graph, questions, daily_new, seed):
    facts, pairs = graph
    learner = Learner(deck(facts, {(one, other) for one, other in pairs if abs(one - other) == 1}, questions), daily_new, rng=Random(seed))
    for number in range(DAYS):
        left = learner.planned(number)
        today = learner.study(number)
        assert list(dict.fromkeys(answer.question for answer in today)) == [*left.due, *left.new]
        assert len(left.new) + len(left.passed) <= daily_new
        assert left.passed <= set(left.due)


# --- what is first, told day by day


def days_of(slots, days, daily_new=3, **more):
    """The facts that each day asks first answers of, in order, for a learner who knows everything."""
    learner = Learner(slots, daily_new, skill=1, **more)
    return [[answer.fact for answer in learner.study(number)] for number in range(days)]


def test_a_fact_that_was_passed_over_reserves_the_day_and_its_neighbours_wait():
    star = deck(4, [(3, 1), (3, 2), (3, 4)])
    assert days_of(star, 3) == [["1", "2", "4"], ["3"], ["1", "2", "4"]]


def test_the_last_fact_of_a_deck_is_not_passed_over_for_ever():
    assert days_of(deck(3, [(1, 3), (2, 3)]), 3) == [["1", "2"], ["3"], ["1", "2"]]


def test_without_their_days_due_questions_go_first():
    slots = deck(2, [(1, 2)])
    assert plan(slots, {200: BEGIN}, [], BEGIN, daily_new=3).due == (200,)
    assert plan(slots, {200: BEGIN}, [], BEGIN, daily_new=3, seen={200: AnsweredOn(BEGIN - timedelta(days=1), BEGIN)}).due == (100,)


def test_the_turn_of_a_fact_counts_from_the_first_question_of_those_before_it():
    slots = deck(2, [(1, 2)], [2])
    seen = {100: AnsweredOn(BEGIN, BEGIN), 101: AnsweredOn(BEGIN + timedelta(days=2), BEGIN + timedelta(days=2))}
    ask_days = {100: BEGIN + timedelta(days=1), 101: BEGIN + timedelta(days=9)}
    assert plan(slots, ask_days, [], BEGIN + timedelta(days=3), daily_new=3, seen=seen).due == (200,)


def test_a_fact_that_was_begun_on_an_unknown_day_does_not_wait():
    slots, later = deck(3, []), BEGIN + timedelta(days=9)
    seen = {100: AnsweredOn(BEGIN, BEGIN)}

    assert plan(slots, {100: later, 200: later}, [], BEGIN + timedelta(days=2), daily_new=3, seen=seen).new == (300,)


def test_of_questions_due_since_the_same_day_the_one_not_asked_for_longest_is_first():
    slots = deck(1, [], [3])
    seen = {100 + n: AnsweredOn(BEGIN, BEGIN + timedelta(days=day)) for n, day in enumerate((3, 1, 2))}
    assert plan(slots, dict.fromkeys(seen, BEGIN + timedelta(days=4)), [], BEGIN + timedelta(days=4), daily_new=0, seen=seen).due == (101,)


def test_of_three_new_questions_one_is_a_further_one():
    slots = deck(9, [], [2])
    seen = {question: AnsweredOn(BEGIN, BEGIN) for question in (100, 200, 300)}
    later = dict.fromkeys(seen, BEGIN + timedelta(days=9))
    new = plan(slots, later, [], BEGIN + timedelta(days=1), daily_new=6).new
    assert new == (400, 500, 101, 600, 700, 201)
    today = [Today(400, "4", right=True, new=True), Today(500, "5", right=True, new=True)]
    tomorrow = BEGIN + timedelta(days=2)
    left = plan(slots, later | {400: tomorrow, 500: tomorrow}, today, BEGIN + timedelta(days=1), daily_new=6)
    assert left.new == (101, 600, 700, 201)


def test_a_recall_that_is_missed_day_after_day_does_not_hold_up_what_prints_its_answer():
    recall = Slot(1, "a", frozenset("a"), apart=frozenset({2}))
    prints = Slot(2, "b", frozenset("b"), apart=frozenset({1}), spoils=frozenset({1}))
    ask_days = {1: BEGIN + timedelta(days=2), 2: BEGIN}
    assert plan([prints, recall], ask_days, [], BEGIN + timedelta(days=2), daily_new=0).due == (2,)
    assert plan([prints, recall], ask_days | {1: BEGIN + timedelta(days=1)}, [], BEGIN + timedelta(days=2), daily_new=0).due == (1,)


# --- when time is short


@pytest.mark.parametrize("skill", [0.5, 0.8])
def test_new_questions_are_reached_though_more_is_due_than_there_is_time_for(skill):
    slots = deck(60, [], [3])
    short = Learner(slots, 10, skill, most=12)
    for number in range(30):
        short.study(number)
    assert len(short.begun) >= 55
    assert len(short.asked) >= 100


def test_nobody_is_let_off_a_clash_because_time_was_short():
    slots = deck(40, [(one, one + 1) for one in range(1, 40, 2)])
    short = Learner(slots, 10, 0.3, most=8)
    for number in range(20):
        asked = {answer.fact for answer in short.study(number)}
        assert not any(int(fact) % 2 and str(int(fact) + 1) in asked for fact in asked)


def test_what_was_chosen_keeps_its_order():
    slots = [replace(slot, clashes=frozenset({"1", "2"})) for slot in deck(2, [])]
    seen = {200: AnsweredOn(BEGIN - timedelta(days=9), BEGIN - timedelta(days=5))}
    chosen = plan(slots, {200: BEGIN}, [], BEGIN, daily_new=3, only=frozenset({100, 200}), seen=seen)
    assert chosen == DayPlan(due=(200,), new=(100,))


@pytest.mark.parametrize("skill", [0.2, 0.4])
def test_a_further_question_is_asked_though_all_facts_around_it_are_missed_every_day(skill):
    """All facts overlap and each is due again on the next day, its own among them."""
    everyday = Learner(deck(6, combinations(range(1, 7), 2), [3]), 10, skill)
    for number in range(24):
        everyday.study(number)
    assert len(everyday.asked) == 18

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.queue import (
    APART,
    ROUND,
    DayPlan,
    NextQuestion,
    Round,
    ends_round,
    next_question,
    plan,
    round_of,
    round_state,
    within,
)
from quizapp.domain.memory.slots import AnsweredOn, Slot, Today, first_answers

DAY = date(2026, 3, 4)
TOMORROW = DAY + timedelta(days=1)
YESTERDAY = DAY - timedelta(days=1)


def slot(question, fact=None, *clashes):
    fact = fact or f"fact-{question}"
    return Slot(question, fact, frozenset({fact, *clashes}))


def answer(question, *, right=True, fact=None, new=False):
    return Today(question, fact or f"fact-{question}", right, new)


def right(*questions):
    return [answer(question) for question in questions]


def miss(question):
    return answer(question, right=False)


SLOTS = [slot(n) for n in range(1, 41)]


# --- recall first, a choice after a miss


TYPED = Slot(1, "a", frozenset({"a"}), back=2)
CHOICE = Slot(2, "a", frozenset({"a"}))
OTHERS = [slot(n) for n in range(11, 16)]


def typed(*, right, new=False):
    return Today(1, "a", right, new, back=2)


def chosen(*, right, new=True):
    return Today(2, "a", right, new)


def test_a_missed_recall_returns_as_the_choice_of_its_fact():
    assert plan([TYPED, CHOICE], {1: DAY}, [typed(right=False)], DAY, daily_new=0) == DayPlan(returns=(2,))


def test_the_choice_settles_the_miss_and_until_then_returns():
    missed = [typed(right=False), chosen(right=False)]
    assert plan([TYPED, CHOICE], {}, missed, DAY, daily_new=0).returns == (2,)
    assert plan([TYPED, CHOICE], {}, [*missed, chosen(right=True)], DAY, daily_new=0).returns == ()


def test_the_choice_comes_after_three_other_answers_and_counts_in_no_round():
    today = [typed(right=False), *right(11, 12)]
    left = plan([TYPED, CHOICE, *OTHERS], dict.fromkeys((1, 11, 12, 13, 14), DAY), today, DAY, daily_new=0)
    assert next_question(left, today) == NextQuestion(13, "due")
    today.append(answer(13))
    left = plan([TYPED, CHOICE, *OTHERS], dict.fromkeys((1, 11, 12, 13, 14), DAY), today, DAY, daily_new=0)
    assert next_question(left, today) == NextQuestion(2, "return")
    assert len(first_answers([*today, chosen(right=True)])) == len(today)


def test_a_choice_met_first_as_a_return_does_not_use_up_the_daily_number():
    today = [typed(right=False), chosen(right=True)]
    assert plan([TYPED, CHOICE, *OTHERS], {1: DAY}, today, DAY, daily_new=2).new == (11, 12)


def test_what_the_learner_picked_returns_itself():
    today = [Today(1, "a", right=False, new=False)]
    assert plan([TYPED, CHOICE], {1: DAY}, today, DAY, daily_new=0, only=frozenset({1})).returns == (1,)


# --- set aside


def test_what_is_set_aside_is_neither_due_nor_new_nor_ahead_nor_returning():
    made = plan(SLOTS[:4], {1: DAY, 2: TOMORROW}, [miss(3)], DAY, daily_new=9, ahead=True, aside=frozenset({1, 2, 3, 4}))
    assert made == DayPlan()


def test_a_sibling_takes_the_place_of_what_is_set_aside():
    slots = [slot(1, "a"), slot(2, "a")]
    assert plan(slots, {1: DAY, 2: DAY}, [], DAY, daily_new=0, aside=frozenset({1})).due == (2,)


def test_what_is_put_off_comes_last_but_before_what_lies_ahead():
    made = plan(SLOTS[:5], {1: DAY, 2: DAY, 3: TOMORROW}, [], DAY, daily_new=2, ahead=True, put_off=frozenset({1, 4}))
    assert made == DayPlan(due=(2,), new=(5,), later=(1, 4), ahead=(3,))
    assert made.left == 5
    assert next_question(DayPlan(later=(1,), ahead=(3,)), []) == NextQuestion(1, "later")


# --- the plan of a day


def test_due_questions_come_in_due_order_then_new_ones_in_slot_order():
    ask_days = {2: DAY, 3: YESTERDAY, 5: DAY, 6: TOMORROW}
    assert plan(SLOTS[:8], ask_days, [], DAY, daily_new=2) == DayPlan(due=(3, 2, 5), new=(1, 4))


def test_what_was_answered_today_is_not_planned_again():
    made = plan(SLOTS[:4], {1: YESTERDAY, 2: YESTERDAY}, right(1, 3), DAY, daily_new=10)
    assert made == DayPlan(due=(2,), new=(4,))


def test_the_daily_number_counts_the_questions_begun_today():
    today = [answer(1, new=True), answer(2, new=True, right=False), answer(2, new=True), answer(9)]
    ask_days = {1: TOMORROW, 2: TOMORROW, 9: TOMORROW}
    assert plan(SLOTS, ask_days, today, DAY, daily_new=4).new == (3, 4)
    assert plan(SLOTS, ask_days, today, DAY, daily_new=2).new == ()
    assert plan(SLOTS, ask_days, today, DAY, daily_new=1).new == ()


def test_further_questions_of_facts_begun_come_after_facts_never_asked_and_share_the_number():
    slots = [slot(1, "a"), slot(2, "a"), slot(3, "b"), slot(4, "b"), slot(5, "c")]
    assert plan(slots, {1: TOMORROW}, [], DAY, daily_new=10).new == (3, 5, 2)
    assert plan(slots, {1: TOMORROW}, [], DAY, daily_new=2).new == (3, 5)


def test_two_questions_of_one_fact_never_fall_on_one_day():
    slots = [slot(1, "a"), slot(2, "a"), slot(3, "b"), slot(4, "b")]
    assert plan(slots, {1: DAY, 2: YESTERDAY}, [], DAY, daily_new=10) == DayPlan(due=(2,), new=(3,))
    assert plan(slots, {1: DAY, 2: TOMORROW}, [answer(2, fact="a")], DAY, daily_new=10) == DayPlan(new=(3,))


def test_facts_whose_quotes_overlap_do_not_fall_on_one_day_either():
    slots = [slot(1, "a", "b"), slot(2, "b", "a"), slot(3, "c")]
    assert plan(slots, {}, [], DAY, daily_new=2).new == (1, 3)
    assert plan(slots, {2: DAY}, [], DAY, daily_new=2) == DayPlan(due=(2,), new=(3,))
    assert plan(slots, {2: DAY}, [answer(7, fact="a")], DAY, daily_new=2) == DayPlan(new=(3,))


def test_what_waits_for_a_clash_is_asked_tomorrow():
    slots = [slot(1, "a"), slot(2, "a")]
    assert plan(slots, {1: TOMORROW, 2: DAY}, [], TOMORROW, daily_new=0).due == (2,)


def test_questions_the_learner_chose_do_not_clash_and_leave_the_rest_out():
    slots = [slot(1, "a"), slot(2, "a"), slot(3, "b"), slot(4, "b"), slot(5, "c")]
    made = plan(slots, {1: DAY}, [answer(9, fact="a")], DAY, daily_new=10, only=frozenset({1, 2, 3, 4}))
    assert made == DayPlan(due=(1,), new=(3, 2, 4))
    assert plan(slots, {}, [], DAY, daily_new=1, only=frozenset()) == DayPlan()


def test_studying_ahead_adds_what_is_not_due_and_then_more_that_is_new():
    slots = [*SLOTS[:6], slot(7, "fact-6")]
    ask_days = {1: TOMORROW + timedelta(days=5), 2: TOMORROW, 3: DAY}
    made = plan(slots, ask_days, [], DAY, daily_new=1, ahead=True)
    assert made == DayPlan(due=(3,), new=(4,), ahead=(2, 1, 5, 6))
    assert made.left == 6
    assert plan(slots, ask_days, [], DAY, daily_new=1).left == 2


def test_studying_ahead_begins_with_what_was_longest_unseen():
    ask_days = {1: DAY + timedelta(days=2), 2: DAY + timedelta(days=9), 3: DAY + timedelta(days=4)}
    seen = {number: AnsweredOn(DAY - timedelta(days=20), DAY - timedelta(days=ago)) for number, ago in ((1, 1), (2, 8), (3, 5))}

    assert plan(SLOTS[:3], ask_days, [], DAY, daily_new=0, ahead=True, seen=seen).ahead == (2, 3, 1)


def test_studying_ahead_asks_nothing_twice_a_day():
    assert plan(SLOTS[:2], {1: TOMORROW, 2: TOMORROW}, right(1), DAY, daily_new=1, ahead=True).ahead == (2,)


def test_misses_return_until_right_once_the_oldest_first():
    assert plan(SLOTS, {}, [miss(1), miss(2), miss(3), miss(1)], DAY, daily_new=0).returns == (2, 3, 1)
    assert plan(SLOTS, {}, [miss(1), answer(1)], DAY, daily_new=0).returns == ()
    assert plan(SLOTS, {}, [answer(1), miss(1)], DAY, daily_new=0).returns == ()
    assert plan(SLOTS[1:], {}, [miss(1)], DAY, daily_new=0).returns == ()
    assert plan(SLOTS, {}, [miss(1), miss(2)], DAY, daily_new=0, only=frozenset({2})).returns == (2,)


# --- the next question


def asked_next(today, *, slots=SLOTS[:10], daily_new=10, undone=None, **more):
    ask_days = {answer.question: TOMORROW for answer in today}
    return next_question(plan(slots, ask_days, today, DAY, daily_new=daily_new, **more), today, undone or {})


def test_the_reason_says_where_a_question_comes_from():
    made = DayPlan(due=(1,), new=(2,), ahead=(3,))
    assert next_question(made, []) == NextQuestion(1, "due")
    assert next_question(DayPlan(new=(2,), ahead=(3,)), []) == NextQuestion(2, "new")
    assert next_question(DayPlan(ahead=(3,)), []) == NextQuestion(3, "ahead")
    assert next_question(DayPlan(returns=(4,)), [miss(4)]) == NextQuestion(4, "return")
    assert next_question(DayPlan(), []) is None


@pytest.mark.parametrize(
    ("today", "choice"),
    [
        ([miss(1)], NextQuestion(2, "new")),
        ([miss(1), *right(2, 3)], NextQuestion(4, "new")),
        ([miss(1), *right(2, 3, 4)], NextQuestion(1, "return")),
        ([miss(1), miss(2), *right(3, 4)], NextQuestion(1, "return")),
        ([miss(1), *right(2, 3, 4), miss(1)], NextQuestion(5, "new")),
        ([miss(1), *right(2, 3, 4), answer(1)], NextQuestion(5, "new")),
        ([miss(1), miss(2), *right(3, 4, 5, 6)], NextQuestion(1, "return")),
    ],
)
def test_a_miss_returns_after_three_other_answers(today, choice):
    assert asked_next(today) == choice


def test_when_nothing_else_is_left_the_miss_that_waited_longest_returns():
    assert asked_next([miss(1)], slots=SLOTS[:1]) == NextQuestion(1, "return")
    assert asked_next([miss(1), miss(2)], slots=SLOTS[:2]) == NextQuestion(1, "return")
    assert asked_next([miss(1), miss(2), miss(1)], slots=SLOTS[:2]) == NextQuestion(2, "return")
    assert asked_next([miss(1), answer(1)], slots=SLOTS[:1]) is None


def test_an_undone_question_comes_back_after_three_others():
    assert asked_next([], undone={1: 0}) == NextQuestion(2, "new")
    assert asked_next(right(2, 3), undone={1: 2}) == NextQuestion(4, "new")
    assert asked_next(right(2, 3, 4), undone={1: 3}) == NextQuestion(1, "new")
    assert asked_next([], undone={1: 0, 2: 0}) == NextQuestion(3, "new")


def test_an_undone_question_comes_at_once_when_nothing_else_is_left():
    assert asked_next([], slots=SLOTS[:1], undone={1: 0}) == NextQuestion(1, "new")
    assert asked_next([answer(3)], slots=SLOTS[:3], undone={1: 0, 2: 1}) == NextQuestion(2, "new")


def test_a_return_that_was_undone_waits_too():
    today = [miss(1), *right(2, 3, 4)]
    assert asked_next(today, undone={1: 0}) == NextQuestion(5, "new")
    assert asked_next(today, undone={1: 3}) == NextQuestion(1, "return")


# --- rounds


def test_a_full_round_lets_its_misses_return_before_the_next_begins():
    today = [*right(*range(1, 14)), miss(14), answer(15)]
    assert asked_next(today, slots=SLOTS) == NextQuestion(14, "return")
    assert asked_next([*today, answer(14)], slots=SLOTS) == NextQuestion(16, "new")
    assert asked_next(today[:-1], slots=SLOTS) == NextQuestion(15, "new")


def test_in_a_full_round_several_misses_take_turns():
    today = [*right(*range(1, 14)), miss(14), miss(15)]
    assert asked_next(today, slots=SLOTS) == NextQuestion(14, "return")
    assert asked_next([*today, miss(14)], slots=SLOTS) == NextQuestion(15, "return")


def test_only_first_answers_count_in_a_round():
    today = [miss(1), *right(2, 3), miss(1), answer(1)]
    assert first_answers(today) == (miss(1), *right(2, 3))
    assert first_answers([]) == ()


@pytest.mark.parametrize(
    ("first", "left", "closing", "expected"),
    [
        (0, 0, False, Round(0, 0)),
        (0, 0, True, Round(0, 0)),
        (0, 4, False, Round(0, 4)),
        (3, 4, False, Round(3, 7)),
        (3, 40, True, Round(3, 15)),
        (7, 0, True, Round(7, 7)),
        (15, 40, True, Round(15, 15)),
        (15, 40, False, Round(0, 15)),
        (15, 2, False, Round(0, 2)),
        (30, 0, True, Round(15, 15)),
        (31, 5, True, Round(1, 6)),
    ],
)
def test_how_far_a_round_is(first, left, closing, expected):
    assert round_state(first, left, closing=closing) == expected


def test_the_round_of_the_next_question():
    full = right(*range(1, 16))
    assert round_of(DayPlan(new=(20, 21)), full) == Round(0, 2)
    assert round_of(DayPlan(new=(20, 21), returns=(3,)), full) == Round(15, 15)
    assert round_of(DayPlan(due=(20,), new=(21,), returns=(1,)), [miss(1), answer(2)]) == Round(2, 4)


@pytest.mark.parametrize(
    ("first", "left", "returns", "ended"),
    [
        (15, 9, 0, True),
        (30, 9, 0, True),
        (15, 9, 1, False),
        (14, 9, 0, False),
        (16, 9, 0, False),
        (7, 0, 0, True),
        (7, 0, 1, False),
        (0, 1, 0, False),
    ],
)
def test_a_round_ends_when_it_is_full_or_nothing_is_left_and_no_miss_waits(first, left, returns, ended):
    assert ends_round(first, left, returns) is ended


# --- a whole day, simulated


@st.composite
def decks(draw):
    """Slots of overlapping facts, some of them asked before, as they occur in decks."""
    facts = draw(st.integers(1, 20))
    overlap = draw(st.integers(0, 1))
    slots = [
        Slot(10 * fact + n, str(fact), frozenset(str(other) for other in range(fact - overlap, fact + overlap + 1)))
        for fact in range(facts)
        for n in range(draw(st.integers(1, 3)))
    ]
    asked = draw(st.lists(st.sampled_from(slots), unique_by=lambda slot: slot.question))
    return slots, {slot.question: DAY + timedelta(days=draw(st.integers(-9, 9))) for slot in asked}


def play(slots, ask_days, verdicts, **more):
    """Answer until nothing is left, with the given verdicts while they last and then right; yield each choice and the state before it."""
    facts, known, today, verdicts = {slot.question: slot.fact for slot in slots}, dict(ask_days), [], iter(verdicts)
    while True:
        made = plan(slots, known, today, DAY, **more)
        choice = next_question(made, today)
        if choice is None:
            return
        yield choice, made, list(today)
        today.append(Today(choice.question, facts[choice.question], next(verdicts, True), choice.question not in ask_days))
        known[choice.question] = TOMORROW


PLAYS = {"deck": decks(), "verdicts": st.lists(st.booleans(), max_size=40), "daily_new": st.integers(0, 12), "ahead": st.booleans()}


@given(**PLAYS)
def test_a_day_ends_and_asks_all_it_planned(deck, verdicts, daily_new, ahead):
    steps = list(play(*deck, verdicts, daily_new=daily_new, ahead=ahead))
    planned = steps[0][1] if steps else DayPlan()
    first = [choice.question for choice, _, _ in steps if choice.reason != "return"]
    assert first == [*planned.due, *planned.new, *planned.ahead]
    assert len(set(first)) == len(first)
    assert len(planned.new) <= daily_new
    assert ahead or len(planned.ahead) == 0


@given(**PLAYS)
def test_no_two_questions_that_clash_fall_on_one_day(deck, verdicts, daily_new, ahead):
    slots, ask_days = deck
    asked = {choice.question for choice, _, _ in play(slots, ask_days, verdicts, daily_new=daily_new, ahead=ahead)}
    day = [slot for slot in slots if slot.question in asked]
    assert all(one is other or other.fact not in one.clashes for one in day for other in day)
    left_out = [slot for slot in slots if slot.question not in asked and ask_days.get(slot.question, TOMORROW) <= DAY]
    assert all(any(other.fact in slot.clashes for other in day) for slot in left_out)


@given(**PLAYS)
def test_a_miss_returns_after_three_others_or_when_nothing_else_may_come(deck, verdicts, daily_new, ahead):
    for choice, made, today in play(*deck, verdicts, daily_new=daily_new, ahead=ahead):
        earlier = [answer for answer in today if answer.question == choice.question]
        assert (choice.reason == "return") == bool(earlier)
        assert not any(answer.right for answer in earlier)
        last = {answer.question: n for n, answer in enumerate(today)}
        if choice.question in last and len(today) - 1 - last[choice.question] < APART:
            assert made.left == 0 or len(first_answers(today)) % ROUND == 0
            assert all(last[choice.question] <= last[other] for other in made.returns)


@given(**PLAYS)
def test_returns_never_lengthen_the_bar_and_it_never_goes_back(deck, verdicts, daily_new, ahead):
    bars = [round_of(made, today) for _, made, today in play(*deck, verdicts, daily_new=daily_new, ahead=ahead)]
    flawless = [round_of(made, today) for _, made, today in play(*deck, [], daily_new=daily_new, ahead=ahead)]
    assert [bar for bar in dict.fromkeys(bars) if bar.done < bar.total] == [bar for bar in dict.fromkeys(flawless) if bar.done < bar.total]
    assert all(bar.done <= bar.total <= ROUND for bar in bars)
    assert all(later.done >= bar.done or later.done == 0 for bar, later in pairwise(bars))


# --- questions whose prompts answer one another


def printing(question, *spoils, apart=()):
    """A question whose prompt prints the answers of others, which ask for recall."""
    return Slot(question, f"fact-{question}", frozenset({f"fact-{question}"}), 0, frozenset(spoils) | frozenset(apart), frozenset(spoils))


RECALL, PRINTS = printing(1, apart=[2]), printing(2, 1)


def test_a_question_and_the_prompt_that_answers_it_never_share_a_day():
    both = dict.fromkeys((1, 2), DAY)
    assert plan([RECALL, PRINTS], both, [], DAY, daily_new=0).due == (1,)
    assert plan([RECALL, PRINTS], both, [answer(1)], DAY, daily_new=0).due == ()
    assert plan([RECALL, PRINTS], both, [answer(2)], DAY, daily_new=0).due == ()
    assert plan([RECALL, PRINTS], {}, [], DAY, daily_new=5).new == (1,)
    assert plan([PRINTS, RECALL], {}, [], DAY, daily_new=5).new == (2,)
    assert plan([RECALL, PRINTS], dict.fromkeys((1, 2), TOMORROW), [answer(1)], DAY, daily_new=0, ahead=True).ahead == ()


def test_recall_comes_first_if_both_are_due():
    assert plan([PRINTS, RECALL], {2: YESTERDAY, 1: DAY}, [], DAY, daily_new=0).due == (1,)
    assert plan([PRINTS, RECALL, slot(3)], {2: YESTERDAY, 3: YESTERDAY, 1: DAY}, [], DAY, daily_new=0).due == (1, 3)


def test_a_recall_that_has_to_wait_itself_holds_nothing_up():
    other = Slot(1, "a", frozenset({"a"}), 0, frozenset({2}))
    assert plan([PRINTS, other], {2: DAY, 1: DAY}, [answer(9, fact="a")], DAY, daily_new=0).due == (2,)


def test_questions_that_were_chosen_stay_apart_too():
    assert plan([RECALL, PRINTS], dict.fromkeys((1, 2), DAY), [], DAY, daily_new=0, only=frozenset({1, 2})).due == (1,)


@given(st.dictionaries(st.integers(1, 12), st.sets(st.integers(1, 12), max_size=3), max_size=12), st.integers(0, 12))
def test_no_two_of_a_day_answer_one_another(spoils, daily_new):
    def parted(question):
        theirs = {other for other, printed in spoils.items() if question in printed}
        return (spoils.get(question, set()) | theirs) - {question}

    slots = [printing(n, *(spoils.get(n, set()) - {n}), apart=parted(n)) for n in range(1, 13)]
    days = dict.fromkeys(range(1, 7), DAY)
    left = plan(slots, days, [], DAY, daily_new=daily_new, ahead=True)
    asked = [*left.due, *left.new, *left.ahead]
    assert all(other not in parted(one) for one in asked for other in asked)
    assert left.due


# --- a day with little time

WHOLE = DayPlan(due=(1, 2), new=(3,), later=(4,), ahead=(5, 6), returns=(7,))


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (None, WHOLE),
        (9, WHOLE),
        (4, DayPlan(due=(1, 2), new=(3,), returns=(7,))),
        (2, DayPlan(due=(1,), returns=(7,))),
        (0, DayPlan(returns=(7,))),
    ],
)
def test_what_has_no_room_waits_and_what_was_missed_returns_all_the_same(room, expected):
    assert within(WHOLE, room, fills=True) == expected


@pytest.mark.parametrize(
    ("room", "expected"), [(None, WHOLE), (3, WHOLE), (2, DayPlan(due=(1,), returns=(7,))), (0, DayPlan(returns=(7,)))]
)
def test_without_chosen_minutes_only_what_has_become_due_is_spread(room, expected):
    assert within(WHOLE, room, fills=False) == expected


@pytest.mark.parametrize("daily_new", [0, 2])
def test_who_fills_the_minutes_begins_no_more_than_on_any_day(daily_new):
    ask_days = {1: TOMORROW, 2: TOMORROW}

    filled = plan(SLOTS[:9], ask_days, [], DAY, daily_new=daily_new, fills=True)

    assert len(filled.new) == daily_new
    assert filled.ahead == (1, 2)

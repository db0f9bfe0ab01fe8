from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.memory import Answered, Memory, replay
from quizapp.domain.memory.progress import (
    AskedQuestion,
    DayCount,
    FactStanding,
    Strength,
    Tally,
    Week,
    fact_strength,
    hardest,
    keeps_slipping,
    minutes,
    standing,
    strength,
    tally,
    tally_by_category,
    weeks,
)
from quizapp.domain.memory.scheduling import DEFAULT, Rating, State

TODAY = date(2026, 3, 4)  # a Wednesday


def ago(days):
    return TODAY - timedelta(days=days)


def memory(*, first=20, last=5, ask=5, streak=2, lapses=0, tested=True, proven=True, stability=30.0):
    """A memory first and last answered this many days ago and asked again in `ask` days."""
    ask_day = TODAY + timedelta(days=ask)
    state = State(stability=stability, difficulty=5, last=ago(last), due=ask_day)
    return Memory(state, ago(first), ask_day, answers=3, lapses=lapses, streak=streak, tested=tested, proven=proven)


HELD, NOT_HELD, FLIPPED = memory(), memory(streak=0, proven=False), memory(tested=False, proven=False)


@pytest.mark.parametrize(
    ("questions", "where"),
    [
        ([], FactStanding.NEW),
        ([AskedQuestion(None), AskedQuestion(None, level=3)], FactStanding.NEW),
        ([AskedQuestion(HELD), AskedQuestion(None, level=3)], FactStanding.LEARNING),
        ([AskedQuestion(HELD), AskedQuestion(None, level=1)], FactStanding.KNOWN),
        ([AskedQuestion(HELD), AskedQuestion(None)], FactStanding.KNOWN),
        ([AskedQuestion(memory(streak=1)), AskedQuestion(None)], FactStanding.LEARNING),
        ([AskedQuestion(memory(streak=1)), AskedQuestion(HELD)], FactStanding.KNOWN),
        ([AskedQuestion(HELD), AskedQuestion(NOT_HELD)], FactStanding.LEARNING),
        ([AskedQuestion(HELD), AskedQuestion(FLIPPED)], FactStanding.LEARNING),
        ([AskedQuestion(HELD), AskedQuestion(None, chance=0.25)], FactStanding.KNOWN),
        ([AskedQuestion(HELD, chance=0.25), AskedQuestion(None)], FactStanding.LEARNING),
        ([AskedQuestion(HELD)], FactStanding.KNOWN),
        ([AskedQuestion(NOT_HELD)], FactStanding.LEARNING),
        ([AskedQuestion(FLIPPED)], FactStanding.LEARNING),
        ([AskedQuestion(memory(last=1000))], FactStanding.LEARNING),
        ([AskedQuestion(HELD, level=3), AskedQuestion(NOT_HELD, level=1)], FactStanding.KNOWN),
        ([AskedQuestion(HELD, level=1), AskedQuestion(NOT_HELD, level=3)], FactStanding.LEARNING),
        ([AskedQuestion(HELD, level=1), AskedQuestion(FLIPPED, level=3)], FactStanding.LEARNING),
        ([AskedQuestion(HELD, level=3), AskedQuestion(FLIPPED, level=1)], FactStanding.KNOWN),
        ([AskedQuestion(HELD), AskedQuestion(NOT_HELD, level=1)], FactStanding.KNOWN),
        ([AskedQuestion(HELD), AskedQuestion(NOT_HELD, level=3)], FactStanding.LEARNING),
        ([AskedQuestion(HELD, chance=0.25), AskedQuestion(NOT_HELD, chance=0)], FactStanding.LEARNING),
        ([AskedQuestion(HELD, chance=0.25), AskedQuestion(NOT_HELD, chance=0.5)], FactStanding.KNOWN),
        ([AskedQuestion(memory(last=30), chance=0.25)], FactStanding.KNOWN),
        ([AskedQuestion(memory(last=30), chance=0.6)], FactStanding.LEARNING),
    ],
)
def test_a_fact_is_known_when_its_hardest_questions_were_asked_and_are(questions, where):
    assert standing(questions, TODAY) is where
    assert standing(questions[::-1], TODAY) is where


HISTORIES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 40), st.sampled_from([Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY])),
    max_size=12,
)


@given(HISTORIES, st.lists(st.tuples(st.sampled_from([None, 1, 2, 3]), st.sampled_from([0.0, 0.25, 0.5])), min_size=4, max_size=4))
def test_without_an_answer_known_is_lost_once_at_most_and_never_comes_back(answers, kinds):
    day, history = ago(400), []
    for question, gap, rating in answers:
        day += timedelta(days=gap)
        history.append((question, Answered(day, rating, rating > Rating.AGAIN)))
    memories = replay(history)
    questions = [AskedQuestion(memories.get(number), *kind) for number, kind in enumerate(kinds)]
    known = [standing(questions, day + timedelta(days=after)) is FactStanding.KNOWN for after in range(0, 1500, 3)]
    assert known == sorted(known, reverse=True)
    if known[0]:
        asked = [question.memory for question in hardest(questions) if question.memory]
        assert asked
        assert all(memory.proven and memory.tested for memory in asked)


def test_standing_uses_the_parameters_given():
    assert standing([AskedQuestion(memory(last=90))], TODAY, parameters=(*DEFAULT[:20], 0.8)) is FactStanding.LEARNING
    assert standing([AskedQuestion(memory(last=90))], TODAY) is FactStanding.KNOWN


def test_facts_are_counted_by_standing_and_category():
    facts = [
        ("dates", FactStanding.KNOWN),
        ("actors", FactStanding.NEW),
        ("dates", FactStanding.NEW),
        ("actors", FactStanding.LEARNING),
        ("dates", FactStanding.KNOWN),
    ]
    assert tally(where for _, where in facts) == Tally(known=2, learning=1, new=2)
    assert tally_by_category(facts) == {"dates": Tally(known=2, new=1), "actors": Tally(learning=1, new=1)}
    assert list(tally_by_category(facts)) == ["dates", "actors"]
    assert tally(where for _, where in facts).facts == 5
    assert Tally().facts == 0


@pytest.mark.parametrize(
    ("held", "word"),
    [
        (None, Strength.NEW),
        (memory(ask=-3), Strength.DUE),
        (memory(ask=0), Strength.DUE),
        (memory(first=0, last=0, ask=1, streak=1), Strength.BEGUN),
        (memory(first=0, last=0, ask=1, streak=0), Strength.BEGUN),
        (memory(first=1, last=1, ask=0), Strength.DUE),
        (memory(ask=1), Strength.FADING),
        (memory(ask=7), Strength.FADING),
        (memory(ask=8), Strength.SOLID),
        (memory(ask=8, streak=0), Strength.FADING),
    ],
)
def test_the_strength_of_a_question(held, word):
    assert strength(held, TODAY) is word


def test_what_is_solid_fades_and_falls_due():
    later = [strength(memory(ask=10), TODAY + timedelta(days=n)) for n in (2, 3, 9, 10)]
    assert later == [Strength.SOLID, Strength.FADING, Strength.FADING, Strength.DUE]


def test_a_fact_is_as_strong_as_its_weakest_question_that_was_asked():
    due, begun, fading, solid = memory(ask=0), memory(first=0, last=0, ask=1), memory(ask=7), memory(ask=8)
    assert fact_strength([], TODAY) is Strength.NEW
    assert fact_strength([None, None], TODAY) is Strength.NEW
    assert fact_strength([None, solid], TODAY) is Strength.SOLID
    assert fact_strength([solid, fading], TODAY) is Strength.FADING
    assert fact_strength([fading, begun, solid], TODAY) is Strength.BEGUN
    assert fact_strength([begun, due, solid], TODAY) is Strength.DUE


def test_four_lapses_are_slipping():
    assert [keeps_slipping(memory(lapses=n)) for n in (0, 3, 4, 9)] == [False, False, True, True]


def test_weeks_run_from_monday_and_end_with_this_one():
    rows = [
        DayCount(date(2026, 2, 23), 10, 7),
        DayCount(date(2026, 3, 1), 5, 5),
        DayCount(date(2026, 3, 2), 8, 2),
        DayCount(ago(60), 99, 99),
    ]
    assert weeks(rows, TODAY, count=3) == [
        Week(date(2026, 2, 16), (0,) * 7, 0),
        Week(date(2026, 2, 23), (10, 0, 0, 0, 0, 0, 5), 12),
        Week(date(2026, 3, 2), (8, 0, 0, 0, 0, 0, 0), 2),
    ]
    assert len(weeks([], TODAY)) == 12
    assert [weeks([], day)[-1].start for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 8))] == [
        date(2026, 2, 23),
        date(2026, 3, 2),
        date(2026, 3, 2),
    ]


def test_a_week_knows_its_days_and_its_accuracy():
    week = Week(TODAY, (10, 0, 0, 5, 0, 0, 0), 12)
    assert (week.days, week.accuracy) == (2, 0.8)
    assert Week(TODAY, (1, 0, 0, 0, 0, 0, 0), 1).days == 1
    assert (Week(TODAY, (0,) * 7, 0).days, Week(TODAY, (0,) * 7, 0).accuracy) == (0, None)


@pytest.mark.parametrize(("questions", "expected"), [(0, 0), (1, 1), (4, 2), (6, 3), (9, 4), (12, 5), (100, 42)])
def test_questions_in_minutes(questions, expected):
    assert minutes(questions) == expected
    assert minutes(2 * questions, 12.5) == expected


def test_the_last_week_of_the_calendar_is_cut_off():
    last = weeks([DayCount(date.max, 3, 2)], date.max, count=2)

    assert last[-1].answers == (0, 0, 0, 0, 3, 0, 0)

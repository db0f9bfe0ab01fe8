"""What a learner remembers, what comes next, how study went."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from support import RIGHT, WRONG

from quizapp.db.base import transaction
from quizapp.db.learning import daily_totals, stored_memories
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import OWN_PACE, FactStanding, Strength, Tally, minutes, standing
from quizapp.domain.memory.scheduling import State
from quizapp.services.errors import NotFound
from quizapp.services.learning import editions, progress, study
from quizapp.services.learning.answering import answer_study
from quizapp.services.learning.question_pages import Showing
from quizapp.services.learning.stages import asked
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import quizzes

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def learner(student):
    return Visitor(id=student.id, new_facts=4)


@pytest.fixture
def answer(learner, moment, clock):
    """Answer a deck's questions in the order they come, each after some seconds, and return how many there were."""

    def answer(count=1, fields=RIGHT, deck="harbour", seconds=10, **scope):
        for number in range(count):
            shown = study.next_showing(learner, Scope(deck, **scope), moment(), f"{clock.now}-{number}")
            if not isinstance(shown, Showing):
                return number
            clock.advance(seconds=seconds)
            given = {"answer": ["3" if shown.prompt.type == "numeric" else "reef knot"]} if deck == "knots" else fields[shown.prompt.type]
            lists = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
            answer_study(learner.id, shown.presentation, lists, moment())
        return count

    return answer


def of_deck(learner, clock, deck="harbour"):
    return progress.deck_progress(learner, deck, clock.now.date())


def test_before_the_first_answer_all_facts_are_new(learner, clock):
    shown = of_deck(learner, clock)
    assert not shown.begun
    assert shown.tally == Tally(new=10)
    assert shown.decks[0].strengths == [Strength.NEW] * 10
    assert progress.my_progress(learner, clock.now.date()).decks == []


def test_an_unknown_deck_is_not_found(learner, clock):
    with pytest.raises(NotFound):
        of_deck(learner, clock, "nowhere")


def test_facts_are_counted_by_category(learner, clock, answer):
    answer(2, category="dates")
    shown = of_deck(learner, clock)
    assert shown.begun
    assert shown.categories == [("When", Tally(learning=2, new=1)), ("Who", Tally(new=3)), ("Why", Tally(new=4))]
    clock.advance(days=1)
    answer(2, category="dates")
    assert of_deck(learner, clock).tally == Tally(known=2, learning=0, new=8)


def test_a_deck_without_categories_counts_under_its_title(learner, clock, answer):
    answer(1, deck="knots")
    assert dict(of_deck(learner, clock, "knots").categories) == {"Three knots": Tally(learning=1, new=2)}


def test_all_my_decks_count_together(learner, clock, answer):
    answer(2)
    answer(1, deck="knots")
    shown = progress.my_progress(learner, clock.now.date())
    assert [deck.id for deck in shown.decks] == ["harbour", "knots"]
    assert shown.tally == Tally(learning=3, new=10, begun=3)
    assert shown.tally.facts == 13


def test_the_forecast_has_what_is_due_and_what_is_new(learner, clock, answer):
    answer(3)
    shown = of_deck(learner, clock)
    assert len(shown.coming) == 14
    assert shown.coming[0].questions == 1, "4 new a day, 3 of them begun"
    assert shown.coming[1].questions >= 4 + 4, "4 new ones, the 4 of today, and what a miss brings back"
    assert shown.coming[0].day == clock.now.date()


def test_minutes_go_by_the_learners_own_pace_once_it_is_known(learner, clock, answer):
    given = answer(10, seconds=60, ahead=True)
    few = of_deck(learner, clock).coming[1]
    assert few.minutes == minutes(few.questions, 25), f"{given} answers are too few"
    for _ in range(3):
        clock.advance(days=1)
        given += answer(10, seconds=60, ahead=True)
    assert given >= OWN_PACE
    many = of_deck(learner, clock).coming[1]
    assert many.minutes == minutes(many.questions, 60)
    offer = quizzes.offer(learner, "harbour", clock.now)
    assert offer.minutes == minutes(offer.facts, 60)


def test_without_times_the_usual_pace_is_used(learner, clock, answer):
    with transaction(write=True) as connection:
        for _ in range(30):
            daily_totals.add_to_day(connection, learner.id, date(2026, 3, 1), points=1, ms=0)
    offer = quizzes.offer(learner, "harbour", clock.now)
    assert offer.minutes == minutes(offer.facts, 25)


def test_the_calendar_counts_the_answers_of_each_study_day(learner, clock, answer):
    answer(2)
    clock.advance(days=1)
    answer(2, WRONG, facts=("length", "pier-built"))
    answer(1, deck="knots")
    weeks = of_deck(learner, clock).weeks
    assert len(weeks) == 12
    assert weeks[-1].start == date(2026, 3, 2)
    assert weeks[-1].answers == (2, 2, 0, 0, 0, 0, 0)
    assert weeks[-1].right == 2
    assert progress.my_progress(learner, clock.now.date()).weeks[-1].answers[:2] == (2, 3)


def test_an_answer_taken_back_counts_nowhere(learner, clock, answer, moment):
    answer(1)
    study.undo(learner, 1, moment())
    shown = of_deck(learner, clock)
    assert shown.tally == Tally(new=10)
    assert not any(week.days for week in shown.weeks)


def test_what_is_older_than_twelve_weeks_is_left_out(learner, clock, answer):
    answer(1)
    clock.advance(weeks=12)
    shown = of_deck(learner, clock)
    assert not any(week.days for week in shown.weeks)
    assert shown.begun, "the fact was asked all the same"


def with_lapses(learner, question, lapses):
    """Set how often a question was forgotten."""
    from dataclasses import replace

    with transaction(write=True) as connection:
        number = editions.current(connection, question[0], 0).versions[question[1]][0]
        memory = stored_memories.memories(connection, learner.id)[number]
        stored_memories.save_memory(connection, learner.id, number, replace(memory, lapses=lapses))


def test_questions_that_keep_slipping_are_named_with_their_passage(learner, clock, answer):
    answer(1, facts=("length",))
    answer(1, facts=("pier-built",))
    answer(1, facts=("oil",))
    with_lapses(learner, ("harbour", "length-numeric"), 4)
    with_lapses(learner, ("harbour", "pier-built-date"), 5)
    with_lapses(learner, ("harbour", "oil-true-false"), 3)
    slipping = of_deck(learner, clock).slipping
    assert [(one.prompt, one.lapses) for one in slipping] == [("In which year was the pier built?", 5), ("How long is the pier?", 4)]
    assert all(one.anchor for one in slipping)


def test_a_slipping_question_of_a_deck_without_a_reading_has_no_passage(learner, clock, answer):
    answer(3, deck="knots")
    with_lapses(learner, ("knots", "strands"), 4)
    assert [(one.fact, one.anchor) for one in of_deck(learner, clock, "knots").slipping] == [("strands", "")]


def test_nobody_elses_answers_count(clock, answer, other_student):
    answer(3)
    assert not progress.deck_progress(Visitor(id=other_student.id), "harbour", clock.now.date() + timedelta(days=1)).begun


def test_a_suspended_question_that_was_never_asked_does_not_keep_its_fact_from_being_known():
    day = date(2026, 3, 4)
    held = Memory(State(30, 5, day, day), date(2026, 2, 1), day, answers=3, lapses=0, streak=2, tested=True, proven=True)
    easy, hard = SimpleNamespace(id="easy", level=1, chance=0.25), SimpleNamespace(id="hard", level=3, chance=0)
    fact = SimpleNamespace(questions=[easy, hard])

    def standing_of(*memories, away):
        return standing(asked(fact, memories, away), day)

    assert standing_of(held, None, away=()) is FactStanding.LEARNING
    assert standing_of(held, None, away={"hard"}) is FactStanding.KNOWN
    assert standing_of(held, replace(held, proven=False), away={"hard"}) is FactStanding.LEARNING
    assert standing_of(None, None, away={"easy", "hard"}) is FactStanding.NEW

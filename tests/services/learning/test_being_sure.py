"""How sure a learner wants to be: what follows from it, and what it costs."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from support import RIGHT, visitor_of

from quizapp.db.base import transaction
from quizapp.db.learning import stored_memories
from quizapp.db.models import Account, Answer, ClassroomRow
from quizapp.services.classes import classes
from quizapp.services.learning import being_sure, study
from quizapp.services.learning.answering import answer_study
from quizapp.services.learning.memories import differences, rebuild_learner
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import Visitor

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def learner(student):
    return visitor_of(student)


@pytest.fixture
def wants(learner):
    """Let somebody, the learner if nobody else is named, want to be so sure from now on."""

    def wants(retention, table=Account, row=learner.id):
        with transaction(write=True) as connection:
            connection.execute(update(table).where(table.id == row).values(desired_retention=retention))

    return wants


@pytest.fixture
def in_class(learner, classroom, hana, clock):
    """Put the learner into a class with the deck harbour; return its number."""
    from quizapp.db.classes import stored_classes

    classes.give(hana, classroom, "harbour", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, classroom, learner.id, role="student", name="Sora", now=clock.now)
    return classroom


def answered(learner, moment, deck="harbour", **scope):
    shown = study.next_showing(learner, Scope(deck, **scope), moment(), "nonce-" + moment().now.isoformat())
    lists = {name: value if isinstance(value, list) else [value] for name, value in RIGHT[shown.prompt.type].items()}
    answer_study(learner.id, shown.presentation, lists, moment())


def memories(learner):
    with transaction(write=False) as connection:
        return stored_memories.memories(connection, learner.id)


def kept():
    with transaction(write=False) as connection:
        return list(connection.scalars(select(Answer.desired_retention).order_by(Answer.user_id, Answer.n)))


def test_what_is_in_force_is_kept_with_each_answer_and_memory_is_rebuilt_from_it(learner, wants, moment, clock):
    for retention in (None, 80, 95, None):
        wants(retention)
        answered(learner, moment, questions=("pier-built-date",))
        clock.advance(days=3)
    before = memories(learner)

    assert kept() == [None, 80, 95, None]
    rebuild_learner(learner.id)
    assert memories(learner) == before
    with transaction(write=True) as connection:
        assert differences(connection, learner.id) == (False, False)


def test_another_choice_moves_nothing_that_waits_and_counts_from_the_next_answer_on(learner, wants, moment, clock):
    answered(learner, moment, questions=("pier-built-date",))
    clock.advance(days=3)
    answered(learner, moment, questions=("pier-built-date",))
    [before] = memories(learner).values()
    wants(80)
    assert list(memories(learner).values()) == [before]
    rebuild_learner(learner.id)
    assert list(memories(learner).values()) == [before]

    clock.advance(days=before.state.due.toordinal() - clock.now.toordinal())
    answered(learner, moment, questions=("pier-built-date",))
    [after] = memories(learner).values()
    assert after.state.due - after.state.last > timedelta(days=1.5 * after.state.stability)


@pytest.mark.parametrize(("own", "of_class", "kept_as"), [(None, 95, 95), (80, 95, 95), (95, 85, 95), (None, 85, 85), (90, 80, None)])
def test_of_a_class_and_its_student_the_higher_counts(learner, wants, in_class, moment, own, of_class, kept_as):
    wants(own)
    wants(of_class, ClassroomRow, in_class)
    answered(learner, moment)
    assert kept() == [kept_as]


def test_a_class_wants_nothing_of_other_decks_or_of_those_who_left(learner, wants, in_class, hana, moment, clock):
    wants(95, ClassroomRow, in_class)
    shown = study.next_showing(learner, Scope("knots"), moment(), "n-knots")
    answer_study(learner.id, shown.presentation, {"answer": ["3" if shown.prompt.type == "numeric" else "reef knot"]}, moment())
    classes.archive(hana, in_class, archived=True, now=clock.now)
    clock.advance(seconds=9)
    answered(learner, moment)
    assert kept() == [None, None]


def test_being_surer_takes_more_minutes(learner, in_class, wants, moment, clock):
    who = Visitor(id=learner.id, new_facts=2, minutes=5, desired_retention=85)
    wants(80, ClassroomRow, in_class)
    for _ in range(3):
        answered(who, moment)
        clock.advance(days=1)
    sure = being_sure.sureness(who, clock.now.date())
    questions = [cost.questions for cost in sure.costs]

    assert [(cost.retention, cost.one_in) for cost in sure.costs] == [(80, 5), (85, 7), (90, 10), (95, 20)]
    assert questions == sorted(questions)
    assert questions[0] < questions[-1]
    assert all(cost.minutes >= 1 for cost in sure.costs)
    assert (sure.own, sure.class_wants, sure.own_pace) == (85, 80, False)

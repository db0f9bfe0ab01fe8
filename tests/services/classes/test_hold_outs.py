"""Quizzes that hold facts out of practice: whose facts are drawn, from what, until when, and that nothing asks them meanwhile."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update
from support import visitor_of

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Granted
from quizapp.db.learning import merging, stored_draws, stored_memories
from quizapp.db.learning.stored_memories import Held
from quizapp.db.models import Account, DrawnFact, MembershipRow, QuestionRow
from quizapp.domain.memory.forecast import Fared
from quizapp.domain.memory.memory import Answered, advance
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.memory.study_day import study_day
from quizapp.services.classes import class_accounts, classes, hold_outs, joining, rosters, student_view
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.grading import assigning, my_assignments
from quizapp.services.grading.assigning import Typed
from quizapp.services.learning import cards, forecasting, overview, study
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.editions import for_learner
from quizapp.services.learning.question_pages import Showing
from quizapp.services.learning.study_days import Scope, read_day
from quizapp.services.practice import checks
from quizapp.services.quizzes import attempts, quizzes
from quizapp.services.quizzes.quizzes import Setup
from quizapp.services.site import my_data

UTC = ZoneInfo("UTC")
LATER = {"title": "In a week", "opens": "2026-03-09T08:00", "due": "2026-03-10T08:00", "holds_out": True}
STUDY = {"title": "Before that", "opens": "2026-03-03T08:00", "due": "2026-03-05T08:00"}
DATES = {"pier-built", "dark-years", "length"}


@pytest.fixture
def enter(classroom, clock):
    """Put somebody into the class as it was before they could join: `enter(student)`."""

    def enter(person, role="student", into=classroom):
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, into, person.id, role=role, name=person.username.title(), now=clock.now)

    return enter


@pytest.fixture
def pupil(student, enter):
    """A student of the class."""
    enter(student)
    return student


@pytest.fixture
def assign(hana, classroom, clock):
    def assign(kind="quiz", class_id=classroom, who=hana, **typed):
        return assigning.create(who, class_id, "harbour", kind, Typed(**LATER | typed), UTC, clock.now)

    return assign


@pytest.fixture
def now(clock):
    """Somebody as they come to a page now."""
    return lambda person: replace(visitor_of(person), at=clock.now)


@pytest.fixture
def moment(clock):
    return lambda: Moment(clock.now, study_day(clock.now, UTC), "k" * 32)


@pytest.fixture
def held(clock):
    """The facts that somebody is not asked now."""

    def held(person):
        with transaction(write=False) as connection:
            found = stored_draws.held_out(connection, person.id, clock.now)
            return set(connection.scalars(select(QuestionRow.fact).where(QuestionRow.id.in_(list(found)))))

    return held


def drawn(assignment, person):
    """The facts drawn for somebody: (left out, practised)."""
    with transaction(write=False) as connection:
        rows = [row for row in stored_draws.of(connection, [assignment]) if row.user_id == person.id]
    return {row.fact for row in rows if row.left_out}, {row.fact for row in rows if not row.left_out}


def refused(code, call, *given, **named):
    with pytest.raises(Invalid) as error:
        call(*given, **named)
    assert (error.value.field, error.value.code) == code


def test_a_fifth_of_the_facts_is_left_out_for_each_student_others(assign, enter, make_person, held):
    people = [make_person(f"s{number}") for number in range(9)]
    for person in people:
        enter(person)
    made = assign()
    counts = Counter()
    for person in people:
        left_out, practised = drawn(made, person)
        assert (len(left_out), len(practised)) == (1, 8), "of the ten facts, one has only cards to rate oneself"
        assert held(person) == left_out
        counts.update(left_out)
    assert set(counts.values()) == {1}, "each fact is left out for one of nine"


def test_by_default_nothing_is_left_out(assign, pupil, held):
    assign(holds_out=False)
    assert held(pupil) == set()


def test_study_holds_nothing_out(assign, pupil, held):
    assign("study")
    assert held(pupil) == set()


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        (("due", "held out"), {"due": ""}),
        (("opens", "held out"), {"opens": ""}),
        (("opens", "held out"), {"opens": "2026-03-03T08:59"}),
        (("holds_out", "few"), {"categories": ("dates",)}),
    ],
)
def test_what_a_quiz_needs_to_hold_facts_out(assign, pupil, code, typed):
    refused(code, assign, **typed)


def test_a_class_has_one_at_a_time_on_a_deck(assign, pupil, hana, clock):
    made = assign()
    refused(("holds_out", "running"), assign)
    hold_outs.end(hana, made, clock.now)
    assign()


def test_facts_that_were_answered_before_are_not_drawn(assign, pupil, store):
    for key in ("pier-built-date", "dark-years-cloze"):
        store(pupil, key)
    left_out, practised = drawn(assign(), pupil)
    assert not (left_out | practised) & {"pier-built", "dark-years"}
    assert (len(left_out), len(practised)) == (1, 6)


def test_with_fewer_than_five_new_facts_nothing_is_drawn(assign, pupil, store):
    with transaction(write=False) as connection:
        keys = connection.execute(select(QuestionRow.fact, QuestionRow.key).where(QuestionRow.deck_id == "harbour")).all()
    for fact, key in list(dict(keys).items())[:6]:
        store(pupil, key)
        assert fact
    assert drawn(assign(), pupil) == (set(), set())


@pytest.mark.parametrize("kind", ["study", "quiz"])
def test_facts_of_a_graded_assignment_are_not_drawn(assign, pupil, kind):
    assign(kind, **STUDY, categories=("dates",), holds_out=False)
    left_out, practised = drawn(assign(), pupil)
    assert not (left_out | practised) & DATES


@pytest.mark.parametrize("opens", ["2026-03-10T08:00", "2026-03-11T08:00"])
def test_one_that_opens_when_the_quiz_is_over_does_not_matter(assign, pupil, opens):
    assign("study", opens=opens, due="", categories=("dates",), holds_out=False)
    assert drawn(assign(), pupil)[1] & DATES


def test_one_that_is_over_does_not_matter(assign, pupil, clock):
    assign("study", opens="", due="2026-03-03T08:00", categories=("dates",), holds_out=False)
    clock.advance(days=2)
    assert set().union(*drawn(assign(), pupil)) >= DATES


def test_where_everything_is_graded_nothing_can_be_held_out(assign, pupil):
    assign("study", **STUDY, holds_out=False)
    refused(("holds_out", "few"), assign)


def test_a_graded_assignment_of_another_class_counts_as_well(assign, pupil, mio, clock, enter, held):
    other = classes.create(mio, "Sailing", "", clock.now)
    enter(pupil, into=other)
    assign("study", class_id=other, who=mio, **STUDY, categories=("dates",), holds_out=False)
    assert not set().union(*drawn(assign(), pupil)) & DATES


def test_what_is_graded_later_is_practised_at_once(assign, pupil, other_student, enter, held):
    enter(other_student)
    made = assign()
    before = held(pupil) | held(other_student)
    assign("study", **STUDY, categories=("dates",), holds_out=False)
    for person in (pupil, other_student):
        assert not set().union(*drawn(made, person)) & DATES
        assert not held(person) & DATES
    assert held(pupil) | held(other_student) == before - DATES


def test_what_is_graded_after_the_quiz_changes_nothing(assign, pupil, held):
    made, before = assign(), held(pupil)
    assign("study", opens="2026-03-10T08:00", due="", holds_out=False)
    assert set().union(*drawn(made, pupil)) >= DATES
    assert held(pupil) == before


def test_an_assignment_that_is_given_again_is_graded_again(assign, pupil, hana, clock):
    graded = assign("study", **STUDY, categories=("dates",), holds_out=False)
    assigning.withdraw(hana, graded, clock.now, withdrawn=True)
    made = assign()
    assert set().union(*drawn(made, pupil)) & DATES
    assigning.withdraw(hana, graded, clock.now, withdrawn=False)
    assert not set().union(*drawn(made, pupil)) & DATES


def test_an_assignment_that_is_changed_may_grade_more(assign, pupil, hana, clock):
    graded = assign("study", **STUDY, categories=("dates",), holds_out=False)
    made = assign()
    assigning.change(hana, graded, Typed(**STUDY), UTC, clock.now)
    assert drawn(made, pupil) == (set(), set())


def test_the_draw_of_a_quiz_that_was_taken_stays(assign, pupil, now, moment, clock):
    made = assign()
    before = drawn(made, pupil)
    clock.advance(days=7)
    taken = my_assignments.start(now(pupil), made, moment(), "seed")
    attempts.hand_in(now(pupil), taken.n, moment())
    assign("study", opens="", due="", holds_out=False)
    assert drawn(made, pupil) == before


def test_no_fact_is_drawn_for_two_quizzes_at_once(assign, pupil, mio, clock, enter):
    other = classes.create(mio, "Sailing", "", clock.now)
    enter(pupil, into=other)
    assign(class_id=other, who=mio)
    assert drawn(assign(), pupil) == (set(), set())


def test_it_lasts_until_the_quiz_is_taken(assign, pupil, held, now, moment, clock):
    made = assign()
    clock.advance(days=7)
    assert held(pupil)
    taken = my_assignments.start(now(pupil), made, moment(), "seed")
    assert held(pupil), "it is open"
    attempts.hand_in(now(pupil), taken.n, moment())
    assert held(pupil) == set()


def test_it_lasts_until_the_time_of_the_attempt_is_up(assign, pupil, held, now, moment, clock):
    made = assign(minutes="20")
    clock.advance(days=7)
    my_assignments.start(now(pupil), made, moment(), "seed")
    clock.advance(minutes=19)
    assert held(pupil)
    clock.advance(minutes=1)
    assert held(pupil) == set()


def test_who_does_not_take_it_practises_everything_when_it_has_closed(assign, pupil, held, clock):
    assign()
    clock.advance(days=7, hours=22)
    assert held(pupil)
    clock.advance(hours=1)
    assert held(pupil) == set()


def test_an_extension_holds_it_out_for_longer(assign, pupil, held, clock):
    made = assign()
    with transaction(write=True) as connection:
        stored_assignments.grant(connection, pupil.id, made, Granted(clock.now + timedelta(days=10)))
    clock.advance(days=9)
    assert held(pupil)
    clock.advance(days=1)
    assert held(pupil) == set()


def test_one_click_ends_it_for_good(assign, pupil, held, hana, clock):
    made = assign()
    hold_outs.end(hana, made, clock.now)
    assert held(pupil) == set()
    with transaction(write=False) as connection:
        ended = stored_assignments.read(connection, made).practised_at
    clock.advance(hours=1)
    hold_outs.end(hana, made, clock.now)
    with transaction(write=False) as connection:
        assert stored_assignments.read(connection, made).practised_at == ended, "the first click counts"


def test_only_teachers_of_the_class_end_it(assign, pupil, mio, sora, hana, clock, enter, make_person):
    made = assign()
    for who in (mio, sora):
        with pytest.raises(NotFound):
            hold_outs.end(who, made, clock.now)
    helper = make_person("tutor", role="teacher")
    enter(helper, "assistant")
    with pytest.raises(NotAllowed):
        hold_outs.end(visitor_of(helper), made, clock.now)
    with pytest.raises(NotFound):
        hold_outs.end(hana, made + 1, clock.now)


def test_where_nothing_is_left_out_there_is_nothing_to_end(assign, pupil, hana, clock):
    made = assign(holds_out=False)
    hold_outs.end(hana, made, clock.now)
    with transaction(write=False) as connection:
        assert stored_assignments.read(connection, made).practised_at is None


def test_a_withdrawn_quiz_and_an_archived_class_hold_nothing_out(assign, pupil, held, hana, clock, classroom):
    made, before = assign(), held(pupil)
    assigning.withdraw(hana, made, clock.now, withdrawn=True)
    assert held(pupil) == set()
    assigning.withdraw(hana, made, clock.now, withdrawn=False)
    assert held(pupil) == before
    classes.archive(hana, classroom, archived=True, now=clock.now)
    assert held(pupil) == set()


def test_who_leaves_practises_everything_and_who_comes_back_takes_part_again(assign, pupil, held, hana, clock, classroom):
    made, before = assign(), held(pupil)
    rosters.remove(hana, classroom, pupil.id, clock.now)
    assert held(pupil) == set()
    rosters.bring_back(hana, classroom, pupil.id, clock.now)
    assert held(pupil) == before
    assert len(set().union(*drawn(made, pupil))) == 9


def test_a_staff_member_who_comes_back_is_drawn_nothing(assign, pupil, hana, clock, classroom, make_person, enter):
    tutor = make_person("tutor")
    enter(tutor, "assistant")
    made = assign()
    rosters.remove(hana, classroom, tutor.id, clock.now)
    rosters.bring_back(hana, classroom, tutor.id, clock.now)
    assert drawn(made, tutor) == (set(), set())


def test_who_joins_later_takes_part_with_a_draw_of_their_own(assign, pupil, hana, clock, classroom, other_student, held):
    made, before = assign(), held(pupil)
    with transaction(write=True) as connection:
        stored_classes.change(connection, classroom, {"code": "ABCDEFGH", "code_until": clock.now + timedelta(days=5)})
    joining.join(visitor_of(other_student), "ABCDEFGH", "Yuna", now=clock.now, agent="", address="192.0.2.1")
    assert len(held(other_student)) == 1
    assert held(other_student).isdisjoint(held(pupil)), "the next in the deal"
    assert held(pupil) == before
    made_here = class_accounts.make(hana, classroom, "Rin Aoki", secret_key="k" * 32, nonce="n", now=clock.now)
    with transaction(write=False) as connection:
        assert stored_draws.learners(connection, made) == {pupil.id, other_student.id, *made_here}


def test_a_test_student_takes_part(assign, hana, classroom, clock, pupil):
    made = assign()
    student_view.begin(hana, classroom, now=clock.now, agent="")
    with transaction(write=False) as connection:
        tester = stored_classes.tester(connection, classroom, hana.username)
        assert tester in stored_draws.learners(connection, made)


def test_who_joins_a_class_that_grades_the_facts_can_practise_them(assign, pupil, mio, clock, held):
    made = assign()
    other = classes.create(mio, "Sailing", "", clock.now)
    assign("study", class_id=other, who=mio, **STUDY, categories=("dates",), holds_out=False)
    with transaction(write=True) as connection:
        stored_classes.change(connection, other, {"code": "ABCDEFGH", "code_until": clock.now + timedelta(days=5)})
    joining.join(visitor_of(pupil), "ABCDEFGH", "Sora", now=clock.now, agent="", address="192.0.2.1")
    assert not set().union(*drawn(made, pupil)) & DATES


def test_a_class_whose_deck_is_gone_can_still_be_joined(assign, pupil, clock, classroom):
    made = assign()
    with transaction(write=True) as connection:
        connection.exec_driver_sql("UPDATE deck SET revision_id = NULL WHERE id = 'harbour'")
        hold_outs.admit(connection, classroom, [pupil.id], clock.now)
    assert drawn(made, pupil)[0]


def test_a_guest_who_gets_an_account_keeps_the_draw(assign, classroom, clock, student, held):
    with transaction(write=True) as connection:
        guest = connection.execute(
            insert(Account).values(created_at=clock.now, active_on=clock.now.date()).returning(Account.id)
        ).scalar_one()
        stored_classes.add_member(connection, classroom, guest, role="student", name="A guest", now=clock.now)
    made = assign()
    with transaction(write=True) as connection:
        before = set(connection.scalars(select(DrawnFact.fact).where(DrawnFact.user_id == guest, DrawnFact.left_out)))
        merging.copy_work(connection, guest, student.id)
    assert drawn(made, student)[0] == before == held(student)


def test_of_two_draws_that_are_merged_the_accounts_is_kept(assign, pupil, other_student, enter):
    enter(other_student)
    made = assign()
    before = drawn(made, pupil)
    with transaction(write=True) as connection:
        merging.copy_work(connection, other_student.id, pupil.id)
    assert drawn(made, pupil) == before


def test_a_fact_that_was_begun_all_the_same_is_practised(assign, pupil, held, clock):
    made = assign()
    (one,) = held(pupil)
    with transaction(write=True) as connection:
        question = connection.scalar(select(QuestionRow.id).where(QuestionRow.deck_id == "harbour", QuestionRow.fact == one).limit(1))
        memory = advance(None, Answered(clock.now.date(), Rating.GOOD, right=True))
        stored_memories.save_memory(connection, pupil.id, question, memory)
    assert held(pupil) == set()
    assert drawn(made, pupil)[0] == {one}, "it stays in the group it was drawn for"


def test_facts_that_practice_with_others_may_give_away_are_noted(assign, pupil):
    made = assign()
    with transaction(write=False) as connection:
        rows = stored_draws.of(connection, [made])
        shown = for_learner(connection, "harbour", visitor_of(pupil))
    left_out = {row.fact for row in rows if row.left_out}
    ids = {shown.name(fact): fact.id for fact in shown.deck.facts}
    for row in rows:
        slots = [slot for slot in shown.slots if ids[slot.fact] == row.fact]
        near = {ids[name] for slot in slots for name in slot.clashes} | {shown.fact_ids[other] for slot in slots for other in slot.apart}
        assert row.near == (row.left_out and not near - {row.fact} <= left_out)


def test_nothing_asks_what_is_held_out(assign, pupil, held, now, moment, clock):
    assign()
    out = held(pupil)
    for scope in (Scope(), Scope("harbour"), Scope("harbour", ahead=True), Scope("harbour", facts=tuple(out))):
        with transaction(write=False) as connection:
            day = read_day(connection, now(pupil), scope, moment().day)
        asked = {*day.plan.due, *day.plan.new, *day.plan.later, *day.plan.ahead}
        assert not {day.editions[question].fact_ids[question] for question in asked} & out
        assert sum(day.waiting.values()) == 1
    picked = study.next_showing(now(pupil), Scope("harbour", facts=tuple(out)), moment(), "nonce")
    assert not isinstance(picked, Showing)
    assert picked.waiting == 1


def test_what_is_held_out_counts_nowhere(assign, pupil, held, now, moment, monkeypatch):
    before = overview.today_view(now(pupil), moment().day).questions
    assign()
    page = overview.today_view(now(pupil), moment().day)
    assert (before, page.questions) == (10, 9)
    with transaction(write=False) as connection:
        day = read_day(connection, now(pupil), Scope("harbour"), moment().day)
    foreseen = []
    monkeypatch.setattr(forecasting, "forecast", lambda standing, _seed: foreseen.append(standing) or [])
    forecasting.coming(now(pupil), day, Held({}, Fared()), moment().day)
    assert foreseen[0].left.left == 9
    assert not {slot.question for slot in foreseen[0].slots} & set(day.held_out)
    questions = {question for question in day.slots if day.editions[question].fact_ids[question] in held(pupil)}
    assert questions == set(day.held_out)


def test_cards_checks_and_quizzes_of_ones_own_leave_it_out(assign, pupil, held, now, moment):
    with transaction(write=False) as connection:
        shown = for_learner(connection, "harbour", now(pupil))
    whole = cards.pile(now(pupil), "harbour", which="all", seed="", at="", turned=False, moment=moment(), nonce="n").total
    assign()
    out = {question for question, fact in shown.fact_ids.items() if fact in held(pupil)}
    assert cards.pile(now(pupil), "harbour", which="all", seed="", at="", turned=False, moment=moment(), nonce="n").total == whole - len(
        out
    )
    assert len(cards.printed("harbour", now(pupil), "all")[1]) == whole - len(out)
    offer = quizzes.offer(now(pupil), "harbour", moment().now)
    assert offer.facts == 8, "the tenth has only cards"
    started = quizzes.start(now(pupil), "harbour", Setup(everything=True), moment(), "seed")
    with transaction(write=False) as connection:
        asked = attempts.mine(connection, pupil.id, started.n).questions
        day = checks.read_day(connection, now(pupil), shown, moment().day)
    assert len(asked) == 8
    assert not {question for question, _ in asked} & out
    assert day.aside == out
    offered = {key for section in shown.deck.reading.sections for key in day.offer(section)}
    assert not {shown.versions[key][0] for key in offered} & out


def test_the_quiz_itself_asks_everything(assign, pupil, now, moment, clock):
    made = assign()
    clock.advance(days=7)
    started = my_assignments.start(now(pupil), made, moment(), "seed")
    with transaction(write=False) as connection:
        assert len(attempts.mine(connection, pupil.id, started.n).questions) == 9


def test_such_a_quiz_keeps_its_due_date_and_its_draw_when_it_is_changed(assign, pupil, hana, clock, held):
    made = assign()
    before = drawn(made, pupil)
    refused(("due", "held out"), assigning.change, hana, made, Typed(**LATER | {"due": ""}), UTC, clock.now)
    assigning.change(hana, made, Typed(**LATER | {"due": "2026-03-20T08:00", "holds_out": False}), UTC, clock.now)
    assert drawn(made, pupil) == before
    clock.advance(days=15)
    assert held(pupil) == before[0]


def test_nothing_is_held_out_from_somebody_else(assign, pupil, other_student, held):
    assign()
    assert held(other_student) == set()
    with transaction(write=True) as connection:
        connection.execute(update(MembershipRow).where(MembershipRow.user_id == pupil.id).values(role="assistant"))
    assert held(pupil) == set(), "who became an assistant no longer does assignments"


def test_an_export_names_what_is_left_out_only_afterwards(assign, pupil, held, now, moment, clock):
    number = assign()
    out = held(pupil)
    assert {row["fact"] for row in json.loads(my_data.export(now(pupil), moment().now))["drawn_fact"]} == {None}
    with transaction(write=True) as connection:
        stored_assignments.change(connection, number, {"practised_at": clock.now})
    rows = json.loads(my_data.export(now(pupil), moment().now))["drawn_fact"]
    assert {row["fact"] for row in rows if row["left_out"]} == out


GRADED = {"opens": "2026-03-11T08:00", "due": "2026-03-14T08:00", "holds_out": False}
SOONER, LONGER = "2026-03-12T08:00", "2026-03-16T08:00"


def test_a_quiz_that_is_given_again_holds_nothing_out_that_is_graded_meanwhile(assign, pupil, hana, clock):
    made = assign()
    assigning.withdraw(hana, made, clock.now, withdrawn=True)
    assign("study", **STUDY, categories=("dates",), holds_out=False)
    assigning.withdraw(hana, made, clock.now, withdrawn=False)
    left_out, practised = drawn(made, pupil)
    assert not (left_out | practised) & DATES
    assert left_out | practised, "the rest stays"


def test_a_quiz_that_ends_later_holds_nothing_out_that_is_graded_by_then(assign, pupil, hana, clock):
    made = assign()
    assign("study", **GRADED, categories=("dates",))
    assert set().union(*drawn(made, pupil)) >= DATES
    assigning.change(hana, made, Typed(**LATER | {"due": LONGER}), UTC, clock.now)
    assert not set().union(*drawn(made, pupil)) & DATES


def test_an_extension_of_the_quiz_holds_nothing_out_that_is_graded_by_then(assign, pupil, other_student, enter, hana, clock):
    enter(other_student)
    made = assign()
    assign("study", **GRADED, categories=("dates",))
    assigning.extend(hana, made, pupil.id, LONGER, 0, UTC, clock.now)
    assert not set().union(*drawn(made, pupil)) & DATES
    assert set().union(*drawn(made, other_student)) >= DATES, "for the others the quiz is over before"


def test_what_is_graded_during_an_extension_is_practised(assign, pupil, other_student, enter, hana, clock):
    enter(other_student)
    made = assign()
    assigning.extend(hana, made, pupil.id, LONGER, 0, UTC, clock.now)
    assign("study", **GRADED, categories=("dates",))
    assert not set().union(*drawn(made, pupil)) & DATES
    assert set().union(*drawn(made, other_student)) >= DATES


def test_an_extension_of_graded_work_lets_its_facts_be_practised(assign, pupil, other_student, enter, hana, clock):
    enter(other_student)
    graded = assign("study", opens="", due="2026-03-03T08:00", categories=("dates",), holds_out=False)
    clock.advance(days=2)
    made = assign(opens=SOONER, due=LONGER)
    assigning.extend(hana, graded, pupil.id, SOONER, 0, UTC, clock.now)
    assert not set().union(*drawn(made, pupil)) & DATES
    assert set().union(*drawn(made, other_student)) >= DATES, "for the others it is over"


def test_graded_work_of_a_class_that_is_archived_and_opened_again_is_practised(assign, pupil, mio, clock, enter):
    other = classes.create(mio, "Sailing", "", clock.now)
    enter(pupil, into=other)
    assign("study", class_id=other, who=mio, **STUDY, categories=("dates",), holds_out=False)
    classes.archive(mio, other, archived=True, now=clock.now)
    made = assign()
    classes.archive(mio, other, archived=False, now=clock.now)
    assert not set().union(*drawn(made, pupil)) & DATES


def test_nothing_is_drawn_for_a_second_quiz_during_an_extension_of_the_first(assign, pupil, hana, mio, clock, enter):
    other = classes.create(mio, "Sailing", "", clock.now)
    enter(pupil, into=other)
    made = assign(class_id=other, who=mio)
    assigning.extend(mio, made, pupil.id, LONGER, 0, UTC, clock.now)
    clock.advance(days=9)
    assert drawn(assign(opens="2026-03-14T08:00", due=LONGER), pupil) == (set(), set())


def test_what_a_narrower_quiz_no_longer_asks_is_practised(assign, pupil, other_student, enter, hana, clock, now, moment):
    enter(other_student)
    made = assign()
    before = drawn(made, other_student)
    clock.advance(days=7)
    my_assignments.start(now(other_student), made, moment(), "seed")
    assigning.change(hana, made, Typed(**LATER, categories=("dates",)), UTC, clock.now)
    assert set().union(*drawn(made, pupil)) == DATES
    assert drawn(made, other_student) == before, "who has begun it is asked all of it"

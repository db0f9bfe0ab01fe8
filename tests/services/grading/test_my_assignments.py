"""Assignments: who creates them, what they ask, who may do them and when, what counts, and what is closed in the meantime."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from support import visitor_of

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.models import Attempt, ClassDeck
from quizapp.db.quizzes import stored_attempts
from quizapp.domain.memory.study_day import study_day
from quizapp.services.classes import classes
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.grading import assigning, gradebook, marks, my_assignments
from quizapp.services.grading.assigning import Typed
from quizapp.services.learning.answering import Moment
from quizapp.services.quizzes import attempts, quizzes, reviews
from quizapp.services.quizzes.quizzes import Setup

BERLIN = ZoneInfo("Europe/Berlin")
ZONE = ZoneInfo("UTC")


@pytest.fixture
def yuna(database, other_student):
    return visitor_of(other_student)


@pytest.fixture
def moment(clock):
    return lambda: Moment(clock.now, study_day(clock.now, ZONE), "k" * 32)


@pytest.fixture
def classroom(hana, sora, clock):
    made = classes.create(hana, "9b", "", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, made, sora.id, role="student", name="Sora", now=clock.now)
    return made


@pytest.fixture
def add(classroom, clock):
    def add(who, role="student"):
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, classroom, who.id, role=role, name=who.name, now=clock.now)

    return add


@pytest.fixture
def assign(hana, classroom, clock):
    def assign(kind="quiz", who=hana, deck="harbour", zone=ZONE, **typed):
        values = {"title": "Harbour", "due": "2026-03-06T14:00", "minutes": "20"} | typed
        return assigning.create(who, classroom, deck, kind, Typed(**values), zone, clock.now)

    return assign


@pytest.fixture
def start(sora, moment):
    return lambda assignment, who=sora, seed="seed": my_assignments.start(who, assignment, moment(), seed)


def attempt(user_id, n):
    with transaction(write=False) as connection:
        return stored_attempts.attempt(connection, user_id, n)


def respond(who, n, moment, wrong=()):
    """Answer every question of an attempt right, except those at some positions."""
    with transaction(write=True) as connection:
        taken = stored_attempts.attempt(connection, who.id, n)
        for position in range(1, len(taken.questions) + 1):
            score = 0.0 if position in wrong else 1.0
            verdict = "right" if score else "wrong"
            saved = stored_attempts.StoredPosition(
                who.id, n, position, '["x"]', score, verdict, settled=False, nonce=f"{n}-{position}", ms=1000, at=moment.now
            )
            stored_attempts.save_position(connection, saved)


def refused(code, call, *given, **named):
    with pytest.raises(Invalid) as error:
        call(*given, **named)
    assert (error.value.field, error.value.code) == code


def test_an_assignment_gives_the_class_its_deck(assign, classroom):
    assign("study")
    with transaction(write=False) as connection:
        assert list(connection.scalars(select(ClassDeck.deck_id).where(ClassDeck.class_id == classroom))) == ["harbour"]


def test_a_moment_is_that_of_the_class(assign, hana, clock):
    made = assign(zone=BERLIN, due="2026-03-27T14:00")
    page = gradebook.assignment_page(hana, made, clock.now)
    assert page.assignment.due_at == datetime(2026, 3, 27, 13, tzinfo=UTC)
    assert page.assignment.opens_at == clock.now


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        (("title", "empty"), {"title": " "}),
        (("title", "long"), {"title": "x" * 121}),
        (("due", "unreadable"), {"due": "soon"}),
        (("due", "gap"), {"due": "2026-03-29T02:30"}),
        (("opens", "gap"), {"opens": "2026-03-29T02:30", "due": ""}),
        (("due", "before"), {"due": "2026-03-01T10:00"}),
        (("size", "range"), {"size": "0"}),
        (("size", "range"), {"size": "many"}),
        (("minutes", "range"), {"minutes": "601"}),
        (("attempts", "range"), {"attempts": "21"}),
        (("days", "range"), {"days": "3"}),
        (("counts", "unknown"), {"counts": "worst"}),
        (("feedback", "unknown"), {"feedback": "never"}),
        (("feedback", "endless"), {"feedback": "close", "due": ""}),
        (("part", "empty"), {"tags": ("no-such-tag",)}),
    ],
)
def test_what_cannot_be_assigned(assign, code, typed):
    refused(code, assign, zone=BERLIN, **typed)


def test_neither_can_an_unknown_kind_or_deck(assign, hana):
    refused(("kind", "unknown"), assign, "exam")
    with pytest.raises(NotFound):
        assign(deck="no-such-deck")


def test_only_teachers_of_the_class_assign(assign, add, make_person, database):
    other = visitor_of(make_person("mio", role="teacher"))
    helper = visitor_of(make_person("ren"))
    add(helper, "assistant")
    made = assign()
    with pytest.raises(NotFound):
        assign(who=other)
    with pytest.raises(NotAllowed):
        assign(who=helper)
    with pytest.raises(NotAllowed):
        assigning.withdraw(helper, made, datetime.now(UTC), withdrawn=True)
    with pytest.raises(NotFound):
        assigning.bench_of(other, made)


def test_an_archived_class_is_read_only(assign, hana, classroom, clock, start, sora):
    made = assign()
    classes.archive(hana, classroom, archived=True, now=clock.now)
    refused(("class", "archived"), assign)
    refused(("class", "archived"), marks.excuse, hana, made, sora.id, why="ill", now=clock.now, excused=True)
    refused(("assignment", "archived"), start, made)
    assert not my_assignments.page(sora, made, clock.now).can_act


def test_only_who_is_in_the_class_sees_it(assign, yuna, sora, hana, clock, classroom):
    made = assign()
    assert my_assignments.page(sora, made, clock.now).mine.classroom == "9b"
    for other in (yuna, hana):
        with pytest.raises(NotFound):
            my_assignments.page(other, made, clock.now)
    with transaction(write=True) as connection:
        stored_classes.change_member(connection, classroom, sora.id, {"removed_at": clock.now})
    with pytest.raises(NotFound):
        my_assignments.page(sora, made, clock.now)
    with pytest.raises(NotFound):
        gradebook.own(sora, classroom, clock.now)
    assert my_assignments.assigned(sora, clock.now) == []


def test_one_that_was_withdrawn_is_gone_and_comes_back(assign, hana, sora, clock, start):
    made = assign()
    assigning.withdraw(hana, made, clock.now, withdrawn=True)
    with pytest.raises(NotFound):
        start(made)
    assigning.withdraw(hana, made, clock.now, withdrawn=False)
    assert start(made).fresh


def test_an_attempt_ends_with_its_time_or_with_the_window(assign, start, sora, clock):
    first = assign()
    assert attempt(sora.id, start(first).n).ends_at == clock.now + timedelta(minutes=20)
    clock.now = datetime(2026, 3, 6, 13, 50, tzinfo=UTC)
    second = assign(title="Again")
    assert attempt(sora.id, start(second).n).ends_at == datetime(2026, 3, 6, 14, tzinfo=UTC)


def test_the_window(assign, start, clock):
    early = assign(opens="2026-03-03T10:00")
    refused(("assignment", "early"), start, early)
    clock.now = datetime(2026, 3, 6, 14, tzinfo=UTC)
    refused(("assignment", "closed"), start, early)


def test_a_study_has_no_attempt(assign, start):
    with pytest.raises(NotFound):
        start(assign("study"))


def test_a_second_tab_leads_to_the_attempt_that_is_open(assign, start, sora, moment):
    made = assign()
    first = start(made)
    assert (first.fresh, start(made, seed="other")) == (True, quizzes.Started(first.n, fresh=False))
    attempts.hand_in(sora, first.n, moment())
    refused(("assignment", "attempts"), start, made)


def test_a_free_quiz_that_is_open_comes_first(assign, start, sora, moment):
    free = quizzes.start(sora, "harbour", Setup(size=3), moment(), "free")
    made = assign()
    assert start(made) == quizzes.Started(free.n, fresh=False)
    attempts.hand_in(sora, free.n, moment())
    assert attempt(sora.id, start(made).n).assignment_id == made
    assert attempt(sora.id, free.n).assignment_id is None


def test_an_extension_lets_one_student_in_again(assign, start, hana, sora, yuna, add, clock):
    add(yuna)
    made = assign()
    refused(("due", "sooner"), assigning.extend, hana, made, sora.id, "2026-03-05T10:00", 0, ZONE, clock.now)
    refused(("extra", "unknown"), assigning.extend, hana, made, sora.id, "", 30, ZONE, clock.now)
    assigning.extend(hana, made, sora.id, "2026-03-08T14:00", 50, ZONE, clock.now)
    clock.now = datetime(2026, 3, 7, 9, tzinfo=UTC)
    refused(("assignment", "closed"), start, made, yuna)
    assert attempt(sora.id, start(made).n).ends_at == clock.now + timedelta(minutes=30)
    with transaction(write=False) as connection:
        assert "extended" in [entry.action for entry in log.entries(connection, f"assignment:{made}")]


def test_more_time_reaches_an_attempt_that_is_open(assign, start, hana, sora, clock):
    made = assign()
    begun = clock.now
    n = start(made).n
    clock.advance(minutes=5)
    assigning.extend(hana, made, sora.id, "", 25, ZONE, clock.now)
    assert attempt(sora.id, n).ends_at == begun + timedelta(minutes=25)


def test_nobody_else_can_be_extended(assign, hana, yuna, clock):
    with pytest.raises(NotFound):
        assigning.extend(hana, assign(), yuna.id, "", 25, ZONE, clock.now)


@pytest.mark.parametrize(("counts", "share"), [("best", 1), ("last", 2 / 3), ("first", 1 / 3)])
def test_which_attempt_counts(assign, start, sora, moment, clock, counts, share):
    made = assign(size="3", attempts="3", counts=counts)
    for wrong in ((1, 2), (), (3,)):
        n = start(made, seed=str(wrong)).n
        respond(sora, n, moment(), wrong)
        attempts.hand_in(sora, n, moment())
        clock.advance(minutes=1)
    result = my_assignments.page(sora, made, clock.now).result
    assert result.share == pytest.approx(share)
    assert (result.left, result.complete) == (0, True)


def test_practice_after_the_close_never_touches_the_grade(assign, start, sora, moment, clock):
    made = assign(size="2")
    n = start(made).n
    respond(sora, n, moment(), (1,))
    attempts.hand_in(sora, n, moment())
    clock.now = datetime(2026, 3, 7, 9, tzinfo=UTC)
    free = quizzes.start(sora, "harbour", Setup(size=2), moment(), "free")
    respond(sora, free.n, moment())
    attempts.hand_in(sora, free.n, moment())
    result = my_assignments.page(sora, made, clock.now).result
    assert (result.points, result.begun) == (1, 1)


def test_an_attempt_whose_time_is_up_counts_before_and_after_tidying(assign, start, hana, sora, moment, clock, classroom):
    made = assign(size="2")
    n = start(made).n
    respond(sora, n, moment(), (2,))
    clock.advance(hours=1)
    read = lambda: gradebook.gradebook(hana, classroom, clock.now, clock.now.date()).rows[0].results[0]  # noqa: E731
    assert (read().points, read().of, read().open) == (1, 2, 0)
    assert attempts.close_overdue(clock.now, "UTC") == 1
    assert (read().points, read().of) == (1, 2)


def test_questions_in_the_order_of_the_reading(assign, start, sora):
    made = assign(shuffled=False)
    taken = attempt(sora.id, start(made).n)
    with transaction(write=False) as connection:
        shown = quizzes.edition(connection, taken.deck_id, taken.revision_id)
    order = [slot.question for slot in shown.slots]
    places = [order.index(question) for question, _ in taken.questions]
    assert places == sorted(places)
    assert len({shown.fact_ids[question] for question, _ in taken.questions}) == len(taken.questions)


def test_a_part_of_the_deck_alone_is_asked(assign, start, sora):
    made = assign(categories=("dates",))
    taken = attempt(sora.id, start(made).n)
    with transaction(write=False) as connection:
        shown = quizzes.edition(connection, taken.deck_id, taken.revision_id)
    assert {shown.deck.fact_of[shown.keys[question]].category for question, _ in taken.questions} == {"dates"}


def test_feedback_at_the_close_waits_for_this_student(assign, start, hana, sora, moment, clock):
    made = assign(feedback="close", size="2")
    assigning.extend(hana, made, sora.id, "2026-03-08T14:00", 0, ZONE, clock.now)
    n = start(made).n
    respond(sora, n, moment())
    attempts.hand_in(sora, n, moment())
    clock.now = datetime(2026, 3, 7, 9, tzinfo=UTC)
    early = reviews.review(sora, n, clock.now)
    assert (early.positions, early.opens_at) == ((), datetime(2026, 3, 8, 14, tzinfo=UTC))
    clock.now = datetime(2026, 3, 8, 14, tzinfo=UTC)
    assert len(reviews.review(sora, n, clock.now).positions) == 2


def test_a_mark_is_shown_logged_and_taken_back(assign, start, hana, sora, moment, clock, classroom):
    made = assign(size="2")
    n = start(made).n
    refused(("score", "open"), marks.mark, hana, made, sora.id, n, 1, score=1, why="fair", now=clock.now)
    respond(sora, n, moment(), (1,))
    attempts.hand_in(sora, n, moment())
    refused(("why", "empty"), marks.mark, hana, made, sora.id, n, 1, score=1, why=" ", now=clock.now)
    refused(("score", "range"), marks.mark, hana, made, sora.id, n, 1, score=1.5, why="fair", now=clock.now)
    with pytest.raises(NotFound):
        marks.mark(hana, made, sora.id, n, 3, score=1, why="fair", now=clock.now)
    marks.mark(hana, made, sora.id, n, 1, score=0.5, why="half of it was there", now=clock.now)
    review = reviews.review(sora, n, clock.now)
    assert (review.score.points, review.positions[0].mark.why) == (1.5, "half of it was there")
    assert gradebook.own(sora, classroom, clock.now).results[0].points == 1.5
    marks.void(hana, made, sora.id, n, 1, clock.now)
    assert reviews.review(sora, n, clock.now).score.points == 1
    assert gradebook.own(sora, classroom, clock.now).results[0].points == 1
    with transaction(write=False) as connection:
        assert [entry.action for entry in log.entries(connection, f"assignment:{made}")][:2] == ["void", "mark"]


def test_an_assistant_sees_the_gradebook_and_changes_nothing(assign, start, add, make_person, sora, moment, clock, classroom):
    helper = visitor_of(make_person("ren"))
    add(helper, "assistant")
    made = assign(size="2")
    n = start(made).n
    attempts.hand_in(sora, n, moment())
    assert len(gradebook.gradebook(helper, classroom, clock.now, clock.now.date()).rows) == 1
    assert gradebook.attempt_page(helper, classroom, made, sora.id, n, clock.now).review
    with pytest.raises(NotAllowed):
        marks.mark(helper, made, sora.id, n, 1, score=1, why="fair", now=clock.now)
    with pytest.raises(NotAllowed):
        marks.excuse(helper, made, sora.id, why="ill", now=clock.now, excused=True)


def test_who_is_excused(assign, hana, sora, clock):
    made = assign()
    marks.excuse(hana, made, sora.id, why="ill", now=clock.now, excused=True)
    assert my_assignments.page(sora, made, clock.now).result.excused == "ill"
    assert my_assignments.to_do(sora, clock.now) == []
    marks.excuse(hana, made, sora.id, why="", now=clock.now, excused=False)
    assert [one.mine.assignment.id for one in my_assignments.to_do(sora, clock.now)] == [made]


def test_a_student_sees_her_own_row_alone(assign, add, sora, yuna, classroom, clock, hana):
    assign()
    add(yuna)
    row = gradebook.own(yuna, classroom, clock.now)
    assert [result.assignment.title for result in row.results] == ["Harbour"]
    with pytest.raises(NotFound):
        gradebook.gradebook(sora, classroom, clock.now, clock.now.date())
    with pytest.raises(NotFound):
        gradebook.student_page(sora, classroom, yuna.id, clock.now)
    with pytest.raises(NotFound):
        gradebook.own(hana, classroom, clock.now)


def test_the_file_is_safe_in_a_spreadsheet(assign, start, hana, sora, moment, clock, classroom):
    assign("study", title="=1+1")
    made = assign(size="2", title="Quiz")
    with transaction(write=True) as connection:
        stored_classes.change_member(connection, classroom, sora.id, {"name": '@Sora, "S"'})
    n = start(made).n
    respond(sora, n, moment(), (1,))
    attempts.hand_in(sora, n, moment())
    book = gradebook.gradebook(hana, classroom, clock.now, clock.now.date())
    text = gradebook.as_csv(book, ["Name", "User", "points", "of", "percent", "state"], lambda result: "-x").decode()
    lines = text.removeprefix("\ufeff").split("\r\n")
    assert text.startswith("\ufeff")
    assert lines[0].startswith("Name,User,'=1+1: points,")
    assert lines[1] == f'"\'@Sora, ""S""",sora,1.0,{len(book.rows[0].results[0].facts)},10.0,\'-x,1.0,2,50.0,\'-x'
    assert lines[2:] == [""]
    assert gradebook.safe(["\tx", "\rx", "+1", -1, None]) == ["'\tx", "'\rx", "'+1", -1, None]


@pytest.mark.parametrize(("students", "count"), [(2, 1), (40, 6)])
def test_the_gradebook_costs_the_same_for_any_class(assign, hana, classroom, clock, make_person, query_counter, students, count):
    with transaction(write=True) as connection:
        for number in range(students):
            person = make_one(connection, number, clock)
            stored_classes.add_member(connection, classroom, person, role="student", name=f"S{number:02}", now=clock.now)
    for number in range(count):
        made = assign("quiz" if number % 2 else "study", title=f"A{number}")
    del made
    with query_counter() as queries:
        book = gradebook.gradebook(hana, classroom, clock.now, clock.now.date())
    assert (len(book.rows), len(book.assignments)) == (students + 1, count)
    assert len(queries) <= 10, queries


def make_one(connection, number, clock):
    from quizapp.db.people import stored_accounts

    return stored_accounts.add(
        connection, {"username": f"s{number}", "username_key": f"s{number}", "created_at": clock.now, "active_on": clock.now.date()}
    )


def test_a_student_of_another_class_cannot_be_marked(assign, start, hana, sora, yuna, moment, clock):
    made = assign(size="2")
    n = start(made).n
    attempts.hand_in(sora, n, moment())
    with pytest.raises(NotFound):
        marks.mark(hana, made, yuna.id, n, 1, score=1, why="fair", now=clock.now)
    with pytest.raises(NotFound):
        marks.excuse(hana, made, yuna.id, why="ill", now=clock.now, excused=True)


def test_a_change_moves_the_end_of_what_is_open(assign, start, hana, sora, clock):
    made = assign()
    n = start(made).n
    begun = clock.now
    assigning.change(hana, made, Typed(title="Harbour", due="2026-03-06T14:00", minutes="45"), ZONE, clock.now)
    assert attempt(sora.id, n).ends_at == begun + timedelta(minutes=45)
    with transaction(write=False) as connection:
        assert connection.scalar(select(Attempt.assignment_id)) == made

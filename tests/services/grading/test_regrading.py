"""Re-grades: previewed, done learner by learner, resumed, reversed; and what follows from them."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from support import RIGHT, SECRET_KEY, WRONG, Nonces, visitor_of

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.learning import stored_answers
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    ClassDeck,
    ClassroomRow,
    DayTotal,
    DeckOwner,
    DeckRow,
    MembershipRow,
    MemoryRow,
    Regrade,
)
from quizapp.db.quizzes.stored_attempts import attempt
from quizapp.domain.questions.question import Verdict
from quizapp.services.authoring.publishing import publish_folder
from quizapp.services.classes import classes
from quizapp.services.errors import Invalid, NotAllowed, NotFound, TooMany
from quizapp.services.grading import regrading, reports
from quizapp.services.grading.analysis import analysis
from quizapp.services.learning import study
from quizapp.services.learning.answering import Moment, answer_quiz, answer_study, feedback_of
from quizapp.services.learning.memories import rebuild_learner
from quizapp.services.learning.question_pages import Feedback
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import attempts, quizzes

KEY = "sand-bank-short-answer"
LINE = "        answer: the Anvil\n"
RIGHT_NOW = f"{LINE}        accept: [the Bellows]\n"
SWAPPED = "        answer: the Bellows\n"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def moment(clock):
    """The present moment and study day."""
    return lambda: Moment(clock.now, clock.now.date(), SECRET_KEY)


@pytest.fixture
def people(make_person):
    """Ten learners, as visitors."""
    return [visitor_of(make_person(f"learner{number}")) for number in range(10)]


@pytest.fixture
def boss(admin):
    """An administrator, who may re-grade every learner."""
    return visitor_of(admin)


NONCES = Nonces()


def respond(who, moment, text="the Bellows", **more):
    """Answer the question in study."""
    showing = study.next_showing(who, Scope(deck="harbour", questions=(KEY,)), moment, NONCES())
    fields = {"answer": [text]} if text else {"dont_know": ["1"]}
    return answer_study(who.id, showing.presentation, fields | more, moment)


def rows(model, *where):
    with transaction(write=False) as connection:
        return connection.execute(select(model.__table__).where(*where)).all()


def caches(who):
    return rows(MemoryRow, MemoryRow.user_id == who.id), rows(DayTotal, DayTotal.user_id == who.id)


def record(who, n=1):
    with transaction(write=False) as connection:
        return next(answer for answer in stored_answers.answers_of(connection, who.id) if answer.n == n)


def feedback(who, n=1):
    with transaction(write=False) as connection:
        return feedback_of(connection, who.id, n)


def test_a_dry_run_says_who_and_what_would_change_and_changes_nothing(people, moment, publish, boss, teacher, clock):
    hana = visitor_of(teacher)
    for who in people[:4]:
        respond(who, moment())
    respond(people[4], moment(), "the Anvil")
    respond(people[5], moment(), "")
    with transaction(write=False) as connection:
        before = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("answer", "amendment", "memory", "regrade")]
    room = classes.create(hana, "Room", "", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, room, people[1].id, role="student", name="Aki in the room", now=clock.now)
    publish(RIGHT_NOW)

    seen = regrading.desk(boss, "harbour", KEY)

    assert (seen.dry_run.answers, seen.dry_run.learners, seen.dry_run.looked_at) == (4, 4, 5)
    assert [(shift.before, shift.after, shift.answers, shift.points) for shift in seen.dry_run.shifts] == [("wrong", "right", 4, 4.0)]
    assert seen.dry_run.people == []
    assert seen.dry_run.others == 4
    mine = regrading.desk(hana, "harbour", KEY).dry_run
    assert [(one.name, one.before, one.after) for one in mine.people] == [("Aki in the room", "wrong", "right")]
    assert (mine.others, mine.learners) == (0, 1)
    with transaction(write=False) as connection:
        after = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("answer", "amendment", "memory", "regrade")]
    assert [after[0], after[1], after[3]] == [before[0], before[1], before[3]]


@pytest.fixture
def rooms(hana, mio, boss, people, clock):
    """The classes of two teachers and one of the administrator, with one, two and one of the learners; one of the second is a tester."""
    made = {}
    for who, name, members in ((hana, "9a", people[:1]), (mio, "9b", people[1:4]), (boss, "9c", people[4:5])):
        made[name] = classes.create(who, name, "", clock.now)
        classes.give(who, made[name], "harbour", clock.now)
        with transaction(write=True) as connection:
            for number, member in enumerate(members):
                role = "tester" if number == 2 else "student"
                stored_classes.add_member(connection, made[name], member.id, role=role, name=f"Learner {number}", now=clock.now)
    return made


@pytest.mark.usefixtures("rooms")
def test_classes_of_other_teachers_are_told_before_their_grades_change(people, moment, publish, boss, clock):
    for who in people[1:5]:
        respond(who, moment())
    publish(RIGHT_NOW)

    [told] = regrading.desk(boss, "harbour", KEY).dry_run.classes

    assert (told.name, list(told.teachers), told.students) == ("9b", ["Mio"], 2)
    with pytest.raises(Invalid) as refused:
        regrading.start(boss, "harbour", KEY, "", clock.now)
    assert (refused.value.field, refused.value.code) == ("classes", "others")
    assert rows(Regrade) == []
    regrading.start(boss, "harbour", KEY, "", clock.now, classes=True)
    assert record(people[1]).verdict == Verdict.RIGHT


@pytest.mark.parametrize("what", ["archived", "without the deck", "removed"])
def test_classes_that_a_re_grade_does_not_concern_are_not_told(people, moment, publish, boss, rooms, clock, what):
    respond(people[1], moment())
    with transaction(write=True) as connection:
        connection.execute(
            {
                "archived": update(ClassroomRow).where(ClassroomRow.id == rooms["9b"]).values(archived=True),
                "without the deck": delete(ClassDeck).where(ClassDeck.class_id == rooms["9b"]),
                "removed": update(MembershipRow).where(MembershipRow.user_id == people[1].id).values(removed_at=clock.now),
            }[what]
        )
    publish(RIGHT_NOW)

    dry = regrading.desk(boss, "harbour", KEY).dry_run
    assert (dry.answers, dry.classes) == (1, [])


def test_a_re_grade_changes_grade_memory_and_totals_and_no_answer(people, moment, publish, boss, clock):
    who = people[0]
    respond(who, moment())
    answers = rows(Answer)
    publish(RIGHT_NOW)
    clock.advance(days=1)
    number = regrading.start(boss, "harbour", KEY, "Both names are in use.", clock.now)

    assert (record(who).score, record(who).verdict, record(who).regraded) == (1.0, "right", True)
    assert rows(Answer) == answers
    [memory], [total] = caches(who)
    assert (memory.streak, total.points) == (1, 1.0)
    assert [(row.finished_at is None, row.changed, row.by) for row in rows(Regrade, Regrade.id == number)] == [(False, 1, boss.username)]
    with transaction(write=False) as connection:
        assert [(one.actor, one.action) for one in log.entries(connection, "deck:harbour")] == [(boss.username, "re-graded")]
    assert feedback(who).verdict is Verdict.RIGHT
    assert feedback(who).regraded
    assert not feedback(who).claimable
    before = caches(who)
    rebuild_learner(who.id)
    assert caches(who) == before


def test_a_re_grade_can_be_reversed_to_the_row(people, moment, publish, boss, clock):
    for who in people:
        respond(who, moment(), "the Bellows" if who.id % 2 else "the Anvil")
    publish(SWAPPED)
    for who in people:
        rebuild_learner(who.id)
    before = [caches(who) for who in people]
    number = regrading.start(boss, "harbour", KEY, "", clock.now)
    assert [record(who).verdict for who in people] == ["right" if who.id % 2 else "wrong" for who in people]
    assert [caches(who) for who in people] != before
    regrading.undo(boss, "harbour", KEY, number, clock.now)
    assert [record(who).verdict for who in people] == ["wrong" if who.id % 2 else "right" for who in people]
    assert [caches(who) for who in people] == before
    assert not any(record(who).regraded for who in people)
    assert regrading.desk(boss, "harbour", KEY).dry_run.answers == 10  # and can be done once more


def test_what_was_done_twice_is_reversed_to_the_first(people, moment, publish, boss, clock):
    who = people[0]
    respond(who, moment(), "the Anvil")
    publish(SWAPPED)
    first = regrading.start(boss, "harbour", KEY, "", clock.now)
    publish(LINE)
    second = regrading.start(boss, "harbour", KEY, "", clock.now)
    assert record(who).verdict == "right"
    with pytest.raises(Invalid):
        regrading.undo(boss, "harbour", KEY, first, clock.now)
    regrading.undo(boss, "harbour", KEY, second, clock.now)
    assert record(who).verdict == "wrong"
    regrading.undo(boss, "harbour", KEY, first, clock.now)
    assert record(who).verdict == "right"
    assert not record(who).regraded


def test_a_crash_in_the_middle_loses_nothing(people, moment, publish, boss, clock, monkeypatch):
    for who in people:
        respond(who, moment())
    publish(RIGHT_NOW)
    done = []

    def fail(connection, question_id, answers, follow=regrading._follow):
        if len(done) == 4:
            raise RuntimeError("the power went")
        done.append(answers)
        follow(connection, question_id, answers)

    with monkeypatch.context() as patched:
        patched.setattr(regrading, "_follow", fail)
        with pytest.raises(RuntimeError):
            regrading.start(boss, "harbour", KEY, "", clock.now)
    assert [record(who).verdict for who in people] == ["right"] * 4 + ["wrong"] * 6
    running = regrading.desk(boss, "harbour", KEY).running
    assert (running.done, running.total) == (4, 10)

    assert regrading.start(boss, "harbour", KEY, "", clock.now) == running.row.id
    assert [record(who).verdict for who in people] == ["right"] * 10
    assert len(rows(Amendment)) == 10
    assert rows(Regrade)[0].changed == 10
    for who in people:
        before = caches(who)
        rebuild_learner(who.id)
        assert caches(who) == before


def test_it_works_for_a_while_and_goes_on_and_tidy_brings_it_to_its_end(people, moment, publish, boss, clock):
    for who in people:
        respond(who, moment())
    publish(RIGHT_NOW)
    number = regrading.start(boss, "harbour", KEY, "", clock.now, seconds=0)
    assert regrading.desk(boss, "harbour", KEY).running.done == 1
    regrading.go_on(boss, "harbour", KEY, number, clock.now, seconds=0)
    assert regrading.desk(boss, "harbour", KEY).running.done == 2
    assert regrading.finish_all(clock.now) == 1
    assert regrading.desk(boss, "harbour", KEY).running is None
    regrading.undo(boss, "harbour", KEY, number, clock.now, seconds=0)
    assert regrading.desk(boss, "harbour", KEY).running.done == 1
    assert [record(who).verdict for who in people] == ["wrong"] + ["right"] * 9
    assert regrading.finish_all(clock.now) == 1
    assert [record(who).verdict for who in people] == ["wrong"] * 10
    assert regrading.finish_all(clock.now) == 0


def test_what_was_undone_stays_undone(people, moment, publish, boss, clock):
    who = people[0]
    respond(who, moment())
    study.undo(who, 1, moment())
    respond(people[1], moment())
    publish(RIGHT_NOW)
    regrading.start(boss, "harbour", KEY, "", clock.now)
    assert [row.user_id for row in rows(Amendment, Amendment.kind == "regrade")] == [people[1].id]
    assert feedback(who).undone


def test_a_claim_and_a_re_grade_the_newest_wins_for_memory_and_never_for_the_grade(people, moment, publish, boss, clock):
    who = people[0]
    respond(who, moment(), "the Anvil")
    publish(SWAPPED)
    number = regrading.start(boss, "harbour", KEY, "", clock.now)
    assert caches(who)[0][0].streak == 0
    reports.claim(who, 1, moment())
    assert caches(who)[0][0].streak == 1
    assert record(who).verdict == "wrong"
    regrading.undo(boss, "harbour", KEY, number, clock.now)
    assert record(who).verdict == "right"


def test_a_reversal_gives_a_claim_back(people, moment, publish, boss, clock):
    who = people[0]
    respond(who, moment())
    reports.claim(who, 1, moment())
    publish(RIGHT_NOW)
    rebuild_learner(who.id)
    before = caches(who)
    number = regrading.start(boss, "harbour", KEY, "", clock.now)
    assert record(who).verdict == "right"
    regrading.undo(boss, "harbour", KEY, number, clock.now)
    assert record(who).claimed
    assert caches(who) == before


def test_a_response_the_new_question_cannot_take_stays_and_is_counted(people, moment, publish, boss, clock, tmp_path):
    who = people[0]
    scope = Scope(deck="harbour", questions=("plans-multiple-choice",))
    for one, choice in ((people[0], "Nils Tamber"), (people[1], "Ida Loom")):
        showing = study.next_showing(one, scope, moment(), NONCES())
        answer_study(one.id, showing.presentation, {"answer": [choice]}, moment())
    folder = tmp_path / "harbour"
    file = next(path for path in folder.glob("*.yaml") if "- Nils Tamber" in path.read_text())
    text = file.read_text().replace("answer: Mara Quill", "answer: Ida Loom").replace("- Nils Tamber", "- Mara Quill")
    file.write_text(text.replace("          - Ida Loom\n", ""))
    published = publish_folder(folder, clock.now)
    assert published.status == "published", published.problems
    dry = regrading.desk(boss, "harbour", "plans-multiple-choice").dry_run
    assert (dry.answers, dry.unreadable, dry.looked_at) == (1, 1, 2)
    regrading.start(boss, "harbour", "plans-multiple-choice", "", clock.now)
    assert (record(who).verdict, record(people[1]).verdict) == ("wrong", "right")


def test_the_points_of_a_quiz_follow(people, moment, publish, boss, clock):
    who = people[0]
    n = quizzes.start(who, "harbour", quizzes.Setup(everything=True), moment(), "seed").n
    page = attempts.page(who, n, 1, moment())
    positions = len(page.sheet.marks)
    for position in range(1, positions + 1):
        showing = attempts.page(who, n, position, moment()).showing
        fields = WRONG if showing.prompt.type == "short_answer" else RIGHT
        given = {name: [value] if isinstance(value, str) else value for name, value in fields[showing.prompt.type].items()}
        answer_quiz(who.id, n, showing.presentation, given, moment())
    attempts.hand_in(who, n, moment())

    def points():
        with transaction(write=False) as connection:
            return attempt(connection, who.id, n).points

    def reviewed():
        from quizapp.services.quizzes.reviews import review

        return next(one for one in review(who, n, clock.now).positions if one.feedback.question == KEY)

    before = points()
    publish(RIGHT_NOW)
    assert regrading.desk(boss, "harbour", KEY).dry_run.attempts == 1
    number = regrading.start(boss, "harbour", KEY, "", clock.now)
    assert points() == pytest.approx(before + 1)
    assert (reviewed().score, reviewed().feedback.verdict) == (1.0, "right")
    regrading.undo(boss, "harbour", KEY, number, clock.now)
    assert points() == pytest.approx(before)
    assert reviewed().score == 0


def test_who_may(people, moment, publish, boss, teacher, clock):
    respond(people[0], moment())
    publish(RIGHT_NOW)
    hana = visitor_of(teacher)
    assert regrading.desk(hana, "harbour", KEY).dry_run.answers == 0  # a teacher only sees her own class
    with pytest.raises(Invalid):
        regrading.start(hana, "harbour", KEY, "", clock.now)
    for who in (people[0], Visitor()):
        with pytest.raises(NotFound):
            regrading.desk(who, "harbour", KEY)
        with pytest.raises(NotFound):
            regrading.start(who, "harbour", KEY, "", clock.now)
    number = regrading.start(boss, "harbour", KEY, "", clock.now)
    with pytest.raises(Invalid):
        regrading.undo(hana, "harbour", KEY, number, clock.now)
    for wrong in (number + 1, 0):
        with pytest.raises(NotFound):
            regrading.undo(boss, "harbour", KEY, wrong, clock.now)
    with pytest.raises(NotFound):
        regrading.desk(boss, "harbour", "no-such-question")


def test_a_deck_of_the_database_is_its_owners(people, moment, publish, boss, teacher, make_person, clock):
    respond(people[0], moment())
    publish(RIGHT_NOW)
    other = visitor_of(make_person("kei", role="teacher"))
    with transaction(write=True) as connection:
        connection.execute(DeckRow.__table__.update().where(DeckRow.id == "harbour").values(origin="database"))
        connection.execute(DeckOwner.__table__.insert().values(user_id=teacher.id, deck_id="harbour"))
    with pytest.raises(NotFound):
        regrading.desk(other, "harbour", KEY)
    assert regrading.desk(visitor_of(teacher), "harbour", KEY).dry_run.answers == 1


def test_analysis_reads_the_scores_of_record(people, make_person, moment, publish, boss, clock):
    crowd = people + [visitor_of(make_person(f"more{number}")) for number in range(10)]
    for who in crowd:
        respond(who, moment())

    def facility():
        return next(one.item.figures.facility for one in analysis(boss, "harbour").questions if one.key == KEY)

    assert facility() == 0
    publish(RIGHT_NOW)
    regrading.start(boss, "harbour", KEY, "", clock.now)
    assert facility() == 1


STEPS = ("the Anvil", "the Bellows", "nothing of the kind", "", "day", "undo", "claim", "swap", "re-grade", "reverse")


@dataclass
class World:
    """One learner, one question, and everything that may happen to them."""

    who: Visitor
    boss: Visitor
    clock: Any
    moment: Any
    publish: Any
    answers: int = 0
    swapped: bool = False

    def do(self, step):
        with suppress(Invalid, NotAllowed, NotFound, TooMany):
            {
                "day": lambda: self.clock.advance(days=1),
                "swap": self.swap,
                "re-grade": lambda: regrading.start(self.boss, "harbour", KEY, "", self.clock.now),
                "reverse": self.reverse,
                "undo": lambda: study.undo(self.who, self.answers, self.moment()),
                "claim": lambda: reports.claim(self.who, self.answers, self.moment()),
            }.get(step, lambda: self.answer(step))()

    def swap(self):
        self.swapped = not self.swapped
        self.publish(SWAPPED if self.swapped else LINE)

    def reverse(self):
        for past in regrading.desk(self.boss, "harbour", KEY).history:
            if past.reversible:
                regrading.undo(self.boss, "harbour", KEY, past.row.id, self.clock.now)
                break

    def answer(self, text):
        showing = study.next_showing(self.who, Scope(deck="harbour", questions=(KEY,)), self.moment(), NONCES())
        if isinstance(showing, study.Nothing):
            return
        given = {"answer": [text]} if text else {"dont_know": ["1"]}
        outcome = answer_study(self.who.id, showing.presentation, given, self.moment())
        self.answers = outcome.n if isinstance(outcome, Feedback) else self.answers


@given(steps=st.lists(st.sampled_from(STEPS), max_size=14))
@settings(max_examples=max(5, settings().max_examples // 2), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_memory_and_totals_are_what_a_rebuild_makes_of_it(app, clock, moment, publish, boss, steps):
    with transaction(write=True) as connection:
        values = {"role": "student", "created_at": clock.now, "active_on": clock.now.date(), "new_facts": 10}
        who = Visitor(id=connection.execute(Account.__table__.insert().values(values)).inserted_primary_key[0], role="student", guest=True)
    world = World(who, boss, clock, moment, publish)
    for step in steps:
        world.do(step)
        before = caches(who)
        rebuild_learner(who.id)
        assert caches(who) == before, step
    if world.swapped:
        publish(LINE)

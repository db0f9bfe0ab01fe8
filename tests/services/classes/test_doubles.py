"""A guest who joined twice is merged with another student: answers, marks, and who may not be merged."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select
from support import visitor_of

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.models import Account, Answer, MembershipRow, MemoryRow, QuestionRow, Version
from quizapp.services.authoring import publishing
from quizapp.services.classes import classes, doubles, joining, moving, rosters
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.grading import assigning, gradebook, marks
from quizapp.services.grading.assigning import Typed
from quizapp.services.learning import memories
from quizapp.services.people import accounts
from quizapp.services.people.accounts import ANONYMOUS
from quizapp.services.site import tidying

ADDRESS = "192.0.2.1"


@pytest.fixture
def join(hana, classroom, clock):
    def enter(name, who=ANONYMOUS):
        code = classes.board(hana, classroom, clock.now).classroom.code
        _, mark = joining.join(who, code, name, now=clock.now, agent="", address=ADDRESS)
        return accounts.visitor(mark) if mark else who

    return enter


@pytest.fixture
def answer(clock):
    def give(who, n, verdict):
        with transaction(write=True) as connection:
            query = select(QuestionRow.id, Version.id).join(Version, Version.question_id == QuestionRow.id).order_by(QuestionRow.id)
            question, version = connection.execute(query.limit(1)).one()
            values = {"response": "[]", "score": float(verdict == "right"), "verdict": verdict, "rating": 3 if verdict == "right" else 1}
            place = {"context": "study", "day": clock.now.date(), "nonce": f"{who.id}-{n}", "at": clock.now}
            connection.execute(insert(Answer).values(user_id=who.id, n=n, question_id=question, version_id=version, **values, **place))
            memories.rebuild(connection, who.id)

    return give


def verdicts(user_id):
    with transaction(write=False) as connection:
        return connection.scalars(select(Answer.verdict).where(Answer.user_id == user_id).order_by(Answer.n)).all()


def test_a_dry_run_counts_and_changes_nothing(hana, classroom, join, answer):
    first, second = join("Mina"), join("Mina K.")
    answer(first, 1, "right")
    double = doubles.dry_run(hana, classroom, first.id, second.id)
    assert (double.source.name, double.source_answers, double.target.name, double.target_answers) == ("Mina", 1, "Mina K.", 0)
    assert verdicts(first.id) == ["right"]


def test_what_the_guest_did_stands_behind_and_the_guest_is_gone(hana, classroom, join, answer, student, clock):
    guest, sora = join("Sora (phone)"), join("Sora", visitor_of(student))
    answer(sora, 1, "wrong")
    answer(guest, 1, "right")
    doubles.merge(hana, classroom, guest.id, sora.id, clock.now)
    assert verdicts(sora.id) == ["wrong", "right"]
    with transaction(write=False) as connection:
        assert connection.scalar(select(Account.id).where(Account.id == guest.id)) is None
        merged = connection.execute(select(MemoryRow).where(MemoryRow.user_id == sora.id)).all()
    with transaction(write=True) as connection:
        memories.rebuild(connection, sora.id)
    with transaction(write=False) as connection:
        assert merged == connection.execute(select(MemoryRow).where(MemoryRow.user_id == sora.id)).all()
    assert not accounts.visitor(f"{guest.id}.x").signed_in
    roster = rosters.roster(hana, classroom, clock.now.date())
    assert [one.name for one in roster.students] == ["Sora"]
    assert (roster.happened[0].action, roster.happened[0].what) == ("merged", "Sora")


def test_two_guests_become_one(hana, classroom, join, answer, clock):
    first, second = join("Mina"), join("Mina K.")
    answer(first, 1, "right")
    doubles.merge(hana, classroom, first.id, second.id, clock.now)
    assert verdicts(second.id) == ["right"]
    with pytest.raises(NotFound):
        doubles.merge(hana, classroom, first.id, second.id, clock.now)


def test_accounts_of_others_are_never_merged(hana, classroom, join, student, clock):
    sora, guest = join("Sora", visitor_of(student)), join("Mina")
    with pytest.raises(Invalid) as refused:
        doubles.merge(hana, classroom, sora.id, guest.id, clock.now)
    assert (refused.value.field, refused.value.code) == ("source", "account")


def test_a_guest_of_another_teachers_class_too_is_left_alone(hana, classroom, join, make_person, clock):
    colleague = visitor_of(make_person("mio", role="teacher"))
    other = classes.create(colleague, "Other", "", clock.now)
    first, second = join("Mina"), join("Mina K.")
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, other, first.id, role="student", name="Mina", now=clock.now)
    with pytest.raises(Invalid) as refused:
        doubles.dry_run(hana, classroom, first.id, second.id)
    assert refused.value.code == "elsewhere"
    own = classes.create(hana, "Mine too", "", clock.now)
    with transaction(write=True) as connection:
        connection.execute(MembershipRow.__table__.delete().where(MembershipRow.class_id == other))
        stored_classes.add_member(connection, own, first.id, role="student", name="Mina", now=clock.now)
    doubles.merge(hana, classroom, first.id, second.id, clock.now)
    with transaction(write=False) as connection:
        count = select(func.count()).select_from(MembershipRow).where(MembershipRow.user_id == second.id)
        assert connection.scalar(count) == 2, "it is in both classes now"


def test_only_live_students_of_the_class_are_merged(hana, classroom, join, student, clock):
    first, second = join("Mina"), join("Mina K.")
    rosters.remove(hana, classroom, second.id, clock.now)
    for source, target in ((first.id, second.id), (second.id, first.id), (first.id, first.id), (first.id, hana.id), (first.id, student.id)):
        with pytest.raises(NotFound):
            doubles.dry_run(hana, classroom, source, target)


def test_who_may_not_merge(hana, classroom, join, student, make_person, clock):
    first, second = join("Mina"), join("Mina K.")
    sora, colleague = join("Sora", visitor_of(student)), visitor_of(make_person("mio", role="teacher"))
    for who in (sora, colleague, first):
        with pytest.raises(NotFound):
            doubles.merge(who, classroom, first.id, second.id, clock.now)
    rosters.rename(hana, classroom, sora.id, "Sora", "assistant", clock.now)
    with pytest.raises(NotAllowed):
        doubles.merge(sora, classroom, first.id, second.id, clock.now)
    classes.archive(hana, classroom, archived=True, now=clock.now)
    with pytest.raises(Invalid):
        doubles.merge(hana, classroom, first.id, second.id, clock.now)


def test_whom_a_guest_may_be_is_offered_and_nothing_for_accounts(hana, classroom, join, student, clock):
    first, _, sora = join("Mina"), join("Leo"), join("Sora", visitor_of(student))
    join("Mina K.")
    page = rosters.member_page(hana, classroom, first.id, clock.now.date())
    assert [one.name for one in page.others] == ["Mina K.", "Leo", "Sora"], "who begins alike stands first"
    assert rosters.member_page(hana, classroom, sora.id, clock.now.date()).others == []


@pytest.fixture
def given(hana, classroom, clock):
    if not any(deck.id == "harbour" for deck in decks_of(classroom)):
        classes.give(hana, classroom, "harbour", clock.now)
    return classroom


def decks_of(class_id):
    with transaction(write=False) as connection:
        return stored_classes.decks(connection, class_id)


def of_deck(user_id, deck):
    with transaction(write=False) as connection:
        query = select(Answer.verdict).join(QuestionRow, QuestionRow.id == Answer.question_id)
        return sorted(connection.scalars(query.where(Answer.user_id == user_id, QuestionRow.deck_id == deck)))


@pytest.fixture
def copy(hana, clock):
    made = moving.copy_to_edit(hana, "harbour", clock.now)
    publishing.publish_draft(hana, made, 1, "", "class", clock.now)
    return made


def test_two_who_moved_to_a_copy_become_one_and_nothing_is_brought_twice(hana, given, copy, join, answer, clock):
    first, second = join("Mina"), join("Mina K.")
    answer(first, 1, "wrong")
    answer(second, 1, "right")
    moving.move(hana, copy, given, clock.now)
    doubles.merge(hana, given, first.id, second.id, clock.now)
    assert of_deck(second.id, copy) == ["right", "wrong"]
    other = classes.create(hana, "9c", "", clock.now)
    classes.give(hana, other, "harbour", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, other, second.id, role="student", name="Mina K.", now=clock.now)
    moving.move(hana, copy, other, clock.now)
    assert of_deck(second.id, copy) == ["right", "wrong"]


def test_who_was_removed_from_a_class_of_another_teacher_is_not_merged_by_a_colleague(hana, classroom, join, make_person, clock):
    first, second = join("Mina"), join("Mina K.")
    mio = visitor_of(make_person("mio", role="teacher"))
    other = classes.create(mio, "9c", "", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, other, first.id, role="student", name="Mina", now=clock.now)
    rosters.remove(mio, other, first.id, clock.now)
    with pytest.raises(Invalid) as caught:
        doubles.merge(hana, classroom, first.id, second.id, clock.now)
    assert (caught.value.field, caught.value.code) == ("source", "elsewhere")


def test_an_assistant_of_the_other_class_merges_nobody_of_it(hana, classroom, join, make_person, clock):
    first, second = join("Mina"), join("Mina K.")
    mio = visitor_of(make_person("mio", role="teacher"))
    other = classes.create(mio, "9c", "", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, other, first.id, role="student", name="Mina", now=clock.now)
        stored_classes.add_member(connection, other, hana.id, role="assistant", name="Hana", now=clock.now)
    with pytest.raises(Invalid):
        doubles.merge(hana, classroom, first.id, second.id, clock.now)


def test_the_newest_excuse_holds_whoever_it_was_for(hana, given, join, clock):
    first, second = join("Mina"), join("Mina K.")
    made = assigning.create(
        hana, given, "harbour", "quiz", Typed(title="Quiz", due="2026-03-20T14:00", size="3"), ZoneInfo("UTC"), clock.now
    )
    marks.excuse(hana, made, first.id, why="ill", now=clock.now, excused=True)
    marks.excuse(hana, made, first.id, why="", now=clock.now, excused=False)
    clock.advance(days=1)
    marks.excuse(hana, made, second.id, why="away", now=clock.now, excused=True)
    doubles.merge(hana, given, first.id, second.id, clock.now)
    assert gradebook.student_page(hana, given, second.id, clock.now).row.results[0].excused == "away"


def test_a_guest_who_was_removed_can_be_brought_back_for_a_time(hana, classroom, join, clock):
    guest = join("Mina")
    clock.advance(days=61)
    rosters.remove(hana, classroom, guest.id, clock.now)
    tidying._drop_guests(clock.now)
    rosters.bring_back(hana, classroom, guest.id, clock.now)
    rosters.remove(hana, classroom, guest.id, clock.now)
    clock.advance(days=61)
    tidying._drop_guests(clock.now)
    with pytest.raises(NotFound):
        rosters.bring_back(hana, classroom, guest.id, clock.now)

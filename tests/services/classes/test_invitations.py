"""One-time links: seven days, one use, one purpose."""

import pytest
from support import PASSWORD, visitor_of

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.services.classes import classes, invitations, joining, rosters
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.people import accounts
from quizapp.services.people.accounts import ANONYMOUS, Visitor

ADDRESS = "192.0.2.1"


def roles(hana, classroom, clock):
    return {one.name: one.role for one in rosters.roster(hana, classroom, clock.now.date()).helpers}


def test_a_password_link_lets_its_holder_choose_and_signs_out_elsewhere(ryo, student, clock):
    before = accounts.sign_in("sora", PASSWORD, now=clock.now, agent="", address=ADDRESS)
    token = invitations.for_password(ryo, student.id, clock.now)
    assert invitations.offer(token, clock.now).username == "sora"
    with pytest.raises(Invalid):
        invitations.accept_password(token, "short", now=clock.now, agent="")
    mark = invitations.accept_password(token, "three grey geese", now=clock.now, agent="")
    assert accounts.visitor(mark).username == "sora"
    assert not accounts.visitor(before).signed_in
    with pytest.raises(NotFound):
        invitations.accept_password(token, "four grey geese", now=clock.now, agent="")


def test_a_newer_password_link_ends_the_older(ryo, student, other_student, clock):
    old, others, new = (invitations.for_password(ryo, who.id, clock.now) for who in (student, other_student, student))
    with pytest.raises(NotFound):
        invitations.offer(old, clock.now)
    assert [invitations.offer(token, clock.now).username for token in (others, new)] == ["yuna", "sora"]


def test_links_end_after_seven_days(ryo, hana, student, classroom, clock):
    tokens = [
        invitations.for_password(ryo, student.id, clock.now),
        invitations.for_teacher(ryo, clock.now),
        invitations.for_staff(hana, classroom, "assistant", clock.now),
    ]
    clock.advance(days=6, hours=23)
    assert [invitations.offer(token, clock.now).kind for token in tokens] == ["password", "teacher", "staff"]
    clock.advance(hours=1)
    for token in tokens:
        with pytest.raises(NotFound):
            invitations.offer(token, clock.now)


def test_a_closed_account_is_not_opened_by_a_link(ryo, student, clock):
    token = invitations.for_password(ryo, student.id, clock.now)
    accounts.disable("sora", clock.now)
    with pytest.raises(NotFound):
        invitations.accept_password(token, "three grey geese", now=clock.now, agent="")


def test_only_administrators_make_links_for_passwords_and_teachers(hana, ryo, student, guest_id, clock):
    for who in (hana, visitor_of(student), ANONYMOUS):
        with pytest.raises(NotAllowed):
            invitations.for_password(who, student.id, clock.now)
        with pytest.raises(NotAllowed):
            invitations.for_teacher(who, clock.now)
    for user_id in (guest_id, 10_000):
        with pytest.raises(NotFound):
            invitations.for_password(ryo, user_id, clock.now)


@pytest.fixture
def guest_id(database, clock):
    return accounts.visitor(accounts.start_guest(clock.now, "")).id


def test_a_link_for_a_teacher_makes_one_and_no_administrator(ryo, clock):
    token = invitations.for_teacher(ryo, clock.now)
    who = accounts.visitor(accounts.accept(token, "rin", PASSWORD, now=clock.now, agent=""))
    assert (who.username, who.role) == ("rin", "teacher")
    with pytest.raises(NotFound):
        accounts.accept(token, "other", PASSWORD, now=clock.now, agent="")


def test_a_link_does_what_it_was_made_for_and_nothing_else(ryo, hana, mio, student, classroom, clock):
    password = invitations.for_password(ryo, student.id, clock.now)
    teacher = invitations.for_teacher(ryo, clock.now)
    staff = invitations.for_staff(hana, classroom, "assistant", clock.now)
    for token in (password, staff):
        with pytest.raises(NotFound):
            accounts.accept(token, "rin", PASSWORD, now=clock.now, agent="")
    for token in (teacher, staff):
        with pytest.raises(NotFound):
            invitations.accept_password(token, "three grey geese", now=clock.now, agent="")
    for token in (password, teacher):
        with pytest.raises(NotFound):
            invitations.accept_place(mio, token, clock.now)


def test_a_colleague_teaches_the_class(hana, mio, classroom, clock):
    token = invitations.for_staff(hana, classroom, "teacher", clock.now)
    assert invitations.accept_place(mio, token, clock.now) == classroom
    assert roles(hana, classroom, clock) == {"Hana": "teacher", "Mio": "teacher"}
    with pytest.raises(NotFound):
        invitations.accept_place(mio, token, clock.now)


def test_whoever_has_an_account_assists_but_only_teachers_teach(hana, student, guest_id, classroom, clock):
    sora = visitor_of(student)
    teaching = invitations.for_staff(hana, classroom, "teacher", clock.now)
    assisting = invitations.for_staff(hana, classroom, "assistant", clock.now)
    with pytest.raises(NotAllowed):
        invitations.accept_place(sora, teaching, clock.now)
    for nobody in (ANONYMOUS, Visitor(id=guest_id, guest=True, role="student")):
        with pytest.raises(NotAllowed):
            invitations.accept_place(nobody, assisting, clock.now)
    invitations.accept_place(sora, assisting, clock.now)
    assert roles(hana, classroom, clock)["Sora"] == "assistant"
    assert invitations.offer(teaching, clock.now).role == "teacher", "a refusal does not use it up"


def test_a_student_is_promoted_and_a_teacher_never_demoted(hana, mio, student, classroom, clock):
    sora = visitor_of(student)
    code = classes.board(hana, classroom, clock.now).classroom.code
    joining.join(sora, code, "Sora K.", now=clock.now, agent="", address=ADDRESS)
    invitations.accept_place(sora, invitations.for_staff(hana, classroom, "assistant", clock.now), clock.now)
    invitations.accept_place(hana, invitations.for_staff(hana, classroom, "assistant", clock.now), clock.now)
    assert roles(hana, classroom, clock) == {"Hana": "teacher", "Sora K.": "assistant"}
    rosters.remove(hana, classroom, sora.id, clock.now)
    invitations.accept_place(sora, invitations.for_staff(hana, classroom, "assistant", clock.now), clock.now)
    assert roles(hana, classroom, clock)["Sora K."] == "assistant", "a link brings back who was removed"


def test_a_name_that_the_class_has_is_told_and_the_link_stays_good(hana, mio, classroom, clock):
    code = classes.board(hana, classroom, clock.now).classroom.code
    joining.join(ANONYMOUS, code, "Mio", now=clock.now, agent="", address=ADDRESS)
    token = invitations.for_staff(hana, classroom, "teacher", clock.now)
    with pytest.raises(Invalid):
        invitations.accept_place(mio, token, clock.now)
    assert invitations.offer(token, clock.now).role == "teacher"


def test_an_archived_class_takes_nobody_in(hana, mio, classroom, clock):
    token = invitations.for_staff(hana, classroom, "teacher", clock.now)
    classes.archive(hana, classroom, archived=True, now=clock.now)
    with pytest.raises(NotFound):
        invitations.accept_place(mio, token, clock.now)
    with pytest.raises(Invalid):
        invitations.for_staff(hana, classroom, "teacher", clock.now)


def test_who_may_not_invite(hana, mio, student, classroom, clock):
    sora = visitor_of(student)
    for who in (mio, sora, ANONYMOUS):
        with pytest.raises(NotFound):
            invitations.for_staff(who, classroom, "assistant", clock.now)
    invitations.accept_place(sora, invitations.for_staff(hana, classroom, "assistant", clock.now), clock.now)
    with pytest.raises(NotAllowed):
        invitations.for_staff(sora, classroom, "assistant", clock.now)
    with pytest.raises(Invalid):
        invitations.for_staff(hana, classroom, "student", clock.now)


def test_links_are_written_down_without_their_token(ryo, student, clock, settings):
    token = invitations.for_password(ryo, student.id, clock.now)
    with transaction(write=False) as connection:
        assert [(one.actor, one.action) for one in log.entries(connection, "account:sora")] == [("ryo", "password link")]
    for path in settings["INSTANCE"].glob("quizapp.db*"):
        assert token.encode() not in path.read_bytes()

"""Classes: codes, names, roles, who sees what, and what happens to guests."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from support import visitor_of

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks
from quizapp.db.models import Account, MembershipRow
from quizapp.services.classes import classes, joining, rosters
from quizapp.services.errors import Invalid, NotAllowed, NotFound, TooMany
from quizapp.services.learning import guests
from quizapp.services.people import accounts, limits
from quizapp.services.people.accounts import ANONYMOUS, Visitor
from quizapp.services.site import tidying

ADDRESS = "192.0.2.1"


@pytest.fixture
def classroom(hana, clock):
    return classes.create(hana, " History  9b ", "", clock.now)


@pytest.fixture
def code_of(hana, clock):
    return lambda class_id: classes.board(hana, class_id, clock.now).classroom.code


@pytest.fixture
def join(code_of, classroom, clock):
    def enter(name, who=ANONYMOUS, code=None):
        values = {"now": clock.now, "agent": "", "address": ADDRESS}
        return joining.join(who, code or code_of(classroom), name, **values)

    return enter


@pytest.fixture
def guest_of(join):
    return lambda name: accounts.visitor(join(name)[1])


def shelf(who):
    with transaction(write=False) as connection:
        return [one.deck for one in begun_decks.shelf(connection, who.id) if one.mine]


def member(user_id):
    with transaction(write=False) as connection:
        return connection.execute(select(MembershipRow).where(MembershipRow.user_id == user_id)).one_or_none()


def test_a_class_has_a_code_of_40_bits_and_its_maker_as_teacher(hana, classroom, clock, code_of):
    place = classes.board(hana, classroom, clock.now)
    assert len(set(classes.ALPHABET)) == 32
    assert len(place.classroom.code) == 8
    assert set(place.classroom.code) <= set(classes.ALPHABET)
    assert place.classroom.code_until == clock.now + timedelta(days=14)
    assert (place.classroom.name, place.role) == ("History 9b", "teacher")


@pytest.mark.parametrize(
    ("name", "code"), [("  ", "empty"), ("x" * 81, "long"), ("9b\u202e", "characters"), ("9\x07b", "characters"), ("\u3164", "characters")]
)
def test_a_class_needs_a_name_that_can_be_shown(hana, clock, name, code):
    with pytest.raises(Invalid) as refused:
        classes.create(hana, name, "", clock.now)
    assert (refused.value.field, refused.value.code) == ("name", code)


def test_only_teachers_make_classes_and_only_in_zones_that_exist(hana, sora, clock):
    with pytest.raises(NotAllowed):
        classes.create(sora, "Mine", "", clock.now)
    with pytest.raises(Invalid):
        classes.create(hana, "Mine", "Moon/Base", clock.now)


@pytest.mark.parametrize("typed", ["abcd efgh", "ABCD-EFGH", " abcd–EFGH ", "ＡＢＣＤ　ＥＦＧＨ"])
def test_how_a_code_is_typed_does_not_matter(typed):
    assert joining.clean_code(typed) == "ABCDEFGH"


@pytest.mark.parametrize("typed", ["", "ABCDEFG", "ABCDEFGHJ", "ABCDEFG0", "ABCDEFGÜ"])
def test_what_can_be_no_code(typed):
    assert joining.clean_code(typed) == ""


def test_a_visitor_is_a_member_at_once_under_a_name_of_any_script(join, classroom):
    class_id, mark = join("김서연")
    who = accounts.visitor(mark)
    assert who.guest
    assert class_id == classroom
    assert (member(who.id).role, member(who.id).name) == ("student", "김서연")


def test_who_is_signed_in_joins_as_they_are(join, sora, classroom):
    assert join("Sora", sora) == (classroom, "")
    assert member(sora.id).name == "Sora"
    assert join("Another name", sora) == (classroom, ""), "twice is once"
    assert member(sora.id).name == "Sora"


@pytest.mark.parametrize(
    ("name", "code"), [("", "empty"), ("x" * 41, "long"), ("a\nb\x00", "characters"), ("MINA ", "taken"), ("Мina", "taken")]
)
def test_names_that_are_refused(join, name, code):
    join("Mina")
    with pytest.raises(Invalid) as refused:
        join(name)
    assert (refused.value.field, refused.value.code) == ("name", code)


def refusal(join, *arguments):
    with pytest.raises(Invalid) as refused:
        join(*arguments)
    return refused.value.code


def test_codes_that_let_nobody_in(hana, join, classroom, code_of, clock):
    code = code_of(classroom)
    assert refusal(join, "Mina", ANONYMOUS, "ABCDEFGH") == "unknown"
    classes.renew_code(hana, classroom, 1, clock.now)
    assert refusal(join, "Mina", ANONYMOUS, code) == "unknown", "the old one after a new one"
    code = code_of(classroom)
    clock.advance(days=1)
    assert refusal(join, "Mina", ANONYMOUS, code) == "expired"
    classes.renew_code(hana, classroom, 1, clock.now)
    code = code_of(classroom)
    classes.revoke_code(hana, classroom, clock.now)
    assert refusal(join, "Mina", ANONYMOUS, code) == "unknown"
    with pytest.raises(NotFound):
        code_of(classroom)
    with pytest.raises(Invalid):
        classes.renew_code(hana, classroom, 10_000, clock.now)


def test_wrong_codes_are_limited_and_a_right_one_passes(join, clock):
    for _ in range(limits.WRONG_CODES_AN_HOUR):
        assert refusal(join, "Mina", ANONYMOUS, "ABCDEFGH") == "unknown"
    with pytest.raises(TooMany):
        join("Mina", code="ABCDEFGH")
    assert join("Mina")
    clock.advance(hours=1)
    assert refusal(join, "Mio", ANONYMOUS, "ABCDEFGH") == "unknown"


def test_wrong_codes_of_one_account_do_not_slow_others_at_its_address(join, sora):
    for _ in range(limits.WRONG_CODES_AN_HOUR):
        assert refusal(join, "Sora", sora, "ABCDEFGH") == "unknown"
    with pytest.raises(TooMany):
        join("Sora", sora, code="ABCDEFGH")
    assert refusal(join, "Mina", ANONYMOUS, "ABCDEFGH") == "unknown"


def test_accounts_only(hana, join, classroom, guest_of, sora, clock):
    early = guest_of("Early")
    classes.change(hana, classroom, name="History 9b", zone="", accounts_only=True, now=clock.now)
    assert refusal(join, "Mina") == "accounts"
    assert join("Sora", sora)
    assert member(early.id).removed_at is None, "who was in before stays"


def test_removed_and_brought_back(hana, join, sora, classroom, clock, code_of):
    join("Sora", sora)
    rosters.remove(hana, classroom, sora.id, clock.now)
    with pytest.raises(NotFound):
        classes.page(sora, classroom, clock.now.date())
    with pytest.raises(NotFound):
        rosters.student_page(hana, classroom, sora.id, clock.now.date())
    assert refusal(join, "Sora", sora) == "removed"
    assert classes.mine(sora) == []
    rosters.bring_back(hana, classroom, sora.id, clock.now)
    assert classes.page(sora, classroom, clock.now.date()).place.role == "student"


def test_a_name_that_is_taken_meanwhile_is_not_brought_back(hana, join, sora, classroom, clock):
    join("Sora", sora)
    rosters.remove(hana, classroom, sora.id, clock.now)
    join("Sora")
    with pytest.raises(Invalid):
        rosters.bring_back(hana, classroom, sora.id, clock.now)


def test_roles_by_account(hana, mio, sora, join, guest_of, classroom, clock):
    join("Mio", mio)
    join("Sora", sora)
    guest = guest_of("Guest")
    rosters.rename(hana, classroom, sora.id, "Sora K.", "assistant", clock.now)
    rosters.rename(hana, classroom, mio.id, "Mio", "teacher", clock.now)
    assert (member(sora.id).name, member(sora.id).role, member(mio.id).role) == ("Sora K.", "assistant", "teacher")
    for who, role in ((sora, "teacher"), (guest, "assistant"), (guest, "teacher"), (sora, "admin")):
        with pytest.raises(Invalid):
            rosters.rename(hana, classroom, who.id, "A name", role, clock.now)


def test_a_class_keeps_a_teacher(hana, mio, join, classroom, clock):
    for refused in (
        lambda: rosters.remove(hana, classroom, hana.id, clock.now),
        lambda: rosters.rename(hana, classroom, hana.id, "Hana", "student", clock.now),
        lambda: classes.leave(hana, classroom, clock.now),
    ):
        with pytest.raises(Invalid):
            refused()
    join("Mio", mio)
    rosters.rename(hana, classroom, mio.id, "Mio", "teacher", clock.now)
    classes.leave(hana, classroom, clock.now)
    assert [one.id for one in classes.taught(mio)] == [classroom]
    assert classes.taught(hana) == []


def changes(who, classroom, user_id, clock):
    return [
        lambda: classes.change(who, classroom, name="Other", zone="", accounts_only=False, now=clock.now),
        lambda: classes.renew_code(who, classroom, 14, clock.now),
        lambda: classes.revoke_code(who, classroom, clock.now),
        lambda: classes.give(who, classroom, "harbour", clock.now),
        lambda: classes.take_away(who, classroom, "harbour", clock.now),
        lambda: rosters.rename(who, classroom, user_id, "Other", "student", clock.now),
        lambda: rosters.remove(who, classroom, user_id, clock.now),
        lambda: rosters.bring_back(who, classroom, user_id, clock.now),
    ]


def test_what_an_assistant_sees_and_may_not_change(hana, join, sora, guest_of, classroom, clock):
    join("Sora", sora)
    guest = guest_of("Mina")
    rosters.rename(hana, classroom, sora.id, "Sora", "assistant", clock.now)
    day = clock.now.date()
    assert [one.name for one in rosters.roster(sora, classroom, day).students] == ["Mina"]
    assert rosters.student_page(sora, classroom, guest.id, day).member.name == "Mina"
    archiving = lambda: classes.archive(sora, classroom, archived=True, now=clock.now)  # noqa: E731
    for change in [*changes(sora, classroom, guest.id, clock), archiving, lambda: rosters.member_page(sora, classroom, guest.id, day)]:
        with pytest.raises(NotAllowed):
            change()


def test_for_everybody_else_a_class_does_not_exist(hana, mio, join, sora, guest_of, classroom, clock):
    join("Sora", sora)
    day = clock.now.date()
    for who in (mio, sora, guest_of("Mina"), ANONYMOUS):
        seen = [
            lambda who=who: rosters.roster(who, classroom, day),
            lambda who=who: rosters.student_page(who, classroom, sora.id, day),
            lambda who=who: rosters.member_page(who, classroom, sora.id, day),
            lambda who=who: classes.board(who, classroom, clock.now),
            lambda who=who: classes.archive(who, classroom, archived=True, now=clock.now),
        ]
        for look in [*changes(who, classroom, sora.id, clock), *seen]:
            with pytest.raises(NotFound):
                look()
    with pytest.raises(NotFound):
        classes.page(mio, classroom, day)


def test_an_administrator_sees_and_looks_after_every_class(admin, join, sora, classroom, clock):
    ryo = visitor_of(admin)
    join("Sora", sora)
    assert [one.id for one in classes.taught(ryo)] == [classroom]
    rosters.rename(ryo, classroom, sora.id, "Sora K.", "student", clock.now)
    assert rosters.roster(ryo, classroom, clock.now.date()).students[0].name == "Sora K."


def test_who_is_no_teacher_any_more_keeps_no_power(hana, classroom, clock):
    with pytest.raises(NotFound):
        rosters.roster(Visitor(id=hana.id, username="hana", role="student"), classroom, clock.now.date())


def test_a_student_page_is_of_a_student_of_this_class(hana, sora, classroom, clock):
    other = classes.create(hana, "Other", "", clock.now)
    values = {"now": clock.now, "agent": "", "address": ADDRESS}
    joining.join(sora, classes.board(hana, other, clock.now).classroom.code, "Sora", **values)
    for user_id in (sora.id, hana.id, 10_000):
        with pytest.raises(NotFound):
            rosters.student_page(hana, classroom, user_id, clock.now.date())
    assert rosters.student_page(hana, other, sora.id, clock.now.date()).progress is None


def test_an_archived_class_can_only_be_read(hana, join, sora, classroom, clock, code_of):
    join("Sora", sora)
    code = code_of(classroom)
    classes.archive(hana, classroom, archived=True, now=clock.now)
    assert refusal(join, "Mina", ANONYMOUS, code) == "unknown"
    for change in changes(hana, classroom, sora.id, clock):
        with pytest.raises(Invalid) as refused:
            change()
        assert (refused.value.field, refused.value.code) == ("class", "archived")
    assert rosters.roster(hana, classroom, clock.now.date()).students[0].name == "Sora"
    classes.archive(hana, classroom, archived=False, now=clock.now)
    classes.give(hana, classroom, "harbour", clock.now)


def test_decks_given_are_my_decks_while_the_class_is_live(hana, join, sora, classroom, clock):
    join("Sora", sora)
    assert shelf(sora) == []
    classes.give(hana, classroom, "knots", clock.now)
    classes.give(hana, classroom, "knots", clock.now)
    assert shelf(sora) == ["knots"]
    assert shelf(hana) == [], "who teaches it does not study it"
    with pytest.raises(NotFound):
        classes.give(hana, classroom, "nothing", clock.now)
    page = classes.page(sora, classroom, clock.now.date())
    assert [deck.id for deck in page.decks] == ["knots"]
    rosters.remove(hana, classroom, sora.id, clock.now)
    assert shelf(sora) == []
    rosters.bring_back(hana, classroom, sora.id, clock.now)
    classes.archive(hana, classroom, archived=True, now=clock.now)
    assert shelf(sora) == []
    classes.archive(hana, classroom, archived=False, now=clock.now)
    classes.take_away(hana, classroom, "knots", clock.now)
    assert shelf(sora) == []


def test_a_given_deck_that_was_stopped_stays_stopped(hana, join, sora, classroom, clock):
    from quizapp.services.learning import my_decks

    join("Sora", sora)
    classes.give(hana, classroom, "knots", clock.now)
    with transaction(write=True) as connection:
        begun_decks.start_deck(connection, sora.id, "knots", clock.now.date())
    my_decks.set_stopped(sora.id, "knots", stopped=True)
    assert shelf(sora) == []


def test_guests_in_a_live_class_are_not_dropped(hana, app, guest_of, classroom, clock):
    kept, removed = guest_of("Mina"), guest_of("Yuna")
    rosters.remove(hana, classroom, removed.id, clock.now)
    clock.advance(days=61)
    tidying.tidy(app.extensions["quizapp.settings"], clock.now)
    with transaction(write=False) as connection:
        assert set(connection.scalars(select(Account.id).where(Account.username.is_(None)))) == {kept.id}
    classes.archive(hana, classroom, archived=True, now=clock.now)
    clock.advance(days=60)
    tidying.tidy(app.extensions["quizapp.settings"], clock.now)
    with transaction(write=False) as connection:
        assert connection.scalars(select(Account.id).where(Account.username.is_(None))).all() == [kept.id]
    clock.advance(days=1)
    tidying.tidy(app.extensions["quizapp.settings"], clock.now)
    with transaction(write=False) as connection:
        assert connection.scalars(select(Account.id).where(Account.username.is_(None))).all() == []


def test_the_membership_of_a_guest_moves_to_the_account(guest_of, sora, student, classroom, clock):
    from support import PASSWORD

    guest = guest_of("Mina")
    mark = accounts.sign_in(student.username, PASSWORD, now=clock.now, agent="", address=ADDRESS, before=guest)
    guests.settle(guest, mark, bring=True)
    assert (member(sora.id).name, member(guest.id)) == ("Mina", None)


def test_the_membership_of_the_account_holds_against_that_of_a_guest(hana, join, guest_of, sora, student, classroom, clock):
    from support import PASSWORD

    join("Sora", sora)
    rosters.remove(hana, classroom, sora.id, clock.now)
    guest = guest_of("Mina")
    mark = accounts.sign_in(student.username, PASSWORD, now=clock.now, agent="", address=ADDRESS, before=guest)
    guests.settle(guest, mark, bring=True)
    assert (member(sora.id).name, member(sora.id).removed_at, member(guest.id)) == ("Sora", clock.now, None)


def happened(hana, classroom, clock):
    return [(line.actor, line.action, line.what) for line in rosters.roster(hana, classroom, clock.now.date()).happened][::-1]


def test_what_happens_in_a_class_is_written_down(hana, join, sora, classroom, clock):
    join("Sora", sora)
    classes.change(hana, classroom, name="History 10b", zone="", accounts_only=False, now=clock.now)
    classes.change(hana, classroom, name="History 10b", zone="Asia/Seoul", accounts_only=False, now=clock.now)
    classes.renew_code(hana, classroom, 1, clock.now)
    classes.revoke_code(hana, classroom, clock.now)
    classes.give(hana, classroom, "harbour", clock.now)
    classes.give(hana, classroom, "harbour", clock.now)
    classes.take_away(hana, classroom, "harbour", clock.now)
    rosters.rename(hana, classroom, sora.id, "Sora K.", "assistant", clock.now)
    rosters.remove(hana, classroom, sora.id, clock.now)
    rosters.bring_back(hana, classroom, sora.id, clock.now)
    rosters.bring_back(hana, classroom, sora.id, clock.now)
    for archived in (True, True, False):
        classes.archive(hana, classroom, archived=archived, now=clock.now)
    assert happened(hana, classroom, clock) == [
        ("hana", "created", ""),
        ("hana", "code made", ""),
        ("sora", "joined", "Sora K."),
        ("hana", "renamed", "History 9b → History 10b"),
        ("hana", "settings", ""),
        ("hana", "code made", ""),
        ("hana", "code revoked", ""),
        ("hana", "given", "harbour"),
        ("hana", "taken", "harbour"),
        ("hana", "made assistant", "Sora K."),
        ("hana", "removed", "Sora K."),
        ("hana", "returned", "Sora K."),
        ("hana", "archived", ""),
        ("hana", "opened", ""),
    ]
    assert rosters.roster(sora, classroom, clock.now.date()).happened == [], "an assistant does not read it"


def test_a_refusal_is_not_written_down(hana, sora, join, classroom, clock):
    join("Sora", sora)
    before = happened(hana, classroom, clock)
    for change in changes(sora, classroom, sora.id, clock):
        with pytest.raises(NotFound):
            change()
    assert happened(hana, classroom, clock) == before


def test_who_left_is_told_from_who_was_removed(hana, join, sora, guest_of, classroom, clock):
    join("Sora", sora)
    mina = guest_of("Mina")
    rosters.remove(hana, classroom, sora.id, clock.now)
    rosters.bring_back(hana, classroom, sora.id, clock.now)
    classes.leave(sora, classroom, clock.now)
    rosters.remove(hana, classroom, mina.id, clock.now)
    assert rosters.roster(hana, classroom, clock.now.date()).left == {sora.id}
    assert rosters.member_page(hana, classroom, sora.id, clock.now.date()).left
    assert not rosters.member_page(hana, classroom, mina.id, clock.now.date()).left


def test_a_copy_for_a_new_year_has_decks_and_zone_and_nobody(hana, join, sora, clock):
    old = classes.create(hana, "History 9b", "Asia/Seoul", clock.now)
    classes.give(hana, old, "harbour", clock.now)
    join("Sora", sora)
    classes.archive(hana, old, archived=True, now=clock.now)
    new, left = classes.copy(hana, old, "History 10b", clock.now)
    roster = rosters.roster(hana, new, clock.now.date())
    assert (left, roster.place.classroom.name, roster.place.classroom.zone) == (0, "History 10b", "Asia/Seoul")
    assert ([deck.id for deck in roster.decks], roster.students, [one.name for one in roster.helpers]) == (["harbour"], [], ["Hana"])
    assert classes.good(roster.place.classroom, clock.now)


def test_a_copy_leaves_the_decks_of_other_teachers_behind(hana, mio, classroom, clock):
    from sqlalchemy import insert, update

    from quizapp.db.models import ClassDeck, DeckOwner, DeckRow

    with transaction(write=True) as connection:
        connection.execute(update(DeckRow).where(DeckRow.id == "knots").values(visibility="class", origin="database"))
        connection.execute(insert(DeckOwner).values(user_id=mio.id, deck_id="knots"))
        connection.execute(insert(ClassDeck).values(class_id=classroom, deck_id="knots"))
    new, left = classes.copy(hana, classroom, "History 10b", clock.now)
    assert left == 1
    assert rosters.roster(hana, new, clock.now.date()).decks == []


def test_who_may_not_copy_a_class(hana, mio, sora, join, classroom, clock):
    join("Sora", sora)
    for who in (mio, sora, ANONYMOUS):
        with pytest.raises(NotFound):
            classes.copy(who, classroom, "Mine", clock.now)
    rosters.rename(hana, classroom, sora.id, "Sora", "assistant", clock.now)
    with pytest.raises(NotAllowed):
        classes.copy(sora, classroom, "Mine", clock.now)
    with pytest.raises(Invalid):
        classes.copy(hana, classroom, " ", clock.now)


def test_a_test_student_is_made_once_and_counts_nowhere(hana, classroom, clock):
    from quizapp.services.classes import student_view

    first, again = (student_view.begin(hana, classroom, now=clock.now, agent="") for _ in range(2))
    who = accounts.visitor(first.mark)
    assert who.id == accounts.visitor(again.mark).id
    assert classes.page(who, classroom, clock.now.date()).place.role == "tester"
    roster = rosters.roster(hana, classroom, clock.now.date())
    assert (roster.students, [one.name for one in roster.helpers], roster.removed) == ([], ["Hana"], [])
    assert [one.students for one in classes.taught(hana)] == [0]
    assert classes.taught(who) == []
    for page in (rosters.member_page, rosters.student_page):
        with pytest.raises(NotFound):
            page(hana, classroom, who.id, clock.now.date())
    classes.give(hana, classroom, "knots", clock.now)
    assert shelf(who) == ["knots"]


def test_every_teacher_has_a_test_student_of_their_own(hana, mio, join, sora, classroom, clock):
    from quizapp.services.classes import student_view

    join("hana m")
    join("Mio", mio)
    join("Sora", sora)
    rosters.rename(hana, classroom, mio.id, "Mio", "teacher", clock.now)
    rosters.rename(hana, classroom, sora.id, "Sora", "assistant", clock.now)
    marks = [student_view.begin(who, classroom, now=clock.now, agent="").mark for who in (hana, mio)]
    assert len({accounts.visitor(mark).id for mark in marks}) == 2
    with pytest.raises(NotAllowed):
        student_view.begin(sora, classroom, now=clock.now, agent="")
    for who in (accounts.visitor(marks[0]), ANONYMOUS):
        with pytest.raises(NotFound):
            student_view.begin(who, classroom, now=clock.now, agent="")
    classes.archive(hana, classroom, archived=True, now=clock.now)
    with pytest.raises(Invalid):
        student_view.begin(hana, classroom, now=clock.now, agent="")

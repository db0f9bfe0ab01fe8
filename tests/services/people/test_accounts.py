"""Accounts: created, signed in to, given another password, managed."""

import pytest
from support import make_invitation

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.models import Account
from quizapp.services.classes import invitations
from quizapp.services.errors import DatabaseUnavailable, Invalid, NotFound, TooMany
from quizapp.services.people import accounts, names, passwords, sign_ins
from quizapp.services.people.accounts import ANONYMOUS
from quizapp.services.site import my_data

PASSWORD = "three brown hens"
OTHER = "four green ducks"
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def sign_in(clock):
    def enter(username="sora", password=PASSWORD, address=HOME, **options):
        return accounts.sign_in(username, password, now=clock.now, agent="", address=address, **options)

    return enter


@pytest.fixture
def register(clock):
    def make(username, password=PASSWORD, **options):
        return accounts.register(username, password, now=clock.now, agent="", **options)

    return make


def works(token, clock):
    try:
        return invitations.offer(token, clock.now).kind == "admin"
    except NotFound:
        return False


def noted():
    with transaction(write=False) as connection:
        return [(one.actor, one.action, one.object) for one in log.entries(connection)]


def row(user_id):
    with transaction(write=False) as connection:
        return connection.execute(Account.__table__.select().where(Account.id == user_id)).one_or_none()


def refused(field, code, action, *arguments, **options):
    with pytest.raises(Invalid) as error:
        action(*arguments, **options)
    assert (error.value.field, error.value.code) == (field, code)


def test_a_guest_is_somebody_without_a_name(clock):
    guest = accounts.visitor(accounts.start_guest(clock.now, "Firefox/1"))
    assert (guest.signed_in, guest.guest, guest.name, guest.username) == (True, True, "", "")


def test_who_registers_is_signed_in_as_a_student(register):
    who = accounts.visitor(register("Mina Park", display_name="Mina"))
    assert (who.signed_in, who.guest, who.name, who.username, who.role) == (True, False, "Mina", "Mina Park", "student")


def test_without_a_name_to_show_it_is_the_name_to_sign_in_with(register):
    assert accounts.visitor(register("김민준")).name == "김민준"


def test_the_password_is_stored_as_a_hash(register):
    stored = row(accounts.visitor(register("mina")).id).password_hash
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


@pytest.mark.parametrize("username", ["Sora", "ｓｏｒａ", "s0ra", "ѕorа", " sora "])
def test_a_name_that_looks_like_another_is_taken(register, student, username):
    refused("username", "taken", register, username)


def test_a_guest_who_registers_keeps_the_row(register, clock):
    mark = accounts.start_guest(clock.now, "")
    guest = accounts.visitor(mark)
    who = accounts.visitor(register("mina", before=guest))
    assert (who.id, who.guest) == (guest.id, False)
    assert accounts.visitor(mark) is ANONYMOUS


def test_a_guest_who_chooses_a_taken_name_stays_a_guest(register, clock, student):
    mark = accounts.start_guest(clock.now, "")
    refused("username", "taken", register, "sora", before=accounts.visitor(mark))
    assert accounts.visitor(mark).guest


def test_the_holder_of_an_account_who_registers_gets_another_one(register):
    mark = register("mina")
    first = accounts.visitor(mark)
    second = accounts.visitor(register("hana", before=first))
    assert second.id != first.id
    assert accounts.visitor(mark) is ANONYMOUS
    assert row(first.id).username == "mina"


def test_a_guest_who_became_somebody_meanwhile_is_not_renamed(register, clock):
    guest = accounts.visitor(accounts.start_guest(clock.now, ""))
    register("mina", before=guest)
    refused("username", "taken", register, "other", before=guest)
    assert row(guest.id).username == "mina"


def test_sign_in_with_any_spelling_of_the_name(sign_in, student):
    assert accounts.visitor(sign_in(" ＳＯＲＡ ")).id == student.id


@pytest.mark.parametrize(
    ("username", "password"),
    [("sora", "three brown henS"), ("sora", ""), ("nobody", PASSWORD), ("", ""), ("\x00", "\x00"), ("\ud800", "\ud800")],
)
def test_whatever_does_not_match_is_refused_with_one_answer(sign_in, student, username, password):
    refused("password", "mismatch", sign_in, username, password)


def test_an_unknown_name_takes_a_hash_as_well(sign_in, student, monkeypatch):
    compared = []
    real = passwords.hasher
    monkeypatch.setattr(
        passwords, "hasher", type("Spy", (), {"verify": lambda _, stored, given: compared.append(stored) or real.verify(stored, given)})()
    )
    refused("password", "mismatch", sign_in, "sora", "wrong password")
    refused("password", "mismatch", sign_in, "nobody", "wrong password")
    assert len(compared) == 2


def test_a_sign_in_ends_the_one_before(sign_in, student):
    first = sign_in()
    second = sign_in(before=accounts.visitor(first))
    assert accounts.visitor(first) is ANONYMOUS
    assert accounts.visitor(second).id == student.id


def test_sign_ins_on_two_devices_stand_beside_each_other(sign_in, student):
    first, second = sign_in(), sign_in()
    assert first != second
    accounts.sign_out(second)
    assert accounts.visitor(first).id == student.id
    assert accounts.visitor(second) is ANONYMOUS


def test_a_hash_of_other_costs_is_renewed_at_sign_in(sign_in, student, monkeypatch):
    from argon2 import PasswordHasher

    before = row(student.id).password_hash
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    sign_in()
    after = row(student.id).password_hash
    assert after != before
    sign_in()
    assert row(student.id).password_hash == after


def test_guessing_is_slowed_down_and_the_owner_gets_in_from_elsewhere(sign_in, student, clock):
    for _ in range(5):
        refused("password", "mismatch", sign_in, "sora", "wrong password")
    with pytest.raises(TooMany) as error:
        sign_in("sora", PASSWORD)
    assert error.value.minutes == 1
    assert accounts.visitor(sign_in("sora", PASSWORD, address=ELSEWHERE)).id == student.id
    clock.advance(minutes=1)
    assert accounts.visitor(sign_in("sora", PASSWORD)).id == student.id


def test_tries_at_once_do_not_slip_through(sign_in, student, monkeypatch):
    """Somebody guesses right while five wrong guesses are stored at the same moment."""
    real = passwords.matches

    def slow(password, stored):
        monkeypatch.setattr(passwords, "matches", real)
        for _ in range(5):
            refused("password", "mismatch", sign_in, "sora", "wrong password")
        return real(password, stored)

    monkeypatch.setattr(passwords, "matches", slow)
    with pytest.raises(TooMany):
        sign_in("sora", PASSWORD)


def test_signing_in_rightly_writes_no_counter(sign_in, student):
    from quizapp.db.models import Counter

    sign_in()
    with transaction(write=False) as connection:
        assert connection.execute(Counter.__table__.select()).all() == []


def test_a_visit_is_noted_once_a_day(sign_in, student, clock, query_counter):
    mark = sign_in()
    clock.advance(days=3)
    with query_counter() as queries:
        accounts.visitor(mark, clock.now)
    assert len(queries) == 3
    with query_counter() as queries:
        accounts.visitor(mark, clock.now)
    assert len(queries) == 1
    assert row(student.id).active_on == clock.now.date()


def test_a_visit_counts_where_nothing_can_be_written(sign_in, student, clock, monkeypatch):
    mark = sign_in()

    def full(*_arguments):
        raise DatabaseUnavailable("disk is full")

    monkeypatch.setattr("quizapp.db.people.stored_accounts.note_visit", full)
    clock.advance(days=1)
    assert accounts.visitor(mark, clock.now).id == student.id


def test_a_new_password_ends_all_other_sign_ins(sign_in, student, clock):
    here, there = sign_in(), sign_in()
    accounts.change_password(accounts.visitor(here), PASSWORD, OTHER, now=clock.now, address=HOME)
    assert accounts.visitor(here).id == student.id
    assert accounts.visitor(there) is ANONYMOUS
    refused("password", "mismatch", sign_in, "sora", PASSWORD)
    assert accounts.visitor(sign_in("sora", OTHER)).id == student.id


def test_a_new_password_needs_the_old_one_and_must_be_good(sign_in, student, clock):
    who = accounts.visitor(sign_in())
    asked = {"now": clock.now, "address": HOME}
    refused("password", "wrong", accounts.change_password, who, "wrong password", OTHER, **asked)
    refused("new_password", "short", accounts.change_password, who, PASSWORD, "short", **asked)
    refused("new_password", "name", accounts.change_password, who, PASSWORD, "sorasorasora", **asked)
    assert accounts.visitor(sign_in()).id == student.id


def test_the_old_password_cannot_be_guessed_on_the_settings_page(sign_in, student, clock):
    who = accounts.visitor(sign_in())
    for _ in range(5):
        refused("password", "wrong", accounts.confirm, who, "wrong password", now=clock.now, address=HOME)
    with pytest.raises(TooMany):
        accounts.confirm(who, PASSWORD, now=clock.now, address=HOME)


def test_somebody_who_forgot_gets_a_password_and_is_signed_out_everywhere(sign_in, student, clock):
    mark = sign_in()
    accounts.set_password("SORA", OTHER, clock.now)
    assert accounts.visitor(mark) is ANONYMOUS
    assert accounts.visitor(sign_in("sora", OTHER)).id == student.id
    refused("password", "short", accounts.set_password, "sora", "short", clock.now)
    assert noted() == [("(server)", "new password", "account:sora")]


def test_a_closed_account_is_out_at_once_and_back_when_opened(sign_in, student, clock):
    mark = sign_in()
    accounts.disable("sora", clock.now)
    assert accounts.visitor(mark) is ANONYMOUS
    refused("password", "disabled", sign_in, "sora", PASSWORD)
    refused("password", "mismatch", sign_in, "sora", "wrong password")
    accounts.enable("sora", clock.now)
    assert accounts.visitor(sign_in()).id == student.id


def test_roles_are_given_by_name(student, sign_in, clock):
    mark = sign_in()
    accounts.set_role("sora", "teacher", clock.now)
    assert accounts.visitor(mark).role == "teacher"
    refused("role", "unknown", accounts.set_role, "sora", "king", clock.now)


@pytest.mark.parametrize(
    "action",
    [
        lambda now: accounts.set_password("nobody", OTHER, now),
        lambda now: accounts.set_role("nobody", "teacher", now),
        lambda now: accounts.disable("nobody", now),
        lambda now: accounts.enable("nobody", now),
        lambda now: my_data.erase_named("nobody", now),
    ],
)
def test_nobody_cannot_be_changed(action, clock):
    with pytest.raises(NotFound):
        action(clock.now)
    assert noted() == []


def test_what_was_done_on_the_server_is_written_down(clock):
    accounts.create("Hana", PASSWORD, now=clock.now, role="teacher")
    accounts.set_role("HANA", "admin", clock.now)
    accounts.disable("hana", clock.now)
    accounts.enable("hana", clock.now)
    my_data.erase_named("hana", clock.now)
    assert noted() == [
        ("(server)", action, "account:Hana") for action in ("deleted", "enabled", "disabled", "made admin", "added as teacher")
    ]


def test_accounts_are_made_and_listed_without_guests(clock):
    accounts.start_guest(clock.now, "")
    accounts.create("hana", PASSWORD, now=clock.now, role="teacher", display_name="Ms Hana")
    accounts.create("aki", PASSWORD, now=clock.now)
    accounts.disable("aki", clock.now)
    found = [(person.username, person.display_name, person.role, person.disabled) for person in accounts.listing()]
    assert found == [("aki", "", "student", True), ("hana", "Ms Hana", "teacher", False)]
    refused("username", "taken", accounts.create, "HANA", PASSWORD, now=clock.now)
    refused("role", "unknown", accounts.create, "rin", PASSWORD, now=clock.now, role="king")


def test_a_deleted_account_is_gone_and_its_name_is_free(sign_in, student, register, clock):
    mark = sign_in()
    my_data.erase_named("SORA", clock.now)
    assert accounts.visitor(mark) is ANONYMOUS
    assert row(student.id) is None
    register("sora")


def test_the_first_teacher_comes_by_a_link_that_works_once(clock):
    assert not accounts.teacher_exists()
    token = make_invitation("admin", clock.now)
    assert works(token, clock)
    who = accounts.visitor(accounts.accept(token, "hana", PASSWORD, now=clock.now, agent=""))
    assert (who.username, who.role) == ("hana", "admin")
    assert accounts.teacher_exists()
    assert not works(token, clock)
    with pytest.raises(NotFound):
        accounts.accept(token, "other", PASSWORD, now=clock.now, agent="")


def test_only_the_newest_link_works_and_none_once_there_is_a_teacher(clock, student):
    old, new = make_invitation("admin", clock.now), make_invitation("admin", clock.now)
    assert (works(old, clock), works(new, clock), works("", clock)) == (False, True, False)
    accounts.set_role("sora", "teacher", clock.now)
    assert not works(new, clock)
    with pytest.raises(NotFound):
        accounts.accept(new, "other", PASSWORD, now=clock.now, agent="")
    accounts.set_role("sora", "student", clock.now)
    assert works(new, clock), "a refusal does not use the link up"


def test_a_refused_name_does_not_use_the_link_up(clock, student):
    token = make_invitation("admin", clock.now)
    refused("username", "taken", accounts.accept, token, "sora", PASSWORD, now=clock.now, agent="")
    assert works(token, clock)


def test_the_link_is_stored_as_a_hash(clock, settings):
    token = make_invitation("admin", clock.now)
    for path in settings["INSTANCE"].glob("quizapp.db*"):
        assert token.encode() not in path.read_bytes()


def test_a_closed_teacher_is_no_teacher(teacher, clock):
    assert accounts.teacher_exists()
    accounts.disable("hana", clock.now)
    assert not accounts.teacher_exists()


def test_the_key_of_a_name_is_what_the_account_is_found_by(student):
    assert row(student.id).username_key == names.key("Sora")
    assert sign_ins.devices(student.id, "") == ()

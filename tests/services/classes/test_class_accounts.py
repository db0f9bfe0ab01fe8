"""Accounts created for a class: user names, first passwords, who may renew them, and every refusal."""

from datetime import date

import pytest
from support import PASSWORD, SECRET_KEY, visitor_of

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.services.classes import class_accounts, classes, joining, rosters
from quizapp.services.classes.class_accounts import RosterFault
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.people import accounts, first_passwords, passwords
from quizapp.services.people.accounts import ANONYMOUS

SEALED = {"secret_key": SECRET_KEY, "nonce": "a-nonce"}
ADDRESS = "192.0.2.1"


@pytest.fixture
def make(hana, classroom, clock):
    return lambda text: class_accounts.make(hana, classroom, text, **SEALED, now=clock.now)


@pytest.fixture
def slips(hana, classroom):
    return lambda ids: class_accounts.sheet(hana, classroom, ids, **SEALED)[1]


def sign_in(slip, clock):
    return accounts.visitor(accounts.sign_in(slip.username, slip.password, now=clock.now, agent="", address=ADDRESS))


def planned(hana, classroom, text):
    return [(one.name, one.username, one.left_out) for one in class_accounts.plan(hana, classroom, text).people]


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Ada Lovelace", "ada.lovelace"),
        ("Zoë  Müller-Łuk", "zoe.muller.łuk"),
        ("김서연", "김서연"),
        ("O'Brien", "obrien"),
        ("X", "student.x"),
        ("!?", "student"),
        ("a" * 40, "a" * class_accounts.LONGEST_BASE),
    ],
)
def test_user_names_are_made_of_names(name, username):
    assert class_accounts.readable(name) == username


def test_a_plan_stores_nothing_and_tells_who_is_left_out(hana, classroom, make_person, join_as):
    make_person("ada")
    join_as("Mina")
    text = "Ada\nMINA\nLeo\nleo\nNora;ada\nSora;sora9"
    assert planned(hana, classroom, text) == [
        ("Ada", "ada2", ""),
        ("MINA", "", "here"),
        ("Leo", "leo", ""),
        ("leo", "", "twice"),
        ("Nora", "ada", "taken"),
        ("Sora", "sora9", ""),
    ]
    assert [one.name for one in rosters.roster(hana, classroom, date.max).students] == ["Mina"]


@pytest.fixture
def join_as(hana, classroom, clock):
    def enter(name, who=ANONYMOUS):
        code = classes.board(hana, classroom, clock.now).classroom.code
        return joining.join(who, code, name, now=clock.now, agent="", address=ADDRESS)

    return enter


def test_two_names_that_make_one_user_name_get_two(hana, classroom):
    assert [username for _, username, _ in planned(hana, classroom, "Zoe\nZoë\nZoé")] == ["zoe", "zoe2", "zoe3"]


def test_an_account_is_a_student_of_the_class_with_a_first_password(hana, classroom, make, slips, clock):
    made = make("Ada Lovelace\n김서연")
    members = rosters.roster(hana, classroom, clock.now.date()).students
    assert [(one.name, one.username, one.made_in, one.account_role) for one in members] == [
        ("Ada Lovelace", "ada.lovelace", classroom, "student"),
        ("김서연", "김서연", classroom, "student"),
    ]
    for slip in slips(made):
        who = sign_in(slip, clock)
        assert who.first_password
        assert who.name == slip.name


def test_an_own_password_takes_the_place_of_the_first(make, slips, clock):
    made = make("Ada")
    (slip,) = slips(made)
    who, elsewhere = sign_in(slip, clock), sign_in(slip, clock)
    for password, code in ((slip.password, "same"), ("short", "short"), ("ada2026", "short")):
        with pytest.raises(Invalid) as refused:
            accounts.choose_password(who, password)
        assert refused.value.code == code
    accounts.choose_password(who, "three grey geese")
    assert slips(made) == []
    with pytest.raises(Invalid):
        sign_in(slip, clock)
    mark = accounts.sign_in("ada", "three grey geese", now=clock.now, agent="", address=ADDRESS)
    assert not accounts.visitor(mark).first_password
    with pytest.raises(NotAllowed):
        accounts.choose_password(accounts.visitor(mark), "four grey geese")
    assert elsewhere.token_hash != who.token_hash


def test_a_batch_is_all_or_nothing(hana, classroom, make, clock, monkeypatch):
    taken = iter([1, None])
    monkeypatch.setattr(class_accounts.stored_accounts, "add", lambda *_: next(taken))
    monkeypatch.setattr(class_accounts.stored_classes, "add_member", lambda *_, **__: None)
    with pytest.raises(Invalid) as refused:
        make("Ada\nLeo")
    assert (refused.value.field, refused.value.code) == ("people", "taken")
    monkeypatch.undo()
    assert rosters.roster(hana, classroom, clock.now.date()).students == []


def test_nobody_left_is_told(make):
    make("Ada")
    with pytest.raises(Invalid) as refused:
        make("Ada")
    assert refused.value.field == "people"


@pytest.mark.parametrize(("text", "code"), [("x" * 41, "name long"), ("Ada;<b>", "username characters"), ("Ada;x", "username short")])
def test_names_that_cannot_be_are_refused_with_their_line(hana, classroom, text, code):
    with pytest.raises(RosterFault) as refused:
        class_accounts.plan(hana, classroom, f"Leo\n{text}")
    assert (refused.value.code, refused.value.line) == (code, 2)


def test_a_new_first_password_ends_every_sign_in(hana, classroom, make, slips, clock):
    (user_id,) = make("Ada")
    who = sign_in(slips([user_id])[0], clock)
    accounts.choose_password(who, "three grey geese")
    class_accounts.renew(hana, classroom, user_id, secret_key=SECRET_KEY, nonce="another", now=clock.now)
    (slip,) = class_accounts.sheet(hana, classroom, [user_id], secret_key=SECRET_KEY, nonce="another")[1]
    assert sign_in(slip, clock).first_password
    with pytest.raises(Invalid):
        accounts.sign_in("ada", "three grey geese", now=clock.now, agent="", address=ADDRESS)


def test_a_class_of_the_next_year_can_renew_what_the_old_one_made(hana, classroom, make, clock):
    (user_id,) = make("Ada")
    classes.archive(hana, classroom, archived=True, now=clock.now)
    new, _ = classes.copy(hana, classroom, "History 10b", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, new, user_id, role="student", name="Ada", now=clock.now)
    class_accounts.renew(hana, new, user_id, **SEALED, now=clock.now)
    with pytest.raises(Invalid):
        class_accounts.renew(hana, classroom, user_id, **SEALED, now=clock.now)


def test_accounts_that_were_made_elsewhere_or_have_power_are_not_renewed(hana, classroom, make, make_person, join_as, student, clock):
    join_as("Sora", visitor_of(student))
    colleague = visitor_of(make_person("mio", role="teacher"))
    other = classes.create(colleague, "Other", "", clock.now)
    (theirs,) = class_accounts.make(colleague, other, "Rin", **SEALED, now=clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, classroom, theirs, role="student", name="Rin", now=clock.now)
    (grown,) = make("Ada")
    accounts.set_role("ada", "teacher", clock.now)
    for user_id in (student.id, theirs, grown):
        assert not rosters.member_page(hana, classroom, user_id, clock.now.date()).renewable
        with pytest.raises(NotAllowed):
            class_accounts.renew(hana, classroom, user_id, **SEALED, now=clock.now)
    with pytest.raises(NotFound):
        class_accounts.renew(hana, classroom, 10_000, **SEALED, now=clock.now)


def test_who_may_not_make_accounts(hana, classroom, make, student, make_person, join_as, clock):
    (user_id,) = make("Ada")
    sora, colleague = visitor_of(student), visitor_of(make_person("mio", role="teacher"))
    join_as("Sora", sora)

    def tries(who):
        return (
            lambda: class_accounts.plan(who, classroom, "Leo"),
            lambda: class_accounts.make(who, classroom, "Leo", **SEALED, now=clock.now),
            lambda: class_accounts.sheet(who, classroom, [user_id], **SEALED),
            lambda: class_accounts.renew(who, classroom, user_id, **SEALED, now=clock.now),
        )

    for who in (sora, colleague, ANONYMOUS):
        for refused in tries(who):
            with pytest.raises(NotFound):
                refused()
    rosters.rename(hana, classroom, sora.id, "Sora", "assistant", clock.now)
    for refused in tries(sora):
        with pytest.raises(NotAllowed):
            refused()
    classes.archive(hana, classroom, archived=True, now=clock.now)
    for refused in tries(hana):
        with pytest.raises(Invalid):
            refused()


def test_first_passwords_are_short_words_that_pass_the_rules_for_passwords():
    words = first_passwords.WORDS
    assert len(words) == len(set(words)) >= 256
    assert all(word.isascii() and word.islower() and word.isalpha() and 3 <= len(word) <= 9 for word in words)
    for nonce in map(str, range(50)):
        password = first_passwords.draw(SECRET_KEY, nonce, "ada")
        assert password.count("-") == 2
        passwords.check(password, username="ada")


def test_first_passwords_depend_on_key_batch_and_name():
    draws = [first_passwords.draw(*each) for each in (("k", "n", "ada"), ("l", "n", "ada"), ("k", "m", "ada"), ("k", "n", "leo"))]
    assert len(set(draws)) == 4
    assert draws[0] == first_passwords.draw("k", "n", "ada")
    assert PASSWORD not in draws

"""What administrators may do, what nobody else may, and that every change is logged."""

import pytest
from sqlalchemy import insert, select, update
from support import PASSWORD, visitor_of

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.models import Account, DeckOwner, DeckRow, LogEntry
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.people import accounts
from quizapp.services.people.accounts import ANONYMOUS
from quizapp.services.site import administration, tidying


@pytest.fixture
def written(database, teacher):
    """A deck that the teacher wrote in the browser."""
    with transaction(write=True) as connection:
        connection.execute(update(DeckRow).where(DeckRow.id == "knots").values(origin="database", visibility="class"))
        connection.execute(insert(DeckOwner).values(user_id=teacher.id, deck_id="knots"))
    return "knots"


def noted(of=""):
    with transaction(write=False) as connection:
        return [(one.actor, one.action, one.object) for one in log.entries(connection, of)]


def names(found):
    return [one.username for one in found.accounts]


def test_accounts_by_user_name_and_by_name_shown_without_guests(ryo, make_person, clock):
    accounts.start_guest(clock.now, "")
    make_person("mina", display_name="Kim Seoyeon")
    make_person("100%")
    assert names(administration.accounts(ryo, "", 1)) == ["100%", "mina", "ryo"]
    assert names(administration.accounts(ryo, "MÍN", 1)) == []
    assert names(administration.accounts(ryo, " Mina ", 1)) == ["mina"]
    assert names(administration.accounts(ryo, "seoy", 1)) == ["mina"]
    assert names(administration.accounts(ryo, "%", 1)) == ["100%"], "signs of SQL are letters"


def test_fifty_to_a_page(ryo, make_person):
    for number in range(60):
        make_person(f"pupil {number:02}")
    first, second = administration.accounts(ryo, "pupil", 1), administration.accounts(ryo, "pupil", 2)
    assert (len(first.accounts), len(second.accounts), first.total, first.pages) == (50, 10, 60, 2)
    assert not set(names(first)) & set(names(second))
    assert administration.accounts(ryo, "nobody", 1).pages == 1


def test_a_role_is_changed_and_written_down_once(ryo, student, clock):
    for _ in range(2):
        administration.set_role(ryo, student.id, "teacher", clock.now)
    assert administration.account(ryo, student.id).account.role == "teacher"
    assert noted() == [("ryo", "made teacher", "account:sora")]
    with pytest.raises(Invalid):
        administration.set_role(ryo, student.id, "king", clock.now)


def test_the_last_administrator_stays(ryo, make_person, clock):
    for refused in (
        lambda: administration.set_role(ryo, ryo.id, "teacher", clock.now),
        lambda: administration.set_disabled(ryo, ryo.id, clock.now, disabled=True),
        lambda: administration.delete(ryo, ryo.id, "ryo", clock.now),
    ):
        with pytest.raises(Invalid) as error:
            refused()
        assert (error.value.field, error.value.code) == ("role", "last")
    make_person("closed", role="admin", disabled=True)
    with pytest.raises(Invalid):
        administration.set_role(ryo, ryo.id, "teacher", clock.now)
    make_person("aki", role="admin")
    administration.set_role(ryo, ryo.id, "teacher", clock.now)


def test_closing_an_account_ends_its_sign_ins_and_opening_lets_it_in(ryo, student, clock):
    mark = accounts.sign_in("sora", PASSWORD, now=clock.now, agent="", address="192.0.2.1")
    administration.set_disabled(ryo, student.id, clock.now, disabled=True)
    administration.set_disabled(ryo, student.id, clock.now, disabled=False)
    assert not accounts.visitor(mark).signed_in
    assert accounts.sign_in("sora", PASSWORD, now=clock.now, agent="", address="192.0.2.1")
    assert [action for _, action, _ in noted("account:sora")] == ["enabled", "disabled"]


def test_erasing_needs_the_name_typed(ryo, student, clock):
    with pytest.raises(Invalid):
        administration.delete(ryo, student.id, "SORA", clock.now)
    assert administration.delete(ryo, student.id, " sora ", clock.now) == "sora"
    with pytest.raises(NotFound):
        administration.account(ryo, student.id)
    assert noted() == [("ryo", "deleted", "account:sora")]


def test_guests_and_nobody_have_no_page(ryo, clock):
    guest = accounts.visitor(accounts.start_guest(clock.now, ""))
    for user_id in (guest.id, 10_000):
        with pytest.raises(NotFound):
            administration.account(ryo, user_id)


def test_every_deck_with_its_owners(ryo, written, teacher):
    found = {one.id: (one.origin, one.visibility, list(one.owners)) for one in administration.decks(ryo)}
    assert found["knots"] == ("database", "class", ["hana"])
    assert found["harbour"] == ("folder", "public", [])


def test_a_deck_is_handed_over_to_a_teacher_alone(ryo, written, student, make_person, clock):
    make_person("mio", role="teacher")
    make_person("gone", role="teacher", disabled=True)
    for username, code in (("nobody", "unknown"), ("sora", "not-teaching"), ("gone", "unknown")):
        with pytest.raises(Invalid) as refused:
            administration.hand_over(ryo, written, username, 0, clock.now)
        assert refused.value.code == code
    administration.hand_over(ryo, written, "Mio", 0, clock.now)
    assert [list(one.owners) for one in administration.decks(ryo) if one.id == written] == [["mio"]]
    with transaction(write=False) as connection:
        assert connection.scalar(select(LogEntry.detail)) == "hana → mio"


def test_a_deck_is_withdrawn_once(ryo, written, clock):
    administration.withdraw(ryo, written, clock.now)
    administration.withdraw(ryo, written, clock.now)
    assert [one.visibility for one in administration.decks(ryo) if one.id == written] == ["draft"]
    assert noted() == [("ryo", "withdrawn", "deck:knots")]


@pytest.mark.parametrize("deck", ["harbour", "nothing"])
def test_decks_of_the_folder_are_left_alone(ryo, teacher, deck, clock):
    with pytest.raises(NotFound):
        administration.withdraw(ryo, deck, clock.now)
    with pytest.raises(NotFound):
        administration.hand_over(ryo, deck, "hana", 0, clock.now)


@pytest.mark.sqlite
def test_when_the_site_was_tidied(ryo, app, clock):
    settings = app.extensions["quizapp.settings"]
    assert administration.state(ryo, settings).tidied is None
    tidying.tidy(settings, clock.now)
    state = administration.state(ryo, settings)
    assert state.tidied.finished_at == clock.now
    assert state.backup is not None


def test_for_everybody_else_nothing_of_this_exists(student, teacher, written, app, clock):
    for who in (visitor_of(student), visitor_of(teacher), ANONYMOUS):
        for refused in (
            lambda who=who: administration.accounts(who, "", 1),
            lambda who=who: administration.account(who, student.id),
            lambda who=who: administration.set_role(who, student.id, "admin", clock.now),
            lambda who=who: administration.set_disabled(who, student.id, clock.now, disabled=True),
            lambda who=who: administration.delete(who, student.id, "sora", clock.now),
            lambda who=who: administration.decks(who),
            lambda who=who: administration.hand_over(who, written, "hana", 0, clock.now),
            lambda who=who: administration.withdraw(who, written, clock.now),
            lambda who=who: administration.happened(who, ""),
            lambda who=who: administration.state(who, app.extensions["quizapp.settings"]),
        ):
            with pytest.raises(NotFound):
                refused()
    with transaction(write=False) as connection:
        assert connection.scalar(select(Account.role).where(Account.id == student.id)) == "student"
    assert noted() == []

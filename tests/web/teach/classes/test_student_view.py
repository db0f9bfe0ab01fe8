"""The test student of a class: one click there, one back, and nothing it does counts or goes any further."""

import pytest
from support import PASSWORD, WRONG

from quizapp.db.base import transaction
from quizapp.db.models import Account

ROSTER = "/teach/classes/1"
DATE = "/study/harbour?questions=pier-built-date"


@pytest.fixture
def tester(at_work):
    """The teacher's client, as the test student of class 1."""
    response = at_work.submit(f"{ROSTER}/test-student", at=ROSTER)
    assert (response.status_code, response.location) == (303, "/classes/1")
    return at_work


def back(client):
    return client.submit("/teach/back", at="/")


def test_a_banner_says_so_on_every_page_and_leads_back(tester):
    for address in ("/", "/classes/1", "/decks/harbour/read", "/study", "/progress"):
        page = tester.page(address)
        assert "You are the test student in History 9b: nothing you do counts." in page.words, address
        assert page.all("form", action="/teach/back"), address
        assert not page.all("a", href="/teach"), address
    assert back(tester).location == ROSTER
    assert tester.get(ROSTER).status_code == 200
    assert "test student of" not in tester.page("/").words


def test_it_studies_the_decks_of_the_class(tester):
    page = tester.page("/classes/1")
    assert page.all("a", href="/study/harbour")
    assert tester.answer(tester.page(DATE), WRONG["date"]).verdict == "wrong"


def test_it_does_an_assignment_as_a_student_would_and_stands_in_no_gradebook(at_work):
    fields = {"kind": "quiz", "deck": "harbour", "title": "Harbour quiz", "due": "2026-03-06T14:00", "size": "3"}
    made = at_work.submit(f"{ROSTER}/assignments/new", fields, at=ROSTER).location
    at_work.submit(f"{ROSTER}/test-student", at=ROSTER)
    link = at_work.page("/classes/1").all("a", href=made.replace("/teach", ""))[0]["href"]
    assert "Harbour quiz" in at_work.page(link).words
    assert at_work.submit(link).location.startswith("/attempts/1")
    assert at_work.submit("/attempts/1", follow_redirects=True).status_code == 200
    back(at_work)
    assert "0 of 0 done" in at_work.page(made).words
    assert not at_work.page(f"{ROSTER}/gradebook").all("th", scope="row")


@pytest.mark.parametrize(
    "address",
    ["/login", "/register", "/account", "/account/export", "/account/delete", "/account/first-password", "/join", "/welcome/a-token"],
)
def test_it_becomes_nobody_else_and_keeps_no_account(tester, address):
    response = tester.get(address)
    assert (response.status_code, response.location) == (303, "/")
    assert "Go back to teaching first." in tester.page("/").words


def test_its_forms_do_nothing(app, tester, code, student):
    forms = {
        "/register": {"username": "rin", "password": PASSWORD},
        "/login": {"username": "sora", "password": PASSWORD},
        "/account": {"display_name": "x"},
        "/account/delete": {},
        f"/join/{code}": {"name": "Rin"},
        "/classes/1/leave": {},
    }
    for address, fields in forms.items():
        response = tester.submit(address, fields, at="/")
        assert (response.status_code, response.location) == (303, "/"), address
    assert "You are the test student in History 9b" in tester.page("/").words
    with app.app_context(), transaction(write=False) as connection:
        names = connection.scalars(Account.__table__.select().with_only_columns(Account.username)).all()
    assert sorted(filter(None, names)) == ["hana", "sora"]


@pytest.mark.parametrize(
    "address",
    ["/teach", ROSTER, f"{ROSTER}/gradebook", f"{ROSTER}/accounts", "/teach/decks/harbour", "/teach/queue", "/teach/start", "/admin"],
)
def test_the_teacher_s_pages_are_closed_to_it(tester, address):
    response = tester.get(address)
    assert response.status_code in {303, 404}
    assert response.status_code == 404 or response.location == "/"


def test_the_teacher_s_forms_are_closed_to_it(tester):
    for address, fields in ((f"{ROSTER}/archive", {"archived": "1"}), (f"{ROSTER}/test-student", {}), ("/teach/classes", {"name": "Mine"})):
        response = tester.submit(address, fields, at="/")
        assert response.status_code == 404 or response.location == "/", address
    back(tester)
    page = tester.page("/teach/classes")
    assert "History 9b" in page.words
    assert "Mine" not in page.words


STATISTICS = {
    ROSTER: "0 students",
    "/teach/decks/harbour/analysis": "Nobody has answered yet",
    "/teach/decks/harbour/analysis?class=1": "Nobody has answered yet",
    f"{ROSTER}/now": "Nobody has joined yet.",
    f"{ROSTER}/map/harbour": "Nobody is in this class yet",
}
"""What the teacher's pages say while there is no answer that counts."""


def test_what_it_answers_stays_out_of_every_statistic(tester, put_in, student, client_of):
    tester.answer(tester.page(DATE), WRONG["date"])
    back(tester)
    for address, words in STATISTICS.items():
        assert words in tester.page(address).words, address
    assert not tester.page(f"{ROSTER}/gradebook").all("th", scope="row")
    put_in(student)
    sora = client_of(student)
    sora.answer(sora.page(DATE), WRONG["date"])
    for address, words in STATISTICS.items():
        assert words not in tester.page(address).words, "a student's answers do count"


def test_coming_again_it_is_the_same_one(tester):
    tester.answer(tester.page(DATE), WRONG["date"])
    back(tester)
    tester.submit(f"{ROSTER}/test-student", at=ROSTER)
    assert tester.page("/study/feedback/1").verdict == "wrong"


def test_the_way_back_ends_with_the_teacher_s_sign_in(app, tester, client_of, teacher):
    client_of(teacher).submit("/account/sign-ins", at="/account")
    assert back(tester).location == "/login"
    assert tester.get(ROSTER).location.startswith("/login")
    assert tester.get("/account").location.startswith("/login")


def test_signing_out_as_the_test_student_signs_the_teacher_out_too(app, tester):
    with tester.session_transaction() as session:
        kept = session["acting"]["back"]
    tester.submit("/logout", at="/")
    copy = app.test_client()
    with copy.session_transaction() as session:
        session["who"] = kept
    assert copy.get(ROSTER).location.startswith("/login"), "every copy of the cookie"
    assert back(tester).location == "/"
    assert tester.get(ROSTER).location.startswith("/login")


def test_back_is_nothing_for_others(client, guest, client_of, student):
    for other in (client, guest, client_of(student)):
        assert back(other).location == "/"
        assert other.get(ROSTER).status_code in {303, 404}


def test_nobody_else_has_one(others):
    for name, other in others.items():
        response = other.submit(f"{ROSTER}/test-student", at="/account")
        assert response.status_code == (403 if name == "assistant" else 404), name


def test_an_archived_class_has_none(at_work):
    at_work.submit(f"{ROSTER}/archive", {"archived": "1"}, at=ROSTER)
    assert at_work.submit(f"{ROSTER}/test-student", at=ROSTER).location == ROSTER
    assert "This class is archived" in at_work.page(ROSTER).words

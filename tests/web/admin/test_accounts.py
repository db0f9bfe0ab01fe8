"""/admin/accounts: found, given a role, disabled, enabled, erased; each change is logged, and the last administrator stays."""

import pytest
from sqlalchemy import select
from support import PASSWORD, Page

from quizapp.db.base import transaction
from quizapp.db.models import Account, LogEntry

LAST = "This is the only administrator who can sign in."


@pytest.fixture
def ryo(client_of, admin):
    return client_of(admin)


def of(person, what=""):
    return f"/admin/accounts/{person.id}{what}"


def account(app, person):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(Account.role, Account.disabled).where(Account.id == person.id)).one_or_none()


def logged(app):
    with app.app_context(), transaction(write=False) as connection:
        return [tuple(row) for row in connection.execute(select(LogEntry.action, LogEntry.object).order_by(LogEntry.id))]


def names(page):
    return [head.text for head in page.all("th", scope="row")]


def test_the_list_finds_names(ryo, make_person, guest):
    make_person("mina", display_name="Émile Kim", role="teacher")
    make_person("leo", disabled=True)
    page = ryo.page("/admin/accounts")
    assert page.one("h1").text == "3 accounts", "guests are none"
    assert names(page) == ["leo", "mina", "ryo"]
    assert "student, closed" in page.words
    for typed in ("mina", "MINA", "kim", "Émile"):
        assert names(ryo.page(f"/admin/accounts?q={typed}")) == ["mina"], typed
    for typed in ("%3Cb%3E", "%25", "_____", "' OR '1'='1", "') UNION SELECT password_hash FROM account --"):
        assert "No account has this name." in ryo.page(f"/admin/accounts?q={typed}").words, typed
    for more in ("sort=password_hash", "order=password_hash", "page=1&limit=9999"):
        assert names(ryo.page(f"/admin/accounts?{more}")) == ["leo", "mina", "ryo"], more


def test_fifty_to_a_page_and_no_page_behind_the_last(ryo, make_person):
    for number in range(60):
        make_person(f"pupil {number:02}")
    first = ryo.page("/admin/accounts?q=pupil")
    assert "Page 1 of 2" in first.words
    second = ryo.page(next(link["href"] for link in first.all("a") if link.text.strip() == "Next"))
    assert (len(names(first)), len(names(second))) == (50, 10)
    for page in ("3", "9" * 30, "-1", "x"):
        shown = ryo.page(f"/admin/accounts?q=pupil&page={page}")
        assert names(shown) in (names(first), names(second)), page


def test_a_full_page_costs_few_statements(ryo, make_person, query_counter):
    for number in range(50):
        make_person(f"pupil {number:02}")
    with query_counter() as queries:
        assert len(names(ryo.page("/admin/accounts"))) == 50
    assert len(queries) <= 3, queries


@pytest.mark.parametrize("number", ["0", "9999", "9" * 18, "9" * 30])
def test_an_account_that_is_none(ryo, number):
    assert ryo.get(f"/admin/accounts/{number}").status_code == 404
    assert ryo.submit(f"/admin/accounts/{number}/role", {"role": "admin"}, at="/admin").status_code == 404


def test_a_guest_has_no_page(app, ryo, guest):
    number = guest.get("/account/export").json["account"][0]["id"]
    for what in ("", "/role", "/disabled", "/link", "/delete"):
        answer = (
            ryo.submit(f"/admin/accounts/{number}{what}", {"username": ""}, at="/admin") if what else ryo.get(f"/admin/accounts/{number}")
        )
        assert answer.status_code == 404


def test_a_role_is_given_and_holds_at_once(app, ryo, student, client_of):
    sora = client_of(student)
    assert sora.get("/teach").status_code == 404
    response = ryo.submit(of(student, "/role"), {"role": "teacher"}, at=of(student))
    assert (response.status_code, response.location) == (303, of(student))
    assert sora.get("/teach").status_code == 200
    assert logged(app) == [("made teacher", "account:sora")]
    assert "made a teacher" in ryo.page(of(student)).words


def test_a_role_that_is_none(app, ryo, student):
    response = ryo.submit(of(student, "/role"), {"role": "king"}, at=of(student))
    page = Page(response.text)
    assert response.status_code == 422
    assert "Please choose a role from the list." in page.one("p", id="role-fault").text
    assert page.one("option", selected=None)["value"] == "student", "a list cannot show what it does not hold"
    assert account(app, student).role == "student"
    assert logged(app) == []


def test_a_name_that_is_not_that_of_the_account_comes_back(ryo, student):
    response = ryo.submit(of(student, "/delete"), {"username": "soro"}, at=of(student))
    page = Page(response.text)
    assert response.status_code == 422
    assert "Nothing was deleted." in page.one("p", id="username-fault").text
    assert page.one("input", id="username")["value"] == "soro"
    [fold] = page.all("details", open=None)
    assert "Erase this account" in fold.text


def test_closed_and_opened(app, ryo, student, client_of):
    sora = client_of(student)
    page = Page(ryo.submit(of(student, "/disabled"), {"disabled": "1"}, at=of(student), follow_redirects=True).text)
    assert "nobody can sign in to it" in page.words
    assert not page.all("form", action=of(student, "/link"))
    assert sora.get("/account").location.startswith("/login")
    response = app.test_client().submit("/login", {"username": "sora", "password": PASSWORD})
    assert "This account is closed. Ask your teacher." in Page(response.text).words
    ryo.submit(of(student, "/disabled"), {"disabled": "0"}, at=of(student))
    assert sora.get("/account").location.startswith("/login"), "what was signed in before stays out"
    assert client_of(student).get("/account").status_code == 200
    assert logged(app) == [("disabled", "account:sora"), ("enabled", "account:sora")]


def test_erased_when_the_name_is_typed(app, ryo, student, client_of):
    sora = client_of(student)
    sora.answer(sora.page("/study"))
    assert "This deletes the account and its 1 answer for good." in ryo.page(of(student)).words
    response = ryo.submit(of(student, "/delete"), {"username": "soro"}, at=of(student))
    assert response.status_code == 422
    assert "Nothing was deleted." in Page(response.text).words
    assert account(app, student)
    response = ryo.submit(of(student, "/delete"), {"username": "sora"}, at=of(student))
    assert response.location == "/admin/accounts"
    assert "sora and all their data have been erased." in ryo.page("/admin/accounts").words
    assert account(app, student) is None
    assert sora.get("/account").status_code == 303
    assert logged(app) == [("deleted", "account:sora")]


@pytest.mark.parametrize(
    ("what", "fields"), [("/role", {"role": "teacher"}), ("/disabled", {"disabled": "1"}), ("/delete", {"username": "ryo"})]
)
def test_the_last_administrator_stays(app, ryo, admin, make_person, what, fields):
    make_person("closed", role="admin", disabled=True)
    assert "This is the only administrator who can sign in" in ryo.page(of(admin)).words
    response = ryo.submit(of(admin, what), fields, at=of(admin))
    assert response.status_code == 422
    [fault] = Page(response.text).all("p", class_="fault")
    assert LAST in fault.text
    assert account(app, admin) == ("admin", False)
    assert logged(app) == []


def test_the_last_administrator_does_not_erase_himself_either(app, ryo, admin, make_person):
    response = ryo.submit("/account/delete", {"password": PASSWORD})
    assert response.status_code == 422
    assert "You are the last administrator who can sign in." in Page(response.text).words
    make_person("aki", role="admin")
    assert ryo.submit("/account/delete", {"password": PASSWORD}).status_code == 303
    assert account(app, admin) is None


def test_with_another_administrator_the_first_may_go(app, ryo, admin, make_person):
    make_person("aki", role="admin")
    ryo.submit(of(admin, "/role"), {"role": "teacher"}, at=of(admin))
    assert account(app, admin).role == "teacher"
    assert ryo.get("/admin").status_code == 404


def test_nobody_else_changes_anybody(app, client, client_of, guest, student, teacher, admin):
    people = {"student": client_of(student), "teacher": client_of(teacher), "guest": guest}
    changes = {"/role": {"role": "admin"}, "/disabled": {"disabled": "1"}, "/link": {}, "/delete": {"username": "sora"}}
    for name, other in people.items():
        assert other.get(of(student)).status_code == 404, name
        for what, fields in changes.items():
            assert other.submit(of(student, what), fields, at="/account").status_code == 404, (name, what)
    assert client.get(of(student)).location.startswith("/login")
    assert client.submit(of(student, "/role"), {"role": "admin"}, at="/login").status_code == 400
    assert account(app, student) == ("student", False)
    assert logged(app) == []


def test_no_other_form_gives_a_role(app, client, client_of, student, code):
    given = {"role": "admin", "disabled": "0", "kind": "admin"}
    client.submit("/register", {"username": "mina", "password": PASSWORD, **given})
    sora = client_of(student)
    settings = {"display_name": "Sora", "zone": "", "language": "en", "theme": "auto", "text_size": "normal", "new_facts": "10"}
    assert sora.submit("/account", {**settings, **given}).status_code == 303
    sora.submit(f"/join/{code}", {"name": "Sora", **given})
    sora.submit("/account/password", {"password": PASSWORD, "new_password": "four green ducks", **given}, at="/account")
    with app.app_context(), transaction(write=False) as connection:
        roles = dict(connection.execute(select(Account.username, Account.role)).all())
    assert roles == {"hana": "teacher", "sora": "student", "mina": "student"}
    for one in (client, sora):
        assert one.get("/admin").status_code == 404

"""/welcome/<token>: a new password, a teacher's account, a place in a class; created on a page that shows it once, and used once."""

import pytest
from sqlalchemy import select
from support import PASSWORD, Page

from quizapp.db.base import Base, transaction
from quizapp.db.models import Account, Invitation
from quizapp.services.classes import invitations
from quizapp.services.errors import DatabaseUnavailable

OWN = "four green ducks"
ROSTER = "/teach/classes/1"
GONE = "This link no longer works."


def shown(client, response):
    """The address on the page that shows a link, without the host."""
    assert response.status_code == 303
    address = client.page(response.location).one("textarea").text.strip()
    assert address.startswith("http://localhost/welcome/")
    return address.removeprefix("http://localhost")


@pytest.fixture
def ryo(client_of, admin):
    return client_of(admin)


@pytest.fixture
def password_link(ryo, student):
    return shown(ryo, ryo.submit(f"/admin/accounts/{student.id}/link", at="/admin"))


@pytest.fixture
def teacher_link(ryo):
    return shown(ryo, ryo.submit("/admin/invitations", at="/admin"))


@pytest.fixture
def staff_link(at_work):
    """Create a link for a colleague: `staff_link("teacher")`."""
    return lambda role: shown(at_work, at_work.submit(f"{ROSTER}/links", {"role": role}, at=ROSTER))


@pytest.fixture
def mio(client_of, make_person):
    return client_of(make_person("mio", role="teacher", display_name="Mio"))


def role_of(app, username):
    with app.app_context(), transaction(write=False) as connection:
        return connection.scalar(select(Account.role).where(Account.username == username))


def test_a_link_is_shown_once(ryo, password_link):
    page = ryo.page("/admin/link")
    assert "A link is shown only once." in page.words
    assert password_link not in page.html


def test_a_new_password_by_a_link(client, client_of, student, app, password_link):
    before = client_of(student)
    assert client.page(password_link).one("h1").text == "A new password for sora"
    response = client.submit(password_link, {"password": "short"})
    assert response.status_code == 422
    assert "Ten characters or more, please." in Page(response.text).words
    response = client.submit(password_link, {"password": OWN})
    assert (response.status_code, response.location) == (303, "/")
    assert client.get("/account/export").json["account"][0]["username"] == "sora"
    assert before.get("/account").location.startswith("/login")
    assert app.test_client().submit("/login", {"username": "sora", "password": PASSWORD}).status_code == 422


def test_a_link_for_a_password_works_once(app, client, password_link):
    client.submit(password_link, {"password": OWN})
    other = app.test_client()
    assert GONE in other.get(password_link).text
    assert other.submit(password_link, {"password": "five red foxes"}, at="/login").status_code == 404
    assert other.submit("/login", {"username": "sora", "password": OWN}).status_code == 303


def test_a_newer_link_ends_the_older_and_a_closed_account_has_none(ryo, client, student, password_link):
    newer = shown(ryo, ryo.submit(f"/admin/accounts/{student.id}/link", at="/admin"))
    assert client.get(password_link).status_code == 404
    ryo.submit(f"/admin/accounts/{student.id}/disabled", {"disabled": "1"}, at="/admin")
    assert client.get(newer).status_code == 404


def test_a_link_for_a_password_replaces_a_first_one(app, make_person, ryo, client):
    ada = make_person("ada", first_password=True)
    link = shown(ryo, ryo.submit(f"/admin/accounts/{ada.id}/link", at="/admin"))
    client.submit(link, {"password": OWN})
    assert client.get("/account").status_code == 200


def test_an_invited_teacher_begins_with_three_steps_and_has_no_other_role(app, client, teacher_link):
    assert "You are invited to teach here." in client.page(teacher_link).words
    response = client.submit(teacher_link, {"username": "rin", "password": PASSWORD, "role": "admin"})
    assert (response.status_code, response.location) == (303, "/teach/start")
    assert client.page("/teach/start").one("h1").text == "Three steps to the first answer"
    assert role_of(app, "rin") == "teacher"
    assert client.get("/admin").status_code == 404
    assert app.test_client().get(teacher_link).status_code == 404


def test_a_name_that_is_taken_does_not_use_the_invitation_up(client, student, teacher_link):
    response = client.submit(teacher_link, {"username": "SORA", "password": PASSWORD})
    assert response.status_code == 422
    assert "is taken" in Page(response.text).words
    assert client.submit(teacher_link, {"username": "rin", "password": PASSWORD}).status_code == 303


def test_a_colleague_teaches_the_class(at_work, mio, staff_link):
    link = staff_link("teacher")
    page = mio.page(link)
    assert page.one("h1").text == "Co-teach History 9b"
    assert mio.submit(link).location == ROSTER
    assert mio.get(ROSTER).status_code == 200
    assert "Mio" in at_work.page(ROSTER).words
    assert mio.get(link).status_code == 404
    assert mio.submit(link, at="/account").status_code == 404


def test_the_page_of_another_class_does_not_use_a_link_up(at_work):
    at_work.submit("/teach/classes", {"name": "History 9c"})
    made = at_work.submit(f"{ROSTER}/links", {"role": "teacher"}, at=ROSTER)
    assert at_work.get("/teach/classes/2/links").location == "/teach/classes/2"
    assert shown(at_work, made)


def test_a_student_is_told_that_the_link_is_for_a_teacher(client_of, student, mio, staff_link):
    link, sora = staff_link("teacher"), client_of(student)
    page = sora.page(link)
    assert "which is not a teacher account" in page.words
    assert link not in [form["action"] for form in page.all("form")]
    assert sora.submit(link, {"role": "assistant"}, at="/account").status_code == 403
    assert sora.get(ROSTER).status_code == 404
    assert mio.submit(link).location == ROSTER, "it is still good"


def test_a_student_assists_and_gets_no_more_than_that(client_of, student, staff_link):
    sora = client_of(student)
    assert sora.submit(staff_link("assistant"), {"role": "teacher"}).location == ROSTER
    assert sora.get(ROSTER).status_code == 200
    assert sora.get(f"{ROSTER}/accounts").status_code == 403


def test_nobody_signs_in_first_and_comes_back(client, guest, student, staff_link):
    link = staff_link("assistant")
    assert guest.submit(link).status_code == 403
    page = client.page(link)
    assert link not in [form["action"] for form in page.all("form")]
    door = page.one("a", class_="button primary")["href"]
    response = client.submit("/login", {"username": "sora", "password": PASSWORD, "next": client.page(door).hidden("next")})
    assert response.location == link
    assert client.submit(link).location == ROSTER


def test_a_role_that_is_none_makes_no_link(app, at_work):
    at_work.submit(f"{ROSTER}/links", {"role": "admin"}, at=ROSTER)
    assert "This person cannot have this role." in at_work.page(ROSTER).words
    with app.app_context(), transaction(write=False) as connection:
        assert connection.execute(select(Invitation.kind)).all() == []


def test_a_name_that_the_class_has_keeps_the_link_good(mio, join, staff_link):
    join("Mio")
    link = staff_link("assistant")
    assert mio.submit(link).location == "/account"
    assert "Somebody in this class already has your name." in mio.page("/account").words
    settings = {"display_name": "Ms Mio", "zone": "", "language": "en", "theme": "auto", "text_size": "normal", "new_facts": "10"}
    assert mio.submit("/account", settings).status_code == 303
    assert mio.submit(link).location == ROSTER


def test_the_link_of_an_archived_class_is_dead(at_work, mio, staff_link):
    link = staff_link("assistant")
    at_work.submit(f"{ROSTER}/archive", {"archived": "1"}, at=ROSTER)
    assert mio.get(link).status_code == 404
    assert mio.submit(link, at="/account").status_code == 404


def test_after_seven_days_every_link_is_dead(client, clock, password_link, teacher_link, staff_link):
    links = [password_link, teacher_link, staff_link("assistant")]
    clock.advance(days=6, hours=23)
    assert [client.get(link).status_code for link in links] == [200] * 3
    clock.advance(hours=1)
    for link in links:
        response = client.get(link)
        assert (response.status_code, GONE in response.text) == (404, True)
        assert client.submit(link, {"username": "rin", "password": OWN}, at="/login").status_code == 404


def test_who_makes_links(app, at_work, others, student):
    for name, other in others.items():
        assert other.submit(f"{ROSTER}/links", {"role": "assistant"}, at="/account").status_code == (403 if name == "assistant" else 404)
    for other in (at_work, *others.values()):
        assert other.submit("/admin/invitations", at="/account").status_code == 404
        assert other.submit(f"/admin/accounts/{student.id}/link", at="/account").status_code == 404
    with app.app_context(), transaction(write=False) as connection:
        assert connection.execute(select(Invitation.kind)).all() == []


def test_a_token_stands_in_no_table(app, password_link, teacher_link, staff_link):
    tokens = [link.rpartition("/")[2] for link in (password_link, teacher_link, staff_link("teacher"))]
    with app.app_context(), transaction(write=False) as connection:
        stored = str([connection.execute(table.select()).all() for table in Base.metadata.sorted_tables])
    assert "password link" in stored
    assert not [token for token in tokens if token in stored]


@pytest.mark.parametrize("error", [ZeroDivisionError(), DatabaseUnavailable("locked")])
def test_a_token_stands_in_no_log(client, teacher_link, monkeypatch, caplog, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(invitations, "offer", fail)
    assert client.get(teacher_link).status_code in {500, 503}
    assert "/welcome/<token>" in caplog.text
    assert teacher_link.rpartition("/")[2] not in caplog.text


@pytest.mark.parametrize("kind", ["password", "teacher", "staff"])
def test_a_token_goes_to_no_other_site(client, password_link, teacher_link, staff_link, kind):
    link = {"password": password_link, "teacher": teacher_link, "staff": staff_link("teacher")}[kind]
    response = client.get(link)
    assert response.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert response.headers["Cache-Control"] == "no-store"
    addresses = [element.attributes.get(name, "/") for element in Page(response.text).elements for name in ("href", "src", "action")]
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses)

"""/account/first-password: people who still have a first password are redirected here from every page until they replace it."""

import pytest
from support import PASSWORD, Page

from quizapp.db.base import Base, transaction

FIRST = "/account/first-password"
OWN = "four green ducks"
OPEN = {FIRST, "/healthz", "/metrics", "/readyz", "/favicon.ico", "/manifest.webmanifest", "/offline", "/sw.js"}


@pytest.fixture
def newcomer(make_person):
    return make_person("ada", first_password=True)


@pytest.fixture
def ada(client_of, newcomer):
    return client_of(newcomer)


def rows(app):
    with app.app_context(), transaction(write=False) as connection:
        return {table.name: connection.execute(table.select()).all() for table in Base.metadata.sorted_tables}


def test_every_page_leads_there_whoever_it_is(app, client_of, make_person):
    ada = client_of(make_person("ada", role="admin", first_password=True))
    plain = {rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments}
    assert len(plain) > 15
    for address in [*plain - OPEN, "/decks/harbour/read", "/study/harbour", "/join/ABCD2345", "/welcome/a-token", "/teach/classes/1"]:
        response = ada.get(address)
        assert (response.status_code, response.location.partition("?")[0]) == (303, FIRST), address
    assert ada.get("/healthz").status_code == 200


def test_no_form_does_anything_before(app, ada):
    token, before = ada.token(FIRST), rows(app)
    for address in ("/study/answer", "/guest", "/account", "/account/password", "/account/delete", "/account/calendar", "/join/ABCD2345"):
        response = ada.post(address, data={"csrf_token": token, "password": PASSWORD, "new_password": OWN, "display_name": "Ada L."})
        assert (response.status_code, response.location) == (303, FIRST), address
    assert rows(app) == before


def test_nothing_of_theirs_is_shown_before(ada):
    page = ada.page("/")
    assert page.one("h1").text == "Choose your own password"
    assert [element["name"] for element in page.all("input", type="password")] == ["password"]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Please choose a password."),
        ("short", "Ten characters or more, please."),
        (PASSWORD, "This is the password from the sheet."),
        ("password123", "one of the first passwords people guess"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_the_first_stays(ada, client_of, newcomer, password, words):
    response = ada.submit(FIRST, {"password": password})
    assert response.status_code == 422
    page = Page(response.text)
    assert words in page.words
    assert "value" not in page.one("input", type="password").attributes
    assert client_of(newcomer).get("/").location == FIRST


def test_once_chosen_everything_is_open_and_elsewhere_it_is_signed_out(app, ada, client_of, newcomer):
    elsewhere = client_of(newcomer)
    response = ada.submit(FIRST, {"password": OWN})
    assert (response.status_code, response.location) == (303, "/")
    assert "Your new password is saved." in ada.page("/").words
    assert ada.get("/study/harbour").status_code == 200
    assert elsewhere.get("/account").location.startswith("/login")
    assert app.test_client().submit("/login", {"username": "ada", "password": PASSWORD}).status_code == 422
    again = app.test_client()
    assert again.submit("/login", {"username": "ada", "password": OWN}).status_code == 303
    assert again.get("/account").status_code == 200


def test_once_chosen_one_goes_on_to_what_was_asked_for(ada, code):
    asked = ada.get(f"/join/{code}")
    response = ada.submit(asked.location, {"password": "short"})
    page = Page(response.text)
    again = ada.post(FIRST, data={"csrf_token": page.hidden("csrf_token"), "next": page.hidden("next"), "password": OWN})
    assert again.location == f"/join/{code}"


def test_nobody_is_led_to_another_site(ada):
    assert ada.submit(FIRST, {"password": OWN, "next": "//evil.example/"}).location == "/"


def test_who_has_a_password_is_not_asked_and_cannot_use_it_to_change_one(client_of, student, guest, client):
    sora = client_of(student)
    for one in (sora, guest):
        assert one.get(FIRST).location == "/"
        assert one.submit(FIRST, {"password": OWN}, at="/account").status_code == 403
    assert client.get(FIRST).location.startswith("/login")
    assert client_of(student).get("/account").status_code == 200, "the old one holds"


def test_signing_out_is_always_possible(ada):
    response = ada.submit("/logout", at=FIRST)
    assert response.status_code == 303
    assert ada.get("/").status_code == 200

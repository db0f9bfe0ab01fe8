"""Create an account."""

import pytest
from support import PASSWORD, Page

NEW = {"username": "mina", "password": PASSWORD}


def test_the_new_door_stands_first(client):
    page = client.page("/register")
    assert page.one("h1").text == "New here?"
    assert "No e-mail address needed." in page.words


def test_create_an_account(client):
    response = client.submit("/register", NEW)
    assert (response.status_code, response.location) == (303, "/")
    page = client.page("/account")
    assert page.one("h1").text == "mina"
    assert "Your answers are kept for good." in page.words


def test_a_name_of_any_script_and_another_to_show(client):
    client.submit("/register", NEW | {"username": "김민준", "display_name": "Min-jun"})
    page = client.page("/account")
    assert page.one("h1").text == "Min-jun"
    assert "You sign in as 김민준." in page.words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Please choose a name."),
        ({"username": "mina"}, "Please choose a password."),
        (NEW | {"username": "x"}, "Two characters or more, please."),
        (NEW | {"username": "x" * 41}, "At most 40 characters, please."),
        (NEW | {"username": "a/b"}, "Letters and numbers, please"),
        (NEW | {"username": "SORA"}, "is taken. Choose another one."),
        (NEW | {"display_name": "x" * 41}, "At most 40 characters, please."),
        (NEW | {"display_name": "a\u202eb"}, "characters that can’t be shown"),
        (NEW | {"password": "short"}, "Ten characters or more, please."),
        (NEW | {"password": "x y z " * 40}, "At most 200 characters, please."),
        (NEW | {"password": "password123"}, "first passwords people guess"),
        (NEW | {"password": "minaminamina"}, "Your name is the first thing people guess."),
    ],
)
def test_what_cannot_be_taken_is_told_beside_the_field(client, student, fields, words):
    response = client.submit("/register", fields)
    assert response.status_code == 422
    page = Page(response.text)
    assert any(words in fault.text for fault in page.all("p", class_="fault"))
    assert page.one("input", id="new-username")["value"] == fields.get("username", "")
    assert fields.get("password", PASSWORD) not in response.text


@pytest.mark.parametrize("username", ["\x00\x00", "a\x00b", "a\rb\n", "\u202eabc", "x" * 100_000])
def test_nothing_that_is_typed_breaks_the_page(client, username):
    assert client.submit("/register", NEW | {"username": username}).status_code in {303, 422}


def test_a_guest_goes_on_as_the_holder_of_the_account(guest):
    guest.answer(guest.page("/study"))
    before = guest.get("/account/export").json
    assert "You have answered 1 question as a guest. Your new account keeps it." in guest.page("/register").words
    assert guest.submit("/register", NEW).status_code == 303
    after = guest.get("/account/export").json
    assert after["account"][0]["id"] == before["account"][0]["id"]
    assert (after["answer"], after["memory"]) == (before["answer"], before["memory"])
    assert len(after["answer"]) == 1


def test_a_role_cannot_be_asked_for(client):
    client.submit("/register", NEW | {"role": "admin"})
    assert client.get("/account/export").json["account"][0]["role"] == "student"


def test_onward_to_where_one_wanted_to_go(client):
    assert client.submit("/register", NEW | {"next": "/study"}).location == "/study"


def test_who_is_signed_in_goes_on(client_of, student):
    assert client_of(student).get("/register").status_code == 303


def test_the_password_is_stored_as_a_hash(client, settings):
    client.submit("/register", NEW)
    for path in settings["INSTANCE"].glob("quizapp.db*"):
        assert PASSWORD.encode() not in path.read_bytes()

"""Erase me."""

import pytest
from support import PASSWORD, Page


def test_everything_is_gone(client_of, student, app):
    client, other = client_of(student), client_of(student)
    client.answer(client.page("/study"))
    assert "Nobody can bring them back." in client.page("/account/delete").words
    response = client.submit("/account/delete", {"password": PASSWORD})
    assert (response.status_code, response.location) == (303, "/")
    assert "All your data has been erased." in client.page("/").words
    for browser in (client, other):
        assert browser.get("/account").status_code == 303
    assert app.test_client().submit("/login", {"username": "sora", "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    ("fields", "words"),
    [({}, "Please enter your password."), ({"password": "wrong password"}, "This is not your password. Nothing was changed.")],
)
def test_the_password_is_asked_for(client_of, student, fields, words):
    client = client_of(student)
    response = client.submit("/account/delete", fields)
    assert response.status_code == 422
    assert words in Page(response.text).words
    assert client.get("/account").status_code == 200


def test_it_cannot_be_guessed(client_of, student):
    client = client_of(student)
    for _ in range(5):
        client.submit("/account/delete", {"password": "wrong password"})
    assert client.submit("/account/delete", {"password": PASSWORD}).status_code == 429


def test_a_guest_confirms_without_one(guest, client):
    assert not guest.page("/account/delete").all("input", name="password")
    assert guest.submit("/account/delete").status_code == 303
    assert guest.get("/account").status_code == 303


def test_nobody_is_sent_to_the_doors(client):
    assert client.get("/account/delete").status_code == 303
    assert client.submit("/account/delete", at="/login").status_code == 400

"""Change the password."""

import pytest
from support import PASSWORD

OTHER = "four green ducks"


def test_a_new_password_ends_all_other_sign_ins(client_of, student, client):
    here, there = client_of(student), client_of(student)
    response = here.submit("/account/password", {"password": PASSWORD, "new_password": OTHER}, at="/account")
    assert (response.status_code, response.location) == (303, "/account#secret")
    assert there.get("/account").status_code == 303
    assert "Your password is changed" in here.page("/account").words
    assert client.submit("/login", {"username": "sora", "password": PASSWORD}).status_code == 422
    assert client.submit("/login", {"username": "sora", "password": OTHER}).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Please enter your current password."),
        ({"password": PASSWORD}, "Please choose a password."),
        ({"password": "wrong password", "new_password": OTHER}, "This is not your password. Nothing was changed."),
        ({"password": PASSWORD, "new_password": "short"}, "Ten characters or more, please."),
        ({"password": PASSWORD, "new_password": "sorasorasora"}, "Your name is the first thing people guess."),
    ],
)
def test_what_cannot_be_taken_is_told(client_of, student, fields, words):
    here, there = client_of(student), client_of(student)
    response = here.submit("/account/password", fields, at="/account")
    assert response.status_code == 422
    assert words in response.text
    assert OTHER not in response.text
    assert there.get("/account").status_code == 200


def test_the_old_one_cannot_be_guessed(client_of, student):
    client = client_of(student)
    for _ in range(5):
        client.submit("/account/password", {"password": "wrong password", "new_password": OTHER}, at="/account")
    response = client.submit("/account/password", {"password": PASSWORD, "new_password": OTHER}, at="/account")
    assert response.status_code == 429
    assert "Try again in 1 minute." in response.text


def test_a_guest_has_none(guest):
    assert guest.submit("/account/password", {"password": "", "new_password": OTHER}, at="/account").status_code == 403


def test_nobody_has_none(client):
    assert client.submit("/account/password", {"password": PASSWORD, "new_password": OTHER}, at="/login").status_code == 400

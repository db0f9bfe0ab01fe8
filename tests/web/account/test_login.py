"""Sign in."""

import pytest
from support import PASSWORD, Page

from quizapp.services.people import limits

WRONG = {"username": "sora", "password": "wrong password"}
RIGHT = {"username": "sora", "password": PASSWORD}


@pytest.fixture
def wrong(client, student):
    """Guess a password once."""
    return lambda: client.submit("/login", WRONG)


def test_both_doors_stand_open(client):
    page = client.page("/login")
    assert page.one("h1").text == "Welcome back"
    assert [button.text.strip() for button in page.all("button") if button.text.strip() in {"Sign in", "Create account"}] == [
        "Sign in",
        "Create account",
    ]
    assert len({element["id"] for element in page.all(id=None)}) == len(page.all(id=None)), "no id stands twice"


def test_sign_in(client, student):
    response = client.submit("/login", RIGHT)
    assert (response.status_code, response.location) == (303, "/")
    assert "Sora" in client.page("/account").words


def test_a_wrong_password_gives_the_name_back_and_not_the_password(wrong):
    response = wrong()
    assert response.status_code == 422
    page = Page(response.text)
    assert "The name and password don’t match." in page.words
    assert page.one("input", id="in-username")["value"] == "sora"
    assert "wrong password" not in response.text
    assert page.one("input", id="in-password")["aria-invalid"] == "true"


def test_an_unknown_name_gets_the_same_page(client, wrong):
    known, unknown = wrong(), client.submit("/login", WRONG | {"username": "ghost"})
    assert (known.status_code, Page(known.text).words) == (unknown.status_code, Page(unknown.text).words)


@pytest.mark.parametrize("fields", [{}, {"username": "sora"}, {"password": PASSWORD}, {"username": "", "password": ""}])
def test_an_empty_field_is_asked_for(client, student, fields):
    response = client.submit("/login", fields)
    assert response.status_code == 422
    assert "Please enter your" in response.text


def test_too_many_tries_are_told_with_the_minutes(client, wrong):
    for _ in range(5):
        wrong()
    response = client.submit("/login", RIGHT)
    assert response.status_code == 429
    assert "Too many attempts. Try again in 1 minute." in response.text


def test_the_owner_gets_in_from_another_address(client, wrong):
    for _ in range(5):
        wrong()
    assert client.submit("/login", RIGHT, environ_overrides={"REMOTE_ADDR": "198.51.100.7"}).status_code == 303


def test_the_address_is_not_read_from_a_header(client, wrong):
    for _ in range(5):
        wrong()
    assert client.submit("/login", RIGHT, headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 429


def test_others_at_the_address_do_not_shut_out_a_device_that_signed_in_before(client, client_of, student, wrong):
    owner = client_of(student)
    owner.submit("/logout", {}, at="/account")
    for _ in range(6):
        wrong()
    assert client.submit("/login", RIGHT).status_code == 429
    assert owner.submit("/login", RIGHT).status_code == 303


def test_a_cookie_of_a_device_opens_nothing_and_a_forged_one_counts_nothing(client, app, client_of, student, wrong):
    kept = client_of(student).get_cookie("device").value
    other = app.test_client()
    other.set_cookie("device", kept)
    assert other.get("/account").status_code == 303
    for _ in range(5):
        wrong()
    for forged in (kept[:-2] + "xx", "", "é", "[]", "x" * 3000):
        other.set_cookie("device", forged)
        assert other.submit("/login", RIGHT).status_code == 429


def test_guests_do_not_push_accounts_out_of_what_a_device_knows(client_of, guest, student):
    assert guest.get_cookie("device") is None


def test_a_device_names_nobody(client_of, student):
    client = client_of(student)
    cookie = client.get_cookie("device")
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert len(cookie.value) < 100
    assert "sora" not in cookie.value


@pytest.mark.parametrize("name", ["sora", "ghost"])
def test_a_busy_address_does_not_tell_which_names_exist(client, student, monkeypatch, name):
    monkeypatch.setattr(limits, "BUSY", 3)
    for other in ("one", "two", "three"):
        client.submit("/login", WRONG | {"username": other})
    told = [client.submit("/login", WRONG | {"username": name}) for _ in range(3)]
    assert [one.status_code for one in told] == [422, 422, 429]
    assert "Too many attempts. Try again in 2 minutes." in told[2].text


def test_the_session_of_before_opens_nothing(client, app, guest, student):
    old = guest.get_cookie("quizapp").value
    guest.submit("/login", RIGHT)
    thief = app.test_client()
    thief.set_cookie("quizapp", old)
    assert thief.get("/account").status_code == 303


def test_a_second_sign_in_on_a_device_replaces_the_first(client_of, app, student):
    client = client_of(student)
    old = client.get_cookie("quizapp").value
    assert client.submit("/login", RIGHT, at="/account").status_code == 303
    thief = app.test_client()
    thief.set_cookie("quizapp", old)
    assert thief.get("/account").status_code == 303
    assert client.get("/account").status_code == 200


def test_who_is_signed_in_goes_on(client_of, student):
    response = client_of(student).get("/login?next=/progress")
    assert (response.status_code, response.location) == (303, "/progress")


def test_onward_to_where_one_wanted_to_go(client, student):
    page = client.page("/login?next=/decks/harbour?x=1")
    assert page.hidden("next") == "/decks/harbour?x=1"
    assert client.submit("/login", RIGHT | {"next": page.hidden("next")}).location == "/decks/harbour?x=1"


def test_never_to_another_site(client, student):
    assert not client.page("/login?next=//evil.invalid").all("input", name="next")
    assert client.submit("/login", RIGHT | {"next": "//evil.invalid"}).location == "/"


def test_a_guest_without_answers_is_asked_nothing(guest):
    assert not guest.page("/login").all("input", name="bring")


@pytest.fixture
def answered(guest):
    """A guest who answered a question."""
    guest.answer(guest.page("/study"))
    return guest


def account_rows(client):
    data = client.get("/account/export").json
    return data["account"][0]["username"], len(data["answer"])


@pytest.mark.parametrize("fields", [{"bring": ["0", "1"]}, {}], ids=["ticked", "not asked"])
def test_a_guest_brings_the_answers_along(answered, student, fields):
    page = answered.page("/login")
    assert "Add my 1 answer to this account" in page.words
    assert "checked" in page.one("input", type="checkbox", name="bring").attributes
    response = answered.submit("/login", RIGHT | fields)
    assert response.status_code == 303
    assert "1 answer was added to your account." in answered.page("/account").words
    assert account_rows(answered) == ("sora", 1)


def test_a_guest_leaves_the_answers_behind(answered, student):
    answered.submit("/login", RIGHT | {"bring": "0"})
    assert account_rows(answered) == ("sora", 0)


def test_a_wrong_password_moves_nothing_and_keeps_the_choice(answered, student):
    page = Page(answered.submit("/login", WRONG | {"bring": "0"}).text)
    assert "checked" not in page.one("input", type="checkbox", name="bring").attributes
    assert account_rows(answered) == (None, 1)

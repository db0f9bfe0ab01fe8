"""The settings page."""

import pytest
from support import Page

CHOSEN = {
    "display_name": "Sora K.",
    "language": "en",
    "zone": "Asia/Seoul",
    "theme": "dark",
    "text_size": "large",
    "new_facts": "3",
    "minutes": "15",
    "desired_retention": "85",
    "four_buttons": "1",
}


def test_nobody_is_sent_to_the_doors(client):
    response = client.get("/account")
    assert (response.status_code, response.location.partition("=")[0]) == (303, "/login?next")


def test_settings_are_stored_and_shown(client_of, student):
    client = client_of(student)
    response = client.submit("/account", CHOSEN)
    assert (response.status_code, response.location) == (303, "/account#settings")
    page = client.page("/account")
    assert "Your settings are saved." in page.words
    assert page.one("h1").text == "Sora K."
    assert page.one("html")["data-theme"] == "dark"
    assert page.one("html")["data-text"] == "large"
    assert page.one("body")["data-letter-keys"] == "off"
    assert page.one("input", name="new_facts")["value"] == "3"
    assert page.one("input", name="minutes")["value"] == "15"
    assert "checked" in page.one("input", name="four_buttons").attributes
    assert "checked" not in page.one("input", name="letter_keys").attributes
    chosen = [option["value"] for option in page.all("option") if "selected" in option.attributes]
    assert chosen == ["en", "Asia/Seoul", "dark", "large", "85"]


@pytest.mark.parametrize("nothing", ["", "0"])
def test_no_minutes_are_no_limit(client_of, student, nothing):
    client = client_of(student)
    client.submit("/account", CHOSEN)
    assert client.submit("/account", CHOSEN | {"minutes": nothing}).status_code == 303
    assert client.page("/account").one("input", name="minutes")["value"] == ""


@pytest.mark.parametrize(
    "change",
    [
        {"zone": "Mars/Olympus"},
        {"theme": "pink"},
        {"language": "xx"},
        {"text_size": ""},
        {"new_facts": "51"},
        {"new_facts": "-1"},
        {"new_facts": "ten"},
        {"new_facts": ""},
        {"new_facts": "9" * 500},
        {"minutes": "241"},
        {"minutes": "a few"},
        {"desired_retention": "99"},
        {"display_name": "x" * 41},
        {"display_name": "a\u202eb"},
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(client_of, student, change):
    client = client_of(student)
    response = client.submit("/account", CHOSEN | change)
    assert response.status_code == 422
    assert Page(response.text).all("p", class_="fault")
    assert client.page("/account").one("h1").text == "Sora"


def test_only_settings_can_be_set(client_of, student):
    client = client_of(student)
    client.submit("/account", CHOSEN | {"role": "admin", "username": "king", "disabled": "1", "password_hash": "x"})
    account = client.get("/account/export").json["account"][0]
    assert (account["role"], account["username"], account["disabled"]) == ("student", "sora", False)


def test_a_guest_sees_a_small_version(guest):
    page = guest.page("/account")
    assert page.one("h1").text == "You are studying as a guest"
    assert {link["href"] for link in page.all("a")} >= {"/register", "/login", "/account/export", "/account/delete"}
    for field in ("display_name", "new_password", "device"):
        assert not page.all(name=field)
    assert guest.submit("/account", {name: value for name, value in CHOSEN.items() if name != "display_name"}).status_code == 303
    assert guest.page("/account").one("html")["data-theme"] == "dark"


def test_every_field_has_a_label_and_no_id_stands_twice(client_of, student):
    page = client_of(student).page("/account")
    labelled = {label["for"] for label in page.all("label", for_=None)}
    fields = [element for element in page.all("input", id=None) + page.all("select", id=None) if element.attributes.get("type") != "hidden"]
    assert {field["id"] for field in fields} <= labelled
    assert len({element["id"] for element in page.all(id=None)}) == len(page.all(id=None))
    named = [element["aria-labelledby"] for element in page.all("section")]
    assert all(page.all(id=name) for name in named)

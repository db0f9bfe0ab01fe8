"""What a person sees when something goes wrong, and what operators find."""

import pytest
from support import RIGHT, Page

from quizapp.app import create_app
from quizapp.services.errors import DatabaseUnavailable, Reason, TooMany
from quizapp.services.learning import overview
from quizapp.services.people import accounts
from quizapp.web.study import views
from quizapp.web.unavailable import WORDS

OWN = {"Sec-Fetch-Site": "same-origin"}


def failing(monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(overview, "deck_view", fail)


def test_a_fault_of_ours_is_told_under_a_number_that_stands_in_the_log(client, monkeypatch, caplog):
    failing(monkeypatch, ZeroDivisionError("secret words"))
    response = client.get("/decks/harbour")

    number = Page(response.text).one("code").text
    assert response.status_code == 500
    assert "secret words" not in response.text
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "in fail" in caplog.text
    assert "secret words" not in caplog.text


def test_debugging_shows_a_visitor_no_more(settings, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    client = create_app(settings | {"TESTING": False}).test_client()
    failing(monkeypatch, ZeroDivisionError("secret words"))
    response = client.get("/decks/harbour")

    assert response.status_code == 500
    for private in ("secret words", "Traceback", "ZeroDivisionError", "quizapp/web"):
        assert private not in response.text
    assert client.get("/console").status_code == 404


def test_no_error_behind_an_error_is_quoted_in_the_log(client, monkeypatch, caplog):
    def fail(*_):
        try:
            {}["secret words"]
        except KeyError as error:
            raise ValueError("secret words") from error

    monkeypatch.setattr(overview, "deck_view", fail)
    assert client.get("/decks/harbour").status_code == 500
    assert "KeyError" in caplog.text
    assert "secret words" not in caplog.text.replace('{}["secret words"]', "").replace('ValueError("secret words")', "")


def test_a_database_that_cannot_be_used_says_that_nothing_was_stored(guest, monkeypatch):
    failing(monkeypatch, DatabaseUnavailable("database is locked"))
    response = guest.get("/decks/harbour")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "Your answers are safe." in response.text


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_words_and_an_answer_can_be_sent_again(guest, monkeypatch, reason):
    page = guest.page("/study/harbour")
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}

    def fail(*_):
        raise DatabaseUnavailable("no", reason)

    with monkeypatch.context() as patched:
        patched.setattr(views, "answer_study", fail)
        response = guest.post("/study/answer", data=form, headers=OWN)

    shown = Page(response.text)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) in {10, 60}
    assert shown.one("h1").text.strip() == str(WORDS[reason][0])
    assert "Your answer is not saved yet." in shown.words
    assert "Your answers are safe." not in shown.words
    again = {field["name"]: field["value"] for field in shown.all("input", type="hidden")}
    assert guest.post(shown.one("form")["action"], data=again).status_code == 303
    assert again["presentation"] == form["presentation"]


def test_a_form_with_a_password_is_not_given_back(client, monkeypatch):
    token = client.token("/login")

    def fail(*_, **__):
        raise DatabaseUnavailable("no", Reason.FULL)

    monkeypatch.setattr(accounts, "sign_in", fail)
    response = client.post("/login", data={"csrf_token": token, "username": "sora", "password": "three brown hens"}, headers=OWN)

    assert "three brown hens" not in response.text
    assert "Nothing is saved yet." in response.text
    assert "Go back to the form, and send it again." in response.text


def test_too_many_tries_say_when_the_next_one_counts(client, monkeypatch):
    failing(monkeypatch, TooMany(3))
    response = client.get("/decks/harbour")

    assert (response.status_code, response.headers["Retry-After"]) == (429, "180")


def test_a_wrong_method_names_the_right_one(client):
    response = client.get("/guest")

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


@pytest.mark.sqlite
@pytest.mark.parametrize("missing", ["database", "key"])
def test_an_installation_that_is_not_ready_names_the_command_that_cures_it(settings, missing):
    if missing == "database":
        (settings["INSTANCE"] / "quizapp.db").unlink()
    else:
        settings["SECRET_KEY"] = ""
    client = create_app(settings).test_client()
    response = client.get("/")

    assert response.status_code == 503
    assert "quizapp db upgrade" in response.text
    assert client.get("/healthz").status_code == 200

"""What a person sees when something goes wrong, and what operators find."""

import pytest
from support import Page

from quizapp.app import create_app
from quizapp.services.errors import DatabaseUnavailable, TooMany
from quizapp.services.learning import overview


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

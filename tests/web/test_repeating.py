"""What happens to a request that another transaction was in the way of, and to a value that no column takes."""

from io import BytesIO

import pytest
from sqlalchemy import update

from quizapp.db.base import Interrupted, Unstorable, transaction
from quizapp.db.models import Account
from quizapp.services.authoring import import_jobs
from quizapp.services.learning import overview

GIFT = b"::tower::The tower is high.{T}"


@pytest.fixture
def interrupted(monkeypatch):
    """Let a function be interrupted some times after it has done its work, and count its calls: `interrupted(module, "name", 2)`."""

    def interrupt(module, name, times, before=lambda: None):
        calls, usual = [], getattr(module, name)

        def call(*values, **more):
            calls.append(name)
            if len(calls) > times:
                return usual(*values, **more)
            before()
            raise Interrupted("deadlock detected")

        monkeypatch.setattr(module, name, call)
        return calls

    return interrupt


def test_a_request_that_was_interrupted_is_done_once_more(client, interrupted):
    calls = interrupted(overview, "deck_view", 1)

    assert client.get("/decks/harbour").status_code == 200
    assert len(calls) == 2


def test_a_request_that_is_interrupted_again_can_be_sent_again(client, interrupted):
    calls = interrupted(overview, "deck_view", 2)

    assert client.get("/decks/harbour").status_code == 503
    assert len(calls) == 2


def test_what_is_stored_is_not_stored_twice(client, student, interrupted):
    def store():
        with transaction(write=True) as connection:
            connection.execute(update(Account).values(new_facts=Account.new_facts + 1))

    calls = interrupted(overview, "deck_view", 1, before=store)

    assert client.get("/decks/harbour").status_code == 503
    assert len(calls) == 1


def test_a_form_with_a_file_has_to_be_sent_again(client_of, teacher, interrupted):
    calls = interrupted(import_jobs, "submit", 1)
    hana = client_of(teacher)
    data = {"csrf_token": hana.token("/teach/decks/import"), "format": "", "language": "en", "title": "", "file": (BytesIO(GIFT), "a.gift")}

    assert hana.post("/teach/decks/import", data=data, content_type="multipart/form-data").status_code == 503
    assert len(calls) == 1


def test_what_no_column_takes_changes_nothing_and_is_told(client, monkeypatch):
    def fail(*_):
        raise Unstorable("value too long for type character varying(80)")

    monkeypatch.setattr(overview, "deck_view", fail)
    response = client.get("/decks/harbour")

    assert response.status_code == 400
    assert "Nothing was changed" in response.text

"""The log: each request with its status and its time, and nobody’s name."""

import json
import logging
from io import StringIO

import pytest
from support import PASSWORD

from quizapp.app import create_app
from quizapp.web.logs import JsonLines

log = logging.getLogger("quizapp")


@pytest.fixture
def lines(settings, monkeypatch):
    """A client of a site that logs in JSON, and the lines that it has written."""
    for name in ("handlers", "propagate", "level"):
        monkeypatch.setattr(log, name, getattr(log, name))
    app = create_app(settings | {"LOG": "json", "PROXIES": "1", "TESTING": False})
    written = StringIO()
    monkeypatch.setattr(log.handlers[0], "stream", written)
    return app.test_client(), lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_every_request_has_a_line_and_a_number_that_the_reply_names(lines):
    client, read = lines
    replies = [client.get("/healthz"), client.get("/decks/nothing?name=sora"), client.post("/login", data={"username": "sora"})]
    assert [(line["method"], line["endpoint"], line["status"]) for line in read()] == [
        ("GET", "home.healthz", 200),
        ("GET", "read.deck", 404),
        ("POST", "account.sign_in", 400),
    ]
    assert [line["request"] for line in read()] == [reply.headers["X-Request-ID"] for reply in replies]
    assert {line["level"] for line in read()} == {"info"}
    assert all(line["ms"] >= 0 for line in read())


def test_no_line_names_anybody(lines):
    client, read = lines
    client.get("/decks/nothing?name=sora", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}, headers={"User-Agent": "a phone"})
    client.post("/login", data={"username": "sora", "password": PASSWORD})
    text = json.dumps(read())
    for private in ("sora", PASSWORD, "192.0.2.7", "phone", "nothing"):
        assert private not in text


@pytest.mark.parametrize(("given", "taken"), [("abcd-1234_5.6", True), ("short", False), ("x" * 65, False), ("a b c d e f g h", False)])
def test_the_number_of_a_proxy_is_taken_if_it_is_one(lines, given, taken):
    client, read = lines
    reply = client.get("/healthz", headers={"X-Request-ID": given})
    assert (reply.headers["X-Request-ID"] == given) == taken
    assert read()[0]["request"] == reply.headers["X-Request-ID"]


def test_without_a_proxy_no_number_of_a_visitor_is_taken(client):
    assert client.get("/healthz", headers={"X-Request-ID": "abcd-1234"}).headers["X-Request-ID"] != "abcd-1234"


def test_a_line_is_one_line():
    record = logging.LogRecord("quizapp", logging.WARNING, "", 1, "two\nlines %s", ("“이”",), None)
    assert json.loads(JsonLines().format(record))["message"] == "two\nlines “이”"
    assert "\n" not in JsonLines().format(record)


def test_a_traceback_has_no_message():
    try:
        {}["a typed word"]
    except KeyError as error:
        record = logging.LogRecord(
            "gunicorn.error", logging.ERROR, "", 1, "Error handling request", (), (KeyError, error, error.__traceback__)
        )
    line = JsonLines().format(record)
    assert "KeyError" in json.loads(line)["trace"]
    assert line.count("a typed word") == line.count('{}[\\"a typed word\\"]')

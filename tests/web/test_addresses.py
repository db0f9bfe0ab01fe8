"""Full addresses name the site as its settings or its socket do, not as a request says."""

from dataclasses import replace

import pytest

from quizapp.web.addresses import full

SOCKET = {"SERVER_NAME": "192.168.7.5", "SERVER_PORT": "8000"}


@pytest.mark.parametrize(
    ("environ", "host", "shown"),
    [
        ({}, "localhost", "http://localhost"),
        (SOCKET, "localhost:8000", "http://localhost:8000"),
        (SOCKET, "127.0.0.1:8000", "http://127.0.0.1:8000"),
        (SOCKET, "[::1]:8000", "http://[::1]:8000"),
        (SOCKET, "192.168.7.5:8000", "http://192.168.7.5:8000"),
        (SOCKET, "evil.example", "http://192.168.7.5:8000"),
        (SOCKET, "localhost.evil.example:8000", "http://192.168.7.5:8000"),
        (SOCKET, "localhost@evil.example", "http://192.168.7.5:8000"),
        (SOCKET | {"SERVER_NAME": "fd00::7"}, "evil.example", "http://[fd00::7]:8000"),
        (SOCKET | {"SERVER_NAME": "0.0.0.0"}, "0.0.0.0:8000", "http://localhost:8000"),
        (SOCKET | {"SERVER_PORT": "80"}, "evil.example", "http://192.168.7.5"),
    ],
)
def test_a_host_is_not_believed(app, environ, host, shown):
    with app.test_request_context("/", environ_overrides=environ, headers={"Host": host}):
        assert full("home.index") == f"{shown}/"


def test_the_setting_is_the_address(app):
    app.extensions["quizapp.settings"] = replace(app.extensions["quizapp.settings"], url="https://quiz.example.org")
    with app.test_request_context("/", headers={"Host": "evil.example"}):
        assert full("home.index") == "https://quiz.example.org/"


def test_an_invitation_never_shows_a_host_that_came_from_the_request(client_of, admin):
    client = client_of(admin)
    client.submit("/admin/invitations", {}, at="/admin/accounts")
    client.set_cookie("quizapp", client.get_cookie("quizapp").value, domain="evil.example")
    shown = client.get("/admin/link", base_url="http://evil.example", environ_overrides=SOCKET).text
    assert "http://192.168.7.5:8000/welcome/" in shown
    assert "evil" not in shown

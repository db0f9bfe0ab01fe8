"""Metrics for programs on this machine, if they are wanted."""

import sys

import pytest

from quizapp.app import create_app
from quizapp.config import SettingError


@pytest.fixture
def client(settings):
    return create_app(settings | {"METRICS": "1", "PROXIES": "1"}).test_client()


def test_requests_are_counted_and_timed(client):
    client.get("/healthz")
    client.get("/decks/nothing")
    text = client.get("/metrics").text
    assert 'quizapp_requests_total{endpoint="home.healthz",method="GET",status="200"} 1.0' in text
    assert 'quizapp_requests_total{endpoint="read.deck",method="GET",status="404"} 1.0' in text
    assert 'quizapp_request_seconds_count{endpoint="home.healthz"} 1.0' in text
    assert "nothing" not in text


def test_nobody_elsewhere_sees_them(client):
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_there_are_none_unless_they_are_wanted(settings):
    assert create_app(settings).test_client().get("/metrics").status_code == 404


def test_a_missing_package_is_named(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(SettingError, match="pip install"):
        create_app(settings | {"METRICS": "1"})


def test_a_made_up_method_has_no_count_of_its_own(client):
    client.open("/healthz", method="BREW")
    assert 'method="other"' in client.get("/metrics").text

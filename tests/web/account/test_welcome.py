"""The one-time link of the first teacher."""

import pytest
from support import PASSWORD, make_invitation

NEW = {"username": "hana", "password": PASSWORD, "display_name": "Ms Hana"}


@pytest.fixture
def link(app, clock):
    with app.app_context():
        return f"/welcome/{make_invitation('admin', clock.now)}"


def test_the_first_teacher_looks_after_the_site_too(client, link):
    assert "Be the first." in client.page(link).words
    response = client.submit(link, NEW)
    assert (response.status_code, response.location) == (303, "/teach/start")
    assert client.get("/account/export").json["account"][0]["role"] == "admin"


def test_the_link_works_once(app, client, link):
    client.submit(link, NEW)
    other = app.test_client()
    assert other.get(link).status_code == 404
    assert other.submit(link, NEW | {"username": "other"}, at="/login").status_code == 404


def test_a_mistake_does_not_use_it_up(client, link):
    response = client.submit(link, NEW | {"password": "short"})
    assert response.status_code == 422
    assert "Ten characters or more, please." in response.text
    assert client.submit(link, {}).status_code == 422
    assert client.submit(link, NEW).status_code == 303


def test_once_there_is_a_teacher_it_is_dead(client, link, teacher):
    assert client.get(link).status_code == 404
    assert client.submit(link, NEW | {"username": "other"}, at="/login").status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 5000, "%00", "..%2f"])
def test_other_links_lead_nowhere(client, token):
    assert client.get(f"/welcome/{token}").status_code == 404


def test_a_guest_becomes_the_first_teacher(guest, link):
    guest.submit(link, NEW)
    assert guest.get("/account/export").json["account"][0]["username"] == "hana"

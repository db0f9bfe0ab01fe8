"""A site below a path of a host: every address on every page, in every redirect and in what leaves the site, has the path."""

from urllib.parse import urlsplit

import pytest
from support import PASSWORD, RIGHT, Page

from quizapp.app import create_app
from quizapp.config import SettingError, read_settings
from quizapp.services.errors import DatabaseUnavailable, Reason
from quizapp.web.study import views

PATH = "/quiz"


@pytest.fixture
def settings(settings):
    return settings | {"URL": f"http://localhost{PATH}"}


def sign_in(app, person):
    client = app.test_client()
    response = client.submit(f"{PATH}/login", {"username": person.username, "password": PASSWORD})
    assert (response.status_code, response.location) == (303, f"{PATH}/")
    return client


def addresses(page):
    """The addresses of this host on a page: links, forms, pictures, styles, scripts and what scripts fetch."""
    for element in page.elements:
        for name, value in element.attributes.items():
            if name in {"href", "src", "action", "formaction"} or name.startswith("data-"):
                address = urlsplit(value)
                if address.path.startswith("/") and address.netloc in {"", "localhost"}:
                    yield element.tag, name, address


@pytest.mark.parametrize("role", ["student", "teacher", "admin"])
def test_every_address_on_every_page_has_the_path(app, request, role):
    client = sign_in(app, request.getfixturevalue(role))
    waiting, seen = [f"{PATH}/"], set()
    while waiting and len(seen) < 60:
        here = waiting.pop(0)
        seen.add(here)
        response = client.get(here)
        if response.status_code in {301, 302, 303}:
            assert response.location.startswith(f"{PATH}/"), here
            continue
        assert response.status_code == 200, here
        if response.mimetype != "text/html":
            continue
        for tag, name, address in addresses(Page(response.text)):
            assert address.path.startswith(f"{PATH}/"), (here, tag, name, address.path)
            if tag == "a" and not address.path.startswith(f"{PATH}/static/") and address.path not in seen and address.path not in waiting:
                waiting.append(address.path)
    assert len(seen) > 15


def test_another_path_that_begins_alike_is_no_part_of_it(client):
    assert client.get(f"{PATH}zes/").status_code == 404


def test_who_is_asked_to_sign_in_comes_back(app, client, student):
    response = client.get(f"{PATH}/account?tab=1")
    assert response.location == f"{PATH}/login?next={PATH}/account?tab%3D1"
    back = client.submit(response.location, {"username": student.username, "password": PASSWORD, "next": f"{PATH}/account?tab=1"})
    assert back.location == f"{PATH}/account?tab=1"


def test_an_unknown_page_leads_home(client):
    response = client.get(f"{PATH}/nowhere")
    assert response.status_code == 404
    assert {address.path for tag, _, address in addresses(Page(response.text)) if tag == "a"} >= {f"{PATH}/"}


@pytest.mark.parametrize("url", ["http://[::1]:8000", "http://127.0.0.1:8000", "https://quiz.example.org:8443/a/b"])
def test_addresses_of_all_forms_are_taken(url):
    assert read_settings({"URL": url}, {}).url == url


@pytest.mark.parametrize(
    "url", ["ftp://quiz", "quiz.example.org", "https://", "https://host/quiz?x=1", "https://host/quiz#x", "https://a b/"]
)
def test_what_is_no_address_is_refused_in_a_line(url):
    with pytest.raises(SettingError, match="QUIZAPP_URL must be an address"):
        read_settings({"URL": url}, {})


def test_an_address_of_ipv6_is_served(settings):
    client = create_app(settings | {"URL": "http://[::1]:8000"}).test_client()
    assert client.get("/login", headers={"Host": "[::1]:8000"}).status_code == 200


def test_who_could_not_be_answered_sends_the_form_to_this_site_again(app, student, monkeypatch):
    client = sign_in(app, student)
    page = client.page(f"{PATH}/study/harbour")
    form = {name: page.hidden(name) for name in ("csrf_token", "presentation")} | RIGHT[page.type]

    def fail(*_):
        raise DatabaseUnavailable("locked", Reason.BUSY)

    monkeypatch.setattr(views, "answer_study", fail)
    shown = Page(client.post(f"{PATH}/study/answer", data=form, headers={"Sec-Fetch-Site": "same-origin"}).text)
    assert [element["action"] for element in shown.all("form")] == [f"{PATH}/study/answer?"]


def test_the_page_that_is_open_is_marked(app, student):
    page = Page(sign_in(app, student).get(f"{PATH}/account").text)
    assert page.one("a", aria_current="page")["href"] == f"{PATH}/account"

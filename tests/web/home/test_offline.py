"""The manifest, the service worker and the page that devices store: what they say, to whom, and for which addresses."""

import json
import re
import struct

import pytest
from support import Page

from quizapp.app import create_app
from quizapp.shipped import STATIC
from quizapp.web.home.offline import SERVED, UNTOUCHED
from quizapp.web.policy import POLICY, Audience

TEACHING = {
    *(Audience.TEACHERS, Audience.TEACHING_READERS, Audience.OWNERS, Audience.DECK_STAFF, Audience.STAFF),
    *(Audience.CLASS_TEACHERS, Audience.ANSWERING, Audience.ADMINS),
}


def room(rule):
    return rule.rule.split("/")[1]


def site_of(client, address="/sw.js"):
    """What the server tells its service worker."""
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "text/javascript")
    assert response.headers["Cache-Control"] == "no-store"
    return json.loads(re.match(r"const SITE = (.*);\n", response.text)[1]), response.text


def test_every_room_is_decided_about(app):
    rooms = {room(rule) for rule in app.url_map.iter_rules()}
    assert rooms == SERVED | UNTOUCHED, "add the first part of the new address to one of the lists in quizapp/web/home/offline.py"
    assert not SERVED & UNTOUCHED


def test_no_room_of_teachers_doors_or_accounts_is_served(app):
    for rule in app.url_map.iter_rules():
        if POLICY[rule.endpoint].audience in TEACHING or rule.endpoint.startswith("account."):
            assert room(rule) in UNTOUCHED, rule.rule


def test_the_worker_knows_its_rooms_and_stores_nothing_of_anybody(client, guest):
    site, source = site_of(client)
    assert set(site["rooms"]) == SERVED
    assert (site["scope"], site["offline"]) == ("/", "/offline")
    assert all(re.fullmatch(r"/static/[\w.-]+", address) for address in site["shell"])
    assert site_of(guest)[1] == source
    for address in site["shell"]:
        with client.get(address) as response:
            assert response.status_code == 200


def test_a_new_release_has_stores_of_its_own(client, app):
    before = site_of(client)[0]["release"]
    app.extensions["quizapp.assets"] = app.extensions["quizapp.assets"] | {"app.js": "/static/app.0123456789ab.js"}
    assert site_of(client)[0]["release"] != before


def test_the_switch_sends_a_worker_that_ends_itself_and_pages_that_ask_for_none(settings):
    off = create_app(settings | {"OFFLINE": "0"}).test_client()
    source = site_of(off)[1]
    assert "unregister()" in source
    assert '"fetch"' not in source
    assert "data-worker" not in off.get("/").text


def test_each_learner_has_a_store_whose_name_says_nothing(client, guest, client_of, student, app):
    store = guest.page("/").one("body")["data-lessons"]
    assert re.fullmatch(r"quizapp:/:of:[0-9a-f]{16}", store)
    assert guest.page("/decks/harbour").one("body")["data-lessons"] == store
    assert client_of(student).page("/").one("body")["data-lessons"] not in {store, ""}
    assert client.page("/").one("body")["data-lessons"] == ""


def test_a_lesson_is_kept_by_who_is_signed_in(client, guest):
    part = guest.page("/decks/harbour").one("div", data_keep=None)
    pages = json.loads(part["data-pages"])
    assert [page["address"] for page in pages] == ["/decks/harbour/read", "/decks/harbour/map", "/decks/harbour/actors"]
    assert all(guest.get(page["address"]).status_code == 200 for page in pages)  # a redirect could not be kept
    assert not client.page("/decks/harbour").all("div", data_keep=None)


def test_pages_name_the_worker_and_the_manifest(client):
    page = client.page("/")
    assert page.one("body")["data-worker"] == "/sw.js"
    assert page.one("link", rel="manifest")["href"] == "/manifest.webmanifest"


def test_the_page_without_a_connection_is_the_same_for_everybody(client, guest):
    shown = client.get("/offline").text
    assert guest.get("/offline").text == shown
    assert "csrf_token" not in shown
    assert "No connection." in Page(shown).words


def test_the_icons_of_the_manifest_are_there_in_their_sizes(client):
    response = client.get("/manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    manifest = response.json
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        with client.get(icon["src"]) as file:
            assert file.mimetype == icon["type"]
            if icon["type"] == "image/png":
                assert "{}x{}".format(*struct.unpack(">II", file.data[16:24])) == icon["sizes"]


def test_the_icons_are_those_that_the_script_draws():
    from icons import drawn

    small = drawn(24, maskable=False)
    assert struct.unpack(">II", small[16:24]) == (24, 24)
    assert (STATIC / "icon-192.png").read_bytes()[:8] == small[:8]


@pytest.mark.parametrize("address", ["/quiz/sw.js", "/quiz/manifest.webmanifest", "/quiz/offline"])
def test_below_a_path_everything_stays_below_it(settings, address):
    client = create_app(settings | {"URL": "http://localhost/quiz"}).test_client()
    text = client.get(address).text
    for found in re.findall(r"\"(/[^\"]*)\"", text.split('\n"use strict"')[0]):
        assert found.startswith("/quiz/"), found

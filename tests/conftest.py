"""Fixtures for every test: an app on a fresh database, people, a count of queries, a live site and a browser."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher
from both_places import SQLITE, pytest_configure, pytest_generate_tests, pytest_report_header  # noqa: F401 - pytest calls them
from flask import Flask
from hypothesis import settings as hypothesis_settings
from jinja2 import StrictUndefined
from sqlalchemy import event
from sqlalchemy.pool import Pool
from support import BANK, OBSERVATORY, PASSWORD, SECRET_KEY, Clock, FormClient, Nonces, Person, Templates, counted, live

# Only a few examples, new ones each time; `make robust` tries many, and HYPOTHESIS_PROFILE=thorough more. The time that one takes
# decides nothing.
hypothesis_settings.register_profile("quick", max_examples=5, deadline=None)
hypothesis_settings.register_profile("robust", max_examples=60, deadline=None)
hypothesis_settings.register_profile("thorough", max_examples=2000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SAMPLES = list(BANK.glob("*/deck.yaml"))
Flask.jinja_options = {"bytecode_cache": Templates()}  # no template is compiled twice in a test process, whichever app renders it
BLOCKED = "Service Worker registration blocked by Playwright"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def english_words():
    """The words that typed answers of the sample decks are looked up in: made once on a machine, as `quizapp serve` does."""
    from quizapp import lexicons

    assert lexicons.find_or_make("en")


@pytest.fixture(scope="session")
def shared_clock():
    """The clock of every app of a test process."""
    return Clock()


@pytest.fixture
def clock(shared_clock):
    """The app's clock: `clock.now` can be set, `clock.advance(days=1)` moves it."""
    shared_clock.reset()
    return shared_clock


@pytest.fixture(scope="session")
def nonces():
    """The nonces of every app of a test process; `settings` resets them."""
    return Nonces()


@pytest.fixture(scope="session")
def migrated_instance(tmp_path_factory):
    """An instance folder with a key and an empty, migrated database, created once in each test process: copy it."""
    from quizapp.config import read_settings
    from quizapp.services.site import maintenance

    folder = tmp_path_factory.mktemp("migrated") / "instance"
    maintenance.upgrade(read_settings({"INSTANCE": folder}, {}), Clock().now)
    return folder


def filled(folder, **place):
    """The settings of a migrated database with the sample bank."""
    from quizapp.config import read_settings
    from quizapp.services.authoring import publishing
    from quizapp.services.site import maintenance

    settings = read_settings({"INSTANCE": folder, "SECRET_KEY": SECRET_KEY, "BANK": BANK, **place}, {})
    maintenance.upgrade(settings, Clock().now)
    with maintenance.connected(settings):
        publishing.publish_bank(BANK, Clock().now)
    return settings


@pytest.fixture(scope="session")
def template_database(tmp_path_factory, migrated_instance):
    """A migrated database with the sample bank, created once in each test process."""
    return filled(shutil.copytree(migrated_instance, tmp_path_factory.mktemp("template") / "instance")).database_file


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of this test process, or the one that is named. Without one, tests are skipped, and in CI they fail."""
    from postgres import server

    with server() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory, postgres):
    """The name of a migrated database with the sample bank on that server."""
    filled(tmp_path_factory.mktemp("template") / "instance", DATABASE_URL=postgres.create("template"))
    return "template"


@pytest.fixture(scope="session")
def instance_folder(tmp_path_factory):
    """The instance folder that the tests of this process use one after the other."""
    return tmp_path_factory.mktemp("app") / "instance"


@pytest.fixture
def place(request):
    """Where the test keeps its database: sqlite, or postgresql for those that run on both (`both_places.py` says which)."""
    return getattr(request, "param", SQLITE)


@pytest.fixture
def stored_in(place, request, instance_folder):
    """The settings of a fresh database with the sample bank: a file in the instance folder, or a database of a server."""
    shutil.rmtree(instance_folder, ignore_errors=True)
    instance_folder.mkdir()
    if place == SQLITE:
        shutil.copy(request.getfixturevalue("template_database"), instance_folder / "quizapp.db")
        yield {"SYNCHRONOUS": "NORMAL"}  # tests need no protection against power cuts
        return
    template, opened = request.getfixturevalue("postgres_template"), []

    def note(connection, _):
        opened.append(connection)

    event.listen(Pool, "connect", note)
    yield {"DATABASE_URL": request.getfixturevalue("postgres").create("test", template)}
    event.remove(Pool, "connect", note)
    for connection in opened:  # those of apps that the test made itself are in no pool that anybody empties
        connection.close()


@pytest.fixture
def settings(instance_folder, stored_in, clock, nonces):
    """The settings of the app, as `create_app` takes them: a fresh copy of the template database, a fixed key, the clock."""
    nonces.reset()
    own = {"TESTING": True, "INSTANCE": instance_folder, "SECRET_KEY": SECRET_KEY, "BANK": BANK, "CLOCK": clock, "NONCE": nonces}
    return own | stored_in


@pytest.fixture(scope="session")
def app_of():
    """Return the app for some settings, created once in a test process: creating one takes longer than most tests."""
    from quizapp.app import create_app

    apps = {}

    def make(settings):
        key = frozenset(settings.items())
        if key not in apps:
            apps[key] = app = create_app(settings)
            app.test_client_class = FormClient
            app.jinja_env.undefined = StrictUndefined  # a template that uses a value it was not given is wrong
        return apps[key]

    return make


@pytest.fixture
def app(app_of, settings, monkeypatch):
    """The application on its own database, with a cheap password hash. It is shared; changes that a test makes to it are undone."""
    from quizapp.db.base import db
    from quizapp.services.learning import editions, weights
    from quizapp.services.people import passwords

    monkeypatch.setattr(passwords, "hasher", CHEAP)
    weights._sets.clear()  # those of the previous test
    for engine, deck, revision in list(editions._editions):
        if revision > len(SAMPLES):  # what the previous test published; the sample decks are the same in each
            del editions._editions[engine, deck, revision]
    app = app_of(settings)
    for kept in (app.config, app.extensions):
        for name, value in dict(kept).items():
            monkeypatch.setitem(kept, name, value)
    with app.app_context():
        engine = db.engine
    yield app
    engine.dispose()


@pytest.fixture
def observatory(app, clock):
    """Publish a second deck, on another subject, next to the sample bank; return its id."""
    from quizapp.services.authoring import publishing

    with app.app_context():
        published = publishing.publish_folder(OBSERVATORY, clock.now)
    assert published.status == "published", published.problems
    return published.deck


@pytest.fixture
def client(app):
    """A visitor who is not signed in."""
    return app.test_client()


@pytest.fixture
def guest(app):
    """A client that started to study without an account."""
    client = app.test_client()
    response = client.submit("/guest", at="/")
    assert response.status_code == 303, response.status_code
    return client


@pytest.fixture
def make_person(app, clock):
    """Create an account: `make_person("hana", role="teacher")`."""
    from quizapp.db.base import transaction
    from quizapp.db.models import Account
    from quizapp.services.people import names

    def make(username, *, role="student", **columns):
        values = {
            "username": username,
            "username_key": names.key(username),
            "display_name": username.title(),
            "password_hash": CHEAP.hash(PASSWORD),
            "role": role,
            "language": "",
            "zone": "",
            "theme": "auto",
            "text_size": "normal",
            "new_facts": 10,
            "created_at": clock.now,
            "active_on": clock.now.date(),
        }
        with app.app_context(), transaction(write=True) as connection:
            row = connection.execute(Account.__table__.insert().values(values | columns))
            return Person(id=row.inserted_primary_key[0], username=username, role=role)

    return make


@pytest.fixture
def student(make_person):
    """Somebody who studies."""
    return make_person("sora")


@pytest.fixture
def other_student(make_person):
    """Somebody else, who must not see anything of the first."""
    return make_person("yuna")


@pytest.fixture
def teacher(make_person):
    """Somebody who teaches."""
    return make_person("hana", role="teacher")


@pytest.fixture
def admin(make_person):
    """Somebody who looks after the site, and also teaches."""
    return make_person("ryo", role="admin")


@pytest.fixture
def client_of(app):
    """A client signed in as a person: `client_of(student)`."""

    def sign_in(person):
        client = app.test_client()
        response = client.submit("/login", {"username": person.username, "password": PASSWORD})
        assert response.status_code == 303, response.status_code
        return client

    return sign_in


@pytest.fixture
def query_counter(app):
    """Count SQL statements: `with query_counter() as queries: ...` and then `len(queries)`."""
    from quizapp.db.base import db

    @contextmanager
    def count():
        with app.app_context():
            engine = db.engine
        with counted(engine) as queries:
            yield queries

    return count


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something just before a step of a service, once: `meanwhile(module, "step", action)`."""

    def interrupt(module, step, action):
        original = getattr(module, step)

        def interrupted(*args, **named):
            monkeypatch.setattr(module, step, original)
            action()
            return original(*args, **named)

        monkeypatch.setattr(module, step, interrupted)

    return interrupt


@pytest.fixture
def database(app):
    """The app's context, for tests of services and queries: `transaction()` works inside."""
    with app.app_context():
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A live server on the sample bank, started the way anybody would start it."""
    with live(tmp_path_factory.mktemp("site") / "instance") as server:
        yield server


@pytest.fixture(scope="session")
def site(server):
    """The address of the live server."""
    return server.address


@pytest.fixture(scope="session")
def observatory_site(tmp_path_factory):
    """The address of a live server on the sample bank and the second deck."""
    folder = tmp_path_factory.mktemp("observatory")
    shutil.copytree(BANK, folder / "bank")
    shutil.copytree(OBSERVATORY, folder / "bank" / OBSERVATORY.name)
    with live(folder / "instance", bank=folder / "bank") as server:
        yield server.address


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium, driven by Playwright."""
    path = os.environ.get("QUIZAPP_CHROMIUM") or shutil.which("chromium")
    if not path:
        missing = "no chromium: apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*quiet, "--disable-sync", "--no-first-run", "--disable-quic"])
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser, site):
    """Open a page with its own cookies: `new_page(viewport=..., java_script_enabled=False)`.

    Its console must stay empty, except for requests that a `lossy` line does not let through. Service workers are for the tests that
    want them: `workers="allow"`.
    """
    contexts, console = [], []

    def make(*, lossy=False, workers="block", **options):
        context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, service_workers=workers, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.set_default_navigation_timeout(30_000)  # the first page of a fresh server loads all it needs
        let_by = (BLOCKED, "Failed to load resource: net::") if lossy else (BLOCKED,)
        page.on("console", lambda message: message.text.startswith(let_by) or console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: console.append(str(error)))
        page.on("request", lambda request: request.url.startswith((site, "data:")) or console.append(f"request to {request.url}"))
        return page

    yield make
    for context in contexts:
        context.close()
    assert console == []


@pytest.fixture
def page(new_page):
    """A page on a phone."""
    return new_page()

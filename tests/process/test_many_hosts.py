"""Two hosts, each with a server, an instance folder and a bank of its own, serve one PostgreSQL database."""

import re
import shutil
from contextlib import ExitStack

import pytest
from bench.run import Client
from click.testing import CliRunner
from support import BANK, OBSERVATORY, PASSWORD, RIGHT, SECRET_KEY, live

from quizapp.cli import main
from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.db.models import DeckRow
from quizapp.db.site import database
from quizapp.services.authoring import own_bank
from quizapp.services.people import accounts
from quizapp.services.site import maintenance

pytestmark = [pytest.mark.process, pytest.mark.postgresql]


class TravellingClient(Client):
    """A browser behind a balancer that sends every request to the other host than the last one."""

    def __init__(self, ports):
        super().__init__(ports[0])
        self.connections = [self.connection, *(Client(port).connection for port in ports[1:])]

    def send(self, *request):
        self.connections.append(self.connections.pop(0))
        self.connection = self.connections[0]
        return super().send(*request)

    def close(self):
        for connection in self.connections:
            connection.close()


@pytest.fixture(scope="module")
def shared(postgres):
    """The database of the two servers."""
    return postgres.create("hosts")


@pytest.fixture(scope="module")
def hosts(shared, tmp_path_factory):
    """Two servers, each with the bank of its host. They write no error until they are stopped."""
    folder = tmp_path_factory.mktemp("hosts")
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                live(folder / f"host{n}", "--workers", "1", bank=bank, QUIZAPP_DATABASE_URL=shared, QUIZAPP_SECRET_KEY=SECRET_KEY)
            )
            for n, bank in enumerate(banks_in(folder))
        ]
        yield started
        assert [host.stop() for host in started] == ["", ""]


def banks_in(folder):
    """Make the bank of each host: the first has the sample decks, the second another one."""
    (folder / "second").mkdir()
    shutil.copytree(OBSERVATORY, folder / "second" / OBSERVATORY.name)
    return [shutil.copytree(BANK, folder / "first"), folder / "second"]


def settings_of(folder, url, **more):
    return read_settings({"INSTANCE": folder, "DATABASE_URL": url, "SECRET_KEY": SECRET_KEY, **more}, {})


@pytest.fixture
def settings(shared, tmp_path):
    """The settings of a command on a third host."""
    return settings_of(tmp_path / "third", shared)


@pytest.fixture
def browsers():
    """What has to be closed at the end."""
    opened = []
    yield opened
    for browser in opened:
        browser.close()


def port(host):
    return int(host.address.rpartition(":")[2])


def visible(settings):
    with database.connected(settings), transaction(write=False) as connection:
        return {row.id for row in connection.execute(DeckRow.__table__.select()) if row.visibility == "public"}


def test_a_walk_over_two_hosts_is_one_visit(hosts, settings, browsers):
    links = [re.search(r"/welcome/\S+", host.process.stdout.readline())[0] for host in hosts]
    assert links[0] == links[1]
    assert visible(settings) == {"harbour", "knots", OBSERVATORY.name}

    browsers.append(browser := TravellingClient([port(host) for host in hosts]))
    browser.send("GET", "/")
    browser.send("POST", "/guest", {"csrf_token": browser.hidden("csrf_token")})
    numbers = []
    while len(numbers) < 6:
        place = browser.answer("harbour", RIGHT)
        browser.send("GET", place)
        numbers.append(int(re.fullmatch(r".*/study/feedback/(\d+).*", place)[1]))
    assert numbers == list(range(1, 7))

    browser.send("GET", links[0])
    browser.send(
        "POST",
        links[0],
        {"csrf_token": browser.hidden("csrf_token"), "username": "hana", "password": PASSWORD, "display_name": ""},
    )
    browser.send("GET", "/teach/classes")
    assert "hana" in browser.text


def test_wrong_passwords_are_counted_once_for_all_hosts(hosts, settings, browsers):
    with database.connected(settings):
        accounts.create("sora", PASSWORD, now=settings.clock())
        refused = {}
        for host in hosts:
            browsers.append(browser := Client(port(host)))
            browser.send("GET", "/login")
            for n in range(8):
                try:
                    browser.send(
                        "POST", "/login", {"csrf_token": browser.hidden("csrf_token"), "username": "sora", "password": "wrong words"}
                    )
                except SystemExit as error:
                    refused.setdefault(host.address, []).append((n, re.search(r": (\d+)", str(error))[1]))
        first, second = (refused[host.address] for host in hosts)
        assert first[0] == (0, "422")
        assert "429" in [status for _, status in first]
        assert second[0] == (0, "429"), "the second host knows what was counted by the first"


def test_a_bank_folder_archives_only_what_it_had(postgres, tmp_path):
    url, banks = postgres.create("banks"), banks_in(tmp_path)
    first, second = (settings_of(tmp_path / f"host{n}", url, BANK=bank) for n, bank in enumerate(banks))
    maintenance.upgrade(first, first.clock())

    def publish(settings):
        with database.connected(settings):
            own_bank.publish(settings, settings.bank, settings.clock())
        return visible(settings)

    own = {path.parent.name for path in banks[0].glob("*/deck.yaml")}
    assert publish(first) == own
    assert publish(second) == own | {OBSERVATORY.name}
    assert publish(first) == own | {OBSERVATORY.name}
    shutil.rmtree(banks[1] / OBSERVATORY.name)
    assert publish(first) == own | {OBSERVATORY.name}
    assert publish(second) == own
    (first.instance / own_bank.LIST).write_text("")  # a host that has lost its list takes nothing away
    shutil.rmtree(banks[0] / min(own))
    assert publish(first) == own


@pytest.mark.parametrize("command", ["serve --port 0", "db upgrade", "doctor"])
def test_a_server_without_the_shared_key_is_refused(postgres, tmp_path, monkeypatch, command):
    (tmp_path / "secret_key").write_text("k" * 64)  # the key of one host is not that of all
    monkeypatch.delenv("QUIZAPP_SECRET_KEY", raising=False)
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", postgres.create("keyless"))
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))

    done = CliRunner().invoke(main, command.split())

    assert done.exit_code == 1
    assert "QUIZAPP_SECRET_KEY is not set: all hosts of a PostgreSQL database share one" in done.output
    assert done.stderr.count("\n") == 1

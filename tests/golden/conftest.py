"""A site left by an earlier program in the middle of its term, opened by the program under test. `make.py` created it."""

import gzip
import json
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from support import SECRET_KEY, Nonces

HERE = Path(__file__).parent
PICTURED = "glass"
"""The deck with pictures."""


def as_text():
    return gzip.decompress((HERE / "site.sql.gz").read_bytes()).decode()


@pytest.fixture(scope="session")
def golden():
    """What was stored next to the database: marks of sign-ins, open forms, and the properties of every question at that time."""
    return json.loads((HERE / "golden.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def stored():
    """The database as it was stored, read with plain SQLite."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(as_text())
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def files_of(stored):
    """The files that each deck was published from when the site was left: texts by name, by deck."""
    query = "SELECT deck.id, revision.files FROM deck JOIN revision ON revision.id = deck.revision_id"
    return {deck: json.loads(files) for deck, files in stored.execute(query)}


@pytest.fixture(scope="session")
def opened(tmp_path_factory, golden):
    """The database, migrated to the schema of the program under test."""
    from quizapp.config import read_settings
    from quizapp.services.site import maintenance

    folder = tmp_path_factory.mktemp("opened")
    settings = read_settings({"INSTANCE": folder, "SECRET_KEY": SECRET_KEY}, {})
    connection = sqlite3.connect(settings.database_file)
    connection.executescript(as_text())
    connection.close()
    maintenance.upgrade(settings, datetime.fromisoformat(golden["now"]))
    assert maintenance.check(settings) == []
    return settings.database_file


@pytest.fixture
def bank(tmp_path, stored, files_of):
    """The folder with the decks that were published from a folder."""
    folder = tmp_path / "bank"
    for (deck,) in stored.execute("SELECT id FROM deck WHERE origin = 'folder'"):
        (folder / deck).mkdir(parents=True)
        for name, text in files_of[deck].items():
            (folder / deck / name).write_text(text, "utf-8", newline="")
    for path in (HERE / "decks" / PICTURED).iterdir():
        shutil.copy(path, folder / PICTURED)
    return folder


@pytest.fixture
def settings(tmp_path, opened, clock, golden):
    """The settings of the app on a copy of that database, at the moment it was left."""
    clock.now = datetime.fromisoformat(golden["now"])
    instance = tmp_path / "instance"
    instance.mkdir()
    shutil.copy(opened, instance / "quizapp.db")
    options = {"SECRET_KEY": SECRET_KEY, "CLOCK": clock, "SYNCHRONOUS": "NORMAL"}
    nonces = Nonces()
    return {"TESTING": True, "INSTANCE": instance, "BANK": tmp_path / "bank", "NONCE": lambda: f"new-{nonces()}", **options}


@pytest.fixture
def as_before(app, golden):
    """A client with its old cookie: `as_before("sora")`."""

    def come_back(name):
        client = app.test_client()
        with client.session_transaction() as session:
            session["who"] = golden["marks"][name]
        return client

    return come_back


@pytest.fixture
def rows(app):
    """The rows of tables: `rows("answer", "memory")`."""
    from quizapp.db.base import transaction

    def read(*tables):
        with app.app_context(), transaction(write=False) as connection:
            return {table: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")] for table in tables}

    return read

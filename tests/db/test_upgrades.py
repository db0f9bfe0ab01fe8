"""A database of every earlier version, with rows in it, is migrated without losing one, and the program goes on with it."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from support import BANK, PASSWORD, RIGHT, SECRET_KEY, Clock, FormClient

from quizapp.config import read_settings
from quizapp.db.site import database
from quizapp.services.learning import memories
from quizapp.services.site import maintenance, repairing

SITES = {path.name.partition(".")[0]: path for path in (Path(__file__).with_name("sites")).glob("*.sql.gz")}
"""What programs of earlier versions stored, by their newest migration; `sites/make.py` made them. 0004 is in `tests/golden`."""

VERSIONS = sorted(script.revision for script in ScriptDirectory(str(database.MIGRATIONS)).walk_revisions())
JSON = {"data": '{"files": []}', "questions": "[]", "response": "[]", "trail": "[]"}
OBJECTS = {"versions", "files", "pictures", "scope", "given", "detail"}
ODD = ("", "🦀" * 200, 'it\'s "quoted"; -- NULL', "x" * 5000)
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('alembic_version', 'sqlite_sequence') ORDER BY name"


@pytest.fixture
def settings(tmp_path):
    return read_settings({"INSTANCE": tmp_path, "SECRET_KEY": SECRET_KEY, "BANK": BANK}, {})


def everything(file):
    """The rows of every table, with the names of their columns."""
    found = {}
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        for (table,) in connection.execute(TABLES).fetchall():
            found[table] = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
    return found


def key(row):
    return sorted((name, repr(value)) for name, value in row.items())


def check_that_nothing_is_lost(before, after):
    for table, rows in before.items():
        assert table in after, f"the table {table} is gone"
        columns = set(rows[0]) & set(after[table][0]) if rows else set()
        old = sorted(({name: row[name] for name in columns} for row in rows), key=key)
        new = sorted(({name: row[name] for name in columns} for row in after[table]), key=key)
        assert new == old, table


def value(column, kind, number):
    """A value that the program could have stored in a column of row 0, 1, 2..."""
    if column in JSON or column in OBJECTS:
        return JSON.get(column, "{}")
    if "CHAR" in kind or "TEXT" in kind:
        return f"{column}-{number}" if number < 2 else ODD[(number + len(column)) % len(ODD)] + str(number)
    if "DATETIME" in kind:
        return f"2026-03-{number + 1:02} 09:00:00.123456"
    if "DATE" in kind:
        return f"2026-03-{number + 1:02}"
    if "BLOB" in kind:
        return bytes(range(256))
    return number % 2 if "BOOL" in kind else number + 1 if "INT" in kind else number / 3


def fill(file):
    """Put rows into every table: full ones, ones with as much empty as may be, and ones with odd texts."""
    with closing(sqlite3.connect(file)) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            parents = {row[3]: (row[2], row[4]) for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            for number in range(4):
                row = {}
                for _, name, _, required, _, in_key in columns:
                    place, parent_column = parents.get(name, (table, name))
                    types = {each[1]: each[2] for each in connection.execute(f"PRAGMA table_info({place})")}
                    empty = number == 1 and not required and not in_key
                    row[name] = None if empty else value(parent_column, types[parent_column], number)
                names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.commit()


@pytest.mark.parametrize("version", VERSIONS)
def test_no_row_of_any_table_of_any_version_is_lost(settings, version):
    database.create_file(settings.database_file)
    with database.connected(settings):
        config = Config()
        config.set_main_option("script_location", str(database.MIGRATIONS))
        command.upgrade(config, version)
    fill(settings.database_file)
    before = everything(settings.database_file)
    assert all(before.values()), "each table has rows"

    done = maintenance.upgrade(settings, Clock().now)

    assert done.migrated == (version != VERSIONS[-1])
    assert (done.backup is not None) == done.migrated
    check_that_nothing_is_lost(before, everything(settings.database_file))
    assert maintenance.check(settings) == []


@pytest.mark.parametrize("version", SITES)
def test_a_site_of_an_earlier_program_goes_on(settings, version):
    with closing(sqlite3.connect(settings.database_file)) as connection:
        connection.executescript(gzip.decompress(SITES[version].read_bytes()).decode())
    before = everything(settings.database_file)

    assert maintenance.upgrade(settings, Clock().now).migrated == (version != VERSIONS[-1])

    after = everything(settings.database_file)
    check_that_nothing_is_lost(before, after)
    assert repairing.look(settings).lines == []
    study_on(settings)
    assert len(everything(settings.database_file)["answer"]) == len(before["answer"]) + 1
    with maintenance.connected(settings):
        assert memories.learners()


def study_on(settings):
    """Sign in with the old password, open the old pages, and answer a question."""
    from quizapp.app import create_app

    clock = Clock()
    clock.advance(days=30)
    app = create_app({"TESTING": True, "CLOCK": clock, "INSTANCE": settings.instance, "SECRET_KEY": SECRET_KEY, "BANK": settings.bank})
    app.test_client_class = FormClient
    client = app.test_client()
    assert client.submit("/login", {"username": "sora", "password": PASSWORD}).status_code == 303
    for path in ("/", "/progress", "/progress/harbour", "/decks/harbour/read", "/attempts/1/review", "/account", "/account/export"):
        assert client.get(path, follow_redirects=True).status_code == 200, path
    page = client.page("/study/harbour")
    assert client.answer(page, RIGHT[page.type]).verdict == "right"
    with app.app_context():
        from quizapp.db.base import db

        db.engine.dispose()

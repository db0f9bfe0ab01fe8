"""The migration that adds former names: nothing that is stored is lost, and decks that were renamed before it are found."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.db.site import database

DECKS = [("cordage", "folder"), ("knots", "folder"), ("lines", "database")]
STATED = [  # deck, number, `formerly` of the deck
    ("cordage", 1, None),
    ("lines", 1, ["threads"]),
    ("cordage", 2, ["ropes", "knots"]),
    ("cordage", 3, ["ropes", "strings"]),
    ("knots", 1, []),
]
DECK = "INSERT INTO deck (id, title, origin, visibility, problem)"
ACCOUNT = "INSERT INTO account (id, display_name, role, language, zone, theme, text_size, new_facts, created_at, active_on) "


def read(query):
    with transaction(write=False) as connection:
        return connection.exec_driver_sql(query).all()


def add_revision(connection, deck, number, formerly=None):
    data = json.dumps({"deck": {"title": deck} | ({"formerly": formerly} if formerly is not None else {})})
    values = (deck, number, f"{deck}{number}", data, "{}", "2026-03-02", "files", '{"a.png": "1"}', "hana", "why")
    columns = 'deck_id, number, digest, data, versions, published_at, files, pictures, "by", why'
    query = f"INSERT INTO revision ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
    return connection.exec_driver_sql(query, values).scalar_one()


@pytest.fixture
def filled(tmp_path):
    """A database from before the migration, with decks, and what runs the migration and undoes it."""
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    script = ScriptDirectory(str(database.MIGRATIONS))
    (mine,) = (one for one in script.walk_revisions() if Path(one.path).stem.endswith("_former_names"))
    settings = read_settings({"INSTANCE": tmp_path}, {})
    database.create_file(settings.database_file)
    with database.connected(settings):
        command.upgrade(config, mine.down_revision)
        with transaction(write=True) as connection:
            for deck, origin in DECKS:
                connection.exec_driver_sql(f"{DECK} VALUES (?, '', ?, 'public', '')", (deck, origin))
            for number, row in enumerate(STATED, 1):
                assert add_revision(connection, *row) == number
                connection.exec_driver_sql("UPDATE deck SET revision_id = ? WHERE id = ?", (number, row[0]))
            connection.exec_driver_sql(
                "INSERT INTO question (id, deck_id, \"key\", fact, archived) VALUES (1, 'cordage', 'hold', 'hold', 0)"
            )
            connection.exec_driver_sql("INSERT INTO version (id, question_id, digest, revision_id) VALUES (1, 1, 'x', 3)")
            connection.exec_driver_sql(f"{ACCOUNT} VALUES (1, '', 'student', '', '', 'auto', 'normal', 10, '2026-03-02', '2026-03-02')")
        yield lambda: command.upgrade(config, mine.revision), lambda: command.downgrade(config, mine.down_revision)


def stored():
    return {table: read(f"SELECT * FROM {table}") for table in ("deck", "revision", "question", "version", "account")}


def test_what_is_stored_stays(filled):
    upgrade, downgrade = filled
    before = stored()
    assert len(before["revision"]) == len(STATED)

    upgrade()

    assert stored() == before
    assert read("PRAGMA foreign_key_check") == []
    downgrade()
    assert stored() == before


def test_decks_that_were_renamed_before_have_their_names(filled):
    upgrade, _ = filled

    upgrade()

    names = read("SELECT name, deck_id FROM former_name ORDER BY name")
    assert names == [("ropes", "cordage"), ("strings", "cordage")], "neither a name in use nor what a deck of a teacher states"


def test_the_id_of_a_deleted_revision_is_not_used_again(filled):
    upgrade, _ = filled
    upgrade()
    with transaction(write=True) as connection:
        connection.exec_driver_sql("UPDATE deck SET revision_id = NULL WHERE id = 'knots'")
        connection.exec_driver_sql("DELETE FROM revision WHERE id = 5")

        assert add_revision(connection, "knots", 1) == 6

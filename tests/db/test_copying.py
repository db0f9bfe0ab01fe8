"""A database that is copied into another kind of database, and back, is the same database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, String, func, insert, select
from support import SECRET_KEY

from quizapp.config import read_settings
from quizapp.db.base import UTCDateTime, transaction
from quizapp.db.models import Account
from quizapp.db.site import database, transfer
from quizapp.services.site import copying
from quizapp.services.site.maintenance import Unusable

pytestmark = pytest.mark.postgresql

ROWS = 5
ODD = ("", "é 🌍 한국어 'quoted' \\ % {}", "\u200d\ufeff", "\t\n\x1f")
"""Texts that a careless copy would change."""


@pytest.fixture
def at(tmp_path, postgres):
    """Return the settings of a database that does not exist, or has no table yet: `at("sqlite")`."""

    def named(kind, name):
        url = postgres.create(name) if kind == "postgresql" else f"sqlite:///{tmp_path / name}.db"
        return read_settings({"INSTANCE": tmp_path, "SECRET_KEY": SECRET_KEY, "DATABASE_URL": url}, {})

    return named


VALUES = {
    UTCDateTime: lambda n: datetime(2026, 3, 29, 1, 30, 0, 123456 * n, tzinfo=UTC) + timedelta(days=100 * n),
    Date: lambda n: date(2026, 2, 28) + timedelta(days=n),
    Boolean: lambda n: n % 2 == 1,
    Float: lambda n: (0.0, 0.1, 1e-300, 1 / 3, 2.0**60)[n],
    Integer: lambda n: n + 1,
    LargeBinary: lambda n: bytes(range(256)) * n,
}


def value(column, n):
    """A value for a column: another one in each row, odd ones and the longest among them."""
    kind = column.type
    if column.nullable and n == ROWS - 1:
        return None
    if isinstance(kind, String):
        distinct = f"{n} é" if column.primary_key or column.unique else ""
        return (distinct or (ODD[n % len(ODD)] if n else "x" * (kind.length or 100_000)))[: kind.length]
    return next(make(n) for known, make in VALUES.items() if isinstance(kind, known))


def fill():
    """Add some rows to every table, each of which refers to rows that exist."""
    rows = {}
    with transaction(write=True) as connection:
        for table in transfer.tables():
            rows[table.name] = [{column.name: value(column, n) for column in table.columns} for n in range(ROWS)]
            for n, row in enumerate(rows[table.name]):
                for constraint in table.foreign_key_constraints:
                    parent = rows[constraint.referred_table.name][n]
                    row.update({element.parent.name: parent[element.column.name] for element in constraint.elements})
            connection.execute(insert(table), rows[table.name])


def filled(settings):
    if settings.database_file:
        database.create_file(settings.database_file)
    with database.connected(settings):
        database.upgrade()
        fill()
    return settings


def contents(settings):
    with database.connected(settings), transaction(write=False) as connection:
        return {table.name: [tuple(row) for some in transfer.rows(connection, table) for row in some] for table in transfer.tables()}


def test_a_copy_to_the_other_database_and_back_is_equal(at):
    first, server, second = filled(at("sqlite", "first")), at("postgresql", "server"), at("sqlite", "second")
    seen = []

    there = copying.copy(first, server, lambda *steps: seen.append(steps))
    back = copying.copy(server, second, lambda *_: None)

    assert contents(first) == contents(server) == contents(second)
    assert there == back
    assert there.rows == ROWS * len(transfer.tables()) == sum(done for done, _ in seen)
    assert {total for _, total in seen} == {there.rows}


def test_the_next_row_has_the_next_number(at):
    server = at("postgresql", "server")
    copying.copy(filled(at("sqlite", "first")), server, lambda *_: None)

    with database.connected(server), transaction(write=True) as connection:
        for table in transfer.tables():
            column = table.autoincrement_column
            if column is not None and isinstance(column.type, Integer):
                assert connection.scalar(select(func.nextval(func.pg_get_serial_sequence(table.name, column.name)))) == ROWS + 1, table.name


def test_an_empty_table_begins_at_one(at):
    server, empty = at("postgresql", "server"), at("sqlite", "empty")
    database.create_file(empty.database_file)
    with database.connected(empty):
        database.upgrade()
    copying.copy(empty, server, lambda *_: None)

    with database.connected(server), transaction(write=True) as connection:
        new = insert(Account).values(created_at=datetime.now(UTC), active_on=date(2026, 3, 2)).returning(Account.id)
        assert connection.scalar(new) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_target_with_anything_in_it_is_refused_and_not_touched(at, kind):
    first, target = filled(at("sqlite", "first")), filled(at(kind, "target"))
    before = contents(target)

    with pytest.raises(Unusable, match="already has content"):
        copying.copy(first, target, lambda *_: None)

    assert contents(target) == before


def test_a_copy_that_stops_half_way_leaves_an_empty_target_and_can_be_made_again(at):
    first, server = filled(at("sqlite", "first")), at("postgresql", "server")

    def stop(*_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        copying.copy(first, server, stop)

    assert not any(contents(server).values())
    assert copying.copy(first, server, lambda *_: None).rows


@pytest.mark.parametrize("text", ["NUL \0 here", "x" * 81])
def test_a_text_that_would_not_be_the_same_stops_the_copy(at, text):
    first, server = filled(at("sqlite", "first")), at("postgresql", "server")
    with database.connected(first), transaction(write=True) as connection:
        connection.exec_driver_sql("UPDATE account SET display_name = ? WHERE id = 1", (text,))

    with pytest.raises(Unusable, match=r"nothing was copied: the rows of account"):
        copying.copy(first, server, lambda *_: None)

    assert not any(contents(server).values())


def test_a_server_that_runs_has_to_be_stopped_first(at, postgres):
    server = filled(at("postgresql", "server"))
    with database.connected(server), transaction(write=False) as connection:
        connection.exec_driver_sql("SELECT 1")
        connection.exec_driver_sql("SET application_name = 'quizapp 1'")  # as another process has it
        with pytest.raises(Unusable, match="a server is using postgresql://"):
            copying.copy(server, at("sqlite", "second"), lambda *_: None)


def test_a_database_is_not_copied_into_itself(at):
    first = filled(at("sqlite", "first"))
    with pytest.raises(Unusable, match="one and the same"):
        copying.copy(first, first, lambda *_: None)


def test_the_name_of_a_database_has_no_password(tmp_path):
    url = "postgres://quizapp:secret@localhost:5433/school?sslmode=require"
    settings = read_settings({"INSTANCE": tmp_path, "DATABASE_URL": url}, {})

    assert copying.place(settings) == "postgresql://quizapp:***@localhost:5433/school?sslmode=require"

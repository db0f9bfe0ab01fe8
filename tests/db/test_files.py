"""A database file that is moved, replaced or deleted while it is open, and what an error of SQLite means."""

import errno
import shutil
import sqlite3

import pytest
from sqlalchemy import create_engine
from support import SECRET_KEY, Clock

from quizapp.config import read_settings
from quizapp.db import files
from quizapp.db.base import DatabaseUnavailable, transaction
from quizapp.db.files import Reason
from quizapp.db.site import database
from quizapp.services.site import maintenance


@pytest.fixture
def file(tmp_path, migrated_instance):
    """The file of the connected database; `first` is stored in it."""
    settings = read_settings({"INSTANCE": shutil.copytree(migrated_instance, tmp_path / "instance"), "SECRET_KEY": SECRET_KEY}, {})
    maintenance.upgrade(settings, Clock().now)
    with maintenance.connected(settings):
        add("first")
        yield settings.database_file


def add(name):
    with transaction(write=True) as connection:
        connection.exec_driver_sql("INSERT INTO counter VALUES (?, 1, '2026-03-02')", (name,))


def names():
    with transaction(write=False) as connection:
        return connection.exec_driver_sql("SELECT name FROM counter ORDER BY rowid").scalars().all()


def everything(file):
    return (file, *files.beside(file))


def move_away(file):
    for path in everything(file):
        path.rename(f"{path}.away")


def move_back(file):
    for path in everything(file):
        path.with_name(f"{path.name}.away").rename(path)


@pytest.mark.parametrize("use", [lambda: add("second"), names])
@pytest.mark.parametrize("lose", [move_away, lambda file: [path.unlink() for path in everything(file)]], ids=["moved", "deleted"])
def test_a_file_that_is_gone_is_neither_read_nor_written(file, lose, use):
    lose(file)

    with pytest.raises(DatabaseUnavailable) as raised:
        use()

    assert raised.value.reason is Reason.GONE
    assert not file.exists(), "no new database is made"


def test_a_file_that_comes_back_is_used_again(file):
    move_away(file)
    with pytest.raises(DatabaseUnavailable):
        add("lost")

    move_back(file)
    add("second")

    assert names() == ["first", "second"]


def test_a_file_that_takes_the_place_of_the_open_one_is_used_from_then_on(file, tmp_path):
    database.copy(file, tmp_path / "copy.db")
    add("not in the copy")

    move_away(file)
    (tmp_path / "copy.db").rename(file)
    add("second")

    assert names() == ["first", "second"]
    with sqlite3.connect(f"{file}.away") as old:
        assert "second" not in [name for (name,) in old.execute("SELECT name FROM counter")]
    old.close()


def test_what_is_committed_into_a_file_that_has_just_gone_is_not_told_as_stored(file):
    def add_and_lose():
        with transaction(write=True) as connection:
            connection.exec_driver_sql("INSERT INTO counter VALUES ('second', 1, '2026-03-02')")
            move_away(file)

    with pytest.raises(DatabaseUnavailable) as raised:
        add_and_lose()

    assert raised.value.reason is Reason.GONE


def test_a_log_that_is_deleted_takes_no_later_row_with_it(file):
    files.beside(file)[0].unlink()

    add("second")

    assert "second" in names()
    assert files.beside(file)[0].exists()


def test_a_file_that_is_replaced_while_it_is_opened_is_not_used(file, monkeypatch):
    move_away(file)
    shutil.copy(f"{file}.away", file)
    looks, real = iter([None, None, None, (1, 1)]), files._identity  # the fourth look is the one before the new file is opened
    monkeypatch.setattr(files, "_identity", lambda path: next(looks, None) or real(path))

    with pytest.raises(DatabaseUnavailable):
        names()

    assert names() == []


def error(name):
    raised = sqlite3.OperationalError(name)
    raised.sqlite_errorcode = getattr(sqlite3, name)
    return raised


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("SQLITE_BUSY", Reason.BUSY),
        ("SQLITE_BUSY_SNAPSHOT", Reason.BUSY),
        ("SQLITE_FULL", Reason.FULL),
        ("SQLITE_IOERR_WRITE", Reason.DISK),
        ("SQLITE_READONLY", Reason.READ_ONLY),
        ("SQLITE_READONLY_DBMOVED", Reason.GONE),
        ("SQLITE_CANTOPEN", Reason.CLOSED),
        ("SQLITE_CORRUPT", Reason.DAMAGED),
        ("SQLITE_NOTADB", Reason.DAMAGED),
        ("SQLITE_ERROR", Reason.OTHER),
    ],
)
def test_an_error_has_a_reason(tmp_path, name, reason):
    (tmp_path / "quizapp.db").write_bytes(b"rows")

    assert files.reason_of(error(name), tmp_path / "quizapp.db") is reason


def test_a_file_that_cannot_be_opened_because_there_is_none_is_gone(tmp_path):
    assert files.reason_of(error("SQLITE_CANTOPEN"), tmp_path / "quizapp.db") is Reason.GONE


def test_a_file_that_was_emptied_is_gone_whatever_sqlite_makes_of_it(tmp_path):
    (tmp_path / "quizapp.db").touch()
    for name in ("SQLITE_CANTOPEN", "SQLITE_BUSY"):
        assert files.reason_of(error(name), tmp_path / "quizapp.db") is Reason.GONE


def test_an_error_of_a_disk_without_room_means_that_it_is_full(tmp_path, monkeypatch):
    def fail(**_):
        raise OSError(errno.EDQUOT, "quota exceeded")

    monkeypatch.setattr(files, "TemporaryFile", fail)

    assert files.reason_of(error("SQLITE_IOERR_SHMSIZE"), tmp_path / "quizapp.db") is Reason.FULL


def test_an_error_of_another_driver_has_no_reason_here():
    assert files.reason_of(Exception("server closed the connection"), None) is Reason.OTHER
    assert files.file_of(create_engine("sqlite://")) is None

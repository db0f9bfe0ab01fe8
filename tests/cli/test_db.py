import sqlite3
from contextlib import closing

import pytest

from quizapp.db.base import Base


def query(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(statement).fetchall()
        connection.commit()
        return rows


def mode(path):
    return oct(path.stat().st_mode & 0o777)


def test_upgrade_makes_folder_key_and_database_for_their_owner_alone(quizapp, instance):
    result = quizapp("db", "upgrade")

    assert (result.exit_code, result.stdout) == (0, "made the database\n")
    assert mode(instance / "secret_key") == mode(instance / "quizapp.db") == "0o600"
    assert len((instance / "secret_key").read_text()) == 64


def test_upgrade_twice_changes_nothing(quizapp, installed):
    key = (installed / "secret_key").read_text()

    result = quizapp("db", "upgrade")

    assert (result.exit_code, result.stdout) == (0, "the database is already up to date\n")
    assert (installed / "secret_key").read_text() == key
    assert not (installed / "backups").exists()


def test_upgrade_makes_no_key_where_one_is_given(quizapp, instance, monkeypatch):
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", "k" * 40)

    assert quizapp("db", "upgrade").exit_code == 0
    assert not (instance / "secret_key").exists()


def test_upgrade_copies_an_older_database_first(quizapp, installed, older):
    result = quizapp("db", "upgrade")

    assert result.exit_code == 0
    (copy,) = (installed / "backups").glob("before-upgrade-*.db")
    assert str(copy) in result.stdout
    assert query(installed / "quizapp.db", "SELECT version_num FROM alembic_version") == [("9999",)]
    assert query(copy, "SELECT version_num FROM alembic_version") != [("9999",)]
    assert mode(copy) == "0o600"


def test_upgrade_refuses_a_newer_database(quizapp, installed):
    query(installed / "quizapp.db", "UPDATE alembic_version SET version_num = 'f00d'")

    result = quizapp("db", "upgrade")

    assert result.exit_code == 1
    assert "newer than the program" in result.stderr
    assert query(installed / "quizapp.db", "SELECT version_num FROM alembic_version") == [("f00d",)]


def test_check_finds_a_sound_database_sound(quizapp, installed):
    result = quizapp("db", "check")

    assert (result.exit_code, result.stdout) == (0, "the database has no damage and its schema is up to date\n")


def test_check_names_the_command_for_a_missing_database(quizapp, instance):
    result = quizapp("db", "check")

    assert result.exit_code == 1
    assert "quizapp db upgrade" in result.stderr


def test_check_names_the_command_for_an_older_database(quizapp, installed, older):
    result = quizapp("db", "check")

    assert result.exit_code == 1
    assert "quizapp db upgrade" in result.stderr


ORPHAN = "INSERT INTO sign_in (user_id, token_hash, agent, created_at, seen_on) VALUES (9, 'x', '', 0, 0)"


def test_check_finds_rows_that_refer_to_nothing(quizapp, installed):
    query(installed / "quizapp.db", ORPHAN)

    result = quizapp("db", "check")

    assert result.exit_code == 1
    assert "sign_in" in result.stderr
    assert "quizapp db restore" in result.stderr


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--fix", "--dry-run"]])
def test_check_says_what_it_would_repair_and_repairs_nothing(quizapp, installed, options):
    query(installed / "quizapp.db", ORPHAN)

    result = quizapp("db", "check", *options)

    assert result.exit_code == 1
    assert "rows of sign_in refer to rows of account that are not there: 1" in result.stderr
    assert "quizapp db check --fix" in result.stderr
    assert query(installed / "quizapp.db", "SELECT user_id FROM sign_in") == [(9,)]


def test_check_repairs_after_a_copy_and_finds_nothing_then(quizapp, installed):
    query(installed / "quizapp.db", ORPHAN)

    result = quizapp("db", "check", "--fix")

    assert result.exit_code == 0, result.output
    (copy,) = (installed / "backups").iterdir()
    assert copy.name.startswith("before-fix-")
    assert result.stdout.splitlines() == [
        f"copied the database to {copy}",
        "repaired: rows of sign_in refer to rows of account that are not there: 1",
        "the database has no damage and its schema is up to date",
    ]
    assert query(copy, "SELECT user_id FROM sign_in") == [(9,)]
    assert query(installed / "quizapp.db", "SELECT user_id FROM sign_in") == []
    assert quizapp("db", "check", "--fix").exit_code == 0
    assert [path.name for path in (installed / "backups").iterdir()] == [copy.name], "a sound database is not copied"


@pytest.mark.parametrize("junk", [b"this is no database at all" * 100, b""])
def test_check_finds_a_file_that_is_no_database(quizapp, installed, junk):
    (installed / "quizapp.db").write_bytes(junk)

    result = quizapp("db", "check")

    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_backup_and_restore_give_everything_back(quizapp, installed, tmp_path):
    assert quizapp("user", "add", "sora", typed="three brown hens\n").exit_code == 0
    assert quizapp("db", "backup", tmp_path / "copy.db").exit_code == 0
    assert quizapp("user", "add", "yuna", typed="three brown hens\n").exit_code == 0

    result = quizapp("db", "restore", tmp_path / "copy.db")

    assert result.exit_code == 0, result.output
    assert query(installed / "quizapp.db", "SELECT username FROM account") == [("sora",)]
    (kept,) = (installed / "backups").glob("before-restore-*.db")
    assert query(kept, "SELECT username FROM account ORDER BY 1") == [("sora",), ("yuna",)]
    assert mode(tmp_path / "copy.db") == "0o600"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "instance"]


def test_backup_does_not_overwrite(quizapp, installed, tmp_path):
    (tmp_path / "copy.db").write_text("mine")

    result = quizapp("db", "backup", tmp_path / "copy.db")

    assert result.exit_code == 1
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_backup_taken_while_somebody_writes_is_whole(quizapp, installed, tmp_path):
    with closing(sqlite3.connect(installed / "quizapp.db", isolation_level=None)) as writer:
        writer.execute("INSERT INTO counter VALUES ('stored', 1, 0)")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO counter VALUES ('not yet', 1, 0)")

        assert quizapp("db", "backup", tmp_path / "copy.db").exit_code == 0

    assert query(tmp_path / "copy.db", "SELECT name FROM counter") == [("stored",)]


def test_restore_makes_an_instance_from_a_backup(quizapp, installed, tmp_path, monkeypatch):
    assert quizapp("db", "backup", tmp_path / "copy.db").exit_code == 0
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path / "other"))

    assert quizapp("db", "restore", tmp_path / "copy.db").exit_code == 0
    assert quizapp("db", "check").exit_code == 0


def test_restore_says_what_became_of_the_old_database_and_who_was_erased_again(quizapp, installed, tmp_path):
    assert quizapp("user", "add", "sora", typed="three brown hens\n").exit_code == 0
    assert quizapp("db", "backup", tmp_path / "copy.db").exit_code == 0
    assert quizapp("user", "delete", "sora", "--yes").exit_code == 0
    content = (installed / "quizapp.db").read_bytes()[:100]
    (installed / "quizapp.db").write_bytes(content)

    result = quizapp("db", "restore", tmp_path / "copy.db")

    assert result.exit_code == 0, result.output
    (kept,) = (installed / "backups").glob("damaged-*.db")
    assert kept.read_bytes() == content
    assert result.stdout.splitlines() == [
        f"moved the old database to {kept}",
        f"restored {tmp_path / 'copy.db'}",
        "everybody has to sign in again",
        "accounts erased since the backup and now erased again: 1",
    ]
    assert query(installed / "quizapp.db", "SELECT username FROM account") == []


def test_restore_migrates_an_older_backup(quizapp, installed, older, tmp_path):
    assert quizapp("db", "backup", tmp_path / "copy.db").exit_code == 0

    result = quizapp("db", "restore", tmp_path / "copy.db")

    assert result.exit_code == 0
    assert "migrated" in result.stdout
    assert quizapp("db", "check").exit_code == 0


@pytest.mark.parametrize("content", [None, b"junk" * 1000])
def test_restore_refuses_what_is_no_backup_and_keeps_the_database(quizapp, installed, tmp_path, content):
    assert quizapp("user", "add", "sora", typed="three brown hens\n").exit_code == 0
    if content:
        (tmp_path / "copy.db").write_bytes(content)

    result = quizapp("db", "restore", tmp_path / "copy.db")

    assert result.exit_code == 1
    assert query(installed / "quizapp.db", "SELECT username FROM account") == [("sora",)]


@pytest.mark.parametrize("command", [["check"], ["backup", "copy.db"], ["restore", __file__], ["upgrade"]])
def test_a_server_that_cannot_be_reached_is_told_in_one_line(quizapp, instance, monkeypatch, command):
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", "postgres://quizapp:secret@localhost:1/quizapp")
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", "k" * 40)

    result = quizapp("db", *command)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: the database cannot be used: connection failed")
    assert (result.stderr.count("\n"), "secret" in result.stderr) == (1, False)


def test_copy_takes_files_and_addresses_and_says_what_it_copied(quizapp, installed):
    quizapp("user", "add", "hana", "--role", "teacher", typed="three brown hens\nthree brown hens\n")
    there = installed / "copy.db"

    result = quizapp("db", "copy", installed / "quizapp.db", f"sqlite:///{there}")

    assert result.exit_code == 0, result.stderr
    assert f"rows of {len(Base.metadata.tables)} tables to {there}; both have the SHA-256 " in result.stdout
    assert query(there, "SELECT username FROM account") == [("hana",)]
    assert mode(there) == "0o600"
    again = quizapp("db", "copy", installed / "quizapp.db", there)
    assert (again.exit_code, f"{there} already has content" in again.stderr) == (1, True)


def test_copy_needs_a_database_to_begin_with(quizapp, instance, tmp_path):
    result = quizapp("db", "copy", tmp_path / "none.db", tmp_path / "other.db")

    assert result.exit_code == 1
    assert "there is no database" in result.stderr
    assert not (tmp_path / "other.db").exists()

"""`quizapp retention`: what would go is named first, and a mistake can be undone."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from quizapp.config import now, read_settings
from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.models import Account, ClassroomRow, Job
from quizapp.db.site import database
from quizapp.services.people import accounts
from quizapp.services.site import expiring

YEAR = timedelta(days=365)


@pytest.fixture
def site(installed, monkeypatch):
    """A site that keeps students for a year: sora left two years ago, yuna eleven and a half months ago, hana teaches."""
    monkeypatch.setenv("QUIZAPP_KEEP_STUDENTS", "12")
    with database.connected(read_settings()):
        for name, role, away in (
            ("sora", "student", 2 * YEAR),
            ("yuna", "student", YEAR - timedelta(days=14)),
            ("hana", "teacher", 2 * YEAR),
        ):
            accounts.create(name, "three brown hens", now=now(), role=role)
            with transaction(write=True) as connection:
                connection.execute(update(Account).where(Account.username == name).values(active_on=(now() - away).date()))
    return installed


def names(quizapp):
    return [line.split("\t")[0] for line in quizapp("user", "list").stdout.splitlines()]


def test_a_dry_run_names_who_goes_and_changes_nothing(quizapp, site):
    result = quizapp("retention", "--dry-run")

    gone, soon, last = result.stdout.splitlines()
    assert (result.exit_code, last) == (0, "nothing was changed")
    assert gone == f"account sora: last seen or in a class on {(now() - 2 * YEAR).date()}; rows: 1"
    assert soon.startswith("soon: account yuna on ")
    assert names(quizapp) == ["hana", "sora", "yuna"]
    assert not (site / "backups").exists()


def test_classes_are_named_by_number_and_so_are_those_without_an_end(quizapp, site, monkeypatch):
    monkeypatch.setenv("QUIZAPP_KEEP_CLASSES", "6")
    with database.connected(read_settings()), transaction(write=True) as connection:
        for name, away in (("7a", 200), ("8b", 170), ("9c", None)):
            row = connection.execute(insert(ClassroomRow).values(name=name, zone="UTC", archived=True, created_at=now()))
            if away:
                log.note(connection, "hana", "archived", f"class:{row.inserted_primary_key[0]}", "", now() - timedelta(days=away))

    lines = [line for line in quizapp("retention", "--dry-run").stdout.splitlines() if "class " in line and "account" not in line]

    assert lines[0].startswith("class 1, 7a: archived on ")
    assert lines[1].startswith("soon: class 2, 8b on ")
    assert lines[2] == "stays: class 3, 9c: nobody knows when it was archived; open it and archive it again"


def test_it_asks_first(quizapp, site):
    assert quizapp("retention", typed="n\n").exit_code == 1
    assert names(quizapp) == ["hana", "sora", "yuna"]

    assert quizapp("retention", typed="y\n").exit_code == 0
    assert names(quizapp) == ["hana", "yuna"]


def test_it_copies_the_database_erases_and_has_nothing_more_to_do(quizapp, site):
    result = quizapp("retention", "--yes")

    (copy,) = (site / "backups").glob("*.db")
    assert copy.name.startswith("before-erase-")
    assert result.stdout.splitlines()[-2:] == [
        f"there is a copy of the database from before: {copy}",
        "erased accounts: 1, classes: 0, lines of the log: 0",
    ]
    assert names(quizapp) == ["hana", "yuna"]
    again = quizapp("retention", "--yes")
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "nothing is due")
    assert len([*(site / "backups").glob("*.db")]) == 1


def test_a_restore_erases_again_unless_it_was_a_mistake(quizapp, site):
    assert quizapp("retention", "--yes").exit_code == 0
    (copy,) = (site / "backups").glob("*.db")

    assert "now erased again: 1\n" in quizapp("db", "restore", copy).stdout
    assert names(quizapp) == ["hana", "yuna"]

    assert "are back: 1\n" in quizapp("db", "restore", "--with-erased", copy).stdout
    assert names(quizapp) == ["hana", "sora", "yuna"]


def test_a_second_run_steps_back(quizapp, site):
    with database.connected(read_settings()), transaction(write=True) as connection:
        connection.execute(insert(Job).values(name=expiring.JOB, started_at=now(), report=""))

    result = quizapp("retention", "--yes")

    assert (result.exit_code, result.stderr) == (1, "Error: another run is already in progress\n")
    assert "sora" in names(quizapp)


def test_without_a_setting_nothing_is_due(quizapp, site, monkeypatch):
    monkeypatch.delenv("QUIZAPP_KEEP_STUDENTS")

    assert quizapp("retention", "--yes").stdout == "nothing is due\n"


def test_tidy_erases_nobody_by_age(quizapp, site):
    assert "erased" not in quizapp("tidy").stdout

    assert names(quizapp) == ["hana", "sora", "yuna"]


def test_the_policy_is_a_table_with_the_months_of_the_site(quizapp, site):
    lines = quizapp("retention", "--policy").stdout.splitlines()

    assert lines[:2] == ["| what | kept | why |", "|---|---|---|"]
    assert "12 months after the last of these: their last visit" in lines[2]
    assert all(line.count(" | ") == 2 for line in lines[2:])

"""Which copies of the database are made and kept, and that no damaged one takes the place of a sound one."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from damaging import DAMAGED, settle
from support import SECRET_KEY

from quizapp.config import read_settings
from quizapp.services.errors import DatabaseUnavailable, Reason
from quizapp.services.site import backups, maintenance, server_backups

DAY = timedelta(days=1)


@pytest.fixture
def settings(tmp_path, migrated_instance):
    """A site without a connection to its database."""
    return read_settings({"INSTANCE": shutil.copytree(migrated_instance, tmp_path / "instance"), "SECRET_KEY": SECRET_KEY}, {})


def names(settings, kind=""):
    return sorted(path.name for path in backups.folder(settings).iterdir() if path.name.startswith(kind))


def daily_days(settings):
    return [date.fromisoformat(name[6:16]) for name in names(settings, "daily-")]


def pretend(settings, name, age=0.0):
    """Put an empty file in the place of a copy, made some seconds ago."""
    backups.folder(settings).mkdir(exist_ok=True)
    path = backups.path_of(settings, name)
    path.touch()
    os.utime(path, (path.stat().st_mtime - age,) * 2)
    return path


def test_of_three_years_a_copy_is_left_for_each_day_week_and_month_of_the_last(settings):
    first = date(2026, 3, 2)
    for number in range(3 * 365):
        today = first + number * DAY
        pretend(settings, f"daily-{today}")
        backups.thin(settings, today)
        kept = daily_days(settings)
        ages = [(today - day).days for day in kept]
        assert set(range(min(14, number + 1))) <= set(ages), "each of the last 14 days"
        assert len(kept) <= 14 + 7 + 13

    weeks = {day.isocalendar()[:2] for day in kept}
    assert {(today - 7 * back * DAY).isocalendar()[:2] for back in range(8)} <= weeks
    months = {(day.year, day.month) for day in kept}
    assert {((today.month - back - 1) % 12 + 1) for back in range(12)} == {month for _, month in months}
    assert max(ages) <= 366


def test_the_newest_copy_is_kept_however_old_it_is(settings):
    pretend(settings, "daily-2020-05-04")
    pretend(settings, "daily-2020-05-05")

    backups.thin(settings, date(2026, 3, 2))

    assert daily_days(settings) == [date(2020, 5, 5)]


def test_seven_of_every_other_kind_are_kept(settings):
    for number in range(10):
        for kind in backups.OTHERS:
            pretend(settings, f"{kind}-2026-03-02T0{number}0000")
    damaged = pretend(settings, "damaged-2026-03-02T000000-2")
    for log in damaged.with_name(f"{damaged.name}-wal"), backups.path_of(settings, "my own"):
        log.touch()

    backups.thin(settings, date(2026, 3, 2))

    for kind in backups.OTHERS:
        assert names(settings, kind) == [f"{kind}-2026-03-02T0{number}0000.db" for number in range(3, 10)]
    assert names(settings, "my own"), "what others put there is not ours to delete"


def test_no_copy_of_another_kind_is_kept_for_longer_than_a_year(settings):
    for kind in backups.OTHERS:
        for day in ("2025-02-28", "2025-03-01"):
            pretend(settings, f"{kind}-{day}T090000")
    pretend(settings, "before-upgrade-of my own")

    backups.thin(settings, date(2026, 3, 2))

    assert names(settings) == sorted([*(f"{kind}-2025-03-01T090000.db" for kind in backups.OTHERS), "before-upgrade-of my own.db"])


def test_before_people_are_erased_there_is_always_a_copy_of_that_moment(settings, clock):
    pretend(settings, "daily-2026-03-02")

    assert server_backups.before_erasing(settings, clock.now).name == "before-erase-2026-03-02T090000.db"
    assert server_backups.before_erasing(replace(settings, demo=True), clock.now) is None


def test_what_a_killed_copy_left_is_deleted_after_a_day(settings, clock):
    backups.folder(settings).mkdir()
    old, new = (backups.folder(settings) / f".daily-2026-03-01.db.{name}" for name in ("old", "new"))
    restoring = settings.database_file.with_name(".quizapp.db.0123")
    for path, moment in ((old, clock.now - 3 * DAY), (new, clock.now), (restoring, clock.now - 3 * DAY)):
        path.touch()
        os.utime(path, (moment.timestamp(),) * 2)

    backups.thin(settings, clock.now.date())

    assert names(settings) == [new.name]
    assert not restoring.exists()
    assert settings.database_file.exists()


@pytest.mark.parametrize("kind", ["middle", "half", "text", "end"])
def test_a_damaged_database_is_no_backup_and_pushes_none_out(settings, clock, kind):
    backups.daily(settings, clock.now)
    for number in range(20):
        pretend(settings, f"daily-2026-02-{number + 1:02}")
    DAMAGED[kind](settings.database_file)
    before = names(settings)
    clock.advance(days=30)

    with pytest.raises(DatabaseUnavailable) as raised:
        backups.daily(settings, clock.now)

    assert raised.value.reason is Reason.DAMAGED
    assert names(settings) == before


def test_an_import_is_preceded_by_a_copy_unless_there_is_a_recent_one(settings, clock):
    backups.before_import(settings, clock.now)
    (first,) = names(settings)
    assert first.startswith("before-import-")
    now = backups.newest(settings)

    backups.before_import(settings, now + timedelta(minutes=59))
    assert names(settings) == [first]
    backups.before_import(settings, now + timedelta(minutes=61))
    assert len(names(settings)) == 2


def test_the_demo_and_other_databases_are_not_copied_before_an_import(settings, clock):
    for other in (replace(settings, demo=True), replace(settings, database_url="postgresql+psycopg://localhost/quizapp")):
        backups.before_import(other, clock.now)
    assert not backups.folder(settings).exists()


def test_the_newest_sound_copy_is_found_among_damaged_ones(settings, clock):
    sound = backups.copy(settings, "daily-2026-02-20")
    for number, damage in enumerate(DAMAGED.values()):
        damage(Path(shutil.copy(sound, backups.path_of(settings, f"daily-2026-03-{number + 1:02}"))))
    pretend(settings, "daily-2026-03-20")

    assert backups.newest_sound(settings) == sound


def test_what_was_restored_away_is_offered_last(settings):
    names = ("before-restore-2026-03-02T120000", "daily-2026-03-01", "damaged-2026-03-02T120000", "before-upgrade-2026-02-01T120000")
    for age, name in enumerate(names):
        pretend(settings, name, age)

    assert [path.stem for path in backups.every(settings)] == [names[1], names[3], names[0]]


def test_the_database_is_moved_with_its_newest_rows(settings, clock):
    file = settings.database_file
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("INSERT INTO counter VALUES ('only in the log', 1, 0)")

        kept = backups.set_aside(settings, file, clock.now)

    assert not file.exists()
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT name FROM counter").fetchall() == [("only in the log",)]


def test_two_databases_moved_in_one_second_have_two_names(settings, clock, tmp_path):
    settle(settings.database_file)
    shutil.copy(settings.database_file, tmp_path / "again.db")
    first = backups.set_aside(settings, settings.database_file, clock.now)
    shutil.copy(tmp_path / "again.db", settings.database_file)

    second = backups.set_aside(settings, settings.database_file, clock.now)

    assert (first.name, second.name) == ("before-restore-2026-03-02T090000.db", "before-restore-2026-03-02T090000-2.db")


def test_a_database_on_another_disk_is_there_until_its_copy_is_complete(settings, clock, monkeypatch):
    def refuse(self, _):
        raise OSError(errno.EXDEV, "another disk")

    settle(settings.database_file)
    monkeypatch.setattr(Path, "rename", refuse)
    content = settings.database_file.read_bytes()

    with monkeypatch.context() as full:
        full.setattr(shutil, "copy2", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "no space")))
        with pytest.raises(OSError, match="no space"):
            backups.set_aside(settings, settings.database_file, clock.now)
        assert settings.database_file.read_bytes() == content
        assert names(settings) == []
    kept = backups.set_aside(settings, settings.database_file, clock.now)

    assert kept.read_bytes() == content
    assert not settings.database_file.exists()


def test_another_error_of_a_move_is_told(settings, clock, monkeypatch):
    def refuse(self, _):
        raise OSError(errno.EACCES, "not allowed")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="not allowed"):
        backups.set_aside(settings, settings.database_file, clock.now)
    assert settings.database_file.exists()


def test_nothing_is_moved_where_nothing_is(settings, clock):
    settings.database_file.unlink()
    assert backups.set_aside(settings, settings.database_file, clock.now) is None
    assert maintenance.lost(settings) == ""

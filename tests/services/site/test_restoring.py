"""A restore works on whatever the database has become, keeps it, and brings back neither people who were erased nor sign-ins."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from damaging import DAMAGED, EVERY, FOREIGN, settle
from sqlalchemy import func, select
from support import PASSWORD, SECRET_KEY, make_invitation

from quizapp.config import read_settings
from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.learning import running_numbers
from quizapp.db.models import Account, Answer, Invitation, Job, SignIn
from quizapp.db.people import erasures
from quizapp.db.site import database
from quizapp.services.errors import DatabaseUnavailable, Reason
from quizapp.services.people import accounts
from quizapp.services.site import backups, maintenance, my_data, restoring
from quizapp.services.site.backups import Unusable


@pytest.fixture
def settings(tmp_path, migrated_instance, clock):
    """A site with a person and a copy of it, `copy.db`, and another person who came later; nobody has its database open."""
    settings = read_settings({"INSTANCE": shutil.copytree(migrated_instance, tmp_path / "instance"), "SECRET_KEY": SECRET_KEY}, {})
    add(settings, clock, "sora")
    database.copy(settings.database_file, tmp_path / "copy.db")
    add(settings, clock, "yuna")
    settle(settings.database_file)
    return settings


@pytest.fixture
def copy(settings, tmp_path):
    return tmp_path / "copy.db"


def add(settings, clock, name):
    with maintenance.connected(settings):
        accounts.create(name, PASSWORD, now=clock.now)


def names(settings):
    with maintenance.connected(settings), transaction(write=False) as connection:
        return list(connection.scalars(select(Account.username).order_by(Account.id)))


def left_beside(settings):
    return sorted(path.name for path in settings.instance.iterdir())


@pytest.mark.parametrize("kind", EVERY)
def test_whatever_the_database_has_become_a_backup_takes_its_place(settings, copy, clock, kind):
    EVERY[kind](settings.database_file)
    content = settings.database_file.read_bytes() if settings.database_file.exists() else None

    done = restoring.restore(settings, copy, clock.now)

    assert names(settings) == ["sora"]
    assert maintenance.check(settings) == []
    assert (done.kept.read_bytes() if done.kept else None) == content, "byte by byte"
    assert done.kept is None or done.kept.name.startswith("damaged-2026-03-02T090000")


@pytest.mark.parametrize("kind", EVERY)
def test_check_and_start_name_the_backup_to_restore(settings, clock, kind):
    kept = backups.copy(settings, "daily-2026-03-02")
    EVERY[kind](settings.database_file)
    before = settings.database_file.read_bytes() if settings.database_file.exists() else None

    with pytest.raises(Unusable) as refused:
        maintenance.upgrade(settings, clock.now)
    (found,) = maintenance.check(settings)

    for line in (str(refused.value.args[0]), found):
        assert "\n" not in line
        assert kind in FOREIGN or f"quizapp db restore {kept}" in line
    assert (settings.database_file.read_bytes() if settings.database_file.exists() else None) == before, "nothing is made in its place"


def test_without_a_sound_backup_the_line_says_so(settings, clock):
    DAMAGED["half"](settings.database_file)
    shutil.copytree(settings.instance, settings.instance / "backups")
    (settings.instance / "backups" / "quizapp.db").rename(settings.instance / "backups" / "daily-2026-03-01.db")

    assert "no backup in" in maintenance.check(settings)[0]


def test_a_log_without_its_database_is_no_first_start(settings, clock):
    settings.database_file.rename(settings.instance / "elsewhere.db")
    database.log_of(settings.database_file).write_bytes(b"rows")

    with pytest.raises(Unusable, match="only its log is left"):
        maintenance.upgrade(settings, clock.now)
    assert not settings.database_file.exists()


def test_a_database_without_tables_beside_backups_is_lost(settings, clock):
    backups.copy(settings, "daily-2026-03-02")
    settings.database_file.unlink()
    with closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute("PRAGMA user_version = 3")
        connection.commit()
    assert settings.database_file.stat().st_size

    with pytest.raises(Unusable, match="is lost"):
        maintenance.upgrade(settings, clock.now)


def test_the_demo_and_a_first_start_are_not_lost(settings, clock):
    backups.copy(settings, "daily-2026-03-02")
    demo = replace(settings, demo=True, database_url=f"sqlite:///{settings.instance / 'demo.db'}")
    assert maintenance.upgrade(demo, clock.now).made

    settings.database_file.unlink()
    backups.folder(settings).rename(settings.instance / "moved away")
    assert maintenance.upgrade(settings, clock.now).made


def test_a_sound_database_is_kept_as_a_backup_with_everything_in_it(settings, copy, clock):
    done = restoring.restore(settings, copy, clock.now)

    assert done.kept.name == "before-restore-2026-03-02T090000.db"
    restoring.restore(settings, done.kept, clock.now)
    assert names(settings) == ["sora", "yuna"]
    assert left_beside(settings) == ["backups", "quizapp.db", "secret_key"]


def test_sign_ins_and_links_and_running_jobs_end(settings, copy, clock, tmp_path):
    with maintenance.connected(settings):
        mark = accounts.sign_in("sora", PASSWORD, now=clock.now, agent="", address="192.0.2.1")
        make_invitation("admin", clock.now)
        with transaction(write=True) as connection:
            connection.execute(Job.__table__.insert().values(name="tidy", started_at=clock.now, report=""))
    database.copy(settings.database_file, tmp_path / "busy.db")

    restoring.restore(settings, tmp_path / "busy.db", clock.now)

    with maintenance.connected(settings):
        assert not accounts.visitor(mark).signed_in
        with transaction(write=False) as connection:
            for table in (SignIn, Invitation, Job):
                assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_who_was_erased_is_erased_again_from_every_backup(settings, copy, clock):
    with maintenance.connected(settings):
        my_data.erase_named("sora", clock.now)
    assert names(settings) == ["yuna"]

    for _ in range(2):  # the list is not used up
        assert restoring.restore(settings, copy, clock.now).erased == 1
        assert names(settings) == []
        with maintenance.connected(settings), transaction(write=False) as connection:
            assert connection.scalar(select(func.count()).select_from(Answer)) == 0


def test_who_has_the_number_of_somebody_erased_is_not_erased(settings, copy, clock, tmp_path):
    with maintenance.connected(settings):
        my_data.erase_named("yuna", clock.now)
    clock.advance(days=1)
    add(settings, clock, "mina")
    database.copy(settings.database_file, tmp_path / "newer.db")

    assert restoring.restore(settings, tmp_path / "newer.db", clock.now).erased == 0
    assert names(settings) == ["sora", "mina"]


def test_the_list_of_the_erased_travels_with_the_backups(settings, copy, clock, tmp_path):
    backups.copy(settings, "daily-2026-03-01")
    with maintenance.connected(settings):
        my_data.erase_named("sora", clock.now)
    backups.copy(settings, "daily-2026-03-02")
    shutil.copytree(backups.folder(settings), tmp_path / "stick")
    other = read_settings({"INSTANCE": tmp_path / "other", "SECRET_KEY": SECRET_KEY}, {})

    done = restoring.restore(other, tmp_path / "stick" / "daily-2026-03-01.db", clock.now)

    assert (done.erased, names(other)) == (1, ["yuna"])
    assert restoring.restore(other, copy, clock.now).erased == 1, "the other site knows from then on"


def test_without_its_list_the_database_itself_knows_who_was_erased(settings, copy, clock):
    with maintenance.connected(settings):
        my_data.erase_named("sora", clock.now)
    erasures.list_of(settings.database_file).unlink()  # as after a copy from a server

    assert restoring.restore(settings, copy, clock.now).erased == 1
    assert erasures.listed(erasures.list_of(settings.database_file)) == erasures.noted_in(settings.database_file) != set()


def test_who_was_erased_by_mistake_can_be_brought_back_for_good(settings, copy, clock):
    backups.copy(settings, "daily-2026-03-01")
    for name in ("sora", "yuna"):
        with maintenance.connected(settings):
            my_data.erase_named(name, clock.now)
    backups.copy(settings, "daily-2026-03-02")

    done = restoring.restore(settings, copy, clock.now, bring_back=True)

    assert (done.erased, done.back, names(settings)) == (0, 1, ["sora"])
    later = restoring.restore(settings, backups.path_of(settings, "daily-2026-03-01"), clock.now)
    assert (later.erased, names(settings)) == (1, ["sora"]), "yuna came after that copy, and nobody withdrew her erasure"


def test_an_erasure_is_withdrawn_only_when_the_backup_is_in_place(settings, copy, clock, monkeypatch):
    with maintenance.connected(settings):
        my_data.erase_named("sora", clock.now)

    def fail(*_, **__):
        raise DatabaseUnavailable("no space", Reason.FULL)

    with monkeypatch.context() as failing:
        failing.setattr(backups, "set_aside", fail)
        with pytest.raises(DatabaseUnavailable):
            restoring.restore(settings, copy, clock.now, bring_back=True)

    assert restoring.restore(settings, copy, clock.now).erased == 1


def test_who_is_there_is_not_erased_because_an_old_list_says_so(settings, copy, clock):
    with maintenance.connected(settings), transaction(write=False) as connection:
        everybody = erasures.living(connection)
    assert erasures.living_in(settings.database_file) == everybody
    backups.copy(settings, "daily-2026-03-02")
    erasures.keep(backups.list_of(settings), everybody)  # as on a host that does not know that they were brought back

    assert restoring.restore(settings, copy, clock.now).erased == 0
    assert names(settings) == ["sora"]


def test_a_database_that_cannot_be_asked_leaves_it_to_the_list_and_says_so(settings, copy, clock):
    with maintenance.connected(settings):
        my_data.erase_named("sora", clock.now)
    DAMAGED["half"](settings.database_file)
    with pytest.raises(DatabaseUnavailable):
        erasures.noted_in(settings.database_file)

    done = restoring.restore(settings, copy, clock.now)

    assert (done.erased, names(settings)) == (1, [])
    assert str(settings.database_file) in done.unread


def test_accounts_without_a_moment_cannot_be_told_apart(settings, clock):
    with closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute("UPDATE account SET created_at = 'yesterday'")
        connection.commit()

    with pytest.raises(DatabaseUnavailable):
        erasures.living_in(settings.database_file)


def test_the_log_of_a_backup_forgets_the_name_of_a_student_too(settings, clock, tmp_path):
    with maintenance.connected(settings):
        accounts.create("hana", PASSWORD, now=clock.now, role="teacher")
        with transaction(write=True) as connection:
            for name in ("sora", "hana"):
                log.note(connection, name, "joined", "class:1", "1", clock.now)
                log.note(connection, log.SERVER, "added", f"account:{name}", "", clock.now)
    database.copy(settings.database_file, tmp_path / "named.db")
    with maintenance.connected(settings):
        for name in ("sora", "hana"):
            my_data.erase_named(name, clock.now)

    assert restoring.restore(settings, tmp_path / "named.db", clock.now).erased == 2

    with maintenance.connected(settings), transaction(write=False) as connection:
        assert {word for line in log.entries(connection) for word in (line.actor, line.object)} & {"sora", "account:sora", "hana"} == {
            "hana"
        }


def test_an_older_list_is_known_to_a_newer_database(settings, clock):
    with maintenance.connected(settings):
        my_data.erase_named("sora", clock.now)
        known = erasures.noted_in(settings.database_file)
    with database.connected(settings):
        config = Config()
        config.set_main_option("script_location", str(database.MIGRATIONS))
        command.downgrade(config, "0011")

    maintenance.upgrade(settings, clock.now)

    assert erasures.noted_in(settings.database_file) == known != set()


def test_an_erasure_that_was_undone_is_not_repeated(settings, copy, clock):
    def erase_in_vain():
        with transaction(write=True) as connection:
            erasures.erase(connection, 1, running_numbers.take_out)
            raise ZeroDivisionError

    with maintenance.connected(settings), pytest.raises(ZeroDivisionError):
        erase_in_vain()
    assert names(settings) == ["sora", "yuna"]

    assert restoring.restore(settings, copy, clock.now).erased == 0
    assert names(settings) == ["sora"]


def test_nobody_is_erased_who_cannot_be_listed(settings, clock):
    erasures.list_of(settings.database_file).mkdir()

    with maintenance.connected(settings), pytest.raises(DatabaseUnavailable):
        my_data.erase_named("sora", clock.now)
    assert names(settings) == ["sora", "yuna"]


def test_the_list_names_nobody_and_only_its_owner_reads_it(settings, clock):
    with maintenance.connected(settings):
        my_data.erase_named("sora", clock.now)

    path = erasures.list_of(settings.database_file)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_text().split()) == 1
    assert "sora" not in path.read_text()


@pytest.mark.parametrize("kind", [*DAMAGED, *FOREIGN, "empty"])
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(settings, copy, clock, kind):
    EVERY[kind](copy)
    before = settings.database_file.read_bytes()

    with pytest.raises(Unusable, match="cannot be used as a backup"):
        restoring.restore(settings, copy, clock.now)

    assert settings.database_file.read_bytes() == before
    assert left_beside(settings) == ["quizapp.db", "secret_key"]


def test_a_backup_of_a_newer_program_and_the_database_itself_are_refused(settings, copy, clock):
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'f00d'")
        connection.commit()

    for source, words in ((copy, "newer than the program"), (settings.database_file, "is the database itself"), (copy.parent, "no file")):
        with pytest.raises(Unusable, match=words):
            restoring.restore(settings, source, clock.now)
    assert names(settings) == ["sora", "yuna"]


def test_a_database_that_another_program_writes_is_not_taken_from_it(settings, copy, clock):
    with closing(sqlite3.connect(settings.database_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseUnavailable) as refused:
            restoring.restore(settings, copy, clock.now)

    assert refused.value.reason is Reason.BUSY
    assert names(settings) == ["sora", "yuna"]


def test_a_restore_that_fails_half_way_leaves_the_database_as_it_was(settings, copy, clock, monkeypatch):
    def fail(*_, **__):
        raise DatabaseUnavailable("no space", Reason.FULL)

    for step in (database, "make_single"), (backups, "set_aside"), (restoring, "_make_ready"):
        with monkeypatch.context() as failing:
            failing.setattr(*step, fail)
            with pytest.raises(DatabaseUnavailable):
                restoring.restore(settings, copy, clock.now)
        assert names(settings) == ["sora", "yuna"]
        assert left_beside(settings) == ["quizapp.db", "secret_key"]

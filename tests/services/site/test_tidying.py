"""What is deleted, kept and copied when it is time, and that only one run at a time does it."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from support import SECRET_KEY, Clock, make_invitation

from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.db.people import counters
from quizapp.db.site import database, jobs
from quizapp.services.people import accounts, sign_ins
from quizapp.services.site import backups, maintenance, tidying

AGENT = "Mozilla/5.0 Firefox/140.0"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path, migrated_instance, clock):
    instance = shutil.copytree(migrated_instance, tmp_path / "instance")
    settings = read_settings({"INSTANCE": instance, "SECRET_KEY": SECRET_KEY, "CLOCK": clock}, {})
    with maintenance.connected(settings):
        yield settings


@pytest.fixture
def tidy(settings, clock):
    """Tidy, with the time of the clock."""
    return lambda: tidying.tidy(settings, clock.now)


def guest(clock, *, answered=False):
    mark = accounts.start_guest(clock.now, AGENT)
    if answered:
        add_answer(accounts.visitor(mark).id)
    return mark


def add_answer(user_id):
    statements = [
        "INSERT OR IGNORE INTO deck (id, visibility, origin, title, problem) VALUES ('d', 'public', 'folder', '', '')",
        """INSERT OR IGNORE INTO revision (id, deck_id, number, digest, data, versions, published_at)
        VALUES (1, 'd', 1, '', '', '', '2026-03-02')""",
        "INSERT OR IGNORE INTO question (id, deck_id, key) VALUES (1, 'd', 'q')",
        "INSERT OR IGNORE INTO version (id, question_id, revision_id, digest) VALUES (1, 1, 1, '')",
        f"""INSERT INTO answer (user_id, n, question_id, version_id, response, score, verdict, day, context, nonce, at)
        VALUES ({user_id}, 1, 1, 1, '', 0, 'wrong', '2026-03-02', 'study', 'n', '2026-03-02')""",
    ]
    with transaction(write=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def is_there(mark):
    return accounts.visitor(mark).signed_in


def count(table):
    with transaction(write=False) as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()


@pytest.mark.parametrize(("answered", "days", "stays"), [(False, 1, True), (False, 2, False), (True, 60, True), (True, 61, False)])
def test_a_guest_stays_as_long_as_the_page_says(clock, tidy, answered, days, stays):
    mark = guest(clock, answered=answered)

    clock.advance(days=days)
    tidy()

    assert is_there(mark) is stays


def test_an_account_with_a_name_stays_whatever_happens(clock, tidy):
    mark = accounts.register("sora", "three brown hens", now=clock.now, agent=AGENT)

    clock.advance(days=300)
    tidy()

    assert is_there(mark)
    assert [person.username for person in accounts.listing()] == ["sora"]


def test_what_a_guest_did_goes_with_the_guest(clock, tidy):
    guest(clock, answered=True)

    clock.advance(days=61)
    tidy()

    assert (count("account"), count("answer"), count("sign_in")) == (0, 0, 0)


def test_more_guests_than_fit_one_transaction_all_go(clock, tidy, monkeypatch):
    monkeypatch.setattr(tidying, "AT_ONCE", 3)
    for _ in range(7):
        guest(clock)

    clock.advance(days=2)

    assert "idle guests dropped: 7" in tidy()
    assert count("account") == 0


def test_a_sign_in_that_was_not_used_for_a_year_ends(clock, tidy):
    mark = accounts.register("sora", "three brown hens", now=clock.now, agent=AGENT)

    clock.advance(days=sign_ins.IDLE.days + 1)
    tidy()

    assert not is_there(mark)
    assert count("account") == 1


def test_a_link_that_has_expired_is_dropped_and_that_of_the_first_teacher_is_not(clock, tidy):
    for kind in ("teacher", "admin"):
        make_invitation(kind, clock.now)
    clock.advance(days=6)
    tidy()
    assert count("invitation") == 2

    clock.advance(days=1)

    assert "expired links dropped: 1" in tidy()
    assert count("invitation") == 1


def test_a_counter_that_has_ended_is_dropped_and_one_that_runs_is_not(clock, tidy):
    with transaction(write=True) as connection:
        counters.add(connection, "ended", clock.now, clock.now + timedelta(hours=1), prolong=False)
        counters.add(connection, "runs", clock.now, clock.now + timedelta(hours=3), prolong=False)

    clock.advance(hours=2)
    tidy()

    with transaction(write=False) as connection:
        assert list(counters.read(connection, ["ended", "runs"], clock.now)) == ["runs"]


def test_the_first_run_of_a_day_makes_a_backup(settings, clock, tidy):
    for _ in range(3):
        assert "backup made: 1" in tidy()
        assert tidy() == "nothing to do"
        clock.advance(days=1)

    names = sorted(path.name for path in (settings.instance / "backups").iterdir())
    assert names == [f"daily-2026-03-{day:02d}.db" for day in range(2, 5)]
    assert database.damage(settings.instance / "backups" / names[0]) == ""


def test_another_database_is_not_backed_up_here(settings, clock):
    other = replace(settings, database_url="postgresql+psycopg://localhost/quizapp")

    assert backups.daily(other, clock.now) == 0
    assert not (settings.instance / "backups").exists()


def test_two_runs_do_not_meet(settings, clock, tidy):
    with transaction(write=True) as connection:
        assert jobs.begin(connection, tidying.JOB, clock.now, abandoned=clock.now - tidying.ABANDONED)

    assert tidy() is None

    clock.advance(minutes=61)
    assert tidy() is not None, "the one that holds the lock has died"


def test_a_run_says_when_it_finished_and_what_it_did(clock, tidy):
    assert tidying.last_run() is None

    report = tidy()

    run = tidying.last_run()
    assert (run.started_at, run.finished_at, run.report) == (clock.now, clock.now, report)


def test_a_picture_goes_when_no_deck_has_it_nor_what_was_replaced_in_one(clock, tidy):
    add_answer(accounts.visitor(guest(clock)).id)
    statements = [
        *(f"INSERT INTO picture (digest, mime, data, width, height) VALUES ('{name * 64}', 'image/png', x'00', 1, 1)" for name in "abcd"),
        f"""UPDATE revision SET pictures = '{{"map.png": "{"a" * 64}"}}'""",
        f"""INSERT INTO draft (deck_id, files, pictures, replaced, changed_at)
        VALUES ('d', '{{}}', '{{"map.png": "{"b" * 64}"}}', '{{"pictures": {{"map.png": "{"c" * 64}"}}}}', '2026-03-02')""",
    ]
    with transaction(write=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    assert "unused pictures dropped: 1" in tidy()
    with transaction(write=False) as connection:
        assert connection.exec_driver_sql("SELECT substr(digest, 1, 1) FROM picture ORDER BY 1").scalars().all() == ["a", "b", "c"]
    assert "pictures" not in tidy()

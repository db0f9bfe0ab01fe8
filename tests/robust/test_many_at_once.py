"""A class, or several, at one moment at a real server: nobody is refused, and what was acknowledged is stored, once."""

import sqlite3
from contextlib import closing
from urllib.request import urlopen

import load
from support import live

LEARNERS, WORKERS, ANSWERS = 32, 4, 8


def port_of(server):
    return int(server.address.rpartition(":")[2])


def key_of(instance):
    return (instance / "secret_key").read_text()


def test_thirty_two_learners_at_four_workers_meet_no_lock(instance):
    with live(instance, "--workers", str(WORKERS)) as server:
        workers = server.all_workers(WORKERS)
        seen = load.study(port_of(server), key_of(instance), LEARNERS, lambda count: count < ANSWERS)
        assert server.workers == workers
        errors = server.stop()

    assert (seen.refused, seen.broken) == (0, 0), seen.statuses
    assert set(seen.statuses) <= {200, 303}
    assert len(seen.acknowledged) == len(seen.sent) == LEARNERS * ANSWERS
    assert load.found(instance / "quizapp.db", seen) == load.Found(LEARNERS * ANSWERS, 0, 0, 0, [])
    assert "locked" not in errors
    assert errors == ""


def test_a_school_that_starts_a_quiz_at_one_moment_has_an_attempt_each(instance):
    with live(instance) as server:
        seen = load.start_at_once(port_of(server), 40)
        with urlopen(f"{server.address}/readyz") as ready:
            assert ready.status == 200

    assert seen.statuses == {303: 40}
    with closing(sqlite3.connect(instance / "quizapp.db")) as database:
        assert database.execute("SELECT count(*), count(DISTINCT user_id) FROM attempt").fetchall() == [(40, 40)]

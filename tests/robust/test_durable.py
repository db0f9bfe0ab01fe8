"""What was acknowledged is on the disk: counted at the system's door, and looked for in backups that are taken or killed meanwhile."""

import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import load
import pytest
from support import ROOT, environ_of, live

from quizapp.config import now, read_settings
from quizapp.db import files
from quizapp.services.site import backups, maintenance, repairing

COMMITS = 40
WRITING = f"""
import sys
from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.services.site import maintenance

with maintenance.connected(read_settings({{"INSTANCE": sys.argv[1]}}, {{}})):
    for number in range({COMMITS}):
        with transaction(write=True) as connection:
            connection.exec_driver_sql("INSERT INTO counter VALUES (?, 1, '2026-03-02')", (str(number),))
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from quizapp.config import read_settings
from quizapp.db.site import database
from quizapp.services.site import backups

settings = read_settings({"INSTANCE": sys.argv[1]}, {})
before = getattr(database, sys.argv[2])
setattr(database, sys.argv[2], lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL))
backups.copy(settings, "daily-2026-03-03")
"""


@pytest.fixture
def settings(instance, migrated_instance):
    """The settings of a site with an empty database."""
    return read_settings({"INSTANCE": shutil.copytree(migrated_instance, instance)}, {})


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed: apt-get install strace")
def test_every_commit_waits_for_the_disk(settings, tmp_path):
    trace = ["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(tmp_path / "trace")]
    command = [*trace, sys.executable, "-c", WRITING, str(settings.instance)]
    done = subprocess.run(command, cwd=ROOT, env=environ_of(settings.instance), capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr.lower():
        pytest.skip(f"processes cannot be traced here: {done.stderr.strip()[:100]}")

    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"fdatasync|fsync", (tmp_path / "trace").read_text())) >= COMMITS


def test_a_backup_taken_under_load_has_all_that_was_acknowledged_before_it(instance, tmp_path):
    begun, stopped, seen = Event(), Event(), load.Outcome()

    def goes_on(count):
        if len(seen.acknowledged) >= 40:
            begun.set()
        return not stopped.is_set()

    with live(instance) as server, ThreadPoolExecutor(1) as pool:
        port, key = int(server.address.rpartition(":")[2]), (instance / "secret_key").read_text()
        studying = pool.submit(load.study, port, key, 8, goes_on, seen)
        try:
            assert begun.wait(60)
            before = set(seen.acknowledged)
            command = [sys.executable, "-m", "quizapp.cli", "db", "backup", str(tmp_path / "copy.db")]
            subprocess.run(command, cwd=ROOT, env=environ_of(instance), capture_output=True, check=True)
        finally:
            stopped.set()
        studying.result()

    assert (seen.refused, seen.broken) == (0, 0)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert before <= set(copy.execute("SELECT user_id, nonce FROM answer"))
    kept = load.found(tmp_path / "copy.db", seen)
    assert (kept.doubled, kept.phantom, kept.damage) == (0, 0, [])


@pytest.mark.parametrize("step", ["_overwrite", "damage", "keep"], ids=["before it copies", "before it looks", "before it has its name"])
def test_a_backup_that_is_killed_is_none_and_touches_no_other(settings, step):
    earlier = backups.copy(settings, "daily-2026-03-02")
    content = earlier.read_bytes()

    command = [sys.executable, "-c", KILLED, str(settings.instance), step]
    done = subprocess.run(command, cwd=ROOT, env=environ_of(settings.instance), capture_output=True, text=True, check=False)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert backups.every(settings) == [earlier]
    assert backups.newest_sound(settings) == earlier
    assert earlier.read_bytes() == content
    assert backups.copy(settings, "daily-2026-03-03").exists(), "the next one is made"


def test_a_log_that_a_power_cut_ends_anywhere_leaves_a_sound_database(instance, tmp_path):
    with live(instance) as server:
        port, key = int(server.address.rpartition(":")[2]), (instance / "secret_key").read_text()
        file = instance / "quizapp.db"
        log = files.beside(file)[0]
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = file.read_bytes()
        load.study(port, key, 4, lambda count: count < 8)
        written = log.read_bytes()
    size, draw = len(written), random.Random("cuts")
    assert 500_000 < size < 4_000_000, "the log has all that was answered, and nothing of it was taken into the database"
    counts = []
    for cut in sorted({size, *(draw.randrange(size) for _ in range(4))}):
        tried = tmp_path / f"cut at {cut}"
        tried.mkdir()
        (tried / file.name).write_bytes(content)
        (tried / log.name).write_bytes(written[:cut])
        settings = read_settings({"INSTANCE": tried, "SECRET_KEY": key}, {})
        assert maintenance.upgrade(settings, now())
        assert maintenance.check(settings) == []
        assert repairing.look(settings).lines == [], "memory, totals and answers agree"
        with closing(sqlite3.connect(tried / file.name)) as database:
            counts.append(database.execute("SELECT count(*) FROM answer").fetchone()[0])
    assert counts == sorted(counts)
    assert counts[-1] == 32, "what is whole is there to the last row"

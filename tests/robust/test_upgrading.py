"""Upgrades that are killed at every statement, and that several processes run at once: the old database or the new one, never a third."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from support import ROOT, environ_of

from quizapp.config import read_settings
from quizapp.db.site import database
from quizapp.services.site import maintenance

STEP = 4
"""Each of so many tests kills at every fourth statement, from another one on."""

HEAD = ScriptDirectory(str(database.MIGRATIONS)).get_current_head()

KILLED = """
import itertools, json, os, shutil, signal, sqlite3, sys
from contextlib import closing
from pathlib import Path
from sqlalchemy import Engine, event
from quizapp.config import now, read_settings
from quizapp.services.site import maintenance

folder, every, first, step = Path(sys.argv[1]), *map(int, sys.argv[2:])
settings = read_settings({"INSTANCE": folder / "tried", "SECRET_KEY": "k" * 40}, {})
TABLES = "SELECT name, sql FROM sqlite_master ORDER BY name"


def kill_at(moment):
    left = iter(range(moment))
    def count(*_):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


def found():
    with closing(sqlite3.connect(settings.database_file)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall() + connection.execute("PRAGMA foreign_key_check").fetchall()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        rows = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in ("answer", "account", "memory")}
        return [sound, version, connection.execute(TABLES).fetchall(), rows]


def fresh():
    shutil.rmtree(settings.instance, ignore_errors=True)
    shutil.copytree(folder / "old", settings.instance)


fresh()
old, others, tried = found(), [], 0
for moment in itertools.count(first, step):
    fresh()
    child = os.fork()
    if not child:
        kill_at(moment)
        maintenance.upgrade(settings, now())
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
    if found() != old:
        others.append(moment)
    if tried % every == 0:
        assert maintenance.upgrade(settings, now()).migrated
    tried += 1
print(json.dumps({"tried": tried, "others": others, "last": found()[1][0][0]}))
"""

UPGRADING = """
import sys
from quizapp.config import now, read_settings
from quizapp.services.site import maintenance

settings = read_settings({"INSTANCE": sys.argv[1]}, {})
print("ready", flush=True)
sys.stdin.readline()
done = maintenance.upgrade(settings, now())
print(int(done.made))
"""


@pytest.fixture
def old(tmp_path):
    """The settings of a site that has only the first migration, with people and counters in it."""
    settings = read_settings({"INSTANCE": tmp_path / "old", "SECRET_KEY": "k" * 40}, {})
    settings.instance.mkdir()
    database.create_file(settings.database_file)
    with database.connected(settings):
        config = Config()
        config.set_main_option("script_location", str(database.MIGRATIONS))
        command.upgrade(config, "0001")
    with closing(sqlite3.connect(settings.database_file)) as connection:
        connection.executemany("INSERT INTO counter VALUES (?, 1, '2026-03-02 09:00:00.000000')", [(str(n),) for n in range(500)])
        connection.commit()
    return settings


@pytest.mark.parametrize("first", range(STEP))
def test_an_upgrade_that_is_killed_at_any_statement_leaves_the_old_database(old, tmp_path, first):
    command = [sys.executable, "-c", KILLED, str(tmp_path), "8", str(first), str(STEP)]
    done = subprocess.run(command, cwd=ROOT, env=environ_of(tmp_path), capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["others"] == []
    assert found["tried"] > 100 / STEP
    assert found["last"] == HEAD


@pytest.mark.parametrize("first", [True, False], ids=["first start", "older database"])
def test_four_upgrades_at_once_are_one(old, tmp_path, first):
    if first:
        shutil.rmtree(old.instance)
    command = [sys.executable, "-c", UPGRADING, str(old.instance)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    upgrades = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(4)]
    for upgrade in upgrades:
        assert upgrade.stdout.readline() == "ready\n", upgrade.communicate()[1]
    for upgrade in upgrades:
        upgrade.stdin.write("go\n")
        upgrade.stdin.flush()
    ended = [upgrade.communicate() for upgrade in upgrades]

    assert [upgrade.returncode for upgrade in upgrades] == [0] * 4, ended
    assert sum(int(printed) for printed, _ in ended) == int(first)
    settings = read_settings({"INSTANCE": old.instance}, {})
    assert maintenance.check(settings) == []
    with closing(sqlite3.connect(settings.database_file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert first or connection.execute("SELECT count(*) FROM counter").fetchone() == (500,)
    assert len((old.instance / "secret_key").read_text()) == 64

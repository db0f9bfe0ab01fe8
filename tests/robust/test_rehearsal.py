"""The day it breaks, rehearsed with the commands that an operator types: look, start, restore what the line says, start again."""

import os
import re
import resource
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from browsing import Browsing
from damaging import DAMAGED, EVERY, settle
from support import PASSWORD, QUIZAPP, ROOT, environ_of, live

CURE = re.compile(r"quizapp db restore (\S+\.db)")


@pytest.fixture(scope="session")
def practised(tmp_path_factory):
    """An instance folder with an account, answers, and a backup of both; no server runs."""
    instance = tmp_path_factory.mktemp("practised") / "instance"
    with live(instance) as site:
        learner = Browsing(site.address)
        learner.become_guest()
        learner.asked()
        assert learner.answer(learner.page).verdict == "right"
        command(instance, "user", "add", "sora", typed=f"{PASSWORD}\n")
    shutil.rmtree(instance / "backups", ignore_errors=True)
    (instance / "backups").mkdir()
    command(instance, "db", "backup", instance / "backups" / "daily-2026-03-02.db")
    settle(instance / "quizapp.db")
    return instance


@pytest.fixture
def instance(practised, tmp_path):
    """A copy of that folder, to be broken."""
    return shutil.copytree(practised, tmp_path / "instance")


def command(instance, *arguments, typed=None, **options):
    """Run a command; it must do what it is asked."""
    done = attempt(instance, *arguments, typed=typed, **options)
    assert done.returncode == 0, done.stderr
    return done


def attempt(instance, *arguments, typed=None, **options):
    """Run a command that may refuse."""
    everything = [*QUIZAPP, *map(str, arguments)]
    given = {"cwd": ROOT, "env": environ_of(instance), "input": typed, "capture_output": True, "text": True}
    return subprocess.run(everything, check=False, **given | options)


def refused(done, *words):
    """Check that a command refused in one line; return the line."""
    assert done.returncode == 1, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("Error: ")
    for word in words:
        assert word in done.stderr
    return done.stderr


def answers(file):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT count(*) FROM answer").fetchone()[0]


@pytest.mark.parametrize("kind", ["head", "noise in the middle", "half", "empty", "missing"])
def test_look_start_restore_start_again(instance, kind):
    file = instance / "quizapp.db"
    before = answers(file)
    EVERY[kind](file)
    content = file.read_bytes() if file.exists() else None

    looked = refused(attempt(instance, "db", "check"))
    started = refused(attempt(instance, "serve", "--port", "0"))
    for line in (looked, started):
        assert ("is damaged" if kind in DAMAGED else "is lost") in line
    assert (file.read_bytes() if file.exists() else None) == content, "both only look"
    restored = command(instance, "db", "restore", CURE.search(started)[1])

    assert (content is not None) == ("moved the old database to" in restored.stdout)
    assert command(instance, "db", "check").stdout
    with live(instance) as site:
        visitor = Browsing(site.address)
        visitor.send(
            "POST", "/login", {"csrf_token": visitor.open("/login").hidden("csrf_token"), "username": "sora", "password": PASSWORD}
        )
        assert visitor.status == 200
        visitor.asked()
        assert visitor.answer(visitor.page).verdict == "right"
        assert "this is the first start" not in site.printed
    assert answers(file) >= before + 1
    assert kind not in DAMAGED or any(path.read_bytes() == content for path in (instance / "backups").glob("damaged-*.db"))


def test_a_first_start_says_so(tmp_path):
    with live(tmp_path / "instance") as site:
        assert f"this is the first start: made the database {tmp_path / 'instance' / 'quizapp.db'}\n" in site.printed


@pytest.mark.parametrize("kind", ["head", "noise in the middle", "half", "empty"])
def test_damage_while_it_is_served_is_told_and_cured(instance, kind):
    file = instance / "quizapp.db"
    with live(instance) as site:
        learner = Browsing(site.address)
        learner.become_guest()
        question = learner.asked()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        EVERY[kind](file)

        for _ in range(4):  # whichever worker is asked
            page = learner.answer(question)
            assert learner.status == 503
            assert "Your answer is not saved yet." in page.words
        for path in ("/progress", "/decks/harbour/read", "/", "/account"):
            learner.open(path)
            assert learner.status in {200, 404, 503}
        assert learner.open("/readyz").html.startswith("the database")
        assert "Traceback" not in site.stop()

    started = refused(attempt(instance, "serve", "--port", "0"))
    command(instance, "db", "restore", CURE.search(started)[1])
    assert command(instance, "db", "check").stdout.endswith("up to date\n")


def not_longer_than(size):
    """Let a command write no file longer than a size, as on a full disk or with a quota."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("arguments", [("db", "backup", "{folder}/copy.db"), ("db", "restore", "{backup}"), ("db", "check"), ("tidy",)])
def test_a_command_without_room_says_so_and_leaves_everything_as_it_was(instance, tmp_path, arguments):
    file = instance / "quizapp.db"
    backup = instance / "backups" / "daily-2026-03-02.db"
    names = {"folder": tmp_path, "backup": backup}
    before, kept = answers(file), backup.read_bytes()

    done = attempt(instance, *(each.format(**names) for each in arguments), preexec_fn=not_longer_than(16_384))

    refused(done, "the disk is full")
    assert answers(file) == before
    assert backup.read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == ["instance"]
    assert [path.name for path in (instance / "backups").iterdir()] == [backup.name], "no part of a copy is left"
    assert not list(instance.glob(".*.db.*"))


def test_a_server_does_not_start_on_a_full_disk(small_disk, practised):
    instance = shutil.copytree(practised, small_disk.folder / "instance")
    small_disk.fill()

    refused(attempt(instance, "serve", "--port", "0"), "disk")

    small_disk.free()
    with live(instance) as site:
        assert Browsing(site.address).status == 200


@pytest.fixture
def as_others(instance):
    """Run a command that may refuse, and to which the modes of files apply, as they do not to root."""
    prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if prefix and (not shutil.which("setpriv") or subprocess.run([*prefix, "true"], check=False).returncode):
        pytest.skip("root may read everything, and cannot give that up here")

    def run(*arguments):
        everything = [*prefix, *QUIZAPP, *arguments]
        return subprocess.run(everything, cwd=ROOT, env=environ_of(instance), capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize(
    ("place", "mode", "words"),
    [("quizapp.db", 0o000, "cannot be opened"), ("quizapp.db", 0o444, "cannot be written"), (".", 0o555, "cannot be written")],
    ids=["not to be read", "not to be written", "in a folder not to be written"],
)
def test_a_database_without_rights_is_refused_in_one_line(instance, as_others, place, mode, words):
    content = (instance / "quizapp.db").read_bytes()
    (instance / place).chmod(mode)
    try:
        started, looked = as_others("serve", "--port", "0"), as_others("db", "check")
    finally:
        (instance / place).chmod(0o755)

    refused(started, words)
    refused(looked)
    assert (instance / "quizapp.db").read_bytes() == content
    assert as_others("db", "check").returncode == 0

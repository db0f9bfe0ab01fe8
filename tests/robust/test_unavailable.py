"""A server whose database disappears, is locked, or has no room: no answer is said to be saved that is not, and it recovers by itself."""

import resource
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from browsing import Browsing
from support import live

NOT_SAVED = "Your answer is not saved yet."


@pytest.fixture
def site(instance):
    """A running server."""
    with live(instance) as server:
        yield server


@pytest.fixture
def learner(site):
    """A guest with a question open, on a page that sends the answer in one request."""
    browsing = Browsing(site.address)
    browsing.become_guest()
    browsing.asked()
    return browsing


def stored(file):
    """The number of answers in a database file."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT count(*) FROM answer").fetchone()[0]


def everything(file):
    return [path for path in (file, Path(f"{file}-wal"), Path(f"{file}-shm")) if path.exists()]


def ready(browsing):
    """What several requests for readyz get, which any worker may answer."""
    return {(browsing.open("/readyz").html, browsing.status) for _ in range(6)}


OK = {("ok\n", 200)}


def refused(browsing, heading, retry):
    """Check the page that gives the answer back; return it."""
    page = browsing.page
    assert browsing.status == 503
    assert page.one("h1").text == heading
    assert NOT_SAVED in page.words
    assert "being set up" not in page.words
    assert browsing.headers["Retry-After"] == retry
    return page


@pytest.mark.parametrize("how", ["moved", "deleted"])
def test_no_answer_is_told_as_saved_into_a_file_that_is_gone(site, learner, instance, how, tmp_path):
    file = instance / "quizapp.db"
    question, before = learner.page, stored(file)
    (tmp_path / "away").mkdir()
    for path in everything(file):
        shutil.move(path, tmp_path / "away" / path.name) if how == "moved" else path.unlink()

    given_back = learner.answer(question)

    refused(learner, "The database of this site is not in its place.", "60")
    assert ready(learner) == {("the database file is not in its place\n", 503)}
    assert learner.open("/healthz").html == "ok\n"
    assert not file.exists()
    if how == "moved":
        for path in (tmp_path / "away").iterdir():
            shutil.move(path, instance / path.name)
        assert ready(learner) == OK
        assert learner.send_again(given_back).verdict == "right"
        assert stored(file) == before + 1


def test_a_file_put_in_place_of_the_open_one_is_served(site, learner, instance, quizapp, tmp_path):
    file = instance / "quizapp.db"
    assert quizapp("db", "backup", tmp_path / "copy.db").returncode == 0
    before = stored(file)
    for path in everything(file):
        path.unlink()
    shutil.move(tmp_path / "copy.db", file)

    assert learner.answer(learner.page).verdict == "right"

    assert ready(learner) == OK
    assert stored(file) == before + 1


def test_a_locked_database_says_that_the_site_is_busy(site, learner, instance):
    question, before = learner.page, stored(instance / "quizapp.db")
    with closing(sqlite3.connect(instance / "quizapp.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        given_back = learner.answer(question)

        refused(learner, "The site is busy.", "10")
        assert (learner.open("/readyz").html, learner.status) == ("another program keeps the database locked\n", 503)
        assert "The pier of Brindle" in learner.open("/decks/harbour/read").words
        other.execute("ROLLBACK")

    assert ready(learner) == OK
    assert learner.send_again(given_back).verdict == "right"
    assert stored(instance / "quizapp.db") == before + 1


def test_a_full_disk_says_so_and_keeps_the_pages_readable(small_disk):
    with live(small_disk.folder / "instance") as site:
        learner = Browsing(site.address)
        learner.become_guest()
        learner.asked()
        small_disk.fill()

        given_back = until_refused(learner)

        refused(learner, "The disk of this site is full.", "60")
        assert ready(learner) == {("the disk is full\n", 503)}
        assert "The pier of Brindle" in learner.open("/decks/harbour/read").words
        small_disk.free()
        assert ready(learner) == OK
        saved = stored(site.instance / "quizapp.db")
        assert learner.send_again(given_back).verdict == "right"
        assert stored(site.instance / "quizapp.db") == saved + 1


def until_refused(learner):
    """Answer until the log has no room left in the pages that it has already; return the page that gives the answer back."""
    for _ in range(20):
        page = learner.answer(learner.page)
        if learner.status != 200:
            return page
        learner.open("/study/harbour")
    raise AssertionError("the disk never got full")


@contextmanager
def no_longer_than(site, size):
    """Let no file of the workers get longer than a size, as a quota would."""
    for worker in site.all_workers():
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for worker in site.all_workers():
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_a_disk_that_refuses_to_write_says_so(site, learner, instance):
    question, before = learner.page, stored(instance / "quizapp.db")
    with no_longer_than(site, 4096):
        given_back = learner.answer(question)

        assert learner.status == 503
        assert NOT_SAVED in learner.page.words
        assert "The pier of Brindle" in learner.open("/decks/harbour/read").words
        assert {status for _, status in ready(learner)} == {503}

    assert ready(learner) == OK
    assert learner.send_again(given_back).verdict == "right"
    assert stored(instance / "quizapp.db") == before + 1


def test_a_database_that_is_damaged_while_it_is_served_says_so(site, learner, instance):
    file = instance / "quizapp.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * (file.stat().st_size - 4096))

    for path in ("/decks/harbour/read", "/study/harbour", "/progress"):
        learner.open(path)
        if learner.status == 503:
            break

    assert learner.page.one("h1").text == "The database of this site is damaged."
    assert "Traceback" not in learner.page.words
    assert ("the database is damaged\n", 503) in ready(learner)

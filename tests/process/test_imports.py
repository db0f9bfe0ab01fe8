"""Files are read beside the server: from file to draft, and whatever is in a file or happens to its worker, the site goes on."""

import os
import signal
import subprocess
import sys
from time import monotonic

import pytest
from support import ROOT, environ_of, live, visitor_of

from quizapp.config import read_settings
from quizapp.services.authoring import import_jobs, import_worker, importing
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.people import accounts
from quizapp.services.site import maintenance

pytestmark = [pytest.mark.process, pytest.mark.robust]

GIFT = b"::tower::The tower is high.{T}\n\n::open::Tell me.{}"


def outcome(who, number, clock):
    job = import_jobs.progress(who, number, clock.now)
    return job.status, str(job.refused or "")


@pytest.fixture
def hana(database, teacher):
    return visitor_of(teacher)


@pytest.fixture
def submit(hana, clock):
    return lambda: import_jobs.submit(hana, "towers.gift", GIFT, "", "en", "", clock.now)


@pytest.fixture
def during(monkeypatch):
    """Do something else in the child instead of the import."""
    return lambda act: monkeypatch.setattr(import_jobs, "perform", lambda *_: act())


def work(clock):
    return import_worker.work(lambda: clock.now)


def test_a_file_becomes_a_draft_in_a_process_of_its_own(submit, hana, clock):
    number = submit()
    assert work(clock)
    assert not work(clock)
    job = import_jobs.progress(hana, number, clock.now)
    assert (job.status, job.deck_id) == ("done", "towers")


def test_a_file_that_takes_too_much_memory_is_told_in_words(submit, hana, clock, during):
    number = submit()
    during(lambda: bytearray(2_000_000_000))
    work(clock)
    assert outcome(hana, number, clock) == ("failed", "reading it takes more memory than an import may use; split the file")


def test_a_file_that_takes_too_long_is_told_in_words(submit, hana, clock, during, monkeypatch):
    def turn():
        while True:
            pass

    number = submit()
    monkeypatch.setattr(import_worker, "MOST_SECONDS", 1)
    during(turn)
    work(clock)
    assert outcome(hana, number, clock) == ("failed", "reading it takes longer than an import may take; split the file")


def test_a_child_that_is_killed_is_followed_by_one_more(submit, hana, clock, during):
    number = submit()
    during(lambda: os.kill(os.getpid(), signal.SIGKILL))
    work(clock)
    assert outcome(hana, number, clock) == ("waiting", "")
    work(clock)
    assert outcome(hana, number, clock) == ("failed", "the import was stopped twice before it was finished")


def test_a_cancelled_import_ends(submit, hana, clock, during, monkeypatch):
    number = submit()
    monkeypatch.setattr(import_worker, "SIGN_EVERY", 0.0)
    during(signal.pause)
    monkeypatch.setattr(import_worker, "disconnect", lambda: import_jobs.cancel(hana, number))
    assert work(clock)
    assert outcome(hana, number, clock) == ("cancelled", "")


def test_a_worker_that_is_asked_to_stop_gives_its_job_back(submit, hana, clock, during):
    number = submit()
    during(signal.pause)
    assert import_worker.work(lambda: clock.now, lambda: True)
    assert outcome(hana, number, clock) == ("waiting", "")
    assert import_jobs.take(clock.now).attempt == 1


def test_a_file_waits_again_if_the_database_cannot_be_copied_first(submit, hana, clock):
    def fail():
        raise DatabaseUnavailable("disk full")

    number = submit()
    with pytest.raises(DatabaseUnavailable):
        import_worker.work(lambda: clock.now, before=fail)
    assert outcome(hana, number, clock) == ("waiting", "")


def quizapp(instance, *arguments, **options):
    command = [sys.executable, "-m", "quizapp.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ_of(instance), check=True, capture_output=True, text=True, timeout=120, **options)


def test_serve_reads_files_beside_the_server(tmp_path):
    instance = tmp_path / "instance"
    settings = read_settings({"INSTANCE": instance}, {})
    with live(instance):
        with maintenance.connected(settings):
            accounts.create("hana", "three brown hens", now=settings.clock(), role="teacher")
            who = importing.teacher_named("hana")
            number = import_jobs.submit(who, "towers.gift", GIFT, "", "en", "", settings.clock())
        quizapp(instance, "work", "--once")  # whichever worker takes it, it is done once
        with maintenance.connected(settings):
            job = import_jobs.progress(who, number, settings.clock())
            until = monotonic() + 60
            while job.is_open and monotonic() < until:
                job = import_jobs.progress(who, number, settings.clock())
    assert (job.status, job.deck_id) == ("done", "towers")
    assert len(list((instance / "backups").glob("before-import-*"))) == 1

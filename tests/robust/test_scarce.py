"""Too few open files, too little memory, a server of the database that goes away: errors in words, and the site recovers by itself."""

import resource
import socket
import sys
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest
from browsing import Browsing
from support import SECRET_KEY, live

FEW_FILES = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)); os.execv(sys.argv[1], sys.argv[1:])"
LITTLE = 256 * 1024 * 1024


def test_sixty_four_open_files_are_enough_also_after_more_callers_than_that(instance):
    limited = [sys.executable, "-c", FEW_FILES, sys.executable, "-m", "quizapp.cli"]
    with live(instance, program=limited) as site:
        learner = Browsing(site.address)
        learner.become_guest()
        workers = site.all_workers()
        address = ("127.0.0.1", int(site.address.rpartition(":")[2]))
        with ExitStack() as stack:
            for _ in range(150):
                stack.enter_context(closing(socket.create_connection(address, timeout=60)))
        for _ in range(8):
            assert learner.answer(learner.asked()).verdict == "right"
            assert learner.open("/readyz").html == "ok\n"
        assert site.workers == workers
        errors = site.stop()
    assert "Traceback" not in errors
    assert "Too many open files" not in errors


def test_a_quarter_of_a_gigabyte_is_enough_for_a_worker(instance):
    with live(instance) as site:
        learner = Browsing(site.address)
        workers = site.all_workers()
        for worker in workers:
            resource.prlimit(worker, resource.RLIMIT_DATA, (LITTLE, LITTLE))
        learner.become_guest()
        for _ in range(5):
            assert learner.answer(learner.asked()).verdict == "right"
        for path in ("/decks/harbour/read", "/decks/harbour/map", "/progress", "/account", "/readyz"):
            learner.open(path)
            assert learner.status == 200, path
        learner.send(
            "POST", "/login", {"csrf_token": learner.open("/login").hidden("csrf_token"), "username": "nobody", "password": "x" * 60}
        )
        assert learner.status == 422
        assert site.workers == workers
        assert site.stop() == ""


@pytest.mark.postgresql
def test_a_server_of_the_database_that_goes_away_and_comes_back(postgres, instance):
    url = postgres.create("restarted")
    name = urlsplit(url).path.removeprefix("/")
    with live(instance, QUIZAPP_DATABASE_URL=url, QUIZAPP_SECRET_KEY=SECRET_KEY) as site:
        learner = Browsing(site.address)
        learner.become_guest()
        question = learner.asked()
        workers = site.all_workers()
        postgres.run(
            f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false',
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )

        for _ in range(4):  # whichever worker is asked
            given_back = learner.answer(question)
            assert learner.status == 503
            assert "Your answer is not saved yet." in learner.page.words
            assert learner.headers["Retry-After"]
            assert learner.open("/readyz").html != "ok\n"
            assert learner.status == 503
            assert learner.open("/healthz").html == "ok\n"

        postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert learner.send_again(given_back).verdict == "right"
        assert learner.open("/readyz").html == "ok\n"
        assert site.workers == workers
        assert "Traceback" not in site.stop()

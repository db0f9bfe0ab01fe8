import os
import subprocess

import pytest

from quizapp.cli import ticker


@pytest.fixture
def pipe():
    ours, theirs = os.pipe()
    yield ours, theirs
    os.close(ours)


def test_it_tidies_until_the_server_has_ended(pipe, monkeypatch):
    ours, theirs = pipe
    runs = []

    def run(command, **options):
        runs.append(command[1:])
        if len(runs) == 3:
            os.close(theirs)

    monkeypatch.setattr(subprocess, "run", run)

    ticker.tick(ours, pause=0)

    assert runs == [["-m", "quizapp.cli", "tidy", "--quiet"]] * 3

"""Several processes write to one database, like the workers of a server."""

import subprocess
import sys

import pytest
from support import ROOT

from quizapp.config import now, read_settings
from quizapp.db.base import transaction
from quizapp.services.site import maintenance

pytestmark = [pytest.mark.process, pytest.mark.robust]

PROCESSES, TIMES = 4, 200

INCREMENT = f"""
import sys
from quizapp.config import read_settings
from quizapp.db.site import database
from quizapp.db.base import transaction

with database.connected(read_settings({{"INSTANCE": sys.argv[1]}}, {{}})):
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range({TIMES}):
        with transaction(write=True) as connection:
            count = connection.exec_driver_sql("SELECT count FROM counter").scalar()
            connection.exec_driver_sql("UPDATE counter SET count = ?", (count + 1,))
"""


@pytest.fixture
def settings(tmp_path):
    settings = read_settings({"INSTANCE": tmp_path}, {})
    maintenance.upgrade(settings, now())
    return settings


def test_of_800_increments_by_four_processes_none_is_lost_or_locked(settings):
    with maintenance.connected(settings):
        with transaction(write=True) as connection:
            connection.exec_driver_sql("INSERT INTO counter VALUES ('increments', 0, '2026-03-02')")
        command = [sys.executable, "-c", INCREMENT, str(settings.instance)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        workers = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(PROCESSES)]
        for worker in workers:
            assert worker.stdout.readline() == "ready\n", worker.communicate()[1]
        for worker in workers:  # all begin at the same time
            worker.stdin.write("go\n")
            worker.stdin.flush()
        errors = [worker.communicate()[1] for worker in workers]

        assert errors == [""] * PROCESSES
        with transaction(write=False) as connection:
            assert connection.exec_driver_sql("SELECT count FROM counter").scalar() == PROCESSES * TIMES

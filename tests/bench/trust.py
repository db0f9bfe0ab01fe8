"""Measure what docs/trust.md tells: workers that are killed under load, many writers, a start at one moment, a restore.

    .venv/bin/python tests/bench/trust.py kill --seconds 60
    .venv/bin/python tests/bench/trust.py load --answers 10000
    .venv/bin/python tests/bench/trust.py start --learners 300
    .venv/bin/python tests/bench/trust.py restore --answers 2000

Learners and server share the machine, so that times are worse than they would be over a network; counts are not.
"""

import argparse
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

import load  # noqa: E402 - a module of the tests
from support import QUIZAPP, ROOT, environ_of, live  # noqa: E402

MENDED = ("db", "check")


def place(server):
    """Return the port of a server and its secret key."""
    return int(server.address.rpartition(":")[2]), (server.instance / "secret_key").read_text()


def told(**figures):
    """Print figures in a line each."""
    for name, value in figures.items():
        print(f"{name.replace('_', ' ')}: {value:.2f}" if isinstance(value, float) else f"{name.replace('_', ' ')}: {value}", flush=True)


def compared(instance, seen):
    """Print what the database holds of what learners saw, and what `quizapp db check` says."""
    found = load.found(instance / "quizapp.db", seen)
    told(
        sent=len(seen.sent),
        acknowledged=len(seen.acknowledged),
        unknown=len(seen.sent - seen.acknowledged),
        lost=found.lost,
        doubled=found.doubled,
        phantom=found.phantom,
        damage=found.damage,
    )
    check = subprocess.run([*QUIZAPP, *MENDED], cwd=ROOT, env=environ_of(instance), capture_output=True, text=True, check=False)
    told(check=check.stdout.strip() or check.stderr.strip().splitlines()[-1])


def kill(instance, options):
    """Kill a worker every two seconds while learners study."""
    stopped, kills, seen = Event(), 0, load.Outcome()
    with live(instance) as server, ThreadPoolExecutor(1) as pool:
        port, key = place(server)
        studying = pool.submit(load.study, port, key, options.learners, lambda _: not stopped.is_set(), seen)
        until = monotonic() + options.seconds
        while (left := until - monotonic()) > 0:
            stopped.wait(min(2, left))
            if workers := server.workers:
                os.kill(workers[kills % len(workers)], signal.SIGKILL)
                kills += 1
        stopped.set()
        studying.result()
    told(kills=kills, requests_without_a_reply=seen.broken, longest_gap_in_seconds=seen.gap)
    compared(instance, seen)


def many(instance, options):
    """Let learners answer until that many answers are stored."""
    left, seen = count(), load.Outcome()
    with live(instance, "--workers", "4") as server:
        port, key = place(server)
        began = monotonic()
        load.study(port, key, options.learners, lambda _: next(left) < options.answers, seen)
        took = monotonic() - began
        errors = server.stop()
    told(
        answers_a_second=len(seen.acknowledged) / took,
        errors_of_the_server=seen.refused,
        without_a_reply=seen.broken,
        half_of_the_requests_within_seconds=seen.share(0.5),
        of_20_requests_19_within_seconds=seen.share(0.95),
        lines_in_the_log=len(errors.splitlines()),
    )
    compared(instance, seen)


def start(instance, options):
    """Let learners begin a quiz at one moment."""
    with live(instance) as server:
        seen = load.start_at_once(place(server)[0], options.learners)
    with closing(sqlite3.connect(instance / "quizapp.db")) as database:
        attempts = database.execute("SELECT count(*) FROM attempt").fetchone()[0]
    told(
        statuses=dict(seen.statuses),
        attempts=attempts,
        half_within_seconds=seen.share(0.5),
        of_20_starts_19_within_seconds=seen.share(0.95),
        slowest_in_seconds=max(seen.seconds),
    )


def restore(instance, options):
    """Damage a database, restore its backup, and serve again."""
    left, seen = count(), load.Outcome()
    with live(instance) as server:
        port, key = place(server)
        load.study(port, key, options.learners, lambda _: next(left) < options.answers, seen)
    shutil.rmtree(instance / "backups", ignore_errors=True)
    environ = {"cwd": ROOT, "env": environ_of(instance), "capture_output": True, "text": True}
    subprocess.run([*QUIZAPP, "tidy"], check=True, **environ)
    file = instance / "quizapp.db"
    with file.open("r+b") as damaged:
        damaged.seek(file.stat().st_size // 3)
        damaged.write(bytes(200_000))
    began = monotonic()
    refused = subprocess.run([*QUIZAPP, "serve", "--port", "0"], check=False, **environ)
    cure = refused.stderr[refused.stderr.index("quizapp db restore ") :].split()[3]
    restored = subprocess.run([*QUIZAPP, "db", "restore", cure.rstrip(".")], check=False, **environ)
    told(restored=restored.stdout.strip() or restored.stderr.strip())
    with live(instance):
        told(seconds_from_the_first_look_to_serving=monotonic() - began, size_in_megabytes=file.stat().st_size / 1e6)
    compared(instance, seen)


WHAT = {"kill": kill, "load": many, "start": start, "restore": restore}


def main():
    """Measure one of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--learners", type=int, default=0, help="16, 32 or 300 if it is left out")
    parser.add_argument("--answers", type=int, default=10_000)
    options = parser.parse_args()
    options.learners = options.learners or {"kill": 16, "load": 32, "start": 300, "restore": 8}[options.what]
    told(load_of_the_machine_before=os.getloadavg()[0], cores=os.cpu_count())
    with tempfile.TemporaryDirectory() as folder:
        WHAT[options.what](Path(folder) / "instance", options)


if __name__ == "__main__":
    main()

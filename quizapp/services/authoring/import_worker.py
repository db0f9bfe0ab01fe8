"""Does one import in a process of its own, which is limited in time and memory: whatever is in a file, the site goes on."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import NoReturn

from quizapp.bank.exchange.notices import Refused
from quizapp.db.base import disconnect
from quizapp.services.authoring import import_jobs
from quizapp.services.authoring.import_jobs import TakenJob, Withdrawn
from quizapp.services.errors import DatabaseUnavailable

MOST_MEMORY = 1_000_000_000
"""The bytes that an import may use, above what the program itself takes."""

MOST_SECONDS = 120
"""The seconds of processor time that an import may use."""

LONGEST = 600
"""The seconds after which an import ends, however little of the processor it got."""

PAUSE, SIGN_EVERY = 0.1, 2.0
"""The seconds between two looks at a child, and between two signs of life."""

FAULT, OUT_OF_MEMORY = 1, 3
"""How a child ends that has not stored a result."""

Clock = Callable[[], datetime]


def work(clock: Clock, is_over: Callable[[], bool] = lambda: False, *, before: Callable[[], None] = lambda: None) -> bool:
    """Do the next import, if one waits, after `before`, which copies the database; return whether there was one.

    It is given back once `is_over` says that the worker has to stop, or if there is no copy. Raises DatabaseUnavailable.
    """
    job = import_jobs.take(clock()) if import_jobs.is_waiting() else None
    if job is None:
        return False
    try:
        before()
    except DatabaseUnavailable:
        import_jobs.give_back(job)
        raise
    disconnect()
    child = os.fork()
    if child == 0:
        _be_child(job, clock)
    try:
        _settle(job, _ending(child, job, clock, is_over))
    finally:
        _end(child)
    return True


def _ending(child: int, job: TakenJob, clock: Clock, is_over: Callable[[], bool]) -> int | str:
    """Wait for a child and return its exit code, negative for a signal; or a word if it is to be ended."""
    begun = seen = monotonic()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if is_over():
            return "over"
        if monotonic() - begun > LONGEST:
            return "late"
        if monotonic() - seen > SIGN_EVERY:
            seen = monotonic()
            if not import_jobs.is_alive(job, clock()):
                return "withdrawn"
        sleep(PAUSE)


def _settle(job: TakenJob, ending: int | str) -> None:
    """Store the end of a job whose child has not done so itself."""
    if ending == "over":
        import_jobs.give_back(job)
    elif ending in {"late", -signal.SIGXCPU}:
        import_jobs.fail(job, Refused("work-time"))
    elif ending == OUT_OF_MEMORY:
        import_jobs.fail(job, Refused("work-memory"))
    elif ending not in {0, "withdrawn"}:
        import_jobs.stopped(job)


def _end(child: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):  # it has ended, and its number may be another program's by now
        if not os.waitpid(child, os.WNOHANG)[0]:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _be_child(job: TakenJob, clock: Clock) -> NoReturn:
    """Do an import in this process, and end it without returning."""
    code = FAULT
    try:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_DFL)
        _limit(resource.RLIMIT_AS, _size() + MOST_MEMORY)
        _limit(resource.RLIMIT_CPU, MOST_SECONDS)
        import_jobs.perform(job, clock())
        code = 0
    except Withdrawn:
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001 - the process ends here
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _limit(kind: int, most: int) -> None:
    _, hardest = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hardest == resource.RLIM_INFINITY else min(most, hardest), hardest))


def _size() -> int:
    """Return the bytes of address space that this process has, as far as the system tells."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return MOST_MEMORY

"""Many learners at a live server, and what must be in the database afterwards: every answer that was acknowledged, once."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Lock
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from quizapp.services.learning.presentations import unseal

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 60
"""The seconds that a learner waits for a reply."""

ACKNOWLEDGED = re.compile(r"/study/feedback/(\d+)")


@dataclass
class Outcome:
    """What learners saw: (learner, nonce) of the answers that were sent and that were acknowledged, statuses, seconds, and moments."""

    sent: set[tuple[int, str]] = field(default_factory=set)
    acknowledged: set[tuple[int, str]] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    seconds: list[float] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def refused(self) -> int:
        """How many requests got an error of the server."""
        return sum(count for status, count in self.statuses.items() if status >= 500)

    @property
    def gap(self) -> float:
        """The longest time in which no answer was acknowledged, in seconds."""
        moments = sorted(self.moments)
        return max((later - earlier for earlier, later in pairwise(moments)), default=0.0)

    def share(self, part: float) -> float:
        """The seconds within which a share of all requests was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


@dataclass(frozen=True)
class Found:
    """What the database holds of it: acknowledged answers that are missing, answers that are there twice or that nobody sent, damage."""

    stored: int
    lost: int
    doubled: int
    phantom: int
    damage: list[Any]


class Learner:
    """A browser without script; a request that got no reply is sent again, as a person would."""

    def __init__(self, port: int, outcome: Outcome) -> None:
        self.port, self.outcome, self.cookies, self.text = port, outcome, {}, ""
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def send(self, method: str, path: str, fields: Any = None) -> tuple[int, str]:
        """Send a request; return its status and where it leads. Raises OSError or HTTPException if there is no reply."""
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        body = urlencode(fields, doseq=True) if fields is not None else None
        began = monotonic()
        try:
            self.connection.request(method, path, body, {**(FORM if body else {}), **cookies})
            reply = self.connection.getresponse()
            self.text = reply.read().decode()
        except (OSError, HTTPException):
            self.connection.close()
            with self.outcome.lock:
                self.outcome.broken += 1
            raise
        for line in reply.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        with self.outcome.lock:
            self.outcome.statuses[reply.status] += 1
            self.outcome.seconds.append(monotonic() - began)
        return reply.status, reply.headers.get("Location", "")

    def surely(self, method: str, path: str, fields: Any = None) -> tuple[int, str]:
        """Send a request until there is a reply that is not an error of the server."""
        for _ in range(200):
            with suppress(OSError, HTTPException):
                status, place = self.send(method, path, fields)
                if status < 500:
                    return status, place
        raise AssertionError(f"no reply to {method} {path}")

    def hidden(self, name: str) -> str:
        """Return a hidden field of the page."""
        return re.search(rf'name="{name}"[^>]*?value="([^"]*)"', self.text)[1]

    def become_guest(self) -> None:
        """Begin without an account."""
        self.cookies = {}
        self.surely("GET", "/")
        self.surely("POST", "/guest", {"csrf_token": self.hidden("csrf_token"), "deck": "harbour"})

    def answer(self, key: str) -> bool:
        """Say "I don't know" to the next question; return whether there was one."""
        self.surely("GET", "/study/harbour")
        if 'name="presentation"' not in self.text:
            return False
        sealed = self.hidden("presentation")
        presentation, holds = unseal(sealed, key)
        assert holds
        mine = (presentation.learner, presentation.nonce)
        with self.outcome.lock:
            self.outcome.sent.add(mine)
        form = {"csrf_token": self.hidden("csrf_token"), "presentation": sealed, "dont_know": "1"}
        _, place = self.surely("POST", "/study/answer", form)
        if ACKNOWLEDGED.search(place):
            with self.outcome.lock:
                self.outcome.acknowledged.add(mine)
                self.outcome.moments.append(monotonic())
        return True

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def study(port: int, key: str, learners: int, goes_on: Callable[[int], bool], outcome: Outcome | None = None) -> Outcome:
    """Let learners answer at once; each asks `goes_on(answers so far)` before the next. Who has nothing left begins as another guest."""
    outcome = outcome or Outcome()

    def work(_: int) -> None:
        with closing(Learner(port, outcome)) as learner:
            count = 0
            while goes_on(count):
                if not count or not learner.answer(key):
                    learner.become_guest()
                    learner.answer(key)
                count += 1

    with ThreadPoolExecutor(learners) as pool:
        list(pool.map(work, range(learners)))
    return outcome


def start_at_once(port: int, learners: int) -> Outcome:
    """Let learners, each a guest with the page open, start a quiz at the same moment; only these requests are counted."""
    barrier, outcome, before = Barrier(learners), Outcome(), Outcome()

    def work(_: int) -> None:
        with closing(Learner(port, before)) as learner:
            learner.become_guest()
            learner.surely("GET", "/quiz/harbour")
            form = {"csrf_token": learner.hidden("csrf_token"), "everything": "1"}
            learner.close()  # each begins on a new connection
            learner.outcome = outcome
            barrier.wait()
            _, place = learner.send("POST", "/quiz/harbour", form)
            assert "/attempts/1" in place, place

    with ThreadPoolExecutor(learners) as pool:
        list(pool.map(work, range(learners)))
    return outcome


def found(file: Path, outcome: Outcome) -> Found:
    """Compare the database of a server with what its learners saw."""
    with closing(sqlite3.connect(file)) as connection:
        rows = Counter(connection.execute("SELECT user_id, nonce FROM answer").fetchall())
        numbers = connection.execute("SELECT user_id, max(n) - count(*) FROM answer GROUP BY 1 HAVING max(n) != count(*)").fetchall()
        integrity = [row for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)]
        damage = [*integrity, *connection.execute("PRAGMA foreign_key_check"), *numbers]
    return Found(
        stored=rows.total(),
        lost=len(outcome.acknowledged - set(rows)),
        doubled=rows.total() - len(rows),
        phantom=len(set(rows) - outcome.sent),
        damage=damage,
    )

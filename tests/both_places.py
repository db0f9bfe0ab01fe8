"""Which tests run on PostgreSQL as well as on SQLite: those of the database always, of services and web a third, drawn by day.

`make test` runs those that were drawn on PostgreSQL alone, and `make robust` runs them again on SQLite: so CI runs every test on
SQLite, and `make test` takes hardly longer. The draw is the same in every process of a run. `make robust ALL=1` runs all tests on both;
QUIZAPP_TEST_DAY=2026-11-24 repeats the draw of a day.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import sha256

import postgres
import pytest
from support import ROOT

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DAY, ALL = "QUIZAPP_TEST_DAY", "QUIZAPP_TEST_ALL"
ALWAYS = ("tests/db/",)
DRAWN = ("tests/services/", "tests/web/")
A_THIRD = 3


def pytest_configure(config):
    """Fix the day before other processes are started, which may be after midnight."""
    os.environ.setdefault(DAY, f"{datetime.now(UTC):%Y-%m-%d}")


def pytest_report_header(config):
    """Say what was drawn."""
    how_many = "all tests" if draws_all() else f"a third of the tests, drawn for {os.environ[DAY]}"
    return f"PostgreSQL: tests of the database; of services and web {how_many}"


def pytest_generate_tests(metafunc):
    """Let a test that has a database, and was drawn, run on both."""
    named = any("place" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "place" not in metafunc.fixturenames or named or metafunc.definition.get_closest_marker("sqlite"):
        return
    path = metafunc.definition.path.relative_to(ROOT).as_posix()
    on_both = [pytest.param(POSTGRESQL, marks=pytest.mark.postgresql)]
    if path.startswith(ALWAYS):
        on_both.append(SQLITE)
    elif path.startswith(DRAWN) and is_drawn(metafunc.definition.nodeid, os.environ[DAY]) and postgres.is_there():
        on_both.append(pytest.param(SQLITE, marks=pytest.mark.again))
    else:
        return
    metafunc.parametrize("place", on_both, indirect=True)


def draws_all():
    """Whether every test runs on both."""
    return os.environ.get(ALL, "") not in {"", "0"}


def is_drawn(name, day):
    """Whether a test runs on both on this day; each is drawn on a third of all days."""
    return draws_all() or int.from_bytes(sha256(f"{day} {name}".encode()).digest()[:4]) % A_THIRD == 0

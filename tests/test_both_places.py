"""Which tests run on PostgreSQL is drawn by day, alike in every process, and never left to chance alone."""

from datetime import date, timedelta

import both_places
import pytest


@pytest.fixture(autouse=True)
def _by_day(monkeypatch):
    monkeypatch.delenv(both_places.ALL, raising=False)


DAYS = [str(date(2026, 3, 2) + timedelta(days=day)) for day in range(30)]
DRAWN = ["0", "3", "4", "5", "7", "10", "11", "13", "14", "19"]
"""Those of the first twenty that were drawn for 2 March 2026."""

NAMES = [f"tests/web/test_errors.py::test_{number}" for number in range(300)]


def test_each_day_draws_about_a_third():
    for day in DAYS:
        assert 60 < sum(both_places.is_drawn(name, day) for name in NAMES) < 140


def test_every_test_is_drawn_within_a_month():
    never = [name for name in NAMES if not any(both_places.is_drawn(name, day) for day in DAYS)]
    assert never == []


def test_a_day_draws_the_same_in_every_process():
    assert [name.rpartition("_")[2] for name in NAMES[:20] if both_places.is_drawn(name, "2026-03-02")] == DRAWN


def test_all_of_them_can_be_taken(monkeypatch):
    monkeypatch.setenv(both_places.ALL, "1")
    assert all(both_places.is_drawn(name, "2026-03-02") for name in NAMES)
    assert "all tests" in both_places.pytest_report_header(None)

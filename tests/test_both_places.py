"""Which tests run on PostgreSQL is drawn by day, alike in every process, and never left to chance alone."""

from datetime import date, timedelta

import both_places
import pytest


@pytest.fixture(autouse=True)
def _by_day(monkeypatch):
    monkeypatch.delenv(both_places.ALL, raising=False)


DAYS = [str(date(2026, 3, 2) + timedelta(days=day)) for day in range(30)]
NAMES = [f"tests/web/test_errors.py::test_{number}" for number in range(300)]


def test_each_day_draws_about_a_third():
    for day in DAYS:
        assert 60 < sum(both_places.is_drawn(name, day) for name in NAMES) < 140


def test_every_test_is_drawn_within_a_month_or_nearly():
    never = [name for name in NAMES if not any(both_places.is_drawn(name, day) for day in DAYS)]
    assert never == []


def test_a_day_can_be_drawn_again():
    assert [both_places.is_drawn(name, "2026-03-02") for name in NAMES] == [both_places.is_drawn(name, "2026-03-02") for name in NAMES]


def test_all_of_them_can_be_taken(monkeypatch):
    monkeypatch.setenv(both_places.ALL, "1")
    assert all(both_places.is_drawn(name, "2026-03-02") for name in NAMES)
    assert "all tests" in both_places.pytest_report_header(None)

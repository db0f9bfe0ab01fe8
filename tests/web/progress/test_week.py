"""GET /week: what changed since Monday."""

import pytest
from support import WRONG

DATE = "/study/harbour?questions=pier-built-date"
LENGTH = "/study/harbour?questions=length-numeric"


@pytest.fixture
def monday(clock):
    """The clock on a Monday."""
    clock.advance(days=-clock.now.weekday() % 7)
    return clock


def answer(client, path, fields=None):
    page = client.page(path)
    return client.answer(page, fields)


def test_before_anything_is_answered_nothing_has_changed(guest, monday):
    page = guest.page("/week")
    assert "Nothing has changed since Monday." in page.words


def test_a_week_counts_what_was_begun_and_what_is_known_now(guest, monday):
    answer(guest, DATE)
    answer(guest, LENGTH)
    assert "2 facts begun this week." in guest.page("/week").words
    monday.advance(days=1)
    answer(guest, DATE)
    page = guest.page("/week")
    assert "1 of 10 facts known, 1 begun" in page.one("h1").text
    assert "2 facts begun this week. 1 now known." in page.words
    assert "Now known: 1" in page.words
    assert "In 1887 the town of Brindle built a pier" in page.words


def test_a_new_week_begins_from_nothing_and_sees_what_slips(guest, monday):
    answer(guest, DATE)
    monday.advance(days=1)
    answer(guest, DATE)
    monday.advance(days=6)
    assert "Nothing has changed since Monday." in guest.page("/week").words
    answer(guest, DATE, WRONG["date"])
    page = guest.page("/week")
    assert "1 slipped." in page.words
    assert "Slipped: 1" in page.words
    assert "begun this week" not in page.words
    assert "Now known" not in page.words
    monday.advance(days=7)
    assert "Nothing has changed since Monday." in guest.page("/week").words


def test_an_answer_that_was_undone_changes_nothing(guest, monday):
    feedback = answer(guest, DATE)
    guest.post("/study/undo", data={"csrf_token": feedback.hidden("csrf_token"), "n": "1"})
    assert "Nothing has changed since Monday." in guest.page("/week").words


def test_it_is_linked_from_progress_and_needs_few_statements(guest, monday, query_counter):
    for day in range(2):
        monday.advance(days=day)
        answer(guest, DATE)
        answer(guest, LENGTH)
    assert guest.page("/progress").one("a", href="/week").text == "What changed since Monday"
    guest.get("/week")
    with query_counter() as queries:
        assert guest.get("/week").status_code == 200
    assert len(queries) <= 5, queries


def test_a_visitor_is_led_to_the_first_page(client):
    assert client.get("/week").status_code == 303

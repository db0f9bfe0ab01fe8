"""The browser's zone changes in the middle of a day: a flight to the west, or a school computer that says UTC."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from support import RIGHT, Page

from quizapp.db.base import transaction
from quizapp.db.models import Account, Answer

MORNING = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
"""09:30 in Seoul, where it is the study day of 3 March; in New York and by UTC it is still that of the 2nd."""


@pytest.fixture
def traveller(app, clock):
    """A guest who takes two new facts a day, in the morning in Seoul."""
    clock.now = MORNING
    guest = app.test_client()
    assert guest.submit("/guest", at="/").status_code == 303
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(Account).values(new_facts=2))
    guest.set_cookie("zone", "Asia/Seoul")
    return guest


def study(client):
    """Answer rightly what is asked, until nothing is left or ten questions were asked; return how many."""
    for answered in range(10):
        page = Page(client.get("/study/harbour").text)
        if not page.all("input", name="presentation"):
            return answered
        client.answer(page, RIGHT[page.type])
    return 10


def said(client, path):
    """The words of a page."""
    return [element.text for element in Page(client.get(path).text).elements]


@pytest.mark.parametrize("elsewhere", ["Asia/Seoul", "America/New_York", "UTC", "Pacific/Pago_Pago"])
def test_no_new_facts_are_asked_after_the_day_went_back(traveller, elsewhere):
    assert study(traveller) == 2

    traveller.set_cookie("zone", elsewhere)
    assert study(traveller) == 0


@pytest.mark.parametrize("elsewhere", ["America/New_York", "UTC"])
def test_a_miss_returns_and_can_be_undone_elsewhere(app, traveller, elsewhere):
    page = traveller.page("/study/harbour")
    missed = traveller.answer(page, {"dont_know": "1"})
    traveller.set_cookie("zone", elsewhere)

    shown = traveller.page(f"/study/feedback/{missed.hidden('n')}")
    assert shown.all("form", action="/study/undo")
    assert study(traveller) == 2  # one more new fact, and the miss
    with app.app_context(), transaction(write=False) as connection:
        days = connection.scalars(select(Answer.day)).all()
    assert set(map(str, days)) == {"2026-03-03"}
    assert traveller.get("/study/round").status_code == 200


def test_every_page_speaks_of_the_same_day(traveller):
    study(traveller)
    paths = ("/", "/progress", "/decks/harbour/map", "/study/harbour", "/study/round")
    before = {path: said(traveller, path) for path in paths}

    traveller.set_cookie("zone", "America/New_York")
    assert {path: said(traveller, path) for path in paths} == before

"""The zone of the machine decides nothing: the same walk stores the same rows wherever the server stands."""

import time
from datetime import UTC, datetime

import pytest

from quizapp.db.base import Base, transaction
from quizapp.db.models import Account

ZONES = ("UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati")
SECRET = {"id", "user_id", "token_hash", "password_hash", "nonce", "seed", "questions", "made_from"}
"""Columns that differ for each learner."""

SHARED = {"layered", "residual", "surplus", "residuals", "information"}
"""Columns that know what others answered before."""


@pytest.fixture
def machine(monkeypatch):
    """Put the machine into a zone: `machine("Asia/Kathmandu")`."""

    def set_zone(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


def walk(client, class_page):
    """Study, take a quiz with a time limit, write a note; return what the pages say of time."""
    page = client.page("/study/harbour")
    while page.all(data_question=None) and page.type != "numeric":
        client.answer(page)
        page = client.page("/study/harbour")
    client.submit("/study/set-aside?question=harbour/pier-length-numeric", {"kind": "tomorrow"}, at="/study")
    form = {"size": "3", "categories": ["dates", "actors", "causes"], "minutes": "20", "feedback": "end"}
    assert client.submit("/quiz/harbour", form).status_code == 303
    page = client.page("/attempts/1/1")
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "dont_know": "1"}
    client.post("/attempts/1/1", data=form)
    assert client.submit("/attempts/1", at="/attempts/1").status_code == 303
    client.submit("/guest", at="/")
    return [client.page(path).words for path in ("/", "/progress", "/progress/harbour", "/account", class_page)]


def rows_of(number):
    """Every row of a learner, without the number and what is drawn by lot."""
    found = {}
    with transaction(write=False) as connection:
        for table in Base.metadata.sorted_tables:
            if "user_id" in table.c or table is Account.__table__:
                mine = table.c["user_id" if "user_id" in table.c else "id"] == number
                columns = [column for column in table.c if column.name not in SECRET | SHARED]
                if columns:
                    found[table.name] = sorted(map(str, connection.execute(table.select().with_only_columns(*columns).where(mine))))
    return found


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 3, 2, 20, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)],
)
@pytest.mark.usefixtures("same_luck")
def test_the_same_walk_stores_the_same_rows_in_every_zone(app, machine, clock, nonces, moment):
    clock.now = moment
    seen = []
    for number, zone in enumerate(ZONES, 1):
        machine(zone)
        nonces.reset()  # the same is drawn each time
        client = app.test_client()
        assert client.submit("/guest", at="/").status_code == 303
        pages = walk(client, "/decks/harbour/map?view=table")
        with app.app_context():
            seen.append((pages, rows_of(number)))
    for other in seen[1:]:
        assert other == seen[0]

"""Days on the teacher's pages are study days: what happened an hour ago, just after midnight, did not happen "tomorrow"."""

import re
from pathlib import Path

import pytest
from support import WRONG, visitor_of

import quizapp
from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.services.authoring import drafts, publishing
from quizapp.services.classes import classes, moving


@pytest.fixture
def hana(app, client_of, teacher, student, clock):
    """A teacher with a deck, a class and a report, all of them created at two in the night."""
    clock.now = clock.now.replace(hour=2)
    who = visitor_of(teacher)
    with app.app_context():
        room = classes.create(who, "9b", "Europe/Berlin", clock.now)
        deck = moving.copy_to_edit(who, "harbour", clock.now)
        publishing.publish_draft(who, deck, drafts.read(who, deck).n, "", "class", clock.now)
        classes.give(who, room, deck, clock.now)
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, room, student.id, role="student", name="Sora", now=clock.now)
    sora = client_of(student)
    sora.answer(sora.page(f"/study/{deck}?questions=pier-built-date"), WRONG["date"])
    sora.submit("/study/feedback/1/report", {"words": "It was 1888."})
    client = client_of(teacher)
    client.deck, client.room = deck, room
    return client


def test_the_day_of_what_happened_at_night_is_today(hana):
    deck = f"/teach/decks/{hana.deck}"
    assert "Last reported today." in hana.page("/teach/queue").words
    for path in (deck, f"{deck}/revisions", f"{deck}/edit", f"/teach/classes/{hana.room}"):
        words = hana.page(path).words
        assert "today" in words, path
        assert "tomorrow" not in words.replace("What tomorrow brings", ""), path


def test_no_page_takes_the_day_of_a_moment_by_the_clock_of_the_server():
    templates = Path(quizapp.__file__).parent / "templates"
    assert [path.name for path in templates.rglob("*.html") if ".date()|day" in path.read_text("utf-8")] == []


def test_no_page_says_on_before_a_day_that_may_be_today():
    after_on = re.compile(r"\bon %\((\w+)\)s[^{}]*\b\1=[^,)]*\|day\b")
    templates = Path(quizapp.__file__).parent / "templates"
    assert after_on.search('{{ _("Saved on %(day)s.", day=changed|day) }}')
    assert [path.name for path in templates.rglob("*.html") if after_on.search(path.read_text("utf-8"))] == []

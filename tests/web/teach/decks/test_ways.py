"""From the teacher's pages to what she does next: with a deck, with a class, with students who have stopped or are late."""

import re
from datetime import timedelta

import pytest
from support import RIGHT, visitor_of

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.services.authoring import drafts, publishing
from quizapp.services.classes import classes, moving

ONWARD = ("coverage", "analysis", "worksheet", "export")
STUDY = {"kind": "study", "deck": "harbour", "title": "Learn the harbour", "due": "2026-03-06T14:00", "days": "1"}


@pytest.fixture
def who(teacher):
    return visitor_of(teacher)


@pytest.fixture
def hana(client_of, teacher):
    return client_of(teacher)


@pytest.fixture
def room(app, who, clock):
    with app.app_context():
        number = classes.create(who, "9b", "Europe/Berlin", clock.now)
        classes.give(who, number, "harbour", clock.now)
    return number


@pytest.fixture
def put_in(app, room, clock):
    def add(person, name, role="student"):
        with app.app_context(), transaction(write=True) as connection:
            stored_classes.add_member(connection, room, person.id, role=role, name=name, now=clock.now)

    return add


def links(page):
    return {link["href"] for link in page.all("a", href=None)}


def assign(hana, room, **fields):
    response = hana.submit(f"/teach/classes/{room}/assignments/new", STUDY | fields, at="/")
    return int(re.search(r"/teach/assignments/(\d+)", response.location)[1])


def test_a_deck_and_its_editor_lead_to_what_is_done_with_it(app, hana, who, clock):
    with app.app_context():
        deck = moving.copy_to_edit(who, "harbour", clock.now)
    assert not links(hana.page(f"/teach/decks/{deck}/edit")) & {f"/teach/decks/{deck}/{way}" for way in ONWARD}, "nothing is published yet"
    with app.app_context():
        publishing.publish_draft(who, deck, drafts.read(who, deck).n, "", "class", clock.now)
    for path in (f"/teach/decks/{deck}", f"/teach/decks/{deck}/edit"):
        page = hana.page(path)
        for way in ONWARD:
            assert f"/teach/decks/{deck}/{way}" in links(page), path
            assert hana.get(f"/teach/decks/{deck}/{way}").status_code == 200
    assert {f"/teach/decks/harbour/{way}" for way in ONWARD} <= links(hana.page("/teach/decks/harbour"))


def test_the_class_leads_assistants_to_the_analysis(client_of, room, put_in, student, other_student):
    put_in(student, "Sora", role="assistant")
    put_in(other_student, "Yuna")
    client = client_of(student)
    address = f"/teach/decks/harbour/analysis?class={room}"
    assert address in links(client.page(f"/teach/classes/{room}"))
    assert "9b" in client.page(address).words


def test_what_was_taken_back_is_folded_and_within_reach(hana, room):
    stands, taken = assign(hana, room), assign(hana, room, title="Too early")
    hana.submit(f"/teach/assignments/{taken}/withdraw", {"withdrawn": "1"}, at=f"/teach/assignments/{taken}")
    page = hana.page(f"/teach/classes/{room}")
    assert {f"/teach/assignments/{stands}", f"/teach/assignments/{taken}"} <= links(page)
    folded = next(part.text for part in page.all("details") if "1 assignment was withdrawn" in part.text)
    assert "Too early" in folded
    assert "Learn the harbour" not in folded


def test_who_has_stopped_comes_first(hana, room, put_in, make_person, client_of, clock):
    stays, stops, never = (make_person(name) for name in ("mina", "rin", "noa"))
    for person in (stays, stops, never):
        put_in(person, person.username.title())
    page = hana.page(f"/teach/classes/{room}")
    assert page.one(id="stopped").text == "Nobody has stopped studying: everybody has been here in the last week."
    study = "/study/harbour?questions=pier-built-date"
    rin, mina = client_of(stops), client_of(stays)
    rin.answer(rin.page(study), RIGHT["date"])
    clock.advance(days=8)
    mina.answer(mina.page(study), RIGHT["date"])
    clock.advance(days=1)
    page = hana.page(f"/teach/classes/{room}")
    assert page.one(id="stopped").text == "2 of 3 students have stopped studying"
    lines = [re.sub(r"\s+", " ", line.text).strip() for line in page.all("li")]
    assert lines.index("Joined but not started yet: Noa") < lines.index("Away for 9 days: Rin")
    assert page.words.index("have stopped") < page.words.index("Join code")
    assert f"/teach/classes/{room}/students/{stops.id}" in links(page)
    hana.submit(f"/teach/classes/{room}/archive", {"archived": "1"}, at=f"/teach/classes/{room}")
    assert "have stopped" not in hana.page(f"/teach/classes/{room}").words


def test_the_gradebook_says_who_is_late_and_leads_to_more_time(hana, room, put_in, student, other_student, client_of, clock):
    put_in(student, "Sora")
    put_in(other_student, "Yuna")
    made = assign(hana, room, title="The plans", categories="actors")
    client = client_of(student)
    clock.advance(days=6)
    asked = client.page("/study/harbour?category=actors")
    while asked.all(data_question=None):
        client.answer(asked)
        asked = client.page("/study/harbour?category=actors")
    page = hana.page(f"/teach/classes/{room}/gradebook")
    assert "1 not done on time Yuna" in page.words
    assert "1 done, but late Sora" in page.words
    address = f"/teach/assignments/{made}?student={other_student.id}#student-{other_student.id}"
    assert address in links(page)
    granted = hana.page(address)
    row = granted.one(id=f"student-{other_student.id}")
    assert "Yuna" in row.text
    assert len([part for part in granted.all("details", open="") if "(Yuna)" in part.text]) == 1
    later = (clock.now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    form = f"/teach/assignments/{made}/students/{other_student.id}"
    assert form in granted.html
    hana.submit(form, {"do": "extend", "due": later}, at=f"/teach/assignments/{made}")
    assert "not done on time" not in hana.page(f"/teach/classes/{room}/gradebook").words


def test_what_is_not_open_yet_is_not_counted_as_undone(hana, room, put_in, student):
    put_in(student, "Sora")
    assign(hana, room, opens="2026-03-05T08:00")
    page = hana.page(f"/teach/classes/{room}/gradebook")
    assert "Nothing to grade yet" in page.one("h1").text
    assert "opens Thursday 5 March" in page.words

"""Closing a public deck while a quiz runs: offered where it has an effect, refused without an end, told on the pages of teachers."""

import pytest
from sqlalchemy import update
from support import Page, visitor_of

from quizapp.db.base import transaction
from quizapp.db.models import DeckRow
from quizapp.services.classes import classes

NEW = "/teach/classes/1/assignments/new"
QUIZ = {
    "kind": "quiz",
    "deck": "harbour",
    "title": "Harbour quiz",
    "opens": "2026-03-02T10:00",
    "due": "2026-03-06T14:00",
    "closes_deck": "1",
}
OFFER = "Close this deck to everybody outside your class while the quiz runs"
OPEN = "This deck is open to everybody."


@pytest.fixture
def assign(at_work):
    """Assign a quiz that closes its deck: `assign(due=...)` returns its address."""

    def make(**changes):
        response = at_work.submit(NEW, QUIZ | changes, at="/")
        assert response.status_code == 303, Page(response.text).words
        return response.location

    return make


def edited(**changes):
    return {name: value for name, value in QUIZ.items() if name not in {"kind", "deck"}} | changes


def show_to(app, visibility):
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(DeckRow).where(DeckRow.id == "harbour").values(visibility=visibility))


def words(client, path):
    return client.page(path).words.replace("\u202f", " ")


@pytest.fixture
def is_open(app):
    """Whether somebody who is signed out can read the deck now: `is_open()`."""
    return lambda: app.test_client().get("/decks/harbour/read").status_code == 200


@pytest.mark.parametrize(
    ("kind", "visibility", "offered"),
    [("quiz", "public", True), ("quiz", "archived", True), ("quiz", "class", False), ("study", "public", False)],
)
def test_it_is_offered_where_it_has_an_effect(app, at_work, kind, visibility, offered):
    show_to(app, visibility)
    page = at_work.page(f"{NEW}?kind={kind}&deck=harbour")
    assert (OFFER in page.words, OPEN in page.words) == (offered, offered)
    assert not page.all("input", name="closes_deck", checked=None), "a deck belongs to others too: closing it is a choice"


@pytest.mark.parametrize(("kind", "visibility"), [("study", "public"), ("quiz", "class")])
def test_elsewhere_it_closes_nothing(app, assign, clock, is_open, kind, visibility):
    show_to(app, visibility)
    assign(kind=kind)
    show_to(app, "public")
    clock.advance(hours=2)
    assert is_open()


def test_without_the_tick_it_closes_nothing(assign, clock, is_open):
    assign(closes_deck="")
    clock.advance(hours=2)
    assert is_open()


def test_an_end_is_needed(at_work, clock, is_open):
    response = at_work.submit(NEW, QUIZ | {"due": ""}, at="/")
    page = Page(response.text)
    assert response.status_code == 422
    assert "To close the deck while the quiz runs, set a due date." in page.words
    assert page.one("input", name="closes_deck")["aria-invalid"] == "true"
    assert page.all("input", name="closes_deck", checked=None)
    clock.advance(hours=2)
    assert is_open()


@pytest.mark.parametrize(("due", "status"), [("2026-03-16T10:00", 303), ("2026-03-16T10:01", 422), ("2027-03-02T10:00", 422)])
def test_nobody_closes_a_deck_for_more_than_two_weeks(at_work, due, status):
    response = at_work.submit(NEW, QUIZ | {"due": due}, at="/")
    assert response.status_code == status
    assert ("A deck can be closed for 14 days at most." in response.text) == (status == 422)


def test_two_weeks_are_those_of_the_clock_of_the_class(app, teacher, client_of, clock):
    """The clocks go back on the 25th of October: there are 14 days and an hour between."""
    with app.app_context():
        room = classes.create(visitor_of(teacher), "9b", "Europe/Berlin", clock.now)
    quiz = QUIZ | {"opens": "2026-10-20T10:00"}
    hana = client_of(teacher)
    for due, status in (("2026-11-03T10:00", 303), ("2026-11-03T10:01", 422)):
        assert hana.submit(f"/teach/classes/{room}/assignments/new", quiz | {"due": due}, at="/").status_code == status


def test_the_form_for_changing_it_holds_the_tick(at_work, assign, clock, is_open):
    made = assign()
    clock.advance(hours=2)
    page = at_work.page(f"{made}/edit")
    assert page.all("input", name="closes_deck", checked=None)
    assert not is_open()
    assert at_work.submit(f"{made}/edit", edited(closes_deck="")).status_code == 303
    assert is_open()
    assert not at_work.page(f"{made}/edit").all("input", name="closes_deck", checked=None)
    assert at_work.submit(f"{made}/edit", edited()).status_code == 303
    assert not is_open()
    assert at_work.submit(f"{made}/edit", edited(due="")).status_code == 422
    assert not is_open()


def test_withdrawing_it_opens_the_deck_and_giving_it_again_closes_it(at_work, assign, clock, is_open):
    made = assign()
    clock.advance(hours=2)
    for withdrawn, opened in (("1", True), ("0", False)):
        at_work.submit(f"{made}/withdraw", {"withdrawn": withdrawn}, at=made)
        assert is_open() is opened


def test_it_stays_closed_for_a_student_with_a_later_date_but_not_for_ever(at_work, assign, clock, is_open, put_in, student):
    made = assign()
    put_in(student)
    grant = f"{made}/students/{student.id}"
    refused = at_work.submit(grant, {"do": "extend", "due": "2026-03-16T10:01", "extra": "0"}, at=made)
    assert refused.status_code == 422
    assert "the deck is closed to those outside, for 14 days at most" in Page(refused.text).words
    assert at_work.submit(grant, {"do": "extend", "due": "2026-03-16T10:00", "extra": "0"}, at=made).status_code == 303
    clock.advance(days=5)
    assert not is_open()
    assert "closed to everybody outside until Monday 16 March, 10:00 AM (UTC)" in words(at_work, made)
    moved = at_work.submit(f"{made}/edit", edited(opens="2026-03-01T10:00"))
    assert moved.status_code == 422, "the later date of the student counts too"
    assert "A deck can be closed for 14 days at most." in Page(moved.text).words
    clock.advance(days=9, hours=1)
    assert is_open()


def test_a_quiz_that_closes_nothing_can_be_granted_any_later_date(at_work, assign, put_in, student):
    made = assign(closes_deck="")
    put_in(student)
    grant = {"do": "extend", "due": "2026-06-01T10:00", "extra": "0"}
    assert at_work.submit(f"{made}/students/{student.id}", grant, at=made).status_code == 303


def test_the_page_of_the_quiz_says_until_when(at_work, assign, clock):
    made = assign()
    assert "Once the quiz opens, its deck is closed to everybody outside until Friday 6 March, 2:00 PM (UTC)." in words(at_work, made)
    clock.advance(hours=2)
    assert "Its deck is closed to everybody outside until Friday 6 March, 2:00 PM (UTC). To open it earlier, edit" in words(at_work, made)
    at_work.submit(f"{made}/withdraw", {"withdrawn": "1"}, at=made)
    assert "closed to everybody outside" not in words(at_work, made)
    at_work.submit(f"{made}/withdraw", {"withdrawn": "0"}, at=made)
    clock.advance(days=5)
    assert "closed to everybody outside" not in words(at_work, made)


def test_the_page_of_a_quiz_in_an_archived_class_says_nothing(at_work, assign, clock, is_open):
    made = assign()
    clock.advance(hours=2)
    at_work.submit("/teach/classes/1/archive", {"archived": "1"}, at="/teach/classes/1")
    assert "closed to everybody outside" not in words(at_work, made)
    assert is_open()


def test_the_page_of_the_deck_says_it_to_every_teacher(at_work, assign, clock, client_of, make_person, admin):
    made = assign()
    mio = client_of(make_person("mio", role="teacher"))
    told = "Closed to everybody outside until Friday 6 March, 2:00 PM (UTC), while a class takes a quiz on it."
    assert told not in words(at_work, "/teach/decks/harbour")
    clock.advance(hours=2)
    for client in (at_work, client_of(admin), mio):
        assert told in words(client, "/teach/decks/harbour")
        assert "Closed to everybody outside" not in words(client, "/teach/decks/knots")
    assert at_work.page("/teach/decks/harbour").one("a", href=made).text == "History 9b: Harbour quiz"
    page = mio.page("/teach/decks/harbour")
    assert "History 9b" not in page.words, "the class of a colleague"
    assert "Classes that have this deck go on as usual." in page.words

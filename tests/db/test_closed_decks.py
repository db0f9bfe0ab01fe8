"""To whom a deck is closed while a class takes a quiz on it, and when: the one rule that pages and answers ask."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from support import counted

from quizapp.db.authoring import stored_revisions
from quizapp.db.base import db, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.grading import stored_assignments
from quizapp.db.grading.stored_assignments import Granted
from quizapp.db.learning import begun_decks, decks, standings
from quizapp.db.models import AssignmentRow, ClassroomRow, DeckOwner, DeckRow, MembershipRow, Version
from quizapp.db.people import stored_accounts
from quizapp.domain.grading.assignments import AssignedPart

OPENS = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = OPENS + timedelta(days=2)
NOON = OPENS + timedelta(hours=3)
HOUR = timedelta(hours=1)

VALUES = {
    "deck_id": "harbour",
    "kind": "quiz",
    "title": "Harbour quiz",
    "part": AssignedPart(),
    "opens_at": OPENS,
    "due_at": DUE,
    "closes_deck": True,
    "created_at": OPENS - HOUR,
}

CLOSED_TO = {
    "nobody": True,
    "guest": True,
    "account without a class": True,
    "student of a class without the deck": True,
    "student who was removed": True,
    "student of an archived class with the deck": True,
    "student": False,
    "assistant": False,
    "test student": False,
    "student of another class with the deck": False,
    "teacher of the class": False,
    "teacher of no class": False,
    "administrator": False,
    "owner who teaches no more": False,
}
"""Who is outside while class 1 takes its quiz."""


@pytest.fixture
def people(database, make_person):
    """Everybody of the table, by name: the number of each account."""
    roles = {"teacher of the class": "teacher", "teacher of no class": "teacher", "administrator": "admin"}
    made = {name: make_person(f"person{number}", role=roles.get(name, "student")).id for number, name in enumerate(CLOSED_TO)}
    made["nobody"] = 0
    with transaction(write=True) as connection:
        made["guest"] = stored_accounts.add(connection, {"created_at": OPENS, "active_on": OPENS.date()})
        rooms = [stored_classes.add(connection, {"name": name, "zone": "", "created_at": OPENS}) for name in ("9a", "9b", "9c", "9d")]
        for room in (rooms[0], rooms[1], rooms[3]):
            stored_classes.give(connection, room, "harbour")
        members = {
            "teacher of the class": (rooms[0], "teacher"),
            "student": (rooms[0], "student"),
            "assistant": (rooms[0], "assistant"),
            "test student": (rooms[0], "tester"),
            "student who was removed": (rooms[0], "student"),
            "student of another class with the deck": (rooms[1], "student"),
            "student of a class without the deck": (rooms[2], "student"),
            "student of an archived class with the deck": (rooms[3], "student"),
        }
        for name, (room, role) in members.items():
            stored_classes.add_member(connection, room, made[name], role=role, name=name, now=OPENS)
        removed = MembershipRow.user_id == made["student who was removed"]
        connection.execute(update(MembershipRow).where(removed).values(removed_at=OPENS))
        stored_classes.change(connection, rooms[3], {"archived": True})
        connection.execute(DeckOwner.__table__.insert().values(user_id=made["owner who teaches no more"], deck_id="harbour"))
    return made


@pytest.fixture
def assign(people):
    """Assign a quiz to class 1: `assign(due_at=...)` returns its number."""

    def make(**changes):
        with transaction(write=True) as connection:
            return stored_assignments.add(connection, VALUES | {"class_id": 1} | changes)

    return make


@pytest.fixture
def until(people):
    """Until when the deck is closed to somebody: `until("guest", now)`."""

    def ask(name="nobody", now=NOON):
        with transaction(write=False) as connection:
            return decks.closed_to(connection, "harbour", people[name], now)

    return ask


@pytest.mark.parametrize("name", CLOSED_TO)
def test_who_is_outside(assign, until, name):
    assert until(name) is None
    assign()
    assert until(name) == (DUE if CLOSED_TO[name] else None)


@pytest.mark.parametrize(
    ("now", "closed"),
    [
        (OPENS - timedelta(microseconds=1), False),
        (OPENS, True),
        (DUE - timedelta(microseconds=1), True),
        (DUE, False),
        (DUE + timedelta(days=400), False),
    ],
)
def test_it_is_closed_from_the_opening_to_the_due_date(assign, until, now, closed):
    assign()
    assert until(now=now) == (DUE if closed else None)


def test_it_stays_closed_for_students_who_have_longer(assign, people, until):
    made = assign()
    with transaction(write=True) as connection:
        stored_assignments.grant(connection, people["student"], made, Granted(DUE + HOUR, 0))
        stored_assignments.grant(connection, people["test student"], made, Granted(None, 25))
    assert until() == DUE + HOUR
    assert until(now=DUE + HOUR / 2) == DUE + HOUR
    assert until(now=DUE + HOUR) is None


def test_a_date_that_was_granted_and_is_sooner_by_now_does_not_count(assign, people, until):
    made = assign()
    with transaction(write=True) as connection:
        stored_assignments.grant(connection, people["student"], made, Granted(DUE - HOUR, 0))
    assert until() == DUE


def test_the_last_of_several_closings_counts(assign, until):
    assign(due_at=DUE + HOUR)
    assign()
    assert until() == DUE + HOUR
    assert until(now=DUE) == DUE + HOUR


@pytest.mark.parametrize("change", [{"closes_deck": False}, {"withdrawn": True}, {"deck_id": "knots"}, {"due_at": None}])
def test_what_closes_nothing(assign, until, change):
    assign(**change)
    assert until() is None


def test_no_deck_is_closed_for_longer_than_anybody_can_close_it(assign, until):
    assign(due_at=OPENS + timedelta(days=400))
    assert until(now=OPENS + timedelta(days=14)) == OPENS + timedelta(days=400)
    assert until(now=OPENS + timedelta(days=15)) is None


def test_an_archived_class_closes_nothing(assign, until):
    assign()
    with transaction(write=True) as connection:
        connection.execute(update(ClassroomRow).where(ClassroomRow.id == 1).values(archived=True))
    assert until() is None


def test_a_class_from_which_the_deck_was_taken_is_not_closed_out_of_its_own_quiz(assign, until):
    assign()
    with transaction(write=True) as connection:
        stored_classes.take_away(connection, 1, "harbour")
    assert until("student") is None
    assert until("guest") == DUE


def test_the_quiz_of_another_class_closes_it_to_a_class_that_has_no_deck(assign, until):
    assign(class_id=2)
    assert until("student") is None
    assert until("student of a class without the deck") == DUE


def test_without_a_moment_nothing_is_asked(assign, until):
    assign()
    assert until(now=None) is None


def test_every_way_to_a_deck_says_the_same(assign, people):
    assign()
    for name, closed in CLOSED_TO.items():
        who, wanted = people[name], DUE if closed else None
        with transaction(write=False) as connection:
            version = connection.scalar(select(Version.id).order_by(Version.id).limit(1))
            asked = standings.standing(connection, who, version, "nonce", NOON)
            assert decks.readable_state(connection, asked.deck, who, NOON).closed_until == asked.closed_until, name
            found = {
                "its state": decks.readable_state(connection, "harbour", who, NOON).closed_until,
                "the public decks": {one.id: one.closed_until for one in decks.public_states(connection, who, NOON)}["harbour"],
                "the shelf": {one.deck: one.closed_until for one in begun_decks.shelf(connection, who, NOON)}["harbour"],
            }
            assert found == dict.fromkeys(found, wanted), name
            others = [one.closed_until for one in decks.public_states(connection, who, NOON) if one.id != "harbour"]
            assert set(others) == {None}, name


def test_teachers_see_what_closes_a_deck(assign, people):
    first, second = assign(title="First"), assign(title="Second", class_id=2, due_at=DUE + HOUR)
    assign(title="Later", opens_at=DUE + HOUR, due_at=DUE + 2 * HOUR)
    with transaction(write=True) as connection:
        stored_assignments.grant(connection, people["student"], first, Granted(DUE + HOUR / 2, 0))
    with transaction(write=False) as connection:
        closings = stored_revisions.closings(connection, "harbour", NOON)
    assert [(one.assignment, one.title, one.classroom, one.until) for one in closings] == [
        (second, "Second", "9b", DUE + HOUR),
        (first, "First", "9a", DUE + HOUR / 2),
    ]


@pytest.mark.sqlite
def test_an_index_finds_the_closings_of_a_deck(database):
    """The rule is asked at every page of a deck: it must not read every assignment of the site. PostgreSQL reads a small table whole."""
    with counted(db.engine) as queries, transaction(write=False) as connection:
        decks.closed_to(connection, "harbour", 0, NOON)
    with transaction(write=False) as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {queries[0]}", (1,) * queries[0].count("?")).all()
    assert any(
        "USING INDEX ix_assignment_closing (deck_id=? AND closes_deck=? AND opens_at>? AND opens_at<?)" in row[-1] for row in plan
    ), plan
    assert not any("SCAN assignment" in row[-1] for row in plan), plan


def test_the_row_says_no_unless_it_is_asked_to(database, people):
    with transaction(write=True) as connection:
        made = stored_assignments.add(
            connection, {name: value for name, value in VALUES.items() if name != "closes_deck"} | {"class_id": 1}
        )
        assert stored_assignments.read(connection, made).closes_deck is False
        assert connection.scalar(select(AssignmentRow.closes_deck).where(AssignmentRow.id == made)) is False
        assert connection.scalar(select(DeckRow.visibility).where(DeckRow.id == "harbour")) == "public"

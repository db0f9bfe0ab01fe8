"""Two years of a site: what is older than the site keeps it goes at once and completely, and nothing else does."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Boolean, Date, DateTime, Float, Integer, LargeBinary, delete, insert, select, update
from sqlalchemy.exc import OperationalError
from support import at_once

from quizapp.db import log
from quizapp.db.base import Base, UTCDateTime, db, transaction
from quizapp.db.learning import running_numbers
from quizapp.db.models import (
    Account,
    AssignmentRow,
    Attempt,
    ClassDeck,
    ClassroomRow,
    DeckOwner,
    Job,
    LogEntry,
    MembershipRow,
    Version,
)
from quizapp.db.people import personal
from quizapp.db.site import aged
from quizapp.services.classes import class_accounts, classes, rosters
from quizapp.services.errors import DatabaseUnavailable, NotAllowed, NotFound, Reason
from quizapp.services.learning import memories
from quizapp.services.people.accounts import Visitor
from quizapp.services.site import expiring, my_data, retention, server_backups

BEGINNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
DECK = "harbour"
OWN = [model for model in personal.PERSONAL if model not in {Account, DeckOwner, MembershipRow}]
"""The tables in which everybody gets a row; the others make somebody a student, a teacher or a member."""


@pytest.fixture
def settings(app, database):
    """Students are kept for a year, classes and their accounts for half a year, the log for 18 months."""
    found = app.extensions["quizapp.settings"]
    return replace(found, keep_students=12, keep_classes=6, keep_log=18)


def visitor(person):
    return Visitor(id=person.id, name=person.username, username=person.username, role=person.role)


def value(column, user_id):
    """A value for a column of a person's row."""
    moments = {UTCDateTime: BEGINNING, DateTime: BEGINNING, Date: BEGINNING.date()}
    for kind, found in (moments | {Boolean: False, Integer: 1, Float: 0.5, LargeBinary: b"x"}).items():
        if isinstance(column.type, kind):
            return found
    return f"{column.name}-{user_id}"[: column.type.length]


def add_rows(connection, user_id, assignment_id):
    """Give somebody a row in each table."""
    version = connection.execute(select(Version.id, Version.question_id, Version.revision_id).limit(1)).one()
    known = {"question_id": version.question_id, "version_id": version.id, "revision_id": version.revision_id, "deck_id": DECK}
    known |= {"assignment_id": assignment_id, "class_id": None}
    for model in OWN:
        columns = [column for column in model.__table__.columns if column.name != "id"]
        row = {column.name: known.get(column.name, value(column, user_id)) for column in columns}
        connection.execute(insert(model).values(row | {personal.PERSONAL[model]: user_id}))


class School:
    """A site with its people and classes, by name."""

    def __init__(self, settings, clock, hana, ryo, make_person):
        self.settings, self.clock, self.hana, self.ryo, self.make_person = settings, clock, visitor(hana), visitor(ryo), make_person
        self.people = {"hana": hana.id, "ryo": ryo.id}
        self.classes = {}
        self.assignments = {}

    def found(self, name):
        """Make a class with an assignment."""
        self.classes[name] = class_id = classes.create(self.hana, name, "", self.clock.now)
        values = {"class_id": class_id, "deck_id": DECK, "kind": "quiz", "title": f"quiz of {name}", "opens_at": self.clock.now}
        with transaction(write=True) as connection:
            connection.execute(insert(ClassDeck).values(class_id=class_id, deck_id=DECK))
            row = connection.execute(insert(AssignmentRow).values(values | {"created_at": self.clock.now}))
            self.assignments[name] = number = row.inserted_primary_key[0]
            log.note(connection, "hana", "assigned", f"assignment:{number}", f"quiz of {name}", self.clock.now)

    def add(self, name, *inside, made=False, closed=True, **columns):
        """Make a student who is in some classes, the first of which made the account or not."""
        made_in = self.classes[inside[0]] if made else None
        self.people[name] = user_id = self.make_person(name, made_in=made_in, **columns).id
        number = self.assignments[inside[0]] if inside else next(iter(self.assignments.values()))
        with transaction(write=True) as connection:
            add_rows(connection, user_id, number)
            connection.execute(update(Attempt).where(Attempt.user_id == user_id).values(closed_at=self.clock.now if closed else None))
            for one in inside:
                values = {"user_id": user_id, "class_id": self.classes[one], "role": "student", "name": f"{name} in {one}"}
                connection.execute(insert(MembershipRow).values(values | {"joined_at": self.clock.now}))
                log.note(connection, name, "joined", f"class:{self.classes[one]}", str(user_id), self.clock.now)
            log.note(connection, log.SERVER, "added as student", f"account:{name}", "", self.clock.now)

    def see(self, name):
        """Somebody visits the site."""
        with transaction(write=True) as connection:
            connection.execute(update(Account).where(Account.id == self.people[name]).values(active_on=self.clock.now.date()))

    def remove(self, name, inside):
        rosters.remove(self.hana, self.classes[inside], self.people[name], self.clock.now)

    def archive(self, name, *, archived=True):
        classes.archive(self.hana, self.classes[name], archived=archived, now=self.clock.now)

    def erase(self):
        return expiring.carry_out(self.settings, expiring.look(self.settings, self.clock.now), self.clock.now)

    def names(self):
        with transaction(write=False) as connection:
            return set(connection.scalars(select(Account.username).where(Account.username.is_not(None))))

    def class_names(self):
        with transaction(write=False) as connection:
            return set(connection.scalars(select(ClassroomRow.name)))


@pytest.fixture
def school(settings, clock, teacher, admin, make_person):
    return School(settings, clock, teacher, admin, make_person)


def everything():
    """Every row of every table, by its key."""
    with transaction(write=False) as connection:
        return {
            (table.name, tuple(row[column.name] for column in table.primary_key.columns)): dict(row)
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table)).mappings()
        }


# When somebody's time begins to run, in months after the start, and how long it is; the rest stays.
GOES = {
    "solo": 1 + 12,  # last seen after a month
    "left": 4 + 12,  # left the running class after four months
    "made": 8 + 6,  # its class was archived after eight months
    "diligent": 14 + 6,  # the same class, but studied on
    "travelled": 10 + 6,  # the account of a class that was archived, and then in another one until that was
    "early": 5 + 12,  # its own account, last seen then; the class, which was archived later, was erased before
    "back": 8 + 12,  # left the running class after two months, and came back later
}
STAYS = {"hana", "ryo", "busy", "pupil", "made later", "owner", "helper", "taker", "demoted"}
CLASSES_GO = {"first": 8 + 6, "second": 10 + 6}


def a_month_of(school, month):
    """What people do in a month."""
    begins = {
        0: lambda: [school.found(name) for name in ("first", "second", "running")],
        1: lambda: populate(school),
        2: lambda: school.remove("back", "running"),
        4: lambda: school.remove("left", "running"),
        5: lambda: school.see("early"),
        8: lambda: (school.archive("first"), school.see("back")),
        10: lambda: school.archive("second"),
        14: lambda: school.see("diligent"),
        20: lambda: (school.found("late"), school.add("made later", "late", made=True)),
        21: lambda: school.archive("late"),
    }
    if month in begins:
        begins[month]()
    if month:
        school.see("busy")


def populate(school):
    for name, inside, made in (
        ("solo", (), False),
        ("busy", (), False),
        ("left", ("running",), False),
        ("pupil", ("running",), False),
        ("made", ("first",), True),
        ("diligent", ("first",), True),
        ("travelled", ("first", "second"), True),
        ("early", ("first",), False),
        ("back", ("running",), False),
        ("owner", (), False),
        ("helper", ("running",), False),
        ("demoted", ("first",), False),
        ("taker", ("running",), False),
    ):
        school.add(name, *inside, made=made, closed=name != "taker")
    with transaction(write=True) as connection:
        connection.execute(insert(DeckOwner).values(user_id=school.people["owner"], deck_id=DECK))
        connection.execute(update(MembershipRow).where(MembershipRow.user_id == school.people["helper"]).values(role="assistant"))
        connection.execute(update(Account).where(Account.id == school.people["demoted"]).values(role="teacher"))
        taker = MembershipRow.user_id == school.people["taker"]
        connection.execute(update(MembershipRow).where(taker).values(removed_at=school.clock.now))


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_two_years_erase_what_the_table_says_and_nothing_else(school):
    for month in range(25):
        school.clock.now = school.clock.now.replace(
            year=2026 + (2 + month) // 12, month=(2 + month) % 12 + 1, day=2, hour=9, minute=0, second=0
        )
        a_month_of(school, month)
        memories.rebuild_questions_numbers()  # the rows of a month are stored without what follows from them
        before, people, taught = everything(), school.names(), school.class_names()

        school.erase()

        after = everything()
        gone, gone_classes = people - school.names(), taught - school.class_names()
        assert gone == {name for name, when in GOES.items() if when == month and name in people}, month
        assert gone_classes == {name for name, when in CLASSES_GO.items() if when == month}, month
        check_that_nothing_else_changed(school, before, after, gone, gone_classes)
        nothing_is_left(school, after, gone, gone_classes)
        assert not expiring.look(school.settings, school.clock.now).due, "everything at once"
    assert school.names() == STAYS
    assert school.class_names() == {"running", "late"}


def check_that_nothing_else_changed(school, before, after, gone, gone_classes):
    """Every row that is missing belongs to a person or a class that is gone; every other one is as it was."""
    ids = {school.people[name] for name in gone}
    class_ids = {school.classes[name] for name in gone_classes}
    numbers = {school.assignments[name] for name in gone_classes}
    objects = {f"account:{name}" for name in gone} | {f"class:{one}" for one in class_ids} | {f"assignment:{one}" for one in numbers}
    oldest = school.clock.now.date() - timedelta(days=18 * 30.4 + 4)
    owner = {model.__tablename__: column for model, column in personal.PERSONAL.items()}
    for (table, key), row in before.items():
        if (table, key) not in after:
            lines = table == "log_entry" and (row["object"] in objects or row["actor"] in gone or row["at"].date() <= oldest)
            ours = table in owner and row[owner[table]] in ids
            of_class = row.get("class_id") in class_ids or row.get("assignment_id") in numbers
            assert lines or ours or of_class or (table == "classroom" and row["id"] in class_ids), (table, row)
        elif table != "job":
            changed = {name for name, value in row.items() if after[table, key][name] != value}
            if table == "attempt" and row["assignment_id"] in numbers:
                changed -= {"assignment_id"}
            if table == "account" and row["made_in"] in class_ids:
                changed -= {"made_in"}
            if table == "question_numbers":  # without what those said who are gone
                changed -= set(running_numbers.SUMS)
            assert changed == set(), (table, row)
    with transaction(write=False) as connection:
        assert running_numbers.wrong(connection) == {}
    new = {table for table, key in after if (table, key) not in before}
    assert new <= {"job", "erasure", "log_entry"}


def nothing_is_left(school, after, gone, gone_classes):
    """No column of any table has the number or the name of somebody who is gone, nor of a class."""
    ids, names = {school.people[name] for name in gone}, gone | {f"account:{name}" for name in gone}
    class_ids, numbers = {school.classes[name] for name in gone_classes}, {school.assignments[name] for name in gone_classes}
    for (table, _), row in after.items():
        if table in {model.__tablename__ for model in personal.PERSONAL}:
            assert row.get("user_id", row.get("id")) not in ids, (table, row)
        assert row.get("class_id") not in class_ids, (table, row)
        assert row.get("assignment_id") not in numbers, (table, row)
        texts = {text for text in row.values() if isinstance(text, str)}
        assert not texts & names, (table, row)
    assert not {f"class:{one}" for one in class_ids} & {row.get("object") for row in after.values()}


def test_every_row_of_a_class_is_known():
    """A new table that refers to a class or an assignment has to be deleted with it."""
    referring = {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in {"classroom", "assignment"}
    }
    assert {name for name, _ in referring} - {"attempt"} <= set(retention.CLASSES.tables)


@pytest.mark.parametrize(("days", "goes"), [(364, False), (365, True)])
def test_an_account_goes_on_its_day_and_is_named_before(school, days, goes):
    school.found("first")
    school.add("solo")
    school.clock.advance(days=days)

    found = expiring.look(school.settings, school.clock.now)

    assert [one.name for one in found.accounts] == ["solo"] * goes
    assert [(one.name, one.on) for one in found.soon_accounts] == [("solo", date(2027, 3, 2))] * (not goes)
    assert (found.accounts or found.soon_accounts)[0].rows == 1 + len(OWN)


def test_a_dry_run_counts_what_the_real_run_deletes(school):
    school.found("first")
    school.add("made", "first", made=True)
    school.archive("first")
    school.clock.advance(days=200)
    before = everything()
    found = expiring.look(school.settings, school.clock.now)
    assert everything() == before

    school.erase()

    after = everything()
    # SQLite gives the number of a line of the log to the next one. Sums of a question stay, without what those said who are gone.
    missing = [key for key, row in before.items() if after.get(key) != row and key[0] != "question_numbers"]
    rows = sum(one.rows for one in (*found.accounts, *found.classes))
    assert len(missing) == rows - 4 + 1, "four rows are of both, and a line of the log names the account"
    again = expiring.look(school.settings, school.clock.now)
    assert (again.due, again.soon_accounts, again.soon_classes) == (False, [], [])


def test_without_settings_nothing_goes(school):
    school.settings = replace(school.settings, keep_students=0, keep_classes=0, keep_log=0)
    school.found("first")
    school.add("made", "first", made=True)
    school.archive("first")
    school.clock.advance(days=4000)

    assert not expiring.look(school.settings, school.clock.now).due
    assert school.erase() == expiring.Expired(0, 0, 0, None)


def test_an_assistant_stays_as_long_as_the_class(school):
    school.settings = replace(school.settings, keep_classes=0)
    school.found("first")
    for name in ("pupil", "helper"):
        school.add(name, "first")
    with transaction(write=True) as connection:
        connection.execute(update(MembershipRow).where(MembershipRow.user_id == school.people["helper"]).values(role="assistant"))
    school.archive("first")
    school.clock.advance(days=800)

    school.erase()

    assert school.names() == {"hana", "ryo", "helper"}


def test_who_comes_back_between_the_look_and_the_erasing_stays(school):
    school.found("first")
    for name in ("solo", "gone"):
        school.add(name)
    school.archive("first")
    school.clock.advance(days=400)
    found = expiring.look(school.settings, school.clock.now)
    assert ([one.name for one in found.accounts], [one.name for one in found.classes]) == (["gone", "solo"], ["first"])
    school.see("solo")
    school.archive("first", archived=False)
    my_data.erase_named("gone", school.clock.now)

    done = expiring.carry_out(school.settings, found, school.clock.now)

    assert (done.accounts, done.classes) == (0, 0)
    assert school.names() == {"hana", "ryo", "solo"}
    assert school.class_names() == {"first"}


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_who_is_brought_back_while_erasing_stays_or_was_erased_before(school, app):
    school.found("first")
    for turn in range(4):
        name = f"solo{turn}"
        school.add(name, "first")
        school.remove(name, "first")
        school.clock.advance(days=400)
        user_id, now = school.people[name], school.clock.now

        erased, refused = at_once(
            app,
            partial(expiring._erase_account, school.settings, user_id, now.date()),
            partial(rosters.bring_back, school.hana, school.classes["first"], user_id, now),
        )

        assert (erased, type(refused)) in [(True, NotFound), (False, type(None))]
        assert (name in school.names()) == (not erased)


@pytest.mark.parametrize("place", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_when_it_looks_again_nobody_can_be_brought_back(school, monkeypatch):
    school.found("first")
    school.add("solo", "first")
    school.remove("solo", "first")
    school.clock.advance(days=400)
    look, refused = expiring._accounts, []

    def looked(connection, *arguments):
        for table, number in ((ClassroomRow, school.classes["first"]), (Account, school.people["solo"])):
            with db.engine.connect() as other:
                other.exec_driver_sql("SET TRANSACTION READ WRITE")
                with pytest.raises(OperationalError, match="could not obtain lock"):
                    other.execute(select(table.id).where(table.id == number).with_for_update(nowait=True))
            refused.append(table)
        return look(connection, *arguments)

    monkeypatch.setattr(expiring, "_accounts", looked)

    assert expiring._erase_account(school.settings, school.people["solo"], school.clock.now.date())
    assert refused == [ClassroomRow, Account]


def test_a_copy_that_fails_does_not_keep_the_next_run_waiting(school, monkeypatch):
    school.found("first")
    school.add("solo")
    school.clock.advance(days=400)

    def fail(*_):
        raise DatabaseUnavailable("no space", Reason.FULL)

    with monkeypatch.context() as failing:
        failing.setattr(server_backups, "before_erasing", fail)
        with pytest.raises(DatabaseUnavailable):
            school.erase()
    assert "solo" in school.names()

    assert school.erase().accounts == 1


def test_two_runs_do_not_meet(school):
    school.found("first")
    school.add("solo")
    school.clock.advance(days=400)
    with transaction(write=True) as connection:
        connection.execute(insert(Job).values(name=expiring.JOB, started_at=school.clock.now, report=""))

    assert school.erase() is None
    assert "solo" in school.names()


def test_the_log_says_how_much_went_and_names_nobody(school):
    school.found("first")
    school.add("solo")
    school.clock.advance(days=400)
    school.erase()

    with transaction(write=False) as connection:
        (line,) = [one for one in log.entries(connection) if one.action == "erased by age"]
    assert (line.actor, line.object, json.loads(line.detail)) == (log.SERVER, "site", {"accounts": 1, "classes": 0, "lines": 0})
    assert school.erase() == expiring.Expired(0, 0, 0, None)
    with transaction(write=False) as connection:
        assert [one.at for one in log.entries(connection) if one.action == "erased by age"] == [line.at]


def test_a_class_whose_end_nobody_knows_stays_with_its_accounts(school):
    school.found("first")
    school.add("made", "first", made=True)
    school.archive("first")
    with transaction(write=True) as connection:
        connection.execute(delete(LogEntry))
    school.clock.advance(days=4000)

    assert not expiring.look(school.settings, school.clock.now).due


def test_a_class_whose_end_nobody_knows_is_named(school):
    school.found("first")
    school.found("second")
    for name in ("first", "second"):
        school.archive(name)
    with transaction(write=True) as connection:
        connection.execute(delete(LogEntry).where(LogEntry.object == f"class:{school.classes['first']}"))

    assert [one.name for one in expiring.look(school.settings, school.clock.now).endless] == ["first"]
    school.settings = replace(school.settings, keep_classes=0)
    assert expiring.look(school.settings, school.clock.now).endless == []


def test_an_account_of_a_class_goes_by_the_term_of_classes_alone(school):
    school.found("first")
    school.add("made", "first", made=True)
    school.archive("first")
    school.clock.advance(days=800)

    for settings, goes in (({"keep_classes": 0}, []), ({"keep_classes": 36, "keep_students": 48}, []), ({"keep_students": 0}, ["made"])):
        found = expiring.look(replace(school.settings, **settings), school.clock.now)
        assert [one.name for one in found.accounts] == goes


def test_who_left_a_class_early_goes_no_sooner_than_the_class(school):
    school.settings = replace(school.settings, keep_students=6, keep_classes=6)
    school.found("first")
    school.add("solo", "first")
    school.remove("solo", "first")
    school.clock.advance(days=150)
    school.archive("first")
    school.clock.advance(days=100)
    assert not expiring.look(school.settings, school.clock.now).due
    school.clock.advance(days=90)

    found = expiring.look(school.settings, school.clock.now)

    assert ([one.name for one in found.accounts], [one.name for one in found.classes]) == (["solo"], ["first"])


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_a_class_ends_also_when_who_archived_it_is_gone(school):
    school.found("first")
    school.add("solo")
    school.archive("first")
    with transaction(write=True) as connection:
        connection.execute(update(LogEntry).where(LogEntry.action == "archived").values(actor="solo"))

        aged.forget(connection, "solo")

        lines = log.entries(connection, f"class:{school.classes['first']}")
    assert [(one.actor, one.action) for one in lines if one.action == "archived"] == [(log.ERASED, "archived")]
    assert not {line.actor for line in lines} & {"solo"}
    school.clock.advance(days=200)
    assert [one.name for one in expiring.look(school.settings, school.clock.now).classes] == ["first"]


def test_the_moment_a_class_was_archived_outlives_the_rest_of_the_log(school):
    school.settings = replace(school.settings, keep_log=3, keep_classes=24)
    school.found("first")
    school.archive("first")
    school.clock.advance(days=200)
    assert school.erase().lines > 0

    school.clock.advance(days=600)

    assert [one.name for one in expiring.look(school.settings, school.clock.now).classes] == ["first"]


def test_nobody_gets_rights_over_an_account_whose_class_is_gone(school):
    """SQLite gives the number of the class to the next one."""
    school.found("first")
    school.add("made", "first", made=True)
    school.archive("first")
    school.clock.advance(days=100)
    school.see("made")
    school.clock.advance(days=90)
    assert school.erase().classes == 1
    school.found("next")
    with transaction(write=True) as connection:
        values = {"user_id": school.people["made"], "class_id": school.classes["next"], "role": "student", "name": "made"}
        connection.execute(insert(MembershipRow).values(values | {"joined_at": school.clock.now}))
        assert connection.scalar(select(Account.made_in).where(Account.id == school.people["made"])) == 0

    with pytest.raises(NotAllowed):
        class_accounts.renew(
            school.hana, school.classes["next"], school.people["made"], secret_key="k" * 40, nonce="n", now=school.clock.now
        )

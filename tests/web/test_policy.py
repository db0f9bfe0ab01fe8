"""Every route, called by every kind of person: its audience gets an answer, everybody else a refusal that changes nothing.

No value in a field or an address causes an error page. The addresses name a deck of one class, the class itself and what its teacher and
student did in it.
"""

import re
import shutil
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import url_for
from sqlalchemy import event
from support import BANK, PASSWORD

import quizapp.web
from quizapp.db.base import Base, db, transaction
from quizapp.db.classes import stored_classes
from quizapp.db.models import ClassDeck, DeckOwner, DeckRow
from quizapp.services.authoring import publishing
from quizapp.services.classes import classes
from quizapp.services.grading import assigning
from quizapp.services.grading.assigning import Typed
from quizapp.services.people import accounts
from quizapp.web.policy import POLICY, Audience

A = Audience
PEOPLE = ("anonymous", "guest", "student", "other_student", "assistant", "teacher", "other_teacher", "admin")
ROLES = {"teacher": "teacher", "other_teacher": "teacher", "admin": "admin"}
SIGNED_IN = set(PEOPLE) - {"anonymous"}
IN_CLASS = {"student", "assistant", "teacher"}

ADMITTED = {
    A.ANYBODY: set(PEOPLE),
    A.LEARNERS: SIGNED_IN,
    A.SIGNED_IN: SIGNED_IN,
    A.READERS: {*IN_CLASS, "admin"},
    A.LEARNING_READERS: {*IN_CLASS, "admin"},
    A.MEMBERS: {*IN_CLASS, "admin"},
    A.INSIDE: IN_CLASS,
    A.STUDENTS: {"student"},
    A.STAFF: {"assistant", "teacher", "admin"},
    A.CLASS_TEACHERS: {"teacher", "admin"},
    A.TEACHERS: {"teacher", "other_teacher", "admin"},
    A.TEACHING_READERS: {"teacher", "admin"},
    A.OWNERS: {"teacher", "admin"},
    A.ANSWERING: {"assistant", "teacher", "other_teacher", "admin"},
    A.DECK_STAFF: {"assistant", "teacher", "admin"},
    A.ADMINS: {"admin"},
}

OWN = {A.ANYBODY, A.LEARNERS, A.SIGNED_IN}
"""Audiences whose addresses name nothing, or only the visitor's own: nobody finds an unknown number."""

ELSEWHERE = {
    "read.rate",  # a signed presentation
    "read.check",
    "read.picture",  # a picture, an attempt, a pile, a re-grade, a copy, a double and an import that do not exist here
    "teach.gradebook_attempt",
    "teach.mark",
    "teach.settle",
    "teach.offer",
    "teach.accept",
    "teach.go_on_regrade",
    "teach.reverse_regrade",
    "teach.move_class",
    "teach.move_class_now",
    "teach.merge_plan",
    "teach.merge",
    "teach.import_report",
    "teach.import_progress",
    "teach.cancel_import",
    "teach.renew_password",  # only for an account that was created for the class
}
"""Routes that name something missing from this database: here only refusals are tested, everything else elsewhere."""

EDITOR_FORMS = {"teach.add_fact", "teach.edit_fact", "teach.add_question", "teach.edit_question", "teach.add_picture"}
EXCEPTIONS = {
    "unready": {"home.healthz", "home.readyz", "home.metrics", "home.manifest", "home.worker"},
    "first_password": {
        *(
            "account.first_password",
            "account.choose_password",
            "account.logout",
            "home.healthz",
            "home.readyz",
            "home.metrics",
            "home.favicon",
            "home.manifest",
            "home.offline",
            "home.worker",
        )
    },
    "most_bytes": {"teach.import_file", *EDITOR_FORMS},
}
"""The routes that a column of the table exempts from a step of the gate."""

OPEN_TO_TESTERS = {
    *("teach.back_to_teaching", "account.logout", "classes.index", "classes.show", "classes.assignment", "classes.begin_assignment")
}
"""Where a test student may go besides studying."""

ONCE = {"teach.remove_fact", "teach.remove_question"}
"""Routes that remove what they name: only one of the people who may call them does."""

ARGUMENTS = {
    "deck": "slips",
    "fact": "plans",
    "question": "plans-multiple-choice",
    "class_id": 1,
    "n": 1,
    "position": 1,
    "step": 1,
    "token": "a-token",
    "code": "ABCD2345",
    "what": "stop",
    "assignment_id": 1,
    "number": 1,
    "a": 1,
    "b": 1,
    "kind": "multiple_choice",
    "file": "deck.yaml",
    "form": "csv",
    "digest": "0" * 64,
}
"""The values in the addresses; `user_id` is the student's."""

FORMS = {
    "teach.create_class": {"name": "Another class"},
    "teach.change_class": {"name": "A new name"},
    "teach.change_code": {"days": "7"},
    "teach.change_decks": {"deck": "harbour"},
    "teach.archive_class": {"archived": "1"},
    "teach.set_class_test": {"day": "2099-02-01"},
    "teach.create_assignment": {"deck": "slips", "kind": "study", "title": "After Friday", "due": "2099-02-01T12:00"},
    "teach.check_typed": {"p-kind": "fact", "p-fact": "plans"},
    "teach.preview_typed": {"p-kind": "question", "p-fact": "plans", "p-question": "plans-multiple-choice"},
    "teach.change_member": {"name": "A new name", "role": "student"},
}
"""The fields that a form needs so that its audience is not told that something is missing."""

VALUES = (
    "",
    "\0",
    "-1",
    "9" * 30,
    "1e999",
    "nan",
    "²",
    "9999-12-31T23:59",
    "2026-13-45",
    "[1",
    "{}",
    "../..",
    "%s %(x)s",
    "1' OR '1'='1' --",
    '"; DROP TABLE account; --',
    "password) UNION SELECT password_hash FROM account --",
    "\u202e",
    "a" * 6000,
)
FIELD = re.compile(r"(?:form|args|values)(?:\.get|\.getlist)?[\[(]\"([\w.-]+)\"")
LAST = ("account.logout", "account.erase", "teach.archive_class", "teach.delete_deck", "admin.delete_account")
"""Requests that would end the caller's session."""

KEPT_BY_NOBODY = {"no-store", "private"}
"""What a page says to a proxy that could keep it for others: one of these."""

CANARY = "canary 4711"
"""What somebody typed."""

CALLERS = {"teach": "teacher", "admin": "admin"}
"""Who calls the routes of a blueprint; a student calls those of the others."""


@pytest.fixture
def settings(settings):
    return settings | {"WTF_CSRF_ENABLED": False}


@pytest.fixture
def deck(app, tmp_path, clock):
    """A deck of the teacher's, for one class."""
    folder = tmp_path / ARGUMENTS["deck"]
    shutil.copytree(BANK / "harbour", folder)
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
        assert published.status == "published"
        with transaction(write=True) as connection:
            connection.execute(DeckRow.__table__.update().where(DeckRow.id == published.deck).values(visibility="class", origin="database"))
    return published.deck


@pytest.fixture
def made(app, deck, make_person, clock):
    """Everybody at work: the mark of each kind of person who is signed in, and the number of the student."""
    made = {name: make_person(name, role=ROLES.get(name, "student")) for name in PEOPLE[2:]}
    marks = {}
    with app.app_context():
        marks["guest"] = accounts.start_guest(clock.now, "")
        for name, person in made.items():
            marks[name] = accounts.sign_in(person.username, PASSWORD, now=clock.now, agent="", address="192.0.2.1")
        teacher = accounts.visitor(marks["teacher"], clock.now)
        class_id = classes.create(teacher, "History 9b", "", clock.now)
        with transaction(write=True) as connection:
            for name in ("student", "assistant"):
                stored_classes.add_member(connection, class_id, made[name].id, role=name, name=name.title(), now=clock.now)
            connection.execute(DeckOwner.__table__.insert().values(user_id=teacher.id, deck_id=deck))
            connection.execute(ClassDeck.__table__.insert().values(class_id=class_id, deck_id=deck))
        assigning.create(teacher, class_id, deck, "quiz", Typed(title="Before Friday", due="2099-01-01T12:00", size="3"), UTC, clock.now)
    return marks, made["student"].id


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """What `made` returns in each place, cached for later tests of this process, and a copy of the file with all of it."""
    return {"file": tmp_path_factory.mktemp("policy") / "quizapp.db"}


@pytest.fixture
def people(app, settings, once, place, request):
    """A client for each kind of person, and the number of the student."""
    ready = place in once
    once[place] = once[place] if ready else request.getfixturevalue("made")
    with app.app_context():
        db.engine.dispose()  # closing the last connection moves everything into one file
    if place == "postgresql":
        request.getfixturevalue("postgres").create(*(("test", "people") if ready else ("people", "test")))
    else:
        file = settings["INSTANCE"] / "quizapp.db"
        shutil.copy(*((once["file"], file) if ready else (file, once["file"])))
    marks, student = once[place]
    clients = {"anonymous": app.test_client()}
    for name, mark in marks.items():
        clients[name] = app.test_client()
        with clients[name].session_transaction() as session:
            session["who"] = mark
    return clients, student


@pytest.fixture
def call(app, people):
    """Call a route as somebody, once for each method it has: `call("student", "teach.class_page")`."""
    clients, student = people
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}

    def send(name, endpoint):
        rule = rules[endpoint]
        with app.test_request_context():
            address = url_for(endpoint, **{argument: (ARGUMENTS | {"user_id": student})[argument] for argument in rule.arguments})
        if "GET" in rule.methods:
            yield clients[name].get(address)
        if "POST" in rule.methods:
            yield clients[name].post(address, data=FORMS.get(endpoint, {}))

    return send


def refused(response):
    """Whether somebody was refused: the page does not exist, they may not use it, or they have to sign in first."""
    if response.status_code == 400:
        return "This form was open for too long." in response.text
    return response.status_code in {403, 404} or (response.status_code == 303 and urlsplit(response.location).path in {"/", "/login"})


def everything():
    """Every row of the database."""
    with transaction(write=False) as connection:
        return {table.name: connection.execute(table.select()).all() for table in Base.metadata.sorted_tables}


def test_every_route_has_a_policy_and_every_policy_a_route(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(POLICY)


def test_the_exceptions_at_the_gate_are_known():
    """The columns spelled out: a new exception is a decision. `tests/web/test_gate.py` compares them with what happens."""
    excepted = {column: {name for name, rule in POLICY.items() if getattr(rule, column)} for column in EXCEPTIONS}
    assert excepted == EXCEPTIONS


def test_a_test_student_studies_and_nothing_else():
    free = {endpoint for endpoint in POLICY if endpoint.partition(".")[0] in {"home", "read", "study", "quiz", "progress"}}
    studying = {endpoint for endpoint, rule in POLICY.items() if rule.studying}
    assert free - studying == set(), "these need `tester=True` in quizapp/web/policy.py: a test student sees what learners see"
    assert studying - free == OPEN_TO_TESTERS


def test_a_route_without_a_policy_answers_nobody_and_says_so_in_the_log(app, monkeypatch, caplog):
    monkeypatch.delitem(POLICY, "home.index")
    assert app.test_client().get("/").status_code == 500
    assert "no policy for home.index: add its line to quizapp/web/policy.py" in caplog.text


@pytest.mark.parametrize("endpoint", sorted(POLICY))
def test_nobody_else_may_call(app, call, endpoint):
    with app.app_context():
        before = everything()
        for name in sorted(set(PEOPLE) - ADMITTED[POLICY[endpoint].audience]):
            for response in call(name, endpoint):
                assert refused(response), (name, response.status_code)
        assert everything() == before


@pytest.mark.parametrize("endpoint", sorted(key for key in set(POLICY) - ELSEWHERE if POLICY[key].audience not in OWN))
def test_who_may_call(app, call, endpoint):
    for name in sorted(ADMITTED[POLICY[endpoint].audience])[: 1 if endpoint in ONCE else None]:
        with app.app_context():
            for response in call(name, endpoint):
                assert not refused(response), (name, response.status_code, response.location)
                assert KEPT_BY_NOBODY & set(response.headers["Cache-Control"].split(", ")), "a proxy may keep it for others"
                assert response.status_code < 500


@pytest.fixture
def fields():
    """The names of the fields that the views read."""
    found = {name for path in Path(quizapp.web.__file__).parent.rglob("*.py") for name in FIELD.findall(path.read_text())}
    assert len(found) > 60, "the pattern finds them no more"
    return sorted(found - {"csrf_token"})


@pytest.fixture
def broken(app, place):
    """Let the nth statement that carries values fail: `broken(2)`; `broken(0)` for none. Returns whether the last one was reached."""
    left = [0]
    wrong = "SELECT no_such_column" if place == "postgresql" else "SELECT 1"  # which has no place for the values

    def fail(_connection, _cursor, statement, parameters, *_):
        left[0] -= bool(parameters)
        return (wrong if parameters and left[0] == 0 else statement), parameters

    def arm(number):
        reached, left[0] = left[0] <= 0, number
        return reached

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", fail, retval=True)
    yield arm
    event.remove(engine, "before_cursor_execute", fail)


@pytest.fixture
def addresses(app, people):
    """The usual address of a route, and some with a number or a name that does not exist."""
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}

    def find(endpoint):
        usual = {name: (ARGUMENTS | {"user_id": people[1]})[name] for name in rules[endpoint].arguments}
        odd = [usual | {name: 2**63 if isinstance(value, int) else "²"} for name, value in usual.items() if name != "what"]
        with app.test_request_context():
            return rules[endpoint].methods, [url_for(endpoint, **one) for one in (usual, *odd)]

    return find


@pytest.mark.robust
@pytest.mark.parametrize("blueprint", sorted({endpoint.partition(".")[0] for endpoint in POLICY}))
def test_no_value_ends_in_an_error_page(app, people, addresses, fields, blueprint):
    client = people[0][CALLERS.get(blueprint, "student")]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    endpoints = sorted(endpoint for endpoint in POLICY if endpoint.startswith(f"{blueprint}.") and endpoint not in LAST)
    for endpoint in endpoints:
        methods, [usual, *odd] = addresses(endpoint)
        forms = [{}, FORMS[endpoint]] if endpoint in FORMS else [{}]
        sent = [(address, {}) for address in (usual, *odd)]
        sent += [(usual, dict.fromkeys(fields, value) | given) for value in VALUES for given in forms]
        for address, values in sent:
            for method, options in (("GET", {"query_string": values}), ("POST", {"data": values})):
                if method in methods:
                    response = client.open(address, method=method, **options)
                    assert response.status_code < 500, (endpoint, method, address[:80], str(values)[:80])


@pytest.mark.robust
@pytest.mark.parametrize("blueprint", sorted({endpoint.partition(".")[0] for endpoint in POLICY}))
def test_no_fault_tells_the_log_what_somebody_typed(app, people, addresses, fields, broken, caplog, blueprint):
    """Each statement of each request fails once, in whatever service it is."""
    client = people[0][CALLERS.get(blueprint, "student")]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    faults = 0
    for endpoint in sorted(endpoint for endpoint in POLICY if endpoint.startswith(f"{blueprint}.") and endpoint not in LAST):
        methods, [usual, *_] = addresses(endpoint)
        values = dict.fromkeys(fields, CANARY) | FORMS.get(endpoint, {})
        for number in range(1, 30):
            broken(number)
            response = client.open(usual, method="POST" if "POST" in methods else "GET", data=values)
            faults += response.status_code == 500
            if broken(0):
                continue
            break
    assert faults > 0
    assert CANARY not in caplog.text

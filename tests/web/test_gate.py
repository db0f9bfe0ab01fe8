"""The gate: its steps in order, shown by requests that two of them would answer, and every column of the table for every route."""

import pytest
from flask import url_for

from quizapp.app import create_app
from quizapp.db.base import transaction
from quizapp.db.models import Account
from quizapp.services.people import accounts
from quizapp.web import gate
from quizapp.web.policy import POLICY, Rule, admits

WORDS = {"deck": "harbour", "fact": "plans", "question": "plans-multiple-choice", "token": "a-token", "code": "ABCD2345"}
MORE_WORDS = {"what": "stop", "kind": "multiple_choice", "file": "deck.yaml", "form": "csv", "digest": "0" * 64}
NUMBERS = dict.fromkeys(("class_id", "assignment_id", "user_id", "position", "step", "number", "n", "a", "b"), 1)
ARGUMENTS = WORDS | MORE_WORDS | NUMBERS
"""The values in the addresses."""

FIRST = "/account/first-password"
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.gift"\r\n\r\n%s\r\n--x--\r\n'
LARGE = {"data": PART % bytes(2_100_000), "content_type": "multipart/form-data; boundary=x"}
"""A form with a file, larger than a request may be unless the table says otherwise."""

ENDING = ("teach.back_to_teaching", "account.logout")
"""Requests that would end the session of the others."""


@pytest.fixture
def calls(app):
    """Every route as (endpoint, method, address), once for each method; those that end a session come last."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            address = url_for(rule.endpoint, **{name: ARGUMENTS[name] for name in rule.arguments})
            found += [(rule.endpoint, method, address) for method in sorted(rule.methods & {"GET", "POST"})]
    assert {endpoint for endpoint, _, _ in found} == set(POLICY)
    return sorted(found, key=lambda call: ENDING.index(call[0]) if call[0] in ENDING else -1)


@pytest.fixture
def unready(settings):
    """A client of a site whose database is missing."""
    (settings["INSTANCE"] / "quizapp.db").unlink()
    return create_app(settings).test_client()


@pytest.fixture
def change(app):
    """Change columns of every account: `change(first_password=True)`."""

    def change(**columns):
        with app.app_context(), transaction(write=True) as connection:
            connection.execute(Account.__table__.update().values(columns))

    return change


@pytest.fixture
def testing(at_work):
    """The teacher's client, as the test student of class 1."""
    assert at_work.submit("/teach/classes/1/test-student", at="/teach/classes/1").location == "/classes/1"
    return at_work


def told(client):
    """The flashed messages, which are then removed."""
    with client.session_transaction() as session:
        return [words for _, words in session.pop("_flashes", [])]


def test_nothing_else_stands_before_a_view(app):
    hooks = {blueprint: {hook.__module__ for hook in found} for blueprint, found in app.before_request_funcs.items() if found}
    assert hooks == {None: {gate.__name__, "flask_wtf.csrf"}}
    assert not app.config["WTF_CSRF_CHECK_DEFAULT"], "the library would check the token before the gate is asked"
    assert not any(app.url_value_preprocessors.values())


# The order: each request could be answered by two consecutive steps.


@pytest.mark.sqlite
def test_the_database_is_looked_at_before_a_large_file_is_allowed(unready, monkeypatch):
    monkeypatch.setattr("quizapp.web.gate.visitor", lambda: pytest.fail("whoever asks is read from the database"))
    assert unready.post("/teach/decks/import", **LARGE).status_code == 503


@pytest.mark.sqlite
def test_the_database_is_looked_at_before_the_token_of_a_form(unready):
    assert unready.post("/guest").status_code == 503


def test_a_large_file_is_allowed_before_the_token_of_its_form_is_read(client_of, teacher):
    response = client_of(teacher).post("/teach/decks/import", **LARGE)
    assert response.status_code == 400
    assert "This form was open for too long." in response.text


def test_the_token_is_read_before_it_is_asked_who_may(client_of, student):
    sora = client_of(student)
    assert sora.post("/teach/classes").status_code == 400
    assert sora.submit("/teach/classes", {"name": "x"}, at="/").status_code == 404


def test_who_may_is_asked_before_a_first_password_is_replaced(client_of, student, change):
    sora = client_of(student)
    change(first_password=True)
    assert sora.get("/admin").status_code == 404
    assert sora.get("/account").location.startswith(FIRST)


def test_a_first_password_is_replaced_before_it_is_asked_what_a_test_student_may(testing, change):
    change(first_password=True)
    assert testing.get("/account").location.startswith(FIRST)
    change(first_password=False)
    assert testing.get("/account").location == "/"


# The columns.


@pytest.mark.sqlite
def test_while_the_database_is_missing_only_operators_get_an_answer(unready, calls):
    refused = set()
    for endpoint, method, address in calls:
        response = unready.open(address, method=method)
        if (response.status_code, response.mimetype) == (503, "text/html") and "quizapp db upgrade" in response.text:
            refused.add(endpoint)
    assert refused == {endpoint for endpoint, rule in POLICY.items() if not rule.unready}


def test_a_large_request_is_taken_where_the_table_says_so_from_who_may(client_of, teacher, student, calls):
    people = {"teacher": client_of(teacher), "student": client_of(student)}
    taken = set()
    for endpoint, method, address in calls:
        for name, client in people.items() if method == "POST" else ():
            response = client.post(address, **LARGE)
            assert response.status_code in {400, 413}, endpoint
            if response.status_code == 400:
                taken.add((name, endpoint))
    assert taken == {("teacher", endpoint) for endpoint, rule in POLICY.items() if rule.most_bytes}


@pytest.mark.parametrize("endpoint", sorted(endpoint for endpoint, rule in POLICY.items() if rule.most_bytes))
def test_a_request_can_be_too_large_everywhere(monkeypatch, client_of, teacher, calls, endpoint):
    monkeypatch.setitem(POLICY, endpoint, Rule(POLICY[endpoint].audience, most_bytes=2_000_500))
    address = next(address for name, method, address in calls if (name, method) == (endpoint, "POST"))
    assert client_of(teacher).post(address, **LARGE).status_code == 413


def test_a_first_password_is_replaced_before_anything_but_what_the_table_says(app, client_of, make_person, calls):
    app.config["WTF_CSRF_ENABLED"] = False
    ada = client_of(make_person("ada", role="admin", first_password=True))
    led = set()
    for endpoint, method, address in calls:
        response = ada.open(address, method=method)
        if response.status_code == 303 and response.location.partition("?")[0] == FIRST:
            led.add(endpoint)
    assert led == {endpoint for endpoint, rule in POLICY.items() if not rule.first_password}


def test_a_test_student_is_kept_from_what_the_table_does_not_open(app, testing, calls):
    app.config["WTF_CSRF_ENABLED"] = False
    with testing.session_transaction() as session:
        mark = session["who"]
    with app.app_context():
        it = accounts.visitor(mark)
    kept = set()
    for endpoint, method, address in calls:
        told(testing)
        response = testing.open(address, method=method)
        if any("A test student cannot do that" in words for words in told(testing)):
            assert (response.status_code, response.location) == (303, "/"), endpoint
            kept.add(endpoint)
    assert kept == {endpoint for endpoint, rule in POLICY.items() if admits(rule.audience, it) and not rule.studying}

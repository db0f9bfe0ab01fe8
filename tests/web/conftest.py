"""A class at work, for the pages of teachers and of their students."""

import pytest
from question_strategies import write_types

from quizapp.db.base import transaction
from quizapp.db.models import ClassroomRow, MembershipRow
from quizapp.services.learning import forecasting


@pytest.fixture
def at_work(client_of, teacher):
    """The teacher, signed in, with class 1, which has the deck harbour."""
    client = client_of(teacher)
    client.submit("/teach/classes", {"name": "History 9b"})
    client.submit("/teach/classes/1/decks", {"deck": "harbour"}, at="/teach/classes/1")
    return client


@pytest.fixture
def code(at_work, app):
    """The join code of class 1."""
    with app.app_context(), transaction(write=False) as connection:
        return connection.scalar(ClassroomRow.__table__.select().with_only_columns(ClassroomRow.code))


@pytest.fixture
def join(app, code):
    """Let somebody into class 1: `join("Mina")` returns a guest's client, `join("Sora", client)` that client."""

    def enter(name, client=None):
        client = client or app.test_client()
        assert client.submit(f"/join/{code}", {"name": name}).status_code == 303
        return client

    return enter


@pytest.fixture
def put_in(app, at_work, clock):
    """Add an account to class 1: `put_in(student, "assistant")`."""

    def enter(person, role="student"):
        with app.app_context(), transaction(write=True) as connection:
            row = {"user_id": person.id, "class_id": 1, "role": role, "name": person.username.title(), "joined_at": clock.now}
            connection.execute(MembershipRow.__table__.insert().values(row))

    return enter


@pytest.fixture
def number_of(app):
    """The user id of a name in class 1, whatever the role."""

    def find(name, role="student"):
        query = MembershipRow.__table__.select().with_only_columns(MembershipRow.user_id)
        with app.app_context(), transaction(write=False) as connection:
            return connection.scalar(query.where(MembershipRow.class_id == 1, MembershipRow.name == name, MembershipRow.role == role))

    return find


@pytest.fixture
def others(put_in, client_of, make_person, student, other_student, guest):
    """Clients of people who may not change anything in class 1; the assistant sees it."""
    put_in(student)
    put_in(other_student, "assistant")
    mio = client_of(make_person("mio", role="teacher"))
    return {"assistant": client_of(other_student), "another teacher": mio, "student": client_of(student), "guest": guest}


@pytest.fixture
def types(app, tmp_path, clock):
    """Publish the deck `types`, which has the example of every type; return its id."""
    from quizapp.services.authoring import publishing

    write_types(tmp_path / "types")
    with app.app_context():
        published = publishing.publish_folder(tmp_path / "types", clock.now)
    assert published.status == "published", published.problems
    return published.deck


@pytest.fixture
def same_luck(monkeypatch):
    """Draw what the coming days bring alike for everybody, so that equal learners read equal forecasts."""
    drawn = forecasting.forecast
    monkeypatch.setattr(forecasting, "forecast", lambda standing, _seed: drawn(standing, "1"))

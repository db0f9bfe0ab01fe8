"""`quizapp demo` uses a database of its own, and the same seed gives the same data."""

import re
import shutil

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from support import BANK, SECRET_KEY, Clock

from quizapp.cli import main
from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.db.models import Answer
from quizapp.services.grading import gradebook
from quizapp.services.people import passwords
from quizapp.services.people.accounts import Visitor
from quizapp.services.site import demonstration, maintenance
from quizapp.services.site.demonstration import DemoSize

TINY = {"students": 4, "days": 6}
TEACHER_PAGES = ("", "/map/harbour", "/map/harbour?view=table", "/gain", "/now", "/code", "/students/2")
DECK_PAGES = ("/teach", "/teach/classes", "/teach/queue", "/teach/decks/harbour/analysis?class=1", "/teach/decks/harbour/coverage")


@pytest.fixture
def cheap(monkeypatch):
    """A password hash that takes no time."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def play(settings, cheap):
    """Play a tiny demo on a fresh database, and return its answers."""

    def run(**plan):
        ready = read_settings(settings, {})
        with maintenance.connected(ready):
            stage = demonstration.prepare(BANK, DemoSize(Clock().now, **(TINY | plan)), SECRET_KEY, "UTC")
            for student in stage.students:
                demonstration.study_all(stage, student)
            demonstration.finish(stage)
            with transaction(write=False) as connection:
                columns = (Answer.user_id, Answer.n, Answer.question_id, Answer.response, Answer.verdict, Answer.day, Answer.ms, Answer.at)
                query = Answer.__table__.select().with_only_columns(*columns).order_by(Answer.user_id, Answer.n)
                return [tuple(row) for row in connection.execute(query)]

    return run


def test_the_same_seed_gives_the_same_answers(play, settings, template_database):
    once = play()
    assert len(once) > 30
    shutil.copy(template_database, settings["INSTANCE"] / "quizapp.db")
    assert play() == once
    shutil.copy(template_database, settings["INSTANCE"] / "quizapp.db")
    assert play(seed=7) != once


def test_nobody_studies_at_the_weekend_or_in_the_future(play):
    answers = play(days=12)
    assert {row[5].weekday() for row in answers if row[5] != Clock().now.date()} <= set(range(5))
    assert max(row[7] for row in answers) <= Clock().now


def test_a_weekend_alone_leaves_the_lesson(play):
    assert Clock().now.weekday() == 0
    assert {row[5] for row in play(days=2)} == {Clock().now.date()}


def test_a_quiz_leaves_facts_out_and_is_taken(play, app, client):
    play(days=40)
    client.submit("/login", {"username": demonstration.TEACHER, "password": demonstration.PASSWORD})
    page = client.page("/teach/classes/1/gain")
    answers = re.search(r"So far there (?:is|are) (\d+) answers? on facts that were left out", page.words)[1]
    taken = re.search(r"The answers of (\d) students? count", page.words)[1]
    assert int(answers) >= int(taken) > 0, "each of them has at least one of nine facts left out"


def test_every_page_of_the_teacher_is_there(play, app, client):
    play()
    client.submit("/login", {"username": demonstration.TEACHER, "password": demonstration.PASSWORD})
    for address in (*(f"/teach/classes/1{page}" for page in TEACHER_PAGES), *DECK_PAGES):
        assert client.get(address).status_code == 200, address
    assert "Tomorrow a student in the middle of the class has about" in client.page("/teach/classes/1").words


def test_the_command_leaves_the_own_database_alone(tmp_path, monkeypatch, cheap):
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    monkeypatch.setenv("QUIZAPP_BANK", str(BANK))
    monkeypatch.setattr("quizapp.services.site.demonstration.NAMES", demonstration.NAMES[:2])
    monkeypatch.setattr(DemoSize, "__init__", _small)
    (tmp_path / "quizapp.db").write_text("mine")
    made = CliRunner().invoke(main, ["demo", "--build-only"])
    assert made.exit_code == 0, made.output
    assert demonstration.PASSWORD in made.output
    assert (tmp_path / "quizapp.db").read_text() == "mine"
    first = (tmp_path / "demo.db").stat().st_ino
    again = CliRunner().invoke(main, ["demo", "--build-only"])
    assert "--fresh" in again.output
    assert (tmp_path / "demo.db").stat().st_ino == first
    CliRunner().invoke(main, ["demo", "--build-only", "--fresh"])
    assert (tmp_path / "demo.db").stat().st_ino != first


def test_a_site_on_a_server_has_its_demo_in_a_file(tmp_path, monkeypatch, cheap):
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    monkeypatch.setenv("QUIZAPP_BANK", str(BANK))
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", "postgresql://nobody@localhost:1/none")
    monkeypatch.delenv("QUIZAPP_SECRET_KEY", raising=False)
    monkeypatch.setattr("quizapp.services.site.demonstration.NAMES", demonstration.NAMES[:2])
    monkeypatch.setattr(DemoSize, "__init__", _small)

    made = CliRunner().invoke(main, ["demo", "--build-only"])

    assert made.exit_code == 0, made.output
    assert (tmp_path / "demo.db").stat().st_size > 0
    assert len((tmp_path / "secret_key").read_text()) == 64


def _small(plan, end):
    for name, value in {"end": end, "students": 2, "days": 3, "seed": 1}.items():
        object.__setattr__(plan, name, value)


def test_every_page_says_that_it_is_a_demo(settings):
    from quizapp.app import create_app

    page = create_app(settings | {"DEMO": "1"}).test_client().get("/")
    assert "Demo: simulated data" in page.text
    assert "Demo" not in create_app(settings).test_client().get("/").text


def test_what_is_to_be_studied_can_be_done(play, app):
    play()
    who = Visitor(id=1, name="Ms Baek", username=demonstration.TEACHER, role="teacher")
    with app.app_context():
        book = gradebook.gradebook(who, 1, Clock().now, Clock().now.date())
        studied = next(one for one in book.assignments if one.kind == "study")
        page = gradebook.assignment_page(who, studied.id, Clock().now)
    assert 0 < page.facts < 10, "not the whole deck"
    assert page.assignment.title in {"Know: When", "Know: Who", "Know: Why"}
    assert (studied.due_at - studied.opens_at).days >= 30

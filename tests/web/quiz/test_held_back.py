"""While the right answers of a quiz are held back, nobody can report on its answers and so find them out; afterwards they can."""

import pytest
from sqlalchemy import func, select
from support import RIGHT, WRONG

from quizapp.db.base import transaction
from quizapp.db.models import Amendment, MemoryRow, Report

QUIZ = {"kind": "quiz", "deck": "harbour", "title": "Harbour quiz", "due": "2026-03-06T14:00", "size": "9", "feedback": "close"}


@pytest.fixture
def mina(at_work, join):
    """A student who took the quiz, typed the date wrong, and handed it in before it closed."""
    made = at_work.submit("/teach/classes/1/assignments/new", QUIZ, at="/").location
    mina = join("Mina")
    mina.submit(made.replace("/teach", ""), at="/")
    for position in range(1, 10):
        page = mina.page(f"/attempts/1/{position}")
        fields = WRONG["date"] if page.type == "date" else RIGHT[page.type]
        form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
        mina.post(f"/attempts/1/{position}", data=form)
    mina.submit("/attempts/1", at="/attempts/1")
    return mina


@pytest.fixture
def missed(mina):
    """The number of the answer to the date question."""
    data = mina.get("/account/export").json
    question = next(int(number) for number, one in data["questions"].items() if one["question"] == "pier-built-date")
    return next(row["n"] for row in data["answer"] if row["question_id"] == question)


def said(app):
    with app.app_context(), transaction(write=False) as connection:
        return [connection.scalar(select(func.count()).select_from(model)) for model in (Report, Amendment)]


def memories(app):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(MemoryRow.__table__)).all()


def test_an_answer_cannot_be_claimed_nor_reported(app, mina, missed):
    before = memories(app)
    for n in range(1, 10):
        for what, fields in (("right", {}), ("report", {"words": "It was 1888."})):
            assert mina.submit(f"/study/feedback/{n}/{what}", fields, at="/").status_code == 404, "the same for right and wrong"
        assert mina.get(f"/study/feedback/{n}").status_code == 404
    assert said(app) == [0, 0]
    assert memories(app) == before


def test_the_export_does_not_tell_what_was_right(mina, missed, clock):
    data = mina.get("/account/export").json
    results = [row for table in ("answer", "position") for row in data[table]]
    assert len(results) == 18
    assert {row[column] for row in results for column in ("score", "verdict")} == {None}
    assert {row["rating"] for row in data["answer"]} == {None}
    assert ([row["points"] for row in data["attempt"]], data["memory"]) == ([None], [])
    clock.advance(days=5)
    data = mina.get("/account/export").json
    assert [row["verdict"] for row in data["answer"]].count("wrong") == 1
    assert (len(data["memory"]), data["attempt"][0]["points"]) == (9, 8)


def test_once_the_quiz_is_closed_they_can(app, mina, missed, clock):
    clock.advance(days=5)
    assert mina.submit(f"/study/feedback/{missed}/right", at="/").status_code == 303
    assert mina.submit(f"/study/feedback/{missed}/report", {"words": "It was 1888."}, at="/").status_code == 303
    assert said(app) == [2, 1]

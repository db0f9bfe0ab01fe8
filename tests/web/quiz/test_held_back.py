"""While the verdicts of a quiz are held back, nothing gives them away to those who have taken it; afterwards everything counts."""

from collections import Counter
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
from sqlalchemy import func, select
from support import RIGHT, WRONG, Page

from quizapp.db.base import transaction
from quizapp.db.learning import stored_answers
from quizapp.db.models import Amendment, Answer, MemoryRow, Report
from quizapp.services.learning import holding_back
from quizapp.services.learning.memories import differences
from quizapp.services.site import tidying

QUIZ = {"kind": "quiz", "deck": "harbour", "title": "Harbour quiz", "due": "2026-03-06T14:00", "size": "9", "feedback": "close"}


@pytest.fixture
def take(at_work, join):
    """Let a new student take the quiz and hand it in before it closes: `take("Mina", {"date": WRONG})`; the other answers are right.

    `feedback="end"` shows the verdicts at once.
    """
    made = {}

    def take(name, given=MappingProxyType({}), feedback="close"):
        if feedback not in made:
            made[feedback] = at_work.submit("/teach/classes/1/assignments/new", QUIZ | {"feedback": feedback}, at="/").location
        client = join(name)
        client.submit(made[feedback].replace("/teach", ""), at="/")
        for position in range(1, 10):
            page = client.page(f"/attempts/1/{position}")
            form = {name: page.hidden(name) for name in ("csrf_token", "presentation")} | given.get(page.type, RIGHT)[page.type]
            client.post(f"/attempts/1/{position}", data=form)
        client.submit("/attempts/1", at="/attempts/1")
        return client

    return take


@pytest.fixture
def mina(take):
    """A student who typed the date wrong."""
    return take("Mina", {"date": WRONG})


@pytest.fixture
def missed(mina):
    """The number of the answer to the date question."""
    data = mina.get("/account/export").json
    question = next(int(number) for number, one in data["questions"].items() if one["question"] == "pier-built-date")
    return next(row["n"] for row in data["answer"] if row["question_id"] == question)


def said(app):
    with app.app_context(), transaction(write=False) as connection:
        return [connection.scalar(select(func.count()).select_from(model)) for model in (Report, Amendment)]


def release(app, clock):
    with app.app_context():
        return holding_back.release(clock.now)


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


def test_the_export_does_not_tell_what_was_right(app, mina, missed, clock):
    data = mina.get("/account/export").json
    results = [row for table in ("answer", "position") for row in data[table]]
    assert len(results) == 18
    assert {row[column] for row in results for column in ("score", "verdict")} == {None}
    assert {row[column] for row in data["answer"] for column in ("rating", "residual", "surplus")} == {None}
    assert data["learner_numbers"] == []
    assert ([row["points"] for row in data["attempt"]], data["memory"]) == ([None], [])
    assert [(row["answers"], row["points"]) for row in data["day_total"]] == [(9, 0.0)]
    clock.advance(days=5)
    release(app, clock)
    data = mina.get("/account/export").json
    assert [row["verdict"] for row in data["answer"]].count("wrong") == 1
    assert (len(data["memory"]), data["attempt"][0]["points"]) == (9, 8)
    assert [(row["answers"], row["points"]) for row in data["day_total"]] == [(9, 8.0)]


def test_once_the_quiz_is_closed_they_can(app, mina, missed, clock):
    clock.advance(days=5)
    assert mina.submit(f"/study/feedback/{missed}/right", at="/").status_code == 303
    assert mina.submit(f"/study/feedback/{missed}/report", {"words": "It was 1888."}, at="/").status_code == 303
    assert said(app) == [2, 1]


def shown(html, name):
    """Everything on a page, in any order, without its reader's name and what is drawn by lot."""
    page = Page(html.replace(name, "Somebody").replace("<", " <"))
    lots = {"csrf_token", "presentation"}
    attributes = [
        (element.tag, *pair)
        for element in page.elements
        if element.attributes.get("name") not in lots
        for pair in element.attributes.items()
    ]
    return Counter(page.one("body").text.split()) + Counter(attributes)


def exported(data):
    """What an export tells, apart from a name, the responses, and what predictions know of those who answered before."""
    own = {"id", "name", "username", "response", "token_hash"} | {"layered", "residual", "surplus", "residuals", "information"}
    rows = {table: value for table, value in data.items() if isinstance(value, list)}
    return {table: [{key: value for key, value in row.items() if key not in own} for row in value] for table, value in rows.items()}


def walk(client, name):
    """Follow every link from the first page; return what is on each page, and where it leads, by address."""
    waiting, kinds, seen = ["/", "/account/export"], set(), {}
    while waiting:
        here = waiting.pop(0)
        response = client.get(here)
        seen[here] = response.status_code, response.location
        if response.mimetype == "application/json":
            seen[here] = exported(response.json)
        if response.status_code == 200 and response.mimetype == "text/html":
            seen[here] = shown(response.text, name)
            for link in Page(response.text).all("a", href=None):
                address = urlsplit(link["href"])
                kind = address.path, frozenset(parse_qs(address.query))  # a deck has hundreds of pages of cards
                if address.path.startswith("/") and not address.netloc and kind not in kinds:
                    kinds.add(kind)
                    waiting.append(urlunsplit(address._replace(fragment="")))
    return seen


def study(client):
    """Answer the next question right, if there is one, and return what was asked and what the feedback says."""
    page = client.page("/study/harbour")
    if not page.all(data_question=None):
        return page.one("h1").text
    form = {name: page.hidden(name) for name in ("csrf_token", "presentation")} | RIGHT[page.type]
    return page.asked, Page(client.post("/study/answer", data=form, follow_redirects=True).text).one("main").text


@pytest.mark.usefixtures("same_luck")
def test_twins_who_differ_only_in_held_back_verdicts_see_the_same(app, at_work, take, clock):
    at_work.submit("/teach/classes/1/assignments/new", {"kind": "study", "deck": "harbour", "title": "Study it"}, at="/")
    one, other = take("Mina"), take("Lina", dict.fromkeys(RIGHT, WRONG))
    for when in ("after handing in", "after studying", "on the next day"):
        pages, others = walk(one, "Mina"), walk(other, "Lina")
        assert len(pages) > 30
        assert pages.keys() == others.keys()
        assert {path for path in pages if pages[path] != others[path]} == set(), when
        assert [study(one) for _ in range(3)] == [study(other) for _ in range(3)]
        if when == "after studying":
            clock.advance(days=1)
    clock.advance(days=5)
    assert release(app, clock) == 2
    assert walk(one, "Mina") != walk(other, "Lina")


def test_what_was_held_back_then_counts_as_if_it_had_counted_at_once(app, take, clock):
    take("Mina", {"date": WRONG})
    take("Lina", {"date": WRONG}, feedback="end")
    assert len({row.user_id for row in memories(app)}) == 1
    clock.advance(days=5)
    assert (release(app, clock), release(app, clock)) == (1, 0)
    of = {}
    for user_id, *memory in sorted(memories(app)):
        of.setdefault(user_id, []).append(memory)
    mina, lina = of.values()
    assert mina == lina
    with app.app_context(), transaction(write=True) as connection:
        assert [differences(connection, user_id) for user_id in of] == [(False, False)] * 2


def test_what_teachers_change_meanwhile_is_not_exported_either(app, at_work, mina, missed, clock):
    user, day = mina.get("/account/export").json["account"][0]["id"], clock.now.date()
    with app.app_context(), transaction(write=True) as connection:
        grade = {"score": 1.0, "verdict": "right", "rating": 3}
        stored_answers.add_amendment(connection, user, missed, kind="regrade", day=day, now=clock.now, grade=grade)
        position = connection.scalar(select(Answer.position).where(Answer.user_id == user, Answer.n == missed))
    attempt, mark = f"/teach/classes/1/gradebook/1/{user}/1", {"position": str(position), "score": "0.5", "why": "Nearly."}
    assert at_work.submit(attempt, mark, at=attempt).status_code == 303
    data = mina.get("/account/export").json
    assert [(row["score"], row["verdict"], row["rating"]) for row in data["amendment"]] == [(None, None, None)]
    assert [(row["score"], row["why"]) for row in data["mark"]] == [(None, None)]


def test_a_quiz_that_is_withdrawn_holds_nothing_back(app, at_work, take, clock):
    mina = take("Mina")
    assert release(app, clock) == 0
    at_work.submit("/teach/assignments/1/withdraw", {"withdrawn": "1"}, at="/teach/assignments/1")
    assert release(app, clock) == 1
    assert "9" in mina.page("/attempts/1/review").one("h1").text


def test_a_student_with_more_time_waits_longer(app, at_work, take, clock):
    mina = take("Mina")
    user = mina.get("/account/export").json["account"][0]["id"]
    at_work.submit(f"/teach/assignments/1/students/{user}", {"due": "2026-03-10T14:00", "extra": "0"}, at="/teach/assignments/1")
    clock.advance(days=5)
    assert release(app, clock) == 0
    clock.advance(days=5)
    assert release(app, clock) == 1


def test_when_verdicts_are_shown_does_not_change_for_those_who_have_begun(at_work, take):
    take("Mina")
    response = at_work.submit("/teach/assignments/1/edit", QUIZ | {"feedback": "end"}, at="/teach/assignments/1/edit")
    assert response.status_code == 422
    assert "Students have begun this quiz" in Page(response.text).words
    assert at_work.submit("/teach/assignments/1/edit", QUIZ | {"title": "Renamed"}, at="/teach/assignments/1/edit").status_code == 303


def test_tidying_lets_it_count(app, take, clock):
    take("Mina")
    with app.app_context():
        tidying.tidy(app.extensions["quizapp.settings"], clock.now)
        assert not memories(app)
        clock.advance(days=5)
        tidying.tidy(app.extensions["quizapp.settings"], clock.now)
        assert len(memories(app)) == 9

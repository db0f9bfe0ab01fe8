"""/teach/classes/<id>/now: the lesson page for the projector."""

import pytest
from support import WRONG

from quizapp.db.base import transaction
from quizapp.db.models import MembershipRow

NOW = "/teach/classes/1/now"
NAMES = ("Mina", "Teo", "Ana", "Ilya")


@pytest.fixture
def learners(app, at_work, clock, make_person, client_of):
    """Four students of class 1, signed in."""
    people = [make_person(name.lower()) for name in NAMES]
    with app.app_context(), transaction(write=True) as connection:
        for person, name in zip(people, NAMES, strict=True):
            row = {"user_id": person.id, "class_id": 1, "role": "student", "name": name, "joined_at": clock.now}
            connection.execute(MembershipRow.__table__.insert().values(row))
    return [client_of(person) for person in people]


def asked(page):
    return page.one(data_question=None)


def miss(client):
    """Answer the next question wrong, and return its key."""
    page = client.page("/study/harbour")
    element = asked(page)
    client.answer(page, WRONG[element["data-type"]])
    return element["data-question"].split("/")[1]


def test_an_empty_class(at_work):
    page = at_work.page(NOW)
    assert "Nobody has joined yet" in page.words
    assert "Nothing to discuss yet" in page.words
    assert at_work.get(page.one("img")["src"]).mimetype == "image/svg+xml"


def test_without_a_code_the_page_still_counts(at_work, learners):
    at_work.submit("/teach/classes/1/code", {"revoke": "1"}, at="/teach/classes/1")
    page = at_work.page(NOW)
    assert page.all("img") == []
    assert "4 here, no answer yet" in page.words


def test_where_the_class_is(at_work, learners, clock):
    miss(learners[0])
    clock.advance(minutes=11)
    miss(learners[1])
    words = at_work.page(NOW).words
    assert "2 here, no answer yet" in words
    assert "1 answering" in words
    assert "1 paused" in words
    clock.advance(days=1)
    assert "0 here, no answer yet" in at_work.page(NOW).words


def test_who_has_nothing_left_today_is_done(at_work, learners):
    for _ in range(40):
        page = learners[0].page("/study/harbour")
        if not page.all(data_question=None):
            break
        learners[0].answer(page)
    assert "1 done" in at_work.page(NOW).words


def test_what_waits_until_a_quiz_is_not_left_to_do(at_work, learners):
    quiz = {"kind": "quiz", "deck": "harbour", "title": "Later", "opens": "2026-03-09T08:00", "due": "2026-03-10T08:00", "attempts": "1"}
    assert at_work.submit("/teach/classes/1/assignments/new", quiz | {"holds_out": "1"}, at="/").status_code == 303
    page, answers = learners[0].page("/study/harbour"), 0
    while page.all(data_question=None):
        learners[0].answer(page)
        page, answers = learners[0].page("/study/harbour"), answers + 1
    assert answers == 9, "fewer than a round, and than the new facts of a day"
    assert "1 done" in at_work.page(NOW).words


def test_three_misses_are_discussed_without_a_name(at_work, learners):
    keys = [miss(client) for client in learners[:2]]
    assert "Nothing to discuss yet" in at_work.page(NOW).words
    keys.append(miss(learners[2]))
    assert len(set(keys)) == 1
    page = at_work.page(NOW)
    assert "3 of 3 answers are not right." in page.words
    assert page.one("details", id=f"answers-harbour-{keys[0]}")
    assert "mark" in {element.tag for element in page.elements}
    assert not [name for name in NAMES if name in page.html]


def test_an_answer_taken_back_is_not_discussed(at_work, learners):
    for client in learners[:3]:
        miss(client)
    learners[0].submit("/study/undo", {"n": "1"}, at="/study/harbour")
    assert "Nothing to discuss yet" in at_work.page(NOW).words


def test_a_question_can_be_chosen(at_work, learners):
    key = miss(learners[0])
    page = at_work.page(f"{NOW}?deck=harbour&question={key}")
    assert "One of 1 answers is not right." in page.words
    assert at_work.get(f"{NOW}?deck=harbour&question=no-such").status_code == 404
    assert at_work.get(f"{NOW}?deck=knots&question={key}").status_code == 404


def test_the_number_of_statements_does_not_grow(at_work, learners, query_counter):
    miss(learners[0])
    at_work.page(NOW)
    with query_counter() as one:
        at_work.page(NOW)
    for client in learners[1:]:
        miss(client)
    with query_counter() as four:
        at_work.page(NOW)
    assert len(four) == len(one) <= 12


def test_without_script_the_page_comes_again(at_work):
    assert at_work.page(NOW).one("meta", http_equiv="refresh")["content"] == "30"

"""/teach/classes/<id>/forecast: what was expected of a class against what was right."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from quizapp.db.base import transaction
from quizapp.db.models import Answer, QuestionRow, Version

PAGE = "/teach/classes/1/forecast"


@pytest.fixture
def answered(app, clock):
    """Store answers of somebody, each to be right with a probability of 0.85: `answered(student, right=24, wrong=6)`."""

    def answered(person, right, wrong=0, recall=0.85):
        with app.app_context(), transaction(write=True) as connection:
            asked = select(QuestionRow.id, Version.id).join(Version, Version.question_id == QuestionRow.id)
            question, version = connection.execute(asked.where(QuestionRow.key == "pier-built-date")).first()
            for n in range(1, right + wrong + 1):
                held = n <= right
                row = {
                    "user_id": person.id,
                    "n": n,
                    "question_id": question,
                    "version_id": version,
                    "response": "[]",
                    "recall": recall,
                    "layered": recall,
                }
                row |= {"score": float(held), "verdict": "right" if held else "wrong", "rating": 3 if held else 1, "context": "study"}
                row |= {"day": clock.now.date() - timedelta(80 - n), "nonce": f"n{n}", "at": clock.now}
                connection.execute(insert(Answer).values(row))

    return answered


def test_under_thirty_answers_it_is_too_early(at_work, put_in, student, answered):
    assert "This class has 0 since 8 December" in at_work.page(PAGE).words
    put_in(student)
    answered(student, 29)
    page = at_work.page(PAGE)
    assert page.one("h1").text == "It is too early to say whether you can trust the forecast"
    assert "This class has 29 since" in page.words
    assert not page.all("figure")


def test_what_was_expected_and_what_was_right(at_work, put_in, make_person, answered):
    for number in range(11):
        person = make_person(f"student{number}")
        put_in(person)
        answered(person, 34, 6)
    page = at_work.page(PAGE)
    assert page.one("h1").text == "The forecast has come true so far"
    assert "We expected 85 of 100 answers to be right, and 85 were. Luck alone could have made it 81 to 88." in page.words
    assert "These are 440 answers by 11 students" in page.words
    assert [cell.text for cell in page.all("td")] == ["85", "81 to 88", "440"]
    assert "A fact was called known 374 times before the question that followed." in page.words
    assert "student1" not in page.html.lower(), "nobody is named"


@pytest.mark.parametrize(
    ("right", "wrong", "title"),
    [
        (2, 2, "The forecast is too high: 85 expected, 50 right of 100"),
        (6, 0, "The forecast is too low: 85 expected, 100 right of 100"),
    ],
)
def test_a_forecast_that_does_not_come_true(at_work, put_in, make_person, answered, right, wrong, title):
    for number in range(10):
        person = make_person(f"student{number}")
        put_in(person)
        answered(person, right, wrong)
    assert at_work.page(PAGE).one("h1").text == title


def test_the_answers_of_a_few_students_say_nothing_of_the_class(at_work, put_in, student, answered):
    put_in(student)
    answered(student, 20, 20)
    assert at_work.page(PAGE).one("h1").text == "Too few students to tell: 85 expected, 50 right of 100"


def test_right_on_average_only(at_work, put_in, student, other_student, answered):
    for person, right, wrong, recall in ((student, 20, 20, 0.95), (other_student, 40, 0, 0.55)):
        put_in(person)
        answered(person, right, wrong, recall)
    page = at_work.page(PAGE)
    assert page.one("h1").text == "The forecast is right on average, but not in every group"
    assert "off by 45 points" in page.words
    assert "It is too early to tell whether the forecast comes closer than always saying 75 of 100." in page.words


def test_a_group_under_thirty_answers_is_not_drawn(at_work, put_in, student, other_student, answered):
    for person, answers, recall in ((student, 33, 0.85), (other_student, 29, 0.65)):
        put_in(person)
        answered(person, answers, recall=recall)
    assert [row.text for row in at_work.page(PAGE).all("th", scope="row")] == ["80 to 90"]


def test_enough_answers_and_no_group_of_thirty(at_work, put_in, student, other_student, answered):
    for person, recall in ((student, 0.85), (other_student, 0.65)):
        put_in(person)
        answered(person, 20, recall=recall)
    page = at_work.page(PAGE)
    assert "These are 40 answers by 2 students" in page.words
    assert not page.all("figure")


def test_only_staff_of_the_class_see_it(others):
    assert {name: client.get(PAGE).status_code for name, client in others.items()} == {
        "assistant": 200,
        "another teacher": 404,
        "student": 404,
        "guest": 404,
    }


def test_the_class_page_leads_here(at_work, put_in, student):
    put_in(student)
    assert PAGE in [link["href"] for link in at_work.page("/teach/classes/1").all("a")]


def test_few_statements(at_work, put_in, student, answered, query_counter):
    put_in(student)
    answered(student, 40)
    at_work.get(PAGE)
    with query_counter() as queries:
        assert at_work.get(PAGE).status_code == 200
    assert len(queries) <= 5, str(queries)

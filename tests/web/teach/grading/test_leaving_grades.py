"""/teach/decks/<deck>/leave-grades, and the pages that tell a teacher what newer rules grade otherwise."""

import pytest
from sqlalchemy import select, update
from support import RIGHT

from quizapp.db.base import transaction
from quizapp.db.models import Answer, QuestionRow, RegradeOffer
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.services.grading import offering

KEY = "sand-bank-short-answer"
CHANGED = "The rules for grading have changed."
DECK = "/teach/decks/harbour"


@pytest.fixture
def found(app, client_of, student, other_student, room, clock):
    """Two answers that an older program graded as wrong, one of them from the class."""
    for person in (student, other_student):
        client = client_of(person)
        client.answer(client.page(f"/study/harbour?questions={KEY}"), RIGHT["short_answer"])
    with app.app_context():
        with transaction(write=True) as connection:
            connection.execute(update(Answer).values(score=0.0, verdict="wrong", rating=1, rules=GRADING_RULES - 1))
            connection.execute(update(QuestionRow).values(rules=GRADING_RULES - 1))
        assert offering.look_at_older(clock.now) == 2


@pytest.mark.usefixtures("found")
def test_who_may_re_grade_is_told_and_led_to_the_question(client_of, make_person, teacher, admin):
    hana, ryo = client_of(teacher), client_of(admin)

    page = hana.page(DECK)

    assert f"{CHANGED} One answer would get a different grade." in page.words
    assert "only the students in your own classes are counted" in page.words
    link = page.one("a", href=f"{DECK}/regrade/{KEY}")
    assert "One answer would get a different grade" in hana.page(link["href"]).words
    assert "One answer would get a different grade" in hana.page("/teach").words
    assert CHANGED in hana.page("/teach/queue").words
    assert f"{CHANGED} 2 answers would get a different grade." in ryo.page(DECK).words
    assert "your own classes" not in ryo.page(DECK).words
    kei = client_of(make_person("kei", role="teacher"))
    for path in (DECK, "/teach", "/teach/queue"):
        assert CHANGED not in kei.page(path).words
        assert "different grade" not in kei.page(path).words


@pytest.mark.usefixtures("found")
def test_the_page_of_the_question_names_the_rules_as_the_reason(client_of, teacher):
    words = client_of(teacher).page(f"{DECK}/regrade/{KEY}").words

    assert "The rules for grading have changed since these answers were graded." in words
    assert "The right answer is still: the Anvil" in words
    assert "It was:" not in words


@pytest.mark.usefixtures("found")
def test_a_re_grade_ends_the_offer_and_tells_the_learner(client_of, teacher, student):
    hana = client_of(teacher)

    assert hana.submit(f"{DECK}/regrade/{KEY}", {"why": "Newer rules"}).status_code == 303

    assert CHANGED not in hana.page(DECK).words
    assert "No answer would get a different grade" in hana.page(f"{DECK}/regrade/{KEY}").words
    assert "or the rules for grading changed after you answered" in client_of(student).page("/study/feedback/1").words


@pytest.mark.usefixtures("found")
def test_grades_that_are_left_are_not_offered_again(app, client_of, teacher, admin):
    hana = client_of(teacher)

    answer = hana.submit(f"{DECK}/leave-grades", {}, at=DECK, follow_redirects=True)

    assert "The grades stay as they are." in answer.text
    assert CHANGED not in hana.page(DECK).words
    assert "different grade" not in hana.page("/teach").words
    assert f"{CHANGED} One answer" in client_of(admin).page(DECK).words
    assert "grades left as they are" in client_of(admin).page("/admin/log").words
    with app.app_context(), transaction(write=False) as connection:
        assert sorted(connection.scalars(select(RegradeOffer.settled))) == [False, True]


@pytest.mark.usefixtures("found")
def test_leaving_needs_the_form_and_the_right(client_of, make_person, teacher, student):
    hana, learner = client_of(teacher), client_of(student)
    assert hana.post(f"{DECK}/leave-grades").status_code == 400
    assert learner.submit(f"{DECK}/leave-grades", {}, at="/account").status_code == 404
    assert hana.submit("/teach/decks/nothing/leave-grades", {}, at=DECK).status_code == 404
    assert CHANGED in hana.page(DECK).words


@pytest.mark.usefixtures("found")
def test_the_pages_query_no_more_for_an_offer_than_once(client_of, teacher, query_counter):
    hana = client_of(teacher)
    for path in ("/teach", "/teach/queue"):
        hana.page(path)
        with query_counter() as queries:
            hana.page(path)
        assert sum("regrade_offer" in query for query in queries) == 1

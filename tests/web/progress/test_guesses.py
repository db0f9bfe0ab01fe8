"""/guesses: what a learner was told beforehand, against what happened."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update
from support import WRONG

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks
from quizapp.db.models import Account, Answer, QuestionRow, Version

PAGE = "/guesses"


@pytest.fixture
def asked(app):
    """The question, its version and the account of the only learner."""
    with app.app_context(), transaction(write=False) as connection:
        query = select(QuestionRow.id, Version.id).join(Version, Version.question_id == QuestionRow.id)
        return connection.execute(query.where(QuestionRow.deck_id == "harbour", QuestionRow.key == "pier-built-date")).first()


@pytest.fixture
def answered(app, guest, clock, asked):
    """Store answers of the guest, each on a day of its own: `answered(0.8, right=24, wrong=6)` after predictions of 0.8."""
    made = []

    def answered(recall, right, wrong=0, layered=None):
        with app.app_context(), transaction(write=True) as connection:
            learner = connection.scalar(select(Account.id).where(Account.username.is_(None)))
            for number in range(right + wrong):
                made.append(number)
                held = number < right
                row = {"user_id": learner, "n": len(made), "question_id": asked[0], "version_id": asked[1], "response": "[]"}
                row |= {"score": float(held), "verdict": "right" if held else "wrong", "rating": 3 if held else 1, "recall": recall}
                row["layered"] = recall if layered is None else layered
                row |= {"day": date(2025, 1, 1) + timedelta(len(made)), "context": "study", "nonce": f"n{len(made)}", "at": clock.now}
                connection.execute(insert(Answer).values(row))
            begun_decks.start_deck(connection, learner, "harbour", date(2025, 1, 1))

    return answered


def test_before_thirty_answers_it_is_too_early(guest, answered):
    answered(0.8, 29)
    page = guest.page(PAGE)
    assert page.one("h1").text == "It is too early to say how good our guesses are"
    assert "You have 29 so far." in page.words
    assert not page.all("figure")
    assert "29 to 100" not in page.words


def test_first_answers_have_a_line_of_their_own(guest, answered):
    answered(0.85, 34, 6)
    answered(None, 4, layered=0.4)
    assert "Too early to tell: we need 10 first answers to a question, and have 4." in guest.page(PAGE).words
    answered(None, 2, 6, layered=0.4)
    page = guest.page(PAGE)
    assert "Of 12 questions that were new to you, we expected 40 of 100 right, and it was 50." in page.words
    assert "This counts 40 of your answers." in page.words


def test_answers_from_before_predictions_were_kept_do_not_count(app, guest, answered):
    answered(0.85, 34)
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(Answer).values(layered=None))
    page = guest.page(PAGE)
    assert "You have 0 so far." in page.words
    assert "older answers, for which we did not keep this guess" in page.words


def test_without_an_answer_it_is_too_early_too(guest):
    assert "You have 0 so far." in guest.page(PAGE).words


def test_what_was_said_and_what_happened(guest, answered):
    answered(0.85, 34, 6)
    answered(0.65, 13, 7)
    answered(0.55, 9)
    page = guest.page(PAGE)
    assert page.one("h1").text == "When we say 8\u00a0in\u00a010, is it 8\u00a0in\u00a010?"
    assert "As far as we can tell, yes." in page.words
    assert "This counts 69 of your answers." in page.words
    assert [row.text for row in page.all("th", scope="row")] == ["6 to 7 in 10", "8 to 9 in 10"], "nine answers are too few for a group"
    assert [cell.text for cell in page.all("td")] == ["20", "13", "65", "43 to 82", "40", "34", "85", "71 to 93"]
    assert len(page.all("circle")) == 2
    assert "When we said 8 to 9 in 10, you got 85 of 100 right." in page.words
    assert "When we said 6 to 7 in 10" not in page.words, "one sentence for the largest group that was good"


def test_enough_answers_and_no_group_of_ten(guest, answered):
    for recall in (0.95, 0.85, 0.75, 0.65):
        answered(recall, 8)
    page = guest.page(PAGE)
    assert "This counts 32 of your answers." in page.words
    assert not page.all("figure")
    assert "Always saying 100 in 100 would have come closer than our guesses." in page.words


@pytest.mark.parametrize(
    ("recall", "right", "wrong", "title", "line"),
    [
        (0.95, 20, 20, "we are too sure of you", "When we said 9 to 10 in 10, it was only 50 of 100."),
        (0.4, 36, 4, "you know more than we say", "When we said under 5 in 10, it was even 90 of 100."),
    ],
)
def test_it_says_so_where_the_guesses_are_wrong(guest, answered, recall, right, wrong, title, line):
    answered(recall, right, wrong)
    words = guest.page(PAGE).words
    assert title in words
    assert line in words


def test_true_on_average_and_not_in_each_group(guest, answered):
    answered(0.95, 20, 20)
    answered(0.55, 40)
    assert "Nearly." in guest.page(PAGE).words


def test_the_guesses_beside_a_single_number(guest, answered):
    answered(0.9, 45, 5)
    answered(0.1, 5, 45)
    words = guest.page(PAGE).words
    assert "Our guesses come closer than always saying 50 in 100" in words
    assert "Log loss: 0.33 against 0.69." in words
    assert "Our guesses are those of FSRS" in words


def test_a_single_number_that_comes_closer(guest, answered):
    answered(0.1, 45, 5)
    answered(0.9, 5, 45)
    assert "Always saying 50 in 100 would have come closer than our guesses." in guest.page(PAGE).words


def test_facts_called_known(guest, answered):
    answered(0.85, 40, 5)
    words = guest.page(PAGE).words
    assert "We called a fact known 40 times. At the next question you got 39 of them right." in words


def test_too_few_facts_called_known(guest, answered):
    answered(0.6, 5, 35)
    assert "we need 10 answers about facts that we called known, and have 0." in guest.page(PAGE).words


def test_answers_of_a_later_day_count_as_they_are_given(guest, clock):
    for right in (True, False):
        page = guest.page("/study/harbour?facts=length")
        guest.answer(page, None if right else WRONG[page.type])
        clock.advance(days=1)
    assert "You have one so far." in guest.page(PAGE).words


def test_nobody_elses_answers_count(client_of, student, answered):
    answered(0.8, 40)
    assert "You have 0 so far." in client_of(student).page(PAGE).words


def test_progress_leads_here_and_back(guest):
    guest.answer(guest.page("/study/harbour"))
    for path in ("/progress", "/progress/harbour"):
        assert [link["href"] for link in guest.page(path).all("a") if link.text == "How good are our guesses?"] == [PAGE]
    assert "/progress" in [link["href"] for link in guest.page(PAGE).all("a") if link.text == "Back to progress"]


def test_the_page_says_what_each_rule_rests_on(guest):
    words = guest.page(PAGE).words
    assert "What our rules rest on" in words
    assert "not tested" in words


def test_few_statements(guest, answered, query_counter):
    answered(0.8, 40)
    guest.get(PAGE)
    with query_counter() as queries:
        assert guest.get(PAGE).status_code == 200
    assert len(queries) <= 5, str(queries)


def test_a_visitor_is_led_to_the_first_page(client):
    assert client.get(PAGE).status_code == 303

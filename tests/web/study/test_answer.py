"""POST /study/answer: one path from a response to a stored grade."""

import shutil

import pytest
from sqlalchemy import select
from support import RIGHT, WRONG, Page

from quizapp.db.base import transaction
from quizapp.db.models import Answer, DayTotal, MemoryRow
from quizapp.services.authoring.publishing import publish_folder

QUESTIONS = sorted(RIGHT)


def rows(app, table=Answer):
    with app.app_context(), transaction(write=False) as connection:
        return list(connection.execute(select(table.__table__)))


def ask(client, kind):
    """Return the page with the question of a type in the deck of ten."""
    page = client.page("/study/harbour")
    while page.type != kind:
        page = next_page(client, client.answer(page))
    return page


def next_page(client, feedback):
    return client.page(feedback.one("a", data_next=None)["href"])


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_right_response_is_stored_and_shown_as_right(app, guest, kind):
    feedback = guest.answer(ask(guest, kind), RIGHT[kind])

    stored = rows(app)[-1]
    assert feedback.verdict == "right"
    assert (stored.verdict, stored.score) == ("right", 1.0)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_wrong_response_is_stored_and_shown_as_wrong(app, guest, kind):
    feedback = guest.answer(ask(guest, kind), WRONG[kind])

    stored = rows(app)[-1]
    assert feedback.verdict in {"wrong", "partly"}
    assert stored.verdict == feedback.verdict
    assert stored.rating == 1


def test_i_dont_know_is_wrong_and_explained(app, guest):
    feedback = guest.answer(ask(guest, "short_answer"), {"dont_know": "1"})

    stored = rows(app)[-1]
    assert feedback.verdict == "wrong"
    assert "Anvil" in feedback.words
    assert (stored.response, stored.rating) == ("", 1)


def test_a_malformed_response_costs_nothing_and_is_given_back(app, guest):
    page = ask(guest, "numeric")
    before = len(rows(app))

    again = guest.answer(page, {"answer": "a great many"})

    assert again.asked == page.asked
    assert again.one("input", name="answer")["value"] == "a great many"
    assert again.one("input", name="answer")["aria-invalid"] == "true"
    assert len(rows(app)) == before


def test_a_hint_is_shown_on_request_and_makes_right_hard(app, guest):
    page = ask(guest, "numeric")
    hinted = guest.answer(page, {"hint": "1", "answer": "2"})

    assert hinted.asked == page.asked
    assert "Hint: More than two hundred." in hinted.words
    assert hinted.one("input", name="answer")["value"] == "2"

    assert guest.answer(hinted).verdict == "right"
    assert rows(app)[-1].rating == 2


def test_the_same_form_twice_stores_once_and_shows_the_same_feedback(app, guest):
    page = ask(guest, "true_false")
    first = guest.answer(page)
    count = len(rows(app))
    second = guest.answer(page, WRONG["true_false"])

    assert second.verdict == first.verdict == "right"
    assert len(rows(app)) == count


def test_a_second_tab_records_nothing_once_the_question_was_answered(app, guest):
    first, second = ask(guest, "numeric"), guest.page("/study/harbour")
    assert first.asked == second.asked
    guest.answer(first)
    count = len(rows(app))

    page = guest.answer(second, WRONG["numeric"])

    assert "another tab" in page.words
    assert page.asked != second.asked
    assert len(rows(app)) == count


def test_a_changed_presentation_asks_anew_with_what_was_typed(app, guest):
    page = ask(guest, "short_answer")
    token = page.hidden("presentation")
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": token[:-4] + "AAAA", "answer": "the Anvil"}

    again = Page(guest.post("/study/answer", data=form, follow_redirects=True).text)

    assert again.one("input", name="answer")["value"] == "the Anvil"
    assert again.hidden("presentation") != token


@pytest.mark.parametrize("presentation", ["", "x", "W10.x", "eyJhIjoxfQ.x", "\x00", "é" * 9000])
def test_a_presentation_that_is_none_is_not_found(app, guest, presentation):
    page = ask(guest, "true_false")

    response = guest.post("/study/answer", data={"csrf_token": page.hidden("csrf_token"), "presentation": presentation, "answer": "true"})

    assert response.status_code == 404


def test_nobody_answers_with_another_learners_form(app, guest, student, client_of):
    page = ask(guest, "true_false")
    stranger = client_of(student)
    token = stranger.token("/account")

    response = stranger.post("/study/answer", data={"csrf_token": token, "presentation": page.hidden("presentation"), "answer": "false"})

    assert response.status_code == 404
    assert not [row for row in rows(app) if row.user_id == student.id]


def test_who_is_nobody_is_asked_to_sign_in(client):
    token = client.token("/")

    response = client.post("/study/answer", data={"csrf_token": token, "presentation": "x"})

    assert response.status_code == 400
    assert Page(response.text).one("a", class_="button quiet").text == "Sign in"


def test_our_script_gets_the_changed_region_alone(guest):
    page = ask(guest, "true_false")
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT["true_false"]}

    response = guest.post("/study/answer", data=form, headers={"X-Fragment": "1"})

    assert response.status_code == 200
    assert "<html" not in response.text
    assert Page(f"<body>{response.text}</body>").verdict == "right"


def test_our_script_gets_the_next_question_alone_and_any_other_page_whole(guest):
    headers = {"X-Fragment": "1"}
    question = guest.get("/study/harbour?facts=oil", headers=headers)
    done = guest.get("/study/harbour?questions=no-such", headers=headers)

    assert "<html" not in question.text
    assert "data-question=" in question.text
    assert "<html" in done.text
    assert "data-question=" not in done.text


def test_an_answer_is_counted_on_its_study_day_and_remembered(app, guest, clock):
    guest.answer(ask(guest, "true_false"))

    days, memories = rows(app, DayTotal), rows(app, MemoryRow)
    assert [(row.day, row.answers) for row in days] == [(clock.now.date(), len(rows(app)))]
    assert len(memories) == len(rows(app))


def test_a_form_shown_before_a_rewording_is_graded_by_the_version_it_showed(app, guest, settings, tmp_path, clock):
    page = ask(guest, "short_answer")
    folder = shutil.copytree(settings["BANK"] / "harbour", tmp_path / "harbour")
    for file in folder.iterdir():
        file.write_text(file.read_text().replace("the Anvil", "the Bellows"))
    with app.app_context():
        assert publish_folder(folder, clock.now).status == "published"

    feedback = guest.answer(page, {"answer": "the Anvil"})

    assert feedback.verdict == "right"
    assert "The question has been reworded since." in feedback.words

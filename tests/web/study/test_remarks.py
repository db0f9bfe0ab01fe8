"""The claim "I was right" and reports of faulty questions: what they change, what they do not, their limits, and undoing them."""

import pytest
from sqlalchemy import select
from support import RIGHT, WRONG, Page

from quizapp.db.base import transaction
from quizapp.db.models import Amendment, Answer, DayTotal, MemoryRow, Report

DATE = "/study/harbour?questions=pier-built-date"


def rows(app, model):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(model.__table__)).all()


def missed(client):
    return client.answer(client.page(DATE), WRONG["date"])


def say(client, feedback, what, n=1, **fields):
    data = {"csrf_token": feedback.hidden("csrf_token"), **fields}
    return client.post(f"/study/feedback/{n}/{what}", data=data, follow_redirects=True)


def test_i_was_right_changes_the_schedule_and_not_the_grade(app, guest):
    feedback = missed(guest)
    answers, totals = rows(app, Answer), rows(app, DayTotal)
    assert rows(app, MemoryRow)[0].streak == 0
    response = say(guest, feedback, "right")
    assert "It counts as right in your schedule." in response.text
    assert 'data-verdict="wrong"' in response.text
    assert rows(app, MemoryRow)[0].streak == 1
    assert rows(app, Answer) == answers
    assert rows(app, DayTotal) == totals


def test_the_schedule_is_that_of_a_right_answer(app, guest, client_of, student):
    say(guest, missed(guest), "right")
    other = client_of(student)
    other.answer(other.page(DATE), RIGHT["date"])
    claimed, graded = rows(app, MemoryRow)
    assert claimed[2:] == graded[2:]


def test_it_does_not_return_today(guest):
    say(guest, missed(guest), "right")
    asked = []
    while (page := guest.page("/study/harbour")).all(data_question=None):
        asked.append(page.asked)
        guest.answer(page)
    assert "harbour/pier-built-date" not in asked


def test_it_can_be_taken_back_to_the_row(app, guest):
    feedback = missed(guest)
    before = rows(app, MemoryRow)
    say(guest, feedback, "right")
    response = say(guest, feedback, "right", withdraw="1")
    assert rows(app, MemoryRow) == before
    assert "I was right" in response.text
    assert [row.kind for row in rows(app, Amendment)] == ["right", "stands"]
    assert [row.withdrawn for row in rows(app, Report)] == [True]


def test_saying_it_twice_counts_once(app, guest):
    feedback = missed(guest)
    say(guest, feedback, "right")
    say(guest, feedback, "right")
    assert len(rows(app, Amendment)) == len(rows(app, Report)) == 1


def test_undoing_the_answer_takes_the_claim_out_of_the_queue(app, guest):
    feedback = missed(guest)
    say(guest, feedback, "right")
    guest.post("/study/undo", data={"csrf_token": feedback.hidden("csrf_token"), "n": "1"})
    assert rows(app, MemoryRow) == []
    assert [row.withdrawn for row in rows(app, Report)] == [True]
    assert say(guest, feedback, "right").status_code == 403


@pytest.mark.parametrize(
    ("address", "fields"),
    [(DATE, {"dont_know": "1"}), (DATE, RIGHT["date"]), ("/study/harbour?questions=plans-multiple-choice", WRONG["multiple_choice"])],
)
def test_only_what_was_typed_and_judged_wrong_can_be_claimed(guest, address, fields):
    feedback = guest.answer(guest.page(address), fields)
    assert "I was right" not in feedback.words
    assert say(guest, feedback, "right").status_code == 403


def test_a_report_needs_a_word_of_why(app, guest):
    feedback = missed(guest)
    assert "Nothing has been sent yet" in say(guest, feedback, "report", words="  ").text
    assert "Nothing has been sent yet" in say(guest, feedback, "report", words="x" * 501).text
    assert rows(app, Report) == []
    assert "The people who look after this deck will see that something" in say(guest, feedback, "report", words="It was 1888.").text
    assert [(row.kind, row.words) for row in rows(app, Report)] == [("fault", "It was 1888.")]


def test_a_report_that_is_refused_comes_back_open_with_what_was_typed(app, guest, clock):
    feedback = missed(guest)
    response = say(guest, feedback, "report", words="x" * 501)
    page = Page(response.text)
    assert response.status_code == 422
    assert "500 characters" in page.one("p", id="answer-1-words-fault").text
    assert page.one("input", name="words")["value"] == "x" * 501
    assert page.verdict == "wrong"
    assert [fold for fold in page.all("details", open=None) if "Something is wrong" in fold.text]
    for _ in range(10):
        say(guest, feedback, "report", words="Look.")
        say(guest, feedback, "report", withdraw="1")
    response = say(guest, feedback, "report", words="And look again.")
    page = Page(response.text)
    assert response.status_code == 429
    assert "ten times in one day" in page.one("p", id="answer-1-words-fault").text
    assert page.one("input", name="words")["value"] == "And look again."
    say(guest, feedback, "right")
    assert len(rows(app, Report)) == 11


def test_a_report_that_is_refused_keeps_the_way_back_to_where_it_was_written(guest):
    data = {"csrf_token": missed(guest).hidden("csrf_token"), "words": ""}
    page = Page(guest.post("/study/feedback/1/report?next=/decks/harbour", data=data).text)
    [form] = [form for form in page.all("form", action=None) if "/report" in form["action"]]
    assert guest.post(form["action"], data=data | {"words": "It was 1888."}).location == "/decks/harbour"


def test_a_report_of_what_was_reported_is_refused_over_the_page(guest):
    feedback = missed(guest)
    say(guest, feedback, "report", words="It was 1888.")
    response = say(guest, feedback, "report", words="")
    assert response.status_code == 200
    assert "Nothing has been sent yet" in response.text


def test_a_report_can_be_taken_back(app, guest):
    feedback = missed(guest)
    say(guest, feedback, "report", words="It was 1888.")
    assert "Something is wrong" in say(guest, feedback, "report", withdraw="1").text
    assert [row.withdrawn for row in rows(app, Report)] == [True]


@pytest.mark.parametrize("what", ["right", "report"])
def test_after_ten_within_a_day_the_next_waits(app, guest, clock, what):
    feedback = missed(guest)
    for _ in range(10):
        say(guest, feedback, what, words="Look.")
        say(guest, feedback, what, withdraw="1")
    assert "ten times in one day" in say(guest, feedback, what, words="Look.").text
    assert len(rows(app, Report)) == 10
    clock.advance(days=1)
    say(guest, feedback, what, words="Look.")
    assert len(rows(app, Report)) == 11


@pytest.mark.parametrize("what", ["right", "report"])
def test_nobody_speaks_for_another(guest, client_of, student, what):
    feedback = missed(guest)
    other = client_of(student)
    token = other.token("/study")
    assert other.post(f"/study/feedback/1/{what}", data={"csrf_token": token, "words": "x"}).status_code == 404
    assert "I was right" in guest.page("/study/feedback/1").words
    assert feedback.verdict == "wrong"


def test_the_queue_counts_learners_by_response(guest, client_of, student, other_student, admin):
    say(guest, missed(guest), "right")
    for person in (student, other_student):
        client = client_of(person)
        say(client, missed(client), "right")
    client = client_of(student)
    say(client, guest.page("/study/feedback/1"), "report", words="unused token")
    feedback = client.page("/study/feedback/1")
    say(client, feedback, "report", words="The plaque says 1888.")
    queue = client_of(admin).page("/teach/queue").words
    assert "3 learners" in queue
    assert "The plaque says 1888." in queue


def test_students_do_not_see_the_queue(client_of, student):
    assert client_of(student).get("/teach/queue").status_code == 404


def test_what_was_answered_last_time_is_shown(guest, clock):
    missed(guest)
    clock.advance(days=1)
    feedback = guest.answer(guest.page(DATE), {"dont_know": "1"})
    assert f"Last time, 2 March: {WRONG['date']['answer']}" in feedback.words
    clock.advance(days=1)
    assert "you did not know" in guest.answer(guest.page(DATE), WRONG["date"]).words
    assert "Last time, 2 March" in guest.page("/study/feedback/2").words


def test_what_keeps_slipping_is_offered_help(guest, clock):
    for _ in range(4):
        guest.answer(guest.page(DATE), RIGHT["date"])
        clock.advance(days=1)
        feedback = guest.answer(guest.page(DATE), {"dont_know": "1"})
        clock.advance(days=1)
    assert "Forgotten 4 times." in feedback.words
    assert {"later", "tomorrow", "suspended"} <= {button["value"] for button in feedback.all("button", name="kind")}
    clock.advance(days=1)
    assert guest.page("/study/harbour?facts=pier-built").asked == "harbour/pier-built-date"  # suggested, but never done by itself


def test_an_easier_question_of_the_fact_is_proposed_where_there_is_one(guest, clock, observatory):
    address = "/study/observatory?questions=founding-date"
    for _ in range(4):
        guest.answer(guest.page(address), {"answer": "1871"})
        clock.advance(days=1)
        feedback = guest.answer(guest.page(address), {"dont_know": "1"})
        clock.advance(days=1)
    links = [link["href"] for link in feedback.all("a", href=None)]
    assert "/study/observatory?questions=founding-multiple-choice" in links


@pytest.mark.parametrize(("address", "given"), [(DATE, "1875"), (DATE, "1889"), ("/study/harbour?questions=length-numeric", "200")])
def test_a_wrong_number_or_date_is_no_matter_of_opinion(guest, address, given):
    feedback = guest.answer(guest.page(address), {"answer": given})

    assert feedback.verdict == "wrong"
    assert "I was right" not in feedback.words
    assert say(guest, feedback, "right").status_code == 403


def test_only_who_has_a_teacher_hears_of_one(guest, student, client_of, put_in, at_work):
    put_in(student)
    told = {}
    for name, client in {"guest": guest, "student": client_of(student)}.items():
        feedback = missed(client)
        claimed, reported = say(client, feedback, "right"), say(client, feedback, "report", words="It was 1888.")
        told[name] = claimed.text + reported.text

    assert "Your teacher will see" in told["student"]
    assert "our teacher" not in told["guest"]
    assert "You have no teacher here" in told["guest"]
    assert "The people who look after this deck will see" in told["guest"]

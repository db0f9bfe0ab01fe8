"""A teacher finds a link to the form of a question wherever she sees the question; students find none."""

import pytest
from support import RIGHT, WRONG, visitor_of

from quizapp.services.authoring import drafts, publishing
from quizapp.services.classes import moving


def ways(page):
    """The addresses of the links on a page that edit a question, by their texts."""
    return {(link.text.partition(":")[0], link["href"]) for link in page.all("a", href=None) if link.text.startswith("Edit this question")}


def study(client, deck):
    return client.page(f"/study/{deck}?questions=pier-built-date")


def study_feedback(client, deck):
    return client.answer(study(client, deck), RIGHT["date"])


def card(client, deck):
    return client.page(f"/decks/{deck}/cards?at=pier-built-date")


def begin(client, deck, feedback):
    fields = {"size": "9", "categories": ["dates", "actors", "causes"], "feedback": feedback, "minutes": ""}
    client.submit(f"/quiz/{deck}", fields)


def quiz_question(client, deck):
    begin(client, deck, "end")
    return client.page("/attempts/1/1")


def quiz_feedback(client, deck):
    begin(client, deck, "once")
    page = client.page("/attempts/1/1")
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}
    client.post("/attempts/1/1", data=form)
    return client.page("/attempts/1/1")


def quiz_review(client, deck):
    begin(client, deck, "end")
    client.submit("/attempts/1")
    return client.page("/attempts/1/review")


def section_check(client, deck):
    page = client.page(f"/decks/{deck}/read?check=the-lamp")
    place = next(form["action"] for form in page.all("form", method="post") if "check=" in form["action"])
    token = page.all("input", name="csrf_token")[0]["value"]
    form = {"csrf_token": token, "presentation": page.hidden("presentation"), **RIGHT[page.type]}
    return client.page(client.post(place, data=form).location)


def regrade(client, deck):
    return client.page(f"/teach/decks/{deck}/regrade/pier-built-date")


PLACES = [study, study_feedback, card, quiz_question, quiz_feedback, quiz_review, section_check]


@pytest.fixture
def hana(client_of, teacher):
    return client_of(teacher)


@pytest.fixture
def copy(app, teacher, clock):
    """A copy of the deck harbour that the teacher may edit."""
    who = visitor_of(teacher)
    with app.app_context():
        made = moving.copy_to_edit(who, "harbour", clock.now)
        publishing.publish_draft(who, made, drafts.read(who, made).n, "", "class", clock.now)
    return made


@pytest.mark.parametrize("place", [*PLACES, regrade])
def test_a_question_of_her_deck_leads_to_its_form(hana, copy, place):
    found = ways(place(hana, copy))
    assert {name for name, _ in found} == {"Edit this question"}
    assert all(address.startswith(f"/teach/decks/{copy}/edit/questions/") for _, address in found)


@pytest.mark.parametrize("place", PLACES)
def test_a_question_of_the_bank_folder_leads_to_a_copy(hana, place):
    found = ways(place(hana, "harbour"))
    assert found == {("Edit this question in a copy of the deck", "/teach/decks/harbour#copy")}
    assert hana.page("/teach/decks/harbour").one("form", id="copy")


@pytest.mark.parametrize("place", PLACES)
def test_students_find_no_such_way(guest, place):
    assert not ways(place(guest, "harbour"))


def test_what_keeps_slipping_for_a_student_leads_to_its_form(at_work, put_in, student, client_of, clock):
    put_in(student)
    studying = client_of(student)
    for _ in range(4):
        for fields in (RIGHT, WRONG, RIGHT):
            page = studying.page("/study/harbour?facts=length")
            studying.answer(page, fields[page.type])
            clock.advance(days=60 if fields is RIGHT else 0)
    page = at_work.page(f"/teach/classes/1/students/{student.id}")
    assert "How long is the pier?" in page.words
    assert ways(page) == {("Edit this question in a copy of the deck", "/teach/decks/harbour#copy")}

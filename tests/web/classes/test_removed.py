"""Who was removed from a class is out at once: old links, an attempt that is open, forms that were opened before, and the calendar."""

import pytest
from sqlalchemy import select
from support import RIGHT, visitor_of

from quizapp.db.base import transaction
from quizapp.db.models import ClassroomRow
from quizapp.services.authoring import drafts, publishing
from quizapp.services.classes import moving, rosters

PAGES = (
    *("/classes/1", "/classes/1/grades", "/assignments/1", "/attempts/1", "/attempts/1/1", "/attempts/1/review"),
    *("/decks/{deck}", "/decks/{deck}/read", "/decks/{deck}/cards", "/decks/{deck}/cards/print", "/decks/{deck}/map"),
    *("/decks/{deck}/timeline", "/decks/{deck}/causes", "/decks/{deck}/actors", "/study/{deck}"),
    *("/quiz/{deck}", "/progress/{deck}"),
)


@pytest.fixture
def deck(app, at_work, teacher, clock):
    """A deck of the teacher's that class 1 alone has, with a quiz on it."""
    who = visitor_of(teacher)
    with app.app_context():
        made = moving.copy_to_edit(who, "harbour", clock.now)
        publishing.publish_draft(who, made, drafts.read(who, made).n, "", "class", clock.now)
    at_work.submit("/teach/classes/1/decks", {"deck": made}, at="/teach/classes/1")
    return made


@pytest.fixture
def sora(client_of, student, join):
    return join("Sora", client_of(student))


@pytest.fixture
def quiz(at_work, sora, deck):
    """Answer a question, begin a quiz, and return its first page."""
    sora.answer(sora.page(f"/study/{deck}?ahead=1"))
    form = {"kind": "quiz", "deck": deck, "title": "Before Friday", "size": "3", "attempts": "2", "counts": "best", "feedback": "end"}
    assert at_work.submit("/teach/classes/1/assignments/new", form, at="/teach/classes/1").status_code == 303
    assert sora.submit("/assignments/1").status_code == 303
    return sora.page("/attempts/1/1")


@pytest.fixture
def remove(app, teacher, student, clock):
    def act():
        with app.app_context():
            rosters.remove(visitor_of(teacher), 1, student.id, clock.now)

    return act


def form_of(page):
    return {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}


def opened(client, deck):
    return {path: client.get(path.format(deck=deck)).status_code for path in PAGES}


def test_every_old_link_is_dead_and_every_old_form(sora, quiz, deck, remove):
    form = form_of(quiz)
    assert 404 not in opened(sora, deck).values()
    remove()
    assert opened(sora, deck) == dict.fromkeys(PAGES, 404)
    for path, fields in (("/attempts/1/1", form), ("/attempts/1", {}), ("/assignments/1", {}), ("/classes/1/leave", {})):
        assert sora.post(path, data={**form, **fields}).status_code == 404, path
    assert sora.get("/study/feedback/1").status_code == 200, "what was told before is theirs"


def test_what_was_answered_is_kept_and_there_again_for_who_comes_back(app, sora, quiz, deck, at_work, remove, student):
    assert sora.post("/attempts/1/1", data=form_of(quiz)).status_code == 303
    remove()
    assert sora.get("/account/export").json["attempt"], "the data of a person stay theirs"
    assert at_work.submit(f"/teach/classes/1/members/{student.id}", {"return": "1"}, at="/teach/classes/1").status_code == 303
    assert "2 questions are not answered yet" in sora.page("/attempts/1").words


def test_a_quiz_left_behind_is_in_the_way_of_no_other(app, sora, quiz, deck, at_work, remove, student):
    remove()
    at_work.submit("/teach/classes", {"name": "9c"})
    at_work.submit("/teach/classes/2/decks", {"deck": deck}, at="/teach/classes/2")
    form = {"kind": "quiz", "deck": deck, "title": "Another", "size": "3", "attempts": "2", "counts": "best", "feedback": "end"}
    at_work.submit("/teach/classes/2/assignments/new", form, at="/teach/classes/2")
    with app.app_context(), transaction(write=False) as connection:
        code = connection.scalar(select(ClassroomRow.code).where(ClassroomRow.id == 2))
    sora.submit(f"/join/{code}", {"name": "Sora"})
    assert sora.submit("/assignments/2").status_code == 303
    assert sora.page("/attempts/2/1").asked


def test_the_calendar_counts_no_question_of_a_deck_that_is_closed_by_then(app, sora, deck, clock, remove):
    sora.answer(sora.page(f"/study/{deck}"))
    path = sora.page(sora.submit("/account/calendar", at="/account").location).one("textarea", id="address").text
    path = path.removeprefix("http://localhost")
    assert "SUMMARY:" in sora.get(path).text
    remove()
    assert "SUMMARY" not in sora.get(path).text


def test_a_public_deck_is_open_again_for_who_is_out_of_the_quiz(sora, at_work, remove):
    form = {"kind": "quiz", "deck": "harbour", "title": "Before Friday", "size": "3", "attempts": "1", "counts": "best", "feedback": "end"}
    at_work.submit("/teach/classes/1/assignments/new", form, at="/teach/classes/1")
    sora.submit("/assignments/1")
    page = sora.page("/attempts/1/1")
    assert sora.get("/decks/harbour/read").status_code == 403
    remove()
    assert sora.get("/decks/harbour/read").status_code == 200
    sora.answer(sora.page("/study/harbour"))
    assert sora.post("/attempts/1/1", data=form_of(page)).status_code == 404


def test_who_teaches_sees_a_running_attempt_and_cannot_answer_in_it(sora, quiz, at_work, student):
    place = f"/teach/classes/1/gradebook/1/{student.id}/1"
    assert at_work.get(place).status_code == 200
    for path in ("/attempts/1/1", "/attempts/1"):
        assert at_work.get(path).status_code == 404
        assert at_work.post(path, data={**form_of(quiz), "csrf_token": at_work.token("/teach")}).status_code == 404
    at_work.submit(place, {"position": "1", "score": "1", "why": "as a present"}, at="/teach/classes/1")
    assert "3 questions are not answered yet" in sora.page("/attempts/1").words
    sora.submit("/attempts/1", at="/attempts/1")
    assert "0 of 3 points" in sora.page("/assignments/1").words

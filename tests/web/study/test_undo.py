"""POST /study/undo: the newest answer of the day is undone, then the one before."""

from sqlalchemy import select
from support import RIGHT, WRONG

from quizapp.db.base import transaction
from quizapp.db.models import Answer, DayTotal, MemoryRow


def table(app, model):
    with app.app_context(), transaction(write=False) as connection:
        return [tuple(row) for row in connection.execute(select(model.__table__))]


def undo(client, feedback):
    form = {"csrf_token": feedback.hidden("csrf_token"), "n": feedback.hidden("n")}
    return client.post("/study/undo", data=form, follow_redirects=True)


def test_undo_restores_what_was_before_to_the_row(app, guest):
    guest.answer(guest.page("/study/harbour"))
    memories, days = table(app, MemoryRow), table(app, DayTotal)
    page = guest.page("/study/harbour")
    feedback = guest.answer(page, WRONG[page.type])

    assert undo(guest, feedback).status_code == 200
    assert table(app, MemoryRow) == memories
    assert table(app, DayTotal) == days
    assert len(table(app, Answer)) == 2


def test_the_one_before_can_be_taken_back_too(app, guest):
    first = guest.answer(guest.page("/study/harbour"))
    second = guest.answer(guest.page("/study/harbour"))
    assert undo(guest, second).status_code == 200
    shown_again = guest.page(f"/study/feedback/{first.hidden('n')}")

    assert undo(guest, shown_again).status_code == 200
    assert table(app, MemoryRow) == []


def test_an_older_answer_cannot_be_taken_back_before_the_newest(app, guest):
    first = guest.answer(guest.page("/study/harbour"))
    guest.answer(guest.page("/study/harbour"))

    response = undo(guest, first)

    assert "can’t be undone" in response.text
    assert len(table(app, MemoryRow)) == 2


def test_the_question_comes_back_no_sooner_than_after_three_others(guest):
    page = guest.page("/study/harbour")
    undone = page.asked
    undo(guest, guest.answer(page))

    asked = []
    for _ in range(4):
        page = guest.page("/study/harbour")
        asked.append(page.asked)
        guest.answer(page)

    assert undone not in asked[:3]
    assert asked[3] == undone


def test_yesterdays_answers_stay(app, guest, clock):
    feedback = guest.answer(guest.page("/study/harbour"))
    clock.advance(days=1)
    undo(guest, feedback)

    assert len(table(app, MemoryRow)) == 1


def test_the_form_of_an_undone_answer_asks_anew_with_what_was_typed(app, guest):
    page = guest.page("/study/harbour")
    while page.type not in {"short_answer", "numeric", "date"}:
        guest.answer(page)
        page = guest.page("/study/harbour")
    undo(guest, guest.answer(page))
    count = len(table(app, Answer))

    again = guest.answer(page, RIGHT[page.type])

    assert again.asked == page.asked
    assert again.one("input", name="answer")["value"] == RIGHT[page.type]["answer"]
    assert len(table(app, Answer)) == count

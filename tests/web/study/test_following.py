"""Our script gets the question that follows together with the feedback; what it brings is what "Next" would ask."""

import pytest
from sqlalchemy import select
from support import Page

from quizapp.db.base import DatabaseUnavailable, transaction
from quizapp.db.learning import begun_decks
from quizapp.db.models import Answer

SCRIPT = {"X-Fragment": "1"}
MARK = '<template id="following">'


def send(client, page, fields=None, address="/study/answer"):
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **(fields or {"dont_know": "1"})}
    response = client.post(address, data=form, headers=SCRIPT)
    assert response.status_code == 200
    return response.text


def parts(text):
    """The feedback of a response, and the question that it brings or None."""
    feedback, _, following = text.partition(MARK)
    return Page(feedback), Page(following) if following else None


def test_the_feedback_brings_the_question_that_next_would_ask(guest):
    feedback, following = parts(send(guest, guest.page("/study/harbour")))

    fetched = guest.page(feedback.one("a", data_next="swap")["href"])
    assert feedback.verdict == "wrong"
    assert following.asked == fetched.asked
    assert following.one("h1").text == fetched.one("h1").text


def test_the_question_that_came_along_is_answered_like_any_other(guest):
    _, following = parts(send(guest, guest.page("/study/harbour")))

    feedback, after = parts(send(guest, following))
    assert feedback.verdict == "wrong"
    assert after.asked != following.asked
    assert guest.page("/study/feedback/2").verdict == "wrong"


def test_the_end_of_a_round_brings_nothing_and_is_asked_for(guest):
    feedback, following = parts(send(guest, guest.page("/study/harbour?facts=oil"), {"answer": "false"}, "/study/answer?facts=oil"))

    assert following is None
    ended = guest.get(feedback.one("a", data_next="swap")["href"])
    assert (ended.status_code, ended.location.split("?")[0]) == (303, "/study/round")


def test_feedback_that_is_sent_again_brings_what_is_next_by_now(guest):
    page = guest.page("/study/harbour")
    _, before = parts(send(guest, page))
    send(guest, before)

    feedback, following = parts(send(guest, page))
    assert feedback.verdict == "wrong"
    assert following.asked not in {page.asked, before.asked}


def test_after_undo_the_next_question_is_asked_anew(guest):
    page = guest.page("/study/harbour")
    _, before = parts(send(guest, page))
    shown = guest.submit("/study/undo", {"n": "1"}, follow_redirects=True)

    assert Page(shown.text).one("form", data_swap=None)
    assert MARK not in shown.text
    assert MARK not in guest.get("/study/feedback/1").text
    assert parts(send(guest, before))[0].verdict == "wrong"


def test_a_prepared_question_that_was_answered_elsewhere_is_not_asked_again(guest):
    _, following = parts(send(guest, guest.page("/study/harbour")))
    guest.answer(guest.page("/study/harbour"))

    shown = Page(send(guest, following))
    assert "another tab" in shown.one("section").text
    assert shown.asked != following.asked


def test_without_our_script_feedback_brings_nothing(guest):
    page = guest.page("/study/harbour")
    assert guest.answer(page, {"dont_know": "1"}).all("template", id="following") == []


def test_what_stands_in_the_way_of_the_next_question_does_not_hide_the_feedback(app, guest):
    feedback, following = parts(send(guest, guest.page("/study/harbour"), address="/study/answer?deck=no-such"))

    assert feedback.verdict == "wrong"
    assert following is None
    with app.app_context(), transaction(write=False) as connection:
        assert len(connection.execute(select(Answer.n)).all()) == 1


def test_a_database_that_goes_away_after_the_answer_does_not_hide_the_feedback(guest, monkeypatch):
    page = guest.page("/study/harbour")

    def gone(*_):
        raise DatabaseUnavailable("disk I/O error")

    monkeypatch.setattr(begun_decks, "shelf", gone)
    feedback, following = parts(send(guest, page))
    assert (feedback.verdict, following) == ("wrong", None)


@pytest.mark.parametrize(
    ("seen", "stored"),
    [("4000", 4000), ("0", 0), ("90000", 60_000), ("", 60_000), ("-1", 60_000), ("1e3", 60_000), ("9" * 30, 60_000), ("٤", 60_000)],
)
def test_the_time_taken_is_what_the_browser_says_but_never_longer_than_since_the_page_was_made(app, guest, clock, seen, stored):
    page = guest.page("/study/harbour")
    clock.advance(seconds=60)
    send(guest, page, {"dont_know": "1", "seen": seen})

    with app.app_context(), transaction(write=False) as connection:
        assert connection.scalar(select(Answer.ms)) == stored


def test_a_question_seen_briefly_long_after_it_came_has_a_time(app, guest, clock):
    page = guest.page("/study/harbour")
    clock.advance(minutes=25)
    send(guest, page, {"dont_know": "1", "seen": "8000"})

    with app.app_context(), transaction(write=False) as connection:
        assert connection.scalar(select(Answer.ms)) == 8000


def test_the_time_on_the_screen_is_no_part_of_what_was_typed(guest):
    page = guest.page("/study/harbour?facts=length")
    guest.answer(page, {"answer": "a great many", "seen": "8000"})
    with guest.session_transaction() as session:
        assert set(session["pending"][2]) == {"answer"}

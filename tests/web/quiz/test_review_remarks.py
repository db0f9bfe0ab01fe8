"""What a learner says about an answer in the review of a quiz: sent, shown, undone, and never before the review is open."""

import pytest
from sqlalchemy import select
from support import RIGHT, WRONG, Page

from quizapp.db.base import transaction
from quizapp.db.models import MemoryRow, Report

REVIEW = "/attempts/1/review"


@pytest.fixture
def reviewed(guest):
    """Take a quiz with the date wrong, the number right and the rest unanswered; return the page of its review."""
    guest.submit("/quiz/harbour", {"size": "9", "categories": ["dates", "actors", "causes"], "feedback": "end", "minutes": ""})
    for position in range(1, 10):
        page = guest.page(f"/attempts/1/{position}")
        fields = {"date": WRONG["date"], "numeric": RIGHT["numeric"]}.get(page.type)
        if fields:
            form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
            guest.post(f"/attempts/1/{position}", data=form)
    return Page(guest.submit("/attempts/1", follow_redirects=True).text)


def forms(page, what):
    """The addresses of the forms of a kind: right or report."""
    return [form["action"] for form in page.all("form", method="post") if f"/{what}?" in form["action"]]


def send(client, page, address, **fields):
    return client.post(address, data={"csrf_token": page.all("input", name="csrf_token")[0]["value"], **fields})


def memories(app):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(MemoryRow.__table__)).all()


def reports(app):
    with app.app_context(), transaction(write=False) as connection:
        return [(row.kind, row.words) for row in connection.execute(select(Report.__table__).where(Report.withdrawn.is_(False)))]


def test_each_answer_can_be_spoken_of_and_only_the_missed_typed_one_claimed(reviewed):
    assert len(forms(reviewed, "report")) == 2, "what was left open is no answer"
    assert len(forms(reviewed, "right")) == 1
    ids = [element["id"] for element in reviewed.all(id=None)]
    assert len(ids) == len(set(ids))


def test_i_was_right_comes_back_to_the_same_question_of_the_review(app, guest, reviewed):
    response = send(guest, reviewed, forms(reviewed, "right")[0])
    place, _, anchor = response.location.partition("#")
    assert (response.status_code, place) == (303, REVIEW)
    page = guest.page(REVIEW)
    assert page.one("li", id=anchor).text.count("Noted. You have no teacher here") == 1
    assert reports(app) == [("right", "")]
    send(guest, page, forms(page, "right")[0], withdraw="1")
    assert "Noted." not in guest.page(REVIEW).words
    assert reports(app) == []


def test_something_is_wrong_is_sent_and_shown_open(app, guest, reviewed):
    addresses = forms(reviewed, "report")
    refused = send(guest, reviewed, addresses[0], words=" ")
    assert refused.status_code == 422
    assert "Nothing has been sent yet" in refused.text
    assert forms(Page(refused.text), "report") == addresses[:1], "it leads back to the review"
    for address in addresses:
        send(guest, reviewed, address, words="The plaque says 1888.")
    assert reports(app) == [("fault", "The plaque says 1888.")] * 2
    page = guest.page(REVIEW)
    assert page.words.count("Sent. The people who look after this deck") == 2
    folded = [part for part in page.all("details") if "open" not in part.attributes]
    assert not [part for part in folded if "Sent. The people who look after this deck" in part.text], (
        "also that of the right answer lies open"
    )


def test_the_way_back_stays_on_this_site(guest, reviewed):
    address = forms(reviewed, "report")[0].partition("?")[0]
    response = send(guest, reviewed, f"{address}?next=//evil.example/", words="x")
    assert response.location.startswith("/study/feedback/")


def test_what_was_asked_before_that_day_can_be_claimed_too_and_changes_no_schedule(app, guest):
    page = guest.page("/study/harbour?questions=pier-built-date")
    guest.answer(page, WRONG["date"])
    guest.submit("/quiz/harbour", {"size": "9", "categories": ["dates", "actors", "causes"], "feedback": "end", "minutes": ""})
    for position in range(1, 10):
        page = guest.page(f"/attempts/1/{position}")
        if page.type == "date":
            form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **WRONG["date"]}
            guest.post(f"/attempts/1/{position}", data=form)
    page = Page(guest.submit("/attempts/1", follow_redirects=True).text)
    [address] = forms(page, "right")
    before = memories(app)
    send(guest, page, address)
    page = guest.page(REVIEW)
    assert "Noted. You have no teacher here" in page.words
    assert "in your schedule" not in page.words
    assert memories(app) == before
    assert reports(app) == [("right", "")]

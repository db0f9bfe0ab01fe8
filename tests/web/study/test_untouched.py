"""An order that nobody has touched is asked about once, and stored when it is meant."""

import pytest
from sqlalchemy import func, select
from support import RIGHT, Page

from quizapp.db.base import transaction
from quizapp.db.models import Answer, PositionRow

ASKED = "Is this your order?"
ORDER = "/study/harbour?facts=evening"


@pytest.fixture
def stored(app):
    """Count the rows of a table."""

    def count(model):
        with app.app_context(), transaction(write=False) as connection:
            return connection.scalar(select(func.count()).select_from(model))

    return count


def shown(page):
    """The fields of the order as the page shows it."""
    return {select["name"]: str(place) for place, select in enumerate(page.all("select", name=None), start=1)}


def test_an_untouched_order_is_asked_about_and_nothing_is_stored(guest, stored):
    page = guest.page(ORDER)

    asked = guest.answer(page, shown(page))

    assert ASKED in asked.words
    assert shown(asked) == shown(page)
    assert stored(Answer) == 0
    assert not asked.all(data_verdict=None)


def test_yes_sends_it(guest, stored):
    page = guest.page(ORDER)
    asked = guest.answer(page, shown(page))

    feedback = guest.answer(asked, {**shown(asked), "as_is": asked.one("button", name="as_is")["value"]})

    assert feedback.one("h1", data_verdict=None)
    assert stored(Answer) == 1


def test_another_order_is_not_asked_about(guest):
    page = guest.page(ORDER)
    turned = dict(zip(shown(page), reversed(shown(page).values()), strict=True))

    assert ASKED not in guest.answer(page, turned).words


def test_i_dont_know_is_not_asked_about(guest):
    page = guest.page(ORDER)

    assert ASKED not in guest.answer(page, {**shown(page), "dont_know": "1"}).words


def test_our_script_gets_the_question_in_the_region(guest, stored):
    page = guest.page(ORDER)
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **shown(page)}

    region = guest.post("/study/answer", data=form, headers={"X-Fragment": "1"}).text

    assert ASKED in region
    assert stored(Answer) == 0


@pytest.mark.parametrize("fields", [RIGHT["ordering"], {"dont_know": "1"}], ids=["right", "not known"])
def test_the_right_order_is_numbered_in_the_feedback(guest, fields):
    feedback = guest.answer(guest.page(ORDER), fields)

    listed = feedback.one("ol", _class="rights").text
    assert listed.index("carry up the oil") < listed.index("wind the clock") < listed.index("light the wick")


@pytest.fixture
def in_quiz(guest):
    """Open the ordering of a new quiz; return its address and its page."""

    def start(**setup):
        guest.submit("/quiz/harbour", {"size": "9", "categories": ["dates", "actors", "causes"], "feedback": "end", "minutes": "", **setup})
        pages = {f"/attempts/1/{n}": guest.page(f"/attempts/1/{n}") for n in range(1, 10)}
        return next((place, page) for place, page in pages.items() if page.type == "ordering")

    return start


def send(guest, place, page, **more):
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **shown(page), **more}
    return Page(guest.post(place, data=form, follow_redirects=True).text)


@pytest.mark.parametrize("feedback", ["end", "once"])
def test_a_quiz_asks_about_it_too(guest, stored, in_quiz, feedback):
    place, page = in_quiz(feedback=feedback)

    asked = send(guest, place, page)
    assert ASKED in asked.words
    assert stored(PositionRow) == 0

    assert ASKED not in send(guest, place, asked, as_is="1").words
    assert stored(PositionRow) == 1


def test_who_only_goes_elsewhere_in_a_quiz_is_not_asked_and_has_not_answered(guest, stored, in_quiz):
    place, page = in_quiz()

    assert ASKED not in send(guest, place, page, go="end").words
    assert stored(PositionRow) == 0


def test_who_has_answered_may_go_back_to_the_order_shown(guest, stored, in_quiz):
    place, page = in_quiz()
    turned = dict(zip(shown(page), reversed(shown(page).values()), strict=True))
    send(guest, place, page, **turned)

    assert ASKED not in send(guest, place, page).words
    assert shown(guest.page(place)) == shown(page)
    assert stored(PositionRow) == 1

"""/teach/start: three steps from nothing to a code on the board, ticked off as they are done."""

import pytest
from sqlalchemy import insert, update
from support import Page

from quizapp.db.base import transaction
from quizapp.db.models import DeckOwner, DeckRow

START = "/teach/start"


@pytest.fixture
def hana(client_of, teacher):
    return client_of(teacher)


def done(page):
    """Which of the three headings are ticked off."""
    return ["done" in heading.text for heading in page.all("h2")]


def send(client, page, action):
    """Send a form of the page unchanged, with the first choice of each list."""
    fields = {element["name"]: element["value"] for element in page.all("input", type="hidden") if "value" in element.attributes}
    return client.post(action, data=fields | {"name": "History 9b", "zone": "Asia/Seoul", "deck": "harbour"})


def test_from_nothing_to_the_code_without_leaving_the_page(hana, client):
    page = hana.page(START)
    assert page.one("h1").text == "Three steps to the first answer"
    assert done(page) == [False, False, False]
    response = send(hana, page, page.one("form", class_="written")["action"])
    assert response.location == START
    page = hana.page(START)
    assert done(page) == [False, False, False], "a class without a deck has nothing to ask"
    assert [option["value"] for option in page.all("option")] == ["harbour", "knots"]
    response = send(hana, page, page.one("form", class_="row")["action"])
    assert response.location == START
    page = hana.page(START)
    assert page.one("h1").text == "Your class can begin."
    assert done(page) == [True, True, True]
    assert "History 9b: The pier of Brindle" in page.words
    joined = client.submit(f"/join/{page.one('code').text.replace('-', '')}", {"name": "Mina"})
    assert joined.location == "/classes/1/joined"


def test_the_class_made_here_has_its_zone(hana):
    page = hana.page(START)
    send(hana, page, page.one("form", class_="written")["action"])
    assert hana.page("/teach/classes/1").one("option", value="Asia/Seoul", selected=None)


def test_a_deck_of_ones_own_is_the_first_step(app, hana, teacher):
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(DeckRow).where(DeckRow.id == "knots").values(origin="database", visibility="draft"))
        connection.execute(insert(DeckOwner).values(user_id=teacher.id, deck_id="knots"))
    assert done(hana.page(START)) == [True, False, False]


def test_a_code_that_expired_is_to_be_made_anew(hana, at_work, clock):
    assert done(at_work.page(START)) == [True, True, True]
    clock.advance(days=30)
    page = at_work.page(START)
    assert done(page) == [True, True, False]
    assert "The code has expired." in page.words
    assert page.all("a", href="/teach/classes/1#code")


def test_an_archived_class_is_not_the_one_that_begins(at_work):
    at_work.submit("/teach/classes/1/archive", {"archived": "1"}, at="/teach/classes/1")
    assert done(at_work.page(START)) == [False, False, False]


def test_a_name_is_needed(hana):
    response = hana.submit("/teach/classes", {"name": " ", "next": START}, at=START)
    assert response.status_code == 422
    assert "Please enter a name." in Page(response.text).words


def test_the_way_back_stays_on_this_site(hana):
    response = hana.submit("/teach/classes", {"name": "History 9b", "next": "//evil.example/"}, at=START)
    assert response.location == "/teach/classes/1"


def test_another_teacher_sees_steps_of_their_own(at_work, client_of, make_person):
    assert done(client_of(make_person("mio", role="teacher")).page(START)) == [False, False, False]


def test_it_is_for_teachers(client, client_of, student, guest):
    assert client.get(START).location.startswith("/login")
    for other in (client_of(student), guest):
        assert other.get(START).status_code == 404


def test_the_zone_of_who_makes_a_class_is_proposed_and_that_of_the_site_named(hana):
    [first, *_] = hana.page(START).all("option")
    assert (first["value"], first.text) == ("", "UTC (site default)")
    hana.set_cookie("zone", "Asia/Seoul")
    page = hana.page(START)
    assert page.one("option", value="Asia/Seoul", selected=None)
    assert len(page.all("option", value="Asia/Seoul")) == 1
    assert [group["label"] for group in page.all("optgroup")][:2] == ["Africa", "America"]
    assert hana.page("/teach/classes").one("option", value="Asia/Seoul", selected=None)

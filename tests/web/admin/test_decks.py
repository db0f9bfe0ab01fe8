"""/admin/decks: who owns them and who sees them; only administrators hand them over and withdraw them."""

import pytest
from sqlalchemy import insert, update
from support import Page

from quizapp.db.base import transaction
from quizapp.db.models import DeckOwner, DeckRow


@pytest.fixture
def written(app, teacher):
    """A deck that the teacher wrote in the browser, for classes."""
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(DeckRow).where(DeckRow.id == "knots").values(origin="database", visibility="class"))
        connection.execute(insert(DeckOwner).values(user_id=teacher.id, deck_id="knots"))
    return "/admin/decks/knots"


@pytest.fixture
def ryo(client_of, admin):
    return client_of(admin)


def test_every_deck_and_what_can_be_done_with_it(ryo, written):
    page = ryo.page("/admin/decks")
    assert page.one("h1").text == "2 decks"
    assert "owned by hana. Visible to the classes that have it." in page.words
    assert "From the bank folder. Visible to everybody." in page.words
    forms = {form["action"] for form in page.all("form")}
    assert forms == {f"{written}/owner", f"{written}/withdraw", "/logout"}, "the folder's deck is changed in its folder"


def test_handed_over_to_another_teacher(ryo, written, make_person, client_of, teacher):
    mio, hana = client_of(make_person("mio", role="teacher")), client_of(teacher)
    assert mio.get("/teach/decks/knots").status_code == 404
    assert ryo.submit(f"{written}/owner", {"username": "mio", "n": "0"}, at="/admin/decks").location == "/admin/decks"
    page = ryo.page("/admin/decks")
    assert "mio is now the only owner of the deck." in page.words
    assert "owned by mio." in page.words
    assert mio.get("/teach/decks/knots").status_code == 200
    assert hana.get("/teach/decks/knots").status_code == 404
    assert "handed over" in ryo.page("/admin/log?of=deck:knots").words
    assert "hana → mio" in ryo.page("/admin/log").words


@pytest.mark.parametrize(
    ("username", "words"), [("nobody", "no open account with this name"), ("sora", "not a teacher’s account"), ("", "no open account")]
)
def test_handed_over_to_nobody_else(ryo, written, student, username, words):
    response = ryo.submit(f"{written}/owner", {"username": username, "n": "0"}, at="/admin/decks")
    page = Page(response.text)
    assert response.status_code == 422
    fault = page.one("p", id="knots-username-fault").text
    assert words in fault
    assert "Nothing was changed." in fault
    assert page.one("input", name="username")["value"] == username
    assert len(page.all("details", open=None)) == 1
    assert "owned by hana." in page.words
    assert "Nothing found." in ryo.page("/admin/log").words


def test_a_deck_that_has_changed_is_not_handed_over(ryo, written, make_person):
    make_person("mio", role="teacher")
    assert ryo.page("/admin/decks").hidden("n") == "0"
    response = ryo.submit(f"{written}/owner", {"username": "mio", "n": "1"}, at="/admin/decks")
    page = Page(response.text)
    assert response.status_code == 409
    assert page.one("h1").text == "This draft has changed since you opened the page"
    assert page.all("a", href="/admin/decks")
    assert "owned by hana." in ryo.page("/admin/decks").words


def test_withdrawn_from_its_classes(ryo, written, at_work, join):
    at_work.submit("/teach/classes/1/decks", {"deck": "knots"}, at="/teach/classes/1")
    mina = join("Mina")
    assert mina.get("/decks/knots").status_code == 200
    ryo.submit(f"{written}/withdraw", at="/admin/decks")
    assert "Only its owners can see the deck now." in ryo.page("/admin/decks").words
    assert mina.get("/decks/knots").status_code == 404
    assert at_work.get("/teach/decks/knots").status_code == 200
    assert "withdrawn" in ryo.page("/admin/log?of=deck:knots").words


@pytest.mark.parametrize("deck", ["harbour", "nothing"])
def test_decks_of_the_folder_and_none_at_all(ryo, teacher, deck):
    assert ryo.submit(f"/admin/decks/{deck}/owner", {"username": "hana"}, at="/admin").status_code == 404
    assert ryo.submit(f"/admin/decks/{deck}/withdraw", at="/admin").status_code == 404


def test_nobody_else(ryo, written, client_of, teacher, student, guest):
    for other in (client_of(teacher), client_of(student), guest):
        assert other.get("/admin/decks").status_code == 404
        assert other.submit(f"{written}/owner", {"username": "sora"}, at="/account").status_code == 404
        assert other.submit(f"{written}/withdraw", at="/account").status_code == 404
    assert "owned by hana. Visible to the classes that have it." in ryo.page("/admin/decks").words


def test_the_list_does_not_ask_deck_by_deck(ryo, written, query_counter):
    with query_counter() as queries:
        ryo.page("/admin/decks")
    assert len(queries) <= 3, queries

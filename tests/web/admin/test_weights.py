"""/admin/weights: the set in use with what it was fitted on, and one click to any other; other pages name it in one line."""

import pytest

from quizapp.db.base import transaction
from quizapp.db.learning import stored_weights
from quizapp.domain.memory.prediction import Model
from quizapp.domain.memory.refitting import Losses, Refit

PAGE = "/admin/weights"


@pytest.fixture
def ryo(client_of, admin):
    return client_of(admin)


@pytest.fixture
def fitted(app, clock):
    """Take a set into use that was fitted from another one: `fitted(from_=1)`; return its number."""

    def add(from_=0, first=None):
        learners, later = 214, Losses(0.5504, 0.5196, 850)
        model = Model((0.1, 1.0, 1.0, 1.0), (-1.0, 0.5, 0.5, 0.5, 1.0, 1.0))
        with app.app_context(), transaction(write=True) as connection:
            number = stored_weights.add(connection, Refit(model, learners, 5310, first, later), from_, clock.now)
            stored_weights.use(connection, number)
        clock.advance(days=71)
        return number

    return add


def in_use(page):
    return " ".join(page.one("section", aria_labelledby="in-use").text.split())


def rows(page):
    """The table without its head, row by row."""
    cells = [" ".join(cell.text.split()) for cell in page.elements if cell.tag == "td" or cell.attributes.get("scope") == "row"]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def test_without_another_set_the_page_says_how_one_is_fitted(ryo):
    assert PAGE in {link["href"] for link in ryo.page("/admin").all("a")}
    page = ryo.page(PAGE)
    assert "The weights shipped with quizapp." in in_use(page)
    assert "No other weights were fitted on this site yet." in page.words
    assert "100 learners, or 1000 answers on a day after the last one" in page.words
    assert page.all("table") == page.all("input", name="number") == []


def test_the_set_in_use_and_the_earlier_ones_are_named_with_what_they_gained(ryo, fitted):
    fitted()
    fitted(1, Losses(0.6123, 0.61, 300))
    page = ryo.page(PAGE)
    assert "Set 2, fitted on this site from 214 learners (12 May)." in in_use(page)
    assert "5310 answers came on a later day than the ones before to the same question." in in_use(page)
    assert [row[:6] for row in rows(page)] == [
        ["Set 2", "12 May", "214", "5,310", "0.612 to 0.610", "0.550 to 0.520"],
        ["Set 1", "2 March", "214", "5,310", "–", "0.550 to 0.520"],
        ["Shipped", "with quizapp", "–", "–", "–", "–"],
    ]
    assert rows(page)[0][6] == "in use"


@pytest.mark.parametrize(("number", "named"), [(1, "Set 1, fitted"), (0, "The weights shipped with quizapp.")])
def test_one_click_goes_back(ryo, fitted, number, named):
    fitted()
    fitted(1)
    assert ryo.submit(PAGE, {"number": str(number), "n": "2"}, at=PAGE).location == PAGE
    page = ryo.page(PAGE)
    assert "Answers are predicted with these weights from now on." in page.words
    assert named in in_use(page)
    assert [row[0] for row in rows(page) if row[6] == "in use"] == ["Set 1" if number else "Shipped"]


def test_a_second_tab_does_not_undo_what_was_chosen_meanwhile(ryo, fitted):
    fitted()
    ryo.submit(PAGE, {"number": "0", "n": "1"}, at=PAGE)
    response = ryo.submit(PAGE, {"number": "0", "n": "1"}, at=PAGE)
    assert response.status_code == 422
    assert "Somebody chose other weights in the meantime" in response.text
    assert "The weights shipped with quizapp." in in_use(ryo.page(PAGE))


@pytest.mark.parametrize("number", ["7", "-1", "", "x"])
def test_a_set_that_does_not_exist_is_not_found(ryo, fitted, number):
    fitted()
    assert ryo.submit(PAGE, {"number": number, "n": "1"}, at=PAGE).status_code == 404


def test_what_was_chosen_stands_in_the_log(ryo, fitted):
    fitted()
    ryo.submit(PAGE, {"number": "0", "n": "1"}, at=PAGE)
    ryo.submit(PAGE, {"number": "1", "n": "0"}, at=PAGE)
    cells = [cell.text for cell in ryo.page("/admin/log").all("td")]
    assert list(zip(cells[1::5], cells[2::5], cells[4::5], strict=True)) == [
        ("ryo", "weights chosen", "set 1"),
        ("ryo", "weights chosen", "shipped with quizapp"),
    ]


def test_the_pages_of_predictions_name_the_weights(client_of, student, at_work, fitted):
    pages = [(client_of(student), "/guesses"), (at_work, "/teach/classes/1/forecast")]
    for client, address in pages:
        assert "Weights: shipped with quizapp." in client.page(address).words
    fitted()
    for client, address in pages:
        assert "Weights: fitted on this site from 214 learners (2 March)." in client.page(address).words


def test_few_statements(ryo, fitted, query_counter):
    for _ in range(5):
        fitted()
    ryo.page(PAGE)
    with query_counter() as queries:
        ryo.page(PAGE)
    assert len(queries) <= 5

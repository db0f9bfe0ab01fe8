"""The progress pages."""

import pytest
from support import WRONG


@pytest.fixture
def study(guest):
    def study(count=1, fields=None, path="/study/harbour"):
        for _ in range(count):
            page = guest.page(path)
            guest.answer(page, fields and fields[page.type])

    return study


def test_before_the_first_answer_the_pages_teach(guest):
    for path in ("/progress", "/progress/harbour"):
        page = guest.page(path)
        assert "Answer the first question" in page.words
        assert not page.all("svg", class_="chart")


def test_the_title_says_what_is_the_case(guest, study, clock):
    study(2, path="/study/harbour?category=dates")
    words = guest.page("/progress/harbour").words
    assert "2 of 10 facts begun" in words
    assert "The first can be known tomorrow." in words
    clock.advance(days=1)
    study(2, path="/study/harbour?category=dates")
    assert "You know 2 of 10 facts securely" in guest.page("/progress/harbour").words
    assert "You know 2 of 10 facts securely" in guest.page("/progress").words


def test_every_chart_has_its_table(guest, study):
    study(3)
    for path in ("/progress", "/progress/harbour"):
        page = guest.page(path)
        assert len(page.all("table")) == len(page.all("figure")) == 4
        for figure in page.all("figure"):
            assert "The numbers" in figure.text
        assert "3" in page.words


def test_the_index_leads_to_each_deck(guest, study):
    study(1)
    study(1, path="/study/knots", fields={"short_answer": {"answer": "bowline"}, "numeric": {"answer": "3"}})
    page = guest.page("/progress")
    assert {link["href"] for link in page.all("a") if link["href"].startswith("/progress/")} == {"/progress/harbour", "/progress/knots"}
    assert "0 known, 0 growing, 1 begun, 9 new" in page.words


def test_what_keeps_slipping_is_named_with_what_helps(guest, study, clock):
    for _ in range(4):
        study(1, path="/study/harbour?facts=length")
        clock.advance(days=60)
        study(1, WRONG, path="/study/harbour?facts=length")
        study(1, path="/study/harbour?facts=length")
        clock.advance(days=60)
    page = guest.page("/progress/harbour")
    assert "Questions that keep slipping" in page.words
    assert "How long is the pier?" in page.words
    [link] = [link for link in page.all("a") if link.text == "Read the passage"]
    assert link["href"].startswith("/decks/harbour/read#")


def test_pages_need_few_statements(guest, study, query_counter):
    study(2)
    for path in ("/progress", "/progress/harbour"):
        guest.get(path)
        with query_counter() as queries:
            assert guest.get(path).status_code == 200
        assert len(queries) <= 5, f"{path}: {queries}"


def test_a_visitor_is_led_to_the_first_page(client):
    assert client.get("/progress").status_code == 303
    assert client.get("/progress/harbour").status_code == 303


def test_an_unknown_deck_is_not_found(guest):
    assert guest.get("/progress/nowhere").status_code == 404

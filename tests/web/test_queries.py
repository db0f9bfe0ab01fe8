"""How many SQL statements a page may need: the number stays constant however much a learner has answered."""

import pytest
from support import Page

POST, PAGE = 10, 5
WITH_NEXT = 13
"""An answer of our script, which has the next question with it."""


def answered(client, count):
    for _ in range(count):
        client.answer(client.page("/study/harbour"))


@pytest.mark.parametrize("before", [0, 4])
def test_a_whole_answer(guest, query_counter, before):
    answered(guest, before)
    with query_counter() as asking:
        page = Page(guest.get("/study").text)
    fields = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "dont_know": "1"}
    with query_counter() as answering:
        response = guest.post("/study/answer", data=fields)
    with query_counter() as explaining:
        feedback = Page(guest.get(response.location).text)
    with query_counter() as going_on:
        assert guest.get(feedback.one("a", data_next=None)["href"]).status_code == 200

    assert len(asking) <= PAGE, asking
    assert len(answering) <= POST, answering
    assert len(explaining) <= PAGE, explaining
    assert len(going_on) <= PAGE, going_on


@pytest.mark.parametrize("before", [0, 4])
def test_the_answer_of_our_script(guest, query_counter, before):
    answered(guest, before)
    page = guest.page("/study")
    fields = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "dont_know": "1"}
    with query_counter() as answering:
        response = guest.post("/study/answer", data=fields, headers={"X-Fragment": "1"})

    assert '<template id="following">' in response.text
    assert len(answering) <= WITH_NEXT, answering


@pytest.mark.parametrize(
    "path", ["/", "/decks/harbour", "/decks/harbour/read", "/decks/harbour/cards", "/study/round", "/progress/harbour"]
)
def test_a_page(guest, query_counter, path):
    answered(guest, 3)
    with query_counter() as queries:
        assert guest.get(path).status_code == 200

    assert len(queries) <= PAGE, queries

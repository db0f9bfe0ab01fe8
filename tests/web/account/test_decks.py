"""My decks: stop, resume, start over."""

import pytest


@pytest.fixture
def learner(client_of, student):
    """Somebody who answered a question, and its deck."""
    client = client_of(student)
    page = client.page("/study")
    client.answer(page)
    return client, page.asked.partition("/")[0]


def mine(client):
    data = client.get("/account/export").json
    return [(row["deck_id"], row["stopped"], row["anew_after"]) for row in data["my_deck"]], len(data["memory"]), len(data["answer"])


def test_a_deck_is_stopped_and_taken_up_again(learner):
    client, deck = learner
    response = client.submit(f"/account/decks/{deck}/stop", at="/account")
    assert (response.status_code, response.location) == (303, "/account#decks")
    assert mine(client) == ([(deck, True, 0)], 1, 1)
    assert "stopped" in client.page("/account").words
    client.submit(f"/account/decks/{deck}/resume", at="/account")
    assert mine(client) == ([(deck, False, 0)], 1, 1)


def test_a_deck_is_started_anew(learner):
    client, deck = learner
    assert "1 question remembered" in client.page("/account").words
    client.submit(f"/account/decks/{deck}/anew", at="/account")
    assert mine(client) == ([(deck, False, 1)], 0, 1)
    words = client.page("/account").words
    assert "The deck starts over." in words
    assert "0 questions remembered" in words


def test_decks_of_others_are_not_touched(learner, client_of, other_student):
    client, deck = learner
    stranger = client_of(other_student)
    assert stranger.submit(f"/account/decks/{deck}/anew", at="/account").status_code == 404
    assert mine(client) == ([(deck, False, 0)], 1, 1)


@pytest.mark.parametrize("path", ["nonsense/stop", "harbour/burn", "%00/anew"])
def test_other_addresses_lead_nowhere(learner, path):
    client, _ = learner
    assert client.submit(f"/account/decks/{path}", at="/account").status_code == 404

"""/decks/<deck> and its reading."""


def test_anybody_may_look_at_a_public_deck_and_read_it(client):
    assert "10 facts" in client.page("/decks/harbour").words
    assert "a sand bank that the pilots call the Anvil" in client.page("/decks/harbour/read").words


def test_a_deck_without_a_reading_has_no_page_to_read(client):
    assert client.get("/decks/knots/read").status_code == 404


def test_an_unknown_deck_is_not_found(client):
    response = client.get("/decks/nowhere")

    assert response.status_code == 404
    assert "There is no page here." in response.text


def test_who_has_begun_sees_how_much_is_known(guest):
    guest.answer(guest.page("/study/harbour"))

    assert "1 of 10 facts begun" in guest.page("/decks/harbour").words

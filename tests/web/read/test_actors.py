"""/decks/<deck>/actors: who is who, and what stays covered until it was asked or opened."""

QUILL = "Mara Quill, a ship's carpenter, drew the plans."
STATEMENT = "Mara Quill drew the plans of the pier."
NOTE = "A ship's carpenter"


def entry(page, name):
    """The text of one term."""
    return next(text for item in page.all("li", id=None) if (text := " ".join(item.text.split())).startswith(name))


def test_nobody_is_led_to_the_first_page(client):
    response = client.get("/decks/harbour/actors")

    assert (response.status_code, response.headers["Location"]) == (303, "/")


def test_terms_stand_under_their_kinds_with_other_names(guest):
    page = guest.page("/decks/harbour/actors")

    assert [heading.text for heading in page.all("h2")] == ["People", "Places", "Terms"]
    assert [heading.text for heading in page.all("h3")] == ["Mara Quill", "Brindle", "the Anvil"]
    assert "also Quill" in entry(page, "Mara Quill")


def test_what_a_question_will_ask_is_not_sent(guest):
    page = guest.page("/decks/harbour/actors")

    for secret in (STATEMENT, NOTE, "drew the plans", "Pilots call the sand bank", "a sand bank that the pilots call", "In 1887"):
        assert secret not in page.html, secret
    assert "Uncover: not asked yet" in entry(page, "Mara Quill")


def test_what_was_opened_is_shown_and_nothing_else_and_nothing_is_written(guest, query_counter):
    link = guest.page("/decks/harbour/actors").all("a", href="/decks/harbour/actors?open=1#term-1")
    assert link

    with query_counter() as queries:
        page = guest.page(link[0]["href"])
    opened = entry(page, "Mara Quill")
    assert STATEMENT in opened
    assert QUILL in opened
    assert NOTE in opened
    assert "1 fact: 1 never asked" in opened
    assert "In 1887" not in page.html
    assert all(query.startswith("SELECT") for query in queries), queries
    assert page.one("a", href="/decks/harbour/actors#term-1")
    assert "In 1887" not in guest.page("/decks/harbour/actors").html


def test_what_was_answered_is_shown_with_how_well_it_is_held(guest, clock):
    guest.answer(guest.page("/study/harbour?facts=plans"))
    clock.advance(days=60)
    known = entry(guest.page("/decks/harbour/actors"), "Mara Quill")

    assert f"{STATEMENT}due" in known
    assert "1 fact: 1 due" in known
    assert QUILL in known
    assert NOTE in known
    assert "Open" not in known
    assert "Cover it again" not in entry(guest.page("/decks/harbour/actors?open=1"), "Mara Quill")


def test_the_names_in_a_sentence_are_marked(guest):
    page = guest.page("/decks/harbour/actors?open=1")

    assert [strong.text for strong in page.all("strong")] == ["Mara Quill"]


def test_a_term_without_facts_has_what_the_reading_says_and_covers_what_others_ask(guest):
    assert "In 1887" not in entry(guest.page("/decks/harbour/actors"), "Brindle")

    guest.answer(guest.page("/study/harbour?facts=pier-built"))
    guest.answer(guest.page("/study/harbour?facts=moving-sand"))
    brindle = entry(guest.page("/decks/harbour/actors"), "Brindle")
    assert "In 1887 the town of Brindle built a pier" in brindle
    assert "The town of the pier" in brindle
    assert "Open" not in brindle


def test_a_number_that_is_no_term_opens_nothing(guest):
    for number in ("0", "99", "-1", "Quill", ""):
        assert STATEMENT not in guest.page(f"/decks/harbour/actors?open={number}").html


def test_a_deck_without_terms_says_so(guest):
    assert "Nobody is named here" in guest.page("/decks/knots/actors").words


def test_another_deck_goes_through_it_and_few_statements_are_needed(guest, observatory, query_counter):
    with query_counter() as queries:
        page = guest.page(f"/decks/{observatory}/actors")

    assert "Hedda Voss" in page.words
    assert len(queries) <= 5, queries


def test_an_unknown_deck_is_not_found(guest):
    assert guest.get("/decks/nowhere/actors").status_code == 404

"""/decks/<deck>/cards: a deck as flashcards, to browse, to rate, or to print."""

import pytest
from question_strategies import EXAMPLES
from sqlalchemy import select
from support import Page

from quizapp.db.base import transaction
from quizapp.db.models import Answer

CARDS = "/decks/harbour/cards"

OFFERED = {
    "multiple-choice": {"Mara Quill", "Odo Farrow", "Ida"},
    "multiple-answer": {"Heron", "Tern", "Curlew"},
    "matching": {"red", "blue", "white", "closed", "fog", "pilots, please"},
    "ordering": {"carry up the oil", "wind the clock", "light it"},
    "short-answer": set(),
}
"""The texts below the prompt on the front of a card, by question of the deck `types`."""


def answers(app):
    with app.app_context(), transaction(write=False) as connection:
        return list(connection.execute(select(Answer.context, Answer.rating, Answer.verdict)))


def action_of(page):
    """Return where the form of a card is posted."""
    return next(form["action"] for form in page.all("form", method="post") if form["action"].startswith(CARDS))


def post(client, page, path, **fields):
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
    return client.post(path, data=form, follow_redirects=True)


def test_browsing_turns_a_card_and_records_nothing(app, guest):
    front = guest.page(CARDS)
    assert "1 of 10" in front.words
    assert "1887" not in front.words

    back = guest.page(front.one("a", data_turn=None)["href"])

    assert "1887" in back.words
    assert "In 1887 the town of Brindle built a pier" in back.words
    assert answers(app) == []


def test_rating_shows_the_back_first_and_goes_on_to_the_next_card(app, guest):
    front = guest.page(f"{CARDS}?mode=rate")
    action = action_of(front)
    back = Page(post(guest, front, action, reveal="1").text)
    assert "1887" in back.words
    assert answers(app) == []

    following = Page(post(guest, back, action, rating="again").text)

    assert "2 of 10" in following.words
    assert answers(app) == [("cards", 1, "wrong")]


def test_a_reload_keeps_a_card_turned(guest):
    front = guest.page(f"{CARDS}?mode=rate&at=pier-built-date")
    post(guest, front, action_of(front), reveal="1")

    assert "1887" in guest.page(f"{CARDS}?mode=rate&at=pier-built-date").words


def test_the_last_card_ends_the_pile(guest):
    path = f"{CARDS}?mode=rate&which=actors&at=sand-bank-short-answer"
    front = guest.page(path)
    action = action_of(front)
    back = Page(post(guest, front, action, reveal="1").text)

    ended = Page(post(guest, back, action, rating="good").text)

    assert not ended.all("button", name="rating")


def test_what_slips_is_a_pile_of_its_own(guest):
    assert "No cards here" in guest.page(f"{CARDS}?which=slips").words
    guest.answer(guest.page("/study/harbour"), {"dont_know": "1"})

    assert guest.page(f"{CARDS}?which=slips").asked == "harbour/pier-built-date"


def test_a_shuffled_pile_keeps_its_order_from_card_to_card(guest):
    first = guest.page(f"{CARDS}?order=shuffled&seed=a")
    second = guest.page(first.one("a", data_after=None)["href"])

    assert guest.page(second.one("a", data_before=None)["href"]).asked == first.asked


def test_a_card_never_makes_a_fact_known(app, guest, clock):
    for _ in range(3):
        front = guest.page(f"{CARDS}?mode=rate")
        action = action_of(front)
        post(guest, Page(post(guest, front, action, reveal="1").text), action, rating="good")
        clock.advance(days=1)

    assert "1 of 10 facts begun" in guest.page("/decks/harbour").words


def test_the_cards_can_be_printed(guest):
    printed = guest.page(f"{CARDS}/print?which=dates")

    assert len(printed.all("ol", **{"class": "sheet"})) == 1
    assert "In which year was the pier built?" in printed.words
    assert "1887" in printed.words


@pytest.mark.parametrize("question", OFFERED)
def test_the_front_of_a_card_offers_what_the_question_offers(guest, types, question):
    front = guest.page(f"/decks/{types}/cards?at={question}")

    assert {item.text.strip() for item in front.all("li")} >= OFFERED[question]
    assert len(front.all("ul", _class="ideas")) == (2 if question == "matching" else bool(OFFERED[question]))


@pytest.mark.parametrize("question", OFFERED)
def test_the_front_of_a_printed_card_offers_it_too(guest, types, question):
    prompt = EXAMPLES[question.replace("-", "_")].asked["prompt"]
    front = next(side.text for side in guest.page(f"/decks/{types}/cards/print").all("div") if prompt in side.text)

    assert all(text in front for text in OFFERED[question])
    assert "the Anvil" not in front


def test_the_front_of_a_statement_asks_whether_it_is_true(guest, types):
    assert "It burned gas. True or false?" in guest.page(f"/decks/{types}/cards/print").words


def test_an_unknown_pile_is_not_found(guest):
    assert guest.get(f"{CARDS}?which=nothing").status_code == 404


def test_who_is_nobody_is_led_to_the_first_page(client):
    assert client.get(CARDS).location == "/"

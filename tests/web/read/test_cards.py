"""/decks/<deck>/cards: a deck as flashcards, to sort into two piles, to rate, or to print."""

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
    "matching": {"red", "blue", "white"},
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


def test_turning_a_card_records_nothing(app, guest):
    front = guest.page(CARDS)
    assert "1 of 12" in front.words
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

    assert ended.one("h1").text.endswith("cards kept")
    assert not ended.all("button", name="rating")


def onto(guest, page, *piles):
    """Put one card after the other on a pile, and return the page that follows."""
    for pile in piles:
        page = guest.page(page.one("a", **{"data_after" if pile == "kept" else "data_before": None})["href"])
    return page


def test_cards_fall_on_two_piles_which_are_counted_and_nothing_is_stored(app, guest):
    third = onto(guest, guest.page(f"{CARDS}?which=dates"), "kept", "again")

    assert "1 again 1 kept" in third.words
    assert "3 of " in third.words
    assert "1 again" not in guest.page(third.one("a", data_undo=None)["href"]).words
    assert answers(app) == []


def to_the_end(guest, page, again=()):
    """Put cards on "again" by their numbers and the rest on "kept"; return the last page and the fronts by number."""
    fronts = {}
    while page.all("a", data_after=None):
        number = len(fronts) + 1
        fronts[number] = page.one("h1").text
        page = onto(guest, page, "again" if number in again else "kept")
    return page, fronts


@pytest.mark.parametrize("query", ["which=dates", "order=shuffled&seed=a"])
def test_after_the_last_card_those_on_again_are_gone_through_again_until_none_is_left(guest, query):
    end, fronts = to_the_end(guest, guest.page(f"{CARDS}?{query}"), again={1, 3})
    assert f"{len(fronts) - 2} of {len(fronts)} cards kept" in end.words
    assert "2 went on the “again” pile" in end.words
    assert all((fronts[number] in end.words) == (number in {1, 3}) for number in fronts)

    end, second = to_the_end(guest, guest.page(end.one("a", _class="button primary")["href"]), again={2})
    assert list(second.values()) == [fronts[1], fronts[3]]
    end, third = to_the_end(guest, guest.page(end.one("a", _class="button primary")["href"]))
    assert list(third.values()) == [fronts[3]]
    assert "Nothing is left on the “again” pile." in end.words
    assert "1 of one" not in end.words
    assert {"/decks/harbour", "/decks/harbour/read"} <= {link["href"] for link in end.all("a")}


def test_what_was_put_on_a_pile_without_turning_it_stays_untold(guest):
    end, _ = to_the_end(guest, guest.page(f"{CARDS}?which=dates"), again={1})

    assert "1887" not in end.words


@pytest.mark.parametrize("query", ["marks=xyz<&only=", "marks=" + "k" * 5000, "only=zzz", "marks=kk&only=a", "marks=pp&at=nowhere"])
def test_an_address_that_was_tampered_with_shows_a_card_or_the_end(guest, query):
    assert guest.page(f"{CARDS}?{query}").one("h1").text


def test_each_pair_of_a_matching_question_is_a_short_card(guest, types):
    cards, page = {}, guest.page(f"/decks/{types}/cards?at=matching")
    while page.type == "matching":
        back = guest.page(page.one("a", data_turn=None)["href"])
        cards[page.one("h1").text.strip()] = back.one("h1").text.strip()
        page = onto(guest, page, "kept")

    assert cards == {"red": "closed", "blue": "fog", "white": "pilots, please"}


def test_a_statement_says_what_is_to_be_judged(guest, types):
    front = guest.page(f"/decks/{types}/cards?at=true-false").words

    assert front.index("Is this true or false?") < front.index("It burned gas.")


def test_the_right_order_is_numbered_on_the_back(guest, types):
    back = guest.page(f"/decks/{types}/cards?at=ordering&side=back")

    assert " ".join(back.one("h1").text.split()) == "1. carry up the oil 2. wind the clock 3. light it"


def test_what_slips_is_a_pile_of_its_own(guest):
    assert "No cards here" in guest.page(f"{CARDS}?which=slips").words
    guest.answer(guest.page("/study/harbour"), {"dont_know": "1"})

    assert guest.page(f"{CARDS}?which=slips").asked == "harbour/pier-built-date"


def test_a_shuffled_pile_keeps_its_order_from_card_to_card(guest):
    first = guest.page(f"{CARDS}?order=shuffled&seed=a")
    second = guest.page(first.one("a", data_after=None)["href"])

    assert guest.page(second.one("a", data_undo=None)["href"]).asked == first.asked


def test_a_card_never_makes_a_fact_known(app, guest, clock):
    for _ in range(3):
        front = guest.page(f"{CARDS}?mode=rate")
        action = action_of(front)
        post(guest, Page(post(guest, front, action, reveal="1").text), action, rating="good")
        clock.advance(days=1)

    assert "0 of 10 facts known" in guest.page("/decks/harbour").words


def test_the_cards_can_be_printed(guest):
    printed = guest.page(f"{CARDS}/print?which=dates")

    assert len(printed.all("ol", **{"class": "sheet"})) == 1
    assert "In which year was the pier built?" in printed.words
    assert "1887" in printed.words


@pytest.mark.parametrize("question", OFFERED)
def test_the_front_of_a_card_offers_what_the_question_offers(guest, types, question):
    front = guest.page(f"/decks/{types}/cards?mode=rate&at={question}")

    assert {item.text.strip() for item in front.all("li")} >= OFFERED[question]
    assert len(front.all("ul", _class="ideas")) == bool(OFFERED[question])


@pytest.mark.parametrize("question", OFFERED)
def test_the_front_of_a_printed_card_offers_it_too(guest, types, question):
    prompt = EXAMPLES[question.replace("-", "_")].asked["prompt"]
    fronts = [side.text for side in guest.page(f"/decks/{types}/cards/print").all("div") if prompt in side.text]
    front = " ".join(fronts)

    assert len(fronts) == (3 if question == "matching" else 1)
    assert all(text in front for text in OFFERED[question])
    assert "the Anvil" not in front


def test_the_front_of_a_statement_asks_whether_it_is_true(guest, types):
    assert "Is this true or false? It burned gas." in guest.page(f"/decks/{types}/cards/print").words


def test_an_unknown_pile_is_not_found(guest):
    assert guest.get(f"{CARDS}?which=nothing").status_code == 404


def test_who_is_nobody_is_led_to_the_first_page(client):
    assert client.get(CARDS).location == "/"

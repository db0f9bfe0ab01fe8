"""/decks/<deck>/test: a learner sets the day of a test, sees what to expect, and is asked what was not met."""

from datetime import timedelta

import pytest
from support import WRONG

PAGE = "/decks/harbour/test"
FACTS = 10


def set_day(client, day, **more):
    return client.submit(PAGE, {"day": day, **more}, at=PAGE)


@pytest.fixture
def friday(clock):
    return (clock.now.date() + timedelta(days=4)).isoformat()


def test_without_a_day_the_page_asks_for_one(guest):
    page = guest.page(PAGE)
    assert "When is your test?" in page.words
    assert page.one("input", name="day")["type"] == "date"


def test_a_day_is_set_changed_and_removed(guest, friday, clock):
    set_day(guest, friday, goal="80")
    page = guest.page(PAGE)
    assert "That’s our best guess." in page.words
    assert "80 of 100 right" in page.words
    assert page.one("input", name="day")["value"] == friday
    later = (clock.now.date() + timedelta(days=9)).isoformat()
    set_day(guest, later, goal="0")
    assert guest.page(PAGE).one("input", name="day")["value"] == later
    guest.submit(f"{PAGE}/remove", at=PAGE)
    assert "When is your test?" in guest.page(PAGE).words


def test_the_field_offers_no_day_that_is_over(guest, clock, friday):
    today = clock.now.date().isoformat()
    assert guest.page(PAGE).one("input", name="day")["min"] == today
    set_day(guest, friday)
    assert guest.page(PAGE).one("input", name="day")["min"] == today


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30", "10000-01-01"])
def test_what_is_no_day_is_refused_and_comes_back(guest, day):
    response = set_day(guest, day)
    assert response.status_code == 422
    assert "Choose a day." in response.text
    assert "When is your test?" in guest.page(PAGE).words


def test_a_day_that_is_over_is_refused(guest, clock):
    assert "This day is over" in set_day(guest, (clock.now.date() - timedelta(days=1)).isoformat()).text


@pytest.mark.parametrize(("field", "value"), [("category", "cooking"), ("goal", "100"), ("goal", "x")])
def test_what_is_not_on_the_lists_is_refused(guest, friday, field, value):
    response = set_day(guest, friday, **{field: value})
    assert response.status_code == 422
    assert "Please choose one from the list." in response.text


@pytest.mark.parametrize("day", ["2036-03-02", "9999-12-31"])
def test_a_test_far_away_says_when_more_is_said(guest, day):
    set_day(guest, day)
    page = guest.page(PAGE)
    assert "From 28 days before the test on" in page.words
    assert "best guess" not in page.words
    assert guest.page("/study/harbour").asked


def test_the_test_is_today_and_tomorrow_it_is_over(guest, clock):
    set_day(guest, clock.now.date().isoformat())
    assert "of 10 right today." in guest.page(PAGE).words
    clock.advance(days=1)
    assert "When is your test?" in guest.page(PAGE).words
    assert "not met yet" not in guest.page("/").words


def test_home_says_what_is_not_met_yet_and_leads_to_the_page(guest, friday):
    set_day(guest, friday)
    home = guest.page("/")
    assert "Test on Friday: 10 facts not met yet" in home.words
    assert home.one("a", href=PAGE)


def facts_asked(client, address, most=40):
    """Answer what an address asks until nothing is left, and return the questions in order."""
    found = []
    while len(found) < most and (page := client.page(address)).all(data_question=None):
        found.append(page.asked)
        client.answer(page)
    return found


def test_the_link_starts_exactly_what_was_not_met(guest, friday, clock):
    page = guest.page("/study/harbour")
    guest.answer(page)
    clock.advance(days=1)
    set_day(guest, friday)
    assert "9 have not" in guest.page(PAGE).words
    link = guest.page(PAGE).one("a", href="/study/harbour?test=unmet")
    asked = facts_asked(guest, link["href"])
    assert len(asked) == len(set(asked)) == FACTS - 1
    assert page.asked not in asked
    assert "Everything that is asked has come up at least once." in guest.page(PAGE).words


def test_the_day_before_everything_comes_once_and_then_what_was_missed(guest, clock):
    for _ in range(3):
        guest.answer(guest.page("/study/harbour"))
    clock.advance(days=1)
    set_day(guest, (clock.now.date() + timedelta(days=1)).isoformat())
    page = guest.page(PAGE)
    assert "Go through everything once, the facts not met first, then what you missed." in page.words
    address = page.one("a", href="/study/harbour?test=once")["href"]
    first = guest.page(address)
    guest.answer(first, WRONG[first.type])
    asked = facts_asked(guest, address)
    assert sorted({first.asked, *asked}) == sorted(asked)  # the miss came back
    assert len(asked) == FACTS
    assert asked.index(first.asked) == FACTS - 1
    done = guest.page(address)
    assert "You have been through it once." in done.words
    assert done.one("a", href=PAGE)


def test_on_the_day_before_the_page_counts_what_is_left_of_the_pass(guest, clock):
    set_day(guest, (clock.now.date() + timedelta(days=1)).isoformat())
    address = "/study/harbour?test=once"
    assert f"Go through all {FACTS} once" in guest.page(PAGE).words
    first = guest.page(address)
    guest.answer(first, WRONG[first.type])
    for _ in range(3):
        guest.answer(guest.page(address))
    words = guest.page(PAGE).words
    assert "Go on: 6 left" in words
    assert f"all {FACTS} once" not in words
    for _ in range(6):
        guest.answer(guest.page(address))
    assert "Go on: 1 left" in guest.page(PAGE).words  # the miss
    guest.answer(guest.page(address))
    page = guest.page(PAGE)
    assert "You have been through all of it today." in page.words
    assert not page.all("a", href=address)
    assert "about 0 minutes" not in page.words


def test_the_end_of_what_was_asked_for_says_what_that_was(guest, friday):
    set_day(guest, friday)
    facts_asked(guest, "/study/harbour?test=unmet")
    done = guest.page("/study/harbour?test=unmet").words
    assert "Every new fact has come up." in done
    assert "been through it once" not in done


def test_whose_facts_are_all_set_aside_has_nothing_to_go_through(guest):
    for _ in range(40):
        if not (page := guest.page("/study/harbour?ahead=1")).all(data_question=None):
            break
        guest.submit("/study/set-aside", {"question": page.asked, "kind": "suspended"}, at=PAGE)
    assert "Nothing to go through." in guest.page("/study/harbour?test=once").words


def test_a_goal_is_always_answered(guest, clock):
    for days, said in (
        (0, "Your goal"),
        (1, "Your goal"),
        (4, "Minutes a day"),
        (40, "From 28 days before the test on, we say the minutes"),
    ):
        set_day(guest, (clock.now.date() + timedelta(days=days)).isoformat(), goal="90")
        assert said in guest.page(PAGE).words, days


def test_a_guest_finds_the_way_to_their_minutes(guest, friday):
    set_day(guest, friday)
    assert guest.page(PAGE).one("a", href="/account#minutes")
    assert guest.page("/account").one("input", id="minutes")


def test_the_plan_is_named_after_what_was_chosen(make_person, client_of, friday):
    learner = client_of(make_person("mina"))
    set_day(learner, friday)
    assert "All that comes up" in learner.page(PAGE).words
    settings = {
        "display_name": "Mina",
        "zone": "",
        "language": "en",
        "theme": "auto",
        "text_size": "normal",
        "new_facts": "5",
        "minutes": "10",
    }
    assert learner.submit("/account", settings).status_code == 303
    words = learner.page(PAGE).words
    assert "Your plan" in words
    assert "All that comes up" not in words


def test_after_few_answers_the_interval_is_said_and_no_odds(guest, friday):
    set_day(guest, friday)
    page = guest.page(PAGE)
    assert page.one("h1").text.strip().startswith("Between ")
    assert "the guess is rough" in page.words
    assert "one time in ten" not in page.words


def test_facts_that_are_set_aside_are_in_no_number_and_said_to_be(guest, friday):
    asked = guest.page("/study/harbour").asked
    guest.submit("/study/set-aside", {"question": asked, "kind": "suspended"}, at=PAGE)
    set_day(guest, friday)
    words = guest.page(PAGE).words
    assert "1 fact is suspended and in none of these numbers." in words
    assert f"0 of {FACTS - 1} facts have come up" in words


def test_the_page_and_home_say_what_the_test_is_on(guest, friday):
    set_day(guest, friday, category="causes")
    deck = guest.page("/decks/harbour").one("h1").text.strip()
    for address in (PAGE, "/"):
        assert f"{deck}, " in guest.page(address).words
    set_day(guest, friday)
    assert f"{deck}, " not in guest.page("/").words


def test_the_round_ends_with_the_test(guest, friday):
    set_day(guest, friday)
    facts_asked(guest, "/study/harbour")
    assert "Test on Friday" in guest.page("/study/round").words


def test_a_part_of_the_deck_is_its_own_test(guest, friday):
    set_day(guest, friday, category="causes")
    words = guest.page(PAGE).words
    assert "of 10 right" not in words
    assert "best guess" in words


def test_the_page_takes_few_statements(guest, friday, query_counter):
    set_day(guest, friday)
    with query_counter() as queries:
        guest.page(PAGE)
    assert len(queries) <= 5


def test_others_see_nothing_of_it(guest, student, client_of, friday):
    set_day(guest, friday)
    assert "When is your test?" in client_of(student).page(PAGE).words


def test_only_who_is_signed_in_has_a_test_and_only_on_a_deck(guest, client):
    assert client.get(PAGE).status_code == 303
    assert guest.get("/decks/nowhere/test").status_code == 404


def test_where_every_question_is_suspended_there_is_nothing_to_expect(guest, friday):
    set_day(guest, friday)
    while (page := guest.page("/study/harbour?ahead=1")).all(data_question=None):
        guest.submit("/study/set-aside", {"question": page.asked, "kind": "suspended"}, at=PAGE)
    page = guest.page(PAGE)
    assert "Nothing is asked here yet" in page.words
    assert "best guess" not in page.words
    assert "Test on" not in guest.page("/").words


def test_two_tests_stand_on_home_the_nearest_first(guest, clock):
    near, far = ((clock.now.date() + timedelta(days=days)).isoformat() for days in (3, 9))
    guest.submit("/decks/knots/test", {"day": far})
    set_day(guest, near)
    words = guest.page("/").words
    assert words.index("Test on Thursday") < words.index("Test on 11 March")


def test_the_test_of_a_deck_that_was_stopped_waits_with_it(make_person, client_of, friday):
    learner = client_of(make_person("mina"))
    learner.answer(learner.page("/study/knots"), {"dont_know": "1"})
    set_day(learner, friday)
    assert "Test on" in learner.page("/").words
    assert "You stopped this deck" not in learner.page(PAGE).words
    learner.submit("/account/decks/harbour/stop", at="/account")
    assert "Test on" not in learner.page("/").words
    words = learner.page(PAGE).words
    assert "You stopped this deck" in words
    assert "They come first on each day" not in words


def test_what_a_test_needs_is_asked_beyond_the_daily_number(make_person, client_of, clock):
    learner = client_of(make_person("mina"))
    settings = {"display_name": "Mina", "zone": "", "language": "en", "theme": "auto", "text_size": "normal", "new_facts": "1"}
    assert learner.submit("/account", settings).status_code == 303
    set_day(learner, (clock.now.date() + timedelta(days=30)).isoformat())
    assert learner.page("/").one(class_="figure").text.strip() == "1"
    set_day(learner, (clock.now.date() + timedelta(days=2)).isoformat())
    assert int(learner.page("/").one(class_="figure").text) >= 4

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
    assert "For 80 of 100 right" in page.words
    assert page.one("input", name="day")["value"] == friday
    later = (clock.now.date() + timedelta(days=9)).isoformat()
    set_day(guest, later, goal="0")
    assert guest.page(PAGE).one("input", name="day")["value"] == later
    guest.submit(f"{PAGE}/remove", at=PAGE)
    assert "When is your test?" in guest.page(PAGE).words


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30", "10000-01-01"])
def test_what_is_no_day_is_refused_and_comes_back(guest, day):
    response = set_day(guest, day)
    assert response.status_code == 422
    assert "Please enter a day" in response.text
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
    assert "Every fact has come up at least once." in guest.page(PAGE).words


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
    assert len(queries) <= 6


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
    learner.submit("/account/decks/harbour/stop", at="/account")
    assert "Test on" not in learner.page("/").words


def test_what_a_test_needs_is_asked_beyond_the_daily_number(make_person, client_of, clock):
    learner = client_of(make_person("mina"))
    settings = {"display_name": "Mina", "zone": "", "language": "en", "theme": "auto", "text_size": "normal", "new_facts": "1"}
    assert learner.submit("/account", settings).status_code == 303
    set_day(learner, (clock.now.date() + timedelta(days=30)).isoformat())
    assert learner.page("/").one(class_="figure").text.strip() == "1"
    set_day(learner, (clock.now.date() + timedelta(days=2)).isoformat())
    assert int(learner.page("/").one(class_="figure").text) >= 4

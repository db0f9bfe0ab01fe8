"""/teach/classes/<id>/tests/<deck>: a teacher sets the day of a test, and the students of the class prepare for it."""

from datetime import UTC, datetime, timedelta

import pytest
from support import Page

CLASS = "/teach/classes/1"
PAGE = f"{CLASS}/tests/harbour"
OWN = "/decks/harbour/test"


def set_day(client, day, **more):
    return client.submit(PAGE, {"day": day, **more}, at=PAGE)


@pytest.fixture
def friday(clock):
    return (clock.now.date() + timedelta(days=4)).isoformat()


@pytest.fixture
def pupil(client_of, student, put_in):
    put_in(student)
    return client_of(student)


def test_a_day_is_set_changed_and_removed(at_work, friday, clock):
    assert "When is the test?" in at_work.page(PAGE).words
    assert set_day(at_work, friday, goal="80").location == PAGE
    page = at_work.page(PAGE)
    assert "The test is on Friday" in page.words
    assert "goal: 80 of 100 right" in page.words
    assert page.one("input", name="day")["value"] == friday
    assert "Fri 6 Mar" in at_work.page(CLASS).words
    set_day(at_work, (clock.now.date() + timedelta(days=1)).isoformat())
    assert "The test is tomorrow" in at_work.page(PAGE).words
    at_work.submit(f"{PAGE}/remove", at=PAGE)
    assert "When is the test?" in at_work.page(PAGE).words
    log = at_work.page(CLASS).words
    assert "set the day of a test: harbour, 2026-03-06" in log
    assert "removed the day of a test: harbour" in log


def test_what_cannot_be_is_refused_and_comes_back(at_work, clock):
    past = (clock.now.date() - timedelta(days=1)).isoformat()
    for day, goal, words in ((past, "0", "This day is over"), ("soon", "0", "Choose a day."), ("2026-03-06", "77", "Please choose one")):
        response = set_day(at_work, day, goal=goal)
        assert response.status_code == 422
        assert words in Page(response.text).words
    assert "When is the test?" in at_work.page(PAGE).words


@pytest.mark.parametrize(
    ("zone", "now", "first"),
    [
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 18, 0, tzinfo=UTC), "2026-04-05"),  # the clock goes back half an hour
        ("America/New_York", datetime(2026, 3, 8, 7, 30, tzinfo=UTC), "2026-03-07"),  # half past three is still the day before
        ("America/New_York", datetime(2026, 3, 8, 8, 30, tzinfo=UTC), "2026-03-08"),
        ("Europe/London", datetime(2026, 10, 25, 3, 30, tzinfo=UTC), "2026-10-24"),
    ],
)
def test_what_is_past_goes_by_the_zone_of_the_class(at_work, clock, zone, now, first):
    at_work.submit(CLASS, {"name": "History 9b", "zone": zone, "desired_retention": "0"})
    clock.now = now
    before = (datetime.fromisoformat(first) - timedelta(days=1)).date().isoformat()
    assert at_work.page(PAGE).one("input", name="day")["min"] == first
    assert set_day(at_work, before).status_code == 422
    assert set_day(at_work, first).status_code == 303


def test_the_students_see_whose_test_it_is(at_work, pupil, friday):
    set_day(at_work, friday, goal="90")
    assert "Test in History 9b on Friday: 10 facts not met yet" in pupil.page("/").words
    assert "Test in History 9b on Friday" in pupil.page("/classes/1").words
    page = pupil.page(OWN)
    assert "Test in History 9b on Friday" in page.one("title").text
    assert "90 of 100 right" in page.words
    assert "Remove the day" not in page.words


def test_the_students_meet_everything_before(at_work, pupil, clock):
    settings = {"display_name": "Sora", "zone": "", "language": "en", "theme": "auto", "text_size": "normal", "new_facts": "1"}
    pupil.submit("/account", settings)
    assert pupil.page("/").one(class_="figure").text.strip() == "1"
    set_day(at_work, (clock.now.date() + timedelta(days=2)).isoformat())
    assert int(pupil.page("/").one(class_="figure").text) >= 4


def test_an_own_day_counts_too_and_the_nearest_is_on_the_page(at_work, pupil, clock, friday):
    set_day(at_work, friday)
    pupil.submit(OWN, {"day": (clock.now.date() + timedelta(days=2)).isoformat()}, at=OWN)
    page = pupil.page(OWN)
    assert "Your test" in page.words
    assert "Test in History 9b on Friday" in page.words
    pupil.submit(OWN, {"day": (clock.now.date() + timedelta(days=9)).isoformat()}, at=OWN)
    page = pupil.page(OWN)
    assert "Test in History 9b on Friday" in page.one("title").text
    assert "Change your own day" in page.words
    pupil.submit(f"{OWN}/remove", at=OWN)
    assert "Set a day of your own" in pupil.page(OWN).words


@pytest.mark.parametrize("ending", ["archived", "removed", "deck taken", "test removed", "over"])
def test_when_it_no_longer_counts(at_work, pupil, student, clock, friday, ending):
    set_day(at_work, friday)
    assert "History 9b on Friday" in pupil.page("/").words
    if ending == "archived":
        at_work.submit(f"{CLASS}/archive", {"archived": "1"}, at=CLASS)
    elif ending == "removed":
        at_work.submit(f"{CLASS}/members/{student.id}", {"remove": "1"}, at=f"{CLASS}/members/{student.id}")
    elif ending == "deck taken":
        at_work.submit(f"{CLASS}/decks", {"take": "harbour"}, at=CLASS)
    elif ending == "test removed":
        at_work.submit(f"{PAGE}/remove", at=PAGE)
    else:
        clock.advance(days=5)
    assert "History 9b on Friday" not in pupil.page("/").words
    assert "When is your test?" in pupil.page(OWN).words


def test_somebody_who_joins_later_has_the_test(at_work, friday, put_in, client_of, other_student):
    set_day(at_work, friday)
    put_in(other_student)
    assert "Test in History 9b on Friday" in client_of(other_student).page("/").words


def test_the_calendar_has_the_day(at_work, pupil, client, friday):
    set_day(at_work, friday)
    made = pupil.submit("/account/calendar", at="/account")
    address = pupil.page(made.location).one("textarea", id="address").text.removeprefix("http://localhost")
    lines = client.get(address).text.split("\r\n")
    assert "DTSTART;VALUE=DATE:20260306" in lines
    assert "UID:test-1-harbour@quizapp" in lines
    assert any(line.startswith("SUMMARY:Test in History 9b: ") for line in lines)


def test_an_assistant_sees_it_and_changes_nothing(at_work, client_of, make_person, put_in, friday):
    helper = make_person("helper")
    put_in(helper, "assistant")
    set_day(at_work, friday)
    page = client_of(helper).page(PAGE)
    assert "The test is on Friday" in page.words
    assert "Save the day" not in page.words


def test_the_kept_forecasts_of_the_class_no_longer_count(at_work, pupil, friday):
    pupil.answer(pupil.page("/study"))
    pupil.page("/")
    assert "Tomorrow a student in the middle of the class" in at_work.page(CLASS).words
    for change in (lambda: set_day(at_work, friday), lambda: at_work.submit(f"{PAGE}/remove", at=PAGE)):
        change()
        assert "Tomorrow a student in the middle of the class" not in at_work.page(CLASS).words
        pupil.page("/")
        assert "Tomorrow a student in the middle of the class" in at_work.page(CLASS).words


@pytest.fixture
def six(make_person, put_in, client_of):
    """Six students of the class, who answer everything that is asked today."""

    def study(client, most=14):
        for _ in range(most):
            page = client.page("/study/harbour?ahead=1")
            if not page.all("input", name="presentation"):
                break
            client.answer(page)

    people = [make_person(f"pupil{number}") for number in range(6)]
    for person in people:
        put_in(person)
    clients = [client_of(person) for person in people]
    for client in clients[:5]:
        study(client)
    return clients, study


def test_what_to_expect_of_the_class(at_work, six, friday, query_counter):
    set_day(at_work, friday, goal="70")
    with query_counter() as queries:
        page = at_work.page(PAGE)
    assert len(queries) <= 5
    assert "of 10 right on average, if everybody studies what comes up." in page.words
    assert "Nobody studies any more" in page.words
    assert "5 of 6 students have begun the deck. 1 who has not begun is not counted" in page.words
    assert "70 of 100 right on average" in page.words


def test_it_is_too_early_with_few_students_or_answers(at_work, pupil, friday):
    pupil.answer(pupil.page("/study"))
    set_day(at_work, friday)
    words = at_work.page(PAGE).words
    assert "It is too early to say what average to expect" in words
    assert "9 facts have not come up for everybody yet" in words


def test_far_away_says_from_when_on(at_work, six):
    for day in ("2026-05-02", "9999-12-31"):
        set_day(at_work, day)
        assert "From 28 days before the test on" in at_work.page(PAGE).words


def test_what_was_said_stands_beside_what_happened(at_work, six, app, settings, clock, friday):
    from quizapp.services.classes import expected_of_class

    clients, study = six
    set_day(at_work, friday)
    with app.app_context():
        assert expected_of_class.keep_said(clock.now, "UTC") == 0  # it is not the evening before
        clock.advance(days=3)
        assert expected_of_class.keep_said(clock.now, "UTC") == 1
        assert expected_of_class.keep_said(clock.now, "UTC") == 0
    clock.advance(days=2)
    words = at_work.page(PAGE).words
    assert "The test was" in words
    assert "of 10 right on average, likely" in words
    assert "Too few students have answered since" in words
    for client in clients[:5]:
        study(client, 3)
    assert "of 100 right on average at the next answer to each fact within a week, by 5 students" in at_work.page(PAGE).words
    set_day(at_work, (clock.now.date() + timedelta(days=3)).isoformat())
    clock.advance(days=4)
    assert "Nothing was said the evening before" in at_work.page(PAGE).words


def test_strangers_see_nothing(at_work, client_of, student, make_person):
    assert client_of(student).get(PAGE).status_code == 404
    assert client_of(make_person("ben", role="teacher")).get(PAGE).status_code == 404
    assert at_work.get(f"{CLASS}/tests/no-deck").status_code == 404

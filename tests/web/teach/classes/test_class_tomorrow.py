"""What tomorrow brings the students, on the pages of their class: read from what their own pages keep, never foreseen for the teacher."""

import re
import shutil

import pytest
from support import BANK

from quizapp.db.base import transaction
from quizapp.db.learning import kept_forecasts
from quizapp.services.authoring import publishing
from quizapp.services.learning import forecasting

PAGES = ("/teach/classes/1", "/teach/classes/1/now", "/teach/classes/1/map/harbour")
SETTINGS = {"display_name": "Sora", "language": "en", "zone": "", "theme": "auto", "text_size": "normal", "new_facts": "10", "minutes": ""}


@pytest.fixture
def studying(at_work, join):
    """Three students who have answered some questions and then opened their first page."""
    clients = [join(name) for name in ("Mina", "Sora", "Jun")]
    for count, client in enumerate(clients, 2):
        for _ in range(count):
            client.feedback = client.answer(client.page("/study/harbour"), {"dont_know": "1"})
        client.page("/")
    return clients


def tomorrow(client):
    """Tomorrow on the chart of somebody's own progress: questions and minutes."""
    cells = [element.text for element in client.page("/progress").elements if element.tag in {"th", "td"}]
    days = [place for place, text in enumerate(cells) if re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+", text)]
    return int(cells[days[1] + 1]), int(cells[days[1] + 2])


def told(page):
    found = re.search(r"Tomorrow a student in the middle of the class has about (\d+) questions?, about (\d+) minute", page.words)
    return found and (int(found[1]), int(found[2]))


def test_a_teacher_reads_the_middle_and_the_range_of_what_the_students_read(at_work, studying, monkeypatch):
    questions, minutes = zip(*map(tomorrow, studying), strict=True)
    monkeypatch.setattr(forecasting, "forecast", None)
    for path in PAGES:
        page = at_work.page(path)
        assert told(page) == (sorted(questions)[1], sorted(minutes)[1]), path
        if min(minutes) < max(minutes):
            assert f"it is {min(questions)} to {max(questions)} questions and {min(minutes)} to {max(minutes)} minutes." in page.words
        elif min(questions) < max(questions):
            assert f"it is {min(questions)} to {max(questions)} questions." in page.words
        assert "not counted" not in page.words


def test_how_many_are_not_counted(at_work, studying, join):
    join("Ada")
    studying[0].answer(studying[0].page("/study/harbour"))

    assert "2 students are not counted" in at_work.page(PAGES[2]).words
    assert not told(at_work.page(PAGES[1])), "on the projector two students are too few"
    studying[0].page("/")
    assert "One student is not counted" in at_work.page(PAGES[2]).words
    assert told(at_work.page(PAGES[1]))
    assert "This goes by 3 of 4 students." in at_work.page(PAGES[1]).words
    assert "not counted" not in at_work.page(PAGES[1]).words, "nor is anybody looked for there"


def test_without_forecasts_the_page_says_when_there_is_one(at_work, join):
    mina = join("Mina")
    mina.answer(mina.page("/study/harbour"))
    for path in (PAGES[0], PAGES[2]):
        assert "What tomorrow brings is shown once students have looked at their plan" in at_work.page(path).words
    assert "tomorrow" not in at_work.page(PAGES[1]).words.lower()


def test_the_forecast_of_yesterday_is_read_for_its_day_and_an_older_one_is_not(at_work, studying, clock):
    before = told(at_work.page(PAGES[0]))
    clock.advance(days=1)
    assert told(at_work.page(PAGES[0])) is not None
    clock.advance(days=9)
    assert before
    assert told(at_work.page(PAGES[0])) is None


def undo(student):
    student.submit("/study/undo", {"n": student.feedback.hidden("n")})


def suspend(student):
    student.submit("/study/set-aside", {"question": student.page("/study/harbour").asked, "kind": "suspended"}, at="/study/harbour")


def settings(**values):
    return lambda student: student.submit("/account", SETTINGS | values)


def stop(student):
    student.submit("/account/decks/harbour/stop", at="/account")


CHANGES = {"undo": undo, "suspend": suspend, "new facts": settings(new_facts="3"), "minutes": settings(minutes="20"), "stop": stop}


@pytest.mark.parametrize("change", CHANGES)
def test_a_plan_that_changed_is_not_counted(at_work, studying, change):
    CHANGES[change](studying[2])

    assert "One student is not counted" in at_work.page(PAGES[0]).words


def test_a_deck_that_is_given_or_taken_changes_the_plan_of_everybody(at_work, studying):
    at_work.submit("/teach/classes/1/decks", {"deck": "knots"}, at=PAGES[0])
    assert told(at_work.page(PAGES[0])) is None
    studying[0].page("/")
    assert "2 students are not counted" in at_work.page(PAGES[0]).words
    at_work.submit("/teach/classes/1/decks", {"take": "knots"}, at=PAGES[0])
    assert told(at_work.page(PAGES[0])) is None


def test_a_deck_that_is_given_with_an_assignment_changes_the_plan_of_everybody(at_work, studying):
    fields = {"kind": "study", "deck": "knots", "title": "Learn it", "due": "2026-03-06T14:00", "days": "1"}
    assert at_work.submit("/teach/classes/1/assignments/new", fields, at=PAGES[0]).status_code == 303
    assert told(at_work.page(PAGES[0])) is None


def test_a_new_edition_of_a_deck_changes_the_plan(at_work, studying, app, clock, tmp_path):
    written = shutil.copytree(BANK / "harbour", tmp_path / "harbour") / "deck.yaml"
    written.write_text(re.sub("(?m)^title: .*$", "title: The pier again", written.read_text()))
    with app.app_context():
        assert publishing.publish_folder(tmp_path / "harbour", clock.now).status == "published"

    assert told(at_work.page(PAGES[0])) is None
    studying[0].page("/")
    assert "2 students are not counted" in at_work.page(PAGES[0]).words


def test_what_is_released_changes_the_plan(at_work, studying, app, number_of):
    with app.app_context(), transaction(write=True) as connection:
        kept_forecasts.plan_changed(connection, number_of("Mina"))

    assert "One student is not counted" in at_work.page(PAGES[0]).words


def test_nobody_is_named_on_the_projector(at_work, studying):
    words = at_work.page(PAGES[1]).words

    assert told(at_work.page(PAGES[1]))
    assert not any(name in words for name in ("Mina", "Sora", "Jun"))


def test_forty_students_cost_as_many_statements_as_three(at_work, studying, put_in, make_person, query_counter):
    counts = []
    for _ in range(2):
        with query_counter() as queries:
            at_work.page(PAGES[0])
        counts.append(len(queries))
        for number in range(37 if not counts[1:] else 0):
            put_in(make_person(f"student {number}"))

    assert counts[0] == counts[1] <= 9

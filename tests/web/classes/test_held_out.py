"""A quiz that leaves facts out of practice, in the browser: how it is set up, and what its students are told and asked."""

import re

import pytest
from support import Page, visitor_of

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.learning import stored_draws
from quizapp.db.models import QuestionRow
from quizapp.services.classes import classes

QUIZ = {"kind": "quiz", "deck": "harbour", "title": "In a week", "opens": "2026-03-09T14:00", "due": "2026-03-10T14:00", "attempts": "1"}
TICK = {"holds_out": "1"}


@pytest.fixture
def classroom(app, teacher, student, clock):
    with app.app_context():
        made = classes.create(visitor_of(teacher), "9b", "Asia/Seoul", clock.now)
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, made, student.id, role="student", name="Sora", now=clock.now)
    return made


@pytest.fixture
def hana(client_of, teacher):
    return client_of(teacher)


@pytest.fixture
def sora(client_of, student):
    return client_of(student)


@pytest.fixture
def assign(hana, classroom):
    def assign(**changes):
        response = hana.submit(f"/teach/classes/{classroom}/assignments/new", {**QUIZ, **TICK, **changes}, at="/")
        assert response.status_code == 303, Page(response.text).words
        return int(re.search(r"/teach/assignments/(\d+)", response.location)[1])

    return assign


def left_out(app, person, clock):
    """The ids of the questions that somebody is not asked now, as pages name them."""
    with app.app_context(), transaction(write=False) as connection:
        numbers = list(stored_draws.held_out(connection, person.id, clock.now))
        rows = connection.execute(QuestionRow.__table__.select().where(QuestionRow.id.in_(numbers)))
        return {f"{row.deck_id}/{row.key}" for row in rows}


def asked(client, path):
    """Every question that a learner is asked from a page on, answered one after the other."""
    found, page = set(), client.page(path)
    while page.all(data_question=None):
        found.add(page.asked)
        client.answer(page)
        page = client.page(path)
    return found


def test_a_teacher_ticks_it_when_a_quiz_is_assigned(hana, classroom):
    page = hana.page(f"/teach/classes/{classroom}/assignments/new?kind=quiz&deck=harbour")
    assert "checked" not in page.one("input", name="holds_out").attributes, "off by default"
    assert "Leave a few facts out of practice until then, to see what practice gains" in page.words
    assert not hana.page(f"/teach/classes/{classroom}/assignments/new?kind=study&deck=harbour").all("input", name="holds_out")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"due": ""}, "needs a due date"),
        ({"opens": ""}, "let it open a day from now or later"),
        ({"categories": "dates"}, "a quiz needs at least five that no graded assignment asks"),
    ],
)
def test_what_it_needs_is_told_and_the_tick_stays(hana, classroom, change, words):
    response = hana.submit(f"/teach/classes/{classroom}/assignments/new", QUIZ | TICK | change, at="/")
    page = Page(response.text)
    assert response.status_code == 422
    assert words in page.words
    assert "checked" in page.one("input", name="holds_out").attributes


def test_a_second_one_on_the_deck_has_to_wait(hana, classroom, assign):
    assign()
    response = hana.submit(f"/teach/classes/{classroom}/assignments/new", QUIZ | TICK, at="/")
    assert "Another quiz on this deck leaves facts out at the moment." in Page(response.text).words


def test_the_tick_is_no_part_of_a_later_change(hana, assign):
    made = assign()
    assert not hana.page(f"/teach/assignments/{made}/edit").all("input", name="holds_out")
    changed = {name: value for name, value in QUIZ.items() if name not in {"kind", "deck"}} | {"title": "Next week"}
    assert hana.submit(f"/teach/assignments/{made}/edit", changed).status_code == 303
    assert (
        "Until they have taken this quiz, study, checks and cards leave out a few new facts"
        in hana.page(f"/teach/assignments/{made}").words
    )


def test_the_class_is_told(sora, hana, assign, classroom):
    made = assign()
    home = sora.page("/")
    assert "1 fact waits until the quiz “In a week”, which opens on Monday 9 March." in home.words
    page = sora.page(next(link for link in home.all("a", href=f"/assignments/{made}") if link.text.startswith("Why?"))["href"])
    assert "A quiz without a grade, opens 9 March 2:00 PM" in page.words
    assert (
        "Until you have taken this quiz, study, checks, cards and your own quizzes leave out 1 fact of it that is new to you." in page.words
    )
    assert "Nobody gets a grade for this quiz." in page.words
    assert made
    assert "no grade" in hana.page(f"/teach/classes/{classroom}").words


def test_it_has_no_grade(sora, hana, assign, classroom):
    assign()
    assert "In a week" not in hana.page(f"/teach/classes/{classroom}/gradebook").words
    assert "In a week" not in hana.get(f"/teach/classes/{classroom}/gradebook.csv").text
    assert "In a week" not in sora.page(f"/classes/{classroom}/grades").words


def test_study_never_asks_it_and_says_so_at_the_end(sora, assign, app, student, clock):
    made = assign()
    out = left_out(app, student, clock)
    found = asked(sora, "/study/harbour?ahead=1")
    assert found
    assert not found & out
    page = sora.page("/study/harbour?ahead=1")
    assert "1 fact waits until a quiz, and study does not ask about it before." in page.words
    assert page.all("a", href=f"/assignments/{made}")


def test_what_waits_cannot_be_picked(sora, assign, app, student, clock):
    assign()
    deck, _, key = min(left_out(app, student, clock)).partition("/")
    page = sora.page(f"/study/{deck}?questions={key}")
    assert not page.all(data_question=None)
    assert "1 fact waits until a quiz" in page.words


def test_once_the_quiz_has_closed_everything_is_asked(sora, assign, app, student, clock):
    made = assign()
    out = left_out(app, student, clock)
    clock.advance(days=7, hours=2)
    assert "which is open until Tuesday 10 March" in sora.page("/").words
    assert left_out(app, student, clock) == out
    clock.advance(days=1)
    page = sora.page(f"/assignments/{made}")
    assert "None is left out for you now." in page.words
    assert "waits until" not in sora.page("/").words
    assert asked(sora, "/study/harbour?ahead=1") & out


def test_one_click_ends_it(sora, hana, assign, app, student, clock):
    made = assign()
    response = hana.press(f"/teach/assignments/{made}", f"/teach/assignments/{made}/practise", follow_redirects=True)
    assert "From now on everybody practises everything." in Page(response.text).words
    assert left_out(app, student, clock) == set()
    assert "waits until" not in sora.page("/").words


def test_a_question_that_was_open_in_another_tab_is_answered_and_practised_from_then_on(sora, assign, app, student, clock, monkeypatch):
    from quizapp.services.classes import hold_outs

    tab = sora.page("/study/harbour")
    fact = tab.asked.partition("/")[2].rsplit("-", 1)[0]
    monkeypatch.setattr(hold_outs, "draw", lambda _facts, free, _place, _seed: {one for one in free if fact.startswith(one)})
    assign()
    assert tab.asked in left_out(app, student, clock)
    assert sora.answer(tab).verdict
    assert left_out(app, student, clock) == set()


def test_a_guest_takes_part(hana, assign, app, classroom, clock):
    with app.app_context(), transaction(write=True) as connection:
        stored_classes.change(connection, classroom, {"code": "ABCDEFGH", "code_until": clock.now.replace(year=2027)})
    assign()
    guest = app.test_client()
    assert guest.submit("/join/ABCDEFGH", {"name": "Mina"}).status_code == 303
    assert "1 fact waits until the quiz" in guest.page("/").words


def test_the_pages_need_no_more_statements_than_others(sora, assign, query_counter):
    made = assign()
    for path, most in (("/", 12), (f"/assignments/{made}", 7), ("/study/harbour", 5), ("/decks/harbour/cards", 5), ("/decks/harbour", 5)):
        sora.get(path)
        with query_counter() as queries:
            assert sora.get(path).status_code == 200
        assert len(queries) <= most, (path, str(queries))


def test_the_page_of_a_test_says_what_its_numbers_leave_out(app, assign, student, sora, clock):
    assignment = assign()
    facts = len(left_out(app, student, clock))
    assert facts == 1
    sora.submit("/decks/harbour/test", {"day": "2026-03-06"}, at="/decks/harbour/test")
    page = sora.page("/decks/harbour/test")
    assert "1 fact waits until a quiz and is in none of these numbers." in page.words
    assert page.all("a", href=f"/assignments/{assignment}")
    assert f"of {10 - facts} facts have come up" in page.words

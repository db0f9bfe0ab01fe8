"""/teach/classes/<id>/gain: practised facts against those that were left out of practice, without names."""

import csv
import io
import re

import pytest
from sqlalchemy import select, update
from support import Page, visitor_of

from quizapp.db.base import transaction
from quizapp.db.learning import stored_draws
from quizapp.db.models import DrawnFact, MembershipRow, QuestionRow
from quizapp.db.quizzes import stored_attempts
from quizapp.domain.memory import hold_out
from quizapp.domain.memory.study_day import study_day
from quizapp.services.grading import my_assignments
from quizapp.services.learning.answering import Moment
from quizapp.services.quizzes import attempts
from quizapp.web.context import class_zone

PAGE = "/teach/classes/1/gain"
QUIZ = {"kind": "quiz", "deck": "harbour", "title": "In a week", "opens": "2026-03-09T08:00", "due": "2026-03-10T08:00", "attempts": "0"}


@pytest.fixture
def assign(at_work):
    """Assign a quiz that leaves facts out; return its number."""

    def assign(**changes):
        response = at_work.submit("/teach/classes/1/assignments/new", {**QUIZ, "holds_out": "1", **changes}, at="/")
        assert response.status_code == 303, Page(response.text).words
        return int(re.search(r"/teach/assignments/(\d+)", response.location)[1])

    return assign


@pytest.fixture
def pupils(put_in, make_person):
    """Put new students into the class: `pupils(20)`."""

    def pupils(count):
        people = [make_person(f"student{number}") for number in range(count)]
        for person in people:
            put_in(person)
        return people

    return pupils


@pytest.fixture
def take(app, clock):
    """Let somebody take the quiz; `knows(left_out)` tells whether they know a fact: `take(person, quiz, lambda left_out: not left_out)`."""

    def take(person, quiz, knows, *, responds=True):
        with app.test_request_context():
            moment = Moment(clock.now, study_day(clock.now, class_zone("")), "k" * 32)
            n = my_assignments.start(visitor_of(person), quiz, moment, "seed").n
            with transaction(write=True) as connection:
                facts = dict(connection.execute(select(QuestionRow.id, QuestionRow.fact).where(QuestionRow.deck_id == "harbour")).all())
                out = {row.fact for row in stored_draws.of(connection, [quiz]) if row.user_id == person.id and row.left_out}
                taken = stored_attempts.attempt(connection, person.id, n)
                for position, (question, _) in enumerate(taken.questions, 1):
                    right = knows(facts[question] in out)
                    saved = {"user_id": person.id, "attempt": n, "position": position, "response": '["x"]', "score": float(right)}
                    saved |= {"verdict": "right" if right else "wrong", "settled": False, "nonce": f"{n}/{position}", "ms": 1000}
                    if responds:
                        stored_attempts.save_position(connection, stored_attempts.StoredPosition(**saved, at=clock.now))
            attempts.hand_in(visitor_of(person), n, moment)

    return take


def practised_only(left_out):
    """Somebody who knows what was practised."""
    return not left_out


def everything(_):
    """Somebody who knows it all."""
    return True


def test_nothing_was_left_out_yet(at_work):
    page = at_work.page(PAGE)
    assert page.one("h1").text == "Nothing has been left out of practice yet"
    assert page.one("a", class_="button primary")["href"] == "/teach/classes/1/assignments/new?kind=quiz"


def test_before_the_quiz_it_is_too_early(at_work, pupils, assign):
    pupils(2)
    assign()
    page = at_work.page(PAGE)
    assert page.one("h1").text == "It is too early to say what practice gains"
    assert "So far there are 0 answers on facts that were left out and 0 on facts to practise. From 20 of each on" in page.words
    assert "Facts were drawn for 2 students. The answers of 0 students count. It is still open, so this can change." in page.words
    assert not page.all("figure")


def test_under_twenty_answers_a_group_there_is_no_verdict(at_work, pupils, assign, take, clock):
    people, quiz = pupils(14), assign()
    clock.advance(days=7)
    for person in people:
        take(person, quiz, practised_only)
    page = at_work.page(PAGE)
    assert page.one("h1").text == "It is too early to say what practice gains"
    assert "So far there are 14 answers on facts that were left out and 112 on facts to practise" in page.words


def test_what_practice_added(at_work, pupils, assign, take, clock):
    people, quiz = pupils(21), assign()
    clock.advance(days=7)
    for number, person in enumerate(people[:20]):
        take(person, quiz, practised_only if number % 4 else everything)
    page = at_work.page(PAGE)
    assert page.one("h1").text == "Practice added 75 points"
    assert [row.text for row in page.all("th", scope="row")] == ["To practise", "Left out"]
    assert [cell.text for cell in page.all("td")] == ["100", "100 to 100", "160", "25", "4 to 46", "20"]
    assert "The difference is 75 points, most likely between 54 and 96." in page.words
    assert "Facts were drawn for 21 students. The answers of 20 students count." in page.words
    assert "student1" not in page.html.lower(), "nobody is named"
    assert page.one("figure")


@pytest.mark.parametrize(
    ("knows", "title", "words"),
    [
        (
            lambda left_out: left_out,
            "Facts to practise did worse by 100 points",
            "100 points in favour of what was left out, most likely between",
        ),
        (everything, "To practise or left out: chance alone could explain the difference", "This is too little to tell it from chance."),
    ],
)
def test_other_results(at_work, pupils, assign, take, clock, knows, title, words):
    people, quiz = pupils(20), assign()
    clock.advance(days=7)
    for person in people:
        take(person, quiz, knows)
    page = at_work.page(PAGE)
    assert page.one("h1").text == title
    assert words in page.words


def test_a_few_students_say_nothing(at_work, pupils, assign, take, clock, monkeypatch):
    monkeypatch.setattr(hold_out, "ENOUGH", 2)
    people, quiz = pupils(4), assign()
    clock.advance(days=7)
    for person in people:
        take(person, quiz, practised_only)
    page = at_work.page(PAGE)
    assert page.one("h1").text == "It is too early to say what practice gains"
    assert "So far 4 students have answers of both kinds. From 5 students on there is something to say." in page.words


def test_what_was_perhaps_given_away_is_told_apart(at_work, pupils, assign, take, clock, app):
    people, quiz = pupils(25), assign()
    clock.advance(days=7)
    for number, person in enumerate(people):
        take(person, quiz, everything if number < 5 else practised_only)
    with app.app_context(), transaction(write=True) as connection:
        mine = DrawnFact.user_id.in_([person.id for person in people[:5]])
        connection.execute(update(DrawnFact).values(near=False))
        connection.execute(update(DrawnFact).where(mine, DrawnFact.left_out.is_(True)).values(near=True))
    page = at_work.page(PAGE)
    assert page.one("h1").text == "Practice added 80 points"
    assert "5 answers are on left-out facts that others may give away" in page.words
    assert "Without them, facts to practise have 100 and left-out ones 0 right of 100." in page.words


def test_only_the_first_attempt_counts(at_work, pupils, assign, take, clock):
    people, quiz = pupils(20), assign()
    clock.advance(days=7)
    for person in people:
        take(person, quiz, practised_only)
        take(person, quiz, everything)
    assert at_work.page(PAGE).one("h1").text == "Practice added 100 points"


def test_what_has_no_response_counts_as_wrong(at_work, pupils, assign, take, clock):
    people, quiz = pupils(20), assign()
    clock.advance(days=7)
    for person in people:
        take(person, quiz, everything, responds=False)
    assert [cell.text for cell in at_work.page(PAGE).all("td")][::3] == ["0", "0"]


def test_answers_after_the_click_do_not_count(at_work, pupils, assign, take, clock):
    people, quiz = pupils(4), assign()
    clock.advance(days=7)
    take(people[0], quiz, practised_only)
    clock.advance(hours=1)
    warned = "Attempts begun after you let everybody practise do not count"
    assert warned in at_work.page(f"/teach/assignments/{quiz}").words, "before the click"
    assert warned not in at_work.page(PAGE).words
    at_work.press(f"/teach/assignments/{quiz}", f"/teach/assignments/{quiz}/practise")
    page = at_work.page(f"/teach/assignments/{quiz}")
    assert "now everybody practises everything" in page.words
    assert "each student was not asked" not in page.words, "timeline and causes did ask"
    assert "nothing left out of practice any more" in page.words, "it stands in the history"
    assert not page.all("form", action=f"/teach/assignments/{quiz}/practise")
    clock.advance(hours=1)
    take(people[1], quiz, practised_only)
    page = at_work.page(PAGE)
    assert "So far there is 1 answer on facts that were left out and 8 on facts to practise." in page.words
    assert "It is still open" not in page.words
    assert "The answers of 1 student count." in page.words
    assert warned in page.words


def test_who_has_left_the_class_and_test_students_do_not_count(at_work, pupils, assign, take, clock, app):
    people, quiz = pupils(3), assign()
    clock.advance(days=7)
    for person in people:
        take(person, quiz, practised_only)
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(MembershipRow).where(MembershipRow.user_id == people[0].id).values(removed_at=clock.now))
        connection.execute(update(MembershipRow).where(MembershipRow.user_id == people[1].id).values(role="tester"))
    assert "So far there is 1 answer on facts that were left out" in at_work.page(PAGE).words


def test_a_later_quiz_comes_first(at_work, pupils, assign, clock):
    pupils(1)
    first = assign()
    at_work.press(f"/teach/assignments/{first}", f"/teach/assignments/{first}/practise")
    assign(title="Once more")
    page = at_work.page(PAGE)
    assert [heading.text for heading in page.all("h2", class_="ruled")] == ["In a week: It is too early to say what practice gains"]


def test_one_that_nobody_has_taken_comes_last(at_work, pupils, assign, take, clock):
    people, quiz = pupils(2), assign(due="2026-03-09T12:00")
    clock.advance(days=7)
    take(people[0], quiz, practised_only)
    clock.advance(hours=4)
    assign(title="Once more", opens="2026-03-20T08:00", due="2026-03-21T08:00")
    page = at_work.page(PAGE)
    assert [heading.text for heading in page.all("h2", class_="ruled")] == ["Once more: It is too early to say what practice gains"]


def test_the_file_has_every_answer_and_no_name(at_work, pupils, assign, take, clock):
    people, quiz = pupils(3), assign(title="=1+1")
    clock.advance(days=7)
    for person in people[:2]:
        take(person, quiz, practised_only)
    response = at_work.get(f"{PAGE}.csv")
    assert response.headers["Content-Disposition"] == 'attachment; filename="practice-1-2026-03-09.csv"'
    rows = list(csv.DictReader(io.StringIO(response.get_data().decode("utf-8-sig"))))
    assert len(rows) == 18
    assert {row["student"] for row in rows} == {"1", "2"}
    assert sum(row["left out"] == "1" for row in rows) == 2
    assert all(row["right"] == str(1 - int(row["left out"])) for row in rows)
    assert rows[0]["quiz"] == "'=1+1"
    assert "student0" not in response.text


def test_only_staff_of_the_class_see_it(others, assign):
    quiz = assign()
    for path in (PAGE, f"{PAGE}.csv"):
        seen = {name: client.get(path).status_code for name, client in others.items()}
        assert seen == {"assistant": 200, "another teacher": 404, "student": 404, "guest": 404}
    ended = {name: client.submit(f"/teach/assignments/{quiz}/practise", at="/").status_code for name, client in others.items()}
    assert ended == {"assistant": 403, "another teacher": 404, "student": 404, "guest": 404}
    page = others["assistant"].page(f"/teach/assignments/{quiz}")
    assert not page.all("form", action=f"/teach/assignments/{quiz}/practise")


def test_in_an_archived_class_there_is_nothing_to_end(at_work, assign):
    quiz = assign()
    at_work.submit("/teach/classes/1/archive", {"archived": "1"}, at="/teach/classes/1")
    page = Page(at_work.submit(f"/teach/assignments/{quiz}/practise", at="/", follow_redirects=True).text)
    assert "This class is archived. Reopen it to make changes." in page.words
    assert not at_work.page(PAGE.replace("/gain", "")).all("form", action=f"/teach/assignments/{quiz}/practise")


def test_the_class_page_leads_here(at_work, put_in, student):
    put_in(student)
    assert PAGE in [link["href"] for link in at_work.page("/teach/classes/1").all("a")]


def test_few_statements(at_work, pupils, assign, take, clock, query_counter):
    people, quiz = pupils(6), assign()
    clock.advance(days=7)
    for person in people:
        take(person, quiz, practised_only)
    at_work.get(PAGE)
    with query_counter() as queries:
        assert at_work.get(PAGE).status_code == 200
    assert len(queries) <= 5, str(queries)


def test_an_answer_that_is_re_graded_counts_as_it_stands(at_work, pupils, assign, take, clock, app):
    people, quiz = pupils(1), assign()
    clock.advance(days=7)
    take(people[0], quiz, practised_only)
    with app.app_context(), transaction(write=True) as connection:
        connection.exec_driver_sql(
            "INSERT INTO amendment (user_id, n, answer_n, after_n, kind, score, verdict, rating, day, at)"
            " SELECT user_id, n, n, n, 'regrade', 1, 'right', 3, day, at FROM answer WHERE score = 0"
        )
    rows = list(csv.DictReader(io.StringIO(at_work.get(f"{PAGE}.csv").get_data().decode("utf-8-sig"))))
    assert {row["right"] for row in rows} == {"1"}


def test_it_is_told_how_many_of_the_facts_to_practise_were_answered_before(at_work, pupils, assign, take, clock, client_of):
    people, quiz = pupils(2), assign()
    studying = client_of(people[0])
    studying.answer(studying.page("/study/harbour"))
    clock.advance(days=7)
    for person in people:
        take(person, quiz, practised_only)
    clock.advance(hours=1)
    later = client_of(people[1])
    later.answer(later.page("/study/harbour"))
    words = at_work.page(PAGE).words
    assert "Of 16 facts to practise that the quiz asked, students had answered 1 before." in words


def test_what_stays_open_is_part_of_the_comparison(at_work, pupils, assign, client_of):
    people, quiz = pupils(1), assign()
    assert "this is what study, checks and cards add to reading, timeline and causes" in at_work.page(PAGE).words
    words = client_of(people[0]).page(f"/assignments/{quiz}").words
    assert "study, checks, cards and your own quizzes leave out 1 fact of it" in words
    assert "use the timeline and causes as usual" in words
    assert "So your teacher sees, without names, how much practising helps." in words
    assert "others in your class have different ones" not in words


def test_students_are_numbered_in_another_order_than_the_class_list(at_work, pupils, assign, take, clock):
    people, quiz = pupils(8), assign()
    clock.advance(days=7)
    knows = [place < 4 for place in range(8)]
    for person, known in zip(people, knows, strict=True):
        take(person, quiz, lambda _, known=known: known)
    rows = list(csv.DictReader(io.StringIO(at_work.get(f"{PAGE}.csv").get_data().decode("utf-8-sig"))))
    numbers = [int(row["student"]) for row in rows]
    assert numbers == sorted(numbers), "the order of the lines tells nothing more"
    told = [row["right"] == "1" for row in rows if row["left out"] == "1"]
    assert sorted(told) == sorted(knows)
    assert told != knows

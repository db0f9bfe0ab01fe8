"""Assignments in the browser: created by a teacher, done by a student, closed to everybody else, and the deck closed in the meantime."""

import re

import pytest
from support import RIGHT, WRONG, Page, visitor_of

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.services.classes import classes

QUIZ = {
    "kind": "quiz",
    "deck": "harbour",
    "title": "Harbour quiz",
    "due": "2026-03-06T14:00",
    "minutes": "20",
    "attempts": "1",
    "shuffled": "1",
}
STUDY = {"kind": "study", "deck": "harbour", "title": "Learn the harbour", "due": "2026-03-06T14:00", "days": "1"}

CLOSED = [
    "/decks/harbour",
    "/decks/harbour/read",
    "/decks/harbour/cards",
    "/decks/harbour/cards/print",
    "/decks/harbour/map",
    "/decks/harbour/timeline",
    "/decks/harbour/causes",
    "/decks/harbour/actors",
    "/decks/harbour/read?check=the-lamp",
    "/study/harbour",
    "/study?deck=harbour",
    "/study/round?deck=harbour",
    "/study/feedback/1",
    "/quiz/harbour",
    "/attempts/1/review",
    "/progress/harbour",
]


@pytest.fixture
def classroom(app, teacher, student, clock):
    with app.app_context():
        made = classes.create(visitor_of(teacher), "9b", "Europe/Berlin", clock.now)
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
    def assign(values=QUIZ, **changes):
        response = hana.submit(f"/teach/classes/{classroom}/assignments/new", {**values, **changes}, at="/")
        assert response.status_code == 303, Page(response.text).words
        return int(re.search(r"/teach/assignments/(\d+)", response.location)[1])

    return assign


def test_a_teacher_assigns_a_quiz_by_forms_alone(hana, classroom):
    page = hana.page(f"/teach/classes/{classroom}")
    assert page.all("a", href=f"/teach/classes/{classroom}/gradebook")
    page = hana.page(f"/teach/classes/{classroom}/assignments/new")
    assert {option["value"] for option in page.all("option")} >= {"harbour", "knots"}
    page = hana.page(f"/teach/classes/{classroom}/assignments/new?kind=quiz&deck=harbour")
    assert "Time in Europe/Berlin" in page.words
    page = Page(hana.submit(f"/teach/classes/{classroom}/assignments/new", QUIZ, at="/", follow_redirects=True).text)
    assert "Harbour quiz: 0 of 1 done" in page.words
    assert re.search(r"Due Friday 6 March, 2:00.PM \(Europe/Berlin\)", page.words)


def test_a_form_with_a_fault_comes_back_with_what_was_typed(hana, classroom):
    response = hana.submit(f"/teach/classes/{classroom}/assignments/new", QUIZ | {"due": "2026-03-29T02:30", "categories": "dates"}, at="/")
    page = Page(response.text)
    assert response.status_code == 422
    assert "the clocks go forward that night" in page.words
    assert page.one("input", name="due")["value"] == "2026-03-29T02:30"
    assert page.one("input", name="categories", checked=None)["value"] == "dates"


@pytest.mark.parametrize("change", [{"deck": "withdrawn-meanwhile"}, {"deck": ""}, {"kind": "exam"}])
def test_a_deck_that_is_gone_and_a_kind_that_is_none_are_told(hana, classroom, change):
    response = hana.submit(f"/teach/classes/{classroom}/assignments/new", QUIZ | change, at="/")
    assert response.status_code == 422
    assert "Please choose a deck and what to do with it" in Page(response.text).words


def test_an_assignment_is_changed_and_taken_back(hana, sora, assign):
    made = assign()
    page = hana.page(f"/teach/assignments/{made}/edit")
    assert page.one("input", name="due")["value"] == "2026-03-06T14:00"
    changed = {name: value for name, value in QUIZ.items() if name not in {"kind", "deck"}} | {"title": "Second harbour quiz"}
    assert hana.submit(f"/teach/assignments/{made}/edit", changed).status_code == 303
    assert "Second harbour quiz" in sora.page("/").words
    hana.submit(f"/teach/assignments/{made}/withdraw", {"withdrawn": "1"}, at=f"/teach/assignments/{made}")
    assert "Second harbour quiz" not in sora.page("/").words
    assert sora.get(f"/assignments/{made}").status_code == 404


def test_a_student_studies_exactly_what_is_missing(sora, assign, classroom):
    made = assign(STUDY)
    assert "Learn the harbour" in sora.page("/").words
    assert "Learn the harbour" in sora.page(f"/classes/{classroom}").words
    page = sora.page(f"/assignments/{made}")
    assert "0 of 10 facts, due Friday 2:00 PM" in page.words
    study = page.one("a", class_="button primary")["href"]
    asked = sora.page(study)
    sora.answer(asked)
    page = sora.page(f"/assignments/{made}")
    assert "1 of 10 facts" in page.words
    left = page.one("a", class_="button primary")["href"]
    assert len(left) < len(study)
    assert "1 of 10 facts" in sora.page(f"/classes/{classroom}/grades").words


def test_what_is_left_is_listed_and_a_tap_leads_to_it(sora, assign, clock):
    made = assign(STUDY, categories="dates", days="2")
    sora.answer(sora.page("/study/harbour?facts=length"))
    page = sora.page(f"/assignments/{made}")
    assert "The 3 facts still to do" in page.words
    assert "The pier is 240 metres long right today; once more, from tomorrow on" in page.words
    assert "A fact in “The lamp” not asked yet" in page.words
    assert "1902" not in page.html, "what a question will ask"
    assert page.one("a", class_="button primary")["href"] == "/study/harbour?facts=pier-built,dark-years"
    link = next(link for link in page.all("a") if link.text == "A fact in “The lamp”")
    asked = sora.page(link["href"])
    assert asked.asked == "harbour/dark-years-cloze"
    sora.answer(asked, {"dont_know": "1"})
    assert "From 1902 to 1911 the lamp was dark not right yet" in sora.page(f"/assignments/{made}").words

    clock.advance(days=1)
    page = sora.page(f"/assignments/{made}")
    assert "The pier is 240 metres long right: 2 March; once more, on any day" in page.words
    assert "length" in page.one("a", class_="button primary")["href"]


def test_what_counts_only_tomorrow_is_not_offered_today(sora, assign, clock):
    made = assign(STUDY, categories="dates", days="2")
    for fact in ("pier-built", "dark-years", "length"):
        sora.answer(sora.page(f"/study/harbour?facts={fact}"))
    page = sora.page(f"/assignments/{made}")
    assert "You had all 3 facts left right today. Once more on another day, and they are done." in page.words
    assert not page.all("a", class_="button primary")

    clock.advance(days=1)
    for fact in ("pier-built", "dark-years", "length"):
        sora.answer(sora.page(f"/study/harbour?facts={fact}"))
    page = sora.page(f"/assignments/{made}")
    assert "3 of 3 facts" in page.words
    assert "All done." in page.words
    assert "still to do" not in page.words


def test_times_are_those_of_the_reader(sora, assign):
    made = assign(STUDY)
    sora.set_cookie("zone", "Asia/Seoul")
    for address in (f"/assignments/{made}", "/", "/classes/1"):
        assert "due Friday 10:00 PM (Asia/Seoul)" in sora.page(address).words.replace("\u202f", " "), address


def test_a_deadline_is_told_by_the_calendar_also_at_night(sora, assign, clock):
    made = assign(STUDY, due="2026-03-03T14:00")
    assert "due tomorrow 2:00 PM" in sora.page(f"/assignments/{made}").words + sora.page("/").words
    clock.advance(hours=16)
    assert "due today 2:00 PM" in sora.page("/").words, "at two in the night it is this day, though the study day has not begun"


def test_an_answer_that_is_taken_back_does_not_count(sora, assign):
    made = assign(STUDY)
    page = sora.answer(sora.page("/study/harbour"))
    assert "1 of 10 facts" in sora.page(f"/assignments/{made}").words
    sora.submit("/study/undo", {"n": page.one("input", name="n")["value"]}, at="/study/harbour")
    assert "0 of 10 facts" in sora.page(f"/assignments/{made}").words


def test_after_the_due_date_it_is_late(sora, assign, clock, hana, classroom):
    made = assign(STUDY, categories="dates")
    clock.advance(days=5)
    page = sora.page("/study/harbour?category=dates")
    while page.all(data_question=None):
        sora.answer(page)
        page = sora.page("/study/harbour?category=dates")
    words = sora.page(f"/assignments/{made}").words
    assert "closed Friday 6 March" in words
    assert "it is shown as late" in words
    assert "3 of 3 facts, 3 of them late" in words
    assert "late" in hana.page(f"/teach/classes/{classroom}/gradebook").words


def begin(client, made):
    return Page(client.submit(f"/assignments/{made}", follow_redirects=True).text)


def take(client, n=1, fields=RIGHT):
    """Answer every question of an attempt and hand it in."""
    page = client.page(f"/attempts/{n}/1")
    while page.all("form", id="asked-form"):
        form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields[page.type]}
        response = client.post(page.one("form", id="asked-form")["action"], data=form)
        page = client.page(response.location)
    return Page(client.submit(f"/attempts/{n}", follow_redirects=True).text)


def test_a_quiz_from_its_start_to_the_gradebook(sora, hana, assign, classroom):
    made = assign()
    page = sora.page(f"/assignments/{made}")
    assert "20 minutes per attempt" in page.words
    assert "1 attempt left" in page.words
    begin(sora, made)
    page = hana.page(f"/teach/classes/{classroom}/gradebook")
    assert "Sora open" in page.words
    review = take(sora)
    assert "It counts for Harbour quiz" in review.words
    assert "9 of 9 points" in sora.page(f"/assignments/{made}").words
    page = hana.page(f"/teach/classes/{classroom}/gradebook")
    assert "9 of 9 points (Sora), 100 % done" in page.words


def test_no_attempt_is_left(sora, assign):
    made = assign()
    begin(sora, made)
    take(sora)
    response = sora.submit(f"/assignments/{made}", at="/", follow_redirects=True)
    assert "You have no attempts left" in Page(response.text).words


def test_a_second_tab_gets_the_attempt_that_is_open(sora, assign):
    made = assign()
    begin(sora, made)
    response = sora.submit(f"/assignments/{made}", at="/attempts/1")
    assert response.location.endswith("/attempts/1")
    assert "no second one was started" in sora.page("/attempts/1").words


def test_a_closed_window_says_so(sora, assign, clock):
    made = assign()
    page = sora.page(f"/assignments/{made}")
    clock.advance(days=5)
    response = sora.submit(f"/assignments/{made}", {"csrf_token": page.hidden("csrf_token")}, at="/", follow_redirects=True)
    words = Page(response.text).words
    assert "This quiz has closed. No attempt was started" in words
    assert "tell your teacher" in words


@pytest.fixture
def stranger(client_of, other_student):
    return client_of(other_student)


@pytest.fixture
def remove(app, classroom, student, clock):
    """Remove Sora from the class."""

    def remove():
        with app.app_context(), transaction(write=True) as connection:
            stored_classes.change_member(connection, classroom, student.id, {"removed_at": clock.now})

    return remove


@pytest.mark.parametrize("who", ["stranger", "hana", "sora"])
def test_for_others_it_is_not_there(request, assign, classroom, remove, who):
    made = assign()
    client = request.getfixturevalue(who)
    remove()
    assert client.get(f"/assignments/{made}").status_code == 404
    assert client.submit(f"/assignments/{made}", at="/").status_code == 404
    assert client.get(f"/classes/{classroom}/grades").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/teach/assignments/{made}",
        "/teach/assignments/{made}/edit",
        "/teach/classes/{room}/gradebook",
        "/teach/classes/{room}/gradebook.csv",
        "/teach/classes/{room}/gradebook/students/{user}",
        "/teach/classes/{room}/gradebook/{made}/{user}/1",
        "/teach/classes/{room}/assignments/new",
    ],
)
def test_the_pages_of_teachers_are_not_there_for_others(client_of, make_person, sora, assign, classroom, student, path):
    made = assign()
    begin(sora, made)
    address = path.format(made=made, room=classroom, user=student.id)
    assert sora.get(address).status_code == 404
    assert client_of(make_person("mio", role="teacher")).get(address).status_code == 404


@pytest.fixture
def taking(sora, assign):
    """Sora, who has an earlier quiz and an answer in the deck, takes the quiz that counts."""
    sora.submit("/quiz/harbour", {"size": "1", "categories": "dates", "feedback": "end", "minutes": ""})
    sora.submit("/attempts/1")
    sora.shown = sora.page("/study/harbour")
    sora.answer(sora.shown)
    sora.shown = sora.page("/study/harbour")
    sora.made = assign()
    begin(sora, sora.made)
    return sora


@pytest.mark.parametrize("path", CLOSED)
def test_the_deck_is_closed_while_the_attempt_counts(taking, path, clock):
    response = taking.get(path)
    page = Page(response.text)
    assert response.status_code == 403, path
    assert "This deck is closed while you take its quiz." in page.words
    assert re.search(r"or when time is up: today, 10:20.AM", page.words), page.words
    assert page.one("a", class_="button primary")["href"] == "/attempts/2"
    clock.advance(minutes=21)
    assert taking.get(path).status_code in {200, 303}  # 303: to the questions of the requested check


def test_a_question_shown_before_is_not_taken_while_the_attempt_counts(taking):
    page = taking.shown
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT.get(page.type)}
    for headers in ({}, {"X-Fragment": "1"}):
        assert taking.post("/study/answer", data=form, headers=headers).status_code == 403
    revealed = taking.post("/study/answer", data=form | {"reveal": "1"}, follow_redirects=True)
    assert revealed.status_code == 403
    take(taking, 2)
    assert taking.post("/study/answer", data=form, follow_redirects=True).status_code == 200


def test_the_same_form_sent_twice_shows_nothing_meanwhile(sora, assign):
    page = sora.page("/study/harbour")
    sora.answer(page)
    begin(sora, assign())
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}
    assert sora.post("/study/answer", data=form).status_code == 403


def test_cards_and_notes_are_closed_too(taking):
    token = taking.token("/account")
    for path in ("/decks/harbour/cards", "/decks/harbour/timeline", "/decks/harbour/causes"):
        assert taking.post(path, data={"csrf_token": token}).status_code in {403, 404}, path
    assert taking.post("/quiz/harbour", data={"csrf_token": token, "everything": "1"}).status_code == 403


def test_other_decks_go_on_and_the_mix_leaves_the_closed_one_out(taking):
    assert taking.get("/study/knots").status_code == 200
    taking.answer(taking.page("/study/knots"))
    page = taking.page("/study")
    assert not [element for element in page.all(data_question=None) if element["data-question"].startswith("harbour/")]


def test_the_first_page_and_the_progress_stay_open(taking):
    assert taking.get("/").status_code == 200
    assert taking.get("/progress").status_code == 200


def test_nobody_else_is_closed_out(taking, guest):
    assert guest.get("/decks/harbour/read").status_code == 200


def test_when_it_is_handed_in_the_deck_is_open_again(taking):
    take(taking, 2)
    assert taking.get("/decks/harbour/read").status_code == 200
    assert taking.get("/attempts/1/review").status_code == 200


def test_feedback_after_the_close_shows_no_answer_before(sora, assign, clock):
    made = assign(feedback="close")
    begin(sora, made)
    page = take(sora, fields=WRONG)
    assert "Your points and the right answers are here once the quiz has closed for you" in page.words
    assert "240" not in page.words
    assert sora.get("/study/feedback/1").status_code == 404
    assert not [form for form in page.all("form") if "/study/feedback/" in form["action"]]
    for what in ("right", "report"):
        assert sora.submit(f"/study/feedback/1/{what}", {"words": "x"}, at="/").status_code == 404, "what is held back is not spoken of"
    clock.advance(days=5)
    page = sora.page("/attempts/1/review")
    assert "Right answer: 240" in page.words
    assert [form for form in page.all("form") if "/study/feedback/" in form["action"]]
    assert sora.get("/study/feedback/1").status_code == 200


def test_a_mark_by_hand(sora, hana, assign, classroom, student):
    made = assign()
    begin(sora, made)
    take(sora, fields=WRONG)
    address = f"/teach/classes/{classroom}/gradebook/{made}/{student.id}/1"
    before = float(re.search(r"Sora: ([\d.]+) of 9 points", hana.page(address).words)[1])
    wrong = next(
        form for form in range(1, 10) if hana.page(address).all("input", id=f"score-{form}", name="score", inputmode="decimal", value="0")
    )
    page = Page(hana.submit(address, {"position": wrong, "score": "0,5", "why": ""}, follow_redirects=True).text)
    assert "Please enter a reason" in page.words
    page = Page(hana.submit(address, {"position": wrong, "score": "0,5", "why": "Good thinking"}, follow_redirects=True).text)
    assert f"Sora: {before + 0.5:g} of 9 points" in page.words
    words = sora.page("/attempts/1/review").words
    assert "Changed by a teacher from 0 to 0.5: Good thinking" in words
    hana.submit(address, {"position": wrong, "void": "1"})
    assert f"Sora: {before:g} of 9 points" in hana.page(address).words
    assert "Good thinking" not in sora.page("/attempts/1/review").words


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (("1,5", "Good thinking"), "score", "a number from 0 to 1"),
        (("half", "Good thinking"), "score", "a number from 0 to 1"),
        (("0,5", "x" * 501), "why", "500 characters"),
    ],
)
def test_a_mark_that_is_refused_comes_back_open_with_what_was_typed(sora, hana, assign, classroom, student, typed, field, words):
    made = assign()
    begin(sora, made)
    take(sora, fields=WRONG)
    address = f"/teach/classes/{classroom}/gradebook/{made}/{student.id}/1"
    before = hana.page(address).one("h1").text
    sent = {"position": "2", "score": typed[0], "why": typed[1]}
    response = hana.submit(address, sent)
    page = Page(response.text)
    assert response.status_code == 422
    assert words in page.one("p", id=f"{field}-2-fault").text
    assert (page.one("input", id="score-2")["value"], page.one("input", id="why-2")["value"]) == typed
    assert [fold for fold in page.all("details", open=None) if fold.text.strip().startswith("Change the mark")]
    assert page.one("input", id="why-3")["value"] == ""
    assert page.one("h1").text == before
    assert hana.submit(address, sent | {"position": "99"}).status_code == 404


def test_an_extension_and_an_excuse_by_forms(sora, hana, assign, student, classroom):
    made = assign()
    address = f"/teach/assignments/{made}/students/{student.id}"
    hana.submit(address, {"do": "extend", "due": "2026-03-09T10:00", "extra": "25"}, at=f"/teach/assignments/{made}")
    words = sora.page(f"/assignments/{made}").words
    assert "25 minutes per attempt, 25 % more than the rest of the class" in words
    assert "Monday 9 March" in words
    hana.submit(address, {"do": "excuse", "why": "Music camp"}, at=f"/teach/assignments/{made}")
    assert "You are excused from this: Music camp" in sora.page(f"/assignments/{made}").words
    assert "excused" in hana.page(f"/teach/classes/{classroom}/gradebook/students/{student.id}").words
    file = hana.get(f"/teach/classes/{classroom}/gradebook.csv")
    assert file.mimetype == "text/csv"
    assert file.data.startswith(b"\xef\xbb\xbfName,")
    assert b"Sora,sora,,,,excused\r\n" in file.data


def test_an_empty_gradebook_teaches(hana, classroom):
    assert "not assigned anything to this class yet" in hana.page(f"/teach/classes/{classroom}/gradebook").words


def test_a_grant_that_is_refused_comes_back_open_with_what_was_typed(hana, assign, student):
    made = assign()
    page_of = f"/teach/assignments/{made}"
    response = hana.submit(f"{page_of}/students/{student.id}", {"do": "extend", "due": "2026-03-05T10:00", "extra": "25"}, at=page_of)
    page = Page(response.text)
    assert response.status_code == 422
    assert "An extension has to end later" in page.words
    assert page.one("input", id=f"student-{student.id}-due")["value"] == "2026-03-05T10:00"
    assert [one["value"] for one in page.all("option", selected=None)] == ["25"]
    refused = hana.submit(f"{page_of}/students/{student.id}", {"do": "excuse", "why": "x" * 501}, at=page_of)
    assert Page(refused.text).one("input", id=f"student-{student.id}-why")["value"] == "x" * 501

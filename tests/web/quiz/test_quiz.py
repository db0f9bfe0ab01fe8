"""The pages of a quiz."""

import re

import pytest
from support import RIGHT, WRONG, Page


@pytest.fixture
def begin(guest):
    """Start a quiz and return the page that follows."""

    def begin(client=guest, deck="harbour", **fields):
        form = {"size": "9", "categories": ["dates", "actors", "causes"], "feedback": "end", "minutes": ""} | fields
        response = client.submit(f"/quiz/{deck}", form, follow_redirects=True)
        assert response.status_code == 200, response.text
        return Page(response.text)

    return begin


def send(client, page, fields=None, **options):
    """Send the form of a position, filled in right or with other fields; return the response without following redirects."""
    fields = RIGHT[page.type] if fields is None else fields
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
    return client.post(page.one("form", id="asked-form")["action"], data=form, **options)


def respond(client, page, fields=None):
    """Send the form of a position and return the next page."""
    response = send(client, page, fields)
    assert response.status_code == 303, response.text
    return client.page(response.location)


def page_of(client, kind, attempt=1):
    """Return the page of the position with a question of a type."""
    return next(page for position in range(1, 10) if (page := client.page(f"/attempts/{attempt}/{position}")).type == kind)


def test_a_quiz_from_its_set_up_to_its_review(guest, begin):
    assert "Check everything" in guest.page("/quiz/harbour").words
    page = begin()
    for position in range(1, 10):
        assert f"{position} of 9" in page.words
        page = respond(guest, page)
    assert "All 9 answers are saved" in page.words
    review = guest.submit("/attempts/1", follow_redirects=True)
    page = Page(review.text)
    assert page.one("span", class_="figure long").text == "9"
    assert "of 9 points" in page.words
    assert [meter["value"] for meter in page.all("meter")] == ["3.0"] * 3
    assert not page.all("a", href=re.compile("facts="))


def test_wrong_and_open_positions_are_explained_and_can_be_practised(guest, begin):
    begin()
    respond(guest, page_of(guest, "numeric"), WRONG["numeric"])
    page = guest.page("/attempts/1")
    assert "8 questions are not answered yet" in page.words
    page = Page(guest.submit("/attempts/1", follow_redirects=True).text)
    assert "You answered: 90" in page.words
    assert "Right answer: 240" in page.words
    assert "8 questions were not answered and scored nothing" in page.words
    assert len(page.all("a", class_="button mark open")) == 8
    assert len([tag for tag in page.all("span", class_="tag") if tag.text.strip() == "Not answered"]) == 8
    practise = page.one("a", class_="button primary")
    assert practise.text == "Practise the 9 I missed"
    assert practise["href"].startswith("/study/harbour?facts=")
    assert len(practise["href"].split("=")[1].replace("%2C", ",").split(",")) == 9


def test_what_was_missed_is_asked_at_once_when_it_is_practised(guest, begin):
    begin(categories=["dates"], size="3")
    page = page_of_any(guest, "numeric", 3)
    respond(guest, page, WRONG["numeric"])
    guest.submit("/attempts/1")
    assert guest.page("/study/harbour?facts=length").asked == "harbour/length-numeric"


def page_of_any(client, kind, count):
    return next(page for position in range(1, count + 1) if (page := client.page(f"/attempts/1/{position}")).type == kind)


def test_a_saved_response_is_filled_in_again(guest, begin):
    begin()
    for kind, fields in RIGHT.items():
        if kind != "flashcard":
            respond(guest, page_of(guest, kind), fields)
    assert page_of(guest, "numeric").one("input", id="answer")["value"] == "240"
    assert page_of(guest, "multiple_choice").one("input", name="answer", checked=None)["value"] == "Mara Quill"
    assert {tick["value"] for tick in page_of(guest, "multiple_answer").all("input", checked=None)} == {"Heron", "Tern", "Gull"}
    assert [gap["value"] for gap in page_of(guest, "cloze").all("input", type="text")] == ["1902", "1911"]
    page = page_of(guest, "matching")
    assert {element["value"] for element in page.all("option", selected=None)} == set(RIGHT["matching"].values())


def test_every_way_out_of_a_page_saves_what_stands_in_it(guest, begin):
    begin()
    page = page_of(guest, "numeric")
    assert {button["value"] for button in page.all("button", name="go")} >= {"end"}
    response = send(guest, page, {"answer": "240", "go": "2"})
    assert response.location.endswith("/attempts/1/2")
    response = send(guest, page, {"answer": "241", "go": "end"})
    assert response.location.endswith("/attempts/1")
    assert page_of(guest, "numeric").one("input", id="answer")["value"] == "241"


@pytest.mark.parametrize("go", ["0", "10", "77777", "one", "²"])
def test_a_way_that_leads_nowhere_leads_on(guest, begin, go):
    begin()
    response = send(guest, guest.page("/attempts/1/9"), {"dont_know": "1", "go": go})
    assert response.status_code == 303
    assert response.location.endswith("/attempts/1")


def test_a_response_that_cannot_be_graded_comes_back_with_the_fault(guest, begin):
    begin()
    page = page_of(guest, "numeric")
    page = respond(guest, page, {"answer": "many"})
    assert page.one("input", id="answer")["value"] == "many"
    assert "Please write a number." in page.words
    assert not page.all("button", name="go"), "nobody is held on the page"
    assert page_of(guest, "numeric").one("input", id="answer")["value"] == "", "it was not stored, and is told once"


def test_what_is_given_back_belongs_to_its_position(guest, begin):
    begin()
    page = page_of(guest, "numeric")
    send(guest, page, {"answer": "many"})
    other = page_of(guest, "date")
    assert "many" not in other.html


def test_a_very_long_response_comes_back_cut(guest, begin):
    begin()
    page = respond(guest, page_of(guest, "numeric"), {"answer": "9" * 5000})
    assert page.one("input", id="answer")["value"] == "9" * 501
    assert "too long" in page.words


def test_an_empty_form_leaves_the_position_open(guest, begin):
    begin()
    page = respond(guest, page_of(guest, "numeric"), {"answer": ""})
    assert "Question" in page.one("title").text or "open" in page.words
    assert "9 questions are not answered yet" in guest.page("/attempts/1").words


def test_not_knowing_is_saved(guest, begin):
    begin()
    respond(guest, page_of(guest, "numeric"), {"dont_know": "1"})
    assert "Saved as “I don’t know”" in page_of(guest, "numeric").words
    page = Page(guest.submit("/attempts/1", follow_redirects=True).text)
    assert "You did not know." in page.words


def test_feedback_at_once_is_shown_after_each_question(guest, begin):
    page = begin(feedback="once")
    assert "Check answer" in page.words
    assert "data-autosave" not in page.html
    page = respond(guest, page, WRONG[page.type])
    assert page.verdict == "wrong"
    assert page.one("a", data_next=None)["href"] == "/attempts/1/2"
    assert guest.page("/attempts/1/1").verdict == "wrong", "also when one comes back"


def test_the_last_feedback_leads_to_the_end(guest, begin):
    begin(feedback="once", size="1", categories=["dates"])
    page = respond(guest, guest.page("/attempts/1/1"))
    assert page.one("a", data_next=None)["href"] == "/attempts/1"
    assert "Your answer is saved" in guest.page("/attempts/1").words


def test_results_are_on_no_page_before_the_end(guest, begin):
    begin()
    page = page_of(guest, "numeric")
    respond(guest, page, WRONG["numeric"])
    for path in ("/attempts/1", "/attempts/1/1", "/attempts/1/review", "/quiz/harbour", "/progress", "/progress/harbour", "/"):
        html = guest.page(path).html
        assert "data-verdict" not in html, path
        assert "240" not in html, path
        assert "points" not in html, path


def test_a_form_that_saves_itself_is_told_how_it_went(guest, begin):
    begin()
    page = page_of(guest, "numeric")
    autosave = {"headers": {"X-Autosave": "1"}}
    assert send(guest, page, {"answer": "240"}, **autosave).status_code == 204
    assert send(guest, page, {"answer": "many"}, **autosave).status_code == 422
    guest.submit("/attempts/1")
    assert send(guest, page, {"answer": "240"}, **autosave).status_code == 409


def test_the_time_left_is_that_of_the_server(guest, begin, clock, other_student, client_of):
    begin(minutes="10")
    clock.advance(minutes=3)
    assert guest.get("/attempts/1/time").get_json() == {"left": 420}
    saved = send(guest, page_of(guest, "numeric"), headers={"X-Autosave": "1"})
    assert saved.headers["X-Left"] == "420"
    assert client_of(other_student).get("/attempts/1/time").status_code == 404
    clock.advance(minutes=7)
    assert guest.get("/attempts/1/time").get_json() == {"left": 0}


def test_without_a_limit_there_is_no_clock(guest, begin):
    page = begin()
    assert guest.get("/attempts/1/time").get_json() == {"left": None}
    assert "X-Left" not in send(guest, page_of(guest, "numeric"), headers={"X-Autosave": "1"}).headers
    assert not [script for script in page.all("script") if "quiz." in script["src"]]


def test_leave_and_come_back_on_another_device(app, student, client_of, begin):
    first, second = client_of(student), client_of(student)
    begin(first)
    page = page_of(first, "numeric")
    respond(first, page)
    offered = second.page("/quiz/harbour")
    assert "1 of 9 answered" in offered.words
    assert page_of(second, "numeric").one("input", id="answer")["value"] == "240"
    options = [element["value"] for element in page_of(first, "multiple_choice").all("input", type="radio")]
    assert [element["value"] for element in page_of(second, "multiple_choice").all("input", type="radio")] == options


def test_a_second_quiz_of_the_deck_is_not_started(guest, begin):
    begin()
    page = Page(guest.submit("/quiz/harbour", {"everything": "1"}, at="/attempts/1", follow_redirects=True).text)
    assert "You already have a quiz open on this deck" in page.words
    assert "9 questions are not answered yet" in page.words


def test_the_time_left_is_shown(guest, begin, clock):
    page = begin(minutes="10")
    assert page.one("span", role="timer")["data-ends"] == "600"
    clock.advance(minutes=9, seconds=30)
    assert "less than a minute left" in guest.page("/attempts/1/1").words
    assert not guest.page("/quiz/harbour").all("input", name="size")


def test_a_response_after_the_time_is_refused_and_shown(guest, begin, clock):
    begin(minutes="10")
    page = page_of(guest, "numeric")
    clock.advance(minutes=10)
    response = send(guest, page, {"answer": "241"})
    assert response.status_code == 409
    late = Page(response.text)
    assert "This answer arrived after the end" in late.words
    assert "241" in late.words
    review = guest.page("/attempts/1/1")
    assert "time was up at" in review.words
    assert "You answered" not in review.words


def test_an_open_attempt_has_no_review_and_an_ended_one_no_positions(guest, begin):
    begin()
    assert guest.get("/attempts/1/review").location.endswith("/attempts/1")
    guest.submit("/attempts/1")
    for path in ("/attempts/1", "/attempts/1/1"):
        assert guest.get(path).location.endswith("/attempts/1/review")


def test_handing_in_twice_is_handing_in_once(guest, begin):
    begin()
    respond(guest, page_of(guest, "numeric"))
    first = guest.submit("/attempts/1", follow_redirects=True)
    second = guest.submit("/attempts/1", at="/account", follow_redirects=True)
    assert Page(first.text).words == Page(second.text).words


def test_earlier_quizzes_are_listed_and_compared(guest, begin):
    begin()
    respond(guest, page_of(guest, "numeric"))
    guest.submit("/attempts/1")
    begin()
    respond(guest, page_of(guest, "numeric", 2))
    respond(guest, page_of(guest, "date", 2))
    page = Page(guest.submit("/attempts/2", follow_redirects=True).text)
    assert "of 9 points, 1 more than last time" in page.words
    assert "you got right" in guest.page("/attempts/1/review").words
    words = guest.page("/quiz/harbour").words
    assert "2 of 9" in words
    assert "1 of 9" in words


@pytest.mark.parametrize(
    ("second", "words"), [(["numeric"], ", the same as last time"), ([], ", 1 fewer than last time"), (None, ", last time 1 of 9")]
)
def test_the_comparison_says_what_is_the_case(guest, begin, second, words):
    begin()
    respond(guest, page_of(guest, "numeric"))
    guest.submit("/attempts/1")
    begin(size="9" if second is not None else "3")
    for kind in second or []:
        respond(guest, page_of(guest, kind, 2))
    assert words in Page(guest.submit("/attempts/2", follow_redirects=True).text).words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"size": "0"}, "A whole number between 1 and 9"),
        ({"size": "ten"}, "A whole number between 1 and 9"),
        ({"size": ""}, "How many questions"),
        ({"categories": []}, "Choose at least one category"),
        ({"minutes": "0"}, "Between 1 and 240 minutes"),
        ({"minutes": "soon"}, "Between 1 and 240 minutes"),
        ({"categories": ["dates", "nowhere"]}, "Please choose one from the list"),
        ({"feedback": "never"}, "Please choose one from the list"),
    ],
)
def test_a_set_up_that_cannot_be_is_given_back_with_the_fault(guest, fields, words):
    form = {"size": "5", "categories": ["dates"], "feedback": "once", "minutes": "7"} | fields
    response = guest.submit("/quiz/harbour", form)
    assert response.status_code == 422
    page = Page(response.text)
    assert words in page.words
    assert page.one("input", id="minutes")["value"] == form["minutes"]
    assert [one["value"] for one in page.all("input", type="radio", checked=None)] == (["once"] if form["feedback"] == "once" else [])


def test_the_set_up_begins_with_all_categories_and_no_time_limit(guest):
    page = guest.page("/quiz/harbour")
    assert [one["value"] for one in page.all("input", name="categories", checked=None)] == ["dates", "actors", "causes"]
    assert [" ".join(one.text.split()) for one in page.all("label", class_="option")][:2] == ["When 3 questions", "Who 3 questions"]
    assert (page.one("input", name="minutes")["value"], page.one("input", name="size")["value"]) == ("", "9")
    assert (page.one("input", name="size")["max"], page.one("input", name="minutes")["max"]) == ("9", "240")


def test_everything_is_checked_at_one_click(guest):
    response = guest.submit("/quiz/harbour", {"everything": "1"})
    assert response.location.endswith("/attempts/1/1")
    assert "1 of 9" in guest.page("/attempts/1/1").words


def test_a_deck_without_categories_can_be_quizzed(guest, begin):
    page = begin(deck="knots", size="3", categories=[])
    assert "1 of 3" in page.words
    assert "Score by category" not in Page(guest.submit("/attempts/1", follow_redirects=True).text).words


def test_times_are_told_by_the_learners_clock(make_person, client_of, begin):
    client = client_of(make_person("mina", zone="Asia/Seoul"))
    begin(client)
    assert re.search(r"handed in at 6:00\sPM", Page(client.submit("/attempts/1", follow_redirects=True).text).words)
    assert re.search(r"Mar 2, 2026, 6:00\sPM", client.page("/quiz/harbour").words)


def test_a_visitor_is_led_to_the_first_page(client):
    for path in ("/quiz/harbour", "/attempts/1", "/attempts/1/1", "/attempts/1/review"):
        assert client.get(path).status_code == 303


@pytest.mark.parametrize("path", ["/quiz/nowhere", "/attempts/7", "/attempts/7/1", "/attempts/7/review", "/attempts/99999999999999999999"])
def test_what_is_not_there_is_not_found(guest, path):
    assert guest.get(path).status_code == 404


def test_nobody_else_gets_into_an_attempt(student, other_student, client_of, begin):
    mine, other = client_of(student), client_of(other_student)
    page = begin(mine)
    for path in ("/attempts/1", "/attempts/1/1", "/attempts/1/review"):
        assert other.get(path).status_code == 404
    assert other.submit("/attempts/1", at="/").status_code == 404
    stolen = {"csrf_token": other.token("/"), "presentation": page.hidden("presentation"), "answer": "x"}
    assert other.post("/attempts/1/1", data=stolen).status_code == 404


def test_a_quiz_form_is_no_study_form_and_a_study_form_no_quiz_form(guest, begin):
    page = begin()
    form = {"csrf_token": page.hidden("csrf_token"), "answer": "x"}
    quiz, study = page.hidden("presentation"), guest.page("/study/harbour").hidden("presentation")
    assert guest.post("/study/answer", data=form | {"presentation": quiz}).status_code == 404
    assert guest.post("/attempts/1/1", data=form | {"presentation": study}).status_code == 404
    assert guest.post("/attempts/1/1", data=form).status_code == 404


def test_pages_need_few_statements(guest, begin, query_counter):
    page = begin()
    respond(guest, page)
    for path in ("/quiz/harbour", "/attempts/1", "/attempts/1/1"):
        guest.get(path)
        with query_counter() as queries:
            assert guest.get(path).status_code == 200
        assert len(queries) <= 5, f"{path}: {queries}"
    page = guest.page("/attempts/1/2")
    with query_counter() as queries:
        send(guest, page)
    assert len(queries) <= 8, str(queries)
    guest.submit("/attempts/1")
    with query_counter() as queries:
        assert guest.get("/attempts/1/review").status_code == 200
    assert len(queries) <= 5, str(queries)

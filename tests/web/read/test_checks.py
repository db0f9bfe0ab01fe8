"""The short check after a section, in its place in the reading."""

from urllib.parse import parse_qs, urlsplit

import pytest
from support import RIGHT, WRONG, Page

READ = "/decks/harbour/read"


def address(section, *questions, **parts):
    more = "".join(f"&{name}={value}" for name, value in parts.items())
    return f"{READ}?check={section}&questions={','.join(questions)}{more}"


def offers(page):
    """The questions that each offered check asks, by section."""
    asked = [parse_qs(urlsplit(link["href"]).query) for link in page.all("a") if "check=" in link["href"]]
    return {query["check"][0]: query["questions"][0].split(",") for query in asked}


def send(client, page, fields=None, **options):
    """Send the form of an open check, and return the response."""
    fields = RIGHT[page.type] if fields is None else fields
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
    return client.post(page.one("form", data_swap=None)["action"], data=form, **options)


def answer(client, page, fields=None):
    """Send the form of an open check, follow redirects, and return the page."""
    response = send(client, page, fields)
    assert response.status_code == 303, response.status_code
    assert response.location.endswith("#check")
    return client.page(response.location)


def region(page):
    return page.one(data_stay=None)


def test_each_section_offers_its_first_facts(guest):
    assert offers(guest.page(READ)) == {
        "the-stones": ["pier-built-date", "moving-sand-flashcard", "plans-multiple-choice"],
        "the-lamp": ["oil-true-false", "evening-ordering", "dark-years-cloze"],
        "the-harbour": ["flags-matching", "boats-multiple-answer"],
    }
    assert "Check this section: 2 questions" in guest.page(READ).words


def test_a_check_is_walked_from_question_to_question_in_place(guest):
    page = guest.page(address("the-lamp", "oil-true-false", "evening-ordering"))
    assert page.asked == "harbour/oil-true-false"
    assert "Check this section, 1 of 2" in page.words
    assert "In 1887 the town of Brindle" in page.words
    page = answer(guest, page)
    assert page.verdict == "right"
    assert "Check this section, 1 of 2" in page.words
    page = guest.page(page.one("a", data_next=None)["href"])
    assert page.asked == "harbour/evening-ordering"
    assert "Right" not in region(page).text, "earlier answers do not pile up"
    assert "Check this section, 2 of 2" in page.words
    page = answer(guest, page, {"dont_know": "1"})
    assert page.verdict == "wrong"
    assert "1 of 2 right." in region(page).text
    assert "The lamp burned gas in its last years." in region(page).text
    onward = page.one("a", data_next=None)
    assert (onward.text, onward["href"]) == ("Read on", f"{READ}#the-harbour")
    page = guest.page(address("the-lamp", "oil-true-false", "evening-ordering"))
    assert "You have checked this section today." in region(page).text
    assert "1 of 2 right." in region(page).text
    assert not page.all(data_question=None)


LAMP = "The lamp at its end burned oil"
STONES = "In 1887 the town of Brindle"
BOTH = ("oil-true-false", "evening-ordering")


def hints(client):
    """Whether each answer was given with a hint, and its rating."""
    return [(row["hint"], row["rating"]) for row in client.get("/account/export").json["answer"]]


def test_while_a_check_is_open_its_section_is_folded_wherever_it_is_read(guest):
    assert LAMP in guest.page(READ).words
    page = guest.page(address("the-lamp", *BOTH))
    assert LAMP not in page.html
    assert STONES in page.words
    assert "This section is closed while its check is open." in page.words

    for path in (READ, f"{READ}?print=1", f"{READ}#the-lamp", address("the-stones", "length-numeric")):
        assert LAMP not in guest.page(path).html, path
    assert STONES not in guest.page(READ).html, "the other check is open as well"
    back = next(link for link in guest.page(READ).all("a") if link.text == "Back to the check: 2 questions left")
    assert guest.page(back["href"]).asked == "harbour/oil-true-false"


def test_after_the_last_answer_the_section_is_open_again_and_stays_so(guest, clock):
    answer(guest, guest.page(address("the-lamp", *BOTH)))
    assert LAMP not in guest.page(READ).html
    page = answer(guest, guest.page(address("the-lamp", *BOTH)))
    assert LAMP in page.words.replace("  ", " ")
    assert LAMP in guest.page(READ).words
    assert hints(guest) == [(False, 3), (False, 3)]
    clock.advance(days=1)
    assert LAMP in guest.page(READ).words


def test_a_check_left_open_yesterday_folds_nothing_today(guest, clock):
    guest.page(address("the-lamp", *BOTH))
    clock.advance(days=1)
    assert LAMP in guest.page(READ).words


@pytest.mark.parametrize("at", [READ, "here"])
def test_who_opens_the_text_answers_with_a_hint(guest, at):
    check = address("the-lamp", *BOTH)
    page = guest.page(check)
    shown = page if at == "here" else guest.page(at)
    button = next(
        one for one in shown.all("form") if one["action"].startswith(f"{READ}?check=the-lamp") and "data-swap" not in one.attributes
    )
    opened = guest.submit(button["action"], {"look": "1"}, at=READ, follow_redirects=True)
    assert LAMP in Page(opened.text).words
    again = guest.page(check)
    assert LAMP in again.words
    assert "a right answer counts as one with a hint" in region(again).text

    assert answer(guest, page).verdict == "right", "the form that was open before"
    assert hints(guest) == [(True, 2)]
    answer(guest, guest.page(check))
    assert hints(guest)[1] == (True, 2), "the text answers all questions of the check"


@pytest.mark.parametrize("path", ["/decks/harbour/map", "/decks/harbour/actors"])
def test_another_page_with_the_text_counts_as_a_look(guest, path):
    page = guest.page(address("the-lamp", *BOTH))
    guest.get(path)
    answer(guest, page)
    assert hints(guest) == [(True, 2)]


def test_a_new_check_of_the_section_is_folded_again(guest):
    guest.page(address("the-stones", "length-numeric"))
    guest.submit(f"{READ}?check=the-stones", {"look": "1"}, at=READ)
    assert STONES in guest.page(READ).words
    page = guest.page(address("the-stones", "plans-multiple-choice"))
    assert STONES not in page.html
    answer(guest, page)
    assert hints(guest) == [(False, 3)]


def test_notes_on_a_folded_section_are_hidden_too(guest):
    guest.submit("/decks/harbour/notes/oil", {"text": "smelly"}, at=READ)
    assert "smelly" in guest.page(READ).html
    assert "smelly" not in guest.page(address("the-lamp", "evening-ordering")).html


def test_an_address_of_made_up_names_folds_nothing(guest):
    for path in (address("the-lamp", "nothing"), address("x" * 5000, "y" * 5000), address("the-lamp/..", "oil-true-false/x")):
        guest.page(path)
    page = guest.page(READ)
    for words in (LAMP, STONES):
        assert words in page.words


def test_after_the_last_section_it_leads_to_the_end(guest):
    page = answer(guest, guest.page(address("the-harbour", "flags-matching")))
    assert page.one("a", data_next=None)["href"] == f"{READ}#read"
    assert guest.page(READ).all(id="read")


def test_its_answers_are_study_answers(guest):
    answer(guest, guest.page(address("the-lamp", "oil-true-false")))
    answer(guest, guest.page(address("the-lamp", "evening-ordering")), {"dont_know": "1"})
    assert "2 of 10 facts begun" in guest.page("/progress/harbour").words
    assert "2 questions" in guest.page("/study/round").words
    assert "2 of 10" in guest.page("/study/feedback/2").words
    assert "2 of 10 facts begun" in guest.page("/decks/harbour").words


def test_a_miss_comes_back_in_study_and_not_in_the_check(guest):
    check = address("the-lamp", "oil-true-false")
    answer(guest, guest.page(check), {"dont_know": "1"})
    assert not guest.page(check).all(data_question=None)
    asked = set()
    for _ in range(5):
        page = guest.page("/study/harbour")
        asked.add(page.asked)
        guest.answer(page)
    assert "harbour/oil-true-false" in asked


def test_what_was_asked_today_is_not_offered_again(guest):
    answer(guest, guest.page(address("the-harbour", "flags-matching")))
    assert offers(guest.page(READ))["the-harbour"] == ["boats-multiple-answer"]
    answer(guest, guest.page(address("the-harbour", "boats-multiple-answer")))
    page = guest.page(READ)
    assert "the-harbour" not in offers(page)
    assert "You have checked this section today." in page.words


def test_a_section_is_offered_again_on_another_day(guest, clock):
    for question in ("flags-matching", "boats-multiple-answer"):
        answer(guest, guest.page(address("the-harbour", question)))
    clock.advance(days=1)
    assert len(offers(guest.page(READ))["the-harbour"]) == 2


def test_the_same_form_twice_stores_once(guest):
    page = guest.page(address("the-lamp", "oil-true-false"))
    first, second = (send(guest, page) for _ in range(2))
    assert first.location == second.location
    assert guest.get("/study/feedback/2").status_code == 404


def test_in_a_second_tab_nothing_is_recorded_and_the_next_question_comes(guest):
    check = address("the-lamp", "oil-true-false", "evening-ordering")
    here, there = guest.page(check), guest.page(check)
    answer(guest, here)
    page = answer(guest, there, {"answer": "true"})
    assert "You have already answered that question" in region(page).text
    assert page.asked == "harbour/evening-ordering"
    assert guest.get("/study/feedback/2").status_code == 404
    assert "You have already answered that question" not in guest.page(check).words


def test_in_a_second_tab_of_the_last_question_it_says_so_too(guest):
    check = address("the-lamp", "oil-true-false")
    here, there = guest.page(check), guest.page(check)
    answer(guest, here)
    page = answer(guest, there, {"answer": "true"})
    assert "You have already answered that question" in region(page).text
    assert not page.all(data_question=None)


def test_a_form_that_cannot_be_read_is_given_back_as_it_was(guest):
    check = address("the-stones", "length-numeric", "pier-built-date")
    page = answer(guest, guest.page(check), {"answer": "about as long as a street"})
    assert page.asked == "harbour/length-numeric"
    assert "This doesn’t count as an answer. Try again." in region(page).text
    assert page.one("input", name="answer")["value"] == "about as long as a street"
    assert guest.get("/study/feedback/1").status_code == 404
    assert guest.page(READ).all(data_question=None) == []
    assert guest.page("/study/harbour").all(role="alert") == []
    assert guest.page(check).one("input", name="answer")["value"] == "about as long as a street"
    assert answer(guest, guest.page(check)).verdict == "right"


def test_a_hint_is_shown_in_place_and_counted(guest):
    page = answer(guest, guest.page(address("the-stones", "length-numeric")), {"hint": "1", "answer": ""})
    assert "More than two hundred." in region(page).text
    assert answer(guest, page).verdict == "right"


def test_a_flashcard_is_turned_in_place(guest):
    page = guest.page(address("the-stones", "moving-sand-flashcard"))
    assert "Knew it" not in page.words
    page = answer(guest, page, {"reveal": "1"})
    assert "Knew it" in region(page).text
    assert answer(guest, page, {"rating": "good"}).verdict == "right"


def test_with_our_script_the_region_alone_comes_back(guest):
    page = guest.page(address("the-lamp", "oil-true-false"))
    response = send(guest, page, headers={"X-Fragment": "1"})
    fragment = Page(response.text)
    assert response.status_code == 200
    assert fragment.verdict == "right"
    assert not fragment.all("html")
    assert guest.page(fragment.one("section", data_url=None)["data-url"]).verdict == "right"


def test_with_our_script_a_faulty_form_comes_back_in_the_region(guest):
    page = guest.page(address("the-stones", "length-numeric"))
    fragment = Page(send(guest, page, {"answer": "x"}, headers={"X-Fragment": "1"}).text)
    assert fragment.type == "numeric"
    assert fragment.one("input", name="answer")["value"] == "x"


def test_an_answer_taken_back_is_asked_again(guest):
    check = address("the-lamp", "oil-true-false")
    page = answer(guest, guest.page(check), {"answer": "true"})
    stored = urlsplit(page.one("section", data_url=None)["data-url"])
    guest.submit("/study/undo", {"n": "1"})
    assert guest.page(check).asked == "harbour/oil-true-false"
    assert guest.page(f"{stored.path}?{stored.query}").asked == "harbour/oil-true-false"


def test_a_session_that_ended_gives_the_form_back(guest):
    page = guest.page(address("the-stones", "length-numeric"))
    form = {"csrf_token": "old", "presentation": page.hidden("presentation"), "answer": "240"}
    response = guest.post(page.one("form", data_swap=None)["action"], data=form, headers={"Origin": "http://localhost"})
    again = Page(response.text)
    assert response.status_code == 400
    assert again.hidden("answer") == "240"
    form |= {"csrf_token": again.hidden("csrf_token")}
    place = next(form["action"] for form in again.all("form", method="post") if "check=" in form["action"])
    assert guest.page(guest.post(place, data=form).location).verdict == "right"


def test_a_newcomer_becomes_a_guest_and_is_led_to_the_check(client):
    page = client.page(READ)
    button = next(button for button in page.all("button", name="check") if button["value"] == "the-lamp")
    assert button.text == "Check this section: 3 questions"
    response = client.submit("/guest", {"deck": "harbour", "check": "the-lamp"}, at=READ)
    assert response.location == f"{READ}?check=the-lamp#check"
    response = client.get(response.location)
    assert response.status_code == 303
    assert client.page(response.location).asked == "harbour/oil-true-false"


@pytest.mark.parametrize(
    "path",
    [
        address("nowhere", "oil-true-false"),
        address("the-lamp", "length-numeric"),
        address("the-lamp", "nothing"),
        address("the-lamp"),
        f"{READ}?questions=oil-true-false",
    ],
)
def test_an_address_that_names_no_question_of_the_section(guest, path):
    page = guest.page(path)
    if path == address("the-lamp"):
        assert page.asked == "harbour/oil-true-false"
    else:
        assert not page.all(data_question=None)


def test_an_address_asks_three_questions_at_most_and_each_once(guest):
    ids = ["pier-built-date", "pier-built-date", "length-numeric", "plans-multiple-choice", "sand-bank-short-answer"]
    assert "Check this section, 1 of 3" in guest.page(address("the-stones", *ids)).words


def test_the_feedback_of_another_is_not_shown(guest, client_of, student):
    answer(guest, guest.page(address("the-lamp", "oil-true-false")))
    assert client_of(student).get(address("the-lamp", "oil-true-false", answered=1)).status_code == 404


def test_the_feedback_of_another_question_is_not_shown_here(guest):
    guest.answer(guest.page("/study/harbour?facts=length"))
    page = guest.page(address("the-lamp", "oil-true-false", answered=1))
    assert page.asked == "harbour/oil-true-false"
    assert not page.all(data_verdict=None)


def test_who_is_nobody_answers_nothing(client):
    response = client.submit(address("the-lamp", "oil-true-false"), {"presentation": "x"}, at=READ)
    assert response.status_code == 400
    assert Page(response.text).one("a", class_="button quiet").text == "Sign in"


def test_a_check_is_walked_with_few_statements(guest, query_counter):
    check = address("the-lamp", "oil-true-false", "evening-ordering")
    page = guest.page(check)
    with query_counter() as asking:
        guest.get(check)
    with query_counter() as reading:
        guest.get(READ)
    response = send(guest, page)
    with query_counter() as explaining:
        guest.get(response.location)
    assert len(reading) <= 5, reading
    assert len(asking) <= 12, asking
    assert len(explaining) <= 10, explaining


def test_a_check_holds_back_what_the_quiz_holds_back(at_work, join):
    quiz = {"kind": "quiz", "deck": "harbour", "title": "Quiz", "due": "2026-03-06T14:00", "size": "9", "feedback": "close"}
    made = at_work.submit("/teach/classes/1/assignments/new", quiz, at="/").location
    mina = join("Mina")
    mina.submit(made.replace("/teach", ""), at="/")
    for position in range(1, 10):
        page = mina.page(f"/attempts/1/{position}")
        hidden = {name: page.hidden(name) for name in ("csrf_token", "presentation")}
        assert mina.post(f"/attempts/1/{position}", data={**hidden, **WRONG[page.type]}).status_code == 303
    mina.submit("/attempts/1", at="/attempts/1")
    data = mina.get("/account/export").json
    question = next(int(number) for number, one in data["questions"].items() if one["question"] == "pier-built-date")
    n = next(row["n"] for row in data["answer"] if row["question_id"] == question)
    check = "/decks/harbour/read?check=the-stones&questions=pier-built-date"
    assert mina.get(f"{check}&answered={n}").status_code == 404
    assert "Not this time" not in mina.page(check).words


def test_at_the_easier_level_feedback_marks_the_line_of_its_fact(guest):
    guest.submit("/decks/harbour/level", {"level": "easier"}, at=READ)
    page = guest.page(address("the-lamp", "oil-true-false"))
    assert page.asked == "harbour/oil-true-false"
    marks = [mark.text for mark in page.all("mark", class_="span solid")]
    assert "The lamp at the end of the pier always burned oil." not in marks
    page = answer(guest, page)
    assert "The lamp at the end of the pier always burned oil." in [mark.text for mark in page.all("mark", class_="span solid")]
    assert page.one("button", name="level", aria_pressed="true")["value"] == "easier"

"""/study/set-aside: put off, until tomorrow, suspended, brought back; each can be undone, all from one page."""

import re

import pytest


def put(client, page, kind, **more):
    data = {"csrf_token": page.hidden("csrf_token"), "question": page.asked, "kind": kind, **more}
    response = client.post("/study/set-aside?deck=harbour", data=data)
    assert response.status_code == 303
    return client.page(response.location)


def asked_until_done(client):
    found = []
    while (page := client.page("/study/harbour")).all(data_question=None):
        found.append(page.asked)
        client.answer(page)
    return found


def test_what_is_put_off_comes_last(guest):
    first = guest.page("/study/harbour")
    page = put(guest, first, "later")
    assert "it comes last today" in page.words
    assert page.asked != first.asked
    assert asked_until_done(guest)[-1] == first.asked


def test_what_is_set_aside_until_tomorrow_is_asked_tomorrow(guest, clock):
    first = guest.page("/study/harbour")
    assert "Set aside until tomorrow." in put(guest, first, "tomorrow").words
    assert first.asked not in asked_until_done(guest)
    clock.advance(days=1)
    assert first.asked in asked_until_done(guest)


def test_what_is_suspended_stays_so_until_it_is_brought_back(guest, clock):
    first = guest.page("/study/harbour")
    put(guest, first, "suspended")
    assert first.asked not in asked_until_done(guest)
    clock.advance(days=40)
    assert first.asked not in asked_until_done(guest)
    listed = guest.page("/study/set-aside")
    assert listed.one("input", name="question")["value"] == first.asked
    guest.submit("/study/set-aside", {"question": first.asked, "kind": "back"}, at="/study/set-aside")
    assert "Nothing is set aside" in guest.page("/study/set-aside").words
    assert first.asked in asked_until_done(guest)


@pytest.mark.parametrize("kind", ["later", "tomorrow", "suspended"])
def test_each_can_be_undone_at_once_and_stands_on_the_page(guest, kind):
    first = guest.page("/study/harbour")
    after = put(guest, first, kind)
    assert "You have set aside one question" in guest.page("/study/set-aside").words
    back = after.one("button", value="back")
    assert back["name"] == "kind"
    data = {"csrf_token": after.hidden("csrf_token"), "question": first.asked, "kind": "back"}
    assert guest.page(guest.post("/study/set-aside?deck=harbour", data=data).location).asked == first.asked


def test_a_sibling_may_be_asked_in_the_place_of_what_is_set_aside(guest, observatory):
    data = {"csrf_token": guest.token("/study/observatory"), "question": "observatory/ships-numeric", "kind": "suspended"}
    guest.post("/study/set-aside", data=data)
    assert guest.page("/study/observatory").asked == "observatory/ships-multiple-choice"


def test_a_miss_returns_itself_where_its_choice_is_suspended(guest, observatory):
    data = {"csrf_token": guest.token("/study/observatory"), "question": "observatory/ships-multiple-choice", "kind": "suspended"}
    guest.post("/study/set-aside", data=data)
    for _ in range(4):
        guest.answer(guest.page("/study/observatory"), {"dont_know": "1"})
    assert guest.page("/study/observatory").asked == "observatory/ships-numeric"


def test_what_one_learner_sets_aside_another_is_asked(guest, client_of, student):
    first = guest.page("/study/harbour")
    put(guest, first, "suspended")
    other = client_of(student)
    assert other.page("/study/harbour").asked == first.asked
    assert "Nothing is set aside" in other.page("/study/set-aside").words


@pytest.mark.parametrize("question", ["", "harbour", "harbour/none", "none/plans", "../harbour"])
def test_what_is_no_question_is_not_found(guest, question):
    assert guest.submit("/study/set-aside", {"question": question, "kind": "later"}, at="/study").status_code == 404


def test_an_unknown_kind_changes_nothing(guest):
    page = guest.page("/study/harbour")
    data = {"csrf_token": page.hidden("csrf_token"), "question": page.asked, "kind": "forever"}
    assert guest.post("/study/set-aside", data=data).status_code == 400
    assert "Nothing is set aside" in guest.page("/study/set-aside").words


def test_visitors_are_sent_to_the_first_page(client):
    assert client.get("/study/set-aside").status_code == 303


def test_tomorrow_does_not_count_what_is_suspended(guest):
    asked = asked_until_done(guest)
    before = tomorrow(guest)
    for question in asked:
        guest.post(
            "/study/set-aside", data={"csrf_token": guest.token("/study/harbour?ahead=1"), "question": question, "kind": "suspended"}
        )
    assert tomorrow(guest) <= before - len(asked)


def tomorrow(guest):
    """How many questions the page says tomorrow brings, or 0."""
    found = re.search(r"Tomorrow brings about (\d+) question", guest.page("/study/harbour").words)
    return int(found[1]) if found else 0

"""/teach/classes: the roster, its people, its decks and its code."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import segno
from support import Page

from quizapp.db.base import transaction
from quizapp.db.models import ClassroomRow

ROSTER = "/teach/classes/1"


@pytest.fixture
def at_work(client_of, teacher):
    client = client_of(teacher)
    response = client.submit("/teach/classes", {"name": "History 9b", "zone": "Asia/Seoul"})
    assert response.location == ROSTER
    return client


def test_only_teachers_have_the_list(client, client_of, student, guest, at_work):
    assert "History 9b" in at_work.page("/teach/classes").words
    assert client.get("/teach/classes").location.startswith("/login")
    for other in (guest, client_of(student)):
        assert other.get("/teach/classes").status_code == 404
        assert other.submit("/teach/classes", {"name": "Mine"}, at="/login").status_code == 404


def test_a_name_is_needed(at_work):
    response = at_work.submit("/teach/classes", {"name": " "})
    assert response.status_code == 422
    assert "Please enter a name." in Page(response.text).words


def test_the_roster(at_work, put_in, student, client_of):
    put_in(student)
    at_work.submit(f"{ROSTER}/decks", {"deck": "harbour"}, at=ROSTER)
    studying = client_of(student)
    studying.answer(studying.page("/study/harbour"))
    page = at_work.page(ROSTER)
    assert page.one("h2", id="roster").text == "1 student"
    row = [cell.text for cell in [*page.all("th", scope="row"), *page.all("td")]]
    assert row[0] == "Sora"
    assert [cell.split()[0] for cell in row[1:5]] == ["joined", "studied", "1", "sora"]


@pytest.mark.parametrize("page", ["", "/code", "/code.svg", "/members/{id}", "/students/{id}"])
def test_pages_by_who_asks(at_work, others, client, client_of, admin, student, page):
    address = ROSTER + page.format(id=student.id)
    statuses = {
        "teacher": at_work.get(address).status_code,
        "admin": client_of(admin).get(address).status_code,
        "nobody": client.get(address).status_code,
    } | {name: other.get(address).status_code for name, other in others.items()}
    assistant = 403 if "members" in page else 200
    refused = {"another teacher": 404, "student": 404, "guest": 404, "nobody": 303}
    assert statuses == {"teacher": 200, "admin": 200, "assistant": assistant, **refused}


CHANGES = [
    ("", {"name": "Mine"}),
    ("/archive", {"archived": "1"}),
    ("/code", {"days": "14"}),
    ("/code", {"revoke": "1"}),
    ("/decks", {"deck": "harbour"}),
    ("/decks", {"take": "harbour"}),
    ("/members/{id}", {"name": "Mine", "role": "student"}),
    ("/members/{id}", {"remove": "1"}),
    ("/members/{id}", {"return": "1"}),
]


@pytest.mark.parametrize(("page", "fields"), CHANGES)
def test_changes_by_who_asks(others, student, page, fields):
    address = ROSTER + page.format(id=student.id)
    statuses = {name: other.submit(address, fields, at="/account").status_code for name, other in others.items()}
    assert statuses == {"assistant": 403, "another teacher": 404, "student": 404, "guest": 404}


def test_an_assistant_is_offered_nothing_to_change(put_in, client_of, other_student):
    put_in(other_student, "assistant")
    page = client_of(other_student).page(ROSTER)
    assert {form["action"] for form in page.all("form")} == {"/logout"}
    assert [link.text for link in client_of(other_student).page("/classes").all("a", href=ROSTER)] == ["History 9b"]


def test_renamed_given_a_role_removed_and_brought_back(at_work, put_in, student):
    put_in(student)
    member = f"{ROSTER}/members/{student.id}"
    assert [one["value"] for one in at_work.page(member).all("input", name="role")] == ["student", "assistant"]
    at_work.submit(member, {"name": "Sora K.", "role": "assistant"})
    assert "Sora K. assistant" in at_work.page(ROSTER).words
    response = at_work.submit(member, {"name": "Sora K.", "role": "teacher"}, follow_redirects=True)
    assert "cannot have this role" in Page(response.text).words
    at_work.submit(member, {"remove": "1"})
    assert "1 person is no longer in this class" in at_work.page(ROSTER).words
    at_work.submit(member, {"return": "1"})
    assert "no longer in this class" not in at_work.page(ROSTER).words


def test_the_code_on_the_board(at_work, app):
    with app.app_context(), transaction(write=False) as connection:
        code = connection.scalar(ClassroomRow.__table__.select().with_only_columns(ClassroomRow.code))
    page = at_work.page(f"{ROSTER}/code")
    assert page.one("h1").text == f"{code[:4]}-{code[4:]}"
    assert "localhost/join" in page.words
    picture = at_work.get(page.one("img")["src"])
    assert picture.mimetype == "image/svg+xml"
    assert ET.fromstring(picture.data).tag == "{http://www.w3.org/2000/svg}svg"
    assert b"style" not in picture.data


@pytest.mark.parametrize(("url", "start"), [("", "http://localhost/join/"), ("http://quiz.example", "http://quiz.example/join/")])
def test_the_picture_holds_the_address_of_the_site(at_work, app, monkeypatch, url, start):
    asked, make = [], segno.make
    app.extensions["quizapp.settings"] = replace(app.extensions["quizapp.settings"], url=url)
    monkeypatch.setattr(segno, "make", lambda text, **options: asked.append(text) or make(text, **options))
    at_work.get(f"{ROSTER}/code.svg")
    assert [address[:-8] for address in asked] == [start]


def test_without_a_good_code_there_is_nothing_to_show(at_work, clock):
    at_work.submit(f"{ROSTER}/code", {"revoke": "1"}, at=ROSTER)
    assert at_work.get(f"{ROSTER}/code").status_code == 404
    assert "There is no valid join code" in at_work.page(ROSTER).words
    at_work.submit(f"{ROSTER}/code", {"days": "1"}, at=ROSTER)
    clock.advance(days=1)
    assert at_work.get(f"{ROSTER}/code.svg").status_code == 404


def test_days_of_a_code_that_are_not_offered(at_work):
    response = at_work.submit(f"{ROSTER}/code", {"days": "many"}, at=ROSTER, follow_redirects=True)
    assert "a number of days from the list" in Page(response.text).words


def test_an_archived_class_offers_only_to_be_opened_again(at_work, put_in, student):
    put_in(student)
    at_work.submit(f"{ROSTER}/archive", {"archived": "1"}, at=ROSTER)
    page = at_work.page(ROSTER)
    assert {form["action"] for form in page.all("form")} == {"/logout", f"{ROSTER}/archive", f"{ROSTER}/copy"}
    response = at_work.submit(f"{ROSTER}/decks", {"deck": "harbour"}, at=ROSTER, follow_redirects=True)
    assert "This class is archived" in Page(response.text).words
    at_work.submit(f"{ROSTER}/archive", {"archived": "0"}, at=ROSTER)
    assert f"{ROSTER}/decks" in {form["action"] for form in at_work.page(ROSTER).all("form")}


def test_what_a_student_knows(at_work, put_in, student, client_of):
    put_in(student)
    address = f"{ROSTER}/students/{student.id}"
    assert "has no deck yet" in at_work.page(address).words
    at_work.submit(f"{ROSTER}/decks", {"deck": "harbour"}, at=ROSTER)
    studying = client_of(student)
    studying.answer(studying.page("/study/harbour"))
    page = at_work.page(address)
    assert page.one("h1").text == "Sora"
    assert "1 on their way" in page.words
    assert "1 answer in seven days." in page.words


def test_forty_students_cost_few_statements(at_work, put_in, make_person, query_counter):
    for number in range(40):
        put_in(make_person(f"student {number}"))
    with query_counter() as queries:
        assert len([link for link in at_work.page(ROSTER).all("a") if "/students/" in link.attributes.get("href", "")]) == 40
    assert len(queries) <= 9, queries

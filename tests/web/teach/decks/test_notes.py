"""/teach/decks/<deck>/notes: notes that only teachers see, and the reminder to check a deck again."""

import re
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest
from support import RIGHT, RIVERS, visitor_of
from werkzeug.exceptions import HTTPException

from quizapp.services.authoring import drafts
from quizapp.services.classes import moving

NOTES = "/teach/decks/harbour/notes"
SECRET = "nothing here is contested"
RIVER_NOTES = {
    "deck.yaml": f"teacher: teacher.md\ncheck_again: 2026-03-05\n{RIVERS}",
    "teacher.md": "The Nile or the Amazon: *contested*.\n",
}


@pytest.fixture
def hana(client_of, teacher):
    return client_of(teacher)


@pytest.fixture
def rivers(app, teacher, clock, hana):
    """A deck of its teacher with notes, published: its id."""
    with app.app_context():
        deck = drafts.create(visitor_of(teacher), "Rivers", "en", clock.now, RIVER_NOTES)
    page = hana.page(f"/teach/decks/{deck}/publish")
    fields = {"n": page.hidden("n"), "why": "", "csrf_token": page.hidden("csrf_token")}
    assert hana.post(f"/teach/decks/{deck}/publish", data=fields).status_code == 303
    return deck


def test_a_teacher_reads_the_notes_in_sections(hana):
    page = hana.page(NOTES)
    assert SECRET in page.words
    assert "Students never see this page." in page.words
    assert page.one("h2").text == "What is judgement"
    assert len(page.all("li")) >= 2
    assert "<em>Quiet</em>" in page.html
    assert hana.page("/teach/decks/harbour").all("a", href=NOTES)


def test_a_deck_without_notes_has_no_such_page_and_no_link(hana):
    assert hana.get("/teach/decks/knots/notes").status_code == 404
    assert not hana.page("/teach/decks/knots").all("a", href="/teach/decks/knots/notes")
    assert hana.get("/teach/decks/nowhere/notes").status_code == 404


def test_notes_of_a_draft_are_there_once_it_is_published(hana, app, teacher, clock, rivers):
    assert "The Nile or the Amazon" in hana.page(f"/teach/decks/{rivers}/notes").words
    with app.app_context():
        unpublished = drafts.create(visitor_of(teacher), "More rivers", "en", clock.now, RIVER_NOTES)
    assert hana.get(f"/teach/decks/{unpublished}/notes").status_code == 404


def test_another_teacher_sees_neither_the_notes_nor_the_deck(client_of, make_person, rivers):
    other = client_of(make_person("yuna", role="teacher"))
    assert other.get(f"/teach/decks/{rivers}/notes").status_code == 404
    assert other.get(NOTES).status_code == 200


@pytest.mark.parametrize("who", ["client", "guest", "student"])
def test_no_learner_gets_them(request, client_of, student, who):
    client = client_of(student) if who == "student" else request.getfixturevalue(who)
    assert client.get(NOTES).status_code in {303, 404}
    assert SECRET not in client.get(NOTES, follow_redirects=True).text


def test_nothing_that_a_learner_can_reach_has_a_word_of_them(app, client_of, student):
    learner = client_of(student)
    for _ in range(4):
        page = learner.page("/study/harbour")
        learner.answer(page, RIGHT[page.type])
    found, addresses, ahead = {}, app.url_map.bind("localhost"), ["/", "/decks/harbour", "/decks/harbour/read?print=1", "/account/export"]
    while ahead:
        address = ahead.pop().partition("#")[0]
        try:
            kind = addresses.match(urlsplit(address).path, method="GET")[0]
        except HTTPException:
            continue
        if address in found or urlsplit(address).netloc or sum(kind == other for other, _ in found.values()) == 3:
            continue
        response = learner.get(address)
        found[address] = kind, response.data
        if response.mimetype == "text/html":
            ahead += [urljoin(address, link.replace("&amp;", "&")) for link in re.findall(r'href="([^"]*)"', response.text)]
    kinds = {kind for kind, _ in found.values()}
    assert {"read.reading", "read.map", "read.cards", "read.cards_print", "account.export", "quiz.start"} <= kinds
    assert [address for address, (_, data) in found.items() if SECRET.encode() in data] == []


@pytest.mark.parametrize("form", ["gift", "moodle", "csv", "apkg"])
def test_other_programs_get_none_of_them_and_the_page_says_so(hana, form):
    response = hana.get(f"/teach/decks/harbour/export/{form}")
    assert response.status_code == 200
    assert SECRET.encode() not in response.data
    assert "teacher" in hana.page("/teach/decks/harbour/export").words


def test_a_worksheet_has_none_of_them(hana):
    assert SECRET not in hana.get("/teach/decks/harbour/worksheet?count=20&key=1").text


def test_our_own_zip_and_a_copy_keep_every_file(hana, app, teacher, clock):
    with ZipFile(BytesIO(hana.get("/teach/decks/harbour/export/zip").data)) as archive:
        assert SECRET.encode() in archive.read("teacher.md")
        assert b"Mara Quill built ships" in archive.read("reading.easy.md")
    with app.app_context():
        copy = moving.copy_to_edit(visitor_of(teacher), "harbour", clock.now)
        files = drafts.read(visitor_of(teacher), copy).files
    assert SECRET in files["teacher.md"]
    assert "reading.easy.md" in files


def test_teachers_are_reminded_from_the_day_on(hana, client_of, make_person, rivers, clock):
    reminder, tag = "still hold", "Check its facts again"
    assert reminder not in hana.page(f"/teach/decks/{rivers}").words
    assert tag not in hana.page("/teach").words
    clock.now = datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert reminder in hana.page(f"/teach/decks/{rivers}").words
    assert hana.page("/teach").words.count(tag) == 1
    assert reminder not in hana.page("/teach/decks/harbour").words
    assert tag not in client_of(make_person("yuna", role="teacher")).page("/teach").words


def test_nobody_is_reminded_of_a_day_that_was_taken_out(hana, app, teacher, rivers, clock):
    clock.now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    with app.app_context():
        draft = drafts.read(visitor_of(teacher), rivers)
        files = {**draft.files, "deck.yaml": draft.files["deck.yaml"].replace("check_again: 2026-03-05\n", "")}
        drafts.save(visitor_of(teacher), rivers, draft.n, files, clock.now)
    page = hana.page(f"/teach/decks/{rivers}/publish")
    hana.post(f"/teach/decks/{rivers}/publish", data={"n": page.hidden("n"), "why": "", "csrf_token": page.hidden("csrf_token")})
    assert "still hold" not in hana.page(f"/teach/decks/{rivers}").words
    assert "Check its facts again" not in hana.page("/teach").words

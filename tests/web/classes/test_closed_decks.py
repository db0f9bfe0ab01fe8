"""A deck that a quiz closes to those outside: every address of it, as everybody, before, meanwhile and afterwards."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from support import RIGHT, Page

from quizapp.db.base import Base, transaction
from quizapp.db.models import ClassroomRow
from quizapp.web.policy import FREE, POLICY, STUDYING

QUIZ = {"kind": "quiz", "deck": "harbour", "title": "Harbour quiz", "opens": "2026-03-02T10:00", "due": "2026-03-06T14:00", "minutes": "20"}
CLOSED = "This deck is closed until Friday 6 March, 2:00 PM."

VALUES = {"deck": "harbour", "n": 1, "position": 1, "digest": "0" * 64, "fact": "pier-built", "code": "ABCD2345", "token": "a-token"}
VALUES |= {"step": 1, "class_id": 1, "assignment_id": 1}
LEARNING = {"read", "study", "quiz", "progress"}
"""The blueprints with the addresses of decks for learners."""

ELSEWHERE = {"read.set_look", "read.set_level"}
"""What has the name of a deck in its address, and keeps a setting of the visitor's."""

OWN = ["/study/feedback/1", "/attempts/1/review", "/attempts/2", "/attempts/2/1"]
"""What a guest did in the deck before, whose addresses do not name it."""

ANSWERS = ("Mara Quill", "the Anvil", "1887", "240 metres", "Heron")
"""Words of the deck that answer its questions."""


def addresses(app, method):
    """The address of every route for learners with a deck, by endpoint."""
    build = app.url_map.bind("localhost").build
    rules = [rule for rule in app.url_map.iter_rules() if "deck" in rule.arguments and POLICY[rule.endpoint].audience in FREE | STUDYING]
    assert {rule.endpoint.partition(".")[0] for rule in rules} <= LEARNING, "another part of the site shows decks: add it here"
    return {
        rule.endpoint: build(rule.endpoint, {name: VALUES[name] for name in rule.arguments}, method=method)
        for rule in rules
        if method in rule.methods and rule.endpoint not in ELSEWHERE
    }


@pytest.fixture
def closes(at_work):
    """Close the deck from ten o'clock, one hour after the beginning, by a quiz of class 1: `closes(due=...)`; returns its address."""

    def make(**changes):
        response = at_work.submit("/teach/classes/1/assignments/new", QUIZ | {"closes_deck": "1"} | changes, at="/")
        assert response.status_code == 303, Page(response.text).words
        return response.location

    return make


@pytest.fixture
def reader(guest):
    """A guest who began what there is in the deck: an ended and an open quiz, an answer, a question set aside."""
    guest.submit("/quiz/harbour", {"size": "1", "categories": "dates", "feedback": "end", "minutes": ""})
    guest.submit("/attempts/1")
    guest.submit("/quiz/harbour", {"size": "2", "categories": "dates", "feedback": "once", "minutes": ""})
    guest.answer(guest.page("/study/harbour"))
    guest.submit("/study/set-aside", {"kind": "suspended", "question": "harbour/pier-built-date"}, at="/")
    return guest


def everything(app):
    with app.app_context(), transaction(write=False) as connection:
        return {table.name: connection.execute(table.select()).all() for table in Base.metadata.sorted_tables}


def is_closed(response):
    return response.status_code == 403 and "This deck is closed until" in response.text


def test_every_address_of_the_deck_is_closed_to_a_guest(app, guest, closes, clock):
    closes()
    before = {endpoint: guest.get(path).status_code for endpoint, path in addresses(app, "GET").items()}
    assert len(before) > 10
    clock.advance(hours=1)
    for endpoint, path in addresses(app, "GET").items():
        assert is_closed(guest.get(path)) or before[endpoint] == 404, endpoint
    clock.advance(days=4, hours=4)
    assert {endpoint: guest.get(path).status_code for endpoint, path in addresses(app, "GET").items()} == before


def test_every_address_is_closed_to_the_signed_out(app, client, closes, clock):
    closes()
    assert client.get("/decks/harbour/read").status_code == 200
    clock.advance(hours=1)
    for endpoint, path in addresses(app, "GET").items():
        response = client.get(path)
        if POLICY[endpoint].audience in FREE:
            assert is_closed(response), endpoint
        else:
            assert (response.status_code, urlsplit(response.location).path) == (303, "/"), endpoint


@pytest.mark.parametrize("inside", ["student", "assistant"])
def test_the_class_reads_on(app, closes, clock, client_of, student, put_in, inside):
    closes()
    put_in(student, inside)
    clock.advance(hours=1)
    client = client_of(student)
    assert not [path for path in addresses(app, "GET").values() if client.get(path).status_code not in {200, 404}]


def test_teachers_and_administrators_read_on(app, closes, clock, client_of, at_work, admin, make_person):
    closes()
    clock.advance(hours=1)
    for client in (at_work, client_of(admin), client_of(make_person("mio", role="teacher"))):
        assert not [path for path in addresses(app, "GET").values() if client.get(path).status_code not in {200, 404}]


def test_another_class_with_the_deck_reads_on_and_one_without_it_does_not(app, closes, clock, client_of, make_person):
    mio = client_of(make_person("mio", role="teacher"))
    for number, deck in ((2, "harbour"), (3, "knots")):
        mio.submit("/teach/classes", {"name": f"9{deck}"})
        mio.submit(f"/teach/classes/{number}/decks", {"deck": deck}, at=f"/teach/classes/{number}")
    with app.app_context(), transaction(write=False) as connection:
        codes = connection.scalars(select(ClassroomRow.code).where(ClassroomRow.id > 1).order_by(ClassroomRow.id)).all()
    closes()
    clock.advance(hours=1)
    for code, status in zip(codes, (200, 403), strict=True):
        member = app.test_client()
        member.submit(f"/join/{code}", {"name": "Mina"})
        assert member.get("/decks/harbour/read").status_code == status


def test_who_joins_a_class_by_its_code_meanwhile_stays_outside_but_can_take_the_quiz(closes, clock, join):
    made = closes().replace("/teach", "")
    clock.advance(hours=1, minutes=1)
    nobody = join("Nobody Real")
    assert is_closed(nobody.get("/decks/harbour/read"))
    assert is_closed(nobody.get("/decks/harbour/cards/print"))
    assert nobody.submit(made, at="/").status_code == 303
    assert nobody.page("/attempts/1/1").asked


def test_the_export_has_no_answers_of_a_deck_that_is_closed(reader, closes, clock):
    given = [row["response"] for row in reader.get("/account/export").json["answer"]]
    assert given
    assert None not in given
    closes()
    clock.advance(hours=1)
    data = reader.get("/account/export").json
    assert data["answers_left_out_while_closed"] == ["harbour"]
    assert {row[column] for row in data["answer"] for column in ("response", "score", "verdict", "rating")} == {None}
    assert {row["response"] for row in data["position"]} <= {None}


def test_a_student_who_takes_the_quiz_is_told_of_it_and_signed_out_of_the_closing(app, closes, clock, join):
    made = closes().replace("/teach", "")
    mina = join("Mina")
    clock.advance(hours=1)
    assert mina.get("/decks/harbour/read").status_code == 200
    mina.submit(made, at="/")
    assert "This deck is closed while you take its quiz." in Page(mina.get("/decks/harbour/read").text).words
    assert mina.get("/attempts/1/1").status_code == 200
    assert is_closed(app.test_client().get("/decks/harbour/read"))


def test_the_page_says_until_when_and_leads_on(client, closes, clock):
    closes()
    clock.advance(hours=1)
    response = client.get("/decks/harbour/read?check=the-lamp")
    page = Page(response.text)
    words = page.words.replace("\u202f", " ")
    assert page.one("h1").text.replace("\u202f", " ") == CLOSED
    assert "A class is taking a quiz on it." in words
    assert "(Time in UTC.)" in words
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == (str((4 * 24 + 4) * 3600), "no-store")
    assert page.one("a", class_="button primary")["href"] == "/#decks"
    assert page.all("a", href="/login?next=/decks/harbour/read?check%3Dthe-lamp")
    assert "recorded" not in words, "somebody signed out has sent nothing"


def test_the_page_is_on_the_clock_of_the_reader(guest, closes, clock):
    closes()
    clock.advance(hours=1)
    guest.set_cookie("zone", "Asia/Tokyo")
    words = Page(guest.get("/decks/harbour").text).words.replace("\u202f", " ")
    assert "This deck is closed until Friday 6 March, 11:00 PM." in words
    assert "(Time in Asia/Tokyo.)" in words
    assert "What you have answered so far is kept." in words


def test_an_account_of_somebody_else_is_not_asked_to_sign_in(closes, clock, client_of, student):
    closes()
    clock.advance(hours=1)
    response = client_of(student).get("/decks/harbour")
    assert is_closed(response)
    assert "Sign in" not in Page(response.text).words


@pytest.mark.parametrize("path", OWN)
def test_what_somebody_did_in_the_deck_before_is_closed_too(reader, closes, clock, path):
    assert reader.get(path).status_code == 200
    closes()
    clock.advance(hours=1)
    assert is_closed(reader.get(path))
    clock.advance(days=5)
    assert reader.get(path).status_code == 200


def test_a_finished_practice_is_closed_too(guest, observatory, closes, clock):
    address = f"/decks/{observatory}/causes"
    finished = guest.submit(address, {"dont_know": "1", "nonce": "once", "step": "1"}, at=address).location
    assert guest.get(finished).status_code == 200
    closes(deck=observatory)
    clock.advance(hours=1)
    assert is_closed(guest.get(finished))


def test_no_page_for_learners_tells_an_answer_meanwhile(app, reader, closes, clock):
    closes()
    clock.advance(hours=1)
    build, told = app.url_map.bind("localhost").build, {}
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and POLICY[rule.endpoint].audience in FREE | STUDYING and rule.arguments <= VALUES.keys():
            path = build(rule.endpoint, {name: VALUES[name] for name in rule.arguments})
            with reader.get(path, follow_redirects=True) as response:
                told[path] = [words for words in ANSWERS if words in response.text]
    assert len(told) > 30
    assert {path: words for path, words in told.items() if words} == {}


def test_the_answers_looked_for_are_in_the_deck(guest):
    everywhere = guest.get("/decks/harbour/cards/print").text + guest.get("/decks/harbour/read").text
    assert [words for words in ANSWERS if words not in everywhere] == []


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "1"}])
@pytest.mark.parametrize("fields", [{}, {"dont_know": "1"}, {"hint": "1"}, {"reveal": "1"}])
def test_a_question_that_was_open_stores_nothing_and_tells_nothing(app, guest, closes, clock, headers, fields):
    page = guest.page("/study/harbour")
    closes()
    clock.advance(hours=1)
    before = everything(app)
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **(fields or RIGHT[page.type])}
    response = guest.post("/study/answer", data=form, headers=headers, follow_redirects=True)
    assert is_closed(response)
    assert "data-verdict" not in response.text
    assert everything(app) == before
    clock.advance(days=5)
    assert guest.post("/study/answer", data=form | RIGHT[page.type], follow_redirects=True).status_code == 200


def test_an_answer_sent_twice_tells_nothing_the_second_time(app, guest, closes, clock):
    page = guest.page("/study/harbour")
    guest.answer(page)
    closes()
    clock.advance(hours=1)
    before = everything(app)
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}
    assert is_closed(guest.post("/study/answer", data=form, follow_redirects=True))
    assert everything(app) == before


def test_every_form_of_the_deck_is_closed(app, reader, closes, clock):
    shown = reader.page("/study/harbour")
    closes()
    clock.advance(hours=1)
    before = everything(app)
    form = {"csrf_token": shown.hidden("csrf_token"), "presentation": shown.hidden("presentation"), "dont_know": "1", "text": "my note"}
    paths = addresses(app, "POST")
    practices = {"read.rate", "read.check", "read.note", "read.timeline_finish", "read.causes_finish"}
    assert set(paths) == practices | {"quiz.begin", "study.set_test_day", "study.remove_test_day"}
    for endpoint, path in paths.items():
        assert is_closed(reader.post(path, data=form, follow_redirects=True)), endpoint
    assert is_closed(reader.post("/study/set-aside", data=form | {"kind": "back", "question": "harbour/pier-built-date"}))
    assert everything(app) == before


def test_a_quiz_of_ones_own_keeps_what_was_saved(app, reader, closes, clock):
    page = reader.page("/attempts/2/1")
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation")}
    closes()
    clock.advance(hours=1)
    before = everything(app)
    assert is_closed(reader.post("/attempts/2/1", data=form | RIGHT[page.type]))
    assert everything(app) == before
    clock.advance(days=5)
    assert reader.post("/attempts/2/1", data=form | RIGHT[page.type]).status_code == 303
    assert Page(reader.get("/attempts/2/1").text).verdict == "right"


def test_home_lists_the_deck_with_the_word_until_when(client, reader, closes, clock):
    closes()
    clock.advance(hours=1)
    for visitor in (client, reader):
        page = visitor.page("/")
        assert "Closed for a quiz until Friday 6 March, 2:00 PM (UTC)" in page.words.replace("\u202f", " ")
        assert not [link for link in page.all("a") if "harbour" in link["href"]]
        assert page.all("a", href="/decks/knots")
    clock.advance(days=5)
    assert client.page("/").all("a", href="/decks/harbour")


def test_the_lists_of_a_learner_keep_it_without_its_questions(reader, closes, clock):
    assert "In which year was the pier built" in reader.page("/study/set-aside").words
    closes()
    clock.advance(hours=1)
    page = reader.page("/study/set-aside")
    assert "Closed for a quiz until Friday 6 March" in page.words
    assert "In which year was the pier built" not in page.words
    assert not page.all("button", value="back")
    assert "harbour" in reader.get("/progress").text
    assert any(row["deck_id"] == "harbour" for row in reader.get("/account/export").json["my_deck"])


def test_the_mix_leaves_the_deck_out(reader, closes, clock):
    closes()
    clock.advance(hours=1)
    reader.answer(reader.page("/study/knots"))
    page = reader.page("/study")
    assert not [element for element in page.all(data_question=None) if element["data-question"].startswith("harbour/")]


def test_a_learner_with_nothing_else_to_do_is_told_why(guest, closes, clock):
    guest.answer(guest.page("/study/harbour"))
    closes()
    clock.advance(hours=1)
    told = guest.page("/study").words.replace("\u202f", " ")
    assert "A deck of yours is closed for a quiz until Friday 6 March, 2:00 PM (UTC), and its questions wait." in told
    clock.advance(days=5)
    assert guest.page("/study").asked.startswith("harbour/")


def test_a_newcomer_begins_with_a_deck_that_is_open(app, closes, clock):
    first = urlsplit(app.test_client().submit("/guest", at="/").location).path
    assert first == "/decks/harbour/read"
    closes()
    clock.advance(hours=1)
    newcomer = app.test_client()
    assert urlsplit(newcomer.submit("/guest", at="/").location).path not in {first, "/"}
    assert newcomer.page("/study").asked.partition("/")[0] != "harbour"
    assert urlsplit(newcomer.submit("/guest", {"deck": "harbour"}, at="/").location).path == first, "whose page says until when"


def test_a_newcomer_is_told_when_no_deck_is_open(app, at_work, closes, clock):
    for deck in ("harbour", "knots"):
        closes(deck=deck)
    clock.advance(hours=1)
    newcomer = app.test_client()
    response = newcomer.submit("/guest", at="/")
    assert urlsplit(response.location).path == "/"
    assert newcomer.page("/").words.count("Closed for a quiz until") == 2

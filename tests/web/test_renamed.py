"""Former names of decks: old addresses and forms lead to the deck under its new name, for those who may read it, in every process."""

import re
import shutil
from urllib.parse import urlsplit

import pytest
from flask import url_for
from sqlalchemy import select
from support import BANK, RIGHT, FormClient, Page

from quizapp.app import create_app
from quizapp.db.base import db, transaction
from quizapp.db.models import Answer, Attempt, ClassDeck, DeckRow, MembershipRow, Revision
from quizapp.services.authoring import publishing

ARGUMENTS = {
    "step": 1,
    "fact": "plans",
    "question": "plans-multiple-choice",
    "what": "stop",
    "number": 1,
    "n": 1,
    "a": 1,
    "b": 1,
    "kind": "multiple_choice",
    "file": "deck.yaml",
    "form": "csv",
    "digest": "0" * 64,
    "class_id": 1,
}
LOOKS = {"read.set_look", "read.set_level"}
"""Forms that store how readings are shown, whatever the deck, and lead back to its reading."""


@pytest.fixture
def bank(tmp_path, app, clock):
    """Publish a copy of the deck harbour: `bank("alder")`; `bank("birch", gone="alder")` after its folder was renamed."""

    def publish(name, *, gone="", formerly=None):
        if gone:
            (tmp_path / gone).rename(tmp_path / name)
        elif not (tmp_path / name).exists():
            shutil.copytree(BANK / "harbour", tmp_path / name)
        deck = tmp_path / name / "deck.yaml"
        lines = [line for line in deck.read_text().splitlines() if not line.startswith("formerly:")]
        names = formerly or ([gone] if gone else [])
        deck.write_text("\n".join([*lines, *([f"formerly: [{', '.join(names)}]"] if names else [])]) + "\n")
        with app.app_context():
            published = publishing.publish_folder(tmp_path / name, clock.now)
        assert published.status in {"published", "unchanged"}, published.problems
        return published

    return publish


@pytest.fixture
def rows(app):
    """The rows of a table."""

    def read(table):
        with app.app_context(), transaction(write=False) as connection:
            return connection.execute(select(table.__table__)).all()

    return read


@pytest.fixture
def only_owners(app):
    """Hide a deck from everybody but its owners and administrators."""

    def hide(deck):
        with app.app_context(), transaction(write=True) as connection:
            connection.execute(DeckRow.__table__.update().where(DeckRow.id == deck).values(visibility="draft", origin="database"))

    return hide


@pytest.fixture
def other(settings):
    """A second process on the same database: an app with an engine and so a cache of its own."""
    made = create_app(settings)
    made.test_client_class = FormClient
    yield made
    with made.app_context():
        db.engine.dispose()


def resent(client, path, sent, **options):
    """Send a form as browsers do: as it was, once more, to where its deck is now."""
    response = client.post(path, data=sent, **options)
    assert response.status_code == 308, response.text
    return client.post(response.location, data=sent, follow_redirects=True, **options)


def test_every_address_of_a_deck_leads_on(app, bank, admin, client_of):
    bank("alder")
    at_work = client_of(admin)
    at_work.submit("/teach/classes", {"name": "History 9b"})
    token = at_work.token()
    bank("birch", gone="alder")
    rules = [rule for rule in app.url_map.iter_rules() if "deck" in rule.arguments]
    assert len(rules) > 50
    for rule in rules:
        values = {name: ARGUMENTS[name] for name in rule.arguments - {"deck"}}
        with app.test_request_context():
            old, new = (url_for(rule.endpoint, deck=deck, **values) for deck in ("alder", "birch"))
        for method in {"GET", "POST"} & rule.methods:
            data = {"csrf_token": token} if method == "POST" else None
            response = at_work.open(f"{old}?view=a+b&day=%E2%82%AC&view=c&_scheme=x", method=method, data=data)
            led = (303, "/decks/alder/read") if rule.endpoint in LOOKS else (308, f"{new}?view=a+b&view=c&day=%E2%82%AC&_scheme=x")
            assert (response.status_code, response.location) == led, (rule.endpoint, method)
            assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/study?deck={}", "/study/round?deck={}&ahead=1", "/study?deck={}&facts=plans,length"])
def test_a_deck_that_a_parameter_names_leads_on(bank, guest, address):
    bank("alder")
    bank("birch", gone="alder")
    response = guest.get(address.format("alder"))
    assert (response.status_code, response.location.replace("%2C", ",")) == (308, address.format("birch"))


def test_addresses_from_before_end_where_they_did(bank, guest):
    bank("alder")
    bank("birch", gone="alder")
    for path in ("/decks/{}", "/decks/{}/read", "/study/{}", "/quiz/{}", "/decks/{}/cards", "/decks/{}/map", "/progress/{}"):
        response = guest.get(path.format("alder"), follow_redirects=True)
        assert (response.status_code, response.request.path) == (200, path.format("birch"))


@pytest.mark.parametrize(
    ("scope", "scripted", "button"),
    [("", False, "right"), ("", True, "malformed"), ("?deck=alder", False, "hint"), ("?deck=alder", True, "right")],
)
def test_an_answer_to_a_question_from_before_is_stored_once(bank, guest, rows, scope, scripted, button):
    bank("alder")
    page = guest.page("/study/alder?facts=plans")
    fields = {"right": RIGHT[page.type], "malformed": {}, "hint": {"hint": "1"}}[button]
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
    bank("birch", gone="alder")

    for _ in range(2):
        response = guest.post(f"/study/answer{scope}", data=sent, headers={"X-Fragment": "1"} if scripted else {}, follow_redirects=True)

        assert response.status_code == 200
        assert "/alder" not in response.text
        assert len(rows(Answer)) == (button == "right")
    assert guest.get("/study?deck=alder&after=1", follow_redirects=True).status_code == 200


def test_a_card_from_before_is_rated(bank, guest, rows):
    bank("alder")
    page = guest.page("/decks/alder/cards?mode=rate")
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "rating": "good"}
    bank("birch", gone="alder")

    response = guest.post("/decks/alder/cards?mode=rate&at=pier-built-date", data=sent, follow_redirects=True)

    assert (response.status_code, response.request.path, len(rows(Answer))) == (200, "/decks/birch/cards", 1)


def test_a_quiz_is_begun_and_finished_across_two_renamings(bank, guest, rows):
    bank("alder")
    start = guest.page("/quiz/alder")
    bank("birch", gone="alder")
    begun = resent(guest, "/quiz/alder", {"csrf_token": start.hidden("csrf_token"), "everything": "1"})
    assert (begun.status_code, begun.request.path) == (200, "/attempts/1/1")
    page = Page(begun.text)
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}
    bank("cedar", gone="birch")

    assert guest.post("/attempts/1/1", data=sent, follow_redirects=True).status_code == 200
    review = guest.submit("/attempts/1", at="/attempts/1", follow_redirects=True)

    assert "/cedar" in review.text
    assert "/birch" not in review.text
    assert [(row.deck_id, row.closed_at is None) for row in rows(Attempt)] == [("cedar", False)]


def test_how_a_reading_is_shown_is_kept(bank, guest):
    bank("alder")
    page = guest.page("/decks/alder/read")
    bank("birch", gone="alder")
    sent = {"csrf_token": page.hidden("csrf_token"), "size": "large"}
    response = guest.post("/decks/alder/look", data=sent, follow_redirects=True)
    assert (response.status_code, response.request.path) == (200, "/decks/birch/read")
    assert "Your text settings are saved." in response.text


def test_the_button_of_a_deck_begins_that_deck(bank, client):
    bank("alder")
    page = client.page("/decks/alder")
    bank("birch", gone="alder")
    response = client.post("/guest", data={"csrf_token": page.hidden("csrf_token"), "deck": "alder"})
    assert urlsplit(response.location).path == "/decks/birch/read"


def test_forms_of_a_class_know_a_deck_by_its_former_name(bank, teacher, client_of, rows):
    bank("alder")
    at_work = client_of(teacher)
    at_work.submit("/teach/classes", {"name": "History 9b"})
    token = at_work.token()
    bank("birch", gone="alder")
    assert at_work.post("/teach/classes/1/decks", data={"csrf_token": token, "deck": "alder"}).status_code == 303
    assert [row.deck_id for row in rows(ClassDeck)] == ["birch"]
    form = at_work.get("/teach/classes/1/assignments/new?deck=alder&kind=study")
    assert Page(form.text).hidden("deck") == "birch"
    values = {"csrf_token": token, "deck": "alder", "kind": "study", "title": "Friday", "due": "2099-02-01T12:00"}
    assert at_work.post("/teach/classes/1/assignments/new", data=values).status_code == 303
    assert at_work.get("/teach/classes/1/map/alder").location == "/teach/classes/1/map/birch"
    assert at_work.post("/teach/classes/1/decks", data={"csrf_token": token, "take": "alder"}).status_code == 303
    assert rows(ClassDeck) == []


def test_a_deck_renamed_twice_is_found_by_both_names_without_a_chain(bank, client):
    bank("alder")
    bank("birch", gone="alder")
    bank("cedar", gone="birch")
    assert [client.get(f"/decks/{name}").location for name in ("alder", "birch")] == ["/decks/cedar", "/decks/cedar"]


def test_a_site_below_a_path_stays_there(bank, client):
    bank("alder")
    bank("birch", gone="alder")
    assert client.get("/decks/alder", environ_overrides={"SCRIPT_NAME": "/quiz"}).location == "/quiz/decks/birch"


def test_a_deck_that_gets_its_name_back_is_at_home(bank, client):
    bank("alder")
    bank("birch", gone="alder")
    bank("alder", gone="birch")
    assert client.get("/decks/alder").status_code == 200
    assert client.get("/decks/birch").location == "/decks/alder"


def test_a_new_deck_keeps_its_name(bank, client, guest):
    bank("alder")
    bank("birch", gone="alder")
    bank("alder")
    assert client.get("/decks/alder").status_code == 200
    assert guest.get("/decks/alder/pictures/none").status_code == 404  # what the new deck lacks is not looked for in the other
    bank("elm", gone="alder")
    assert client.get("/decks/alder").location == "/decks/elm"
    assert client.get("/decks/birch").status_code == 200


def test_a_new_deck_that_somebody_may_not_read_tells_nothing(bank, client, admin, client_of, only_owners):
    bank("alder")
    bank("birch", gone="alder")
    bank("alder")
    only_owners("alder")
    assert client.get("/decks/alder").location == "/decks/birch"
    assert client_of(admin).get("/decks/alder").status_code == 200


def told(response):
    """What an answer tells: its status, where it leads, and its page without the token of its forms, which has the time in it."""
    return f"{response.status_code} {response.location}\n" + re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", response.text)


def test_the_old_name_of_a_private_deck_tells_nothing(app, bank, client, guest, teacher, admin, client_of, only_owners):
    bank("alder")
    bank("birch", gone="alder")
    only_owners("birch")
    people = {"anybody": client, "guest": guest, "teacher": client_of(teacher)}
    for endpoint in ("read.deck", "read.reading", "study.deck", "quiz.start", "progress.deck", "teach.deck", "teach.revisions"):
        for name, one in people.items():
            with app.test_request_context():
                address, unknown = url_for(endpoint, deck="alder"), url_for(endpoint, deck="nothing")
            response, nothing = one.get(address), one.get(unknown)
            assert "birch" not in f"{response.headers}{response.text}", (endpoint, name)
            assert told(response).replace("alder", "nothing") == told(nothing), (endpoint, name)
    assert guest.post("/quiz/alder", data={"csrf_token": guest.token()}).status_code == 404
    assert client_of(admin).get("/decks/alder").location == "/decks/birch"


def test_members_of_the_class_that_has_it_are_led_on(app, bank, clock, teacher, student, other_student, client_of):
    bank("alder")
    at_work = client_of(teacher)
    at_work.submit("/teach/classes", {"name": "History 9b"})
    at_work.submit("/teach/classes/1/decks", {"deck": "alder"}, at="/teach/classes/1")
    bank("birch", gone="alder")
    member = {"user_id": student.id, "class_id": 1, "role": "student", "name": "Sora", "joined_at": clock.now}
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(MembershipRow.__table__.insert().values(member))
        connection.execute(DeckRow.__table__.update().where(DeckRow.id == "birch").values(visibility="class"))

    assert client_of(student).get("/study/alder").location == "/study/birch"
    assert client_of(other_student).get("/study/alder").status_code == 404


def test_a_page_that_is_found_asks_for_no_former_name(bank, guest, query_counter):
    bank("alder")
    bank("birch", gone="alder")
    with query_counter() as queries:
        assert guest.get("/decks/birch/read").status_code == 200
    assert not any("former_name" in query for query in queries)


def test_another_process_knows_a_renamed_deck_at_its_next_request(app, other, bank, rows):
    bank("alder")
    there = other.test_client()
    assert there.submit("/guest", at="/").status_code == 303
    there.answer(there.page("/study/alder"))
    page = there.page("/study/alder")
    quiz = there.submit("/quiz/alder", {"everything": "1"}, at="/quiz/alder")
    assert "/decks/alder" in there.get("/decks/alder/read").text

    bank("birch", gone="alder")

    for address in ("/decks/alder", "/decks/alder/read", "/study/alder", "/quiz/alder", "/progress/alder"):
        shown = there.get(address, follow_redirects=True)
        assert (shown.status_code, shown.request.path) == (200, address.replace("alder", "birch"))
        assert "/alder" not in shown.text
    for address in ("/", "/progress", "/study/feedback/1", quiz.location, "/attempts/1"):
        shown = there.get(address)
        assert shown.status_code == 200, address
        assert "/alder" not in shown.text, address
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}
    told = there.post("/study/answer", data=sent, follow_redirects=True)
    assert (told.status_code, "/alder" in told.text, len(rows(Answer))) == (200, False, 2)
    review = there.submit("/attempts/1", at="/attempts/1", follow_redirects=True)
    assert "/birch" in review.text
    assert "/alder" not in review.text


def test_another_process_shows_a_new_edition_at_its_next_request(other, bank, tmp_path):
    bank("alder")
    there = other.test_client()
    assert "The pier of Brindle" in there.get("/decks/alder/read").text
    deck = tmp_path / "alder" / "deck.yaml"
    deck.write_text(deck.read_text().replace("The pier of Brindle", "The new pier"))

    bank("alder")

    shown = there.get("/decks/alder/read").text
    assert "The new pier" in shown
    assert "The pier of Brindle" not in shown


def test_another_process_shows_what_took_the_place_of_a_deck_that_nobody_had_used(other, bank, tmp_path, rows):
    bank("alder")
    shutil.copytree(tmp_path / "alder", tmp_path / "birch")
    bank("birch")
    there = other.test_client()
    assert there.get("/decks/birch/read").status_code == 200
    dropped = {row.id for row in rows(Revision) if row.deck_id == "birch"}
    shutil.rmtree(tmp_path / "alder")

    bank("birch", formerly=["alder"])

    kept = {row.id for row in rows(Revision) if row.deck_id == "birch"}
    assert not dropped & kept, "ids of revisions are never used twice"
    assert there.get("/decks/alder/read").location == "/decks/birch/read"
    assert there.submit("/guest", at="/").status_code == 303
    there.answer(there.page("/study/birch"))
    assert len(rows(Answer)) == 1

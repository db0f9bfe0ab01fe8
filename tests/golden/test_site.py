"""A site of an earlier program continues as if nothing had happened: nothing is published, learnt or asked again, nobody locked out."""

import re

import pytest
from sqlalchemy import func, select
from support import Page, Person

from quizapp.db.base import transaction
from quizapp.db.learning import running_numbers
from quizapp.db.models import Answer, QuestionNumbersRow, QuestionRow
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.services.authoring import publishing
from quizapp.services.grading import offering
from quizapp.services.learning import memories
from quizapp.services.people import accounts

LEARNED = ("memory", "day_total")
PUBLISHED = ("deck", "revision", "version", "question")


@pytest.fixture
def left_open(golden):
    """The forms that were open in a quiz, or elsewhere: who has each, where it is sent, its question, presentation and choices."""
    in_quiz = [form for form in golden["shown"] if form[1].startswith("/attempts/")]
    return {"quiz": in_quiz, "elsewhere": [form for form in golden["shown"] if form not in in_quiz]}


@pytest.fixture
def right(golden):
    """The fields that answer a question right, by <deck>/<question>."""
    return {f"{deck}/{key}": entry["right"] for deck, kept in golden["decks"].items() for key, entry in kept["questions"].items()}


def post(client, path, presentation, fields):
    return client.post(path, data={"csrf_token": client.token("/account"), "presentation": presentation, **fields})


def rebuild(app):
    with app.app_context():
        for learner in memories.learners():
            memories.rebuild_learner(learner)


def test_the_same_bank_is_published_unchanged(app, bank, rows, clock):
    before = rows(*PUBLISHED, *LEARNED)

    with app.app_context():
        outcomes = {one.deck: one.status for one in publishing.publish_bank(bank, clock.now)}
    del outcomes["glass"]  # the bytes of its pictures depend on the library that writes them; its questions are the same

    assert outcomes == dict.fromkeys(outcomes, "unchanged")
    assert len(outcomes) == 17
    after = rows(*PUBLISHED, *LEARNED)
    assert [after[name] for name in ("version", "question", *LEARNED)] == [before[name] for name in ("version", "question", *LEARNED)]
    assert [row for row in after["revision"] if row[1] != "glass"] == [row for row in before["revision"] if row[1] != "glass"]


def test_a_new_fact_makes_a_version_of_its_own_question_alone(app, bank, rows, clock):
    before = rows(*PUBLISHED, "memory")
    text = (bank / "renamed" / "deck.yaml").read_text("utf-8")
    more = "  - {id: roof, statement: The roof is blue., questions: [{type: short_answer, prompt: What is blue?, answer: the roof}]}\n"
    (bank / "renamed" / "deck.yaml").write_text(text + more, "utf-8")

    with app.app_context():
        assert publishing.publish_folder(bank / "renamed", clock.now).status == "published"

    after = rows(*PUBLISHED, "memory")
    assert len(after["revision"]) == len(before["revision"]) + 1
    assert len(after["version"]) == len(before["version"]) + 1
    assert after["version"][:-1] == before["version"]
    assert after["memory"] == before["memory"]


def test_a_draft_that_was_left_open_changes_what_it_changed(app, golden):
    with app.app_context():
        changes = publishing.preview(accounts.visitor(golden["marks"]["hana"]), "rivers")
    assert [change.question for change in changes.reworded] == ["loud-short-answer", "loud-numeric"]
    assert (changes.new, changes.rekeyed, changes.removed, changes.unchanged) == ([], [], [], 1)


def test_memory_is_what_its_answers_say(app, rows):
    before = rows(*LEARNED)

    rebuild(app)

    assert rows(*LEARNED) == before


def test_learners_study_on(app, as_before, rows, right, clock):
    for _day in range(2):
        for name, decks in (("sora", ("every-type", "gaps")), ("yuna", ("korea-japan-summit", "orders"))):
            client = as_before(name)
            for deck in decks * 3:
                page = client.page(f"/study/{deck}")
                if page.all(data_question=None):
                    assert client.answer(page, right[page.asked]).verdict == "right"
        clock.advance(days=1)
    grown = rows(*LEARNED)

    rebuild(app)

    assert rows(*LEARNED) == grown


def test_a_form_that_was_open_is_taken_once(as_before, left_open, rows, right):
    for name, path, question, presentation, _ in left_open["elsewhere"]:
        client, count = as_before(name), len(rows("answer")["answer"])
        fields = {"rating": "good"} if path.startswith("/decks/") else right[question]
        first, second = (post(client, path, presentation, fields) for _ in range(2))
        assert first.status_code == 303, question
        assert second.location == first.location, question
        answers = rows("answer")["answer"]
        assert len(answers) == count + 1, question
        if path == "/study/answer":
            assert client.page(first.location).verdict == "right", question


def test_an_open_quiz_is_shown_as_it_was_and_handed_in(as_before, golden, left_open, right):
    for name, path, question, presentation, chosen in left_open["quiz"]:
        client = as_before(name)
        page = client.page(path)
        assert page.asked == question
        for option in chosen:
            assert option in page.html
        offered = [each["value"] for each in page.all("input", name="answer") if each.attributes.get("type") in {"radio", "checkbox"}]
        selects = [each["name"] for each in page.all("select", name=None) if "-" in each["name"]]
        assert (offered or selects) == chosen, question
        assert post(client, path, presentation, right[question]).status_code == 303
    number = golden["attempts"]["sora"]
    review = Page(as_before("sora").submit(f"/attempts/{number}", follow_redirects=True).text)
    assert review.one("span", class_="figure long").text == "10"


def test_a_form_that_waits_in_a_cookie_is_given_back(as_before, golden, left_open):
    typed = {"answer": ["the 31st of Nevember"]}
    presentation = next(form[3] for form in left_open["elsewhere"] if form[2] == "every-type/wreck-year")
    number, place = golden["attempts"]["sora"], "/decks/observatory/read?check=up-by-rail&questions=fire-date#check"
    client = as_before("sora")
    with client.session_transaction() as session:
        session["pending"] = [presentation, "error", typed]
        session["position"] = [number, 1, "error", {"answer": ["Nobody"]}]
        session["checked"] = [place, presentation, "error", typed]
        session["turned"] = "tern-both"

    page = client.page("/study")

    assert (page.asked, page.one("input", name="answer")["value"]) == ("every-type/wreck-year", "the 31st of Nevember")
    for path in (f"/attempts/{number}/1", "/decks/observatory/read?check=up-by-rail&questions=fire-date"):
        assert client.page(path).all(data_question=None)
    assert client.page("/decks/cards/cards?mode=rate&at=tern-both").all("button", name="rating")


PAGES = {
    "sora": {
        "/": "",
        "/account": "sora",
        "/progress/every-type": "The signal tower of Orrin Head",
        "/decks/every-type/read": "Ask *grandfather*.",
        "/study/set-aside": "Grass is green.",
        "/decks/observatory/timeline/1": "Hedda Voss",
        "/attempts/1/review": "nearly",
        "/assignments/1": "Until spring",
        "/classes/1/grades": "Until spring",
    },
    "yuna": {"/decks/observatory/causes/1": "Hedda Voss"},
    "hana": {
        "/teach/queue": "the Orm",
        "/teach/classes/1": "김소라",
        "/teach/classes/1/gradebook": "김소라",
        "/teach/assignments/2": "was ill",
        "/teach/classes/1/students/3": "김소라",
        "/teach/decks/lakes/import": "line 1: Lakes: partial marks are left out",
        "/teach/decks/rivers/revisions": "two more were counted",
        "/teach/decks/rivers/revisions/1..2": "The Sorn is very long.",
        "/teach/decks/rivers/regrade/loud-numeric": "two more",
        "/teach/decks/rivers/edit/yaml/deck.yaml": "loudest of all rivers",
        "/teach/decks/observatory/analysis": "Hedda Voss",
    },
    "ryo": {"/admin": "", "/admin/log": "rivers"},
}
"""Pages that everybody can open, with stored texts of theirs."""


def test_pages_say_what_was_stored(as_before):
    said = {(name, path): words in as_before(name).page(path).words for name, pages in PAGES.items() for path, words in pages.items()}
    assert [page for page, says in said.items() if not says] == []


def test_a_note_stays_with_its_fact(as_before):
    kept = as_before("yuna").get("/account/export").json["note"]
    assert [(note["deck_id"], note["fact"], note["text"]) for note in kept] == [("renamed", "tide-wheel", "潮の力")]


def test_the_feedback_of_an_answer_is_that_of_the_day(as_before, rows):
    amended = {row[2] for row in rows("amendment")["amendment"] if row[0] == 3}
    answers = [row for row in rows("answer")["answer"] if row[0] == 3 and row[1] not in amended]
    for answer in answers[::6]:
        verdicts = {each["data-verdict"] for each in as_before("sora").page(f"/study/feedback/{answer[1]}").all(data_verdict=None)}
        assert answer[6] in verdicts, answer


def test_passwords_links_and_codes_open_what_they_opened(app, client, client_of, golden):
    assert client_of(Person(3, "sora", "student")).page("/account").words.count("sora")
    assert client.get(f"/welcome/{golden['invitation']}").status_code == 200
    assert b"BEGIN:VEVENT" in client.get(f"/calendar/{golden['calendar']}.ics").data
    assert "History 9b" in app.test_client().page(f"/join/{golden['code']}").words


def test_every_address_is_where_it_was(app, golden):
    def plain(address):
        return re.sub(r"<(?:[^<>:]+:)?[^<>]+>", "<>", address)

    rules = [*app.url_map.iter_rules()]
    now = {plain(f"{method} {rule.rule}") for rule in rules for method in rule.methods}
    assert {address for address in golden["addresses"] if plain(address) not in now} == set()


def test_its_answers_tell_how_hard_the_questions_are_and_are_not_scored(app):
    with app.app_context():
        everybody = memories.learners()
    with app.app_context(), transaction(write=False) as connection:
        assert running_numbers.wrong(connection) == {}
        assert all(running_numbers.near(*running_numbers.learner_numbers(connection, one)) for one in everybody)
        here = select(func.count()).where(Answer.rating.is_not(None), Answer.residual.is_not(None))
        assert connection.scalar(here) > 0
        assert connection.scalar(here.where(Answer.layered.is_not(None))) == 0
        assert connection.scalar(select(func.sum(QuestionNumbersRow.firsts)).where(QuestionNumbersRow.current)) > 0


def test_its_grades_are_compared_with_the_rules_of_today_and_stay(app, rows, clock):
    before = rows("answer", "amendment", "position", "attempt", *LEARNED)

    with app.app_context():
        assert offering.look_at_older(clock.now, seconds=60) == 0

    assert rows("answer", "amendment", "position", "attempt", *LEARNED) == before
    rules = [column.name for column in Answer.__table__.columns].index("rules")
    assert {row[rules] for row in before["answer"]} == {1}
    with app.app_context(), transaction(write=False) as connection:
        current = select(QuestionRow.rules).where(QuestionRow.archived.is_(False))
        assert set(connection.scalars(current)) == {GRADING_RULES}

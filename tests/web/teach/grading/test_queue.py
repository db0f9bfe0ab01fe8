"""/teach/queue and /teach/decks/<deck>/regrade/<question>: what learners report, what is decided, and re-grading."""

import json

import pytest
from sqlalchemy import select
from support import WRONG, Page, visitor_of

from quizapp.db.base import transaction
from quizapp.db.grading.stored_reports import PileName
from quizapp.db.models import Amendment, ClassDeck, DeckRow, MembershipRow, Regrade, Report
from quizapp.services.authoring import drafts, publishing, revisions
from quizapp.services.classes import classes
from quizapp.services.grading import accepting

SHORT = "/study/harbour?questions=sand-bank-short-answer"
FOLDER = {"deck": "harbour", "question": "sand-bank-short-answer", "kind": "right", "response": json.dumps(["the Bellows"])}

DECK = """\
title: Rivers
language: en
facts:
  - id: loud
    statement: The Brack is the loudest river.
    questions:
      - type: short_answer
        prompt: Which river is the loudest?   # asked since the flood
        answer: Brack
      - type: cloze
        prompt: |
          The {{Brack}} runs past {{Nettle Hill}}.
      - type: numeric
        prompt: How long is it, in km?
        answer: 12
"""


def rows(app, model):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(model.__table__)).all()


@pytest.fixture
def rivers(app, teacher, room, clock):
    """A deck that the teacher wrote in the browser and gave to her class."""
    hana = visitor_of(teacher)
    with app.app_context():
        deck = drafts.create(hana, "Rivers", "en", clock.now, {"deck.yaml": DECK})
        publishing.publish_draft(hana, deck, 1, "", "class", clock.now)
        with transaction(write=True) as connection:
            connection.execute(ClassDeck.__table__.insert().values(class_id=room, deck_id=deck))
    return deck


@pytest.fixture
def claim():
    """Answer a question wrong and claim that it was right."""

    def say(client, address, fields, what="right", **more):
        feedback = client.answer(client.page(address), fields)
        number = max(
            int(form["action"].split("/")[3].split("?")[0])
            for form in feedback.all("form", action=None)
            if "/study/feedback/" in form["action"]
        )
        data = {"csrf_token": feedback.hidden("csrf_token"), **more}
        assert client.post(f"/study/feedback/{number}/{what}", data=data).status_code == 303
        return number

    return say


def pile(deck, question, given, kind="right"):
    return {"deck": deck, "question": question, "kind": kind, "response": json.dumps(given, ensure_ascii=False)}


def post(client, path, at="/teach/queue", **fields):
    return client.submit(path, fields, at=at)


def test_a_teacher_sees_what_her_students_say_and_no_other_teacher_does(
    client_of, make_person, teacher, student, other_student, room, claim
):
    claim(client_of(student), SHORT, WRONG["short_answer"])
    claim(client_of(other_student), SHORT, WRONG["short_answer"])
    assert "One learner" in client_of(teacher).page("/teach/queue").words
    assert "No reports at the moment" in client_of(make_person("kei", role="teacher")).page("/teach/queue").words
    assert "2 learners" in client_of(make_person("boss", role="admin")).page("/teach/queue").words


def test_assistants_see_and_dismiss_and_change_no_key(app, client_of, student, other_student, room, claim, clock):
    claim(client_of(student), SHORT, WRONG["short_answer"])
    assert client_of(other_student).get("/teach/queue").status_code == 404
    with app.app_context(), transaction(write=True) as connection:
        member = {"user_id": other_student.id, "class_id": room, "role": "assistant", "name": "Yuna", "joined_at": clock.now}
        connection.execute(MembershipRow.__table__.insert().values(member))
    assistant = client_of(other_student)
    page = assistant.page("/teach/queue")
    assert "Accept this answer" not in page.words
    assert assistant.get("/teach/queue/accept", query_string=FOLDER).status_code == 404
    assert assistant.get("/teach/decks/harbour/regrade/sand-bank-short-answer").status_code == 404
    assert post(assistant, "/teach/queue/accept", **FOLDER).status_code == 404
    assert assistant.get("/teach/decks/harbour/analysis").status_code == 200
    assert post(assistant, "/teach/queue", **FOLDER, outcome="dismissed").status_code == 303
    assert [row.settled for row in rows(app, Report)] == ["dismissed"]


def test_dismissing_is_told_to_the_learner_and_can_be_taken_back(app, client_of, teacher, student, room, claim):
    learner, hana = client_of(student), client_of(teacher)
    number = claim(learner, SHORT, WRONG["short_answer"])
    assert post(hana, "/teach/queue", **FOLDER, outcome="dismissed").status_code == 303
    assert "kept the grade" in learner.page(f"/study/feedback/{number}").words
    assert "Recently settled" in hana.page("/teach/queue").words
    assert post(hana, "/teach/queue", **FOLDER, outcome="").status_code == 303
    assert [row.settled for row in rows(app, Report)] == [""]
    assert post(hana, "/teach/queue", **FOLDER, outcome="").status_code == 404


@pytest.mark.parametrize(("outcome", "words"), [("accepted", "has been fixed"), ("dismissed", "left it as it is")])
def test_the_learner_reads_what_became_of_a_fault(client_of, teacher, student, room, claim, outcome, words):
    learner = client_of(student)
    number = claim(learner, SHORT, WRONG["short_answer"], "report", words="The chart says otherwise.")
    named = {"deck": "harbour", "question": "sand-bank-short-answer", "kind": "fault", "response": ""}
    assert post(client_of(teacher), "/teach/queue", **named, outcome=outcome).status_code == 303
    assert words in learner.page(f"/study/feedback/{number}").words


@pytest.mark.parametrize("outcome", ["accepted", "anything"])
def test_what_is_right_is_accepted_by_a_re_grade_alone(client_of, teacher, student, room, claim, outcome):
    claim(client_of(student), SHORT, WRONG["short_answer"])
    assert post(client_of(teacher), "/teach/queue", **FOLDER, outcome=outcome).status_code == 404


def test_of_a_folder_the_lines_to_take_over_are_shown(client_of, teacher, student, room, claim):
    claim(client_of(student), SHORT, WRONG["short_answer"])
    client = client_of(teacher)
    [link] = [link["href"] for link in client.page("/teach/queue").all("a", href=None) if "/accept?" in link["href"]]
    page = client.page(link)
    assert "actors.yaml, line" in page.words
    assert "+ - the Bellows" in page.words
    assert "publish the folder" in page.words
    assert post(client, "/teach/queue/accept", **FOLDER).status_code == 303
    assert "Nothing was published" in client.page("/teach/queue").words


def test_accepting_writes_the_yaml_publishes_and_grades_anew(app, client_of, teacher, student, rivers, claim):
    learner, hana = client_of(student), client_of(teacher)
    number = claim(learner, f"/study/{rivers}?questions=loud-short-answer", {"answer": "The Loud One"})
    named = pile(rivers, "loud-short-answer", ["The Loud One"])
    page = hana.page(f"/teach/queue/accept?{'&'.join(f'{key}={value}' for key, value in named.items())}")
    assert "+ - The Loud One" in page.words
    assert "This affects one learner" in page.words
    response = post(hana, "/teach/queue/accept", **named)
    assert (response.status_code, response.location) == (303, f"/teach/decks/{rivers}/regrade/loud-short-answer")
    with app.app_context():
        draft = drafts.read(visitor_of(teacher), rivers)
    assert not draft.changed
    assert "        answer: Brack\n        accept:\n          - The Loud One\n" in draft.files["deck.yaml"]
    assert "# asked since the flood" in draft.files["deck.yaml"]
    assert [row.kind for row in rows(app, Amendment)] == ["right", "regrade"]
    assert [row.settled for row in rows(app, Report)] == ["accepted"]
    words = learner.page(f"/study/feedback/{number}").words
    assert "your teacher accepted your answer" in words
    assert "your answer was re-graded" in words


def test_a_gap_accepts_another_form(app, client_of, teacher, student, rivers, claim):
    learner, hana = client_of(student), client_of(teacher)
    claim(learner, f"/study/{rivers}?questions=loud-cloze", {"blank-1": "Brack", "blank-2": "Thistle Down"})
    named = pile(rivers, "loud-cloze", ["Brack", "Thistle Down"])
    assert post(hana, "/teach/queue/accept", **named).status_code == 303
    with app.app_context():
        assert "{{Brack}} runs past {{Nettle Hill|Thistle Down}}" in drafts.read(visitor_of(teacher), rivers).files["deck.yaml"]
    assert len(rows(app, Regrade)) == 1


def test_a_number_has_no_list_of_right_answers(client_of, teacher, student, rivers, claim):
    claim(client_of(student), f"/study/{rivers}?questions=loud-numeric", {"answer": "13"})
    named = pile(rivers, "loud-numeric", ["13"])
    page = client_of(teacher).page(f"/teach/queue/accept?{'&'.join(f'{key}={value}' for key, value in named.items())}")
    assert "has one right answer" in page.words
    assert f"/teach/decks/{rivers}/edit/questions/loud-numeric" in [link["href"] for link in page.all("a", href=None)]


def test_other_changes_of_the_draft_are_not_published_with_it(app, client_of, teacher, student, rivers, claim, clock):
    claim(client_of(student), f"/study/{rivers}?questions=loud-short-answer", {"answer": "The Loud One"})
    with app.app_context():
        draft = drafts.read(visitor_of(teacher), rivers)
        drafts.save(visitor_of(teacher), rivers, draft.n, {"deck.yaml": DECK.replace("loudest river", "loudest of rivers")}, clock.now)
        before = rows(app, DeckRow)
    named = pile(rivers, "loud-short-answer", ["The Loud One"])
    client = client_of(teacher)
    assert (
        "other unpublished changes"
        in client.page(f"/teach/queue/accept?{'&'.join(f'{key}={value}' for key, value in named.items())}").words
    )
    assert post(client, "/teach/queue/accept", **named).location == "/teach/queue"
    assert rows(app, DeckRow) == before
    assert rows(app, Regrade) == []
    with app.app_context():
        assert "- The Loud One\n" in drafts.read(visitor_of(teacher), rivers).files["deck.yaml"]


@pytest.fixture
def loud(client_of, student, rivers, claim):
    """What a learner says is right."""
    claim(client_of(student), f"/study/{rivers}?questions=loud-short-answer", {"answer": "The Loud One"})
    return pile(rivers, "loud-short-answer", ["The Loud One"])


@pytest.mark.parametrize("step", [(drafts, "save"), (publishing, "publish_draft")])
def test_an_answer_that_is_accepted_twice_at_once_is_published_and_re_graded_once(app, client_of, teacher, loud, clock, meanwhile, step):
    hana, who, rivers = client_of(teacher), visitor_of(teacher), loud["deck"]

    def second():
        with app.app_context():
            accepting.accept(who, PileName(**loud), clock.now)

    meanwhile(*step, second)
    assert post(hana, "/teach/queue/accept", **loud).status_code == 303
    with app.app_context():
        assert [one.number for one in revisions.listing(who, rivers)] == [2, 1]
        assert drafts.read(who, rivers).files["deck.yaml"].count("- The Loud One") == 1
    assert len(rows(app, Regrade)) == 1
    assert [row.settled for row in rows(app, Report)] == ["accepted"]


def test_what_is_written_while_an_answer_is_accepted_is_not_published_with_it(app, client_of, teacher, loud, clock, meanwhile):
    who, rivers = visitor_of(teacher), loud["deck"]

    def change():
        with app.app_context():
            drafts.save(who, rivers, 1, {"deck.yaml": DECK.replace("title: Rivers", "title: Half a")}, clock.now)

    meanwhile(drafts, "save", change)
    client = client_of(teacher)
    assert post(client, "/teach/queue/accept", **loud).location == "/teach/queue"
    assert "The answer is in the draft now" in client.page("/teach/queue").words
    with app.app_context():
        draft = drafts.read(who, rivers)
    assert (draft.revision, draft.changed) == (1, True)
    assert "title: Half a" in draft.files["deck.yaml"]
    assert "- The Loud One" in draft.files["deck.yaml"]


@pytest.mark.parametrize(
    "change", [{"deck": "nowhere"}, {"question": "none"}, {"response": "[]"}, {"response": "{"}, {"kind": "fault"}, {"response": '["x"]'}]
)
def test_nothing_is_accepted_that_nobody_said(client_of, teacher, student, room, claim, change):
    claim(client_of(student), SHORT, WRONG["short_answer"])
    client = client_of(teacher)
    assert client.get("/teach/queue/accept", query_string=FOLDER | change).status_code == 404
    assert post(client, "/teach/queue/accept", **(FOLDER | change)).status_code == 404


def test_another_teacher_accepts_nothing_of_a_deck_that_is_not_hers(client_of, make_person, student, rivers, claim):
    claim(client_of(student), f"/study/{rivers}?questions=loud-short-answer", {"answer": "The Loud One"})
    other = client_of(make_person("kei", role="teacher"))
    named = pile(rivers, "loud-short-answer", ["The Loud One"])
    for path in (f"/teach/decks/{rivers}/regrade/loud-short-answer", "/teach/queue/accept"):
        assert other.get(path, query_string=named).status_code == 404
        assert post(other, path, **named).status_code == 404
    assert post(other, "/teach/queue", **named, outcome="dismissed").status_code == 404


def test_the_page_of_a_re_grade_from_dry_run_to_reversal(app, client_of, teacher, student, rivers, claim, clock):
    learner = client_of(student)
    learner.answer(learner.page(f"/study/{rivers}?questions=loud-short-answer"), {"answer": "Gorse"})
    hana, who = client_of(teacher), visitor_of(teacher)
    path = f"/teach/decks/{rivers}/regrade/loud-short-answer"
    assert "No answer would get a different grade" in hana.page(path).words
    with app.app_context():
        draft = drafts.read(who, rivers)
        saved = drafts.save(who, rivers, draft.n, {"deck.yaml": DECK.replace("answer: Brack", "answer: Gorse")}, clock.now)
        publishing.publish_draft(who, rivers, saved.n, "", "class", clock.now)
    page = hana.page(path)
    assert "One answer would get a different grade" in page.words
    assert "Sora in room 9: wrong → right" in page.words
    response = hana.submit(path, {"why": "x" * 501})
    refused = Page(response.text)
    assert response.status_code == 422
    assert "500 characters" in refused.one("p", id="why-fault").text
    assert refused.one("input", name="why")["value"] == "x" * 501
    assert rows(app, Regrade) == []
    assert hana.submit(path, {"why": "The map was old."}).status_code == 303
    page = hana.page(path)
    assert "The map was old." in page.words
    assert "one answer re-graded" in page.words
    assert hana.submit(path).status_code == 303
    assert "nothing was changed" in hana.page(path).words
    [reverse] = [form["action"] for form in page.all("form", action=None) if form["action"].endswith("/reverse")]
    assert hana.submit(reverse, at=path).status_code == 303
    assert "reversed" in hana.page(path).words
    assert [row.kind for row in rows(app, Amendment)] == ["regrade", "ungrade"]


@pytest.fixture
def colleagues(app, make_person, student, rivers, clock):
    """A class of another teacher, with the teacher's deck and the student in it."""
    mio = visitor_of(make_person("mio", role="teacher"))
    with app.app_context():
        number = classes.create(mio, "Room 4", "", clock.now)
        with transaction(write=True) as connection:
            member = {"user_id": student.id, "class_id": number, "role": "student", "name": "Sora", "joined_at": clock.now}
            connection.execute(MembershipRow.__table__.insert().values(member))
            connection.execute(ClassDeck.__table__.insert().values(class_id=number, deck_id=rivers))


@pytest.mark.usefixtures("colleagues")
def test_a_re_grade_names_the_classes_of_others_and_asks_for_a_tick(app, client_of, teacher, student, rivers, clock):
    learner, hana, who = client_of(student), client_of(teacher), visitor_of(teacher)
    learner.answer(learner.page(f"/study/{rivers}?questions=loud-short-answer"), {"answer": "Gorse"})
    with app.app_context():
        saved = drafts.save(who, rivers, 1, {"deck.yaml": DECK.replace("answer: Brack", "answer: Gorse")}, clock.now)
        publishing.publish_draft(who, rivers, saved.n, "", "class", clock.now)
    path = f"/teach/decks/{rivers}/regrade/loud-short-answer"
    assert "Room 4 (Mio): one student" in hana.page(path).words
    response = hana.submit(path, {"why": "The map was old."}, at=path)
    page = Page(response.text)
    assert response.status_code == 422
    assert "Tick the box if they should." in page.one("p", id="classes-fault").text
    assert page.one("input", name="why")["value"] == "The map was old."
    assert rows(app, Regrade) == []
    assert hana.submit(path, {"why": "", "classes": "y"}, at=path).status_code == 303
    assert len(rows(app, Regrade)) == 1


@pytest.mark.usefixtures("colleagues")
def test_accepting_names_the_classes_of_others_and_asks_for_a_tick(app, client_of, teacher, loud):
    hana = client_of(teacher)
    at = f"/teach/queue/accept?{'&'.join(f'{key}={value}' for key, value in loud.items())}"
    page = hana.page(at)
    assert "Room 4 (Mio): one student" in page.words
    assert page.all("input", name="classes", type="checkbox")
    refused = post(hana, "/teach/queue/accept", **loud)
    assert "Tick the box if they should." in hana.page(refused.location).words
    assert rows(app, Regrade) == []
    with app.app_context():
        assert drafts.read(visitor_of(teacher), loud["deck"]).n == 1
    post(hana, "/teach/queue/accept", **loud, classes="y")
    assert len(rows(app, Regrade)) == 1


def test_a_corrected_question_is_asked_today_with_the_reason_until_it_is_answered(app, client_of, teacher, student, rivers, clock):
    learner, who = client_of(student), visitor_of(teacher)
    address = f"/study/{rivers}?questions=loud-short-answer"
    learner.answer(learner.page(address), {"answer": "Brack"})
    clock.advance(days=1)
    learner.answer(learner.page(address), {"answer": "Brack"})
    clock.advance(days=1)
    with app.app_context():
        draft = drafts.read(who, rivers)
        saved = drafts.save(who, rivers, draft.n, {"deck.yaml": DECK.replace("answer: Brack", "answer: Gorse")}, clock.now)
        publishing.publish_draft(who, rivers, saved.n, "", "class", clock.now)
    page = learner.page(f"/study/{rivers}")
    assert page.asked == f"{rivers}/loud-short-answer"
    assert "has been corrected since you last answered" in page.words
    learner.answer(page, {"answer": "Gorse"})
    clock.advance(days=1)
    assert "has been corrected since" not in learner.page(address).words

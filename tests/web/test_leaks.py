"""Nothing that reveals the right answer is sent before the response is stored: canaries and twins, for every type."""

import json

import pytest
from itsdangerous import URLSafeSerializer
from question_strategies import EXAMPLES, every_type
from sqlalchemy import select
from support import Clock, FormClient, Nonces, Page, visitor_of

from quizapp.app import create_app
from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.models import QuestionRow, Version
from quizapp.services.authoring import drafts, publishing
from quizapp.services.classes import classes, rosters
from quizapp.services.site import maintenance
from quizapp.web.policy import FREE, POLICY, STUDYING

CANARY = "xylofrant"
"""The beginning of every word that must not be seen before an answer."""

QUESTIONS = {name: dict(example.asked) for name, example in EXAMPLES.items()}
QUESTIONS["multiple_choice"]["distractors"] = [{"text": "pears", "feedback": f"{CANARY}feedback"}, "plums"]
QUESTIONS["multiple_answer"]["distractors"] = [{"text": "plums", "feedback": f"{CANARY}feedback"}]
QUESTIONS["true_false"]["why"] = f"{CANARY}why"
QUESTIONS["short_answer"] |= {"answer": f"{CANARY}answer", "accept": [f"{CANARY}accepted"]}
QUESTIONS["cloze"]["prompt"] = f"There was a {{{{{CANARY}gap}}}} here."
QUESTIONS["flashcard"] |= {"answer": f"{CANARY}back", "ideas": [f"{CANARY}idea", f"{CANARY}other"]}
"""The example of each type, with what must not be seen wherever the type has a place for it."""

READING = "\n\n".join(
    f"## Part {n}\n\nHere stands the {CANARY}quote{n} of the story, and {2000 + n} days went by." for n in range(len(QUESTIONS))
)


def write_deck(folder, questions):
    folder.mkdir(parents=True)
    (folder / "reading.md").write_text(READING)
    categories = ", ".join(f"{kind.replace('_', '-')}: {kind}" for kind in questions)
    lines = ["title: A deck of secrets", "language: en", "reading: reading.md", f"categories: {{{categories}}}"]
    lines += ["terms:", f"  - {{name: story, kind: term, note: A {CANARY}note.}}", *(["links:"] if len(questions) > 1 else [])]
    for n in range(1, len(questions)):
        lines.append(f"  - {{cause: {CANARY}fact{n - 1}, effect: {CANARY}fact{n}, quote: the {CANARY}quote{n} of the story}}")
    lines.append("facts:")
    for n, (kind, fields) in enumerate(questions.items()):
        lines += [
            f"  - id: {CANARY}fact{n}",
            f"    statement: The {CANARY}statement{n} holds.",
            f"    quote: the {CANARY}quote{n} of the story, and {2000 + n} days went by",
            f"    why: Since {CANARY}why{n}.",
            f"    when: {1900 + n}",
            "    about: [story]",
            f"    background: And {CANARY}background{n}.",
            f"    category: {kind.replace('_', '-')}",
            "    questions:",
            f"      - type: {kind}",
            f"        id: question-{n}",
            *(f"        {name}: {json.dumps(value)}" for name, value in fields.items()),
        ]
    (folder / "deck.yaml").write_text("\n".join(lines) + "\n")


def make_client(folder, bank, clock=None):
    """A guest of a separate app with a bank of one deck."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = clock or Clock()
    config = {"TESTING": True, "INSTANCE": folder, "SECRET_KEY": "k" * 40, "BANK": bank, "CLOCK": clock, "NONCE": Nonces()}
    app = create_app(config)
    settings = app.extensions["quizapp.settings"]
    maintenance.upgrade(settings, clock.now)
    with maintenance.connected(settings):
        published = publishing.publish_bank(bank, clock.now)
    assert [one.status for one in published] == ["published"], published
    app.test_client_class = FormClient
    client = app.test_client()
    client.submit("/guest", at="/")
    return client


def everything(response):
    """Everything a browser learns from a response: body, headers and addresses, also of the redirects before it.

    The number of the request is drawn by chance.
    """
    for one in (*response.history, response):
        del one.headers["X-Request-ID"]
    return "\n".join(f"{one.request.url}\n{one.headers}\n{one.text}" for one in (*response.history, response))


@pytest.fixture
def canary_client(tmp_path):
    write_deck(tmp_path / "bank" / "secrets", QUESTIONS)
    return make_client(tmp_path / "instance", tmp_path / "bank")


def address(kind):
    return f"/study/secrets?category={kind.replace('_', '-')}"


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_no_canary_is_sent_before_an_answer_and_feedback_after_it(canary_client, kind):
    response = canary_client.get(address(kind))
    assert CANARY not in everything(response)
    page = Page(response.text)
    assert page.type == kind
    hidden = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation")}
    if kind != "flashcard":
        malformed = canary_client.post("/study/answer", data={**hidden, "answer": ""}, follow_redirects=True)
        assert CANARY not in everything(malformed)

    feedback = canary_client.answer(page, {"rating": "good"} if kind == "flashcard" else {"dont_know": "1"})
    assert CANARY in feedback.html


def test_a_flashcard_keeps_its_back_until_show_answer(canary_client):
    page = Page(canary_client.get(address("flashcard")).text)
    assert CANARY not in page.html

    assert f"{CANARY}back" in canary_client.answer(page, {"reveal": "1"}).html


def bring(client, page, scope):
    """Answer a question as our script does; return the feedback and the question sent with it, or ""."""
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "dont_know": "1"}
    response = client.post(f"/study/answer?{scope}", data=form, headers={"X-Fragment": "1"})
    feedback, _, following = everything(response).partition('<template id="following">')
    return feedback, following


@pytest.mark.parametrize(("n", "kind"), list(enumerate(QUESTIONS)))
def test_no_canary_comes_along_with_the_feedback_of_another_question(canary_client, n, kind):
    other = canary_client.page(f"/study/secrets?questions=question-{0 if n else 1}")
    feedback, following = bring(canary_client, other, f"deck=secrets&questions=question-{n}")

    assert CANARY in feedback
    assert Page(following).type == kind
    assert CANARY not in following


SHOWN = {
    "read.reading": "the reading itself",
    "read.map": "the reading itself",
    "read.timeline": "statements without their dates, to be put in order",
    "read.causes": "statements, to be linked",
    "read.cards_print": "both sides of every card, to be cut out",
}
"""The pages that show what a question will ask, and what they show it for."""


def test_no_canary_on_the_pages_around_a_question(canary_client):
    app, found = canary_client.application, set()
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments <= {"deck"} and POLICY[rule.endpoint].audience in FREE | STUDYING:
            path = app.url_map.bind("localhost").build(rule.endpoint, {"deck": "secrets"} if rule.arguments else {})
            with canary_client.get(path, follow_redirects=True) as response:
                assert response.status_code == 200 or not rule.arguments, path
                if CANARY in everything(response):
                    found.add(rule.endpoint)
    for mode in ("piles", "rate"):
        for letter in "ak":
            for before in range(len(QUESTIONS) + 4):  # each front, and both piles after the last card
                assert CANARY not in everything(canary_client.get(f"/decks/secrets/cards?mode={mode}&marks={letter * before}"))
    assert found == set(SHOWN), "show a fact once its questions are answered (CONTRIBUTING, A page), or say in SHOWN why it is shown before"


CHECK = "/decks/secrets/read?check=part-{0}&questions=question-{0}"


@pytest.mark.parametrize(("n", "kind"), list(enumerate(QUESTIONS)))
def test_no_canary_stands_in_the_check_of_a_section_before_an_answer(canary_client, n, kind):
    page = canary_client.get(CHECK.format(n)).text
    check = page[page.index('id="check"') : page.index("</section>", page.index('id="check"'))]
    assert f'data-type="{kind}"' in check
    assert CANARY not in check
    assert CANARY in page


@every_type
def test_twin_decks_that_differ_in_what_is_right_send_equal_pages(tmp_path, time_machine, kind):
    time_machine.move_to(Clock().now, tick=False)
    sent = []
    for name, fields in (("a", EXAMPLES[kind.name].asked), ("b", EXAMPLES[kind.name].twin)):
        write_deck(tmp_path / name / "bank" / "secrets", {kind.name: fields})
        client = make_client(tmp_path / name / "instance", tmp_path / name / "bank")
        with client.session_transaction() as session:
            session["csrf_token"] = "the same in both"
            session["who"] = session["who"]
        sent.append([everything(client.get(path)) for path in ("/study/secrets", CHECK.format(0), "/decks/secrets/cards")])

    assert [Page(page).type for page in sent[0]] == [kind.name] * 3
    assert sent[0] == sent[1]


@every_type
def test_twin_decks_send_equal_questions_along_with_the_feedback_of_another(tmp_path, time_machine, kind):
    time_machine.move_to(Clock().now, tick=False)
    first = "multiple_choice" if kind.name == "true_false" else "true_false"
    sent = []
    for name, fields in (("a", EXAMPLES[kind.name].asked), ("b", EXAMPLES[kind.name].twin)):
        write_deck(tmp_path / name / "bank" / "secrets", {first: EXAMPLES[first].asked, kind.name: fields})
        client = make_client(tmp_path / name / "instance", tmp_path / name / "bank")
        with client.session_transaction() as session:
            session["csrf_token"] = "the same in both"
        sent.append(bring(client, client.page("/study/secrets?questions=question-0"), "deck=secrets&questions=question-1"))

    assert Page(sent[0][1]).type == kind.name
    assert sent[0] == sent[1]


FORGED = {
    "deck.yaml": """title: A deck of somebody else
language: en
categories: {c: C}
facts:
  - id: one
    statement: The code is xylofrant.
    category: c
    why: Since it is.
    questions:
      - {type: short_answer, prompt: What is the code?, answer: xylofrant}
"""
}


@pytest.fixture
def closed_deck(app, clock, make_person):
    """A deck for classes that no class has, its owner, and the number of the version of its question."""
    owner = visitor_of(make_person("olga", role="teacher"))
    with app.app_context():
        deck = drafts.create(owner, "A deck of somebody else", "en", clock.now, FORGED)
        publishing.publish_draft(owner, deck, 1, "", "class", clock.now)
        with transaction(write=False) as connection:
            query = select(Version.id).join(QuestionRow, QuestionRow.id == Version.question_id).where(QuestionRow.deck_id == deck)
            return owner, deck, connection.scalar(query)


def test_a_forged_form_opens_no_deck_that_is_not_ones_own(guest, closed_deck):
    _, deck, version = closed_deck
    assert guest.get(f"/decks/{deck}").status_code == 404
    page = guest.page("/study/harbour")
    _, payload = URLSafeSerializer("any key", salt="presentation").loads_unsafe(page.hidden("presentation"))
    payload[1] = version
    forged = URLSafeSerializer("any key", salt="presentation").dumps(payload)
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": forged}
    shown = guest.post("/study/answer", data={**sent, "answer": "x"}, follow_redirects=True)
    assert "What is the code?" not in shown.text
    assert CANARY not in guest.post("/study/answer", data={**sent, "dont_know": "1"}, follow_redirects=True).text


def test_a_form_that_was_open_when_its_reader_was_removed_tells_nothing(app, closed_deck, clock, make_person, client_of):
    owner, deck, _ = closed_deck
    with app.app_context():
        class_id = classes.create(owner, "9b", "", clock.now)
        classes.give(owner, class_id, deck, clock.now)
        sora = make_person("sora")
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, class_id, sora.id, role="student", name="Sora", now=clock.now)
    client = client_of(sora)
    page = client.page(f"/study/{deck}")
    with app.app_context():
        rosters.remove(owner, class_id, sora.id, clock.now)
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "dont_know": "1"}
    response = client.post("/study/answer", data=sent, follow_redirects=True)
    assert (response.status_code, CANARY in response.text) == (404, False)


def test_a_teacher_who_only_learns_in_a_class_takes_no_deck_of_its_teacher(app, closed_deck, clock, make_person, client_of):
    owner, deck, _ = closed_deck
    tom = make_person("tom", role="teacher")
    with app.app_context():
        class_id = classes.create(owner, "9b", "", clock.now)
        classes.give(owner, class_id, deck, clock.now)
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, class_id, tom.id, role="student", name="Tom", now=clock.now)
    for page in ("export", "export/zip", "worksheet?key=1", "coverage"):
        assert client_of(tom).get(f"/teach/decks/{deck}/{page}").status_code == 404, page

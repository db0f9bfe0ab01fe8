"""The toy type on its way through the program, in the tree that tests/architecture/test_recipe.py creates for it."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from support import Page, visitor_of

from quizapp.bank.load import load_texts
from quizapp.domain.grading.analysis import CountedAnswer, chosen
from quizapp.domain.questions.keys import right_fields, same_key
from quizapp.domain.questions.registry import by_name
from quizapp.services.authoring import drafts, editing

READING = "## The pier\n\nThe pier is 240 metres long, and between 12 and 15 boats lie at it.\n"
RIGHT = {"low": "12", "high": "15"}
HALF = {"low": "12", "high": "90"}
QUOTE = "between 12 and 15 boats lie at it"


@pytest.fixture
def hana(client_of, admin):
    """The person who writes the deck, learns from it and looks after the site."""
    return client_of(admin)


@pytest.fixture
def who(admin):
    return replace(visitor_of(admin), name="Ryo")


@pytest.fixture
def deck(app, who, clock):
    """A draft with a reading and a fact, but no question."""
    with app.app_context():
        name = drafts.create(who, "The pier", "en", clock.now)
        work = editing.work(who, name)
        seen = editing.Seen(work.draft.n, editing.mark(work.files, editing.DraftPiece("reading")))
        editing.save(who, name, editing.DraftPiece("reading"), lambda _: READING, seen, clock.now)
    return name


def hidden(page):
    """The hidden fields of the first form of the editor on a page."""
    return {name: page.hidden(name) for name in ("csrf_token", "n", "seen", "p-kind", "p-fact", "p-question", "p-type", "p-file")}


def written(client, path, **values):
    """Fill in a form of the editor and send it."""
    fields = {f"f-{name}": value for name, value in values.items() if name != "more"}
    return client.post(path, data={**hidden(client.page(path)), **fields, **values.get("more", {})})


def publish(client, deck):
    page = client.page(f"/teach/decks/{deck}/publish")
    fields = {"n": page.hidden("n"), "why": "", "csrf_token": page.hidden("csrf_token")}
    return client.post(f"/teach/decks/{deck}/publish", data=fields, follow_redirects=True)


@pytest.fixture
def fact(hana, deck):
    """The address of the fact."""
    response = written(hana, f"/teach/decks/{deck}/edit/facts", statement="12 to 15 boats lie there.", quote=QUOTE, why="It is small.")
    assert response.status_code == 303, Page(response.text).words
    return response.location


@pytest.fixture
def question(hana, deck, fact, app, who):
    """The id of the toy question, written with the form made from its model, and published."""
    assert f"{fact}/add/interval" in hana.page(fact).html
    page = hana.page(f"{fact}/add/interval")
    assert "The lower bound." in page.words
    response = written(hana, f"{fact}/add/interval", prompt="How many boats lie there?", low="12", high="15")
    assert response.status_code == 303, Page(response.text).words
    assert [hana.page(response.location).one(id=f"f-{name}")["value"] for name in RIGHT] == [*RIGHT.values()]
    assert "Published as revision 1" in publish(hana, deck).text
    with app.app_context():
        loaded, problems = load_texts(deck, dict(drafts.read(who, deck).files))
    assert not [problem for problem in problems if problem.severity == "error"]
    (name,) = loaded.deck.questions
    return name


def send(client, page, action, fields):
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
    return client.post(action, data=form)


def answered(client, deck, fields):
    """Answer in study and return the feedback."""
    return client.answer(client.page(f"/study/{deck}?ahead=1"), fields)


def test_the_laws_hold():
    kind = by_name("interval")
    one, other = (kind.load({"prompt": "?", "low": "12", "high": high}) for high in ("15", "16"))
    response = kind.parse(one, {"low": ["13"], "high": ["15"]})

    assert kind.parse(one, kind.fields(one, response)) == response
    assert kind.grade(one, kind.parse(one, right_fields(one))).score == 1
    assert same_key(one, one)
    assert not same_key(one, other)


def test_it_is_previewed_and_tried_in_the_editor(hana, fact):
    typed = {"prompt": "How many boats?", **RIGHT}
    tried = Page(written(hana, f"{fact}/add/interval", **typed, more={**HALF, "try": "1"}).text)

    assert "Partly: 1 of 2" in tried.words
    assert [tried.one("input", id=name)["value"] for name in HALF] == [*HALF.values()]


def test_it_is_studied(hana, deck, question):
    page = hana.page(f"/study/{deck}")
    assert (page.asked, page.type) == (f"{deck}/{question}", "interval")

    back = hana.answer(page, {"low": "many", "high": "15"})
    assert back.one(id="fault").text.strip().startswith("Field 1: Please write a number.")
    assert back.one("input", aria_invalid=None)["name"] == back.one("input", data_focus=None)["name"] == "low"
    assert [back.one("input", id=name)["value"] for name in RIGHT] == ["many", "15"]

    partly = hana.answer(back, HALF)
    assert partly.verdict == "partly"
    assert "Partly: 1 of 2" in partly.words
    assert "90" in partly.words
    assert "I was right" not in partly.words, "90 is no slip of typing for 15"


def test_the_right_answer_is_right_in_study(hana, deck, question):
    right = answered(hana, deck, RIGHT)

    assert right.verdict == "right"
    assert "between 12 and 15 boats" in right.words


def test_a_quiz_keeps_its_response_shows_it_again_and_reviews_it(hana, deck, question):
    page = Page(hana.submit(f"/quiz/{deck}", {"everything": "1"}, follow_redirects=True).text)
    action = page.one("form", id="asked-form")["action"]
    assert send(hana, page, action, HALF).status_code == 303

    again = hana.page("/attempts/1/1")
    assert [again.one("input", id=name)["value"] for name in HALF] == [*HALF.values()]
    assert hana.submit("/attempts/1", follow_redirects=True).status_code == 200
    review = hana.page("/attempts/1/review").words
    assert re.search(r"0\.5 of 1 point|½|0,5", review), review
    assert "90" in review


def test_an_empty_form_leaves_its_position_of_a_quiz_open(hana, deck, question):
    page = Page(hana.submit(f"/quiz/{deck}", {"everything": "1"}, follow_redirects=True).text)
    action = page.one("form", id="asked-form")["action"]
    assert send(hana, page, action, RIGHT).status_code == 303
    assert send(hana, page, action, {"low": "", "high": " "}).status_code == 303

    assert "1 question is not answered yet" in hana.page("/attempts/1").words


def test_a_response_after_the_end_of_a_quiz_is_shown(hana, deck, question, clock):
    form = {"size": "1", "feedback": "end", "limited": "1", "minutes": "10"}
    page = Page(hana.submit(f"/quiz/{deck}", form, follow_redirects=True).text)
    action = page.one("form", id="asked-form")["action"]
    clock.advance(hours=2)
    late = send(hana, page, action, HALF)

    assert late.status_code == 409
    assert "90" in Page(late.text).words


def test_the_check_of_a_section_asks_it(hana, deck, question):
    page = hana.page(f"/decks/{deck}/read?check=the-pier&questions={question}")
    assert page.type == "interval"

    response = send(hana, page, page.one("form", data_swap=None)["action"], RIGHT)
    assert hana.page(response.location).verdict == "right"


def test_it_is_a_card(hana, deck, question):
    back = hana.page(f"/decks/{deck}/cards?side=back&at={question}").words

    assert "12" in back
    assert "15" in back


def test_a_worksheet_prints_it_with_its_key(hana, deck, question):
    sheet = hana.page(f"/teach/decks/{deck}/worksheet?key=1")

    assert "How many boats lie there?" in sheet.words
    assert "12; 15" in sheet.words
    assert len(sheet.all("span", _class="blank")) == 2


def test_it_is_exported_byte_for_byte_and_left_out_by_formats_that_cannot_hold_it(hana, deck, question, app, who):
    archive = ZipFile(BytesIO(hana.get(f"/teach/decks/{deck}/export/zip").data))
    with app.app_context():
        files = dict(drafts.read(who, deck).files)
    packed = {name.rpartition("/")[2]: archive.read(name).decode() for name in archive.namelist()}

    assert {name: packed[name] for name in files} == files
    assert hana.page(f"/teach/decks/{deck}/export").words
    for form in ("csv", "gift", "moodle", "anki"):
        assert hana.get(f"/teach/decks/{deck}/export/{form}").status_code in {200, 404}


def test_the_same_question_published_again_asks_nobody_anew_and_another_key_regrades(hana, deck, fact, question):
    assert answered(hana, deck, {"low": "12", "high": "16"}).verdict == "partly"
    edit = f"/teach/decks/{deck}/edit/questions/{question}"
    path = f"/teach/decks/{deck}/regrade/{question}"

    assert written(hana, edit, prompt="How many boats are there?", **RIGHT).status_code == 303
    assert "One question is reworded" in hana.page(f"/teach/decks/{deck}/publish").words
    publish(hana, deck)
    assert "No answer would get a different grade" in hana.page(path).words

    assert written(hana, edit, prompt="How many boats are there?", low="12", high="16").status_code == 303
    assert "One question has a different right answer" in hana.page(f"/teach/decks/{deck}/publish").words
    publish(hana, deck)
    assert "One answer would get a different grade" in hana.page(path).words
    assert hana.submit(path, {"why": "There were 16."}).status_code == 303
    assert "one answer re-graded" in hana.page(path).words
    assert hana.page("/study/feedback/1").verdict == "right"


def test_what_was_given_is_told_apart_for_teachers():
    question = by_name("interval").load({"prompt": "?", "low": "12", "high": "15"})
    found = chosen(question, [CountedAnswer(1, 1, 1.0, ("12", "15")), CountedAnswer(2, 1, 0.5, ("12", "90")), CountedAnswer(3, 1, 0.0, ())])

    assert [(choice.text, choice.kind, choice.count) for choice in found] == [
        ("12; 15", "right", 1),
        ("12; 90", "partly", 1),
        ("", "unknown", 1),
    ]

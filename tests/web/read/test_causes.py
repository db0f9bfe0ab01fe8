"""/decks/<deck>/causes: the causes of one effect after another, the result, and that nothing else changes."""

import json

import pytest
from sqlalchemy import func, select

from quizapp.db.base import transaction
from quizapp.db.models import Answer, MemoryRow, Practice
from quizapp.services.authoring import publishing

CAUSES = "/decks/observatory/causes"


@pytest.fixture
def deck(app, observatory):
    from quizapp.services.learning.editions import current

    with app.app_context(), transaction(write=False) as connection:
        return current(connection, observatory, 0).deck


@pytest.fixture
def right(deck):
    """The labels of the causes of each effect, by its label."""
    facts = {fact.id: fact.label for fact in deck.facts}
    found = {}
    for link in deck.links:
        found.setdefault(facts[link.effect], set()).add(facts[link.cause])
    return found


def effect_of(page):
    return " ".join(page.one("h1").text.split())


def offered(page):
    """Return the number of each candidate by its label."""
    texts = [" ".join(label.text.split()).rpartition(" ")[0] for label in page.all("label", class_="option")]
    return dict(zip(texts, [box["value"] for box in page.all("input", name="cause")], strict=True))


def choose(client, page, labels=(), path=CAUSES, **extra):
    hidden = {name: page.hidden(name) for name in ("csrf_token", "nonce", "revision", "step")}
    return client.post(path, data={**hidden, "cause": [offered(page)[label] for label in labels], **extra})


def follow(client, response):
    assert response.status_code == 303, response.status_code
    return client.page(response.location)


def run(client, answer, path=CAUSES):
    """Answer every step, `answer(effect, candidates)` with labels; return the page of the result."""
    for _ in range(50):
        page = client.page(path)
        labels = answer(effect_of(page), offered(page))
        checked = follow(client, choose(client, page, labels, path, **({} if labels else {"dont_know": "1"})))
        onward = checked.one("a", class_="button primary")
        if onward.text == "See all links":
            return client.page(onward["href"])
    raise AssertionError("the run does not end")


def stored(app):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(Practice.__table__)).all()


def test_all_links_found(app, guest, deck, right):
    page = run(guest, lambda effect, _: right[effect])

    assert page.one("h1").text == "You found all eleven links"
    assert page.all("span", class_="tag is-wrong") == []
    assert "broken line" not in page.words
    (done,) = stored(app)
    assert (done.kind, done.score) == ("causes", 1)
    assert {tuple(pair) for pair in json.loads(done.given)} == {(link.cause, link.effect) for link in deck.links}


def test_nothing_known_is_told_in_plain_words(app, guest, deck):
    page = run(guest, lambda *_: ())

    assert page.one("h1").text == "You found none of the eleven links"
    assert [tag.text for tag in page.all("span", class_="tag is-wrong")] == ["Missed"] * 2 * len(deck.links)
    assert "Your choices that the reading does not link" not in page.words
    assert [(done.score, done.given) for done in stored(app)] == [(0, "[]")]


def test_what_is_no_link_is_counted_and_told(app, guest, right):
    page = run(guest, lambda effect, candidates: candidates)

    wrong = len(json.loads(stored(app)[0].given)) - 11
    assert page.one("h1").text == "You found all eleven links"
    assert f"{wrong} of your choices do not lead there in the reading" in page.words
    assert stored(app)[0].score == pytest.approx(2 * 11 / (11 + 11 + wrong))


def test_a_step_offers_four_facts_and_is_checked_with_the_words_of_the_reading(guest, right):
    page = guest.page(CAUSES)
    effect, candidates = effect_of(page), offered(page)
    assert right[effect] < set(candidates)
    assert effect not in candidates
    assert len(candidates) in {3, 4}
    assert page.one("p", id="how").text == ("Choose one." if len(right[effect]) == 1 else "Choose two.")
    wrong = next(label for label in candidates if label not in right[effect])

    checked = follow(guest, choose(guest, page, [*right[effect], wrong]))

    assert "You also chose:" in checked.words
    assert wrong in checked.words
    assert [tag.text for tag in checked.all("span", class_="tag is-right")] == ["Found"] * len(right[effect])
    assert len(checked.all("blockquote", class_="passage")) >= 1
    assert checked.one("progress")["value"] == "1"
    assert effect_of(guest.page(CAUSES)) != effect


def test_the_form_tells_nothing_of_what_is_right(guest, deck):
    pages = [guest.page(CAUSES) for _ in range(6)]
    assert len({(effect_of(page), *offered(page)) for page in pages}) > 3
    said = [words for link in deck.links for words in link.quotes]
    assert [words for words in said if words in pages[0].html] == []
    assert [box["value"] for box in pages[0].all("input", name="cause")] == [str(n) for n in range(1, len(offered(pages[0])) + 1)]


def test_no_choice_is_asked_again_and_costs_nothing(app, guest, deck):
    page = guest.page(CAUSES)
    response = choose(guest, page)
    assert response.status_code == 422
    assert "Choose at least one" in response.text
    assert effect_of(page) in response.text
    assert stored(app) == []


def test_a_step_stays_as_it_was_stored(app, guest, right):
    page = guest.page(CAUSES)
    first = choose(guest, page, (), dont_know="1")

    again = choose(guest, page, right[effect_of(page)])

    assert again.location == first.location == f"{CAUSES}/1/1"
    assert [json.loads(done.given)[0][1] for done in stored(app)] == [[]]
    assert guest.get(f"{CAUSES}/1").status_code == 404
    assert guest.get(f"{CAUSES}/1/2").status_code == 404
    ahead = guest.page(CAUSES)
    hidden = {name: ahead.hidden(name) for name in ("csrf_token", "nonce", "revision")}
    assert guest.post(CAUSES, data={**hidden, "step": "7", "dont_know": "1"}).location == CAUSES
    assert len(json.loads(stored(app)[0].given)) == 1


def test_a_run_touches_neither_answers_nor_memory(app, guest, right):
    def counts():
        with app.app_context(), transaction(write=False) as connection:
            return [connection.scalar(select(func.count()).select_from(table)) for table in (Answer, MemoryRow)]

    guest.answer(guest.page("/study/observatory"))
    before = counts()
    run(guest, lambda effect, _: right[effect])
    assert counts() == before


def write_deck(folder, *, according_to="", second=True):
    """Write a deck of three facts in a chain."""
    folder.mkdir(exist_ok=True)
    (folder / "reading.md").write_text("It was wet. The rain fell, so the river rose, and so the bridge went down.\n")
    by = f"\n    according_to: {according_to}" if according_to else ""
    facts = [
        ("rain", "The *rain* fell.", "The rain fell"),
        ("river", "The river rose.", "the river rose"),
        ("bridge", "The bridge went down.", "the bridge went down"),
    ]
    lines = ["title: Spoken", "language: en", "reading: reading.md", "categories: {why: Why}", "asides: [It was wet.]", "links:"]
    lines.append("  - {cause: rain, effect: river, quote: so the river rose}")
    if second:
        lines.append("  - {cause: river, effect: bridge, quote: and so the bridge went down}")
    lines.append("facts:")
    for name, statement, quote in facts:
        lines.append(f'  - id: {name}\n    category: why\n    statement: "{statement}"\n    quote: {quote}\n    why: So it is told.{by}')
        lines.append("    questions:\n      - {type: flashcard, prompt: What happened?, answer: Look it up.}")
    (folder / "deck.yaml").write_text("\n".join(lines) + "\n")


def test_a_run_goes_on_with_the_edition_it_began_with(app, guest, tmp_path, clock):
    folder, path = tmp_path / "spoken", "/decks/spoken/causes"
    with app.app_context():
        write_deck(folder, according_to="the mayor")
        assert publishing.publish_folder(folder, clock.now).status == "published"
    assert "According to the mayor: The" in guest.page(path).words
    choose(guest, guest.page(path), (), path, dont_know="1")
    with app.app_context():
        write_deck(folder, second=False)
        assert publishing.publish_folder(folder, clock.now).status == "published"

    assert run(guest, lambda *_: (), path).one("h1").text == "You found none of the two links"
    assert "This deck has one." in guest.page(path).words


def test_what_leads_there_only_through_others_and_what_is_turned_round_are_said_to_be_so(app, guest, tmp_path, clock):
    path = "/decks/spoken/causes"
    with app.app_context():
        write_deck(tmp_path / "spoken")
        publishing.publish_folder(tmp_path / "spoken", clock.now)
    told = ""
    for _ in range(2):
        page = guest.page(path)
        told += follow(guest, choose(guest, page, offered(page), path)).words

    assert "It leads there, but not directly. In between: The river rose." in told
    assert "It is the other way round: that came of this." in told
    assert "through these steps: The river rose." in guest.page(f"{path}/1").words


def test_a_deck_with_too_few_links_says_so(guest):
    page = guest.page("/decks/harbour/causes")
    assert "needs at least two links" in page.words
    assert "This deck has one." in page.words
    assert "This deck has none." in guest.page("/decks/knots/causes").words
    assert guest.submit("/decks/harbour/causes", {"step": "1", "dont_know": "1"}, at="/").location == "/decks/harbour/causes"


def test_the_history_is_the_learners_own(client_of, student, other_student, right):
    mine, theirs = client_of(student), client_of(other_student)
    run(mine, lambda *_: ())
    run(mine, lambda effect, _: right[effect])
    run(theirs, lambda *_: ())

    page = mine.page(f"{CAUSES}/2")

    assert [link.text for link in page.all("a", href=f"{CAUSES}/1")] == ["You found none of the eleven links"]
    assert [link.text for link in mine.page(CAUSES).all("a", href=f"{CAUSES}/2")] == ["Your last result"]


def test_what_is_not_there_is_not_found(client_of, student, other_student, right):
    run(client_of(student), lambda *_: ())
    theirs = client_of(other_student)

    for path in (f"{CAUSES}/1", f"{CAUSES}/1/1", "/decks/nowhere/causes", "/decks/nowhere/causes/1", "/decks/harbour/causes/1"):
        assert theirs.get(path).status_code == 404, path
    assert client_of(student).get("/decks/harbour/causes/1").status_code == 404
    assert theirs.submit("/decks/nowhere/causes", {"step": "1"}, at="/").status_code == 404


def test_who_is_nobody_is_led_to_the_first_page(client, observatory):
    assert client.get(CAUSES).location == "/"
    assert client.get(f"{CAUSES}/1").location == "/"

"""/decks/<deck>/causes: drawing causes and effects, the result, and that nothing else changes."""

import json
import re

import pytest
from sqlalchemy import func, select

from quizapp.db.base import transaction
from quizapp.db.models import Answer, MemoryRow, Practice
from quizapp.services.authoring import publishing
from quizapp.web.read.causes_drawing import wrap

CAUSES = "/decks/observatory/causes"


@pytest.fixture
def links(app, observatory):
    """The links of the deck as pairs of statements."""
    from quizapp.services.learning.editions import current

    with app.app_context(), transaction(write=False) as connection:
        deck = current(connection, observatory, 0).deck
    said = {fact.id: fact.statement for fact in deck.facts}
    return [(said[link.cause], said[link.effect]) for link in deck.links]


def numbers(page):
    """Return the number of each card by its statement."""
    return {re.sub(r"^\d+ ", "", " ".join(item.text.split())): item["data-choose"] for item in page.all("li", data_choose=None)}


def fields_of(page, pairs):
    """Return the form of a page with pairs drawn in its first rows; a missing half is an empty text."""
    value = numbers(page) | {"": ""}
    hidden = {name: page.hidden(name) for name in ("csrf_token", "nonce", "revision", "checked")}
    drawn = {f"{half}-{row}": "" for row in rows_of(page) for half in ("cause", "effect")}
    for row, pair in enumerate(pairs, 1):
        drawn |= {f"{half}-{row}": value[text] for half, text in zip(("cause", "effect"), pair, strict=True)}
    return hidden | drawn


def draw(client, pairs, page=None, **extra):
    page = page or client.page(CAUSES)
    return client.post(CAUSES, data=fields_of(page, pairs) | extra)


def follow(client, response):
    assert response.status_code == 303, response.status_code
    return client.page(response.location)


def rows_of(page):
    """Return the numbers of the rows of a form, without the one that the script copies."""
    return [int(row["id"].removeprefix("row-")) for row in page.all("li", data_row=None) if row["id"] != "row-NUMBER"]


def chosen(page):
    """Return the fields of a form that have a value."""
    selects = re.finditer(r'<select id="([a-z]+-\d+)"(.*?)</select>', page.html, re.DOTALL)
    picked = {select[1]: re.search(r'value="(\d+)" selected', select[2]) for select in selects}
    return {name: value[1] for name, value in picked.items() if value}


def order_of(page):
    """Return the numbers of the cards in the order shown."""
    return [item["data-choose"] for item in page.all("li", data_choose=None)]


def stored(app):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(Practice.__table__)).all()


def test_all_links_found(guest, links):
    page = follow(guest, draw(guest, links))

    assert page.one("h1").text == "All eleven links found"
    assert len(page.all("path", class_="line")) == 2 * len(links)
    assert page.all("path", class_="dashes") == []
    assert page.words.count("See it in the reading") == len(links)


def test_found_missed_and_wrong_links_are_told_apart(guest, links):
    right, turned, unrelated = links[:6], links[6][::-1], (links[0][0], links[10][1])

    page = follow(guest, draw(guest, [*right, turned, unrelated]))

    assert page.one("h1").text == "Six of eleven links found, two wrong"
    assert "You drew 8 pairs: 6 right. You found 6 of the 11 links in the reading." in page.words
    assert (len(page.all("path", class_="line")), len(page.all("path", class_="dashes"))) == (2 * 6, 2 * 5)
    assert [cell.text for cell in page.all("span", class_="tag is-right")] == ["Found"] * 6
    assert "The other way round In the reading, the second leads to the first." in page.words
    assert "No link Nothing in the reading connects the two." in page.words


def test_what_the_reading_ties_only_by_way_of_others_is_said_to_be_so(guest, links):
    comet, railway, fire = links[4][0], links[4][1], links[5][1]

    page = follow(guest, draw(guest, [(comet, fire), (fire, comet)]))

    assert page.one("h1").text == "None of eleven links found, two wrong"
    assert page.words.count(f"through these steps: {railway}") == 2


def test_one_pair_is_spoken_of_as_one(guest, links):
    page = follow(guest, draw(guest, [links[0][::-1]]))

    assert page.one("h1").text == "None of eleven links found, one wrong"
    assert "You drew one pair: 0 right." in page.words


def test_a_run_is_stored_once_and_touches_neither_answers_nor_memory(app, guest, links):
    def counts():
        with app.app_context(), transaction(write=False) as connection:
            return [connection.scalar(select(func.count()).select_from(table)) for table in (Answer, MemoryRow)]

    guest.answer(guest.page("/study/observatory"))
    before = counts()
    page = guest.page(CAUSES)

    locations = {draw(guest, [links[0], links[0], links[1]], page).location for _ in range(2)}

    assert counts() == before
    assert locations == {f"{CAUSES}/1"}
    (run,) = stored(app)
    assert (run.kind, run.deck_id, len(json.loads(run.given))) == ("causes", "observatory", 2)
    assert run.score == pytest.approx(2 * 2 / (2 + 11))


@pytest.mark.parametrize(
    ("half", "words"), [(0, "The cause is missing"), (1, "The effect is missing"), (None, "This links a card to itself")]
)
def test_a_row_that_is_no_link_gives_the_form_back_filled_and_costs_nothing(app, guest, links, half, words):
    pair = list(links[1])
    pair[half or 0] = "" if half is not None else pair[1]
    first = guest.page(CAUSES)
    sent = fields_of(first, [links[0], pair])

    page = follow(guest, guest.post(CAUSES, data=sent))

    assert words in page.words
    assert "One row is not a link yet." in page.words
    assert [number.text for number in page.all("a", href="#row-2")] == ["Row 2"]
    assert numbers(page) == numbers(first)
    assert order_of(page) == order_of(first)
    assert chosen(page) == {name: value for name, value in sent.items() if name.startswith(("cause-", "effect-")) and value}
    assert stored(app) == []


def test_an_empty_form_is_given_back_and_i_dont_know_shows_every_link(app, guest, links):
    page = follow(guest, draw(guest, []))
    assert "You haven’t drawn a link yet." in page.words
    assert stored(app) == []

    page = follow(guest, draw(guest, [], dont_know="1"))

    assert page.one("h1").text == "No links drawn"
    assert len(page.all("path", class_="dashes")) == 2 * len(links)
    assert [run.score for run in stored(app)] == [0]


def test_another_row_keeps_what_was_drawn(app, guest, links):
    first = guest.page(CAUSES)
    assert len(rows_of(first)) == len(links) + 2

    page = follow(guest, draw(guest, [links[0], (links[1][0], "")], first, more="1"))

    assert rows_of(page) == [*rows_of(first), len(links) + 3]
    assert len(chosen(page)) == 3
    assert "not a link yet" not in page.words
    assert stored(app) == []


@pytest.mark.parametrize(
    "query", ["drawn=9999-1.x.1-2&checked=1", "drawn=" + "1-2." * 300, "rows=99999999", "revision=4711", "nonce=%3Cb%3E&revision=1"]
)
def test_an_address_that_somebody_made_up_does_no_harm(guest, links, query):
    page = guest.page(f"{CAUSES}?{query}")

    assert numbers(page).keys() == {statement for link in links for statement in link}
    assert len(rows_of(page)) <= 200
    assert "<b>" not in page.hidden("nonce")


def test_the_form_tells_nothing_of_what_belongs_together(guest, links):
    pages = [guest.page(CAUSES) for _ in range(6)]

    assert len({tuple(order_of(page)) for page in pages}) == len(pages)
    for page in pages:
        by_statement = sorted(numbers(page))
        assert [numbers(page)[text] for text in by_statement] == [str(number) for number in range(1, len(by_statement) + 1)]
    assert "so that one clock would rule the whole coast" not in pages[0].html


def test_the_source_of_a_claim_stands_on_its_card(app, guest, tmp_path, clock):
    write_deck(tmp_path / "spoken", according_to="the mayor")
    with app.app_context():
        publishing.publish_folder(tmp_path / "spoken", clock.now)

    assert "According to the mayor: The rain fell." in guest.page("/decks/spoken/causes").words


def write_deck(folder, *, according_to="", title="Spoken", second=True):
    """Write a deck of three facts in a chain."""
    folder.mkdir(exist_ok=True)
    (folder / "reading.md").write_text("It was wet. The rain fell, so the river rose, and so the bridge went down.\n")
    by = f"\n    according_to: {according_to}" if according_to else ""
    facts = [
        ("rain", "The *rain* fell.", "The rain fell"),
        ("river", "The river rose.", "the river rose"),
        ("bridge", "The bridge went down.", "the bridge went down"),
    ]
    lines = [f"title: {title}", "language: en", "reading: reading.md", "categories: {why: Why}", "asides: [It was wet.]", "links:"]
    lines.append("  - {cause: rain, effect: river, quote: so the river rose}")
    if second:
        lines.append("  - {cause: river, effect: bridge, quote: and so the bridge went down}")
    lines.append("facts:")
    for name, statement, quote in facts:
        lines.append(f'  - id: {name}\n    category: why\n    statement: "{statement}"\n    quote: {quote}\n    why: So it is told.{by}')
        lines.append("    questions:\n      - {type: flashcard, prompt: What happened?, answer: Look it up.}")
    (folder / "deck.yaml").write_text("\n".join(lines) + "\n")


def test_a_form_is_graded_by_the_edition_it_was_made_from(app, guest, tmp_path, clock):
    folder = tmp_path / "spoken"
    with app.app_context():
        write_deck(folder)
        assert publishing.publish_folder(folder, clock.now).status == "published"
        page = guest.page("/decks/spoken/causes")
        write_deck(folder, second=False)
        assert publishing.publish_folder(folder, clock.now).status == "published"
    pairs = [("The rain fell.", "The river rose."), ("The river rose.", "The bridge went down.")]

    done = follow(guest, guest.post("/decks/spoken/causes", data=fields_of(page, pairs)))

    assert done.one("h1").text == "All two links found"
    assert "This deck has one." in guest.page("/decks/spoken/causes").words


def test_a_deck_with_too_few_links_says_so(guest):
    page = guest.page("/decks/harbour/causes")
    assert "needs at least two links" in page.words
    assert "This deck has one." in page.words
    assert "This deck has none." in guest.page("/decks/knots/causes").words
    assert guest.submit("/decks/harbour/causes", {"checked": "1", "dont_know": "1"}, at="/").location.startswith("/decks/harbour/causes?")


def test_the_history_is_the_learners_own(client_of, student, other_student, links):
    mine, theirs = client_of(student), client_of(other_student)
    draw(mine, links[:1])
    draw(mine, links[:2])
    draw(theirs, links)

    page = mine.page(f"{CAUSES}/2")

    assert [link.text for link in page.all("a", href=f"{CAUSES}/1")] == ["One of eleven links found"]
    assert "Two of eleven links found" in page.words
    assert "All eleven" not in page.words
    assert [link["href"] for link in mine.page(CAUSES).all("a") if link["href"].startswith(f"{CAUSES}/")] == [f"{CAUSES}/2", f"{CAUSES}/1"]


def test_what_is_not_there_is_not_found(client_of, student, other_student, links):
    draw(client_of(student), links)
    theirs = client_of(other_student)

    for path in (f"{CAUSES}/1", "/decks/nowhere/causes", "/decks/nowhere/causes/1", "/decks/harbour/causes/1"):
        assert theirs.get(path).status_code == 404, path
    assert client_of(student).get("/decks/harbour/causes/1").status_code == 404
    assert theirs.submit("/decks/nowhere/causes", {"checked": "1"}, at="/").status_code == 404


def test_who_is_nobody_is_led_to_the_first_page(client, observatory):
    assert client.get(CAUSES).location == "/"
    assert client.get(f"{CAUSES}/1").location == "/"


@pytest.mark.parametrize(
    ("text", "room", "most", "lines"),
    [
        ("", 10, 3, ()),
        ("one two three four", 9, 3, ("one two", "three", "four")),
        ("one two three four", 9, 2, ("one two", "three…")),
        ("one twelvefold", 9, 1, ("one…",)),
        ("unutterableness", 6, 3, ("unutte", "rablen", "ess")),
        ("정상은 도쿄에서", 6, 3, ("정상은", "도쿄에", "서")),
        ("二つの国は再び", 4, 2, ("二つ", "の…")),
    ],
)
def test_a_statement_is_broken_into_lines(text, room, most, lines):
    assert wrap(text, room, most) == lines

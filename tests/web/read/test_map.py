"""/decks/<deck>/map: the coloured reading, the panel of chosen words, the table, future days, and what it costs."""

import pytest
from big_deck import FACTS, ID, QUESTIONS, hold_all, write_big_deck

OIL = "burned oil from the first night to the last"
STATEMENT = "The lamp always burned oil."


def marks(page):
    """The quoted words of the coloured text, each with how well it is remembered."""
    return [(link.text, link["class"].removeprefix("span ")) for link in page.all("a", _class=None) if link["class"].startswith("span ")]


def held(page, words):
    return {how for text, how in marks(page) if words in text}


def answered(client, fact="oil", **fields):
    return client.answer(client.page(f"/study/harbour?facts={fact}"), fields or None)


def test_nobody_is_led_to_the_first_page(client):
    response = client.get("/decks/harbour/map")

    assert (response.status_code, response.headers["Location"]) == (303, "/")


def test_before_the_start_all_is_new_and_a_button_leads_to_the_first_question(guest):
    page = guest.page("/decks/harbour/map")

    assert {how for _, how in marks(page)} == {"new"}
    assert "10 facts, new to you" in page.words
    assert page.one("a", _class="button primary")["href"] == "/study/harbour"


def test_words_are_painted_as_their_facts_are_held(guest, clock):
    answered(guest)
    assert held(guest.page("/decks/harbour/map"), OIL) == {"begun"}

    clock.advance(days=60)
    page = guest.page("/decks/harbour/map")
    assert held(page, OIL) == {"due"}
    assert held(page, "built a pier") == {"new"}
    assert "1 of 10 facts are due today" in page.words
    assert "1 fact, due today" in page.words


def test_each_mark_says_in_words_how_it_is_held_and_no_percentage_is_shown(guest):
    answered(guest)
    page = guest.page("/decks/harbour/map")

    assert any(OIL in text and "(begun)" in text for text, _ in marks(page))
    assert "%" not in page.one("main").text


def test_the_panel_shows_a_fact_its_questions_with_next_days_and_starts_practice(guest):
    answered(guest)
    page = guest.page("/decks/harbour/map?fact=oil")
    panel = page.one("aside", id="panel")

    assert STATEMENT in panel.text
    assert "The lamp burned gas in its last years." in panel.text
    assert "never asked" not in panel.text
    assert page.one("a", _class="button primary")["href"] == "/study/harbour?facts=oil"
    assert [link.text for link in page.all("a", aria_current="true") if "span" in link["class"]] != []


def test_nothing_that_was_not_answered_is_given_away(guest):
    page = guest.page("/decks/harbour/map?fact=length,oil")
    panel = page.one("aside", id="panel").text

    assert "Not asked yet" in panel
    assert "How long is the pier?" in panel
    assert STATEMENT not in page.html
    assert "240" not in panel
    assert "It had to reach beyond the shallows" not in page.html
    assert STATEMENT not in guest.page("/decks/harbour/map?view=table").html


SHARED = """
title: Lamps
language: en
reading: reading.md
categories: {when: When}
facts:
  - id: year
    category: when
    statement: The lamp was lit in 1887.
    quote: The lamp was lit in 1887 by Mara Quill
    questions: [{type: numeric, prompt: In which year was the lamp lit?, answer: 1887}]
  - id: who
    category: when
    statement: Mara Quill lit the lamp.
    quote: by Mara Quill, who
    questions: [{type: short_answer, prompt: Who lit the lamp?, answer: Mara Quill}]
"""


@pytest.fixture
def lamps(app, clock, tmp_path):
    """A deck in which two facts share words."""
    from quizapp.services.authoring import publishing

    folder = tmp_path / "lamps"
    folder.mkdir()
    (folder / "deck.yaml").write_text(SHARED)
    (folder / "reading.md").write_text("The lamp was lit in 1887 by Mara Quill, who stayed.\n")
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
    assert published.status == "published", published.problems


def test_shared_words_are_painted_as_the_fact_least_remembered_and_show_all_facts(guest, lamps):
    guest.answer(guest.page("/study/lamps?facts=year"), {"answer": "1887"})
    page = guest.page("/decks/lamps/map")

    assert [(text.partition(" (")[0], how) for text, how in marks(page)] == [
        ("The lamp was lit in 1887 ", "begun"),
        ("by Mara Quill", "new"),
        (", who", "new"),
    ]
    panel = guest.page(page.one("a", href="/decks/lamps/map?fact=year,who#panel")["href"]).one("aside", id="panel")
    assert "Chosen words: 2 facts" in panel.text
    assert "The lamp was lit in 1887." in panel.text
    assert "Not asked yet" in panel.text
    assert "Mara Quill" not in panel.text
    assert "Practise these 2" in panel.text


def test_facts_that_share_no_words_are_all_marked(guest):
    page = guest.page("/decks/harbour/map?fact=oil,length")

    assert len([link for link in page.all("a", aria_current="true") if "span" in link.attributes.get("class", "")]) == 2


def test_the_panel_stands_in_the_section_of_the_words(guest):
    page = guest.page("/decks/harbour/map?fact=flags")
    sections = [section for section in page.all("section") if "Chosen words" in section.text]

    assert [section["aria-labelledby"] for section in sections] == ["the-harbour"]


def test_the_link_of_a_mark_leads_to_its_panel(guest):
    page = guest.page("/decks/harbour/map")
    link = next(link for link in page.all("a") if OIL in link.text)

    assert link["href"] == "/decks/harbour/map?fact=oil#panel"
    assert guest.page(link["href"]).one("aside", id="panel", tabindex="-1")


def test_a_note_stands_in_the_panel_and_leads_back_to_it(guest):
    panel = guest.page("/decks/harbour/map?fact=oil")
    action = next(form["action"] for form in panel.all("form", method="post") if "oil" in form["action"])
    response = guest.submit(action, {"text": "as at home", "next": panel.hidden("next")})

    assert response.headers["Location"].endswith("/decks/harbour/map?fact=oil#panel")
    assert "as at home" in guest.page("/decks/harbour/map?fact=oil").one("aside", id="panel").text


@pytest.mark.parametrize("fact", ["nowhere", "", ",", "oil%00", "<b>"])
def test_unknown_facts_are_ignored(guest, fact):
    assert not guest.page(f"/decks/harbour/map?fact={fact}").all("aside", id="panel")


def test_a_day_to_come_shows_what_will_be_due_then(guest, clock):
    answered(guest)
    page = guest.page("/decks/harbour/map?day=2026-12-01")

    assert held(page, OIL) == {"due"}
    assert "1 of 10 facts will be due by 1 December" in page.words
    assert "1 fact, due by then" in page.words
    assert "if you answer nothing until then" in page.words
    assert page.one("input", type="date")["value"] == "2026-12-01"
    assert next(link for link in page.all("a") if OIL in link.text)["href"] == "/decks/harbour/map?day=2026-12-01&fact=oil#panel"


@pytest.mark.parametrize("day", ["2026-03-01", "2036-03-02", "2126-01-01", "soon", "2026-02-30", "99999-01-01"])
def test_a_day_that_cannot_be_shown_is_today_with_a_notice(guest, day):
    page = guest.page(f"/decks/harbour/map?day={day}")

    assert "This is today." in page.words
    assert page.one("input", type="date")["value"] == "2026-03-02"


def test_today_and_the_last_day_of_ten_years_can_be_shown(guest):
    for day in ("2026-03-02", "2036-03-01"):
        assert "This is today." not in guest.page(f"/decks/harbour/map?day={day}").words


def test_the_table_says_the_same_in_words(guest):
    answered(guest)
    page = guest.page("/decks/harbour/map?view=table")
    rows = [" ".join(row.text.split()) for row in page.all("tr")]
    oil = next(row for row in rows if STATEMENT in row)
    flags = next(row for row in rows if "A red flag closes" in row)

    assert "Why" in oil
    assert "begun" in oil
    assert "not asked yet: A red flag closes" in flags
    assert "never asked" in flags
    assert "/study/harbour?facts=flags" in [link["href"] for link in page.all("a")]
    assert guest.page("/decks/harbour/map").one("a", href="/decks/harbour/map?view=table")


def test_the_table_keeps_the_day(guest):
    page = guest.page("/decks/harbour/map?view=table&day=2026-12-01")

    assert page.hidden("view") == "table"
    assert page.one("a", href="/decks/harbour/map?day=2026-12-01")


def test_a_deck_without_a_reading_is_a_table(guest):
    page = guest.page("/decks/knots/map")

    assert page.all("table")
    assert not page.all("a", href="/decks/knots/map?view=table")


def test_every_map_of_another_learner_is_their_own(client_of, student, other_student):
    answered(client_of(student))

    assert {how for _, how in marks(client_of(other_student).page("/decks/harbour/map"))} == {"new"}


def test_an_unknown_deck_is_not_found(guest):
    assert guest.get("/decks/nowhere/map").status_code == 404


@pytest.fixture
def big(app, client_of, student, clock, tmp_path):
    """Somebody who has answered every question of a deck of 300 facts and 800 questions."""
    from quizapp.services.authoring import publishing

    write_big_deck(tmp_path / ID)
    with app.app_context():
        published = publishing.publish_folder(tmp_path / ID, clock.now)
        hold_all(student.id, clock.now.date())
    assert published.status == "published", published.problems
    return client_of(student)


def test_the_map_of_a_big_deck_takes_few_statements(big, query_counter):
    for path in ("", "?view=table", "?fact=keeper-7", "?day=2026-03-12"):
        with query_counter() as queries:
            page = big.page(f"/decks/{ID}/map{path}")
        assert len(queries) <= 5, queries
    assert QUESTIONS == 800
    assert len(marks(page)) == FACTS
    assert {how for _, how in marks(page)} == {"due", "begun", "fading", "solid"}

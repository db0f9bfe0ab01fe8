"""/decks/<deck>/actors: who is who, and what stays hidden until it was asked or opened."""

import pytest

from quizapp.services.authoring import publishing

DECK = """\
title: The mill
language: en
reading: reading.md
terms:
  - {name: Ada Voss, kind: person, also: [Voss]}
  - {name: sluice, kind: term, note: A gate for water}
  - {name: Otto Prem, kind: person, note: Nobody knows more}
facts:
  - id: built
    statement: Ada Voss built the mill in 1790.
    quote: Ada Voss built the mill in 1790
    about: [Ada Voss]
    questions: [{id: built, type: date, prompt: When was the mill built?, answer: 1790, precision: year}]
"""
BARE = """\
title: The miller
language: en
terms: [{name: Uln, kind: place}]
facts:
  - id: owner
    statement: The miller came from Uln.
    about: [Uln]
    questions: [{id: owner, type: true_false, prompt: The miller came from the sea., answer: false}]
"""
READING = """\
## The beginning

Ada Voss built the mill in 1790. Voss came from far away. It rained for weeks.

## The end

Voss opened the sluice first. Then Voss slept. At last Voss left for good, and closed the sluice.
"""
QUILL = "Mara Quill, a ship's carpenter, drew the plans."
STATEMENT = "Mara Quill drew the plans of the pier."
NOTE = "A ship's carpenter"


def entry(page, name):
    """The text of one term."""
    return next(text for item in page.all("li", id=None) if (text := " ".join(item.text.split())).startswith(name))


def test_nobody_is_led_to_the_first_page(client):
    response = client.get("/decks/harbour/actors")

    assert (response.status_code, response.headers["Location"]) == (303, "/")


@pytest.fixture
def mill(app, clock, tmp_path):
    """Publish a deck with a term that is named in five sentences; return its id."""
    folder = tmp_path / "mill"
    folder.mkdir()
    (folder / "deck.yaml").write_text(DECK, "utf-8")
    (folder / "reading.md").write_text(READING, "utf-8")
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
    assert published.status == "published", published.problems
    return published.deck


def unfolded(page, number):
    """The text of a term as HTML, up to what is folded."""
    return page.html.partition(f'id="term-{number}"')[2].partition("<details")[0]


def test_terms_stand_under_their_kinds_with_other_names(guest):
    page = guest.page("/decks/harbour/actors")

    assert [heading.text for heading in page.all("h2")] == ["People", "Places", "Terms"]
    assert [heading.text for heading in page.all("h3")] == ["Mara Quill", "Brindle", "the Anvil"]
    assert "More (Mara Quill) also Quill" in entry(page, "Mara Quill")
    assert "3 names, and what the reading says about each." in page.words


def test_an_index_at_the_top_leads_to_each_name_and_back(guest):
    page = guest.page("/decks/harbour/actors")
    names = [link.text for number in (1, 2, 3) for link in page.all("a", href=f"#term-{number}")]

    assert names == ["Mara Quill", "Brindle", "the Anvil"]
    assert page.html.index('id="names"') < page.html.index('id="term-1"')
    assert len(page.all("a", href="#names")) == len(names)


def test_three_sentences_stand_and_the_rest_is_folded(guest, mill):
    guest.answer(guest.page(f"/study/{mill}?facts=built"), {"answer": "1790"})
    page = guest.page(f"/decks/{mill}/actors")
    first = unfolded(page, 1)

    for words in ("built the mill", "came from far", "opened the sluice"):
        assert words in first, words
    assert "slept" not in first
    assert "2 more sentences (Ada Voss)" in entry(page, "Ada Voss")
    assert "left for good" in entry(page, "Ada Voss")
    assert "closed the sluice" in unfolded(page, 3), "the one that stands under no other name"
    assert "opened the sluice" not in unfolded(page, 3)
    assert "1 more sentence (sluice)" in entry(page, "sluice")
    assert "rained" not in page.html


def test_words_that_a_fact_quotes_are_marked_by_how_well_they_are_remembered(guest, mill, clock):
    guest.answer(guest.page(f"/study/{mill}?facts=built"), {"answer": "1790"})
    clock.advance(days=60)

    marks = [mark for mark in guest.page(f"/decks/{mill}/actors").all("mark") if mark.text.startswith("Ada")]
    assert [(mark["class"], mark.text) for mark in marks] == [("span due", "Ada Voss built the mill in 1790 (due)")]


def test_without_a_reading_the_statements_stand_in_place_of_its_sentences(guest, app, clock, tmp_path):
    (tmp_path / "miller").mkdir()
    (tmp_path / "miller" / "deck.yaml").write_text(BARE, "utf-8")
    with app.app_context():
        published = publishing.publish_folder(tmp_path / "miller", clock.now)
    assert published.status == "published", published.problems

    page = guest.page("/decks/miller/actors")
    assert "The miller" not in entry(page, "Uln")
    assert "Show 1 hidden sentence (Uln)" in entry(page, "Uln")
    guest.answer(guest.page("/study/miller?facts=owner"), {"answer": "false"})
    assert "The miller came from Uln." in entry(guest.page("/decks/miller/actors"), "Uln").replace(" (begun)", "")
    assert "In the reading" not in guest.page("/decks/miller/actors").words


def test_a_term_that_nothing_is_said_about_says_so(guest, mill):
    words = entry(guest.page(f"/decks/{mill}/actors"), "Otto Prem")

    assert "Not mentioned in the reading." in words
    assert "Practise" not in words


def test_what_a_question_will_ask_is_not_sent(guest):
    page = guest.page("/decks/harbour/actors")

    for secret in (STATEMENT, NOTE, "drew the plans", "Pilots call the sand bank", "a sand bank that the pilots call", "In 1887"):
        assert secret not in page.html, secret
    assert "Show 1 hidden sentence (Mara Quill)" in entry(page, "Mara Quill")
    assert "Sentences that questions will still ask you about are hidden until you show them." in page.words


def test_what_was_opened_is_shown_and_nothing_else_and_nothing_is_written(guest, query_counter):
    link = guest.page("/decks/harbour/actors").all("a", href="/decks/harbour/actors?open=1#term-1")
    assert link

    with query_counter() as queries:
        page = guest.page(link[0]["href"])
    opened = entry(page, "Mara Quill")
    assert QUILL in opened.replace(" (never asked)", "")
    assert NOTE in opened
    assert "hidden" not in opened
    assert "Hide it again" in opened
    assert "In 1887" not in page.html
    assert all(query.startswith("SELECT") for query in queries), queries
    assert page.one("a", href="/decks/harbour/actors#term-1")
    assert "In 1887" not in guest.page("/decks/harbour/actors").html


def test_what_was_answered_is_shown_with_how_well_it_is_held(guest, clock):
    guest.answer(guest.page("/study/harbour?facts=plans"))
    clock.advance(days=60)
    known = entry(guest.page("/decks/harbour/actors"), "Mara Quill")

    assert "drew the plans (due)" in known
    assert QUILL in known.replace(" (due)", "")
    assert NOTE in known
    assert "hidden" not in known
    assert "Hide it again" not in entry(guest.page("/decks/harbour/actors?open=1"), "Mara Quill")


def test_a_term_without_facts_has_what_the_reading_says_and_covers_what_others_ask(guest):
    assert "In 1887" not in entry(guest.page("/decks/harbour/actors"), "Brindle")

    guest.answer(guest.page("/study/harbour?facts=pier-built"))
    guest.answer(guest.page("/study/harbour?facts=moving-sand"))
    brindle = entry(guest.page("/decks/harbour/actors"), "Brindle")
    assert "In 1887 the town of Brindle built a pier" in brindle.replace(" (begun)", "")
    assert "The town of the pier" in brindle
    assert "hidden" not in brindle


def test_a_number_that_is_no_term_opens_nothing(guest):
    for number in ("0", "99", "-1", "Quill", ""):
        assert STATEMENT not in guest.page(f"/decks/harbour/actors?open={number}").html


def test_a_deck_without_terms_says_so(guest):
    assert "Nobody is named here" in guest.page("/decks/knots/actors").words


def test_another_deck_goes_through_it_and_few_statements_are_needed(guest, observatory, query_counter):
    with query_counter() as queries:
        page = guest.page(f"/decks/{observatory}/actors")

    assert "Hedda Voss" in page.words
    assert len(queries) <= 5, queries


def test_an_unknown_deck_is_not_found(guest):
    assert guest.get("/decks/nowhere/actors").status_code == 404

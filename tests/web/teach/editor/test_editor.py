"""The editor: a deck written with forms alone, its YAML, what is wrong with it, and nothing lost that was typed."""

import pytest
from support import BANK, Page, visitor_of

from quizapp.bank.load import load_texts
from quizapp.services.authoring import drafts, editing
from quizapp.services.errors import NotFound
from quizapp.services.people.accounts import Visitor
from quizapp.web.teach.editor import drawing, opening, type_forms

READING = """## The kite

In 1752 Ada Moor flew a kite of silk over the marsh. The line was 300 feet long, and a key hung from its end.

- Silk stays dry.
- Hemp gets wet.
"""

CORRECT = {
    "multiple_choice": {
        "f-prompt": "Who flew it?",
        "f-answer": "Ada Moor",
        "f-distractors-text": ["Ben Holt", "Cy Fenn"],
        "f-distractors-feedback": ["He wrote.", ""],
    },
    "multiple_answer": {
        "f-prompt": "What was there?",
        "f-answers": "a kite\na key",
        "f-distractors-text": ["a boat"],
        "f-distractors-feedback": [""],
    },
    "true_false": {"f-prompt": "The kite was of paper.", "f-answer": "false", "f-why": "It was of silk."},
    "short_answer": {"f-prompt": "Of what was the kite?", "f-answer": "silk", "f-accept": "fine silk", "f-vague": "cloth"},
    "numeric": {"f-prompt": "How long was the line?", "f-answer": "300", "f-unit": "feet\nft", "f-tolerance": "2%"},
    "date": {"f-prompt": "When was it?", "f-answer": "1752", "f-precision": "year"},
    "cloze": {"f-prompt": "A kite of {{silk}} over the {{marsh|bog}}.", "f-any_order": "true"},
    "matching": {
        "f-prompt": "Which is which?",
        "f-pairs-left": ["Silk", "Hemp", ""],
        "f-pairs-right": ["stays dry", "gets wet", ""],
        "f-distractors": "burns",
    },
    "ordering": {"f-prompt": "Put in order.", "f-items": "first\nthen\nlast"},
    "flashcard": {"f-prompt": "Ada Moor", "f-answer": "flew a kite", "f-both_ways": "true", "f-ideas": "a kite\nin 1752"},
}
"""What a teacher types to write a question of each type."""


@pytest.fixture
def who(teacher):
    return visitor_of(teacher)


@pytest.fixture
def hand(client_of, teacher):
    """The teacher's browser."""
    return client_of(teacher)


@pytest.fixture
def kite(app, who, clock):
    """A new deck with a reading and nothing else."""
    with app.app_context():
        deck = drafts.create(who, "The kite", "en", clock.now)
        work = editing.work(who, deck)
        seen = editing.Seen(work.draft.n, editing.mark(work.files, editing.DraftPiece("reading")))
        editing.save(who, deck, editing.DraftPiece("reading"), lambda _: READING, seen, clock.now)
    return deck


@pytest.fixture
def harbour(app, who, clock):
    """A copy of the sample deck."""
    files = {path.name: path.read_text() for path in (BANK / "harbour").iterdir()}
    with app.app_context():
        return drafts.create(who, "The pier of Brindle", "en", clock.now, files=files)


@pytest.fixture
def files_of(app, who):
    def files(deck):
        with app.app_context():
            return dict(drafts.read(who, deck).files)

    return files


def fields(page):
    """The contents of a page's editing form, as a browser would send it."""
    values, chosen = {}, []
    for element in page.elements:
        name = element.attributes.get("name", "")
        if "data-try" in element.attributes:
            break
        if element.tag == "select" and name.startswith("f-"):
            chosen = values.setdefault(name, [])
            chosen.append("")
        if element.tag == "option" and "selected" in element.attributes and chosen:
            chosen[-1] = element.attributes.get("value", element.text)
        if not name.startswith(("f-", "p-")) and name not in {"n", "seen", "csrf_token"}:
            continue
        if element.tag == "textarea":
            values.setdefault(name, []).append(element.text)
        elif element.tag == "input" and (element.attributes.get("type") not in {"checkbox", "radio"} or "checked" in element.attributes):
            values.setdefault(name, []).append(element.attributes.get("value", ""))
    for name in ("csrf_token", "n", "seen", "p-kind", "p-fact", "p-question", "p-type", "p-file"):
        values[name] = values[name][:1]
    return values


def send(client, path, changed, **options):
    """Fill in the form at a path and send it."""
    page = client.page(path)
    return client.post(path, data={**fields(page), **changed}, **options)


def add_fact(client, deck, **values):
    """Add a fact by its form and return its address."""
    response = send(client, f"/teach/decks/{deck}/edit/facts", {f"f-{key}": value for key, value in values.items()})
    assert response.status_code == 303, Page(response.text).words
    return response.location


def test_a_new_deck_says_what_comes_next_and_offers_nothing_to_publish(hand):
    made = hand.submit("/teach/decks/new", {"title": "Bees", "language": "en"})
    page = hand.page(made.location)
    assert [link.text for link in page.all("a", class_="button primary")] == ["Write the reading"]
    assert "Preview and publish" not in page.words
    assert not page.all("details", id="problems")
    assert "It has no facts yet" in hand.page(made.location.removesuffix("/edit")).words
    reading = hand.page(page.one("a", class_="button primary")["href"])
    assert "no reading yet" not in reading.words
    send(hand, f"{made.location}/reading", {"f-text": READING})
    page = hand.page(made.location)
    assert page.one("a", class_="button primary")["href"].endswith("/edit/reading#picking")
    add_fact(hand, made.location.split("/")[-2], statement="Ada Moor flew a kite.")
    assert [link.text for link in hand.page(made.location).all("a", class_="button primary")] == ["Preview and publish"]


@pytest.fixture
def flown(hand, kite):
    """The address of a fact of the deck `kite`."""
    quote = "In 1752 Ada Moor flew a kite of silk over the marsh"
    return add_fact(hand, kite, statement="Ada Moor flew a kite.", quote=quote, why="It drew lightning.")


def test_a_short_label_is_written_in_the_form_of_a_fact(hand, kite, flown, files_of):
    send(hand, flown, {"f-short": "A kite of silk"})
    assert any("short: A kite of silk\n" in text for text in files_of(kite).values())
    assert fields(hand.page(flown))["f-short"] == ["A kite of silk"]

    send(hand, flown, {"f-short": "A kite of silk that Ada Moor flew one day"})
    problems = load_texts(kite, files_of(kite))[1]
    assert "text-too-long" in {problem.code for problem in problems}


@pytest.mark.parametrize("kind", CORRECT)
def test_each_type_is_made_by_its_form_from_nothing(hand, kite, flown, files_of, kind):
    response = send(hand, f"{flown}/add/{kind}", CORRECT[kind])
    assert response.status_code == 303, Page(response.text).words
    loaded, problems = load_texts(kite, files_of(kite))
    assert loaded, problems
    (question, *_) = loaded.deck.questions.values()
    assert question.type == kind
    page = hand.page(response.location)
    assert {name: value for name, value in fields(page).items() if name in CORRECT[kind] and name != "f-precision"}.keys() <= CORRECT[
        kind
    ].keys()
    again = send(hand, response.location, {})
    assert again.status_code == 303
    assert load_texts(kite, files_of(kite))[0].digest == loaded.digest


def test_a_deck_of_all_types_is_made_without_seeing_yaml(hand, kite, flown, files_of):
    for kind, values in CORRECT.items():
        assert send(hand, f"{flown}/add/{kind}", values).status_code == 303
    loaded, problems = load_texts(kite, files_of(kite))
    assert loaded, problems
    assert {question.type for question in loaded.deck.questions.values()} == set(CORRECT)
    outline = hand.page(f"/teach/decks/{kite}/edit").words
    assert "Ada Moor flew a kite." in outline
    assert "Put in order" in outline


def test_a_second_question_of_a_type_gets_an_id_of_its_own(hand, kite, flown, files_of):
    for _ in range(2):
        assert send(hand, f"{flown}/add/date", CORRECT["date"]).status_code == 303
    loaded, _ = load_texts(kite, files_of(kite))
    assert len(loaded.deck.questions) == 2


def test_comments_and_every_other_line_stay_when_a_form_is_saved(hand, harbour, files_of, app, who, clock):
    before = files_of(harbour)
    commented = before["dates.yaml"].replace("  - id: pier-built", "  # the oldest date\n  - id: pier-built")
    with app.app_context():
        drafts.save(who, harbour, drafts.read(who, harbour).n, {**before, "dates.yaml": commented}, clock.now)
    response = send(hand, f"/teach/decks/{harbour}/edit/facts/pier-built", {"f-why": "Stone was cheap."})
    assert response.status_code == 303
    after = files_of(harbour)["dates.yaml"]
    assert after == commented.replace("Stone was cheap that year, since a quarry nearby had just opened.", "Stone was cheap.")


@pytest.mark.parametrize(
    "path",
    [
        *("edit/settings", "edit/reading", "edit/easy", "edit/notes"),
        *("edit/facts/plans", "edit/questions/plans-multiple-choice", "edit/yaml/dates.yaml"),
    ],
)
def test_saving_what_was_not_changed_changes_nothing(hand, harbour, files_of, path):
    before = files_of(harbour)
    response = send(hand, f"/teach/decks/{harbour}/{path}", {})
    assert response.status_code == 303
    assert files_of(harbour) == before


def test_every_question_of_the_sample_deck_can_be_saved_as_it_is(hand, harbour, files_of):
    before = files_of(harbour)
    loaded, _ = load_texts(harbour, before)
    for name in loaded.deck.questions:
        assert send(hand, f"/teach/decks/{harbour}/edit/questions/{name}", {}).status_code == 303, name
    assert files_of(harbour) == before


def test_a_type_without_words_has_a_form_that_is_made_of_its_model(hand, harbour, files_of, monkeypatch):
    monkeypatch.setattr(type_forms, "TYPES", {})
    monkeypatch.setattr(type_forms, "type_forms", type_forms.type_forms.__wrapped__)
    for module in (drawing, opening):
        monkeypatch.setattr(module, "type_forms", type_forms.type_forms)
    before = files_of(harbour)
    for question in load_texts(harbour, before)[0].deck.questions:
        path = f"/teach/decks/{harbour}/edit/questions/{question}"
        assert send(hand, path, {}).status_code == 303
        assert hand.page(path).one(id="f-prompt").text.strip()
    assert files_of(harbour) == before
    assert "Question: Multiple choice" in hand.page(f"/teach/decks/{harbour}/edit/questions/plans-multiple-choice").words
    assert "The right option." in hand.page(f"/teach/decks/{harbour}/edit/questions/plans-multiple-choice").words


def test_the_settings_of_a_deck_are_written_in_words(hand, harbour, files_of):
    path = f"/teach/decks/{harbour}/edit/settings"
    page = fields(hand.page(path))
    names = ["Where", *page["f-categories-right"][1:]]
    terms = [*page["f-terms-name"][:3], "Odo Farrow"]
    kinds = ["person", "place", "term", "person"]
    changed = {"f-title": "The pier", "f-categories-right": names, "f-terms-name": terms, "f-terms-kind": kinds}
    changed |= {"f-terms-also": ["Quill", "", "", "Odo; Farrow"], "f-asides": "It is a quiet place now."}
    changed |= {
        "f-links-cause": ["moving-sand"],
        "f-links-effect": ["pier-built"],
        "f-links-quote": ["because the sand moved every winter"],
    }
    assert send(hand, path, changed).status_code == 303
    loaded, problems = load_texts(harbour, files_of(harbour))
    deck = loaded.deck
    assert (deck.title, deck.categories["dates"], deck.terms[3].also) == ("The pier", "Where", ("Odo", "Farrow")), problems


def test_a_form_with_problems_is_saved_and_says_them_beside_the_field(hand, kite, flown):
    response = send(hand, f"{flown}/add/numeric", {"f-prompt": "How long?", "f-answer": "long"}, follow_redirects=True)
    page = Page(response.text)
    assert "Answer must be a number" in page.one("div", data_faults="f-answer").text
    assert page.one("input", id="f-answer")["aria-invalid"] == "true"
    assert page.one("input", id="f-answer")["value"] == "long"


def test_what_no_list_offers_any_more_is_shown_and_kept(hand, harbour, files_of, app, who, clock):
    before = files_of(harbour)
    odd = before["actors.yaml"].replace("  - id: plans\n", "  - id: plans\n    category: nowhere\n    about: [Mara Quill, Nobody]\n")
    odd = odd.replace("    about: [Mara Quill]\n", "")
    terms = before["deck.yaml"].replace("kind: person", "kind: ghost", 1)
    assert odd != before["actors.yaml"]
    assert terms != before["deck.yaml"]
    with app.app_context():
        drafts.save(who, harbour, drafts.read(who, harbour).n, {**before, "actors.yaml": odd, "deck.yaml": terms}, clock.now)
    kept = files_of(harbour)
    page = fields(hand.page(f"/teach/decks/{harbour}/edit/facts/plans"))
    assert (page["f-category"], page["f-about"]) == (["nowhere"], ["Mara Quill", "Nobody"])
    assert "ghost" in fields(hand.page(f"/teach/decks/{harbour}/edit/settings"))["f-terms-kind"]
    for path in ("facts/plans", "settings"):
        assert send(hand, f"/teach/decks/{harbour}/edit/{path}", {}).status_code == 303
    assert files_of(harbour) == kept


def test_a_field_that_was_not_sent_is_an_empty_one(hand, harbour, files_of):
    path = f"/teach/decks/{harbour}/edit/questions/plans-multiple-choice"
    page = fields(hand.page(path))
    sent = {name: page[name] for name in page if not name.startswith(("f-distractors", "f-hint"))}
    assert hand.post(path, data={**sent, "f-distractors-text": ["Odo Farrow"]}).status_code == 303
    after = fields(hand.page(path))
    assert [text for text in after["f-distractors-text"] if text] == ["Odo Farrow"]
    assert not any(after["f-distractors-feedback"])
    assert after["f-hint"] == [""]


def test_more_rows_keep_what_was_typed(hand, kite, flown):
    path = f"{flown}/add/multiple_choice"
    page = Page(send(hand, path, {**CORRECT["multiple_choice"], "more": "distractors"}).text)
    values = fields(page)
    assert values["f-distractors-text"][:3] == ["Ben Holt", "Cy Fenn", ""]
    assert len(values["f-distractors-text"]) > 4
    assert values["f-answer"] == ["Ada Moor"]


@pytest.mark.parametrize("kind", CORRECT)
def test_a_question_is_previewed_and_tried_without_being_stored(hand, kite, flown, files_of, kind):
    before = files_of(kite)
    page = Page(send(hand, f"{flown}/add/{kind}", {**CORRECT[kind], "preview": "1"}).text)
    assert page.all("form", data_try="")
    tried = {"multiple_choice": {"answer": "Ben Holt"}, "multiple_answer": {"answer": ["a boat"]}, "true_false": {"answer": "true"}}
    tried |= {"short_answer": {"answer": "hemp"}, "numeric": {"answer": "7"}, "date": {"answer": "1800"}}
    tried |= {"cloze": {"blank-1": "x", "blank-2": "y"}, "matching": {"match-1": "burns", "match-2": "burns"}}
    tried |= {"ordering": {"order-1": "1", "order-2": "2", "order-3": "3"}, "flashcard": {}}
    response = send(hand, f"{flown}/add/{kind}", {**CORRECT[kind], **tried[kind], "try": "1"})
    words = Page(response.text).words
    expected = {"multiple_choice": "He wrote.", "ordering": "Partly", "flashcard": "Did you think of:"}
    assert expected.get(kind, "Not this time") in words
    assert files_of(kite) == before


def test_problems_and_preview_while_one_types(hand, kite, flown):
    path = f"{flown}/add/true_false"
    typed = {**fields(hand.page(path)), **CORRECT["true_false"], "f-why": ""}
    checked = hand.post(f"/teach/decks/{kite}/edit/check", data=typed).get_json()
    assert "does not say what is true instead" in checked["problems"]
    assert "1" in checked["count"] or "One" in checked["count"]
    drawn = hand.post(f"/teach/decks/{kite}/edit/preview", data=typed).text
    assert "The kite was of paper." in drawn
    assert "<html" not in drawn


def test_words_of_the_reading_become_a_fact(hand, kite):
    page = hand.page(f"/teach/decks/{kite}/edit/facts?quote=flew a kite of sil")
    assert page.one("textarea", id="f-quote").text.strip() == "flew a kite of silk"
    found = hand.submit(f"/teach/decks/{kite}/edit/quote", {"words": "get"}, at=f"/teach/decks/{kite}/edit").get_json()
    assert found == {"count": 1, "quote": "gets", "sentence": "Hemp gets wet."}
    found = hand.submit(f"/teach/decks/{kite}/edit/quote", {"words": "a"}, at=f"/teach/decks/{kite}/edit").get_json()
    assert found["count"] > 1
    assert found["quote"] == ""


def test_words_that_are_quoted_already_are_marked(hand, kite, flown):
    marks = [mark.text for mark in hand.page(f"/teach/decks/{kite}/edit/reading").all("mark")]
    assert marks == ["In 1752 Ada Moor flew a kite of silk over the marsh"]


def test_the_yaml_of_a_fact_and_the_form_are_the_same_draft(hand, harbour, files_of):
    path = f"/teach/decks/{harbour}/edit/yaml/dates.yaml?fact=length"
    text = fields(hand.page(path))["f-text"][0]
    assert text.startswith("id: length\n")
    assert send(hand, path, {"f-text": text.replace("240 metres long", "250 metres long", 1)}).status_code == 303
    assert "The pier is 250 metres long." in hand.page(f"/teach/decks/{harbour}/edit/facts/length").words


def test_yaml_that_cannot_be_read_is_kept_and_forms_say_the_line(hand, harbour, files_of):
    path = f"/teach/decks/{harbour}/edit/yaml/dates.yaml"
    broken = files_of(harbour)["dates.yaml"].replace("why: Stone", "why: [Stone")
    assert send(hand, path, {"f-text": broken}).status_code == 303
    assert files_of(harbour)["dates.yaml"] == broken
    page = Page(hand.get(f"/teach/decks/{harbour}/edit/facts/pier-built", follow_redirects=True).text)
    assert "dates.yaml" in page.words
    assert "line" in page.words
    assert "dates.yaml cannot be read" in hand.page(f"/teach/decks/{harbour}/edit").words
    assert hand.page(f"/teach/decks/{harbour}/edit/facts/plans").words  # the other files have forms


def test_a_fact_whose_text_is_no_yaml_is_given_back(hand, harbour, files_of):
    before = files_of(harbour)
    response = send(hand, f"/teach/decks/{harbour}/edit/yaml/dates.yaml?fact=length", {"f-text": "id: length\nstatement: [open"})
    assert response.status_code == 422
    page = Page(response.text)
    assert "Nothing was saved" in page.words
    assert "statement: [open" in page.one("textarea", id="f-text").text
    assert files_of(harbour) == before


@pytest.mark.parametrize("typed", ["\r\n\r\nid: length\r\nstatement: [open", "\n\nid: length\nstatement: [open"])
def test_a_text_that_begins_with_an_empty_line_is_given_back_as_it_was_typed(hand, harbour, typed):
    response = send(hand, f"/teach/decks/{harbour}/edit/yaml/dates.yaml?fact=length", {"f-text": typed})
    assert response.status_code == 422
    page = Page(response.text)
    assert page.one("textarea", id="f-text").text == "\n\nid: length\nstatement: [open"
    assert page.one("textarea", id="f-text")["aria-invalid"] == "true"
    assert page.one("div", id="f-text-fault").text.strip() == "This is not valid YAML (line 4)."


def test_lines_that_a_browser_sent_are_the_lines_of_the_draft(hand, harbour, files_of):
    before = files_of(harbour)
    for path in ("edit/reading", "edit/easy", "edit/notes", "edit/facts/plans", "edit/yaml/dates.yaml"):
        page = hand.page(f"/teach/decks/{harbour}/{path}")
        typed = {name: [value.replace("\n", "\r\n") for value in values] for name, values in fields(page).items()}
        assert hand.post(f"/teach/decks/{harbour}/{path}", data=typed).status_code == 303
    assert files_of(harbour) == before


@pytest.mark.parametrize(("path", "key", "file"), [("easy", "easy", "reading.easy.md"), ("notes", "teacher", "teacher.md")])
def test_another_text_of_a_deck_is_written_changed_and_taken_out(hand, kite, files_of, path, key, file):
    before, address = files_of(kite), f"/teach/decks/{kite}/edit/{path}"
    assert send(hand, address, {"f-text": "Ada had a kite."}).status_code == 303
    assert files_of(kite)[file] == "Ada had a kite.\n"
    assert f"{key}: {file}" in files_of(kite)["deck.yaml"]
    assert hand.page(address).one("textarea", id="f-text").text == "Ada had a kite.\n"
    response = hand.post(address, data={**fields(hand.page(address)), "f-text": "Ada flew."}, headers={"X-Autosave": "1"})
    assert (response.status_code, files_of(kite)[file]) == (204, "Ada flew.\n")
    assert send(hand, address, {"f-text": " "}).status_code == 303
    assert files_of(kite) == before


def test_the_easier_level_stands_beside_the_sentences_it_retells_and_says_where_it_parts(hand, harbour):
    page = hand.page(f"/teach/decks/{harbour}/edit/easy")
    assert "Mara Quill, a ship's carpenter, drew the plans." in [item.text for item in page.all("li")]
    assert "Nothing to fix here." in page.words
    response = send(hand, f"/teach/decks/{harbour}/edit/easy", {"f-text": "## The stones\n\nToo short.\n", "preview": "1"})
    assert "Here the reading has the heading “The lamp”" in Page(response.text).words
    typed = fields(page) | {"f-text": page.one("textarea", id="f-text").text.strip("\n").replace("metres long.\n", "metres long. ")}
    assert "easy-lines" in hand.post(f"/teach/decks/{harbour}/edit/check", data=typed).json["problems"]
    assert "easy-lines" not in hand.page(f"/teach/decks/{harbour}/edit/reading").words
    assert (
        "This deck has no reading yet."
        in hand.page(hand.submit("/teach/decks/new", {"title": "Bees", "language": "en"}).location + "/easy").words
    )


def test_what_stands_around_a_reading_is_written_in_the_form_of_the_deck(hand, harbour, files_of):
    typed = {
        "f-retells": "Told in 1932.",
        "f-before": "One?\nTwo?",
        "f-check_again": "2032-01-01",
        "f-glossary-meaning": ["stuck", "string"],
    }
    assert send(hand, f"/teach/decks/{harbour}/edit/settings", typed).status_code == 303
    loaded, problems = load_texts(harbour, files_of(harbour))
    assert problems == []
    assert (loaded.deck.retells, loaded.deck.before, loaded.deck.check_again) == ("Told in 1932.", ("One?", "Two?"), "2032-01-01")
    assert [(entry.word, entry.meaning) for entry in loaded.deck.glossary] == [("ran aground", "stuck"), ("wick", "string")]


def test_a_draft_that_cannot_be_stored_is_refused_over_its_form(hand, kite, files_of):
    before = files_of(kite)
    response = send(hand, f"/teach/decks/{kite}/edit/reading", {"f-text": "A long thought \0."})
    page = Page(response.text)
    assert response.status_code == 422
    words = page.one("div", class_="notice is-wrong").text
    assert "can’t be stored. Nothing was saved." in words
    assert "What you wrote is still here." in words
    assert page.one("textarea", id="f-text").text.startswith("A long thought")
    assert files_of(kite) == before


def test_a_draft_saves_itself(hand, kite, flown, files_of):
    page = fields(hand.page(flown))
    page["f-why"] = "It drew sparks."
    response = hand.post(flown, data=page, headers={"X-Autosave": "1"})
    assert response.status_code == 204
    assert "It drew sparks." in "".join(files_of(kite).values())
    page |= {"n": response.headers["X-Draft"], "seen": response.headers["X-Seen"], "f-why": "It drew fire."}
    assert hand.post(flown, data=page, headers={"X-Autosave": "1"}).status_code == 204
    assert "It drew fire." in "".join(files_of(kite).values())


@pytest.fixture
def colleague(make_person, client_of, app, kite):
    """The browser of a second owner."""
    from quizapp.db.authoring import stored_drafts
    from quizapp.db.base import transaction

    person = make_person("mina", role="teacher")
    with app.app_context(), transaction(write=True) as connection:
        stored_drafts.add_owner(connection, kite, person.id)
    return client_of(person)


def test_the_second_of_two_teachers_sees_the_difference_and_loses_nothing(hand, colleague, kite, flown, files_of):
    mine = {**fields(hand.page(flown)), "f-why": "Mine."}
    assert send(colleague, flown, {"f-why": "Theirs."}).status_code == 303
    response = hand.post(flown, data=mine)
    page = Page(response.text)
    assert response.status_code == 409
    assert "mina has changed this" in page.words
    assert [line.text.strip() for line in page.all("del")] == ["- why: Theirs."]
    assert "why: Mine." in page.one("textarea", id="mine").text
    assert "Theirs." in files_of(kite)["facts.yaml"]
    kept = {element["name"]: element["value"] for element in page.all("input", type="hidden") if "name" in element.attributes}
    assert hand.post(flown, data=kept).status_code == 303
    assert "Mine." in files_of(kite)["facts.yaml"]
    assert hand.post(flown, data=mine, headers={"X-Autosave": "1"}).status_code in {204, 409}


def test_changes_of_different_pieces_are_both_kept(hand, colleague, kite, flown, files_of):
    path = send(hand, f"{flown}/add/date", CORRECT["date"]).location
    mine = {**fields(hand.page(path)), "f-hint": "A warm year."}
    assert send(colleague, flown, {"f-why": "Theirs."}).status_code == 303
    page = Page(hand.post(path, data=mine, follow_redirects=True).text)
    assert "mina has changed other parts" in page.words
    assert "Theirs." in files_of(kite)["facts.yaml"]
    assert "A warm year." in files_of(kite)["facts.yaml"]


def test_what_was_typed_for_a_removed_fact_is_given_back(hand, colleague, kite, flown):
    mine = {**fields(hand.page(flown)), "f-why": "A long thought."}
    assert colleague.press(flown, f"{flown}/remove").status_code == 303
    response = hand.post(flown, data=mine)
    assert response.status_code == 409
    assert "A long thought." in Page(response.text).one("textarea", id="typed").text


def test_an_ended_sign_in_loses_nothing(hand, kite, flown, files_of):
    mine = {**fields(hand.page(flown)), "f-why": "A long thought."}
    hand.submit("/logout", at="/")
    response = hand.post(flown, data=mine, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 400
    assert "A long thought." in Page(response.text).hidden("kept")
    assert hand.get(flown).location.startswith("/login")


def test_facts_are_moved_and_removed(hand, harbour, files_of):
    at = f"/teach/decks/{harbour}/edit"
    assert hand.submit(f"{at}/facts/boats/move", {"up": "1"}, at=at).status_code == 303
    text = files_of(harbour)["actors.yaml"]
    assert text.index("id: boats") < text.index("id: plans")
    assert hand.press(f"{at}/questions/length-numeric", f"{at}/questions/length-numeric/remove").location.endswith("/facts/length")
    assert hand.press(f"{at}/facts/length", f"{at}/facts/length/remove").status_code == 303
    assert "id: length" not in files_of(harbour)["dates.yaml"]


def test_nothing_is_removed_from_a_draft_that_a_colleague_has_changed(hand, colleague, kite, flown, files_of):
    listed = f"/teach/decks/{kite}/edit"
    path = send(hand, f"{flown}/add/date", CORRECT["date"]).location
    shown = hand.page(flown).hidden("n")
    assert send(colleague, flown, {"f-why": "Theirs."}).status_code == 303
    before = files_of(kite)
    for at in (flown, path):
        response = hand.submit(f"{at}/remove", {"n": shown}, at=at)
        assert response.status_code == 409
        assert Page(response.text).one("h1").text == "mina has changed this draft since you opened the page"
        assert "Saved today at" in Page(response.text).words
        [again] = [link["href"] for link in Page(response.text).all("a", class_=None) if "button" in link["class"]]
        assert hand.get(again.split("#")[0]).status_code == 200
        assert again.startswith(listed)
    assert files_of(kite) == before
    assert hand.press(path, f"{path}/remove").status_code == 303


def test_a_problem_that_is_gone_is_not_cured(hand, harbour):
    at = f"/teach/decks/{harbour}/edit"
    response = hand.submit(f"{at}/cure", {"problem": "dates.yaml:1:1:quote-not-found"}, at=at, follow_redirects=True)
    assert "no longer there, or needs to be fixed by hand" in Page(response.text).words


@pytest.mark.parametrize("text", ["x" * 600_000, "NUL \0 here"])
def test_hostile_texts_are_refused_with_a_message(hand, kite, flown, files_of, text):
    response = send(hand, f"{flown}/add/flashcard", {"f-prompt": text, "f-answer": "b"}, follow_redirects=True)
    assert response.status_code in {200, 413, 422}
    assert Page(response.text).all("h1")[0].text.strip()
    assert "\0" not in "".join(files_of(kite).values())


def test_a_deck_of_300_facts_opens(hand, app, who, clock):
    facts = "".join(
        f"  - id: f-{n}\n    statement: Fact {n}.\n    questions:\n      - {{type: flashcard, prompt: p{n}, answer: a{n}}}\n"
        for n in range(300)
    )
    with app.app_context():
        deck = drafts.create(who, "Many", "en", clock.now, files={"deck.yaml": f"title: Many\nfacts:\n{facts}"})
    assert "Fact 299." in hand.page(f"/teach/decks/{deck}/edit").words
    assert send(hand, f"/teach/decks/{deck}/edit/questions/f-299-flashcard", {"f-hint": "h"}).status_code == 303


PATHS = [
    "edit",
    "edit/reading",
    "edit/easy",
    "edit/notes",
    "edit/settings",
    "edit/facts",
    "edit/facts/plans",
    "edit/facts/plans/add/date",
    "edit/questions/plans-multiple-choice",
    "edit/yaml/deck.yaml",
]


@pytest.mark.parametrize("path", PATHS)
def test_other_teachers_and_students_find_nothing(harbour, make_person, client_of, student, client, path):
    other = client_of(make_person("mina", role="teacher"))
    assert other.get(f"/teach/decks/{harbour}/{path}").status_code == 404
    assert client_of(student).get(f"/teach/decks/{harbour}/{path}").status_code == 404
    assert client.get(f"/teach/decks/{harbour}/{path}").status_code == 303


@pytest.mark.parametrize("path", ["facts/plans", "facts/plans/move", "facts/plans/remove", "cure", "check", "preview", "quote", "settings"])
def test_other_teachers_change_nothing(harbour, make_person, client_of, files_of, path):
    before = files_of(harbour)
    other = client_of(make_person("mina", role="teacher"))
    fields = {"p-kind": "fact", "p-fact": "plans", "f-why": "x", "words": "pier"}
    assert other.submit(f"/teach/decks/{harbour}/edit/{path}", fields, at="/teach").status_code == 404
    assert files_of(harbour) == before


@pytest.mark.parametrize(
    "path",
    [
        "edit/facts/nothing",
        "edit/questions/nothing",
        "edit/yaml/nothing.yaml",
        "edit/facts/plans/add/nothing",
        "edit/facts/nothing/add/date",
    ],
)
def test_what_is_not_there_is_not_found(hand, harbour, path):
    assert hand.get(f"/teach/decks/{harbour}/{path}").status_code == 404


def test_who_may_edit_what(app, who, harbour, student):
    with app.app_context():
        assert editing.editable(who) == {harbour: "database", "harbour": "folder", "knots": "folder"}
        assert editing.editable(Visitor(id=student.id, role="student")) == {}
        with pytest.raises(NotFound):
            editing.work(who, "knots")

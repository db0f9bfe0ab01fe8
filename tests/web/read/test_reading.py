"""/decks/<deck>/read: the page to read."""

import shutil

import pytest
from support import BANK, Page

from quizapp.services.authoring import publishing

READ = "/decks/harbour/read"


AROUND = {"easy", "teacher", "retells", "before", "after", "check_again"}


@pytest.fixture
def harbour_without(app, tmp_path, clock):
    """The harbour without what may stand around a reading; its id."""
    folder = tmp_path / "plain-harbour"
    shutil.copytree(BANK / "harbour", folder)
    kept = [line for line in (folder / "deck.yaml").read_text().split("\n") if line.partition(":")[0] not in AROUND]
    (folder / "deck.yaml").write_text("\n".join(line for line in kept if not line.startswith(("glossary:", "  - {word:", "  - W"))))
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
    assert published.status == "published", published.problems
    return published.deck


def terms(page):
    return [(link.text, link["href"], link.attributes.get("title", "")) for link in page.all("a", class_="term")]


def test_it_has_sections_contents_minutes_and_its_source(client):
    page = client.page(READ)
    assert "A reading, 1 minute" in page.words
    assert "Notes of a harbour master" in page.words
    contents = [link["href"] for link in page.all("a") if link["href"].startswith("#the-")]
    assert contents == ["#the-stones", "#the-lamp", "#the-harbour"]
    assert [heading["id"] for heading in page.all("h2") if heading["id"].startswith("the-")] == ["the-stones", "the-lamp", "the-harbour"]


def test_a_newcomer_whom_who_is_who_would_not_let_in_sees_what_terms_are(client):
    page = client.page(READ)
    assert terms(page) == []
    assert [term["title"] for term in page.all("span", class_="term")][:2] == ["The town of the pier", "A ship's carpenter"]


def test_terms_lead_to_who_is_who_and_say_what_they_are(guest):
    assert guest.page("/decks/harbour/actors").all(id="term-2")
    assert terms(guest.page(READ)) == [
        ("Brindle", "/decks/harbour/actors#term-2", "The town of the pier"),
        ("Mara Quill", "/decks/harbour/actors#term-1", "A ship's carpenter"),
        ("the Anvil", "/decks/harbour/actors#term-3", "The sand bank east of the pier"),
    ]


def test_nothing_of_the_text_is_lost_to_marks(client):
    assert "In 1887 the town of Brindle built a pier of grey stone, because the sand moved" in client.page(READ).words


def test_who_has_begun_goes_on_and_who_has_not_begins(guest):
    assert "I have read it: start" in guest.page(READ).words
    guest.answer(guest.page("/study/harbour"))
    assert "On to the questions" in guest.page(READ).words


def test_to_print_there_is_the_text_alone(guest):
    page = guest.page(f"{READ}?print=1&check=the-lamp&questions=oil-true-false")
    assert "In 1887 the town of Brindle" in page.words
    assert "Check this section" not in page.words
    assert not page.all("select")
    assert not page.all(data_question=None)
    assert page.all("a", href=READ)


def set_look(client, **fields):
    return client.submit("/decks/harbour/look", fields, at=READ)


def chosen(page):
    return [option["value"] for option in page.all("option") if "selected" in option.attributes]


def test_anybody_sets_size_and_lines_on_their_device(client):
    response = set_look(client, text_size="large", lines="wide")
    assert (response.status_code, response.location) == (303, READ)
    page = client.page(READ)
    assert page.one("html")["data-text"] == "large"
    assert page.all("div", class_="reading wide")
    assert chosen(page) == ["large", "wide"]


def test_an_account_keeps_its_size_on_every_device(client_of, student):
    set_look(client_of(student), text_size="largest", lines="wide")
    other_device = client_of(student)
    page = other_device.page(READ)
    assert page.one("html")["data-text"] == "largest"
    assert chosen(page) == ["largest", "normal"]
    assert other_device.page("/account").one("html")["data-text"] == "largest"


@pytest.mark.parametrize(("size", "lines"), [("huge", "wide"), ("large", "<b>"), ("", "")])
def test_words_it_does_not_know_are_the_usual_ones(client, size, lines):
    assert set_look(client, text_size=size, lines=lines).status_code == 303
    expected = [size if size == "large" else "normal", lines if lines == "wide" else "normal"]
    assert chosen(client.page(READ)) == expected


@pytest.mark.parametrize("cookie", ["large", "nonsense", "wide-wide-large", '"><script>', ""])
def test_a_cookie_that_was_changed_shows_the_reading_all_the_same(client, cookie):
    client.set_cookie("reading", cookie)
    page = client.page(READ)
    assert all(script["src"].startswith("/static/") for script in page.all("script"))
    assert set(chosen(page)) <= {"normal", "large", "wide"}


def test_looking_sets_no_cookie_and_writes_nothing(client, guest):
    assert not [cookie for cookie in client.get(READ).headers.getlist("Set-Cookie") if cookie.startswith("reading=")]
    before = Page(guest.get(READ).text).words
    guest.get(f"{READ}?text_size=large&lines=wide")
    assert Page(guest.get(READ).text).words == before


@pytest.mark.parametrize("path", ["/decks/knots/read", "/decks/nowhere/read"])
def test_without_a_reading_there_is_no_page(client, guest, path):
    assert client.get(path).status_code == 404
    assert guest.get(path).status_code == 404


def test_a_box_says_what_it_retells_and_thoughts_stand_before_and_after(client):
    page = client.page(READ)
    texts = ["written in 1931", "Before you read", "What does a harbour need?", "In 1887 the town", "After reading", "the last keeper?"]
    assert [text for text in texts if text not in page.words] == []
    assert sorted(texts, key=page.words.index) == texts


def test_words_of_the_glossary_lead_to_their_meaning_below(client):
    page = client.page(READ)
    words = [(link.text, link["href"]) for link in page.all("a", class_="term word")]
    assert words == [("ran aground", "#word_1"), ("wick", "#word_2")]
    assert page.one("div", id="word_1").text.split() == ["ran", "aground", "got", "stuck", "on", "the", "ground", "under", "the", "water"]
    assert page.one("div", id="word_2").text.endswith("the string in a lamp that burns")
    assert "ran aground" in client.page(f"{READ}?print=1").one("dl").text


def test_a_deck_without_these_keys_has_nothing_around_its_reading(client, harbour_without):
    page = client.page(f"/decks/{harbour_without}/read")
    assert not [
        words for words in ("Before you read", "After reading", "Words in this reading", "Level of the text") if words in page.words
    ]
    assert not page.all("dl")


def set_level(client, level, at=READ):
    return client.submit("/decks/harbour/level", {"level": level}, at=at)


def level_of(page):
    return [button["value"] for button in page.all("button", name="level") if button["aria-pressed"] == "true"]


def test_anybody_switches_to_the_easier_level_and_back_on_their_device(client):
    assert level_of(client.page(READ)) == ["full"]
    response = set_level(client, "easier")
    assert (response.status_code, response.location) == (303, READ)
    page = client.page(READ)
    assert level_of(page) == ["easier"]
    assert "An easier reading" in page.words
    assert "Mara Quill built ships, and she drew the plans." in page.words
    assert "a ship's carpenter, drew" not in page.words
    set_level(client, "full")
    assert "a ship's carpenter, drew" in client.page(READ).words


def test_the_lines_of_quoted_sentences_are_marked_at_the_easier_level(client):
    set_level(client, "easier")
    marked = [mark.text for mark in client.page(READ).all("mark", class_="quoted")]
    assert "The pier is 240 metres long." in marked
    assert "Now the place is quiet." not in marked
    assert not client.page("/decks/harbour/read?print=1").all("button", name="level")


def test_headings_terms_words_and_checks_are_those_of_the_reading(guest):
    before = guest.page(READ)
    set_level(guest, "easier")
    page = guest.page(READ)
    assert [heading["id"] for heading in page.all("h2")] == [heading["id"] for heading in before.all("h2")]
    assert [(text, href) for text, href, _ in terms(page)] == [
        ("Brindle", "/decks/harbour/actors#term-2"),
        ("Mara Quill", "/decks/harbour/actors#term-1"),
        ("the Anvil", "/decks/harbour/actors#term-3"),
    ]
    assert [link.text for link in page.all("a", class_="term word")] == ["ran aground", "wick"]
    checks = [link["href"] for link in before.all("a") if "check=" in link["href"]]
    assert checks
    assert [link["href"] for link in page.all("a") if "check=" in link["href"]] == checks


def test_an_account_keeps_its_level_on_every_device_and_its_text_settings(client_of, student):
    first = client_of(student)
    set_look(first, text_size="large", lines="wide")
    set_level(first, "easier")
    assert (level_of(first.page(READ)), chosen(first.page(READ))) == (["easier"], ["large", "wide"])
    assert level_of(client_of(student).page(READ)) == ["easier"]
    set_look(first, text_size="normal", lines="normal")
    assert level_of(first.page(READ)) == ["easier"]


def test_on_a_device_level_and_text_settings_do_not_undo_each_other(client):
    set_level(client, "easier")
    set_look(client, text_size="large", lines="wide")
    assert level_of(client.page(READ)) == ["easier"]
    set_level(client, "full")
    assert chosen(client.page(READ)) == ["large", "wide"]


@pytest.mark.parametrize("level", ["", "hard", "<b>"])
def test_a_level_that_there_is_not_is_the_usual_one(client, level):
    assert set_level(client, level).status_code == 303
    assert level_of(client.page(READ)) == ["full"]


def test_the_level_changes_nothing_where_there_is_only_one(client, harbour_without):
    set_level(client, "easier")
    page = client.page(f"/decks/{harbour_without}/read")
    assert "a ship's carpenter, drew" in page.words
    assert not page.all("button", name="level")


@pytest.mark.parametrize(("path", "words"), [("/", "Read an article"), (READ, "A stone pier"), ("/decks/harbour", "A stone pier")])
def test_a_page_describes_itself(client, path, words):
    assert client.page(path).one("meta", name="description")["content"].startswith(words)

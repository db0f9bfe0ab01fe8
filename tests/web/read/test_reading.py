"""/decks/<deck>/read: the page to read."""

import pytest
from support import Page

READ = "/decks/harbour/read"


def terms(page):
    return [(link.text, link["href"], link.attributes.get("title", "")) for link in page.all("a", class_="term")]


def test_it_has_sections_contents_minutes_and_its_source(client):
    page = client.page(READ)
    assert "A reading, 1 minute" in page.words
    assert "Notes of a harbour master" in page.words
    contents = [link["href"] for link in page.all("a") if link["href"].startswith("#") and link["href"] != "#main"]
    assert contents == ["#the-stones", "#the-lamp", "#the-harbour"]
    assert [heading["id"] for heading in page.all("h2")] == ["the-stones", "the-lamp", "the-harbour"]


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
    assert len(page.all("script")) == 1
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

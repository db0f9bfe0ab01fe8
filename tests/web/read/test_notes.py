"""POST /decks/<deck>/notes/<fact>."""

import pytest
from support import Page

LONG = "a" * 2001


def keep(client, text, fact="length", deck="harbour", **fields):
    return client.submit(f"/decks/{deck}/notes/{fact}", {"text": text, **fields}, at="/decks/harbour/read")


def test_a_note_is_kept_and_leads_back_to_where_it_was_written(guest):
    response = keep(guest, "Longer than our street.", next="/decks/harbour/read?x=1#stones")
    assert response.status_code == 303
    assert response.location == "/decks/harbour/read?x=1#stones"
    page = guest.page("/decks/harbour/read")
    assert "Note saved." in page.words
    assert "Longer than our street." in page.words


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_leads_to_no_other_site(guest, target):
    assert keep(guest, "Long.", next=target).location == "/decks/harbour/read"


def test_an_empty_text_removes_it(guest):
    keep(guest, "Longer than our street.")
    assert keep(guest, "  \r\n ").status_code == 303
    page = guest.page("/decks/harbour/read")
    assert "Note removed." in page.words
    assert "our street" not in page.words


@pytest.mark.parametrize(
    ("text", "words"), [(LONG, "At most 2000 characters, please: this note has 2001."), ("bell \x07", "invisible characters")]
)
def test_what_cannot_be_kept_is_given_back(guest, text, words):
    keep(guest, "as before")
    response = keep(guest, text, next="/study")
    page = Page(response.text)
    assert response.status_code == 422
    assert words in page.one("p", id="note-length-text-fault").text
    assert page.one("textarea").text.strip() == text.strip()
    assert page.hidden("next") == "/study"
    assert "as before" in guest.page("/decks/harbour/read").words


def test_words_are_never_markup(guest):
    keep(guest, "<b id=mine>bold</b>\nand\n*more*")
    page = guest.page("/decks/harbour/read")
    assert not page.all("b", id="mine")
    assert "<b id=mine>bold</b>" in page.words
    assert "*more*" in page.words


@pytest.mark.parametrize(("deck", "fact"), [("harbour", "nothing"), ("nowhere", "length"), ("harbour", "length-numeric")])
def test_there_is_no_note_on_what_is_not_there(guest, deck, fact):
    assert keep(guest, "x", deck=deck, fact=fact).status_code == 404


def test_nobody_reads_the_note_of_another(client_of, student, other_student, teacher):
    keep(client_of(student), "only for me")
    for other in (other_student, teacher):
        assert "only for me" not in client_of(other).page("/decks/harbour/read").words


def test_who_is_nobody_writes_nothing(client):
    assert keep(client, "x").location == "/"


def test_a_form_without_token_is_given_back_with_its_text(guest):
    headers = {"Origin": "http://localhost"}
    response = guest.post("/decks/harbour/notes/length", data={"text": "half a thought", "csrf_token": "stale"}, headers=headers)
    assert response.status_code == 400
    assert Page(response.text).hidden("text") == "half a thought"
    assert "half a thought" not in guest.page("/decks/harbour/read").words

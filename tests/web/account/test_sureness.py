"""/account/sureness: what it costs to be surer."""

import pytest

PAGE = "/account/sureness"
CHOSEN = {"language": "", "zone": "", "theme": "auto", "text_size": "normal", "new_facts": "10"}


def rows(page):
    """The cells of the table, without those of its head."""
    texts = [element.text.strip() for element in page.elements if element.tag in {"th", "td"}][4:]
    return [texts[place : place + 4] for place in range(0, len(texts), 4)]


def test_nobody_is_sent_to_the_doors(client):
    assert client.get(PAGE).status_code == 303


def test_each_choice_has_its_questions_and_minutes(client_of, student, query_counter):
    client = client_of(student)
    for _ in range(3):
        client.answer(client.page("/study/harbour"))
    with query_counter() as queries:
        page = client.page(PAGE)

    found = rows(page)
    assert len(queries) <= 5
    assert [row[0] for row in found] == ["80 of 100", "85 of 100", "90 of 100 (as usual)", "95 of 100"]
    assert [row[1] for row in found] == [f"about one question in {number}" for number in (5, 7, 10, 20)]
    assert [int(row[2].split()[-1]) for row in found] == sorted(int(row[2].split()[-1]) for row in found)
    assert "We do not know your pace yet." in page.words
    assert "study still stops there" not in page.words


@pytest.mark.parametrize(("chosen", "words"), [("0", "falls to 90 %"), ("95", "falls to 95 %")])
def test_what_is_chosen_is_marked_and_said(client_of, student, chosen, words):
    client = client_of(student)
    client.submit("/account", CHOSEN | {"desired_retention": chosen, "minutes": "5"})
    client.answer(client.page("/study/harbour"))
    page = client.page(PAGE)

    marked = "90 of 100 (as usual)" if chosen == "0" else f"{chosen} of 100 (your choice)"
    assert [row[0] for row in rows(page) if "(" in row[0]] == [marked]
    assert "You chose 5 minutes a day, and study still stops there." in page.words
    page = client.page("/study")
    while page.all("", data_question=None):
        client.answer(page)
        page = client.page("/study")
    assert words in page.words


def test_what_a_class_wants_is_said(at_work, client_of, student, put_in):
    put_in(student)
    at_work.submit("/teach/classes/1/decks", {"deck": "harbour"}, at="/teach/classes/1")
    at_work.submit("/teach/classes/1", {"name": "History 9b", "zone": "", "desired_retention": "95"})
    client = client_of(student)

    assert "A class of yours wants 95 of 100 for its decks." in client.page(PAGE).words
    page = client.page("/study/harbour")
    while page.all("", data_question=None):
        client.answer(page)
        page = client.page("/study/harbour")
    assert "falls to 95 %" in page.words

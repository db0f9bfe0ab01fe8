"""/teach/decks/<deck>/coverage: the parts of a reading that no question covers."""

import re
import shutil

import pytest
from support import BANK

from quizapp.services.authoring.publishing import publish_folder

ADDRESS = "/teach/decks/harbour/coverage"


@pytest.fixture
def with_gaps(app, tmp_path, clock):
    """The deck harbour without its asides and without the fact about the length: its id."""
    folder = tmp_path / "harbour"
    shutil.copytree(BANK / "harbour", folder)
    deck = (folder / "deck.yaml").read_text()
    deck = re.sub(r"asides:\n(  - .*\n)+", "", deck).replace(
        "quote: because the sand moved every winter", "quote: The pier is 240 metres long"
    )
    (folder / "deck.yaml").write_text(deck)
    dates = (folder / "dates.yaml").read_text()
    (folder / "dates.yaml").write_text(dates[: dates.index("  - id: length")])
    with app.app_context():
        assert publish_folder(folder, clock.now).status == "published"
    return "harbour"


def test_everything_covered(client_of, teacher):
    page = client_of(teacher).page(ADDRESS)

    assert page.one("h1").text == "Every sentence is covered"
    assert [meter.text for meter in page.all("meter")] == ["9 of 9", "4 of 4", "3 of 3", "1 of 1", "0 of 1", "6 of 6"]
    assert not page.all("mark")


def test_what_is_left_is_counted_listed_and_marked_where_it_stands(client_of, teacher, with_gaps):
    page = client_of(teacher).page(f"/teach/decks/{with_gaps}/coverage")

    assert page.one("h1").text == "3 sentences are not covered"
    assert [meter["aria-label"] for meter in page.all("meter")] == [
        "Sentences: 8 of 11",
        "Numbers and dates: 3 of 5",
        "Mentions of terms: 3 of 3",
        "Causes and effects: 0 of 1",
        "Facts with a cause, applied to something new: 0 of 1",
        "Answers that no other prompts print: 5 of 5",
    ]
    marks = {mark["id"]: mark.text for mark in page.all("mark")}
    assert marks == {
        "gap-1": "The pier is 240 metres long. (not covered)",
        "gap-2": "The last keeper left on 3 March 1958. (not covered)",
        "gap-3": "It is a quiet place now. (not covered)",
    }
    lists = [(link.text, link["href"]) for link in page.all("a") if link["href"].startswith("#gap-")]
    assert lists == [
        ("The pier is 240 metres long.", "#gap-1"),
        ("The last keeper left on 3 March 1958.", "#gap-2"),
        ("It is a quiet place now.", "#gap-3"),
        ("240", "#gap-1"),
        ("3 March 1958", "#gap-2"),
        ("Its quote", "#gap-1"),
    ]


def test_a_deck_without_a_reading_says_how_to_get_one(client_of, teacher):
    page = client_of(teacher).page("/teach/decks/knots/coverage")

    assert page.one("h1").text == "This deck has no reading"
    assert "reading: reading.md" in page.words


def test_the_list_of_decks_leads_there(client_of, teacher):
    links = [link["href"] for link in client_of(teacher).page("/teach").all("a")]

    assert {ADDRESS, "/teach/decks/knots/coverage"} <= set(links)


def test_a_deck_that_does_not_exist_is_no_page(client_of, teacher):
    assert client_of(teacher).get("/teach/decks/nothing/coverage").status_code == 404


def test_for_others_there_is_no_such_page(client, guest, client_of, student):
    assert client.get(ADDRESS).location.startswith("/login")
    assert [asking.get(ADDRESS).status_code for asking in (guest, client_of(student))] == [404, 404]


def test_the_second_deck_is_covered(client_of, teacher, observatory):
    assert client_of(teacher).page(f"/teach/decks/{observatory}/coverage").one("h1").text == "Every sentence is covered"

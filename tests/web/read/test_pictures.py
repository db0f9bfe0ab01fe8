"""/decks/<deck>/pictures/<digest>: pictures are where their author put them, and are sent to people who may read the deck."""

import shutil
from io import BytesIO

import pytest
from PIL import Image
from support import BANK

from quizapp.db.base import transaction
from quizapp.db.models import DeckRow, PictureRow
from quizapp.services.authoring import publishing

FACT = """category: actors
facts:
  - id: weir
    statement: There is a weir.
    quote: Mara Quill, a ship's carpenter, drew the plans
    why: It holds the water back.
    image: {file: fact.png, alt: A wall across a river.}
    questions:
      - type: multiple_choice
        prompt: Which is it?
        image: {file: prompt.png, alt: Two buildings.}
        answer: this one
        choices:
          - {text: this one, image: {file: one.png, alt: The first.}}
          - {text: that one, image: {file: two.png, alt: The second.}}
"""
COLOURS = {"fact.png": "red", "prompt.png": "green", "one.png": "blue", "two.png": "white"}


def drawing(colour):
    target = BytesIO()
    Image.new("RGB", (30, 20), colour).save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def pictured(app, tmp_path, clock):
    """A deck with one fact that shows pictures; its id."""
    folder = tmp_path / "pictured"
    shutil.copytree(BANK / "harbour", folder)
    for old in ("actors.yaml", "causes.yaml", "dates.yaml"):
        (folder / old).unlink()
    (folder / "weir.yaml").write_text(FACT)
    for name, colour in COLOURS.items():
        (folder / name).write_bytes(drawing(colour))
    deck = folder / "deck.yaml"
    deck.write_text(deck.read_text().split("\nlinks:")[0] + "\n")
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
    assert published.status == "published", published.problems
    return published.deck


def images(page):
    return [(image["alt"], image["width"], image["height"]) for image in page.all("img")]


def colour_of(response):
    with Image.open(BytesIO(response.data)) as image:
        return image.convert("RGB").getpixel((3, 3))


def test_a_question_shows_its_pictures_and_keeps_that_of_the_fact_for_the_feedback(guest, pictured):
    asked = guest.page(f"/study/{pictured}")
    assert images(asked) == [("Two buildings.", "30", "20"), ("The first.", "30", "20"), ("The second.", "30", "20")]
    assert "A wall across a river." not in asked.html

    told = guest.answer(asked, {"answer": "this one"})
    assert ("A wall across a river.", "30", "20") in images(told)


def test_a_picture_is_sent_as_what_it_is_and_kept_by_the_browser(guest, pictured):
    address = guest.page(f"/study/{pictured}").all("img")[0]["src"]
    response = guest.get(address)
    assert (response.status_code, response.mimetype, colour_of(response)) == (200, "image/png", (0, 128, 0))
    assert "immutable" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]


def test_who_may_not_read_the_deck_gets_no_picture_of_it(app, client, guest, pictured):
    address = guest.page(f"/study/{pictured}").all("img")[0]["src"]
    assert client.get(address).status_code == 200
    assert client.get(address.replace(pictured, "harbour")).status_code == 404
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(DeckRow.__table__.update().where(DeckRow.id == pictured).values(visibility="class"))
    assert client.get(address).status_code == 404
    assert guest.get(address).status_code == 404


@pytest.mark.parametrize("digest", ["x", "0" * 64, "%", "_" * 64])
def test_no_other_picture_is_found(client, pictured, digest):
    assert client.get(f"/decks/{pictured}/pictures/{digest}").status_code == 404


def test_the_card_shows_the_picture_of_the_prompt_then_of_the_fact(guest, pictured):
    assert ("Two buildings.", "30", "20") in images(guest.page(f"/decks/{pictured}/cards"))


def test_a_drawing_is_sent_as_one_and_may_do_nothing_but_look(app, guest, tmp_path, clock):
    folder = tmp_path / "drawn"
    shutil.copytree(BANK / "harbour", folder)
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 646 440"><style>path{fill:red}</style><path d="M0 0L9 9Z"/></svg>'
    (folder / "map.svg").write_text(drawn)
    actors = folder / "actors.yaml"
    actors.write_text(actors.read_text().replace("    questions:", "    image: {file: map.svg, alt: A map.}\n    questions:", 1))
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
    assert published.status == "published", published.problems
    with app.app_context(), transaction(write=False) as connection:
        address = f"/decks/drawn/pictures/{connection.scalar(PictureRow.__table__.select().with_only_columns(PictureRow.digest))}"
    response = guest.get(address)
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
    assert response.headers.getlist("Content-Security-Policy") == [
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    ]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"<path" in response.data
    assert "script-src 'self'" in guest.get("/decks/drawn").headers["Content-Security-Policy"]

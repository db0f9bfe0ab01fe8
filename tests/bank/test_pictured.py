"""A deck with pictures: where they may be, what is wrong with them, and what is stored."""

from io import BytesIO

import pytest
from PIL import Image

from quizapp.bank.build import build
from quizapp.bank.load import load_folder, load_texts
from quizapp.domain.reading.deck import Picture

IMAGE = "{file: weir.png, alt: A wall across a river.}"
FACT = f"""category: process
facts:
  - id: weir
    statement: There is a weir.
    quote: After about nine days in the air, the water falls as rain or snow
    why: It holds the water back.
    image: {IMAGE}
    questions:
      - type: multiple_choice
        prompt: Which is it?
        image: {IMAGE}
        answer: this one
        choices:
          - {{text: this one, image: {IMAGE}}}
          - {{text: that one, image: {{file: mill.jpg, alt: A house.}}}}
"""


def picture(form, colour):
    target = BytesIO()
    Image.new("RGB", (30, 20), colour).save(target, form)
    return target.getvalue()


@pytest.fixture
def deck_with(deck_of):
    """Write a deck whose example shows pictures: `deck_with({"weir.png": b"..."})`; return its folder."""

    def write(pictures, text=FACT):
        folder = deck_of("")
        (folder / "example.yaml").write_text(text)
        for name, content in pictures.items():
            (folder / name).write_bytes(content)
        return folder

    return write


@pytest.fixture
def pictures():
    return {"weir.png": picture("PNG", "blue"), "mill.jpg": picture("JPEG", "red"), "unused.png": b"no picture at all"}


def test_a_deck_with_pictures(deck_with, pictures):
    loaded, problems = load_folder(deck_with(pictures))
    assert problems == []
    assert {name: (found.width, found.height) for name, found in loaded.deck.pictures.items()} == {
        "weir.png": (30, 20),
        "mill.jpg": (30, 20),
    }
    assert [each.mime for each in loaded.encoded] == ["image/png", "image/jpeg"]
    fact = next(fact for fact in loaded.deck.facts if fact.id == "weir")
    assert (fact.image.file, fact.questions[0].image.alt) == ("weir.png", "A wall across a river.")
    assert [image.file for image in fact.questions[0].option_images.values()] == ["weir.png", "mill.jpg"]
    assert build(loaded.data).pictures == loaded.deck.pictures


def test_another_picture_of_the_same_name_is_another_deck(deck_with, pictures):
    folder = deck_with(pictures)
    before = load_folder(folder)[0].digest
    (folder / "weir.png").write_bytes(picture("PNG", "green"))
    assert load_folder(folder)[0].digest != before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"weir.png": b"<svg/>"}, "picture-broken"),
        ({"weir.png": bytes(500_001)}, "picture-too-large"),
        ({"weir.png": None}, "picture-not-found"),
    ],
)
def test_what_is_wrong_is_told_at_the_line_that_names_it(deck_with, pictures, change, code):
    kept = {name: content for name, content in (pictures | change).items() if content is not None}
    loaded, problems = load_folder(deck_with(kept))
    assert loaded is None
    assert [(problem.code, problem.line) for problem in problems] == [(code, 7), (code, 11), (code, 14)]


def test_a_name_that_is_nearly_right_is_offered(deck_with, pictures):
    _, problems = load_folder(deck_with(pictures, FACT.replace("weir.png", "wier.png", 1)))
    assert [problem.code for problem in problems] == ["picture-not-found"]
    assert "weir.png" in str(problems[0])


def test_a_picture_needs_words(deck_with, pictures):
    _, problems = load_folder(deck_with(pictures, FACT.replace(", alt: A house.", "")))
    assert [problem.code for problem in problems] == ["missing-key"]


def test_stored_pictures_are_taken_as_they_are(deck_with, pictures):
    folder = deck_with(pictures)
    texts = {path.name: path.read_text() for path in folder.iterdir() if path.suffix in {".yaml", ".md"}}
    stored = {"weir.png": Picture("a" * 64, 3, 2), "mill.jpg": Picture("b" * 64, 3, 2)}
    loaded, problems = load_texts("water-cycle", texts, stored)
    assert problems == []
    assert loaded.deck.pictures == stored
    assert not loaded.encoded

"""Anki packages."""

import io
import json
import sqlite3
import zipfile

import pytest
import zstandard
from PIL import Image

from quizapp.bank.exchange import anki_read, anki_write
from quizapp.bank.exchange.formats import EXPORTERS
from quizapp.bank.exchange.notices import Refused
from quizapp.bank.load import load_folder

DECKS = {"1": {"name": "Default"}, "2": {"name": "Dogs"}, "3": {"name": "Dogs::Big"}}


def collection(notes, *, decks=DECKS, newer=False, view=False):
    """A database of notes: (fields, tags, deck, cards)."""
    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE col (decks TEXT); CREATE TABLE cards (nid INTEGER, did INTEGER, ord INTEGER)")
    kind = (
        "CREATE VIEW notes AS SELECT 1 AS id, 'a' AS flds, '' AS tags"
        if view
        else "CREATE TABLE notes (id INTEGER PRIMARY KEY, flds TEXT, tags TEXT)"
    )
    connection.execute(kind)
    connection.execute("INSERT INTO col VALUES (?)", ["" if newer else json.dumps(decks)])
    if newer:
        connection.execute("CREATE TABLE decks (id INTEGER PRIMARY KEY, name TEXT COLLATE BINARY)")
        connection.executemany(
            "INSERT INTO decks VALUES (?, ?)", [(int(key), deck["name"].replace("::", "\x1f")) for key, deck in decks.items()]
        )
    for number, (fields, tags, deck, cards) in enumerate(notes, start=1):
        connection.execute("INSERT INTO notes VALUES (?, ?, ?)", [number, "\x1f".join(fields), tags])
        connection.executemany("INSERT INTO cards VALUES (?, ?, ?)", [(number, deck, order) for order in range(cards)])
    connection.commit()
    return connection.serialize()


def package(content, name="collection.anki2"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("0", b"a picture")
    return target.getvalue()


NOTES = [
    (["<div>der <b>Hund</b></div>[sound:a.mp3]", "the dog<br>a dog"], " noun Ärger:x ", 2, 2),
    (["die Katze", "the cat", "It <i>meows</i>", ""], "", 2, 1),
    (["Bonn was capital until {{c1::1990::year}}, then {{c2::Berlin}}", ""], "", 3, 2),
    (["", "no front"], "", 3, 1),
]


def test_cards_become_flashcards(read):
    deck, notices = read("apkg", package(collection(NOTES)), strict=False)
    first, turned, cat, gaps = deck.questions.values()

    assert deck.title == "Dogs"
    assert (first.prompt, first.answer, first.tags) == ("der **Hund**", "the dog\n\na dog", ("noun", "arger-x"))
    assert turned.prompt == first.answer
    assert (cat.answer, cat.why) == ("the cat", "It *meows*")
    assert gaps.right == ("1990", "Berlin")
    assert deck.categories == {"dogs": "Dogs", "dogs-big": "Dogs / Big"}
    assert [notice.code for notice in notices] == ["media-left-out", "empty-card"]


def test_the_newer_form_is_read(read):
    content = zstandard.ZstdCompressor().compress(collection(NOTES[:2], newer=True))
    deck, _ = read("apkg", package(content, "collection.anki21b"), strict=False)

    assert len(deck.questions) == 3
    assert deck.title == "Dogs"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"no database", "collection.anki2"),
        (collection([], view=True), "collection.anki2"),
        (collection([])[:1000], "collection.anki2"),
        (b"not zstd", "collection.anki21b"),
        (collection([], decks=[]), "collection.anki21"),
        (b"x", "something else"),
    ],
)
def test_what_is_no_collection_is_refused(content, name):
    with pytest.raises(Refused) as caught:
        anki_read.read(package(content, name))
    assert caught.value.notice.code == "not-anki"


def test_a_collection_that_works_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(anki_read, "STEPS", 1)
    monkeypatch.setattr(anki_read, "MOST_ROUNDS", 3)

    with pytest.raises(Refused):
        anki_read.read(package(collection(NOTES)))


def notes_of(deck):
    with zipfile.ZipFile(io.BytesIO(EXPORTERS["apkg"](deck).content)) as archive:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(archive.read("collection.anki2"))
        guids = dict(connection.execute("SELECT guid, flds FROM notes").fetchall())
        (decks, models) = connection.execute("SELECT decks, models FROM col").fetchone()
        connection.close()
    return guids, set(json.loads(decks)), set(json.loads(models))


def test_ids_stay_when_words_change(with_reading):
    before = notes_of(with_reading)
    fact = with_reading.facts[0]
    question = fact.questions[0].model_copy(update={"prompt": "Reworded entirely"})
    reworded = type(fact)(**{name: getattr(fact, name) for name in fact.__slots__} | {"questions": (question, *fact.questions[1:])})
    changed = type(with_reading)(
        **{name: getattr(with_reading, name) for name in with_reading.__dataclass_fields__}
        | {"facts": (reworded, *with_reading.facts[1:]), "title": "Another title"}
    )
    after = notes_of(changed)

    assert before[0] != after[0]
    assert before[0].keys() == after[0].keys()
    assert before[1:] == after[1:]


PICTURED = """
title: Pictured
language: en
categories: {who: Who}
category: who
facts:
  - id: weir
    statement: There is a weir.
    image: {file: fact.png, alt: A wall across a river.}
    questions:
      - id: which
        type: multiple_choice
        prompt: Which is it?
        image: {file: prompt.png, alt: 'Two "buildings" <old>.'}
        answer: this one
        choices:
          - {text: this one, image: {file: one.png, alt: The first.}}
          - {text: that one, image: {file: one.png, alt: The second.}}
"""


@pytest.fixture
def pictured(folder_of):
    """A deck with pictures, as it was loaded."""

    def drawing(colour):
        target = io.BytesIO()
        Image.new("RGB", (8, 6), colour).save(target, "PNG")
        return target.getvalue()

    files = {"deck.yaml": PICTURED.encode(), "fact.png": drawing("red"), "prompt.png": drawing("green"), "one.png": drawing("blue")}
    loaded, problems = load_folder(folder_of(files, "pictured"))
    assert loaded, problems
    return loaded


def test_pictures_are_in_the_package_on_the_side_where_they_belong(pictured):
    stored = {one.picture.digest: one.data for one in pictured.encoded}
    exported = anki_write.export(pictured.deck, stored)
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        names = json.loads(archive.read("media"))
        content = {name: archive.read(number) for number, name in names.items()}
        connection = sqlite3.connect(":memory:")
        connection.deserialize(archive.read("collection.anki2"))
        ((fields,),) = connection.execute("SELECT flds FROM notes").fetchall()
        connection.close()
    front, _, more = fields.split("\x1f")
    name_of = {
        file: next(name for name in names.values() if picture.digest[:20] in name) for file, picture in pictured.deck.pictures.items()
    }

    assert sorted(content.values()) == sorted(stored.values())
    assert f'<img src="{name_of["prompt.png"]}" alt="Two &quot;buildings&quot; &lt;old&gt;.">' in front
    assert front.count(name_of["one.png"]) == 2
    assert f'<img src="{name_of["fact.png"]}" alt="A wall across a river.">' in more
    assert name_of["fact.png"] not in front
    assert not any("image" in str(loss) for loss in exported.losses)
    assert anki_write.export(pictured.deck, stored).content == exported.content


def test_pictures_are_told_as_lost_where_they_are(pictured):
    assert {"image is left out", "image of the options is left out", "image of 1 fact is left out"} <= {
        loss.text for loss in EXPORTERS["moodle"](pictured.deck).losses
    }
    notices = anki_read.read(anki_write.export(pictured.deck, {}).content).notices
    assert [notice.code for notice in notices] == ["media-left-out"]


@pytest.mark.parametrize("decks", [{"1": {}}, {"one": {"name": "A"}}, {"1": "A"}])
def test_a_list_of_decks_that_is_none_is_refused(decks):
    with pytest.raises(Refused):
        anki_read.read(package(collection([(("a", "b"), "", 1, 1)], decks=decks)))

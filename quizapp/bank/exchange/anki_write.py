"""Writes cards for Anki. Ids are derived from those of the deck and its questions, so that a second import keeps what was learned.

Pictures are named after their content: a second import adds none twice, and a picture that was replaced gets a new name.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import genanki

from quizapp.bank.exchange.notices import Exported
from quizapp.bank.exchange.outgoing import FormatScope, OutgoingQuestion
from quizapp.domain.questions.inline import paragraphs
from quizapp.domain.questions.question import GAP, Image
from quizapp.domain.questions.registry import QUESTION_TYPES
from quizapp.domain.reading.deck import Deck
from quizapp.domain.reading.richtext import parse

SHOWN = frozenset(["distractors", "choices", "both_ways", "unit"])
"""Fields that an author may leave out and a card expresses; the fields that every question of a type has say what is right: its back."""

FORM = FormatScope(
    keeps={kind.name: SHOWN | {name for name, field in kind.model.model_fields.items() if field.is_required()} for kind in QUESTION_TYPES},
    becomes={kind.name: "flashcard" for kind in QUESTION_TYPES if kind.name != "flashcard"},
    everywhere=frozenset(["hint", "tags", "image"]),
    feedback=False,
    facts=frozenset(["quotes", "tags", "image"]),
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)
EPOCH = 1_600_000_000
"""The modification time that Anki requires; a fixed one makes equal decks equal files, and newer notes still replace older ones."""

STYLE = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; } .more { color: #666; font-size: 16px; } "
    "img { max-height: 50vh; }"
)
ANSWER = '{{FrontSide}}<hr id="answer">{{Back}}<div class="more">{{More}}</div>'
BACKWARDS = '{{Back}}<hr id="answer">{{Front}}<div class="more">{{More}}</div>'


def export(deck: Deck, pictures: Mapping[str, bytes] | None = None) -> Exported:
    """Return a deck as an Anki package, and what cards cannot express. `pictures` has the bytes of its pictures by digest."""
    kept, losses = FORM.split(deck)
    media = {_media_name(deck, name): (pictures or {}).get(picture.digest, b"") for name, picture in deck.pictures.items()}
    cards = genanki.Deck(number(deck.id, "deck"), deck.title)
    models = {both: _model(deck.id, both=both) for both in (False, True)}
    for item in kept:
        both = bool(getattr(item.question, "both_ways", False))
        tags = sorted({*item.fact.tags, *(item.question.tags or ())})
        fields = [_front(item, deck), _back(item), _more(item, deck)]
        cards.add_note(genanki.Note(models[both], fields, guid=genanki.guid_for(deck.id, item.id), tags=tags))
    return Exported(_packed(_collection(cards), {name: content for name, content in sorted(media.items()) if content}), tuple(losses))


def number(deck_id: str, part: str) -> int:
    """Return a number for Anki that depends only on a deck's id."""
    return (1 << 30) + int.from_bytes(sha256(f"{deck_id}/{part}".encode()).digest()[:4], "big") % (1 << 30)


def _model(deck_id: str, *, both: bool) -> genanki.Model:
    templates = [{"name": "Card 1", "qfmt": "{{Front}}", "afmt": ANSWER}]
    if both:
        templates.append({"name": "Card 2", "qfmt": "{{Back}}", "afmt": BACKWARDS})
    name = "quizapp, both ways" if both else "quizapp"
    fields = [{"name": "Front"}, {"name": "Back"}, {"name": "More"}]
    return genanki.Model(number(deck_id, name), name, fields=fields, templates=templates, css=STYLE)


def _collection(cards: genanki.Deck) -> bytes:
    """Return the database of a package."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        genanki.Package(cards).write_to_db(connection.cursor(), EPOCH, count(EPOCH * 1000))
        return connection.serialize()
    finally:
        connection.close()


def _packed(collection: bytes, media: Mapping[str, bytes]) -> bytes:
    """Return a package: media files are numbered, and the entry `media` maps the numbers to their names."""
    names = json.dumps({str(number): name for number, name in enumerate(media)})
    numbered = [(str(number), content) for number, content in enumerate(media.values())]
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in (("collection.anki2", collection), ("media", names.encode()), *numbered):
            info = ZipInfo(name, LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()


def _media_name(deck: Deck, name: str) -> str:
    """Return the name of a picture, unique among all pictures in a user's Anki."""
    return f"quizapp-{deck.pictures[name].digest[:20]}.{name.rpartition('.')[2]}"


def _picture(deck: Deck, image: Image | None) -> str:
    """Return the HTML of a picture, or nothing if there is none."""
    if image is None or image.file not in deck.pictures:
        return ""
    return f'<div><img src="{_media_name(deck, image.file)}" alt="{escape(image.alt)}"></div>'


def _front(item: OutgoingQuestion, deck: Deck) -> str:
    question: Any = item.question
    prompt = _picture(deck, question.image) + _html(getattr(question, "shown", question.prompt).replace(GAP, "[...]"))
    if item.type in {"multiple_choice", "multiple_answer"}:
        listed = question.options if item.type == "multiple_choice" else (*question.answers, *question.wrong)
        pictures = {text: _picture(deck, image) for text, image in question.option_images.items()}
        return prompt + _list(listed if getattr(question, "choices", None) else sorted(listed), pictures)
    if item.type == "matching":
        return prompt + _list(question.lefts) + _list(sorted(question.rights))
    return prompt + (_list(question.numbered) if item.type == "ordering" else "")


def _back(item: OutgoingQuestion) -> str:
    right = item.question.right
    return _html(right[0]) if len(right) == 1 else _list(right)


def _more(item: OutgoingQuestion, deck: Deck) -> str:
    hint = _html(item.question.hint or "")
    quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in item.fact.quotes)
    return _picture(deck, item.fact.image) + hint + _blocks(item.why) + quotes


def _list(texts: Any, pictures: Mapping[str, str] | None = None) -> str:
    return "<ul>" + "".join(f"<li>{_html(text, '{}')}{(pictures or {}).get(text, '')}</li>" for text in texts) + "</ul>"


def _html(text: str, wrap: str = "<div>{}</div>") -> str:
    """Return a one-line text of a deck as the simple HTML that cards show."""
    return "".join(wrap.format("".join(map(_run, runs))) for runs in paragraphs(text))


def _blocks(text: str) -> str:
    """Return Markdown as the same HTML."""
    return "".join(f"<div>{''.join(map(_run, block.runs))}</div>" for block in parse(text))


def _run(run: Any) -> str:
    html = escape(run.text).replace("\n", "<br>")
    for wanted, tag in ((run.code, "code"), (run.emphasis, "i"), (run.strong, "b")):
        html = f"<{tag}>{html}</{tag}>" if wanted else html
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html

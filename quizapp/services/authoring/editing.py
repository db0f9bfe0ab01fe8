"""Editing a draft: its facts, questions, reading and settings are opened, changed and saved one piece at a time, as data or as YAML.

`services.authoring.drafts` decides who may edit and keeps drafts; `bank.editing` turns a change into YAML.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from quizapp.bank.editing import cures, entries
from quizapp.bank.editing.outline import FactLine, Outline, outline, sources
from quizapp.bank.editing.outline import spots as written
from quizapp.bank.load import HOISTED, examine, missing_pictures
from quizapp.bank.problems import Problem
from quizapp.bank.scan import Unreadable
from quizapp.bank.shape import DECK_FILE, EASY, NOTES, READING
from quizapp.bank.source import read_texts
from quizapp.db.authoring import stored_drafts
from quizapp.db.base import transaction
from quizapp.domain.people.audiences import teaches
from quizapp.domain.reading import merging
from quizapp.domain.reading.deck import Deck, Picture
from quizapp.services.authoring import drafts
from quizapp.services.authoring.drafts import Conflict, Draft
from quizapp.services.authoring.editing_places import ProblemSpot, spots
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import pictures
from quizapp.services.people.accounts import Visitor

Kind = Literal["fact", "question", "deck", "reading", "easy", "notes", "yaml"]
TEXT_KEYS: Mapping[str, str] = {"reading": READING, "easy": EASY, "notes": NOTES}
"""The key in deck.yaml of the Markdown file that a kind of pieces is."""

Change = Callable[[Mapping[str, str]], Mapping[str, Any] | str]
"""Returns the values to change, or the new text, from the files as they are now."""


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """The part of a draft that a form shows.

    A fact (`fact`, empty for a new one), a question (`question`, empty for a new one of `type` on `fact`), the deck's settings, its
    reading, the easier level of that, its notes for teachers, or YAML: that of `fact`, or else the whole `file`.
    """

    kind: Kind
    fact: str = ""
    question: str = ""
    type: str = ""
    file: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the form adds something new."""
        return (self.kind == "fact" and not self.fact) or (self.kind == "question" and not self.question)


@dataclass(frozen=True, slots=True)
class Work:
    """A draft while it is edited: its files, possibly with an unsaved change, what they contain and what is wrong with them.

    `compiled` is the deck as far as it can be made, or None without a deck.yaml. `pictures` are all of the draft by name, shown or not.
    """

    draft: Draft
    files: Mapping[str, str]
    outline: Outline
    spots: Sequence[ProblemSpot]
    compiled: Deck | None
    pictures: Mapping[str, Picture]

    @property
    def deck(self) -> Mapping[str, Any]:
        """The settings of the deck as they are written; empty if deck.yaml cannot be read."""
        return _read(lambda: entries.deck_of(self.files))

    @property
    def language(self) -> str:
        """The language of the deck."""
        return str(self.deck.get("language") or "en")

    @property
    def categories(self) -> Mapping[str, str]:
        """The titles of the categories by their ids."""
        found = self.deck.get("categories")
        return {str(name): str(title) for name, title in found.items()} if isinstance(found, Mapping) else {}

    @property
    def quotes(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The words that each fact quotes, including facts without questions."""
        found = ((spot.id, spot.data.get("quote") or []) for spot in written(sources(self.files)))
        return [
            (name, [quotes] if isinstance(quotes, str) else [quote for quote in quotes if isinstance(quote, str)]) for name, quotes in found
        ]

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[FactLine]]]:
        """The facts by the titles of their categories, in the order of deck.yaml; facts in no known category come last."""
        titles = dict.fromkeys([*self.categories, *(fact.category for fact in self.outline.facts)])
        grouped = [(self.categories.get(name, name), [fact for fact in self.outline.facts if fact.category == name]) for name in titles]
        return [(title, facts) for title, facts in grouped if facts]

    def of(self, piece: DraftPiece) -> list[ProblemSpot]:
        """Return what is wrong with a piece."""
        return [spot for spot in self.spots if _concerns(spot, piece, _text_file(self.deck, piece.kind))]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a form showed: change `n` of the draft, and the mark of the piece."""

    n: int
    mark: str


class Clash(Exception):  # noqa: N818 - read as a sentence: raise Clash
    """Somebody else has changed the same piece: `theirs` is its text now, `mine` what it would have become."""

    def __init__(self, draft: Draft, theirs: str, mine: str) -> None:
        super().__init__(draft.changed_by)
        self.draft = draft
        self.theirs = theirs
        self.mine = mine


def editable(who: Visitor) -> Mapping[str, str]:
    """Return the decks somebody may edit, by id: `database` for their own, `folder` for those they copy first. Only teachers have any."""
    if not teaches(who.role):
        return {}
    with transaction(write=False) as connection:
        return stored_drafts.editable(connection, who.id)


def work(who: Visitor, deck_id: str) -> Work:
    """Open the draft of a deck. Raises NotFound for anybody who may not edit it."""
    draft = drafts.read(who, deck_id)
    return looked_at(draft, draft.files)


def looked_at(draft: Draft, files: Mapping[str, str]) -> Work:
    """Return these files with what they contain and what is wrong with them."""
    lined = outline(files)
    shown = _pictures(draft)
    source = read_texts(draft.deck_id, files, shown)
    compiled, problems = examine(source)
    if compiled is None:
        return Work(draft, files, lined, spots(files, lined, problems), None, shown)
    found = sorted([*problems, *missing_pictures(source, compiled)])
    return Work(draft, files, lined, spots(files, lined, found), replace(compiled.deck, pictures=shown), shown)


def data_of(files: Mapping[str, str], piece: DraftPiece) -> Mapping[str, Any]:
    """Return a piece as plain data, empty for a new one. Raises NotFound, also if its file cannot be read."""
    try:
        if piece.kind == "deck":
            return {key: value for key, value in entries.deck_of(files).items() if key not in HOISTED}
        if piece.is_new:
            return _begun(files, piece)
        return entries.fact_of(files, piece.fact) if piece.kind == "fact" else entries.question_of(files, piece.question)[1]
    except LookupError:
        raise NotFound(piece.fact or piece.question) from None


def text_of(files: Mapping[str, str], piece: DraftPiece) -> str:
    """Return a piece as text: a Markdown file, or its YAML. Raises NotFound."""
    if piece.kind in TEXT_KEYS:
        return files.get(_text_file(_read(lambda: entries.deck_of(files)), piece.kind), "")
    try:
        if piece.kind == "yaml":
            return entries.yaml_of(files, piece.fact) if piece.fact else files[piece.file]
        if piece.kind == "deck":
            return files[DECK_FILE]
        return entries.yaml_of(files, fact_of(files, piece)) if not piece.is_new else ""
    except LookupError:
        raise NotFound(piece.file or piece.fact) from None


def fact_of(files: Mapping[str, str], piece: DraftPiece) -> str:
    """Return the id of the fact that a piece belongs to. Raises NotFound."""
    if piece.fact or piece.kind != "question":
        return piece.fact
    try:
        return entries.question_of(files, piece.question)[0]
    except LookupError:
        raise NotFound(piece.question) from None


def mark(files: Mapping[str, str], piece: DraftPiece) -> str:
    """Return a mark that changes when a piece does; a form carries the mark of what it shows."""
    if piece.is_new:
        return ""
    shown = json.dumps(data_of(files, piece), sort_keys=True) if piece.kind in {"fact", "question", "deck"} else text_of(files, piece)
    return merging.mark(shown)


def put(files: Mapping[str, str], piece: DraftPiece, change: Mapping[str, Any] | str, seed: str = "") -> tuple[dict[str, str], DraftPiece]:
    """Return the files with a piece changed (a text for Markdown and YAML), and the piece, now with its id.

    A new id is drawn from `seed` and reveals nothing about the content, since pages show it. Raises NotFound, and Unreadable for a fact
    whose text is not valid YAML.
    """
    try:
        if isinstance(change, str):
            return _put_text(files, piece, change), piece
        if piece.kind == "deck":
            return entries.put_deck(files, change), piece
        if piece.kind == "fact":
            return _put_fact(files, piece, change, seed)
        return _put_question(files, piece, change, seed)
    except LookupError:
        raise NotFound(piece.fact or piece.question) from None


def save(who: Visitor, deck_id: str, piece: DraftPiece, change: Change, seen: Seen, now: datetime) -> tuple[Draft, DraftPiece]:
    """Save a change of a piece in the draft. `change` makes the change from the current text; `seen` is what the form showed.

    Raises Clash if somebody has changed the piece since then, NotFound, Invalid, Unreadable.
    """
    draft = drafts.read(who, deck_id)
    files, made = put(draft.files, piece, change(draft.files), f"{who.id} {now.isoformat()} {draft.n}")
    if mark(draft.files, piece) != seen.mark and files != draft.files:
        raise Clash(draft, text_of(draft.files, piece), text_of(files, made))
    try:
        saved = _kept(who, draft, files, now)
    except Conflict as conflict:  # between the two transactions
        raise Clash(conflict.theirs, text_of(conflict.theirs.files, piece), text_of(files, made)) from conflict
    others = draft.changed_by if draft.n != seen.n and draft.changed_by != who.username else ""
    return replace(saved, merged=saved.merged or others), made


def remove(who: Visitor, deck_id: str, piece: DraftPiece, based_on: int, now: datetime) -> Draft:
    """Remove a fact with its questions, or a question, from change `based_on` of the draft. Raises NotFound, Conflict."""
    draft = drafts.read(who, deck_id)
    if draft.n != based_on:
        raise Conflict(draft)
    try:
        if piece.kind == "fact":
            return _kept(who, draft, entries.remove_fact(draft.files, piece.fact), now)
        return _kept(who, draft, entries.remove_question(draft.files, piece.question), now)
    except LookupError:
        raise NotFound(piece.fact or piece.question) from None


def move(who: Visitor, deck_id: str, fact: str, by: int, now: datetime) -> Draft:
    """Move a fact up (negative) or down in its file. Raises NotFound."""
    draft = drafts.read(who, deck_id)
    try:
        return _kept(who, draft, entries.move_fact(draft.files, fact, by), now)
    except LookupError:
        raise NotFound(fact) from None


def cure(who: Visitor, deck_id: str, named: str, now: datetime) -> bool:
    """Fix a problem of the draft (`ProblemSpot.name`) if it is still there and can be fixed; return whether it was."""
    opened = work(who, deck_id)
    found = next((spot.problem for spot in opened.spots if spot.name == named), None)
    files = cures.cure(opened.files, found) if found else None
    if files is None:
        return False
    _kept(who, opened.draft, files, now)
    return True


def _pictures(draft: Draft) -> Mapping[str, Picture]:
    """Return the pictures of a draft by name."""
    if not draft.pictures:
        return {}
    with transaction(write=False) as connection:
        return pictures.named(connection, draft.pictures)


def _begun(files: Mapping[str, str], piece: DraftPiece) -> Mapping[str, Any]:
    """Return the initial data of a new piece. Raises LookupError if the fact for a question does not exist."""
    if piece.kind == "fact":
        return {}
    entries.fact_of(files, piece.fact)
    return {"type": piece.type}


def _kept(who: Visitor, draft: Draft, files: Mapping[str, str], now: datetime) -> Draft:
    return drafts.save(who, draft.deck_id, draft.n, files, now) if dict(files) != dict(draft.files) else draft


def _put_text(files: Mapping[str, str], piece: DraftPiece, text: str) -> dict[str, str]:
    if piece.kind in TEXT_KEYS:
        return entries.put_reading(files, text, TEXT_KEYS[piece.kind])
    if piece.fact:
        return entries.put_yaml(files, piece.fact, text)
    if piece.file not in files:
        raise NotFound(piece.file)
    return {**files, piece.file: text}


def _put_fact(files: Mapping[str, str], piece: DraftPiece, change: Mapping[str, Any], seed: str) -> tuple[dict[str, str], DraftPiece]:
    if piece.fact:
        return entries.put_fact(files, piece.fact, change), piece
    made = f"fact-{sha256(seed.encode()).hexdigest()[:8]}"
    return entries.put_fact(files, None, {"id": made, **change}, file=piece.file), replace(piece, fact=made)


def _put_question(files: Mapping[str, str], piece: DraftPiece, change: Mapping[str, Any], seed: str) -> tuple[dict[str, str], DraftPiece]:
    if piece.question:
        return entries.put_question(files, fact_of(files, piece), piece.question, change), piece
    taken = {question.id for fact in outline(files).facts for question in fact.questions}
    named = f"{piece.fact}-{piece.type.replace('_', '-')}"
    own = {"id": f"{piece.fact}-{sha256(seed.encode()).hexdigest()[:8]}"} if named in taken else {}
    values = {"type": piece.type, **own, **change}
    return entries.put_question(files, piece.fact, None, values), replace(piece, question=own.get("id", named))


def _concerns(spot: ProblemSpot, piece: DraftPiece, text_file: str) -> bool:
    if piece.kind == "question":
        return bool(piece.question) and spot.question == piece.question
    if piece.kind == "fact" or piece.fact:
        return bool(piece.fact) and spot.fact == piece.fact
    if piece.kind == "deck":
        return spot.problem.path == DECK_FILE and not spot.fact
    return spot.problem.path == (text_file if piece.kind in TEXT_KEYS else piece.file)


def _text_file(deck: Mapping[str, Any], kind: str) -> str:
    """Return the Markdown file that a piece of a kind is, or nothing."""
    name = deck.get(TEXT_KEYS.get(kind, ""))
    return name if isinstance(name, str) else ""


def _read(ask: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return ask()
    except LookupError:
        return {}


__all__ = ["Clash", "DraftPiece", "Invalid", "Kind", "Problem", "Unreadable", "Work"]

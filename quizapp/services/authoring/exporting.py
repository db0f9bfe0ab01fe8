"""Decks as files for other programs, and in our own format exactly as they were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizapp.bank.exchange import deck_zip
from quizapp.bank.exchange.difficulty import LEAST
from quizapp.bank.exchange.formats import ENDINGS, EXPORTERS, PICTURED
from quizapp.bank.exchange.notices import Exported, Notice
from quizapp.bank.load import load_texts
from quizapp.db.authoring import stored_revisions
from quizapp.db.authoring.stored_drafts import read as read_written
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import brought_numbers, decks, stored_pictures
from quizapp.domain.memory.running import QuestionNumbers
from quizapp.domain.people.audiences import administers, teaches
from quizapp.domain.reading.deck import Deck
from quizapp.services.authoring import drafts
from quizapp.services.authoring.drafts import Draft
from quizapp.services.authoring.revisions import visible
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning.editions import current
from quizapp.services.learning.pictures import contents, named
from quizapp.services.people.accounts import Visitor

__all__ = ["FORMATS", "LEAST", "File", "FormatOffer", "Offers", "deck_to_read", "exported", "offers"]

FORMATS = tuple(ENDINGS)


@dataclass(frozen=True, slots=True)
class FormatOffer:
    """A format, and what it cannot express of a deck: each notice once, with its count. `possible` is False if nothing would be left."""

    form: str
    losses: Sequence[tuple[str, int]]
    possible: bool = True


@dataclass(frozen=True, slots=True)
class Offers:
    """The formats a deck can be exported in. `published` is False for a draft that was never published.

    `answered` is the number of questions that can tell how hard they were here, because enough learners have answered them; None for those
    to whom the deck does not belong.
    """

    id: str
    title: str
    offers: Sequence[FormatOffer]
    published: bool
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file to be saved under a name."""

    name: str
    content: bytes


def offers(who: Visitor, deck_id: str) -> Offers:
    """Return the formats a deck can be exported in, for teachers who may read it. Raises NotFound."""
    deck, title, published = _deck(who, deck_id)
    found = [FormatOffer("zip", ())]
    for form, export in EXPORTERS.items():
        losses = export(deck).losses if deck else ()
        found.append(FormatOffer(form, _counted(losses), deck is not None and not _is_all(losses, deck)))
    with transaction(write=False) as connection:
        owned = published and _is_owner(connection, who, deck_id)
        numbers = brought_numbers.given_here(connection, deck_id) if owned else {}
    answered = sum(one.firsts >= LEAST for one in numbers.values())
    return Offers(deck_id, title, found, published, answered if owned else None)


def exported(who: Visitor, deck_id: str, form: str, bank: Path, *, difficulty: bool = False) -> File:
    """Return a deck as a file; our own zip has the files it was published from, or those in the folder `bank` if none were stored.

    With `difficulty` it also has how hard its questions were here, if the deck belongs to this teacher.

    Raises NotFound, also for an unknown format, and Invalid (deck) if the format can express none of it.
    """
    if form not in FORMATS:
        raise NotFound(form)
    deck, _, _ = _deck(who, deck_id)
    if form == "zip":
        made = deck_zip.export(_files(who, deck_id, bank), _difficulty(who, deck_id) if difficulty else None)
    elif deck is None:
        raise Invalid("deck", "errors")
    else:
        made = _made(deck, form)
    return File(f"{deck_id}.{ENDINGS[form]}", made.content)


def _difficulty(who: Visitor, deck_id: str) -> Mapping[str, QuestionNumbers]:
    """Return how hard the questions of a deck were here, by id. Raises NotFound for those to whom it does not belong."""
    with transaction(write=False) as connection:
        if not _is_owner(connection, who, deck_id):
            raise NotFound(deck_id)
        return brought_numbers.given_here(connection, deck_id)


def _is_owner(connection: Connection, who: Visitor, deck_id: str) -> bool:
    """Whether somebody may let numbers leave the site: the owners of a deck, and administrators, also for decks of the bank folder."""
    return administers(who.role) or read_written(connection, deck_id, who.id) is not None


def deck_to_read(who: Visitor, deck_id: str) -> Deck:
    """Return a deck for teachers who may print it: a published one, or a draft of their own.

    Raises NotFound, and Invalid (deck) for one with errors.
    """
    deck, _, _ = _deck(who, deck_id)
    if deck is None:
        raise Invalid("deck", "errors")
    return deck


def _made(deck: Deck, form: str) -> Exported:
    made = PICTURED[form](deck, contents(deck)) if form in PICTURED else EXPORTERS[form](deck)
    if _is_all(made.losses, deck):
        raise Invalid("deck", "nothing")
    return made


def _is_all(losses: Sequence[Notice], deck: Deck) -> bool:
    return sum(loss.code == "skipped" for loss in losses) >= len(deck.questions)


def _counted(losses: Sequence[Notice]) -> Sequence[tuple[str, int]]:
    return Counter(loss.text for loss in losses).most_common()


def _deck(who: Visitor, deck_id: str) -> tuple[Deck | None, str, bool]:
    """Return a deck (None if its draft has errors), its title, and whether it is published. Raises NotFound."""
    if not teaches(who.role):
        raise NotFound(deck_id)
    try:
        with transaction(write=False) as connection:
            visible(connection, who, deck_id)
            deck = current(connection, deck_id, who.id).deck
    except NotFound:
        return _drafted(drafts.read(who, deck_id))
    return deck, deck.title, True


def _drafted(draft: Draft) -> tuple[Deck | None, str, bool]:
    with transaction(write=False) as connection:
        shown = named(connection, draft.pictures)
    loaded, _ = load_texts(draft.deck_id, draft.files, shown)
    return (loaded.deck if loaded else None), draft.title, False


def _files(who: Visitor, deck_id: str, bank: Path) -> Mapping[str, bytes]:
    """Return the files of the current revision with its pictures, or those of the draft if it was never published."""
    with transaction(write=False) as connection:
        state = decks.state(connection, deck_id)
        past = (
            stored_revisions.read(connection, deck_id, decks.revision(connection, state.revision).number)
            if state and state.revision
            else None
        )
        if past and past.files:
            return _bytes(connection, past.files, past.pictures)
        if past is None and (written := read_written(connection, deck_id, who.id)):
            return _bytes(connection, written.files, written.pictures)
    if (bank / deck_id).is_dir():
        return deck_zip.files_of(bank / deck_id)
    raise NotFound(deck_id)


def _bytes(connection: Connection, texts: Mapping[str, str], digests: Mapping[str, str]) -> dict[str, bytes]:
    stored = stored_pictures.contents(connection, digests.values())
    return {name: text.encode() for name, text in texts.items()} | {
        name: stored[digest] for name, digest in digests.items() if digest in stored
    }

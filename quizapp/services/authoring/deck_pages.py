"""The overview of a deck for its teachers: what it is, its state, who has it, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.db import log
from quizapp.db.authoring import stored_drafts, stored_revisions
from quizapp.db.authoring.stored_drafts import Owner
from quizapp.db.authoring.stored_revisions import Closing, TeacherDeck
from quizapp.db.base import transaction
from quizapp.db.log import LoggedAction
from quizapp.domain.people.audiences import administers
from quizapp.domain.reading.deck import Origin, Visibility
from quizapp.services.authoring import publishing, revisions
from quizapp.services.authoring.drafts import Draft
from quizapp.services.authoring.revisions import ListedRevision
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A deck of the bank folder (without a draft and owners), or one that the visitor may edit.

    `errors` and `warnings` count the problems of the draft; a draft that is `empty` has no facts yet. `classes` are the teacher's classes
    that have the deck, `movable` those that have the deck it was copied from; `copies` are the teacher's copies of it. Classes and decks
    are given as an id and a name. `closings` are the quizzes that close the deck to those outside now.
    """

    deck: TeacherDeck
    revisions: Sequence[ListedRevision]
    classes: Sequence[tuple[int, str]]
    copies: Sequence[tuple[str, str]]
    draft: Draft | None = None
    errors: int = 0
    warnings: int = 0
    empty: bool = False
    owners: Sequence[Owner] = ()
    movable: Sequence[tuple[int, str]] = ()
    noted: Sequence[LoggedAction] = ()
    closings: Sequence[Closing] = ()


def page(who: Visitor, deck_id: str) -> DeckPage:
    """Return a deck of the bank folder for any teacher, or one from the database for its owners. Raises NotFound."""
    every = administers(who.role)
    with transaction(write=False) as connection:
        deck = revisions.visible(connection, who, deck_id)
        listed = revisions.listed(connection, deck_id)
        classes = stored_revisions.classes_with(connection, deck_id, who.id, every=every)
        copies = stored_revisions.copies(connection, deck_id, who.id)
        if deck.origin == Origin.FOLDER:
            closings = stored_revisions.closings(connection, deck_id, who.at) if who.at else []
            return DeckPage(deck, listed, classes, copies, closings=closings)
        owners = stored_drafts.owners(connection, deck_id)
        noted = log.entries(connection, f"deck:{deck_id}", limit=20)
        leave = deck.copied_from and deck.visibility == Visibility.CLASS
        movable = stored_revisions.classes_with(connection, deck.copied_from, who.id, every=every) if leave else []
    draft, _, problems = publishing.opened(who, deck_id)
    errors = sum(problem.severity == "error" for problem in problems)
    empty = any(problem.code == "no-facts" for problem in problems)
    return DeckPage(deck, listed, classes, copies, draft, errors, len(problems) - errors, empty, owners, movable, noted)

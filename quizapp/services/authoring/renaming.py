"""Renamed folders: a deck keeps its history under another id, and an author who forgot to say so is warned."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from quizapp.bank.problems import Problem
from quizapp.bank.shape import DECK_FILE
from quizapp.db.base import Connection
from quizapp.db.learning import decks, former_names
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.reading.deck import Deck, Origin


def take_over(connection: Connection, deck: Deck, folder: Path) -> Problem | None:
    """Give a deck the history of the folder it was renamed from, as its `formerly` says.

    A deck that was published under its new name before `formerly` said so hands its classes, learners and assignments on to the older one.
    Returns an error if both decks have been studied, so that their histories cannot become one.
    """
    for old in deck.formerly:
        before = decks.state(connection, old)
        if before is None or before.origin != Origin.FOLDER or (folder.parent / old).exists():
            continue
        others = former_names.of(connection, deck.id)
        if decks.state(connection, deck.id) and not decks.drop_unused(connection, deck.id, heir=old):
            message = N_("students have answered both this deck and {id}, so their histories cannot become one")
            return _problem(folder, "error", "deck-history", message, N_("remove {id} from `formerly`"), old)
        decks.rename(connection, old, deck.id)
        for name in (*others, old):
            former_names.add(connection, name, deck.id)
    return None


def vanished(connection: Connection, deck: Deck, folder: Path) -> Problem | None:
    """Return a warning if most questions of a new deck are those of a deck whose folder is gone: perhaps it was renamed."""
    if decks.state(connection, deck.id):
        return None
    for state in decks.states(connection):
        known = decks.keys(connection, state.id).keys() & deck.questions.keys()
        if state.origin == Origin.FOLDER and not (folder.parent / state.id).exists() and len(known) * 2 > len(deck.questions):
            message = N_("this new deck has the questions of {id}, whose folder is gone")
            cure = N_("if the folder was renamed, add `formerly: [{id}]` before anybody studies the new deck")
            return _problem(folder, "warning", "deck-renamed", message, cure, state.id)
    return None


def _problem(folder: Path, severity: Literal["error", "warning"], code: str, message: str, cure: str, old: str) -> Problem:
    return Problem(str(folder / DECK_FILE), 1, 1, severity, code, Phrase(message, {"id": old}), Phrase(cure, {"id": old}))

"""From the files of a deck to its current revision: compiled once, stored, immutable."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from quizapp.bank.load import Loaded, load_folder
from quizapp.bank.problems import Problem
from quizapp.db import decks, notes
from quizapp.db.base import Connection, transaction
from quizapp.domain.deck import Deck, Fact
from quizapp.domain.question import Question
from quizapp.services.memories import rebuild_questions

DECK_FILE = "deck.yaml"


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a deck: `kept` means that it has errors and its last revision, if any, stays."""

    deck: str
    status: Literal["published", "unchanged", "kept", "archived"]
    problems: Sequence[Problem] = ()


def publish_bank(bank: Path, now: datetime) -> list[Published]:
    """Publish every changed deck of a bank folder, each in a transaction of its own; a deck whose folder is gone is archived."""
    folders = sorted(path.parent for path in bank.glob(f"*/{DECK_FILE}"))
    results = [publish_folder(folder, now) for folder in folders]
    return results + _archive_others({folder.name for folder in folders})


def publish_folder(folder: Path, now: datetime) -> Published:
    """Publish one deck folder. A deck with errors keeps its last revision and is marked with what is wrong."""
    loaded, problems = load_folder(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    if loaded is None:
        with transaction(write=True) as connection:
            decks.set_problem(connection, folder.name, folder.name, "\n".join(str(problem) for problem in errors[:20]))
        return Published(folder.name, "kept", errors)
    with transaction(write=True) as connection:
        if decks.current_digest(connection, loaded.deck.id) == loaded.digest:
            decks.set_problem(connection, loaded.deck.id, loaded.deck.title, "")
            decks.set_visibility(connection, loaded.deck.id, "public")
            return Published(loaded.deck.id, "unchanged")
        regrouped = _store(connection, loaded, now)
    rebuild_questions(regrouped)
    return Published(loaded.deck.id, "published")


def version_digest(fact: Fact, question: Question) -> str:
    """Return the identity of a version: the question with what its feedback shows. Ids, tags and levels are not part of it."""
    asked = question.model_dump(mode="json", exclude={"id", "category", "level", "tags", "formerly"})
    shown = [fact.statement, fact.quotes, fact.why, fact.according_to, fact.background]
    return sha256(json.dumps([type(question).__name__, asked, shown], sort_keys=True).encode()).hexdigest()


def _store(connection: Connection, loaded: Loaded, now: datetime) -> list[int]:
    """Store a revision and make it the current one; return the questions that ask another fact than before."""
    deck = loaded.deck
    data = json.dumps(loaded.data, ensure_ascii=False, separators=(",", ":"))
    revision_id = decks.add_revision(connection, deck.id, title=deck.title, digest=loaded.digest, data=data, now=now)
    ids = _question_ids(connection, deck)
    known = decks.versions(connection, ids.values())
    pairs = {}
    for key, question in deck.questions.items():
        digest = version_digest(deck.fact_of[key], question)
        version_id = known.get((ids[key], digest)) or decks.add_version(connection, ids[key], digest, revision_id)
        pairs[key] = (ids[key], version_id)
    decks.set_versions(connection, revision_id, pairs)
    decks.archive_except(connection, deck.id, ids.values())
    for fact in deck.facts:
        for former in fact.formerly:
            notes.rename_fact(connection, deck.id, former, fact.id)
    return decks.set_facts(connection, deck.id, {ids[key]: deck.fact_of[key].id for key in ids})


def _question_ids(connection: Connection, deck: Deck) -> Mapping[str, int]:
    """Find or add the row of every question; one that was renamed keeps its row, and so its history."""
    rows = decks.keys(connection, deck.id)
    ids = {}
    for key, question in deck.questions.items():
        former = next((old for old in question.formerly or () if old in rows and old not in deck.questions), None)
        if key not in rows and former:
            decks.rename_question(connection, rows[former], key)
            rows[key] = rows.pop(former)
        ids[key] = rows.get(key) or decks.add_question(connection, deck.id, key, deck.fact_of[key].id)
    return ids


def _archive_others(present: set[str]) -> list[Published]:
    with transaction(write=True) as connection:
        gone = [state.id for state in decks.states(connection, visibility="public") if state.id not in present and state.revision]
        for deck_id in gone:
            decks.set_visibility(connection, deck_id, "archived")
    return [Published(deck_id, "archived") for deck_id in gone]

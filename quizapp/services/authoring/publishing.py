"""From the files of a deck to its current revision: compiled once, stored, immutable."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from quizapp.bank.load import Loaded, load_folder, load_texts
from quizapp.bank.problems import Problem, recalled
from quizapp.bank.scan import read_text
from quizapp.bank.shape import DECK_FILE, TEXT_FILES
from quizapp.bank.source import SUFFIXES
from quizapp.db import locks, log
from quizapp.db.authoring import stored_drafts
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import brought_numbers, decks, running_numbers, stored_notes
from quizapp.domain.questions.keys import same_key
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import Question
from quizapp.domain.reading.deck import Deck, Fact, Origin, Visibility
from quizapp.domain.reading.digests import version_digest
from quizapp.services.authoring import drafts, renaming
from quizapp.services.authoring.drafts import Conflict, Draft
from quizapp.services.errors import Invalid
from quizapp.services.learning import pictures
from quizapp.services.learning.editions import edition
from quizapp.services.learning.memories import rebuild_questions
from quizapp.services.people import names
from quizapp.services.people.accounts import Visitor

LONGEST_WHY = 300
PUBLISH = "publish"
"""The lock for publishing decks of a folder: several hosts do so when they start."""


@dataclass(frozen=True, slots=True)
class Published:
    """The result of publishing a deck: `kept` means that it has errors and its last revision, if any, stays.

    `revision` is the number that a draft was published as.
    """

    deck: str
    status: Literal["published", "unchanged", "kept", "archived"]
    problems: Sequence[Problem] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question that publishing changes; `learners` counts those who have a memory of it."""

    question: str
    prompt: str
    learners: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing a draft changes for learners. A draft that is not `ready` has errors and changes nothing.

    Reworded questions keep everything that was learnt; rekeyed ones have another right answer and are asked again, with the reason.
    """

    draft: Draft
    new: Sequence[ChangedQuestion] = ()
    reworded: Sequence[ChangedQuestion] = ()
    rekeyed: Sequence[ChangedQuestion] = ()
    removed: Sequence[ChangedQuestion] = ()
    unchanged: int = 0
    problems: Sequence[Problem] = ()
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What a revision is made from, by whom and why; empty on the command line."""

    visibility: str
    files: Mapping[str, str]
    pictures: Mapping[str, str]
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """A question as it was last published, with its row and the number of its version."""

    row: int
    version: int
    question: Question
    fact: Fact


def publish_bank(bank: Path, now: datetime, before: Collection[str] | None = None) -> list[Published]:
    """Publish every changed deck of a bank folder, each in its own transaction; a deck whose folder no longer exists is archived.

    `before` are the decks of which that may be true; if it is not given, every deck that came from a folder.
    """
    folders = sorted(path.parent for path in bank.glob(f"*/{DECK_FILE}"))
    results = [publish_folder(folder, now) for folder in folders]
    return results + _archive_others({folder.name for folder in folders}, before)


def problems_of(stored: str) -> list[Problem | str]:
    """Return the stored reasons why a deck could not be published; text stored by an older program is returned unchanged."""
    if not stored.startswith("[["):
        return [stored] if stored else []
    with suppress(LookupError):
        return [recalled(one) for one in json.loads(stored)]
    return [" ".join(map(str, one[:4])) for one in json.loads(stored)]


def publish_folder(folder: Path, now: datetime) -> Published:
    """Publish one deck folder. A deck with errors keeps its last revision, and its problems are stored."""
    loaded, problems = load_folder(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    files = _texts(folder, loaded) if loaded else {}
    with transaction(write=True) as connection:
        locks.take(connection, PUBLISH)  # the deck may be new, and so have no row to hold; or it may take over that of another one
        state = decks.state(connection, folder.resolve().name)
        if state and state.origin != Origin.FOLDER:
            return Published(state.id, "kept", [_taken(folder)])
        if loaded and (unclear := renaming.take_over(connection, loaded.deck, folder)):
            return Published(loaded.deck.id, "kept", [unclear])
        if loaded is None:
            decks.set_problem(connection, folder.name, folder.name, json.dumps([problem.packed() for problem in errors[:20]]))
            return Published(folder.name, "kept", errors)
        if decks.current_digest(connection, loaded.deck.id) == loaded.digest:
            decks.set_problem(connection, loaded.deck.id, loaded.deck.title, "")
            decks.set_visibility(connection, loaded.deck.id, Visibility.PUBLIC)
            decks.fill_files(connection, loaded.deck.id, as_json(files))
            return Published(loaded.deck.id, "unchanged")
        vanished = renaming.vanished(connection, loaded.deck, folder)
        regrouped = _store(connection, loaded, now, Made(Visibility.PUBLIC, files, _digests(loaded)))
    rebuild_questions(regrouped)
    return Published(loaded.deck.id, "published", [vanished] if vanished else [])


def preview(who: Visitor, deck_id: str) -> Changes:
    """Return what publishing a draft would change for learners. Raises NotFound for anybody who may not edit the deck."""
    draft, loaded, problems = opened(who, deck_id)
    if loaded is None:
        return Changes(draft, problems=problems)
    with transaction(write=False) as connection:
        return _changes(connection, draft, loaded.deck, problems)


def publish_draft(who: Visitor, deck_id: str, based_on: int, why: str, visibility: str, now: datetime) -> Published:
    """Publish a draft as of its change `based_on`; `visibility` is "class", since only decks of the folder are public.

    Raises NotFound, Conflict if the draft has been changed since, Invalid (draft: errors or unchanged; why; visibility).
    """
    if visibility != Visibility.CLASS:
        raise Invalid("visibility", "unknown")
    words = names.clean_line(why, "why", LONGEST_WHY) if why.strip() else ""
    draft, loaded, problems = opened(who, deck_id)
    if draft.n != based_on:
        raise Conflict(draft)
    if loaded is None:
        raise Invalid("draft", "errors")
    with transaction(write=True) as connection:
        written = drafts.find_at(connection, who, deck_id, based_on)
        draft = drafts.draft_of(connection, written)  # again under the lock: somebody else may have published it since
        if not draft.changed and written.visibility == visibility:
            raise Invalid("draft", "unchanged")
        regrouped = _publish(connection, loaded, draft, visibility, who.username, words, now)
        number = drafts.find(connection, who, deck_id).number
    rebuild_questions(regrouped)
    return Published(deck_id, "published", problems, number)


def as_json(value: Any) -> str:
    """Return data as it is stored: compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def opened(who: Visitor, deck_id: str) -> tuple[Draft, Loaded | None, list[Problem]]:
    """Return a draft, and its deck if it has no errors. Raises NotFound."""
    with transaction(write=False) as connection:
        draft = drafts.draft_of(connection, drafts.find(connection, who, deck_id))
        stored = pictures.named(connection, draft.pictures)
    return draft, *load_texts(deck_id, draft.files, stored)


def _digests(loaded: Loaded) -> dict[str, str]:
    return {name: picture.digest for name, picture in loaded.deck.pictures.items()}


def _publish(connection: Connection, loaded: Loaded, draft: Draft, visibility: str, by: str, why: str, now: datetime) -> Sequence[int]:
    regrouped: Sequence[int] = ()
    if draft.changed:
        regrouped = _store(connection, loaded, now, Made(visibility, draft.files, _digests(loaded), by, why))
        stored_drafts.begin_from(connection, draft.deck_id)
    else:
        decks.set_visibility(connection, draft.deck_id, visibility)
    log.note(connection, by, "published", f"deck:{draft.deck_id}", why, now)
    return regrouped


def _store(connection: Connection, loaded: Loaded, now: datetime, made: Made) -> list[int]:
    """Store a revision and make it the current one; return the questions whose memory has to be rebuilt."""
    deck = loaded.deck
    before = _before(connection, deck)
    pictures.store(connection, loaded.encoded)
    revision_id = decks.add_revision(
        connection,
        deck.id,
        title=deck.title,
        visibility=made.visibility,
        digest=loaded.digest,
        data=as_json(loaded.data),
        files=as_json(made.files),
        pictures=as_json(made.pictures),
        by=made.by,
        why=made.why,
        published_at=now,
    )
    ids = _question_ids(connection, deck)
    known = decks.versions(connection, ids.values())
    same = {key: old.version for key, old in before.items() if same_key(old.question, deck.questions[key])}
    pairs = {}
    for key, question in deck.questions.items():
        digest = version_digest(deck.fact_of[key], question)
        version_id = known.get((ids[key], digest)) or decks.add_version(connection, ids[key], digest, revision_id, same_key=same.get(key))
        pairs[key] = (ids[key], version_id)
    decks.set_versions(connection, revision_id, pairs)
    decks.archive_except(connection, deck.id, ids.values())
    decks.look_again(connection, deck.id)
    rekeyed = [ids[key] for key in before if key not in same]
    decks.ask_anew(connection, rekeyed)
    for fact in deck.facts:
        for former in fact.formerly:
            stored_notes.rename_fact(connection, deck.id, former, fact.id)
    regrouped = decks.set_facts(connection, deck.id, {ids[key]: deck.fact_of[key].id for key in ids})
    running_numbers.open_lines(connection, deck.id, dict(pairs.values()))  # last, as every answer writes them
    brought_numbers.settle(connection, deck.id, pairs)
    return [*regrouped, *rekeyed]  # rebuild rekeyed ones too: learners whose answer fits the new key are not asked again


def _before(connection: Connection, deck: Deck) -> dict[str, Before]:
    """Return the row and the last published state of each question that the deck has had before, by the question's new key."""
    known = decks.keys(connection, deck.id)
    state = decks.state(connection, deck.id)
    now = edition(connection, deck.id, state.revision) if state and state.revision else None
    found = {key: known[old] for key, question in deck.questions.items() if (old := _former(key, question, deck, known))}
    gone = [row for row in found.values() if now is None or row not in now.keys]
    last = decks.newest_versions(connection, gone)
    before = {}
    for key, row in found.items():
        then = now if now and row in now.keys else edition(connection, deck.id, last[row]) if row in last else None
        if then:
            former = then.keys[row]
            before[key] = Before(row, then.versions[former][1], then.question(row), then.deck.fact_of[former])
    return before


def _former(key: str, question: Question, deck: Deck, known: Mapping[str, int]) -> str | None:
    """Return the key that a question has had until now: its own, or the one it was renamed from; None for a new one."""
    if key in known:
        return key
    return next((old for old in question.formerly or () if old in known and old not in deck.questions), None)


def _question_ids(connection: Connection, deck: Deck) -> Mapping[str, int]:
    """Find or add the row of every question; a renamed question keeps its row, and so its history."""
    known = decks.keys(connection, deck.id)
    ids = {}
    for key, question in deck.questions.items():
        former = _former(key, question, deck, known)
        if former and former != key:
            decks.rename_question(connection, known[former], key)
            known[key] = known.pop(former)
        ids[key] = known.get(key) or decks.add_question(connection, deck.id, key, deck.fact_of[key].id)
    return ids


def _changes(connection: Connection, draft: Draft, deck: Deck, problems: Sequence[Problem]) -> Changes:
    before = _before(connection, deck)
    reworded, rekeyed = {}, {}
    for key, old in before.items():
        question = deck.questions[key]
        if not same_key(old.question, question):
            rekeyed[key] = old.row
        elif version_digest(old.fact, old.question) != version_digest(deck.fact_of[key], question):
            reworded[key] = old.row
    kept = {old.row for old in before.values()}
    removed = _removed(connection, deck.id, kept)
    learners = decks.count_learners(connection, [*kept, *removed])
    return Changes(
        draft,
        new=[ChangedQuestion(key, question.prompt, 0) for key, question in deck.questions.items() if key not in before],
        reworded=[ChangedQuestion(key, deck.questions[key].prompt, learners.get(row, 0)) for key, row in reworded.items()],
        rekeyed=[ChangedQuestion(key, deck.questions[key].prompt, learners.get(row, 0)) for key, row in rekeyed.items()],
        removed=[ChangedQuestion(str(question.id), question.prompt, learners.get(row, 0)) for row, question in removed.items()],
        unchanged=len(deck.questions) - len(deck.questions.keys() - before.keys()) - len(reworded) - len(rekeyed),
        problems=problems,
        ready=True,
    )


def _removed(connection: Connection, deck_id: str, kept: Collection[int]) -> dict[int, Question]:
    """Return the questions of the current revision, by row, that are not among the kept ones."""
    state = decks.state(connection, deck_id)
    if state is None or state.revision is None:
        return {}
    now = edition(connection, deck_id, state.revision)
    return {row: now.question(row) for row in now.keys if row not in kept}


def _texts(folder: Path, loaded: Loaded) -> dict[str, str]:
    """Return the files that a deck folder was published from."""
    named = [loaded.data["deck"].get(key) for key in TEXT_FILES]
    paths = [path for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith(".")]
    return {path.name: read_text(path) for path in [*sorted(paths), *(folder / name for name in named if name)]}


def _taken(folder: Path) -> Problem:
    message = Phrase(N_("a deck that was written in the browser has the id {id}; it stays as it is"), {"id": folder.name})
    return Problem(str(folder / DECK_FILE), 1, 1, "error", "deck-id-taken", message, Phrase(N_("give the folder another name")))


def _archive_others(present: set[str], before: Collection[str] | None) -> list[Published]:
    if before is not None and not set(before) - present:
        return []
    with transaction(write=True) as connection:
        locks.take(connection, PUBLISH)
        states = decks.states(connection, visibility=Visibility.PUBLIC)
        gone = [state.id for state in states if state.id not in present and state.revision and state.origin == Origin.FOLDER]
        gone = [deck_id for deck_id in gone if before is None or deck_id in before]
        for deck_id in gone:
            decks.set_visibility(connection, deck_id, Visibility.ARCHIVED)
    return [Published(deck_id, "archived") for deck_id in gone]

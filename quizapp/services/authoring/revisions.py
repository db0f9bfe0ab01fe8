"""The history of a deck: what was published when, by whom and why; how two states differ; how to restore an old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Literal

from quizapp.db.authoring import stored_revisions
from quizapp.db.authoring.stored_revisions import PastRevision, TeacherDeck
from quizapp.db.base import Connection, transaction
from quizapp.domain.people.audiences import teaches
from quizapp.domain.questions import differing
from quizapp.domain.questions.differing import TextPiece
from quizapp.domain.questions.question import Question
from quizapp.domain.reading.deck import Deck, Fact, Origin
from quizapp.services.authoring import drafts
from quizapp.services.authoring.drafts import Draft
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning.editions import edition
from quizapp.services.people.accounts import Visitor

SHOWN_OF_FACT = ("category", "statement", "short", "according_to", "why", "background", "when", "about", "tags")


@dataclass(frozen=True, slots=True)
class ListedRevision:
    """A revision in the list, with the numbers of new, changed and removed questions; `text` is true if its files were stored."""

    number: int
    at: datetime
    by: str
    why: str
    questions: int
    changed: int
    text: bool


@dataclass(frozen=True, slots=True)
class History:
    """A deck with its revisions, newest first; `n` is the change of its draft, or None if the deck is one of the bank folder."""

    deck: TeacherDeck
    n: int | None
    revisions: Sequence[ListedRevision]


@dataclass(frozen=True, slots=True)
class EntryDifference:
    """A fact or a question that differs; `fields` has the name and the differing words of each changed field."""

    kind: Literal["new", "changed", "removed"]
    of: Literal["fact", "question"]
    id: str
    title: str
    fields: Sequence[tuple[str, Sequence[TextPiece]]] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between revisions `old` and `new`; `files` has the name and diff of each file, or is None if none were stored."""

    deck: TeacherDeck
    old: ListedRevision
    new: ListedRevision
    differences: Sequence[EntryDifference]
    files: Sequence[tuple[str, str]] | None


def visible(connection: Connection, who: Visitor, deck_id: str) -> TeacherDeck:
    """Return a deck of the bank folder for any teacher, or one from the database for its owners. Raises NotFound."""
    deck = stored_revisions.shown(connection, deck_id, who.id) if teaches(who.role) else None
    if deck is None:
        raise NotFound(deck_id)
    return deck


def listing(who: Visitor, deck_id: str) -> list[ListedRevision]:
    """Return the revisions of a deck, newest first. Raises NotFound."""
    with transaction(write=False) as connection:
        visible(connection, who, deck_id)
        return listed(connection, deck_id)


def history(who: Visitor, deck_id: str) -> History:
    """Return a deck with its revisions. Raises NotFound."""
    with transaction(write=False) as connection:
        deck = visible(connection, who, deck_id)
        n = None if deck.origin == Origin.FOLDER else drafts.find(connection, who, deck_id).n
        return History(deck, n, listed(connection, deck_id))


def listed(connection: Connection, deck_id: str) -> list[ListedRevision]:
    """Return the revisions of a deck, newest first."""
    found = stored_revisions.listing(connection, deck_id)
    return [_listed(one, before) for one, before in pairwise([*found, None]) if one]


def compare(who: Visitor, deck_id: str, a: int, b: int) -> Comparison:
    """Return the differences between two revisions, the older first. Raises NotFound."""
    with transaction(write=False) as connection:
        deck = visible(connection, who, deck_id)
        old, new = (stored_revisions.read(connection, deck_id, number) for number in sorted((a, b)))
        if old is None or new is None:
            raise NotFound(deck_id)
        before, after = (edition(connection, deck_id, one.id).deck for one in (old, new))
    files = [*differing.lines(old.files, new.files)] if old.files and new.files else None
    return Comparison(deck, _listed(old, None), _listed(new, old), differences(before, after), files)


def restore(who: Visitor, deck_id: str, number: int, based_on: int, now: datetime) -> Draft:
    """Put the files of an old revision into the draft in place of its change `based_on`, as a change like any other.

    Raises NotFound, Conflict, Invalid (revision: files).
    """
    with transaction(write=True) as connection:
        written = drafts.find_at(connection, who, deck_id, based_on)
        old = stored_revisions.read(connection, deck_id, number)
        if old is None:
            raise NotFound(number)
        if not old.files:
            raise Invalid("revision", "files")
        drafts.store(connection, written, who, old.files, now, pictures=old.pictures, replacing=True)
        return drafts.draft_of(connection, drafts.find(connection, who, deck_id))


def differences(old: Deck, new: Deck) -> list[EntryDifference]:
    """Return the facts and questions that differ between two states of a deck, in the order of the new one, removed ones last."""
    found = []
    facts, former_facts = {fact.id: fact for fact in new.facts}, {fact.id: fact for fact in old.facts}
    for fact in facts.values():
        found += _difference("fact", fact.id, fact.statement, _of_fact(former_facts.get(fact.id)), _of_fact(fact))
        for question in fact.questions:
            key = str(question.id)
            found += _difference("question", key, question.prompt, _of_question(old.questions.get(key)), _of_question(question))
    gone = [EntryDifference("removed", "fact", fact.id, fact.statement) for fact in old.facts if fact.id not in facts]
    lost = [EntryDifference("removed", "question", key, one.prompt) for key, one in old.questions.items() if key not in new.questions]
    return found + gone + lost


def _difference(
    of: Literal["fact", "question"], id_: str, title: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> list[EntryDifference]:
    if old is None or new is None:
        return [EntryDifference("new", of, id_, title)]
    names = [name for name in {**new, **old} if old.get(name, "") != new.get(name, "")]
    fields = [(name, differing.words(old.get(name, ""), new.get(name, ""))) for name in names]
    return [EntryDifference("changed", of, id_, title, fields)] if fields else []


def _of_fact(fact: Fact | None) -> dict[str, str] | None:
    if fact is None:
        return None
    return {"quote": _text(fact.quotes)} | {name: _text(getattr(fact, name)) for name in SHOWN_OF_FACT}


def _of_question(question: Question | None) -> dict[str, str] | None:
    if question is None:
        return None
    return {name: _text(value) for name, value in question.model_dump(mode="json", exclude_none=True, exclude={"id"}).items()}


def _text(value: Any) -> str:
    """Return a value of a deck as lines of text."""
    if isinstance(value, Mapping) and value.keys() & {"text", "file"}:  # an option or a picture: the values need no names
        return "\n".join(filter(None, map(_text, value.values())))
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_text(content)}" for name, content in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(map(_text, value))
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _listed(one: PastRevision, before: PastRevision | None) -> ListedRevision:
    now, then = one.versions, before.versions if before else {}
    changed = sum(then.get(key) != pair for key, pair in now.items()) + len(then.keys() - now.keys())
    return ListedRevision(one.number, one.at, one.by, one.why, len(now), changed, bool(one.files))

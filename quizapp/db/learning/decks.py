"""Queries about decks, their revisions and questions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, FromClause, Integer, bindparam, delete, exists, func, insert, literal, or_, select, update

from quizapp.db.access import EVERYBODYS, at, closed_until, owned, readable
from quizapp.db.base import held
from quizapp.db.json_text import json_text
from quizapp.db.models import (
    Account,
    AssignmentRow,
    ClassDeck,
    ClassTest,
    DeckRow,
    FormerName,
    MemoryRow,
    MyDeck,
    OwnTest,
    QuestionNumbersRow,
    QuestionRow,
    RegradeOffer,
    Revision,
    Version,
)
from quizapp.domain.reading.deck import Origin, Visibility

HANDED_ON = (ClassDeck, MyDeck, AssignmentRow, OwnTest, ClassTest)
"""What names a deck and means another one as well if the deck is that one under a new name."""


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A revision as stored: `data` is canonical JSON, `versions` maps each question key to (question id, version id)."""

    id: int
    deck: str
    number: int
    digest: str
    data: str
    versions: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DeckState:
    """A deck and its current revision, with what is wrong with its newest files; `origin` is folder or database.

    `closed_until` is when it opens again to the reader it was read for, if it is closed to them.
    """

    id: str
    title: str
    visibility: str
    revision: int | None
    problem: str
    origin: str
    closed_until: datetime | None = None


CHECK_AGAIN = json_text(Revision.data, "$.deck.check_again")
"""The day from which the facts of a revision have to be checked again, as a text: 2027-04-01; NULL if it has none."""

_STATE = select(DeckRow.id, DeckRow.title, DeckRow.visibility, DeckRow.revision_id, DeckRow.problem, DeckRow.origin)
_READER = bindparam("reader", type_=Integer)
_SHOWN = _STATE.add_columns(closed_until(_READER))
_READABLE = _SHOWN.where(DeckRow.id == bindparam("deck"), readable(_READER))
_CLOSED = select(closed_until(_READER)).where(DeckRow.id == bindparam("deck"))
_PUBLIC = _SHOWN.where(DeckRow.visibility == Visibility.PUBLIC).order_by(DeckRow.title, DeckRow.id)


def revision(connection: Connection, revision_id: int) -> StoredRevision:
    """Return one revision. Raises LookupError if it does not exist."""
    row = connection.execute(select(Revision.__table__).where(Revision.id == revision_id)).one_or_none()
    if row is None:
        raise LookupError(revision_id)
    versions = {key: (pair[0], pair[1]) for key, pair in json.loads(row.versions).items()}
    return StoredRevision(row.id, row.deck_id, row.number, row.digest, row.data, versions)


def has_revision(connection: Connection, deck_id: str, revision_id: int) -> bool:
    """Return whether a revision is one of a deck's."""
    return connection.scalar(select(Revision.id).where(Revision.id == revision_id, Revision.deck_id == deck_id)) is not None


def states(connection: Connection, *, visibility: str | None = None, mine: int | None = None) -> list[DeckState]:
    """Return every deck by title, or those with one visibility, or those that are public or that somebody (`mine`) owns or looks after."""
    query = _STATE
    if visibility:
        query = query.where(DeckRow.visibility == visibility)
    if mine is not None:
        query = query.where(or_(DeckRow.origin == Origin.FOLDER, owned(mine)))
    return [DeckState(*row) for row in connection.execute(query.order_by(DeckRow.title, DeckRow.id))]


def state(connection: Connection, deck_id: str) -> DeckState | None:
    """Return one deck, or None."""
    row = connection.execute(_STATE.where(DeckRow.id == deck_id)).one_or_none()
    return DeckState(*row) if row else None


def to_check(connection: Connection, until: date) -> dict[str, date]:
    """Return the decks whose current revision has to be checked again by a day, each with the day that it names."""
    named = Revision.data.contains('"check_again"')  # most have none, and need not be read as JSON
    query = select(DeckRow.id, CHECK_AGAIN).join(Revision, Revision.id == DeckRow.revision_id)
    found = connection.execute(query.where(named, until.isoformat() >= CHECK_AGAIN))
    return {deck_id: date.fromisoformat(day) for deck_id, day in found}


def readable_state(connection: Connection, deck_id: str, user_id: int, now: datetime | None = None) -> DeckState | None:
    """Return one deck if somebody may read it, or None; with `now`, also whether it is closed to them at that moment."""
    row = connection.execute(_READABLE, {"deck": deck_id, "reader": user_id, **at(now)}).one_or_none()
    return DeckState(*row) if row else None


def open_to_everybody(connection: Connection, deck_id: str) -> bool:
    """Whether anybody may read a deck, unless it is closed for a time."""
    return connection.scalar(select(DeckRow.id).where(DeckRow.id == deck_id, DeckRow.visibility.in_(EVERYBODYS))) is not None


def public_states(connection: Connection, user_id: int, now: datetime | None) -> list[DeckState]:
    """Return the public decks by title, each with until when it is closed to somebody (0: anybody)."""
    return [DeckState(*row) for row in connection.execute(_PUBLIC, {"reader": user_id, **at(now)})]


def closed_to(connection: Connection, deck_id: str, user_id: int, now: datetime | None) -> datetime | None:
    """Return until when a deck is closed to somebody, whether they may read it or not, or None."""
    return connection.scalar(_CLOSED, {"deck": deck_id, "reader": user_id, **at(now)})


def rename(connection: Connection, old: str, new: str) -> None:
    """Give a deck another id, with everything that belongs to it. There must be no deck with the new one."""
    columns = [column for column in DeckRow.__table__.columns if column.name != "id"]
    copied = select(literal(new), *columns).where(DeckRow.id == old)
    connection.execute(insert(DeckRow).from_select(["id", *(column.name for column in columns)], copied))
    for column in _naming(DeckRow.__table__):
        connection.execute(update(column.table).where(column == old).values({column.name: new}))
    connection.execute(update(DeckRow).where(DeckRow.copied_from == old).values(copied_from=new))
    connection.execute(delete(DeckRow).where(DeckRow.id == old))


def drop_unused(connection: Connection, deck_id: str, *, heir: str = "") -> bool:
    """Remove a deck to which nobody has given an answer, and return whether that was so.

    What was assigned in it, the classes that have it and the learners who started it go over to the `heir`; without one there may be none.
    """
    mine = {
        QuestionRow.__table__: select(QuestionRow.id).where(QuestionRow.deck_id == deck_id),
        Revision.__table__: select(Revision.id).where(Revision.deck_id == deck_id),
        DeckRow.__table__: select(DeckRow.id).where(DeckRow.id == deck_id),
    }
    own = {*mine, Version.__table__, QuestionNumbersRow.__table__, FormerName.__table__, *(model.__table__ for model in HANDED_ON if heir)}
    used = [column.in_(rows) for table, rows in mine.items() for column in _naming(table) if column.table not in own]
    if any(connection.scalar(select(func.count()).where(condition)) for condition in used):
        return False
    if heir:
        _hand_on(connection, deck_id, heir)
    connection.execute(delete(QuestionNumbersRow).where(QuestionNumbersRow.deck_id == deck_id))
    connection.execute(delete(Version).where(Version.question_id.in_(mine[QuestionRow.__table__])))
    for table in (FormerName, QuestionRow, Revision):
        connection.execute(delete(table).where(table.deck_id == deck_id))
    connection.execute(delete(DeckRow).where(DeckRow.id == deck_id))
    return True


def _hand_on(connection: Connection, deck_id: str, heir: str) -> None:
    """Give what names a deck, apart from answers, to another one, which keeps its own row where there are both.

    A learner who stopped one of the two and not the other has not stopped the deck.
    """
    going_on = select(MyDeck.user_id).where(MyDeck.deck_id == deck_id, MyDeck.stopped.is_(False))
    connection.execute(update(MyDeck).where(MyDeck.deck_id == heir, MyDeck.user_id.in_(going_on)).values(stopped=False))
    for model in HANDED_ON:
        table: Any = model.__table__
        other = table.alias()
        rest = [column for column in table.primary_key if column.name != "deck_id"]
        both = exists().where(other.c.deck_id == heir, *(other.c[column.name] == column for column in rest))
        connection.execute(update(table).where(table.c.deck_id == deck_id, ~both).values(deck_id=heir))
        connection.execute(delete(table).where(table.c.deck_id == deck_id))


def _naming(table: FromClause) -> list[Column[Any]]:
    """Return the columns of all tables that name a row of a table."""
    every = (column for other in DeckRow.metadata.tables.values() for column in other.columns)
    return [column for column in every if any(key.column.table is table for key in column.foreign_keys)]


def set_problem(connection: Connection, deck_id: str, title: str, problem: str) -> None:
    """Record why the files of a deck could not be published, or that they could (an empty `problem`)."""
    if not connection.execute(update(DeckRow).where(DeckRow.id == deck_id).values(problem=problem)).rowcount:
        connection.execute(insert(DeckRow).values(id=deck_id, title=title, problem=problem))


def set_visibility(connection: Connection, deck_id: str, visibility: str) -> None:
    """Set who may see a deck."""
    connection.execute(update(DeckRow).where(DeckRow.id == deck_id).values(visibility=visibility))


def current_digest(connection: Connection, deck_id: str) -> str:
    """Return the digest of a deck's current revision, or an empty text."""
    query = select(Revision.digest).join(DeckRow, DeckRow.revision_id == Revision.id).where(DeckRow.id == deck_id)
    return connection.scalar(query) or ""


def languages(connection: Connection) -> set[str]:
    """Return the languages of the current revisions of all decks, as their authors wrote them; all of them are read."""
    rows = connection.scalars(select(Revision.data).join(DeckRow, DeckRow.revision_id == Revision.id))
    return {str(json.loads(data)["deck"].get("language", "en")) for data in rows}


def keys(connection: Connection, deck_id: str) -> dict[str, int]:
    """Return the ids of all questions a deck has had, by key."""
    rows = connection.execute(select(QuestionRow.key, QuestionRow.id).where(QuestionRow.deck_id == deck_id))
    return {row.key: row.id for row in rows}


def add_question(connection: Connection, deck_id: str, key: str, fact: str) -> int:
    """Add a question and return its id."""
    values = {"deck_id": deck_id, "key": key, "fact": fact}
    return int(connection.scalar(insert(QuestionRow).values(values).returning(QuestionRow.id)) or 0)


def rename_question(connection: Connection, question_id: int, key: str) -> None:
    """Give a question a new key; its history stays with it."""
    connection.execute(update(QuestionRow).where(QuestionRow.id == question_id).values(key=key))


def set_facts(connection: Connection, deck_id: str, facts: Mapping[int, str]) -> list[int]:
    """Store which fact each question asks; return the questions of every fact that lost one."""
    rows = connection.execute(select(QuestionRow.id, QuestionRow.fact).where(QuestionRow.id.in_(list(facts))))
    moved = {question_id: fact for question_id, fact in rows if fact != facts[question_id]}
    left = select(QuestionRow.id).where(QuestionRow.deck_id == deck_id, QuestionRow.fact.in_(list(moved.values())))
    touched = [*connection.scalars(left)] if moved else []
    for question_id in moved:
        connection.execute(update(QuestionRow).where(QuestionRow.id == question_id).values(fact=facts[question_id]))
    return touched


def archive_except(connection: Connection, deck_id: str, question_ids: Iterable[int]) -> None:
    """Archive the questions of a deck that are not among these, and bring these back."""
    kept = list(question_ids)
    mine = QuestionRow.deck_id == deck_id
    connection.execute(update(QuestionRow).where(mine).values(archived=QuestionRow.id.not_in(kept)))


def versions(connection: Connection, question_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """Return the id of every version of these questions, by (question id, digest)."""
    query = select(Version.question_id, Version.digest, Version.id).where(Version.question_id.in_(list(question_ids)))
    return {(question_id, digest): row_id for question_id, digest, row_id in connection.execute(query)}


def add_version(connection: Connection, question_id: int, digest: str, revision_id: int, *, same_key: int | None) -> int:
    """Add a version that is first published in a revision, and return its id; `same_key` is an earlier version with its key, if any."""
    line = select(func.coalesce(Version.numbers_of, Version.id)).where(Version.id == same_key).scalar_subquery()
    values = {"question_id": question_id, "digest": digest, "revision_id": revision_id, "numbers_of": line}
    return int(connection.scalar(insert(Version).values(values).returning(Version.id)) or 0)


def add_revision(connection: Connection, deck_id: str, *, title: str, visibility: str, **columns: Any) -> int:
    """Add a revision, make it the deck's current one and return its id; a new deck is created.

    `columns`: digest, data, files and pictures as JSON, by, why, published_at.
    """
    if state(connection, deck_id) is None:
        connection.execute(insert(DeckRow).values(id=deck_id, title=title))
    number = (connection.scalar(select(func.max(Revision.number)).where(Revision.deck_id == deck_id)) or 0) + 1
    values = {"deck_id": deck_id, "number": number, "versions": "{}", **columns}
    revision_id = int(connection.scalar(insert(Revision).values(values).returning(Revision.id)) or 0)
    change = {"revision_id": revision_id, "title": title, "problem": "", "visibility": visibility}
    connection.execute(update(DeckRow).where(DeckRow.id == deck_id).values(change))
    return revision_id


def fill_files(connection: Connection, deck_id: str, files: str) -> None:
    """Add the files that the current revision of a deck was made from, if it is older than the column for them."""
    mine = select(DeckRow.revision_id).where(DeckRow.id == deck_id).scalar_subquery()
    connection.execute(update(Revision).where(Revision.id == mine, Revision.files == "").values(files=files))


def newest_versions(connection: Connection, question_ids: Iterable[int]) -> dict[int, int]:
    """Return, for each of these questions, the first revision with its newest version."""
    newest = select(func.max(Version.id)).where(Version.question_id.in_(list(question_ids))).group_by(Version.question_id)
    return dict(connection.execute(select(Version.question_id, Version.revision_id).where(Version.id.in_(newest))).all())


def first_revision(connection: Connection, version_id: int) -> int:
    """Return the first revision with a version."""
    return connection.execute(select(Version.revision_id).where(Version.id == version_id)).scalar_one()


def count_learners(connection: Connection, question_ids: Iterable[int]) -> dict[int, int]:
    """Return how many learners have a memory of each of these questions."""
    query = select(MemoryRow.question_id, func.count()).where(MemoryRow.question_id.in_(list(question_ids)))
    return dict(connection.execute(query.group_by(MemoryRow.question_id)).all())


def ask_anew(connection: Connection, question_ids: Collection[int]) -> int:
    """Make some questions due at once for everybody who has a memory of them, marked for re-check; return how many memories.

    They are due on the day of the newest answer, as in `domain.memory.memory.to_recheck`, the only day that a rebuild knows.
    The learners are locked before their memories, as by every answer.
    """
    if not question_ids:
        return 0
    theirs = select(MemoryRow.user_id).where(MemoryRow.question_id.in_(list(question_ids)))
    connection.execute(held(connection, select(Account.id).where(Account.id.in_(theirs)).order_by(Account.id))).all()
    marked = {"recheck": True, "ask_day": MemoryRow.last}
    return connection.execute(update(MemoryRow).where(MemoryRow.question_id.in_(list(question_ids))).values(marked)).rowcount


def look_again(connection: Connection, deck_id: str) -> None:
    """Let the questions of a deck with an open offer of a re-grade be looked at again, since the offer was made for an earlier revision."""
    offered = select(RegradeOffer.question_id).where(RegradeOffer.settled.is_(False))
    connection.execute(update(QuestionRow).where(QuestionRow.deck_id == deck_id, QuestionRow.id.in_(offered)).values(rules=0))


def set_versions(connection: Connection, revision_id: int, pairs: Mapping[str, tuple[int, int]]) -> None:
    """Store which version of each question a revision has."""
    connection.execute(update(Revision).where(Revision.id == revision_id).values(versions=json.dumps(pairs)))

"""Queries about a learner's answers, memory and decks. The first statement of a write takes the learner's row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, ScalarSelect, Select, and_, delete, exists, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.db.models import Account, Amendment, Answer, DayTotal, DeckRow, MemoryRow, MyDeck, QuestionRow, Version
from quizapp.domain.memory import Memory
from quizapp.domain.scheduling import State


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A row of `answer`; `response` is a JSON list or empty, `undone` whether it was taken back."""

    user_id: int
    n: int
    question_id: int
    version_id: int
    response: str
    score: float
    verdict: str
    rating: int | None
    hint: bool
    ms: int | None
    recall: float | None
    day: date
    context: str
    attempt: int | None
    position: int | None
    nonce: str
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands before an answer.

    `revision` is the deck's current one, `first_revision` the first with this version. `newest` numbers the learner's newest answer (0
    before the first) and `newest_day` is its study day; `repeated` is the number of the answer that has this nonce already. `memory` is
    that of the question; `started` says whether the deck is among the learner's.
    """

    deck: str
    question_id: int
    revision: int
    first_revision: int
    newest: int
    newest_day: date | None
    repeated: int | None
    memory: Memory | None
    started: bool


MEMORY = (
    MemoryRow.stability,
    MemoryRow.difficulty,
    MemoryRow.last,
    MemoryRow.due,
    MemoryRow.first_day,
    MemoryRow.ask_day,
    MemoryRow.answers,
    MemoryRow.lapses,
    MemoryRow.streak,
    MemoryRow.tested,
    MemoryRow.proven,
)
UNDONE = exists().where(and_(Amendment.user_id == Answer.user_id, Amendment.answer_n == Answer.n, Amendment.kind == "undo"))


def _memory(row: Any) -> Memory:
    return Memory(
        State(row.stability, row.difficulty, row.last, row.due),
        first_day=row.first_day,
        ask_day=row.ask_day,
        answers=row.answers,
        lapses=row.lapses,
        streak=row.streak,
        tested=row.tested,
        proven=row.proven,
    )


def upsert(connection: Connection, table: Any, keys: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert a row, or set `values` of the row that has these keys."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**keys, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=dict(values)))


def take(connection: Connection, user_id: int) -> None:
    """Take the learner's row, so that this learner's writes follow one another."""
    connection.execute(select(Account.id).where(Account.id == user_id).with_for_update())


def standing(connection: Connection, user_id: int, version_id: int, nonce: str) -> Standing | None:
    """Return where the learner stands towards a version of a question, or None where there is no such version."""
    mine = Answer.user_id == user_id
    newest = _newest(user_id)
    query = _standing(user_id).add_columns(
        select(Answer.day).where(mine, Answer.n == newest).scalar_subquery().label("newest_day"),
        select(Answer.n).where(mine, Answer.nonce == nonce).scalar_subquery().label("repeated"),
    )
    row = connection.execute(query.where(Version.id == version_id)).one_or_none()
    return _standing_of(row, row.newest_day, row.repeated) if row else None


def answered(connection: Connection, user_id: int, n: int) -> tuple[StoredAnswer, Standing] | None:
    """Return one answer of a learner and where the learner stands towards its question now, or None."""
    query = (
        _standing(user_id)
        .join(Answer, Answer.version_id == Version.id)
        .add_columns(*(column.label(f"answer_{column.name}") for column in Answer.__table__.c), UNDONE.label("answer_undone"))
        .where(Answer.user_id == user_id, Answer.n == n)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    prefix = "answer_"
    values = {name.removeprefix(prefix): value for name, value in row._asdict().items() if name.startswith(prefix)}
    return StoredAnswer(**values), _standing_of(row, None, None)


def _newest(user_id: int) -> ScalarSelect[Any]:
    return select(func.max(Answer.n)).where(Answer.user_id == user_id).correlate(None).scalar_subquery()


def _standing(user_id: int) -> Select[Any]:
    return (
        select(
            QuestionRow.deck_id,
            QuestionRow.id,
            DeckRow.revision_id,
            Version.revision_id.label("first_revision"),
            _newest(user_id).label("newest"),
            MyDeck.stopped,
            *MEMORY,
        )
        .select_from(Version)
        .join(QuestionRow, QuestionRow.id == Version.question_id)
        .join(DeckRow, DeckRow.id == QuestionRow.deck_id)
        .outerjoin(MyDeck, and_(MyDeck.deck_id == QuestionRow.deck_id, MyDeck.user_id == user_id))
        .outerjoin(MemoryRow, and_(MemoryRow.user_id == user_id, MemoryRow.question_id == QuestionRow.id))
    )


def _standing_of(row: Any, newest_day: date | None, repeated: int | None) -> Standing:
    return Standing(
        deck=row.deck_id,
        question_id=row.id,
        revision=row.revision_id,
        first_revision=row.first_revision,
        newest=row.newest or 0,
        newest_day=newest_day,
        repeated=repeated,
        memory=None if row.stability is None else _memory(row),
        started=row.stopped is False,
    )


def add_answer(connection: Connection, answer: StoredAnswer) -> None:
    """Store an answer. Raises IntegrityError where the number or the nonce is taken."""
    values = asdict(answer)
    del values["undone"]
    connection.execute(insert(Answer).values(values))


def save_memory(connection: Connection, user_id: int, question_id: int, memory: Memory) -> None:
    """Store the memory of one question."""
    values = asdict(memory)
    values.update(values.pop("state"))
    upsert(connection, MemoryRow, {"user_id": user_id, "question_id": question_id}, values)


def forget(connection: Connection, user_id: int, question_ids: Iterable[int]) -> None:
    """Drop the memory of some questions."""
    connection.execute(delete(MemoryRow).where(MemoryRow.user_id == user_id, MemoryRow.question_id.in_(list(question_ids))))


def add_to_day(connection: Connection, user_id: int, day: date, *, points: float, ms: int) -> None:
    """Count one more answer of a study day."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(DayTotal).values(user_id=user_id, day=day, answers=1, points=points, ms=ms)
    more = {"answers": DayTotal.answers + 1, "points": DayTotal.points + points, "ms": DayTotal.ms + ms}
    connection.execute(statement.on_conflict_do_update(index_elements=["user_id", "day"], set_=more))


def set_day(connection: Connection, user_id: int, day: date) -> None:
    """Count a study day anew from its answers."""
    counted = and_(Answer.user_id == user_id, Answer.day == day, ~UNDONE)
    row = connection.execute(
        select(func.count(), func.coalesce(func.sum(Answer.score), 0.0), func.coalesce(func.sum(Answer.ms), 0)).where(counted)
    ).one()
    upsert(connection, DayTotal, {"user_id": user_id, "day": day}, {"answers": row[0], "points": row[1], "ms": row[2]})


def study_days(connection: Connection, user_id: int) -> list[date]:
    """Return every study day with an answer."""
    return list(connection.scalars(select(Answer.day).where(Answer.user_id == user_id).distinct()))


def start_deck(connection: Connection, user_id: int, deck_id: str, day: date) -> None:
    """Put a deck among the learner's, or take it up again after it was stopped."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(MyDeck).values(user_id=user_id, deck_id=deck_id, started_on=day, stopped=False, anew_after=0)
    connection.execute(statement.on_conflict_do_update(index_elements=["user_id", "deck_id"], set_={"stopped": False}))


@dataclass(frozen=True, slots=True)
class Shelved:
    """A published deck as a learner finds it; `mine` where the learner studies it."""

    deck: str
    revision: int
    public: bool
    mine: bool


def shelf(connection: Connection, user_id: int) -> list[Shelved]:
    """Return the decks a learner studies, in the order they were started, then the public ones by title."""
    query = (
        select(DeckRow.id, DeckRow.revision_id, DeckRow.visibility, MyDeck.stopped)
        .outerjoin(MyDeck, and_(MyDeck.deck_id == DeckRow.id, MyDeck.user_id == user_id))
        .where(DeckRow.revision_id.is_not(None), or_(DeckRow.visibility == "public", MyDeck.stopped.is_(False)))
        .order_by(MyDeck.started_on.is_(None), MyDeck.started_on, DeckRow.title, DeckRow.id)
    )
    return [
        Shelved(deck_id, revision_id or 0, visibility == "public", stopped is False)
        for deck_id, revision_id, visibility, stopped in connection.execute(query)
    ]


def memories(connection: Connection, user_id: int) -> dict[int, Memory]:
    """Return the memory of every question the learner has met, by question."""
    query = select(MemoryRow.question_id, *MEMORY).where(MemoryRow.user_id == user_id)
    return {row.question_id: _memory(row) for row in connection.execute(query)}


def memory(connection: Connection, user_id: int, question_id: int) -> Memory | None:
    """Return the memory of one question, or None."""
    query = select(*MEMORY).where(MemoryRow.user_id == user_id, MemoryRow.question_id == question_id)
    row = connection.execute(query).one_or_none()
    return _memory(row) if row else None


def ask_days(connection: Connection, user_id: int) -> dict[int, tuple[date, date, int]]:
    """Return (ask day, first day, number of answers) of every question the learner has met, by question."""
    query = select(MemoryRow.question_id, MemoryRow.ask_day, MemoryRow.first_day, MemoryRow.answers)
    rows = connection.execute(query.where(MemoryRow.user_id == user_id))
    return {question_id: (ask_day, first_day, answers) for question_id, ask_day, first_day, answers in rows}


def day_answers(connection: Connection, user_id: int, day: date) -> list[Row[Any]]:
    """Return (n, question_id, rating, context, undone after which answer or None) of a study day, oldest first."""
    query = (
        select(Answer.n, Answer.question_id, Answer.rating, Answer.context, Amendment.after_n)
        .outerjoin(Amendment, and_(Amendment.user_id == Answer.user_id, Amendment.answer_n == Answer.n, Amendment.kind == "undo"))
        .where(Answer.user_id == user_id, Answer.day == day)
        .order_by(Answer.n)
    )
    return list(connection.execute(query))


def answers_of(connection: Connection, user_id: int, question_ids: Iterable[int] | None = None) -> list[StoredAnswer]:
    """Return a learner's answers, or those to some questions, oldest first."""
    query = select(Answer.__table__, UNDONE.label("undone")).where(Answer.user_id == user_id).order_by(Answer.n)
    if question_ids is not None:
        query = query.where(Answer.question_id.in_(list(question_ids)))
    return [StoredAnswer(**row._asdict()) for row in connection.execute(query)]


def day_of(connection: Connection, user_id: int, day: date) -> list[StoredAnswer]:
    """Return the answers of a study day that were not undone, oldest first."""
    query = select(Answer.__table__).where(Answer.user_id == user_id, Answer.day == day, ~UNDONE).order_by(Answer.n)
    return [StoredAnswer(**row._asdict()) for row in connection.execute(query)]


def newest(connection: Connection, user_id: int) -> tuple[int, date | None]:
    """Return the number and study day of the learner's newest answer, (0, None) before the first."""
    row = connection.execute(select(Answer.n, Answer.day).where(Answer.user_id == user_id).order_by(Answer.n.desc()).limit(1)).one_or_none()
    return (row.n, row.day) if row else (0, None)


def add_amendment(connection: Connection, user_id: int, answer_n: int, *, kind: str, day: date, now: datetime) -> None:
    """Store an amendment of an answer."""
    count = connection.scalar(select(func.max(Amendment.n)).where(Amendment.user_id == user_id)) or 0
    values = {"n": count + 1, "answer_n": answer_n, "after_n": newest(connection, user_id)[0], "kind": kind, "day": day, "at": now}
    connection.execute(insert(Amendment).values(user_id=user_id, **values))


def deck_starts(connection: Connection, user_id: int) -> dict[str, int]:
    """Return for each deck of the learner the number of the answer after which it counts, 0 for all."""
    query = select(MyDeck.deck_id, MyDeck.anew_after).where(MyDeck.user_id == user_id)
    return dict(connection.execute(query).all())


def decks_of(connection: Connection, question_ids: Iterable[int]) -> dict[int, str]:
    """Return the deck of each question."""
    query = select(QuestionRow.id, QuestionRow.deck_id).where(QuestionRow.id.in_(list(question_ids)))
    return dict(connection.execute(query).all())


def learners(connection: Connection) -> list[int]:
    """Return the ids of everybody who has answered a question."""
    return list(connection.scalars(select(Answer.user_id).distinct().order_by(Answer.user_id)))

"""Queries about a learner's answers, memory and decks. The first statement of a write takes the learner's row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from quizapp.db.access import given, readable
from quizapp.db.learning.grades_of_record import RATING, REGRADED, SCORE, VERDICT
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    DayTotal,
    DeckRow,
    MemoryRow,
    MyDeck,
    QuestionRow,
    SetAside,
)
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.scheduling import State


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A row of `answer`; `response` is a JSON list or empty, `amended` the kind of its newest amendment, if any.

    As it is read, its score, verdict and rating are those of record; `regraded` where these come of a re-grade.
    """

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
    amended: str = ""
    regraded: bool = False

    @property
    def undone(self) -> bool:
        """Whether it was taken back and counts for nothing."""
        return self.amended == "undo"

    @property
    def claimed(self) -> bool:
        """Whether the learner says that it was right."""
        return self.amended == "right"


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
    MemoryRow.recheck,
)
BROUGHT = "from:"
"""How the nonce of an answer begins that was brought along from a deck that was copied: it counts for no day a second time."""
GIVEN_HERE = ~Answer.nonce.startswith(BROUGHT)
UNDONE = exists().where(and_(Amendment.user_id == Answer.user_id, Amendment.answer_n == Answer.n, Amendment.kind == "undo"))
_OF_THIS = aliased(Amendment)
_NEWEST_AMENDMENT = (
    select(func.max(_OF_THIS.n))
    .where(_OF_THIS.user_id == Answer.user_id, _OF_THIS.answer_n == Answer.n)
    .correlate(Answer)
    .scalar_subquery()
)
AMENDED = func.coalesce(
    select(_OF_THIS.kind)
    .where(_OF_THIS.user_id == Answer.user_id, _OF_THIS.answer_n == Answer.n)
    .order_by(_OF_THIS.n.desc())
    .limit(1)
    .correlate(Answer)
    .scalar_subquery(),
    "",
)
ANSWER: dict[str, Any] = (
    {column.name: column for column in Answer.__table__.c}
    | {"score": SCORE, "verdict": VERDICT, "rating": RATING}
    | {"amended": AMENDED, "regraded": REGRADED}
)
"""What a `StoredAnswer` is read from."""

USER: BindParameter[int] = bindparam("user_id")

# Built once: these run in every request of a learner, and building a statement costs more than running it.
_TAKE = select(Account.id).where(Account.id == USER).with_for_update()
_ADD_ANSWER = insert(Answer)
_GIVEN = given(USER, "student", "tester")
_SHELF = (
    select(DeckRow.id, DeckRow.revision_id, DeckRow.visibility, MyDeck.stopped, _GIVEN.label("given"))
    .outerjoin(MyDeck, and_(MyDeck.deck_id == DeckRow.id, MyDeck.user_id == USER))
    .where(
        DeckRow.revision_id.is_not(None),
        or_(DeckRow.visibility == "public", and_(MyDeck.stopped.is_(False), readable(USER)), and_(DeckRow.visibility == "class", _GIVEN)),
    )
    .order_by(MyDeck.started_on.is_(None), MyDeck.started_on, _GIVEN.desc(), DeckRow.title, DeckRow.id)
)
_ANSWERS = select(*(column.label(name) for name, column in ANSWER.items())).order_by(Answer.n)
_MEMORIES = select(MemoryRow.question_id, *MEMORY).where(MemoryRow.user_id == USER)
_ASK_DAYS = select(MemoryRow.question_id, MemoryRow.ask_day, MemoryRow.first_day, MemoryRow.answers, MemoryRow.recheck).where(
    MemoryRow.user_id == USER
)
_ASIDE = or_(SetAside.kind == "suspended", SetAside.day == bindparam("day"))
_DAY: Any = union_all(
    select(Answer.n.label("n"), Answer.question_id, RATING.label("rating"), Answer.context, Amendment.kind, Amendment.after_n)
    .outerjoin(Amendment, and_(Amendment.user_id == Answer.user_id, Amendment.n == _NEWEST_AMENDMENT))
    .where(Answer.user_id == USER, Answer.day == bindparam("day"), GIVEN_HERE),
    select(literal(0), SetAside.question_id, null(), literal(""), SetAside.kind, null()).where(SetAside.user_id == USER, _ASIDE),
).order_by("n")

_ASKED = aliased(QuestionRow)
_SIBLINGS = (
    select(MemoryRow.question_id, *MEMORY)
    .select_from(_ASKED)
    .join(QuestionRow, and_(QuestionRow.deck_id == _ASKED.deck_id, QuestionRow.fact == _ASKED.fact))
    .join(MemoryRow, and_(MemoryRow.user_id == USER, MemoryRow.question_id == QuestionRow.id))
    .where(_ASKED.id == bindparam("question"))
)
_MOVE = (
    update(MemoryRow)
    .where(MemoryRow.user_id == bindparam("user"), MemoryRow.question_id == bindparam("question"))
    .values(ask_day=bindparam("day"))
)


def read_memory(row: Any) -> Memory:
    """Return the memory in a row that has the columns MEMORY."""
    return Memory(
        State(row.stability, row.difficulty, row.last, row.due),
        first_day=row.first_day,
        ask_day=row.ask_day,
        answers=row.answers,
        lapses=row.lapses,
        streak=row.streak,
        tested=row.tested,
        proven=row.proven,
        recheck=row.recheck,
    )


@cache
def _upsert(dialect: str, table: Any, keys: tuple[str, ...], changed: tuple[str, ...], added: tuple[str, ...] = ()) -> Any:
    """Build the insert of a row that, where its keys exist, sets the `changed` columns and adds to the `added` ones."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    columns = table.__table__.c
    values = {name: statement.excluded[name] for name in changed} | {name: columns[name] + statement.excluded[name] for name in added}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=values)


def upsert(connection: Connection, table: Any, keys: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert a row, or set `values` of the row that has these keys."""
    connection.execute(_upsert(connection.dialect.name, table, tuple(keys), tuple(values)), {**keys, **values})


def take(connection: Connection, user_id: int) -> None:
    """Take the learner's row, so that this learner's writes follow one another."""
    connection.execute(_TAKE, {"user_id": user_id})


def add_answer(connection: Connection, answer: StoredAnswer) -> None:
    """Store an answer. Raises IntegrityError where the number or the nonce is taken."""
    values = asdict(answer)
    del values["amended"], values["regraded"]
    connection.execute(_ADD_ANSWER, values)


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
    statement = _upsert(connection.dialect.name, DayTotal, ("user_id", "day"), (), ("answers", "points", "ms"))
    connection.execute(statement, {"user_id": user_id, "day": day, "answers": 1, "points": points, "ms": ms})


def set_day(connection: Connection, user_id: int, day: date) -> None:
    """Count a study day anew from its answers."""
    counted = and_(Answer.user_id == user_id, Answer.day == day, ~UNDONE, GIVEN_HERE)
    row = connection.execute(
        select(func.count(), func.coalesce(func.sum(SCORE), 0.0), func.coalesce(func.sum(Answer.ms), 0)).where(counted)
    ).one()
    upsert(connection, DayTotal, {"user_id": user_id, "day": day}, {"answers": row[0], "points": row[1], "ms": row[2]})


def study_days(connection: Connection, user_id: int) -> list[date]:
    """Return every study day with an answer."""
    return list(connection.scalars(select(Answer.day).where(Answer.user_id == user_id).distinct()))


def start_deck(connection: Connection, user_id: int, deck_id: str, day: date) -> None:
    """Put a deck among the learner's, or take it up again after it was stopped."""
    statement = _upsert(connection.dialect.name, MyDeck, ("user_id", "deck_id"), ("stopped",))
    values = {"user_id": user_id, "deck_id": deck_id, "started_on": day, "stopped": False, "anew_after": 0}
    connection.execute(statement, values)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A published deck as a learner finds it; `mine` where the learner studies it: began it, or was given it in a class, and goes on."""

    deck: str
    revision: int
    public: bool
    mine: bool


def shelf(connection: Connection, user_id: int) -> list[Shelved]:
    """Return the decks a learner studies, in the order they were started, then those given in a class, then the public ones, by title."""
    return [
        Shelved(deck_id, revision_id or 0, visibility == "public", stopped is False or (stopped is None and bool(given)))
        for deck_id, revision_id, visibility, stopped, given in connection.execute(_SHELF, {"user_id": user_id})
    ]


def memories(connection: Connection, user_id: int) -> dict[int, Memory]:
    """Return the memory of every question the learner has met, by question."""
    return {row.question_id: read_memory(row) for row in connection.execute(_MEMORIES, {"user_id": user_id})}


def siblings(connection: Connection, user_id: int, question_id: int) -> dict[int, Memory]:
    """Return the memory of every question of the fact that a question asks, its own too, by question."""
    return {row.question_id: read_memory(row) for row in connection.execute(_SIBLINGS, {"user_id": user_id, "question": question_id})}


def save_ask_days(connection: Connection, user_id: int, ask_days: Mapping[int, date]) -> None:
    """Store when some questions are asked again."""
    if ask_days:
        connection.execute(_MOVE, [{"user": user_id, "question": question, "day": day} for question, day in ask_days.items()])


def siblings_of(connection: Connection, question_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return every question of the facts that some questions ask, with its deck and fact."""
    asked = aliased(QuestionRow)
    same = and_(QuestionRow.deck_id == asked.deck_id, QuestionRow.fact == asked.fact)
    query = select(QuestionRow.id, QuestionRow.deck_id, QuestionRow.fact).join(asked, same).where(asked.id.in_(list(question_ids)))
    return {question: (deck, fact) for question, deck, fact in connection.execute(query)}


class Asking(NamedTuple):
    """When a question that was met is asked, and since when; `answers` counts, `recheck` says that its right answer was corrected."""

    ask_day: date
    first_day: date
    answers: int
    recheck: bool


def ask_days(connection: Connection, user_id: int) -> dict[int, Asking]:
    """Return when every question the learner has met is asked, by question."""
    return {row.question_id: Asking(*row[1:]) for row in connection.execute(_ASK_DAYS, {"user_id": user_id})}


def study_day(connection: Connection, user_id: int, day: date) -> tuple[list[Row[Any]], dict[int, str]]:
    """Return the answers of a study day, oldest first, and how questions are set aside on it: later, tomorrow or suspended.

    An answer is (n, question_id, rating, context, its newest amendment's kind and after_n or None).
    """
    rows = list(connection.execute(_DAY, {"user_id": user_id, "day": day}))
    return [row for row in rows if row.n], {row.question_id: row.kind for row in rows if not row.n}


def answers_of(connection: Connection, user_id: int, question_ids: Iterable[int] | None = None) -> list[StoredAnswer]:
    """Return a learner's answers, or those to some questions, oldest first."""
    query = _ANSWERS.where(Answer.user_id == user_id)
    if question_ids is not None:
        query = query.where(Answer.question_id.in_(list(question_ids)))
    return [StoredAnswer(**row._asdict()) for row in connection.execute(query)]


def day_of(connection: Connection, user_id: int, day: date) -> list[StoredAnswer]:
    """Return the answers of a study day that were not undone, oldest first."""
    query = _ANSWERS.where(Answer.user_id == user_id, Answer.day == day, ~UNDONE, GIVEN_HERE)
    return [StoredAnswer(**row._asdict()) for row in connection.execute(query)]


def newest(connection: Connection, user_id: int) -> tuple[int, date | None]:
    """Return the number of the learner's newest answer and the latest study day of all, (0, None) before the first."""
    number, day = connection.execute(select(func.max(Answer.n), func.max(Answer.day)).where(Answer.user_id == user_id)).one()
    return number or 0, day


def add_amendment(
    connection: Connection, user_id: int, answer_n: int, *, kind: str, day: date, now: datetime, grade: Mapping[str, Any] | None = None
) -> None:
    """Store an amendment of an answer; `grade` has the score, verdict, rating and regrade_id of a re-grade."""
    count = connection.scalar(select(func.max(Amendment.n)).where(Amendment.user_id == user_id)) or 0
    values = {"n": count + 1, "answer_n": answer_n, "after_n": newest(connection, user_id)[0], "kind": kind, "day": day, "at": now}
    connection.execute(insert(Amendment).values(user_id=user_id, **values, **(grade or {})))


def deck_starts(connection: Connection, user_id: int) -> dict[str, int]:
    """Return for each deck of the learner the number of the answer after which it counts, 0 for all."""
    query = select(MyDeck.deck_id, MyDeck.anew_after).where(MyDeck.user_id == user_id)
    return dict(connection.execute(query).all())


def learners(connection: Connection, question_ids: Iterable[int] | None = None) -> list[int]:
    """Return the ids of everybody who has answered a question, or one of these."""
    query = select(Answer.user_id).distinct().order_by(Answer.user_id)
    if question_ids is not None:
        query = query.where(Answer.question_id.in_(list(question_ids)))
    return list(connection.scalars(query))

"""The memory of a learner: rows are read into states, and states are stored as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update
from sqlalchemy.orm import aliased

from quizapp.db.base import USER, upsert, values_of
from quizapp.db.learning.kept_forecasts import KeptForecast, PlanStamp, numbers_of, stamp_of
from quizapp.db.learning.stored_answers import GIVEN_HERE
from quizapp.db.models import Account, Amendment, Answer, ForecastRow, MemoryRow, QuestionRow
from quizapp.domain.memory.forecast import Fared
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import seconds_each
from quizapp.domain.memory.scheduling import Rating, State

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


_MEMORIES = select(MemoryRow.question_id, *MEMORY).where(MemoryRow.user_id == USER)


_ASK_DAYS = select(
    MemoryRow.question_id,
    MemoryRow.ask_day,
    MemoryRow.first_day,
    MemoryRow.last,
    MemoryRow.answers,
    MemoryRow.recheck,
    MemoryRow.stability,
    MemoryRow.streak,
).where(MemoryRow.user_id == USER)


# How the learner's answers in study went, each with its place among those of its day on the same fact; see Fared. It is joined to the
# memories, so that both take one statement.
RECENT = timedelta(days=90)
"""How far back answers tell how a learner fares."""

_TAKEN_BACK = select(Amendment.answer_n).where(Amendment.user_id == USER, Amendment.kind == "undo")
_SAME_FACT = func.row_number().over(partition_by=(Answer.day, QuestionRow.deck_id, QuestionRow.fact), order_by=Answer.n)
_GIVEN = (
    select((Answer.rating > Rating.AGAIN).label("right"), Answer.recall, Answer.ms, _SAME_FACT.label("place"))
    .join(QuestionRow, QuestionRow.id == Answer.question_id)
    .where(Answer.user_id == USER, Answer.day >= bindparam("since"), Answer.context == "study", Answer.rating.is_not(None))
    .where(Answer.n.not_in(_TAKEN_BACK), GIVEN_HERE)
    .subquery()
)


def fared_columns(given: Any) -> list[Any]:
    """Return the columns of a `Fared`, from answers with `right`, `recall`, `ms` and their `place` among those of a day on a fact."""
    never_before, later = and_(given.c.place == 1, given.c.recall.is_(None)), and_(given.c.place == 1, given.c.recall.is_not(None))
    return [
        func.count().filter(never_before).label("firsts"),
        func.count().filter(never_before, given.c.right).label("firsts_right"),
        func.count().filter(later).label("later"),
        func.count().filter(later, given.c.right).label("later_right"),
        func.coalesce(func.sum(given.c.recall).filter(later), 0.0).label("predicted"),
        func.count().filter(given.c.place > 1).label("returns"),
        func.count().filter(given.c.place > 1, given.c.right).label("returns_right"),
        func.count(given.c.ms).label("timed"),
        func.coalesce(func.sum(given.c.ms), 0).label("ms"),
    ]


_FARED = select(*fared_columns(_GIVEN)).subquery()
# The kept forecast comes with one memory alone: its text would otherwise be sent with each.
_FIRST = select(func.min(MemoryRow.question_id)).where(MemoryRow.user_id == USER).correlate(None).scalar_subquery()
_KEPT = and_(ForecastRow.user_id == USER, ForecastRow.deck == bindparam("deck"), MemoryRow.question_id == _FIRST)
_HELD = (
    select(
        MemoryRow.question_id,
        *MEMORY,
        *(column.label(f"fared_{column.name}") for column in _FARED.c),
        *stamp_of(USER),
        ForecastRow.day,
        ForecastRow.numbers,
        ForecastRow.made_from,
    )
    .select_from(_FARED.join(MemoryRow, MemoryRow.user_id == USER).join(Account, Account.id == USER).outerjoin(ForecastRow, _KEPT))
    .order_by(MemoryRow.question_id)
)


_MOVE = (
    update(MemoryRow)
    .where(MemoryRow.user_id == bindparam("user"), MemoryRow.question_id == bindparam("question"))
    .values(ask_day=bindparam("day"))
)


def read_memory(row: Any) -> Memory:
    """Return the memory in a row with the columns MEMORY."""
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


def save_memory(connection: Connection, user_id: int, question_id: int, memory: Memory) -> None:
    """Store the memory of one question."""
    values = values_of(memory)
    values.update(values_of(values.pop("state")))
    upsert(connection, MemoryRow, {"user_id": user_id, "question_id": question_id}, values)


def forget(connection: Connection, user_id: int, question_ids: Iterable[int]) -> None:
    """Delete the memory of some questions."""
    connection.execute(delete(MemoryRow).where(MemoryRow.user_id == user_id, MemoryRow.question_id.in_(list(question_ids))))


def memories(connection: Connection, user_id: int) -> dict[int, Memory]:
    """Return the memory of every question the learner has met, by question."""
    return {row.question_id: read_memory(row) for row in connection.execute(_MEMORIES, {"user_id": user_id})}


@dataclass(frozen=True, slots=True)
class Held:
    """What a forecast is made from: memories by question, how answers went; and the `kept` one, which may be out of date.

    `stamp` is None before the first answer: then nothing is kept.
    """

    memories: Mapping[int, Memory]
    fared: Fared
    stamp: PlanStamp | None = None
    kept: KeptForecast | None = None


def held(connection: Connection, user_id: int, day: date, deck: str = "") -> Held:
    """Return the same memories, how answers went in the 90 days up to a day, and the forecast kept of a deck or of all decks."""
    since = max(day, date.min + RECENT) - RECENT
    rows = connection.execute(_HELD, {"user_id": user_id, "since": since, "deck": deck}).all()
    if not rows:
        return Held({}, Fared())
    first = rows[0]
    kept = KeptForecast(first.day, numbers_of(first.numbers), first.made_from) if first.day else None
    stamp = PlanStamp(*(getattr(first, name) for name in PlanStamp._fields))
    return Held({row.question_id: read_memory(row) for row in rows}, read_fared(first), stamp, kept)


def read_fared(row: Any) -> Fared:
    """Return how answers went from a row whose columns are those of `fared_columns`, with `fared_` before each name."""
    return Fared(
        seconds=seconds_each(row.fared_timed, int(row.fared_ms) / 1000),
        firsts=row.fared_firsts,
        firsts_right=row.fared_firsts_right,
        later=row.fared_later,
        later_right=row.fared_later_right,
        predicted=row.fared_predicted,
        returns=row.fared_returns,
        returns_right=row.fared_returns_right,
    )


def save_ask_days(connection: Connection, user_id: int, ask_days: Mapping[int, date]) -> None:
    """Store when some questions are asked next."""
    if ask_days:
        connection.execute(_MOVE, [{"user": user_id, "question": question, "day": day} for question, day in ask_days.items()])


def siblings_of(connection: Connection, question_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return every question on the same facts as some questions, with its deck and fact."""
    asked = aliased(QuestionRow)
    same = and_(QuestionRow.deck_id == asked.deck_id, QuestionRow.fact == asked.fact)
    query = select(QuestionRow.id, QuestionRow.deck_id, QuestionRow.fact).join(asked, same).where(asked.id.in_(list(question_ids)))
    return {question: (deck, fact) for question, deck, fact in connection.execute(query)}


class Asking(NamedTuple):
    """When a question is asked next, was first and was last answered; `answers` is a count, `recheck`: its right answer was corrected.

    `stability` and `streak` are those of its memory.
    """

    ask_day: date
    first_day: date
    last: date
    answers: int
    recheck: bool
    stability: float
    streak: int


def ask_days(connection: Connection, user_id: int) -> dict[int, Asking]:
    """Return when every question the learner has met is asked next, by question."""
    return {row.question_id: Asking(*row[1:]) for row in connection.execute(_ASK_DAYS, {"user_id": user_id})}

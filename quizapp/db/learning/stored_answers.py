"""A learner's answers and their amendments. The first statement of a write locks the learner's row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    case,
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
from sqlalchemy.orm import aliased

from quizapp.db.base import USER, values_of
from quizapp.db.learning import desired_retentions, stored_tests
from quizapp.db.learning.grades_of_record import RATING, REGRADED, SCORE, VERDICT
from quizapp.db.learning.stored_draws import HELD_OUT
from quizapp.db.learning.stored_tests import DatedTest
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    Attempt,
    DayTotal,
    QuestionRow,
    SetAside,
)
from quizapp.domain.memory.pace import RECENT, Pace
from quizapp.domain.questions.grading_rules import GRADING_RULES


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A row of `answer`; `response` is a JSON list or empty, `amended` the kind of its newest amendment, if any.

    When read, its score, verdict and rating are those of record; `regraded` is true if they come from a re-grade. While `held_back`, nobody
    but a teacher knows how it was graded, so it counts nowhere else.
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
    rules: int = GRADING_RULES
    layered: float | None = None
    residual: float | None = None
    surplus: float | None = None
    guess: float | None = None
    desired_retention: int | None = None
    amended: str = ""
    regraded: bool = False
    held_back: bool = False

    @property
    def undone(self) -> bool:
        """Whether it was undone and no longer counts."""
        return self.amended == "undo"

    @property
    def claimed(self) -> bool:
        """Whether the learner claims that it was right."""
        return self.amended == "right"


BROUGHT = "from:"
"""The beginning of the nonce of an answer that was copied from another deck: it does not count in the totals of a day again."""
GIVEN_HERE = ~Answer.nonce.startswith(BROUGHT)


def held_back_of(answer: Any) -> ColumnElement[bool]:
    """Return the condition that the verdict of an answer is held back; `answer` is the table or an alias."""
    taken = exists().where(Attempt.user_id == answer.user_id, Attempt.n == answer.attempt, Attempt.held_back)
    return and_(answer.attempt.is_not(None), taken)


HELD_BACK = held_back_of(Answer)
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
    | {"amended": AMENDED, "regraded": REGRADED, "held_back": HELD_BACK}
)
"""The columns of a `StoredAnswer`."""


# Built once: these run in every request of a learner, and building a statement costs more than running it.
_TAKE = select(Account.id).where(Account.id == USER).with_for_update(key_share=True)
_ADD_ANSWER = insert(Answer)
_ANSWERS = select(*(column.label(name) for name, column in ANSWER.items())).order_by(Answer.n)
_ASIDE = or_(SetAside.kind == "suspended", SetAside.day == bindparam("day"))
_KNOWN_RATING = case((HELD_BACK, null()), else_=RATING)
_RECENT = (
    select(DayTotal.answers, DayTotal.ms)
    .where(DayTotal.user_id == USER, DayTotal.day < bindparam("day"), DayTotal.answers > 0)
    .order_by(DayTotal.day.desc())
    .limit(RECENT)
    .subquery()
)
_HELD_OUT = HELD_OUT.subquery()
_WANTED = desired_retentions.BY_DECK.subquery()
_WANTED_N, _HELD_OUT_N, _TEST_N, _RECENT_N = -4, -3, -2, -1
_DAY: Any = union_all(
    select(
        Answer.n.label("n"),
        Answer.question_id,
        _KNOWN_RATING.label("rating"),
        Answer.context,
        Amendment.kind,
        Amendment.after_n,
        Answer.ms,
    )
    .outerjoin(Amendment, and_(Amendment.user_id == Answer.user_id, Amendment.n == _NEWEST_AMENDMENT))
    .where(Answer.user_id == USER, Answer.day == bindparam("day"), GIVEN_HERE),
    select(literal(0), SetAside.question_id, null(), literal(""), SetAside.kind, null(), null()).where(SetAside.user_id == USER, _ASIDE),
    # What is left out of practice until a quiz: the question, and the assignment in place of an answer's number.
    select(literal(_HELD_OUT_N), _HELD_OUT.c.id, null(), literal(""), literal(""), _HELD_OUT.c.assignment_id, null()),
    select(literal(_WANTED_N), _WANTED.c.highest, null(), _WANTED.c.deck_id, literal(""), null(), null()).select_from(_WANTED),
    select(
        literal(_RECENT_N),
        func.count(),
        null(),
        literal(""),
        literal(""),
        func.coalesce(func.sum(_RECENT.c.answers), 0),
        func.coalesce(func.sum(_RECENT.c.ms), 0),
    ),
    *stored_tests.among_answers(_TEST_N),
).order_by("n")


def take(connection: Connection, user_id: int) -> bool:
    """Lock the learner's row, so that this learner's writes follow one another; False if they no longer exist."""
    return connection.scalar(_TAKE, {"user_id": user_id}) is not None


def add_answer(connection: Connection, answer: StoredAnswer) -> None:
    """Store an answer. Raises IntegrityError if the number or the nonce is taken.

    One that was graded by older rules, in a quiz or in another deck, lets the answers to its question be looked at again.
    """
    values = values_of(answer)
    del values["amended"], values["regraded"], values["held_back"]
    connection.execute(_ADD_ANSWER, values)
    if answer.rules != GRADING_RULES:
        connection.execute(update(QuestionRow).where(QuestionRow.id == answer.question_id).values(rules=0))


class StoredDay(NamedTuple):
    """A study day: its answers, oldest first, how questions are set aside (later, tomorrow or suspended), and the pace of the days before.

    An answer is (n, question_id, rating, context, its newest amendment's kind and after_n or None, ms). `held_out` are the questions that
    are left out of practice now until a quiz, each with its assignment. `retentions` are those that the learner's classes want of their
    decks, in hundredths.
    """

    answers: list[Row[Any]]
    aside: dict[int, str]
    held_out: dict[int, int]
    pace: Pace
    retentions: dict[str, int]
    tests: list[DatedTest]


def study_day(connection: Connection, user_id: int, day: date, now: datetime | None) -> StoredDay:
    """Return what is stored for a study day of a learner."""
    rows: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(_DAY, {"user_id": user_id, "day": day, "now": now}):
        rows.setdefault(min(row.n, 1), []).append(row)
    [recent] = rows[_RECENT_N]
    return StoredDay(
        rows.get(1, []),
        {row.question_id: row.kind for row in rows.get(0, ())},
        {row.question_id: row.after_n for row in rows.get(_HELD_OUT_N, ())},
        Pace(recent.question_id, int(recent.after_n), int(recent.ms) / 1000),
        {row.context: row.question_id for row in rows.get(_WANTED_N, ())},
        [stored_tests.read_among_answers(row) for row in rows.get(_TEST_N, ())],
    )


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
    """Return the number of the learner's newest answer and the latest study day, (0, None) before the first."""
    number, day = connection.execute(select(func.max(Answer.n), func.max(Answer.day)).where(Answer.user_id == user_id)).one()
    return number or 0, day


def add_amendment(
    connection: Connection, user_id: int, answer_n: int, *, kind: str, day: date, now: datetime, grade: Mapping[str, Any] | None = None
) -> None:
    """Store an amendment of an answer; `grade` has the score, verdict, rating and regrade_id of a re-grade."""
    count = connection.scalar(select(func.max(Amendment.n)).where(Amendment.user_id == user_id)) or 0
    values = {"n": count + 1, "answer_n": answer_n, "after_n": newest(connection, user_id)[0], "kind": kind, "day": day, "at": now}
    connection.execute(insert(Amendment).values(user_id=user_id, **values, **(grade or {})))


def learners(connection: Connection, question_ids: Iterable[int] | None = None) -> list[int]:
    """Return the ids of everybody who has answered a question, or one of these."""
    query = select(Answer.user_id).distinct().order_by(Answer.user_id)
    if question_ids is not None:
        query = query.where(Answer.question_id.in_(list(question_ids)))
    return list(connection.scalars(query))

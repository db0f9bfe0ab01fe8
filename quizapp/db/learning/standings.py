"""What is known about a learner and a question: read once before an answer is stored, and again with its feedback."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from quizapp.db.access import at, closed_until, given, readable
from quizapp.db.base import USER
from quizapp.db.learning import desired_retentions
from quizapp.db.learning.running_numbers import LINE, Line
from quizapp.db.learning.stored_answers import ANSWER, StoredAnswer, held_back_of
from quizapp.db.learning.stored_memories import MEMORY, read_memory
from quizapp.db.models import Amendment, Answer, Attempt, DeckRow, MemoryRow, MyDeck, Note, QuestionRow, Report, Version
from quizapp.domain.memory.memory import Memory
from quizapp.domain.people.audiences import LEARNERS


@dataclass(frozen=True, slots=True)
class QuestionStanding:
    """What is known about a learner and a question before an answer.

    `revision` is the deck's current one, `first_revision` the first with this version, `line` names its running numbers. `newest` is the
    number of the learner's newest answer (0 before the first), `newest_day` the latest study day; `repeated` is the number of the answer
    that already has this nonce. `memory` is that of the question; `started` is true if the deck is among the learner's. `earlier` is the
    previous response and its study day, `note` the learner's on the fact. `closed_until` is when the deck opens again to the learner, if it
    is closed to them; `taught` is true if a class of theirs has the deck, so that its teachers see what they say. `taking` is true if an
    attempt for an assignment may be open; `desired_retention` is what is kept with an answer now. Both are only read before an answer.
    """

    deck: str
    question_id: int
    revision: int
    first_revision: int
    line: Line
    newest: int
    newest_day: date | None
    repeated: int | None
    memory: Memory | None
    started: bool
    earlier: tuple[str, date] | None
    note: str
    closed_until: datetime | None
    taught: bool = False
    taking: bool = False
    desired_retention: int | None = None


class LearnerReport(NamedTuple):
    """A learner's reports on an answer: None without one, otherwise the decision on it (empty while it is open).

    `taught` is as in `QuestionStanding`.
    """

    right: str | None
    fault: str | None
    taught: bool = False


_EARLIER = aliased(Answer)
_TAKEN_BACK = exists().where(Amendment.user_id == USER, Amendment.answer_n == _EARLIER.n, Amendment.kind == "undo")
_NEWEST = select(func.max(Answer.n)).where(Answer.user_id == USER).correlate(None).scalar_subquery()
_STANDING = (
    select(
        QuestionRow.deck_id,
        QuestionRow.id.label("asked_id"),
        DeckRow.revision_id.label("current_revision"),
        Version.revision_id.label("first_revision"),
        LINE.label("line"),
        _NEWEST.label("newest"),
        MyDeck.stopped,
        select(Note.text)
        .where(Note.user_id == USER, Note.deck_id == QuestionRow.deck_id, Note.fact == QuestionRow.fact)
        .correlate(QuestionRow)
        .scalar_subquery()
        .label("note"),
        closed_until(USER).label("closed_until"),
        given(USER, *LEARNERS).label("taught"),
        *MEMORY,
    )
    .select_from(Version)
    .join(QuestionRow, QuestionRow.id == Version.question_id)
    .join(DeckRow, DeckRow.id == QuestionRow.deck_id)
    .outerjoin(MyDeck, and_(MyDeck.deck_id == QuestionRow.deck_id, MyDeck.user_id == USER))
    .outerjoin(MemoryRow, and_(MemoryRow.user_id == USER, MemoryRow.question_id == QuestionRow.id))
)


def _earlier(column: Any, *before: ColumnElement[bool]) -> Any:
    """Select a column of the newest answer to the question, before another one if given, that was not undone and is not held back."""
    asked = (_EARLIER.user_id == USER, _EARLIER.question_id == QuestionRow.id, ~_TAKEN_BACK, ~held_back_of(_EARLIER), *before)
    newest = select(column).where(*asked).order_by(_EARLIER.n.desc()).limit(1)
    return newest.correlate(QuestionRow, Answer).scalar_subquery()


def _said(kind: str) -> Any:
    """Select the decision on the newest report of a kind on an answer that was not withdrawn."""
    mine = (Report.user_id == USER, Report.answer_n == Answer.n, Report.kind == kind, Report.withdrawn.is_(False))
    return select(Report.settled).where(*mine).order_by(Report.n.desc()).limit(1).correlate(Answer).scalar_subquery()


_BEFORE = _STANDING.add_columns(
    _earlier(_EARLIER.response).label("earlier_response"),
    _earlier(_EARLIER.day).label("earlier_day"),
    select(func.max(Answer.day)).where(Answer.user_id == USER).scalar_subquery().label("newest_day"),
    select(Answer.n).where(Answer.user_id == USER, Answer.nonce == bindparam("nonce")).scalar_subquery().label("repeated"),
    exists().where(Attempt.user_id == USER, Attempt.assignment_id.is_not(None), Attempt.closed_at.is_(None)).label("taking"),
    desired_retentions.OWN.label("own_retention"),
    desired_retentions.of_classes(QuestionRow.deck_id).label("class_retention"),
).where(Version.id == bindparam("version_id"), readable(USER))
_PREFIX = "answer_"
_ANSWERED = (
    _STANDING.join(Answer, Answer.version_id == Version.id)
    .add_columns(*(column.label(f"{_PREFIX}{name}") for name, column in ANSWER.items()))
    .add_columns(
        _earlier(_EARLIER.response, _EARLIER.n < Answer.n).label("earlier_response"),
        _earlier(_EARLIER.day, _EARLIER.n < Answer.n).label("earlier_day"),
        _said("right").label("said_right"),
        _said("fault").label("said_fault"),
    )
    .where(Answer.user_id == USER, Answer.n == bindparam("number"))
)


_OF_ATTEMPT = (
    select(
        *(column.label(name) for name, column in ANSWER.items()),
        _said("right").label("said_right"),
        _said("fault").label("said_fault"),
        given(USER, *LEARNERS).label("taught"),
    )
    .select_from(Answer)
    .join(QuestionRow, QuestionRow.id == Answer.question_id)
    .join(DeckRow, DeckRow.id == QuestionRow.deck_id)
    .where(Answer.user_id == USER, Answer.attempt == bindparam("attempt"))
)


def standing(connection: Connection, user_id: int, version_id: int, nonce: str, now: datetime) -> QuestionStanding | None:
    """Return what is known about the learner and a version of a question now, or None if they may not read it."""
    row = connection.execute(_BEFORE, {"user_id": user_id, "version_id": version_id, "nonce": nonce, **at(now)}).one_or_none()
    if row is None:
        return None
    wanted = desired_retentions.to_keep(row.own_retention, row.class_retention)
    return replace(_read(row, row.newest_day, row.repeated), taking=bool(row.taking), desired_retention=wanted)


def answered(
    connection: Connection, user_id: int, n: int, now: datetime | None = None
) -> tuple[StoredAnswer, QuestionStanding, LearnerReport] | None:
    """Return one of a learner's answers, what is known about its question now, and the reports on it; or None.

    With `now`, also whether its deck is closed to the learner at that moment.
    """
    row = connection.execute(_ANSWERED, {"user_id": user_id, "number": n, **at(now)}).one_or_none()
    if row is None:
        return None
    values = {name.removeprefix(_PREFIX): value for name, value in row._asdict().items() if name.startswith(_PREFIX)}
    return StoredAnswer(**values), _read(row, None, None), LearnerReport(row.said_right, row.said_fault, bool(row.taught))


def of_attempt(connection: Connection, user_id: int, attempt: int) -> dict[int, tuple[StoredAnswer, LearnerReport]]:
    """Return the answers that a closed attempt became, each with the learner's reports on it, by their positions."""
    found = {}
    for row in connection.execute(_OF_ATTEMPT, {"user_id": user_id, "attempt": attempt}):
        values = row._asdict()
        said = LearnerReport(values.pop("said_right"), values.pop("said_fault"), bool(values.pop("taught")))
        found[row.position] = StoredAnswer(**values), said
    return found


def _read(row: Any, newest_day: date | None, repeated: int | None) -> QuestionStanding:
    return QuestionStanding(
        deck=row.deck_id,
        question_id=row.asked_id,
        revision=row.current_revision,
        first_revision=row.first_revision,
        line=Line(row.deck_id, row.asked_id, row.line),
        newest=row.newest or 0,
        newest_day=newest_day,
        repeated=repeated,
        memory=None if row.stability is None else read_memory(row),
        started=row.stopped is False,
        earlier=None if row.earlier_day is None else (row.earlier_response, row.earlier_day),
        note=row.note or "",
        closed_until=row.closed_until,
        taught=bool(row.taught),
    )

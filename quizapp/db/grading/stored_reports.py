"""What learners tell their teachers about questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, or_, select, tuple_, update
from sqlalchemy.orm import aliased

from quizapp.db.access import on_staff, owned
from quizapp.db.models import Answer, ClassDeck, DeckRow, MembershipRow, QuestionRow, Report


class PileName(NamedTuple):
    """Reports of one kind (right or fault) on one question; those with the kind right are for one response, a JSON list as stored."""

    deck: str
    question: str
    kind: str
    response: str


@dataclass(frozen=True, slots=True)
class ReportPile:
    """Such reports: how many learners, their words, the newest moment, and the decision (empty, accepted or dismissed)."""

    name: PileName
    learners: int
    words: tuple[str, ...]
    newest: datetime
    settled: str


def add(connection: Connection, user_id: int, *, answer_n: int, question_id: int, kind: str, words: str, now: datetime) -> None:
    """Store a report under the learner's next number."""
    number = (connection.scalar(select(func.max(Report.n)).where(Report.user_id == user_id)) or 0) + 1
    values = {"n": number, "answer_n": answer_n, "question_id": question_id, "kind": kind, "words": words, "at": now}
    connection.execute(insert(Report).values(user_id=user_id, **values))


def since(connection: Connection, user_id: int, kind: str, moment: datetime) -> list[datetime]:
    """Return when a learner made reports since a moment, oldest first; withdrawn ones count too."""
    query = select(Report.at).where(Report.user_id == user_id, Report.kind == kind, Report.at > moment)
    return list(connection.scalars(query.order_by(Report.at)))


def standing(connection: Connection, user_id: int, answer_n: int, kind: str) -> bool:
    """Whether a learner has made a report on an answer and not withdrawn it."""
    mine = (Report.user_id == user_id, Report.answer_n == answer_n, Report.kind == kind, Report.withdrawn.is_(False))
    return connection.scalar(select(Report.n).where(*mine).limit(1)) is not None


def withdraw(connection: Connection, user_id: int, answer_n: int, kind: str) -> None:
    """Withdraw a report; it still counts for the limit."""
    mine = (Report.user_id == user_id, Report.answer_n == answer_n, Report.kind == kind)
    connection.execute(update(Report).where(*mine).values(withdrawn=True))


def settle(connection: Connection, user_id: int, answer_n: int, kind: str, settled: str) -> None:
    """Record the decision on a report on one answer; "" leaves it open again."""
    mine = (Report.user_id == user_id, Report.answer_n == answer_n, Report.kind == kind, Report.withdrawn.is_(False))
    connection.execute(update(Report).where(*mine).values(settled=settled))


def settle_pile(connection: Connection, staff: int, pile: PileName, *, before: str, settled: str) -> int:
    """Settle the reports of a pile that somebody looks after, from one state to another; return how many."""
    theirs = _seen_by(staff).where(*_of(pile), Report.settled == before).subquery()
    these = tuple_(Report.user_id, Report.n).in_(select(theirs.c.user_id, theirs.c.n))
    return connection.execute(update(Report).where(these).values(settled=settled)).rowcount


def piles(connection: Connection, staff: int, *, settled: bool = False, pile: PileName | None = None) -> list[ReportPile]:
    """Return the queue of somebody, most often reported first; with `settled`, the settled reports, newest first."""
    query = _seen_by(staff).where(Report.settled != "" if settled else Report.settled == "")
    if pile:
        query = query.where(*_of(pile))
    grouped: dict[tuple[str, str, str, str, str], list[Any]] = {}
    for row in connection.execute(query.order_by(Report.at.desc(), Report.user_id, Report.n)):
        same = row.response if row.kind == "right" else ""
        grouped.setdefault((row.deck_id, row.key, row.kind, same, row.settled), []).append(row)
    found = [
        ReportPile(
            PileName(*name),
            learners=len({row.user_id for row in rows}),
            words=tuple(dict.fromkeys(row.words for row in rows if row.words)),
            newest=rows[0].at,
            settled=outcome,
        )
        for (*name, outcome), rows in grouped.items()
    ]
    return found if settled else sorted(found, key=lambda one: -one.learners)


def _of(pile: PileName) -> list[ColumnElement[bool]]:
    same = [Answer.response == pile.response] if pile.kind == "right" else []
    return [QuestionRow.deck_id == pile.deck, QuestionRow.key == pile.question, Report.kind == pile.kind, *same]


def _seen_by(staff: int) -> Any:
    """Select the reports that were not withdrawn, on questions that are asked and that somebody looks after.

    Owners of a deck and administrators look after all of its reports, teachers and assistants after those of the students of a class that
    has the deck.
    """
    mine, theirs = aliased(MembershipRow), aliased(MembershipRow)
    taught = exists().where(
        ClassDeck.deck_id == QuestionRow.deck_id,
        mine.class_id == ClassDeck.class_id,
        mine.user_id == staff,
        on_staff(mine),
        theirs.class_id == ClassDeck.class_id,
        theirs.user_id == Report.user_id,
        theirs.removed_at.is_(None),
    )
    return (
        select(
            QuestionRow.deck_id,
            QuestionRow.key,
            Report.kind,
            Report.n,
            Report.settled,
            Answer.response,
            Report.user_id,
            Report.words,
            Report.at,
        )
        .select_from(Report)
        .join(QuestionRow, QuestionRow.id == Report.question_id)
        .join(DeckRow, DeckRow.id == QuestionRow.deck_id)
        .join(Answer, and_(Answer.user_id == Report.user_id, Answer.n == Report.answer_n))
        .where(Report.withdrawn.is_(False), QuestionRow.archived.is_(False), or_(owned(staff), taught.correlate(QuestionRow, Report)))
    )

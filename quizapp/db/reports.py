"""What learners tell their teachers about questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select, update

from quizapp.db.models import Answer, QuestionRow, Report


@dataclass(frozen=True, slots=True)
class Pile:
    """Reports of one kind on one question with one response: how many learners, the newest words and moment.

    `response` is a JSON list, as it was stored.
    """

    deck: str
    question: str
    kind: str
    response: str
    learners: int
    words: tuple[str, ...]
    newest: datetime


def add(connection: Connection, user_id: int, *, answer_n: int, question_id: int, kind: str, words: str, now: datetime) -> None:
    """Store a report under the learner's next number."""
    number = (connection.scalar(select(func.max(Report.n)).where(Report.user_id == user_id)) or 0) + 1
    values = {"n": number, "answer_n": answer_n, "question_id": question_id, "kind": kind, "words": words, "at": now}
    connection.execute(insert(Report).values(user_id=user_id, **values))


def since(connection: Connection, user_id: int, kind: str, moment: datetime) -> list[datetime]:
    """Return when a learner reported since a moment, the oldest first; what was withdrawn counts too."""
    query = select(Report.at).where(Report.user_id == user_id, Report.kind == kind, Report.at > moment)
    return list(connection.scalars(query.order_by(Report.at)))


def standing(connection: Connection, user_id: int, answer_n: int, kind: str) -> bool:
    """Whether a learner reports something about an answer and has not taken it back."""
    mine = (Report.user_id == user_id, Report.answer_n == answer_n, Report.kind == kind, Report.withdrawn.is_(False))
    return connection.scalar(select(Report.n).where(*mine).limit(1)) is not None


def withdraw(connection: Connection, user_id: int, answer_n: int, kind: str) -> None:
    """Take a report back; it still counts for the limit."""
    mine = (Report.user_id == user_id, Report.answer_n == answer_n, Report.kind == kind)
    connection.execute(update(Report).where(*mine).values(withdrawn=True))


def piles(connection: Connection) -> list[Pile]:
    """Return what stands in the queue, the most often reported first."""
    query = (
        select(QuestionRow.deck_id, QuestionRow.key, Report.kind, Answer.response, Report.user_id, Report.words, Report.at)
        .join(QuestionRow, QuestionRow.id == Report.question_id)
        .join(Answer, and_(Answer.user_id == Report.user_id, Answer.n == Report.answer_n))
        .where(Report.withdrawn.is_(False), QuestionRow.archived.is_(False))
        .order_by(Report.at.desc())
    )
    grouped: dict[tuple[str, str, str, str], list[tuple[int, str, datetime]]] = {}
    for deck, key, kind, response, user_id, words, at in connection.execute(query):
        same = response if kind == "right" else ""
        grouped.setdefault((deck, key, kind, same), []).append((user_id, words, at))
    found = [
        Pile(*group, len({user for user, _, _ in rows}), tuple(dict.fromkeys(words for _, words, _ in rows if words)), rows[0][2])
        for group, rows in grouped.items()
    ]
    return sorted(found, key=lambda pile: -pile.learners)

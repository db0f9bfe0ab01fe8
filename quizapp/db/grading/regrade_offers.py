"""Offers of re-grades after the rules of grading have changed: which questions have to be looked at, and which answers were found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from quizapp.db.access import owned, readable
from quizapp.db.grading.regrades import BY_OLDER_RULES, COUNTING, Asker, pupils
from quizapp.db.learning.stored_answers import ANSWER, UNDONE, StoredAnswer
from quizapp.db.models import Account, Answer, DeckRow, QuestionRow, Regrade, RegradeOffer
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.domain.reading.deck import Origin

AT_ONCE = 1000
"""How many questions or answers one statement names: databases limit their parameters."""


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """A question for which a re-grade is offered; `answers` would get another grade, of `everybody` or in the visitor's classes."""

    deck_id: str
    title: str
    revision_id: int
    question_id: int
    answers: int
    everybody: bool


def behind(connection: Connection) -> dict[int, tuple[str, int]]:
    """Return the questions whose answers have not been looked at with today's rules, each with its deck and the current revision of that.

    One that is being re-graded has to wait: its grades are changing.
    """
    query = select(QuestionRow.id, DeckRow.id, DeckRow.revision_id).join(DeckRow, DeckRow.id == QuestionRow.deck_id)
    changing = select(Regrade.question_id).where(Regrade.finished_at.is_(None))
    waiting = QuestionRow.archived.is_(False), QuestionRow.rules != GRADING_RULES, QuestionRow.id.not_in(changing)
    rows = connection.execute(query.where(*waiting).order_by(QuestionRow.deck_id, QuestionRow.id))
    return {question_id: (deck, revision) for question_id, deck, revision in rows if revision is not None}


def state(connection: Connection, question_id: int) -> tuple[int | None, ...]:
    """Return numbers of a question that change with its deck, with its answers by older rules, and with every step of a re-grade."""
    steps = func.count(Regrade.id), func.sum(Regrade.done_to), func.count(Regrade.finished_at), func.count(Regrade.undone_at)
    query = select(DeckRow.revision_id, QuestionRow.rules, *steps).join(QuestionRow, QuestionRow.deck_id == DeckRow.id)
    changing = query.outerjoin(Regrade, Regrade.question_id == QuestionRow.id).where(QuestionRow.id == question_id)
    return tuple(connection.execute(changing.group_by(DeckRow.revision_id, QuestionRow.rules)).one())


def with_older_answers(connection: Connection) -> set[int]:
    """Return the questions with answers that were graded by older rules; this reads all answers once."""
    return set(connection.scalars(select(Answer.question_id).distinct().where(BY_OLDER_RULES, *COUNTING)))


def older_answers(connection: Connection, question_id: int) -> Iterator[StoredAnswer]:
    """Return the answers to a question that were graded by older rules."""
    columns = [column.label(name) for name, column in ANSWER.items()]
    query = select(*columns).where(Answer.question_id == question_id, BY_OLDER_RULES, *COUNTING)
    return (StoredAnswer(**row._asdict()) for row in connection.execute(query))


def set_looked_at(connection: Connection, question_ids: Collection[int]) -> None:
    """Record that the answers to some questions were looked at with today's rules."""
    ids = list(question_ids)
    for start in range(0, len(ids), AT_ONCE):
        named = QuestionRow.id.in_(ids[start : start + AT_ONCE])
        connection.execute(update(QuestionRow).where(named).values(rules=GRADING_RULES))


def replace_offers(connection: Connection, question_id: int, found: Iterable[tuple[int, int]]) -> int:
    """Offer a re-grade of some answers to a question, (learner, number), in place of those offered until now; return how many are open.

    What was settled since the rules changed stays settled, and learners who have left in the meantime are left out.
    """
    mine = RegradeOffer.question_id == question_id
    passed = or_(RegradeOffer.settled.is_(False), RegradeOffer.rules != GRADING_RULES)
    connection.execute(delete(RegradeOffer).where(mine, passed))
    settled = {(user_id, n) for user_id, n in connection.execute(select(RegradeOffer.user_id, RegradeOffer.answer_n).where(mine))}
    found = list(found)
    there = set(connection.scalars(select(Account.id))) if found else set()
    rows = [
        {"user_id": user_id, "answer_n": n, "question_id": question_id, "rules": GRADING_RULES}
        for user_id, n in found
        if user_id in there and (user_id, n) not in settled
    ]
    if rows:
        connection.execute(insert(RegradeOffer), rows)
    set_looked_at(connection, [question_id])
    return len(rows)


def offered(connection: Connection, user_id: int, deck_id: str | None = None) -> list[OfferedQuestion]:
    """Return the questions that somebody may re-grade because the rules have changed, by the title of their deck; or those of one deck.

    As for every re-grade, owners and administrators see the answers of all learners, other teachers those in their own classes.
    """
    allowed = or_(owned(user_id), and_(DeckRow.origin == Origin.FOLDER, RegradeOffer.user_id.in_(pupils(user_id))))
    standing = RegradeOffer.settled.is_(False), ~UNDONE, QuestionRow.archived.is_(False)
    one = [] if deck_id is None else [DeckRow.id == deck_id]
    everybody = owned(user_id).label("everybody")
    query = (
        select(DeckRow.id, DeckRow.title, DeckRow.revision_id, QuestionRow.id, func.count(), everybody)
        .select_from(RegradeOffer)
        .join(Answer, and_(Answer.user_id == RegradeOffer.user_id, Answer.n == RegradeOffer.answer_n))
        .join(QuestionRow, QuestionRow.id == RegradeOffer.question_id)
        .join(DeckRow, DeckRow.id == QuestionRow.deck_id)
        .where(*standing, readable(user_id), allowed, *one)
        .group_by(DeckRow.id, DeckRow.title, DeckRow.revision_id, QuestionRow.id)
        .order_by(DeckRow.title, DeckRow.id, QuestionRow.id)
    )
    return [
        OfferedQuestion(deck, title, revision, question, answers, bool(every))
        for deck, title, revision, question, answers, every in connection.execute(query)
        if revision is not None
    ]


def settle(connection: Connection, user_id: int, question_id: int) -> None:
    """Settle what is offered for one learner's answers to a question."""
    mine = RegradeOffer.user_id == user_id, RegradeOffer.question_id == question_id
    connection.execute(update(RegradeOffer).where(*mine).values(settled=True))


def settle_deck(connection: Connection, deck_id: str, who: Asker) -> int:
    """Settle everything that is offered to somebody in a deck, and return how many answers that are."""
    of_deck = RegradeOffer.question_id.in_(select(QuestionRow.id).where(QuestionRow.deck_id == deck_id))
    theirs = [] if who.everybody else [RegradeOffer.user_id.in_(pupils(who.user_id))]
    return connection.execute(update(RegradeOffer).where(RegradeOffer.settled.is_(False), of_deck, *theirs).values(settled=True)).rowcount

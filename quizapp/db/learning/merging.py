"""Moving what a guest did to an account."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select, update

from quizapp.db.learning import stored_notes
from quizapp.db.learning.stored_answers import BROUGHT
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    Attempt,
    DrawnFact,
    Extension,
    MarkRow,
    MembershipRow,
    MyDeck,
    Note,
    OwnTest,
    PositionRow,
    Practice,
    QuestionRow,
    RegradeOffer,
    Report,
    SetAside,
)
from quizapp.db.people import personal


def is_guest(connection: Connection, user_id: int) -> bool:
    """Whether this is a guest."""
    return connection.scalar(select(Account.id).where(Account.id == user_id, Account.username_key.is_(None))) is not None


def answers(connection: Connection, user_id: int) -> int:
    """Return how many answers somebody gave, including responses in quizzes that are not handed in."""
    stored = select(func.count()).select_from(Answer).where(Answer.user_id == user_id).scalar_subquery()
    running = select(Attempt.n).where(Attempt.user_id == user_id, Attempt.closed_at.is_(None))
    waiting = select(func.count()).select_from(PositionRow).where(PositionRow.user_id == user_id, PositionRow.attempt.in_(running))
    return connection.scalar(select(stored + waiting.scalar_subquery())) or 0


def questions(connection: Connection, user_id: int) -> set[int]:
    """Return the questions that somebody answered."""
    return set(connection.scalars(select(Answer.question_id).where(Answer.user_id == user_id).distinct()))


def classes_of(connection: Connection, user_id: int) -> set[int]:
    """Return the classes that somebody is or was in."""
    return set(connection.scalars(select(MembershipRow.class_id).where(MembershipRow.user_id == user_id)))


def copy_work(connection: Connection, guest: int, target: int) -> None:
    """Copy what a guest did to an account, after what it did: the numbers continue after those of the account."""
    attempts = personal.highest(connection, Attempt, "n", target)
    newest = personal.highest(connection, Answer, "n", target)
    amendments = personal.highest(connection, Amendment, "n", target)
    _join_decks(connection, guest, target, newest)  # this looks for answers of the account, so it comes first
    personal.copy(connection, Attempt, guest, target, {"n": attempts})
    personal.copy(connection, PositionRow, guest, target, {"attempt": attempts})
    _raise_brought(connection, guest, newest)
    personal.copy(connection, Answer, guest, target, {"n": newest, "attempt": attempts})
    personal.copy(connection, Amendment, guest, target, {"n": amendments, "answer_n": newest, "after_n": newest})
    reports = personal.highest(connection, Report, "n", target)
    personal.copy(connection, Report, guest, target, {"n": reports, "answer_n": newest})
    personal.copy(connection, RegradeOffer, guest, target, {"answer_n": newest})
    personal.copy(connection, Practice, guest, target, {"n": personal.highest(connection, Practice, "n", target)})
    marks = personal.highest(connection, MarkRow, "n", target)
    personal.copy(connection, MarkRow, guest, target, {"n": marks, "attempt": attempts})
    _join_extensions(connection, guest, target)
    _join_draws(connection, guest, target)
    _join_set_aside(connection, guest, target)
    _join_tests(connection, guest, target)
    _join_notes(connection, guest, target)
    _join_classes(connection, guest, target)


def _raise_brought(connection: Connection, guest: int, by: int) -> None:
    """Update nonces that name a guest's answers before they were copied from another deck, so that each is still copied only once."""
    query = select(Answer.n, Answer.nonce).where(Answer.user_id == guest, Answer.nonce.startswith(BROUGHT))
    brought = [(n, *nonce.rpartition(":")[::2]) for n, nonce in connection.execute(query)]
    for n, start, old in sorted(brought, key=lambda one: -int(one[2])):  # from the highest down, so that no two are equal in between
        connection.execute(update(Answer).where(Answer.user_id == guest, Answer.n == n).values(nonce=f"{start}:{int(old) + by}"))


def _join_classes(connection: Connection, guest: int, target: int) -> None:
    """Add the account to the guest's classes; a membership of its own, current or former, is kept."""
    theirs = select(MembershipRow.class_id).where(MembershipRow.user_id == target)
    moving = update(MembershipRow).where(MembershipRow.user_id == guest, MembershipRow.class_id.not_in(theirs))
    connection.execute(moving.values(user_id=target))


def _join_extensions(connection: Connection, guest: int, target: int) -> None:
    """Grant the account the guest's extensions; an extension of its own is kept."""
    theirs = select(Extension.assignment_id).where(Extension.user_id == target)
    moving = update(Extension).where(Extension.user_id == guest, Extension.assignment_id.not_in(theirs))
    connection.execute(moving.values(user_id=target))


def _join_draws(connection: Connection, guest: int, target: int) -> None:
    """Give the account the facts that were drawn for the guest's quizzes; where both have a draw, the account's is kept."""
    theirs = list(connection.scalars(select(DrawnFact.assignment_id).where(DrawnFact.user_id == target).distinct()))
    moving = update(DrawnFact).where(DrawnFact.user_id == guest, DrawnFact.assignment_id.not_in(theirs))
    connection.execute(moving.values(user_id=target))


def _join_decks(connection: Connection, guest: int, target: int, newest: int) -> None:
    """Merge the decks of both. If the account has answers in a deck too, they still count after the guest started it over."""
    columns = (MyDeck.deck_id, MyDeck.started_on, MyDeck.stopped, MyDeck.anew_after)
    mine = {row.deck_id: row for row in connection.execute(select(*columns).where(MyDeck.user_id == target))}
    for row in connection.execute(select(*columns).where(MyDeck.user_id == guest)).all():
        values = {"started_on": row.started_on, "stopped": row.stopped}
        if row.anew_after and not _answered(connection, target, row.deck_id):
            values["anew_after"] = row.anew_after + newest
        if row.deck_id not in mine:
            connection.execute(insert(MyDeck).values(user_id=target, deck_id=row.deck_id, **values))
            continue
        old = mine[row.deck_id]
        values |= {"started_on": min(old.started_on, row.started_on), "stopped": old.stopped and row.stopped}
        connection.execute(update(MyDeck).where(MyDeck.user_id == target, MyDeck.deck_id == row.deck_id).values(values))


def _join_set_aside(connection: Connection, guest: int, target: int) -> None:
    """Set aside what the guest has set aside; for questions that both have set aside, the account's choice is kept."""
    query = select(SetAside.question_id, SetAside.kind, SetAside.day)
    mine = {row.question_id for row in connection.execute(query.where(SetAside.user_id == target))}
    for row in connection.execute(query.where(SetAside.user_id == guest)).all():
        if row.question_id not in mine:
            connection.execute(insert(SetAside).values(user_id=target, **row._asdict()))


def _join_tests(connection: Connection, guest: int, target: int) -> None:
    """Keep the days of tests that the guest expects; for a deck with a day of its own, the account's is kept."""
    theirs = select(OwnTest.deck_id).where(OwnTest.user_id == target)
    moving = update(OwnTest).where(OwnTest.user_id == guest, OwnTest.deck_id.not_in(theirs))
    connection.execute(moving.values(user_id=target))


def _join_notes(connection: Connection, guest: int, target: int) -> None:
    """Add the guest's note on a fact below the account's, as far as there is room."""
    query = select(Note.deck_id, Note.fact, Note.text, Note.at)
    mine = {(row.deck_id, row.fact): row.text for row in connection.execute(query.where(Note.user_id == target))}
    for row in connection.execute(query.where(Note.user_id == guest)).all():
        before = mine.get((row.deck_id, row.fact), "")
        text = f"{before}\n\n{row.text}"[: stored_notes.LONGEST].strip() if before != row.text else before
        stored_notes.write(connection, target, row.deck_id, row.fact, text, row.at)


def _answered(connection: Connection, user_id: int, deck_id: str) -> bool:
    query = select(Answer.n).join(QuestionRow, QuestionRow.id == Answer.question_id)
    return connection.scalar(query.where(Answer.user_id == user_id, QuestionRow.deck_id == deck_id).limit(1)) is not None

"""What a learner says about a judged answer: "I was right", which changes the learner's own schedule, or that the question is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from quizapp.db import decks, reports, standings, study
from quizapp.db.base import Connection, transaction
from quizapp.db.reports import Pile
from quizapp.db.study import StoredAnswer
from quizapp.services.accounts import Visitor
from quizapp.services.answering import Moment, edition_shown, from_text
from quizapp.services.decks import Edition, edition
from quizapp.services.errors import Invalid, NotAllowed, NotFound, TooMany
from quizapp.services.explaining import is_claimable, plain_prompt
from quizapp.services.memories import rebuild

A_DAY = 10
"""How often somebody may say so within a day, each of the two."""

DAY = timedelta(days=1)
LONGEST = 500
"""The longest words on what is wrong, in characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a number of learners say about a question: `kind` is right, of the response `given`, or fault, in their `words`."""

    title: str
    language: str
    question: str
    prompt: str
    right: tuple[str, ...]
    kind: str
    given: tuple[str, ...]
    learners: int
    words: tuple[str, ...]
    newest: datetime


def claim(visitor: Visitor, n: int, moment: Moment) -> None:
    """Let a typed answer that was judged wrong count as right for the learner's schedule, not for the grade, and tell the teacher.

    Raises NotFound, NotAllowed for an answer that cannot be claimed, and TooMany.
    """
    with transaction(write=True) as connection:
        study.take(connection, visitor.id)
        answer, claimable = _answer(connection, visitor, n)
        if not claimable:
            raise NotAllowed("claim")
        if answer.claimed:
            return
        _check(connection, visitor, "right", moment.now)
        study.add_amendment(connection, visitor.id, n, kind="right", day=moment.day, now=moment.now)
        reports.add(connection, visitor.id, answer_n=n, question_id=answer.question_id, kind="right", words="", now=moment.now)
        rebuild(connection, visitor.id, [answer.question_id])


def take_back_claim(visitor: Visitor, n: int, moment: Moment) -> None:
    """Let an answer count as it was graded again. Raises NotFound."""
    with transaction(write=True) as connection:
        study.take(connection, visitor.id)
        answer, _ = _answer(connection, visitor, n)
        if answer.claimed:
            study.add_amendment(connection, visitor.id, n, kind="stands", day=moment.day, now=moment.now)
            reports.withdraw(connection, visitor.id, n, "right")
            rebuild(connection, visitor.id, [answer.question_id])


def report(visitor: Visitor, n: int, words: str, moment: Moment) -> None:
    """Tell the teacher what is wrong with the question of an answer. Raises NotFound, Invalid for no words or too many, and TooMany."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Invalid("words", "long" if words else "missing")
    with transaction(write=True) as connection:
        study.take(connection, visitor.id)
        answer, _ = _answer(connection, visitor, n)
        if not reports.standing(connection, visitor.id, n, "fault"):
            _check(connection, visitor, "fault", moment.now)
            reports.add(connection, visitor.id, answer_n=n, question_id=answer.question_id, kind="fault", words=words, now=moment.now)


def take_back_report(visitor: Visitor, n: int) -> None:
    """Take back what was said to be wrong. Raises NotFound."""
    with transaction(write=True) as connection:
        study.take(connection, visitor.id)
        _answer(connection, visitor, n)
        reports.withdraw(connection, visitor.id, n, "fault")


def queue() -> list[Entry]:
    """Return what learners say about the questions of published decks, the most often said first."""
    with transaction(write=False) as connection:
        revisions = {state.id: state.revision for state in decks.states(connection) if state.revision}
        piles = [pile for pile in reports.piles(connection) if pile.deck in revisions]
        return [_entry(edition(connection, revisions[pile.deck] or 0), pile) for pile in piles]


def _entry(shown: Edition, pile: Pile) -> Entry:
    question = shown.deck.questions[pile.question]
    given = from_text(pile.response)
    return Entry(
        title=shown.deck.title,
        language=shown.deck.language,
        question=pile.question,
        prompt=plain_prompt(question),
        right=question.right,
        kind=pile.kind,
        given=given.values if given else (),
        learners=pile.learners,
        words=pile.words,
        newest=pile.newest,
    )


def _answer(connection: Connection, visitor: Visitor, n: int) -> tuple[StoredAnswer, bool]:
    """Return an answer of the learner and whether it can be claimed. Raises NotFound."""
    found = standings.answered(connection, visitor.id, n)
    if found is None:
        raise NotFound("answer")
    answer, standing, _ = found
    question = edition_shown(connection, standing, answer.version_id).question(answer.question_id)
    return answer, is_claimable(answer, question)


def _check(connection: Connection, visitor: Visitor, kind: str, now: datetime) -> None:
    """Raise TooMany where a learner has said so too often within a day."""
    said = reports.since(connection, visitor.id, kind, now - DAY)
    if len(said) >= A_DAY:
        raise TooMany(ceil((said[-A_DAY] + DAY - now) / timedelta(minutes=1)))

"""What learners say about a graded answer: "I was right", which changes their own schedule, or that the question is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import pooled_answers, stored_reports
from quizapp.db.grading.stored_reports import PileName, ReportPile
from quizapp.db.learning import decks, running_numbers, standings, stored_answers
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.people.audiences import teaches
from quizapp.services.errors import Invalid, NotAllowed, NotFound, TooMany
from quizapp.services.learning import learners
from quizapp.services.learning.answering import Moment, edition_shown, from_text
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.learning.explaining import is_claimable, plain_prompt
from quizapp.services.learning.holding_back import held_until
from quizapp.services.learning.memories import rebuild
from quizapp.services.people.accounts import Visitor

__all__ = ["PileName"]

A_DAY = 10
"""How often a learner may do each of the two within a day."""

DAY = timedelta(days=1)
SETTLED = 20
"""How many settled reports are shown."""

LONGEST = 500
"""The longest description of what is wrong, in characters."""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """What several learners say about a question: that the response `given` is right, or what is wrong, in their `words`.

    `settled` is the decision: accepted, dismissed, or empty.
    """

    pile: PileName
    title: str
    language: str
    prompt: str
    right: tuple[str, ...]
    given: tuple[str, ...]
    learners: int
    words: tuple[str, ...]
    newest: datetime
    settled: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The open reports, most frequent first, and those settled recently. `regrades` is true if the visitor may change what is right."""

    waiting: Sequence[QueueEntry]
    settled: Sequence[QueueEntry]
    regrades: bool


def claim(visitor: Visitor, n: int, moment: Moment) -> None:
    """Let a typed answer graded wrong count as right for the learner's schedule, but not for the grade, and tell the teacher.

    Raises NotFound, NotAllowed for an answer that cannot be claimed, and TooMany.
    """
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        answer, claimable = _answer(connection, visitor, n)
        _not_held_back(connection, visitor, answer, moment.now)
        if not claimable:
            raise NotAllowed("claim")
        if answer.claimed:
            return
        _check(connection, visitor, "right", moment.now)
        with running_numbers.changing(connection, visitor.id, [answer.question_id]):
            stored_answers.add_amendment(connection, visitor.id, n, kind="right", day=moment.day, now=moment.now)
            stored_reports.add(connection, visitor.id, answer_n=n, question_id=answer.question_id, kind="right", words="", now=moment.now)
            rebuild(connection, visitor.id, [answer.question_id])


def take_back_claim(visitor: Visitor, n: int, moment: Moment) -> None:
    """Undo a claim, so that an answer counts as it was graded. Raises NotFound."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        answer, _ = _answer(connection, visitor, n)
        if answer.claimed:
            with running_numbers.changing(connection, visitor.id, [answer.question_id]):
                stored_answers.add_amendment(connection, visitor.id, n, kind="stands", day=moment.day, now=moment.now)
                stored_reports.withdraw(connection, visitor.id, n, "right")
                rebuild(connection, visitor.id, [answer.question_id])


def report(visitor: Visitor, n: int, words: str, moment: Moment) -> None:
    """Tell the teacher what is wrong with the question of an answer. Raises NotFound, Invalid for no words or too many, and TooMany."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Invalid("words", "long" if words else "missing", most=LONGEST)
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        answer, _ = _answer(connection, visitor, n)
        _not_held_back(connection, visitor, answer, moment.now)
        if not stored_reports.standing(connection, visitor.id, n, "fault"):
            _check(connection, visitor, "fault", moment.now)
            stored_reports.add(
                connection, visitor.id, answer_n=n, question_id=answer.question_id, kind="fault", words=words, now=moment.now
            )


def take_back_report(visitor: Visitor, n: int) -> None:
    """Withdraw a report that a question is wrong. Raises NotFound."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        _answer(connection, visitor, n)
        stored_reports.withdraw(connection, visitor.id, n, "fault")


def queue(who: Visitor) -> Queue:
    """Return the reports on the decks that somebody looks after. Raises NotFound if there are none.

    Owners and administrators look after all reports on a deck, teachers and assistants after those of their students.
    """
    with transaction(write=False) as connection:
        if not teaches(who.role) and not pooled_answers.classes(connection, who.id, every=False):
            raise NotFound("queue")
        revisions = {state.id: state for state in decks.states(connection) if state.revision}
        editions: dict[str, Edition] = {}

        def entry(pile: ReportPile) -> QueueEntry | None:
            state = revisions.get(pile.name.deck)
            if state is None or state.revision is None:
                return None
            shown = editions.setdefault(state.id, edition(connection, state.id, state.revision))
            return _entry(shown, pile) if pile.name.question in shown.versions else None

        waiting = [found for pile in stored_reports.piles(connection, who.id) if (found := entry(pile))]
        settled = [found for pile in stored_reports.piles(connection, who.id, settled=True)[:SETTLED] if (found := entry(pile))]
    return Queue(waiting, settled, regrades=teaches(who.role))


def settle(who: Visitor, pile: PileName, outcome: str) -> None:
    """Settle a pile of reports: accepted (a fault that was fixed), dismissed, or "" to reopen it. Raises NotFound.

    A response that learners say is right is only accepted by a re-grade.
    """
    if outcome not in {"", "dismissed"} and (pile.kind, outcome) != ("fault", "accepted"):
        raise NotFound(outcome)
    with transaction(write=True) as connection:
        from_ = ("accepted", "dismissed") if not outcome and pile.kind == "fault" else ("dismissed",) if not outcome else ("",)
        if not sum(stored_reports.settle_pile(connection, who.id, pile, before=before, settled=outcome) for before in from_):
            raise NotFound(pile.question)


def _entry(shown: Edition, pile: ReportPile) -> QueueEntry:
    question = shown.deck.questions[pile.name.question]
    given = from_text(pile.name.response)
    return QueueEntry(
        pile=pile.name,
        title=shown.deck.title,
        language=shown.deck.language,
        prompt=plain_prompt(question),
        right=question.right,
        given=given.values if given else (),
        learners=pile.learners,
        words=pile.words,
        newest=pile.newest,
        settled=pile.settled,
    )


def _answer(connection: Connection, visitor: Visitor, n: int) -> tuple[StoredAnswer, bool]:
    """Return an answer of the learner and whether it can be claimed. Raises NotFound."""
    found = standings.answered(connection, visitor.id, n)
    if found is None:
        raise NotFound("answer")
    answer, standing, _ = found
    question = edition_shown(connection, standing, answer.version_id).question(answer.question_id)
    return answer, is_claimable(answer, question)


def _not_held_back(connection: Connection, visitor: Visitor, answer: StoredAnswer, now: datetime) -> None:
    """Raise NotFound while the verdict of an answer is held back."""
    if answer.attempt and held_until(connection, visitor.id, answer.attempt, now):
        raise NotFound("answer")


def _check(connection: Connection, visitor: Visitor, kind: str, now: datetime) -> None:
    """Raise TooMany if a learner has done so too often within a day."""
    said = stored_reports.since(connection, visitor.id, kind, now - DAY)
    if len(said) >= A_DAY:
        raise TooMany(ceil((said[-A_DAY] + DAY - now) / timedelta(minutes=1)))

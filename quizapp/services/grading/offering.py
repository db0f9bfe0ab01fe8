"""Offers to re-grade what older rules of grading have graded otherwise. Grades that were given stay until somebody re-grades them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from time import monotonic

from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.grading import regrade_offers, regrades
from quizapp.db.grading.regrade_offers import OfferedQuestion
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.people.audiences import teaches
from quizapp.services.errors import NotFound
from quizapp.services.grading.dry_runs import asked_in, judge_again, regraded_by
from quizapp.services.learning.editions import edition
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.people.accounts import Visitor

SECONDS = 10.0
"""How long one run looks for answers before it leaves the other questions to the next one."""


@dataclass(frozen=True, slots=True)
class OfferedRegrade:
    """A question, by its key, whose `answers` would get another grade."""

    question: str
    prompt: str
    answers: int


@dataclass(frozen=True, slots=True)
class DeckOffer:
    """The questions of a deck, in their order, with answers that newer rules grade otherwise.

    They are those of all learners if the visitor re-grades `everybody`, or else only those in the visitor's classes.
    """

    deck: str
    title: str
    language: str
    everybody: bool
    questions: Sequence[OfferedRegrade]

    @property
    def answers(self) -> int:
        """How many answers would get another grade."""
        return sum(question.answers for question in self.questions)


def offers(who: Visitor, deck_id: str | None = None) -> list[DeckOffer]:
    """Return what somebody may re-grade because the rules have changed, deck by deck, or in one deck; empty if they re-grade nothing."""
    if not teaches(who.role):
        return []
    with transaction(write=False) as connection:
        rows = regrade_offers.offered(connection, who.id, deck_id)
        return [_of_deck(connection, list(group)) for _, group in groupby(rows, key=lambda row: row.deck_id)]


def leave(who: Visitor, deck_id: str, now: datetime) -> int:
    """Leave the grades as they are, and return of how many answers: a re-grade of them is not offered any more.

    Raises NotFound if the visitor may not re-grade the deck.
    """
    with transaction(write=True) as connection:
        asking = regrades.asker(connection, deck_id, who.id)
        if asking is None:
            raise NotFound(deck_id)
        left = regrade_offers.settle_deck(connection, deck_id, asking)
        if left:
            log.note(connection, who.username, "grades left", f"deck:{deck_id}", str(left), now)
    return left


def look_at_older(_now: datetime, *, seconds: float = SECONDS) -> int:
    """Compare the grades by older rules with those of today, question by question, and return how many answers differ.

    Nothing is read if every question was looked at since the rules changed. At least one question is looked at in each run.
    """
    until = monotonic() + seconds
    with transaction(write=False) as connection:
        behind = regrade_offers.behind(connection)
        older = regrade_offers.with_older_answers(connection) if behind else set()
    if unanswered := behind.keys() - older:
        with transaction(write=True) as connection:
            regrade_offers.set_looked_at(connection, unanswered)
    found = 0
    for place, question_id in enumerate(question_id for question_id in behind if question_id in older):
        if place and monotonic() >= until:
            break
        state, differing = _look(question_id, *behind[question_id])
        with transaction(write=True) as connection:
            regrades.take_question(connection, question_id)
            if regrade_offers.state(connection, question_id) == state:  # or else the next run looks at it again
                found += regrade_offers.replace_offers(connection, question_id, ((answer.user_id, answer.n) for answer in differing))
    return found


def _look(question_id: int, deck_id: str, revision_id: int) -> tuple[tuple[int | None, ...], list[StoredAnswer]]:
    """Return the answers with another grade by today's rules, and the state of the question in which that is true."""
    with transaction(write=False) as connection:
        return regrade_offers.state(connection, question_id), _differing(connection, question_id, deck_id, revision_id)


def _differing(connection: Connection, question_id: int, deck_id: str, revision_id: int) -> list[StoredAnswer]:
    """Return the answers with another grade by today's rules.

    One that differs only because the right answer was corrected is left out: the person who corrected it was shown what a re-grade does.
    """
    asked = asked_in(connection, question_id)
    new = edition(connection, deck_id, revision_id).question(question_id)
    changes, _ = judge_again(new, asked, regrade_offers.older_answers(connection, question_id))
    graded_by: dict[int, list[StoredAnswer]] = {}
    for change in changes:
        graded_by.setdefault(_version(connection, change.answer), []).append(change.answer)
    return [again.answer for version, answers in graded_by.items() for again in judge_again(asked[version], asked, answers)[0]]


def _version(connection: Connection, answer: StoredAnswer) -> int:
    """Return the version that gave the grade of record: the one that was asked, or the one that the answer was re-graded with."""
    standing = regrades.standing(connection, answer.user_id, answer.n) if answer.regraded else []
    row = regrades.read(connection, standing[-1].regrade_id) if standing else None
    return regraded_by(connection, row) if row else answer.version_id


def _of_deck(connection: Connection, rows: Sequence[OfferedQuestion]) -> DeckOffer:
    shown = edition(connection, rows[0].deck_id, rows[0].revision_id)
    answers = {row.question_id: row.answers for row in rows}
    listed = [
        OfferedRegrade(key, plain_prompt(shown.deck.questions[key]), answers[question_id])
        for question_id, key in shown.keys.items()
        if question_id in answers
    ]
    return DeckOffer(rows[0].deck_id, rows[0].title, shown.deck.language, rows[0].everybody, listed)

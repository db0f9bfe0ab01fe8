"""The short check after a section of a reading: which questions it asks, and how far it is. Its answers are study answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import stored_answers, stored_memories
from quizapp.domain.memory.slots import Slot
from quizapp.domain.questions.question import QuestionType
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Fact, Reading, Section
from quizapp.services.learning import study
from quizapp.services.learning.answering import Moment, Pending
from quizapp.services.learning.editions import Edition, for_learner
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.learning.holding_back import feedback_now, held_until
from quizapp.services.learning.question_pages import Feedback, Showing
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import Visitor

MOST = 3
"""The most questions of a check."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """The check that an address asks for: a section of a deck's reading, by its anchor, and the ids of the questions."""

    deck: str
    section: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckDay:
    """The parts of a learner's study day that matter for checks of one deck."""

    edition: Edition
    ask_days: Mapping[int, date]
    facts: frozenset[str]  # the names of the facts asked on it
    aside: frozenset[int]  # the questions set aside, or held out until a quiz
    today: date

    def offer(self, section: Section) -> tuple[str, ...]:
        """Return the ids of the questions that a check of a section would ask now."""
        facts = {self.edition.name(fact) for fact in facts_of(self.edition, section)}
        slots = [slot for slot in self.edition.slots if slot.fact in facts and slot.question not in self.aside]
        return tuple(self.edition.keys[question] for question in choose(slots, self.ask_days, self.facts, self.today))

    def may_ask(self, key: str) -> bool:
        """Return whether a question of a check can be asked: no question on its fact was answered today, and it is not set aside."""
        fact = self.edition.name(self.edition.deck.fact_of[key])
        return fact not in self.facts and self.edition.versions[key][0] not in self.aside

    def open_among(self, keys: Collection[str]) -> tuple[str, ...]:
        """Return which of these questions, of checks that were opened on this day, can still be asked; others are no longer in the deck."""
        return tuple(key for key in keys if key in self.edition.deck.fact_of and self.may_ask(key))

    def checked(self, section: Section) -> bool:
        """Return whether a fact of a section was asked on this day."""
        return any(self.edition.name(fact) in self.facts for fact in facts_of(self.edition, section))


@dataclass(frozen=True, slots=True)
class Done:
    """A question of a check that was answered: its prompt, its first verdict of the day, and the right answer."""

    prompt: str
    kind: QuestionType[Any]
    verdict: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """An open check: the answered questions, and either the next question or the feedback for an answer just given.

    `left` counts the questions still to answer, and `onward` is the anchor of the next section, empty after the last. `elsewhere` is true
    if a form came too late because its question was answered in the meantime.
    """

    asked: CheckRequest
    language: str
    done: Sequence[Done]
    left: int
    onward: str
    showing: Showing | None = None
    feedback: Feedback | None = None
    elsewhere: bool = False

    @property
    def verdicts(self) -> list[str]:
        """The verdicts for its tally, that of the answer just given included."""
        return [done.verdict for done in self.done] + ([str(self.feedback.verdict)] if self.feedback else [])


def facts_of(edition: Edition, section: Section) -> list[Fact]:
    """Return the facts of a section: those whose first quote is in it."""
    return [fact for fact in edition.deck.facts if fact.spans and section.first <= fact.spans[0].block < section.last]


def choose(slots: Sequence[Slot], ask_days: Mapping[int, date], asked_today: Collection[str], today: date) -> tuple[int, ...]:
    """Return up to three questions on different facts that do not give each other away, and on no fact that was asked today.

    Questions that are due come first, then those on facts that were never asked, then the others, each group in the order of asking.
    """
    begun = {slot.fact for slot in slots if slot.question in ask_days}
    met = sorted((slot for slot in slots if slot.question in ask_days), key=lambda slot: ask_days[slot.question])
    due = [slot for slot in met if ask_days[slot.question] <= today]
    fresh = [slot for slot in slots if slot.fact not in begun]
    taken = set(asked_today)
    chosen: list[int] = []
    for slot in [*due, *fresh, *met]:
        if len(chosen) < MOST and taken.isdisjoint(slot.clashes | {slot.fact}):
            taken.add(slot.fact)
            chosen.append(slot.question)
    return tuple(chosen)


def read_day(connection: Connection, visitor: Visitor, edition: Edition, today: date) -> CheckDay:
    """Read what a learner was asked: two statements, or none for a visitor without an account."""
    if not visitor.signed_in:
        return CheckDay(edition, {}, frozenset(), frozenset(), today)
    ask_days = {question: asking.ask_day for question, asking in stored_memories.ask_days(connection, visitor.id).items()}
    stored = stored_answers.study_day(connection, visitor.id, today, visitor.at)
    answered = {row.question_id for row in stored.answers if row.kind != "undo"}
    facts = frozenset(slot.fact for slot in edition.slots if slot.question in answered)
    return CheckDay(edition, ask_days, facts, frozenset(stored.aside) | stored.held_out.keys(), today)


def open_check(
    visitor: Visitor, asked: CheckRequest, moment: Moment, nonce: str, *, outcome: Feedback | Pending | None = None, answered: int = 0
) -> Check | None:
    """Return an open check: after an answer or a form shown again (`outcome`, or the number of an answer), or else at its next question.

    Returns None if the section does not exist or contains none of the questions. Raises NotFound for an unknown deck, and for an answer
    whose feedback is held back.
    """
    with transaction(write=False) as connection:
        edition = for_learner(connection, asked.deck, visitor)
        section = _section(edition.deck.reading, asked.section)
        asked = replace(asked, questions=_of_section(edition, section, asked.questions) if section else ())
        if section is None or not asked.questions:
            return None
        day = read_day(connection, visitor, edition, moment.day)
        verdicts = _first_verdicts(connection, visitor, moment)
        outcome = outcome or (feedback_now(connection, visitor.id, answered, moment.now) if answered else None)
    feedback = _fitting(outcome, asked)
    left = [key for key in asked.questions if day.may_ask(key)]
    ids = {key: edition.versions[key][0] for key in asked.questions if not (feedback and feedback.question == key)}
    done = [_done(edition, key, verdicts[question]) for key, question in ids.items() if question in verdicts]
    check = Check(asked, edition.deck.language, done, len(left), _after(edition.deck.reading, section), feedback=feedback)
    if feedback:
        return check
    late = isinstance(outcome, Pending) and outcome.state == "elsewhere"
    showing = _showing(visitor, Scope(asked.deck, questions=tuple(left[:1])), outcome, moment, nonce) if left else None
    return replace(check, showing=showing, elsewhere=late and showing is None)


def _fitting(outcome: Feedback | Pending | None, asked: CheckRequest) -> Feedback | None:
    """Return the feedback for an answer in this check that was not undone, without the deck's title, which the page shows already."""
    if not isinstance(outcome, Feedback) or outcome.undone:
        return None
    return replace(outcome, deck_title="") if outcome.deck == asked.deck and outcome.question in asked.questions else None


def _showing(visitor: Visitor, scope: Scope, outcome: Feedback | Pending | None, moment: Moment, nonce: str) -> Showing | None:
    if isinstance(outcome, Pending):
        shown = study.resume(visitor, outcome, scope, moment, nonce)
    else:
        shown = study.next_showing(visitor, scope, moment, nonce, foresee=False)
    return replace(shown, deck_title="") if isinstance(shown, Showing) else None


def _section(reading: Reading | None, anchor: str) -> Section | None:
    return next((section for section in reading.sections if section.anchor == anchor), None) if reading else None


def _after(reading: Reading | None, section: Section) -> str:
    return next((other.anchor for other in reading.sections if other.first >= section.last), "") if reading else ""


def _of_section(edition: Edition, section: Section, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the questions of a section among these ids, without duplicates, at most as many as a check has."""
    here = {str(question.id) for fact in facts_of(edition, section) for question in fact.questions}
    return tuple(key for key in dict.fromkeys(keys) if key in here)[:MOST]


def _first_verdicts(connection: Connection, visitor: Visitor, moment: Moment) -> Mapping[int, str]:
    """Return the first verdict of each question on this day, without those of quizzes whose feedback is held back."""
    answers = stored_answers.day_of(connection, visitor.id, moment.day)
    attempts = {answer.attempt for answer in answers if answer.attempt}
    hidden = {attempt for attempt in attempts if held_until(connection, visitor.id, attempt, moment.now)}
    return {answer.question_id: answer.verdict for answer in reversed(answers) if answer.attempt not in hidden}


def _done(edition: Edition, key: str, verdict: str) -> Done:
    question = edition.deck.questions[key]
    return Done(plain_prompt(question), type_of(question), verdict, question.right)

"""What a learner is asked next, and what a study day and a round come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import stored_reports
from quizapp.db.learning import begun_decks, daily_totals, standings, stored_answers, stored_memories
from quizapp.db.learning.begun_decks import Shelved
from quizapp.db.learning.stored_memories import Asking
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import minutes
from quizapp.domain.memory.queue import Choice, Plan, Slot, Today, ends_round, first_answers, next_question, plan, round_of
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.questions.question import Verdict
from quizapp.services.errors import NotAllowed
from quizapp.services.learning.answering import Moment, Pending, edition_shown
from quizapp.services.learning.asking import given_back, show
from quizapp.services.learning.editions import Edition, edition, for_learner, guard
from quizapp.services.learning.memories import rebuild
from quizapp.services.learning.presentations import Presentation, milliseconds, unseal
from quizapp.services.learning.question_pages import Round, Showing
from quizapp.services.people.accounts import Visitor

BREAK = timedelta(days=7)
"""After so long away the reading is offered before the questions."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the learner wants to be asked: all their decks, or one deck, and of it a category, facts or questions; ahead of time or not."""

    deck: str = ""
    category: str = ""
    facts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    ahead: bool = False

    @property
    def picked(self) -> bool:
        """Whether single facts or questions were asked for: those are asked whatever their day."""
        return bool(self.facts or self.questions)

    @property
    def chosen(self) -> bool:
        """Whether part of a deck was asked for, so that siblings may follow one another."""
        return bool(self.category) or self.picked

    def holds(self, shown: Edition, slot: Slot) -> bool:
        """Whether a question is in this scope; the deck is taken care of before."""
        key = shown.keys[slot.question]
        in_category = not self.category or shown.deck.category_of(key) == self.category
        in_facts = not self.facts or shown.deck.fact_of[key].id in self.facts
        return in_category and in_facts and (not self.questions or key in self.questions)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is left to ask today. `ahead` says whether there is something to study ahead of time, in the deck asked for, if any."""

    ahead: bool
    tomorrow_questions: int
    tomorrow_minutes: int
    deck: str
    undoable: int


@dataclass(frozen=True, slots=True)
class Day:
    """A learner's study day in a scope: the editions, what was answered, and what is left."""

    editions: Mapping[int, Edition]  # by question
    facts: Mapping[int, str]  # the name of each question's fact
    ask_days: Mapping[int, Asking]
    today: Sequence[Today]
    studied: Sequence[Today]  # those of today that were given in study: what rounds are made of
    undone: Mapping[int, int]
    plan: Plan
    scope: Scope
    undoable: int  # the newest answer that can be taken back, 0 for none
    suspended: frozenset[int]  # what is not asked before it is brought back

    def round(self, *, answered: bool) -> Round:
        """Return how far the round is, after an answer or before the next question, with the first verdicts of its questions."""
        firsts = first_answers(self.studied)
        state = round_of(self.plan, self.studied, answered=answered)
        shown = firsts[len(firsts) - state.done :]
        return Round(state.done, state.total, tuple(Verdict.RIGHT if answer.right else Verdict.WRONG for answer in shown))

    def waiting(self, day: date) -> int:
        """Count the questions that wait on a day to come: one of each fact, since the others of a fact wait for another day."""
        waiting = {question for question, asking in self.ask_days.items() if asking.ask_day <= day} - self.suspended
        return len({self.facts[question] for question in waiting if question in self.facts})

    @property
    def over(self) -> bool:
        """Whether the newest answer ended a round."""
        return ends_round(len(first_answers(self.studied)), self.plan.left, len(self.plan.returns))


def read_day(
    connection: Connection,
    visitor: Visitor,
    scope: Scope,
    day: date,
    memories: Mapping[int, Memory] | None = None,
    shelf: Sequence[Shelved] | None = None,
) -> Day:
    """Read a learner's study day: three statements, fewer where the memories or the shelf were read before."""
    shown = _editions(connection, visitor, scope, shelf)
    states = (
        stored_memories.ask_days(connection, visitor.id)
        if memories is None
        else {number: Asking(memory.ask_day, memory.first_day, memory.answers, memory.recheck) for number, memory in memories.items()}
    )
    rows, aside = stored_answers.study_day(connection, visitor.id, day)
    away = frozenset(question for question, kind in aside.items() if kind != "later")
    slots = [slot for one in shown for slot in one.slots if scope.holds(one, slot)]
    by_id = {slot.question: slot for one in shown for slot in one.slots}
    counted = [row for row in rows if row.kind != "undo"]
    today = [_today(row, by_id.get(row.question_id), states, scope, away, day) for row in counted]
    undone = {row.question_id: sum(other.n > row.after_n for other in counted) for row in rows if row.kind == "undo"}
    left = plan(
        slots,
        {question: asking.ask_day for question, asking in states.items()},
        [answer for answer in today if answer.question not in states or not states[answer.question].recheck],
        day,
        daily_new=visitor.new_facts,
        ahead=scope.ahead or scope.picked,
        only=frozenset(slot.question for slot in slots) if scope.chosen else None,
        aside=away,
        put_off=frozenset(aside) - away,
    )
    studied = [answer for answer, row in zip(today, counted, strict=True) if row.context == "study"]
    undoable = max((row.n for row in counted if row.context != "quiz"), default=0)
    by_question = {slot.question: one for one in shown for slot in one.slots}
    facts = {question: slot.fact for question, slot in by_id.items()}
    suspended = frozenset(question for question, kind in aside.items() if kind == "suspended")
    return Day(by_question, facts, states, today, studied, undone, left, scope, undoable, suspended)


def _today(row: Any, slot: Slot | None, states: Mapping[int, Asking], scope: Scope, away: Collection[int], day: date) -> Today:
    """Return an answer of the day as the queue sees it."""
    held = row.rating != Rating.AGAIN or row.kind == "right"
    return Today(
        row.question_id,
        slot.fact if slot else str(row.question_id),
        # What was missed elsewhere waits for its day, unless it is what the learner came for.
        right=held or (row.context != "study" and not scope.picked),
        new=row.question_id in states and states[row.question_id].first_day == day,
        back=slot.back if slot and not scope.chosen and slot.back not in away else 0,
    )


def _editions(connection: Connection, visitor: Visitor, scope: Scope, shelf: Sequence[Shelved] | None) -> list[Edition]:
    if scope.deck:
        return [for_learner(connection, scope.deck, visitor)]
    shelf = begun_decks.shelf(connection, visitor.id) if shelf is None else shelf
    mine = [shelved for shelved in shelf if shelved.mine] or shelf[:1]  # a newcomer starts with the first deck of the site
    closed = {taking.deck for taking in visitor.taking}
    return [edition(connection, shelved.revision) for shelved in mine if shelved.deck not in closed]


def next_showing(visitor: Visitor, scope: Scope, moment: Moment, nonce: str) -> Showing | Nothing:
    """Return the next question of a learner, or what is to say when none is left. Raises NotFound for a deck that is not theirs."""
    with transaction(write=False) as connection:
        day = read_day(connection, visitor, scope, moment.day)
    return _next(visitor, day, moment, nonce)


def going_on(visitor: Visitor, scope: Scope, moment: Moment, nonce: str) -> Showing | Nothing | None:
    """Return what follows an answer: None where it ended a round, else what `next_showing` would."""
    with transaction(write=False) as connection:
        day = read_day(connection, visitor, scope, moment.day)
    return None if day.over else _next(visitor, day, moment, nonce)


def resume(visitor: Visitor, pending: Pending, scope: Scope, moment: Moment, nonce: str) -> Showing | Nothing:
    """Return a form that was given back as it is shown again, or the next question where it was answered in the meantime."""
    presentation, holds = unseal(pending.presentation, moment.key)
    if presentation is None or presentation.learner != visitor.id:
        return next_showing(visitor, scope, moment, nonce)
    with transaction(write=False) as connection:
        standing = standings.standing(connection, visitor.id, presentation.version, presentation.nonce)
        shown = edition_shown(connection, standing, presentation.version) if standing else None
    if standing:
        guard(visitor, standing.deck)
    answers = standing.memory.answers if standing and standing.memory else 0
    if standing is None or shown is None or pending.state == "elsewhere" or answers > presentation.answers:
        following = next_showing(visitor, scope, moment, nonce)
        if pending.state == "elsewhere" and isinstance(following, Showing):
            return replace(following, notice="elsewhere")
        return following
    if standing.repeated or not holds:  # undone, or signed with another key: shown anew, and nothing unsigned is signed
        presentation = Presentation(
            visitor.id, presentation.version, "study", milliseconds(moment.now), nonce, hint=presentation.hint, answers=answers
        )
    presentation = replace(presentation, hint=presentation.hint or pending.state == "hint")
    return given_back(shown, standing.question_id, presentation, pending, moment, standing.memory, four=visitor.four_buttons)


def undo(visitor: Visitor, n: int, moment: Moment) -> None:
    """Take back the newest answer of the study day that was not taken back yet. Raises NotAllowed where `n` is not that one."""
    with transaction(write=True) as connection:
        stored_answers.take(connection, visitor.id)
        answers = [answer for answer in stored_answers.day_of(connection, visitor.id, moment.day) if answer.context != "quiz"]
        if not answers or answers[-1].n != n:
            raise NotAllowed("undo")
        stored_answers.add_amendment(connection, visitor.id, n, kind="undo", day=moment.day, now=moment.now)
        stored_reports.withdraw(connection, visitor.id, n, "right")
        rebuild(connection, visitor.id, [answers[-1].question_id])
        daily_totals.set_day(connection, visitor.id, answers[-1].day)


def _next(visitor: Visitor, day: Day, moment: Moment, nonce: str) -> Showing | Nothing:
    choice = next_question(day.plan, day.studied, day.undone)
    return _showing(visitor, day, choice, moment, nonce) if choice else _nothing(day, moment.day)


def _nothing(day: Day, today: date) -> Nothing:
    tomorrow = today + timedelta(days=1)
    waiting = day.waiting(tomorrow)
    ahead = not day.scope.ahead and len(day.editions) > len(first_answers(day.today))
    return Nothing(ahead, waiting, minutes(waiting), day.scope.deck, day.undoable)


def _showing(visitor: Visitor, day: Day, choice: Choice, moment: Moment, nonce: str) -> Showing:
    shown = day.editions[choice.question]
    state = day.ask_days.get(choice.question)
    bar = day.round(answered=False)
    presentation = Presentation(
        learner=visitor.id,
        version=shown.versions[shown.keys[choice.question]][1],
        place="study",
        shown=milliseconds(moment.now),
        nonce=nonce,
        answers=state.answers if state else 0,
        marks=bar.letters,
        total=bar.total,
        returns=choice.reason == "return",
    )
    showing = show(shown, choice.question, presentation, moment.key)
    return replace(showing, round=bar, undoable=day.undoable, recheck=state is not None and state.recheck)

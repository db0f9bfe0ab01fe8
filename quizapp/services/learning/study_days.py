"""A learner's study day: the answers given, and what is left to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from quizapp.db.base import Connection
from quizapp.db.learning import begun_decks, stored_answers, stored_memories
from quizapp.db.learning.begun_decks import Shelved
from quizapp.db.learning.stored_memories import Asking
from quizapp.db.learning.stored_tests import DatedTest
from quizapp.domain.memory.desired_retention import USUAL, in_force
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.one_pass import MetQuestion, once_through
from quizapp.domain.memory.preparing import ComingTest
from quizapp.domain.memory.queue import DayPlan, ends_round, plan, round_of, within
from quizapp.domain.memory.scheduling import Rating, predicted
from quizapp.domain.memory.slots import AnsweredOn, Slot, Today, first_answers
from quizapp.domain.questions.question import Verdict
from quizapp.services.learning.editions import Edition, edition, for_learner
from quizapp.services.learning.question_pages import Feedback, RoundBar
from quizapp.services.people.accounts import Visitor

ONCE, UNMET = "once", "unmet"
"""What a learner can ask for before a test: one pass over all of it, or what was never met."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the learner wants to be asked: all decks, or one deck or part of it (a category, facts, questions); ahead of time or not.

    `test` asks for what the nearest test on the deck is about: ONCE through all of it, or only what is UNMET.
    """

    deck: str = ""
    category: str = ""
    facts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    ahead: bool = False
    test: str = ""

    @property
    def picked(self) -> bool:
        """Whether single facts or questions were requested, which are asked whatever their day."""
        return bool(self.facts or self.questions)

    @property
    def chosen(self) -> bool:
        """Whether part of a deck was requested, so that questions on the same fact may follow one another."""
        return bool(self.category or self.test) or self.picked

    def holds(self, shown: Edition, slot: Slot) -> bool:
        """Return whether a question is in this scope; the deck is checked elsewhere."""
        key = shown.keys[slot.question]
        in_category = not self.category or shown.deck.category_of(key) == self.category
        in_facts = not self.facts or shown.deck.fact_of[key].id in self.facts
        return in_category and in_facts and (not self.questions or key in self.questions)


class Further(NamedTuple):
    """How many questions can be studied ahead of their day, and how many of them were never asked."""

    questions: int
    new: int


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A learner's study day in a scope: the questions in its editions, those answered, and those left.

    `editions` and `slots` are by question. `studied` has today's answers given in study, which make up rounds. `undoable` is the newest
    answer that can be undone, or 0; `suspended` has questions that are not asked until they are brought back, and `held_out` those not
    asked until a quiz, each with its assignment. `reopens` is when the first of the learner's decks that are closed to them opens again, if
    all decks were asked for. `whole` plans what is left of the day in these decks, whatever part of them was requested, and `on` what can
    be studied ahead of its day: few pages ask for them. `room` is how many answers the day has room for, None for any number, and `cut` is
    true if more could be asked than that. `of_classes` are the desired retentions that classes want of their decks, and `wanted` is the
    one in force for all decks here, 0 if it differs. `tests` are the coming tests on these decks, the learner's own and those of their
    classes, the nearest first, each with what it is about.
    """

    editions: Mapping[int, Edition]
    slots: Mapping[int, Slot]
    ask_days: Mapping[int, Asking]
    today: Sequence[Today]
    studied: Sequence[Today]
    undone: Mapping[int, int]
    plan: DayPlan
    scope: Scope
    undoable: int
    suspended: frozenset[int]
    held_out: Mapping[int, int]
    reopens: datetime | None
    whole: Callable[[], DayPlan]
    on: Callable[[], DayPlan]
    room: int | None
    cut: bool
    of_classes: Mapping[str, int]
    wanted: int
    tests: Sequence[tuple[DatedTest, ComingTest]]

    @property
    def decks(self) -> list[Edition]:
        """The decks of this day that are open to the learner."""
        return list({one.deck.id: one for one in self.editions.values()}.values())

    @property
    def rest(self) -> DayPlan:
        """What is left of the day in these decks, whatever part of them was requested."""
        return self.whole()

    def round(self, *, answered: bool) -> RoundBar:
        """Return how far the round is, after an answer or before the next question, with the first verdicts of its questions."""
        firsts = first_answers(self.studied)
        state = round_of(self.plan, self.studied, answered=answered)
        shown = firsts[len(firsts) - state.done :]
        newest = self.studied[-1:] if answered else ()
        again = any(answer.returning == one.returning for one in newest for answer in self.studied[:-1])
        return RoundBar(state.done, state.total, tuple(Verdict.RIGHT if answer.right else Verdict.WRONG for answer in shown), again)

    def known_of(self, feedback: Feedback) -> Feedback:
        """Return the feedback on an answer of today with what comes back because of it, if anything still does."""
        numbers = {shown.keys[question]: question for question, shown in self.editions.items() if shown.deck.id == feedback.deck}
        question = numbers.get(feedback.question, 0)
        newest = next((answer for answer in reversed(self.studied) if answer.question == question), None)
        if not feedback.returns or newest is None or newest.returning not in self.plan.returns:
            return replace(feedback, returns="")
        return replace(feedback, returns="itself" if newest.returning == question else "other")

    @property
    def further(self) -> Further:
        """How much can be studied ahead of its day once nothing else is left; nothing if that, or a test, is asked for."""
        left = DayPlan() if self.scope.ahead or self.scope.test else self.on()
        return Further(left.left, sum(question not in self.ask_days for question in (*left.due, *left.new, *left.later, *left.ahead)))

    @property
    def waiting(self) -> Mapping[int, int]:
        """How many facts are left out of practice until a quiz, by its assignment; their questions count nowhere until then."""
        pairs = {(assignment, self.slots[question].fact) for question, assignment in self.held_out.items()}
        return Counter(assignment for assignment, _ in pairs)

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
) -> StudyDay:
    """Read a learner's study day: three statements, or fewer if the memories or the shelf have been read already."""
    if shelf is None:
        shelf = () if scope.deck else begun_decks.shelf(connection, visitor.id, visitor.at)
    shown = [for_learner(connection, scope.deck, visitor)] if scope.deck else _studied(connection, visitor, shelf)
    return _read(connection, visitor, scope, shown, day, memories, shelf)


def day_in(connection: Connection, visitor: Visitor, shown: Edition, day: date, memories: Mapping[int, Memory]) -> StudyDay:
    """Read a learner's study day in a deck, started or not: one statement."""
    return _read(connection, visitor, Scope(), [shown], day, memories, ())


def _read(
    connection: Connection,
    visitor: Visitor,
    scope: Scope,
    shown: Sequence[Edition],
    day: date,
    memories: Mapping[int, Memory] | None,
    shelf: Sequence[Shelved],
) -> StudyDay:
    slots = {slot.question: slot for one in shown for slot in one.slots}
    ask_days = stored_memories.ask_days(connection, visitor.id) if memories is None else _asking(memories)
    rows, aside, held_out, pace, of_classes, dated = stored_answers.study_day(connection, visitor.id, day, visitor.at)
    aside |= dict.fromkeys(held_out, "held out")
    tests = [(one, about(one, each)) for one in dated for each in shown if each.deck.id == one.deck]
    tests.sort(key=lambda pair: (pair[1].day, pair[0].deck, not pair[0].class_id, pair[0].class_id))
    away = frozenset(question for question, kind in aside.items() if kind != "later")
    counted = [row for row in rows if row.kind != "undo"]
    today = _as_asked(counted, slots, ask_days, scope, away, day)
    spent = [row.ms or 1000 * pace.seconds_each for row in counted if row.context == "study"]
    room = pace.room(visitor.minutes, len(spent), sum(spent) / 1000)
    asked = _Asked(visitor, shown, ask_days, aside, day, room, [test for _, test in tests])
    left, cut = asked.plan(scope, today)

    def of_all() -> DayPlan:
        whole = Scope(scope.deck)
        return left if scope == whole else asked.plan(whole, _as_asked(counted, slots, ask_days, whole, away, day))[0]

    def ahead() -> DayPlan:
        return asked.plan(replace(scope, ahead=True, test=""), today)[0]

    return StudyDay(
        editions={slot.question: one for one in shown for slot in one.slots},
        slots=slots,
        ask_days=ask_days,
        today=today,
        studied=[answer for answer, row in zip(today, counted, strict=True) if row.context == "study"],
        undone={row.question_id: sum(other.n > row.after_n for other in counted) for row in rows if row.kind == "undo"},
        plan=left,
        scope=scope,
        undoable=max((row.n for row in counted if row.context != "quiz"), default=0),
        suspended=frozenset(question for question, kind in aside.items() if kind == "suspended"),
        held_out={question: assignment for question, assignment in held_out.items() if question in slots},
        reopens=min((shelved.closed_until for shelved in shelf if shelved.mine and shelved.closed_until), default=None),
        whole=of_all,
        on=ahead,
        room=pace.room(visitor.minutes),
        cut=cut,
        of_classes=of_classes,
        wanted=_wanted({in_force(visitor.desired_retention, of_classes.get(one.deck.id)) for one in shown}),
        tests=tests,
    )


def about(dated: DatedTest, shown: Edition) -> ComingTest:
    """Return what a test on a deck is about: one category, or all of it, also if that category is no longer there."""
    part = Scope(category=dated.category if dated.category in shown.deck.categories else "")
    return ComingTest(dated.day, frozenset(slot.fact for slot in shown.slots if part.holds(shown, slot)))


def _wanted(retentions: Collection[int]) -> int:
    """Return the desired retention that is in force everywhere, the usual one if there is nothing, or 0 if it differs."""
    return next(iter(retentions), USUAL) if len(retentions) < 2 else 0  # noqa: PLR2004 - one or none


def _studied(connection: Connection, visitor: Visitor, shelf: Sequence[Shelved]) -> list[Edition]:
    closed = {taking.deck for taking in visitor.taking} | {shelved.deck for shelved in shelf if shelved.closed_until}
    mine = [shelved for shelved in shelf if shelved.mine and shelved.deck not in closed]
    if not any(shelved.mine for shelved in shelf):  # a newcomer starts with the first deck of the site
        mine = [shelved for shelved in shelf if shelved.deck not in closed][:1]
    return [edition(connection, shelved.deck, shelved.revision) for shelved in mine]


def _asking(memories: Mapping[int, Memory]) -> dict[int, Asking]:
    """Return the same as the query of ask days would, from memories."""
    return {
        number: Asking(
            memory.ask_day,
            memory.first_day,
            memory.state.last,
            memory.answers,
            memory.recheck,
            memory.state.stability,
            memory.streak,
        )
        for number, memory in memories.items()
    }


def _as_asked(
    rows: Iterable[Any], slots: Mapping[int, Slot], ask_days: Mapping[int, Asking], scope: Scope, away: Collection[int], day: date
) -> list[Today]:
    """Return the answers of the day as the queue sees them in a scope."""
    return [_today(row, slots.get(row.question_id), ask_days, scope, away, day) for row in rows]


def _today(row: Any, slot: Slot | None, ask_days: Mapping[int, Asking], scope: Scope, away: Collection[int], day: date) -> Today:
    """Return an answer of the day as the queue sees it."""
    held = row.rating != Rating.AGAIN or row.kind == "right"
    return Today(
        row.question_id,
        slot.fact if slot else str(row.question_id),
        # A question missed elsewhere waits for its day, unless the learner asked for it.
        right=held or (row.context != "study" and not scope.picked),
        new=row.question_id in ask_days and ask_days[row.question_id].first_day == day,
        back=slot.back if slot and not scope.chosen and slot.back not in away else 0,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a plan of the day is made from, in any scope."""

    visitor: Visitor
    shown: Sequence[Edition]
    ask_days: Mapping[int, Asking]
    aside: Mapping[int, str]
    day: date
    room: int | None
    tests: Sequence[ComingTest]

    def plan(self, scope: Scope, today: Sequence[Today]) -> tuple[DayPlan, bool]:
        """Return what is left of the day, in the order of asking, and whether more could be asked than the day has room for.

        There is room for everything if the learner wants more, or has chosen what to study.
        """
        slots = [slot for one in self.shown for slot in one.slots if scope.holds(one, slot)]
        answers = [answer for answer in today if answer.question not in self.ask_days or not self.ask_days[answer.question].recheck]
        if scope.test:
            return self._for_test(scope, slots, answers), False
        if scope.picked:  # what was picked by name is asked, even if it answers one another
            slots = [replace(slot, apart=frozenset(), spoils=frozenset()) for slot in slots]
        put_off = frozenset(question for question, kind in self.aside.items() if kind == "later")
        limited = not (scope.ahead or scope.chosen)
        fills = limited and self.visitor.minutes > 0
        planned = plan(
            slots,
            {question: asking.ask_day for question, asking in self.ask_days.items()},
            answers,
            self.day,
            daily_new=self.visitor.new_facts,
            ahead=scope.ahead or scope.picked,
            only=frozenset(slot.question for slot in slots) if scope.chosen else None,
            aside=frozenset(self.aside) - put_off,
            put_off=put_off,
            seen={question: AnsweredOn(asking.first_day, asking.last) for question, asking in self.ask_days.items()},
            fills=fills,
            tests=() if scope.chosen else self.tests,
        )
        kept = within(planned, self.room if limited else None, fills=fills)
        return kept, kept.left < planned.left

    def _for_test(self, scope: Scope, slots: Sequence[Slot], today: Sequence[Today]) -> DayPlan:
        """Return what is left of a pass over the nearest test, or the whole deck if no test is coming, or over what was never met."""
        test = self.tests[0] if self.tests else ComingTest(self.day, frozenset(slot.fact for slot in slots))
        begun = {slot.fact for slot in slots if slot.question in self.ask_days and self.ask_days[slot.question].first_day < self.day}
        facts = test.facts - begun if scope.test == UNMET else test.facts
        met = {
            question: MetQuestion(asking.ask_day, asking.streak > 0, predicted(asking.stability, (test.day - asking.last).days))
            for question, asking in self.ask_days.items()
        }
        away = {question for question, kind in self.aside.items() if kind != "later"}
        return once_through([slot for slot in slots if slot.question not in away], met, today, facts, self.day)

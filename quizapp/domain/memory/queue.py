"""What is asked next. None of it is stored: the plan of a study day follows from the learner's memory and the day's answers.

The order of a day: due questions, then new ones up to the daily limit, then questions that were put off, then, if the learner studies
ahead, questions that are not due yet, the longest unseen first, and more new ones. A missed question returns until it is right once; one
that asks for recall returns as a choice if the fact has one. Apart from that, questions that would give each other away never fall on the
same study day.

So that nothing starves, what has waited longest goes first and its neighbours wait: a due question since its ask day, and a fact that was
passed over, because it clashes with others, since its turn came. Each neighbour is thus waited for once at most; after three study days a
question waits for no overlapping quotes any more. Of three new questions one may be a further question on a fact that was begun, so that
these need not wait for every other fact. A learner who is behind gets some new questions of both kinds before all due ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from types import MappingProxyType
from typing import Literal

from quizapp.domain.memory.preparing import ComingTest, to_begin
from quizapp.domain.memory.slots import NEVER, AnsweredOn, Slot, Today, first_answers
from quizapp.domain.memory.waiting import (
    FURTHER,
    LONGEST_WAIT,
    PATIENCE,
    BegunFacts,
    Past,
    Unasked,
    early_among,
    late_further,
    never_asked_facts_first,
    passed_over,
    turns_of,
    waited_enough,
)

ROUND = 15
"""The number of answers in a round."""

APART = 3
"""How many other answers come between a miss, or an undo, and the question's return."""

Reason = Literal["due", "new", "later", "ahead", "return"]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What is left of a study day, each part in the order of asking. `later` holds questions put off; only `returns` were asked today.

    `passed` are those among `due` that were never asked: their fact was passed over on an earlier day.
    """

    due: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    later: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()
    returns: tuple[int, ...] = ()
    passed: frozenset[int] = frozenset()

    @property
    def left(self) -> int:
        """How many questions were not answered today."""
        return len(self.due) + len(self.new) + len(self.later) + len(self.ahead)


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question to ask, and why it is asked now."""

    question: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Round:
    """How far a round is: `done` of `total` questions. Neither counts returns."""

    done: int
    total: int


def plan(
    slots: Sequence[Slot],
    ask_days: Mapping[int, date],
    today: Sequence[Today],
    day: date,
    *,
    daily_new: int,
    ahead: bool = False,
    only: frozenset[int] | None = None,
    aside: frozenset[int] = frozenset(),
    put_off: frozenset[int] = frozenset(),
    seen: Mapping[int, AnsweredOn] = MappingProxyType({}),
    fills: bool = False,
    tests: Sequence[ComingTest] = (),
) -> DayPlan:
    """Return what is left to ask on a study day.

    `slots` are the questions in scope in the order in which new ones are asked; `ask_days` has each question that was ever answered;
    `today` holds all study answers of the day, oldest first, without undone ones. `only` are questions that the learner chose: their
    facts do not clash, and each returns as itself. `aside` are questions not to be asked this day, `put_off` those to be asked last.
    `seen` has the days of the questions in `ask_days`; without it, nobody knows what was passed over. A learner who only `fills` the rest
    of a chosen time studies ahead without beginning more than the daily number. What `tests` need is begun first, whatever that number;
    on the day before one no other fact is begun.
    """
    days_seen = seen
    if only is not None:
        slots, seen = [replace(slot, clashes=frozenset(), back=0) for slot in slots if slot.question in only], {}
    slots = [slot for slot in slots if slot.question not in aside]
    answered, begun = {answer.question for answer in today}, BegunFacts.of(slots, ask_days, today)
    open_slots = [slot for slot in slots if slot.question not in answered]
    unasked = never_asked_facts_first((slot for slot in open_slots if slot.question not in ask_days), begun.before | begun.today)
    waiting = [slot for slot in open_slots if slot.question in ask_days and (ahead or fills or ask_days[slot.question] <= day)]
    since = {slot.question: (ask_days[slot.question], days_seen.get(slot.question, NEVER).last) for slot in waiting}
    # Where nothing can have been passed over or have waited long, there is nothing to work out.
    seen = seen if any(unasked) or any((day - ask_day).days >= LONGEST_WAIT for ask_day, _ in since.values()) else {}
    past, turns = Past.of(slots, seen, day), turns_of(slots, begun.before, seen, day, daily_new)
    needed, never = to_begin(unasked.fresh, begun.before, begun.today, tests, day), unasked
    unasked = unasked.on_facts(begun.before | begun.today) if only is None and any(test.eve(day) for test in tests) else unasked
    passed = _besides(needed, passed_over(unasked.fresh, turns, past), begun.places(turns, daily_new))
    since |= {slot.question: (turns[slot.fact], date.min) for slot in passed}
    asked = sorted([*passed, *waiting], key=lambda slot: (past.behind(daily_new) and slot.question in ask_days, since[slot.question]))

    taken, met = {answer.fact for answer in today}, set(answered)
    before = tuple(_apart(needed, taken, met))
    places = begun.further_places(unasked, daily_new - len(passed) - len(before)) if past.behind(daily_new) else 0
    late = tuple(islice(_apart(late_further(unasked, begun, turns, past), taken, met), places))
    claims = waited_enough([slot for slot in asked if since[slot.question][0] <= day], since, past)
    rest = tuple(_apart(_recall_first(claims, since, taken, met), taken, met))
    first = frozenset(slot.question for slot in (*needed, *passed)).intersection(before + rest).union(late)
    new = tuple(_begin(unasked, begun, taken, met, begun.count + len(first), daily_new))
    early = early_among(new, unasked, turns, places - len(late))
    new, first = tuple(question for question in new if question not in early), first.union(early)
    later = _longest_unseen_first((slot for slot in asked if since[slot.question][0] > day), since)
    later += [slot for slot in chain(*never) if ahead and slot.question not in first.union(new)]
    return DayPlan(
        *_put_off_last((*before, *late, *early, *rest), new, put_off),
        ahead=tuple(_apart(later, taken, met)) if ahead or fills else (),
        returns=returns_of({slot.question for slot in slots}, today),
        passed=first - put_off,
    )


def within(plan: DayPlan, room: int | None, *, fills: bool) -> DayPlan:
    """Return the part of a plan that fits into a day with `room` for that many more answers (None: any number). Returns always fit.

    For a learner who `fills` a chosen time the room is for everything. Otherwise it only spreads what has become due: a day that has room
    for all of that is left as it is.
    """
    if room is None or not (fills or len(plan.due) + len(plan.returns) > room):
        return plan
    left = max(0, room - len(plan.returns))
    parts: dict[str, tuple[int, ...]] = {}
    for name, questions in (("due", plan.due), ("new", plan.new), ("later", plan.later), ("ahead", plan.ahead)):
        parts[name] = questions[:left]
        left -= len(parts[name])
    return replace(plan, due=parts["due"], new=parts["new"], later=parts["later"], ahead=parts["ahead"])


def next_question(plan: DayPlan, today: Sequence[Today], undone: Mapping[int, int] = MappingProxyType({})) -> NextQuestion | None:
    """Return what to ask now, or None if nothing is left.

    `today` is what the plan was made with. `undone` maps the questions whose answer was undone today to the number of answers given since.
    A question answered or undone fewer than three answers ago has to wait, unless everything left has to wait: then the one that has waited
    longest comes first. After a full round, no other begins while a missed question still has to return.
    """
    choices = [*_of("return", plan.returns)]
    if not (plan.returns and _is_full(len(first_answers(today)))):
        choices += [(question, "new" if question in plan.passed else "due") for question in plan.due]
        choices += [*_of("new", plan.new), *_of("later", plan.later), *_of("ahead", plan.ahead)]
    newest = [answer.returning for answer in today[: -APART - 1 : -1]]

    def waited(choice: tuple[int, Reason]) -> int:
        since = newest.index(choice[0]) if choice[0] in newest else APART
        return min(since, undone.get(choice[0], APART))

    chosen = next((choice for choice in choices if waited(choice) == APART), None) or max(choices, key=waited, default=None)
    return NextQuestion(*chosen) if chosen else None


def round_of(plan: DayPlan, today: Sequence[Today], *, answered: bool = False) -> Round:
    """Return the round of the next question, or of the answer just given; a return belongs to the round of its miss."""
    return round_state(len(first_answers(today)), plan.left, closing=answered or bool(plan.returns))


def round_state(first_answers: int, left: int, *, closing: bool) -> Round:
    """Return how far the round is after this many first answers of the day, with `left` questions still to come.

    If a round is just full, `closing` selects it (after its last answer, and during its returns); otherwise the next one is returned.
    """
    if closing and _is_full(first_answers):
        return Round(ROUND, ROUND)
    done = first_answers % ROUND
    return Round(done, min(ROUND, done + left))


def ends_round(first_answers: int, left: int, returns_waiting: int) -> bool:
    """Return whether the answer just given ended the round: it is full or nothing is left, and no missed question has to return."""
    return returns_waiting == 0 and (left == 0 or _is_full(first_answers))


def returns_of(scope: set[int], today: Sequence[Today]) -> tuple[int, ...]:
    """Return the questions in scope that stand for questions answered today but never right, the one answered longest ago first."""
    right = {answer.returning for answer in today if answer.right}
    newest_first = dict.fromkeys(answer.returning for answer in reversed(today) if answer.returning in scope - right)
    return tuple(reversed(newest_first))


def _put_off_last(
    due: tuple[int, ...], new: tuple[int, ...], put_off: frozenset[int]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Return questions that are due and new ones without those that were put off, and these."""
    left_due, left_new = (tuple(question for question in part if question not in put_off) for part in (due, new))
    return left_due, left_new, tuple(question for question in due + new if question in put_off)


def _longest_unseen_first(slots: Iterable[Slot], since: Mapping[int, tuple[date, date]]) -> list[Slot]:
    return sorted(slots, key=lambda slot: since[slot.question][1])


def _besides(needed: Sequence[Slot], passed: Iterable[Slot], places: int) -> list[Slot]:
    """Return what was passed over and is not needed anyway, as far as there are places left for it."""
    known = {slot.question for slot in needed}
    return [slot for slot in passed if slot.question not in known][: max(0, places - len(needed))]


def _is_full(first_answers: int) -> bool:
    return first_answers > 0 and first_answers % ROUND == 0


def _of(reason: Reason, questions: tuple[int, ...]) -> Iterator[tuple[int, Reason]]:
    return ((question, reason) for question in questions)


def _begin(unasked: Unasked, begun: BegunFacts, taken: set[str], met: set[int], count: int, daily_new: int) -> Iterator[int]:
    """Yield new questions, those on facts to begin first but for one of each three, until the day has as many as it may; `count` it has."""
    facts = begun.before | begun.today
    fresh = _apart(unasked.fresh, taken, met)
    further = _apart((slot for slot in unasked.further if slot.fact in facts), taken, met)
    rest = _apart((slot for slot in unasked.further if slot.fact not in facts), taken, met)
    known = begun.further
    for number in range(count + 1, daily_new + 1):
        kinds = (further, fresh, rest) if known < number // FURTHER else (fresh, further, rest)
        kind, question = next(((kind, one) for kind in kinds for one in islice(kind, 1)), (rest, None))
        if question is None:
            return
        known += kind is further
        yield question


def _recall_first(due: Sequence[Slot], since: Mapping[int, tuple[date, date]], taken: set[str], met: set[int]) -> list[Slot]:
    """Put a question that asks for recall before those that print its answer, if it can be asked; the order stays otherwise.

    One that has waited much longer keeps its place: a recall that is missed day after day would hold it up for ever.
    """
    askable = {slot.question: slot for slot in due if taken.isdisjoint(slot.clashes) and met.isdisjoint(slot.apart)}
    found: dict[int, Slot] = {}
    for slot in due:
        for question in sorted(slot.spoils & askable.keys()):
            if since[question][0] - since[slot.question][0] < PATIENCE:
                found.setdefault(question, askable[question])
        found.setdefault(slot.question, slot)
    return list(found.values())


def _apart(slots: Iterable[Slot], taken: set[str], met: set[int]) -> Iterator[int]:
    """Yield the questions that clash with no fact or question taken before them, and add theirs to `taken` and `met`."""
    for slot in slots:
        if taken.isdisjoint(slot.clashes) and met.isdisjoint(slot.apart):
            taken.add(slot.fact)
            met.add(slot.question)
            yield slot.question

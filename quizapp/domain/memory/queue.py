"""What is asked next. None of it is stored: the plan of a study day follows from the learner's memory and the day's answers.

The order of a day: due questions, then new ones up to the daily limit, then questions that were put off, then, if the learner studies
ahead, questions that are not due yet, the longest unseen first, and more new ones. A missed question returns until it is right once; one
that asks for recall returns as a choice if the fact has one. Apart from that, questions that would give each other away never fall on the
same study day.

So that nothing starves, what has waited longest goes first and its neighbours wait: a due question since its ask day, and a fact that was
passed over, because it clashes with others, since its turn came. Each neighbour is thus waited for once at most; after three study days a
question waits for no overlapping quotes any more. Of three new questions one may be a further question on a fact that was begun, so that
these need not wait for every other fact.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Literal, NamedTuple

from quizapp.domain.memory.study_day import days_after

ROUND = 15
"""The number of answers in a round."""

APART = 3
"""How many other answers come between a miss, or an undo, and the question's return."""

FURTHER = 3
"""Of this many new questions one may be a further question on a fact that was begun."""

RESERVED = 6
"""How many new questions may go before due ones on a day, because their turn came on an earlier day."""

PATIENCE = timedelta(days=2)
"""A question that waits this much longer than one that asks for recall no longer lets it go first. The turn of further questions on a fact
comes this long after its first."""

LONGEST_WAIT = 3
"""On how many study days a question may have waited for others before it no longer does."""

Reason = Literal["due", "new", "later", "ahead", "return"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A question that may be asked.

    `clashes` are the facts that may not be asked on the same study day: its own and those whose quotes overlap with its quotes. Facts of
    different decks need different names here. `back` is the question that returns in its place after a miss, or 0 for the question itself:
    a question that asks for recall can come back as a choice. `apart` are the questions that may not be asked on the same study day,
    because the prompt of one prints the right answer to the other. `spoils` are those of them that ask for recall and whose answer its own
    prompt prints.
    """

    question: int
    fact: str
    clashes: frozenset[str]
    back: int = 0
    apart: frozenset[int] = frozenset()
    spoils: frozenset[int] = frozenset()


class AnsweredOn(NamedTuple):
    """The first and the newest study day on which a question was answered."""

    first: date
    last: date


NEVER = AnsweredOn(date.min, date.min)


@dataclass(frozen=True, slots=True)
class Today:
    """An answer of the study day. `new`: the question was never answered before this day; `back` is that of its slot."""

    question: int
    fact: str
    right: bool
    new: bool
    back: int = 0

    @property
    def returning(self) -> int:
        """The question that returns after a miss; a right answer to it settles the miss."""
        return self.back or self.question


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
) -> DayPlan:
    """Return what is left to ask on a study day.

    `slots` are the questions in scope in the order in which new ones are asked; `ask_days` has each question that was ever answered;
    `today` holds all study answers of the day, oldest first, without undone ones. `only` are questions that the learner chose: their
    facts do not clash, and each returns as itself. `aside` are questions not to be asked this day, `put_off` those to be asked last.
    `seen` has the days of the questions in `ask_days`; without it, nobody knows what was passed over. A learner who only `fills` the rest
    of a chosen time studies ahead without beginning more than the daily number.
    """
    days_seen = seen
    if only is not None:
        slots, seen = [replace(slot, clashes=frozenset(), back=0) for slot in slots if slot.question in only], {}
    slots = [slot for slot in slots if slot.question not in aside]
    answered = {answer.question for answer in today}
    open_slots = [slot for slot in slots if slot.question not in answered]
    begun = _Begun.of(slots, ask_days, today)
    unasked = _never_asked_facts_first((slot for slot in open_slots if slot.question not in ask_days), begun.before | begun.today)
    waiting = [slot for slot in open_slots if slot.question in ask_days and (ahead or fills or ask_days[slot.question] <= day)]
    since = {slot.question: (ask_days[slot.question], days_seen.get(slot.question, NEVER).last) for slot in waiting}
    if not unasked.fresh and not unasked.further and not any((day - ask_day).days >= LONGEST_WAIT for ask_day, _ in since.values()):
        seen = {}  # nothing can have been passed over or have waited long, so there is nothing to work out
    past, turns = _Past.of(slots, seen, day), _turns(slots, begun.before, seen, day, daily_new)
    passed = _passed_over(unasked.fresh, turns, past)[: begun.places(turns, daily_new)]
    since |= {slot.question: (turns[slot.fact], date.min) for slot in passed}
    asked = sorted([*passed, *waiting], key=lambda slot: since[slot.question])

    taken, met = {answer.fact for answer in today}, set(answered)
    claims = _waited_enough([slot for slot in asked if since[slot.question][0] <= day], since, past)
    due = tuple(_apart(_recall_first(claims, since, taken, met), taken, met))
    first = frozenset(slot.question for slot in passed).intersection(due)
    new = tuple(_begin(unasked, begun, taken, met, begun.count + len(first), daily_new))
    early = _early(new, unasked, begun, turns) if past.begun < daily_new * len(past.days) else ()
    due, new, first = (*early, *due), tuple(question for question in new if question not in early), first.union(early)
    planned = first.union(new)
    later = sorted((slot for slot in asked if since[slot.question][0] > day), key=lambda slot: since[slot.question][1])
    if ahead:
        later += [slot for slot in (*unasked.fresh, *unasked.further) if slot.question not in planned]
    return DayPlan(
        due=tuple(question for question in due if question not in put_off),
        new=tuple(question for question in new if question not in put_off),
        later=tuple(question for question in due + new if question in put_off),
        ahead=tuple(_apart(later, taken, met)) if ahead or fills else (),
        returns=_returns({slot.question for slot in slots}, today),
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


def first_answers(today: Iterable[Today]) -> tuple[Today, ...]:
    """Return the day's first answer to each question, oldest first, which the round's progress bar counts. Returns are not counted."""
    first: dict[int, Today] = {}
    for answer in today:
        first.setdefault(answer.returning, answer)
    return tuple(first.values())


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


def _is_full(first_answers: int) -> bool:
    return first_answers > 0 and first_answers % ROUND == 0


def _of(reason: Reason, questions: tuple[int, ...]) -> Iterator[tuple[int, Reason]]:
    return ((question, reason) for question in questions)


@dataclass(frozen=True, slots=True)
class _Begun:
    """The facts that were begun, before today and `today`, and how many new questions of the day there are: in all, and `further` ones."""

    before: set[str]
    today: set[str]
    count: int
    further: int

    @classmethod
    def of(cls, slots: Iterable[Slot], ask_days: Mapping[int, date], today: Sequence[Today]) -> _Begun:
        new = {answer.question for answer in today if answer.new}
        before = {slot.fact for slot in slots if slot.question in ask_days and slot.question not in new}
        facts = [answer.fact for answer in first_answers(today) if answer.new]
        return cls(before, set(facts) - before, len(facts), sum(fact in before for fact in facts))

    def places(self, turns: Mapping[str, date], daily_new: int) -> int:
        """Return how many facts whose turn came on an earlier day may still go before due questions."""
        return max(0, min(RESERVED - RESERVED // FURTHER - len(self.today & turns.keys()), daily_new - self.count))


class _Unasked(NamedTuple):
    """Questions never asked: one on each fact that was never asked before, and all others."""

    fresh: list[Slot]
    further: list[Slot]


def _never_asked_facts_first(unasked: Iterable[Slot], begun: set[str]) -> _Unasked:
    fresh: list[Slot] = []
    further: list[Slot] = []
    met = set(begun)
    for slot in unasked:
        (further if slot.fact in met else fresh).append(slot)
        met.add(slot.fact)
    return _Unasked(fresh, further)


@dataclass(frozen=True, slots=True)
class _Past:
    """The study days before today, what was asked on the last of them, and how many questions were begun on all."""

    days: Sequence[date]
    facts: set[str]
    questions: set[int]
    begun: int

    @classmethod
    def of(cls, slots: Iterable[Slot], seen: Mapping[int, AnsweredOn], day: date) -> _Past:
        met = [(slot, seen[slot.question]) for slot in slots if slot.question in seen]
        days = sorted({when for _, one in met for when in one if when < day})
        last = [slot for slot, one in met if days and days[-1] in one]
        return cls(days, {slot.fact for slot in last}, {slot.question for slot in last}, sum(one.first < day for _, one in met))

    def since(self, turn: date) -> int:
        """Return on how many study days before today something waited whose turn came on a day."""
        return len(self.days) - bisect_left(self.days, turn)


def _turns(slots: Sequence[Slot], begun: set[str], seen: Mapping[int, AnsweredOn], day: date, daily_new: int) -> dict[str, date]:
    """Return since when facts wait to be begun, or for a further question, if that was before today. `begun` are those of earlier days.

    The turn of a fact comes when fewer facts before it are left than may be begun on a day. Nobody wrote down when that was, but it follows
    from the days on which those before it were begun. The turn of its further questions comes two days after its first.
    """
    if not seen:
        return {}
    firsts: dict[str, date] = {}
    for slot in slots:
        if slot.fact in begun and slot.question in seen:
            first = seen[slot.question].first
            if slot.fact not in firsts or first < firsts[slot.fact]:
                firsts[slot.fact] = first
    turns = {fact: days_after(first, PATIENCE.days) for fact, first in firsts.items()}
    earlier: list[date] = []
    left = 0
    for fact in dict.fromkeys(slot.fact for slot in slots):
        if fact in firsts:
            insort(earlier, firsts[fact])
        elif fact not in begun:
            room = daily_new - left  # as many of those before it, the newest first, may have been begun when its turn came or later
            if room <= 0:
                break
            turns[fact] = days_after(earlier[-room], 1) if len(earlier) >= room else min(firsts.values(), default=day)
            left += 1
    return {fact: turn for fact, turn in turns.items() if turn < day}


def _passed_over(fresh: Iterable[Slot], turns: Mapping[str, date], past: _Past) -> list[Slot]:
    """Return the first questions on facts whose turn came before today and that had to wait on the last study day, or on several.

    One that was only not reached on the last study day, because the learner stopped, has its place among the new ones first.
    """
    waited = [slot for slot in fresh if slot.fact in turns]
    return [slot for slot in waited if not past.facts.isdisjoint(slot.clashes) or past.since(turns[slot.fact]) >= PATIENCE.days]


def _early(new: Sequence[int], unasked: _Unasked, begun: _Begun, turns: Mapping[str, date]) -> tuple[int, ...]:
    """Return further questions that go before due ones, for a learner whose time is too short: they would never be reached behind them.

    They clash with none of these.
    """
    late = {slot.question for slot in unasked.further if slot.fact in turns}
    places = RESERVED // FURTHER if unasked.fresh or begun.today else RESERVED
    return tuple(question for question in new if question in late)[: max(0, places - begun.further)]


def _waited_enough(claims: Sequence[Slot], since: Mapping[int, tuple[date, date]], past: _Past) -> Sequence[Slot]:
    """Let questions that have waited for others on enough study days clash with their own fact alone; the prompts of others stay apart.

    If one waits that nothing stood in the way of on the last study day, the learner's time is too short, and nobody is let off.
    """
    late = {slot.question for slot in claims if past.since(since[slot.question][0]) >= LONGEST_WAIT}
    if any(slot.question in late and past.facts.isdisjoint(slot.clashes) and past.questions.isdisjoint(slot.apart) for slot in claims):
        return claims
    return [replace(slot, clashes=frozenset({slot.fact})) if slot.question in late else slot for slot in claims]


def _begin(unasked: _Unasked, begun: _Begun, taken: set[str], met: set[int], count: int, daily_new: int) -> Iterator[int]:
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


def _returns(scope: set[int], today: Sequence[Today]) -> tuple[int, ...]:
    """Return the questions in scope that stand for questions answered today but never right, the one answered longest ago first."""
    right = {answer.returning for answer in today if answer.right}
    newest_first = dict.fromkeys(answer.returning for answer in reversed(today) if answer.returning in scope - right)
    return tuple(reversed(newest_first))

"""Whose turn it is: what has waited longest, since when, and what is let off for it. Nothing of this is stored; see `queue`."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from quizapp.domain.memory.slots import AnsweredOn, Slot, Today, first_answers
from quizapp.domain.memory.study_day import days_after

FURTHER = 3
"""Of this many new questions one may be a further question on a fact that was begun."""

RESERVED = 7
"""How many new questions may go before due ones on a day, because their turn came on an earlier day."""

PATIENCE = timedelta(days=2)
"""A question that waits this much longer than one that asks for recall no longer lets it go first. The turn of further questions on a fact
comes this long after its first."""

LONGEST_WAIT = 3
"""On how many study days a question may have waited for others before it no longer does."""


@dataclass(frozen=True, slots=True)
class BegunFacts:
    """The facts that were begun, before today and `today`, and how many new questions of the day there are: in all, and `further` ones."""

    before: set[str]
    today: set[str]
    count: int
    further: int

    @classmethod
    def of(cls, slots: Iterable[Slot], ask_days: Mapping[int, date], today: Sequence[Today]) -> BegunFacts:
        """Return it from the questions in scope, those that were ever answered, and the answers of today."""
        new = {answer.question for answer in today if answer.new}
        before = {slot.fact for slot in slots if slot.question in ask_days and slot.question not in new}
        facts = [answer.fact for answer in first_answers(today) if answer.new]
        return cls(before, set(facts) - before, len(facts), sum(fact in before for fact in facts))

    def places(self, turns: Mapping[str, date], daily_new: int) -> int:
        """Return how many facts whose turn came on an earlier day may still go before due questions."""
        return max(0, min(RESERVED - RESERVED // FURTHER - len(self.today & turns.keys()), daily_new - self.count))

    def further_places(self, unasked: Unasked, daily_new: int) -> int:
        """Return how many further questions whose turn came on an earlier day may still go before due questions."""
        share = RESERVED // FURTHER if unasked.fresh or self.today else RESERVED
        return max(0, min(share - self.further, daily_new - self.count))


class Unasked(NamedTuple):
    """Questions never asked: one on each fact that was never asked before, and all others."""

    fresh: list[Slot]
    further: list[Slot]

    def on_facts(self, begun: set[str]) -> Unasked:
        """Return those on facts that were begun."""
        return Unasked([], [slot for slot in self.further if slot.fact in begun])


def never_asked_facts_first(unasked: Iterable[Slot], begun: set[str]) -> Unasked:
    """Return questions never asked, apart by whether their fact was; the order stays otherwise."""
    fresh: list[Slot] = []
    further: list[Slot] = []
    met = set(begun)
    for slot in unasked:
        (further if slot.fact in met else fresh).append(slot)
        met.add(slot.fact)
    return Unasked(fresh, further)


@dataclass(frozen=True, slots=True)
class Past:
    """The study days before today, what was asked on the last of them, and how many questions were begun on all.

    `newest` is the newest day on which a question on a fact was begun.
    """

    days: Sequence[date]
    facts: set[str]
    questions: set[int]
    begun: int
    newest: Mapping[str, date]

    @classmethod
    def of(cls, slots: Iterable[Slot], seen: Mapping[int, AnsweredOn], day: date) -> Past:
        """Return it from the questions in scope and the days on which they were answered."""
        met = [(slot, seen[slot.question]) for slot in slots if slot.question in seen]
        days = sorted({when for _, one in met for when in one if when < day})
        last = [slot for slot, one in met if days and days[-1] in one]
        newest: dict[str, date] = {}
        for slot, one in met:
            newest[slot.fact] = max(one.first, newest.get(slot.fact, date.min))
        return cls(days, {slot.fact for slot in last}, {slot.question for slot in last}, sum(one.first < day for _, one in met), newest)

    def behind(self, daily_new: int) -> bool:
        """Return whether fewer questions were begun than might have been."""
        return self.begun < daily_new * len(self.days)

    def since(self, turn: date) -> int:
        """Return on how many study days before today something waited whose turn came on a day."""
        return len(self.days) - bisect_left(self.days, turn)


def turns_of(slots: Sequence[Slot], begun: set[str], seen: Mapping[int, AnsweredOn], day: date, daily_new: int) -> dict[str, date]:
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


def passed_over(fresh: Iterable[Slot], turns: Mapping[str, date], past: Past) -> list[Slot]:
    """Return the first questions on facts whose turn came before today and that had to wait on the last study day, or on several.

    One that was only not reached on the last study day, because the learner stopped, has its place among the new ones first.
    """
    waited = [slot for slot in fresh if slot.fact in turns]
    return [slot for slot in waited if not past.facts.isdisjoint(slot.clashes) or past.since(turns[slot.fact]) >= PATIENCE.days]


def late_further(unasked: Unasked, begun: BegunFacts, turns: Mapping[str, date], past: Past) -> Iterator[Slot]:
    """Yield further questions that have waited on enough study days, since their turn or since another one on their fact was begun.

    They clash with their own fact alone: among facts that are missed day after day each is due all the time.
    """
    for slot in unasked.further:
        if slot.fact in begun.before and slot.fact in turns:
            turn = days_after(past.newest[slot.fact], PATIENCE.days)
            if past.since(turn) >= LONGEST_WAIT:
                yield replace(slot, clashes=frozenset({slot.fact}))


def early_among(new: Sequence[int], unasked: Unasked, turns: Mapping[str, date], places: int) -> tuple[int, ...]:
    """Return further questions that go before due ones, for a learner whose time is too short: they would never be reached behind them.

    They clash with none of these.
    """
    waiting = {slot.question for slot in unasked.further if slot.fact in turns}
    return tuple(question for question in new if question in waiting)[:places]


def waited_enough(claims: Sequence[Slot], since: Mapping[int, tuple[date, date]], past: Past) -> Sequence[Slot]:
    """Let questions that have waited for others on enough study days clash with their own fact alone; the prompts of others stay apart.

    If one waits that nothing stood in the way of on the last study day, the learner's time is too short, and nobody is let off.
    """
    late = {slot.question for slot in claims if past.since(since[slot.question][0]) >= LONGEST_WAIT}
    if any(slot.question in late and past.facts.isdisjoint(slot.clashes) and past.questions.isdisjoint(slot.apart) for slot in claims):
        return claims
    return [replace(slot, clashes=frozenset({slot.fact})) if slot.question in late else slot for slot in claims]

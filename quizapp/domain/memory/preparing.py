"""What a test on some day asks of the days before it: every fact of its part is met by then.

Nothing that memory holds is touched: a due day stays that of FSRS, and after the test everything is asked as if there had been none.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from quizapp.domain.memory.slots import Slot

EVE = 1
"""How many days before a test no fact is begun unless the test needs it, to go through everything once. Ours, not tested."""


@dataclass(frozen=True, slots=True)
class ComingTest:
    """The day of a test and the names of the facts that it is about."""

    day: date
    facts: frozenset[str]

    def days(self, day: date) -> int:
        """Return on how many days, that day among them, facts are begun before the test; 1 at least, however late it is."""
        return max(1, (self.day - day).days - EVE)

    def eve(self, day: date) -> bool:
        """Return whether a day is the last one before the test."""
        return (self.day - day).days == EVE


def to_begin(
    fresh: Iterable[Slot], before: AbstractSet[str], today: AbstractSet[str], tests: Iterable[ComingTest], day: date
) -> tuple[Slot, ...]:
    """Return the questions never asked that have to be asked on a day, so that each test finds all of its facts met.

    `fresh` is one question on each fact never begun, in the order in which they are asked; `before` and `today` are the facts begun on
    earlier days and on this one. What a test still needs is spread evenly over the days that are left; the nearest test comes first. On the
    last of them quotes may overlap, and a prompt may print the answer to another.
    """
    fresh = list(fresh)
    chosen: dict[int, Slot] = {}
    for test in sorted(tests, key=lambda each: each.day):
        needed = [slot for slot in fresh if slot.fact in test.facts and slot.question not in chosen]
        begun = len((today - before) & test.facts) + sum(slot.fact in test.facts for slot in chosen.values())
        days = test.days(day)
        share = -(-(len(needed) + begun) // days) - begun if test.day >= day else 0
        if days == 1:
            needed = [replace(slot, clashes=frozenset({slot.fact}), apart=frozenset()) for slot in needed]
        for slot in needed:
            if share <= 0:
                break
            if slot.clashes.isdisjoint(one.fact for one in chosen.values()) and slot.apart.isdisjoint(chosen):
                chosen[slot.question] = slot
                share -= 1
    return tuple(chosen.values())


def unmet(slots: Iterable[Slot], begun: AbstractSet[str], test: ComingTest) -> list[str]:
    """Return the facts of a test on which no question was ever answered, in the order in which they are asked."""
    return list(dict.fromkeys(slot.fact for slot in slots if slot.fact in test.facts - begun))

"""What a learner remembers and what is coming up: the figures behind the progress page, the map and the home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from quizapp.domain.memory.memory import IN_A_ROW, NOBODY, Memory, is_known
from quizapp.domain.memory.own_recall import OwnRecall
from quizapp.domain.memory.scheduling import DEFAULT, Parameters

SECONDS_EACH = 25
"""How long a question takes, as long as the learner's own time is unknown."""

OWN_PACE = 20
"""The number of answers from which a learner's own time per answer is used."""

SLIPPING = 4
"""The number of lapses from which a question keeps slipping."""

SAFE_DAYS = 7
"""A question asked again within this many days is fading."""

MIDDLE_LEVEL = 2
"""The level of a question whose author gave none."""

WEEK = 7


class FactStanding(StrEnum):
    """The learner's progress on a fact."""

    NEW = "new"
    LEARNING = "learning"
    KNOWN = "known"


class Strength(StrEnum):
    """How well a question or fact is remembered, the weakest first; the last stands for one that was never asked."""

    DUE = "due"
    BEGUN = "begun"
    FADING = "fading"
    SOLID = "solid"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question on a fact: its memory (None: never answered), its level (1 to 3 or None), and the score a blind guess earns."""

    memory: Memory | None
    level: int | None = None
    chance: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts have each standing. Of those that are learnt, `begun` were answered on one day only."""

    known: int = 0
    learning: int = 0
    new: int = 0
    begun: int = 0

    @property
    def facts(self) -> int:
        """The number of all facts."""
        return self.known + self.learning + self.new

    @property
    def met(self) -> int:
        """The number of facts that were begun, whatever became of them."""
        return self.known + self.learning

    @property
    def growing(self) -> int:
        """The number of facts that were answered on more than one day and are not known."""
        return self.learning - self.begun


@dataclass(frozen=True, slots=True)
class DayCount:
    """The answers of one study day, how many were right, and of how many the verdict is held back; a row of the daily rollup."""

    day: date
    answers: int
    right: int
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week starting on the Monday `start`: the number of answers on each of its seven days.

    `right` and `held_back` tell how many were right in all, and of how many the verdict is held back, so that they are not among those.
    """

    start: date
    answers: tuple[int, ...]
    right: int
    held_back: int = 0

    @property
    def days(self) -> int:
        """The number of days with answers."""
        return sum(count > 0 for count in self.answers)

    @property
    def accuracy(self) -> float | None:
        """The share that was right, or None without answers whose verdict is known."""
        known = sum(self.answers) - self.held_back
        return self.right / known if known else None


class Graded(Protocol):
    """What says how hard a question is: its level (1 to 3 or None) and the score a blind guess earns."""

    @property
    def level(self) -> int | None: ...  # noqa: D102 - see above
    @property
    def chance(self) -> float: ...  # noqa: D102


G = TypeVar("G", bound=Graded)


def hardest(questions: Sequence[G]) -> list[G]:
    """Return the hardest questions on a fact: those of the highest level, and of these the ones that are guessed least often."""
    hard = [(question.level or MIDDLE_LEVEL, -question.chance) for question in questions]
    return [question for question, how in zip(questions, hard, strict=True) if how == max(hard)]


def standing(questions: Sequence[AskedQuestion], day: date, own: OwnRecall = NOBODY, parameters: Parameters = DEFAULT) -> FactStanding:
    """Return the standing of a fact from all its questions: known if the hardest was asked and is known, new if none was asked.

    `own` is what the learner's answers say about their recall.

    If several are the hardest, all of them that were asked have to be known, and right twice in a row as long as one was never asked.
    Easier questions say too little, and so do those that were only flipped as cards.
    """
    if all(question.memory is None for question in questions):
        return FactStanding.NEW
    hard = hardest(questions)
    asked = [(question.memory, question.chance) for question in hard if question.memory]
    known = is_enough([memory.streak for memory, _ in asked], len(hard)) and all(
        is_known(memory, day, chance=chance, own=own, parameters=parameters) for memory, chance in asked
    )
    return FactStanding.KNOWN if known else FactStanding.LEARNING


def is_enough(streaks: Sequence[int], hardest: int) -> bool:
    """Return whether enough of a fact's `hardest` questions were asked to call it known; each has its `streaks` of right answers."""
    return len(streaks) == hardest or bool(streaks and min(streaks) >= IN_A_ROW)


def tally(standings: Iterable[FactStanding], begun: int = 0) -> Tally:
    """Count facts by standing; `begun` is how many of those that are learnt were answered on one day only."""
    counts = Counter(standings)
    return Tally(counts[FactStanding.KNOWN], counts[FactStanding.LEARNING], counts[FactStanding.NEW], begun)


def together(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    found = list(tallies)
    parts = ([one.known, one.learning, one.new, one.begun] for one in found)
    return Tally(*(sum(part) for part in zip(*parts, strict=True))) if found else Tally()


def tally_by_category(facts: Sequence[tuple[str, FactStanding]]) -> dict[str, Tally]:
    """Count facts, given as category and standing, in each category; categories keep their order."""
    return {name: tally(where for category, where in facts if category == name) for name, _ in facts}


def strength(memory: Memory | None, day: date) -> Strength:
    """Return how well a question is remembered on a day, today or in the future.

    This depends on when the question is asked next, since nothing is asked before its predicted recall falls to the retention: *solid*
    means more than a week away and last right, *fading* within a week, *begun* answered on one study day only.
    """
    if memory is None:
        return Strength.NEW
    return strength_by_days(memory.ask_day, day, one_day=memory.state.last == memory.first_day, right=memory.last_right)


def strength_by_days(ask_day: date, day: date, *, one_day: bool, right: bool) -> Strength:
    """Return the same from the values it depends on: the ask day, whether all answers fell on one day, whether the last was right."""
    if ask_day <= day:
        return Strength.DUE
    if one_day:
        return Strength.BEGUN
    return Strength.SOLID if right and (ask_day - day).days > SAFE_DAYS else Strength.FADING


def fact_strength(memories: Iterable[Memory | None], day: date) -> Strength:
    """Return how well a fact is remembered: as well as its weakest question that was asked; new if none was."""
    return min((strength(memory, day) for memory in memories), key=list(Strength).index, default=Strength.NEW)


def keeps_slipping(memory: Memory) -> bool:
    """Return whether a question was forgotten so often that just asking it again will not help."""
    return memory.lapses >= SLIPPING


def weeks(day_counts: Iterable[DayCount], day: date, *, count: int = 12) -> list[Week]:
    """Return the last calendar weeks, oldest first; the last contains `day`."""
    by_day = {row.day.toordinal(): row for row in day_counts}
    this_week = day - timedelta(days=day.weekday())
    return [_week(by_day, this_week - timedelta(days=WEEK * back)) for back in reversed(range(count))]


def seconds_each(answers: int, seconds: float) -> float:
    """Return the time of one answer: the learner's own mean, or the usual time as long as there are few answers."""
    return seconds / answers if answers >= OWN_PACE and seconds else SECONDS_EACH


def minutes(questions: int, each: float = SECONDS_EACH) -> int:
    """Return about how many minutes the questions take: rounded, at least 1, and 0 for none."""
    return max(1, int(questions * each / 60 + 0.5)) if questions else 0


def _week(by_day: dict[int, DayCount], start: date) -> Week:
    """Return a week; `by_day` is by ordinal, since the last week of the calendar has days that are no dates."""
    rows = [by_day.get(start.toordinal() + offset) for offset in range(WEEK)]
    answers = tuple(row.answers if row else 0 for row in rows)
    return Week(start, answers, sum(row.right for row in rows if row), sum(row.held_back for row in rows if row))

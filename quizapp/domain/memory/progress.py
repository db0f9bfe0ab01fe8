"""What a learner holds and what is to come: the figures behind the progress page, the map and the first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quizapp.domain.memory.memory import Memory, is_known
from quizapp.domain.memory.scheduling import DEFAULT, Parameters

SECONDS_EACH = 25
"""How long a question takes where the learner's own time is not known yet."""

SLIPPING = 4
"""The lapses from which a question keeps slipping."""

SAFE_DAYS = 7
"""What is asked again within so many days is fading."""

MIDDLE_LEVEL = 2
"""Stands for the level an author did not give."""

WEEK = 7


class FactStanding(StrEnum):
    """Where a fact stands."""

    NEW = "new"
    LEARNING = "learning"
    KNOWN = "known"


class Strength(StrEnum):
    """How well a question or fact is held, the weakest first; the last stands for what was never asked."""

    DUE = "due"
    BEGUN = "begun"
    FADING = "fading"
    SOLID = "solid"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a fact that was answered: its memory, its level (1 to 3 or None), the share a blind guess earns."""

    memory: Memory
    level: int | None = None
    chance: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts stand where."""

    known: int = 0
    learning: int = 0
    new: int = 0

    @property
    def facts(self) -> int:
        """The number of all of them."""
        return self.known + self.learning + self.new


@dataclass(frozen=True, slots=True)
class DayCount:
    """The answers of one study day and how many were right; a row of the daily rollup."""

    day: date
    answers: int
    right: int


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week from Monday `start`: the answers of each of its seven days, and how many of the week were right."""

    start: date
    answers: tuple[int, ...]
    right: int

    @property
    def days(self) -> int:
        """On how many days something was answered."""
        return sum(count > 0 for count in self.answers)

    @property
    def accuracy(self) -> float | None:
        """The share that was right, None where nothing was answered."""
        return self.right / sum(self.answers) if self.days else None


def standing(questions: Sequence[AskedQuestion], day: date, parameters: Parameters = DEFAULT) -> FactStanding:
    """Return where a fact stands from those of its questions that were answered: known when the hardest of them is.

    The hardest has the highest level, then the smallest chance for a guess. Questions only flipped as cards are passed over.
    """
    if not questions:
        return FactStanding.NEW
    tested = [question for question in questions if question.memory.tested]
    hardest = max(tested, key=lambda question: (question.level or MIDDLE_LEVEL, -question.chance), default=questions[0])
    known = is_known(hardest.memory, day, chance=hardest.chance, parameters=parameters)
    return FactStanding.KNOWN if known else FactStanding.LEARNING


def tally(standings: Iterable[FactStanding]) -> Tally:
    """Count facts by where they stand."""
    counts = Counter(standings)
    return Tally(counts[FactStanding.KNOWN], counts[FactStanding.LEARNING], counts[FactStanding.NEW])


def tally_by_category(facts: Sequence[tuple[str, FactStanding]]) -> dict[str, Tally]:
    """Count facts, given as category and standing, in each category; categories keep their order."""
    return {name: tally(where for category, where in facts if category == name) for name, _ in facts}


def strength(memory: Memory | None, day: date) -> Strength:
    """Return how well a question is held on a day, today or to come.

    It says when the question is asked next, since nothing is asked before its predicted recall falls to the retention: *solid* is
    more than a week away and last right, *fading* within it, *begun* met on one study day only.
    """
    if memory is None:
        return Strength.NEW
    return strength_by_days(memory.ask_day, day, one_day=memory.state.last == memory.first_day, right=memory.last_right)


def strength_by_days(ask_day: date, day: date, *, one_day: bool, right: bool) -> Strength:
    """Return the same from what it rests on: the ask day, whether the question was met on one day only, whether it was last right."""
    if ask_day <= day:
        return Strength.DUE
    if one_day:
        return Strength.BEGUN
    return Strength.SOLID if right and (ask_day - day).days > SAFE_DAYS else Strength.FADING


def fact_strength(memories: Iterable[Memory | None], day: date) -> Strength:
    """Return how well a fact is held: as its weakest question that was asked; new where none was."""
    return min((strength(memory, day) for memory in memories), key=list(Strength).index, default=Strength.NEW)


def keeps_slipping(memory: Memory) -> bool:
    """Say whether a question was forgotten so often that asking it again will not do."""
    return memory.lapses >= SLIPPING


def forecast(
    ask_days: Iterable[date],
    day: date,
    *,
    days: int = 14,
    new_left: int = 0,
    daily_new: int = 0,
    new_today: int = 0,
) -> list[tuple[date, int]]:
    """Return the questions of each of the next days, today first, as memory and the daily number stand now.

    What is overdue counts today. `new_left` are the facts never asked, `new_today` those begun today already. What the answers to come
    will bring back is not foreseen.
    """
    due = Counter(max(ask_day, day) for ask_day in ask_days)
    counts = []
    for ahead in (day + timedelta(days=offset) for offset in range(days)):
        new = min(new_left, max(0, daily_new - new_today) if ahead == day else daily_new)
        new_left -= new
        counts.append((ahead, due[ahead] + new))
    return counts


def weeks(day_counts: Iterable[DayCount], day: date, *, count: int = 12) -> list[Week]:
    """Return the last calendar weeks, oldest first, the last being the week of `day`."""
    by_day = {row.day: row for row in day_counts}
    this_week = day - timedelta(days=day.weekday())
    return [_week(by_day, this_week - timedelta(days=WEEK * back)) for back in reversed(range(count))]


def minutes(questions: int, seconds_each: float = SECONDS_EACH) -> int:
    """Return about how many minutes questions take: rounded, at least 1, and 0 for none."""
    return max(1, int(questions * seconds_each / 60 + 0.5)) if questions else 0


def _week(by_day: dict[date, DayCount], start: date) -> Week:
    rows = [by_day.get(start + timedelta(days=offset)) for offset in range(WEEK)]
    return Week(start, tuple(row.answers if row else 0 for row in rows), sum(row.right for row in rows if row))

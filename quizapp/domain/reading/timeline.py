"""Timeline practice: the dated events of a deck without their dates, an axis drawn to scale, and the grading of placed events.

On the axis, a year is its number in the calendar; a month or a day is a fraction of its year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import ceil, floor

from quizapp.domain.questions.dates import PartialDate
from quizapp.domain.questions.inline import as_shown
from quizapp.domain.reading.deck import Deck, Fact
from quizapp.domain.reading.undated import HIDDEN, undated

FEWEST = 4
"""The number of events from which there is something to put in order."""

LONGEST_GAP, WIDEST_GAP = 20, 0.25
"""The axis is broken where nothing happened for more years than this and for more than this share of the whole."""

STEPS = (1, 5, 10, 20, 50, 100, 200, 500, 1000)
DECADE, ROUND = 10, 5
MOST_TICKS = 8
BREAK = 0.06
"""The share of the axis that one break takes up."""

LEAST_ALLOWANCE = 2.0
"""The axis score of an event falls from 1 to 0 over a tenth of the years on the axis, but at least over this many years."""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact to place: `label` reveals no date unless it is `given` and placed already; `end` equals `start` unless it lasts."""

    id: str
    label: str
    start: PartialDate
    end: PartialDate
    given: bool = False

    @property
    def lasts(self) -> bool:
        """Whether it is a range, with two ends to place."""
        return self.end != self.start

    @property
    def ends(self) -> tuple[PartialDate, ...]:
        """The dates to place: one, or the two ends of a range."""
        return (self.start, self.end) if self.lasts else (self.start,)

    @property
    def places(self) -> tuple[float, ...]:
        """Where its dates are on the axis, in years."""
        return tuple(place(when) for when in self.ends)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the axis from one round year to another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: its segments in order with breaks between them, all drawn to one scale, and a tick every `step` years."""

    segments: tuple[Segment, ...]
    step: int

    @property
    def first(self) -> int:
        """The year at which the axis begins."""
        return self.segments[0].start

    @property
    def last(self) -> int:
        """The year at which the axis ends."""
        return self.segments[-1].end

    @property
    def years(self) -> int:
        """The number of years on it."""
        return sum(segment.end - segment.start for segment in self.segments)

    @property
    def ticks(self) -> tuple[int, ...]:
        """The round years that are marked."""
        return tuple(year for segment in self.segments for year in range(segment.start, segment.end + 1, self.step))

    @property
    def stretches(self) -> tuple[tuple[int, int, float, float], ...]:
        """Each segment, and where it begins and ends on the axis: (first year, last year, from 0, to 1)."""
        unit = (1 - BREAK * (len(self.segments) - 1)) / self.years
        found, here = [], 0.0
        for segment in self.segments:
            there = here + (segment.end - segment.start) * unit
            found.append((segment.start, segment.end, here, there))
            here = there + BREAK
        return tuple(found)

    def at(self, year: float) -> float:
        """Return the place of a year between 0 and 1; a year off the axis is placed at its end, a year in a break within it."""
        corners = [corner for start, end, left, right in self.stretches for corner in ((start, left), (end, right))]
        if year <= self.first:
            return 0.0
        for (low, left), (high, right) in pairwise(corners):
            if year <= high:
                return left + (year - low) / (high - low) * (right - left)
        return 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An event that the learner placed: the `years` given for its dates, and by how many years each is `off` (negative: too early)."""

    event: Event
    years: tuple[int, ...]
    off: tuple[int, ...]

    @property
    def years_off(self) -> float:
        """By how many years it is off; for a range, the mean of both ends."""
        return sum(map(abs, self.off)) / len(self.off)


@dataclass(frozen=True, slots=True)
class PlacingResult:
    """The score of a placing: pairs in the right order among those the learner ordered, the placed events, and a total from 0 to 1."""

    right_pairs: int
    pairs: int
    placed: tuple[Placed, ...]
    score: float


def events(deck: Deck) -> tuple[Event, ...]:
    """Return the dated facts of a deck as events, in the code point order of their labels, which says nothing about time."""
    dated = [fact for fact in deck.facts if fact.when]
    ancient = _ancient(deck)
    found = [Event(fact.id, label(fact, deck.language, ancient=ancient), *_ends(fact), fact.when_given) for fact in dated]
    return tuple(sorted(found, key=lambda event: (event.label, event.id)))


def label(fact: Fact, language: str = "en", *, ancient: bool = False) -> str:
    """Return the short label of a fact, or else its statement, with an ellipsis for each date unless the date is given.

    With `ancient`, three-digit numbers also count as years.
    """
    words = as_shown(fact.label)
    return words if fact.when_given else undated(words, _ends(fact), language, ancient=ancient)


def dates_told(deck: Deck) -> dict[str, str]:
    """Return the date in the short label of each event to place that has one, by fact id."""
    told = {}
    ancient = _ancient(deck)
    for fact in (fact for fact in deck.facts if fact.short and fact.when and not fact.when_given):
        shown = as_shown(fact.short)
        before, *rest = label(fact, deck.language, ancient=ancient).split(HIDDEN)
        if rest and shown.count(HIDDEN) < len(rest):
            told[fact.id] = shown[len(before) : len(shown) - len(rest[-1])]
    return told


def offered(found: Sequence[Event]) -> bool:
    """Return whether there are enough events to put in order, and any to place."""
    return len(found) >= FEWEST and not all(event.given for event in found)


def place(when: PartialDate) -> float:
    """Return where a date is on the axis, in years."""
    return when.year + max(0, when.month - 1) / 12 + max(0, when.day - 1) / 372


def compare(one: Event, two: Event) -> int:
    """Return -1 if the first was earlier, 1 if it was later, 0 if the dates do not say; equal starts are compared by their ends."""
    return _compare(one.start, two.start) or _compare(one.end, two.end)


def chronological(found: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events in order of time, a less precise date before the more precise ones within it."""
    return tuple(sorted(found, key=lambda event: (event.start, event.end, event.label)))


def grade(order: Sequence[Event], years: Mapping[str, Sequence[int]]) -> PlacingResult:
    """Grade the learner's order of events and the years placed, by event id: one year, or two for a range.

    The score is the mean of two shares. Order: the pairs in the right order among all pairs in which the learner placed at least one event;
    a pair whose dates do not say which came first is right either way. Axis: the mean over the placed events of max(0, 1 - years off /
    allowance), where the allowance is a tenth of the years on the axis, at least 2.
    """
    pairs = [(one, two) for one, two in combinations(order, 2) if not (one.given and two.given)]
    right = sum(compare(one, two) <= 0 for one, two in pairs)
    placed = tuple(_placed(event, tuple(years[event.id])) for event in order if not event.given)
    allowance = max(LEAST_ALLOWANCE, scale(order).years / 10)
    near = sum(max(0.0, 1 - one.years_off / allowance) for one in placed) / len(placed)
    return PlacingResult(right, len(pairs), placed, (right / len(pairs) + near) / 2)


def scale(found: Sequence[Event]) -> Scale:
    """Return the axis for one or more events: one scale, with breaks where decades are empty.

    Each segment extends beyond its events to round years, so that its ends reveal no date.
    """
    spans = _occupied([(event.places[0], event.places[-1]) for event in found])
    step = next((step for step in STEPS if sum(end - start for start, end in spans) <= MOST_TICKS * step), STEPS[-1])
    step = max(step, DECADE) if len(spans) > 1 else step
    unit = max(step, ROUND)
    rounded = [(floor((start - step / 2) / unit) * unit, ceil((end + step / 2) / unit) * unit) for start, end in spans]
    return Scale(tuple(Segment(int(start), int(end)) for start, end in _merged(rounded, 0)), step)


def _occupied(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the stretches of time in which something happened, separated only by long gaps."""
    whole = max(end for _, end in spans) - min(start for start, _ in spans)
    return _merged(spans, max(LONGEST_GAP, WIDEST_GAP * whole))


def _merged(spans: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Join spans that are at most `gap` apart."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _ancient(deck: Deck) -> bool:
    """Return whether a deck has dates with years of less than four digits."""
    return any(end.year < 1000 for fact in deck.facts if fact.when for end in _ends(fact))  # noqa: PLR2004


def _ends(fact: Fact) -> tuple[PartialDate, PartialDate]:
    """Read `when`: 2019, 2019-07, 2019-07-01, or two of these with a slash between them."""
    start, _, end = fact.when.partition("/")
    first, last = (PartialDate(*map(int, text.split("-"))) for text in (start, end or start))
    return first, last


def _compare(one: PartialDate, two: PartialDate) -> int:
    for first, second in ((one.year, two.year), (one.month, two.month), (one.day, two.day)):
        if first != second:
            return 0 if 0 in (first, second) else (first > second) - (first < second)
    return 0


def _placed(event: Event, years: tuple[int, ...]) -> Placed:
    return Placed(event, years, tuple(year - when.year for year, when in zip(years, event.ends, strict=True)))

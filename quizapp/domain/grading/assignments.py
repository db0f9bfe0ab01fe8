"""What an assignment asks, when it closes, when it is done, and which attempt at a quiz counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from quizapp.domain.reading.deck import Deck, Fact

KINDS = ("study", "quiz")
COUNTS = ("best", "last", "first")
FEEDBACK = ("end", "once", "close")
EXTRA = (0, 25, 50)
"""How much longer, in percent of the time limit, one student can be given."""

LONGEST_CLOSING = timedelta(days=14)
"""The longest time for which a quiz may close its deck to those outside: others read it too."""


@dataclass(frozen=True, slots=True)
class AssignedPart:
    """The part of a deck that an assignment covers: the facts that match every list with entries; without any, the whole deck."""

    sections: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def facts(self, deck: Deck) -> list[Fact]:
        """Return the facts in this part, in the order of the reading."""
        blocks = {
            block
            for section in (deck.reading.sections if deck.reading else ())
            if section.anchor in self.sections
            for block in range(section.first, section.last)
        }
        return [fact for fact in deck.facts if (not self.sections or blocks & {span.block for span in fact.spans}) and self._holds(fact)]

    def _holds(self, fact: Fact) -> bool:
        categories = {fact.category, *(question.category for question in fact.questions)}
        tags = {*fact.tags, *(tag for question in fact.questions for tag in question.tags or ())}
        return (not self.categories or bool(categories & {*self.categories})) and (not self.tags or bool(tags & {*self.tags}))


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """A fact that was answered right, by the grade of record and outside the cards page, with the study day and the moment."""

    fact: str
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Ran:
    """An attempt that has ended: its number, its points including marks by hand, the maximum, and when it ended.

    Until `opens_at` its student does not learn the points.
    """

    n: int
    points: float
    of: int
    ended_at: datetime
    opens_at: datetime | None = None

    @property
    def share(self) -> float:
        """The points as a share from 0 to 1; 0 if there are no points to get."""
        return self.points / self.of if self.of else 0.0


def done(answers: Iterable[RightAnswer], facts: Collection[str], *, days: int, opens: datetime, until: datetime | None) -> frozenset[str]:
    """Return the facts answered right on the required number of study days, between the opening and `until`."""
    right = defaultdict(set)
    for answer in answers:
        if answer.fact in facts and answer.at >= opens and (until is None or answer.at <= until):
            right[answer.fact].add(answer.day)
    return frozenset(fact for fact, on in right.items() if len(on) >= days)


def last_right(answers: Iterable[RightAnswer], facts: Collection[str], *, opens: datetime) -> dict[str, date]:
    """Return the latest study day on which each fact was answered right since the opening; facts never right are left out."""
    latest: dict[str, date] = {}
    for answer in answers:
        if answer.fact in facts and answer.at >= opens:
            latest[answer.fact] = max(answer.day, latest.get(answer.fact, answer.day))
    return latest


def last_moment(due: datetime | None, extended: datetime | None) -> datetime | None:
    """Return when an assignment closes for a student: their extension if that is later; None for never."""
    return max(due, extended) if due and extended else due


def closes_too_long(opens: datetime, ends: datetime, zone: ZoneInfo) -> bool:
    """Return whether a deck would be closed for too long; an hour that the clocks of a zone skip or repeat meanwhile does not matter."""
    return ends.astimezone(zone) - opens.astimezone(zone) > LONGEST_CLOSING


def attempt_ends(start: datetime, minutes: int | None, extra: int, due: datetime | None) -> datetime | None:
    """Return when an attempt begun at `start` ends: after its time limit plus `extra` percent, but no later than the window closes."""
    limit = start + timedelta(seconds=int(Fraction(minutes * 60 * (100 + extra), 100))) if minutes else None
    ends = [end for end in (limit, due) if end]
    return min(ends) if ends else None


def counting(attempts: Sequence[Ran], counts: str) -> Ran | None:
    """Return the attempt that counts: the best (the first of equals), the last or the first; None if no attempt has ended."""
    if not attempts:
        return None
    in_order = sorted(attempts, key=lambda ran: (ran.ended_at, ran.n))  # numbers are out of order if two accounts were merged
    if counts == "best":
        return max(in_order, key=lambda ran: ran.share)
    return in_order[-1 if counts == "last" else 0]


def moment_of(text: str, zone: ZoneInfo, *, later: bool) -> datetime:
    """Return the moment in UTC at which a clock in a zone shows `text` (2026-03-27T14:00).

    If the clock shows an hour twice, `later` selects the second time, otherwise the first is meant. Raises ValueError if the text is not a
    moment and LookupError if the clock skips that hour.
    """
    local = datetime.fromisoformat(text)
    if local.tzinfo is not None or not 2000 <= local.year < 3000:  # noqa: PLR2004 - what anybody means
        raise ValueError(text)
    moment = local.replace(tzinfo=zone, fold=int(later)).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        raise LookupError(text)
    return moment


def clock_text(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment as the clock of a zone shows it, in the format of an input field; empty for None."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if moment else ""

"""Timeline practice: putting the events of a deck in order, placing them on the axis, and the result. It does not feed memory."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import practices
from quizapp.domain.reading.deck import Deck, Fact
from quizapp.domain.reading.timeline import Event, Placed, PlacingResult, Scale, chronological, events, grade, offered, scale
from quizapp.services.learning import learners
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.editions import edition
from quizapp.services.learning.explaining import passages_with
from quizapp.services.learning.question_pages import Passage
from quizapp.services.people.accounts import Visitor
from quizapp.services.practice import practising

KIND = "timeline"
Fields = Mapping[str, str]

_YEAR = re.compile(r"[-−]?\d{1,9}")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a form. `number` names its fields, 0 if it is already placed; `typed` has a text for each of its years."""

    number: int
    event: Event
    place: str
    typed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields for its years."""
        return (f"from-{self.number}", f"to-{self.number}") if self.event.lasts else (f"year-{self.number}",)


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """A form of the practice, without right places and right years.

    `lines` are empty if the deck has too few events. `fault` is the code of what is wrong with the order. `scale` is the axis, or None
    while the events are put in order. `last` is the number of the newest finished timeline, or 0.
    """

    deck: Deck
    revision: int
    nonce: str
    dated: int
    lines: tuple[EventLine, ...] = ()
    fault: str = ""
    scale: Scale | None = None
    last: int = 0

    @property
    def amiss(self) -> int:
        """The number of events with a year that cannot be read."""
        return sum(any(line.faults) for line in self.lines)


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event of a finished timeline with what the reading says; `placed` is None if it was given."""

    event: Event
    fact: Fact
    placed: Placed | None
    passages: tuple[Passage, ...]

    @property
    def words(self) -> str:
        """What happened, with its dates."""
        return self.fact.statement or self.event.label


@dataclass(frozen=True, slots=True)
class TimelineRun:
    """An earlier run: its number, its score from 0 to 1, its study day."""

    n: int
    score: float
    day: date


@dataclass(frozen=True, slots=True)
class FinishedTimeline:
    """A finished timeline: the events in the order of time, and the learner's runs in this deck, newest first."""

    n: int
    deck: Deck
    result: PlacingResult
    scale: Scale
    rows: tuple[PlacedEvent, ...]
    runs: tuple[TimelineRun, ...]


def sheet(visitor: Visitor, deck_id: str, fields: Fields, *, key: str, nonce: str) -> TimelineSheet:
    """Return the form for the fields of an address: the order, or the axis once the order can be read. Raises NotFound."""
    with transaction(write=False) as connection:
        return _sheet(connection, visitor, deck_id, fields, key, nonce)


def finish(visitor: Visitor, deck_id: str, fields: Fields, moment: Moment, nonce: str) -> int | TimelineSheet:
    """Store a run and return its number, or the form again if something cannot be read, without storing anything. Raises NotFound."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        asked = _sheet(connection, visitor, deck_id, fields, moment.key, nonce)
        if asked.scale is None:
            return asked
        read = [_read_years(line, fields, asked.scale) for line in asked.lines]
        if any(any(line.faults) for line, _ in read):
            return replace(asked, lines=tuple(line for line, _ in read))
        order = [line.event for line in asked.lines]
        years = {line.event.id: years for line, years in read if line.number}
        given = {"order": [event.id for event in order], "years": years}
        return practising.store(connection, visitor, KIND, asked, None, given=given, score=grade(order, years).score, moment=moment)


def finished(visitor: Visitor, deck_id: str, n: int) -> FinishedTimeline:
    """Return a finished timeline of a learner, graded by the revision it was asked in. Raises NotFound, Closed."""
    with transaction(write=False) as connection:
        stored = practising.kept(connection, visitor, deck_id, n, KIND)
        deck = edition(connection, deck_id, stored.revision_id).deck
        runs = practices.history(connection, visitor.id, deck_id, KIND)
    found = {event.id: event for event in events(deck)}
    given = json.loads(stored.given)
    result = grade([found[event_id] for event_id in given["order"]], given["years"])
    facts = {fact.id: fact for fact in deck.facts}
    placed = {one.event.id: one for one in result.placed}
    rows = tuple(
        PlacedEvent(event, facts[event.id], placed.get(event.id), passages_with(deck.reading, facts[event.id].spans))
        for event in chronological(tuple(found.values()))
    )
    return FinishedTimeline(
        n, deck, result, scale(tuple(found.values())), rows, tuple(TimelineRun(run.n, run.score, run.day) for run in runs)
    )


def _sheet(connection: Connection, visitor: Visitor, deck_id: str, fields: Fields, key: str, nonce: str) -> TimelineSheet:
    """Return the form for these fields, with the axis but without typed years; `back` leads from the axis to the order."""
    named = fields.get("revision", "")
    asked = practising.edition_asked(connection, deck_id, visitor, int(named) if _NUMBER.fullmatch(named) else 0)
    runs = practices.history(connection, visitor.id, deck_id, KIND, limit=1)
    nonce = practising.nonce_of(fields.get("nonce", ""), nonce)
    found = events(asked.deck)
    empty = TimelineSheet(asked.deck, asked.revision, nonce, len(found), last=runs[0].n if runs else 0)
    if not offered(found):
        return empty
    begun = any(name.startswith("order-") for name in fields)
    order, fault = _read_order(found, fields) if begun else ((), "")
    if order and "back" not in fields:
        return replace(empty, lines=_lines(found, order), scale=scale(found))
    lines = _lines(found, order or _shuffled(found, key, nonce))
    return replace(empty, lines=tuple(replace(line, place=fields.get(f"order-{line.number}", line.place)) for line in lines), fault=fault)


def _lines(found: Sequence[Event], order: Sequence[Event]) -> tuple[EventLine, ...]:
    """Return events in an order as lines, with fields numbered by the code point order of the labels."""
    numbers = {event.id: number for number, event in enumerate((event for event in found if not event.given), 1)}
    return tuple(EventLine(numbers.get(event.id, 0), event, str(place)) for place, event in enumerate(order, 1))


def _shuffled(found: Sequence[Event], key: str, nonce: str) -> tuple[Event, ...]:
    """Return the events in an order drawn from the nonce, with the given ones in order of time."""
    drawn = practising.shuffled(found, key, nonce)
    given = iter(chronological([event for event in found if event.given]))
    return tuple(next(given) if event.given else event for event in drawn)


def _read_order(found: Sequence[Event], fields: Fields) -> tuple[tuple[Event, ...], str]:
    """Return the events in the order of a form, or the code of what is wrong with it; given events fill the remaining places."""
    taken: dict[int, Event] = {}
    for number, event in enumerate((event for event in found if not event.given), 1):
        text = fields.get(f"order-{number}", "").strip()
        if not text:
            return (), "missing"
        if not (_NUMBER.fullmatch(text) and 1 <= int(text) <= len(found)):
            return (), "unknown"
        if int(text) in taken:
            return (), "twice"
        taken[int(text)] = event
    given = iter(chronological([event for event in found if event.given]))
    return tuple(taken[place] if place in taken else next(given) for place in range(1, len(found) + 1)), ""


def _read_years(line: EventLine, fields: Fields, axis: Scale) -> tuple[EventLine, list[int]]:
    """Return a line with what was typed and what is wrong with it, a code for each of its fields, and its years."""
    if not line.number:
        return line, []
    typed = tuple(fields.get(name, "").strip()[:40] for name in line.fields)
    years = [int(text.replace("−", "-")) if _YEAR.fullmatch(text) else None for text in typed]
    faults = [_fault(text, year, axis) for text, year in zip(typed, years, strict=True)]
    read = [year for year in years if year is not None]
    if not any(faults) and read != sorted(read):
        faults[-1] = "reversed"
    return EventLine(line.number, line.event, line.place, typed, tuple(faults)), read


def _fault(text: str, year: int | None, axis: Scale) -> str:
    if not text:
        return "empty"
    if year is None:
        return "unreadable"
    return "" if axis.first <= year <= axis.last else "off"

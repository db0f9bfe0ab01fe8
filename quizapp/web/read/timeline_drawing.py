"""The layout of the picture of a timeline: vertical for a phone, horizontal if there is room. Lengths are units of the view box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from quizapp.domain.reading.timeline import Event, Placed, Scale
from quizapp.services.practice.timelines import FinishedTimeline

LETTER = 7.2
"""The width of a letter in a label, with room to spare."""

LINE = 15
EDGE = 16
LANE = 11
MOST_LANES, MOST_WIDE_LANES = 3, 8
TALL_WIDTH, TALL_AXIS, TALL_LEAST = 340, 44, 420
WIDE_WIDTH, WIDE_LENGTH, WIDE_LETTERS, MOST_ROWS = 960, 640, 40, 12
FORM_WIDTH, FORM_AXIS, FORM_HEIGHT = 340, 42, 68


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: the point where it begins, ends, or has its middle."""

    x: float
    y: float
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event in a picture.

    `points` are the places of its dates, `bar` the stroke between both ends of a range, `leader` the line to its label. `placed` is where
    the learner put it, `apart` the lines from there to the right place.
    """

    given: bool
    points: tuple[tuple[float, float], ...]
    bar: str
    leader: str
    placed: tuple[tuple[float, float], ...]
    apart: tuple[str, ...]
    label: tuple[Text, ...]
    note: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """A picture: its size, the paths of the axis with its breaks and ticks, and its marks. `kind` is tall or broad."""

    kind: str
    width: float
    height: float
    axis: tuple[str, ...]
    ticks: tuple[Text, ...]
    marks: tuple[EventMark, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of the form. `stretches` tell the script where the years are: first year, last year, from x, to x."""

    width: float
    height: float
    y: float
    axis: tuple[str, ...]
    ticks: tuple[Text, ...]
    stretches: str
    given: tuple[tuple[tuple[float, ...], Text], ...]

    @staticmethod
    def height_of(number: int) -> float:
        """Return the height of an event's number above the axis: neighbours in the order are on different levels."""
        return FORM_AXIS - 9.0 - 10 * (number % 3)


def drawings(shown: FinishedTimeline, dates: Mapping[str, str], notes: Mapping[str, str]) -> list[TimelineDrawing]:
    """Return the picture vertically and horizontally, or only vertically if too many labels would be above each other.

    `dates` and `notes` have, by event id, its date and a remark on its place.
    """
    words = {event_id: f"{date} · {notes[event_id]}" for event_id, date in dates.items()}
    rows = _rows(shown, words)
    return [_tall(shown, words)] + ([_wide(shown, words, rows)] if max(rows) < MOST_ROWS else [])


def form_axis(scale: Scale, given: Sequence[tuple[int, Event]]) -> Axis:
    """Return the axis on which events are placed, with those already placed and their numbers in the learner's order."""
    length = FORM_WIDTH - 2 * EDGE
    marks = []
    for number, event in given:
        places = tuple(round(EDGE + scale.at(place) * length, 1) for place in event.places)
        marks.append((places, Text(places[0], Axis.height_of(number), str(number), "middle")))
    stretches = " ".join(
        f"{start},{end},{EDGE + left * length:.1f},{EDGE + right * length:.1f}" for start, end, left, right in scale.stretches
    )
    axis, ticks = _lying_axis(scale, length, FORM_AXIS)
    return Axis(FORM_WIDTH, FORM_HEIGHT, FORM_AXIS, axis, ticks, stretches, tuple(marks))


def clipped(text: str, letters: int, most: int) -> list[str]:
    """Return a text in at most `most` lines of `letters` letters, with an ellipsis if it is cut; wide letters count twice."""
    rest = text.strip()
    lines: list[str] = []
    while rest and len(lines) < most:
        last = len(lines) == most - 1 and _fitting(rest, letters) < len(rest)
        cut = _fitting(rest, letters - last)
        blank = rest.rfind(" ", 0, cut + 1) if cut < len(rest) else -1
        cut = blank if blank > cut // 2 else cut
        lines.append(rest[:cut].rstrip() + "…" * last)
        rest = rest[cut:].lstrip()
    return lines


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return places in the order of `wanted`, none below 0 and as close to it as possible; each has room for its height after it.

    Pool adjacent violators: boxes that collide become one block, placed at the mean of what its boxes want.
    """
    offsets = [sum(heights[:index]) for index in range(len(heights))]
    blocks: list[tuple[float, int]] = []
    for place, offset in zip(wanted, offsets, strict=True):
        blocks.append((place - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (two, many), (one, few) = blocks.pop(), blocks.pop()
            blocks.append(((one * few + two * many) / (few + many), few + many))
    shifts = [shift for shift, count in blocks for _ in range(count)]
    return [max(0.0, shift) + offset for shift, offset in zip(shifts, offsets, strict=True)]


def lanes(spans: Sequence[tuple[float, float]], room: float, most: int = MOST_LANES) -> list[int]:
    """Return a lane for each span, so that spans in one lane do not touch while there are free lanes; the last lane takes the rest."""
    ends: list[float] = []
    found = []
    for low, high in spans:
        free = next((lane for lane, end in enumerate(ends) if end + room <= low), len(ends))
        lane = min(free, most - 1)
        ends[lane : lane + 1] = [high]
        found.append(lane)
    return found


def _fitting(text: str, letters: int) -> int:
    """Return how many characters of a text fit into a width in letters."""
    width = 0
    for index, character in enumerate(text):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > letters:
            return index
    return len(text)


def _width(text: str) -> float:
    return LETTER * sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _marked(placed: Placed | None) -> tuple[float, ...]:
    """Return the learner's marks for an event: as far from the true dates as the years are off."""
    return tuple(place + off for place, off in zip(placed.event.places, placed.off, strict=True)) if placed else ()


def _reach(scale: Scale, event: Event, placed: Placed | None) -> tuple[float, float]:
    """Return the first and last place of an event and its marks."""
    places = [scale.at(place) for place in (*event.places, *_marked(placed))]
    return min(places), max(places)


def _tall(shown: FinishedTimeline, words: Mapping[str, str]) -> TimelineDrawing:
    """Draw vertically: years on the left, the axis, bars of ranges, the learner's marks, labels."""
    events = [row.event for row in shown.rows]
    bars = iter(lanes([(event.places[0], event.places[-1]) for event in events if event.lasts], 0))
    bar_lanes = [next(bars) if event.lasts else -1 for event in events]
    spans = [_reach(shown.scale, row.event, row.placed) for row in shown.rows if row.placed]
    mark_lanes = lanes(spans, 0.03)
    first = TALL_AXIS + 12 + LANE * (max(bar_lanes) + 1)
    text = first + LANE * (max(mark_lanes) + 1) + 6
    letters = int((TALL_WIDTH - text) / LETTER)
    labels = [clipped(row.words, letters, 2) for row in shown.rows]
    notes = [clipped(words[event.id], letters, 2) for event in events]
    heights = [LINE * (len(label) + len(note)) + 10.0 for label, note in zip(labels, notes, strict=True)]
    length = max(TALL_LEAST, sum(heights))
    at = [EDGE + shown.scale.at(event.places[0]) * length for event in events]
    tops = spread([place - LINE / 2 for place in at], heights)
    marks, lane_of = [], iter(mark_lanes)
    for row, bar, y, label, note, here in zip(shown.rows, bar_lanes, tops, labels, notes, at, strict=True):
        across = TALL_AXIS if bar < 0 else TALL_AXIS + 10 + LANE * bar
        lane = first + LANE * next(lane_of) if row.placed else 0.0
        true = [EDGE + shown.scale.at(place) * length for place in row.event.places]
        mine = [EDGE + shown.scale.at(place) * length for place in _marked(row.placed)]
        marks.append(
            EventMark(
                given=row.placed is None,
                points=tuple((across, place) for place in true),
                bar=f"M{across} {true[0]:.1f}V{true[-1]:.1f}" if row.event.lasts else "",
                leader=f"M{across} {here:.1f}H{first - 6}L{text - 4} {y + LINE - 4:.1f}",
                placed=tuple((lane, place) for place in mine),
                apart=tuple(f"M{lane} {one:.1f}V{two:.1f}" for one, two in zip(mine, true, strict=False) if abs(one - two) > 1),
                label=tuple(Text(text, y + LINE * line, part) for line, part in enumerate(label, 1)),
                note=tuple(Text(text, y + LINE * line, part) for line, part in enumerate(note, len(label) + 1)),
            )
        )
    bottom = max(length + 2 * EDGE, tops[-1] + heights[-1])
    axis, ticks = _standing_axis(shown.scale, length)
    return TimelineDrawing("tall", TALL_WIDTH, bottom, axis, ticks, tuple(marks))


def _rows(shown: FinishedTimeline, words: Mapping[str, str]) -> list[int]:
    """Return the row of each event's label, 0 at the axis: above every label to its right that it overlaps or whose stem it crosses."""
    found: list[tuple[float, int]] = []
    for row in reversed(shown.rows):
        x = shown.scale.at(row.event.places[0]) * WIDE_LENGTH
        label = clipped(row.words, WIDE_LETTERS, 1)[0]
        end = x + 12 + max(_width(label), _width(words[row.event.id]))
        found.append((x, max((level + 1 for right, level in found if right <= end), default=0)))
    return [level for _, level in reversed(found)]


def _wide(shown: FinishedTimeline, words: Mapping[str, str], rows: Sequence[int]) -> TimelineDrawing:
    """Draw horizontally: labels on stems above the axis, bars of ranges along it, the years and the learner's marks below it."""
    step = 2 * LINE + 8
    y = step * (max(rows) + 1) + 24.0
    ranges = [row.event for row in shown.rows if row.event.lasts]
    bars = iter(lanes([(event.places[0], event.places[-1]) for event in ranges], 0))
    mark_lanes = lanes([_reach(shown.scale, row.event, row.placed) for row in shown.rows if row.placed], 0.015, MOST_WIDE_LANES)
    lane_of, marks = iter(mark_lanes), []
    for row, level in zip(shown.rows, rows, strict=True):
        lane = y + 40 + LANE * next(lane_of) if row.placed else 0.0
        along = y - 6 - LANE * next(bars) if row.event.lasts else y
        true = [EDGE + shown.scale.at(place) * WIDE_LENGTH for place in row.event.places]
        mine = [EDGE + shown.scale.at(place) * WIDE_LENGTH for place in _marked(row.placed)]
        top = y - 24 - step * level
        marks.append(
            EventMark(
                given=row.placed is None,
                points=tuple((place, along) for place in true),
                bar=f"M{true[0]:.1f} {along}H{true[-1]:.1f}" if row.event.lasts else "",
                leader=f"M{true[0]:.1f} {along}V{top - 2 * LINE:.1f}",
                placed=tuple((place, lane) for place in mine),
                apart=tuple(f"M{one:.1f} {lane}H{two:.1f}" for one, two in zip(mine, true, strict=False) if abs(one - two) > 1),
                label=(Text(true[0] + 6, top - LINE - 3, clipped(row.words, WIDE_LETTERS, 1)[0]),),
                note=(Text(true[0] + 6, top - 3, words[row.event.id]),),
            )
        )
    axis, ticks = _lying_axis(shown.scale, WIDE_LENGTH, y)
    return TimelineDrawing("broad", WIDE_WIDTH, y + 46 + LANE * (max(mark_lanes) + 1), axis, ticks, tuple(marks))


def _stretches(scale: Scale, length: float) -> list[tuple[float, float]]:
    return [(EDGE + left * length, EDGE + right * length) for _, _, left, right in scale.stretches]


def _labelled(scale: Scale, length: float, room: float) -> list[int]:
    """Return the round years to write if each needs this much room, always including the ends of the stretches."""
    ends = {year for segment in scale.segments for year in (segment.start, segment.end)}
    kept: list[int] = []
    places = {year: scale.at(year) * length for year in scale.ticks}
    for year in sorted(places):
        near_end = any(year not in ends and abs(places[year] - places[end]) < room for end in ends)
        if not near_end and (not kept or places[year] - places[kept[-1]] >= room):
            kept.append(year)
    return kept


def _standing_axis(scale: Scale, length: float) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    found = _stretches(scale, length)
    lines = [f"M{TALL_AXIS} {start:.1f}V{end:.1f}" for start, end in found]
    breaks = [
        f"M{TALL_AXIS} {end:.1f}l-8 {(start - end) / 3:.1f} 16 {(start - end) / 3:.1f} -8 {(start - end) / 3:.1f}"
        for end, start in _gaps(found)
    ]
    ticks = [f"M{TALL_AXIS - 6} {EDGE + scale.at(year) * length:.1f}h6" for year in scale.ticks]
    texts = [Text(0, EDGE + scale.at(year) * length + 4, str(year)) for year in _labelled(scale, length, LINE)]
    return (*lines, *breaks, *ticks), tuple(texts)


def _lying_axis(scale: Scale, length: float, y: float) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    found = _stretches(scale, length)
    lines = [f"M{start:.1f} {y}H{end:.1f}" for start, end in found]
    breaks = [
        f"M{end:.1f} {y}l{(start - end) / 3:.1f} -8 {(start - end) / 3:.1f} 16 {(start - end) / 3:.1f} -8" for end, start in _gaps(found)
    ]
    ticks = [f"M{EDGE + scale.at(year) * length:.1f} {y}v6" for year in scale.ticks]
    texts = [Text(EDGE + scale.at(year) * length, y + 20, str(year), "middle") for year in _labelled(scale, length, 34)]
    return (*lines, *breaks, *ticks), tuple(texts)


def _gaps(found: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return where each break begins and ends."""
    return [(one[1], two[0]) for one, two in pairwise(found)]

"""The layout of the picture of causes: each fact is a few lines of text on a rule, each link a stroke from rule to rule.

Lengths are units of the view box. A strand is drawn twice: across for a wide page, down for a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol
from unicodedata import east_asian_width

from quizapp.domain.questions.inline import as_shown
from quizapp.domain.reading.deck import Fact
from quizapp.domain.reading.layers import LayerPlace, Strand
from quizapp.services.practice.causes import FinishedCauses, LinkShown

Point = tuple[float, float]

LETTER = 0.54
"""The width of a letter as a share of the font size, with room to spare; letters of East Asia count twice."""

PASS = 12
"""The room for a stroke that passes between facts."""

MARGIN = 8
TIP = 7

_UNSPACED = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
"""Letters of East Asia: a line may end after any of them."""

_PIECES = re.compile(f"[{_UNSPACED}]|[^\\s/{_UNSPACED}-]+[/-]*|[/-]+|\\s+")


@dataclass(frozen=True, slots=True)
class Box:
    """The room of a fact, or of a stroke that passes: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Node:
    """A fact in a picture: its lines, each with the height of its baseline, on the rule `rule`. `words` is its whole statement."""

    words: str
    x: float
    lines: tuple[tuple[float, str], ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A link in a picture: its path, its tip, and the place of its number."""

    link: LinkShown
    path: str
    tip: str
    at: Point


@dataclass(frozen=True, slots=True)
class CausesDrawing:
    """A strand in one direction. `kind` is the class of its picture, `anchor` its text anchor, `size` its font size."""

    kind: str
    anchor: str
    size: int
    width: int
    height: int
    nodes: tuple[Node, ...]
    strokes: tuple[Stroke, ...]


class Direction(Protocol):
    """A direction in which a strand is laid out."""

    kind: str
    anchor: str
    size: int
    most: int

    def width(self, layer: Sequence[str | None]) -> float:
        """Return the width of a fact in a layer."""

    def boxes(self, strand: Strand, heights: Mapping[str, float]) -> dict[LayerPlace, Box]:
        """Return the room of each place."""

    def ends(self, box: Box) -> tuple[Point, Point]:
        """Return where strokes enter a box, and where they leave it."""

    def bow(self, start: Point, end: Point) -> str:
        """Return the curve from one point to another."""

    def tip(self, end: Point) -> str:
        """Return the tip of a stroke."""


class Across:
    """Left to right; strokes go from the end of a rule to the beginning of another."""

    kind = "broad"
    anchor = "start"
    size = 15
    most = 6
    gap, apart, wide = 60, 24, 176

    def width(self, layer: Sequence[str | None]) -> float:
        """Return the width of a fact, the same for all."""
        del layer
        return self.wide

    def boxes(self, strand: Strand, heights: Mapping[str, float]) -> dict[LayerPlace, Box]:
        """Stack the facts of each layer, with the rules of all layers centred on one height."""
        columns = [[heights[node] if node else PASS for node in layer] for layer in strand.layers]
        stacks = [list(_stack(column, self.apart)) for column in columns]
        middles = [(stack[0][0] + column[0] + stack[-1][0] + column[-1]) / 2 for stack, column in zip(stacks, columns, strict=True)]
        lowest = max(middles)
        return {
            LayerPlace(layer, place): Box(layer * (self.wide + self.gap), y + lowest - middles[layer], self.wide, height)
            for layer, stack in enumerate(stacks)
            for place, (y, height) in enumerate(stack)
        }

    def ends(self, box: Box) -> tuple[Point, Point]:
        """Return both ends of the rule."""
        return (box.x, box.y + box.height), (box.x + box.width, box.y + box.height)

    def bow(self, start: Point, end: Point) -> str:
        """Leave and arrive horizontally."""
        middle = (start[0] + end[0]) / 2
        return f"C{middle:.1f} {start[1]:.1f} {middle:.1f} {end[1]:.1f} {end[0]:.1f} {end[1]:.1f}"

    def tip(self, end: Point) -> str:
        """Point to the right."""
        return f"M{end[0]:.1f} {end[1]:.1f}l-{TIP + 2} -{TIP / 2}v{TIP}z"


class Down:
    """Top to bottom, within the width of a phone if possible."""

    kind = "tall"
    anchor = "middle"
    size = 14
    most = 7
    gap, apart = 44, 12
    room, least, widest = 312, 96, 232

    def width(self, layer: Sequence[str | None]) -> float:
        """Return the width of a fact: the facts of a layer share the room."""
        facts = sum(node is not None for node in layer)
        free = self.room - PASS * (len(layer) - facts) - self.apart * (len(layer) - 1)
        return max(self.least, min(self.widest, free / facts))

    def boxes(self, strand: Strand, heights: Mapping[str, float]) -> dict[LayerPlace, Box]:
        """Put the facts of each layer side by side around the middle of the picture; a stroke passes the whole height of its layer."""
        rows = [[self.width(layer) if node else PASS for node in layer] for layer in strand.layers]
        widest = max(_length(row, self.apart) for row in rows)
        deep = [max(heights[node] for node in layer if node) for layer in strand.layers]
        tops = accumulate(deep, lambda top, height: top + height + self.gap, initial=0.0)
        return {
            LayerPlace(number, place): Box(x, top, size, heights[node] if (node := strand.layers[number][place]) else deep[number])
            for number, (row, top) in enumerate(zip(rows, tops, strict=False))
            for place, (x, size) in enumerate(_stack(row, self.apart, (widest - _length(row, self.apart)) / 2))
        }

    def ends(self, box: Box) -> tuple[Point, Point]:
        """Return the middle of the upper and of the lower side."""
        return (box.x + box.width / 2, box.y - 4), (box.x + box.width / 2, box.y + box.height)

    def bow(self, start: Point, end: Point) -> str:
        """Leave and arrive vertically."""
        middle = (start[1] + end[1]) / 2
        return f"C{start[0]:.1f} {middle:.1f} {end[0]:.1f} {middle:.1f} {end[0]:.1f} {end[1]:.1f}"

    def tip(self, end: Point) -> str:
        """Point down."""
        return f"M{end[0]:.1f} {end[1]:.1f}l-{TIP / 2} -{TIP + 2}h{TIP}z"


def drawings(shown: FinishedCauses) -> list[tuple[CausesDrawing, CausesDrawing]]:
    """Return each strand of a finished practice, down and across."""
    facts = {fact.id: fact for link in shown.links for fact in (link.cause, link.effect)}
    links = {(link.cause.id, link.effect.id): link for link in shown.links}
    return [(draw(strand, facts, links, Down()), draw(strand, facts, links, Across())) for strand in shown.strands]


def draw(strand: Strand, facts: Mapping[str, Fact], links: Mapping[tuple[str, str], LinkShown], way: Direction) -> CausesDrawing:
    """Draw a strand in one direction."""
    leading = round(way.size * 1.3)
    rooms = {node: int(way.width(layer) / (way.size * LETTER)) for layer in strand.layers for node in layer if node}
    texts = {node: as_shown(facts[node].statement) for node in rooms}
    lines = {node: wrap(texts[node], room, way.most) for node, room in rooms.items()}
    boxes = way.boxes(strand, {node: len(wrapped) * leading + 6 for node, wrapped in lines.items()})
    nodes = tuple(
        _node(texts[node], lines[node], boxes[LayerPlace(layer, place)], way, leading)
        for layer, slots in enumerate(strand.layers)
        for place, node in enumerate(slots)
        if node
    )
    strokes = tuple(_stroke(links[edge], [way.ends(boxes[place]) for place in route], way) for edge, route in strand.routes.items())
    right = max(box.x + box.width for box in boxes.values())
    bottom = max(box.y + box.height for box in boxes.values())
    return CausesDrawing(way.kind, way.anchor, way.size, round(right) + 2 * MARGIN, round(bottom) + 2 * MARGIN, nodes, strokes)


def wrap(text: str, room: int, most: int) -> tuple[str, ...]:
    """Break a text into lines of at most `room` letters, and clip it after `most` lines."""
    lines = [""]
    for piece in _pieces(text, room):
        if lines[-1] and _letters(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    lines = [line.rstrip() for line in lines if line.strip()]
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while _letters(last) >= room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,.;:") + "…")


def _pieces(text: str, room: int) -> Iterator[str]:
    """Split a text where a line may end; a word that is longer than a line is split anywhere."""
    for found in _PIECES.findall(text):
        piece = " " if found.isspace() else found
        while _letters(piece) > room:
            yield piece[:room]
            piece = piece[room:]
        yield piece


def _letters(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _length(sizes: Sequence[float], apart: float) -> float:
    return sum(sizes) + apart * (len(sizes) - 1)


def _stack(sizes: Sequence[float], apart: float, start: float = 0) -> Iterator[tuple[float, float]]:
    """Yield the beginning of each size, and the size."""
    for size in sizes:
        yield start, size
        start += size + apart


def _node(words: str, lines: Sequence[str], box: Box, way: Direction, leading: int) -> Node:
    x = box.x + box.width / 2 if way.anchor == "middle" else box.x
    bases = tuple((box.y + (number + 1) * leading - 4, line) for number, line in enumerate(lines))
    return Node(words, x, bases, f"M{box.x:.1f} {box.y + box.height:.1f}h{box.width:.1f}")


def _stroke(link: LinkShown, ends: Sequence[tuple[Point, Point]], way: Direction) -> Stroke:
    start, end = ends[0][1], ends[1][0]
    path = f"M{start[0]:.1f} {start[1]:.1f}"
    for (_, leaves), (comes, goes) in pairwise(ends):
        path += way.bow(leaves, comes) + ("" if (comes, goes) == ends[-1] else f"L{goes[0]:.1f} {goes[1]:.1f}")
    return Stroke(link, path, way.tip(ends[-1][0]), ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))

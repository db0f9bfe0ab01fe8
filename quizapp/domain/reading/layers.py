"""Causes and effects in layers: numbers for a picture in which every effect comes after its cause.

The steps are those of Sugiyama, Tagawa and Toda (1981): break cycles, assign layers by the longest path, order each layer by barycentres.
Each connected part is laid out as a strand of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import combinations, groupby, pairwise
from typing import TypeVar

N = TypeVar("N")

Edge = tuple[str, str]
Slot = str | tuple[Edge, int]
"""What occupies a place in a layer: a node, or an edge that passes through it."""

SWEEPS = 12
"""How often the layers are sorted, forwards and backwards in turn; more hardly ever helps."""


@dataclass(frozen=True, slots=True)
class LayerPlace:
    """A place in a picture; both numbers count from 0."""

    layer: int
    place: int


@dataclass(frozen=True, slots=True)
class Strand:
    """A connected part of the graph.

    `layers` has the node at each place, or None where an edge passes through. `routes` has the places of each edge from cause to effect,
    one in each layer; an edge in `cut`, which would close a cycle, only has those of its two ends.
    """

    layers: tuple[tuple[str | None, ...], ...]
    routes: Mapping[Edge, tuple[LayerPlace, ...]]
    cut: frozenset[Edge] = frozenset()


def strands(edges: Iterable[Edge]) -> list[Strand]:
    """Return a graph as strands, in the order of their first edges."""
    return [_strand(part) for part in _parts(list(dict.fromkeys(edges)))]


def crossings(layers: Sequence[Sequence[Slot]], steps: Iterable[tuple[Slot, Slot]]) -> int:
    """Count the crossings between one layer and the next."""
    at = {slot: (number, place) for number, layer in enumerate(layers) for place, slot in enumerate(layer)}
    lines = sorted((at[start], at[end][1]) for start, end in steps)
    by_layer = [list(lines) for _, lines in groupby(lines, key=lambda line: line[0][0])]
    return sum(start < begin and end > stop for lines in by_layer for (start, end), (begin, stop) in combinations(lines, 2))


def _parts(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Split edges into connected parts."""
    part: dict[str, str] = {}

    def root(node: str) -> str:
        while part.setdefault(node, node) != node:
            node = part[node]
        return node

    for cause, effect in edges:
        part[root(effect)] = root(cause)
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(root(edge[0]), []).append(edge)
    return list(found.values())


def _strand(edges: Sequence[Edge]) -> Strand:
    kept = _without_circles(edges)
    depth = _depths(edges, kept)
    routes: dict[Edge, tuple[Slot, ...]] = {
        (cause, effect): (cause, *(((cause, effect), layer) for layer in range(depth[cause] + 1, depth[effect])), effect)
        for cause, effect in edges
    }
    layers: list[list[Slot]] = [[] for _ in range(max(depth.values()) + 1)]
    for node, layer in depth.items():
        layers[layer].append(node)
    for edge in kept:
        for number, slot in enumerate(routes[edge][1:-1], depth[edge[0]] + 1):
            layers[number].append(slot)
    ordered = _ordered(layers, [step for edge in kept for step in pairwise(routes[edge])])
    places = {slot: LayerPlace(number, place) for number, layer in enumerate(ordered) for place, slot in enumerate(layer)}
    return Strand(
        layers=tuple(tuple(slot if isinstance(slot, str) else None for slot in layer) for layer in ordered),
        routes={edge: tuple(places[slot] for slot in (route if edge in kept else (edge[0], edge[1]))) for edge, route in routes.items()},
        cut=frozenset(edge for edge in edges if edge not in kept),
    )


def _without_circles(edges: Sequence[Edge]) -> dict[Edge, None]:
    """Return the edges without those that would close a cycle with earlier ones."""
    kept: dict[Edge, None] = {}
    effects: dict[str, list[str]] = {}
    for cause, effect in edges:
        if cause not in _reached(effect, effects):
            kept[cause, effect] = None
            effects.setdefault(cause, []).append(effect)
    return kept


def _reached(start: str, effects: Mapping[str, Sequence[str]]) -> set[str]:
    reached, ahead = {start}, [start]
    while ahead:
        following = [effect for effect in effects.get(ahead.pop(), ()) if effect not in reached]
        reached.update(following)
        ahead += following
    return reached


def _depths(edges: Sequence[Edge], kept: Iterable[Edge]) -> dict[str, int]:
    """Return the layer of each node by the longest path to it; a first cause comes right before its first effect."""
    kept = list(kept)
    sorter = TopologicalSorter[str]({node: () for edge in edges for node in edge})
    for cause, effect in kept:
        sorter.add(effect, cause)
    causes, effects = _neighbours(kept, turned=True), _neighbours(kept)
    depth: dict[str, int] = {}
    for node in sorter.static_order():
        depth[node] = max((depth[cause] + 1 for cause in causes.get(node, ())), default=0)
    pulled = {node: min(depth[effect] for effect in effects[node]) - 1 for node in depth if node in effects and node not in causes}
    return depth | pulled


def _neighbours(steps: Iterable[tuple[N, N]], *, turned: bool = False) -> dict[N, list[N]]:
    found: dict[N, list[N]] = {}
    for start, end in steps:
        near, far = (end, start) if turned else (start, end)
        found.setdefault(near, []).append(far)
    return found


def _ordered(layers: list[list[Slot]], steps: Sequence[tuple[Slot, Slot]]) -> list[list[Slot]]:
    """Return the order of the layers that had the fewest crossings."""
    best, fewest = layers, crossings(layers, steps)
    for swept in _sweeps(layers, steps):
        if not fewest:
            break
        found = crossings(swept, steps)
        if found < fewest:
            best, fewest = swept, found
    return best


def _sweeps(layers: list[list[Slot]], steps: Sequence[tuple[Slot, Slot]]) -> Iterator[list[list[Slot]]]:
    """Sort each layer by the mean place of its neighbours in the layer before, forwards and backwards in turn."""
    before, after = _neighbours(steps, turned=True), _neighbours(steps)
    swept = [list(layer) for layer in layers]
    for sweep in range(SWEEPS):
        numbers, near = (range(1, len(swept)), before) if sweep % 2 == 0 else (range(len(swept) - 2, -1, -1), after)
        for number in numbers:
            beside = swept[number - 1 if near is before else number + 1]
            swept[number] = _by_barycentre(swept[number], beside, near)
        yield [list(layer) for layer in swept]


def _by_barycentre(layer: Sequence[Slot], beside: Sequence[Slot], near: Mapping[Slot, Sequence[Slot]]) -> list[Slot]:
    """Sort a layer by the mean place of the neighbours in an adjacent layer; a node without any keeps its place."""
    at = {slot: place for place, slot in enumerate(beside)}
    means = {
        slot: sum(at[other] for other in near[slot]) / len(near[slot]) if slot in near else float(place) for place, slot in enumerate(layer)
    }
    return sorted(layer, key=means.__getitem__)

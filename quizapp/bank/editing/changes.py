"""Replaces one value in the text of a YAML file: as few lines as possible change, and comments and all other bytes stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from quizapp.bank.editing.layout import Layout, ListEntry, Pair, ValueSlot, first_pairs
from quizapp.bank.editing.spelling import LONGEST_LINE, after_dash, after_key, in_brackets, pairs
from quizapp.bank.problems import Way
from quizapp.bank.reader import SourceFile, parse_yaml
from quizapp.bank.scan import Unreadable


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement for the characters from `start` to `end` of a text."""

    start: int
    end: int
    text: str


def with_value(file: SourceFile, way: Way, value: Any, order: Sequence[str] = ()) -> str:
    """Return the text of a file with a new value at the end of a path, which must exist; new keys follow `order`.

    Values in brackets have no lines of their own: there the outermost brackets are rewritten.
    """
    pen = _Pen(file)
    slot, rest = pen.layout.reach(way)
    if rest:
        value, order = _replaced(at(file.data, way[: len(way) - len(rest)]), rest, value), ()
    return _applied(file.text, pen.of(slot, value, order) if slot else pen.of_root(value, order))


def with_piece(file: SourceFile, way: Way, typed: SourceFile) -> str:
    """Return the text of a file with an entry of a list replaced with typed lines or, if they do not fit there, with their data."""
    layout = Layout(file)
    slot, rest = layout.reach(way)
    if slot and not rest:
        first, *others = typed.text.strip("\n").split("\n")
        indent = " " * slot.node.start_mark.column
        lines = "\n".join([first, *(indent + line if line.strip() else "" for line in others)])
        written = _applied(file.text, [Change(slot.node.start_mark.index, layout.slot_end(slot), lines)])
        if _says(written, way, typed.data):
            return written
    return with_value(file, way, typed.data)


def piece(file: SourceFile, way: Way) -> str:
    """Return the lines of an entry of a list as if it stood alone."""
    layout = Layout(file)
    slot, rest = layout.reach(way)
    if slot is None or rest:
        return pairs(at(file.data, way), 0) + "\n"
    start = slot.node.start_mark
    first, *others = file.text[start.index : layout.slot_end(slot)].split("\n")
    return "\n".join([first, *(re.sub(f"^ {{0,{start.column}}}", "", line) for line in others)]) + "\n"


def moved(file: SourceFile, way: Way, by: int) -> str:
    """Return the text of a file with an entry of a list moved down, or up, by some places, along with the comments above it."""
    *parent, index = way
    entries = at(file.data, parent)
    order = list(range(len(entries)))
    order.insert(min(max(int(index) + by, 0), len(entries) - 1), order.pop(int(index)))
    layout = Layout(file)
    slot, rest = layout.reach(tuple(parent))
    if slot is None or rest or not layout.in_lines(slot.node):
        return with_value(file, tuple(parent), [entries[source] for source in order])
    spans = [(layout.with_comments(entry.start), entry.end) for entry in layout.pieces(slot.node)]
    return _applied(file.text, [Change(*span, file.text[slice(*spans[source])]) for span, source in zip(spans, order, strict=True)])


def at(data: Any, way: Iterable[str | int]) -> Any:
    """Return the value at the end of a path."""
    for step in way:
        data = data[step]
    return data


def _replaced(data: Any, way: Way, value: Any) -> Any:
    """Return data with another value at the end of a path."""
    if not way:
        return value
    copy = data.copy()
    copy[way[0]] = _replaced(data[way[0]], way[1:], value)
    return copy


def _applied(text: str, changes: Iterable[Change]) -> str:
    """Apply changes that do not overlap; changes at the same place are applied in their order."""
    for change in sorted(changes, key=lambda change: (change.start, change.end))[::-1]:
        text = text[: change.start] + change.text + text[change.end :]
    return text


def _says(text: str, way: Way, data: Any) -> bool:
    """Return whether a text has these data at the end of a path."""
    try:
        found = parse_yaml(Path(), text).data
        return bool(at(found, way) == data)
    except Unreadable:
        return False


class _Pen:
    """Turns new values into changes of one text."""

    def __init__(self, file: SourceFile) -> None:
        self.layout = Layout(file)
        self.dash = self.layout.dash

    def of_root(self, new: Mapping[str, Any], order: Sequence[str]) -> Iterator[Change]:
        node = self.layout.root
        if self._shares(node, new):
            yield from self._of_mapping(node, new, order)
        else:
            start, end = node.start_mark.index, self.layout.line_end(self.layout.content_end(node))
            lines = [*self.layout.comments(node, start, end), pairs(new, 0, self.dash)]
            yield Change(start, end, "\n" * bool(node.start_mark.column) + "\n".join(lines))

    def of(self, slot: ValueSlot, new: Any, order: Sequence[str] = ()) -> Iterator[Change]:
        """Yield the changes that turn a value into `new`."""
        node = slot.node
        if self.layout.plain(node) == new:
            return
        if self._shares(node, new):
            yield from self._of_mapping(node, new, order)
        elif isinstance(node, yaml.SequenceNode) and isinstance(new, list) and self._is_list_of_lines(node):
            yield from self._of_list(slot, new)
        else:
            yield self._anew(slot, new, order)

    def _shares(self, node: yaml.Node, new: Any) -> TypeGuard[yaml.MappingNode]:
        """Return whether the node is a mapping with lines of its own, and some of its keys stay."""
        if not (isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and self.layout.in_lines(node)):
            return False
        return any(name.value in new for name, _ in first_pairs(node))

    def _is_list_of_lines(self, node: yaml.SequenceNode) -> bool:
        start = node.start_mark
        return not node.flow_style and self.layout.text[: start.index].endswith("\n" + " " * start.column)

    def _anew(self, slot: ValueSlot, new: Any, order: Sequence[str]) -> Change:
        """Rewrite a value. Comments in and after the old one are kept, on its first line."""
        node, text = slot.node, self.layout.text
        end = max(self.layout.content_end(node), slot.start)
        last = self.layout.line_end(end)
        if isinstance(new, Mapping):
            new = dict(sorted(new.items(), key=lambda pair: _rank(pair[0], order)))
        inner = self.layout.comments(node, slot.start, end)
        tail = text[end:last].rstrip()
        comment = tail if not inner else "  " + "; ".join([*inner, *filter(None, [tail.strip()])])
        flow = in_brackets(new) if isinstance(node, yaml.CollectionNode) and node.flow_style and not isinstance(new, str) else None
        if flow and slot.indent + len(flow) < LONGEST_LINE:
            return Change(slot.start, last, f" {flow}{comment}")
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        write = after_dash if slot.is_entry else after_key
        first, line_break, rest = write(new, slot.indent, self.dash, style).partition("\n")
        return Change(slot.start, last, first + comment + line_break + rest)

    def _of_mapping(self, node: yaml.MappingNode, new: Mapping[str, Any], order: Sequence[str]) -> Iterator[Change]:
        old = self.layout.plain(node)
        known = first_pairs(node)
        for pair in known:
            if pair[0].value in new:
                yield from self.of(self.layout.key_slot(pair), new[pair[0].value])
        gone = old.keys() - new.keys()
        stays = [(pair, not isinstance(pair[0], yaml.ScalarNode) or pair[0].value not in gone) for pair in node.value]
        yield from self._without(stays)
        kept = [pair for pair, it_stays in stays if it_stays]
        names = {name.value for name, _ in known}
        indent = " " * node.start_mark.column
        for anchor, added in _places(kept, [name for name in new if name not in names], order):
            lines = pairs({name: new[name] for name in added}, len(indent), self.dash)
            if anchor is None:
                first = kept[0][0].start_mark.index
                yield Change(first, first, f"{lines}\n{indent}")
            else:
                end = self._end_of(anchor)
                yield Change(end, end, f"\n{indent}{lines}")

    def _end_of(self, pair: Pair) -> int:
        return self.layout.slot_end(self.layout.key_slot(pair))

    def _without(self, stays: Sequence[tuple[Pair, bool]]) -> Iterator[Change]:
        """Remove keys from a mapping; the first key that stays moves up to a dash."""
        first = [it_stays for _, it_stays in stays].index(True)
        if first:
            start, stop = stays[0][0][0].start_mark.index, stays[first][0][0].start_mark.index
            end = self._end_of(stays[first - 1][0])
            yield Change(start, end if self.layout.has_comment(end, stop) else stop, "")
        for pair, it_stays in stays[first:]:
            if not it_stays:
                yield self._gone(self.layout.line_start(pair[0].start_mark.index), self._end_of(pair))

    def _gone(self, start: int, end: int) -> Change:
        """Remove lines, along with the comments that silence warnings in the first of them."""
        return Change(self.layout.with_allowing(start), min(end + 1, len(self.layout.text)), "")

    def _of_list(self, slot: ValueSlot, new: list[Any]) -> Iterator[Change]:
        old = list(self.layout.pieces(slot.node))
        keys = [_hashable(self.layout.plain(entry.slot.node)) for entry in old]
        apart = "\n\n" if self._is_spaced(old, new) else "\n"
        indent = " " * slot.node.start_mark.column
        for kind, start, stop, low, high in SequenceMatcher(None, keys, list(map(_hashable, new)), autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            for entry, value in zip(old[start:stop], new[low:high], strict=False):
                yield from self.of(entry.slot, value)
            for entry in old[start:stop][high - low :]:
                taken = self._gone(entry.start, entry.end)
                yield Change(self.layout.with_blanks(taken.start), taken.end, "")
            added = [f"{indent}-{after_dash(value, len(indent), self.dash)}" for value in new[low:high][stop - start :]]
            if added and stop:
                yield Change(old[stop - 1].end, old[stop - 1].end, "".join(apart + text for text in added))
            elif added:
                before = self.layout.with_comments(old[0].start)
                yield Change(before, before, "".join(text + apart for text in added))

    def _is_spaced(self, old: Sequence[ListEntry], new: Sequence[Any]) -> bool:
        """Return whether blank lines separate the entries of a list; if there is only one, whether it is a fact."""
        if len(old) > 1:
            return "\n\n" in self.layout.text[old[0].end : old[1].start]
        return isinstance(new[0], Mapping) and "statement" in new[0]


def _places(kept: Sequence[Pair], names: Sequence[str], order: Sequence[str]) -> Iterator[tuple[Pair | None, list[str]]]:
    """Yield entries of a mapping, None for its beginning, and the new keys that come after each."""
    after: dict[int, list[str]] = {}
    for name in sorted(names, key=lambda name: _rank(name, order)):
        before = [number for number, (other, _) in enumerate(kept) if _rank(other.value, order) <= _rank(name, order)]
        after.setdefault(before[-1] if before else -1, []).append(name)
    for number, group in after.items():
        yield (kept[number] if number >= 0 else None), group


def _rank(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _hashable(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

"""One value in the text of a YAML file becomes another: the fewest lines change, and comments and all other bytes stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import yaml

from quizapp.bank.allowed import ALLOW
from quizapp.bank.editing.spelling import LONGEST_LINE, STEP, after_dash, after_key, in_brackets, pairs
from quizapp.bank.problems import Way
from quizapp.bank.reader import SourceFile, plain_data

COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """The characters from `start` to `end` of a text are replaced."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value stands: `start` is just behind the colon or dash before it, which belongs to column `indent`."""

    node: yaml.Node
    start: int
    indent: int
    is_entry: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry of a list in block style: it begins with its line at `start`, its dash is `dash`, its last line ends at `end`."""

    slot: Slot
    start: int
    end: int


def with_value(file: SourceFile, way: Way, value: Any, order: Sequence[str] = ()) -> str:
    """Return the text of a file with another value at the end of a way, which must exist; new keys are put in `order`."""
    pen = _Pen(file)
    if not way:
        return pen.applied(pen.of_root(value, order))
    return pen.applied(pen.of(pen.slot(way), value, order))


def with_piece(file: SourceFile, way: Way, text: str) -> str:
    """Return the text of a file with lines as they were typed in place of an entry of a list."""
    pen = _Pen(file)
    slot = pen.slot(way)
    end = pen.line_end(pen.content_end(slot.node))
    first, *rest = text.strip("\n").split("\n")
    indent = " " * slot.node.start_mark.column
    typed = "\n".join([first, *(indent + line if line.strip() else "" for line in rest)])
    return pen.applied([Change(slot.node.start_mark.index, end, typed)])


def piece(file: SourceFile, way: Way) -> str:
    """Return the lines of an entry of a list as if it stood alone."""
    pen = _Pen(file)
    node = pen.slot(way).node
    column = node.start_mark.column
    lines = file.text[node.start_mark.index : pen.line_end(pen.content_end(node))].split("\n")
    return "\n".join([lines[0], *(re.sub(f"^ {{0,{column}}}", "", line) for line in lines[1:])]) + "\n"


def moved(file: SourceFile, way: Way, by: int) -> str:
    """Return the text of a file with an entry of a list so many places further down, or up; comments above an entry go with it."""
    pen = _Pen(file)
    *parent, index = way
    assert isinstance(index, int)
    entries = list(pen.pieces(pen.slot(tuple(parent)).node))
    spans = [(pen.lead(entry.start), entry.end) for entry in entries]
    order = list(range(len(entries)))
    order.insert(min(max(index + by, 0), len(entries) - 1), order.pop(index))
    return pen.applied([Change(*span, file.text[slice(*spans[source])]) for span, source in zip(spans, order, strict=True)])


class _Pen:
    """What turns new values into changes of one text."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        self.dash = _dash(file.node)

    def applied(self, changes: Iterator[Change] | Sequence[Change]) -> str:
        text = self.text
        for change in sorted(changes, reverse=True):
            text = text[: change.start] + change.text + text[change.end :]
        return text

    def plain(self, node: yaml.Node) -> Any:
        return plain_data(node, self.text)

    def slot(self, way: Way) -> Slot:
        """Return where the value at the end of a way stands. Raises LookupError."""
        node = self.file.node
        slot: Slot | None = None
        for step in way:
            if isinstance(node, yaml.MappingNode):
                slot = next(self.key_slot(name, inner) for name, inner in _entries(node) if name.value == step)
            else:
                assert isinstance(step, int)
                slot = list(self.pieces(node))[step].slot
            node = slot.node
        assert slot
        return slot

    def key_slot(self, name: yaml.Node, node: yaml.Node) -> Slot:
        return Slot(node, self.text.index(":", name.end_mark.index) + 1, name.start_mark.column, is_entry=False)

    def pieces(self, node: yaml.Node) -> Iterator[Piece]:
        """Yield the entries of a list in block style."""
        column, at = node.start_mark.column, node.start_mark.index
        for number, inner in enumerate(node.value):
            if number:
                found = re.compile(f"^ {{{column}}}-", re.MULTILINE).search(self.text, at)
                assert found
                at = found.end() - 1
            slot = Slot(inner, at + 1, column, is_entry=True)
            end = self.line_end(max(self.content_end(inner), at + 1))
            yield Piece(slot, at - column, end)
            at = end

    def content_end(self, node: yaml.Node) -> int:
        """Return where the last character of a value ends."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.content_end(last[1] if isinstance(node, yaml.MappingNode) else last)
        end = node.end_mark.index
        block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
        return len(self.text[:end].rstrip()) if block else end

    def line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def lead(self, start: int) -> int:
        """Return where the comments begin that stand directly above a line."""
        while start and COMMENT.match(line := self.text[self._line_start(start - 1) : start - 1].lstrip()) and line:
            start = self._line_start(start - 1)
        return start

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def of_root(self, new: Mapping[str, Any], order: Sequence[str]) -> Iterator[Change]:
        node = self.file.node
        assert isinstance(node, yaml.MappingNode)  # as of every file that was read
        if node.flow_style:
            yield Change(node.start_mark.index, node.end_mark.index, pairs(new, 0, self.dash))
        else:
            yield from self._of_mapping(node, new, order)

    def of(self, slot: Slot, new: Any, order: Sequence[str] = ()) -> Iterator[Change]:
        """Yield what must change for a value to become `new`."""
        node = slot.node
        if self.plain(node) == new:
            return
        if isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and not node.flow_style:
            yield from self._of_mapping(node, new, order)
        elif isinstance(node, yaml.SequenceNode) and isinstance(new, list) and self._is_list_of_lines(node):
            yield from self._of_list(slot, new)
        else:
            yield self._replaced(slot, new, order)

    def _is_list_of_lines(self, node: yaml.SequenceNode) -> bool:
        start = node.start_mark
        return not node.flow_style and not self.text[start.index - start.column : start.index].strip()

    def _replaced(self, slot: Slot, new: Any, order: Sequence[str]) -> Change:
        """Write a value anew. Comments in and behind the old one stay, on its first line."""
        node = slot.node
        end = max(self.content_end(node), slot.start)
        last = self.line_end(end)
        if isinstance(new, Mapping):
            new = dict(sorted(new.items(), key=lambda pair: _rank(pair[0], order)))
        inner = self._comments(node, slot.start, end)
        tail = self.text[end:last].rstrip()
        comment = tail if not inner else "  " + "; ".join([*inner, *filter(None, [tail.strip()])])
        flow = in_brackets(new) if isinstance(node, yaml.CollectionNode) and node.flow_style and not isinstance(new, str) else None
        if flow and slot.indent + len(flow) < LONGEST_LINE:
            return Change(slot.start, last, f" {flow}{comment}")
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        write = after_dash if slot.is_entry else after_key
        first, line_break, rest = write(new, slot.indent, self.dash, style).partition("\n")
        return Change(slot.start, last, first + comment + line_break + rest)

    def _comments(self, node: yaml.Node, start: int, end: int) -> list[str]:
        """Return the comments between the texts of a value."""
        found, at = [], start
        for leaf in [*_leaves(node), None]:
            stop = leaf.start_mark.index if leaf else end
            found += [match[0].rstrip() for match in COMMENT.finditer(self.text, at, max(at, stop))]
            at = max(at, self.content_end(leaf)) if leaf else at
        return found

    def _of_mapping(self, node: yaml.MappingNode, new: Mapping[str, Any], order: Sequence[str]) -> Iterator[Change]:
        old = self.plain(node)
        entries = _entries(node)
        gone = [name.value in old and name.value not in new for name, _ in entries]
        kept = [entry for entry, is_gone in zip(entries, gone, strict=True) if not is_gone]
        for (name, inner), is_gone in zip(entries, gone, strict=True):
            if not is_gone and name.value in new:
                yield from self.of(self.key_slot(name, inner), new[name.value])
        yield from self._without(entries, gone)
        for anchor, names in _places(kept, [name for name in new if name not in {entry[0].value for entry in entries}], order):
            column = node.start_mark.column
            lines = pairs({name: new[name] for name in names}, column, self.dash)
            if anchor is None:
                first = kept[0][0].start_mark.index
                yield Change(first, first, f"{lines}\n{' ' * column}")
            else:
                end = self._entry_end(anchor)
                yield Change(end, end, f"\n{' ' * column}{lines}")

    def _entry_end(self, entry: tuple[yaml.Node, yaml.Node]) -> int:
        slot = self.key_slot(*entry)
        return self.line_end(max(self.content_end(slot.node), slot.start))

    def _without(self, entries: Sequence[tuple[yaml.Node, yaml.Node]], gone: Sequence[bool]) -> Iterator[Change]:
        """Take keys out of a mapping; the first key that stays moves up to a dash."""
        first = gone.index(False)
        if first:
            start, stop = entries[0][0].start_mark.index, entries[first][0].start_mark.index
            alone = not COMMENT.search(self.text, self._entry_end(entries[first - 1]), stop)
            yield Change(start, stop if alone else self._entry_end(entries[first - 1]), "")
        for entry, is_gone in list(zip(entries, gone, strict=True))[first:]:
            if is_gone:
                start = self._line_start(entry[0].start_mark.index)
                yield Change(self._allowing(start), min(self._entry_end(entry) + 1, len(self.text)), "")

    def _allowing(self, start: int) -> int:
        """Return where the comments begin that allow something in a line."""
        while start and ALLOW.fullmatch(self.text[self._line_start(start - 1) : start - 1]):
            start = self._line_start(start - 1)
        return start

    def _of_list(self, slot: Slot, new: list[Any]) -> Iterator[Change]:
        old = list(self.pieces(slot.node))
        keys = [_hashable(self.plain(entry.slot.node)) for entry in old]
        apart = "\n\n" if self._is_spaced(old, new) else "\n"
        indent = " " * slot.node.start_mark.column
        for kind, start, stop, low, high in SequenceMatcher(None, keys, list(map(_hashable, new)), autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            for entry, value in zip(old[start:stop], new[low:high], strict=False):
                yield from self.of(entry.slot, value)
            for entry in old[start:stop][high - low :]:
                yield self._taken_out(entry)
            added = [f"{indent}-{after_dash(value, len(indent), self.dash)}" for value in new[low:high][stop - start :]]
            if added and stop:
                yield Change(old[stop - 1].end, old[stop - 1].end, "".join(apart + text for text in added))
            elif added:
                before = self.lead(old[0].start)
                yield Change(before, before, "".join(text + apart for text in added))

    def _taken_out(self, entry: Piece) -> Change:
        """Take an entry out of a list, with the blank lines above it and the comments that allow something in it."""
        start = self._allowing(entry.start)
        while start and not self.text[self._line_start(start - 1) : start - 1].strip():
            start = self._line_start(start - 1)
        return Change(start, min(entry.end + 1, len(self.text)), "")

    def _is_spaced(self, old: Sequence[Piece], new: Sequence[Any]) -> bool:
        """Say whether blank lines part the entries of a list; of a single one, whether it is a fact."""
        if len(old) > 1:
            return "\n\n" in self.text[old[0].end : old[1].start]
        return isinstance(new[0], Mapping) and "statement" in new[0]


def _entries(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return keys and values, of equal keys the first."""
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for name, inner in node.value:
        if isinstance(name, yaml.ScalarNode):
            found.setdefault(name.value, (name, inner))
    return list(found.values())


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for inner in node.value if isinstance(node, yaml.CollectionNode) else ():
        for each in inner if isinstance(inner, tuple) else (inner,):
            yield from _leaves(each)


def _places(
    kept: Sequence[tuple[yaml.Node, yaml.Node]], names: Sequence[str], order: Sequence[str]
) -> Iterator[tuple[tuple[yaml.Node, yaml.Node] | None, list[str]]]:
    """Yield entries of a mapping, None for its beginning, and the new keys that come after each."""
    after: dict[int, list[str]] = {}
    for name in sorted(names, key=lambda name: _rank(name, order)):
        before = [number for number, (other, _) in enumerate(kept) if _rank(other.value, order) <= _rank(name, order)]
        after.setdefault(before[-1] if before else -1, []).append(name)
    for number, group in after.items():
        yield (kept[number] if number >= 0 else None), group


def _rank(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _dash(node: yaml.Node) -> int:
    """Return how far the lists of a file stand to the right of their keys."""
    for name, inner in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(inner, yaml.SequenceNode) and not inner.flow_style and inner.value:
            return max(int(inner.start_mark.column - name.start_mark.column), 0)
    return STEP


def _hashable(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

"""Where values are in the text of a YAML file: their lines, the entries of their lists, and the comments around and in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from quizapp.bank.allowed import ALLOW
from quizapp.bank.editing.spelling import STEP
from quizapp.bank.problems import Way
from quizapp.bank.reader import SourceFile, plain_data

COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
COLON = re.compile(" *:")
BLOCKS = {"|", ">"}

Pair = tuple[yaml.Node, yaml.Node]
"""A key and its value."""


@dataclass(frozen=True, slots=True)
class ValueSlot:
    """The place of a value: `start` is just after the colon or dash before it, which belongs to column `indent`."""

    node: yaml.Node
    start: int
    indent: int
    is_entry: bool


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list in block style: its line begins at `start`, its last one ends at `end`."""

    slot: ValueSlot
    start: int
    end: int


class Layout:
    """The layout of one file."""

    def __init__(self, file: SourceFile) -> None:
        self.root = file.node
        self.text = file.text
        self.dash = _dash(file.node)

    def plain(self, node: yaml.Node) -> Any:
        """Return the data of a node."""
        return plain_data(node, self.text)

    def in_lines(self, node: yaml.Node) -> bool:
        """Return whether the parts of a collection have lines of their own: no brackets around it, and no key with a question mark."""
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            return False
        return not isinstance(node, yaml.MappingNode) or all(COLON.match(self.text, name.end_mark.index) for name, _ in node.value)

    def reach(self, way: Way) -> tuple[ValueSlot | None, Way]:
        """Follow a path, which must exist, as far as values have lines of their own; return that place and the rest of the path.

        Raises LookupError as `pieces` does.
        """
        node, slot = self.root, None
        for number, step in enumerate(way):
            if not self.in_lines(node):
                return slot, way[number:]
            if isinstance(node, yaml.MappingNode):
                slot = next(self.key_slot(pair) for pair in first_pairs(node) if pair[0].value == step)
            else:
                slot = [piece.slot for piece in self.pieces(node)][int(step)]
            node = slot.node
        return slot, ()

    def key_slot(self, pair: Pair) -> ValueSlot:
        """Return the place of the value of a key."""
        name, node = pair
        return ValueSlot(node, self.text.index(":", name.end_mark.index) + 1, name.start_mark.column, is_entry=False)

    def pieces(self, node: yaml.Node) -> Iterator[ListEntry]:
        """Yield the entries of a list in block style. Raises LookupError if one does not begin on a line of its own."""
        column, at = node.start_mark.column, node.start_mark.index
        for number, inner in enumerate(node.value):
            if number:
                found = re.compile(f"^ {{{column}}}-", re.MULTILINE).search(self.text, at)
                if not found:
                    raise LookupError(number)
                at = found.end() - 1
            slot = ValueSlot(inner, at + 1, column, is_entry=True)
            end = self.slot_end(slot)
            yield ListEntry(slot, at - column, end)
            at = end

    def content_end(self, node: yaml.Node) -> int:
        """Return the offset of the end of a value."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.content_end(last[1] if isinstance(node, yaml.MappingNode) else last)
        end = node.end_mark.index
        return len(self.text[:end].rstrip()) if _is_block(node) else end

    def slot_end(self, slot: ValueSlot) -> int:
        """Return the offset of the end of the last line of a value."""
        return self.line_end(max(self.content_end(slot.node), slot.start))

    def line_end(self, index: int) -> int:
        """Return the offset of the end of the line that contains a character."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def line_start(self, index: int) -> int:
        """Return the offset of the beginning of the line that contains a character."""
        return self.text.rfind("\n", 0, index) + 1

    def below(self, pattern: re.Pattern[str], start: int) -> int:
        """Return where the block of lines directly above a line begins that all match a pattern."""
        while start and pattern.fullmatch(self.text, self.line_start(start - 1), start - 1):
            start = self.line_start(start - 1)
        return start

    def with_comments(self, start: int) -> int:
        """Return where the comments directly above a line begin."""
        return self.below(re.compile(r"[ \t]*#[^\n]*"), start)

    def with_allowing(self, start: int) -> int:
        """Return where the comments directly above a line begin that silence warnings in it."""
        return self.below(ALLOW, start)

    def with_blanks(self, start: int) -> int:
        """Return where the blank lines directly above a line begin."""
        return self.below(re.compile(r"[ \t]*"), start)

    def has_comment(self, start: int, end: int) -> bool:
        """Return whether a part of the text that contains no values contains a comment."""
        return bool(COMMENT.search(self.text, start, end))

    def comments(self, node: yaml.Node, start: int, end: int) -> list[str]:
        """Return the comments between the texts of a value, and after the indicators of its block scalars."""
        found, at = [], start
        for leaf in [*_leaves(node), None]:
            stop = leaf.start_mark.index if leaf else end
            found += [match[0].rstrip() for match in COMMENT.finditer(self.text, at, max(at, stop))]
            if leaf and _is_block(leaf):
                found += [match[0].rstrip() for match in COMMENT.finditer(self.text, stop, self.line_end(stop))]
            at = max(at, self.content_end(leaf)) if leaf else at
        return found


def first_pairs(node: yaml.MappingNode) -> Sequence[Pair]:
    """Return the keys with their values; if a key is repeated, only the first."""
    found: dict[str, Pair] = {}
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


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in BLOCKS


def _dash(node: yaml.Node) -> int:
    """Return how far the lists of a file are indented from their keys."""
    for name, inner in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(inner, yaml.SequenceNode) and not inner.flow_style and inner.value:
            return max(int(inner.start_mark.column - name.start_mark.column), 0)
    return STEP

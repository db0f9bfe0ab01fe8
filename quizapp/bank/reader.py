"""Turns a YAML file into plain data whose every value knows its place.

Every scalar remains the text that was typed; an empty one or `~` is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from quizapp.bank.problems import Problem, Way, problem
from quizapp.bank.scan import CONTROL, Unreadable, read_text, scan
from quizapp.bank.syntax import quoted_between

UNTYPED = re.compile(f"\t|{CONTROL.pattern}")
"""Characters that no scalar may contain: tabs are not allowed in a text either."""


class NodeLoader(yaml.CSafeLoader):
    """Composes nodes without guessing the types of scalars."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as PyYAML does it


@dataclass(frozen=True)
class SourceFile:
    """A YAML file as it was read: its text, its nodes, which know their places, and its plain data."""

    path: Path
    text: str
    node: yaml.Node
    data: dict[str, Any]
    problems: tuple[Problem, ...]

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")

    def quoted(self, way: Way, *, to_the_end: bool = False) -> str:
        """Return the line of a text, or of a mapping that was meant as one, with quotes around it; nothing if it has several lines.

        `to_the_end` includes the rest of the line.
        """
        node = self._node(way)[1]
        last = node.value[-1][1] if isinstance(node, yaml.MappingNode) and node.value else node
        if last.end_mark.line != node.start_mark.line:
            return ""
        line = self.lines[node.start_mark.line]
        return quoted_between(line, node.start_mark.column, len(line.rstrip()) if to_the_end else last.end_mark.column)

    def place(self, way: Way, *, on_key: bool = False) -> tuple[int, int]:
        """Return the line and column, from 1, of a value or its key, or of the nearest value around it if it does not exist."""
        key, node = self._node(way)
        mark = (key if key is not None and (on_key or _is_empty(node)) else node).start_mark
        return mark.line + 1, mark.column + 1

    def _node(self, way: Way) -> tuple[yaml.Node | None, yaml.Node]:
        """Return the key, if there is one, and the node at the end of a path, or of the part of it that exists."""
        found: tuple[yaml.Node | None, yaml.Node] = (None, self.node)
        for step in way:
            child = _child(found[1], step)
            if child is None:
                break
            found = child
        return found


def read_yaml(path: Path) -> SourceFile:
    """Return a YAML file as nodes and data, with what is wrong with its keys. Raises Unreadable."""
    return parse_yaml(path, read_text(path))


def parse_yaml(path: Path, text: str) -> SourceFile:
    """Return the text of a YAML file in the same form as `read_yaml`; problems call it `path`. Raises Unreadable."""
    scan(text)
    node = yaml.compose(text, Loader=NodeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable("not-a-mapping", name=path.name)
    found: list[Problem] = []
    data = _data(node, _Reading(path, text, found))
    return SourceFile(path, text, node, data, tuple(found))


def plain_data(node: yaml.Node, text: str) -> Any:
    """Return the data of a text's node: mappings, lists and texts; None if it is empty."""
    return _data(node, _Reading(Path(), text, []))


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Return the key, if there is one, and the value that a step leads to; the first one if a key is repeated."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


@dataclass(frozen=True)
class _Reading:
    path: Path
    text: str
    found: list[Problem]

    def report(self, code: str, node: yaml.Node, **params: object) -> None:
        mark = node.start_mark
        self.found.append(problem(str(self.path), mark.line + 1, mark.column + 1, code, params))

    def unquoted_gap(self, node: yaml.Node) -> str:
        """Report a text that begins with {{ and return it as it was typed."""
        start, end = node.start_mark, node.end_mark
        line = self.text.split("\n")[start.line]
        self.report("gap-unquoted", node, corrected=quoted_between(line, start.column, end.column if end.line == start.line else len(line)))
        return self.text[start.index : end.index]


def _data(node: yaml.Node, reading: _Reading) -> Any:
    """Return mappings, lists and texts; None for an empty value."""
    if isinstance(node, yaml.MappingNode):
        if node.flow_style and node.value and isinstance(node.value[0][0], yaml.MappingNode):
            return reading.unquoted_gap(node)
        return dict(_pairs(node, reading))
    if isinstance(node, yaml.SequenceNode):
        return [_data(item, reading) for item in node.value]
    if _is_empty(node):
        return None
    if match := UNTYPED.search(node.value):
        reading.report("control-character", node, char=f"U+{ord(match[0]):04X}")
        return UNTYPED.sub("\N{REPLACEMENT CHARACTER}", node.value)
    return node.value


def _is_empty(node: yaml.Node) -> bool:
    """Return whether a scalar was left out: nothing, or `~`; in quotes it is a text."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in {"", "~"}


def _pairs(node: yaml.MappingNode, reading: _Reading) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or _is_empty(key):
            reading.report("key-not-text", key)
        elif key.value in seen:
            reading.report("duplicate-key", key, key=key.value, first=seen[key.value])
        else:
            seen[key.value] = key.start_mark.line + 1
            content = _data(value, reading)
            if content is not None:
                yield key.value, content

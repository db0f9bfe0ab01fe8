"""Texts that YAML or Markdown silently change, although the author meant something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml

from quizapp.bank.problems import FilePlace, RuleFinding
from quizapp.bank.reader import SourceFile
from quizapp.bank.rules.view import View
from quizapp.domain.questions.inline import altered
from quizapp.domain.reading.richtext import has_image

CUT = re.compile(r"\s+#[^\W_]")
INLINE = frozenset(
    [
        *("prompt", "statement", "short", "answer", "answers", "distractors", "choices", "pairs", "items", "ideas", "hint", "feedback"),
        *("retells", "before", "after", "meaning"),
    ]
)
"""The keys of one-line texts that are shown."""

THOUSANDS = re.compile(r"\d{3}(?!\d)")
PIECE = re.compile(r"([A-Za-z]\.){2,}|(Inc|Ltd|Co|Corp|Jr|Sr|Esq)\.?|(and|or) .*")
"""Pieces that are hardly ever an entry of their own: D.C., Inc., "and Korea"."""


def text_cut(view: View) -> Iterator[RuleFinding]:
    """A space and # begin a comment, and the rest of the line is lost."""
    for name, file in view.source.files.items():
        for way, node in _nodes(file.node, ()):
            if isinstance(node, yaml.ScalarNode) and not node.style:
                line = file.lines[node.end_mark.line]
                if CUT.match(line, node.end_mark.column):
                    yield RuleFinding("text-cut", FilePlace(name, way), {"corrected": file.quoted(way, to_the_end=True)})


def list_comma(view: View) -> Iterator[RuleFinding]:
    """A comma in [ ] and { } separates two entries, even if it belongs to a name, a number or a sentence."""
    for name, file in view.source.files.items():
        for way, node in _nodes(file.node, ()):
            if isinstance(node, yaml.SequenceNode) and node.flow_style:
                yield from _cut_entries(file, node.value, FilePlace(name, way))
            elif isinstance(node, yaml.MappingNode) and node.flow_style:
                yield from _cut_values(file, node, FilePlace(name, way))


def _cut_entries(file: SourceFile, entries: list[yaml.Node], place: FilePlace) -> Iterator[RuleFinding]:
    for index, (first, second) in enumerate(pairwise(entries)):
        plain = all(isinstance(entry, yaml.ScalarNode) and not entry.style for entry in (first, second))
        if not plain:
            continue
        touching = second.start_mark.index == first.end_mark.index + 1
        number = touching and first.value[-1:].isdigit() and THOUSANDS.match(second.value)
        if number or PIECE.fullmatch(second.value):
            between = file.text[first.start_mark.index : second.end_mark.index]
            yield RuleFinding("list-comma", place / (index + 1), {"first": first.value, "second": second.value, "both": between})


def _cut_values(file: SourceFile, node: yaml.MappingNode, place: FilePlace) -> Iterator[RuleFinding]:
    """In {text: a, feedback: b, c} the c is a key without a colon, so it really is the end of b."""
    for (_, first), (key, nothing) in pairwise(node.value):
        without_colon = nothing.start_mark.index == nothing.end_mark.index == key.end_mark.index
        if without_colon and isinstance(first, yaml.ScalarNode) and not first.style:
            between = file.text[first.start_mark.index : key.end_mark.index]
            yield RuleFinding("list-comma", place / key.value, {"first": first.value, "second": key.value, "both": between})


def altered_text(view: View) -> Iterator[RuleFinding]:
    """A one-line text shows what was typed, apart from marks that are used up."""
    for name, file in view.source.files.items():
        for way, text in _texts(file.data, ()):
            if INLINE.isdisjoint(map(str, way)):
                continue
            for line in (text, str(way[-1])) if "pairs" in way else (text,):
                if found := altered(line):
                    typed, shown = found
                    code = "shown-underscores" if typed == shown else "html-entity"
                    yield RuleFinding(code, FilePlace(name, way), {"typed": typed, "shown": shown.strip("_")})


def images(view: View) -> Iterator[RuleFinding]:
    """Pictures in Markdown are not shown."""
    for name, file in view.source.files.items():
        for way, text in _texts(file.data, ()):
            if has_image(text):
                yield RuleFinding("image", FilePlace(name, way))
    for name, markdown in view.source.texts.values():
        if markdown and has_image(markdown):
            before = markdown[: markdown.index("![")]
            yield RuleFinding("image", FilePlace(name, line=before.count("\n") + 1, column=len(before) - before.rfind("\n")))


def _nodes(node: yaml.Node, way: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], yaml.Node]]:
    """Yield every value of a file and the path to it."""
    yield way, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(value, (*way, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _nodes(value, (*way, index))


def _texts(value: Any, way: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*way, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*way, index))
    elif isinstance(value, str):
        yield way, value

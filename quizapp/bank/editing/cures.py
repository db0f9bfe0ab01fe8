"""One-click fixes: if a problem found by the validator has only one sensible fix, the text is changed; all else is left to the author."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath
from typing import Any

import yaml

from quizapp.bank.build import TYPES
from quizapp.bank.editing.changes import at, with_value
from quizapp.bank.editing.entries import QUESTION_ORDER, put_text
from quizapp.bank.editing.line_cures import LINE_CURES, lines_of, visible
from quizapp.bank.editing.outline import outline, sources
from quizapp.bank.faults import WANTED
from quizapp.bank.messages import MESSAGES
from quizapp.bank.nearest import nearest, nearest_words
from quizapp.bank.problems import Problem, Way
from quizapp.bank.reader import SourceFile
from quizapp.bank.scan import CONTROL
from quizapp.bank.shape import DECK_FILE
from quizapp.bank.source import DeckFiles
from quizapp.domain.questions.slugs import slug_of
from quizapp.domain.reading.passages import find
from quizapp.domain.reading.richtext import read

Files = Mapping[str, str]

DID_YOU_MEAN = re.compile(r"Did you mean (\w+)\?")
ONE_LINE = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class _Case:
    """A problem in a file of a deck that could be read."""

    files: Files
    source: DeckFiles
    name: str
    problem: Problem

    @property
    def file(self) -> SourceFile:
        return self.source.files[self.name]

    def ways(self) -> Iterator[tuple[Way, yaml.Node]]:
        """Yield the values at the place of the problem, or whose keys are there; outer ones first."""
        place = (self.problem.line, self.problem.column)
        return ((way, node) for way, key, node in _nodes(self.file.node, (), None) if place in {_place(key), _place(node)})

    def text(self) -> tuple[Way, str] | None:
        """Return the text at the place of the problem and the path to it."""
        return next(((way, node.value) for way, node in self.ways() if isinstance(node, yaml.ScalarNode)), None)

    def data(self, way: Way) -> Any:
        return at(self.file.data, way)

    def put(self, way: Way, value: Any, order: Sequence[str] = ()) -> dict[str, str]:
        return put_text(self.files, self.name, with_value(self.file, way, value, order))


def cure(files: Files, problem: Problem) -> dict[str, str] | None:
    """Return the files without a problem, or None if the author has to fix it."""
    name = PurePath(problem.path).name
    if name not in files:
        return None
    source = sources(files)
    if name in source.files and problem.code in CURES:
        with suppress(LookupError):  # the key has no value, or the layout is too unusual
            return CURES[problem.code](_Case(files, source, name, problem))
        return None
    return LINE_CURES[problem.code](files, name, problem) if problem.code in LINE_CURES else None


def allow(files: Files, problem: Problem, reason: str) -> dict[str, str] | None:
    """Return the files with a comment above a warning that silences it and gives a reason; None if it cannot be silenced."""
    name = PurePath(problem.path).name
    if problem.severity == "error" or name not in sources(files).files:
        return None
    lines = lines_of(files[name])
    line = lines[problem.line - 1]
    indent = line[: len(line) - len(line.lstrip())]
    words = " ".join(CONTROL.sub(" ", reason).split())
    lines.insert(problem.line - 1, f"{indent}# quizapp: allow {problem.code} {words}".rstrip())
    return put_text(files, name, "\n".join(lines))


def _visible(case: _Case) -> dict[str, str] | None:
    """Remove invisible characters from a text that also has visible ones."""
    found = case.text()
    text = visible(found[1]) if found else ""
    return case.put(found[0], text) if found and text.strip() else None


def _known_key(case: _Case) -> dict[str, str] | None:
    """Replace an unknown key with the one that was probably meant, unless that is there already."""
    match = DID_YOU_MEAN.fullmatch(case.problem.cure)
    number, column = case.problem.line - 1, case.problem.column - 1
    written = next((way[-1] for way, _ in case.ways() if way and isinstance(way[-1], str)), None)
    if match is None or written is None:
        return None
    holder = next(way[:-1] for way, _ in case.ways() if way and way[-1] == written)
    lines = list(case.file.lines)
    line = lines[number]
    if match[1] in case.data(holder) or not line.startswith(str(written), column):
        return None
    lines[number] = line[:column] + match[1] + line[column + len(str(written)) :]
    return put_text(case.files, case.name, "\n".join(lines))


def _an_id(case: _Case) -> dict[str, str] | None:
    """Give an id to an entry without one, or a new one if its id is taken. It reveals nothing, since ids appear in pages."""
    missing = MESSAGES["missing-key"].text.format(key="id")
    if case.problem.code == "missing-key" and case.problem.message != missing:
        return None
    taken = _ids(case.files)
    for way, node in case.ways():
        holder = way[:-1] if isinstance(node, yaml.ScalarNode) and way[-1] == "id" else way
        data = case.data(holder)
        if isinstance(data, Mapping) and isinstance(holder[-1] if holder else "", int):
            old = data.get("id")
            begin = str(old) if old else "fact" if holder[-2] == "facts" else "q"
            new = next(name for number in count(2 if old else 1) if (name := f"{begin}-{number}") not in taken)
            return case.put(holder, {**data, "id": new}, ("id",) if "statement" in data else QUESTION_ORDER)
    return None


def _slug(case: _Case) -> dict[str, str] | None:
    """Rewrite an id in the form of ids, if the result is not taken."""
    found = case.text()
    if (
        found is None
        or f"“{found[1]}”" not in case.problem.message
        or not (slug := slug_of(found[1]))
        or (found[0][-1] == "id" and slug in _ids(case.files))
    ):
        return None
    return case.put(found[0], slug)


def _taken_out(case: _Case) -> dict[str, str] | None:
    """Remove an entry from a list that has others, or from `formerly`."""
    for way, _ in case.ways():
        if way and isinstance(way[-1], int) and way[-2] not in {"facts", "questions"}:
            entries = case.data(way[:-1])
            rest = [entry for number, entry in enumerate(entries) if number != way[-1]]
            if not rest and way[-2] == "formerly":
                return case.put(way[:-2], {key: value for key, value in case.data(way[:-2]).items() if key != "formerly"})
            return case.put(way[:-1], rest) if rest else None
    return None


def _nearest_of(known: Callable[[_Case], Sequence[str]]) -> Callable[[_Case], dict[str, str] | None]:
    """Return the fix that replaces an unknown name with the most similar known one."""

    def mend(case: _Case) -> dict[str, str] | None:
        found = case.text()
        near = nearest(found[1], known(case)) if found else ""
        return case.put(found[0], near) if found and near else None

    return mend


def _exact_quote(case: _Case) -> dict[str, str] | None:
    """Copy the quote from the reading if only capitals, spaces or punctuation differ."""
    found = case.text()
    if found is None or case.source.reading is None:
        return None
    blocks = read(case.source.reading).blocks
    words = nearest_words(found[1], blocks)
    same = _letters(words) == _letters(found[1]) and len(find(blocks, words)) == 1
    return case.put(found[0], words) if words and same else None


def _as_list(case: _Case) -> dict[str, str] | None:
    """Put a single text into a list where a list is needed, or take the only text out of a list where a text is needed."""
    wanted = case.problem.params.get("wanted")
    for way, _ in case.ways():
        value = case.data(way)
        if isinstance(value, str) and wanted == WANTED["list_type"]:
            return case.put(way, [value])
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and wanted == WANTED["string_type"]:
            return case.put(way, value[0])
    return None


def _one_line(case: _Case) -> dict[str, str] | None:
    found = case.text()
    return case.put(found[0], ONE_LINE.sub(" ", found[1].strip())) if found else None


def _joined(case: _Case) -> dict[str, str] | None:
    """Join two entries that a comma has separated."""
    for way, _ in case.ways():
        if way and isinstance(way[-1], int):
            entries, index = case.data(way[:-1]), way[-1]
            match = re.search(r'in quotes: "(.*)"$', case.problem.cure)
            return case.put(way[:-1], [*entries[: index - 1], match[1], *entries[index + 1 :]]) if match else None
    return None


CURES: Mapping[str, Callable[[_Case], dict[str, str] | None]] = {
    "unknown-key": _known_key,
    "missing-key": _an_id,
    "duplicate-id": _an_id,
    "bad-id": _slug,
    **dict.fromkeys(("equal-options", "answer-among-distractors", "former-id-in-use"), _taken_out),
    "unknown-type": _nearest_of(lambda _: list(TYPES)),
    "unknown-category": _nearest_of(lambda case: list(_deck(case).get("categories") or ())),
    "unknown-term": _nearest_of(lambda case: [str(term["name"]) for term in _deck(case).get("terms") or () if "name" in term]),
    "unknown-fact": _nearest_of(lambda case: [fact.id for fact in outline(case.files).facts]),
    "quote-not-found": _exact_quote,
    "wrong-shape": _as_list,
    "not-one-line": _one_line,
    "list-comma": _joined,
    "control-character": _visible,
}
CURED: frozenset[str] = frozenset({*CURES, *LINE_CURES})
"""The codes with a fix; for some of them, not every problem can be fixed."""


def _nodes(node: yaml.Node, way: Way, key: yaml.Node | None) -> Iterator[tuple[Way, yaml.Node | None, yaml.Node]]:
    """Yield every value of a file, its key and the path to it."""
    yield way, key, node
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode):
                yield from _nodes(value, (*way, name.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _nodes(value, (*way, index), None)


def _place(node: yaml.Node | None) -> tuple[int, int]:
    return (node.start_mark.line + 1, node.start_mark.column + 1) if node else (0, 0)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def _ids(files: Files) -> set[str]:
    facts = outline(files).facts
    return {fact.id for fact in facts} | {question.id for fact in facts for question in fact.questions}


def _deck(case: _Case) -> Mapping[str, Any]:
    deck = case.source.files.get(DECK_FILE)
    return deck.data if deck else {}

"""Problems and coverage as text for people, as JSON for editors, as annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from quizapp.bank.covered import Covered, CoveredDeck, PlacedGap
from quizapp.bank.problems import Problem, shown

MOST = 500
"""How many problems, or gaps of a deck, are printed for people."""

NOT_ASKED: Mapping[str, str] = {
    "sentences": "no question asks for this sentence",
    "numbers": "no question asks for this number",
    "mentions": "no question asks where this term is mentioned",
    "links": "no question asks for this link",
}
"""What a gap of each kind is called."""

Coverage = Sequence[CoveredDeck] | None
"""The coverage of the decks, None where nobody asked for it."""


def as_text(found: Sequence[Problem], covered: Coverage = None) -> str:
    """Return a line for each problem, its cure below, then a line for each share and each gap of the decks; of very many only the first."""
    return "\n".join([*_first(list(map(str, found))), *(line for deck in covered or () for line in _coverage_lines(deck))])


def as_json(found: Sequence[Problem], covered: Coverage = None) -> str:
    """Return a list of objects with the fields of a problem; with coverage an object of two lists, `problems` and `coverage`."""
    problems = [asdict(problem) for problem in found]
    content = problems if covered is None else {"problems": problems, "coverage": [asdict(deck) for deck in covered]}
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_github(found: Sequence[Problem], covered: Coverage = None) -> str:
    """Return a workflow command for each problem and each gap."""
    problems = [_command(each.severity, each, each.code, " ".join(filter(None, [each.message + ".", each.cure]))) for each in found]
    gaps = [_command("notice", gap, f"not-asked {kind.kind}", words) for deck in covered or () for kind, gap, words in _gaps(deck)]
    return "\n".join([*problems, *gaps])


FORMATS: Mapping[str, Callable[[Sequence[Problem], Coverage], str]] = {"text": as_text, "json": as_json, "github": as_github}


def _coverage_lines(deck: CoveredDeck) -> Iterator[str]:
    for kind in deck.kinds:
        yield f"{deck.path}: coverage of {kind.kind}: {kind.percent} % ({kind.covered} of {kind.total})"
    yield from _first([f"{gap.path}:{gap.line}:{gap.column}: {words}" for _, gap, words in _gaps(deck)])


def _gaps(deck: CoveredDeck) -> Iterator[tuple[Covered, PlacedGap, str]]:
    return ((kind, gap, f"{NOT_ASKED[kind.kind]}: {shown(gap.text)}") for kind in deck.kinds for gap in kind.gaps)


def _first(lines: Sequence[str]) -> list[str]:
    return [*lines[:MOST], *([f"and {len(lines) - MOST} more"] if len(lines) > MOST else [])]


def _command(severity: str, at: Problem | PlacedGap, title: str, words: str) -> str:
    return f"::{severity} file={_property(at.path)},line={at.line},col={at.column},title={_property(title)}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

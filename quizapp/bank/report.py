"""Problems and coverage as text for people, as JSON for editors, and as annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from quizapp.bank.covered import Covered, CoveredDeck, PlacedGap
from quizapp.bank.problems import Problem, shown
from quizapp.domain.questions.phrases import N_, Phrase

MOST = 500
"""How many problems, or gaps of a deck, are printed for people."""

NOT_ASKED: Mapping[str, str] = {
    "sentences": N_("no question covers this sentence"),
    "numbers": N_("no question covers this number"),
    "mentions": N_("no question covers this mention of a term"),
    "links": N_("no question covers this link"),
    "applied": N_("no question applies this to something new"),
    "unprinted": N_("the prompts of several other questions print this answer"),
}
"""The description of a gap of each kind."""

KINDS: Mapping[str, str] = {
    "sentences": N_("sentences"),
    "numbers": N_("numbers"),
    "mentions": N_("mentions"),
    "links": N_("links"),
    "applied": N_("facts with a cause"),
    "unprinted": N_("answers that other prompts do not print"),
}
"""What can be covered."""

Say = Callable[[str], str]
Coverage = Sequence[CoveredDeck] | None
"""The coverage of the decks, or None if it was not requested."""


def as_text(found: Sequence[Problem], covered: Coverage = None, say: Say = str) -> str:
    """Return a line for each problem, with its fix below, then for each share and gap of the decks; long lists are cut.

    `say` translates a phrase into the reader's language; the other formats, which programs read, are in English.
    """
    problems = _first([problem.worded(say) for problem in found], say)
    return "\n".join([*problems, *(line for deck in covered or () for line in _coverage_lines(deck, say))])


def as_json(found: Sequence[Problem], covered: Coverage = None, say: Say = str) -> str:
    """Return a list of objects with the fields of a problem; with coverage, an object with two lists, `problems` and `coverage`."""
    del say
    problems = [{name: value for name, value in asdict(problem).items() if name != "params"} for problem in found]
    content = problems if covered is None else {"problems": problems, "coverage": [asdict(deck) for deck in covered]}
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_github(found: Sequence[Problem], covered: Coverage = None, say: Say = str) -> str:
    """Return a workflow command for each problem and each gap."""
    del say
    problems = [
        _command(
            "notice" if each.severity == "note" else each.severity, each, each.code, " ".join(filter(None, [each.message + ".", each.cure]))
        )
        for each in found
    ]
    gaps = [_command("notice", gap, f"not-asked {kind.kind}", words) for deck in covered or () for kind, gap, words in _gaps(deck)]
    return "\n".join([*problems, *gaps])


FORMATS: Mapping[str, Callable[[Sequence[Problem], Coverage, Say], str]] = {"text": as_text, "json": as_json, "github": as_github}


def _coverage_lines(deck: CoveredDeck, say: Say) -> Iterator[str]:
    for kind in deck.kinds:
        values = {"kind": Phrase(KINDS[kind.kind]), "percent": kind.percent, "covered": kind.covered, "total": kind.total}
        yield f"{deck.path}: {say(Phrase(N_('coverage of {kind}: {percent} % ({covered} of {total})'), values))}"
    yield from _first([f"{gap.path}:{gap.line}:{gap.column}: {words}" for _, gap, words in _gaps(deck, say)], say)


def _gaps(deck: CoveredDeck, say: Say = str) -> Iterator[tuple[Covered, PlacedGap, str]]:
    return ((kind, gap, f"{say(Phrase(NOT_ASKED[kind.kind]))}: {shown(gap.text)}") for kind in deck.kinds for gap in kind.gaps)


def _first(lines: Sequence[str], say: Say) -> list[str]:
    more = Phrase(N_("and {count} more"), {"count": len(lines) - MOST})
    return [*lines[:MOST], *([say(more)] if len(lines) > MOST else [])]


def _command(severity: str, at: Problem | PlacedGap, title: str, words: str) -> str:
    return f"::{severity} file={_property(at.path)},line={at.line},col={at.column},title={_property(title)}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

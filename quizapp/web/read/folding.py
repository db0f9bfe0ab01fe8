"""Sections that are folded while their check is open, and who opened the text all the same.

The session keeps the questions of the checks that were opened on this study day, and for which of them the learner has looked at the text
since: an answer to one of those counts as one with a hint, whichever tab or address it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import session

from quizapp.services.practice.checks import MOST, CheckRequest
from quizapp.web.context import my_day

KEY = "folded"

KEPT = 45
"""The most questions that are kept, the newest: a cookie has little room, and a check has three."""

LONGEST_NAME = 80
"""Names of sections and questions in an address that are longer are made up."""


def begin(wanted: CheckRequest) -> None:
    """Remember the questions of a check that is opened."""
    names = [wanted.section, *wanted.questions[:MOST]]
    if any(len(name) > LONGEST_NAME for name in names):
        return
    asked, looked = _kept()
    fresh = [place for question in names[1:] if (place := _place(wanted.deck, wanted.section, question)) not in asked]
    if fresh:
        _keep([*asked, *fresh], looked)


def folded(deck: str) -> dict[str, list[str]]:
    """Return by section the questions of opened checks of a deck whose text the learner has not looked at since."""
    asked, looked = _kept()
    found: dict[str, list[str]] = {}
    for place in asked:
        of, section, question = place.split("/")
        if of == deck and place not in looked:
            found.setdefault(section, []).append(question)
    return found


def look(deck: str, section: str = "") -> None:
    """Remember that the learner sees the text of a section, or of the whole deck, while checks of it are open."""
    asked, looked = _kept()
    seen = [_place(deck, name, question) for name, questions in folded(deck).items() for question in questions if section in ("", name)]
    if seen:
        _keep(asked, [*looked, *seen])


def looked_at(deck: str) -> frozenset[str]:
    """Return the questions of a deck whose text the learner has looked at since their check was opened."""
    return frozenset(place.split("/")[2] for place in _kept()[1] if place.startswith(f"{deck}/"))


def _place(deck: str, section: str, question: str) -> str:
    return "/".join(name.replace("/", "") for name in (deck, section, question))


def _kept() -> tuple[list[str], list[str]]:
    day, asked, looked = session.get(KEY, ("", [], []))
    return (asked, looked) if day == my_day().isoformat() else ([], [])


def _keep(asked: Iterable[str], looked: Iterable[str]) -> None:
    session[KEY] = (my_day().isoformat(), list(asked)[-KEPT:], list(looked)[-KEPT:])

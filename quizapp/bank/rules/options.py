"""Options that give themselves away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.bank.problems import RuleFinding
from quizapp.bank.rules.view import View
from quizapp.domain.questions.inline import as_shown
from quizapp.domain.questions.registry import type_of

LONGER = 1.6
MORE = 12
"""A right option stands out if it is this many times as long as the longest other one, and this many characters longer."""

CATCH_ALL = re.compile(
    r"\W*((all|none|any|both|neither) of (the|these|those|them)( (above|others?|options|answers|choices))?|all the above)\W*",
    re.IGNORECASE,
)


def longest_right(view: View) -> Iterator[RuleFinding]:
    """The right option is not much longer than the others."""
    for _, question, place in view.questions():
        if type_of(question).shows == "choice" and question.wrong:
            right, longest = len(as_shown(question.right[0])), max(len(as_shown(option)) for option in question.wrong)
            if right > longest * LONGER and right >= longest + MORE:
                yield RuleFinding("longest-right", place / "answer", {"right": right, "longest": longest})


def all_of_the_above(view: View) -> Iterator[RuleFinding]:
    """No option refers to the others."""
    for _, question, place in view.questions():
        for option in question.options:
            if CATCH_ALL.fullmatch(as_shown(option)):
                yield RuleFinding("all-of-the-above", place, {"option": option})


def easy_matching(view: View) -> Iterator[RuleFinding]:
    """A matching question has more than two pairs or a distractor: with two pairs, the first choice decides the second."""
    for _, question, place in view.questions():
        if len(getattr(question, "pairs", ())) == 2 and not question.wrong:  # noqa: PLR2004 - a pair of pairs
            yield RuleFinding("easy-matching", place / "pairs")

"""What is wrong with a deck that can be read: one function a rule, each in one of the two tuples below.

A rule takes a `View` and yields findings. `EACH` look at single facts and texts and always run; `WHOLE` look at the deck as a whole and
run only when nothing is missing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quizapp.bank.build import Compiled
from quizapp.bank.problems import Finding
from quizapp.bank.rules import coverage, given_away, options, wording, writing
from quizapp.bank.rules.view import View
from quizapp.bank.source import Source

Rule = Callable[[View], Iterator[Finding]]

EACH: tuple[Rule, ...] = (
    writing.text_cut,
    writing.list_comma,
    writing.images,
    given_away.in_prompt,
    given_away.in_id,
    given_away.in_option,
    given_away.in_sibling,
    options.longest_right,
    options.all_of_the_above,
    options.easy_matching,
    wording.yes_no_prompt,
    wording.no_why,
    wording.false_without_why,
    wording.no_short_form,
    coverage.answer_not_in_quote,
)
WHOLE: tuple[Rule, ...] = (coverage.untouched_sentence,)


def findings(source: Source, compiled: Compiled, *, whole: bool) -> Iterator[Finding]:
    """Yield what the rules find."""
    view = View(source, compiled)
    for rule in (*EACH, *WHOLE) if whole else EACH:
        yield from rule(view)

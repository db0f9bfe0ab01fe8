"""What is wrong with a deck that can be read: one function per rule, each in one of the three tuples below.

A rule takes a `View` and yields findings. `TEXTS` check what was typed; `EACH` check facts and questions, and need a sound deck.yaml;
`WHOLE` check the whole deck and run only if nothing is missing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quizapp.bank.build import Compiled
from quizapp.bank.messages import MESSAGES
from quizapp.bank.problems import RuleFinding
from quizapp.bank.rules import coverage, easier, given_away, labels, names, options, wording, writing
from quizapp.bank.rules.view import View
from quizapp.bank.source import DeckFiles

Rule = Callable[[View], Iterator[RuleFinding]]

TEXTS: tuple[Rule, ...] = (writing.text_cut, writing.list_comma, writing.altered_text, writing.images)
EACH: tuple[Rule, ...] = (
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
    labels.no_short_label,
    labels.short_tells_date,
    names.word_for_name,
    wording.brackets,
    coverage.answer_not_in_quote,
    easier.easier_level,
    easier.word_not_in_reading,
)
WHOLE: tuple[Rule, ...] = (coverage.untouched_sentence, coverage.nothing_applies)


def findings(source: DeckFiles, compiled: Compiled, *, whole: bool) -> Iterator[RuleFinding]:
    """Yield the findings of the rules."""
    view = View(source, compiled)
    typed = [finding for rule in TEXTS for finding in rule(view)]
    whole = whole and all(MESSAGES[finding.code].severity != "error" for finding in typed)
    yield from typed
    for rule in (*(EACH if compiled.is_sound else ()), *(WHOLE if whole else ())):
        yield from rule(view)

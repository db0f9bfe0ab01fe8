"""The short labels of facts, which the causes and the timeline show."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.bank.problems import RuleFinding
from quizapp.bank.rules.view import View
from quizapp.domain.reading.timeline import dates_told


def no_short_label(view: View) -> Iterator[RuleFinding]:
    """A fact that is a cause or an effect, or stands on the timeline, has a label that fits a small box."""
    linked = {fact_id for link in view.deck.links for fact_id in (link.cause, link.effect)}
    for fact, place in view.facts():
        if not fact.short and (fact.id in linked or fact.when):
            yield RuleFinding("no-short-label", place, {"id": fact.id})


def short_tells_date(view: View) -> Iterator[RuleFinding]:
    """The label of an event to place on the timeline does not contain a date."""
    for fact_id, date in dates_told(view.deck).items():
        yield RuleFinding("short-tells-date", view.compiled.facts[fact_id] / "short", {"date": date})

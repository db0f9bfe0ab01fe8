"""What changed in a learner's decks since Monday: what is known now, and what no longer is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, set_aside, stored_answers, stored_memories
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.memory.memory import Memory, replay
from quizapp.domain.memory.progress import Tally, together
from quizapp.services.learning.editions import edition
from quizapp.services.learning.memories import as_answered
from quizapp.services.learning.stages import InLanguage, known_facts, sentences_about, stages_of
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class WeekChange:
    """How far a learner's decks are on `day`, and how far they were when the week began, on the morning of `since`.

    `gained` are the sentences of the facts that are known now and were not then, `slipped` of those that were known then and no longer are.
    `known` and `lost` count these facts, `begun` counts those that were begun this week.
    """

    day: date
    since: date
    tally: Tally
    known: int
    lost: int
    begun: int
    gained: Sequence[InLanguage]
    slipped: Sequence[InLanguage]


def changed(visitor: Visitor, day: date) -> WeekChange:
    """Return what changed since Monday in the learner's decks that are open to them."""
    since = day - timedelta(days=day.weekday())
    with transaction(write=False) as connection:
        shelf = begun_decks.shelf(connection, visitor.id, visitor.at)
        closed = {taking.deck for taking in visitor.taking} | {one.deck for one in shelf if one.closed_until}
        shown = [edition(connection, one.deck, one.revision) for one in shelf if one.mine and one.deck not in closed]
        held = stored_memories.held(connection, visitor.id, day)
        now = held.memories
        away = set_aside.suspended(connection, visitor.id)
        facts = {question: (one.deck.id, fact) for one in shown for question, fact in one.fact_ids.items()}
        touched = {facts[question] for question, memory in now.items() if question in facts and memory.state.last >= since}
        these = [question for question, fact in facts.items() if fact in touched and question in now]
        answers = stored_answers.answers_of(connection, visitor.id, these)
    then = {question: memory for question, memory in now.items() if facts.get(question) not in touched}
    # What the learner's own answers say of their recall is taken as it is today: a week changes the facts, not the measure.
    then |= _before(since, [one for one in answers if now[one.question_id].first_day <= one.day], facts)
    earlier = replace(held, memories=then)
    gained: list[InLanguage] = []
    slipped: list[InLanguage] = []
    known = lost = 0
    for one in shown:
        before, after = known_facts(one, earlier, since, away), known_facts(one, held, day, away)
        gained += sentences_about(one, [fact for fact in one.deck.facts if fact.id in after - before])
        slipped += sentences_about(one, [fact for fact in one.deck.facts if fact.id in before - after])
        known, lost = known + len(after - before), lost + len(before - after)
    tally = together(stages_of(one, held, day, away).tally for one in shown)
    met = together(stages_of(one, earlier, since, away).tally for one in shown).met
    return WeekChange(day, since, tally, known, lost, tally.met - met, gained, slipped)


def _before(since: date, answers: Iterable[StoredAnswer], facts: Mapping[int, tuple[str, str]]) -> dict[int, Memory]:
    """Return the memories that the answers before a day left."""
    earlier = sorted((one for one in answers if one.day < since), key=lambda one: (facts[one.question_id], one.day, one.n))
    found: dict[int, Memory] = {}
    for _, group in groupby(earlier, key=lambda one: facts[one.question_id]):
        found |= replay((one.question_id, as_answered(one)) for one in group)
    return found

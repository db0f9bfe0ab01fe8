"""What to expect of a class's test on a deck, and what came of it. It names nobody."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import class_standings, class_tests
from quizapp.db.classes.class_standings import TakingTest
from quizapp.db.learning.stored_memories import RECENT
from quizapp.domain.memory.class_memory import FEW
from quizapp.domain.memory.class_score import ClassScore, class_minutes, class_score
from quizapp.domain.memory.expected_score import FORESEEN
from quizapp.domain.memory.forecast import Standing
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.preparing import ComingTest
from quizapp.domain.memory.queue import plan
from quizapp.domain.memory.slots import AnsweredOn
from quizapp.domain.memory.study_day import day_starts, days_after, study_day
from quizapp.services.learning.editions import Edition, edition

ENOUGH = 30
"""The answers of a class from which something is said."""

LISTED = 8
"""How many facts that were not met are listed."""

AFTERWARDS = 7
"""In how many days from that of the test on the next answers count."""


@dataclass(frozen=True, slots=True)
class ClassOutlook:
    """What to expect of a test: the score if everybody studies what comes up and if nobody studies any more, None while it is too early.

    Of `students`, `begun` have answered something in the deck and `stopped` of them have stopped it, so they are not counted. `minutes` are
    those a day for the goal, 0 if not even the most that are tried are enough or there is none. `unmet` are facts with how many of those
    who are counted have not met them, the most first, and `never` counts the facts that somebody has not met.
    """

    students: int
    begun: int
    stopped: int
    planned: ClassScore | None
    idle: ClassScore | None
    minutes: int
    unmet: Sequence[tuple[str, int]]
    never: int

    @property
    def counted(self) -> int:
        """How many students are counted."""
        return self.begun - self.stopped


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """What was right of 100 after a test, on average of `students`, None if these are too few: in the `quiz` of the day, or else later."""

    students: int
    right: int | None
    quiz: bool


def outlook(
    connection: Connection, class_id: int, shown: Edition, on: date, today: date, *, goal: int = 0, brief: bool = False
) -> ClassOutlook:
    """Return what to expect of a test on a day: two statements; a `brief` one is without minutes and without what idling leads to."""
    everybody = class_standings.taking(connection, class_id, shown.deck.id, max(today, date.min + RECENT) - RECENT)
    held = class_standings.remembered(connection, class_id, shown.deck.id)
    test = ComingTest(on, frozenset(slot.fact for slot in shown.slots))
    begun = [one for one in everybody if held.get(one.id)]
    counted = [one for one in begun if not one.stopped]
    standings = [_standing(one, held[one.id], shown, test, today) for one in counted]
    answers = sum(memory.answers for one in counted for memory in held[one.id].values())
    unmet = Counter(fact for one in standings for fact in test.facts - {one.by_question[number].fact for number in one.memories})
    names = {shown.name(fact): fact.statement for fact in shown.deck.facts}
    order = sorted(unmet, key=lambda fact: (-unmet[fact], fact))
    planned = idle = None
    minutes = 0
    if len(counted) >= FEW and answers >= ENOUGH and test.facts and 0 <= (on - today).days <= FORESEEN:
        floors = {number: shown.question(number).chance for number in shown.fact_ids}
        seed = f"{class_id}/{shown.deck.id}/{today}"
        planned = class_score(standings, test, floors, seed)
        if not brief:
            idle = class_score(standings, test, floors, seed, study=False)
            minutes = class_minutes(standings, test, floors, seed, goal) if goal and on > days_after(today, 1) else 0
    listed = [(names[fact], unmet[fact]) for fact in order[:LISTED]]
    return ClassOutlook(len(everybody), len(begun), len(begun) - len(counted), planned, idle, minutes, listed, len(unmet))


def _standing(one: TakingTest, memories: Mapping[int, Memory], shown: Edition, test: ComingTest, today: date) -> Standing:
    """Return what the days of a student are foreseen from, as if this were their only deck."""
    mine = {number: memory for number, memory in memories.items() if number in shown.fact_ids}
    asked = {number: memory.ask_day for number, memory in mine.items()}
    seen = {number: AnsweredOn(memory.first_day, memory.state.last) for number, memory in mine.items()}
    room = max(1, int(60 * one.minutes / one.fared.seconds)) if one.minutes else None
    left = plan(shown.slots, asked, (), today, daily_new=one.new_facts, seen=seen, fills=one.minutes > 0, tests=[test])
    return Standing(shown.slots, mine, left, today, one.new_facts, one.fared, room, one.minutes > 0, tests=(test,))


def came_of_it(connection: Connection, class_id: int, deck_id: str, day: date, zone: ZoneInfo) -> CameOfIt:
    """Return what came of a test on a day that is over: the quiz that the class took on it, or else its next answers."""
    starts, ends = day_starts(day, zone), day_starts(days_after(day, 1), zone)
    shares = class_standings.quiz_shares(connection, class_id, deck_id, starts, ends)
    quiz = len(shares) >= FEW
    if not quiz:
        shares = class_standings.next_shares(connection, class_id, deck_id, day, days_after(day, AFTERWARDS))
    return CameOfIt(len(shares), round(100 * fmean(shares)) if len(shares) >= FEW else None, quiz)


def keep_said(now: datetime, timezone: str) -> int:
    """Keep what is expected of the tests of tomorrow, each in the zone of its class; return of how many."""
    with transaction(write=False) as connection:
        coming = class_tests.unsaid(connection, now.date() - timedelta(days=1), now.date() + timedelta(days=3))
    kept = 0
    for one in coming:
        today = study_day(now, ZoneInfo(one.zone or timezone))
        if one.day != days_after(today, 1):
            continue
        with transaction(write=False) as connection:
            shown = edition(connection, one.deck_id, one.revision)
            expected = outlook(connection, one.class_id, shown, one.day, today, brief=True)
        if expected.planned:
            with transaction(write=True) as connection:
                kept += class_tests.keep_said(connection, one, json.dumps(asdict(expected.planned)))
    return kept


def said(text: str) -> ClassScore | None:
    """Return what was kept on the evening before, None if nothing was."""
    return ClassScore(**json.loads(text)) if text else None

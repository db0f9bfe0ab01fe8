"""A learner's study day never goes back: zones change, clocks are set back, and the day's limits and returns hold all the same."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from support import SECRET_KEY

from quizapp.db.base import transaction
from quizapp.db.models import Account
from quizapp.domain.memory.queue import ROUND
from quizapp.domain.questions.keys import right_fields
from quizapp.services.learning import reminders, rounds, study
from quizapp.services.learning.answering import Moment, answer_study
from quizapp.services.learning.editions import current
from quizapp.services.learning.question_pages import Showing
from quizapp.services.learning.study_days import Scope, read_day
from quizapp.services.people import accounts

pytestmark = pytest.mark.usefixtures("database")

DECK, DAILY_NEW = "harbour", 2
UNKNOWN = {"dont_know": ["1"]}
ZONES = ("Asia/Seoul", "America/New_York", "UTC", "Europe/London", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago")
STARTS = (
    datetime(2026, 3, 3, 0, 30, tzinfo=UTC),  # 09:30 in Seoul, the evening before in New York
    datetime(2026, 3, 28, 22, tzinfo=UTC),  # before London's clocks go forward
    datetime(2026, 10, 24, 20, tzinfo=UTC),  # and back
    datetime(2026, 4, 4, 14, tzinfo=UTC),  # Lord Howe's half hour
    datetime(2026, 10, 31, 5, tzinfo=UTC),  # before New York's clocks go back
)


@dataclass
class Walker:
    """A learner who studies the sample deck, takes a few new facts a day, and travels.

    `day` is the newest study day with an answer; `fresh` are the facts begun on it, `missed` what has to return on it, `undoable` the
    answers that were given on it: their numbers, facts, and whether they began these.
    """

    now: datetime
    zone: str = "UTC"
    numbers: count = field(default_factory=lambda: count(1))
    day: date = date.min
    facts: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    missed: set[int] = field(default_factory=set)
    undoable: list[tuple[int, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mark = accounts.start_guest(self.now, "")
        with transaction(write=True) as connection:
            connection.execute(update(Account).where(Account.id == self.visitor.id).values(new_facts=DAILY_NEW))
            self.shown = current(connection, DECK, self.visitor.id)

    @property
    def visitor(self):
        return accounts.visitor(self.mark, self.now)

    @property
    def moment(self):
        moment = Moment(self.now, self.visitor.study_day(self.now, ZoneInfo(self.zone)), SECRET_KEY)
        assert moment.day >= self.day  # it never goes back behind an answer
        return moment

    def answer(self, *, right: bool) -> bool:
        """Answer the next question; False if nothing is left today."""
        moment = self.moment
        showing = study.next_showing(self.visitor, Scope(DECK), moment, f"{self.visitor.id}-{next(self.numbers)}")
        if not isinstance(showing, Showing):
            return False
        if moment.day > self.day:
            self.day, self.undoable = moment.day, []
            self.fresh.clear()
            self.missed.clear()
        question = self.shown.deck.questions[showing.question]
        fact, number = self.shown.deck.fact_of[showing.question].id, self.shown.versions[showing.question][0]
        given = answer_study(self.visitor.id, showing.presentation, right_fields(question) if right else UNKNOWN, moment)

        seen = rounds.feedback(self.visitor, Scope(DECK), given.n, self.moment)
        assert seen.can_undo
        assert seen.round is not None
        self.undoable.append((given.n, fact, fact not in self.facts))
        if fact not in self.facts:
            self.facts.add(fact)
            self.fresh.add(fact)
        assert len(self.fresh) <= DAILY_NEW
        if right:
            stands_for = {slot.question for slot in self.shown.slots if number in {slot.question, slot.back}}
            self.missed -= stands_for
        else:
            self.missed.add(number)
        return True

    def undo(self) -> None:
        """Undo the newest answer of the day; the question may then be asked again at any time."""
        moment = self.moment
        if self.undoable and moment.day == self.day:
            n, fact, first = self.undoable.pop()
            study.undo(self.visitor, n, moment)
            if first:
                self.facts.discard(fact)
                self.fresh.discard(fact)
            with transaction(write=False) as connection:
                day = read_day(connection, self.visitor, Scope(DECK), moment.day)
            self.missed &= set(day.plan.returns)

    def finish(self) -> None:
        """Answer rightly until nothing is left: every miss has come back by then, and the round is over."""
        answers = 0
        while self.answer(right=True):
            answers += 1
            assert answers <= 3 * ROUND, "the day does not end"
        moment = self.moment
        if self.undoable and moment.day == self.day:
            assert not self.missed
            assert study.going_on(self.visitor, Scope(DECK), moment, "end") is None
            assert rounds.ended(self.visitor, Scope(DECK), moment.day).answered > 0


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["right", "right", "wrong", "undo", "finish"]),
        st.sampled_from(ZONES),
        st.integers(-40 * 24, 60).map(lambda hours: timedelta(hours=hours)),
        st.integers(1, 30).map(lambda hours: timedelta(hours=hours)),
    ),
    min_size=10,
    max_size=40,
)
ANSWERS = ["right", "wrong", "right", "wrong", "right", "wrong"]


@example(STARTS[0], ["Asia/Seoul", *ANSWERS, "America/New_York", *ANSWERS, "undo", "finish", "UTC", *ANSWERS, "finish"])
@example(STARTS[0], ["UTC", *ANSWERS, timedelta(days=-40), *ANSWERS, "undo", "finish", timedelta(days=41), *ANSWERS, "finish"])
@example(STARTS[1], ["Europe/London", *ANSWERS, timedelta(hours=6), *ANSWERS, "Pacific/Pago_Pago", *ANSWERS, "finish"])
@example(STARTS[3], ["Pacific/Kiritimati", *ANSWERS, "Australia/Lord_Howe", timedelta(hours=4), *ANSWERS, "undo", "finish"])
@given(st.sampled_from(STARTS), STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_on_no_walk_does_the_day_go_back(start, steps):
    walker = Walker(start)
    for step in steps:
        match step:
            case "right" | "wrong":
                walker.answer(right=step == "right")
            case "undo":
                walker.undo()
            case "finish":
                walker.finish()
            case str():
                walker.zone = step
            case _:
                walker.now += step
    walker.finish()


def test_a_calendar_goes_by_the_same_day():
    walker = Walker(STARTS[0], "Asia/Seoul")
    walker.answer(right=True)

    token = reminders.make_address(walker.visitor.id)
    assert reminders.tomorrow(token, walker.now, "America/New_York").day == date(2026, 3, 4)

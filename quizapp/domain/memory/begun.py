"""What was begun and is not known yet. It is counted as such, so that nothing that was done today reads as zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from quizapp.domain.memory.forecast import ComingDay
from quizapp.domain.memory.memory import NOBODY, Answered, Memory, advance
from quizapp.domain.memory.own_recall import OwnRecall
from quizapp.domain.memory.progress import AskedQuestion, FactStanding, hardest, standing
from quizapp.domain.memory.scheduling import Rating


def on_one_day(memories: Iterable[Memory]) -> bool:
    """Return whether all answers to the questions of a fact fell on one study day."""
    return len({day for memory in memories for day in (memory.first_day, memory.state.last)}) == 1


def begun_on(memories: Iterable[Memory]) -> date | None:
    """Return the study day on which a fact was begun, None if it never was."""
    return min((memory.first_day for memory in memories), default=None)


def can_be_known_on(questions: Sequence[AskedQuestion], day: date, own: OwnRecall = NOBODY) -> date | None:
    """Return the first day, today or later, on which right answers alone make a fact known; None if one to each does not.

    Only its hardest questions count, each on the day on which it is asked next. `own` is what the learner's answers say of their recall.
    """
    hard = [question for question in hardest(questions) if question.memory]
    asked = max((max(question.memory.ask_day, day) for question in hard if question.memory), default=day)
    then = [replace(question, memory=_right_on(question.memory, asked)) if question in hard else question for question in questions]
    return asked if hard and standing(then, asked, own) is FactStanding.KNOWN else None


def foreseen(first: date | None, coming: Iterable[ComingDay]) -> date | None:
    """Return the first of the coming days from `first` on that brings questions: the forecast says on which days there are any."""
    return next((one.day for one in coming if first and one.day >= first and one.questions), None)


def _right_on(memory: Memory | None, day: date) -> Memory | None:
    return advance(memory, Answered(day, Rating.GOOD, right=True))

"""What a learner is asked next, and the results of a study day and a round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import stored_reports
from quizapp.db.learning import daily_totals, running_numbers, standings, stored_answers, stored_memories
from quizapp.domain.memory.desired_retention import USUAL
from quizapp.domain.memory.forecast import ComingDay
from quizapp.domain.memory.queue import NextQuestion, next_question
from quizapp.services.errors import Closed, ClosedOutside, DatabaseUnavailable, NotAllowed, NotFound
from quizapp.services.learning import forecasting, learners
from quizapp.services.learning.answering import Moment, Pending, edition_shown
from quizapp.services.learning.asking import given_back, show
from quizapp.services.learning.editions import guard_taken
from quizapp.services.learning.memories import rebuild
from quizapp.services.learning.presentations import STUDY, Presentation, milliseconds, unseal
from quizapp.services.learning.question_pages import Feedback, Showing
from quizapp.services.learning.study_days import Further, Scope, StudyDay, read_day
from quizapp.services.people.accounts import Visitor

BREAK = timedelta(days=7)
"""After this long away, the reading is offered before the questions."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is left to ask today. `further` is what can be studied ahead of time, in the requested deck, if any.

    `reopens` is when a deck of the learner's that is closed to them opens again. `enough` is true if there is more, but no room for it.
    `waiting` counts the facts that are left out until a quiz, in the requested deck, if any, and `waiting_for` is its assignment, or 0.
    `wanted` is as in `StudyDay`.
    """

    further: Further
    tomorrow_questions: int
    tomorrow_minutes: int
    deck: str
    undoable: int
    reopens: datetime | None
    enough: bool = False
    waiting: int = 0
    waiting_for: int = 0
    wanted: int = USUAL


def next_showing(visitor: Visitor, scope: Scope, moment: Moment, nonce: str, *, foresee: bool = True) -> Showing | Nothing:
    """Return the learner's next question, or what to say if none is left, with what tomorrow brings unless nobody wants to know.

    Raises NotFound for a deck that is not theirs.
    """
    with transaction(write=False) as connection:
        day = read_day(connection, visitor, scope, moment.day)
        choice = _choice(connection, visitor, day, moment.day, foresee=foresee)
    return _next(visitor, day, choice, moment, nonce)


def going_on(visitor: Visitor, scope: Scope, moment: Moment, nonce: str) -> Showing | Nothing | None:
    """Return what follows an answer: None if it ended a round, otherwise the same as `next_showing`."""
    with transaction(write=False) as connection:
        day = read_day(connection, visitor, scope, moment.day)
        choice = None if day.over else _choice(connection, visitor, day, moment.day)
    return _next(visitor, day, choice, moment, nonce) if choice else None


def following(visitor: Visitor, scope: Scope, answered: Feedback, moment: Moment, nonce: str) -> tuple[Feedback, Showing | None]:
    """Return the feedback on an answer with what comes back today, and the question that follows, None after the end of a round or a day.

    The answer is stored by now: if the next question cannot be read or asked, that is no error here, but None as well.
    """
    try:
        with transaction(write=False) as connection:
            day = read_day(connection, visitor, scope, moment.day)
    except (Closed, ClosedOutside, DatabaseUnavailable, NotFound):
        return answered, None
    choice = None if day.over else next_question(day.plan, day.studied, day.undone)
    if answered.round is None and answered.today == moment.day:  # the same form, sent again
        answered = replace(answered, round=day.round(answered=True))
    return day.known_of(answered), _showing(visitor, day, choice, moment, nonce) if choice else None


def resume(visitor: Visitor, pending: Pending, scope: Scope, moment: Moment, nonce: str) -> Showing | Nothing:
    """Return a form to be shown again, or the next question if it was answered in the meantime. Raises Closed, ClosedOutside."""
    presentation, holds = unseal(pending.presentation, moment.key)
    if presentation is None or presentation.learner != visitor.id:
        return next_showing(visitor, scope, moment, nonce)
    with transaction(write=False) as connection:
        standing = standings.standing(connection, visitor.id, presentation.version, presentation.nonce, moment.now)
        shown = edition_shown(connection, standing, presentation.version) if standing else None
    if standing:
        guard_taken(visitor, standing.deck)
        if standing.closed_until:
            raise ClosedOutside(standing.closed_until)
    answers = standing.memory.answers if standing and standing.memory else 0
    if standing is None or shown is None or pending.state == "elsewhere" or answers > presentation.answers:
        following = next_showing(visitor, scope, moment, nonce)
        if pending.state == "elsewhere" and isinstance(following, Showing):
            return replace(following, notice="elsewhere")
        return following
    if standing.repeated or not holds:  # undone, or signed with another key: show the question again, and never sign what was unsigned
        presentation = Presentation(
            visitor.id, presentation.version, STUDY, milliseconds(moment.now), nonce, hint=presentation.hint, answers=answers
        )
    presentation = replace(presentation, hint=presentation.hint or pending.state == "hint")
    return given_back(shown, standing.question_id, presentation, pending, moment, standing.memory, four=visitor.four_buttons)


def undo(visitor: Visitor, n: int, moment: Moment) -> None:
    """Undo the newest answer of the study day that has not been undone. Raises NotAllowed if `n` is not that one."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        answers = [answer for answer in stored_answers.day_of(connection, visitor.id, moment.day) if answer.context != "quiz"]
        if not answers or answers[-1].n != n:
            raise NotAllowed("undo")
        with running_numbers.changing(connection, visitor.id, [answers[-1].question_id]):
            stored_answers.add_amendment(connection, visitor.id, n, kind="undo", day=moment.day, now=moment.now)
            stored_reports.withdraw(connection, visitor.id, n, "right")
            rebuild(connection, visitor.id, [answers[-1].question_id])
            daily_totals.set_day(connection, visitor.id, answers[-1].day)


def _choice(connection: Connection, visitor: Visitor, day: StudyDay, today: date, *, foresee: bool = True) -> NextQuestion | Nothing:
    """Return what to ask, or what to say if nothing is left."""
    choice = next_question(day.plan, day.studied, day.undone)
    return choice or _nothing(day, _tomorrow(connection, visitor, day, today) if foresee else ComingDay(today, 0, 0))


def _next(visitor: Visitor, day: StudyDay, choice: NextQuestion | Nothing, moment: Moment, nonce: str) -> Showing | Nothing:
    return choice if isinstance(choice, Nothing) else _showing(visitor, day, choice, moment, nonce)


def _tomorrow(connection: Connection, visitor: Visitor, day: StudyDay, today: date) -> ComingDay:
    held = stored_memories.held(connection, visitor.id, today, day.scope.deck)
    return forecasting.tomorrow(visitor, day, held, today, day.scope.deck)


def _nothing(day: StudyDay, tomorrow: ComingDay) -> Nothing:
    assignment, waiting = next(iter(day.waiting.items()), (0, 0))
    coming = (day.further, tomorrow.questions, tomorrow.minutes)
    return Nothing(*coming, day.scope.deck, day.undoable, day.reopens, day.cut, waiting, assignment, day.wanted)


def _showing(visitor: Visitor, day: StudyDay, choice: NextQuestion, moment: Moment, nonce: str) -> Showing:
    shown = day.editions[choice.question]
    state = day.ask_days.get(choice.question)
    bar = day.round(answered=False)
    presentation = Presentation(
        learner=visitor.id,
        version=shown.versions[shown.keys[choice.question]][1],
        place=STUDY,
        shown=milliseconds(moment.now),
        nonce=nonce,
        answers=state.answers if state else 0,
        marks=bar.letters,
        total=bar.total,
        reason=choice.reason,
    )
    showing = show(shown, choice.question, presentation, moment.key)
    bar = replace(bar, again=choice.reason == "return")
    return replace(showing, round=bar, undoable=day.undoable, recheck=state is not None and state.recheck)

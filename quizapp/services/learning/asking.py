"""A question as it is shown: its presentation is signed, its options are shuffled by a nonce, and nothing reveals the right answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.scheduling import Rating, previews
from quizapp.domain.questions.question import FormatError
from quizapp.domain.questions.registry import type_of
from quizapp.domain.questions.seeded import seeded
from quizapp.services.learning import pictures
from quizapp.services.learning.answering import Moment, Pending, judge
from quizapp.services.learning.editions import Edition
from quizapp.services.learning.explaining import passages
from quizapp.services.learning.presentations import Presentation, seal
from quizapp.services.learning.question_pages import RatingChoice, Reveal, RoundBar, Showing

PLAIN = ("again", "good")
"""The ratings that are offered unless the learner has chosen to see all four."""


def show(shown: Edition, question_id: int, presentation: Presentation, key: str) -> Showing:
    """Return a question as it is asked."""
    name = shown.keys[question_id]
    question, fact = shown.deck.questions[name], shown.deck.fact_of[name]
    kind = type_of(question)
    return Showing(
        deck=shown.deck.id,
        deck_title=shown.deck.title,
        language=shown.deck.language,
        question=name,
        kind=kind,
        prompt=kind.present(question, seeded(key, presentation.nonce)),
        presentation=seal(presentation, key),
        according_to=fact.according_to,
        has_hint=question.hint is not None,
        hint=(question.hint or "") if presentation.hint else "",
        round=RoundBar.of(presentation.marks, presentation.total) if presentation.total else None,
        reason=presentation.reason,
        picture=pictures.shown(shown.deck, question.image),
        option_pictures=pictures.all_shown(shown.deck, question.option_images),
    )


def given_back(
    shown: Edition,
    question_id: int,
    presentation: Presentation,
    pending: Pending,
    moment: Moment,
    memory: Memory | None,
    *,
    four: bool,
) -> Showing:
    """Return a question whose form is shown again, with what was typed and what was wrong with it, its hint, or the back of a card.

    With `four`, all four ratings of a card are offered, otherwise only Forgot and Knew it.
    """
    question = shown.question(question_id)
    showing = show(shown, question_id, presentation, moment.key)
    showing = replace(showing, typed=pending.typed, recheck=memory is not None and memory.recheck)
    if pending.state == "reveal":
        return replace(showing, reveal=reveal(shown, question_id, memory, moment, four=four))
    if pending.state == "stale":
        return replace(showing, notice="stale")
    if pending.state == "unmoved":
        return replace(showing, unmoved=True)
    judged = judge(question, pending.typed) if pending.state == "error" else None
    return replace(showing, error=judged) if isinstance(judged, FormatError) else showing


def reveal(shown: Edition, question_id: int, memory: Memory | None, moment: Moment, *, four: bool) -> Reveal:
    """Return the back of a question shown as a card, with the ratings to choose from."""
    back = back_of(shown, shown.keys[question_id])
    offered = ((rating, days) for rating, days in intervals(memory, moment).items() if four or rating in PLAIN)
    return replace(back, ratings=tuple(RatingChoice(rating, days) for rating, days in offered))


def back_of(shown: Edition, key: str) -> Reveal:
    """Return the back of a question shown as a card, without ratings."""
    question, fact = shown.deck.questions[key], shown.deck.fact_of[key]
    return Reveal(
        right=question.right,
        why=question.why or fact.why,
        statement=fact.statement,
        background=fact.background,
        checklist=question.checklist,
        passages=passages(shown, fact, question),
        picture=pictures.shown(shown.deck, fact.image),
        ratings=(),
    )


def intervals(memory: Memory | None, moment: Moment) -> Mapping[str, int]:
    """Return the days until a question comes back after each rating; after a miss it comes back today."""
    states = previews(memory.state if memory else None, moment.day)
    first = memory is None or memory.first_day == moment.day
    days = {rating.name.lower(): 1 if first else (state.due - moment.day).days for rating, state in states.items()}
    return days | {Rating.AGAIN.name.lower(): 0}

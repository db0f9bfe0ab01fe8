"""What a learner's answers to one question add up to. Memory is a function of the answers alone, so it can always be rebuilt from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from quizapp.domain.scheduling import DEFAULT, RETENTION, Parameters, Rating, State, recall, review

AnswerContext = Literal["study", "quiz", "cards"]
"""Where an answer was given; cards is the page of flashcards to flip, where learners rate themselves."""

KNOWN_FROM = 0.8
"""The predicted recall, without the guess floor, from which a fact is known."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What memory needs of one recorded answer; `counts` is False where it is kept but not fed to memory, as when it was undone."""

    day: date
    rating: Rating
    right: bool
    context: AnswerContext = "study"
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of one question for one learner.

    `first_day` is the study day of the first answer and `ask_day` the one on which the question is asked next. `streak` counts the right
    answers in a row up to the newest, `lapses` how often it was forgotten between two days. `tested` says that it was answered
    outside the cards page. `proven` says that the newest answer was right and that one of the streak was given outside the cards page
    on a day after the first: what the definition of *known* asks for.
    """

    state: State
    first_day: date
    ask_day: date
    answers: int
    lapses: int
    streak: int
    tested: bool
    proven: bool

    @property
    def last_right(self) -> bool:
        """Whether the newest answer was right."""
        return self.streak > 0


def advance(
    memory: Memory | None,
    answered: Answered,
    *,
    retention: float = RETENTION,
    parameters: Parameters = DEFAULT,
) -> Memory:
    """Return the memory after one more answer that counts; `memory` is None before the first."""
    state = review(memory.state if memory else None, answered.rating, answered.day, retention=retention, parameters=parameters)
    flipped = answered.context == "cards"
    if memory is None:
        return Memory(
            state=state,
            first_day=state.last,
            ask_day=_ask_day(state, state.last),
            answers=1,
            lapses=0,
            streak=int(answered.right),
            tested=not flipped,
            proven=False,
        )
    return Memory(
        state=state,
        first_day=memory.first_day,
        ask_day=_ask_day(state, memory.first_day),
        answers=memory.answers + 1,
        lapses=memory.lapses + _lapsed(memory, answered),
        streak=memory.streak + 1 if answered.right else 0,
        tested=memory.tested or not flipped,
        proven=answered.right and (memory.proven or (not flipped and state.last > memory.first_day)),
    )


def replay(answers: Iterable[Answered], *, retention: float = RETENTION, parameters: Parameters = DEFAULT) -> Memory | None:
    """Return the memory that answers, oldest first, add up to: None where none counts."""
    memory: Memory | None = None
    for answered in answers:
        if answered.counts:
            memory = advance(memory, answered, retention=retention, parameters=parameters)
    return memory


def is_known(memory: Memory, day: date, *, chance: float, parameters: Parameters = DEFAULT) -> bool:
    """Say whether a question's memory makes its fact known on a day. `chance` is the share a blind guess earns, below 1."""
    return memory.proven and without_guess(recall(memory.state, day, parameters), chance) >= KNOWN_FROM


def without_guess(probability: float, chance: float) -> float:
    """Return the part of a probability to be right that is knowledge: lucky guesses taken out, never below 0. `chance` is below 1."""
    return max(0.0, (probability - chance) / (1 - chance))


def _ask_day(state: State, first_day: date) -> date:
    """The day after the first is never skipped: what was met once is not yet learnt, however easy it seemed."""
    return first_day + timedelta(days=1) if state.last == first_day else state.due


def _lapsed(memory: Memory, answered: Answered) -> bool:
    """What was right when last asked is gone on a later day. Further misses before it is right again are the same lapse."""
    return memory.last_right and answered.rating == Rating.AGAIN and answered.day > memory.state.last

"""What a learner's answers add up to. Memory is a function of the answers alone, so it can always be rebuilt from them.

Each question has a memory of its own. The questions on one fact move each other's `ask_day`, since answering one recalls what the others
ask; answers are therefore replayed fact by fact. They never move each other's `state`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Literal

from quizapp.domain.memory.guessing import without_guess
from quizapp.domain.memory.own_recall import OwnRecall
from quizapp.domain.memory.scheduling import DEFAULT, RETENTION, Parameters, Rating, State, recall, review
from quizapp.domain.memory.study_day import days_after

AnswerContext = Literal["study", "quiz", "cards"]
"""Where an answer was given; "cards" is the page of flashcards to flip, where learners rate themselves."""

KNOWN_FROM = 0.8
"""The predicted recall, without lucky guesses, from which a fact is known."""

NOBODY = OwnRecall()
"""The recall of a learner who has answered nothing yet."""

IN_A_ROW = 2
"""How many right answers in a row one of several hardest questions needs to speak for those that were never asked."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What memory needs from one recorded answer; `counts` is False if the answer is stored but ignored here, for example once undone.

    `retention` is the desired retention in force when it was given, from 0 to 1: it decides when the question is due.
    """

    day: date
    rating: Rating
    right: bool
    context: AnswerContext = "study"
    counts: bool = True
    retention: float = RETENTION


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of one question for one learner.

    `first_day` is the study day of the first answer and `ask_day` the one on which the question is asked next. `streak` counts the right
    answers in a row up to the newest, and `lapses` how often the question was forgotten between two days. `tested` is true if it was
    answered outside the cards page. `proven` is true if the newest answer was right and one of the streak was given outside the cards page
    on a day after the first, as the definition of *known* requires. `recheck` is true if the right answer has been corrected since the
    newest answer: the question is asked at once, and other questions on the fact do not put it off.
    """

    state: State
    first_day: date
    ask_day: date
    answers: int
    lapses: int
    streak: int
    tested: bool
    proven: bool
    recheck: bool = False

    @property
    def last_right(self) -> bool:
        """Whether the newest answer was right."""
        return self.streak > 0


def advance(
    memory: Memory | None,
    answered: Answered,
    *,
    parameters: Parameters = DEFAULT,
) -> Memory:
    """Return the memory after one more answer that counts; `memory` is None before the first."""
    return _with_state(
        memory,
        answered,
        review(memory.state if memory else None, answered.rating, answered.day, retention=answered.retention, parameters=parameters),
    )


def _with_state(memory: Memory | None, answered: Answered, state: State) -> Memory:
    flipped = answered.context == "cards"
    if memory is None:
        return Memory(
            state=state,
            first_day=state.last,
            ask_day=_ask_day(state, state.last, answered.rating),
            answers=1,
            lapses=0,
            streak=int(answered.right),
            tested=not flipped,
            proven=False,
        )
    return Memory(
        state=state,
        first_day=memory.first_day,
        ask_day=_ask_day(state, memory.first_day, answered.rating),
        answers=memory.answers + 1,
        lapses=memory.lapses + _lapsed(memory, answered),
        streak=memory.streak + 1 if answered.right else 0,
        tested=memory.tested or not flipped,
        proven=answered.right and (memory.proven or (not flipped and state.last > memory.first_day)),
    )


def advance_fact(
    memories: Mapping[int, Memory],
    question: int,
    answered: Answered,
    *,
    parameters: Parameters = DEFAULT,
) -> dict[int, Memory]:
    """Return the memories of a fact's questions that one more answer to one of them changes.

    `memories` has those that were answered before. If the question was remembered, the others are asked no earlier than after half of its
    new interval; if it was forgotten, they are asked tomorrow.
    """
    before = memories.get(question)
    state = review(before.state if before else None, answered.rating, answered.day, retention=answered.retention, parameters=parameters)
    return changed_by(memories, question, answered, state)


def changed_by(memories: Mapping[int, Memory], question: int, answered: Answered, state: State) -> dict[int, Memory]:
    """Return the same as `advance_fact`, with the state that the answer leads to."""
    memory = _with_state(memories.get(question), answered, state)
    changed = {question: memory}
    for other, sibling in memories.items():
        ask_day = _sibling_day(sibling, memory.state, held=answered.rating > Rating.AGAIN)
        if other != question and ask_day != sibling.ask_day and not sibling.recheck:
            changed[other] = replace(sibling, ask_day=ask_day)
    return changed


def to_recheck(memory: Memory) -> Memory:
    """Return the memory of a question whose right answer has been corrected since its last answer; the next answer ends the re-check."""
    return replace(memory, recheck=True, ask_day=memory.state.last)


def replay(
    answers: Iterable[tuple[int, Answered]],
    *,
    parameters: Parameters = DEFAULT,
) -> dict[int, Memory]:
    """Return the memories that result from the answers to a fact's questions, oldest first; only answers that count make one."""
    memories: dict[int, Memory] = {}
    for question, answered in answers:
        if answered.counts:
            memories |= advance_fact(memories, question, answered, parameters=parameters)
    return memories


def is_known(memory: Memory, day: date, *, chance: float, own: OwnRecall = NOBODY, parameters: Parameters = DEFAULT) -> bool:
    """Return whether a question is known on a day: proven, and not forgotten since. `chance` is the score a blind guess earns, below 1.

    Without further answers this is lost once at most, since predicted recall only falls.
    """
    return memory.proven and is_recalled(recall(memory.state, day, parameters), chance, own)


def is_recalled(recall: float, chance: float, own: OwnRecall) -> bool:
    """Return whether a question is recalled well enough to be known, from FSRS's recall and what the learner's `own` answers say of it."""
    return without_guess(own.adjusted(recall), chance) >= KNOWN_FROM


def _ask_day(state: State, first_day: date, rating: Rating) -> date:
    """Return when the question is asked next: always on the day after the first answer or a miss, however easy it seemed."""
    return days_after(state.last, 1) if state.last == first_day or rating == Rating.AGAIN else state.due


def _sibling_day(sibling: Memory, after: State, *, held: bool) -> date:
    """Return when another question on the fact is asked, after an answer that led to a state."""
    tomorrow = days_after(after.last, 1)
    if not held:
        return tomorrow
    if sibling.state.last == after.last and not sibling.last_right:
        return sibling.ask_day  # missed today: it returns today as a choice, and is asked itself again tomorrow
    return max(sibling.ask_day, days_after(after.last, ceil((after.due - after.last).days / 2)))


def _lapsed(memory: Memory, answered: Answered) -> bool:
    """Return whether a question that was right when last asked is forgotten on a later day. More misses in a row are the same lapse."""
    return memory.last_right and answered.rating == Rating.AGAIN and answered.day > memory.state.last

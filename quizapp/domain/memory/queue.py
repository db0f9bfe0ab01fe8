"""What is asked next. None of it is stored: the plan of a study day follows from the learner's memory and the day's answers.

The order of a day: due questions, then new ones up to the daily limit, then questions that were put off, then, if the learner studies
ahead, questions that are not due yet and more new ones. A missed question returns until it is right once; one that asks for recall returns
as a choice if the fact has one. Apart from that, questions that would give each other away never fall on the same study day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import Literal

ROUND = 15
"""The number of answers in a round."""

APART = 3
"""How many other answers come between a miss, or an undo, and the question's return."""

Reason = Literal["due", "new", "later", "ahead", "return"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A question that may be asked.

    `clashes` are the facts that may not be asked on the same study day: its own and those whose quotes overlap with its quotes. Facts of
    different decks need different names here. `back` is the question that returns in its place after a miss, or 0 for the question itself:
    a question that asks for recall can come back as a choice. `apart` are the questions that may not be asked on the same study day,
    because the prompt of one prints the right answer to the other. `spoils` are those of them that ask for recall and whose answer its own
    prompt prints.
    """

    question: int
    fact: str
    clashes: frozenset[str]
    back: int = 0
    apart: frozenset[int] = frozenset()
    spoils: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Today:
    """An answer of the study day. `new`: the question was never answered before this day; `back` is that of its slot."""

    question: int
    fact: str
    right: bool
    new: bool
    back: int = 0

    @property
    def returning(self) -> int:
        """The question that returns after a miss; a right answer to it settles the miss."""
        return self.back or self.question


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What is left of a study day, each part in the order of asking. `later` holds questions put off; only `returns` were asked today."""

    due: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    later: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()
    returns: tuple[int, ...] = ()

    @property
    def left(self) -> int:
        """How many questions were not answered today."""
        return len(self.due) + len(self.new) + len(self.later) + len(self.ahead)


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question to ask, and why it is asked now."""

    question: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Round:
    """How far a round is: `done` of `total` questions. Neither counts returns."""

    done: int
    total: int


def plan(
    slots: Sequence[Slot],
    ask_days: Mapping[int, date],
    today: Sequence[Today],
    day: date,
    *,
    daily_new: int,
    ahead: bool = False,
    only: frozenset[int] | None = None,
    aside: frozenset[int] = frozenset(),
    put_off: frozenset[int] = frozenset(),
) -> DayPlan:
    """Return what is left to ask on a study day.

    `slots` are the questions in scope in the order in which new ones are asked; `ask_days` has each question that was ever answered;
    `today` holds all study answers of the day, oldest first, without undone ones. `only` are questions that the learner chose: their
    facts do not clash, and each returns as itself. `aside` are questions not to be asked this day, `put_off` those to be asked last.
    """
    if only is not None:
        slots = [replace(slot, clashes=frozenset(), back=0) for slot in slots if slot.question in only]
    slots = [slot for slot in slots if slot.question not in aside]
    answered = {answer.question for answer in today}
    open_slots = [slot for slot in slots if slot.question not in answered]
    asked = sorted((slot for slot in open_slots if slot.question in ask_days), key=lambda slot: ask_days[slot.question])
    begun = {slot.fact for slot in slots if slot.question in ask_days}
    unasked = _never_asked_facts_first((slot for slot in open_slots if slot.question not in ask_days), begun)

    taken, met = {answer.fact for answer in today}, set(answered)
    due = tuple(_apart(_recall_first([slot for slot in asked if ask_days[slot.question] <= day], taken, met), taken, met))
    begun_today = sum(answer.new for answer in first_answers(today))
    new = tuple(islice(_apart(unasked, taken, met), max(0, daily_new - begun_today)))
    later = [slot for slot in asked if ask_days[slot.question] > day] + [slot for slot in unasked if slot.question not in new]
    return DayPlan(
        due=tuple(question for question in due if question not in put_off),
        new=tuple(question for question in new if question not in put_off),
        later=tuple(question for question in due + new if question in put_off),
        ahead=tuple(_apart(later, taken, met)) if ahead else (),
        returns=_returns({slot.question for slot in slots}, today),
    )


def within(plan: DayPlan, room: int | None) -> DayPlan:
    """Return the part of a plan that fits into a day with `room` for that many more answers (None: any number). Returns always fit."""
    if room is None:
        return plan
    left = max(0, room - len(plan.returns))
    parts: dict[str, tuple[int, ...]] = {}
    for name, questions in (("due", plan.due), ("new", plan.new), ("later", plan.later), ("ahead", plan.ahead)):
        parts[name] = questions[:left]
        left -= len(parts[name])
    return replace(plan, due=parts["due"], new=parts["new"], later=parts["later"], ahead=parts["ahead"])


def next_question(plan: DayPlan, today: Sequence[Today], undone: Mapping[int, int] = MappingProxyType({})) -> NextQuestion | None:
    """Return what to ask now, or None if nothing is left.

    `today` is what the plan was made with. `undone` maps the questions whose answer was undone today to the number of answers given since.
    A question answered or undone fewer than three answers ago has to wait, unless everything left has to wait: then the one that has waited
    longest comes first. After a full round, no other begins while a missed question still has to return.
    """
    choices = [*_of("return", plan.returns)]
    if not (plan.returns and _is_full(len(first_answers(today)))):
        choices += [*_of("due", plan.due), *_of("new", plan.new), *_of("later", plan.later), *_of("ahead", plan.ahead)]
    newest = [answer.returning for answer in today[: -APART - 1 : -1]]

    def waited(choice: tuple[int, Reason]) -> int:
        since = newest.index(choice[0]) if choice[0] in newest else APART
        return min(since, undone.get(choice[0], APART))

    chosen = next((choice for choice in choices if waited(choice) == APART), None) or max(choices, key=waited, default=None)
    return NextQuestion(*chosen) if chosen else None


def first_answers(today: Iterable[Today]) -> tuple[Today, ...]:
    """Return the day's first answer to each question, oldest first, which the round's progress bar counts. Returns are not counted."""
    first: dict[int, Today] = {}
    for answer in today:
        first.setdefault(answer.returning, answer)
    return tuple(first.values())


def round_of(plan: DayPlan, today: Sequence[Today], *, answered: bool = False) -> Round:
    """Return the round of the next question, or of the answer just given; a return belongs to the round of its miss."""
    return round_state(len(first_answers(today)), plan.left, closing=answered or bool(plan.returns))


def round_state(first_answers: int, left: int, *, closing: bool) -> Round:
    """Return how far the round is after this many first answers of the day, with `left` questions still to come.

    If a round is just full, `closing` selects it (after its last answer, and during its returns); otherwise the next one is returned.
    """
    if closing and _is_full(first_answers):
        return Round(ROUND, ROUND)
    done = first_answers % ROUND
    return Round(done, min(ROUND, done + left))


def ends_round(first_answers: int, left: int, returns_waiting: int) -> bool:
    """Return whether the answer just given ended the round: it is full or nothing is left, and no missed question has to return."""
    return returns_waiting == 0 and (left == 0 or _is_full(first_answers))


def _is_full(first_answers: int) -> bool:
    return first_answers > 0 and first_answers % ROUND == 0


def _of(reason: Reason, questions: tuple[int, ...]) -> Iterator[tuple[int, Reason]]:
    return ((question, reason) for question in questions)


def _never_asked_facts_first(unasked: Iterable[Slot], begun: set[str]) -> list[Slot]:
    """Put one question on each fact that was never asked before all others; the order stays otherwise."""
    fresh: list[Slot] = []
    further: list[Slot] = []
    met = set(begun)
    for slot in unasked:
        (further if slot.fact in met else fresh).append(slot)
        met.add(slot.fact)
    return fresh + further


def _recall_first(due: Sequence[Slot], taken: set[str], met: set[int]) -> list[Slot]:
    """Put a question that asks for recall before those that print its answer, if it can be asked; the order stays otherwise."""
    askable = {slot.question: slot for slot in due if taken.isdisjoint(slot.clashes) and met.isdisjoint(slot.apart)}
    found: dict[int, Slot] = {}
    for slot in due:
        for question in sorted(slot.spoils & askable.keys()):
            found.setdefault(question, askable[question])
        found.setdefault(slot.question, slot)
    return list(found.values())


def _apart(slots: Iterable[Slot], taken: set[str], met: set[int]) -> Iterator[int]:
    """Yield the questions that clash with no fact or question taken before them, and add theirs to `taken` and `met`."""
    for slot in slots:
        if taken.isdisjoint(slot.clashes) and met.isdisjoint(slot.apart):
            taken.add(slot.fact)
            met.add(slot.question)
            yield slot.question


def _returns(scope: set[int], today: Sequence[Today]) -> tuple[int, ...]:
    """Return the questions in scope that stand for questions answered today but never right, the one answered longest ago first."""
    right = {answer.returning for answer in today if answer.right}
    newest_first = dict.fromkeys(answer.returning for answer in reversed(today) if answer.returning in scope - right)
    return tuple(reversed(newest_first))

"""Which questions a quiz asks, and what its answers add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import fsum
from random import Random


@dataclass(frozen=True, slots=True)
class QuizCandidate:
    """A question that a quiz may ask (no flashcard). `asked`: ever, in study or quiz; `drawn`: in an earlier quiz on this deck.

    `apart` are the questions that may not be asked in the same quiz, because the prompt of one prints the right answer to the other.
    """

    question: int
    fact: str
    category: str
    asked: bool = False
    drawn: bool = False
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Score:
    """Points out of the number of questions."""

    points: float
    of: int

    @property
    def share(self) -> float:
        """The points as a share from 0 to 1; 0 if there are no questions."""
        return self.points / self.of if self.of else 0.0


def draw(entries: Iterable[QuizCandidate], *, size: int, seed: int, categories: Collection[str] | None = None) -> tuple[int, ...]:
    """Return at most `size` questions in the order of the quiz: the same for the same candidates and seed.

    No fact is repeated while others are left, and questions not drawn before come first. Questions that answer one another never meet, even
    if that leaves fewer than `size`. `categories` is None for all.
    """
    rng = Random(seed)  # noqa: S311 - not a secret: a quiz is drawn again from its stored seed
    turns = _turns((entry for entry in entries if categories is None or entry.category in categories), rng)
    questions = list(islice(_apart(entry for turn in turns for entry in turn), size))
    rng.shuffle(questions)
    return tuple(questions)


def draw_everything(entries: Iterable[QuizCandidate], *, seed: int) -> tuple[int, ...]:
    """Return one question on each fact, facts that were never asked first: the quiz that checks everything.

    Of the questions on a fact, one is taken that answers none taken before it, if there is one.
    """
    entries = list(entries)
    begun = {entry.fact for entry in entries if entry.asked}
    turns = _turns(entries, Random(seed))  # noqa: S311 - as above
    chosen: list[QuizCandidate] = []
    for entry in sorted(turns[0], key=lambda entry: entry.fact in begun) if turns else []:
        met = {taken.question for taken in chosen}
        others = (other for turn in turns for other in turn if other.fact == entry.fact)
        chosen.append(next((other for other in others if met.isdisjoint(other.apart)), entry))
    return tuple(entry.question for entry in chosen)


def total(scores: Iterable[float | None]) -> Score:
    """Return the points of an attempt from the score of each position; an unanswered one is None and scores 0."""
    points = [score or 0.0 for score in scores]
    return Score(fsum(points), len(points))


def total_by_category(scores: Sequence[tuple[str, float | None]]) -> dict[str, Score]:
    """Return the points in each category, from the category and the score of each position."""
    return {name: total(score for category, score in scores if category == name) for name, _ in scores}


def _apart(entries: Iterable[QuizCandidate]) -> Iterator[int]:
    """Yield the questions that answer none of those before them."""
    met: set[int] = set()
    for entry in entries:
        if met.isdisjoint(entry.apart):
            met.add(entry.question)
            yield entry.question


def _turns(entries: Iterable[QuizCandidate], rng: Random) -> list[list[QuizCandidate]]:
    """Deal the shuffled questions: one on each fact, then a second where there is one, and so on; those not drawn before come first."""
    shuffled = sorted(entries, key=lambda entry: entry.question)
    rng.shuffle(shuffled)
    turns: list[list[QuizCandidate]] = []
    dealt = Counter[str]()
    for entry in sorted(shuffled, key=lambda entry: entry.drawn):
        if dealt[entry.fact] == len(turns):
            turns.append([])
        turns[dealt[entry.fact]].append(entry)
        dealt[entry.fact] += 1
    return turns

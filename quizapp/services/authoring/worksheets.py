"""Printed worksheets: some questions of a deck, with their options in an order that depends on a seed, and the key on a separate page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from quizapp.domain.questions.question import OnPaper, Prompt, Question
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Deck
from quizapp.services.authoring.exporting import deck_to_read
from quizapp.services.learning import pictures
from quizapp.services.learning.question_pages import ShownPicture
from quizapp.services.people.accounts import Visitor

MOST = 100
USUAL = 12


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question of the sheet and how it is answered there; the key is empty on a sheet without one. `said` says whose claim it is."""

    prompt: Prompt
    printed: OnPaper
    said: str
    picture: ShownPicture | None = None
    option_pictures: Mapping[str, ShownPicture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet: what was requested and what is available. Equal seeds and choices give equal sheets."""

    id: str
    title: str
    language: str
    seed: str
    count: int
    total: int
    categories: Mapping[str, str]
    chosen: Collection[str]
    items: Sequence[SheetQuestion]
    with_key: bool


def worksheet(who: Visitor, deck_id: str, seed: str, count: int, categories: Collection[str], *, with_key: bool) -> Worksheet:
    """Return a worksheet of a deck for teachers who may read it; without categories it uses all.

    Raises NotFound, and Invalid (deck) for a draft with errors.
    """
    deck = deck_to_read(who, deck_id)
    chosen = [category for category in deck.categories if category in categories]
    fitting = _fitting(deck, chosen)
    picked = _picked(fitting, min(max(count, 1), MOST), seed)
    items = [_item(question, deck, seed, with_key=with_key) for question in picked]
    total = sum(map(len, fitting))
    return Worksheet(deck_id, deck.title, deck.language, seed, len(items), total, deck.categories, chosen, items, with_key)


def _fitting(deck: Deck, chosen: Collection[str]) -> list[list[Question]]:
    """Return the questions of the chosen categories, fact by fact; an entry that asks in two ways is used in one."""
    found = []
    for fact in deck.facts:
        turned = {side.id for question in fact.questions for side in type_of(question).sides(question)[1:]}
        found.append(
            [
                question
                for question in fact.questions
                if question.id not in turned and (not chosen or (question.category or fact.category) in chosen)
            ]
        )
    return [questions for questions in found if questions]


def _picked(facts: Sequence[Sequence[Question]], count: int, seed: str) -> list[Question]:
    """Choose questions in the deck's order: one on each fact before a second on any, since they may answer one another."""
    rng = Random(f"{seed}/questions")  # noqa: S311 - chooses questions, keeps no secret
    turns = []
    for questions in facts:
        mixed = list(questions)
        rng.shuffle(mixed)
        turns += [(turn, rng.random(), str(question.id)) for turn, question in enumerate(mixed)]
    taken = {key for _, _, key in sorted(turns)[:count]}
    return [question for questions in facts for question in questions if question.id in taken]


def _item(question: Question, deck: Deck, seed: str, *, with_key: bool) -> SheetQuestion:
    kind = type_of(question)
    prompt = kind.present(question, Random(f"{seed}/{question.id}"))  # noqa: S311 - shuffles what is printed
    fact = deck.fact_of[str(question.id)]
    shown = pictures.shown(deck, question.image), pictures.all_shown(deck, question.option_images)
    printed = kind.printed(question, prompt)
    return SheetQuestion(prompt, printed if with_key else replace(printed, key=""), fact.according_to, *shown)

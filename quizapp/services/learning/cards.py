"""A deck as flashcards: every question, a category, or those that keep slipping; to sort into two piles, or to rate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from quizapp.db.base import transaction
from quizapp.db.learning import stored_draws, stored_memories
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import keeps_slipping
from quizapp.domain.questions.question import Card, Front, Question, Written
from quizapp.domain.questions.registry import type_of
from quizapp.domain.questions.seeded import seeded
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import NotFound
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.asking import reveal, show
from quizapp.services.learning.editions import Edition, for_learner
from quizapp.services.learning.presentations import CARDS, Presentation, milliseconds
from quizapp.services.learning.question_pages import Showing
from quizapp.services.people.accounts import Visitor

ALL = "all"
SLIPS = "slips"

LETTERS = AGAIN, KEPT, PASSED = "a", "k", "p"
"""Where a card went, one letter each: on the pile "again", on "kept", or on none, since another card was asked for."""


@dataclass(frozen=True, slots=True)
class CardChoice:
    """Which cards one can go through: a name for the address, the title of a category (empty for all and slips), and their number."""

    which: str
    title: str
    cards: int


@dataclass(frozen=True, slots=True)
class Picked:
    """Which cards are gone through: `which` of the deck, shuffled if there is a `seed`, one for each question if they are `rated`.

    `only` has a letter for each of them: if it is not empty, those that went on "again" are gone through again.
    """

    which: str = ALL
    seed: str = ""
    only: str = ""
    rated: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is in a pile: a letter for each card before, and the question of the card to show if it is not the next one."""

    marks: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class CardPile:
    """One card of a pile, or both piles after the last.

    `marks` are the letters of the cards before this one, and `front` is its front; showing and front are None after the last card and for
    a pile without cards, whose `total` is 0. `after` is the question of the card that follows, empty at the end. After the last card
    `missed` are the fronts of those that went on "again", and `again` is `Picked.only` to go through just them.
    """

    deck: Deck
    which: str
    choices: Sequence[CardChoice]
    total: int
    marks: str = ""
    showing: Showing | None = None
    front: Front | None = None
    after: str = ""
    missed: tuple[Front, ...] = ()
    again: str = ""

    @property
    def position(self) -> int:
        """The number of the card, counted from 1."""
        return len(self.marks) + 1

    @property
    def on_again(self) -> int:
        """How many cards went on the pile "again"."""
        return self.marks.count(AGAIN)

    @property
    def on_kept(self) -> int:
        """How many cards went on the pile "kept"."""
        return self.marks.count(KEPT)


@dataclass(frozen=True, slots=True)
class Printed:
    """A card on paper; `written` is the format of the texts on its back."""

    written: Written
    card: Card


@dataclass(frozen=True, slots=True)
class _Piled:
    """A card of a pile, and the question that it is or is a part of."""

    key: str
    card: Card = field(repr=False)


def pile(visitor: Visitor, deck_id: str, picked: Picked, place: Place, *, turned: bool, moment: Moment, nonce: str) -> CardPile:
    """Return the card at a place of a pile, or both piles after the last. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        memories = stored_memories.memories(connection, visitor.id)
        held_out = stored_draws.held_out(connection, visitor.id, moment.now)
    made = {key: _made(shown.deck.questions[key], moment.key, key, rated=picked.rated) for key in shown.deck.questions}
    every = [card for key in chosen(shown, picked.which, memories, held_out) for card in made[key]]
    if picked.seed:
        Random(picked.seed).shuffle(every)  # noqa: S311 - an order that the address can name again
    cards = [card for card, letter in zip(every, picked.only, strict=False) if letter == AGAIN] if picked.only else every
    titles = {ALL: "", SLIPS: ""} | dict(shown.deck.categories)
    counts = {which: sum(len(made[key]) for key in chosen(shown, which, memories, held_out)) for which in titles}
    choices = [CardChoice(which, title, counts[which]) for which, title in titles.items()]
    at = next((index for index, card in enumerate(cards) if card.key == place.at), len(place.marks))
    marks = place.marks or PASSED * at
    if at >= len(cards):
        marks = marks if picked.rated else marks[: len(cards)]
        return _ended(CardPile(shown.deck, picked.which, choices, len(cards), marks), every, cards, picked)
    here, total = cards[at], len(marks) + len(cards) - at
    showing = _showing(shown, here, visitor, memories, moment, nonce, turned=turned)
    after = cards[at + 1].key if at + 1 < len(cards) else ""
    return CardPile(shown.deck, picked.which, choices, total, marks, showing, here.card.front, after)


def printed(deck_id: str, visitor: Visitor, which: str) -> tuple[Deck, list[Printed]]:
    """Return the cards of a pile to print, in the order of the reading. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        memories = stored_memories.memories(connection, visitor.id)
        held_out = stored_draws.held_out(connection, visitor.id, visitor.at)
    found = {key: shown.deck.questions[key] for key in chosen(shown, which, memories, held_out)}
    return shown.deck, [
        Printed(type_of(question).right_as, made.card)
        for key, question in found.items()
        for made in _made(question, deck_id, key, rated=False)
    ]


def chosen(shown: Edition, which: str, memories: Mapping[int, Memory], held_out: Collection[int] = ()) -> list[str]:
    """Return the keys of the questions in a pile, in the order of the reading, without those held out of practice until a quiz.

    Raises NotFound if the category is not in the deck.
    """
    if which not in {ALL, SLIPS, *shown.deck.categories}:
        raise NotFound(which)
    asked = {key: shown.versions[key][0] for key in shown.deck.questions}
    held = {key: memories.get(question) for key, question in asked.items() if question not in held_out}
    return [
        key for key, memory in held.items() if which in {ALL, shown.deck.category_of(key)} or (which == SLIPS and memory and _slips(memory))
    ]


def _made(question: Question, secret: str, key: str, *, rated: bool) -> tuple[_Piled, ...]:
    """Return the cards of a question; what they offer stands in the same order each time, which nobody can draw without the secret."""
    kind = type_of(question)
    prompt = kind.present(question, seeded(secret, key))
    cards = (kind.as_card(question, prompt),) if rated else kind.as_cards(question, prompt)
    return tuple(_Piled(key, card) for card in cards)


def _slips(memory: Memory) -> bool:
    return not memory.last_right or keeps_slipping(memory)


def _ended(pile: CardPile, every: Sequence[_Piled], cards: Sequence[_Piled], picked: Picked) -> CardPile:
    """Return a pile after its last card: the fronts of the cards that went on "again", and a letter for each card of the whole pile."""
    missed = [card for card, letter in zip(cards, pile.marks, strict=False) if letter == AGAIN]
    stable = not (picked.rated and picked.which == SLIPS)  # what is rated leaves the pile of what slips, or stays by itself
    again = "".join(AGAIN if any(card is one for one in missed) else KEPT for card in every) if missed and stable else ""
    return replace(pile, missed=tuple(card.card.front for card in missed) if stable else (), again=again)


def _showing(
    shown: Edition, piled: _Piled, visitor: Visitor, memories: Mapping[int, Memory], moment: Moment, nonce: str, *, turned: bool
) -> Showing:
    question_id, version = shown.versions[piled.key]
    memory = memories.get(question_id)
    presentation = Presentation(
        learner=visitor.id,
        version=version,
        place=CARDS,
        shown=milliseconds(moment.now),
        nonce=nonce,
        answers=memory.answers if memory else 0,
    )
    showing = show(shown, question_id, presentation, moment.key)
    if not turned:
        return showing
    back = reveal(shown, question_id, memory, moment, four=visitor.four_buttons)
    return replace(showing, reveal=replace(back, right=piled.card.back))

"""A deck as flashcards: every question, a category, or those that keep slipping; to browse or to rate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from quizapp.db.base import transaction
from quizapp.db.learning import stored_draws, stored_memories
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import keeps_slipping
from quizapp.domain.questions.question import Question, Written
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import NotFound
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.asking import reveal, show
from quizapp.services.learning.editions import Edition, for_learner
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.learning.presentations import CARDS, Presentation, milliseconds
from quizapp.services.learning.question_pages import Showing
from quizapp.services.people.accounts import Visitor

ALL = "all"
SLIPS = "slips"


@dataclass(frozen=True, slots=True)
class CardChoice:
    """Which cards one can go through: a name for the address, the title of a category (empty for all and slips), and their number."""

    which: str
    title: str
    cards: int


@dataclass(frozen=True, slots=True)
class CardPile:
    """One card of a pile. `position` counts from 1; `before` and `after` are the neighbouring questions, empty at the ends."""

    deck: Deck
    which: str
    position: int
    total: int
    choices: Sequence[CardChoice]
    showing: Showing | None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A card on paper; `back` is the right answer, `written` the format of its texts.

    `offered` are the lists on its front (domain.questions.question.Prompt.offered), and `statement` is true if it asks true or false.
    """

    written: Written
    front: str
    offered: tuple[tuple[str, ...], ...]
    statement: bool
    back: tuple[str, ...]


def pile(visitor: Visitor, deck_id: str, *, which: str, seed: str, at: str, turned: bool, moment: Moment, nonce: str) -> CardPile:
    """Return the card of question `at`, or the first; shuffled if there is a seed. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        memories = stored_memories.memories(connection, visitor.id)
        held_out = stored_draws.held_out(connection, visitor.id, moment.now)
    keys = chosen(shown, which, memories, held_out)
    if seed:
        Random(seed).shuffle(keys)  # noqa: S311 - an order that the address can name again
    choices = _choices(shown, memories, held_out)
    if not keys:
        return CardPile(shown.deck, which, 0, 0, choices, None)
    index = keys.index(at) if at in keys else 0
    showing = _showing(shown, keys[index], visitor, memories, moment, nonce, turned=turned)
    before = keys[index - 1] if index else ""
    after = keys[index + 1] if index + 1 < len(keys) else ""
    return CardPile(shown.deck, which, index + 1, len(keys), choices, showing, before, after)


def printed(deck_id: str, visitor: Visitor, which: str) -> tuple[Deck, list[Printed]]:
    """Return the cards of a pile to print, in the order of the reading. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        memories = stored_memories.memories(connection, visitor.id)
        held_out = stored_draws.held_out(connection, visitor.id, visitor.at)
    return shown.deck, [_printed(key, shown.deck.questions[key]) for key in chosen(shown, which, memories, held_out)]


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


def _printed(key: str, question: Question) -> Printed:
    kind = type_of(question)
    prompt = kind.present(question, Random(key))  # noqa: S311 - shuffles what is printed, the same each time
    offered = () if kind.statement else prompt.offered
    return Printed(kind.right_as, plain_prompt(question), offered, kind.statement, question.right)


def _slips(memory: Memory) -> bool:
    return not memory.last_right or keeps_slipping(memory)


def _choices(shown: Edition, memories: Mapping[int, Memory], held_out: Collection[int]) -> list[CardChoice]:
    titles = {ALL: "", SLIPS: ""} | dict(shown.deck.categories)
    return [CardChoice(which, title, len(chosen(shown, which, memories, held_out))) for which, title in titles.items()]


def _showing(
    shown: Edition, key: str, visitor: Visitor, memories: Mapping[int, Memory], moment: Moment, nonce: str, *, turned: bool
) -> Showing:
    question_id, version = shown.versions[key]
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
    return replace(showing, reveal=reveal(shown, question_id, memory, moment, four=visitor.four_buttons)) if turned else showing

"""A deck as other programs see it: questions with an explanation and a category, and what is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from quizapp.bank.exchange.notices import Notice
from quizapp.bank.shape import NOTES
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import Question
from quizapp.domain.reading.deck import Deck, Fact

DECK = (
    *("description", "reading", "easy", "retells", "before", "after", "glossary", NOTES, "as_of", "check_again", "asides", "terms"),
    "links",
)
FACTS = ("statement", "short", "quotes", "according_to", "background", "about", "when", "tags", "formerly", "image")
OPTIONS = frozenset(["distractors", "choices"])
ALWAYS = frozenset(["id", "type", "prompt", "why", "category", "both_ways"])
"""Fields that every writer handles itself."""

MARKED = (
    *(N_("description"), N_("reading"), N_("as_of"), N_("asides"), N_("terms"), N_("links")),
    *(N_("easy"), N_("retells"), N_("before"), N_("after"), N_("glossary"), N_("teacher"), N_("check_again")),
    *(
        N_("statement"),
        N_("short"),
        N_("quotes"),
        N_("quote"),
        N_("according_to"),
        N_("background"),
        N_("about"),
        N_("when"),
        N_("tags"),
        N_("formerly"),
    ),
    *(N_("image"), N_("answer"), N_("answers"), N_("accept"), N_("vague"), N_("kind"), N_("mistakes"), N_("unit"), N_("tolerance")),
    *(N_("precision"), N_("choices"), N_("distractors"), N_("pairs"), N_("any_order"), N_("items"), N_("evidence"), N_("ideas")),
    *(N_("hint"), N_("level"), N_("asks"), N_("why"), N_("prompt"), N_("category"), N_("type"), N_("both_ways")),
    *(N_("multiple_choice"), N_("multiple_answer"), N_("true_false"), N_("short_answer"), N_("numeric"), N_("date"), N_("cloze")),
    *(N_("matching"), N_("ordering"), N_("flashcard")),
)
"""What can be lost, under its name in a deck; translations may use other words."""


@dataclass(frozen=True, slots=True)
class OutgoingQuestion:
    """A question to write. `category` is the title of its category."""

    question: Question
    fact: Fact
    why: str
    category: str

    @property
    def id(self) -> str:
        """The question's id."""
        return str(self.question.id)

    @property
    def type(self) -> str:
        """The name of the question's type."""
        return str(getattr(self.question, "type", ""))


Writer = Callable[[OutgoingQuestion], str]


def items(deck: Deck, *, one_card: bool) -> list[OutgoingQuestion]:
    """Return the questions of a deck in its order; with `one_card`, both sides of a card are one question."""
    both = [question.id for question in deck.questions.values() if one_card and getattr(question, "both_ways", False)]
    turned = {f"{name}-back" for name in both}
    return [
        OutgoingQuestion(question, fact, question.why or fact.why, deck.categories.get(deck.category_of(str(question.id)), ""))
        for fact in deck.facts
        for question in fact.questions
        if question.id not in turned
    ]


@dataclass(frozen=True)
class FormatScope:
    """What a format can express: for each type, its fields besides the common ones, and what other types become."""

    keeps: Mapping[str, frozenset[str]]
    becomes: Mapping[str, str]
    everywhere: frozenset[str] = frozenset()
    ids: bool = True
    facts: frozenset[str] = frozenset()
    feedback: bool = True

    def split(self, deck: Deck) -> tuple[list[OutgoingQuestion], list[Notice]]:
        """Return the questions that the format can express, and notices about everything it cannot."""
        all_items = items(deck, one_card="both_ways" in self.keeps.get("flashcard", ("both_ways",)))
        kept = [item for item in all_items if item.type in self.keeps]
        losses = [*self._of_deck(deck), *(loss for item in all_items for loss in self._of(item))]
        return kept, losses

    def _of_deck(self, deck: Deck) -> Iterator[Notice]:
        for name in DECK:
            if getattr(deck, name):
                yield Notice("deck-left-out", params={"what": Phrase(name)})
        for name in FACTS:
            holders = sum(bool(getattr(fact, name)) for fact in deck.facts)
            if holders and name not in self.facts:
                what = Phrase(name.removesuffix("s") if name == "quotes" else name)
                yield Notice("facts-left-out", params={"what": what, "count": holders})
        if not self.ids:
            yield Notice("ids-left-out")

    def _of(self, item: OutgoingQuestion) -> Iterator[Notice]:
        if item.type not in self.keeps:
            yield Notice("skipped", item.id, params={"type": Phrase(item.type)})
            return
        if item.type in self.becomes:
            yield Notice("changed", item.id, params={"type": Phrase(item.type), "into": Phrase(self.becomes[item.type])})
        kept = ALWAYS | self.everywhere | self.keeps[item.type]
        for name in type(item.question).model_fields:
            if getattr(item.question, name) and name not in kept:
                yield Notice("left-out", item.id, params={"what": Phrase(name)})
        if item.question.option_images and "image" not in kept:
            yield Notice("left-out", item.id, params={"what": Phrase(N_("image of the options"))})
        if not self.feedback and any(entry.feedback for name in OPTIONS & kept for entry in getattr(item.question, name, None) or ()):
            yield Notice("left-out", item.id, params={"what": Phrase(N_("feedback"))})

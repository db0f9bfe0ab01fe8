"""How the parts of a deck refer to one another: categories, terms, facts as causes and as evidence, earlier ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from quizapp.bank.nearest import nearest
from quizapp.bank.problems import FilePlace, RuleFinding, shown
from quizapp.bank.shape import DECK_FILE, TEXT_FILES, DeckFile
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import Question
from quizapp.domain.reading.deck import Fact
from quizapp.domain.reading.glossing import evened

DECK = FilePlace(DECK_FILE)


@dataclass(frozen=True)
class Names:
    """A deck's deck.yaml, whether it asks anything, the facts that could be made, and the place of everything with an id."""

    shape: DeckFile
    asks: bool
    facts: Sequence[Fact]
    fact_places: Mapping[str, FilePlace]
    question_places: Mapping[str, FilePlace]

    @property
    def questions(self) -> Iterator[Question]:
        """Every question that could be made."""
        return (question for fact in self.facts for question in fact.questions)


def no_facts(names: Names) -> Iterator[RuleFinding]:
    """A deck asks at least one question."""
    if not names.asks:
        yield RuleFinding("no-facts", DECK)


def categories(names: Names) -> Iterator[RuleFinding]:
    """If a deck names its categories, every fact belongs to one of them."""
    titles = names.shape.categories
    if not titles:
        return
    used = [(fact.category, names.fact_places[fact.id]) for fact in names.facts]
    used += [(question.category, names.question_places[str(question.id)]) for question in names.questions if question.category]
    for category, place in used:
        if not category:
            yield RuleFinding("category-missing", place, {"known": tuple(titles)})
        elif category not in titles:
            yield RuleFinding("unknown-category", place / "category", {"category": category, "known": tuple(titles)})


def terms(names: Names) -> Iterator[RuleFinding]:
    """A name belongs to one term."""
    owners: dict[str, int] = {}
    for index, term in enumerate(names.shape.terms or ()):
        for name in (term.name, *(term.also or ())):
            owner = owners.setdefault(name.casefold(), index)
            if owner != index:
                yield RuleFinding("duplicate-term", DECK / "terms" / index, {"name": name})


def about(names: Names) -> Iterator[RuleFinding]:
    """A fact is about terms of the deck, given by their full names."""
    known = [term.name for term in names.shape.terms or ()]
    for fact in names.facts:
        for index, name in enumerate(fact.about):
            if name not in known:
                place = names.fact_places[fact.id] / "about" / index
                yield RuleFinding("unknown-term", place, {"name": name, "nearest": _or(nearest(name, known))})


def evidence(names: Names) -> Iterator[RuleFinding]:
    """The evidence of a question consists of facts of the deck other than its own."""
    for question in names.questions:
        for index, fact_id in enumerate(question.rests_on):
            if fact_id not in names.fact_places:
                yield _unknown(fact_id, names.question_places[str(question.id)] / "evidence" / index, names)


def links(names: Names) -> Iterator[RuleFinding]:
    """Links connect facts of the deck, and no effect is a cause of its own cause."""
    graph = TopologicalSorter[str]()
    for index, link in enumerate(names.shape.links or ()):
        graph.add(link.effect, link.cause)
        for key, fact_id in (("cause", link.cause), ("effect", link.effect)):
            if fact_id not in names.fact_places:
                yield _unknown(fact_id, DECK / "links" / index / key, names)
    try:
        graph.prepare()
    except CycleError as error:
        circle = error.args[1]
        steps = set(pairwise(circle))
        last = max(index for index, link in enumerate(names.shape.links or ()) if (link.cause, link.effect) in steps)
        yield RuleFinding("link-cycle", DECK / "links" / last, {"circle": " -> ".join(circle)})


def formerly(names: Names) -> Iterator[RuleFinding]:
    """An earlier id is no longer in use."""
    entries = [(fact.formerly, names.fact_places, fact.id) for fact in names.facts]
    entries += [(question.formerly or (), names.question_places, str(question.id)) for question in names.questions]
    for old_ids, places, name in entries:
        for index, old in enumerate(old_ids):
            if old in places:
                yield RuleFinding("former-id-in-use", places[name] / "formerly" / index, {"id": old, "first": places[old]})


def text_files(names: Names) -> Iterator[RuleFinding]:
    """Each Markdown file has one purpose: what is for teachers is not also what is read."""
    owners: dict[str, str] = {}
    for key in TEXT_FILES:
        name = getattr(names.shape, key)
        if name and owners.setdefault(name, key) != key:
            yield RuleFinding("same-file", DECK / key, {"key": key, "other": owners[name]})


def needs_reading(names: Names) -> Iterator[RuleFinding]:
    """What stands around a reading, or retells it, needs one."""
    if not names.shape.reading:
        for key in ("easy", "retells", "before", "after", "glossary"):
            if getattr(names.shape, key):
                yield RuleFinding("needs-reading", (DECK / key).key, {"key": key})


def glossary(names: Names) -> Iterator[RuleFinding]:
    """The glossary explains each word once."""
    met: set[str] = set()
    for index, entry in enumerate(names.shape.glossary or ()):
        if evened(entry.word) in met:
            yield RuleFinding("duplicate-word", DECK / "glossary" / index, {"word": entry.word})
        met.add(evened(entry.word))


RULES = (
    (no_facts, "facts"),
    (categories, "categories"),
    (terms, "terms"),
    (about, "terms"),
    (evidence, ""),
    (links, "links"),
    (formerly, ""),
    (text_files, ""),
    (needs_reading, "reading"),
    (glossary, "glossary"),
)
"""Each rule with the key of deck.yaml that it depends on."""


def findings(names: Names, broken: Collection[str]) -> Iterator[RuleFinding]:
    """Yield references to things that do not exist; rules that depend on `broken` keys of deck.yaml are skipped."""
    for rule, key in RULES:
        if key not in broken:
            yield from rule(names)


def _unknown(fact_id: str, place: FilePlace, names: Names) -> RuleFinding:
    return RuleFinding("unknown-fact", place, {"id": fact_id, "nearest": _or(nearest(fact_id, names.fact_places))})


def _or(name: str) -> str:
    return Phrase(N_(", such as {name}"), {"name": shown(name)}) if name else ""

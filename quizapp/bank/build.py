"""Turns plain data into an immutable Deck. Everything that prevents this is reported, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from quizapp.bank import faults, references
from quizapp.bank.nearest import nearest_words
from quizapp.bank.problems import FilePlace, RuleFinding, shown
from quizapp.bank.shape import DECK_FILE, EASY, NOTES, DeckFile, FactEntry, FactsFile, GlossaryEntry, LinkEntry, SourceEntry, TermEntry
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import Context, Question, Term
from quizapp.domain.questions.registry import QUESTION_TYPES
from quizapp.domain.reading.deck import Deck, Fact, GlossaryWord, Link, Picture, Reading, Source, Span
from quizapp.domain.reading.passages import Finder
from quizapp.domain.reading.richtext import read

LONGEST_RIVAL = 60
"""The longest text, in characters, that a misspelling could be mistaken for."""

MANY = 50
"""After this many findings, nothing is looked up any more to suggest a fix."""

COPY_THEM = N_("Copy the words from the reading, all from one paragraph.")

TYPES = {kind.name: kind for kind in QUESTION_TYPES}
KEYS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "feedback"),
    "distractors": ("text", "feedback"),
    "mistakes": ("text", "feedback"),
    "choices": ("text", "feedback", "image"),
    "image": ("file", "alt"),
}

INNER: Mapping[str, type[BaseModel]] = {"terms": TermEntry, "links": LinkEntry, "source": SourceEntry, "glossary": GlossaryEntry}
"""The mappings in deck.yaml, by their key."""

Shape = TypeVar("Shape", bound=BaseModel)


class BrokenDeck(ValueError):  # noqa: N818 - read as a sentence: raise BrokenDeck
    """Stored data that no longer make a deck; `findings` say why."""

    def __init__(self, findings: Sequence[RuleFinding]) -> None:
        super().__init__("; ".join(f"{finding.code} at {finding.place}" for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Parts:
    """The data of a deck's files: `deck` is deck.yaml; `files` are all that contain facts, by name; the texts are Markdown."""

    id: str
    deck: Mapping[str, Any]
    files: Mapping[str, Mapping[str, Any]]
    reading: str | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    easy: str | None = None
    teacher: str | None = None


@dataclass
class Compiled:
    """The result of compiling: the deck, as far as it could be made, the findings, and the places of its facts and questions.

    `is_sound` is true if deck.yaml itself has the right shape.
    """

    deck: Deck
    findings: list[RuleFinding]
    facts: dict[str, FilePlace] = field(default_factory=dict)
    questions: dict[str, FilePlace] = field(default_factory=dict)
    is_sound: bool = True


def build(data: Mapping[str, Any]) -> Deck:
    """Return the deck that stored canonical data describe. Raises BrokenDeck if this version of the program cannot use them."""
    files = {entry["name"]: {key: value for key, value in entry.items() if key != "name"} for entry in data["files"]}
    pictures = {name: Picture(one["digest"], one["width"], one["height"]) for name, one in data.get("pictures", {}).items()}
    further = {key: data.get(key) for key in (EASY, NOTES)}
    parts = Parts(data["id"], data["deck"], files, data["reading"], pictures, **further)
    compiled = compile_deck(parts, stored=True, literal=not data.get("notation"))
    if compiled.findings:
        raise BrokenDeck(compiled.findings)
    return compiled.deck


def question_id(raw: Mapping[str, Any], fact_id: str) -> str | None:
    """Return the id of a question on a fact: its own, or else the fact's id and the type."""
    named = raw.get("id")
    return named or (f"{fact_id}-{str(raw.get('type')).replace('_', '-')}" if fact_id else None)


def compile_deck(parts: Parts, *, stored: bool = False, literal: bool = False) -> Compiled:
    """Make a deck from its parts and find everything that is wrong with them.

    The rules of the types are not applied to `stored` parts; in `literal` ones brackets belong to answers.
    """
    return _Compiler(parts, stored=stored, literal=literal).compile()


class _Compiler:
    def __init__(self, parts: Parts, *, stored: bool, literal: bool) -> None:
        self.parts = parts
        self.findings: list[RuleFinding] = []
        self.facts: dict[str, FilePlace] = {}
        self.questions: dict[str, FilePlace] = {}
        self.reading: Reading | None = read(parts.reading) if parts.reading is not None else None
        self.finder = Finder(self.reading.blocks if self.reading else ())
        self.shape, self.broken = self._deck_shape()
        terms = tuple(map(_term, self.shape.terms or ()))
        rivals = frozenset(_rivals(parts.files.values()))
        self.context = Context(self.shape.language, rivals, terms, literal=literal, stored=stored)

    def compile(self) -> Compiled:
        """Make what can be made, and check how the parts refer to one another."""
        shape = self.shape
        facts = [fact for name, content in self.parts.files.items() for fact in self._facts(name, content)]
        asks = any(_mappings(content, key) for content in self.parts.files.values() for key in ("facts", "questions"))
        self.findings += references.findings(references.Names(shape, asks, facts, self.facts, self.questions), self.broken)
        links = [self._link(entry, FilePlace(DECK_FILE) / "links" / index) for index, entry in enumerate(shape.links or ())]
        for index, aside in enumerate(shape.asides or ()):
            self._spans((aside,), FilePlace(DECK_FILE) / "asides" / index)
        deck = Deck(
            id=self.parts.id,
            title=shape.title,
            language=shape.language,
            facts=tuple(sorted(facts, key=_place_in_reading)),
            description=shape.description or "",
            reading=self.reading,
            source=Source(**shape.source.model_dump(exclude_none=True)) if shape.source else Source(),
            as_of=shape.as_of or "",
            formerly=shape.formerly or (),
            categories=shape.categories or {},
            asides=shape.asides or (),
            terms=self.context.terms,
            links=tuple(links),
            choices_first=shape.choices_first,
            pictures=self.parts.pictures,
            easy=read(self.parts.easy, by_lines=True) if self.parts.easy is not None else None,
            retells=shape.retells or "",
            before=shape.before or (),
            after=shape.after or (),
            glossary=tuple(GlossaryWord(entry.word, entry.meaning) for entry in shape.glossary or ()),
            check_again=shape.check_again or "",
            teacher=self.parts.teacher is not None,
        )
        return Compiled(deck, self.findings, self.facts, self.questions, is_sound=not self.broken)

    def _deck_shape(self) -> tuple[DeckFile, set[str]]:
        """Return deck.yaml as far as it is sound, and the keys that are not."""
        shape = self._shaped(DeckFile, self.parts.deck, FilePlace(DECK_FILE))
        if shape:
            return shape, set()
        broken = {str(finding.place.way[0]) for finding in self.findings if finding.place.way}
        sound = {key: value for key, value in self.parts.deck.items() if key not in broken}
        return DeckFile.model_validate({"title": self.parts.id, **sound}), broken | {"title"}

    def _shaped(self, model: type[Shape], raw: Any, place: FilePlace) -> Shape | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.findings += faults.findings(error, raw, place, _keys(model))
            return None

    def _facts(self, name: str, content: Mapping[str, Any]) -> Iterable[Fact]:
        """Yield the facts of a file; a question outside any fact becomes a fact of its own."""
        if name != DECK_FILE:
            self._shaped(FactsFile, content, FilePlace(name))
        category = str(content.get("category", ""))
        for index, raw in _mappings(content, "facts"):
            yield from self._fact(raw, FilePlace(name) / "facts" / index, category)
        lone = _mappings(content, "questions")
        if lone and self.reading:
            self.findings.append(RuleFinding("questions-with-reading", (FilePlace(name) / "questions").key))
        for index, raw in lone:
            yield from self._lone_question(raw, FilePlace(name) / "questions" / index, category)

    def _fact(self, raw: Mapping[str, Any], place: FilePlace, category: str) -> Iterable[Fact]:
        entry = self._shaped(FactEntry, raw, place)
        fact_id = str(raw.get("id", ""))
        self._named(self.facts, fact_id, place)
        questions = [
            question
            for index, inner in _mappings(raw, "questions")
            for question in self._question(inner, place / "questions" / index, fact_id)
        ]
        quotes = entry.quote or () if entry else _texts(raw.get("quote"))
        spans = self._spans(quotes, place / "quote")
        if entry is None:
            return
        if self.reading is not None and not quotes:
            self.findings.append(RuleFinding("quote-missing", place, {"id": fact_id}))
        if self.reading is None and quotes:
            self.findings.append(RuleFinding("quote-without-reading", (place / "quote").key))
        yield Fact(
            id=entry.id,
            category=entry.category or category,
            questions=tuple(sorted(questions, key=self._turn)),
            statement=entry.statement,
            quotes=quotes,
            spans=spans,
            why=entry.why or "",
            according_to=entry.according_to or "",
            background=entry.background or "",
            about=entry.about or (),
            when=entry.when or "",
            when_given=entry.when_given,
            tags=entry.tags or (),
            formerly=entry.formerly or (),
            image=entry.image,
            short=entry.short or "",
        )

    def _turn(self, question: Question) -> tuple[bool, int]:
        """Return the sort key for a question on a fact: recall before choices, or the reverse if choices come first, then the level."""
        return question.recalled == self.shape.choices_first, question.level or 0

    def _lone_question(self, raw: Mapping[str, Any], place: FilePlace, category: str) -> Iterable[Fact]:
        questions = tuple(self._question(raw, place, ""))
        if "id" not in raw:
            self.findings.append(RuleFinding("missing-key", place, {"key": "id"}))
            return
        self._named(self.facts, str(raw["id"]), place)
        if questions:
            first = questions[0]
            yield Fact(id=str(first.id), category=first.category or category, questions=questions, why=first.why or "")

    def _question(self, raw: Mapping[str, Any], place: FilePlace, fact_id: str) -> Iterable[Question]:
        """Yield the questions that an entry makes."""
        kind = TYPES.get(str(raw.get("type")))
        if kind is None:
            code = "unknown-type" if "type" in raw else "missing-key"
            self.findings.append(RuleFinding(code, place / "type", {"key": "type", "type": raw.get("type"), "known": tuple(TYPES)}))
            return
        named = {**raw, "id": question_id(raw, fact_id)}
        try:
            question = kind.load(named, self.context)
        except ValidationError as error:
            self.findings += faults.findings(error, raw, place, _keys(kind.model))
            return
        for each in kind.sides(question):
            self._named(self.questions, each.id or "", place)
            yield each

    def _named(self, known: dict[str, FilePlace], name: str, place: FilePlace) -> None:
        """Remember where a fact or question is; a second one with the same id is a finding."""
        if name in known:
            self.findings.append(RuleFinding("duplicate-id", place / "id", {"id": name, "first": known[name]}))
        elif name:
            known[name] = place

    def _link(self, entry: LinkEntry, place: FilePlace) -> Link:
        return Link(entry.cause, entry.effect, entry.quote or (), self._spans(entry.quote or (), place / "quote"))

    def _spans(self, quotes: Sequence[str], place: FilePlace) -> tuple[Span, ...]:
        """Find each quote in the reading. A quote that is not found exactly once is a finding."""
        if self.reading is None:
            return ()
        spans: list[Span] = []
        for index, quote in enumerate(quotes):
            found = self.finder.find(quote)
            spans += found[:1]
            if len(found) > 1:
                self.findings.append(RuleFinding("quote-not-unique", place / index, {"quote": quote, "count": len(found)}))
            elif not found:
                near = nearest_words(quote, self.reading.blocks) if len(self.findings) < MANY else ""
                cure = Phrase(N_("The closest words are: {words}"), {"words": shown(near)}) if near else Phrase(COPY_THEM)
                self.findings.append(RuleFinding("quote-not-found", place / index, {"quote": quote, "cure": cure}))
        return tuple(spans)


def _keys(model: type[BaseModel]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of the mappings in an entry, by the key that contains them."""
    inner = INNER if model is DeckFile else {}
    return {**KEYS, "": tuple(model.model_fields), **{name: tuple(entry.model_fields) for name, entry in inner.items()}}


def _term(entry: TermEntry) -> Term:
    return Term(entry.name, entry.kind, entry.also or (), entry.vague or (), entry.note or "")


def _rivals(contents: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Yield the short texts that are right or wrong somewhere in a deck: none is ever a slip of another."""
    for content in contents:
        facts = [fact for _, fact in _mappings(content, "facts")]
        for _, raw in [pair for holder in (*facts, content) for pair in _mappings(holder, "questions")]:
            for value in (raw.get(key) for key in ("answer", "answers", "distractors", "choices")):
                entries = value if isinstance(value, list) else [value]
                texts = _texts([entry.get("text") if isinstance(entry, Mapping) else entry for entry in entries])
                yield from (text for text in texts if len(text) <= LONGEST_RIVAL)


def _mappings(content: Mapping[str, Any], key: str) -> Sequence[tuple[int, Mapping[str, Any]]]:
    entries = content.get(key)
    return [(index, entry) for index, entry in enumerate(entries) if isinstance(entry, Mapping)] if isinstance(entries, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str))


def _place_in_reading(fact: Fact) -> tuple[int, int]:
    return (fact.spans[0].block, fact.spans[0].start) if fact.spans else (0, 0)

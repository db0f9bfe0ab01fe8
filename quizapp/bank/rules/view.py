"""What the rules check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.bank.build import Compiled
from quizapp.bank.problems import FilePlace
from quizapp.bank.source import DeckFiles
from quizapp.domain.questions.question import Question
from quizapp.domain.reading.deck import Deck, Fact


@dataclass(frozen=True)
class View:
    """A deck, as far as it could be made, with its files."""

    source: DeckFiles
    compiled: Compiled

    @property
    def deck(self) -> Deck:
        """The deck."""
        return self.compiled.deck

    def written(self, place: FilePlace) -> object:
        """Return the value at a place as its author wrote it; None if there is none."""
        found: object = self.source.parts.files.get(place.file)
        for step in place.way:
            found = found.get(step) if isinstance(found, Mapping) else found[step] if isinstance(found, list) else None  # type: ignore[index]
        return found

    def facts(self) -> Iterator[tuple[Fact, FilePlace]]:
        """Yield every fact and its place."""
        return ((fact, self.compiled.facts[fact.id]) for fact in self.deck.facts)

    def questions(self) -> Iterator[tuple[Fact, Question, FilePlace]]:
        """Yield every question, its fact, and its place."""
        for fact in self.deck.facts:
            for question in fact.questions:
                yield fact, question, self.compiled.questions[str(question.id)]

"""A question of a draft as students will see it, answered as a trial that stores nothing; and words of the reading, to be quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from quizapp.domain.questions.question import FormatError, Question
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Fact
from quizapp.domain.reading.mapping import MapStretch, cut
from quizapp.domain.reading.passages import Finder, sentence_of, sentences
from quizapp.services.authoring.editing import Work
from quizapp.services.learning import pictures
from quizapp.services.learning.asking import back_of
from quizapp.services.learning.editions import Edition
from quizapp.services.learning.explaining import judged
from quizapp.services.learning.question_pages import Feedback, Showing

MOST = 5000
"""The longest text that is looked up in a reading, in characters."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question as it will be asked (None while it is incomplete) and, after a trial answer, its feedback."""

    showing: Showing | None = None
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class FoundWords:
    """How often words occur in a reading; if once, their place, extended to whole words, and the sentence around the first of them."""

    count: int
    quote: str = ""
    sentence: str = ""


def preview(work: Work, question_id: str, fields: Mapping[str, Sequence[str]] | None = None) -> Trial:
    """Show a question of the draft; with the fields of an answer, also the feedback that a student would get."""
    deck = work.compiled
    if deck is None or question_id not in deck.questions:
        return Trial()
    question, edition = deck.questions[question_id], Edition(deck, 0, {question_id: (1, 1)})
    showing = _showing(edition, question)
    if fields is None:
        return Trial(showing)
    typed = {name: tuple(values) for name, values in fields.items()}
    if showing.kind.self_rated:
        return Trial(replace(showing, reveal=back_of(edition, question_id)))
    given = showing.kind.parse(question, typed)
    if isinstance(given, FormatError):
        return Trial(replace(showing, typed=typed, error=given))
    grade = showing.kind.grade(question, given)
    return Trial(replace(showing, typed=typed), judged(edition, question_id, showing.kind, grade, given))


def find_words(work: Work, words: str) -> FoundWords:
    """Look up words in the reading of the draft in the same way as a quote."""
    reading = work.compiled.reading if work.compiled else None
    if reading is None or not words.strip() or len(words) > MOST:
        return FoundWords(0)
    found = Finder(reading.blocks).find(words)
    if not found:
        return FoundWords(0)
    text = reading.blocks[found[0].block].text
    start, end = sentence_of(text, found[0])
    return FoundWords(len(found), text[found[0].start : found[0].end] if len(found) == 1 else "", text[start:end])


def quoted(work: Work) -> Sequence[Sequence[MapStretch]]:
    """Return the stretches of each block of the reading: those that facts quote, and the others."""
    deck = work.compiled
    if deck is None or deck.reading is None:
        return ()
    finder = Finder(deck.reading.blocks)
    facts = [Fact(name, "", (), spans=tuple(span for quote in quotes for span in finder.find(quote)[:1])) for name, quotes in work.quotes]
    return cut(replace(deck, facts=tuple(facts)))


def _showing(edition: Edition, question: Question) -> Showing:
    deck, name, kind = edition.deck, str(question.id), type_of(question)
    return Showing(
        deck=deck.id,
        deck_title=deck.title,
        language=deck.language,
        question=name,
        kind=kind,
        prompt=kind.present(question, Random(0)),  # noqa: S311 - while it is written, the same order each time
        presentation="",
        according_to=deck.fact_of[name].according_to,
        has_hint=question.hint is not None,
        hint=question.hint or "",
        picture=pictures.shown(deck, question.image),
        option_pictures=pictures.all_shown(deck, question.option_images),
    )


def by_sentence(work: Work) -> Sequence[tuple[str, Sequence[Sequence[str]]]]:
    """Return the sections of the reading of a draft: their titles, and the sentences of each of their blocks."""
    reading = work.compiled.reading if work.compiled else None
    if reading is None:
        return []
    parted = [[block.text[start:end] for start, end in sentences(block.text)] for block in reading.blocks]
    return [(section.title, parted[section.first : section.last]) for section in reading.sections]

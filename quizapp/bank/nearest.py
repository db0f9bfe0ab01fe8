"""What an author probably meant: the most similar key, id or words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.reading.deck import Block, Span
from quizapp.domain.reading.passages import find

USUAL = {
    "options": ("distractors", "choices"),
    "correct": ("answer", "answers"),
    "right": ("answer", "answers"),
    "correct_answer": ("answer", "answers"),
    "solution": ("answer", "answers"),
    "wrong": ("distractors",),
    "incorrect": ("distractors",),
    "explanation": ("why",),
    "explain": ("why",),
    "feedback": ("why",),
    "rationale": ("why",),
    "aliases": ("accept", "also"),
    "synonyms": ("accept", "also"),
    "alternatives": ("accept", "also"),
    "question": ("prompt",),
    "text": ("prompt", "statement"),
    "stem": ("prompt",),
    "front": ("prompt",),
    "back": ("answer",),
    "name": ("title", "id"),
    "passage": ("quote",),
    "evidence": ("quote",),
    "difficulty": ("level",),
    "claim": ("statement",),
    "items": ("questions", "facts"),
    "lang": ("language",),
    "tip": ("hint",),
    "clue": ("hint",),
    "date": ("when",),
    "glossary": ("terms",),
}
"""Names that other tools use, and ours."""

ALIKE = 60.0
"""The least similarity, out of 100, at which one name is suggested for another."""


def nearest_key(key: str, known: Sequence[str]) -> Phrase:
    """Return the words for fixing an unknown key: the keys that were probably meant, or all known ones."""
    usual = [name for name in USUAL.get(key.lower(), ()) if name in known]
    likely = usual or [name for name in [nearest(key, known)] if name]
    if not likely:
        return Phrase(N_("The keys here are {keys}."), {"keys": tuple(known)})
    first, *others = likely
    meant = Phrase(N_("{some} or {last}"), {"some": first, "last": others[0]}) if others else first
    return Phrase(N_("Did you mean {name}?"), {"name": meant})


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the text of `known` that is most similar to another, or nothing if none is similar."""
    match = process.extractOne(text, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return match[0] if match else ""


def nearest_words(quote: str, blocks: Sequence[Block]) -> str:
    """Return the words of a reading that are most similar to a quote, or nothing if none are similar."""
    best, words = ALIKE, ""
    for number, block in enumerate(blocks):
        match = fuzz.partial_ratio_alignment(quote, block.text, score_cutoff=best)
        if match and match.score > best:
            found = find([block], block.text[match.dest_start : match.dest_end])
            span = found[0] if found else Span(number, match.dest_start, match.dest_end)
            best, words = match.score, block.text[span.start : span.end]
    return words

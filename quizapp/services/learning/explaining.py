"""What is shown after an answer: the parts of the verdict, the right answer, why, and where the reading says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.questions.question import GAP, Grade, Question, QuestionType, Response, Verdict
from quizapp.domain.questions.registry import type_of
from quizapp.domain.questions.typing_slips import may_be_right
from quizapp.domain.reading.deck import Block, Fact, Reading, Section, Span
from quizapp.domain.reading.passages import sentence_of
from quizapp.services.learning import pictures
from quizapp.services.learning.editions import Edition
from quizapp.services.learning.question_pages import Feedback, Passage, Words


def explain(edition: Edition, answer: StoredAnswer, kind: QuestionType[Any], grade: Grade, given: Response | None) -> Feedback:
    """Return the feedback for a stored answer, which `kind` graded; the caller fills in what depends on the moment."""
    return replace(
        judged(edition, edition.keys[answer.question_id], kind, grade, given),
        n=answer.n,
        verdict=Verdict(answer.verdict),
        score=answer.score,
        portion=grade.portion if grade.score == answer.score else None,  # a re-grade used another version
        today=answer.day,
        undone=answer.undone,
        attempt=answer.attempt or 0,
        regraded=answer.regraded,
    )


def judged(edition: Edition, key: str, kind: QuestionType[Any], grade: Grade, given: Response | None) -> Feedback:
    """Return the feedback for a response to a question that `kind` graded, stored or not; no response means "I don't know"."""
    deck, fact, question = edition.deck, edition.deck.fact_of[key], edition.deck.questions[key]
    return Feedback(
        n=0,
        deck=deck.id,
        deck_title=deck.title,
        language=deck.language,
        fact=fact.id,
        question=key,
        kind=kind,
        prompt=plain_prompt(question),
        verdict=grade.verdict,
        score=grade.score,
        almost=grade.almost,
        portion=grade.portion,
        dont_know=given is None,
        given=given.values if given else (),
        right=question.right,
        right_as=type_of(question).right_as,
        differences=grade.differences,
        feedback=grade.feedback,
        statement=fact.statement,
        why=question.why or fact.why,
        according_to=fact.according_to,
        background=fact.background,
        passages=passages(edition, fact, question),
        picture=pictures.shown(deck, fact.image or question.image),
        today=date.min,
    )


def plain_prompt(question: Question) -> str:
    """Return the prompt with an ellipsis for each gap."""
    return question.shown.replace(GAP, "…")


def passages(edition: Edition, fact: Fact, question: Question) -> tuple[Passage, ...]:
    """Return the sentences that contain the quotes of a fact, and of the further facts the question is based on."""
    named = set(question.rests_on)
    further = (span for other in edition.deck.facts if other.id in named for span in other.spans)
    return passages_with(edition.deck.reading, (*fact.spans, *further))


def passages_with(reading: Reading | None, spans: Sequence[Span]) -> tuple[Passage, ...]:
    """Return the sentences of a reading that contain some spans, a passage for each block, in the order of the spans."""
    if reading is None:
        return ()
    blocks = dict.fromkeys(span.block for span in spans)
    return tuple(passage(reading, block, tuple(span for span in spans if span.block == block)) for block in blocks)


def sentences_with(reading: Reading | None, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """Return the sentences of a reading that contain some spans, each sentence once, in the order of the reading."""
    if reading is None:
        return ()
    found: list[tuple[int, int, int, list[Span]]] = []
    for span in sorted(set(spans), key=lambda span: (span.block, span.start, span.end)):
        start, end = sentence_of(reading.blocks[span.block].text, span)
        block, first, last, same = found[-1] if found else (-1, 0, 0, [])
        if block == span.block and start < last:
            found[-1] = (block, min(first, start), max(last, end), [*same, span])
        else:
            found.append((span.block, start, end, [span]))
    return tuple(passage(reading, block, tuple(same)) for block, _, _, same in found)


def passage(reading: Reading, index: int, spans: tuple[Span, ...]) -> Passage:
    """Return the sentences of one block that contain these spans, with the text around them."""
    block, section = reading.blocks[index], section_of(reading, index)
    bounds = [sentence_of(block.text, span) for span in spans]
    start, end = min(bound[0] for bound in bounds), max(bound[1] for bound in bounds)
    return Passage(
        sentence=mark(block, start, end, spans),
        before=block.text[:start].strip(),
        after=block.text[end:].strip(),
        section=section.title,
        anchor=section.anchor,
    )


def mark(block: Block, start: int, end: int, spans: tuple[Span, ...]) -> tuple[Words, ...]:
    """Split a stretch of a block into words that are marked and words that are not."""
    cuts = sorted({start, end, *(edge for span in spans for edge in (span.start, span.end) if start < edge < end)})
    return tuple(Words(block.text[left:right], any(span.start <= left < span.end for span in spans)) for left, right in pairwise(cuts))


def section_of(reading: Reading, index: int) -> Section:
    """Return the section that contains a block."""
    return next(section for section in reading.sections if section.first <= index < section.last)


def is_claimable(answer: StoredAnswer, question: Question) -> bool:
    """Whether a learner may say "I was right": only about a typed answer that feeds memory or a grade and was not graded right.

    A wrong number or date is wrong, so there it takes a slip of typing.
    """
    kind = type_of(question)
    counts = answer.rating is not None or answer.attempt is not None
    if not kind.typed or not answer.response or not counts or answer.verdict == Verdict.RIGHT or answer.undone:
        return False
    return may_be_right(question, kind.grade(question, Response(tuple(json.loads(answer.response)))))


def easier(shown: Edition, question: Question) -> str:
    """Return the question on the same fact that is easiest to guess, if it is easier to guess than this one; otherwise nothing."""
    best = max(shown.deck.fact_of[str(question.id)].questions, key=lambda other: other.chance)
    return str(best.id) if best.chance > question.chance else ""
